import { describe, expect, test } from 'vitest';
import { judgeEnding, judgeHttp } from '../../src/ask/judge.ts';
import { CODES } from '../../src/ask/refusals.ts';
import { buildRequest, type Ready } from '../../src/ask/request.ts';
import { BUNDLED_MODELS } from '../../src/ask/bundled-models.ts';
import { searchWay } from '../../src/ask/search-ways.ts';
import { judgeRenewal } from '../../src/doctor/renewal.ts';
import type { Credential } from '../../src/login/credential.ts';
import type { Outcome } from '../../src/login/refresh.ts';
import { AppError } from '../../src/system/errors.ts';
import { loginWith } from '../login/support.ts';

/** docs/chatgpt.md, Errors: what each code means, before a stream and within one, under its present and earlier name. */
const ERRORS: readonly (readonly [status: number, code: string, means: string, retry: string])[] = [
  [429, 'subscription_sharing_usage_limit_exceeded', 'limit.plan_usage', 'never'],
  [403, 'subscription_sharing_user_not_eligible', 'limit.not_eligible', 'never'],
  [403, 'subscription_sharing_client_not_enabled', 'limit.not_eligible', 'never'],
  [403, 'subscription_sharing_route_not_supported', 'backend.protocol', 'never'],
  [401, 'subscription_sharing_invalid_user', 'backend.plan_user', 'never'],
  [400, 'subscription_sharing_unsupported_capability', 'query.unsupported', 'never'],
  [503, 'subscription_sharing_usage_unavailable', 'backend.unavailable', 'request'],
  [503, 'subscription_sharing_user_unavailable', 'backend.unavailable', 'request'],
  [403, 'chatpass_v2_scope_not_authorized', 'auth.plan_off', 'never'],
  [403, 'chatpass_v2_invalid_authorization_context', 'auth.plan_off', 'never'],
];

const NOW = Date.parse('2026-11-21T02:00:00Z');
const http = (status: number, body: unknown) =>
  judgeHttp({ status, body: JSON.stringify(body), header: () => null, now: NOW });
const earlier = (code: string): string => code.replace('subscription_sharing_', 'subscription_sharing_v2_');

describe('a refusal of a plan', () => {
  test.each(ERRORS)('%i %s: %s, retry %s', (status, code, means, retry) => {
    for (const name of [code, earlier(code)]) {
      const { error, retry: next } = http(status, { error: { code: name, message: 'x', param: null } });
      expect([error.code, next.kind]).toEqual([means, retry]);
      const ended = judgeEnding({ kind: 'failed', error: { code: name, message: 'x' } }, NOW);
      expect(ended).toMatchObject({ code: means, retry: { kind: retry } });
    }
    expect(CODES).toContain(means);
  });

  test('the limit names the page and no reset', () => {
    const { error } = http(429, { error: { code: 'subscription_sharing_usage_limit_exceeded' } });
    expect(error.kind).toBe('limit');
    expect(error.details['resets_at']).toBeUndefined();
    expect(error.message).toContain('https://chatgpt.com/settings/usage');
  });

  test('what is refused of the question is named', () => {
    const code = 'subscription_sharing_unsupported_capability';
    const { error } = http(400, { error: { code, message: 'No.', param: 'text.format' } });
    expect(error.message).toContain('text.format');
  });

  test.each([
    [401, { detail: { error_code: 'invalid_token' } }, 'auth.unauthorized', 'renew'],
    [401, { detail: 'Unauthorized' }, 'auth.unauthorized', 'renew'],
    [400, { detail: 'Unsupported parameter: top_p' }, 'backend.protocol', 'never'],
    [400, { detail: 'System messages are not allowed' }, 'backend.protocol', 'never'],
    [503, { detail: 'Not enabled' }, 'backend.unavailable', 'request'],
    [403, { detail: 'Not allowed here' }, 'backend.forbidden', 'never'],
  ])('%i %j: %s', (status, body, code, retry) => {
    const { error, retry: next } = http(status, body);
    expect([error.code, next.kind]).toEqual([code, retry]);
  });
});

describe('a question that a plan pays at the public API', () => {
  const credential: Credential = {
    source: 'login',
    route: 'platform',
    accessToken: 't',
    accountId: 'oaiapp_x',
    fedramp: true,
  };
  const tool = {
    name: 'read',
    description: 'Reads.',
    parameters: { type: 'object' },
    says: () => '',
    run: () => Promise.resolve(''),
  };
  const built = (more: Partial<Ready['question']> = {}, tools: Ready['tools'] = []) => {
    const [model] = BUNDLED_MODELS;
    return buildRequest(
      {
        question: { prompt: 'Why?', roots: [], ...more },
        parts: [],
        history: [],
        threadId: 'thread-1',
        model: { ...model, lite: true },
        view: { models: [model], source: 'live', ageSeconds: 0, note: undefined },
        credential,
        route: { baseUrl: 'https://api.openai.com/v1', headers: {} },
        renewed: false,
        tools,
      },
      'codex-oauth/1',
      'turn-state',
    );
  };

  test('has these headers and no other', () => {
    const { url, headers } = built();
    expect(url).toBe('https://api.openai.com/v1/responses');
    expect(Object.keys(headers).sort()).toEqual(['accept', 'authorization', 'content-type', 'user-agent']);
  });

  test('has none of the members that are refused, whatever is asked', () => {
    const schema = { type: 'object', properties: {} };
    const { body } = built(
      { temperature: 0.5, webSearch: true, effort: 'high', verbosity: 'low', outputSchema: schema },
      [tool],
    );
    const allowed =
      'model instructions input tools tool_choice parallel_tool_calls reasoning store stream include prompt_cache_key text';
    expect(allowed.split(' ')).toEqual(expect.arrayContaining(Object.keys(body)));
    expect(body).toMatchObject({ store: false, stream: true });
    expect(Array.isArray(body['input'])).toBe(true);
    expect(JSON.stringify(body)).not.toContain('"context"');
    expect(body['tools']).toMatchObject([
      { type: 'namespace', tools: [{ type: 'function', name: 'read' }] },
      { type: 'web_search' },
    ]);
  });

  test('searches with the server’s own tool, for every model: there is no other address', () => {
    for (const { slug } of BUNDLED_MODELS)
      for (const lite of [true, false]) expect(searchWay({ slug, lite }, credential)).toBe('hosted');
  });
});

describe('a refresh on request', () => {
  const problem = (code: string) => new AppError({ kind: 'backend', code, what: 'W.', why: 'Y.', fix: 'F.' });
  const login = loginWith({ expiresAt: NOW / 1000 + 3600 });
  const all: readonly (readonly [Outcome | AppError, string])[] = [
    [{ kind: 'renewed', login }, 'ok'],
    [{ kind: 'unplaced', login, problem: problem('file.enospc') }, 'warn'],
    [{ kind: 'refused', refusal: { reason: 'revoked', at: NOW } }, 'fail'],
    [{ kind: 'postponed', problem: problem('auth.refresh_unavailable') }, 'fail'],
    [{ kind: 'postponed', problem: problem('auth.too_early') }, 'note'],
    [problem('login.not_ours'), 'fail'],
  ];
  test.each(all)('%j: %s', (outcome, state) => {
    expect(judgeRenewal(outcome, NOW)).toMatchObject({ id: 'live-refresh', state });
  });
});
