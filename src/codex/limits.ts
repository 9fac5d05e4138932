import { isObject, member, numberOf, stringOf } from '../system/json.ts';

/** One usage window of the plan. */
export interface LimitWindow {
  readonly usedPercent: number;
  readonly windowMinutes: number | undefined;
  /** Seconds since the epoch. */
  readonly resetsAt: number | undefined;
}

/** The plan's limits as last seen. Kinds are told by duration, not by slot: a plan may have only the weekly one. */
export interface Limits {
  readonly primary: LimitWindow | undefined;
  readonly secondary: LimitWindow | undefined;
  readonly credits:
    | { readonly hasCredits: boolean; readonly unlimited: boolean; readonly balance: string | undefined }
    | undefined;
  /** Milliseconds since the epoch: when this was seen. */
  readonly seenAt: number;
}

type HeaderReader = (name: string) => string | null;

function headerWindow(get: HeaderReader, slot: string, now: number): LimitWindow | undefined {
  const number = (name: string): number | undefined => {
    const text = get(`x-codex-${slot}-${name}`);
    return text === null || text.trim() === '' ? undefined : numberOf(Number(text));
  };
  const usedPercent = number('used-percent');
  if (usedPercent === undefined) return undefined;
  const after = number('reset-after-seconds');
  return {
    usedPercent,
    windowMinutes: number('window-minutes'),
    resetsAt: number('reset-at') ?? (after === undefined ? undefined : Math.round(now / 1000 + after)),
  };
}

/** The limits in response headers (PROTOCOL.md 7.4); undefined where there are none. `now` in milliseconds. */
export function limitsFromHeaders(get: HeaderReader, now: number): Limits | undefined {
  const primary = headerWindow(get, 'primary', now);
  const secondary = headerWindow(get, 'secondary', now);
  const has = get('x-codex-credits-has-credits');
  const truth = (text: string | null): boolean => text?.toLowerCase() === 'true';
  const credits =
    has === null
      ? undefined
      : {
          hasCredits: truth(has),
          unlimited: truth(get('x-codex-credits-unlimited')),
          balance: get('x-codex-credits-balance') ?? undefined,
        };
  return primary || secondary || credits ? { primary, secondary, credits, seenAt: now } : undefined;
}

function bodyWindow(value: unknown, now: number): LimitWindow | undefined {
  if (!isObject(value)) return undefined;
  const usedPercent = numberOf(value['used_percent']);
  if (usedPercent === undefined) return undefined;
  const seconds = numberOf(value['limit_window_seconds']);
  const after = numberOf(value['reset_after_seconds']);
  return {
    usedPercent,
    windowMinutes: numberOf(value['window_minutes']) ?? (seconds === undefined ? undefined : seconds / 60),
    resetsAt:
      numberOf(value['reset_at']) ?? (after === undefined ? undefined : Math.round(now / 1000 + after)),
  };
}

function bodyCredits(value: unknown): Limits['credits'] {
  if (!isObject(value)) return undefined;
  const balance = value['balance'];
  return {
    hasCredits: value['has_credits'] === true,
    unlimited: value['unlimited'] === true,
    balance: typeof balance === 'number' ? String(balance) : stringOf(balance),
  };
}

/** The limits in a `codex.rate_limits` event (PROTOCOL.md 7.1). */
export function limitsFromEvent(event: unknown, now: number): Limits | undefined {
  const primary = bodyWindow(member(event, 'rate_limits', 'primary'), now);
  const secondary = bodyWindow(member(event, 'rate_limits', 'secondary'), now);
  const credits = bodyCredits(member(event, 'credits'));
  return primary || secondary || credits ? { primary, secondary, credits, seenAt: now } : undefined;
}

/** The limits in an answer of the usage endpoint (PROTOCOL.md 9). */
export function limitsFromUsage(body: unknown, now: number): Limits | undefined {
  const primary = bodyWindow(member(body, 'rate_limit', 'primary_window'), now);
  const secondary = bodyWindow(member(body, 'rate_limit', 'secondary_window'), now);
  const credits = bodyCredits(member(body, 'credits'));
  return primary || secondary || credits ? { primary, secondary, credits, seenAt: now } : undefined;
}

/** `5 h`, `week`: what people call a window of this length. */
export function windowName(minutes: number | undefined): string {
  if (minutes === undefined) return 'window';
  if (minutes >= 6 * 1440 && minutes <= 8 * 1440) return 'week';
  if (minutes >= 1440) return `${Math.round(minutes / 1440)} days`;
  return minutes >= 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes)} min`;
}

/** `5 h 42 %, week 10 %` for one short line; undefined where no window is known. */
export function limitsLine(limits: Limits | undefined): string | undefined {
  const windows = [limits?.primary, limits?.secondary].filter((w) => w !== undefined);
  if (windows.length === 0) return undefined;
  return windows.map((w) => `${windowName(w.windowMinutes)} ${Math.round(w.usedPercent)} %`).join(', ');
}
