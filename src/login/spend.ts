import { AppError } from '../system/errors.ts';
import type { HeldLock } from '../system/lock.ts';
import {
  judgeRefresh,
  refreshTokens,
  type RawAnswer,
  type RefreshReason,
  type TokenVerdict,
} from '../oauth/token-endpoint.ts';
import { issuedAtOf } from './claims.ts';
import { accountChanged, notSignedIn } from './credential.ts';
import { withTokens, type LoginRecord } from './login-record.ts';
import type { Refusal } from './refusal.ts';
import { fingerprint, sameAccount } from './refresh-policy.ts';
import { newerOnDisk, tidy, type Base, type RefreshOutcome, type RefresherDeps } from './refresh-deps.ts';

/** How long the token endpoint may take. Long, because an abandoned answer may hold the only valid token. */
const REQUEST_TIMEOUT_MS = 30_000;

export interface Spending {
  readonly reason: RefreshReason;
  readonly lock: HeldLock | undefined;
  /** When an earlier refresh of the same token began whose answer nobody has seen. Milliseconds. */
  readonly interruptedAt: number | undefined;
}

const later = (why: string, code: string, kind: 'network' | 'backend' = 'network'): AppError =>
  new AppError({
    kind,
    code,
    what: 'The login could not be renewed just now.',
    why,
    fix: 'Try again in a moment; you are not signed out.',
  });

/** Asks the server and does what its answer calls for. The token may be spent after this, whatever comes back. */
export async function spend(d: RefresherDeps, base: Base, s: Spending): Promise<RefreshOutcome> {
  const { login } = base;
  const print = fingerprint(login.refreshToken ?? '');
  const startedAt = d.now();
  d.log.debug(`refresh ${print} begins (${s.reason}, ${s.lock ? 'locked' : 'no lock'})`);
  const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  let answer: RawAnswer;
  try {
    answer = await refreshTokens(
      d.fetch,
      d.profile,
      {
        refreshToken: login.refreshToken ?? '',
        reason: s.reason,
        ...(login.clientId ? { clientId: login.clientId } : {}),
      },
      signal,
    );
  } catch (error) {
    if (signal.aborted || !neverSent(error)) await lose(d, base, s, startedAt);
    const known = !signal.aborted && error instanceof AppError;
    const problem = known
      ? error
      : later('The token endpoint did not answer in time.', 'auth.refresh_timeout');
    return { kind: 'postponed', problem };
  }
  const verdict = judgeRefresh(answer, d.profile);
  d.clock.observe(answer.serverTime ?? issuedAt(verdict));
  switch (verdict.kind) {
    case 'tokens':
      return keep(d, base, s.lock, withTokens(login, verdict.tokens, d.clock.now() / 1000) ?? login);
    case 'refused':
      return refuse(d, base, s, verdict.reason);
    case 'unavailable':
      if (verdict.maybeSpent) await lose(d, base, s, startedAt);
      return {
        kind: 'postponed',
        problem: later(
          `The token endpoint answered ${verdict.status}.`,
          'auth.refresh_unavailable',
          'backend',
        ),
        retryAfter: answer.retryAfter ?? 0,
      };
  }
}

/** Where a proxy strips the `Date` header, a token made a moment ago tells the server's time as well. */
function issuedAt(verdict: TokenVerdict): number | undefined {
  const token = verdict.kind === 'tokens' ? verdict.tokens.accessToken : undefined;
  const seconds = token === undefined ? undefined : issuedAtOf(token);
  return seconds === undefined ? undefined : seconds * 1000;
}

/** Nothing can have reached the server (system/network-error.ts), so the token was not spent. */
function neverSent(error: unknown): boolean {
  return error instanceof AppError && (error.kind === 'input' || error.details['sent'] === false);
}

/** The answer is lost and with it, perhaps, the only valid token: the trace stays, for the next one to know. */
async function lose(d: RefresherDeps, base: Base, s: Spending, startedAt: number): Promise<void> {
  d.journal.noteLost(fingerprint(base.login.refreshToken ?? ''), startedAt);
  // The lock of a login in memory names the token that is still on disk: its trace is of that one.
  if (base.inMemory) return;
  await tidy(d, s.lock);
  await s.lock?.mark('ended');
}

async function refuse(
  d: RefresherDeps,
  base: Base,
  s: Spending,
  reason: Exclude<Refusal['reason'], 'interrupted'>,
): Promise<RefreshOutcome> {
  // Somebody may have renewed it without our lock (another version of this program): theirs is the good one.
  const newer = await newerOnDisk(d, base);
  if (newer) return { kind: 'fresh', login: newer };
  const lost = reason !== 'expired' && s.interruptedAt !== undefined;
  const refusal: Refusal = {
    fingerprint: fingerprint(base.login.refreshToken ?? ''),
    reason: lost ? 'interrupted' : reason,
    at: lost && s.interruptedAt !== undefined ? s.interruptedAt : d.now(),
  };
  await d.journal.remember(refusal);
  d.log.debug(`refresh ${refusal.fingerprint} refused: ${refusal.reason}`);
  return { kind: 'refused', refusal };
}

/** Writes the new tokens, but never over newer ones: a process that slept through its lock may come late. */
export async function keep(
  d: RefresherDeps,
  base: Base,
  lock: HeldLock | undefined,
  next: LoginRecord,
): Promise<RefreshOutcome> {
  let written: boolean;
  try {
    written = await d.file.write(next, {
      only: (found) => found !== undefined && base.isOnDisk(found),
      ...(lock ? { nonce: lock.nonce } : {}),
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== 'local') throw error;
    await lock?.mark('unsaved');
    return { kind: 'unsaved', login: next, problem: error, lock };
  }
  if (!written) return overtaken(d, base);
  await d.journal.forget();
  d.log.debug(`refresh done, now ${fingerprint(next.refreshToken ?? '')}`);
  return { kind: 'fresh', login: next };
}

/** While we asked, somebody signed in, signed out, or passed us over and was quicker. */
async function overtaken(d: RefresherDeps, base: Base): Promise<RefreshOutcome> {
  const state = await d.file.read();
  if (state.kind === 'broken') throw state.error;
  if (state.kind !== 'login') throw notSignedIn(d.file.path);
  if (!sameAccount(state.login, base.login)) throw accountChanged();
  return { kind: 'fresh', login: state.login };
}
