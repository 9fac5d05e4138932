import type { ActiveFault } from '../fault-plan.ts';
import { detail, empty, json, type Reply } from '../reply.ts';
import { header, type SimRequest } from '../request.ts';
import type { World } from '../world.ts';
import { admit } from './guard.ts';
import { usageBody } from './limits.ts';
import { parseVersion } from './version.ts';

/** GET /backend-api/codex/models?client_version=x.y.z (docs/wire.md 8). */
export function models(request: SimRequest, world: World, fault?: ActiveFault): Reply {
  const admission = admit(request, world);
  if (!admission.ok) return admission.reply;
  const version = request.query.get('client_version');
  if (version === null || !parseVersion(version)) {
    return detail(400, 'client_version must be given as x.y.z');
  }
  if (fault?.name === 'models.etag_change') world.catalog.touch();
  const etag = world.catalog.etag();
  if (header(request, 'if-none-match') === etag) return empty(304, { etag });
  return json(200, { models: world.catalog.visibleTo(version) }, { etag });
}

/** GET /backend-api/wham/usage (docs/wire.md 9). */
export function usage(request: SimRequest, world: World): Reply {
  const admission = admit(request, world);
  if (!admission.ok) return admission.reply;
  return json(200, usageBody(world.limits, admission.account, world.limitsSince, world.clock.now()));
}

/** GET /backend-api/wham/accounts/check: the workspaces of the user (docs/wire.md 6.0). */
export function accountsCheck(request: SimRequest, world: World): Reply {
  const admission = admit(request, world);
  if (!admission.ok) return admission.reply;
  const mine = world.accounts.filter((account) => account.userId === admission.account.userId);
  return json(200, {
    accounts: mine.map((account) => ({
      id: account.id,
      name: account.workspaceName,
      plan_type: account.plan,
      structure: account.workspaceName === null ? 'personal' : 'workspace',
      profile_picture_url: null,
      workspace_backend_origin: account.backendOrigin,
      account_routing_override: account.routingOverride,
    })),
    account_ordering: mine.map((account) => account.id),
    default_account_id: admission.account.id,
  });
}

/** GET /backend-api/wham/config/bundle: the CLI asks it of company plans (docs/wire.md 3). No policies here. */
export function configBundle(request: SimRequest, world: World): Reply {
  const admission = admit(request, world);
  return admission.ok ? json(200, {}) : admission.reply;
}
