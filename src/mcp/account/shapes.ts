import type { Limits, LimitWindow } from '../../ask/limits.ts';
import type { SourceReport } from '../../login/sources/source.ts';
import { isObject, member, numberOf, stringOf, type JsonObject } from '../../system/json.ts';

/** The answer to account/read (docs/wire.md 10.2). */
export function accountResult(report: SourceReport | undefined): JsonObject {
  const none = { account: null, userId: null, requiresOpenaiAuth: true, workspaceRouting: null };
  if (report?.mode === undefined) return none;
  if (report.mode === 'apikey') return { ...none, account: { type: 'apiKey' } };
  const { email, plan, userId } = report.identity;
  return {
    account: {
      type: 'chatgpt',
      email: email ?? null,
      planType: plan ?? 'unknown',
      workspaceName: null,
    },
    userId: userId ?? null,
    requiresOpenaiAuth: true,
    // We follow no routing of data-residency workspaces, so we name none (docs/wire.md 6.0).
    workspaceRouting: null,
  };
}

/** The content of account/updated. */
export function updatedParams(report: SourceReport | undefined): JsonObject {
  const mode = report?.mode ?? null;
  return {
    authMode: mode,
    planType: mode === null || mode === 'apikey' ? null : (report?.identity.plan ?? 'unknown'),
  };
}

interface SnapshotParts {
  readonly limitId: string | null;
  readonly limitName: string | null;
  readonly primary: JsonObject | null;
  readonly secondary: JsonObject | null;
  readonly credits: JsonObject | null;
}

function snapshot(parts: SnapshotParts, more: JsonObject = {}): JsonObject {
  const { limitId, limitName, ...rest } = parts;
  return {
    limitId,
    limitName,
    normalModelSlug: null,
    ...rest,
    individualLimit: null,
    spendControlReached: null,
    planType: null,
    rateLimitReachedType: null,
    ...more,
  };
}

/** The content of account/rateLimits/updated: sparse, as the headers of an answer are. */
export function limitsUpdated(limits: Limits): JsonObject {
  const window = (w: LimitWindow | undefined): JsonObject | null =>
    w === undefined
      ? null
      : {
          usedPercent: Math.round(w.usedPercent),
          windowDurationMins: w.windowMinutes ?? null,
          resetsAt: w.resetsAt ?? null,
        };
  const { credits } = limits;
  return {
    rateLimits: snapshot({
      limitId: 'codex',
      limitName: null,
      primary: window(limits.primary),
      secondary: window(limits.secondary),
      credits: credits
        ? { hasCredits: credits.hasCredits, unlimited: credits.unlimited, balance: credits.balance ?? null }
        : null,
    }),
  };
}

function bodyWindow(value: unknown): JsonObject | null {
  if (!isObject(value)) return null;
  const used = numberOf(value['used_percent']);
  const seconds = numberOf(value['limit_window_seconds']);
  if (used === undefined) return null;
  return {
    usedPercent: Math.round(used),
    windowDurationMins: seconds === undefined ? null : Math.ceil(seconds / 60),
    resetsAt: numberOf(value['reset_at']) ?? null,
  };
}

function bodyCredits(value: unknown): JsonObject | null {
  if (!isObject(value)) return null;
  const balance = value['balance'];
  return {
    hasCredits: value['has_credits'] === true,
    unlimited: value['unlimited'] === true,
    balance: typeof balance === 'number' ? String(balance) : (stringOf(balance) ?? null),
  };
}

const booleanOf = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);

/** The answer to account/rateLimits/read from the body of the usage endpoint (docs/wire.md 9). */
export function rateLimitsResult(body: JsonObject): JsonObject {
  const common = { planType: stringOf(body['plan_type']) ?? null };
  const main = snapshot(
    {
      limitId: 'codex',
      limitName: null,
      primary: bodyWindow(member(body, 'rate_limit', 'primary_window')),
      secondary: bodyWindow(member(body, 'rate_limit', 'secondary_window')),
      credits: bodyCredits(body['credits']),
    },
    {
      ...common,
      spendControlReached: booleanOf(member(body, 'spend_control', 'reached')),
      rateLimitReachedType: stringOf(body['rate_limit_reached_type']) ?? null,
    },
  );
  const more: unknown = body['additional_rate_limits'];
  const others = (Array.isArray(more) ? more : []).map((entry: unknown): [string, JsonObject] | undefined => {
    const limitId = stringOf(member(entry, 'metered_feature'));
    if (limitId === undefined) return undefined;
    const parts = {
      limitId,
      limitName: stringOf(member(entry, 'limit_name')) ?? null,
      primary: bodyWindow(member(entry, 'rate_limit', 'primary_window')),
      secondary: bodyWindow(member(entry, 'rate_limit', 'secondary_window')),
      credits: null,
    };
    return [limitId, snapshot(parts, common)];
  });
  const available = numberOf(member(body, 'rate_limit_reset_credits', 'available_count'));
  return {
    ordinaryUsageAllowed: booleanOf(member(body, 'rate_limit', 'allowed')),
    rateLimits: main,
    rateLimitsByLimitId: Object.fromEntries([['codex', main], ...others.filter((o) => o !== undefined)]),
    rateLimitResetCredits: available === undefined ? null : { availableCount: available, credits: null },
    accountId: stringOf(body['account_id']) ?? null,
    rateLimitUpsell: null,
  };
}
