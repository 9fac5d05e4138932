import { chmod, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import type { Diagnosis } from '../../src/doctor/doctor.ts';
import { startBundle } from '../cli/support.ts';
import { freePort } from '../support/net.ts';
import { makeSandbox, makeSimulator, pointAt, seedLogin, type Sandbox } from '../support/sandbox.ts';
import { endWithTest, listening } from '../support/tls.ts';

const doctor = (env: Record<string, string>, ...args: string[]) => startBundle(env, ['doctor', ...args]).done;

async function diagnose(env: Record<string, string>, ...args: string[]) {
  const { code, stdout } = await doctor(env, '--json', ...args);
  return { code, d: JSON.parse(stdout) as Diagnosis };
}

const stateOf = (d: Diagnosis, id: string): string | undefined => d.checks.find((c) => c.id === id)?.state;

async function home(extra: Record<string, string> = {}): Promise<Sandbox> {
  const sandbox = await makeSandbox({ CODEX_OAUTH_CALLBACK_PORT: String(await freePort()), ...extra });
  await mkdir(path.dirname(sandbox.authFile), { recursive: true, mode: 0o700 });
  return sandbox;
}

test('without a login nothing fails, and nothing is written', async () => {
  const sandbox = await makeSandbox({ CODEX_OAUTH_CALLBACK_PORT: String(await freePort()) });
  const { code, d } = await diagnose(sandbox.env);
  expect(code).toBe(0);
  expect(d.healthy).toBe(true);
  expect(stateOf(d, 'login')).toBe('note');
  await expect(stat(path.dirname(sandbox.authFile))).rejects.toThrow();
});

test.each([
  ['cut off', '{"codex": {"access_tok'],
  ['empty', ''],
  ['no object', '[1]'],
  ['of wrong types', '{"codex": {"access_token": 7}}'],
])('a login file that is %s fails, and stays as it is', async (_title, text) => {
  const sandbox = await home();
  await writeFile(sandbox.authFile, text, { mode: 0o600 });
  const { code, d } = await diagnose(sandbox.env);
  expect(code).toBe(1);
  expect(stateOf(d, 'auth_file')).toBe('fail');
  expect(await readFile(sandbox.authFile, 'utf8')).toBe(text);
});

test.skipIf(process.platform === 'win32')('links, folders and loose permissions are told apart', async () => {
  const linked = await home();
  await writeFile(path.join(linked.dir, 'elsewhere.json'), '{}');
  await symlink(path.join(linked.dir, 'elsewhere.json'), linked.authFile);
  expect(stateOf((await diagnose(linked.env)).d, 'auth_file')).toBe('fail');

  const folder = await home();
  await mkdir(folder.authFile);
  expect(stateOf((await diagnose(folder.env)).d, 'auth_file')).toBe('fail');

  const loose = await home();
  await writeFile(loose.authFile, '{}', { mode: 0o600 });
  await chmod(loose.authFile, 0o644);
  const { code, d } = await diagnose(loose.env);
  expect(code).toBe(0);
  expect(stateOf(d, 'permissions')).toBe('warn');
  expect((await stat(loose.authFile)).mode & 0o777).toBe(0o600);
});

test.skipIf(process.platform === 'win32')(
  'a folder of the login that others may write to is found',
  async () => {
    const simulator = await makeSimulator();
    const sandbox = await home(pointAt(simulator));
    await seedLogin(sandbox, simulator.mintTokens(), { account_id: 'acc-sim-0001' });
    const folder = path.dirname(sandbox.authFile);
    const problem = async (): Promise<unknown> => {
      const { stdout } = await startBundle(sandbox.env, ['status', '--json']).done;
      return (JSON.parse(stdout) as { readonly problem: unknown }).problem;
    };
    expect([stateOf((await diagnose(sandbox.env)).d, 'folder'), await problem()]).toEqual(['ok', null]);
    await chmod(folder, 0o777);
    expect(stateOf((await diagnose(sandbox.env)).d, 'folder')).toBe('warn');
    expect(await problem()).toContain(folder);
  },
);

test('a taken port names its holder where the system tells', async () => {
  const server = createServer();
  endWithTest(server);
  const port = await listening(server);
  const sandbox = await home({ CODEX_OAUTH_CALLBACK_PORT: String(port) });
  const { d } = await diagnose(sandbox.env);
  const found = d.checks.find((c) => c.id === `port.${port}`);
  expect(found?.state).toBe('warn');
  if (process.platform === 'linux') expect(found?.what).toContain(`pid ${process.pid}`);
});

test('all that is wrong is listed at once, bad settings included', async () => {
  const sandbox = await home();
  const { code, d } = await diagnose({
    ...sandbox.env,
    CODEX_OAUTH_TIMEOUT: 'soon',
    CODEX_OAUTH_ISSUER: 'http://evil.test',
    CODEX_OAUTH_MODLE: 'x',
    HTTPS_PROXY: 'gopher://user:s3cr3t-canary@proxy',
    NODE_EXTRA_CA_CERTS: path.join(sandbox.dir, 'nowhere.pem'),
  });
  expect(code).toBe(1);
  expect(d.checks.filter((c) => c.state === 'fail').map((c) => c.id)).toEqual(
    expect.arrayContaining(['settings.CODEX_OAUTH_TIMEOUT', 'settings.CODEX_OAUTH_ISSUER', 'proxy', 'ca']),
  );
  expect(stateOf(d, 'settings.CODEX_OAUTH_MODLE')).toBe('warn');
});

test('online, the servers and the clock are measured, and no token is sent', async () => {
  const simulator = await makeSimulator();
  const sandbox = await home(pointAt(simulator));
  await seedLogin(sandbox, simulator.mintTokens(), { account_id: 'acc-sim-0001' });
  const good = await diagnose(sandbox.env, '--online');
  expect(good.code).toBe(0);
  const host = new URL(simulator.url).host;
  expect(stateOf(good.d, `online.${host}`)).toBe('ok');
  expect(stateOf(good.d, 'online.clock')).toBe('ok');
  expect(simulator.log.length).toBe(1);
  expect(JSON.stringify(simulator.log)).not.toMatch(/authorization|Bearer/i);

  simulator.advance(7_200);
  expect(stateOf((await diagnose(sandbox.env, '--online')).d, 'online.clock')).toBe('warn');
  await simulator.close();
  const gone = await diagnose(sandbox.env, '--online');
  expect(gone.code).toBe(1);
  expect(stateOf(gone.d, `online.${host}`)).toBe('fail');
});

test('nothing secret is in it, and a pipe gets words', async () => {
  const simulator = await makeSimulator();
  const sandbox = await home({
    ...pointAt(simulator),
    OPENAI_API_KEY: 'sk-canary-1234567890',
    CODEX_API_KEY: 'sk-canary-0987654321',
    CODEX_ACCESS_TOKEN: 'at-canary-1234567890',
    HTTPS_PROXY: 'http://user:s3cr3t-canary@127.0.0.1:9',
    CODEX_DEBUG: '1',
  });
  const tokens = simulator.mintTokens();
  await seedLogin(sandbox, tokens, { account_id: 'acc-sim-0001' });
  for (const args of [['--json'], [], ['--online']]) {
    const { stdout: out, stderr } = await doctor(sandbox.env, ...args);
    expect(out).toContain('OPENAI_API_KEY');
    const { accessToken, refreshToken, idToken } = tokens;
    for (const secret of ['canary', accessToken, refreshToken, idToken, ...accessToken.split('.')])
      expect((out + stderr).includes(secret)).toBe(false);
    if (args[0] !== '--json') expect(out).toMatch(/^(?:ok {2}|note|WARN|FAIL) /);
    expect(out).not.toContain('\u001b');
  }
});
