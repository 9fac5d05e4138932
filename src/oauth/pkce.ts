import { createHash, timingSafeEqual } from 'node:crypto';

/** PKCE verifier and its S256 challenge (RFC 7636 section 4). */
export interface Pkce {
  readonly verifier: string;
  readonly challenge: string;
}

type RandomBytes = (size: number) => Uint8Array;

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** BASE64URL(SHA-256(ASCII(verifier))), RFC 7636 section 4.2. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier, 'ascii').digest('base64url');
}

/** A fresh pair from 64 random bytes: 86 characters, inside the 43–128 that RFC 7636 section 4.1 allows. */
export function createPkce(randomBytes: RandomBytes): Pkce {
  const verifier = base64url(randomBytes(64));
  return { verifier, challenge: challengeOf(verifier) };
}

/** 32 random bytes: unguessable for a page that wants to end somebody's sign-in (RFC 6749 section 10.12). */
export function createState(randomBytes: RandomBytes): string {
  return base64url(randomBytes(32));
}

/** Compares in constant time, so that a local page cannot find the state byte by byte. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (s: string): Buffer => createHash('sha256').update(s).digest();
  return timingSafeEqual(digest(a), digest(b));
}
