import { its, say } from '../../system/wording.ts';
import { AppError } from '../../system/errors.ts';
import type { Credential } from '../credential.ts';
import type { Source } from './source.ts';
import { tokenRefused, type WhoAmI } from './whoami.ts';

/** What begins so is a personal access token; everything else in the variable is a signed agent identity (docs/wire.md 3). */
const PREFIX = 'at-';

function notPersonal(): AppError {
  return new AppError({
    kind: 'sign-in',
    code: 'access_token.kind',
    what: 'CODEX_ACCESS_TOKEN cannot be used.',
    why: 'It is no personal access token: those begin with "at-". An agent identity works with the Codex CLI only.',
    fix: say`Set it to a personal access token, or unset it and sign in with ${its.login}.`,
  });
}

/** The personal access token in `CODEX_ACCESS_TOKEN`: the plan of its owner pays. */
export function accessTokenSource(token: string | undefined, whoAmI: WhoAmI): Source {
  const value = token?.trim() || undefined;
  const usable = value?.startsWith(PREFIX) ?? false;
  return {
    name: 'access-token',
    credential: async (): Promise<Credential | undefined> => {
      if (value === undefined) return undefined;
      if (!usable) throw notPersonal();
      return {
        source: 'access-token',
        route: 'chatgpt',
        accessToken: value,
        ...(await whoAmI.identify(value)),
      };
    },
    // There is nothing to renew it with.
    renew: () => Promise.reject(tokenRefused()),
    report: () => {
      if (value === undefined) return Promise.resolve(undefined);
      const error = usable ? undefined : notPersonal();
      return Promise.resolve({
        source: 'access-token' as const,
        mode: usable ? ('personalAccessToken' as const) : undefined,
        identity: (usable && whoAmI.known(value)) || {},
        expiresAt: undefined,
        usable,
        problem: error && [error.what, error.why].filter(Boolean).join(' '),
        fix: error?.fix,
      });
    },
  };
}
