import { describe, expect, test } from 'vitest';
import { detail, error, http, NOW, type Row } from './refusal-rows.ts';

const SECONDS = NOW / 1000;
const usage = (fields: object = {}): object =>
  error({ type: 'usage_limit_reached', message: 'The usage limit has been reached', ...fields });

/** docs/wire.md 6.4: the backend's own rules. */
const RULES: readonly Row[] = [
  ...[
    'Instructions are required',
    'Instructions are not valid',
    'Store must be set to false',
    'Stream must be set to true',
    'Unsupported parameter: temperature',
    'Unsupported parameter: max_output_tokens',
    'Unsupported parameter: max_tokens',
    'Unsupported parameter: prompt_cache_retention',
    'Input must be a list',
    'System messages are not allowed',
  ].map(
    (text): Row => ({
      row: `400 ${text}`,
      got: http(400, detail(text)),
      code: 'backend.protocol',
      kind: 'backend',
      retry: 'never',
      says: /update codex-oauth/,
    }),
  ),
  {
    row: '400 retired model',
    got: http(
      400,
      detail("The 'gpt-5.3-codex' model is not supported when using Codex with a ChatGPT account."),
    ),
    code: 'query.model_refused',
    retry: 'never',
    about: 'model',
    says: /gpt-5\.3-codex/,
  },
  {
    row: '400 retired model as an error object',
    got: http(
      400,
      error({
        type: 'invalid_request_error',
        message: "The 'gpt-5.2' model is not supported when using Codex with a ChatGPT account.",
      }),
    ),
    code: 'query.model_refused',
    retry: 'never',
    about: 'model',
  },
  {
    row: '400 model needs a newer client',
    got: http(
      400,
      detail(
        "The 'gpt-6-astra' model requires a newer version of Codex. Please upgrade to the latest app or CLI and try again.",
      ),
    ),
    code: 'query.model_refused',
    retry: 'never',
    about: 'model',
    says: /newer version/,
  },
  {
    row: '404 gated model',
    got: http(404, detail('Model not found gpt-5.6-luna')),
    code: 'query.model_refused',
    retry: 'never',
    about: 'model',
  },
  {
    row: '404 of the public API',
    got: http(
      404,
      error({ code: 'model_not_found', message: 'The model `x` does not exist or you have no access.' }),
    ),
    code: 'query.model_refused',
    retry: 'never',
    about: 'model',
  },
  {
    row: '400 Responses-Lite value',
    got: http(
      400,
      error({
        code: 'unsupported_value',
        message: "Responses-Lite supports only 'all_turns'.",
        param: 'reasoning.context',
      }),
    ),
    code: 'backend.refused',
    kind: 'input',
    retry: 'never',
    says: /all_turns/,
  },
  {
    row: '400 output schema',
    got: http(400, error({ code: 'invalid_json_schema', message: 'Invalid schema.' })),
    code: 'query.schema',
    kind: 'input',
    retry: 'never',
  },
  {
    row: '400 reasoning of another account',
    got: http(400, error({ code: 'invalid_encrypted_content', message: 'Not issued for this account.' })),
    code: 'query.history',
    retry: 'never',
    about: 'history',
  },
  {
    row: '404 reasoning that was not stored',
    got: http(404, error({ code: null, message: "Item 'rs_1' was not stored." })),
    code: 'query.history',
    retry: 'never',
    about: 'history',
  },
];

/** docs/wire.md 7.2, answers instead of a stream. */
const ANSWERS: readonly Row[] = [
  {
    row: '429 usage_not_included',
    got: http(429, error({ type: 'usage_not_included', message: 'Usage is not included.' })),
    code: 'limit.not_included',
    retry: 'never',
    says: /explore\/plus/,
  },
  {
    row: '400 in words of nobody knows',
    got: http(400, 'plain words'),
    code: 'backend.refused',
    retry: 'never',
    says: /plain words/,
  },
  {
    row: '401',
    got: http(401, error({ code: 'token_invalidated', message: 'x' })),
    code: 'auth.unauthorized',
    kind: 'sign-in',
    retry: 'renew',
  },
  {
    row: '401 without a body',
    got: http(401, ''),
    code: 'auth.unauthorized',
    kind: 'sign-in',
    retry: 'renew',
  },
  { row: '402', got: http(402, detail('Payment Required')), code: 'limit.payment', retry: 'never' },
  {
    row: '403 in JSON',
    got: http(403, detail('Forbidden')),
    code: 'backend.forbidden',
    retry: 'never',
    says: /still signed in/,
  },
  { row: '404', got: http(404, detail('Not Found')), code: 'backend.not_found', retry: 'never' },
  {
    row: '413',
    got: http(413, detail('Request Entity Too Large')),
    code: 'query.too_large',
    kind: 'input',
    retry: 'never',
  },
  { row: '408', got: http(408, ''), code: 'backend.unavailable', retry: 'request' },
  {
    row: '429 without a word of when',
    got: http(429, error({ code: 'rate_limit_exceeded', message: 'Slow down.' })),
    code: 'limit.rate',
    retry: 'never',
  },
  {
    row: '429 with retry-after',
    got: http(429, '', { 'retry-after': '1' }),
    code: 'limit.rate',
    retry: 'after',
  },
  {
    row: '429 with a far retry-after',
    got: http(429, '', { 'retry-after': '3600' }),
    code: 'limit.rate',
    retry: 'never',
    says: /60 min/,
  },
  {
    row: '429 with words of when',
    got: http(429, error({ code: 'rate_limit_exceeded', message: 'Please try again in 1.3s.' })),
    code: 'limit.rate',
    retry: 'after',
  },
  {
    row: '429 quota of a key',
    got: http(429, error({ code: 'insufficient_quota', message: 'No.' })),
    code: 'limit.quota',
    retry: 'never',
  },
  {
    row: '500',
    got: http(500, error({ code: 'server_error', message: 'Oh.' })),
    code: 'backend.unavailable',
    retry: 'request',
  },
  {
    row: '502 page',
    got: http(502, '<html><h1>502 Bad Gateway</h1></html>'),
    code: 'backend.unavailable',
    retry: 'request',
    says: /answered 502/,
  },
  {
    row: '503',
    got: http(503, detail('Service Unavailable')),
    code: 'backend.unavailable',
    retry: 'request',
  },
  {
    row: '503 overloaded',
    got: http(503, error({ code: 'server_is_overloaded', message: 'At capacity.' })),
    code: 'backend.capacity',
    retry: 'request',
    says: /another model/,
  },
];

/** docs/wire.md 7.3, and reports of other statuses. */
const LIMITS: readonly Row[] = [
  {
    row: '429 plus',
    got: http(429, usage({ plan_type: 'plus', resets_at: SECONDS + 7200, resets_in_seconds: 7200 })),
    code: 'limit.usage',
    retry: 'never',
    says: /plus plan.*resets in 2 h \(2026-.*explore\/pro/s,
  },
  {
    row: '429 free',
    got: http(429, usage({ plan_type: 'free' })),
    code: 'limit.usage',
    retry: 'never',
    says: /explore\/plus/,
  },
  {
    row: '429 team',
    got: http(429, usage({ plan_type: 'team' })),
    code: 'limit.usage',
    retry: 'never',
    says: /admin/,
  },
  {
    row: '429 pro',
    got: http(429, usage({ plan_type: 'pro' })),
    code: 'limit.usage',
    retry: 'never',
    says: /settings\/usage/,
  },
  {
    row: '429 with a promotion',
    got: http(429, usage({ plan_type: 'plus' }), { 'x-codex-promo-message': 'Buy  more\nat x.' }),
    code: 'limit.usage',
    retry: 'never',
    says: /Buy more at x\.$/,
  },
  {
    row: '429 only seconds',
    got: http(429, usage({ resets_in_seconds: 600 })),
    code: 'limit.usage',
    retry: 'never',
    says: /resets in 10 min/,
  },
  {
    row: '429 names its window',
    got: http(429, usage({ limit_window_minutes: '10080' })),
    code: 'limit.usage',
    retry: 'never',
    says: /The week limit/,
  },
  {
    row: '404',
    got: http(404, usage({ plan_type: 'plus', resets_in_seconds: 600 })),
    code: 'limit.usage',
    retry: 'never',
    says: /resets in/,
  },
  { row: '403', got: http(403, usage()), code: 'limit.usage', retry: 'never' },
];

describe.each([
  ['the backend’s rules (docs/wire.md 6.4)', RULES],
  ['answers instead of a stream (docs/wire.md 7.2)', ANSWERS],
  ['usage limits (docs/wire.md 7.3)', LIMITS],
] as const)('%s', (_title, rows) => {
  test.each(rows)('$row → $code, $retry', ({ got, code, kind, retry, about, says }) => {
    expect(got.error.code).toBe(code);
    if (kind) expect(got.error.kind).toBe(kind);
    expect(got.retry.kind).toBe(retry);
    expect(got.about).toBe(about);
    if (says) expect(got.error.message).toMatch(says);
  });
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
    const refusal = http(429, usage({ resets_at: at }));
    expect(refusal.error.message).not.toContain('resets in');
    expect(refusal.error.details).not.toHaveProperty('resets_at');
  }
});
