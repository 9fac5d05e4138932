import type { ServerClock } from '../system/clock.ts';
import type { Deps } from '../system/deps.ts';
import { AppError } from '../system/errors.ts';
import { fileError } from '../system/files.ts';
import { parseJson } from '../system/json.ts';
import type { HeldLock, LockDeps, LockHolder, LockTimes } from '../system/lock.ts';
import type { OAuthProfile } from '../oauth/profile.ts';
import type { Provider, Purpose } from '../oauth/provider.ts';
import {
  errorCodeOf,
  judgeRefresh,
  refreshTokens,
  twiceIfBusy,
  type RefreshReason,
  type TokenVerdict,
} from '../oauth/token-endpoint.ts';
import type { AuthFile, AuthFileState } from './auth-file.ts';
import { issuedAtOf } from './claims.ts';
import { CODEX, loginErrors, notKept, notNow, type Service } from './credential.ts';
import { takeOverEarlierFiles } from './earlier-files.ts';
import type { Home } from './home.ts';
import type { Entry, Journal, Refusal, Trace } from './journal.ts';
import {
  fingerprintOf,
  homeOf,
  issuerOf,
  ofTheSame,
  refreshableFrom,
  sameAccount,
  sameTokens,
  withTokens,
  type LoginRecord,
} from './record.ts';

/**
 * The one refresh algorithm: lock → look again → journal → ask → journal → write.
 *
 * A refresh token works once. So we hold the lock throughout, read the file again inside the lock, and send the token
 * only if the answer can be kept: before the request we test that the disk takes a new auth.json and reserve space
 * for the answer in the journal. The answer goes into the journal before anything else happens with it, and every
 * process can use it from there, so a kill at any later point loses nothing.
 */
export interface RefreshDeps extends LockDeps, Pick<Deps, 'fetch' | 'sleep' | 'uid'> {
  readonly file: AuthFile;
  readonly journal: Journal;
  /** The server and client that a login belongs to. */
  readonly profileAt: (home: Home, purpose?: Purpose) => OAuthProfile | Promise<OAuthProfile>;
  /** Whose login it is. Default: OpenAI Codex. */
  readonly provider?: Provider | undefined;
  /** Whose login it is, for messages. Default: OpenAI Codex. */
  readonly service?: Service | undefined;
  readonly clock: ServerClock;
  readonly times?: Partial<LockTimes & typeof WAITS> | undefined;
}

/** In milliseconds. */
const WAITS = {
  /** Wait for another process's refresh when no token works: as long as a refresh may take. */
  busyMs: 45_000,
  /** A sign-in or sign-out waits for a running refresh: longer than a stalled lock holder is respected. */
  changeMs: 12_000,
  /** Timeout for the token endpoint. Long, because an abandoned answer may contain the only valid token. */
  requestMs: 30_000,
};

export type Outcome =
  /** auth.json has it, written by us or by another process. */
  | { readonly kind: 'renewed'; readonly login: LoginRecord }
  /** Valid and in use, but writing auth.json failed: the journal keeps it until the next question stores it. */
  | { readonly kind: 'unplaced'; readonly login: LoginRecord; readonly problem: AppError }
  /** Permanent: retrying cannot help. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Nothing changed: the old token stays in use while it lives. */
  | {
      readonly kind: 'postponed';
      readonly problem: AppError;
      /** The endpoint answered: retrying at once would not help. The wait it asks for in seconds, or 0. */
      readonly retryAfter?: number;
    };

/** What the disk says about our login. */
export interface Seen {
  readonly state: AuthFileState;
  /** The login that counts: the one in auth.json, or its refreshed version that only the journal has. */
  readonly login: LoginRecord | undefined;
  /** True if `login` still has to be put into auth.json. */
  readonly pending: boolean;
  /** The outcome of refreshing auth.json's token at its own issuer; journals of other servers do not count. */
  readonly trace: Trace | undefined;
}

export async function look(d: Pick<RefreshDeps, 'file' | 'journal'>): Promise<Seen> {
  const state = await d.file.read();
  if (state.kind !== 'login') return { state, login: undefined, pending: false, trace: undefined };
  let found: Trace | undefined;
  try {
    found = await d.journal.read();
  } catch (error) {
    const away = fileError(error, d.journal.path, 'read');
    return { state: { kind: 'broken', error: away }, login: undefined, pending: false, trace: undefined };
  }
  const { login } = state;
  const about = found?.fingerprint === fingerprintOf(login) && found.issuer === issuerOf(login);
  const trace = about ? found : undefined;
  const answer = trace?.answer && sameAccount(trace.answer, login) ? trace.answer : undefined;
  return { state, login: answer ?? login, pending: answer !== undefined, trace };
}

/** The refusal of this token by its issuer. */
export function refusalIn({ trace, pending }: Seen): Refusal | undefined {
  return pending ? undefined : trace?.refusal;
}

/** Looks again on behalf of `mine`; throws if that login is gone or belongs to another account. */
async function lookAgain(d: RefreshDeps, mine: LoginRecord): Promise<Seen & { readonly login: LoginRecord }> {
  const seen = await look(d);
  if (seen.state.kind === 'broken') throw seen.state.error;
  const errors = loginErrors(d.service ?? CODEX);
  if (!seen.login) throw errors.notSignedIn(`There is no login in ${d.file.path}.`);
  if (!sameAccount(seen.login, mine)) throw errors.accountChanged();
  return { ...seen, login: seen.login };
}

/**
 * Renews `mine`, or finds out why not. While `patient` (the old token works) we wait for a stalled lock holder
 * instead of taking over, because it may still write its answer. Throws if the login is gone, broken or another
 * account's.
 */
export async function refresh(
  d: RefreshDeps,
  mine: LoginRecord,
  reason: RefreshReason,
  patient: () => boolean,
): Promise<Outcome> {
  if (!mine.refreshToken) throw loginErrors(d.service ?? CODEX).expiredForGood();
  const { busyMs } = { ...WAITS, ...d.times };
  const began = performance.now();
  for (;;) {
    const attempt = await d.file.storage.tryLock(d, !patient());
    if (attempt.kind === 'refused') return unspent(fileError(attempt.error, `${d.file.path}.lock`, 'made'));
    if (attempt.kind === 'held') {
      try {
        const outcome = await underLock(d, mine, reason, attempt.lock);
        if (outcome !== 'again') return outcome;
      } finally {
        await attempt.lock.release();
      }
    } else {
      const seen = await lookAgain(d, mine);
      if (!sameTokens(seen.login, mine)) return { kind: 'renewed', login: seen.login };
      const refusal = refusalIn(seen);
      if (refusal) return { kind: 'refused', refusal };
      if (performance.now() - began > busyMs) return busy(attempt.holder);
    }
    await d.sleep(40 + Math.floor((d.randomBytes(1)[0] ?? 0) / 2));
  }
}

async function underLock(
  d: RefreshDeps,
  mine: LoginRecord,
  reason: RefreshReason,
  lock: HeldLock,
): Promise<Outcome | 'again'> {
  // Look again: another process may have renewed it, or died before storing its answer.
  try {
    await takeOverEarlierFiles(d);
  } catch (error) {
    return unspent(fileError(error, d.journal.path, 'written'));
  }
  const seen = await lookAgain(d, mine);
  const newer = !sameTokens(seen.login, mine);
  if (seen.pending) {
    const problem = await putInPlace(d, seen);
    if (!newer) return problem ? unspent(problem) : 'again';
    return problem
      ? { kind: 'unplaced', login: seen.login, problem }
      : { kind: 'renewed', login: seen.login };
  }
  // A leftover from the refresh of an older token is obsolete.
  if (!seen.trace) await d.journal.clear();
  if (newer) return { kind: 'renewed', login: seen.login };
  const known = refusalIn(seen);
  if (known) return { kind: 'refused', refusal: known };

  const from = d.provider?.renewsOnlyWhenDue ? refreshableFrom(mine) : 0;
  if (d.clock.now() / 1000 < from)
    return { kind: 'postponed', problem: loginErrors(d.service ?? CODEX).tooEarly(from) };

  // Find out where to send it before the journal says that it was sent.
  let profile: OAuthProfile;
  try {
    profile = await d.profileAt(homeOf(mine));
  } catch (error) {
    if (error instanceof AppError) return { kind: 'postponed', problem: error };
    throw error;
  }

  // Send the token only if its answer can be kept.
  const interruptedAt = seen.trace?.startedAt;
  const intent = {
    fingerprint: fingerprintOf(mine),
    issuer: issuerOf(mine),
    startedAt: interruptedAt ?? d.now(),
  };
  let entry: Entry | undefined;
  try {
    await d.file.probe(seen.state);
    entry = await d.journal.begin(intent, mine, lock.intact);
  } catch (error) {
    return lock.intact() ? unspent(fileError(error, d.journal.path, 'written')) : 'again';
  }
  if (!entry || !lock.intact()) return 'again';

  d.log.debug(`refresh ${intent.fingerprint} begins (${reason})`);
  const heard = await ask(d, profile, mine, reason);
  /** The journal belongs to the process that holds the lock. */
  const forget = async (): Promise<void> => {
    if (lock.intact()) await d.journal.clear();
  };
  if (heard.kind === 'failed') {
    // Without an answer the journal stays, for the next process; an older trace stays in any case.
    if (!heard.maybeSpent && interruptedAt === undefined) await forget();
    return heard.outcome;
  }
  if (heard.kind === 'refused') {
    // Another process may have renewed it without our lock (another version): use its token.
    const { login } = await lookAgain(d, mine);
    if (!sameTokens(login, mine)) {
      await forget();
      return { kind: 'renewed', login };
    }
    if (!lock.intact()) return 'again';
    const lost = heard.reason !== 'expired' && interruptedAt !== undefined;
    const refusal: Refusal = lost
      ? { reason: 'interrupted', at: interruptedAt }
      : { reason: heard.reason, at: d.now() };
    d.log.debug(`refresh ${intent.fingerprint} refused: ${refusal.reason}`);
    await inJournal(d, () => entry.refuse(refusal));
    return { kind: 'refused', refusal };
  }

  // Store it: first in the journal, then in auth.json, but never over newer tokens.
  const next = withTokens(mine, heard.tokens, d.clock.now() / 1000);
  // If another process took over the lock during the request, the journal belongs to it and the storage refuses.
  const safe = await inJournal(d, () => entry.answer(next));
  const only = (found: LoginRecord | undefined): boolean => found !== undefined && sameTokens(found, mine);
  try {
    const written = await d.file.write(next, { from: seen.state, only });
    await forget();
    // During the request the user signed in or out, or another process took over and was quicker.
    const login = written ? next : (await lookAgain(d, mine)).login;
    d.log.debug(`refresh done, now ${fingerprintOf(login)}`);
    return { kind: 'renewed', login };
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'local') throw error;
    d.log.debug(`${safe ? 'in the journal only' : 'NOT STORED'}: ${error.message}`);
    return { kind: 'unplaced', login: next, problem: error };
  }
}

/** False if the storage fails although the space was reserved. */
async function inJournal(d: RefreshDeps, write: () => Promise<void>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    d.log.debug(`the journal refuses: ${String(error)}`);
    return false;
  }
}

type Heard =
  | Exclude<TokenVerdict, { kind: 'unavailable' }>
  | { readonly kind: 'failed'; readonly maybeSpent: boolean; readonly outcome: Outcome };

/** Asks the server. After this the token may be used up, whatever comes back. */
async function ask(
  d: RefreshDeps,
  profile: OAuthProfile,
  mine: LoginRecord,
  reason: RefreshReason,
): Promise<Heard> {
  const grant = { refreshToken: mine.refreshToken ?? '', clientId: mine.clientId, reason };
  const signal = AbortSignal.timeout({ ...WAITS, ...d.times }.requestMs);
  try {
    const answer = await twiceIfBusy(d, signal, () => refreshTokens(d.fetch, profile, grant, signal));
    const verdict = judgeRefresh(answer, profile);
    // If a proxy strips the `Date` header, the `iat` of a fresh token tells the server's time.
    const issuedAt = verdict.kind === 'tokens' ? issuedAtOf(verdict.tokens.accessToken ?? '') : undefined;
    d.clock.observe(answer.serverTime ?? (issuedAt === undefined ? undefined : issuedAt * 1000));
    if (verdict.kind === 'tokens') {
      const tokens = ofTheSame(mine, verdict.tokens);
      return tokens ? { kind: 'tokens', tokens } : { kind: 'refused', reason: 'refused' };
    }
    if (verdict.kind !== 'unavailable') return verdict;
    // Only words that are known: a server's own could be anything, a token too.
    const said = errorCodeOf(parseJson(answer.body)) ?? '';
    const problem = notNow(
      `The token endpoint answered ${verdict.status}${profile.refusals.has(said) ? ` (${said})` : ''}.`,
      'auth.refresh_unavailable',
      'backend',
    );
    const outcome: Outcome = { kind: 'postponed', problem, retryAfter: answer.retryAfter ?? 0 };
    return { kind: 'failed', maybeSpent: verdict.maybeSpent, outcome };
  } catch (error) {
    const known = error instanceof AppError && !signal.aborted ? error : undefined;
    // Nothing can have reached the server (system/network-error.ts), so the token is still good.
    const unsent = known !== undefined && (known.kind === 'input' || known.details['sent'] === false);
    const problem =
      known ?? notNow('The token endpoint did not answer in time.', 'auth.refresh_timeout', 'network');
    return { kind: 'failed', maybeSpent: !unsent, outcome: { kind: 'postponed', problem } };
  }
}

/** Writes an answer that only the journal has into auth.json. Returns the error if the disk refuses. */
export async function putInPlace(d: RefreshDeps, { state, login }: Seen): Promise<AppError | undefined> {
  if (state.kind !== 'login' || !login) return undefined;
  const over = state.login;
  try {
    await d.file.write(login, {
      from: state,
      only: (found) => found !== undefined && sameTokens(found, over),
    });
    await d.journal.clear();
    d.log.debug('the answer to a refresh that was cut off is in place now');
    return undefined;
  } catch (error) {
    return fileError(error, d.file.path, 'written');
  }
}

/** Called before every question: stores a pending answer unless another process is doing so. */
export async function finishPending(d: RefreshDeps): Promise<AppError | undefined> {
  const attempt = await d.file.storage.tryLock(d, false);
  if (attempt.kind === 'refused') return fileError(attempt.error, `${d.file.path}.lock`, 'made');
  if (attempt.kind === 'busy') return undefined;
  try {
    const seen = await look(d);
    return seen.pending ? await putInPlace(d, seen) : undefined;
  } finally {
    await attempt.lock.release();
  }
}

/** How a change of the file treats the lock and the journal. */
interface Change {
  /** The change itself sees to what is recorded about older tokens. */
  readonly keepsJournal?: boolean;
  /** Logins change places: without the lock, a running refresh could lose its answer. */
  readonly moves?: boolean;
}

/**
 * Changes the file (a sign-in or sign-out) while no other process is refreshing, and clears what is recorded about
 * older tokens. After `changeMs` it goes on without the lock: a user's request must not hang, and a late refresh
 * notices that the file has changed. A change that moves logins waits longer, and then fails.
 */
export async function changeUnderLock<T>(
  d: RefreshDeps,
  change: () => Promise<T>,
  { keepsJournal = false, moves = false }: Change = {},
): Promise<T> {
  const { changeMs, busyMs } = { ...WAITS, ...d.times };
  const began = performance.now();
  for (;;) {
    const attempt = await d.file.storage.tryLock(d, true);
    if (attempt.kind === 'busy') {
      const waited = performance.now() - began;
      if (waited < (moves ? busyMs : changeMs)) {
        await d.sleep(50);
        continue;
      }
      if (moves) throw tooBusy(attempt.holder);
    }
    try {
      const result = await change();
      if (attempt.kind === 'held') await takeOverEarlierFiles(d).catch(() => {});
      if (!keepsJournal) await d.journal.clear();
      return result;
    } finally {
      if (attempt.kind === 'held') await attempt.lock.release();
    }
  }
}

function tooBusy(holder: LockHolder | undefined): AppError {
  const who = holder?.pid === undefined ? 'Another process' : `Process ${holder.pid}`;
  return notNow(`${who} has been renewing it for too long.`, 'auth.busy', 'local');
}

const busy = (holder: LockHolder | undefined): Outcome => ({ kind: 'postponed', problem: tooBusy(holder) });

function unspent(error: AppError): Outcome {
  const what = 'The login was not renewed, because the new one could not be saved.';
  return { kind: 'postponed', problem: notKept(what, error, 'You are not signed out.') };
}
