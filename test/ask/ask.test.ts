import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import type { FaultName } from '../../simulator/simulator.ts';
import type { AskDeps } from '../../src/ask/ask.ts';
import { endWithTest, listening } from '../support/tls.ts';
import { refusal } from '../threads/support/store.ts';
import { asker, RESPONSES, simulate } from './asker.ts';

test('an answer arrives whole, with everything that is known about it', async () => {
  const simulator = await simulate();
  const a = await asker(simulator);
  const answer = await a.ask();
  expect(answer).toMatchObject({
    cutShort: undefined,
    model: 'gpt-6.1-sol',
    effort: 'low',
    retries: 0,
    source: 'login',
    notes: [],
    requestId: expect.stringMatching(/^req-sim-/) as string,
    limits: { windows: [{ usedPercent: 12, windowMinutes: 300 }, { usedPercent: 55 }] },
  });
  expect(answer.text).toContain('monad');
  expect(a.texts.join('')).toBe(answer.text);
  expect(a.limits).toHaveLength(1);
  expect(a.progress.map((p) => p.phase)).toEqual(
    expect.arrayContaining(['signing in', 'sending', 'thinking', 'writing']),
  );
});

/** docs/wire.md 7.2: how often each refusal is asked, and after which pauses. Ours deviates where it says why. */
const MATRIX: readonly (readonly [
  fault: FaultName,
  requests: number,
  code: string,
  waits: readonly number[],
])[] = [
  ['stream.failed.context_length_exceeded', 1, 'query.context', []],
  ['stream.failed.insufficient_quota', 1, 'limit.quota', []],
  ['stream.failed.usage_not_included', 1, 'limit.not_included', []],
  ['stream.failed.invalid_prompt', 1, 'backend.invalid_prompt', []],
  ['stream.failed.cyber_policy', 1, 'backend.cyber_policy', []],
  ['stream.failed.bio_policy', 1, 'backend.bio_policy', []],
  ['stream.failed.server_is_overloaded', 1, 'backend.capacity', []],
  ['stream.failed.slow_down', 6, 'limit.rate', [200, 400, 800, 1600, 3200]],
  ['stream.failed.rate_limit_exceeded', 6, 'limit.rate', [1300, 1300, 1300, 1300, 1300]],
  ['stream.failed.server_error', 6, 'backend.failed', [200, 400, 800, 1600, 3200]],
  ['stream.failed.unknown', 6, 'backend.failed', [200, 400, 800, 1600, 3200]],
  // The window will not have reset by then.
  ['stream.failed.usage_limit_reached', 1, 'limit.usage', []],
  ['stream.error_event', 6, 'backend.failed', [200, 400, 800, 1600, 3200]],
  ['stream.cut_before_delta', 6, 'stream.cut', [200, 400, 800, 1600, 3200]],
  ['responses.400', 1, 'backend.protocol', []],
  // Nothing of these changes within seconds.
  ['responses.402', 1, 'limit.payment', []],
  ['responses.403', 1, 'backend.forbidden', []],
  ['responses.403.cloudflare', 1, 'network.blocked', []],
  ['responses.404.usage_limit', 1, 'limit.usage', []],
  ['responses.413', 1, 'query.too_large', []],
  ['responses.429.usage_limit', 1, 'limit.usage', []],
  ['responses.429.usage_not_included', 1, 'limit.not_included', []],
  ['responses.429.plain', 1, 'limit.rate', []],
  ['responses.429.retry_after', 6, 'limit.rate', [1000, 1000, 1000, 1000, 1000]],
  // Thirty requests for one outage help nobody.
  ['responses.500', 5, 'backend.unavailable', [200, 400, 800, 1600]],
  ['responses.502', 5, 'backend.unavailable', [200, 400, 800, 1600]],
  ['responses.503', 5, 'backend.unavailable', [200, 400, 800, 1600]],
  ['responses.503.overloaded', 5, 'backend.capacity', [200, 400, 800, 1600]],
  ['responses.drop', 5, 'network.connection', [200, 400, 800, 1600]],
];

test.each(MATRIX)('%s is asked %i times and ends in %s', async (fault, requests, code, waits) => {
  const simulator = await simulate();
  simulator.fault(fault);
  const a = await asker(simulator);
  const error = await refusal(a.ask());
  expect(error.code).toBe(code);
  expect(simulator.requests('POST', RESPONSES)).toHaveLength(requests);
  expect(a.waits).toEqual(waits);
  expect(a.texts).toEqual([]);
});

test.each<[FaultName, number]>([
  ['responses.503', 2],
  ['responses.drop', 1],
  ['stream.cut_before_delta', 3],
  ['stream.failed.rate_limit_exceeded', 1],
  ['stream.incomplete.content_filter', 1],
])(
  'after %s, %i times, the answer comes once and says how often it was asked again',
  async (fault, times) => {
    const simulator = await simulate();
    simulator.fault(fault, { times, params: { after: 0 } });
    const a = await asker(simulator);
    const answer = await a.ask();
    expect(answer).toMatchObject({ retries: times, cutShort: undefined });
    expect(a.texts.join('')).toBe(answer.text);
    expect(a.progress.filter((p) => p.phase === 'retrying').map((p) => p.thought)[0]).toMatch(/^in \d+ s: /);
  },
);

test.each<[FaultName, string]>([
  ['stream.cut', 'stream.cut'],
  ['stream.end_early', 'stream.cut'],
  ['stream.stall', 'stream.idle'],
  ['stream.incomplete.max_output_tokens', 'backend.max_output'],
  ['stream.incomplete.content_filter', 'backend.filtered'],
  ['stream.failed.server_error', 'backend.failed'],
  ['stream.failed.rate_limit_exceeded', 'limit.rate'],
  ['stream.error_event', 'backend.failed'],
])(
  'once something of the answer was shown, %s ends it: what came is kept and marked, and not asked again',
  async (fault, code) => {
    const simulator = await simulate();
    simulator.fault(fault, { params: { after: 3 } });
    const a = await asker(simulator, { patience: { idleMs: 300 } });
    const answer = await a.ask();
    expect(answer.cutShort?.code).toBe(code);
    expect(answer.cutShort?.details).toMatchObject({ request_id: answer.requestId });
    expect(answer.text).toBe('This is a ');
    expect(a.texts.join('')).toBe(answer.text);
    expect(simulator.requests('POST', RESPONSES)).toHaveLength(1);
  },
);

test.each<FaultName>([
  'stream.no_deltas',
  'stream.no_done_items',
  'stream.garbage',
  'stream.no_content_type',
  'stream.linger',
])('an odd stream (%s) still gives the whole answer', async (fault) => {
  const simulator = await simulate();
  const plain = await (await asker(simulator)).ask();
  simulator.fault(fault);
  const a = await asker(simulator);
  const answer = await a.ask();
  expect(answer.text).toBe(plain.text);
  expect(a.texts.join('')).toBe(plain.text);
});

test('a refused token is renewed once, and the answer comes', async () => {
  const simulator = await simulate();
  simulator.fault('responses.401', { times: 1 });
  const a = await asker(simulator);
  expect(await a.ask()).toMatchObject({ retries: 1, cutShort: undefined });
  expect(a.renewals).toBe(1);
});

test('a renewed token that is refused too is no reason to go on', async () => {
  const simulator = await simulate();
  simulator.fault('responses.401');
  const a = await asker(simulator);
  expect(await refusal(a.ask())).toMatchObject({ kind: 'sign-in', code: 'auth.unauthorized' });
  expect([a.renewals, simulator.requests('POST', RESPONSES).length]).toEqual([1, 2]);
});

test.each<[title: string, fault: FaultName | undefined, kind: string, code: string, requests: number]>([
  ['an empty answer is asked for once more and then', undefined, 'backend', 'backend.empty', 2],
  [
    'silence before the first word is waited out once more and then',
    'stream.stall_before_delta',
    'network',
    'stream.idle',
    2,
  ],
  ['a question that nobody answers is', 'responses.hang', 'network', 'network.no_answer', 1],
])('%s a refusal (%s)', async (_title, fault, kind, code, requests) => {
  const simulator = await simulate(fault ? {} : { answer: () => '' });
  if (fault) simulator.fault(fault);
  const a = await asker(simulator, { patience: { headersMs: 200, idleMs: 150 } });
  expect(await refusal(a.ask())).toMatchObject({ kind, code });
  expect(simulator.requests('POST', RESPONSES)).toHaveLength(requests);
});

const routedTo = (baseUrl: string): { deps: Pick<AskDeps, 'routing'> } => ({
  deps: { routing: { routeFor: () => Promise.resolve({ baseUrl, headers: {} }) } },
});

test('an address that nobody can connect to ends with a sentence', async () => {
  const a = await asker(await simulate(), routedTo('http://127.0.0.1:1'));
  const error = await refusal(a.ask());
  expect(error.kind).toBe('network');
  expect(error.message).toContain('127.0.0.1:1 could not be reached');
  expect(a.waits).toHaveLength(4);
});

test('high efforts are given more time to be silent', async () => {
  const simulator = await simulate();
  simulator.fault('stream.slow_start', { params: { delayMs: 400 } });
  const a = await asker(simulator, { patience: { idleMs: 100, longIdleMs: 5_000 } });
  expect((await a.ask({ effort: 'high' })).cutShort).toBeUndefined();
  expect(await refusal(a.ask({ effort: 'low' }))).toMatchObject({ code: 'stream.idle' });
});

test('a redirect is not followed with the question', async () => {
  const server = createServer((_, response) =>
    response.writeHead(302, { location: 'https://portal.example/' }).end(),
  );
  endWithTest(server);
  const a = await asker(await simulate(), routedTo(`http://127.0.0.1:${await listening(server)}`));
  const error = await refusal(a.ask());
  expect(error.code).toBe('network.redirected');
  expect(error.message).toContain('portal.example');
});
