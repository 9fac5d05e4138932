import { limitsFromUsage, type Limits, type LimitWindow } from '../../ask/limits.ts';
import type { SourceReport } from '../../login/sources/source.ts';
import { member, numberOf, stringOf, type JsonObject } from '../../system/json.ts';

/** The answer to account/read (docs/wire.md 10.2). */
export function accountResult(report: SourceReport | undefined): JsonObject {
  // We follow no routing of data-residency workspaces, so we name none (docs/wire.md 6.0).
  const none = { account: null, userId: null, requiresOpenaiAuth: true, workspaceRouting: null };
  if (report?.mode === undefined) return none;
  if (report.mode === 'apikey') return { ...none, account: { type: 'apiKey' } };
  const { email, plan, userId } = report.identity;
  const account = {
    type: 'chatgpt',
    email: email ?? null,
    planType: plan ?? 'unknown',
    workspaceName: null,
  };
  return { ...none, account, userId: userId ?? null };
}

/** The content of account/updated. */
export function updatedParams(report: SourceReport | undefined): JsonObject {
  const authMode = report?.mode ?? null;
  const planless = authMode === null || authMode === 'apikey';
  return { authMode, planType: planless ? null : (report?.identity.plan ?? 'unknown') };
}

/** Limits as the app-server shows them. In account/rateLimits/updated they are sparse, as the headers of an answer are. */
export function snapshot(limits: Limits | undefined, more: JsonObject = {}): JsonObject {
  const window = (w: LimitWindow | undefined): JsonObject | null =>
    w === undefined
      ? null
      : {
          usedPercent: Math.round(w.usedPercent),
          windowDurationMins: w.windowMinutes === undefined ? null : Math.ceil(w.windowMinutes),
          resetsAt: w.resetsAt ?? null,
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

/** The answer to account/rateLimits/read from the body of the usage endpoint (docs/wire.md 9). `now` in milliseconds. */
export function limitsResult(body: JsonObject, now: number): JsonObject {
  const planType = stringOf(body['plan_type']) ?? null;
  const main = snapshot(limitsFromUsage(body, now), {
    planType,
    spendControlReached: booleanOf(member(body, 'spend_control', 'reached')),
    rateLimitReachedType: stringOf(body['rate_limit_reached_type']) ?? null,
  });
  const additional: unknown = body['additional_rate_limits'];
  const others = (Array.isArray(additional) ? additional : []).flatMap(
    (entry: unknown): [string, JsonObject][] => {
      const limitId = stringOf(member(entry, 'metered_feature'));
      const limitName = stringOf(member(entry, 'limit_name')) ?? null;
      if (limitId === undefined) return [];
      return [[limitId, snapshot(limitsFromUsage(entry, now), { limitId, limitName, planType })]];
    },
  );
  const available = numberOf(member(body, 'rate_limit_reset_credits', 'available_count'));
  return {
    ordinaryUsageAllowed: booleanOf(member(body, 'rate_limit', 'allowed')),
    rateLimits: main,
    rateLimitsByLimitId: Object.fromEntries([['codex', main], ...others]),
    rateLimitResetCredits: available === undefined ? null : { availableCount: available, credits: null },
    accountId: stringOf(body['account_id']) ?? null,
    rateLimitUpsell: null,
  };
}
