import type { ActiveFault } from '../fault-plan.ts';
import type { Endpoint } from '../faults.ts';
import { apiError, detail, json, oauthError, type Reply } from '../reply.ts';
import { asString, header, jsonObject, type SimRequest } from '../request.ts';
import { tokenResponse } from '../tokens.ts';
import { findAccount, opaque, type World } from '../world.ts';

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ID_TOKEN_TYPE = 'urn:ietf:params:oauth:token-type:id_token';
const NO_STORE = { 'cache-control': 'no-store' };

/** Which faults apply: the three grants share one address. */
export function tokenEndpoint(request: SimRequest): Endpoint {
  const grant = grantType(request);
  if (grant === 'refresh_token') return 'refresh';
  return grant === TOKEN_EXCHANGE ? 'exchange' : 'token';
}

/** POST /oauth/token: a form for a code (docs/wire.md 1.4) or an exchange (1.5), JSON for a refresh (5.1). */
export function token(request: SimRequest, world: World, fault?: ActiveFault): Reply {
  const grant = grantType(request);
  if (grant === undefined)
    return oauthError(400, 'invalid_request', 'The grant_type is missing or the body is not readable.');
  if (grant === 'refresh_token') return refresh(request, world, fault);
  if (request.body.type !== 'form') {
    return oauthError(400, 'invalid_request', 'This grant takes application/x-www-form-urlencoded.');
  }
  for (const name of new Set(request.body.fields.keys())) {
    if (request.body.fields.getAll(name).length > 1) {
      return oauthError(400, 'invalid_request', `The parameter ${name} is repeated.`);
    }
  }
  if (grant === 'authorization_code') return redeemCode(request.body.fields, world);
  if (grant === TOKEN_EXCHANGE) return exchangeForApiKey(request.body.fields, world);
  return oauthError(400, 'unsupported_grant_type', `The grant type ${grant} is not supported.`);
}

function grantType(request: SimRequest): string | undefined {
  if (request.body.type === 'form') return request.body.fields.get('grant_type') ?? undefined;
  return asString(jsonObject(request)?.['grant_type']);
}

function redeemCode(fields: URLSearchParams, world: World): Reply {
  const clientId = fields.get('client_id') ?? '';
  if (!world.clientIds.includes(clientId))
    return oauthError(401, 'invalid_client', 'The client_id is not known.');
  for (const name of ['code', 'redirect_uri', 'code_verifier']) {
    if (!fields.get(name)) return oauthError(400, 'invalid_request', `The parameter ${name} is missing.`);
  }
  const verdict = world.codes.redeem({
    code: fields.get('code') ?? '',
    clientId,
    redirectUri: fields.get('redirect_uri') ?? '',
    verifier: fields.get('code_verifier') ?? '',
  });
  if (!verdict.ok) {
    // A code shown twice may have been stolen: what was issued for it ends (RFC 6749 4.1.2).
    const family =
      verdict.spentFamilyId === undefined ? undefined : world.tokens.families.get(verdict.spentFamilyId);
    if (family) family.revoked = true;
    return oauthError(400, 'invalid_grant', verdict.reason);
  }
  const { account, scope } = verdict.grant;
  const set = world.tokens.mint({ account, clientId, scope });
  verdict.remember(set.familyId);
  return json(200, tokenResponse(set), NO_STORE);
}

function refresh(request: SimRequest, world: World, fault?: ActiveFault): Reply {
  const body = jsonObject(request);
  if (!body) return oauthError(400, 'invalid_request', 'A refresh takes application/json.');
  const clientId = asString(body['client_id']);
  const refreshToken = asString(body['refresh_token']);
  if (clientId === undefined || refreshToken === undefined || refreshToken === '') {
    return oauthError(400, 'invalid_request', 'A refresh needs client_id and refresh_token.');
  }
  if (!world.clientIds.includes(clientId))
    return oauthError(401, 'invalid_client', 'The client_id is not known.');
  const outcome = world.tokens.refresh(refreshToken, clientId, fault?.name !== 'refresh.access_only');
  if (outcome === 'client_mismatch') {
    return oauthError(400, 'invalid_grant', 'The refresh token was issued to another client.');
  }
  if (typeof outcome === 'string') return apiError(401, outcome, REFUSALS[outcome]);
  const answer = tokenResponse(outcome);
  if (fault?.name !== 'refresh.access_only') return json(200, answer, NO_STORE);
  const { access_token, token_type, expires_in } = answer;
  return json(200, { access_token, token_type, expires_in }, NO_STORE);
}

const REFUSALS = {
  refresh_token_reused: 'This refresh token was used before. Sign in again.',
  refresh_token_expired: 'This refresh token has expired. Sign in again.',
  refresh_token_invalidated: 'This refresh token was revoked. Sign in again.',
  refresh_token_not_found: 'This refresh token is not known here.',
};

function exchangeForApiKey(fields: URLSearchParams, world: World): Reply {
  if (!world.clientIds.includes(fields.get('client_id') ?? '')) {
    return oauthError(401, 'invalid_client', 'The client_id is not known.');
  }
  if (
    fields.get('requested_token') !== 'openai-api-key' ||
    fields.get('subject_token_type') !== ID_TOKEN_TYPE
  ) {
    return oauthError(400, 'invalid_request', 'Only an ID token can be exchanged, and only for an API key.');
  }
  const verdict = world.tokens.checkIdentity(fields.get('subject_token') ?? '');
  if (!verdict.ok) return apiError(401, 'invalid_subject_token', `The ID token is ${verdict.reason}.`);
  const key = opaque('sk-sim-', 24);
  world.apiKeys.add(key);
  return json(
    200,
    { access_token: key, issued_token_type: 'openai-api-key', token_type: 'Bearer' },
    NO_STORE,
  );
}

/** POST /oauth/revoke (docs/wire.md 1.7). An unknown token is not an error (RFC 7009 2.2). */
export function revoke(request: SimRequest, world: World): Reply {
  const body = jsonObject(request);
  if (!body) return oauthError(400, 'invalid_request', 'A revocation takes application/json.');
  const token = asString(body['token']);
  if (token === undefined || token === '') return oauthError(400, 'invalid_request', 'The token is missing.');
  if (!world.clientIds.includes(asString(body['client_id']) ?? '')) {
    return oauthError(401, 'invalid_client', 'The client_id is not known.');
  }
  world.tokens.revoke(token);
  return json(200, {});
}

/** GET /api/accounts/v1/user-auth-credential/whoami: who a personal access token is (docs/wire.md 3). */
export function whoami(request: SimRequest, world: World): Reply {
  const token = /^Bearer (at-\S+)$/.exec(header(request, 'authorization') ?? '')?.[1];
  const accountId = token === undefined ? undefined : world.personalAccessTokens.get(token);
  const account = accountId === undefined ? undefined : findAccount(world, accountId);
  if (!account) return detail(401, 'Unauthorized');
  return json(200, {
    email: account.email,
    chatgpt_user_id: account.userId,
    chatgpt_account_id: account.id,
    chatgpt_plan_type: account.plan,
    chatgpt_account_is_fedramp: account.fedramp,
  });
}
