import { its, say } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { isObject, member, numberOf, parseJson, stringOf, type JsonObject } from '../system/json.ts';
import type { Broker } from '../login/broker.ts';
import { stillUnauthorized, type Credential } from '../login/credential.ts';
import type { StatusLimits } from '../login/status.ts';
import { callBackend, type BackendDeps } from './backend.ts';
import { judgeHttp } from './judge.ts';
import { resetsIn, windowName } from './refusals.ts';
import type { StateFile } from './state-file.ts';

/** One usage window of the plan. */
export interface LimitWindow {
  readonly usedPercent: number;
  readonly windowMinutes: number | undefined;
  /** Seconds since the epoch. */
  readonly resetsAt: number | undefined;
}

/** The plan's limits as last seen. */
export interface Limits {
  /** Shortest first. Windows are identified by length, not by slot: a plan may have only the weekly one. */
  readonly windows: readonly LimitWindow[];
  readonly credits:
    | { readonly hasCredits: boolean; readonly unlimited: boolean; readonly balance: string | undefined }
    | undefined;
  /** When this was seen, in milliseconds since the epoch. */
  readonly seenAt: number;
}

/** Undefined if nothing is known. An empty slot means no window. */
function limitsOf(
  slots: readonly (LimitWindow | undefined)[],
  credits: Limits['credits'],
  seenAt: number,
): Limits | undefined {
  const windows = slots
    .filter((w) => w !== undefined)
    .filter((w) => w.usedPercent !== 0 || (w.windowMinutes ?? 0) !== 0 || w.resetsAt !== undefined)
    .sort((a, b) => (a.windowMinutes ?? Infinity) - (b.windowMinutes ?? Infinity));
  return windows.length === 0 && !credits ? undefined : { windows, credits, seenAt };
}

/**
 * The limits in response headers (docs/wire.md 7.4), read like an event with the same content; undefined if there are
 * none. `now` in milliseconds.
 */
export function limitsFromHeaders(get: (name: string) => string | null, now: number): Limits | undefined {
  const number = (name: string): number | undefined => {
    const text = get(`x-codex-${name}`)?.trim();
    return text ? Number(text) : undefined;
  };
  const keys = ['used_percent', 'window_minutes', 'reset_at', 'reset_after_seconds'];
  const slot = (name: string): JsonObject =>
    Object.fromEntries(keys.map((key) => [key, number(`${name}-${key.replaceAll('_', '-')}`)]));
  const credit = (name: string): string | null => get(`x-codex-credits-${name}`);
  const yes = (name: string): boolean => credit(name)?.toLowerCase() === 'true';
  const credits = credit('has-credits') !== null && {
    has_credits: yes('has-credits'),
    unlimited: yes('unlimited'),
    balance: credit('balance'),
  };
  return limitsFromEvent(
    { rate_limits: { primary: slot('primary'), secondary: slot('secondary') }, credits },
    now,
  );
}

/** A window in JSON: in events and headers, in the usage endpoint's answer, and in our own file (`resets_at`). */
function windowIn(value: unknown, now: number): LimitWindow | undefined {
  const number = (name: string): number | undefined => numberOf(member(value, name));
  const usedPercent = number('used_percent');
  if (usedPercent === undefined) return undefined;
  const [seconds, after] = [number('limit_window_seconds'), number('reset_after_seconds')];
  const reset = after === undefined ? undefined : Math.round(now / 1000 + after);
  return {
    usedPercent,
    windowMinutes: number('window_minutes') ?? (seconds === undefined ? undefined : seconds / 60),
    resetsAt: number('reset_at') ?? number('resets_at') ?? reset,
  };
}

function creditsIn(value: unknown): Limits['credits'] {
  if (!isObject(value)) return undefined;
  const balance = value['balance'];
  return {
    hasCredits: value['has_credits'] === true,
    unlimited: value['unlimited'] === true,
    balance: typeof balance === 'number' ? String(balance) : stringOf(balance),
  };
}

function limitsIn(body: unknown, windows: string, suffix: string, now: number): Limits | undefined {
  const slots = ['primary', 'secondary'].map((slot) => windowIn(member(body, windows, slot + suffix), now));
  return limitsOf(slots, creditsIn(member(body, 'credits')), now);
}

/**
 * The limits in a `codex.rate_limits` event (docs/wire.md 7.1); limits of another metered feature are not the plan's.
 */
export function limitsFromEvent(event: unknown, now: number): Limits | undefined {
  const metered = stringOf(member(event, 'metered_limit_name')) ?? 'codex';
  return metered === 'codex' ? limitsIn(event, 'rate_limits', '', now) : undefined;
}

/** The limits in an answer of the usage endpoint (docs/wire.md 9). */
export function limitsFromUsage(body: unknown, now: number): Limits | undefined {
  return limitsIn(body, 'rate_limit', '_window', now);
}

/** The later values, completed by the earlier ones: an event may have the windows without the credits. */
export function mergeLimits(earlier: Limits | undefined, later: Limits | undefined): Limits | undefined {
  if (!earlier || !later) return later ?? earlier;
  return {
    windows: later.windows.length > 0 ? later.windows : earlier.windows,
    credits: later.credits ?? earlier.credits,
    seenAt: later.seenAt,
  };
}

/** The windows that are still current: one that has ended since then says nothing about now. `now` in milliseconds. */
export function currentLimits(limits: Limits, now: number): Limits {
  // The server's reset time, else a whole window after it was seen.
  const endOf = (w: LimitWindow): number =>
    w.resetsAt === undefined ? limits.seenAt + (w.windowMinutes ?? 60) * 60_000 : w.resetsAt * 1000;
  return { ...limits, windows: limits.windows.filter((w) => endOf(w) > now) };
}

/** `5-hour limit 12% used, weekly 55%` for one short line; undefined if no window is known. */
export function limitsLine(limits: Limits | undefined): string | undefined {
  if (!limits || limits.windows.length === 0) return undefined;
  const adjectives: Readonly<Record<string, string>> = { window: 'plan', week: 'weekly' };
  const units: Readonly<Record<string, string>> = { min: 'minute', h: 'hour', days: 'day' };
  return limits.windows
    .map(({ windowMinutes, usedPercent }, index) => {
      const name = windowName(windowMinutes);
      const [count = '', unit = ''] = name.split(' ');
      const which = adjectives[name] ?? `${count}-${units[unit]}`;
      const used = `${Math.round(usedPercent)}%`;
      return index === 0 ? `${which} limit ${used} used` : `${which} ${used}`;
    })
    .join(', ');
}

/** The limits as status and receipts show them; their keys are a contract. `now` in milliseconds. */
export function statusLimits(limits: Limits | undefined, now: number): StatusLimits | null {
  if (!limits) return null;
  const { windows, credits, seenAt } = limits;
  const left = credits?.unlimited ? 'unlimited' : credits?.hasCredits ? (credits.balance ?? 'yes') : 'none';
  return {
    windows: windows.map((w) => ({
      name: windowName(w.windowMinutes),
      used_percent: w.usedPercent,
      resets_at: w.resetsAt === undefined ? null : new Date(w.resetsAt * 1000).toISOString(),
    })),
    credits: credits ? left : null,
    seen_seconds_ago: Math.max(0, Math.round((now - seenAt) / 1000)),
  };
}

/**
 * The body of the usage endpoint (docs/wire.md 9) and its account; a refused login is renewed once. Throws `input`
 * for an API key, which has no plan, and the errors that a refused question would get.
 */
export async function fetchUsage(
  d: BackendDeps & { readonly credentials: Pick<Broker, 'credential' | 'renew'> },
): Promise<{ readonly body: JsonObject; readonly credential: Credential }> {
  let credential = await d.credentials.credential();
  if (credential.via)
    throw new AppError({
      kind: 'input',
      code: 'usage.page_only',
      what: `${credential.via.using}: how much of it is used is shown on its page only.`,
      fix: `Manage usage: ${credential.via.managePage}`,
    });
  if (credential.route === 'api')
    throw new AppError({
      kind: 'input',
      code: 'usage.api_key',
      what: 'An API key has no plan limits.',
      fix: say`Sign in with ${its.login} to use a plan.`,
    });
  let answer = await callBackend(d, credential, '/wham/usage');
  if (answer.status === 401) {
    credential = await d.credentials.renew(credential);
    answer = await callBackend(d, credential, '/wham/usage');
    if (answer.status === 401) throw stillUnauthorized();
  }
  const body = answer.status === 200 ? parseJson(answer.body) : undefined;
  if (isObject(body)) return { body, credential };
  // Times in a refusal are the server's, so they are compared with the server's clock.
  throw judgeHttp({ ...answer, now: Date.parse(answer.header('date') ?? '') || 0 }).error;
}

/** Accounts kept in the file; the least recently seen are dropped first. */
const KEPT = 10;

/** One account's limits as stored in `limits.json`: times in seconds since the epoch, as on the wire. */
function recordOf({ windows, credits, seenAt }: Limits): JsonObject {
  return {
    seen_at: seenAt / 1000,
    windows: windows.map((w) => ({
      used_percent: w.usedPercent,
      window_minutes: w.windowMinutes,
      resets_at: w.resetsAt,
    })),
    credits: credits && {
      has_credits: credits.hasCredits,
      unlimited: credits.unlimited,
      balance: credits.balance,
    },
  };
}

const seenIn = (record: unknown): number | undefined => numberOf(member(record, 'seen_at'));

function accountsIn(content: unknown): ReadonlyMap<string, unknown> {
  const accounts = member(content, 'accounts');
  return new Map(isObject(accounts) ? Object.entries(accounts) : []);
}

/** An account's limits in the file's content; undefined if there are none. */
export function readLimits(content: unknown, accountId: string): Limits | undefined {
  const record = accountsIn(content).get(accountId);
  const [seenAt, windows] = [seenIn(record), member(record, 'windows')];
  if (seenAt === undefined || !Array.isArray(windows)) return undefined;
  const slots = windows.map((w) => windowIn(w, seenAt * 1000));
  return limitsOf(slots, creditsIn(member(record, 'credits')), seenAt * 1000);
}

/** The file's content with one account's newer limits. Older limits change nothing. */
export function withLimits(content: unknown, accountId: string, limits: Limits): JsonObject {
  const accounts = new Map(accountsIn(content));
  if ((seenIn(accounts.get(accountId)) ?? 0) * 1000 <= limits.seenAt)
    accounts.set(accountId, recordOf(limits));
  const newest = [...accounts].sort(([, a], [, b]) => (seenIn(b) ?? 0) - (seenIn(a) ?? 0));
  return { version: 1, accounts: Object.fromEntries(newest.slice(0, KEPT)) };
}

function capReached(window: LimitWindow, percent: number, now: number): AppError {
  const { resetsAt } = window;
  const reset = resetsAt === undefined ? '' : ` ${resetsIn(resetsAt - now / 1000, now)}`;
  return new AppError({
    kind: 'limit',
    code: 'limit.cap',
    what: 'Not sent: your usage cap is reached.',
    why: `The ${windowName(window.windowMinutes)} limit is ${Math.round(window.usedPercent)}% used, and CODEX_OAUTH_LIMIT_PERCENT is ${percent}.${reset}`,
    fix: 'Wait for the reset, or raise or unset CODEX_OAUTH_LIMIT_PERCENT.',
    details: resetsAt === undefined ? {} : { resets_at: resetsAt },
  });
}

/** The plan's limits as last seen by any process of this machine, by account. */
export function createLimitsBook(file: StateFile, now: () => number) {
  const memory = new Map<string, Limits>();

  /** The newest known limits of an account, without windows that have ended since. */
  const latest = async (accountId: string | undefined): Promise<Limits | undefined> => {
    if (accountId === undefined) return undefined;
    const stored = readLimits(await file.read(), accountId);
    const own = memory.get(accountId);
    const newest = stored && (!own || stored.seenAt > own.seenAt) ? stored : own;
    return newest && currentLimits(newest, now());
  };

  return {
    latest,
    /** Remembers the limits; writes them to disk in the background. */
    note: (limits: Limits, { accountId, route }: Credential): void => {
      if (accountId === undefined || route !== 'chatgpt') return;
      memory.set(accountId, limits);
      file.update((content) => withLimits(content, accountId, limits));
    },
    /** Refuses questions when any window is at or above `percent`. Throws a `limit` error that says when it resets. */
    guard: async ({ accountId, route }: Credential, percent: number): Promise<void> => {
      if (route !== 'chatgpt') return;
      // Name the longest window that reaches the cap, because the user has to wait for that one.
      const full = (await latest(accountId))?.windows.findLast((w) => w.usedPercent >= percent);
      if (full) throw capReached(full, percent, now());
    },
    settled: file.settled,
  };
}
