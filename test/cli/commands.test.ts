import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { runCli } from '../../src/cli/main.ts';
import { readSettings } from '../../src/settings.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { makeSimulator, seedLogin } from '../support/sandbox.ts';
import { fakeIo, makeHouse, until, type House } from './support.ts';

async function signedIn(): Promise<{ simulator: Simulator; house: House }> {
  const simulator = await makeSimulator();
  const house = await makeHouse(simulator);
  await seedLogin(house.sandbox, simulator.mintTokens());
  return { simulator, house };
}

async function loginIn(house: House): Promise<unknown> {
  return (JSON.parse(await readFile(house.sandbox.authFile, 'utf8')) as { codex?: unknown }).codex;
}

test('status exits with 0 when signed in and asks nobody', async () => {
  const { simulator, house } = await signedIn();
  const io = fakeIo(['status']);
  expect(await house.run(io)).toBe(0);
  expect(io.stdout.text()).toMatch(/^Login +✓ signed in/);
  expect(io.stderr.text()).toBe('');
  expect(simulator.log).toEqual([]);
});

test('status exits with 1 when signed out, with the same document for scripts', async () => {
  const house = await makeHouse(await makeSimulator());
  expect(await house.run(fakeIo(['status']))).toBe(1);
  const io = fakeIo(['status', '--json']);
  expect(await house.run(io)).toBe(1);
  expect(JSON.parse(io.stdout.text())).toMatchObject({
    status: 'not_authenticated',
    auth_file: house.sandbox.authFile,
  });
});

test('a broken auth.json is not taken for signed out', async () => {
  const house = await makeHouse(await makeSimulator());
  await mkdir(path.dirname(house.sandbox.authFile), { recursive: true });
  await writeFile(house.sandbox.authFile, '{"codex": {', { mode: 0o600 });
  const io = fakeIo(['status']);
  expect(await house.run(io)).toBe(1);
  expect(io.stdout.text()).toContain('✗ the login cannot be read');
  expect(io.stdout.text()).toContain(house.sandbox.authFile);
});

test('status --refresh asks for the limits, and an unreachable server does not make it signed out', async () => {
  const { simulator, house } = await signedIn();
  const io = fakeIo(['status', '--refresh'], { terminal: 'all' });
  expect(await house.run(io)).toBe(0);
  expect(io.stdout.text()).toMatch(/Limits +5 h +█+░+ 12 % used, resets in 60 min\n +week +█+░+ 55 % used/);
  await simulator.close();
  const offline = fakeIo(['status', '--refresh']);
  expect(await house.run(offline)).toBe(0);
  expect(offline.stderr.text()).toMatch(/^✗ .*could not be reached/);
  expect(offline.stdout.text()).toContain('✓ signed in');
  const json = fakeIo(['status', '--refresh', '--json']);
  expect(await house.run(json)).toBe(0);
  expect(JSON.parse(json.stdout.text())).toMatchObject({
    authenticated: true,
    limits_problem: expect.stringContaining('could not be reached'),
  });
});

test('after a question a plain status shows the limits that came with the answer', async () => {
  const { simulator, house } = await signedIn();
  expect(await house.run(fakeIo(['ask', 'x']))).toBe(0);
  simulator.clearLog();
  // Another process: all it knows is what is on disk.
  const io = fakeIo(['status']);
  const later = createApp(house.app.deps, house.app.settings);
  expect(await runCli(() => later, io)).toBe(0);
  expect(io.stdout.text()).toMatch(/Limits +5 h +12 % used[^]*week +55 % used/);
  expect(simulator.log).toEqual([]);
});

test('models shows the live list, and the bundled one before a sign-in', async () => {
  const { house } = await signedIn();
  const live = fakeIo(['models']);
  expect(await house.run(live)).toBe(0);
  expect(live.stdout.text()).toMatch(/→ {2}gpt-6\.1-sol[^]*Source: live list of your account/);
  const nobody = await makeHouse(await makeSimulator());
  const bundled = fakeIo(['models', '--json']);
  expect(await nobody.run(bundled)).toBe(0);
  expect(JSON.parse(bundled.stdout.text())).toMatchObject({ source: 'bundled', default: 'gpt-6.1-sol' });
});

test('clear revokes, removes and says what it left alone', async () => {
  const { simulator, house } = await signedIn();
  const io = fakeIo(['clear', '--yes'], { terminal: 'all' });
  expect(await house.run(io)).toBe(0);
  expect(io.stdout.text()).toMatch(/✓ Signed out \(account acc-sim-0001\): revoked[^]*Not touched/);
  expect(simulator.state.families.every((f) => f.revoked)).toBe(true);
  expect(await loginIn(house)).toBeUndefined();

  const again = fakeIo(['clear', '--yes', '--json']);
  expect(await house.run(again)).toBe(0);
  expect(JSON.parse(again.stdout.text())).toMatchObject({ removed: false, revocation: 'nothing' });
});

test.each([
  ['in a pipe', ['clear'], {}],
  ['where only the screen is a terminal', ['clear'], { terminal: 'all', piped: '' }],
  ['with --json', ['clear', '--json'], { terminal: 'all' }],
  ['with --json in a pipe', ['clear', '--json'], {}],
] as const)('clear without --yes changes nothing %s', async (_name, argv, options) => {
  const { simulator, house } = await signedIn();
  const io = fakeIo(argv, options);
  expect(await house.run(io)).toBe(2);
  expect(io.stdout.text() + io.stderr.text()).toMatch(/needs --yes here\.[^]*codex-oauth clear --yes/);
  if (argv.length > 1) expect(JSON.parse(io.stdout.text())).toMatchObject({ error: { code: 'usage' } });
  expect(await loginIn(house)).toBeDefined();
  expect(simulator.log).toEqual([]);
});

test('clear says when OpenAI could not be told', async () => {
  const { simulator, house } = await signedIn();
  simulator.fault('revoke.500');
  const io = fakeIo(['clear', '--yes']);
  expect(await house.run(io)).toBe(0);
  expect(io.stdout.text()).toContain(
    '! Signed out (account acc-sim-0001): removed from this machine, but OpenAI could not be told.',
  );
});

test.each([
  ['n', 1],
  ['', 1],
  ['y', 0],
  ['YES', 0],
])('on a terminal clear asks first: %j ends with %i', async (typed, code) => {
  const { house } = await signedIn();
  const io = fakeIo(['clear'], { terminal: 'all' });
  const done = house.run(io);
  await until(io.stderr, 'Sign out d…@example.com, account acc-sim-0001? [y/N] ');
  io.stdin.write(`${typed}\r`);
  expect(await done).toBe(code);
  expect((await loginIn(house)) === undefined).toBe(code === 0);
});

test('Ctrl-C or Ctrl-D at the question changes nothing', async () => {
  const { house } = await signedIn();
  const stopped = fakeIo(['clear'], { terminal: 'all' });
  const stop = house.run(stopped);
  await until(stopped.stderr, '[y/N]');
  stopped.stdin.write('\u0003');
  expect(await stop).toBe(130);
  const ended = fakeIo(['clear'], { terminal: 'all' });
  const end = house.run(ended);
  await until(ended.stderr, '[y/N]');
  ended.stdin.write('\u0004');
  expect(await end).toBe(1);
  expect(await loginIn(house)).toBeDefined();
});

test('a setting that cannot be used is a usage error in three parts, and help works all the same', async () => {
  const makeApp = (): never => {
    readSettings({ CODEX_OAUTH_ISSUER: 'http://evil.example' }, '/home/dev');
    throw new Error('unreachable');
  };
  const io = fakeIo(['status']);
  expect(await runCli(makeApp, io)).toBe(2);
  expect(io.stderr.text()).toMatch(
    /^✗ CODEX_OAUTH_ISSUER has a value that cannot be used\.\n {2}.*https.*\n {2}→ Set it to /,
  );
  const json = fakeIo(['status', '--json']);
  expect(await runCli(makeApp, json)).toBe(2);
  expect(JSON.parse(json.stdout.text())).toMatchObject({ error: { code: 'settings.invalid' } });
  expect(await runCli(makeApp, fakeIo(['help']))).toBe(0);
});

test('a mistyped command goes to stderr with 2, and to stdout as a document with --json', async () => {
  const house = await makeHouse(await makeSimulator());
  const io = fakeIo(['statsu']);
  expect(await house.run(io)).toBe(2);
  expect(io.stdout.text()).toBe('');
  expect(io.stderr.text()).toContain('✗ There is no command "statsu".');
  const json = fakeIo(['statsu', '--json']);
  expect(await house.run(json)).toBe(2);
  expect(JSON.parse(json.stdout.text())).toMatchObject({ error: { code: 'usage' } });
});

test('a second Ctrl-C leaves at once, whatever is under way', async () => {
  const { simulator, house } = await signedIn();
  simulator.fault('revoke.hang');
  const io = fakeIo(['clear', '--yes']);
  const done = house.run(io);
  await new Promise((resolve) => setTimeout(resolve, 200));
  io.interrupt();
  io.interrupt();
  expect(await done).toBe(130);
});
