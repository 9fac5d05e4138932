import type { AppError } from '../system/errors.ts';
import { its, say, sentences, type Text } from '../system/wording.ts';
import { clockTime, refusalSentence } from './credential.ts';
import type { Refusal } from './journal.ts';
import { freshnessOf, type Freshness, type LoginRecord } from './record.ts';
import type { Seen } from './refresh.ts';

/** What is known about our login without asking anybody. */
export interface LoginSnapshot {
  readonly login: LoginRecord | undefined;
  readonly freshness: Freshness | undefined;
  /** True when the login can no longer be renewed or used at all. */
  readonly dead: boolean;
  readonly problem: Text | undefined;
  readonly fix: Text | undefined;
}

export interface SnapshotFacts {
  readonly seen: Seen;
  /** Milliseconds since the epoch, by the server's clock. */
  readonly now: number;
  readonly refusal: Refusal | undefined;
  /** True while this or another process works on a refresh. */
  readonly underWay: boolean;
  readonly lastProblem: AppError | undefined;
  readonly authFile: string;
  /** True when loose permissions of auth.json have been tightened. */
  readonly tightened: boolean;
  /** A sentence when others can read auth.json. */
  readonly loose: string | undefined;
}

type Trouble = Pick<LoginSnapshot, 'problem' | 'fix'> & { readonly dead?: boolean };

const told = (error: AppError): Trouble => ({ problem: sentences(error.what, error.why), fix: error.fix });

/** Puts the facts in the order in which they matter to the user. Pure. */
export function snapshotOf(f: SnapshotFacts): LoginSnapshot {
  const { state, login } = f.seen;
  const none = { login: undefined, freshness: undefined, dead: false };
  if (state.kind === 'broken') return { ...none, ...told(state.error) };
  if (!login) return { ...none, problem: undefined, fix: undefined };
  const freshness = freshnessOf(login, f.now);
  const { dead = false, problem, fix } = troubleOf(f, freshness);
  return {
    login,
    freshness,
    dead: freshness.isExpired && (login.refreshToken === undefined || dead),
    problem,
    fix,
  };
}

function troubleOf(f: SnapshotFacts, freshness: Freshness): Trouble {
  const { seen, lastProblem } = f;
  if (f.refusal)
    return {
      dead: true,
      problem: sentences(
        refusalSentence(f.refusal),
        freshness.isExpired ? undefined : 'It can be used until its access token ends.',
      ),
      fix: say`Sign in again with ${its.login}.`,
    };
  if (seen.pending)
    return {
      problem: say`The renewed login is safe in ${f.authFile}.journal and in use, but not yet in ${f.authFile}. ${
        lastProblem ? sentences(lastProblem.what, lastProblem.why) : ''
      }`,
      fix: sentences(lastProblem?.fix, 'The next question puts it in place.'),
    };
  // An answer, even a useless one, says more than that none came.
  if (lastProblem?.kind === 'backend') return told(lastProblem);
  if (seen.trace && !f.underWay)
    return {
      problem: `A refresh was interrupted at ${clockTime(seen.trace.startedAt)}. It is tried again with the next question.`,
      fix: say`If that fails, sign in again with ${its.login}.`,
    };
  if (lastProblem) return told(lastProblem);
  if (f.loose) return { problem: f.loose, fix: 'Make it yours alone with `chmod 600` on that file.' };
  return {
    problem: f.tightened
      ? `${f.authFile} could be read by others; its permissions were tightened to 0600.`
      : undefined,
    fix: undefined,
  };
}
