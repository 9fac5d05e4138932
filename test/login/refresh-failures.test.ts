import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { FaultName } from '../../simulator/simulator.ts';
import { freshnessOf } from '../../src/login/record.ts';
import { sleep } from '../../src/system/time.ts';
import { freePort } from '../support/net.ts';
import { makeSandbox, makeSimulator } from '../support/sandbox.ts';
import type { TokenDeps } from '../../src/login/tokens.ts';
import { failure, loginWith, makeManager, writeLogin, type TestManager } from './support.ts';

async function setting(ttl: number, options = {}) {
  const simulator = await makeSimulator(options);
  const { authFile } = await makeSandbox();
  const tokens = simulator.mintTokens({ accessTtlSeconds: ttl });
  await writeLogin(authFile, tokens);
  return {
    authFile,
    simulator,
    old: tokens.accessToken,
    manager: (more?: Partial<TokenDeps>) => makeManager(authFile, { issuer: simulator.issuer, ...more }),
    asked: () => simulator.requests('POST', '/oauth/token').length,
    codex: async () => (JSON.parse(await readFile(authFile, 'utf8')) as { codex: object }).codex,
  };
}

const permanent: readonly (readonly [FaultName, string, RegExp])[] = [
  ['refresh.expired', 'auth.expired', /expired/],
  ['refresh.reused', 'auth.used_twice', /already been used/],
  ['refresh.revoked', 'auth.revoked', /revoked/],
  ['refresh.session_terminated', 'auth.refused', /no longer accepts/],
  ['refresh.401', 'auth.refused', /no longer accepts/],
  ['refresh.400.invalid_grant', 'auth.refused', /no longer accepts/],
];

describe.each(permanent)('%s is permanent', (fault, code, why) => {
  test('named, asked once, remembered by this process, others and later ones, and for exactly that token', async () => {
    const { simulator, manager, asked, authFile } = await setting(-10);
    const before = await readFile(authFile, 'utf8');
    simulator.fault(fault, { times: 1 });
    const first = manager();
    for (const one of [first, first, manager(), manager()]) {
      const error = await failure(one.credential());
      expect(error).toMatchObject({ kind: 'sign-in', code, why: expect.stringMatching(why) });
      expect(error.said('assistant').fix).toContain('codex_login');
    }
    expect(asked()).toBe(1);
    expect(await readFile(authFile, 'utf8')).toBe(before);
    expect(await manager().report()).toMatchObject({ usable: false, problem: expect.stringMatching(why) });
    // A new sign-in is renewed again.
    await writeLogin(authFile, simulator.mintTokens({ accessTtlSeconds: -10 }));
    expect((await first.credential()).accessToken).toBeTruthy();
    expect(asked()).toBe(2);
    expect(await first.report()).toMatchObject({ usable: true, problem: undefined });
  });

  test('a token that still works is used to its end', async () => {
    const { simulator, manager, asked, old } = await setting(200);
    simulator.fault(fault);
    const first = manager();
    for (const one of [first, first, manager()])
      expect(await one.credential()).toMatchObject({ accessToken: old });
    expect(asked()).toBe(1);
    const problem = expect.stringContaining('until its access token expires') as unknown;
    expect(await first.report()).toMatchObject({ usable: true, problem });
  });
});

const passing: readonly (readonly [FaultName, RegExp])[] = [
  ['refresh.400', /400/],
  ['refresh.403', /403/],
  ['refresh.429', /429/],
  ['refresh.500', /500/],
  ['refresh.html', /502/],
  ['refresh.not_json', /200/],
  ['refresh.drop_before', /connection|network/i],
];

describe.each(passing)('%s is passing', (fault, why) => {
  test('the old token stays in use while it lives, and nobody is hammered', async () => {
    const { simulator, manager, asked, old, codex } = await setting(200);
    simulator.fault(fault);
    let time = Date.now();
    const one = manager({ now: () => time });
    for (let i = 0; i < 5; i += 1) expect(await one.credential()).toMatchObject({ accessToken: old });
    // A server that is only busy gets a second chance at once.
    expect(asked()).toBe(fault === 'refresh.429' ? 2 : 1);
    const problem = expect.stringMatching(
      fault === 'refresh.drop_before' ? /interrupted at/ : why,
    ) as unknown;
    expect(await one.report()).toMatchObject({ usable: true, problem });
    simulator.clearFaults();
    time += 61_000;
    const renewed = await one.credential();
    expect(renewed.accessToken).not.toBe(old);
    expect(await codex()).toMatchObject({ access_token: renewed.accessToken });
    expect(await one.report()).toMatchObject({ problem: undefined });
  });

  test('an ended one gives an error that says so, and does not say “signed out”', async () => {
    const { simulator, manager } = await setting(-10);
    simulator.fault(fault);
    const one = manager();
    const error = await failure(one.credential());
    expect(error.kind).not.toBe('sign-in');
    expect(error.message).toMatch(why);
    expect(error.said('assistant').fix).toMatch(/not signed out/i);
    expect(await one.report()).toMatchObject({ usable: true });
  });
});

test('offline is not signed out', async () => {
  const { authFile, old } = await setting(-10);
  const manager = makeManager(authFile, { issuer: `http://127.0.0.1:${await freePort()}` });
  const error = await failure(manager.credential());
  expect(error).toMatchObject({ kind: 'network' });
  expect(error.message).toMatch(/could not be reached.*not signed out/is);
  expect((await manager.current())?.accessToken).toBe(old);
  expect(await manager.report()).toMatchObject({
    usable: true,
    problem: expect.stringContaining('could not be reached'),
  });
});

test('one 429 does not fail the question: the endpoint is asked once more', async () => {
  const { simulator, manager, asked, old } = await setting(-10);
  simulator.fault('refresh.429', { times: 1, params: { retryAfter: 0 } });
  expect((await manager().credential()).accessToken).not.toBe(old);
  expect(asked()).toBe(2);
});

test('what a server asks for with Retry-After is kept, within reason', async () => {
  const { simulator, manager, asked } = await setting(-10);
  let time = Date.now();
  const one = manager({ now: () => time });
  simulator.fault('refresh.429', { times: 1, params: { retryAfter: 3600 } });
  await failure(one.credential());
  await failure(one.credential());
  expect(asked()).toBe(1);
  time += 31_000;
  await one.credential();
  expect(asked()).toBe(2);
});

test('a lost answer is told as an interrupted refresh, and so is what follows from it', async () => {
  const { simulator, manager, asked } = await setting(200);
  simulator.fault('refresh.drop', { times: 1 });
  const one = manager();
  await one.credential();
  expect((await one.report()).problem).toMatch(/interrupted at \d\d:\d\d/);
  expect((await manager().report()).problem).toMatch(/interrupted at \d\d:\d\d/);
  // Another process finds the trace, asks once more, and knows why it is refused.
  const other = manager();
  await other.credential();
  expect((await other.report()).problem).toMatch(
    /interrupted at \d\d:\d\d.*lost on the way.*until its access token expires/,
  );
  expect(asked()).toBe(2);
});

test('a question whose token still works does not wait for a slow renewal, which goes on behind it', async () => {
  const { simulator, manager, asked, old, codex } = await setting(200);
  simulator.fault('refresh.slow', { times: 1, params: { delayMs: 800 } });
  const waits: number[] = [];
  const one = manager({
    sleep: (ms, signal) => {
      waits.push(ms);
      return sleep(20, signal);
    },
  });
  expect(await one.credential()).toMatchObject({ accessToken: old });
  expect(Math.max(...waits)).toBeLessThanOrEqual(3_000);
  expect(await codex()).toMatchObject({ access_token: old });
  await one.settled();
  expect((await one.credential()).accessToken).not.toBe(old);
  expect(asked()).toBe(1);
});

test('fifty questions at once make one request', async () => {
  const { manager, asked } = await setting(-10);
  const one = manager();
  const tokens = await Promise.all(Array.from({ length: 50 }, () => one.credential()));
  expect(new Set(tokens.map((token) => token.accessToken)).size).toBe(1);
  expect(asked()).toBe(1);
});

describe('after a 401', () => {
  test('an unknown expiry leads to a refresh', async () => {
    const { authFile, simulator, manager, asked } = await setting(3600);
    await writeLogin(authFile, {
      ...simulator.mintTokens(),
      accessToken: 'opaque',
      expiresAt: undefined,
    } as never);
    const one = manager();
    const used = await one.credential();
    expect(used.accessToken).toBe('opaque');
    expect(asked()).toBe(0);
    expect((await one.renew(used)).accessToken).not.toBe('opaque');
    expect(asked()).toBe(1);
  });

  test('what is on the disk by now decides, and nobody is asked', async () => {
    const { authFile, simulator, manager, asked } = await setting(3600);
    const one = manager();
    const used = await one.credential();
    const newer = simulator.mintTokens();
    await writeLogin(authFile, newer);
    expect(await one.renew(used)).toMatchObject({ accessToken: newer.accessToken });
    await writeLogin(authFile, { ...simulator.mintTokens(), accountId: 'acc-of-another' });
    expect(await failure(one.renew(used))).toMatchObject({ code: 'auth.account_changed' });
    await manager().remove();
    expect(await failure(one.renew(used))).toMatchObject({ code: 'auth.not_authenticated' });
    expect(asked()).toBe(0);
  });

  test('a server that changes nothing is told as what it is', async () => {
    const { simulator, manager } = await setting(3600);
    simulator.fault('refresh.empty');
    const one = manager();
    expect(await failure(one.renew(await one.credential()))).toMatchObject({ code: 'auth.unauthorized' });
  });
});

describe('a wrong clock', () => {
  const HOUR = 3_600_000;
  const left = async (one: TestManager): Promise<ReturnType<typeof freshnessOf>> =>
    freshnessOf((await one.report()).expiresAt, one.clock.now());
  test.each([
    ['ahead: a good token looks ended', 2 * HOUR],
    ['years ahead', 5 * 365 * 24 * HOUR],
  ])('%s, is renewed once and then known', async (_, offset) => {
    const { manager, asked } = await setting(3600);
    const one = manager({ now: () => Date.now() + offset });
    const first = await one.credential();
    expect(await one.credential()).toEqual(first);
    expect(await one.credential()).toEqual(first);
    expect(asked()).toBe(1);
    expect(await left(one)).toMatchObject({ isExpired: false, needsRefresh: false });
  });

  test('behind: an ended token looks good, and a 401 fixes it', async () => {
    const { manager, asked } = await setting(-10);
    const one = manager({ now: () => Date.now() - 2 * HOUR });
    const used = await one.credential();
    expect(asked()).toBe(0);
    const renewed = await one.renew(used);
    expect(renewed.accessToken).not.toBe(used.accessToken);
    const { expiresIn } = await left(one);
    expect(expiresIn).toBeGreaterThan(3_500);
    expect(expiresIn).toBeLessThanOrEqual(3_600);
  });

  test('tokens that are always too old or too short are not renewed at every question', async () => {
    const { manager, asked } = await setting(-10, { accessTokenTtlSeconds: -10 });
    const one = manager();
    for (let i = 0; i < 5; i += 1) await one.credential();
    expect(asked()).toBe(1);
  });
});

describe('during a refresh of another process', () => {
  /** The refresh, once it has been asked for. */
  async function underWay() {
    const all = await setting(-10);
    all.simulator.fault('refresh.slow', { times: 1, params: { delayMs: 300 } });
    const renewed = all.manager().credential();
    while (all.asked() === 0) await sleep(5);
    return { ...all, renewed };
  }

  test('signing out waits for it, and takes what it brings', async () => {
    const { manager, authFile, renewed } = await underWay();
    const removed = await manager().remove();
    expect(removed?.accessToken).toBe((await renewed).accessToken);
    expect(JSON.parse(await readFile(authFile, 'utf8'))).toEqual({ other: { keep: 'me' } });
  });

  test('signing in waits for it, and is not written over by it', async () => {
    const { manager, codex, simulator, renewed } = await underWay();
    const { refreshToken, ...tokens } = simulator.mintTokens();
    await manager().store(loginWith({ ...tokens, refreshToken }));
    await renewed;
    expect(await codex()).toMatchObject({ refresh_token: refreshToken });
  });
});
