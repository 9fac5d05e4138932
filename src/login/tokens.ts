import { AppError } from '../system/errors.ts';
import type { LockDeps } from '../system/lock.ts';
import { say } from '../system/wording.ts';
import type { RefreshReason } from '../oauth/token-endpoint.ts';
import type { Provider } from '../oauth/provider.ts';
import { named, nameOf, placesFor } from './account.ts';
import { openAuthFile, type Slot } from './auth-file.ts';
import { exposedFolder } from './folder.ts';
import { CODEX, loginErrors, notKept, viaOf, type Credential, type Service } from './credential.ts';
import { enforceHome, type Named } from './home.ts';
import { openJournal } from './journal.ts';
import {
  expiresAtOf,
  freshnessOf,
  homeOf,
  identityOfLogin,
  isGranted,
  refreshableFrom,
  sameAccount,
  sameIdentity,
  type LoginRecord,
} from './record.ts';
import {
  changeUnderLock,
  finishPending,
  look,
  putInPlace,
  refresh,
  refusalIn,
  type Outcome,
  type RefreshDeps,
  type Seen,
} from './refresh.ts';
import type { Source } from './sources/source.ts';
import { ownReport } from './status.ts';
import type { Storage } from './storage.ts';

/**
 * Our own login in auth.json, kept alive for all callers in this process and in step with other processes on the
 * machine. A token that is due is renewed before a request, but while it still works the request waits no longer than
 * `ALIVE_WAIT_MS`. After a 401: a newer token from disk, else one refresh.
 */
export type TokenManager = ReturnType<typeof createTokenManager>;

/** A question whose token still works waits this long for a new one, then uses the old one. Milliseconds. */
const ALIVE_WAIT_MS = 3_000;
/** A token that is due again right after its renewal (a short life, a clock far off) is used, not renewed again. */
const JUST_RENEWED_MS = 60_000;
/** The longest time that a server can make callers without a working token wait. Milliseconds. */
const LONGEST_REST_MS = 30_000;

/** How long to wait before the next try after n temporary failures in a row. Milliseconds. */
export function backoffMs(failures: number): number {
  return Math.min(60_000, 1_000 * 2 ** Math.max(0, failures - 1));
}

/** What the last refresh has shown: when to try again, and what to report. */
interface Pace {
  readonly failures: number;
  /** Until then callers with a working token do not refresh. Milliseconds since the epoch. */
  readonly quietUntil: number;
  /** Until then no caller refreshes, even without a working token, because the server asked for it. */
  readonly restUntil: number;
  /** An access token that was due again at once. */
  readonly justRenewed: string | undefined;
  readonly problem: AppError | undefined;
}

const CALM: Pace = { failures: 0, quietUntil: 0, restUntil: 0, justRenewed: undefined, problem: undefined };

function paceAfter(outcome: Outcome, { failures }: Pace, now: number, serverNow: number): Pace {
  if (outcome.kind === 'refused') return CALM;
  const problem = outcome.kind === 'renewed' ? undefined : outcome.problem;
  if (outcome.kind !== 'postponed') {
    const { needsRefresh } = freshnessOf(expiresAtOf(outcome.login), serverNow);
    if (!needsRefresh) return { ...CALM, problem };
    return { ...CALM, problem, justRenewed: outcome.login.accessToken, quietUntil: now + JUST_RENEWED_MS };
  }
  const asked = outcome.retryAfter === undefined ? 0 : outcome.retryAfter * 1000;
  const quietUntil = now + Math.max(backoffMs(failures + 1), asked);
  const restUntil = outcome.retryAfter === undefined ? 0 : Math.min(quietUntil, now + LONGEST_REST_MS);
  return { ...CALM, failures: failures + 1, quietUntil, restUntil, problem };
}

/** What a request with this login sends. */
export function credentialOf(login: LoginRecord, provider?: Provider): Credential {
  const { accessToken } = login;
  const route = provider?.inference === 'platform' ? 'platform' : 'chatgpt';
  const via = viaOf(provider);
  const who = identityOfLogin(login);
  return { source: 'login', route, ...(via && { via }), accessToken, home: homeOf(login), ...who };
}

export interface TokenDeps extends Omit<RefreshDeps, 'file' | 'journal'> {
  readonly storage: Storage;
  /** Which login in it, and the name of its journal. Default: the OpenAI account in use. */
  readonly slot?: Slot | undefined;
  readonly journalId?: string | undefined;
  /** What the settings name: a stored login from another server is not touched. */
  readonly named: Named;
}

export function createTokenManager(given: TokenDeps) {
  const d: RefreshDeps = {
    ...given,
    file: openAuthFile(given.storage, given.slot),
    journal: openJournal(given.storage, given.journalId),
  };
  const service: Service = given.service ?? CODEX;
  const errors = loginErrors(service);
  const { provider } = given;
  /** What keeps a working login from answering questions: its plan may not be used. */
  const offPlan = (login: LoginRecord): AppError | undefined =>
    provider?.plan && !isGranted(login, provider.plan.scope) ? errors.planOff() : undefined;
  const usable = (login: LoginRecord): Credential => {
    const obstacle = offPlan(login);
    if (obstacle) throw obstacle;
    return credentialOf(login, provider);
  };
  /** The login that a refresh produced. Throws the question's error if it produced none. */
  const loginOf = (outcome: Outcome, before: LoginRecord): LoginRecord => {
    if (outcome.kind === 'refused') throw errors.signInAgain(outcome.refusal);
    if (outcome.kind === 'postponed') throw outcome.problem;
    if (!sameAccount(outcome.login, before)) throw errors.accountChanged();
    return outcome.login;
  };
  const notStored = (error: unknown): never => {
    if (!(error instanceof AppError) || error.kind !== 'local') throw error;
    if (error.code === 'auth_file.broken') throw error;
    throw notKept('A new login cannot be saved.', error, say`Then sign in with ${service.login}.`);
  };
  let inFlight: Promise<Outcome> | undefined;
  /** A caller without a working token waits. */
  let urgent = false;
  let pace = CALM;

  const renewOnce = (login: LoginRecord, reason: RefreshReason): Promise<Outcome> => {
    if (!inFlight) {
      const patient = (): boolean => !urgent && !freshnessOf(expiresAtOf(login), d.clock.now()).isExpired;
      inFlight = refresh(d, login, reason, patient)
        .then((outcome) => {
          pace = paceAfter(outcome, pace, d.now(), d.clock.now());
          return outcome;
        })
        .finally(() => {
          inFlight = undefined;
          urgent = false;
        });
      // Its callers may have gone on with their old token.
      inFlight.catch(() => {});
    }
    return inFlight;
  };

  /** For a caller whose token no longer works. */
  const renewNow = async (seen: Seen, reason: RefreshReason): Promise<LoginRecord> => {
    const { login } = seen;
    if (!login?.refreshToken) throw errors.expiredForGood();
    const refusal = refusalIn(seen);
    if (refusal) throw errors.signInAgain(refusal);
    if (pace.problem && d.now() < pace.restUntil) throw pace.problem;
    urgent = true;
    return loginOf(await renewOnce(login, reason), login);
  };

  /** The token still works: wait for a new one, but not for long. */
  const improve = async (login: LoginRecord): Promise<LoginRecord> => {
    const stop = new AbortController();
    const patience = d.sleep(ALIVE_WAIT_MS, stop.signal).catch(() => {});
    const outcome = await Promise.race([renewOnce(login, 'proactive_expiry'), patience]);
    stop.abort();
    return outcome && 'login' in outcome ? loginOf(outcome, login) : login;
  };

  const seenNow = async (): Promise<Seen> => {
    const seen = await look(d);
    if (seen.state.kind === 'broken') throw seen.state.error;
    if (seen.login) enforceHome(given.named, credentialOf(seen.login, provider));
    return seen;
  };

  const bestFor = async (seen: Seen, login: LoginRecord): Promise<LoginRecord> => {
    const { needsRefresh, isExpired } = freshnessOf(expiresAtOf(login), d.clock.now());
    const now = d.clock.now() / 1000;
    if (!needsRefresh || (provider?.renewsOnlyWhenDue && now < refreshableFrom(login))) return login;
    const quiet = d.now() < pace.quietUntil;
    if (quiet && (!isExpired || pace.justRenewed === login.accessToken)) return login;
    if (isExpired) return renewNow(seen, 'proactive_expiry');
    return login.refreshToken && !refusalIn(seen) ? improve(login) : login;
  };

  /** Other providers have one login each; of OpenAI's accounts, the one that leaves `codex` is put aside. */
  const keep = async (login: LoginRecord, account: string | undefined): Promise<boolean> => {
    if (given.slot !== undefined) {
      // Without a name it is a sign-in to the account in place.
      const old = (await look(d)).login;
      const name = account ?? (old && sameAccount(old, login) ? nameOf(old) : undefined);
      return d.file.write(name === undefined ? login : named(login, name));
    }
    // An answer that only the journal holds belongs to the account that is put aside.
    const seen = await look(d);
    const problem = account !== undefined && seen.pending ? await putInPlace(d, seen) : undefined;
    if (problem) throw problem;
    const state = await d.file.read();
    const text = 'text' in state ? state.text : '';
    const { login: kept } = placesFor(d.file.path, text, login, account);
    return d.file.write(kept, { also: (now) => placesFor(d.file.path, now, login, account).others });
  };

  /** What the last question used. A store that is away takes nothing from a token that still works. */
  let last: LoginRecord | undefined;
  const lastWhere = (error: unknown): LoginRecord => {
    const away = error instanceof AppError && error.code === 'store.away';
    if (!last || !away || freshnessOf(expiresAtOf(last), d.clock.now()).isExpired) throw error;
    return last;
  };

  const source: Source = {
    name: 'login',
    credential: async () => {
      try {
        const seen = await seenNow();
        if (seen.pending) pace = { ...pace, problem: await finishPending(d) };
        last = seen.login && (await bestFor(seen, seen.login));
      } catch (error) {
        last = lastWhere(error);
      }
      return last && usable(last);
    },

    renew: async (used) => {
      const seen = await seenNow();
      if (!seen.login) throw errors.notSignedIn(`There is no login in ${d.file.path}.`);
      if (!sameIdentity(identityOfLogin(seen.login), used)) throw errors.accountChanged();
      if (seen.login.accessToken !== used.accessToken) return usable(seen.login);
      if (provider?.renewsOnlyWhenDue && d.clock.now() / 1000 < refreshableFrom(seen.login))
        throw errors.refusedEarly();
      const login = await renewNow(seen, 'unauthorized_recovery');
      if (login.accessToken === used.accessToken) throw errors.stillUnauthorized();
      return usable(login);
    },

    report: async () => {
      const seen = await look(d);
      const holder = seen.trace && !inFlight ? await given.storage.holder(d) : undefined;
      return ownReport({
        seen,
        now: d.clock.now(),
        refusal: refusalIn(seen),
        underWay: inFlight !== undefined || holder?.verdict === 'alive',
        lastProblem: pace.problem,
        file: d.file,
        service,
        via: viaOf(provider),
        obstacle: seen.login && offPlan(seen.login),
        exposed: given.storage.inFiles ? await exposedFolder(d.file.path, d) : undefined,
      });
    },
  };

  return {
    ...source,
    /** Where it is stored. */
    path: d.file.path,
    /** The login as it is now, without renewing it; undefined if there is none. Throws if the file is broken. */
    current: async () => (await seenNow()).login,

    /** Renews it now, for a user who wants to see that it works. Throws if there is no login. */
    renewOnRequest: async (): Promise<Outcome> => {
      const seen = await seenNow();
      if (!seen.login) throw errors.notSignedIn(`There is no login in ${d.file.path}.`);
      const refusal = refusalIn(seen);
      return refusal ? { kind: 'refused', refusal } : renewOnce(seen.login, 'forced');
    },

    /** Throws a `local` error if a sign-in could not be stored: called before the user is asked to sign in. */
    probe: () => d.file.probe().catch(notStored),

    /**
     * Stores a fresh sign-in and forgets what was known about the old one. With the name of another account, the
     * account in use is put aside (accounts.ts). Throws a `local` error.
     */
    store: async (login: LoginRecord, account?: string) => {
      await changeUnderLock(d, () => keep(login, account), { moves: account !== undefined }).catch(notStored);
      pace = CALM;
    },

    /** Removes our entry, returning what was there. */
    remove: async () => {
      const removed = await changeUnderLock(d, async () => {
        const { login } = await seenNow();
        if (login) await d.file.write(undefined);
        return login;
      });
      pace = CALM;
      return removed;
    },

    /** Resolves when no refresh is running: an exit must not lose the answer for a used refresh token. */
    settled: async () => {
      await inFlight?.catch(() => {});
      // The last chance for an answer that the storage would not take.
      if (d.journal.owes()) await finishPending(d).catch(() => {});
    },
  };
}

/**
 * What is in and beside auth.json, for the doctor: its content, the lock's holder, and the journal of its token's
 * refresh. Changes nothing except permissions that are too open.
 */
export async function describeStore(storage: Storage, d: LockDeps) {
  const { state, trace } = await look({ file: openAuthFile(storage), journal: openJournal(storage) });
  const says = trace?.answer ? 'answer' : trace?.refusal ? 'refusal' : 'nothing';
  const journal = trace && ({ startedAt: trace.startedAt, says } as const);
  return { state, holder: await storage.holder(d), journal };
}
