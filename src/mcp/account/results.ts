import { limitsFromUsage, type Limits, type LimitWindow } from '../../ask/limits.ts';
import type { Identity } from '../../login/claims.ts';
import type { SourceReport } from '../../login/sources/source.ts';
import { member, numberOf, stringOf, type JsonObject } from '../../system/json.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** The plans of the app-server (docs/wire.md 10.3); every other is `unknown` to its clients. */
export const PLANS =
  words(`free go plus pro prolite promax team business enterprise ent26 edu edu_plus edu_pro sci sci_plus
self_serve_business_prolite self_serve_business_usage_based enterprise_cbp_automation enterprise_cbp_usage_based unknown`);

/** Why a limit is reached, in the app-server's words; other reasons are omitted. */
export const REACHED =
  words(`rate_limit_reached workspace_owner_credits_depleted workspace_member_credits_depleted
workspace_owner_usage_limit_reached workspace_member_usage_limit_reached`);

/** A plan as tokens and the usage endpoint name it, in the app-server's word. */
function planType(plan: string | undefined): string {
  const known = plan === 'education' ? 'edu' : (plan ?? '');
  return PLANS.has(known) ? known : 'unknown';
}

/** The plan of a login: its tokens have one name more for a company's. */
const planOf = ({ identity }: SourceReport): string =>
  identity.plan === 'hc' ? 'enterprise' : planType(identity.plan);

/** The answer to account/read (docs/wire.md 10.2). */
export function accountResult(report: SourceReport | undefined): JsonObject {
  // We follow no routing of data-residency workspaces, so we name none (docs/wire.md 6.0).
  const none = { account: null, userId: null, requiresOpenaiAuth: true, workspaceRouting: null };
  if (report?.mode === undefined) return none;
  if (report.mode === 'apikey') return { ...none, account: { type: 'apiKey' } };
  const { email, userId } = report.identity;
  const account = {
    type: 'chatgpt',
    email: email ?? null,
    planType: planOf(report),
    workspaceName: null,
  };
  return { ...none, account, userId: userId ?? null };
}

/** The content of account/updated. */
export function updatedParams(report: SourceReport | undefined): JsonObject {
  const authMode = report?.mode ?? null;
  const planless = authMode === null || authMode === 'apikey';
  return { authMode, planType: planless || !report ? null : planOf(report) };
}

const whole = (value: number | undefined): number | null => (value === undefined ? null : Math.round(value));

/** Limits as the app-server shows them. In account/rateLimits/updated they are sparse, as the headers of an answer are. */
export function snapshot(limits: Limits | undefined, more: JsonObject = {}): JsonObject {
  const window = (w: LimitWindow | undefined): JsonObject | null =>
    w === undefined
      ? null
      : {
          usedPercent: whole(w.usedPercent) ?? 0,
          windowDurationMins: Math.ceil(Math.max(0, w.windowMinutes ?? 0)) || null,
          resetsAt: whole(w.resetsAt),
        };
  const [primary, secondary] = limits?.windows ?? [];
  const credits = limits?.credits;
  return {
    limitId: 'codex',
    limitName: null,
    normalModelSlug: null,
    primary: window(primary),
    secondary: window(secondary),
    credits: credits ? { ...credits, balance: credits.balance ?? null } : null,
    individualLimit: null,
    spendControlReached: null,
    planType: null,
    rateLimitReachedType: null,
    ...more,
  };
}

const booleanOf = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);

/** What a workspace has set for one member (docs/wire.md 9); null if a part is missing. */
function individualLimit(value: unknown): JsonObject | null {
  const [limit, used] = [stringOf(member(value, 'limit')), stringOf(member(value, 'used'))];
  const remainingPercent = whole(numberOf(member(value, 'remaining_percent')));
  const resetsAt = whole(numberOf(member(value, 'reset_at')));
  const missing = limit === undefined || used === undefined || remainingPercent === null || resetsAt === null;
  return missing ? null : { limit, used, remainingPercent, resetsAt };
}

/** The answer to account/rateLimits/read from the body of the usage endpoint (docs/wire.md 9). `now` in milliseconds. */
export function limitsResult(body: JsonObject, { accountId, userId }: Identity, now: number): JsonObject {
  const plan = stringOf(body['plan_type']);
  const reached = stringOf(member(body, 'rate_limit_reached_type', 'type'));
  // Another account's or user's limits say nothing about this one.
  const same = [
    [body['account_id'], accountId],
    [body['user_id'], userId],
  ].every(([told, ours]) => ours === undefined || told === ours);
  const more = { planType: plan === undefined ? null : planType(plan) };
  const main = snapshot(limitsFromUsage(body, now), {
    ...more,
    individualLimit: individualLimit(member(body, 'spend_control', 'individual_limit')),
    spendControlReached: booleanOf(member(body, 'spend_control', 'reached')),
    rateLimitReachedType: reached !== undefined && REACHED.has(reached) ? reached : null,
  });
  const additional: unknown = body['additional_rate_limits'];
  const others = (Array.isArray(additional) ? additional : []).flatMap(
    (entry: unknown): [string, JsonObject][] => {
      const limitId = stringOf(member(entry, 'metered_feature'));
      const limitName = stringOf(member(entry, 'limit_name')) ?? null;
      if (limitId === undefined) return [];
      return [[limitId, snapshot(limitsFromUsage(entry, now), { limitId, limitName, ...more })]];
    },
  );
  const available = whole(numberOf(member(body, 'rate_limit_reset_credits', 'available_count')));
  return {
    ordinaryUsageAllowed: same ? booleanOf(member(body, 'rate_limit', 'allowed')) : null,
    rateLimits: main,
    rateLimitsByLimitId: Object.fromEntries([['codex', main], ...others]),
    rateLimitResetCredits: available === null ? null : { availableCount: available, credits: null },
    accountId: stringOf(body['account_id']) ?? null,
    rateLimitUpsell: body['rate_limit_upsell'] ?? null,
  };
}
