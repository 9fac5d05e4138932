import { AppError } from '../system/errors.ts';
import type { RefreshReason } from '../oauth/token-endpoint.ts';
import type { AuthFileState } from './auth-file.ts';
import {
  accountChanged,
  expiredForGood,
  notSignedIn,
  refusalSentence,
  signInAgain,
  stillUnauthorized,
  type Credential,
} from './credential.ts';
import { identityOfLogin, type LoginRecord } from './login-record.ts';
import { changeUnderLock, refreshUnderLock, type RefreshOutcome, type RefresherDeps } from './refresher.ts';
import { backoffMs, fingerprint, freshnessOf, sameAccount, type Freshness } from './refresh-policy.ts';

/** What is known about our login without asking anybody. */
export interface LoginSnapshot {
  readonly login: LoginRecord | undefined;
  readonly freshness: Freshness | undefined;
  /** True when the login can no longer be renewed or used at all. */
  readonly dead: boolean;
  readonly problem: string | undefined;
  readonly fix: string | undefined;
}

/** Keeps one login alive, for every caller in this process and with every other process on the machine. */
export interface TokenManager {
  /** The credential for a request, renewed first when it is due. Throws `sign-in` errors with the way out. */
  credential(): Promise<Credential>;
  /** After a 401: a newer token from disk, else one refresh. Throws when neither helps. */
  renew(used: Credential): Promise<Credential>;
  snapshot(): Promise<LoginSnapshot>;
  /** The login as it is now, without renewing it; undefined where there is none. Throws where the file is broken. */
  current(): Promise<LoginRecord | undefined>;
  /** Stores a fresh sign-in and forgets everything said about the old one. */
  store(login: LoginRecord): Promise<void>;
  /** Removes our entry, returning what was there. */
  remove(): Promise<LoginRecord | undefined>;
  /** Resolves when no refresh is under way: a spent token's answer must not be thrown away by an exit. */
  settled(): Promise<void>;
}

function toCredential(login: LoginRecord): Credential {
  return { source: 'login', route: 'chatgpt', accessToken: login.accessToken, ...identityOfLogin(login) };
}

export function createTokenManager(d: RefresherDeps): TokenManager {
  let inFlight: Promise<RefreshOutcome> | undefined;
  /** Tokens that the disk has not taken yet. They count before those on disk that they replace. */
  let unsaved: Extract<RefreshOutcome, { kind: 'unsaved' }> | undefined;
  let failures = 0;
  let quietUntil = 0;
  let lastProblem: AppError | undefined;

  /** The login that counts: what is in memory because the disk refused it, else what is on disk. */
  const effective = async (): Promise<AuthFileState> => {
    const state = await d.file.read();
    if (!unsaved) return state;
    const replaced =
      state.kind === 'broken' ||
      (state.kind === 'login' && fingerprint(state.login.refreshToken ?? '') === unsaved.replaces);
    if (!replaced) {
      unsaved = undefined;
      return state;
    }
    const held = unsaved;
    try {
      await d.file.write(held.login);
      unsaved = undefined;
      lastProblem = undefined;
      await d.journal.forget().catch(() => {});
      const intent = await d.journal.readIntent();
      if (intent?.fingerprint === held.replaces) await d.journal.end(intent.nonce).catch(() => {});
    } catch (error) {
      d.log.debug(`still unsaved: ${error instanceof Error ? error.message : 'unknown'}`);
    }
    return { kind: 'login', login: held.login, others: {} };
  };

  const loginOrThrow = async (): Promise<LoginRecord> => {
    const state = await effective();
    if (state.kind === 'broken') throw state.error;
    if (state.kind !== 'login') throw notSignedIn(d.file.path);
    return state.login;
  };

  const refresh = (base: LoginRecord, reason: RefreshReason): Promise<RefreshOutcome> => {
    inFlight ??= refreshUnderLock(d, base, reason)
      .then((outcome) => {
        if (outcome.kind === 'unsaved') unsaved = outcome;
        failures = outcome.kind === 'postponed' ? failures + 1 : 0;
        quietUntil = outcome.kind === 'postponed' ? d.now() + backoffMs(failures) : 0;
        lastProblem =
          outcome.kind === 'postponed' || outcome.kind === 'unsaved' ? outcome.problem : undefined;
        return outcome;
      })
      .finally(() => {
        inFlight = undefined;
      });
    return inFlight;
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
      if (!isExpired && d.now() < quietUntil) return toCredential(login);
      const outcome = await refresh(login, 'proactive_expiry');
      if (outcome.kind === 'fresh' || outcome.kind === 'unsaved') {
        if (!sameAccount(outcome.login, login)) throw accountChanged();
        return toCredential(outcome.login);
      }
      // A token that still lives is used to its end, whatever became of its renewal.
      if (!freshnessOf(login, d.clock.now()).isExpired) return toCredential(login);
      throw outcome.kind === 'refused' ? signInAgain(outcome.refusal) : outcome.problem;
    },

    renew: async (used) => {
      const login = await loginOrThrow();
      if (login.accountId !== used.accountId && used.accountId !== undefined) throw accountChanged();
      if (login.accessToken !== used.accessToken) return toCredential(login);
      if (!login.refreshToken) throw expiredForGood();
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
      if (state.kind === 'broken') {
        const { what, why, mend } = state.error;
        return {
          login: undefined,
          freshness: undefined,
          dead: false,
          problem: [what, why].filter(Boolean).join(' '),
          fix: mend,
        };
      }
      if (state.kind !== 'login')
        return { login: undefined, freshness: undefined, dead: false, problem: undefined, fix: undefined };
      const { login } = state;
      const freshness = freshnessOf(login, d.clock.now());
      const print = fingerprint(login.refreshToken ?? '');
      const refusal = await d.journal.readRefusal().catch(() => undefined);
      if (refusal?.fingerprint === print) {
        const left = freshness.isExpired ? '' : ' It can be used until its access token ends.';
        return {
          login,
          freshness,
          dead: freshness.isExpired,
          problem: refusalSentence(refusal) + left,
          fix: 'Sign in again with codex_login.',
        };
      }
      const intent = unsaved ? undefined : await d.journal.readIntent().catch(() => undefined);
      const cut =
        intent?.fingerprint === print &&
        !inFlight &&
        (intent.pid === 0 || intent.pid === d.pid || !d.processAlive(intent.pid));
      if (cut && intent) {
        const sentence = refusalSentence({ fingerprint: print, reason: 'interrupted', at: intent.startedAt });
        return {
          login,
          freshness,
          dead: false,
          problem: `${sentence.replace(', and its new token was lost on the way', '')} It is tried again with the next question.`,
          fix: 'If that fails, sign in again with codex_login.',
        };
      }
      const problem = lastProblem ? [lastProblem.what, lastProblem.why].filter(Boolean).join(' ') : undefined;
      return {
        login,
        freshness,
        dead: freshness.isExpired && !login.refreshToken,
        problem: unsaved && problem ? `The renewed login is kept in memory only. ${problem}` : problem,
        fix: lastProblem?.mend,
      };
    },

    store: async (login) => {
      await changeUnderLock(d, () => d.file.write(login));
      unsaved = undefined;
      failures = 0;
      quietUntil = 0;
      lastProblem = undefined;
      await d.journal.forget().catch(() => {});
    },

    remove: async () => {
      const state = await effective();
      if (state.kind === 'broken') throw state.error;
      if (state.kind !== 'login') return undefined;
      await changeUnderLock(d, () => d.file.write(undefined));
      unsaved = undefined;
      lastProblem = undefined;
      await d.journal.forget().catch(() => {});
      return state.login;
    },

    settled: async () => {
      await inFlight?.catch(() => {});
    },
  };
}
