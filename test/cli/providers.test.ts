import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { playBrowser, urlIn } from '../support/mcp.ts';
import { chatGptSandbox } from '../support/chatgpt.ts';
import { makeSandbox, makeSimulator } from '../support/sandbox.ts';
import { describeProviders, startStandIn } from '../support/stand-in.ts';
import { startBundle } from './support.ts';

async function home() {
  const standIn = await startStandIn();
  const sandbox = await makeSandbox();
  await describeProviders(sandbox, { providers: { acme: standIn.described } });
  const start = (...args: readonly string[]) => startBundle(sandbox.env, args);
  return { standIn, start, run: (...args: readonly string[]) => start(...args).done };
}

test('signed in with the browser: status tells whose and how long, logout removes it, and then there was nothing', async () => {
  const { standIn, start, run } = await home();
  expect((await run('login', 'status', 'acme')).code).toBe(1);
  const login = start('login', 'acme', '--browser');
  await expect.poll(() => urlIn(login.stderr(), '/auth?'), { timeout: 10_000 }).toBeDefined();
  await playBrowser(urlIn(login.stderr(), '/auth?') ?? '');
  expect((await login.done).code).toBe(0);

  const status = await run('login', 'status', 'acme', '--json');
  expect(status.code).toBe(0);
  expect(JSON.parse(status.stdout)).toMatchObject({ provider: 'acme', signed_in: true });
  const all: unknown = JSON.parse((await run('login', 'status', '--json')).stdout);
  expect(all).toMatchObject({
    providers: [{ provider: 'openai-codex' }, { provider: 'chatgpt' }, { service: 'Stand-in' }],
  });
  const ended = [
    await run('login', 'logout', 'acme', '--yes', '--json'),
    await run('login', 'logout', 'acme', '--yes', '--json'),
  ].map(({ code, stdout }) => [code, (JSON.parse(stdout) as { readonly removed: boolean }).removed]);
  expect(ended).toEqual([
    [0, true],
    [0, false],
  ]);
  const said = [login.stderr(), status.stdout, status.stderr].join('\n');
  for (const token of standIn.issued) expect(said).not.toContain(token);
});

test('with a code: the page, the code, and a link that has it filled in', async () => {
  const { run } = await home();
  const { code, stderr } = await run('login', 'acme', '--no-browser');
  expect(code).toBe(0);
  expect(stderr).toMatch(/\/device$/m);
  expect(stderr).toContain('GQVQ-JKEC');
  expect(stderr).toMatch(/\/device\?user_code=GQVQ-JKEC$/m);
});

test('a named account is signed out, not whoever answers questions', async () => {
  const simulator = await makeSimulator();
  const { env, authFile } = await chatGptSandbox(simulator);
  await mkdir(path.dirname(authFile), { recursive: true });
  const kept = { 'codex-oauth': { providers: { chatgpt: { access_token: 'made-up' } } } };
  const codex = { access_token: 'made-up-too', account: 'work', issuer: simulator.issuer };
  await writeFile(authFile, JSON.stringify({ ...kept, codex }), { mode: 0o600 });
  const { code, stderr } = await startBundle(env, ['logout', '--account', 'work', '--yes']).done;
  expect(code, stderr).toBe(0);
  expect(JSON.parse(await readFile(authFile, 'utf8'))).toEqual(kept);
});

test.each([
  ['an unknown provider', ['login', 'akme'], 2],
  ['a provider that no file can name', ['login', '../x'], 2],
  ['two providers', ['login', 'acme', 'beta'], 2],
  ['both ways at once', ['login', 'acme', '--browser', '--no-browser'], 2],
  ['an account where there is one login', ['login', 'acme', '--account', 'work'], 2],
  ['an account’s token where there is one login', ['token', 'acme', '--account', 'work'], 2],
  ['no provider to sign out of', ['login', 'logout'], 2],
  ['no yes in a pipe', ['login', 'logout', 'acme'], 2],
  ['nobody signed in', ['token', 'acme'], 1],
  ['a sign-in that nobody finishes', ['login', 'acme', '--browser', '--timeout', '1'], 1],
])('%s', async (_, args, code) => {
  const { run } = await home();
  const ended = await run(...args);
  expect(ended.code, ended.stderr).toBe(code);
  expect(ended.stdout).toBe('');
});
