import type { SimAccount } from '../accounts.ts';
import type { HeaderMap } from '../reply.ts';

export interface LimitWindow {
  readonly usedPercent: number;
  readonly windowMinutes: number;
  /** Counted from the moment the limits were set. */
  readonly resetAfterSeconds: number;
}

/** The plan's state. The same numbers go into the headers of an answer and into wham/usage. */
export interface RateLimits {
  readonly primary: LimitWindow | null;
  readonly secondary: LimitWindow | null;
  readonly credits: {
    readonly hasCredits: boolean;
    readonly unlimited: boolean;
    readonly balance: string;
  } | null;
}

export const DEFAULT_LIMITS: RateLimits = {
  primary: { usedPercent: 12, windowMinutes: 300, resetAfterSeconds: 3600 },
  secondary: { usedPercent: 55, windowMinutes: 10_080, resetAfterSeconds: 86_400 },
  credits: { hasCredits: true, unlimited: false, balance: '4.20' },
};

export function completeLimits(limits: Partial<RateLimits> | undefined): RateLimits {
  return { ...DEFAULT_LIMITS, ...limits };
}

/** Unix seconds of the next reset; windows follow one another without a gap. */
function resetAt(window: LimitWindow, since: number, now: number): number {
  const first = since + window.resetAfterSeconds;
  if (first > now) return first;
  const length = window.windowMinutes * 60;
  return first + (Math.floor((now - first) / length) + 1) * length;
}

/** docs/wire.md 7.4. */
export function limitHeaders(limits: RateLimits, since: number, now: number): HeaderMap {
  const headers: Record<string, string> = {};
  for (const name of ['primary', 'secondary'] as const) {
    const window = limits[name];
    if (!window) continue;
    headers[`x-codex-${name}-used-percent`] = String(window.usedPercent);
    headers[`x-codex-${name}-window-minutes`] = String(window.windowMinutes);
    headers[`x-codex-${name}-reset-at`] = String(resetAt(window, since, now));
  }
  if (limits.credits) {
    headers['x-codex-credits-has-credits'] = flag(limits.credits.hasCredits);
    headers['x-codex-credits-unlimited'] = flag(limits.credits.unlimited);
    headers['x-codex-credits-balance'] = limits.credits.balance;
  }
  return headers;
}

const flag = (value: boolean): string => (value ? 'true' : 'false');

/** GET /backend-api/wham/usage (docs/wire.md 9). */
export function usageBody(
  limits: RateLimits,
  account: SimAccount,
  since: number,
  now: number,
): Record<string, unknown> {
  const window = (one: LimitWindow | null): Record<string, number> | null =>
    one && {
      used_percent: one.usedPercent,
      limit_window_seconds: one.windowMinutes * 60,
      reset_after_seconds: resetAt(one, since, now) - now,
      reset_at: resetAt(one, since, now),
    };
  const reached = [limits.primary, limits.secondary].some((one) => one !== null && one.usedPercent >= 100);
  return {
    user_id: account.userId,
    account_id: account.id,
    email: account.email,
    plan_type: account.plan,
    rate_limit: {
      allowed: !reached,
      limit_reached: reached,
      primary_window: window(limits.primary),
      secondary_window: window(limits.secondary),
    },
    code_review_rate_limit: null,
    additional_rate_limits: [],
    credits: limits.credits && {
      has_credits: limits.credits.hasCredits,
      unlimited: limits.credits.unlimited,
      balance: limits.credits.balance,
    },
    spend_control: { reached: false, individual_limit: null },
    rate_limit_reached_type: reached ? { type: 'rate_limit_reached' } : null,
    promo: null,
    rate_limit_reset_credits: { available_count: 0 },
  };
}
