import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readSettings } from '../../src/settings.ts';
import { startBundle } from '../cli/support.ts';
import { newKey, PASSWORD, SERVER, startRedis } from '../faults/redis.ts';
import { playBrowser } from '../support/mcp.ts';
import { freePort, until } from '../support/net.ts';
import { makeSandbox, makeSimulator, pointAt, type Sandbox } from '../support/sandbox.ts';

/** Every file below a folder, as one text. */
async function everything(dir: string): Promise<string> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map((file) => readFile(path.join(file.parentPath, file.name), 'utf8')),
  );
  return texts.join('\n');
}

test.runIf(SERVER !== undefined)(
  'two machines share their logins in a store, and neither has a token on its disk',
  async () => {
    const simulator = await makeSimulator({ allowAnyLoopbackPort: true });
    const redis = await startRedis();
    const keyed = await makeSandbox();
    const keyFile = path.join(keyed.dir, 'key');
    await writeFile(keyFile, `${redis.key}\n`, { mode: 0o600 });
    const shared = { CODEX_OAUTH_STORE: redis.url(), ...pointAt(simulator), CODEX_DEBUG: '1' };
    const [a, b] = [
      await makeSandbox({ ...shared, CODEX_OAUTH_STORE_KEY: redis.key }),
      await makeSandbox({ ...shared, CODEX_OAUTH_STORE_KEY: keyFile }),
    ];
    const said: string[] = [];
    const run = async ({ env }: Sandbox, ...argv: readonly string[]) => {
      const end = await startBundle(env, argv).done;
      said.push(end.stdout, end.stderr);
      expect([argv.join(' '), end.code, end.code === 0 ? '' : end.stderr]).toEqual([argv.join(' '), 0, '']);
      return end.stdout;
    };
    const login = async ({ env }: Sandbox, ...argv: readonly string[]): Promise<void> => {
      const port = String(await freePort());
      const child = startBundle({ ...env, CODEX_OAUTH_CALLBACK_PORT: port }, ['login', '--browser', ...argv]);
      const address = (): string | undefined => /http:\S+\/oauth\/authorize\S+/.exec(child.stderr())?.[0];
      await until(() => address() !== undefined, 'the address is shown');
      await playBrowser(address() ?? '');
      expect((await child.done).code).toBe(0);
    };

    await login(a);
    const place = `redis://127.0.0.1:${redis.port}/0`;
    expect(JSON.parse(await run(b, 'status', '--json'))).toMatchObject({
      authenticated: true,
      source: 'login',
      auth_file: place,
      held_in: place,
    });
    await login(b, '--account', 'work');
    expect(await run(a, 'accounts')).toContain('work');
    await run(a, 'use', 'default');
    const token = async (at: Sandbox): Promise<unknown> => JSON.parse(await run(at, 'token', '--json'));
    expect(await token(a)).toEqual(await token(b));
    said.length = 0;
    await run(b, 'ask', 'What is a monad?');
    await run(b, 'doctor');
    await run(a, 'clear', '--yes');
    const last = await startBundle(b.env, ['status', '--json']).done;
    expect(JSON.parse(last.stdout)).toMatchObject({ authenticated: false, auth_file: place });

    const written = [...said, last.stdout, await everything(a.dir), await everything(b.dir)].join('\n');
    for (const secret of [PASSWORD, redis.key]) expect(written).not.toContain(secret);
    expect(written).not.toMatch(/"(?:access|refresh)_token": ?"[^"]/);
    expect(await readdir(path.dirname(a.authFile))).not.toContain('auth.json');
  },
);

test('a store that a project names is not even connected to', async () => {
  let connections = 0;
  const evil = createServer((socket) => {
    connections += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void evil.close());
  await until(() => evil.listening, 'it listens');
  const { port } = evil.address() as AddressInfo;
  const set = { CODEX_OAUTH_STORE: `redis://127.0.0.1:${port}`, CODEX_OAUTH_STORE_KEY: newKey() };
  const { dir, env } = await makeSandbox(set);
  const project = path.join(dir, 'project');
  await mkdir(path.join(project, '.claude'), { recursive: true });
  await writeFile(path.join(project, '.claude/settings.json'), JSON.stringify({ env: set }));
  for (const argv of [
    ['ask', 'hi'],
    ['login'],
    ['status'],
    ['doctor'],
    ['accounts'],
    ['token', '--json'],
    ['clear', '--yes'],
  ]) {
    const { code, stdout, stderr } = await startBundle(env, argv, { cwd: project }).done;
    expect([argv[0], code === 0]).toEqual([argv[0], false]);
    expect(stdout + stderr).toContain('CODEX_OAUTH_STORE');
  }
  expect(connections).toBe(0);
});

test.each([
  ['CODEX_OAUTH_STORE', 'https://made-up-password@host'],
  ['CODEX_OAUTH_STORE', 'redis://u:made-up-password@host/name'],
  ['CODEX_OAUTH_STORE', 'redis://u:made-up-password@host/0?more'],
  ['CODEX_OAUTH_STORE', 'no address made-up-password'],
  ['CODEX_OAUTH_STORE_KEY', 'made-up-password'],
])('%s=%s is refused without being repeated', (name, value) => {
  const error = (() => {
    try {
      return readSettings({ [name]: value }, '/home/u');
    } catch (caught) {
      return caught;
    }
  })();
  expect(error).toMatchObject({ code: 'settings.invalid', details: { setting: name } });
  expect(JSON.stringify([error, String(error)])).not.toContain('made-up-password');
});
