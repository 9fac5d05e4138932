import { isObject, member, numberOf, stringOf } from '../system/json.ts';

/** One usage window of the plan. */
export interface LimitWindow {
  readonly usedPercent: number;
  readonly windowMinutes: number | undefined;
  /** Seconds since the epoch. */
  readonly resetsAt: number | undefined;
}

/** The plan's limits as last seen. A window is known by its duration, not by its slot: a plan may have only the weekly one. */
export interface Limits {
  /** The shorter window, or the only one. */
  readonly primary: LimitWindow | undefined;
  /** The longer window. */
  readonly secondary: LimitWindow | undefined;
  readonly credits:
    | { readonly hasCredits: boolean; readonly unlimited: boolean; readonly balance: string | undefined }
    | undefined;
  /** Milliseconds since the epoch: when this was seen. */
  readonly seenAt: number;
}

type HeaderReader = (name: string) => string | null;
type Credits = NonNullable<Limits['credits']>;

/** Puts the windows in the order of their length; undefined where nothing is known at all. */
export function limitsOf(
  found: readonly (LimitWindow | undefined)[],
  credits: Credits | undefined,
  seenAt: number,
): Limits | undefined {
  const windows = found
    .filter((w) => w !== undefined)
    .sort((a, b) => (a.windowMinutes ?? Infinity) - (b.windowMinutes ?? Infinity));
  if (windows.length === 0 && !credits) return undefined;
  return { primary: windows[0], secondary: windows[1], credits, seenAt };
}

/** The windows that are known, shortest first. */
export function windowsOf(limits: Limits | undefined): readonly LimitWindow[] {
  return [limits?.primary, limits?.secondary].filter((w) => w !== undefined);
}

/** A slot that says nothing at all stands for no window. */
function realWindow(window: LimitWindow): LimitWindow | undefined {
  const says = window.usedPercent !== 0 || (window.windowMinutes ?? 0) !== 0 || window.resetsAt !== undefined;
  return says ? window : undefined;
}

function resetTime(at: number | undefined, after: number | undefined, now: number): number | undefined {
  return at ?? (after === undefined ? undefined : Math.round(now / 1000 + after));
}

function headerWindow(get: HeaderReader, slot: string, now: number): LimitWindow | undefined {
  const number = (name: string): number | undefined => {
    const text = get(`x-codex-${slot}-${name}`);
    return text === null || text.trim() === '' ? undefined : numberOf(Number(text));
  };
  const usedPercent = number('used-percent');
  if (usedPercent === undefined) return undefined;
  return realWindow({
    usedPercent,
    windowMinutes: number('window-minutes'),
    resetsAt: resetTime(number('reset-at'), number('reset-after-seconds'), now),
  });
}

/** The limits in response headers (docs/wire.md 7.4); undefined where there are none. `now` in milliseconds. */
export function limitsFromHeaders(get: HeaderReader, now: number): Limits | undefined {
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
  return limitsOf([headerWindow(get, 'primary', now), headerWindow(get, 'secondary', now)], credits, now);
}

function bodyWindow(value: unknown, now: number): LimitWindow | undefined {
  if (!isObject(value)) return undefined;
  const usedPercent = numberOf(value['used_percent']);
  if (usedPercent === undefined) return undefined;
  const seconds = numberOf(value['limit_window_seconds']);
  return realWindow({
    usedPercent,
    windowMinutes: numberOf(value['window_minutes']) ?? (seconds === undefined ? undefined : seconds / 60),
    resetsAt: resetTime(numberOf(value['reset_at']), numberOf(value['reset_after_seconds']), now),
  });
}

function bodyCredits(value: unknown): Credits | undefined {
  if (!isObject(value)) return undefined;
  const balance = value['balance'];
  return {
    hasCredits: value['has_credits'] === true,
    unlimited: value['unlimited'] === true,
    balance: typeof balance === 'number' ? String(balance) : stringOf(balance),
  };
}

/** The limits in a `codex.rate_limits` event (docs/wire.md 7.1); those of another metered feature are not the plan's. */
export function limitsFromEvent(event: unknown, now: number): Limits | undefined {
  const metered = stringOf(member(event, 'metered_limit_name'));
  if (metered !== undefined && metered !== 'codex') return undefined;
  const slots = ['primary', 'secondary'].map((slot) => bodyWindow(member(event, 'rate_limits', slot), now));
  return limitsOf(slots, bodyCredits(member(event, 'credits')), now);
}

/** The limits in an answer of the usage endpoint (docs/wire.md 9). */
export function limitsFromUsage(body: unknown, now: number): Limits | undefined {
  const slots = ['primary_window', 'secondary_window'].map((slot) =>
    bodyWindow(member(body, 'rate_limit', slot), now),
  );
  return limitsOf(slots, bodyCredits(member(body, 'credits')), now);
}

/** The later sight with what only the earlier one knew: an event may bring the windows without the credits. */
export function mergeLimits(earlier: Limits | undefined, later: Limits | undefined): Limits | undefined {
  if (!earlier || !later) return later ?? earlier;
  const windows = windowsOf(later).length > 0 ? later : earlier;
  return {
    primary: windows.primary,
    secondary: windows.secondary,
    credits: later.credits ?? earlier.credits,
    seenAt: later.seenAt,
  };
}

/** When the window has ended, in milliseconds: as the server said, else a whole window after it was seen. */
function endOf(window: LimitWindow, seenAt: number): number {
  if (window.resetsAt !== undefined) return window.resetsAt * 1000;
  return seenAt + (window.windowMinutes ?? 60) * 60_000;
}

/** What still holds now: a window that has ended since says nothing about the present. `now` in milliseconds. */
export function currentLimits(limits: Limits | undefined, now: number): Limits | undefined {
  if (!limits) return undefined;
  const lasting = windowsOf(limits).filter((w) => endOf(w, limits.seenAt) > now);
  return { ...limits, primary: lasting[0], secondary: lasting[1] };
}

/** `5 h`, `week`: what people call a window of this length. */
export function windowName(minutes: number | undefined): string {
  if (minutes === undefined) return 'window';
  if (minutes >= 6 * 1440 && minutes <= 8 * 1440) return 'week';
  if (minutes >= 1440) return `${Math.round(minutes / 1440)} days`;
  return minutes >= 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes)} min`;
}

/** `42 % of 5 h, 10 % of the week` for one short line; undefined where no window is known. */
export function limitsLine(limits: Limits | undefined): string | undefined {
  const windows = windowsOf(limits);
  if (windows.length === 0) return undefined;
  return windows.map((w) => `${Math.round(w.usedPercent)} % of ${windowPhrase(w.windowMinutes)}`).join(', ');
}

/** `5 h`, `the week`. */
function windowPhrase(minutes: number | undefined): string {
  const name = windowName(minutes);
  return name === 'week' || name === 'window' ? `the ${name}` : name;
}
