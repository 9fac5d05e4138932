import { describe, expect, test } from 'vitest';
import { challengeOf } from '../../simulator/auth/codes.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import * as s from './support.ts';

async function signIn(sim: Simulator, changes: Record<string, string> = {}): Promise<Response> {
  const { verifier, challenge } = s.pkce();
  const callback = await s.follow(s.authorizeUrl(sim, challenge));
  return s.postForm(`${sim.issuer}/oauth/token`, {
    grant_type: 'authorization_code',
    client_id: s.CLIENT,
    code: callback.searchParams.get('code') ?? '',
    redirect_uri: s.REDIRECT,
    code_verifier: verifier,
    ...changes,
  });
}

test('a whole sign-in ends in an answer', async () => {
  const sim = await s.start({ approve: 'auto' });
  const answer = await signIn(sim);
  expect(answer.status).toBe(200);
  const tokens = await s.jsonOf(answer);
  const response = await s.postJson(`${sim.backendUrl}/codex/responses`, s.lite(), {
    ...s.LITE,
    authorization: `Bearer ${String(tokens['access_token'])}`,
    'chatgpt-account-id': 'acc-sim-0001',
    version: '0.169.0',
  });
  expect(s.textOf(s.eventsOf(await response.text()))).toContain('What is a monad?');
});

test('the challenge is the one of RFC 7636, appendix B', () => {
  const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
  expect(challengeOf(verifier)).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
});

describe('the authorization code', () => {
  test('brings three tokens whose claims name the account', async () => {
    const sim = await s.start({ approve: 'auto' });
    const tokens = await s.jsonOf(await signIn(sim));
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
      'https://api.openai.com/auth': { chatgpt_account_id: 'acc-sim-0001' },
    });
    expect(s.claimsOf(String(tokens['id_token']))['aud']).toEqual([s.CLIENT]);
  });

  test.each([
    ['another verifier', { code_verifier: s.pkce().verifier }, 400, 'invalid_grant'],
    ['a verifier that is too short', { code_verifier: 'short' }, 400, 'invalid_grant'],
    [
      'another registered redirect',
      { redirect_uri: 'http://127.0.0.1:1457/auth/callback' },
      400,
      'invalid_grant',
    ],
    ['a code nobody issued', { code: 'ac-sim-invented' }, 400, 'invalid_grant'],
    ['an unknown client', { client_id: 'app_other' }, 401, 'invalid_client'],
    ['no verifier', { code_verifier: '' }, 400, 'invalid_request'],
    ['an unknown grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('is refused with %s', async (_name, changes, status, error) => {
    const sim = await s.start({ approve: 'auto' });
    const answer = await signIn(sim, changes);
    expect(answer.status).toBe(status);
    expect(await s.jsonOf(answer)).toMatchObject({ error });
  });

  test('works once, and a second use ends what the first one brought', async () => {
    const sim = await s.start({ approve: 'auto' });
    const { verifier, challenge } = s.pkce();
    const callback = await s.follow(s.authorizeUrl(sim, challenge));
    const form = {
      grant_type: 'authorization_code',
      client_id: s.CLIENT,
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: s.REDIRECT,
      code_verifier: verifier,
    };
    const first = await s.jsonOf(await s.postForm(`${sim.issuer}/oauth/token`, form));
    expect((await s.postForm(`${sim.issuer}/oauth/token`, form)).status).toBe(400);
    const refresh = await s.refreshWith(sim, String(first['refresh_token']));
    expect(await s.jsonOf(refresh)).toMatchObject({ error: { code: 'refresh_token_invalidated' } });
  });

  test('is spent even by a wrong verifier', async () => {
    const sim = await s.start({ approve: 'auto' });
    const { verifier, challenge } = s.pkce();
    const callback = await s.follow(s.authorizeUrl(sim, challenge));
    const form = {
      grant_type: 'authorization_code',
      client_id: s.CLIENT,
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: s.REDIRECT,
    };
    await s.postForm(`${sim.issuer}/oauth/token`, { ...form, code_verifier: s.pkce().verifier });
    const second = await s.postForm(`${sim.issuer}/oauth/token`, { ...form, code_verifier: verifier });
    expect(second.status).toBe(400);
  });

  test.each([
    [59, 200],
    [61, 400],
  ])('after %i seconds is answered with %i', async (seconds, status) => {
    const sim = await s.start({ approve: 'auto' });
    const { verifier, challenge } = s.pkce();
    const callback = await s.follow(s.authorizeUrl(sim, challenge));
    sim.advance(seconds);
    const answer = await s.postForm(`${sim.issuer}/oauth/token`, {
      grant_type: 'authorization_code',
      client_id: s.CLIENT,
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: s.REDIRECT,
      code_verifier: verifier,
    });
    expect(answer.status).toBe(status);
  });

  test('is not taken as JSON', async () => {
    const sim = await s.start();
    const answer = await s.postJson(`${sim.issuer}/oauth/token`, { grant_type: 'authorization_code' });
    expect(answer.status).toBe(400);
  });

  test('is not taken with a repeated parameter', async () => {
    const sim = await s.start();
    const body = new URLSearchParams([
      ['grant_type', 'authorization_code'],
      ['code', 'one'],
      ['code', 'two'],
    ]);
    const answer = await fetch(`${sim.issuer}/oauth/token`, { method: 'POST', body });
    expect(await s.jsonOf(answer)).toMatchObject({ error: 'invalid_request' });
  });

  test('survives a failure of the server before it was looked at', async () => {
    const sim = await s.start({ approve: 'auto' });
    sim.fault('token.500', { times: 1 });
    const { verifier, challenge } = s.pkce();
    const callback = await s.follow(s.authorizeUrl(sim, challenge));
    const form = {
      grant_type: 'authorization_code',
      client_id: s.CLIENT,
      code: callback.searchParams.get('code') ?? '',
      redirect_uri: s.REDIRECT,
      code_verifier: verifier,
    };
    expect((await s.postForm(`${sim.issuer}/oauth/token`, form)).status).toBe(500);
    expect((await s.postForm(`${sim.issuer}/oauth/token`, form)).status).toBe(200);
  });
});

test('an ID token is exchanged for an API key that works', async () => {
  const sim = await s.start();
  const answer = await s.postForm(`${sim.issuer}/oauth/token`, {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    client_id: s.CLIENT,
    requested_token: 'openai-api-key',
    subject_token: sim.mintTokens().idToken,
    subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
  });
  const key = String((await s.jsonOf(answer))['access_token']);
  const models = await fetch(`${sim.apiUrl}/models`, { headers: { authorization: `Bearer ${key}` } });
  expect(models.status).toBe(200);
});

describe('a revocation', () => {
  const body = (token: string): Record<string, string> => ({
    token,
    token_type_hint: 'refresh_token',
    client_id: s.CLIENT,
  });

  test('ends refresh and access tokens of the family', async () => {
    const sim = await s.start();
    const set = sim.mintTokens();
    expect((await s.postJson(`${sim.issuer}/oauth/revoke`, body(set.refreshToken))).status).toBe(200);
    const refresh = await s.refreshWith(sim, set.refreshToken);
    expect(await s.jsonOf(refresh)).toMatchObject({ error: { code: 'refresh_token_invalidated' } });
    const usage = await fetch(`${sim.backendUrl}/wham/usage`, {
      headers: { authorization: `Bearer ${set.accessToken}`, 'chatgpt-account-id': set.accountId },
    });
    expect(usage.status).toBe(401);
    expect(sim.state.families).toMatchObject([{ id: set.familyId, revoked: true }]);
  });

  test('of an unknown token is no error', async () => {
    const sim = await s.start();
    expect((await s.postJson(`${sim.issuer}/oauth/revoke`, body('rt-of-nobody'))).status).toBe(200);
  });

  test('takes JSON only', async () => {
    const sim = await s.start();
    expect((await s.postForm(`${sim.issuer}/oauth/revoke`, body('rt'))).status).toBe(400);
  });
});
