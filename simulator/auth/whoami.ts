import { detail, json, type Reply } from '../reply.ts';
import { header, type SimRequest } from '../request.ts';
import { findAccount, type World } from '../world.ts';

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
