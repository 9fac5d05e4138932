import { its, say } from '../../system/wording.ts';
import { AppError } from '../../system/errors.ts';
import type { Fetch } from '../../system/fetch.ts';
import { networkError } from '../../system/network-error.ts';
import { member, parseJson, stringOf } from '../../system/json.ts';
import { identityIn, type Identity } from '../claims.ts';

/** Who a personal access token belongs to. It is opaque, so only the server knows; it is asked once per process. */
export interface WhoAmI {
  identify(token: string): Promise<Identity>;
  /** What has been learned already; no request. */
  known(token: string): Identity | undefined;
}

export interface WhoAmIDeps {
  readonly fetch: Fetch;
  readonly issuer: string;
  /** Who asks: our own name. */
  readonly headers: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 10_000;
const LIMIT = 65_536;

export function tokenRefused(): AppError {
  return new AppError({
    kind: 'sign-in',
    code: 'access_token.refused',
    what: 'OpenAI does not accept the personal access token.',
    why: 'It was revoked or has ended, or it is not complete.',
    fix: say`Make a new one and set CODEX_ACCESS_TOKEN to it, or sign in with ${its.login}.`,
  });
}

/** Judges the answer (docs/wire.md 3). */
export function judgeWhoAmI(status: number, body: string): Identity {
  if (status === 401 || status === 403) throw tokenRefused();
  const answer = status >= 200 && status < 300 ? parseJson(body) : undefined;
  const identity = identityIn(answer, stringOf(member(answer, 'email')));
  if (identity.accountId !== undefined) return identity;
  throw new AppError({
    kind: 'backend',
    code: 'access_token.unavailable',
    what: 'The owner of the personal access token is not known.',
    why: status >= 200 && status < 300 ? 'OpenAI’s answer names no account.' : `OpenAI answered ${status}.`,
    fix: 'Try again in a moment.',
    details: { status },
  });
}

export function createWhoAmI(d: WhoAmIDeps): WhoAmI {
  const url = `${d.issuer}/api/accounts/v1/user-auth-credential/whoami`;
  const learned = new Map<string, Identity>();
  const asking = new Map<string, Promise<Identity>>();

  const ask = async (token: string): Promise<Identity> => {
    let answer: { status: number; body: string };
    try {
      const response = await d.fetch(url, {
        headers: { ...d.headers, authorization: `Bearer ${token}`, accept: 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      answer = { status: response.status, body: (await response.text()).slice(0, LIMIT) };
    } catch (error) {
      throw networkError(error, url);
    }
    const identity = judgeWhoAmI(answer.status, answer.body);
    learned.set(token, identity);
    return identity;
  };

  return {
    known: (token) => learned.get(token),
    identify: async (token) => {
      const known = learned.get(token);
      if (known) return known;
      // A failure is not kept: the next question asks again.
      const running = asking.get(token) ?? ask(token).finally(() => asking.delete(token));
      asking.set(token, running);
      return running;
    },
  };
}
