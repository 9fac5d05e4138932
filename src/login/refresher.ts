import { AppError } from '../system/errors.ts';
import { fileError } from '../system/files.ts';
import { readLocks, tryLock, type HeldLock, type LockAttempt, type LockDeps } from '../system/lock.ts';
import { machineId, standInFor } from '../system/machine.ts';
import type { RefreshReason } from '../oauth/token-endpoint.ts';
import { expiredForGood } from './credential.ts';
import type { LoginRecord } from './login-record.ts';
import { newerOnDisk, tidy, type Base, type RefresherDeps, type RefreshOutcome } from './refresh-deps.ts';
import { fingerprint, sameAccount } from './refresh-policy.ts';
import { keep, spend } from './spend.ts';

/** Waiting for a refresh of another process, when nothing can be done without it: as long as one may take. */
const WAIT_MS = 45_000;
/** A sign-in or sign-out waits for a refresh under way at most this long: longer than a stalled holder is believed. */
const CHANGE_WAIT_MS = 12_000;

function busy(owner: { readonly pid: number; readonly state: string } | undefined): RefreshOutcome {
  const holder = owner ? `process ${owner.pid}` : 'another process';
  const keeps = owner?.state === 'unsaved';
  return {
    kind: 'postponed',
    problem: new AppError({
      kind: 'local',
      code: keeps ? 'auth.unsaved_elsewhere' : 'auth.busy',
      what: 'The login could not be renewed just now.',
      why: keeps
        ? `The renewed login is in the memory of ${holder}, because the disk refused it.`
        : `It is being renewed by ${holder}, for too long already.`,
      fix: keeps
        ? 'Make room on the disk of the login file; it is then written by itself. You are not signed out.'
        : 'Try again in a moment; you are not signed out.',
    }),
  };
}

/**
 * The one refresh algorithm. A refresh token can be spent once, so a lock is held over
 * read → request → write, and inside it the file is read again before anything is asked. While the lock is held its
 * file names the token: it is the intent, on disk before the request and gone after the write.
 *
 * `patient` is false while the old token still works: then a holder that is asleep or stopped is waited for and not
 * passed over, because it may yet write what it got. How long others can be in the way: one that died on this
 * machine, one look; one that sleeps, LOCK_STALE_MS (8 s) of being watched; one that is at work, WAIT_MS.
 */
export async function refreshUnderLock(
  d: RefresherDeps,
  base: Base,
  reason: RefreshReason,
  patient: () => boolean,
  inHand?: HeldLock,
): Promise<RefreshOutcome> {
  if (!base.login.refreshToken) throw expiredForGood();
  const print = fingerprint(base.login.refreshToken);
  const known = await d.journal.refusalOf(print);
  if (known) return { kind: 'refused', refusal: known };
  if (inHand) {
    const outcome = await holding(d, base, reason, patient, inHand);
    if (outcome !== 'passed over') return outcome;
  }
  const deadline = d.now() + WAIT_MS;
  for (;;) {
    const attempt = await lockFor(d, print, !patient());
    if (attempt.kind === 'refused') {
      const problem = fileError(attempt.error, `${d.file.path}.lock`, 'made');
      // Without a lock another process may spend the same token: not while the old one still does its work.
      if (patient()) return { kind: 'postponed', problem };
      d.log.debug(`refreshing without a lock: ${problem.message}`);
      const outcome = await holding(d, base, reason, patient, undefined);
      if (outcome !== 'passed over') return outcome;
    } else if (attempt.kind === 'held') {
      const outcome = await holding(d, base, reason, patient, attempt.lock);
      if (outcome !== 'passed over') return outcome;
    } else {
      const newer = await newerOnDisk(d, base);
      if (newer) return { kind: 'fresh', login: newer };
      if (attempt.owner?.state === 'unsaved' || d.now() > deadline) return busy(attempt.owner);
    }
    await d.sleep(40 + Math.floor((d.randomBytes(1)[0] ?? 0) / 2));
  }
}

interface LockSite {
  readonly deps: LockDeps;
  readonly places: readonly string[];
}

async function siteOf(d: RefresherDeps): Promise<LockSite> {
  const [machine, standIn] = await Promise.all([
    machineId(d.hostname, d.platform),
    standInFor(d.file.path, d.uid),
  ]);
  return { deps: { ...d, machine }, places: standIn ? [d.file.path, standIn] : [d.file.path] };
}

/** Who stands at the lock of the login file. Touches nothing. */
export async function locksOf(d: RefresherDeps): ReturnType<typeof readLocks> {
  const site = await siteOf(d);
  return readLocks(site.deps, site.places);
}

async function lockFor(d: RefresherDeps, note: string, passStalled: boolean): Promise<LockAttempt> {
  const site = await siteOf(d);
  return tryLock(site.deps, {
    places: site.places,
    note,
    passStalled,
    onLost: () => d.log.debug(`passed over at the lock of ${note || 'a change'}`),
  });
}

/**
 * Runs a change of the file (a sign-in, a sign-out) while no refresh of another process is in its middle. After
 * CHANGE_WAIT_MS it goes on without the lock: what the user asked for must not hang, and a refresh that comes late
 * notices that the file has changed.
 */
export async function changeUnderLock<T>(d: RefresherDeps, change: () => Promise<T>): Promise<T> {
  const deadline = d.now() + CHANGE_WAIT_MS;
  for (;;) {
    const attempt = await lockFor(d, '', true);
    if (attempt.kind === 'held') {
      try {
        const result = await change();
        await tidy(d, attempt.lock);
        return result;
      } finally {
        attempt.lock.release();
      }
    }
    const keeps = attempt.kind === 'busy' && attempt.owner?.state === 'unsaved';
    if (attempt.kind === 'refused' || keeps || d.now() > deadline) return change();
    await d.sleep(50);
  }
}

/** With the lock in hand (or none to be had). Lets go of it in every case but `unsaved` and a lost answer. */
async function holding(
  d: RefresherDeps,
  base: Base,
  reason: RefreshReason,
  patient: () => boolean,
  lock: HeldLock | undefined,
): Promise<RefreshOutcome | 'passed over'> {
  let outcome: RefreshOutcome | 'passed over' | undefined;
  try {
    outcome = await settle(d, base, reason, patient, lock);
    // The token is settled: what is left of its earlier holders is of no more use.
    if (outcome !== 'passed over' && (outcome.kind === 'fresh' || outcome.kind === 'refused'))
      await tidy(d, lock);
    return outcome;
  } finally {
    const kind = typeof outcome === 'object' ? outcome.kind : undefined;
    const keeps = kind === 'unsaved' || (kind === 'postponed' && base.inMemory);
    if (!keeps) lock?.release();
  }
}

async function settle(
  d: RefresherDeps,
  base: Base,
  reason: RefreshReason,
  patient: () => boolean,
  lock: HeldLock | undefined,
): Promise<RefreshOutcome | 'passed over'> {
  const newer = await newerOnDisk(d, base);
  if (newer) return { kind: 'fresh', login: newer };
  const print = fingerprint(base.login.refreshToken ?? '');
  const known = await d.journal.refusalOf(print);
  if (known) return { kind: 'refused', refusal: known };
  const traces = (lock?.abandoned ?? []).filter((trace) => trace.note === print);
  const next = await preparedBy(d, base, traces);
  if (next) return keep(d, base, lock, next);
  // While the old token works, the refresh token is not spent for tokens that could not be kept.
  if (patient() && !base.inMemory) {
    const problem = await d.file.probe(lock?.nonce);
    if (problem) return { kind: 'postponed', problem };
  }
  if (lock && !lock.intact()) return 'passed over';
  return spend(d, base, { reason, lock, interruptedAt: lastOf(d, print, traces) });
}

function lastOf(
  d: RefresherDeps,
  print: string,
  traces: readonly { readonly startedAt: number }[],
): number | undefined {
  const times = [d.journal.lostAt(print), ...traces.map((t) => t.startedAt)].filter((t) => t !== undefined);
  return times.length > 0 ? Math.max(...times) : undefined;
}

/** What a process had got and written beside the file when it was killed, before it could put it in place. */
async function preparedBy(
  d: RefresherDeps,
  base: Base,
  traces: readonly { readonly nonce: string }[],
): Promise<LoginRecord | undefined> {
  for (const { nonce } of traces) {
    const login = await d.file.prepared(nonce);
    if (!login?.refreshToken || base.isOnDisk(login) || !sameAccount(login, base.login)) continue;
    d.log.debug('an earlier refresh had been cut off before its last step: it is finished now');
    return login;
  }
  return undefined;
}
