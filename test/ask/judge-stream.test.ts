import { expect, test } from 'vitest';
import {
  emptyAnswer,
  judgeFailure,
  judgeIncomplete,
  streamCut,
  streamIdle,
} from '../../src/ask/judge-stream.ts';
import { retryAfter, tryAgainIn, type Refusal } from '../../src/ask/refusal.ts';

const NOW = Date.parse('2026-11-21T02:00:00Z');

/** docs/wire.md 7.2, `response.failed` within a stream. */
const FAILED: readonly (readonly [code: string, error: string, retry: Refusal['retry']['kind']])[] = [
  ['context_length_exceeded', 'query.context', 'never'],
  ['insufficient_quota', 'limit.quota', 'never'],
  ['usage_not_included', 'limit.not_included', 'never'],
  ['invalid_prompt', 'backend.invalid_prompt', 'never'],
  ['cyber_policy', 'backend.cyber_policy', 'never'],
  ['bio_policy', 'backend.bio_policy', 'never'],
  ['server_is_overloaded', 'backend.capacity', 'never'],
  ['slow_down', 'limit.rate', 'stream'],
  ['rate_limit_exceeded', 'limit.rate', 'stream'],
  ['server_error', 'backend.failed', 'stream'],
  ['a_code_of_tomorrow', 'backend.failed', 'stream'],
  // The CLI asks five times more; the window will not have reset by then.
  ['usage_limit_reached', 'limit.usage', 'never'],
];

test.each(FAILED)('a stream that fails with %s is %s, %s', (code, expected, retry) => {
  const refusal = judgeFailure({ code, message: 'Words of the server.' }, NOW);
  expect(refusal.error.code).toBe(expected);
  expect(refusal.retry.kind).toBe(retry);
});

test('a failure’s own words are kept, without what looks like a secret', () => {
  const { error: e } = judgeFailure({ code: 'x', message: 'Bearer abc.def failed\nbadly' }, NOW);
  expect(e.message).toContain('Bearer [redacted] failed badly.');
});

test('a code that names a member of every object is no known code', () => {
  expect(judgeFailure({ code: 'constructor' }, NOW).error.code).toBe('backend.failed');
});

test.each([
  ['max_output_tokens', 'backend.max_output', { kind: 'never' }],
  ['content_filter', 'backend.filtered', { kind: 'stream', atMost: 1 }],
  ['another_reason', 'backend.incomplete', { kind: 'never' }],
])('an answer that is incomplete because of %s is %s', (reason, code, retry) => {
  const refusal = judgeIncomplete(reason);
  expect(refusal.error.code).toBe(code);
  expect(refusal.retry).toEqual(retry);
});

test('a cut stream may be asked for again as often as the budget allows, a silent or empty one once', () => {
  expect(streamCut().retry).toEqual({ kind: 'stream' });
  expect(streamIdle(300_000)).toMatchObject({
    retry: { atMost: 1 },
    error: { why: 'Nothing arrived for 300 s.' },
  });
  expect(emptyAnswer().retry).toEqual({ kind: 'stream', atMost: 1 });
});

test.each([
  ['try again in 1.3s', 1300],
  ['Please try again in 700ms.', 700],
  ['try again in 20 seconds', 20_000],
  ['Try again in 2 minutes', 120_000],
  ['try again in 1 hour', 3_600_000],
  ['try again later', undefined],
  ['try again in 5 parsecs', undefined],
  [undefined, undefined],
])('“%s” means %s ms', (text, ms) => {
  expect(tryAgainIn(text)).toBe(ms);
});

test.each([
  ['1', 1000],
  ['0', 0],
  ['-1', undefined],
  ['soon', undefined],
  ['', undefined],
  [null, undefined],
  [new Date(NOW + 5000).toUTCString(), 5000],
  [new Date(NOW - 5000).toUTCString(), 0],
])('Retry-After: %s means %s ms', (value, ms) => {
  expect(retryAfter(value, NOW)).toBe(ms);
});
