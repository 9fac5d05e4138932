import { describe, expect, test } from 'vitest';
import type { FaultName, Simulator } from '../../simulator/simulator.ts';
import * as s from './support.ts';

const KEY = { authorization: 'Bearer sk-sim-0001' };

test.each([
  '/codex/models?client_version=0.169.0',
  '/wham/usage',
  '/wham/accounts/check',
  '/wham/config/bundle',
])('%s answers a good token with its account, and nothing else', async (path) => {
  const sim = await s.start();
  const account = { 'chatgpt-account-id': 'acc-sim-0001' };
  const expired = sim.mintTokens({ accessTtlSeconds: 10 });
  sim.advance(11);
  const good = s.signedIn(sim);
  const revoked = sim.mintTokens();
  sim.revoke(revoked.accessToken);
  const statuses = [
    good,
    { ...account, authorization: 'Bearer at-sim-0001' },
    account,
    { ...account, authorization: 'Bearer unknown' },
    { ...account, authorization: `Bearer ${expired.accessToken}` },
    { ...account, authorization: `Bearer ${revoked.accessToken}` },
    { ...account, ...KEY },
    { authorization: good['authorization'] ?? '' },
    { ...good, 'chatgpt-account-id': 'acc-sim-0002' },
  ].map(async (headers) => (await s.get(sim, path, headers)).status);
  expect(await Promise.all(statuses)).toEqual([200, 200, 401, 401, 401, 401, 401, 403, 403]);
});

test('the catalogue hides what the client is too old for, and wants to know the version', async () => {
  const sim = await s.start();
  const slugs = async (version: string): Promise<readonly string[]> => {
    const answer = await s.jsonOf(await s.get(sim, `/codex/models?client_version=${version}`));
    return (answer['models'] as { slug: string }[]).map((model) => model.slug);
  };
  expect(await slugs('0.169.0')).toHaveLength(12);
  expect(await slugs('0.153.0')).toContain('gpt-6-astra');
  expect(await slugs('0.152.9')).not.toContain('gpt-6-astra');
  expect(await slugs('0.20.0')).toEqual([]);
  expect((await s.get(sim, '/codex/models')).status).toBe(400);
  expect((await s.get(sim, '/codex/models?client_version=new')).status).toBe(400);
});

describe('a fault', () => {
  const statuses = async (sim: Simulator, count: number): Promise<readonly number[]> => {
    const found: number[] = [];
    while (found.length < count) found.push((await s.ask(sim, s.CLASSIC)).status);
    return found;
  };

  test.each<[FaultName, number, Record<string, string>, unknown]>([
    ['responses.400', 400, {}, { detail: expect.any(String) }],
    ['responses.401', 401, {}, { error: { code: 'token_invalidated' } }],
    ['responses.402', 402, {}, {}],
    ['responses.403', 403, {}, {}],
    ['responses.404', 404, {}, { detail: expect.stringContaining('Model not found') }],
    ['responses.404.usage_limit', 404, {}, { error: { type: 'usage_limit_reached' } }],
    ['responses.413', 413, {}, {}],
    ['responses.429.usage_limit', 429, {}, { error: { plan_type: 'plus', resets_in_seconds: 7200 } }],
    ['responses.429.usage_not_included', 429, {}, { error: { type: 'usage_not_included' } }],
    ['responses.429.plain', 429, {}, { error: { code: 'rate_limit_exceeded' } }],
    ['responses.429.retry_after', 429, { 'retry-after': '1' }, { error: {} }],
    ['responses.500', 500, {}, { error: { code: 'server_error' } }],
    ['responses.503', 503, {}, {}],
    ['responses.503.overloaded', 503, {}, { error: { code: 'server_is_overloaded' } }],
  ])('%s answers %i once, and is named in the log', async (name, status, headers, body) => {
    const sim = await s.start();
    sim.fault(name, { times: 1 });
    const answer = await s.ask(sim, s.CLASSIC);
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(answer.headers)).toMatchObject(headers);
    expect(answer.headers.has('retry-after')).toBe('retry-after' in headers);
    expect(await s.jsonOf(answer)).toMatchObject(body as object);
    expect(await statuses(sim, 1)).toEqual([200]);
    expect(sim.log).toMatchObject([
      { fault: name, status },
      { fault: null, status: 200 },
    ]);
  });

  test('may be a page of HTML, or a socket that closes', async () => {
    const sim = await s.start();
    sim.fault('responses.403.cloudflare', { times: 1 });
    sim.fault('responses.drop', { times: 1 });
    const { status, headers } = await s.ask(sim, s.CLASSIC);
    expect([status, headers.get('cf-mitigated'), headers.has('cf-ray')]).toEqual([403, 'challenge', true]);
    expect(headers.get('content-type')).toContain('text/html');
    await expect(s.ask(sim, s.CLASSIC)).rejects.toThrow();
  });

  test('bites as often as told, after as many as told, then the next one of its endpoint', async () => {
    const sim = await s.start();
    sim.fault('responses.500', { times: 2, skip: 1 });
    sim.fault('responses.503', { times: 1, skip: 1, delayMs: 60 });
    const started = performance.now();
    expect(await statuses(sim, 5)).toEqual([200, 500, 500, 503, 200]);
    expect(performance.now() - started).toBeGreaterThanOrEqual(55);
  });

  test('bites until it is cleared, and leaves other endpoints alone', async () => {
    const sim = await s.start();
    sim.fault('responses.500');
    expect(await statuses(sim, 2)).toEqual([500, 500]);
    expect((await s.get(sim, '/wham/usage')).status).toBe(200);
    sim.clearFaults();
    expect(await statuses(sim, 1)).toEqual([200]);
  });
});

test.each<[string, unknown, Record<string, string>, number, string | null]>([
  ['no key', {}, {}, 401, null],
  ['a wrong key', {}, { authorization: 'Bearer sk-wrong' }, 401, 'invalid_api_key'],
  ['an unknown model', { model: 'gpt-1', input: 'x' }, KEY, 404, 'model_not_found'],
  ['no input', { model: 'gpt-5.5' }, KEY, 400, 'missing_required_parameter'],
  ['a temperature of 3', { model: 'gpt-5.5', input: 'x', temperature: 3 }, KEY, 400, 'invalid_value'],
])('the API key route refuses %s', async (_name, body, headers, status, code) => {
  const sim = await s.start();
  const answer = await s.postJson(`${sim.apiUrl}/responses`, body, headers);
  expect([answer.status, await s.jsonOf(answer)]).toMatchObject([status, { error: { code } }]);
  const fine = { model: 'gpt-5.5', input: [{ role: 'system', content: 'x' }], temperature: 0.2 };
  expect((await s.postJson(`${sim.apiUrl}/responses`, fine, KEY)).status).toBe(200);
});
