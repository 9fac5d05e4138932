import { json, oauthError, type Reply } from '../reply.ts';
import { asString, jsonObject, type SimRequest } from '../request.ts';
import type { World } from '../world.ts';

/** POST /oauth/revoke (docs/wire.md 1.7). An unknown token is no error (RFC 7009 2.2). */
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
