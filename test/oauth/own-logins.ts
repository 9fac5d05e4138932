import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { NOTHING_NAMED, OPENAI } from '../../src/login/home.ts';
import { openLogin } from '../../src/login/login.ts';
import { openLogins } from '../../src/login/logins.ts';
import { openAiCodex } from '../../src/oauth/providers/openai-codex.ts';
import { sleep } from '../../src/system/time.ts';
import { makeDeps } from '../login/support.ts';
import { makeSandbox } from '../support/sandbox.ts';

/** The program's logins with a providers.json of the user's own. */
export async function withFile(content: unknown) {
  const { authFile } = await makeSandbox();
  const providersFile = path.join(path.dirname(authFile), 'codex-oauth', 'providers.json');
  await mkdir(path.dirname(providersFile), { recursive: true, mode: 0o700 });
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await writeFile(providersFile, text, { mode: 0o600 });
  const {
    file: _,
    journal: _j,
    profileAt: _p,
    ...deps
  } = makeDeps(authFile, {
    issuer: OPENAI.issuer,
    // A device asks every five seconds, and its tests approve at once.
    sleep: (ms, signal) => sleep(ms / 10, signal),
  });
  const names = { ports: [1455], originator: 'x', userAgent: 'x', workspaces: [] };
  const all = { ...deps, authFile, openBrowser: async () => {}, named: NOTHING_NAMED, accept: () => {} };
  const own = openLogin({ ...all, provider: openAiCodex({ ...OPENAI, ...names }) });
  return { authFile, logins: openLogins({ ...all, builtIn: [own], providersFile }) };
}
