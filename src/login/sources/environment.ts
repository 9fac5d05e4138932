import type { Deps } from '../../system/deps.ts';
import type { AppError } from '../../system/errors.ts';
import { its, say } from '../../system/wording.ts';
import { signInError } from '../credential.ts';
import { sourceThatLooks, type Found, type Source } from './source.ts';
import { tokenRefused, type WhoAmI } from './whoami.ts';

/**
 * The prefix of a personal access token; any other value of the variable is a signed agent identity (docs/wire.md 3).
 */
const PREFIX = 'at-';

const notPersonal = (): AppError =>
  signInError(
    'access_token.kind',
    'CODEX_ACCESS_TOKEN cannot be used.',
    'It is not a personal access token, which begins with "at-". An agent identity works only in the Codex CLI.',
    say`Set it to a personal access token, or unset it and sign in with ${its.login}.`,
  );

/** The personal access token in `CODEX_ACCESS_TOKEN`: the plan of its owner pays. */
export function accessTokenSource(env: Deps['env'], whoAmI: WhoAmI): Source {
  const token = env['CODEX_ACCESS_TOKEN']?.trim();
  const look = async (): Promise<Found | undefined> => {
    if (!token) return undefined;
    if (token.startsWith(PREFIX)) return { mode: 'personalAccessToken', token };
    return { mode: undefined, token, error: notPersonal() };
  };
  return sourceThatLooks('access-token', look, tokenRefused, whoAmI);
}

export const keyRefused = (where: string): AppError =>
  signInError(
    'api_key.refused',
    'OpenAI does not accept the API key.',
    `The key in ${where} is wrong, revoked or not allowed to do this.`,
    say`Set another key, or sign in with your plan: ${its.login}.`,
  );

/** The variable whose API key would pay; empty if none is set. */
export const apiKeyVariable = (env: Deps['env']): string =>
  ['CODEX_API_KEY', 'OPENAI_API_KEY'].find((variable) => env[variable]?.trim()) ?? '';

/**
 * An API key in the environment: it costs money per token, so it is used only if there is no login. It belongs to the
 * server that the same environment names.
 */
export function apiKeySource(env: Deps['env'], baseUrl?: string): Source {
  const home = baseUrl === undefined ? undefined : { baseUrl };
  const name = apiKeyVariable(env);
  const token = env[name]?.trim();
  const look = async (): Promise<Found | undefined> => (token ? { mode: 'apikey', token, home } : undefined);
  return sourceThatLooks('api-key', look, () => keyRefused(name));
}
