import { existsSync } from 'node:fs';
import { cliKeyring } from '../login/sources/codex-cli.ts';
import type { Status } from '../login/status.ts';
import type { Settings } from '../settings.ts';
import type { Deps } from '../system/deps.ts';
import { its, say } from '../system/wording.ts';
import { fail, note, ok, warn, type Finding } from './finding.ts';

export type LoginFacts = Awaited<ReturnType<typeof gatherLogin>>;

const KEYS = ['CODEX_ACCESS_TOKEN', 'CODEX_API_KEY', 'OPENAI_API_KEY'];

/** The login in force and what else could pay: names of variables, never their values. */
export async function gatherLogin({ env }: Deps, { codexCliFile }: Settings, status: Status) {
  const keys = KEYS.filter((name) => env[name]?.trim());
  const elsewhere = await cliKeyring(codexCliFile);
  return { status, keys, codexCliFile, codexCliThere: !elsewhere && existsSync(codexCliFile), elsewhere };
}

export function judgeLogin(facts: LoginFacts): readonly Finding[] {
  return [checkLogin(facts), checkSources(facts)];
}

function checkLogin({ status }: LoginFacts): Finding {
  const { authenticated, problem, email, plan, source } = status;
  const why = problem ?? undefined;
  const fix = status.fix ?? say`Sign in with ${its.login}.`;
  if (authenticated) {
    const who = [email, plan && `${plan} plan`].filter(Boolean).join(', ');
    const from = source ? `, source ${source}` : '';
    if (problem !== null)
      return warn('login', `The login${who && ` of ${who}`}${from} has a problem.`, why, fix);
    return ok('login', `You are signed in${who && ` as ${who}`}${from}.`);
  }
  return status.status === 'not_authenticated' && problem === null
    ? note('login', 'You are not signed in.', undefined, fix)
    : fail('login', 'The login does not work.', why, fix);
}

function checkSources({ status, keys, codexCliFile, codexCliThere, elsewhere }: LoginFacts): Finding {
  const others = keys.map((name) => `${name} in the environment`);
  if (codexCliThere && status.source !== 'codex-cli')
    others.unshift(`the Codex CLI’s login (${codexCliFile})`);
  if (others.length === 0)
    return elsewhere === undefined
      ? ok('sources', 'No other login and no API key is set.')
      : note('sources', 'No other login that can be used here, and no API key is set.', elsewhere);
  const why =
    status.source === 'api-key'
      ? 'An API key pays for every question, because there is no login.'
      : status.authenticated
        ? 'They are used only if that login does not exist, never because it has expired or is used up.'
        : 'They are used only if there is no login.';
  return note('sources', `Also found: ${others.join(', ')}.`, elsewhere ? `${why} ${elsewhere}` : why);
}
