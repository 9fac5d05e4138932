import { describe, expect, test } from 'vitest';
import { FAULTS, type FaultName, type Simulator } from '../../simulator/simulator.ts';
import * as s from './support.ts';

function ask(sim: Simulator): Promise<Response> {
  return s.postJson(`${sim.backendUrl}/codex/responses`, s.classic(), s.signedIn(sim));
}

test('every fault says in one sentence what it means', () => {
  for (const [name, fault] of Object.entries(FAULTS)) {
    expect(fault.meaning, name).toMatch(/^[A-Z].*(?:\.|\))\.?$/);
    expect(fault.act === 'reply', name).toBe('reply' in fault);
  }
});

describe('a refused question', () => {
  test.each<[FaultName, number, Record<string, string>, unknown]>([
    ['responses.400', 400, {}, { detail: expect.any(String) }],
    ['responses.401', 401, {}, { error: { code: 'token_invalidated' } }],
    ['responses.402', 402, {}, {}],
    ['responses.403', 403, {}, {}],
    ['responses.404', 404, {}, { detail: expect.stringContaining('Model not found') }],
    ['responses.404.usage_limit', 404, {}, { error: { type: 'usage_limit_reached' } }],
    ['responses.413', 413, {}, {}],
    [
      'responses.429.usage_limit',
      429,
      {},
      { error: { type: 'usage_limit_reached', plan_type: 'plus', resets_in_seconds: 7200 } },
    ],
    ['responses.429.usage_not_included', 429, {}, { error: { type: 'usage_not_included' } }],
    ['responses.429.plain', 429, {}, { error: { code: 'rate_limit_exceeded' } }],
    ['responses.429.retry_after', 429, { 'retry-after': '1' }, { error: {} }],
    ['responses.500', 500, {}, { error: { code: 'server_error' } }],
    ['responses.503', 503, {}, {}],
    ['responses.503.overloaded', 503, {}, { error: { code: 'server_is_overloaded' } }],
  ])('by %s gets %i', async (name, status, headers, body) => {
    const sim = await s.start();
    sim.fault(name, { times: 1 });
    const answer = await ask(sim);
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(answer.headers)).toMatchObject(headers);
    expect(await s.jsonOf(answer)).toMatchObject(body as object);
    expect((await ask(sim)).status).toBe(200);
  });

  test('without retry-after has none', async () => {
    const sim = await s.start();
    sim.fault('responses.429.plain');
    expect((await ask(sim)).headers.get('retry-after')).toBeNull();
  });

  test('by a challenge page gets HTML', async () => {
    const sim = await s.start();
    sim.fault('responses.403.cloudflare');
    const answer = await ask(sim);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('cf-mitigated')).toBe('challenge');
    expect(answer.headers.get('cf-ray')).toBeTruthy();
    expect(answer.headers.get('content-type')).toContain('text/html');
  });

  test('by a dropped socket gets nothing', async () => {
    const sim = await s.start();
    sim.fault('responses.drop', { times: 1 });
    await expect(ask(sim)).rejects.toThrow();
  });
});

describe('an armed fault', () => {
  test('bites as often as told, after as many as told', async () => {
    const sim = await s.start();
    sim.fault('responses.500', { times: 2, skip: 1 });
    const statuses: number[] = [];
    for (let round = 0; round < 4; round += 1) statuses.push((await ask(sim)).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
  });

  test('bites until it is cleared when no number is given', async () => {
    const sim = await s.start();
    sim.fault('responses.500');
    expect([(await ask(sim)).status, (await ask(sim)).status]).toEqual([500, 500]);
    sim.clearFaults();
    expect((await ask(sim)).status).toBe(200);
  });

  test('waits its turn behind one of the same endpoint', async () => {
    const sim = await s.start();
    sim.fault('responses.500', { times: 1 });
    sim.fault('responses.503', { times: 1 });
    expect([(await ask(sim)).status, (await ask(sim)).status, (await ask(sim)).status]).toEqual([
      500, 503, 200,
    ]);
  });

  test('leaves other endpoints alone', async () => {
    const sim = await s.start();
    sim.fault('responses.500');
    expect((await fetch(`${sim.backendUrl}/wham/usage`, { headers: s.signedIn(sim) })).status).toBe(200);
  });

  test('can take its time', async () => {
    const sim = await s.start();
    sim.fault('responses.500', { times: 1, delayMs: 60 });
    const started = performance.now();
    await ask(sim);
    expect(performance.now() - started).toBeGreaterThanOrEqual(55);
  });

  test('is named in the log', async () => {
    const sim = await s.start();
    sim.fault('responses.500', { times: 1 });
    await ask(sim);
    expect(sim.requests('POST', '/backend-api/codex/responses')).toMatchObject([
      { fault: 'responses.500', status: 500 },
    ]);
  });
});

test('a clock that is off shows in Date headers and in new tokens', async () => {
  const sim = await s.start();
  sim.fault('clock.skew', { params: { seconds: -86_400 } });
  const claims = s.claimsOf(sim.mintTokens().accessToken);
  const answer = await fetch(`${sim.url}/nothing`);
  const date = Date.parse(answer.headers.get('date') ?? '');
  expect(Date.now() - date).toBeGreaterThan(86_000_000);
  expect(Number(claims['iat']) * 1000).toBeLessThan(Date.now() - 86_000_000);
});
