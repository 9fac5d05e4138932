import { loginErrors, CODEX } from '../login/credential.ts';
import { expiresAtOf } from '../login/record.ts';
import type { Outcome } from '../login/refresh.ts';
import { AppError } from '../system/errors.ts';
import { humanSeconds } from '../system/time.ts';
import { its, say } from '../system/wording.ts';
import { fail, failedWith, note, ok, warn, type Finding } from './finding.ts';

const ID = 'live-refresh';

/** What came of renewing the login once. `now` in milliseconds. Pure. */
export function judgeRenewal(outcome: Outcome | AppError, now: number): Finding {
  if (outcome instanceof AppError) return failedWith(ID, outcome);
  if (outcome.kind === 'refused')
    return fail(
      ID,
      'The login can no longer be renewed.',
      loginErrors(CODEX).refusalSentence(outcome.refusal),
      say`Sign in again with ${its.login}.`,
    );
  if (outcome.kind === 'postponed') {
    const { code, what, why, fix } = outcome.problem;
    // Nothing was sent, and nothing is wrong.
    return code === 'auth.too_early' ? note(ID, what, why, fix) : failedWith(ID, outcome.problem);
  }
  const ends = expiresAtOf(outcome.login);
  const lasting = ends === undefined ? '' : ` The new access token lasts ${humanSeconds(ends - now / 1000)}.`;
  if (outcome.kind === 'renewed') return ok(ID, `The login was renewed.${lasting}`);
  const { what, why, fix } = outcome.problem;
  return warn(
    ID,
    `The login was renewed, but is only in the journal yet.${lasting}`,
    say`${what} ${why ?? ''}`,
    fix,
  );
}
