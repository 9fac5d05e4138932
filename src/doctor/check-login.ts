import { its, say } from '../system/wording.ts';
import type { LoginFacts } from './facts.ts';
import { fail, note, ok, warn, type Finding } from './finding.ts';

const SIGN_IN = say`Sign in with ${its.login}.`;

export function checkLogin({ status }: LoginFacts): Finding {
  const who = [status.email, status.plan === null ? null : `${status.plan} plan`].filter((w) => w !== null);
  const source = status.source === null ? '' : `, source ${status.source}`;
  if (status.authenticated) {
    const what = `You are signed in${who.length > 0 ? ` as ${who.join(', ')}` : ''}${source}.`;
    return status.problem === null
      ? ok('login', what)
      : warn('login', what, { why: status.problem, fix: status.fix ?? SIGN_IN });
  }
  if (status.status === 'not_authenticated' && status.problem === null)
    return note('login', 'You are not signed in.', { fix: status.fix ?? SIGN_IN });
  return fail('login', 'The login does not work.', {
    why: status.problem ?? undefined,
    fix: status.fix ?? SIGN_IN,
  });
}

/** What else could pay for a question; names only. */
export function checkSources({ status, keys, codexCliFile, codexCliThere }: LoginFacts): Finding {
  const others = [
    codexCliThere && status.source !== 'codex-cli' && `the Codex CLI’s login (${codexCliFile})`,
    ...keys.map((name) => `${name} in the environment`),
  ].filter((o): o is string => typeof o === 'string');
  if (others.length === 0) return ok('sources', 'No other login and no API key is set.');
  const why =
    status.source === 'api-key'
      ? 'An API key pays for every question, because there is no login.'
      : status.authenticated
        ? 'They are used only where the login in force does not exist; never when it has expired or is used up.'
        : 'They are used only where no login exists.';
  return note('sources', `There is also ${others.join(', ')}.`, { why });
}
