import type { Fetch } from '../system/fetch.ts';
import type { AppError } from '../system/errors.ts';
import type { ServerClock } from '../system/clock.ts';
import type { HeldLock } from '../system/lock.ts';
import type { Log } from '../system/log.ts';
import type { OAuthProfile } from '../oauth/profile.ts';
import type { AuthFile } from './auth-file.ts';
import { accountChanged, notSignedIn } from './credential.ts';
import type { Journal } from './journal.ts';
import type { LoginRecord } from './login-record.ts';
import type { Refusal } from './refusal.ts';
import { sameAccount } from './refresh-policy.ts';

export interface RefresherDeps {
  readonly file: AuthFile;
  readonly journal: Journal;
  readonly profile: OAuthProfile;
  readonly fetch: Fetch;
  readonly clock: ServerClock;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly platform: string;
  readonly pid: number;
  readonly uid: number | undefined;
  readonly hostname: string;
  readonly processAlive: (pid: number) => boolean;
  readonly log: Log;
}

/** The login that is to be renewed. */
export interface Base {
  readonly login: LoginRecord;
  /** True for what the disk may hold while this login is the newest: itself, or what it replaces in memory. */
  readonly isOnDisk: (found: LoginRecord) => boolean;
  /** True when the disk has not taken it yet: then it is renewed although the disk cannot be read. */
  readonly inMemory: boolean;
}

export type RefreshOutcome =
  | { readonly kind: 'fresh'; readonly login: LoginRecord }
  /**
   * The new tokens are good but the disk refused them: they live in memory until it takes them. The lock, where
   * there is one, stays held, so that nobody spends the old token meanwhile.
   */
  | {
      readonly kind: 'unsaved';
      readonly login: LoginRecord;
      readonly problem: AppError;
      readonly lock: HeldLock | undefined;
    }
  /** Nothing changed: the old token stays in use while it lives. */
  | {
      readonly kind: 'postponed';
      readonly problem: AppError;
      /** The endpoint answered: asking again at once would not help. Seconds it wants to be left alone, or 0. */
      readonly retryAfter?: number;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * The login on disk when somebody else has renewed it meanwhile. It is taken as it is: what was written a moment ago
 * is new, whatever this machine's clock thinks of it. Another account is an error, never adopted.
 */
export async function newerOnDisk(d: RefresherDeps, base: Base): Promise<LoginRecord | undefined> {
  const state = await d.file.read();
  if (state.kind === 'broken' && base.inMemory) return undefined;
  if (state.kind === 'broken') throw state.error;
  if (state.kind !== 'login') throw notSignedIn(d.file.path);
  if (!sameAccount(state.login, base.login)) throw accountChanged();
  return base.isOnDisk(state.login) ? undefined : state.login;
}

/** Removes what earlier holders of the lock left behind, once the token they were about is settled. Never throws. */
export async function tidy(d: RefresherDeps, lock: HeldLock | undefined): Promise<void> {
  // Their temporary files first: without the lock file nobody would know whose they are.
  await d.file.sweep(lock?.abandoned.map((one) => one.nonce) ?? [], d.now());
  lock?.clearAbandoned();
}
