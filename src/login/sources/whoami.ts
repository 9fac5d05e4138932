import { its, say } from '../../system/wording.ts';
import { AppError } from '../../system/errors.ts';
import type { Deps } from '../../system/deps.ts';
import { member, parseJson, stringOf } from '../../system/json.ts';
import type { OAuthProfile } from '../../oauth/profile.ts';
import { request } from '../../oauth/token-endpoint.ts';
import { identityIn, type Identity } from '../claims.ts';
import { signInError } from '../credential.ts';
import { OPENAI } from '../home.ts';

/** Who a personal access token belongs to. The token is opaque, so only the server knows; we ask once per process. */
export type WhoAmI = ReturnType<typeof createWhoAmI>;

type WhoAmIDeps = Pick<Deps, 'fetch'> & Pick<OAuthProfile, 'headers'>;

const TIMEOUT_MS = 10_000;

export const tokenRefused = (): AppError =>
  signInError(
    'access_token.refused',
    'OpenAI does not accept the personal access token.',
    'It was revoked, has expired or is incomplete.',
    say`Make a new one and set CODEX_ACCESS_TOKEN to it, or sign in with ${its.login}.`,
  );

/** Judges the answer (docs/wire.md 3). */
export function judgeWhoAmI(status: number, body: string): Identity {
  if (status === 401 || status === 403) throw tokenRefused();
  const answer = status >= 200 && status < 300 ? parseJson(body) : undefined;
  const identity = identityIn(answer, stringOf(member(answer, 'email')));
  if (identity.accountId !== undefined) return identity;
  throw new AppError({
    kind: 'backend',
    code: 'access_token.unavailable',
    what: 'Could not find the owner of the personal access token.',
    why: status >= 200 && status < 300 ? 'OpenAI’s answer names no account.' : `OpenAI answered ${status}.`,
    fix: 'Try again in a moment.',
    details: { status },
  });
}

export function createWhoAmI(d: WhoAmIDeps) {
  // A personal access token is OpenAI's and is sent to no other server.
  const url = `${OPENAI.issuer}/api/accounts/v1/user-auth-credential/whoami`;
  const learned = new Map<string, Identity>();
  const asking = new Map<string, Promise<Identity>>();

  const ask = async (token: string): Promise<Identity> => {
    const headers = { ...d.headers, authorization: `Bearer ${token}` };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const { status, body } = await request(d.fetch, url, { headers, signal });
    const identity = judgeWhoAmI(status, body);
    learned.set(token, identity);
    return identity;
  };

  return {
    /** What is already known; makes no request. */
    known: (token: string): Identity | undefined => learned.get(token),
    identify: async (token: string): Promise<Identity> => {
      const asked = asking.get(token) ?? ask(token);
      asking.set(token, asked);
      // A failure is not cached: the next question asks again.
      asked.catch(() => asking.delete(token));
      return asked;
    },
  };
}
