#!/usr/bin/env node
// What matters of the Codex CLI (docs/wire.md 6.1 to 6.3): asks where its arguments say, tells what it was given, and ends
// as its last argument says.
import { readFileSync, writeFileSync } from 'node:fs';

const args = process.argv.slice(2);
const base = /^openai_base_url="(.*)"$/.exec(args[args.indexOf('-c') + 1] ?? '')?.[1];
const { CODEX_HOME: home, FAKE_NOTES: notes } = process.env;
const auth = JSON.parse(readFileSync(`${home}/auth.json`, 'utf8'));
const heard = [];
const note = () => {
  const { NO_PROXY } = process.env;
  if (notes) writeFileSync(notes, JSON.stringify({ args, base, heard, NO_PROXY, pid: process.pid }));
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGCONT']) {
  if (args.at(-1) !== 'die')
    process.on(signal, () => {
      heard.push(signal);
      note();
      if (args.at(-1) === 'wait' && signal !== 'SIGCONT') process.exit(42);
    });
}

async function ask(text) {
  const content = [{ type: 'input_text', text }];
  const response = await fetch(`${base}/responses`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${auth.tokens?.access_token ?? auth.OPENAI_API_KEY}`,
      ...(auth.tokens ? { 'chatgpt-account-id': auth.tokens.account_id } : {}),
      'user-agent': 'codex_exec/0.169.0',
      originator: 'codex_exec',
      version: '0.169.0',
      'content-type': 'application/json',
      accept: 'text/event-stream',
      'thread-id': '01a20083-182b-7930-8fc0-0b56f849a3ee',
    },
    body: JSON.stringify({
      model: 'gpt-5.5',
      instructions: 'Answer.',
      input: [{ type: 'message', role: 'user', content }],
      store: false,
      stream: true,
      include: ['reasoning.encrypted_content'],
    }),
  });
  return `${response.status} ${(await response.text()).includes('response.completed')}`;
}

note();
if (base && args.includes('ask')) console.log(await ask(`What is in ${auth.tokens?.refresh_token}?`));
process.stdin.on('data', (piece) => process.stdout.write(piece));
process.stdin.on('end', () => {
  const last = args.at(-1);
  if (last === 'wait' || last === 'die' || last === 'stay') setInterval(() => {}, 1_000);
  else process.exitCode = Number(last) || 0;
});
