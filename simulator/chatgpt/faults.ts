import type { FaultDefinition, FaultParams } from '../faults.ts';
import { apiError, detail, json, type Reply } from '../reply.ts';

const word = (params: FaultParams, key: string, fallback: string): string => {
  const value = params[key];
  return typeof value === 'string' ? value : fallback;
};

const page = (meaning: string): FaultDefinition => ({
  endpoint: 'chatgpt.authorize',
  act: 'behaviour',
  meaning,
});

const said = (
  endpoint: FaultDefinition['endpoint'],
  meaning: string,
  reply: (p: FaultParams) => Reply,
): FaultDefinition => ({
  endpoint,
  act: 'reply',
  meaning,
  reply,
});

const plan = (status: number, code: string): FaultDefinition =>
  said(
    'responses',
    `Answers ${status} with the code ${code} (params: code, for an earlier name).`,
    (params) =>
      apiError(status, word(params, 'code', code), 'Simulated refusal of a plan.', {
        param: word(params, 'param', '') || null,
      }),
  );

const midStream = (code: string): FaultDefinition => ({
  endpoint: 'stream',
  act: 'behaviour',
  meaning: `The stream ends in response.failed with code ${code} (params: message, after).`,
});

/** Faults of the sign-in for third-party programs and of a plan at the public API. */
export const CHATGPT_FAULTS = {
  'chatgpt.denied': page('The user declines.'),
  'chatgpt.no_plan': page('The user signs in and does not let the program use the plan.'),
  'chatgpt.no_client_id': page('The redirect of a first sign-in names no client.'),
  'chatgpt.entry_client': page('The redirect names the entry client.'),
  'chatgpt.other_client': page('The redirect names another client.'),
  'chatgpt.two_clients': page('The redirect names two clients.'),
  'chatgpt.wrong_state': page('The redirect has a state that was never sent.'),
  'chatgpt.other_issuer': page('The redirect names another issuer (RFC 9207).'),
  'chatgpt.issuer': page('The redirect names the issuer (RFC 9207).'),
  'chatgpt.other_account': page('Somebody else signs in with the client of the first.'),
  'chatgpt.replayed': page('The ID token has the nonce of another attempt.'),

  'chatgpt.discovery.500': said('chatgpt.discovery', 'Answers 500.', () =>
    detail(500, 'Internal Server Error'),
  ),
  'chatgpt.jwks.500': said('chatgpt.jwks', 'Answers 500.', () => detail(500, 'Internal Server Error')),
  'chatgpt.token.400': said('chatgpt.token', 'Refuses the code.', () =>
    json(400, { error: 'invalid_grant' }),
  ),
  'chatgpt.token.500': said('chatgpt.token', 'Answers 500.', () => detail(500, 'Internal Server Error')),
  'chatgpt.token.hang': {
    endpoint: 'chatgpt.token',
    act: 'hang',
    meaning: 'Accepts the code and never answers.',
  },
  'chatgpt.token.date': {
    endpoint: 'chatgpt.token',
    act: 'behaviour',
    meaning: 'earliest_refresh_at is a date.',
  },
  'chatgpt.token.other_key': {
    endpoint: 'chatgpt.token',
    act: 'behaviour',
    meaning: 'The key that signs has changed since the keys were asked for.',
  },
  'chatgpt.id_token': {
    endpoint: 'chatgpt.token',
    act: 'behaviour',
    meaning: 'An ID token with other claims or another algorithm (params: claims, alg).',
  },
  'chatgpt.refresh.code': said('chatgpt.refresh', 'Refuses the refresh (params: code).', (params) =>
    json(400, { error: word(params, 'code', 'invalid_grant') }),
  ),
  'chatgpt.refresh.invalid_client': said('chatgpt.refresh', 'The registration is refused.', () =>
    json(401, { error: 'invalid_client' }),
  ),
  'chatgpt.refresh.500': said('chatgpt.refresh', 'Answers 500.', () => detail(500, 'Internal Server Error')),
  'chatgpt.refresh.claims': {
    endpoint: 'chatgpt.refresh',
    act: 'behaviour',
    meaning: 'The refreshed ID token has other claims (params: claims).',
  },

  'plan.usage_limit': plan(429, 'subscription_sharing_usage_limit_exceeded'),
  'plan.not_eligible': plan(403, 'subscription_sharing_user_not_eligible'),
  'plan.route': plan(403, 'subscription_sharing_route_not_supported'),
  'plan.scope': plan(403, 'chatpass_v2_scope_not_authorized'),
  'plan.context': plan(403, 'chatpass_v2_invalid_authorization_context'),
  'plan.invalid_user': plan(401, 'subscription_sharing_invalid_user'),
  'plan.capability': plan(400, 'subscription_sharing_unsupported_capability'),
  'plan.usage_unavailable': plan(503, 'subscription_sharing_usage_unavailable'),
  'plan.user_unavailable': plan(503, 'subscription_sharing_user_unavailable'),
  'plan.expired': said('responses', 'The access token is refused.', () =>
    json(401, { detail: { error_code: 'invalid_token' } }),
  ),
  'stream.failed.subscription_sharing_usage_limit_exceeded': midStream(
    'subscription_sharing_usage_limit_exceeded',
  ),
  'stream.failed.subscription_sharing_v2_usage_limit_exceeded': midStream(
    'subscription_sharing_v2_usage_limit_exceeded',
  ),
  'stream.failed.subscription_sharing_user_not_eligible': midStream('subscription_sharing_user_not_eligible'),
} as const satisfies Record<string, FaultDefinition>;
