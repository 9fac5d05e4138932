import type { Fetch } from '../system/fetch.ts';
import { AppError, errnoOf } from '../system/errors.ts';
import { fileError } from '../system/files.ts';
import type { ServerClock } from '../system/clock.ts';
import { tryLock, type HeldLock } from '../system/lock.ts';
import type { Log } from '../system/log.ts';
import type { OAuthProfile } from '../oauth/profile.ts';
import { judgeRefresh, refreshTokens, type RawAnswer, type RefreshReason } from '../oauth/token-endpoint.ts';
import type { AuthFile } from './auth-file.ts';
import { accountChanged, expiredForGood, notSignedIn } from './credential.ts';
import type { Intent, Journal, Refusal } from './intent.ts';
import { withTokens, type LoginRecord } from './login-record.ts';
import { fingerprint, freshnessOf, sameAccount } from './refresh-policy.ts';

export interface RefresherDeps {
  readonly file: AuthFile;
  readonly journal: Journal;
  readonly profile: OAuthProfile;
  readonly fetch: Fetch;
  readonly clock: ServerClock;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly pid: number;
  readonly hostname: string;
  readonly processAlive: (pid: number) => boolean;
  readonly log: Log;
}

export type RefreshOutcome =
  | { readonly kind: 'fresh'; readonly login: LoginRecord }
  /** The new tokens are good but the disk refused them: they live in memory until it takes them. */
  | {
      readonly kind: 'unsaved';
      readonly login: LoginRecord;
      readonly replaces: string;
      readonly problem: AppError;
    }
  /** Nothing changed: the old token stays in use while it lives. */
  | { readonly kind: 'postponed'; readonly problem: AppError }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** How long the token endpoint may take. Long, because an abandoned answer may hold the only valid token. */
const REQUEST_TIMEOUT_MS = 30_000;
/** Waiting for another process's refresh: short while the old token still works, else as long as a refresh may take. */
const WAIT_ALIVE_MS = 2_000;
const WAIT_EXPIRED_MS = 45_000;
/** An intent older than this belongs to a process that will not finish, even if it is alive. */
const INTENT_LIMIT_MS = 60_000;

/** The connection never came to be, so the token was not spent. */
const NEVER_SENT = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const postponed = (what: string, why: string, mend: string, code: string): RefreshOutcome => ({
  kind: 'postponed',
  problem: new AppError({ kind: 'network', code, what, why, mend }),
});

/**
 * The one refresh algorithm (DESIGN.md, Credentials). A refresh token can be spent once, so a lock is held over
 * read → request → write, and inside it the file is read again before anything is asked. `base` is the login as
 * the caller knows it.
 */
export async function refreshUnderLock(
  d: RefresherDeps,
  base: LoginRecord,
  reason: RefreshReason,
): Promise<RefreshOutcome> {
  const alive = reason !== 'unauthorized_recovery' && !freshnessOf(base, d.clock.now()).isExpired;
  const deadline = d.now() + (alive ? WAIT_ALIVE_MS : WAIT_EXPIRED_MS);
  for (;;) {
    const attempt = await tryLock(d.file.path, (error) => d.log.debug(`lock compromised: ${error.message}`));
    if (attempt.kind === 'refused') {
      const problem = fileError(attempt.error, `${d.file.path}.lock`, 'locked');
      // Without a lock another process may spend the same token: not while the old one still does its work.
      if (alive) return { kind: 'postponed', problem };
      d.log.debug(`refreshing without a lock: ${problem.message}`);
      const outcome = await refreshHolding(d, base, reason, undefined);
      if (outcome !== 'busy') return outcome;
    } else if (attempt.kind === 'held') {
      try {
        const outcome = await refreshHolding(d, base, reason, attempt.lock);
        if (outcome !== 'busy') return outcome;
      } finally {
        if (attempt.lock.intact) await attempt.lock.release();
      }
    } else {
      const newer = await newerOnDisk(d, base);
      if (newer) return { kind: 'fresh', login: newer };
    }
    if (d.now() > deadline) {
      return postponed(
        'The login could not be renewed just now.',
        'Another process has been renewing it for too long.',
        'Try again in a moment; you are not signed out.',
        'auth.busy',
      );
    }
    await d.sleep(40 + Math.floor((d.randomBytes(1)[0] ?? 0) / 2));
  }
}

/**
 * Runs a change of the file (a sign-in, a sign-out) while no refresh of another process is in its middle. Waits
 * briefly and then goes on: what the user asked for must not hang behind a stalled process, and a refresh that
 * comes late notices that the file has changed.
 */
export async function changeUnderLock<T>(d: RefresherDeps, change: () => Promise<T>): Promise<T> {
  const deadline = d.now() + WAIT_ALIVE_MS;
  for (;;) {
    const attempt = await tryLock(d.file.path, (error) => d.log.debug(`lock compromised: ${error.message}`));
    if (attempt.kind === 'held') {
      try {
        return await change();
      } finally {
        if (attempt.lock.intact) await attempt.lock.release();
      }
    }
    if (attempt.kind === 'refused' || d.now() > deadline) return change();
    await d.sleep(50);
  }
}

/** The login on disk when somebody else has renewed it meanwhile. Another account is an error, never adopted. */
async function newerOnDisk(d: RefresherDeps, base: LoginRecord): Promise<LoginRecord | undefined> {
  const state = await d.file.read();
  if (state.kind === 'broken') throw state.error;
  if (state.kind !== 'login') throw notSignedIn(d.file.path);
  if (!sameAccount(state.login, base)) throw accountChanged();
  return state.login.accessToken === base.accessToken ? undefined : state.login;
}

async function refreshHolding(
  d: RefresherDeps,
  base: LoginRecord,
  reason: RefreshReason,
  lock: HeldLock | undefined,
): Promise<RefreshOutcome | 'busy'> {
  const newer = await newerOnDisk(d, base);
  if (newer && !freshnessOf(newer, d.clock.now()).needsRefresh) return { kind: 'fresh', login: newer };
  const login = newer ?? base;
  if (!login.refreshToken) throw expiredForGood();
  const print = fingerprint(login.refreshToken);
  const known = await d.journal.readRefusal();
  if (known?.fingerprint === print) return { kind: 'refused', refusal: known };

  const intent: Intent = {
    fingerprint: print,
    nonce: Buffer.from(d.randomBytes(12)).toString('base64url'),
    pid: d.pid,
    host: d.hostname,
    startedAt: d.now(),
  };
  const earlier = await claim(d, intent);
  if (earlier === 'busy') return 'busy';
  d.log.debug(`refresh ${print} begins (${reason}, lock ${lock ? 'held' : 'none'})`);
  return spend(d, { login, refreshToken: login.refreshToken, intent, reason, interruptedAt: earlier });
}

/**
 * Puts our intent on disk. `busy` when another live process is refreshing the same token; otherwise when an
 * earlier refresh of it was cut off, if one was. A disk that refuses is no reason not to renew.
 */
async function claim(d: RefresherDeps, intent: Intent): Promise<number | undefined | 'busy'> {
  let interruptedAt: number | undefined;
  try {
    const existing = await d.journal.readIntent();
    if (existing) {
      const same = existing.fingerprint === intent.fingerprint;
      const age = d.now() - existing.startedAt;
      const owned =
        existing.host === d.hostname &&
        existing.pid !== d.pid &&
        existing.pid > 0 &&
        d.processAlive(existing.pid);
      if (same && owned && age >= 0 && age < INTENT_LIMIT_MS) return 'busy';
      if (same) interruptedAt = existing.startedAt;
      if (!(await d.journal.takeOver(existing, intent.nonce))) return 'busy';
    }
    if (!(await d.journal.begin(intent))) return 'busy';
  } catch (error) {
    d.log.debug(`the intent could not be written: ${errnoOf(error) ?? 'unknown'}`);
  }
  return interruptedAt;
}

interface Spending {
  readonly login: LoginRecord;
  readonly refreshToken: string;
  readonly intent: Intent;
  readonly reason: RefreshReason;
  readonly interruptedAt: number | undefined;
}

async function spend(d: RefresherDeps, s: Spending): Promise<RefreshOutcome> {
  let answer: RawAnswer;
  try {
    answer = await refreshTokens(
      d.fetch,
      d.profile,
      {
        refreshToken: s.refreshToken,
        reason: s.reason,
        ...(s.login.clientId ? { clientId: s.login.clientId } : {}),
      },
      AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    );
  } catch (error) {
    return noAnswer(d, s, error);
  }
  d.clock.observe(answer.serverTime);
  const verdict = judgeRefresh(answer);
  if (verdict.kind === 'tokens') {
    const next = withTokens(s.login, verdict.tokens, d.clock.now() / 1000);
    if (next) return keep(d, s, next);
  }
  const quietly = (work: Promise<void>): Promise<void> => work.catch(() => {});
  if (verdict.kind === 'refused') {
    // Somebody may have renewed it without our lock (another version of this program): theirs is the good one.
    const newer = await newerOnDisk(d, s.login);
    await quietly(d.journal.end(s.intent.nonce));
    if (newer) return { kind: 'fresh', login: newer };
    const lost = s.interruptedAt !== undefined && verdict.reason !== 'expired';
    const refusal: Refusal = {
      fingerprint: s.intent.fingerprint,
      reason: lost ? 'interrupted' : verdict.reason,
      at: lost && s.interruptedAt !== undefined ? s.interruptedAt : d.now(),
    };
    await quietly(d.journal.remember(refusal));
    d.log.debug(`refresh ${s.intent.fingerprint} refused: ${verdict.code}`);
    return { kind: 'refused', refusal };
  }
  await quietly(d.journal.end(s.intent.nonce));
  const status = verdict.kind === 'unavailable' ? verdict.status : answer.status;
  return postponed(
    'The login could not be renewed just now.',
    `The token endpoint answered ${status}.`,
    'Try again in a moment; you are not signed out.',
    'auth.refresh_unavailable',
  );
}

/** No answer came. If the request may have arrived, the intent stays as the trace of a lost refresh. */
async function noAnswer(d: RefresherDeps, s: Spending, error: unknown): Promise<RefreshOutcome> {
  const cause = error instanceof AppError ? String(error.details['cause'] ?? '') : '';
  try {
    await d.journal.end(s.intent.nonce);
    // pid 0: nobody is working on it any more, so the next one need not wait.
    if (!NEVER_SENT.has(cause)) await d.journal.begin({ ...s.intent, pid: 0 });
  } catch (failure) {
    d.log.debug(`the intent could not be updated: ${errnoOf(failure) ?? 'unknown'}`);
  }
  if (error instanceof AppError) return { kind: 'postponed', problem: error };
  return postponed(
    'The login could not be renewed just now.',
    'The token endpoint did not answer in time.',
    'Try again in a moment; you are not signed out.',
    'auth.refresh_timeout',
  );
}

/** Writes the new tokens, but never over newer ones: a process that slept through its lock may come late. */
async function keep(d: RefresherDeps, s: Spending, next: LoginRecord): Promise<RefreshOutcome> {
  try {
    const state = await d.file.read();
    if (state.kind === 'login' && state.login.refreshToken !== s.refreshToken) {
      await d.journal.end(s.intent.nonce).catch(() => {});
      if (!sameAccount(state.login, s.login)) throw accountChanged();
      return { kind: 'fresh', login: state.login };
    }
    if (state.kind === 'absent' || state.kind === 'no-login') throw notSignedIn(d.file.path);
    await d.file.write(next);
  } catch (error) {
    if (error instanceof AppError && error.kind === 'local') {
      return { kind: 'unsaved', login: next, replaces: s.intent.fingerprint, problem: error };
    }
    throw error;
  }
  await d.journal.end(s.intent.nonce).catch(() => {});
  await d.journal.forget().catch(() => {});
  d.log.debug(`refresh ${s.intent.fingerprint} done, now ${fingerprint(next.refreshToken ?? '')}`);
  return { kind: 'fresh', login: next };
}
