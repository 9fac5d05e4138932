import { createHash } from 'node:crypto';
import type { LoginRecord } from './login-record.ts';
import type { Identity } from './claims.ts';
import { expiresAtOf, identityOfLogin } from './login-record.ts';

/** A refresh is due when the access token has less than this many seconds to live (docs/wire.md 5.2). */
export const REFRESH_LEAD_SECONDS = 300;

export interface Freshness {
  /** Seconds until the access token ends by the server's clock; undefined where nobody knows. */
  readonly expiresIn: number | undefined;
  readonly isExpired: boolean;
  readonly needsRefresh: boolean;
}

/** How fresh a login is. `now` is in milliseconds by the server's clock. An unknown expiry is not an expired one. */
export function freshnessOf(login: LoginRecord, now: number): Freshness {
  const expiresAt = expiresAtOf(login);
  if (expiresAt === undefined) return { expiresIn: undefined, isExpired: false, needsRefresh: false };
  const expiresIn = Math.floor(expiresAt - now / 1000);
  return { expiresIn, isExpired: expiresIn <= 0, needsRefresh: expiresIn <= REFRESH_LEAD_SECONDS };
}

/** Names a token without giving it away: the first 16 hex digits of its SHA-256. */
export function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('hex').slice(0, 16);
}

type Who = Pick<Identity, 'accountId' | 'userId'>;

/**
 * True unless the two are known to be different: by workspace or, since a workspace has many members, by user.
 * Never compared by e-mail.
 */
export function sameIdentity(a: Who, b: Who): boolean {
  const differ = (x: string | undefined, y: string | undefined): boolean =>
    x !== undefined && y !== undefined && x !== y;
  return !differ(a.accountId, b.accountId) && !differ(a.userId, b.userId);
}

export function sameAccount(a: LoginRecord, b: LoginRecord): boolean {
  return sameIdentity(identityOfLogin(a), identityOfLogin(b));
}

/** How long to wait after the n-th passing failure in a row before the endpoint is asked again. Milliseconds. */
export function backoffMs(failures: number): number {
  return Math.min(60_000, 1_000 * 2 ** Math.max(0, failures - 1));
}
