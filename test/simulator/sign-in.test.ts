import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import * as s from './support.ts';

const { challenge } = s.pkce();
const exchange = (sim: Simulator, form: Record<string, string>) =>
  s.postForm(`${sim.issuer}/oauth/token`, form);

describe('the authorize page', () => {
  test.each([
    ['an unknown client', { client_id: 'app_other' }],
    ['no client', { client_id: null }],
    ['the old path', { redirect_uri: 'http://127.0.0.1:1455/callback' }],
    ['localhost in place of 127.0.0.1', { redirect_uri: 'http://localhost:1455/auth/callback' }],
    ['a port that is not registered', { redirect_uri: 'http://127.0.0.1:1456/auth/callback' }],
    ['a redirect with a query', { redirect_uri: `${s.REDIRECT}?x=1` }],
    ['no redirect', { redirect_uri: null }],
  ])('redirects nobody with %s', async (_name, changes) => {
    const url = s.authorizeUrl(await s.start(), challenge, changes);
    const { status, headers } = await fetch(url, { redirect: 'manual' });
    expect([status, headers.get('location')]).toEqual([400, null]);
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
    const answer = await s.follow(s.authorizeUrl(await s.start(), challenge, changes));
    expect(Object.fromEntries(answer)).toMatchObject({ error });
  });

  test.each([
    ['approve', 'code', /.{20,}/],
    ['deny', 'error', /^access_denied$/],
  ])('shows who asks, escaped, and answers "%s" once', async (decision, key, value) => {
    const sim = await s.start({ approve: 'page' });
    const page = await (await fetch(s.authorizeUrl(sim, challenge, { originator: '<script>x' }))).text();
    expect(page).toContain('&lt;script&gt;x');
    const form_id = /name="form_id" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const body = new URLSearchParams({ form_id, decision, account: 'acc-sim-0001' });
    const press = () =>
      fetch(`${sim.issuer}/oauth/authorize/decision`, { method: 'POST', redirect: 'manual', body });
    const { searchParams } = new URL((await press()).headers.get('location') ?? '');
    expect(searchParams.get(key)).toMatch(value);
    expect(searchParams.get('state')).toBe('the-state-of-this-test');
    expect((await press()).status).toBe(400);
  });

  test.each([
    ['authorize.wrong_state', (q: URLSearchParams) => q.get('state') !== 'the-state-of-this-test'],
    ['authorize.no_code', (q: URLSearchParams) => !q.has('code') && !q.has('error')],
    ['authorize.denied', (q: URLSearchParams) => q.get('error') === 'access_denied'],
    ['authorize.server_error', (q: URLSearchParams) => q.get('error') === 'server_error'],
  ] as const)('with the fault %s changes what comes back, once', async (name, holds) => {
    const sim = await s.start();
    sim.fault(name, { times: 1 });
    expect(holds(await s.follow(s.authorizeUrl(sim, challenge)))).toBe(true);
    expect((await s.follow(s.authorizeUrl(sim, challenge))).has('code')).toBe(true);
  });
});

describe('the authorization code', () => {
  test.each([
    ['another verifier', { code_verifier: s.pkce().verifier }, 400, 'invalid_grant'],
    ['a verifier that is too short', { code_verifier: 'short' }, 400, 'invalid_grant'],
    ['another redirect', { redirect_uri: 'http://127.0.0.1:1457/auth/callback' }, 400, 'invalid_grant'],
    ['a code that was never issued', { code: 'ac-sim-invented' }, 400, 'invalid_grant'],
    ['an unknown client', { client_id: 'app_other' }, 401, 'invalid_client'],
    ['no verifier', { code_verifier: '' }, 400, 'invalid_request'],
    ['an unknown grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('is refused with %s', async (_name, changes, status, error) => {
    const sim = await s.start();
    const answer = await exchange(sim, { ...(await s.codeForm(sim)), ...changes });
    expect([answer.status, (await s.jsonOf(answer))['error']]).toEqual([status, error]);
  });

  test('works once, and a second use ends what the first one brought', async () => {
    const sim = await s.start();
    const form = await s.codeForm(sim);
    const first = await s.jsonOf(await exchange(sim, form));
    expect((await exchange(sim, form)).status).toBe(400);
    expect((await s.refreshWith(sim, String(first['refresh_token']))).status).toBe(401);
  });

  test('is spent even by a wrong verifier, but not by a server that fails before it looks', async () => {
    const sim = await s.start();
    const form = await s.codeForm(sim);
    sim.fault('token.500', { times: 1 });
    expect((await exchange(sim, form)).status).toBe(500);
    expect((await exchange(sim, { ...form, code_verifier: s.pkce().verifier })).status).toBe(400);
    expect((await exchange(sim, form)).status).toBe(400);
  });
});

describe('signing in with a code', () => {
  interface Asked {
    readonly device_auth_id: string;
    readonly user_code: string;
  }

  async function asked(sim: Simulator): Promise<Asked> {
    const url = `${sim.issuer}/api/accounts/deviceauth/usercode`;
    return (await (await s.postJson(url, { client_id: s.CLIENT })).json()) as Asked;
  }

  const poll = (sim: Simulator, { device_auth_id, user_code }: Asked): Promise<Response> =>
    s.postJson(`${sim.issuer}/api/accounts/deviceauth/token`, { device_auth_id, user_code });

  test.each([
    ['/deviceauth/callback', 200],
    ['/auth/callback', 400],
  ])('ends with the pair that the server made and the redirect %s: %i', async (path, status) => {
    const sim = await s.start();
    const code = await asked(sim);
    expect(code).toMatchObject({ interval: '5', user_code: expect.stringMatching(/^[A-Z]{4}-\d{5}$/) });
    expect((await poll(sim, code)).status).toBe(403);
    expect(sim.approveDevice(code.user_code.toLowerCase())).toBe(true);
    const grant = await s.jsonOf(await poll(sim, code));
    const answer = await exchange(sim, {
      grant_type: 'authorization_code',
      client_id: s.CLIENT,
      code: String(grant['authorization_code']),
      redirect_uri: sim.issuer + path,
      code_verifier: String(grant['code_verifier']),
    });
    expect(answer.status).toBe(status);
  });

  test('looks pending when it was denied, counts early polls, and is over after fifteen minutes', async () => {
    const sim = await s.start();
    const code = await asked(sim);
    expect((await poll(sim, { ...code, user_code: 'AAAA-00000' })).status).toBe(404);
    sim.denyDevice(code.user_code);
    const error = { code: 'deviceauth_access_denied' };
    expect(await s.jsonOf(await poll(sim, code))).toMatchObject({ error });
    expect((await poll(sim, code)).status).toBe(403);
    expect(sim.state.devices).toMatchObject([{ polls: 2, earlyPolls: 1 }]);
    sim.advance(901);
    expect((await poll(sim, code)).status).toBe(410);
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

test('a revocation takes JSON only, forgives an unknown token, and ends the whole family', async () => {
  const sim = await s.start();
  const url = `${sim.issuer}/oauth/revoke`;
  const body = (token: string) => ({ token, token_type_hint: 'refresh_token', client_id: s.CLIENT });
  const set = sim.mintTokens();
  expect((await s.postForm(url, body(set.refreshToken))).status).toBe(400);
  expect((await s.postJson(url, body('rt-unknown'))).status).toBe(200);
  expect(sim.state.families).toMatchObject([{ revoked: false }]);
  expect((await s.postJson(url, body(set.refreshToken))).status).toBe(200);
  expect((await s.refreshWith(sim, set.refreshToken)).status).toBe(401);
  const headers = { authorization: `Bearer ${set.accessToken}`, 'chatgpt-account-id': set.accountId };
  expect((await s.get(sim, '/wham/usage', headers)).status).toBe(401);
});
