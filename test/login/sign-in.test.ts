import { randomBytes } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { OPENAI } from '../../src/login/home.ts';
import type { LoginRecord } from '../../src/login/record.ts';
import { createSignIn, type SignInDeps, type SignInRequest } from '../../src/login/sign-in.ts';
import { openAiProfile } from '../../src/oauth/providers/openai-codex.ts';
import { AppError } from '../../src/system/errors.ts';
import { sleep } from '../../src/system/time.ts';
import type { Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import { playBrowser } from '../support/mcp.ts';
import { freePort, isListening, until } from '../support/net.ts';
import { makeSimulator } from '../support/sandbox.ts';
import { profileAt } from './support.ts';

const deps = (issuer: string, more: Partial<SignInDeps> = {}): SignInDeps => ({
  platform: process.platform,
  uid: process.getuid?.(),
  profile: () => profileAt(issuer),
  home: { ...OPENAI, issuer },
  fetch,
  now: Date.now,
  sleep,
  randomBytes,
  accept: () => {},
  probe: () => Promise.resolve(),
  store: () => Promise.resolve(),
  current: () => Promise.resolve(undefined),
  ...more,
});

/** Sign-ins at a simulator, with a port of their own and a file in memory. */
async function setting(
  options: SimulatorOptions = {},
  more: (simulator: Simulator) => Partial<SignInDeps> = () => ({}),
) {
  const simulator = await makeSimulator({
    allowAnyLoopbackPort: true,
    deviceIntervalSeconds: 1,
    approve: 'page',
    ...options,
  });
  const port = await freePort();
  const { callback, ...profile } = profileAt(simulator.issuer);
  const stored: LoginRecord[] = [];
  const signIn = createSignIn(
    deps(simulator.issuer, {
      profile: () => ({ ...profile, callback: { ...callback, ports: [port] } }),
      store: (login) => Promise.resolve(void stored.push(login)),
      ...more(simulator),
    }),
  );
  onTestFinished(() => signIn.pending()?.cancel());
  const codes = (): number => simulator.requests('POST', '/api/accounts/deviceauth/usercode').length;
  return { simulator, signIn, port, stored, codes };
}

const wants = (lane: 'browser' | 'device', timeoutMs = 60_000): SignInRequest => ({
  lanes: [lane],
  timeoutMs,
});

test('a login that could not be stored is not asked for: no port is opened and nothing is sent', async () => {
  const sent: unknown[] = [];
  const signIn = createSignIn(
    deps('https://issuer.example', {
      fetch: (url) => Promise.reject(new Error(`asked ${sent.push(url)}`)),
      probe: () =>
        Promise.reject(new AppError({ kind: 'local', code: 'file.enospc', what: 'No.', fix: 'Do.' })),
    }),
  );
  const request = { lanes: ['browser', 'device'] as const, timeoutMs: 1_000 };
  await expect(signIn.begin(request)).rejects.toMatchObject({ code: 'file.enospc' });
  expect(signIn.pending()).toBeUndefined();
  expect(sent).toEqual([]);
});

test('a code that is asked for while the browser is waited for comes beside the address', async () => {
  const { simulator, signIn, port, stored } = await setting();
  const first = await signIn.begin(wants('browser'));
  expect(first.device).toBeUndefined();
  const { browser } = first;
  const second = await signIn.begin(wants('device'));
  expect(second).toBe(first);
  expect(first.browser).toBe(browser);
  simulator.approveDevice(first.device?.userCode ?? '');
  expect(await first.done).toBe(stored[0]);
  expect(await isListening(port)).toBe(false);
});

test('the browser that is asked for while a code is waited for comes beside it', async () => {
  const { signIn, stored } = await setting({ approve: 'auto' });
  const attempt = await signIn.begin(wants('device'));
  await signIn.begin(wants('browser'));
  expect(attempt.device).toBeDefined();
  await playBrowser(attempt.browser?.shortUrl() ?? '');
  expect(await attempt.done).toBe(stored[0]);
});

test('many calls at once open one lane of each kind', async () => {
  const { signIn, codes } = await setting();
  const calls = [wants('device'), wants('browser'), wants('device'), wants('browser'), wants('device')];
  const [first, ...others] = await Promise.all(calls.map((request) => signIn.begin(request)));
  expect(new Set(others)).toEqual(new Set([first]));
  expect(codes()).toBe(1);
});

test('a code that cannot be had is an error for its caller, and the browser is still waited for', async () => {
  const { simulator, signIn, port } = await setting({ approve: 'auto' });
  simulator.fault('device.disabled');
  const attempt = await signIn.begin(wants('browser'));
  await expect(signIn.begin(wants('device'))).rejects.toMatchObject({ code: 'device.disabled' });
  expect(signIn.pending()).toBe(attempt);
  expect(await isListening(port)).toBe(true);
  await playBrowser(attempt.browser?.url ?? '');
  await attempt.done;
});

test('a lane that is added has its own time, and a code that has expired leaves the browser waiting', async () => {
  let skew = 0;
  const { simulator, signIn } = await setting({ approve: 'auto' }, () => ({ now: () => Date.now() + skew }));
  const attempt = await signIn.begin(wants('browser', 1_500));
  const before = attempt.expiresAt;
  await signIn.begin(wants('device', 1_000_000));
  expect(attempt.expiresAt).toBeGreaterThan(before + 900_000);
  const code = attempt.device?.userCode;
  skew = 901_000;
  await until(() => attempt.device === undefined, 'the code has expired');
  expect(signIn.pending()).toBe(attempt);
  await signIn.begin(wants('device'));
  expect(attempt.device?.userCode).not.toBe(code);
  expect(simulator.requests('POST', '/oauth/token')).toHaveLength(0);
  await sleep(1_600);
  await playBrowser(attempt.browser?.url ?? '');
  await attempt.done;
});

test.each([
  ['at once', 0],
  ['10 ms later', 10],
])('a sign-in %s after a cancel is a new one, whose address works', async (_, pause) => {
  const { signIn, stored } = await setting({ approve: 'auto' });
  const old = await signIn.begin(wants('browser'));
  old.cancel();
  expect(signIn.pending()).toBeUndefined();
  await sleep(pause);
  const next = await signIn.begin(wants('browser'));
  expect(next.browser?.url).not.toBe(old.browser?.url);
  await expect(old.done).rejects.toMatchObject({ code: 'cancelled' });
  await playBrowser(next.browser?.url ?? '');
  expect(await next.done).toBe(stored[0]);
  expect(signIn.pending()).toBeUndefined();
});

test('a call that joins an attempt which another call cancels meanwhile gets a new one', async () => {
  const { signIn } = await setting({}, () => ({
    fetch: async (url, init) => {
      if (String(url).endsWith('/usercode')) await sleep(300);
      return fetch(url, init);
    },
  }));
  const old = await signIn.begin(wants('browser'));
  const joining = signIn.begin(wants('device'));
  await sleep(50);
  old.cancel();
  const next = await joining;
  expect(next).not.toBe(old);
  expect(next.device).toBeDefined();
  expect(signIn.pending()).toBe(next);
});

test('cancelled while the code is exchanged, it stores nothing', async () => {
  const { simulator, signIn, stored, port } = await setting({ approve: 'auto' });
  simulator.fault('token.slow', { params: { delayMs: 400 } });
  const attempt = await signIn.begin(wants('browser'));
  const page = playBrowser(attempt.browser?.url ?? '').catch(() => {});
  await until(() => simulator.requests('POST', '/oauth/token').length === 1, 'the exchange is under way');
  attempt.cancel();
  await expect(attempt.done).rejects.toMatchObject({ code: 'cancelled' });
  expect(await isListening(port)).toBe(false);
  await page;
  await sleep(600);
  expect(stored).toEqual([]);
});

test('a code that is approved before the browser’s lane is open stops the time limit all the same', async () => {
  const codeIsOut = { resolve: (): void => {} };
  const out = new Promise<void>((resolve) => (codeIsOut.resolve = resolve));
  const { simulator, signIn, stored, port } = await setting({ approveDevices: 'auto' }, ({ issuer }) => ({
    // The port is held until the exchange has begun; then the exchange takes longer than the limit.
    fetch: (url, init) => {
      if (String(url) === `${issuer}/oauth/token`) codeIsOut.resolve();
      return fetch(url, init);
    },
    sleep: async (ms, signal) => {
      if (ms === 200) await out;
      else await sleep(ms, signal);
    },
  }));
  simulator.fault('token.slow', { params: { delayMs: 1_500 } });
  const { createServer } = await import('node:http');
  const holder = createServer((_, response) => response.end()).listen(port, '127.0.0.1');
  onTestFinished(() => void holder.close());
  void out.then(() => holder.close().closeAllConnections());
  const attempt = await signIn.begin({ lanes: ['device', 'browser'], takeOver: true, timeoutMs: 300 });
  expect(await attempt.done).toBe(stored[0]);
});

test('one 429 at the token endpoint does not end a sign-in', async () => {
  const { simulator, signIn, stored } = await setting({ approve: 'auto' }, ({ issuer }) => {
    let busy = 1;
    return {
      fetch: (url, init) =>
        String(url) === `${issuer}/oauth/token` && busy-- > 0
          ? Promise.resolve(new Response('{}', { status: 429, headers: { 'retry-after': '0' } }))
          : fetch(url, init),
    };
  });
  const attempt = await signIn.begin(wants('browser'));
  await playBrowser(attempt.browser?.url ?? '');
  expect(await attempt.done).toBe(stored[0]);
  expect(simulator.requests('POST', '/oauth/token')).toHaveLength(1);
});

test('a workspace without Codex is told on the page whom to ask', async () => {
  const { simulator, signIn } = await setting({ approve: 'auto' });
  simulator.fault('authorize.denied', { params: { description: 'missing_codex_entitlement' } });
  const attempt = await signIn.begin(wants('browser'));
  const { html } = await playBrowser(attempt.browser?.url ?? '');
  expect(html).toContain('administrator');
  await expect(attempt.done).rejects.toMatchObject({ code: 'login.no_entitlement' });
});

test('the page’s own address, pasted by mistake, does not end the wait', async () => {
  const { signIn } = await setting();
  const attempt = await signIn.begin(wants('browser'));
  const { url = '' } = attempt.browser ?? {};
  expect(() => attempt.browser?.paste(url)).toThrow(
    expect.objectContaining({ code: 'login.paste' }) as Error,
  );
  expect(signIn.pending()).toBe(attempt);
});

test.each([
  ['https://auth.openai.com', 'app_EMoamEEZ73f0CkXaXp7hrann', [1455, 1457]],
  ['https://auth.openai.com', 'a-client', undefined],
  ['https://issuer.example', 'app_EMoamEEZ73f0CkXaXp7hrann', undefined],
])('at %s the client %s is known to be bound to the ports %j', (issuer, clientId, registered) => {
  const names = { originator: 'codex-oauth', userAgent: 'codex-oauth/test' };
  const profile = openAiProfile({ issuer, clientId, ports: [8_080], workspaces: [], ...names });
  expect(profile.callback).toMatchObject({ ports: [8_080], registered });
});

test('any port can be listened on, and one that the provider refuses is warned of', async () => {
  const { callback, ...profile } = profileAt('https://auth.openai.com');
  const port = await freePort();
  for (const registered of [callback.registered, [port], undefined]) {
    const there = { ...profile, callback: { ...callback, ports: [port], registered } };
    const attempt = await createSignIn(deps('', { profile: () => there })).begin(wants('browser'));
    attempt.cancel();
    expect(attempt.browser?.url).toContain(encodeURIComponent(`http://127.0.0.1:${port}/auth/callback`));
    if (registered?.includes(1455)) expect(attempt.browser?.warning).toMatch(/1455.*1457/);
    else expect(attempt.browser?.warning).toBeUndefined();
    await attempt.done.catch(() => {});
  }
});
