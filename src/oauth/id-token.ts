import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import type { Fetch } from '../system/fetch.ts';
import { isObject, member, numberOf, parseJson, stringOf, type JsonObject } from '../system/json.ts';
import { sameSecret } from './authorization-code.ts';
import { request } from './token-endpoint.ts';

/** What an ID token must say (OpenID Connect Core section 3.1.3.7). */
export interface Claims {
  readonly issuer: string;
  readonly clientId: string;
  readonly nonce: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** `unknown key`: no key of ours can say whether it is genuine, which is not the same as forged. */
export type IdTokenVerdict =
  | { readonly kind: 'proven'; readonly subject: string }
  | { readonly kind: 'unknown key' }
  | { readonly kind: 'refused'; readonly why: string };

/** How far clocks may differ. Seconds. */
const TOLERANCE = 5;
/** Shorter RSA keys can be broken. Bits. */
const SHORTEST = 2_048;

/** The algorithms that are accepted, with the kind of key that each belongs to; never `none`, never a shared secret. */
const ALGORITHMS: Readonly<Record<string, readonly [kty: string, crv?: string]>> = {
  RS256: ['RSA'],
  ES256: ['EC', 'P-256'],
};

const part = (text: string | undefined): JsonObject => {
  const value = parseJson(Buffer.from(text ?? '', 'base64url').toString('utf8'));
  return isObject(value) ? value : {};
};

/** The subject that a token names, without any proof. */
export const subjectOf = (token: string): string | undefined => stringOf(part(token.split('.')[1])['sub']);

/** The keys of a server (RFC 7517 section 5). Throws a network error. */
export async function fetchKeys(fetch: Fetch, url: string): Promise<readonly JsonObject[]> {
  const answer = await request(fetch, url, { signal: AbortSignal.timeout(15_000) });
  const keys = answer.status === 200 ? member(parseJson(answer.body), 'keys') : undefined;
  return Array.isArray(keys) ? keys.filter(isObject) : [];
}

/** Whether one of these keys signed it, for this client, this attempt and now. Pure. */
export function judgeIdToken(
  token: string,
  keys: readonly JsonObject[],
  { issuer, clientId, nonce, now }: Claims,
): IdTokenVerdict {
  const refused = (why: string): IdTokenVerdict => ({ kind: 'refused', why });
  const segments = token.split('.');
  const [head, payload, signature] = segments;
  if (segments.length !== 3 || !signature) return refused('It is not a signed token.');
  const { alg, kid, crit } = part(head);
  const algorithm = Object.hasOwn(ALGORITHMS, String(alg)) ? ALGORITHMS[String(alg)] : undefined;
  if (!algorithm || crit !== undefined) return refused('It is signed in a way that is not accepted.');
  const [kty, crv] = algorithm;
  const fitting = keys.filter(
    (key) =>
      key['kty'] === kty &&
      (crv === undefined || key['crv'] === crv) &&
      (kid === undefined || key['kid'] === kid) &&
      (key['use'] ?? 'sig') === 'sig' &&
      (key['alg'] ?? alg) === alg,
  );
  if (fitting.length === 0) return { kind: 'unknown key' };
  const signed = Buffer.from(`${head}.${payload}`);
  const bytes = Buffer.from(signature, 'base64url');
  if (!fitting.some((key) => isSignedBy(key, signed, bytes))) return refused('Its signature is wrong.');

  const claims = part(payload);
  const { iss, aud, azp, sub } = claims;
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  if (iss !== issuer) return refused('Another server issued it.');
  if (!audiences.includes(clientId)) return refused('It was issued to another client.');
  if (azp === undefined ? audiences.length > 1 : azp !== clientId)
    return refused('Another client may use it.');
  const [exp, iat] = [numberOf(claims['exp']), numberOf(claims['iat'])];
  if (exp === undefined || iat === undefined || exp + TOLERANCE <= now / 1000)
    return refused('It has expired.');
  if (!sameSecret(stringOf(claims['nonce']) ?? '', nonce)) return refused('It belongs to another sign-in.');
  return typeof sub === 'string' && sub !== ''
    ? { kind: 'proven', subject: sub }
    : refused('It names nobody.');
}

function isSignedBy(jwk: JsonObject, signed: Buffer, signature: Buffer): boolean {
  try {
    const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
    if ((key.asymmetricKeyDetails?.modulusLength ?? SHORTEST) < SHORTEST) return false;
    return verify('sha256', signed, { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false;
  }
}
