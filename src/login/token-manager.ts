import { AppError } from '../system/errors.ts';
import type { RefreshReason } from '../oauth/token-endpoint.ts';
import type { AuthFileState } from './auth-file.ts';
import {
  accountChanged,
  expiredForGood,
  notSignedIn,
  signInAgain,
  stillUnauthorized,
  type Credential,
} from './credential.ts';
import { identityOfLogin, type LoginRecord } from './login-record.ts';
import { snapshotOf, type LoginSnapshot } from './login-snapshot.ts';
import type { Base, RefresherDeps, RefreshOutcome } from './refresh-deps.ts';
import { changeUnderLock, locksOf, refreshUnderLock } from './refresher.ts';
import { backoffMs, fingerprint, freshnessOf, sameAccount, sameIdentity } from './refresh-policy.ts';
import { holdUnsaved } from './unsaved.ts';

export type { LoginSnapshot } from './login-snapshot.ts';

/** Keeps one login alive, for every caller in this process and with every other process on the machine. */
export interface TokenManager {
  /**
   * The credential for a request, renewed first when it is due. A token that still works is not held up for its
   * renewal longer than ALIVE_WAIT_MS. Throws `sign-in` errors with the way out.
   */
  credential(): Promise<Credential>;
  /** After a 401: a newer token from disk, else one refresh. Throws when neither helps. */
  renew(used: Credential): Promise<Credential>;
  snapshot(): Promise<LoginSnapshot>;
  /** The login as it is now, without renewing it; undefined where there is none. Throws where the file is broken. */
  current(): Promise<LoginRecord | undefined>;
  /**
   * Stores a fresh sign-in and forgets everything said about the old one. Where the disk refuses, or the file is
   * broken, it is kept in memory and written at the next chance: `snapshot` says so.
   */
  store(login: LoginRecord): Promise<void>;
  /** Removes our entry, returning what was there. */
  remove(): Promise<LoginRecord | undefined>;
  /** Resolves when no refresh is under way: a spent token's answer must not be thrown away by an exit. */
  settled(): Promise<void>;
}

/** A question whose token still works waits this long for a better one, then goes with what it has. Milliseconds. */
const ALIVE_WAIT_MS = 3_000;
/** A token that is due again right after its renewal (a short life, a clock far off) is used, not renewed again. */
const JUST_RENEWED_MS = 60_000;
/** The longest that a server may send a caller away who has no working token. Milliseconds. */
const LONGEST_REST_MS = 30_000;

const same = (a: LoginRecord, b: LoginRecord): boolean =>
  a.accessToken === b.accessToken && a.refreshToken === b.refreshToken;

function toCredential(login: LoginRecord): Credential {
  return { source: 'login', route: 'chatgpt', accessToken: login.accessToken, ...identityOfLogin(login) };
}

export function createTokenManager(d: RefresherDeps): TokenManager {
  const unsaved = holdUnsaved(d);
  let inFlight: Promise<RefreshOutcome> | undefined;
  /** Somebody waits who has no working token. */
  let urgent = false;
  let failures = 0;
  let quietUntil = 0;
  /** Until then nobody asks, not even without a working token: the server said so. */
  let restUntil = 0;
  let justRenewed: string | undefined;
  let lastProblem: AppError | undefined;

  /** The login that counts: what is in memory because the disk refused it, else what is on disk. */
  const effective = async (): Promise<AuthFileState> => {
    const state = await d.file.read();
    return (await unsaved.over(state)) ?? state;
  };

  const loginOrThrow = async (): Promise<LoginRecord> => {
    const state = await effective();
    if (state.kind === 'broken') throw state.error;
    if (state.kind !== 'login') throw notSignedIn(d.file.path);
    return state.login;
  };

  const learn = (outcome: RefreshOutcome): void => {
    const renewed = outcome.kind === 'fresh' || outcome.kind === 'unsaved' ? outcome.login : undefined;
    lastProblem = outcome.kind === 'postponed' ? outcome.problem : undefined;
    failures = outcome.kind === 'postponed' ? failures + 1 : 0;
    quietUntil = outcome.kind === 'postponed' ? d.now() + backoffMs(failures) : 0;
    restUntil = 0;
    if (outcome.kind === 'postponed' && outcome.retryAfter !== undefined) {
      const asked = outcome.retryAfter * 1000;
      quietUntil = Math.max(quietUntil, d.now() + asked);
      restUntil = Math.min(quietUntil, d.now() + LONGEST_REST_MS);
    }
    justRenewed = undefined;
    if (renewed && freshnessOf(renewed, d.clock.now()).needsRefresh) {
      justRenewed = renewed.accessToken;
      quietUntil = d.now() + JUST_RENEWED_MS;
    }
  };

  const refreshOnce = async (login: LoginRecord, reason: RefreshReason): Promise<RefreshOutcome> => {
    const held = unsaved.held();
    const base: Base = {
      login,
      inMemory: held !== undefined,
      isOnDisk: (found) => same(found, login) || (held?.mayReplace(found) ?? false),
    };
    const patient = (): boolean => !urgent && !freshnessOf(login, d.clock.now()).isExpired;
    const outcome = await refreshUnderLock(d, base, reason, patient, held?.lock);
    if (outcome.kind === 'unsaved')
      unsaved.hold(outcome, (found) => found !== undefined && base.isOnDisk(found));
    else if (outcome.kind !== 'postponed') unsaved.drop();
    learn(outcome);
    return outcome;
  };

  const refresh = (login: LoginRecord, reason: RefreshReason): Promise<RefreshOutcome> => {
    if (!inFlight) {
      const started = refreshOnce(login, reason).finally(() => {
        inFlight = undefined;
        urgent = false;
      });
      // Its callers may have gone on with what they have.
      started.catch(() => {});
      inFlight = started;
    }
    return inFlight;
  };

  /** The token still works: better ones are waited for, but not for long. */
  const improve = async (login: LoginRecord): Promise<Credential> => {
    const stop = new AbortController();
    const patience = d.sleep(ALIVE_WAIT_MS, stop.signal).catch(() => {});
    const outcome = await Promise.race([refresh(login, 'proactive_expiry'), patience]);
    stop.abort();
    if (outcome?.kind !== 'fresh' && outcome?.kind !== 'unsaved') return toCredential(login);
    if (!sameAccount(outcome.login, login)) throw accountChanged();
    return toCredential(outcome.login);
  };

  return {
    credential: async () => {
      const login = await loginOrThrow();
      const { needsRefresh, isExpired } = freshnessOf(login, d.clock.now());
      if (!needsRefresh) return toCredential(login);
      if (!login.refreshToken) {
        if (isExpired) throw expiredForGood();
        return toCredential(login);
      }
      const quiet = d.now() < quietUntil;
      if (quiet && (!isExpired || justRenewed === login.accessToken)) return toCredential(login);
      if (!isExpired) return improve(login);
      if (lastProblem && d.now() < restUntil) throw lastProblem;
      urgent = true;
      const outcome = await refresh(login, 'proactive_expiry');
      if (outcome.kind === 'refused') throw signInAgain(outcome.refusal);
      if (outcome.kind === 'postponed') throw outcome.problem;
      if (!sameAccount(outcome.login, login)) throw accountChanged();
      return toCredential(outcome.login);
    },

    renew: async (used) => {
      const login = await loginOrThrow();
      if (!sameIdentity(identityOfLogin(login), used)) throw accountChanged();
      if (login.accessToken !== used.accessToken) return toCredential(login);
      if (!login.refreshToken) throw expiredForGood();
      if (lastProblem && d.now() < restUntil) throw lastProblem;
      urgent = true;
      const outcome = await refresh(login, 'unauthorized_recovery');
      if (outcome.kind === 'refused') throw signInAgain(outcome.refusal);
      if (outcome.kind === 'postponed') throw outcome.problem;
      if (!sameAccount(outcome.login, login)) throw accountChanged();
      if (outcome.login.accessToken === used.accessToken) throw stillUnauthorized();
      return toCredential(outcome.login);
    },

    current: async () => {
      const state = await effective();
      if (state.kind === 'broken') throw state.error;
      return state.kind === 'login' ? state.login : undefined;
    },

    snapshot: async () => {
      const state = await effective();
      const print = state.kind === 'login' ? fingerprint(state.login.refreshToken ?? '') : '';
      const [refusal, locks] = await Promise.all([d.journal.refusalOf(print), locksOf(d)]);
      return snapshotOf({
        state,
        now: d.clock.now(),
        print,
        refusal,
        locks: inFlight ? [] : locks,
        lostAt: inFlight ? undefined : d.journal.lostAt(print),
        unsavedProblem: unsaved.held()?.problem,
        lastProblem,
        loose: d.file.loose,
      });
    },

    store: async (login) => {
      unsaved.drop();
      await changeUnderLock(d, async () => {
        try {
          await d.file.write(login);
        } catch (error) {
          if (!(error instanceof AppError) || error.kind !== 'local') throw error;
          const before = await d.file.read();
          const old = before.kind === 'login' ? before.login : undefined;
          // A broken file may hold anything once it is fixed: this sign-in is newer.
          const mayReplace = (found: LoginRecord | undefined): boolean =>
            before.kind === 'broken' || (old ? found !== undefined && same(found, old) : found === undefined);
          unsaved.hold({ login, problem: error, lock: undefined }, mayReplace);
        }
      });
      failures = 0;
      quietUntil = 0;
      restUntil = 0;
      lastProblem = undefined;
      await d.journal.forget();
    },

    remove: async () => {
      const held = unsaved.held();
      // Its lock is let go first, or we would wait for ourselves.
      if (held) unsaved.drop();
      const removed = await changeUnderLock(d, async () => {
        const state = await d.file.read();
        if (state.kind === 'broken' && !held) throw state.error;
        if (state.kind !== 'login') return held?.login;
        await d.file.write(undefined);
        return held?.login ?? state.login;
      });
      lastProblem = undefined;
      await d.journal.forget();
      return removed;
    },

    settled: async () => {
      await inFlight?.catch(() => {});
      await unsaved.tryToSave();
    },
  };
}
