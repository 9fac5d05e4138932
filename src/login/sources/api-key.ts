import { its, say } from '../../system/wording.ts';
import { AppError } from '../../system/errors.ts';
import type { Source } from './source.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The variables that may hold a key, in their order. */
const VARIABLES = ['CODEX_API_KEY', 'OPENAI_API_KEY'] as const;

export function keyRefused(where: string): AppError {
  return new AppError({
    kind: 'sign-in',
    code: 'api_key.refused',
    what: 'OpenAI does not accept the API key.',
    why: `The key in ${where} is wrong, revoked or not allowed to do this.`,
    fix: say`Set another key, or sign in with your plan: ${its.login}.`,
  });
}

/** An API key in the environment: it pays per token, so it is asked only where no login exists. */
export function apiKeySource(env: Env): Source {
  const name = VARIABLES.find((variable) => env[variable]?.trim());
  const key = name === undefined ? undefined : env[name]?.trim();
  return {
    name: 'api-key',
    credential: () =>
      Promise.resolve(key ? { source: 'api-key', route: 'api', accessToken: key } : undefined),
    renew: () => Promise.reject(keyRefused(name ?? 'the environment')),
    report: () =>
      Promise.resolve(
        key
          ? {
              source: 'api-key',
              mode: 'apikey',
              identity: {},
              expiresAt: undefined,
              usable: true,
              problem: undefined,
              fix: undefined,
            }
          : undefined,
      ),
  };
}
