import { its, say, sentences, type Text } from '../system/wording.ts';
import type { AppError } from '../system/errors.ts';
import type { LockRecord } from '../system/lock-record.ts';
import type { Verdict } from '../system/lock.ts';
import type { AuthFileState } from './auth-file.ts';
import { clockTime, refusalSentence } from './credential.ts';
import type { LoginRecord } from './login-record.ts';
import type { Refusal } from './refusal.ts';
import { freshnessOf, type Freshness } from './refresh-policy.ts';

/** What is known about our login without asking anybody. */
export interface LoginSnapshot {
  readonly login: LoginRecord | undefined;
  readonly freshness: Freshness | undefined;
  /** True when the login can no longer be renewed or used at all. */
  readonly dead: boolean;
  /** True when the newest tokens are in this process's memory only. */
  readonly unsaved: boolean;
  readonly problem: Text | undefined;
  readonly fix: Text | undefined;
}

export interface SnapshotFacts {
  readonly state: AuthFileState;
  /** Milliseconds since the epoch, by the server's clock. */
  readonly now: number;
  /** The fingerprint of the refresh token in `state`. */
  readonly print: string;
  readonly refusal: Refusal | undefined;
  readonly locks: readonly { readonly record: LockRecord; readonly verdict: Verdict }[];
  readonly lostAt: number | undefined;
  readonly unsavedProblem: AppError | undefined;
  readonly lastProblem: AppError | undefined;
  readonly loose: string | undefined;
}

const said = (error: AppError): Text => sentences(error.what, error.why);

type Trouble = Pick<LoginSnapshot, 'problem' | 'fix'> & { readonly dead?: boolean };

/** Puts the facts in the order in which they matter to the user. Pure. */
export function snapshotOf(f: SnapshotFacts): LoginSnapshot {
  const unsaved = f.unsavedProblem !== undefined;
  const none = { login: undefined, freshness: undefined, dead: false, unsaved };
  if (f.state.kind === 'broken') return { ...none, problem: said(f.state.error), fix: f.state.error.fix };
  if (f.state.kind !== 'login') return { ...none, problem: undefined, fix: undefined };
  const { login } = f.state;
  const freshness = freshnessOf(login, f.now);
  const trouble = troubleOf(f, freshness);
  return {
    login,
    freshness,
    unsaved,
    dead: freshness.isExpired && (login.refreshToken === undefined || trouble.dead === true),
    problem: trouble.problem,
    fix: trouble.fix,
  };
}

function troubleOf(f: SnapshotFacts, freshness: Freshness): Trouble {
  if (f.refusal) {
    const left = freshness.isExpired ? '' : ' It can be used until its access token ends.';
    return {
      dead: true,
      problem: refusalSentence(f.refusal) + left,
      fix: say`Sign in again with ${its.login}.`,
    };
  }
  if (f.unsavedProblem) {
    return {
      problem: say`The newest login is kept in memory only, and is lost when this process ends. ${said(f.unsavedProblem)}`,
      fix: say`${f.unsavedProblem.fix} It is then written by itself.`,
    };
  }
  const mine = f.locks.filter(({ record }) => record.note === f.print);
  const keeper = mine.find(({ record, verdict }) => record.state === 'unsaved' && verdict === 'alive');
  if (keeper) {
    return {
      problem: `The renewed login is in the memory of process ${keeper.record.pid}, because the disk refused it.`,
      fix: 'Make room on the disk of the login file; it is then written by itself.',
    };
  }
  // An answer, even a useless one, says more than that none came.
  if (f.lastProblem?.kind === 'backend') return { problem: said(f.lastProblem), fix: f.lastProblem.fix };
  const cut = mine.filter(({ verdict }) => verdict === 'dead' || verdict === 'ended');
  const times = [...cut.map(({ record }) => record.startedAt), f.lostAt].filter((t) => t !== undefined);
  if (times.length > 0) {
    return {
      problem: `A refresh was interrupted at ${clockTime(Math.max(...times))}. It is tried again with the next question.`,
      fix: say`If that fails, sign in again with ${its.login}.`,
    };
  }
  if (f.lastProblem) return { problem: said(f.lastProblem), fix: f.lastProblem.fix };
  return { problem: f.loose, fix: f.loose && 'Make it yours alone with `chmod 600` on that file.' };
}
