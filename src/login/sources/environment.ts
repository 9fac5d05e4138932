import { its, say } from '../../system/wording.ts';
import { AppError } from '../../system/errors.ts';
import { reportOn, type Source } from './source.ts';
import { tokenRefused, type WhoAmI } from './whoami.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** What begins so is a personal access token; everything else in the variable is a signed agent identity (docs/wire.md 3). */
const PREFIX = 'at-';

function notPersonal(): AppError {
  return new AppError({
    kind: 'sign-in',
    code: 'access_token.kind',
    what: 'CODEX_ACCESS_TOKEN cannot be used.',
    why: 'It is not a personal access token: those begin with "at-". An agent identity works with the Codex CLI only.',
    fix: say`Set it to a personal access token, or unset it and sign in with ${its.login}.`,
  });
}

/** The personal access token in `CODEX_ACCESS_TOKEN`: the plan of its owner pays. */
export function accessTokenSource(env: Env, whoAmI: WhoAmI): Source {
  const token = env['CODEX_ACCESS_TOKEN']?.trim() || undefined;
  const error = token === undefined || token.startsWith(PREFIX) ? undefined : notPersonal();
  return {
    name: 'access-token',
    credential: async () => {
      if (error) throw error;
      if (token === undefined) return undefined;
      return {
        source: 'access-token',
        route: 'chatgpt',
        accessToken: token,
        ...(await whoAmI.identify(token)),
      };
    },
    // There is nothing to renew it with.
    renew: () => Promise.reject(tokenRefused()),
    report: async () => {
      if (token === undefined) return undefined;
      if (error) return reportOn('access-token', undefined, { error });
      return reportOn('access-token', 'personalAccessToken', { identity: whoAmI.known(token) ?? {} });
    },
  };
}

/** The variables that may hold a key, in their order. */
const KEYS = ['CODEX_API_KEY', 'OPENAI_API_KEY'] as const;

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
  const name = KEYS.find((variable) => env[variable]?.trim());
  const key = name === undefined ? undefined : env[name]?.trim();
  return {
    name: 'api-key',
    credential: async () => (key ? { source: 'api-key', route: 'api', accessToken: key } : undefined),
    renew: () => Promise.reject(keyRefused(name ?? 'the environment')),
    report: async () => (key ? reportOn('api-key', 'apikey') : undefined),
  };
}
