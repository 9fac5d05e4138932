import { describe, expect, test } from 'vitest';
import { challengeOf } from '../../simulator/auth/codes.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import * as s from './support.ts';

const { challenge } = s.pkce();

async function errorAt(url: URL): Promise<string | null> {
  return (await s.follow(url)).searchParams.get('error');
}

describe('the authorize page', () => {
  test('with consent given automatically sends code and state back', async () => {
    const callback = await s.follow(s.authorizeUrl(await s.start({ approve: 'auto' }), challenge));
    expect(callback.origin + callback.pathname).toBe(s.REDIRECT);
    expect([...callback.searchParams.keys()].toSorted()).toEqual(['code', 'state']);
    expect(callback.searchParams.get('state')).toBe('the-state-of-this-test');
  });

  test.each([
    ['an unknown client', { client_id: 'app_other' }],
    ['no client', { client_id: null }],
    ['the old path', { redirect_uri: 'http://127.0.0.1:1455/callback' }],
    ['localhost in place of 127.0.0.1', { redirect_uri: 'http://localhost:1455/auth/callback' }],
    ['a port that is not registered', { redirect_uri: 'http://127.0.0.1:1456/auth/callback' }],
    ['a redirect with a query', { redirect_uri: `${s.REDIRECT}?x=1` }],
    ['no redirect', { redirect_uri: null }],
  ])('redirects nobody with %s', async (_name, changes) => {
    const sim = await s.start({ approve: 'auto' });
    const response = await fetch(s.authorizeUrl(sim, challenge, changes), { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  });

  test.each([
    ['another response type', { response_type: 'token' }, 'unsupported_response_type'],
    ['no state', { state: null }, 'invalid_request'],
    ['the plain method', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['no method', { code_challenge_method: null }, 'invalid_request'],
    ['a challenge of 42 characters', { code_challenge: challenge.slice(1) }, 'invalid_request'],
    ['a challenge with padding', { code_challenge: `${challenge.slice(1)}=` }, 'invalid_request'],
    ['a scope without offline_access', { scope: s.SCOPE.replace(' offline_access', '') }, 'invalid_scope'],
    ['a scope too many', { scope: `${s.SCOPE} admin` }, 'invalid_scope'],
    ['a workspace of another user', { allowed_workspace_id: 'ws-unknown' }, 'access_denied'],
  ])('tells the client of %s', async (_name, changes, error) => {
    expect(await errorAt(s.authorizeUrl(await s.start({ approve: 'auto' }), challenge, changes))).toBe(error);
  });

  test('tells the client of a repeated parameter', async () => {
    const url = s.authorizeUrl(await s.start({ approve: 'auto' }), challenge);
    url.searchParams.append('scope', 'openid');
    expect(await errorAt(url)).toBe('invalid_request');
  });

  test('knows further redirects only when configured', async () => {
    const change = { redirect_uri: 'http://127.0.0.1:4711/auth/callback' };
    for (const options of [{ extraRedirectUris: [change.redirect_uri] }, { allowAnyLoopbackPort: true }]) {
      const sim = await s.start({ approve: 'auto', ...options });
      expect((await s.follow(s.authorizeUrl(sim, challenge, change))).port).toBe('4711');
      const elsewhere = s.authorizeUrl(sim, challenge, {
        redirect_uri: 'http://192.0.2.1:4711/auth/callback',
      });
      expect((await fetch(elsewhere, { redirect: 'manual' })).status).toBe(400);
    }
  });

  async function open(changes: Record<string, string> = {}) {
    const sim = await s.start();
    const page = await (await fetch(s.authorizeUrl(sim, challenge, changes))).text();
    const form_id = /name="form_id" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const press = async (decision: string) => {
      const body = new URLSearchParams({ form_id, decision, account: 'acc-sim-0001' });
      return fetch(`${sim.issuer}/oauth/authorize/decision`, { method: 'POST', redirect: 'manual', body });
    };
    return { page, press };
  }

  test('shows who asks, escaped, and the accounts that are allowed', async () => {
    const { page } = await open({ originator: '<script>x', allowed_workspace_id: 'ws-unknown,acc-sim-0002' });
    expect(page).toContain('&lt;script&gt;x');
    expect(page).not.toContain('<script>');
    expect(page).toContain('acc-sim-0002');
    expect(page).not.toContain('acc-sim-0001');
  });

  test.each([
    ['approve', 'code', /.{20,}/],
    ['deny', 'error', /^access_denied$/],
  ])('answers "%s" once', async (decision, key, value) => {
    const { press } = await open();
    const { searchParams } = new URL((await press(decision)).headers.get('location') ?? '');
    expect(searchParams.get(key)).toMatch(value);
    expect(searchParams.get('state')).toBe('the-state-of-this-test');
    expect((await press(decision)).status).toBe(400);
  });

  test.each([
    ['authorize.wrong_state', (q: URLSearchParams) => q.get('state') !== 'the-state-of-this-test'],
    ['authorize.no_code', (q: URLSearchParams) => !q.has('code') && !q.has('error')],
    ['authorize.denied', (q: URLSearchParams) => q.get('error') === 'access_denied'],
    ['authorize.server_error', (q: URLSearchParams) => q.get('error') === 'server_error'],
  ] as const)('with the fault %s changes what comes back, once', async (name, holds) => {
    const sim = await s.start({ approve: 'auto' });
    sim.fault(name, { times: 1 });
    expect(holds((await s.follow(s.authorizeUrl(sim, challenge))).searchParams)).toBe(true);
    expect((await s.follow(s.authorizeUrl(sim, challenge))).searchParams.has('code')).toBe(true);
  });
});

describe('the authorization code', () => {
  test('brings three tokens whose claims name the account', async () => {
    const sim = await s.start({ approve: 'auto' });
    const tokens = await s.jsonOf(await s.exchange(sim, await s.codeForm(sim)));
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 3600, scope: s.SCOPE });
    const access = s.claimsOf(String(tokens['access_token']));
    expect(access).toMatchObject({
      client_id: s.CLIENT,
      'https://api.openai.com/auth': {
        chatgpt_account_id: 'acc-sim-0001',
        chatgpt_plan_type: 'plus',
        chatgpt_user_id: 'user-sim-0001',
      },
      'https://api.openai.com/profile': { email: 'dev@example.com' },
    });
    expect(Number(access['exp']) - Number(access['iat'])).toBe(3600);
    expect(s.claimsOf(String(tokens['id_token']))).toMatchObject({
      email: 'dev@example.com',
      aud: [s.CLIENT],
    });
  });

  test('is bound to the challenge of RFC 7636, appendix B', () => {
    const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    expect(challengeOf(verifier)).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
  });

  test.each([
    ['another verifier', { code_verifier: s.pkce().verifier }, 400, 'invalid_grant'],
    ['a verifier that is too short', { code_verifier: 'short' }, 400, 'invalid_grant'],
    ['another redirect', { redirect_uri: 'http://127.0.0.1:1457/auth/callback' }, 400, 'invalid_grant'],
    ['a code that was never issued', { code: 'ac-sim-invented' }, 400, 'invalid_grant'],
    ['an unknown client', { client_id: 'app_other' }, 401, 'invalid_client'],
    ['no verifier', { code_verifier: '' }, 400, 'invalid_request'],
    ['an unknown grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('is refused with %s', async (_name, changes, status, error) => {
    const sim = await s.start({ approve: 'auto' });
    const answer = await s.exchange(sim, { ...(await s.codeForm(sim)), ...changes });
    expect([answer.status, (await s.jsonOf(answer))['error']]).toEqual([status, error]);
  });

  test('works once, and a second use ends what the first one brought', async () => {
    const sim = await s.start({ approve: 'auto' });
    const form = await s.codeForm(sim);
    const first = await s.jsonOf(await s.exchange(sim, form));
    expect((await s.exchange(sim, form)).status).toBe(400);
    const refresh = await s.refreshWith(sim, String(first['refresh_token']));
    expect(await s.jsonOf(refresh)).toMatchObject({ error: { code: 'refresh_token_invalidated' } });
  });

  test('is spent even by a wrong verifier, but not by a server that fails before it looks', async () => {
    const sim = await s.start({ approve: 'auto' });
    const form = await s.codeForm(sim);
    sim.fault('token.500', { times: 1 });
    expect((await s.exchange(sim, form)).status).toBe(500);
    expect((await s.exchange(sim, { ...form, code_verifier: s.pkce().verifier })).status).toBe(400);
    expect((await s.exchange(sim, form)).status).toBe(400);
  });

  test.each([
    [59, 200],
    [61, 400],
  ])('after %i seconds is answered with %i', async (seconds, status) => {
    const sim = await s.start({ approve: 'auto' });
    const form = await s.codeForm(sim);
    sim.advance(seconds);
    expect((await s.exchange(sim, form)).status).toBe(status);
  });

  test('is taken neither as JSON nor with a repeated parameter', async () => {
    const sim = await s.start();
    const url = `${sim.issuer}/oauth/token`;
    expect((await s.postJson(url, { grant_type: 'authorization_code' })).status).toBe(400);
    const body = new URLSearchParams('grant_type=authorization_code&code=one&code=two');
    expect(await s.jsonOf(await fetch(url, { method: 'POST', body }))).toMatchObject({
      error: 'invalid_request',
    });
  });
});

describe('signing in with a code', () => {
  interface Asked {
    readonly device_auth_id: string;
    readonly user_code: string;
    readonly interval: string;
  }

  async function asked(sim: Simulator): Promise<Asked> {
    const answer = await s.postJson(`${sim.issuer}/api/accounts/deviceauth/usercode`, {
      client_id: s.CLIENT,
    });
    return (await s.jsonOf(answer)) as unknown as Asked;
  }

  function poll(sim: Simulator, { device_auth_id, user_code }: Asked): Promise<Response> {
    return s.postJson(`${sim.issuer}/api/accounts/deviceauth/token`, { device_auth_id, user_code });
  }

  test('ends with the pair that the server made, and with no other redirect', async () => {
    const sim = await s.start();
    const code = await asked(sim);
    expect(code).toMatchObject({ interval: '5', user_code: expect.stringMatching(/^[A-Z]{4}-\d{5}$/) });
    expect((await poll(sim, code)).status).toBe(403);
    expect(sim.approveDevice(code.user_code.toLowerCase(), 'acc-sim-0002')).toBe(true);
    const grant = await s.jsonOf(await poll(sim, code));
    const form = {
      grant_type: 'authorization_code',
      client_id: s.CLIENT,
      code: String(grant['authorization_code']),
      redirect_uri: `${sim.issuer}/deviceauth/callback`,
      code_verifier: String(grant['code_verifier']),
    };
    const answer = await s.exchange(sim, form);
    const claims = s.claimsOf(String((await s.jsonOf(answer))['access_token']));
    expect(claims['https://api.openai.com/auth']).toMatchObject({ chatgpt_account_id: 'acc-sim-0002' });
    const other = await asked(sim);
    sim.approveDevice(other.user_code);
    const { authorization_code } = await s.jsonOf(await poll(sim, other));
    const wrong = { ...form, code: String(authorization_code), redirect_uri: s.REDIRECT };
    expect(await s.jsonOf(await s.exchange(sim, wrong))).toMatchObject({ error: 'invalid_grant' });
  });

  test('looks pending when it was denied, and is over after fifteen minutes', async () => {
    const sim = await s.start();
    const code = await asked(sim);
    expect((await poll(sim, { ...code, user_code: 'AAAA-00000' })).status).toBe(404);
    sim.denyDevice(code.user_code);
    const denied = await poll(sim, code);
    expect([denied.status, await s.jsonOf(denied)]).toMatchObject([
      403,
      { error: { code: 'deviceauth_access_denied' } },
    ]);
    sim.advance(901);
    expect((await poll(sim, code)).status).toBe(410);
  });

  test('counts polls that come sooner than the interval, and can approve itself', async () => {
    const sim = await s.start({ approveDevices: 'auto' });
    const code = await asked(sim);
    expect((await poll(sim, code)).status).toBe(403);
    expect((await poll(sim, code)).status).toBe(200);
    sim.advance(5);
    await poll(sim, code);
    expect(sim.state.devices).toMatchObject([{ polls: 3, earlyPolls: 1 }]);
  });

  test('goes through a page, once', async () => {
    const sim = await s.start();
    const code = await asked(sim);
    const page = await s.postForm(`${sim.issuer}/codex/device`, { user_code: code.user_code });
    const form_id = /name="form_id" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
    const answer = { form_id, decision: 'approve', account: 'acc-sim-0001' };
    const press = () => s.postForm(`${sim.issuer}/codex/device/decision`, answer);
    expect([(await press()).status, (await poll(sim, code)).status, (await press()).status]).toEqual([
      200, 200, 400,
    ]);
    expect((await s.postForm(`${sim.issuer}/codex/device`, { user_code: 'NONE-00000' })).status).toBe(400);
  });

  test.each([
    ['device.denied', 403],
    ['device.expired', 410],
    ['device.pending_404', 404],
    ['device.400', 400],
    ['device.429', 429],
    ['device.500', 500],
  ] as const)('with the fault %s answers a poll with %i, once', async (name, status) => {
    const sim = await s.start();
    const code = await asked(sim);
    sim.approveDevice(code.user_code);
    sim.fault(name, { times: 1 });
    expect([(await poll(sim, code)).status, (await poll(sim, code)).status]).toEqual([status, 200]);
  });
});

test('a revocation ends the family, forgives an unknown token, and takes JSON only', async () => {
  const sim = await s.start();
  const url = `${sim.issuer}/oauth/revoke`;
  const body = (token: string) => ({ token, token_type_hint: 'refresh_token', client_id: s.CLIENT });
  const set = sim.mintTokens();
  expect((await s.postForm(url, body(set.refreshToken))).status).toBe(400);
  expect((await s.postJson(url, body('rt-unknown'))).status).toBe(200);
  expect(sim.state.families).toMatchObject([{ revoked: false }]);
  expect((await s.postJson(url, body(set.refreshToken))).status).toBe(200);
  expect(sim.state.families).toMatchObject([{ id: set.familyId, revoked: true }]);
  expect((await s.refreshWith(sim, set.refreshToken)).status).toBe(401);
  const headers = { authorization: `Bearer ${set.accessToken}`, 'chatgpt-account-id': set.accountId };
  expect((await s.get(sim, '/wham/usage', headers)).status).toBe(401);
});

test('an id token is exchanged for an API key that works', async () => {
  const sim = await s.start();
  const answer = await s.exchange(sim, {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    client_id: s.CLIENT,
    requested_token: 'openai-api-key',
    subject_token: sim.mintTokens().idToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
  });
  const authorization = `Bearer ${String((await s.jsonOf(answer))['access_token'])}`;
  expect((await fetch(`${sim.apiUrl}/models`, { headers: { authorization } })).status).toBe(200);
});

test('a personal access token says whose it is', async () => {
  const sim = await s.start({ personalAccessTokens: { 'at-mine': 'acc-sim-0002' } });
  const whoami = (authorization: string) =>
    fetch(`${sim.issuer}/api/accounts/v1/user-auth-credential/whoami`, { headers: { authorization } });
  expect(await s.jsonOf(await whoami('Bearer at-mine'))).toEqual({
    email: 'dev@example.com',
    chatgpt_user_id: 'user-sim-0001',
    chatgpt_account_id: 'acc-sim-0002',
    chatgpt_plan_type: 'business',
    chatgpt_account_is_fedramp: false,
  });
  expect((await whoami('Bearer at-other')).status).toBe(401);
});
