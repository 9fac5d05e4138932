import { describe, expect, test } from 'vitest';
import * as s from './support.ts';

async function codeOf(response: Response): Promise<unknown> {
  return ((await s.jsonOf(response))['error'] as Record<string, unknown>)['code'];
}

test('a refresh rotates the token, lives as long as usual, and leaves the old access token alive', async () => {
  const sim = await s.start();
  const set = sim.mintTokens({ accessTtlSeconds: 50 });
  const tokens = await s.jsonOf(await s.refreshWith(sim, set.refreshToken));
  expect(tokens['refresh_token']).not.toBe(set.refreshToken);
  expect(tokens).toMatchObject({ expires_in: 3600 });
  for (const token of [set.accessToken, String(tokens['access_token'])]) {
    const headers = { authorization: `Bearer ${token}`, 'chatgpt-account-id': 'acc-sim-0001' };
    expect((await s.get(sim, '/wham/usage', headers)).status).toBe(200);
  }
  expect((await s.refreshWith(sim, String(tokens['refresh_token']))).status).toBe(200);
  expect(sim.state.families).toMatchObject([{ refreshes: 2, reuseAttempts: 0 }]);
});

describe('a refresh token', () => {
  test.each([
    [false, 200],
    [true, 401],
  ])('that was used is refused; its family ends where so configured: %s', async (ends, status) => {
    const sim = await s.start({ revokeFamilyOnReuse: ends });
    const { refreshToken } = sim.mintTokens();
    const next = String((await s.jsonOf(await s.refreshWith(sim, refreshToken)))['refresh_token']);
    expect(await codeOf(await s.refreshWith(sim, refreshToken))).toBe('refresh_token_reused');
    expect(sim.state.families).toMatchObject([{ reuseAttempts: 1, revoked: ends }]);
    expect((await s.refreshWith(sim, next)).status).toBe(status);
  });

  test('posted by many at once is good for exactly one', async () => {
    const sim = await s.start();
    const { refreshToken } = sim.mintTokens();
    const answers = await Promise.all(Array.from({ length: 20 }, () => s.refreshWith(sim, refreshToken)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(sim.state.families).toMatchObject([{ refreshes: 1, reuseAttempts: 19 }]);
    expect(sim.requests('POST', '/oauth/token')).toHaveLength(20);
  });

  test('that is expired, revoked, unknown or of another client is refused by name', async () => {
    const sim = await s.start({ clientIds: [s.CLIENT, 'app_other'] });
    const revoked = sim.mintTokens();
    expect(sim.revoke(revoked.familyId)).toBe(true);
    expect(await codeOf(await s.refreshWith(sim, revoked.refreshToken))).toBe('refresh_token_invalidated');
    expect(await codeOf(await s.refreshWith(sim, 'rt-unknown'))).toBe('refresh_token_not_found');
    const foreign = await s.refreshWith(sim, sim.mintTokens({ clientId: 'app_other' }).refreshToken);
    expect(await s.jsonOf(foreign)).toMatchObject({ error: 'invalid_grant' });
    const { refreshToken } = sim.mintTokens({ refreshTtlSeconds: 100 });
    sim.advance(101);
    expect(await codeOf(await s.refreshWith(sim, refreshToken))).toBe('refresh_token_expired');
  });

  test('is not taken as a form, and is not spent by it', async () => {
    const sim = await s.start();
    const { refreshToken } = sim.mintTokens();
    const form = { grant_type: 'refresh_token', client_id: s.CLIENT, refresh_token: refreshToken };
    expect((await s.postForm(`${sim.issuer}/oauth/token`, form)).status).toBe(400);
    expect((await s.refreshWith(sim, refreshToken)).status).toBe(200);
  });
});

describe('the fault', () => {
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
    expect([answer.status, await codeOf(answer)]).toEqual([status, code]);
    expect((await s.refreshWith(sim, refreshToken)).status).toBe(200);
  });

  test.each([
    ['refresh.drop', 1, 401],
    ['refresh.drop_before', 0, 200],
  ] as const)('%s loses the answer after %i rotations', async (name, refreshes, status) => {
    const sim = await s.start();
    const { refreshToken } = sim.mintTokens();
    sim.fault(name, { times: 1 });
    await expect(s.refreshWith(sim, refreshToken)).rejects.toThrow();
    expect(sim.state.families).toMatchObject([{ refreshes }]);
    expect((await s.refreshWith(sim, refreshToken)).status).toBe(status);
  });
});
