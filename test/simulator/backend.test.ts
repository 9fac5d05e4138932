import { describe, expect, test } from 'vitest';
import type { FaultName, Simulator } from '../../simulator/simulator.ts';
import * as s from './support.ts';

const MODELS = '/codex/models?client_version=0.169.0';
const KEY = { authorization: 'Bearer sk-sim-0001' };

async function slugs(sim: Simulator, version: string): Promise<readonly string[]> {
  const answer = await s.get(sim, `/codex/models?client_version=${version}`, s.signedIn(sim));
  const { models } = (await s.jsonOf(answer)) as { models: { slug: string }[] };
  return models.map((model) => model.slug);
}

test.each([MODELS, '/wham/usage', '/wham/accounts/check', '/wham/config/bundle'])(
  '%s answers a good token with its account, and nothing else',
  async (path) => {
    const sim = await s.start();
    const good = s.signedIn(sim);
    const account = { 'chatgpt-account-id': 'acc-sim-0001' };
    const expired = sim.mintTokens({ accessTtlSeconds: 10 });
    sim.advance(11);
    const revoked = sim.mintTokens();
    sim.revoke(revoked.accessToken);
    const statuses = await Promise.all(
      [
        good,
        { ...account, authorization: 'Bearer at-sim-0001' },
        account,
        { ...account, authorization: 'Bearer unknown' },
        { ...account, authorization: `Bearer ${expired.accessToken}` },
        { ...account, authorization: `Bearer ${revoked.accessToken}` },
        { ...account, ...KEY },
        { authorization: good['authorization'] ?? '' },
        { ...good, 'chatgpt-account-id': 'acc-sim-0002' },
      ].map(async (headers) => (await s.get(sim, path, headers)).status),
    );
    expect(statuses).toEqual([200, 200, 401, 401, 401, 401, 401, 403, 403]);
  },
);

describe('the catalogue', () => {
  test('has twelve models, of which gpt-6.1-sol comes first and only gpt-5.5 is classic', async () => {
    const sim = await s.start();
    const { models } = (await s.jsonOf(await s.get(sim, MODELS, s.signedIn(sim)))) as {
      models: { slug: string; visibility: string; priority: number; use_responses_lite: boolean }[];
    };
    expect(models).toHaveLength(12);
    const listed = models.filter((model) => model.visibility === 'list');
    expect(listed.toSorted((a, b) => a.priority - b.priority)[0]?.slug).toBe('gpt-6.1-sol');
    expect(models.filter((m) => !m.use_responses_lite).map((m) => m.slug)).toEqual(['gpt-5.5']);
  });

  test('hides what the client is too old for, and wants to know the version', async () => {
    const sim = await s.start();
    expect(await slugs(sim, '0.153.0')).toContain('gpt-6-astra');
    expect(await slugs(sim, '0.152.9')).not.toContain('gpt-6-astra');
    expect(await slugs(sim, '0.20.0')).toEqual([]);
    for (const path of ['/codex/models', '/codex/models?client_version=new'])
      expect((await s.get(sim, path, s.signedIn(sim))).status).toBe(400);
  });

  test('is not sent again to a client that has it, until its ETag changes', async () => {
    const sim = await s.start();
    const etag = (await s.get(sim, MODELS, s.signedIn(sim))).headers.get('etag') ?? '';
    const cached = { ...s.signedIn(sim), 'if-none-match': etag };
    expect((await s.get(sim, MODELS, cached)).status).toBe(304);
    sim.fault('models.etag_change', { times: 1 });
    const changed = await s.get(sim, MODELS, cached);
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });
});

test('usage tells windows whose end comes nearer, and when a limit is reached', async () => {
  const sim = await s.start();
  const read = async () => {
    const body = await s.jsonOf(await s.get(sim, '/wham/usage', s.signedIn(sim)));
    return body['rate_limit'] as { allowed: boolean; primary_window: Record<string, number> };
  };
  const { primary_window: first } = await read();
  expect(first).toMatchObject({ used_percent: 12, limit_window_seconds: 18_000 });
  sim.advance(60);
  const { primary_window: later } = await read();
  expect(later['reset_at']).toBe(first['reset_at']);
  expect(Number(first['reset_after_seconds']) - Number(later['reset_after_seconds'])).toBeGreaterThanOrEqual(
    60,
  );
  sim.setLimits({ primary: { usedPercent: 100, windowMinutes: 300, resetAfterSeconds: 60 } });
  expect(await read()).toMatchObject({ allowed: false, limit_reached: true });
});

test('the accounts of the user are listed, with their routing', async () => {
  const eu = {
    id: 'ws-eu',
    workspaceName: 'Acme',
    backendOrigin: 'https://us.example.com',
    routingOverride: 'us',
  };
  const sim = await s.start({ accounts: [{}, eu] });
  const answer = await s.get(sim, '/wham/accounts/check', s.signedIn(sim, 'ws-eu'));
  expect(await s.jsonOf(answer)).toMatchObject({
    accounts: [
      { id: 'acc-sim-0001', structure: 'personal', workspace_backend_origin: 'NO_CONSTRAINT' },
      { id: 'ws-eu', structure: 'workspace', account_routing_override: 'us' },
    ],
    account_ordering: ['acc-sim-0001', 'ws-eu'],
    default_account_id: 'ws-eu',
  });
});

test('scripts meet a challenge page, when configured so', async () => {
  const sim = await s.start({ challengeScripts: true });
  const answer = await s.get(sim, '/wham/usage', { ...s.signedIn(sim), 'user-agent': 'node' });
  expect([answer.status, answer.headers.get('cf-mitigated')]).toEqual([403, 'challenge']);
  expect((await s.get(sim, '/wham/usage', s.signedIn(sim))).status).toBe(200);
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
    ['responses.429.usage_limit', 429, {}, { error: { plan_type: 'plus', resets_in_seconds: 7200 } }],
    ['responses.429.usage_not_included', 429, {}, { error: { type: 'usage_not_included' } }],
    ['responses.429.plain', 429, {}, { error: { code: 'rate_limit_exceeded' } }],
    ['responses.429.retry_after', 429, { 'retry-after': '1' }, { error: {} }],
    ['responses.500', 500, {}, { error: { code: 'server_error' } }],
    ['responses.503', 503, {}, {}],
    ['responses.503.overloaded', 503, {}, { error: { code: 'server_is_overloaded' } }],
  ])('by %s gets %i once, and is named in the log', async (name, status, headers, body) => {
    const sim = await s.start();
    sim.fault(name, { times: 1 });
    const answer = await s.ask(sim);
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(answer.headers)).toMatchObject(headers);
    expect(answer.headers.has('retry-after')).toBe('retry-after' in headers);
    expect(await s.jsonOf(answer)).toMatchObject(body as object);
    expect((await s.ask(sim)).status).toBe(200);
    expect(sim.log).toMatchObject([
      { fault: name, status },
      { fault: null, status: 200 },
    ]);
  });

  test('by a challenge page gets HTML, by a dropped socket nothing', async () => {
    const sim = await s.start();
    sim.fault('responses.403.cloudflare', { times: 1 });
    sim.fault('responses.drop', { times: 1 });
    const { status, headers } = await s.ask(sim);
    expect([status, headers.get('cf-mitigated'), headers.has('cf-ray')]).toEqual([403, 'challenge', true]);
    expect(headers.get('content-type')).toContain('text/html');
    await expect(s.ask(sim)).rejects.toThrow();
  });
});

describe('an armed fault', () => {
  const statuses = async (sim: Simulator, count: number): Promise<readonly number[]> => {
    const found: number[] = [];
    while (found.length < count) found.push((await s.ask(sim)).status);
    return found;
  };

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
    expect((await s.get(sim, '/wham/usage', s.signedIn(sim))).status).toBe(200);
    sim.clearFaults();
    expect(await statuses(sim, 1)).toEqual([200]);
  });

  test('of the clock shows in Date headers and in new tokens', async () => {
    const sim = await s.start();
    sim.fault('clock.skew', { params: { seconds: -86_400 } });
    const { headers } = await fetch(`${sim.url}/nothing`);
    expect(Date.now() - Date.parse(headers.get('date') ?? '')).toBeGreaterThan(86_000_000);
    const { iat } = s.claimsOf(sim.mintTokens().accessToken);
    expect(Number(iat) * 1000).toBeLessThan(Date.now() - 86_000_000);
  });
});

describe('the API key route', () => {
  const post = (sim: Simulator, body: unknown, headers: Record<string, string> = KEY) =>
    s.postJson(`${sim.apiUrl}/responses`, body, headers);

  test('lists models as the public API does', async () => {
    const sim = await s.start();
    const body = await s.jsonOf(await fetch(`${sim.apiUrl}/models`, { headers: KEY }));
    expect(body).toMatchObject({
      object: 'list',
      data: expect.arrayContaining([expect.objectContaining({ id: 'gpt-5.5' })]),
    });
  });

  test('streams, or answers in one piece, and takes what the plan does not', async () => {
    const sim = await s.start();
    const question = { model: 'gpt-6.1-sol', input: 'Hi there', stream: true };
    const events = s.eventsOf(await (await post(sim, question)).text());
    expect(s.textOf(events)).toContain('Hi there');
    expect(events.at(-1)?.['response']).toMatchObject({
      output: [{ type: 'reasoning' }, { type: 'message' }],
    });
    const input = [{ role: 'system', content: 'Be brief.' }, s.userMessage('Hi')];
    const whole = await post(sim, { model: 'gpt-5.5', input, temperature: 0.2 });
    expect(await s.jsonOf(whole)).toMatchObject({ object: 'response', status: 'completed' });
  });

  test.each<[string, unknown, Record<string, string>, number, string | null]>([
    ['no key', {}, {}, 401, null],
    ['a wrong key', {}, { authorization: 'Bearer sk-wrong' }, 401, 'invalid_api_key'],
    ['an unknown model', { model: 'gpt-1', input: 'x' }, KEY, 404, 'model_not_found'],
    ['no input', { model: 'gpt-5.5' }, KEY, 400, 'missing_required_parameter'],
    ['a temperature of 3', { model: 'gpt-5.5', input: 'x', temperature: 3 }, KEY, 400, 'invalid_value'],
  ])('refuses %s', async (_name, body, headers, status, code) => {
    const answer = await post(await s.start(), body, headers);
    expect([answer.status, await s.jsonOf(answer)]).toMatchObject([status, { error: { code } }]);
  });
});
