import { describe, expect, test } from 'vitest';
import { judgeEnding, judgeHttp, retryAfter, tryAgainIn } from '../../src/ask/judge.ts';
import type { Found, Refusal, Retry } from '../../src/ask/refusals.ts';

/** The moment of every refusal in these tables. */
const NOW = Date.parse('2026-11-21T02:00:00Z');
const SECONDS = NOW / 1000;
/** The body of a challenge or block page. */
const PAGE = '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>';

/** An answer of the responses endpoint that is no stream, judged. */
function http(status: number, body: unknown, headers: Record<string, string> = {}): Refusal {
  return judgeHttp({
    status,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    header: (name) => headers[name] ?? null,
    now: NOW,
  });
}

const detail = (text: string): object => ({ detail: text });
const message = (text: string): object => ({ error: { message: text } });
const code = (name: string, text = 'x'): object => ({ error: { code: name, message: text } });
const usage = (fields: object = {}): object => ({
  error: { type: 'usage_limit_reached', message: 'The usage limit has been reached', ...fields },
});
const retired = (slug: string): string =>
  `The '${slug}' model is not supported when using Codex with a ChatGPT account.`;

type Row = readonly [
  row: string,
  got: Refusal,
  code: string,
  retry?: Retry['kind'] | 'after',
  /** What the sentence must name: numbers, addresses, commands. */
  says?: RegExp,
];

/** docs/wire.md 6.4: the backend's own rules, and what of a question it refuses. */
const RULES: readonly Row[] = [
  ...[
    'Instructions are required',
    'Instructions are not valid',
    'Store must be set to false',
    'Stream must be set to true',
    'Unsupported parameter: temperature',
    'Input must be a list',
    'System messages are not allowed',
  ].map((text): Row => [`400 ${text}`, http(400, detail(text)), 'backend.protocol']),
  ['400 Responses-Lite', http(400, code('unsupported_value', "only 'all_turns'")), 'backend.refused'],
  ['400 output schema', http(400, code('invalid_json_schema')), 'query.schema'],
  ['400 retired model', http(400, detail(retired('gpt-5.3'))), 'query.model_refused', 'never', /gpt-5\.3/],
  ['400 retired model as an error', http(400, message(retired('gpt-5.2'))), 'query.model_refused'],
  [
    '400 model needs a newer client',
    http(400, detail("The 'gpt-6-astra' model requires a newer version of Codex.")),
    'query.model_refused',
  ],
  ['404 gated model', http(404, detail('Model not found gpt-5.6-luna')), 'query.model_refused'],
  [
    '404 of the public API',
    http(404, code('model_not_found', 'The model `x` does not exist.')),
    'query.model_refused',
  ],
  ['400 foreign reasoning', http(400, code('invalid_encrypted_content')), 'query.history'],
  ['404 reasoning not stored', http(404, message("Item 'rs_1' was not stored.")), 'query.history'],
];

/** docs/wire.md 7.2: answers instead of a stream. */
const ANSWERS: readonly Row[] = [
  ['400 in words nobody knows', http(400, 'plain words'), 'backend.refused', 'never', /plain words/],
  ['401', http(401, code('token_invalidated')), 'auth.unauthorized', 'renew'],
  ['401 without a body', http(401, ''), 'auth.unauthorized', 'renew'],
  ['402', http(402, detail('Payment Required')), 'limit.payment'],
  ['403 in JSON', http(403, detail('Forbidden')), 'backend.forbidden'],
  ['404', http(404, detail('Not Found')), 'backend.not_found'],
  ['413', http(413, detail('Request Entity Too Large')), 'query.too_large'],
  ['408', http(408, ''), 'backend.unavailable', 'request'],
  ['429 without a word of when', http(429, code('rate_limit_exceeded')), 'limit.rate'],
  ['429 with retry-after', http(429, '', { 'retry-after': '1' }), 'limit.rate', 'after'],
  ['429 with a far retry-after', http(429, '', { 'retry-after': '3600' }), 'limit.rate', 'never', /60 min/],
  ['429 with words of when', http(429, code('slow_down', 'Try again in 1.3s.')), 'limit.rate', 'after'],
  ['429 quota of a key', http(429, code('insufficient_quota')), 'limit.quota'],
  ['500', http(500, code('server_error')), 'backend.unavailable', 'request'],
  ['502 page', http(502, '<html><h1>502</h1></html>'), 'backend.unavailable', 'request', /answered 502/],
  ['503', http(503, detail('Service Unavailable')), 'backend.unavailable', 'request'],
  ['503 overloaded', http(503, code('server_is_overloaded')), 'backend.capacity', 'request', /codex_models/],
];

const RESET = { plan_type: 'plus', resets_at: SECONDS + 7200, resets_in_seconds: 7200 };
const NOT_INCLUDED = { error: { type: 'usage_not_included' } };
const PROMO = { 'x-codex-promo-message': 'Buy  more\nat x.' };

/** docs/wire.md 7.3, and reports of other statuses. */
const LIMITS: readonly Row[] = [
  ['429 plus', http(429, usage(RESET)), 'limit.usage', 'never', /plus plan.* 2 h \(2026-.*explore\/pro/s],
  ['429 free', http(429, usage({ plan_type: 'free' })), 'limit.usage', 'never', /explore\/plus/],
  ['429 team', http(429, usage({ plan_type: 'team' })), 'limit.usage', 'never', /admin/],
  ['429 pro', http(429, usage({ plan_type: 'pro' })), 'limit.usage', 'never', /settings\/usage/],
  ['429 with a promotion', http(429, usage(), PROMO), 'limit.usage', 'never', /Buy more at x\.$/],
  ['429 only seconds', http(429, usage({ resets_in_seconds: 600 })), 'limit.usage', 'never', /in 10 min/],
  [
    '429 names its window',
    http(429, usage({ limit_window_minutes: '10080' })),
    'limit.usage',
    'never',
    /week/,
  ],
  ['429 not in the plan', http(429, NOT_INCLUDED), 'limit.not_included', 'never', /explore\/plus/],
  ['404', http(404, usage({ resets_in_seconds: 600 })), 'limit.usage', 'never', /in 10 min/],
  ['403', http(403, usage()), 'limit.usage'],
];

const CHALLENGE = { 'cf-mitigated': 'challenge', 'cf-ray': 'abc-SIM' };
const ELSEWHERE = { location: 'https://login.example.com/x?token=secret' };
const REGION = 'unsupported_country_region_territory';

/** What stands between here and OpenAI: never a matter of signing in. */
const GATEWAYS: readonly Row[] = [
  ['403 challenge', http(403, PAGE, CHALLENGE), 'network.blocked', 'never', /Cloudflare.*Cf-ray abc-SIM/s],
  ['503 challenge', http(503, PAGE, CHALLENGE), 'network.blocked'],
  ['403 block page', http(403, PAGE), 'network.blocked'],
  ['401 page', http(401, PAGE), 'network.blocked'],
  ['403 in plain text', http(403, 'error code: 1020'), 'network.blocked', 'never', /Cloudflare/],
  ['403 region', http(403, code(REGION)), 'network.region'],
  ['401 region', http(401, code(REGION)), 'network.region'],
  ['403 region in words', http(403, detail('Country not supported')), 'network.region'],
  ['407', http(407, ''), 'network.proxy', 'never', /HTTPS_PROXY/],
  ['302', http(302, '', ELSEWHERE), 'network.redirected', 'never', /login\.example\.com;/],
  ['200 page of a portal', http(200, PAGE), 'network.portal'],
  ['511', http(511, PAGE), 'network.portal'],
];

describe.each([
  ['the backend’s rules (docs/wire.md 6.4)', RULES],
  ['answers instead of a stream (docs/wire.md 7.2)', ANSWERS],
  ['usage limits (docs/wire.md 7.3)', LIMITS],
  ['gateways', GATEWAYS],
] as const)('%s', (_title, rows) => {
  test.each(rows.map(([row, ...rest]) => [row, rest] as const))(
    '%s',
    (_row, [got, expected, retry = 'never', says]) => {
      const { kind, afterMs } = got.retry;
      expect([got.error.code, afterMs === undefined ? kind : 'after']).toEqual([expected, retry]);
      if (says) expect(got.error.message).toMatch(says);
      const about = { 'query.model_refused': 'model', 'query.history': 'history' }[expected];
      expect(got.about).toBe(about);
    },
  );
});

test('no gateway is answered with "sign in again"', () => {
  for (const [row, got] of GATEWAYS) {
    expect(got.error.kind, row).toBe('network');
    expect(got.error.message, row).not.toMatch(/sign in again|codex_login|codex-oauth login|secret/i);
  }
});

test.each([
  ['backend.protocol', 'backend', RULES],
  ['backend.refused', 'input', RULES],
  ['auth.unauthorized', 'sign-in', ANSWERS],
  ['query.too_large', 'input', ANSWERS],
  ['limit.usage', 'limit', LIMITS],
] as const)('%s is for the %s to act on', (expected, kind, rows) => {
  expect(rows.find((row) => row[2] === expected)?.[1].error.kind).toBe(kind);
});

test('the request id is in the details of every refusal, and in words where OpenAI may be asked about it', () => {
  const headers = { 'x-request-id': 'req-1', 'cf-ray': 'ray-1' };
  const failed = http(500, '', headers);
  expect(failed.error.details).toMatchObject({ status: 500, request_id: 'req-1', cf_ray: 'ray-1' });
  expect(failed.error.message).toContain('Request id req-1, cf-ray ray-1.');
  const limit = http(429, usage(), { 'x-oai-request-id': 'req-2' });
  expect(limit.error.details).toMatchObject({ request_id: 'req-2' });
  expect(limit.error.message).not.toContain('req-2');
});

test('a reset in the past or in a far future is not shown', () => {
  for (const at of [SECONDS - 10, SECONDS + 365 * 86_400, NOW]) {
    const { error } = http(429, usage({ resets_at: at }));
    expect(error.why).toBeUndefined();
    expect(error.details).not.toHaveProperty('resets_at');
  }
});

const failure = (name: string, text: string): Found | undefined =>
  judgeEnding({ kind: 'failed', error: { code: name, message: text } }, NOW);

/** docs/wire.md 7.2, `response.failed` within a stream. */
test.each<[code: string, retry: Retry['kind'], names: readonly string[]]>([
  ['query.context', 'never', ['context_length_exceeded']],
  ['limit.quota', 'never', ['insufficient_quota']],
  ['limit.not_included', 'never', ['usage_not_included']],
  ['backend.invalid_prompt', 'never', ['invalid_prompt']],
  ['backend.cyber_policy', 'never', ['cyber_policy']],
  ['backend.bio_policy', 'never', ['bio_policy']],
  ['backend.capacity', 'never', ['server_is_overloaded']],
  ['limit.rate', 'stream', ['slow_down', 'rate_limit_exceeded']],
  // A member of every object is no known code.
  ['backend.failed', 'stream', ['server_error', 'a_code_of_tomorrow', 'constructor']],
  // The CLI asks five times more; the window will not have reset by then.
  ['limit.usage', 'never', ['usage_limit_reached']],
])('a stream is %s, %s, where it fails with %j', (code, kind, names) => {
  for (const name of names) expect(failure(name, 'x'), name).toMatchObject({ code, retry: { kind } });
});

test('a failure’s own words are kept, without what looks like a secret', () => {
  expect(failure('x', 'Bearer abc.def failed\nbadly')?.why).toContain('Bearer [redacted] failed badly.');
});

test.each([
  ['max_output_tokens', 'backend.max_output', { kind: 'never' }],
  ['content_filter', 'backend.filtered', { kind: 'stream', atMost: 1 }],
  ['another_reason', 'backend.incomplete', { kind: 'never' }],
])('an answer that is incomplete because of %s is %s', (reason, expected, retry) => {
  expect(judgeEnding({ kind: 'incomplete', reason }, NOW)).toMatchObject({ code: expected, retry });
});

test.each<[ms: number | undefined, ...texts: (string | undefined)[]]>([
  [1300, 'try again in 1.3s'],
  [700, 'Please try again in 700ms.'],
  [20_000, 'try again in 20 seconds'],
  [120_000, 'Try again in 2 minutes'],
  [3_600_000, 'try again in 1 hour'],
  [undefined, 'try again later', 'try again in 5 parsecs', undefined],
])('%s ms are meant by “%s”', (ms, ...texts) => {
  for (const text of texts) expect(tryAgainIn(text), text).toBe(ms);
});

test.each<[ms: number | undefined, ...values: (string | null)[]]>([
  [1000, '1'],
  [0, '0', new Date(NOW - 5000).toUTCString()],
  [5000, new Date(NOW + 5000).toUTCString()],
  [undefined, '-1', 'soon', '', null],
])('%s ms are meant by Retry-After: %s', (ms, ...values) => {
  for (const value of values) expect(retryAfter(value, NOW), String(value)).toBe(ms);
});
