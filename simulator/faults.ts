import { CHATGPT_FAULTS } from './chatgpt/faults.ts';
import { challengePage, apiError, detail, html, json, type Reply } from './reply.ts';

/** Where a fault bites. One request takes at most one fault of its endpoint. */
export type Endpoint =
  | 'authorize'
  | 'token'
  | 'exchange'
  | 'refresh'
  | 'revoke'
  | 'device.usercode'
  | 'device.token'
  | 'whoami'
  | 'models'
  | 'usage'
  | 'search'
  | 'accounts'
  | 'responses'
  | 'stream'
  | 'clock'
  | 'chatgpt.authorize'
  | 'chatgpt.token'
  | 'chatgpt.refresh'
  | 'chatgpt.discovery'
  | 'chatgpt.jwks';

/**
 * What happens instead of, or after, the real work:
 * `reply` answers at once and changes nothing; `hang` says nothing; `drop_before` closes the socket before any work;
 * `drop_after` does the work and loses the answer; `slow` does the work and delays the answer;
 * `behaviour` is carried out by the endpoint itself.
 */
export type FaultAct = 'reply' | 'hang' | 'drop_before' | 'drop_after' | 'slow' | 'behaviour';

export type FaultParams = Readonly<Record<string, unknown>>;

export interface FaultDefinition {
  readonly endpoint: Endpoint;
  readonly act: FaultAct;
  /** One sentence: what the client sees. */
  readonly meaning: string;
  readonly reply?: (params: FaultParams, nowSeconds: number) => Reply;
}

function answering(
  endpoint: Endpoint,
  meaning: string,
  reply: (params: FaultParams, nowSeconds: number) => Reply,
): FaultDefinition {
  return { endpoint, act: 'reply', meaning, reply };
}

function acting(endpoint: Endpoint, act: FaultAct, meaning: string): FaultDefinition {
  return { endpoint, act, meaning };
}

/** Carried out by the stream itself: see backend/stream-faults.ts. */
const streaming = (meaning: string): FaultDefinition => acting('stream', 'behaviour', meaning);

/** Carried out by the authorize page: see auth/authorize.ts. */
const redirecting = (meaning: string): FaultDefinition => acting('authorize', 'behaviour', meaning);

const text = (params: FaultParams, key: string, fallback: string): string => {
  const value = params[key];
  return typeof value === 'string' ? value : fallback;
};
const count = (params: FaultParams, key: string, fallback: number): number => {
  const value = params[key];
  return typeof value === 'number' ? value : fallback;
};

const serverError = (endpoint: Endpoint): FaultDefinition =>
  answering(endpoint, 'Answers 500 with an error object.', () =>
    apiError(500, 'server_error', 'Something failed on the simulated server.', { type: 'server_error' }),
  );

const gatewayPage = (endpoint: Endpoint): FaultDefinition =>
  answering(endpoint, 'Answers a gateway error page instead of JSON.', () =>
    html(502, '<html><body><h1>502 Bad Gateway</h1></body></html>'),
  );

const cutJson = (endpoint: Endpoint): FaultDefinition =>
  answering(endpoint, 'Answers 200 with a body that is cut in the middle.', () => ({
    ...json(200, {}),
    body: '{"access_token":"ey',
  }));

const refreshRefusal = (code: string, meaning: string): FaultDefinition =>
  answering('refresh', meaning, () => apiError(401, code, `The refresh was refused: ${code}.`));

const usageLimit = (status: number, params: FaultParams, now: number): Reply => {
  const seconds = count(params, 'resetsInSeconds', 7200);
  return json(status, {
    error: {
      type: 'usage_limit_reached',
      message: 'The usage limit has been reached',
      plan_type: text(params, 'plan', 'plus'),
      resets_at: now + seconds,
      resets_in_seconds: seconds,
    },
  });
};

const streamFailure = (code: string): FaultDefinition =>
  streaming(`The stream ends in response.failed with code ${code} (params: message, after).`);

const limited = (endpoint: Endpoint, params: FaultParams): Reply =>
  apiError(429, text(params, 'code', 'rate_limit_exceeded'), 'Too many requests; slow down.', {
    headers: 'retryAfter' in params ? { 'retry-after': String(params['retryAfter']) } : {},
    type: endpoint === 'responses' ? 'requests' : 'invalid_request_error',
  });

/** Every fault by name: docs/wire.md 5.4 (refresh), 2 (device), 6.4, 7.2 and 7.3 (backend). */
export const FAULTS = {
  ...CHATGPT_FAULTS,
  'authorize.server_error': redirecting('Redirects with error=server_error.'),
  'authorize.denied': redirecting('Redirects with error=access_denied (params: description).'),
  'authorize.wrong_state': redirecting('Redirects with a code but a state that was never sent.'),
  'authorize.no_code': redirecting('Redirects with the right state and no code.'),

  'token.500': serverError('token'),
  'token.html': gatewayPage('token'),
  'token.400': answering('token', 'Refuses the code as invalid_grant.', () =>
    json(400, { error: 'invalid_grant', error_description: 'The authorization code is not valid.' }),
  ),
  'token.403_region': answering('token', 'Refuses the exchange because of the region.', () =>
    apiError(403, 'unsupported_country_region_territory', 'Country, region, or territory not supported', {
      type: 'request_forbidden',
    }),
  ),
  'token.incomplete': answering('token', 'Answers 200 without the tokens.', () =>
    json(200, { token_type: 'Bearer' }),
  ),
  'token.not_json': cutJson('token'),
  'token.hang': acting('token', 'hang', 'Accepts the exchange and never answers.'),
  'token.drop': acting('token', 'drop_after', 'Spends the code, then closes the socket without an answer.'),
  'token.slow': acting('token', 'slow', 'Answers the exchange late (params: delayMs).'),
  'exchange.401': answering('exchange', 'Refuses the API key exchange.', () =>
    apiError(401, 'invalid_subject_token', 'The ID token is missing an organization.'),
  ),

  'refresh.reused': refreshRefusal('refresh_token_reused', 'Says that the refresh token was used already.'),
  'refresh.expired': refreshRefusal('refresh_token_expired', 'Says that the refresh token has expired.'),
  'refresh.revoked': refreshRefusal('refresh_token_invalidated', 'Says that the refresh token was revoked.'),
  'refresh.session_terminated': refreshRefusal('app_session_terminated', 'Says that the session was ended.'),
  'refresh.401': answering('refresh', 'Answers 401 with a code no client knows.', () =>
    apiError(401, 'simulated_unknown_code', 'The refresh was refused.'),
  ),
  'refresh.400.invalid_grant': answering('refresh', 'Answers 400 invalid_grant in the OAuth form.', () =>
    json(400, { error: 'invalid_grant', error_description: 'The refresh token is not valid.' }),
  ),
  'refresh.400': answering('refresh', 'Answers 400 with another code: a passing failure.', () =>
    apiError(400, 'simulated_bad_request', 'The request was not understood.'),
  ),
  'refresh.403': answering('refresh', 'Answers 403: a passing failure.', () => detail(403, 'Forbidden')),
  'refresh.429': answering('refresh', 'Answers 429 (params: retryAfter).', (params) =>
    limited('refresh', params),
  ),
  'refresh.500': serverError('refresh'),
  'refresh.html': gatewayPage('refresh'),
  'refresh.not_json': cutJson('refresh'),
  'refresh.empty': answering('refresh', 'Answers 200 with an empty object: keep what you have.', () =>
    json(200, {}),
  ),
  'refresh.access_only': acting(
    'refresh',
    'behaviour',
    'Rotates nothing and answers with a new access token only.',
  ),
  'refresh.hang': acting('refresh', 'hang', 'Accepts the refresh and never answers.'),
  'refresh.drop_before': acting('refresh', 'drop_before', 'Closes the socket before the token is spent.'),
  'refresh.drop': acting('refresh', 'drop_after', 'Rotates, then closes the socket: the lost response.'),
  'refresh.slow': acting('refresh', 'slow', 'Rotates at once and answers late (params: delayMs).'),

  'revoke.500': serverError('revoke'),
  'revoke.hang': acting('revoke', 'hang', 'Accepts the revocation and never answers.'),
  'revoke.drop': acting('revoke', 'drop_before', 'Closes the socket and revokes nothing.'),

  'device.disabled': answering('device.usercode', 'Answers 404: device codes are not enabled.', () =>
    detail(404, 'Not Found'),
  ),
  'device.usercode.500': serverError('device.usercode'),
  'device.usercode.429': answering(
    'device.usercode',
    'Refuses a code for now (params: retryAfter).',
    (params) => limited('device.usercode', params),
  ),
  'device.denied': answering(
    'device.token',
    'Says that the user refused; the status is that of pending.',
    () => apiError(403, 'deviceauth_access_denied', 'The request was denied.'),
  ),
  'device.expired': answering('device.token', 'Says that the code has expired (410).', () =>
    apiError(410, 'deviceauth_expired', 'The device code has expired.'),
  ),
  'device.pending_404': answering('device.token', 'Says pending with 404 instead of 403.', () =>
    apiError(404, 'deviceauth_authorization_unknown', 'Not approved yet.'),
  ),
  'device.400': answering('device.token', 'Refuses the poll with 400.', () =>
    apiError(400, 'invalid_request', 'The poll was not understood.'),
  ),
  'device.429': answering('device.token', 'Refuses the poll with 429 (params: retryAfter).', (params) =>
    limited('device.token', params),
  ),
  'device.500': serverError('device.token'),
  'device.hang': acting('device.token', 'hang', 'Accepts the poll and never answers.'),

  'whoami.401': answering('whoami', 'Refuses the personal access token.', () => detail(401, 'Unauthorized')),
  'whoami.500': serverError('whoami'),

  'models.401': answering('models', 'Refuses the access token.', () => detail(401, 'Unauthorized')),
  'models.403': answering('models', 'Answers 403.', () => detail(403, 'Forbidden')),
  'models.500': serverError('models'),
  'models.hang': acting('models', 'hang', 'Accepts the request and never answers.'),
  'models.not_json': answering('models', 'Answers 200 with a page.', () => html(200, '<html></html>')),
  'models.empty': answering('models', 'Answers an empty list.', () => json(200, { models: [] })),
  'models.etag_change': acting('models', 'behaviour', 'The catalogue gets a new ETag at this request.'),
  'search.401': answering('search', 'Refuses the access token.', () => detail(401, 'Unauthorized')),
  'search.404': answering('search', 'Is not there for this client.', () => detail(404, 'Not Found')),
  'search.not_json': answering('search', 'Answers 200 with a page.', () => html(200, '<html></html>')),
  'search.hang': acting('search', 'hang', 'Accepts the request and never answers.'),
  'usage.401': answering('usage', 'Refuses the access token.', () => detail(401, 'Unauthorized')),
  'usage.500': serverError('usage'),
  'usage.hang': acting('usage', 'hang', 'Accepts the request and never answers.'),
  'usage.body': answering('usage', 'Answers the params as they are.', (params) => json(200, params)),
  'usage.nulls': answering('usage', 'Answers with no windows and no credits.', () =>
    json(200, { plan_type: 'plus', rate_limit: null, credits: null }),
  ),
  'accounts.401': answering('accounts', 'Refuses the access token.', () => detail(401, 'Unauthorized')),
  'accounts.404': answering('accounts', 'The route does not exist.', () => detail(404, 'Not Found')),
  'accounts.500': serverError('accounts'),
  'accounts.empty': answering('accounts', 'Lists no account.', () =>
    json(200, { accounts: [], account_ordering: [], default_account_id: null }),
  ),

  'responses.400': answering('responses', 'Answers 400 with a detail (params: detail).', (params) =>
    detail(400, text(params, 'detail', 'Unsupported parameter: simulated')),
  ),
  'responses.401': answering('responses', 'Refuses the access token.', () =>
    apiError(401, 'token_invalidated', 'Your authentication token was refused.'),
  ),
  'responses.402': answering('responses', 'Answers 402.', () => detail(402, 'Payment Required')),
  'responses.403': answering('responses', 'Answers 403 in JSON.', () => detail(403, 'Forbidden')),
  'responses.403.cloudflare': answering(
    'responses',
    'Answers a challenge page (HTML, cf-mitigated).',
    challengePage,
  ),
  'responses.404': answering('responses', 'Answers 404: the model is not found.', (params) =>
    detail(404, `Model not found ${text(params, 'model', 'simulated-model')}`),
  ),
  'responses.404.usage_limit': answering(
    'responses',
    'The usage limit in a 404 (params: plan, resetsInSeconds).',
    (params, now) => usageLimit(404, params, now),
  ),
  'responses.413': answering('responses', 'The request is too large.', () =>
    detail(413, 'Request Entity Too Large'),
  ),
  'responses.429.usage_limit': answering(
    'responses',
    'The usage limit (params: plan, resetsInSeconds).',
    (params, now) => usageLimit(429, params, now),
  ),
  'responses.429.usage_not_included': answering('responses', 'The plan has no Codex.', () =>
    json(429, {
      error: {
        type: 'usage_not_included',
        message: 'Usage is not included in your plan.',
        plan_type: 'free',
      },
    }),
  ),
  'responses.429.plain': answering('responses', 'Answers 429 without saying when to come back.', (params) =>
    limited('responses', params),
  ),
  'responses.429.retry_after': answering(
    'responses',
    'Answers 429 with retry-after (params: retryAfter, default 1).',
    (params) => limited('responses', { retryAfter: 1, ...params }),
  ),
  'responses.500': serverError('responses'),
  'responses.502': gatewayPage('responses'),
  'responses.503': answering('responses', 'Answers 503.', () => detail(503, 'Service Unavailable')),
  'responses.503.overloaded': answering('responses', 'The model is at capacity.', () =>
    apiError(503, 'server_is_overloaded', 'The selected model is at capacity.', { type: 'server_error' }),
  ),
  'responses.hang': acting('responses', 'hang', 'Accepts the question and never answers.'),
  'responses.drop': acting('responses', 'drop_before', 'Closes the socket before any answer.'),
  'responses.slow': acting('responses', 'slow', 'Sends the headers late (params: delayMs).'),

  'stream.cut': streaming('Breaks the connection after some text deltas (params: after, default 2).'),
  'stream.cut_before_delta': streaming('Breaks the connection before the first text delta.'),
  'stream.end_early': streaming('Ends cleanly after some text deltas, without completed (params: after).'),
  'stream.stall': streaming('Falls silent after some text deltas (params: after, default 2).'),
  'stream.stall_before_delta': streaming('Falls silent before the first text delta.'),
  'stream.slow_start': streaming('Waits before the first text delta (params: delayMs, default 1000).'),
  'stream.linger': streaming('Keeps the connection open after response.completed.'),
  'stream.incomplete.max_output_tokens': streaming(
    'Ends in response.incomplete: out of tokens (params: after).',
  ),
  'stream.incomplete.content_filter': streaming('Ends in response.incomplete: filtered (params: after).'),
  'stream.garbage': streaming(
    'Adds comments, unparsable data, unknown events and CRLF, and splits characters.',
  ),
  'stream.no_content_type': streaming('Sends the stream without a content type.'),
  'stream.no_done_items': streaming('Sends deltas but no output_item.done.'),
  'stream.no_deltas': streaming('Sends output_item.done but no deltas.'),
  'stream.error_event': streaming(
    'Sends an error event and ends without completed (params: message, after).',
  ),
  'stream.failed.context_length_exceeded': streamFailure('context_length_exceeded'),
  'stream.failed.insufficient_quota': streamFailure('insufficient_quota'),
  'stream.failed.usage_not_included': streamFailure('usage_not_included'),
  'stream.failed.invalid_prompt': streamFailure('invalid_prompt'),
  'stream.failed.cyber_policy': streamFailure('cyber_policy'),
  'stream.failed.bio_policy': streamFailure('bio_policy'),
  'stream.failed.server_is_overloaded': streamFailure('server_is_overloaded'),
  'stream.failed.slow_down': streamFailure('slow_down'),
  'stream.failed.rate_limit_exceeded': streamFailure('rate_limit_exceeded'),
  'stream.failed.server_error': streamFailure('server_error'),
  'stream.failed.usage_limit_reached': streamFailure('usage_limit_reached'),
  'stream.failed.unknown': streamFailure('simulated_unknown_code'),

  'clock.skew': acting(
    'clock',
    'behaviour',
    'The servers’ clock is off while armed (params: seconds, default 600).',
  ),
} as const satisfies Record<string, FaultDefinition>;

export type FaultName = keyof typeof FAULTS;

export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(FAULTS, name);
}
