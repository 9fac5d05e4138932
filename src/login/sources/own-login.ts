import { identityOfLogin, expiresAtOf } from '../login-record.ts';
import type { TokenManager } from '../token-manager.ts';
import type { Source } from './source.ts';

/** Our own login in auth.json, kept alive by the token manager. A broken file is an error here, never "absent". */
export function ownLoginSource(tokens: TokenManager): Source {
  return {
    name: 'login',
    credential: async () => ((await tokens.current()) ? tokens.credential() : undefined),
    renew: (used) => tokens.renew(used),
    report: async () => {
      const { login, dead, problem, fix } = await tokens.snapshot();
      if (!login && problem === undefined) return undefined;
      return {
        source: 'login',
        mode: login ? 'chatgpt' : undefined,
        identity: login ? identityOfLogin(login) : {},
        expiresAt: login ? expiresAtOf(login) : undefined,
        usable: login !== undefined && !dead,
        problem,
        fix,
      };
    },
  };
}
