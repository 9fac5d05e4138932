import { challengeOf } from '../auth/codes.ts';
import type { ActiveFault } from '../fault-plan.ts';
import type { Endpoint } from '../faults.ts';
import { empty, json, type Reply } from '../reply.ts';
import { asObject, asString, type SimRequest } from '../request.ts';
import type { World } from '../world.ts';
import { issuerOf } from './keys.ts';
import { type ChatGptSession, ENTRY_CLIENT, RESOURCE } from './store.ts';

const NO_STORE = { 'cache-control': 'no-store' };
const refuse = (error: string, status = 400): Reply => json(status, { error }, NO_STORE);

const fieldsOf = (request: SimRequest): URLSearchParams | undefined =>
  request.body.type === 'form' ? request.body.fields : undefined;

/** Which faults apply. */
export const appTokenEndpoint = (request: SimRequest): Endpoint =>
  fieldsOf(request)?.get('grant_type') === 'refresh_token' ? 'chatgpt.refresh' : 'chatgpt.token';

/** The members of each grant; no other is accepted, `scope` and a secret above all. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  authorization_code: ['grant_type', 'client_id', 'code', 'code_verifier', 'redirect_uri', 'resource'],
  refresh_token: ['grant_type', 'client_id', 'refresh_token', 'resource'],
};

/** POST /api/accounts/oauth/token: forms only. */
export function appToken(request: SimRequest, world: World, fault?: ActiveFault): Reply {
  const fields = fieldsOf(request);
  const members = MEMBERS[fields?.get('grant_type') ?? ''];
  if (!fields || !members || request.headers['authorization'] !== undefined) return refuse('invalid_request');
  const names = [...fields.keys()];
  const exact = names.length === members.length && members.every((name) => (fields.get(name) ?? '') !== '');
  if (!exact || fields.get('resource') !== RESOURCE) return refuse('invalid_request');
  const clientId = fields.get('client_id') ?? '';
  if (clientId === ENTRY_CLIENT || !world.chatgpt.apps.has(clientId)) return refuse('invalid_client', 401);
  return fields.get('grant_type') === 'refresh_token'
    ? refresh(fields, request, world, fault)
    : redeem(fields, request, world, fault);
}

function redeem(fields: URLSearchParams, request: SimRequest, world: World, fault?: ActiveFault): Reply {
  const code = world.chatgpt.codes.get(fields.get('code') ?? '');
  if (!code || code.used) return refuse('invalid_grant');
  code.used = true;
  const fits =
    code.expiresAt > world.clock.now() &&
    code.app.clientId === fields.get('client_id') &&
    code.redirectUri === fields.get('redirect_uri') &&
    code.challenge === challengeOf(fields.get('code_verifier') ?? '');
  if (!fits) return refuse('invalid_grant');
  const session = world.chatgpt.open(code.app, code.scope, code.subject);
  return answer(session, request, world, { nonce: code.nonce }, fault);
}

function refresh(fields: URLSearchParams, request: SimRequest, world: World, fault?: ActiveFault): Reply {
  const session = world.chatgpt.refresh(fields.get('refresh_token') ?? '', fields.get('client_id') ?? '');
  if (typeof session === 'string') return refuse(session);
  return answer(session, request, world, {}, fault);
}

/** The tokens; the ID token with its claims as the `chatgpt.id_token` fault changes them. */
function answer(
  session: ChatGptSession,
  request: SimRequest,
  world: World,
  more: Readonly<Record<string, unknown>>,
  fault?: ActiveFault,
): Reply {
  const issuer = issuerOf(request, world);
  const now = world.clock.now();
  const { app, scope, subject } = session;
  const tokens = world.chatgpt.issue(session, issuer);
  if (fault?.name === 'chatgpt.token.other_key') world.chatgpt.keys.rotate();
  const claims = {
    iss: issuer,
    aud: [app.clientId],
    sub: subject,
    iat: now,
    exp: now + 3600,
    email: app.account.email,
    email_verified: true,
    ...more,
    ...asObject(fault?.params['claims']),
  };
  const alg = asString(fault?.params['alg']);
  return json(
    200,
    {
      access_token: tokens.accessToken,
      refresh_token: tokens.refreshToken,
      id_token: world.chatgpt.keys.sign(claims, alg === undefined ? {} : { alg }),
      token_type: 'Bearer',
      expires_in: tokens.expiresIn,
      scope,
      earliest_refresh_at:
        fault?.name === 'chatgpt.token.date'
          ? new Date(tokens.earliestRefreshAt * 1000).toISOString()
          : tokens.earliestRefreshAt,
    },
    NO_STORE,
  );
}

/** POST /api/accounts/oauth/revoke: an unknown token is revoked already (RFC 7009 section 2.2). */
export function revokeApp(request: SimRequest, world: World): Reply {
  const fields = fieldsOf(request);
  const client = world.chatgpt.apps.get(fields?.get('client_id') ?? '');
  if (!fields || !client || fields.get('token_type_hint') !== 'refresh_token')
    return refuse('invalid_request');
  world.chatgpt.revoke(fields.get('token') ?? '');
  return empty(200);
}
