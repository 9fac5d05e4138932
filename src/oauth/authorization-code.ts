import { createHash, timingSafeEqual } from 'node:crypto';
import type { Deps } from '../system/deps.ts';
import type { OAuthProfile, Redirected } from './profile.ts';

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** BASE64URL(SHA-256(ASCII(verifier))), RFC 7636 section 4.2. */
export const challengeOf = (verifier: string): string => base64url(sha256(verifier));

/** A PKCE verifier and its S256 challenge. From 64 random bytes: 86 characters (RFC 7636 section 4.1: 43–128). */
export function createPkce(randomBytes: Deps['randomBytes']) {
  const verifier = base64url(randomBytes(64));
  return { verifier, challenge: challengeOf(verifier) };
}

/** 32 random bytes: unguessable for a page that wants to end a sign-in (RFC 6749 section 10.12). */
export const createState = (randomBytes: Deps['randomBytes']): string => base64url(randomBytes(32));

/** The unguessable path of a short address: 12 random bytes as 16 characters. */
export const createWord = (randomBytes: Deps['randomBytes']): string => base64url(randomBytes(12));

/** The URL that the user opens (RFC 6749 section 4.1.1, RFC 7636 section 4.3). */
export function authorizeUrl(
  profile: OAuthProfile,
  attempt: {
    readonly redirectUri: string;
    readonly challenge: string;
    readonly state: string;
    readonly nonce?: string | undefined;
  },
): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: profile.clientId,
    redirect_uri: attempt.redirectUri,
    code_challenge: attempt.challenge,
    code_challenge_method: 'S256',
    state: attempt.state,
    scope: profile.scope,
    ...profile.authorizeExtras,
    ...(attempt.nonce === undefined ? {} : { nonce: attempt.nonce }),
  });
  return `${profile.authorizeUrl}${profile.authorizeUrl.includes('?') ? '&' : '?'}${query.toString()}`;
}

/** What the redirect back to us says. */
export type RedirectDecision =
  | { readonly kind: 'code'; readonly code: string; readonly also?: Redirected }
  /** The provider refused, or sent nothing usable: the sign-in ends. */
  | { readonly kind: 'failed'; readonly error: string; readonly description?: string }
  /** Not meant for this attempt: we answer and keep waiting. */
  | { readonly kind: 'ignored'; readonly status: 400 };

/**
 * Judges the query of a redirect, from the listener or pasted by the user. The state is compared first: without a
 * match nothing else in the query is trusted (RFC 6749 section 10.12).
 */
export function judgeRedirect(url: URL, state: string): RedirectDecision {
  const query = url.searchParams;
  const [given, ...more] = query.getAll('state');
  if (given === undefined || more.length > 0 || !sameSecret(given, state))
    return { kind: 'ignored', status: 400 };
  const error = query.get('error');
  const description = query.get('error_description')?.slice(0, 500);
  if (error !== null)
    return { kind: 'failed', error: error.slice(0, 200), ...(description ? { description } : {}) };
  const [code, ...others] = query.getAll('code');
  if (!code || others.length > 0) return { kind: 'failed', error: 'missing_authorization_code' };
  const also = (['client_id', 'iss'] as const).flatMap((name) =>
    query.getAll(name).map((value) => [name, value] as const),
  );
  return { kind: 'code', code, ...(also.length > 0 ? { also } : {}) };
}

/**
 * Turns what a user pastes into a redirect: the whole address in any form (in quotes, without its scheme, its
 * parameters in the fragment, its `&` escaped by a shell or by HTML), its parameters alone, or `code#state`.
 */
export function pastedRedirect(text: string): URL {
  const bare = text.replace(/^[\s"'`<“‘«]+|[\s"'`>”’»]+$|[\s\\]+/g, '').replaceAll('&amp;', '&');
  const [, code, state] = /^([^#=?&/:]+)#([^#=?&]+)$/.exec(bare) ?? [];
  const url = new URL('http://127.0.0.1/');
  url.search =
    code !== undefined && state !== undefined
      ? new URLSearchParams({ code, state }).toString()
      : bare.replace(/^[^?#=]*[?#]/, '').replaceAll('#', '&');
  return url;
}

/** Compares in constant time, so that a local page cannot find the state byte by byte. */
export const sameSecret = (a: string, b: string): boolean => timingSafeEqual(sha256(a), sha256(b));
