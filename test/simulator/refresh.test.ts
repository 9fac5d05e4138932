import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import * as s from './support.ts';

async function codeOf(response: Response): Promise<unknown> {
  return ((await s.jsonOf(response))['error'] as Record<string, unknown>)['code'];
}

function usage(sim: Simulator, accessToken: string): Promise<Response> {
  return fetch(`${sim.backendUrl}/wham/usage`, {
    headers: { authorization: `Bearer ${accessToken}`, 'chatgpt-account-id': 'acc-sim-0001' },
  });
}

test('a refresh rotates the token and leaves the old access token alive', async () => {
  const sim = await s.start();
  const set = sim.mintTokens();
  const answer = await s.refreshWith(sim, set.refreshToken);
  const tokens = await s.jsonOf(answer);
  expect(answer.status).toBe(200);
  expect(tokens['refresh_token']).not.toBe(set.refreshToken);
  expect((await usage(sim, String(tokens['access_token']))).status).toBe(200);
  expect((await usage(sim, set.accessToken)).status).toBe(200);
  expect((await s.refreshWith(sim, String(tokens['refresh_token']))).status).toBe(200);
  expect(sim.state.families).toMatchObject([{ refreshes: 2, reuseAttempts: 0 }]);
});

describe('a refresh token', () => {
  test('that was used is refused, and counted', async () => {
    const sim = await s.start();
    const { refreshToken } = sim.mintTokens();
    const next = String((await s.jsonOf(await s.refreshWith(sim, refreshToken)))['refresh_token']);
    const again = await s.refreshWith(sim, refreshToken);
    expect(again.status).toBe(401);
    expect(await codeOf(again)).toBe('refresh_token_reused');
    expect(sim.state.families).toMatchObject([{ refreshes: 1, reuseAttempts: 1, revoked: false }]);
    expect((await s.refreshWith(sim, next)).status).toBe(200);
  });

  test('that was used can end its family, when configured so', async () => {
    const sim = await s.start({ revokeFamilyOnReuse: true });
    const { refreshToken } = sim.mintTokens();
    const next = String((await s.jsonOf(await s.refreshWith(sim, refreshToken)))['refresh_token']);
    await s.refreshWith(sim, refreshToken);
    expect(await codeOf(await s.refreshWith(sim, next))).toBe('refresh_token_invalidated');
  });

  test('posted by many at once is good for exactly one', async () => {
    const sim = await s.start();
    const { refreshToken } = sim.mintTokens();
    const answers = await Promise.all(Array.from({ length: 20 }, () => s.refreshWith(sim, refreshToken)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(sim.state.families).toMatchObject([{ refreshes: 1, reuseAttempts: 19 }]);
    expect(sim.requests('POST', '/oauth/token')).toHaveLength(20);
  });

  test('that has expired is refused', async () => {
    const sim = await s.start();
    const { refreshToken } = sim.mintTokens({ refreshTtlSeconds: 100 });
    sim.advance(101);
    expect(await codeOf(await s.refreshWith(sim, refreshToken))).toBe('refresh_token_expired');
  });

  test('of a revoked family is refused', async () => {
    const sim = await s.start();
    const set = sim.mintTokens();
    expect(sim.revoke(set.familyId)).toBe(true);
    expect(await codeOf(await s.refreshWith(sim, set.refreshToken))).toBe('refresh_token_invalidated');
  });

  test('that nobody issued is refused with a code of its own', async () => {
    const sim = await s.start();
    const answer = await s.refreshWith(sim, 'rt-of-nobody');
    expect(answer.status).toBe(401);
    expect(await codeOf(answer)).toBe('refresh_token_not_found');
  });

  test('of another client is refused', async () => {
    const sim = await s.start({ clientIds: [s.CLIENT, 'app_other'] });
    const answer = await s.refreshWith(sim, sim.mintTokens({ clientId: 'app_other' }).refreshToken);
    expect(await s.jsonOf(answer)).toMatchObject({ error: 'invalid_grant' });
  });

  test('is not taken as a form, and is not spent by it', async () => {
    const sim = await s.start();
    const { refreshToken } = sim.mintTokens();
    const form = { grant_type: 'refresh_token', client_id: s.CLIENT, refresh_token: refreshToken };
    expect((await s.postForm(`${sim.issuer}/oauth/token`, form)).status).toBe(400);
    expect((await s.refreshWith(sim, refreshToken)).status).toBe(200);
  });
});

test('a token minted nearly expired is followed by one of the usual length', async () => {
  const sim = await s.start();
  const set = sim.mintTokens({ accessTtlSeconds: 5 });
  expect(set.expiresAt - sim.now()).toBeLessThanOrEqual(5);
  expect(await s.jsonOf(await s.refreshWith(sim, set.refreshToken))).toMatchObject({ expires_in: 3600 });
});

describe('refresh faults', () => {
  test.each([
    ['refresh.reused', 401, 'refresh_token_reused'],
    ['refresh.expired', 401, 'refresh_token_expired'],
    ['refresh.revoked', 401, 'refresh_token_invalidated'],
    ['refresh.500', 500, 'server_error'],
  ] as const)('%s answers %i and spends nothing', async (name, status, code) => {
    const sim = await s.start();
    const { refreshToken } = sim.mintTokens();
    sim.fault(name, { times: 1 });
    const answer = await s.refreshWith(sim, refreshToken);
    expect(answer.status).toBe(status);
    expect(await codeOf(answer)).toBe(code);
    expect((await s.refreshWith(sim, refreshToken)).status).toBe(200);
  });

  test('refresh.drop rotates and loses the answer', async () => {
    const sim = await s.start();
    const { refreshToken } = sim.mintTokens();
    sim.fault('refresh.drop', { times: 1 });
    await expect(s.refreshWith(sim, refreshToken)).rejects.toThrow();
    expect(sim.state.families).toMatchObject([{ refreshes: 1 }]);
    expect(await codeOf(await s.refreshWith(sim, refreshToken))).toBe('refresh_token_reused');
  });

  test('refresh.drop_before loses the request and spends nothing', async () => {
    const sim = await s.start();
    const { refreshToken } = sim.mintTokens();
    sim.fault('refresh.drop_before', { times: 1 });
    await expect(s.refreshWith(sim, refreshToken)).rejects.toThrow();
    expect((await s.refreshWith(sim, refreshToken)).status).toBe(200);
  });

  test('refresh.hang leaves the client to its patience', async () => {
    const sim = await s.start();
    sim.fault('refresh.hang');
    const request = fetch(`${sim.issuer}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ grant_type: 'refresh_token' }),
      signal: AbortSignal.timeout(100),
    });
    await expect(request).rejects.toThrow('timeout');
    expect(sim.requests('POST', '/oauth/token')).toMatchObject([{ status: null, fault: 'refresh.hang' }]);
  });

  test('refresh.slow has rotated before it answers', async () => {
    const sim = await s.start();
    const { refreshToken } = sim.mintTokens();
    sim.fault('refresh.slow', { times: 1, params: { delayMs: 80 } });
    const answer = s.refreshWith(sim, refreshToken);
    await expect.poll(() => sim.state.families[0]?.refreshes, { interval: 5 }).toBe(1);
    expect((await answer).status).toBe(200);
  });

  test('refresh.access_only gives a new access token and keeps the refresh token', async () => {
    const sim = await s.start();
    const { refreshToken } = sim.mintTokens();
    sim.fault('refresh.access_only', { times: 1 });
    expect(Object.keys(await s.jsonOf(await s.refreshWith(sim, refreshToken))).toSorted()).toEqual([
      'access_token',
      'expires_in',
      'token_type',
    ]);
    expect((await s.refreshWith(sim, refreshToken)).status).toBe(200);
  });
});
