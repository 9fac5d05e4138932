import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openLogin, type Login } from '../../src/login/login.ts';
import { placeOf } from '../../src/login/logins.ts';
import type { LoginRecord } from '../../src/login/record.ts';
import { welcomeTo } from '../../src/login/sign-in.ts';
import { chatGpt } from '../../src/oauth/providers/chatgpt.ts';
import type { FaultName, FaultOptions, Simulator } from '../../simulator/simulator.ts';
import { playBrowser } from '../support/mcp.ts';
import { makeSandbox, makeSimulator } from '../support/sandbox.ts';
import { failure, makeDeps, NOTHING_NAMED } from './support.ts';

/** The login of one window, at a simulator; `now` is its machine's clock. */
function windowAt(simulator: Simulator, authFile: string, now: () => number = Date.now): Login {
  const {
    file: _,
    journal: _j,
    profileAt: _p,
    ...deps
  } = makeDeps(authFile, { issuer: simulator.issuer, now });
  const provider = chatGpt({ issuer: simulator.issuer, userAgent: 'codex-oauth/test', now });
  return openLogin({
    ...deps,
    authFile,
    provider,
    ...placeOf(provider.id),
    baseUrl: simulator.apiUrl,
    named: NOTHING_NAMED,
    accept: () => {},
  });
}

async function setting() {
  const simulator = await makeSimulator();
  const { authFile } = await makeSandbox();
  return { simulator, authFile, login: windowAt(simulator, authFile) };
}

/** Walks through a sign-in; resolves to the login and the query that began it. */
async function signIn(login: Login, account?: string) {
  const attempt = await login.signIn.begin({ lanes: ['browser'], timeoutMs: 20_000, account });
  onTestFinished(() => attempt.cancel());
  const url = attempt.browser?.url ?? '';
  const asked = new URL(url).searchParams;
  const page = await playBrowser(url);
  return { asked, page, done: attempt.done, made: () => attempt.done };
}

type Texts = Readonly<Record<string, string>>;

const registrations = async (authFile: string): Promise<Readonly<Record<string, Texts>>> => {
  const file = path.join(path.dirname(authFile), 'codex-oauth', 'registrations.json');
  const text = await readFile(file, 'utf8').catch(() => '{}');
  return (JSON.parse(text) as { chatgpt?: Record<string, Texts> }).chatgpt ?? {};
};
const storedIn = async (authFile: string): Promise<Texts> => {
  const text = await readFile(authFile, 'utf8').catch(() => '{}');
  const file = JSON.parse(text) as { 'codex-oauth'?: { providers?: { chatgpt?: Texts } } };
  return file['codex-oauth']?.providers?.chatgpt ?? {};
};
const exchanges = (simulator: Simulator): number =>
  simulator.requests('POST', '/api/accounts/oauth/token').length;

describe('a first sign-in', () => {
  test('registers this program, keeps the client, and proves who signed in', async () => {
    const { simulator, authFile, login } = await setting();
    const { asked, done } = await signIn(login);
    const made: LoginRecord = await done;
    const [app] = simulator.state.apps;
    expect(Object.fromEntries(asked)).toMatchObject({
      client_id: 'dynamic_agent_client',
      agent_name_hint: 'codex-oauth',
      resource: 'https://api.openai.com/v1',
      code_challenge_method: 'S256',
    });
    expect(asked.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/auth\/callback$/);
    expect(asked.get('nonce')).not.toBe(asked.get('state'));
    expect(app?.hosts).toEqual([asked.get('ext_agent_host_id')]);
    expect(welcomeTo(login.provider.plan, made)).toContain('https://chatgpt.com/settings/usage');
    expect(made).toMatchObject({ clientId: app?.clientId, accountId: app?.clientId });
    expect(await registrations(authFile)).toMatchObject({
      default: { client_id: app?.clientId, subject: made.extra['subject'] },
    });
  });

  test.each<[fault: FaultName, code: string, kept: boolean, sent: number, options?: FaultOptions]>([
    ['chatgpt.denied', 'login.denied', false, 0],
    ['chatgpt.no_client_id', 'login.registration', false, 0],
    ['chatgpt.entry_client', 'login.registration', false, 0],
    ['chatgpt.two_clients', 'login.other_client', false, 0],
    ['chatgpt.other_issuer', 'login.issuer', false, 0],
    ['chatgpt.replayed', 'login.identity', true, 1],
    ['chatgpt.token.400', 'login.exchange_failed', true, 1],
    ['chatgpt.token.500', 'login.exchange_failed', true, 1],
    ['chatgpt.id_token', 'login.identity', true, 1, { params: { alg: 'none' } }],
    ['chatgpt.id_token', 'login.identity', true, 1, { params: { claims: { aud: ['oaiapp_x'] } } }],
    ['chatgpt.id_token', 'login.identity', true, 1, { params: { claims: { azp: 'oaiapp_x' } } }],
    ['chatgpt.id_token', 'login.identity', true, 1, { params: { claims: { exp: 1_700_000_000 } } }],
    ['chatgpt.id_token', 'login.identity', true, 1, { params: { claims: { iss: 'https://x.example' } } }],
  ])('%s: %s; the client is kept: %s', async (fault, code, kept, sent, options) => {
    const { simulator, authFile, login } = await setting();
    simulator.fault(fault, { times: 1, ...options });
    expect(await failure((await signIn(login)).done)).toMatchObject({ code });
    expect(exchanges(simulator)).toBe(sent);
    expect(await storedIn(authFile)).toEqual({});
    const known = kept ? simulator.state.apps[0]?.clientId : undefined;
    expect((await registrations(authFile))['default']?.['client_id']).toBe(known);
    // The next attempt takes up where this one ended, and registers nothing twice.
    const again = await signIn(windowAt(simulator, authFile));
    await again.done;
    expect(again.asked.get('client_id')).toBe(known ?? 'dynamic_agent_client');
  });

  test.each(['chatgpt.issuer', 'chatgpt.token.other_key', 'chatgpt.token.date'] as const)(
    '%s is as good',
    async (fault) => {
      const { simulator, login } = await setting();
      simulator.fault(fault, { times: 1 });
      await (await signIn(login)).done;
    },
  );

  test('a redirect with another state changes nothing: the true one still ends the sign-in', async () => {
    const { simulator, login } = await setting();
    simulator.fault('chatgpt.wrong_state', { times: 1 });
    const attempt = await login.signIn.begin({ lanes: ['browser'], timeoutMs: 20_000 });
    onTestFinished(() => attempt.cancel());
    const url = attempt.browser?.url ?? '';
    expect((await playBrowser(url)).status).toBe(400);
    expect(exchanges(simulator)).toBe(0);
    await playBrowser(url);
    await attempt.done;
  });

  test.each(['chatgpt.discovery.500', 'chatgpt.jwks.500'] as const)(
    '%s: the user is not asked, and nobody is told that an identity is false',
    async (fault) => {
      const { simulator, login } = await setting();
      simulator.fault(fault);
      const error = await failure(login.signIn.begin({ lanes: ['browser'], timeoutMs: 20_000 }));
      expect(error.code).not.toBe('login.identity');
      expect(simulator.requests('GET', '/api/accounts/authorize')).toHaveLength(0);
    },
  );

  test('a process that ends between redirect and exchange leaves the client behind', async () => {
    const { simulator, authFile, login } = await setting();
    simulator.fault('chatgpt.token.hang', { times: 1 });
    const attempt = await login.signIn.begin({ lanes: ['browser'], timeoutMs: 20_000 });
    const killed = playBrowser(attempt.browser?.url ?? '').catch(() => undefined);
    while (exchanges(simulator) === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const [app] = simulator.state.apps;
    expect((await registrations(authFile))['default']).toMatchObject({ client_id: app?.clientId });
    attempt.cancel();
    await killed;
    const again = await signIn(windowAt(simulator, authFile));
    await again.done;
    expect(again.asked.get('client_id')).toBe(app?.clientId);
    expect(simulator.state.apps).toHaveLength(1);
  });
});

describe('a sign-in again', () => {
  test.each<[FaultName, string]>([
    ['chatgpt.other_account', 'login.other_identity'],
    ['chatgpt.other_client', 'login.other_client'],
  ])('%s: %s, and the login in place stays', async (fault, code) => {
    const { simulator, authFile, login } = await setting();
    await (await signIn(login)).done;
    const before = await storedIn(authFile);
    simulator.fault(fault, { times: 1 });
    expect(await failure((await signIn(login)).done)).toMatchObject({ code });
    expect(await storedIn(authFile)).toEqual(before);
  });

  test('after a sign-out it uses the same client and host, and whoever signs in must be the same', async () => {
    const { simulator, authFile, login } = await setting();
    const first = await signIn(login);
    await first.done;
    expect(await login.clear(() => {})).toMatchObject({ revocation: 'revoked' });
    expect(simulator.state.apps[0]?.sessions).toMatchObject([{ revoked: true }]);
    simulator.fault('chatgpt.other_account', { times: 1 });
    const later = windowAt(simulator, authFile);
    expect(await failure((await signIn(later)).done)).toMatchObject({ code: 'login.other_identity' });
    const again = await signIn(later);
    await again.done;
    for (const name of ['ext_agent_host_id', 'resource', 'scope'])
      expect(again.asked.get(name)).toBe(first.asked.get(name));
    expect(again.asked.get('client_id')).toBe(simulator.state.apps[0]?.clientId);
    for (const name of ['agent_name_hint', 'id_token_hint', 'login_hint', 'prompt'])
      expect(again.asked.has(name)).toBe(false);
  });

  test('another name is another registration, and each keeps its own', async () => {
    const { simulator, authFile, login } = await setting();
    await (await signIn(login)).done;
    const work = await signIn(login, 'work');
    await work.done;
    expect(work.asked.get('client_id')).toBe('dynamic_agent_client');
    const [first, second] = simulator.state.apps;
    expect(await registrations(authFile)).toMatchObject({
      default: { client_id: first?.clientId },
      work: { client_id: second?.clientId },
    });
    const same = await signIn(login);
    await same.done;
    expect(same.asked.get('client_id')).toBe(second?.clientId);
    expect((await signIn(login, 'default')).asked.get('client_id')).toBe(first?.clientId);
  });

  test('a damaged registry or another server’s is not used', async () => {
    const { simulator, authFile, login } = await setting();
    const folder = path.join(path.dirname(authFile), 'codex-oauth');
    await mkdir(folder, { recursive: true });
    const client = { client_id: 'oaiapp_theirs', issuer: 'https://auth.example.org' };
    await writeFile(
      path.join(folder, 'registrations.json'),
      JSON.stringify({ chatgpt: { default: client } }),
    );
    await writeFile(path.join(folder, 'host-id'), '');
    const { asked, done } = await signIn(login);
    await done;
    expect(asked.get('client_id')).toBe('dynamic_agent_client');
    expect(simulator.state.apps[0]?.hosts[0]).toMatch(/^urn:uuid:/);
  });
});

test('many windows have one host id', async () => {
  const { simulator, authFile } = await setting();
  const windows = Array.from({ length: 8 }, () => windowAt(simulator, authFile));
  const attempts = await Promise.all(
    windows.map((each) => each.signIn.begin({ lanes: ['browser'], timeoutMs: 20_000 })),
  );
  const ids = attempts.map(({ browser }) =>
    new URL(browser?.url ?? '').searchParams.get('ext_agent_host_id'),
  );
  for (const attempt of attempts) attempt.cancel();
  expect(new Set(ids).size).toBe(1);
});

describe('plan usage that the user has not allowed', () => {
  test('signed in, no question, one sentence; the next sign-in asks for it once', async () => {
    const { simulator, login } = await setting();
    simulator.fault('chatgpt.no_plan', { times: 1 });
    const made = await (await signIn(login)).done;
    // Nobody is told that the plan is used.
    expect(welcomeTo(login.provider.plan, made)).toBeUndefined();
    expect(await failure(login.tokens.credential())).toMatchObject({
      code: 'auth.plan_off',
      kind: 'sign-in',
    });
    expect(await login.tokens.report()).toMatchObject({ usable: false, renewable: true });
    const again = await signIn(login);
    await again.done;
    expect(again.asked.get('prompt')).toBe('consent');
    expect(await login.tokens.credential()).toMatchObject({
      route: 'platform',
      via: { provider: 'chatgpt' },
    });
    expect((await signIn(login)).asked.has('prompt')).toBe(false);
  });
});

describe('a refresh', () => {
  /** A login of an hour ago less `left` seconds, by clocks that agree. */
  async function aged(left: number, fault?: FaultName) {
    const { simulator, authFile } = await setting();
    let ahead = 0;
    const now = (): number => Date.now() + ahead;
    const login = windowAt(simulator, authFile, now);
    if (fault) simulator.fault(fault, { times: 1 });
    await (await signIn(login)).done;
    const before = await storedIn(authFile);
    ahead = (3600 - left) * 1000;
    simulator.advance(3600 - left);
    return { simulator, authFile, login, before, now };
  }
  const sessions = ({ state }: Simulator) => state.apps[0]?.sessions;

  test.each([
    [3000, 0],
    [370, 0],
    [320, 0],
    [290, 1],
    [10, 1],
    [-100, 1],
  ])('%i s before the end of the access token: %i requests', async (left, refreshes) => {
    const { simulator, login } = await aged(left);
    await login.tokens.credential();
    expect(sessions(simulator)).toEqual([{ revoked: false, refreshes, early: 0 }]);
  });

  test('as a form with the resource and without a scope; what it leaves out stays', async () => {
    const { authFile, login, before } = await aged(100, 'chatgpt.token.date');
    await login.tokens.credential();
    const after = await storedIn(authFile);
    expect(after['refresh_token']).not.toBe(before['refresh_token']);
    expect(after['id_token']).toBe(before['id_token']);
    expect(after).toMatchObject({
      client_id: before['client_id'],
      scope: before['scope'],
      subject: before['subject'],
    });
  });

  test('never for a young token that is refused, nor on request', async () => {
    const { simulator, login } = await aged(3000);
    const used = await login.tokens.credential();
    if (!used) throw new Error('not signed in');
    expect(await failure(login.tokens.renew(used))).toMatchObject({ code: 'auth.unauthorized' });
    expect(await login.tokens.renewOnRequest()).toMatchObject({
      kind: 'postponed',
      problem: { code: 'auth.too_early' },
    });
    expect(sessions(simulator)).toEqual([{ revoked: false, refreshes: 0, early: 0 }]);
  });

  test('two windows renew once', async () => {
    const { simulator, authFile, login, now } = await aged(-10);
    const others = [windowAt(simulator, authFile, now), windowAt(simulator, authFile, now)];
    const all = await Promise.all([login, ...others].map((each) => each.tokens.credential()));
    expect(new Set(all.map((one) => one?.accessToken)).size).toBe(1);
    expect(sessions(simulator)).toEqual([{ revoked: false, refreshes: 1, early: 0 }]);
  });

  test.each([
    ['invalid_grant', 'auth.refused'],
    ['invalid_refresh_token', 'auth.refused'],
    ['token_expired', 'auth.expired'],
    ['refresh_token_expired', 'auth.expired'],
    ['refresh_token_invalidated', 'auth.revoked'],
    ['refresh_token_reused', 'auth.used_twice'],
  ])('%s ends the login: %s, and the next sign-in uses the same client', async (said, code) => {
    const { simulator, login, before } = await aged(-10);
    simulator.fault('chatgpt.refresh.code', { params: { code: said }, times: 1 });
    expect(await failure(login.tokens.credential())).toMatchObject({ code });
    expect(await failure(login.tokens.credential())).toMatchObject({ code });
    expect(exchanges(simulator)).toBe(2);
    expect((await signIn(login)).asked.get('client_id')).toBe(before['client_id']);
  });

  test.each(['chatgpt.refresh.invalid_client', 'chatgpt.refresh.500'] as const)(
    '%s keeps everything',
    async (fault) => {
      const { simulator, authFile, login, before, now } = await aged(-10);
      simulator.fault(fault, { times: 1 });
      const error = await failure(login.tokens.credential());
      expect(error).toMatchObject({ code: 'auth.refresh_unavailable' });
      expect(error.message).toContain(fault.split('.').at(-1));
      expect(await storedIn(authFile)).toEqual(before);
      await windowAt(simulator, authFile, now).tokens.credential();
      expect(sessions(simulator)).toMatchObject([{ refreshes: 1 }]);
    },
  );

  test('tokens that name somebody else are not taken', async () => {
    const { simulator, authFile, login, before } = await aged(-10);
    simulator.fault('chatgpt.refresh.claims', { params: { claims: { sub: 'somebody-else' } }, times: 1 });
    expect(await failure(login.tokens.credential())).toMatchObject({ code: 'auth.refused' });
    expect(await storedIn(authFile)).toEqual(before);
  });
});
