import { readFile, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { sleep } from '../../src/system/time.ts';
import { playBrowser } from '../support/mcp.ts';
import { isListening } from '../support/net.ts';
import { makeSimulator, seedLogin } from '../support/sandbox.ts';
import { describeProviders } from '../support/stand-in.ts';
import {
  makeHouse,
  run,
  signedInHouse,
  start,
  until,
  type FakeIo,
  type FakeOutput,
  type House,
  type HouseOptions,
} from './support.ts';
import type { Simulator, SimulatorOptions } from '../../simulator/simulator.ts';

/** Where an address can be pasted. */
const PROMPT = /Waiting, \d:\d\d left; or /;
/** A short address of the listener itself. */
const ONCE = /^http:\/\/127\.0\.0\.1:\d+\/[\w-]{16}$/;
const AUTHORIZE = /http:\/\/127\.0\.0\.1:\d+\/oauth\/authorize\S+/;

async function setUp(
  options: HouseOptions = {},
  sim: SimulatorOptions = {},
): Promise<{ simulator: Simulator; house: House }> {
  const simulator = await makeSimulator({ allowAnyLoopbackPort: true, deviceIntervalSeconds: 1, ...sim });
  return { simulator, house: await makeHouse(simulator, options) };
}

async function addressShown(io: FakeIo): Promise<string> {
  const [url] = AUTHORIZE.exec(await until(io.stderr, AUTHORIZE)) ?? [];
  return url ?? '';
}

/** Where the browser would end up, without going there: what a user copies from the address bar. */
async function redirectOf(url: string): Promise<string> {
  const response = await fetch(url, { redirect: 'manual' });
  return response.headers.get('location') ?? '';
}

async function expectPortFree(house: House): Promise<void> {
  expect(await isListening(Number(house.sandbox.env['CODEX_OAUTH_CALLBACK_PORT']))).toBe(false);
}

test('signs in through the callback; the address goes to stderr, the result to stdout', async () => {
  const { house } = await setUp();
  const { io, done } = start(house, ['login']);
  await playBrowser(await addressShown(io));
  expect(await done).toBe(0);
  expect(io.stdout.text()).toMatch(/^✓ .*d…@example\.com · plus plan · workspace acc-sim-0001\n/);
  expect(io.stdout.text()).toContain(house.sandbox.authFile);
  expect(io.stderr.text()).not.toContain('\u001b');
  expect(io.listening()).toBe(0);
});

test('with --json stdout is one document, and BROWSER=none never opens a browser', async () => {
  const { house } = await setUp();
  const { io, done } = start(house, ['login', '--browser', '--json']);
  await playBrowser(await addressShown(io));
  expect(await done).toBe(0);
  expect(JSON.parse(io.stdout.text())).toMatchObject({ status: 'authenticated', account_id: 'acc-sim-0001' });
  expect(house.opened).toEqual([]);
});

test('a pasted address finishes the sign-in; a wrong one is explained and the wait goes on', async () => {
  const { house } = await setUp();
  const { io, done } = start(house, ['login'], { terminal: 'all' });
  const redirect = await redirectOf(await addressShown(io));
  await until(io.stderr, PROMPT);
  io.stdin.write('not an address\r');
  await until(io.stderr, /✗ /);
  io.stdin.write(`${redirect.replace(/state=[^&]+/, 'state=foreign')}\r`);
  await until(io.stderr, /✗ [^]*✗ [^]*another sign-in/);
  io.stdin.write(`${redirect}\r`);
  expect(await done).toBe(0);
  expect(io.stdout.text()).toContain('✓ Signed in');
  await expectPortFree(house);
});

test('a pasted address that says no ends the sign-in with its reason', async () => {
  const { simulator, house } = await setUp();
  simulator.fault('authorize.denied');
  const { io, done } = start(house, ['login'], { terminal: 'all' });
  const redirect = await redirectOf(await addressShown(io));
  io.stdin.write(`${redirect}\r`);
  expect(await done).toBe(1);
  expect(io.stderr.text()).toMatch(/✗ .*declined[^]*→ .*`codex-oauth login`/);
});

test('the terminal’s end of input does not end the wait', async () => {
  const { house } = await setUp();
  const { io, done } = start(house, ['login'], { terminal: 'all' });
  const url = await addressShown(io);
  io.stdin.end();
  await sleep(200);
  await playBrowser(url);
  expect(await done).toBe(0);
});

test.each([
  ['the signal', (io: FakeIo) => io.interrupt()],
  ['the key, where the terminal is read raw', (io: FakeIo) => io.stdin.write('\u0003')],
])('Ctrl-C as %s ends the wait, frees the port and exits with 130', async (_name, press) => {
  const { house } = await setUp();
  const { io, done } = start(house, ['login'], { terminal: 'all' });
  await until(io.stderr, PROMPT);
  press(io);
  expect(await done).toBe(130);
  expect(io.stderr.text()).toMatch(/Stopped\.\n$/);
  await expectPortFree(house);
});

test('opens the browser, and one that does not open is not fatal', async () => {
  const { house } = await setUp({
    env: { BROWSER: 'some-browser' },
    openBrowser: () => Promise.reject(new Error('no such program')),
  });
  const { io, done } = start(house, ['login', '--browser']);
  const url = await addressShown(io);
  await until(io.stderr, 'Could not open the browser');
  expect(house.opened).toEqual([expect.stringMatching(ONCE)]);
  await playBrowser(url);
  expect(await done).toBe(0);
});

test('what the browser’s program is given, and so every user of the machine can read, holds no state', async () => {
  const { house } = await setUp({ env: { BROWSER: 'some-browser' } });
  const { io, done } = start(house, ['login', '--browser']);
  const url = await addressShown(io);
  const short = io.stderr.text().match(/http:\/\/127\.0\.0\.1:\d+\/[\w-]{16}$/m)?.[0] ?? '';
  expect(short).toMatch(ONCE);
  // The one that is printed and the one that is opened each work once.
  await until({ text: () => house.opened.join() } as FakeOutput, ONCE);
  const [opened = ''] = house.opened;
  expect(opened).not.toBe(short);
  for (const once of [short, opened]) {
    const replies = [await fetch(once, { redirect: 'manual' }), await fetch(once, { redirect: 'manual' })];
    expect(replies.map((r) => r.status)).toEqual([302, 410]);
    expect(replies[0]?.headers.get('location')).toBe(url);
  }
  await playBrowser(url);
  expect(await done).toBe(0);
});

test('a paste is offered only where something can be typed, and no more after the end of input', async () => {
  const env = { SSH_TTY: '/dev/pts/1' };
  const piped = await setUp({ env }, { approveDevices: 'auto' });
  expect((await run(piped.house, ['login'])).stderr).not.toMatch(/paste/i);
  const { house } = await setUp({ env });
  const { io, done } = start(house, ['login'], { terminal: 'all' });
  await until(io.stderr, PROMPT);
  expect(io.stderr.text()).toMatch(/paste.*here/);
  io.stdin.end();
  await until(io.stderr, /Ctrl-C to cancel/);
  io.interrupt();
  expect(await done).toBe(130);
});

test('a login that is there is named before it is replaced, and the end says what comes next', async () => {
  const { simulator, house } = await setUp({}, { approveDevices: 'auto' });
  await seedLogin(house.sandbox, simulator.mintTokens());
  const { code, stdout, stderr } = await run(house, ['login', '--no-browser']);
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^! .*d…@example\.com/)]);
  expect(stdout).toContain('codex-oauth ask');
  const fresh = await setUp({}, { approveDevices: 'auto' });
  expect((await run(fresh.house, ['login', '--no-browser'])).stderr).not.toMatch(/^!/);
});

test('--no-browser shows a code, opens nothing and waits for it', async () => {
  const { house } = await setUp({ env: { BROWSER: 'some-browser' } }, { approveDevices: 'auto' });
  const { code, stdout, stderr } = await run(house, ['login', '--no-browser']);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^✓ /)]);
  expect(stderr).toMatch(/\/codex\/device\n {2}[A-Z0-9]{4}-[A-Z0-9]{4,5}\n/);
  expect(stderr).not.toContain('/oauth/authorize');
  expect(house.opened).toEqual([]);
});

test('over SSH a code is offered beside the address, and the reason is said', async () => {
  const env = { SSH_TTY: '/dev/pts/1', BROWSER: 'some-browser' };
  const { house } = await setUp({ env }, { approveDevices: 'auto' });
  const { code, stderr } = await run(house, ['login']);
  expect([code, stderr]).toEqual([0, expect.stringContaining('SSH')]);
  expect(stderr).toMatch(AUTHORIZE);
  expect(house.opened).toEqual([]);
});

test('codes that are switched off say where they are switched on', async () => {
  const { simulator, house } = await setUp();
  simulator.fault('device.disabled');
  const { code, stderr } = await run(house, ['login', '--no-browser']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/Settings → Security[^]*`codex-oauth login --browser`/);
});

test('a sign-in that nobody finishes ends after --timeout', async () => {
  const { house } = await setUp();
  const { code, json } = await run(house, ['login', '--timeout', '1', '--json']);
  expect([code, json()]).toMatchObject([1, { error: { code: 'login.timeout' } }]);
  await expectPortFree(house);
});

test('login logout is clear, with the name of the own provider or without', async () => {
  const { house } = await signedInHouse();
  expect((await run(house, ['login', 'logout', 'openai-codex'])).code).toBe(2);
  const ended = await run(house, ['login', 'logout', '--yes', '--json']);
  expect(ended.json()).toMatchObject({ removed: true, revocation: 'revoked' });
  expect((await run(house, ['login', 'logout', 'openai-codex', '--yes', '--json'])).json()).toMatchObject({
    removed: false,
  });
});

test('a sign-in to another provider that fails names that provider’s', async () => {
  const { house } = await setUp();
  const acme = {
    authorization_endpoint: 'http://127.0.0.1:9/auth',
    token_endpoint: 'http://127.0.0.1:9/token',
    client_id: 'acme-client',
  };
  await describeProviders(house.sandbox, { providers: { acme } });
  const noCode = await run(house, ['login', 'acme', '--no-browser']);
  const { io, done } = start(house, ['login', 'acme', '--browser']);
  const { searchParams } = new URL(
    /http\S+\/auth\?\S+/.exec(await until(io.stderr, /\/auth\?\S+\n/))?.[0] ?? '',
  );
  const back = `${searchParams.get('redirect_uri')}?error=access_denied&state=${searchParams.get('state')}`;
  await fetch(back).then((page) => page.text());
  expect([noCode.code, await done]).toEqual([2, 1]);
  for (const said of [noCode.stderr, io.stderr.text()]) {
    expect(said).toContain('`codex-oauth login acme');
    expect(said).not.toMatch(/`codex-oauth login(?: --[a-z-]+)?`/);
  }
});

test('with accounts of which none is in use the way is to choose one', async () => {
  const { house } = await signedInHouse();
  const { authFile } = house.sandbox;
  const { codex } = JSON.parse(await readFile(authFile, 'utf8')) as { readonly codex: object };
  await writeFile(authFile, JSON.stringify({ 'codex-oauth': { accounts: { private: codex } } }));
  const ended = [];
  for (const words of [['status'], ['ask', 'x'], ['clear', '--yes']]) {
    const { code, stdout, stderr } = await run(house, words);
    expect(stdout + stderr).toMatch(/`codex-oauth use <name>`/);
    expect(stdout + stderr).toContain('private');
    ended.push(code);
  }
  expect(ended).toEqual([1, 1, 0]);
});

test('a further account that is the same as one that is here is told', async () => {
  const { house } = await signedInHouse({ allowAnyLoopbackPort: true });
  const { io, done } = start(house, ['login', '--browser', '--account', 'work']);
  await playBrowser(await addressShown(io));
  expect(await done).toBe(0);
  expect(io.stderr.text()).toMatch(/^! work .*default/m);
});

test('the command that ends a login without asking ends the one that was meant', async () => {
  const { house } = await signedInHouse();
  for (const [words, command] of [
    [['clear', '--account', 'default'], 'clear --account default --yes'],
    [['login', 'logout', '--account', 'default'], 'clear --account default --yes'],
    [['clear'], 'clear --yes'],
  ] as const) {
    const { code, stderr } = await run(house, [...words]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(`\`codex-oauth ${command}\``)]);
  }
});
