import { AppError } from '../system/errors.ts';
import { isObject, member, numberOf, stringOf, type JsonObject } from '../system/json.ts';
import { humanSeconds } from '../system/time.ts';
import type { Credential } from '../login/credential.ts';
import { currentLimits, limitsOf, windowName, windowsOf, type Limits, type LimitWindow } from './limits.ts';
import { localTime } from './refusal-codes.ts';
import type { StateFile } from './state-file.ts';

/** The plan's limits as any process of this machine last saw them, by account. */
export interface LimitsBook {
  /** Remembers; the disk follows behind. */
  note(limits: Limits, credential: Credential): void;
  /** The newest sight of an account's limits, without windows that have ended since. */
  latest(accountId: string | undefined): Promise<Limits | undefined>;
  /** Refuses when a window is used up to `percent` or more. Throws a `limit` error that says when it resets. */
  guard(credential: Credential, percent: number): Promise<void>;
  /** Resolves when everything noted so far is on disk, or cannot be put there. */
  settled(): Promise<void>;
}

/** Accounts kept in the file; the longest unseen go first. */
const KEPT = 10;

/** One account's limits as `limits.json` holds them: times in seconds since the epoch, as in the headers. */
export function limitsRecord(limits: Limits): JsonObject {
  return {
    seen_at: limits.seenAt / 1000,
    windows: windowsOf(limits).map((w) => ({
      used_percent: w.usedPercent,
      window_minutes: w.windowMinutes ?? null,
      resets_at: w.resetsAt ?? null,
    })),
    credits: limits.credits
      ? {
          has_credits: limits.credits.hasCredits,
          unlimited: limits.credits.unlimited,
          balance: limits.credits.balance ?? null,
        }
      : null,
  };
}

function readWindow(value: unknown): LimitWindow | undefined {
  const usedPercent = numberOf(member(value, 'used_percent'));
  if (usedPercent === undefined) return undefined;
  return {
    usedPercent,
    windowMinutes: numberOf(member(value, 'window_minutes')),
    resetsAt: numberOf(member(value, 'resets_at')),
  };
}

/** A record read back; undefined where it is none. */
export function readLimits(record: unknown): Limits | undefined {
  const seenAt = numberOf(member(record, 'seen_at'));
  const windows = member(record, 'windows');
  if (seenAt === undefined || !Array.isArray(windows)) return undefined;
  const credits = member(record, 'credits');
  return limitsOf(
    windows.map(readWindow),
    isObject(credits)
      ? {
          hasCredits: credits['has_credits'] === true,
          unlimited: credits['unlimited'] === true,
          balance: stringOf(credits['balance']),
        }
      : undefined,
    seenAt * 1000,
  );
}

function accountsIn(content: unknown): Readonly<Record<string, unknown>> {
  const accounts = member(content, 'accounts');
  return isObject(accounts) ? accounts : {};
}

/** The file's content with one account's newer sight in it. An older sight changes nothing. */
export function withLimits(content: unknown, accountId: string, limits: Limits): JsonObject {
  const accounts = accountsIn(content);
  const seen = (record: unknown): number => numberOf(member(record, 'seen_at')) ?? 0;
  const known = Object.hasOwn(accounts, accountId) ? accounts[accountId] : undefined;
  const own = seen(known) * 1000 > limits.seenAt ? known : limitsRecord(limits);
  const all = [...Object.entries(accounts).filter(([id]) => id !== accountId), [accountId, own] as const];
  const kept = all.sort(([, a], [, b]) => seen(b) - seen(a)).slice(0, KEPT);
  return { version: 1, accounts: Object.fromEntries(kept) };
}

/** The window that reaches the cap, the one that lasts longest first; undefined where there is room. */
export function cappedWindow(limits: Limits | undefined, percent: number): LimitWindow | undefined {
  return windowsOf(limits).findLast((w) => w.usedPercent >= percent);
}

function capReached(window: LimitWindow, percent: number, now: number): AppError {
  const left = window.resetsAt === undefined ? undefined : window.resetsAt - now / 1000;
  return new AppError({
    kind: 'limit',
    code: 'limit.cap',
    what: 'The question was not sent, to spare the plan.',
    why:
      `The ${windowName(window.windowMinutes)} limit is used to ${Math.round(window.usedPercent)} %, and CODEX_OAUTH_LIMIT_PERCENT is ${percent}.` +
      (left === undefined ? '' : ` It resets in ${humanSeconds(left)} (${localTime(now + left * 1000)}).`),
    fix: 'Wait for the reset, or raise or unset CODEX_OAUTH_LIMIT_PERCENT.',
    details: window.resetsAt === undefined ? {} : { resets_at: window.resetsAt },
  });
}

export function createLimitsBook(file: StateFile, now: () => number): LimitsBook {
  const memory = new Map<string, Limits>();
  let writing: Promise<void> = Promise.resolve();

  const latest = async (accountId: string | undefined): Promise<Limits | undefined> => {
    if (accountId === undefined) return undefined;
    const accounts = accountsIn(await file.read());
    const stored = Object.hasOwn(accounts, accountId) ? readLimits(accounts[accountId]) : undefined;
    const own = memory.get(accountId);
    const newest = stored && (!own || stored.seenAt > own.seenAt) ? stored : own;
    return currentLimits(newest, now());
  };

  return {
    note: (limits, credential) => {
      const { accountId } = credential;
      if (accountId === undefined || credential.route !== 'chatgpt') return;
      memory.set(accountId, limits);
      writing = file.update((content) => withLimits(content, accountId, limits));
    },
    latest,
    guard: async (credential, percent) => {
      if (credential.route !== 'chatgpt') return;
      const window = cappedWindow(await latest(credential.accountId), percent);
      if (window) throw capReached(window, percent, now());
    },
    settled: () => writing,
  };
}
