import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { Io } from '../../src/cli/io.ts';
import { runCli } from '../../src/cli/main.ts';
import { readSettings } from '../../src/settings.ts';
import { makeSimulator } from '../support/sandbox.ts';
import { fakeIo, makeHouse, run, signedInHouse as signedIn, start, until, type House } from './support.ts';

async function loginIn(house: House): Promise<unknown> {
  return (JSON.parse(await readFile(house.sandbox.authFile, 'utf8')) as { codex?: unknown }).codex;
}

test('status exits with 0 when signed in and makes no request', async () => {
  const { simulator, house } = await signedIn();
  const { code, stdout, stderr } = await run(house, ['status']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^Login +✓ /);
  expect(simulator.log).toEqual([]);
});

test('status exits with 1 when signed out, with the same document for scripts', async () => {
  const house = await makeHouse(await makeSimulator());
  expect((await run(house, ['status'])).code).toBe(1);
  const asked = await run(house, ['status', '--json']);
  expect(asked.code).toBe(1);
  expect(asked.json()).toMatchObject({ status: 'not_authenticated', auth_file: house.sandbox.authFile });
});

test('a broken auth.json is not taken for signed out', async () => {
  const house = await makeHouse(await makeSimulator());
  await mkdir(path.dirname(house.sandbox.authFile), { recursive: true });
  await writeFile(house.sandbox.authFile, '{"codex": {', { mode: 0o600 });
  const { code, stdout } = await run(house, ['status']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^Login +✗ /);
  expect(stdout).toContain(house.sandbox.authFile);
});

test('status --refresh asks for the limits, and an unreachable server does not make it signed out', async () => {
  const { simulator, house } = await signedIn();
  const { code, stdout } = await run(house, ['status', '--refresh'], { terminal: 'all' });
  expect(code).toBe(0);
  expect(stdout).toMatch(/Limits +\S.*█+░+ 12% used, resets in 60 min\n +week\w* +█+░+ 55% used/);
  await simulator.close();
  const offline = await run(house, ['status', '--refresh']);
  expect(offline).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Login +✓ /) });
  expect(offline.stderr).toMatch(/^✗ /);
  expect((await run(house, ['status', '--refresh', '--json'])).json()).toMatchObject({
    authenticated: true,
    limits_problem: expect.any(String),
  });
});

test('status --refresh says once that nobody is signed in', async () => {
  const house = await makeHouse(await makeSimulator());
  const { code, stderr } = await run(house, ['status', '--refresh']);
  expect([code, stderr]).toEqual([1, '']);
});

test('after a question a plain status shows the limits that came with the answer', async () => {
  const { simulator, house } = await signedIn();
  expect((await run(house, ['ask', 'x'])).code).toBe(0);
  simulator.clearLog();
  // Another process: all it knows is what is on disk.
  const io = fakeIo(['status']);
  const later = createApp(house.app.deps, house.app.settings);
  expect(await runCli(() => later, io)).toBe(0);
  expect(io.stdout.text()).toMatch(/Limits .*12% used[^]*55% used/);
  expect(simulator.log).toEqual([]);
});

test('models shows the live list, and the bundled one before a sign-in', async () => {
  const { house } = await signedIn();
  const live = await run(house, ['models']);
  expect([live.code, live.stdout]).toEqual([0, expect.stringMatching(/→ {2}gpt-6\.1-sol[^]*live list/)]);
  const nobody = await makeHouse(await makeSimulator());
  const bundled = await run(nobody, ['models', '--json']);
  expect(bundled.json()).toMatchObject({ source: 'bundled', default: 'gpt-6.1-sol' });
});

test('clear revokes and removes, and a second time there is nothing', async () => {
  const { simulator, house } = await signedIn();
  const { code, stdout } = await run(house, ['clear', '--yes'], { terminal: 'all' });
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^✓ .*acc-sim-0001.*revoked/)]);
  expect(simulator.state.families.every((f) => f.revoked)).toBe(true);
  expect(await loginIn(house)).toBeUndefined();
  const again = await run(house, ['clear', '--yes', '--json']);
  expect([again.code, again.json()]).toMatchObject([0, { removed: false, revocation: 'nothing' }]);
});

test.each([
  ['in a pipe', ['clear'], {}],
  ['where only the screen is a terminal', ['clear'], { terminal: 'all', piped: '' }],
  ['with --json', ['clear', '--json'], { terminal: 'all' }],
  ['with --json in a pipe', ['clear', '--json'], {}],
] as const)('clear without --yes changes nothing %s', async (_name, argv, options) => {
  const { simulator, house } = await signedIn();
  const asked = await run(house, argv, options);
  expect(asked.code).toBe(2);
  expect(asked.stdout + asked.stderr).toContain('`codex-oauth clear --yes`');
  if (argv.length > 1) expect(asked.json()).toMatchObject({ error: { code: 'usage' } });
  expect(await loginIn(house)).toBeDefined();
  expect(simulator.log).toEqual([]);
});

test('clear says when OpenAI could not be told', async () => {
  const { simulator, house } = await signedIn();
  simulator.fault('revoke.500');
  const { code, stdout } = await run(house, ['clear', '--yes']);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^! .*acc-sim-0001[^]*\n {2}→ /)]);
});

test.each([
  ['n\r', 1],
  ['\r', 1],
  ['y\r', 0],
  ['YES\r', 0],
  ['\u0003', 130],
  ['\u0004', 1],
])('on a terminal clear asks first: %j ends with %i', async (typed, code) => {
  const { house } = await signedIn();
  const { io, done } = start(house, ['clear'], { terminal: 'all' });
  await until(io.stderr, /d…@example\.com.* acc-sim-0001\? \[y\/N\] /);
  io.stdin.write(typed);
  expect(await done).toBe(code);
  expect((await loginIn(house)) === undefined).toBe(code === 0);
});

test('a setting that cannot be used is a usage error in three parts, and help works all the same', async () => {
  const makeApp = (): never => {
    readSettings({ CODEX_OAUTH_ISSUER: 'http://evil.example' }, '/home/dev');
    throw new Error('unreachable');
  };
  const broken = { run: (io: Io) => runCli(makeApp, io) };
  const { code, stderr } = await run(broken, ['status']);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^✗ .*CODEX_OAUTH_ISSUER.*\n {2}.*https.*\n {2}→ .+\n$/);
  const asked = await run(broken, ['status', '--json']);
  expect([asked.code, asked.json()]).toMatchObject([2, { error: { code: 'settings.invalid' } }]);
  expect((await run(broken, ['help'])).code).toBe(0);
});

test('a mistyped command goes to stderr with 2, and to stdout as a document with --json', async () => {
  const house = await makeHouse(await makeSimulator());
  const { code, stdout, stderr } = await run(house, ['statsu']);
  expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(/^✗ .*"statsu"/)]);
  const asked = await run(house, ['statsu', '--json']);
  expect([asked.code, asked.json()]).toMatchObject([2, { error: { code: 'usage' } }]);
});

test.each([['help'], ['help', 'ask'], ['--version']])(
  '%s is text, and a document with --json',
  async (...argv) => {
    const house = await makeHouse(await makeSimulator());
    expect(await run(house, argv)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^codex-oauth/) });
    const asked = await run(house, [...argv, '--json']);
    expect(asked.code).toBe(0);
    expect(asked.json()).toBeTypeOf('object');
  },
);

test('setup says in words what it has done', async () => {
  const house = await makeHouse(await makeSimulator());
  for (const option of ['--write', '--write', '--remove']) {
    const { code, stdout } = await run(house, ['setup', 'cursor', option]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^✓ .*mcp\.json/)]);
  }
});

test('a second Ctrl-C leaves at once, whatever is under way', async () => {
  const { simulator, house } = await signedIn();
  simulator.fault('revoke.hang');
  const { io, done } = start(house, ['clear', '--yes']);
  await new Promise((resolve) => setTimeout(resolve, 200));
  io.interrupt();
  io.interrupt();
  expect(await done).toBe(130);
});
