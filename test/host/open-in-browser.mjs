// Plays the browser of a user who accepts: the host runs it as an `Elicitation` hook, it opens the page and follows its
// redirects as far as they go, and then says that the user has accepted.
import { readFileSync } from 'node:fs';
import process from 'node:process';

const { url, mode } = JSON.parse(readFileSync(0, 'utf8'));
if (mode !== 'url') throw new Error(`Only a URL can be opened, not ${mode}.`);
const page = await fetch(url);
await page.text();
const action = page.ok ? 'accept' : 'decline';
process.stdout.write(JSON.stringify({ hookSpecificOutput: { hookEventName: 'Elicitation', action } }));
