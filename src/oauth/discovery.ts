import { AppError } from '../system/errors.ts';
import type { Fetch } from '../system/fetch.ts';
import { isObject, parseJson, stringOf } from '../system/json.ts';
import { tokenAddress } from '../system/proxy.ts';
import { its, say } from '../system/wording.ts';
import type { Redirected } from './profile.ts';
import { request, type RawAnswer } from './token-endpoint.ts';

/** A provider's addresses. Tokens and codes are sent there. */
export interface Endpoints {
  /** Undefined if only its addresses are known. */
  readonly issuer: string | undefined;
  /** True if each of its redirects names it (RFC 9207 section 3). */
  readonly namesItself: boolean;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly revokeUrl: string | undefined;
  readonly deviceUrl: string | undefined;
  /** RFC 7591. */
  readonly registerUrl: string | undefined;
  readonly keysUrl: string | undefined;
}

/** Addresses as a server's metadata or a user's file names them (RFC 8414 section 2). */
const NAMES = {
  authorizeUrl: 'authorization_endpoint',
  tokenUrl: 'token_endpoint',
  revokeUrl: 'revocation_endpoint',
  deviceUrl: 'device_authorization_endpoint',
  registerUrl: 'registration_endpoint',
  keysUrl: 'jwks_uri',
} as const satisfies Readonly<Partial<Record<keyof Endpoints, string>>>;

const DISCOVERY_MS = 15_000;

const failure = (issuer: string, why: string): AppError =>
  new AppError({
    kind: 'backend',
    code: 'provider.discovery',
    what: `The addresses of ${issuer} could not be found.`,
    why,
    fix: 'Check the issuer; or name authorization_endpoint and token_endpoint yourself.',
  });

export const withoutQuery = (address: string): string => address.replace(/\?[^#]*$/, '');

/** The addresses in `metadata`; a sentence if one is missing or not fit for tokens. Pure. */
export function endpointsIn(metadata: unknown): Endpoints | string {
  const given = isObject(metadata) ? metadata : {};
  const found = Object.entries(NAMES).map(([key, name]) => {
    const text = stringOf(given[name]);
    // As it is written: a last slash may count, and a query may be part of it (RFC 6749 section 3.1).
    const address = text !== undefined && tokenAddress(withoutQuery(text)) !== undefined ? text : undefined;
    return { key, name, text, address };
  });
  const unsafe = found.find(({ text, address }) => text !== undefined && address === undefined);
  if (unsafe) return `Its ${unsafe.name} is not https (or http on this machine).`;
  const { authorizeUrl, tokenUrl, ...others } = Object.fromEntries(
    found.map(({ key, address }) => [key, address]),
  ) as Readonly<Record<keyof typeof NAMES, string | undefined>>;
  if (authorizeUrl === undefined) return `There is no ${NAMES.authorizeUrl}.`;
  if (tokenUrl === undefined) return `There is no ${NAMES.tokenUrl}.`;
  const namesItself = given['authorization_response_iss_parameter_supported'] === true;
  return { ...others, authorizeUrl, tokenUrl, issuer: stringOf(given['issuer']), namesItself };
}

/** The places of the metadata (OpenID Connect Discovery section 4; RFC 8414 section 3.1). */
function metadataUrls(issuer: string): readonly string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  return [
    `${origin}${path}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${path}`,
  ];
}

const sameIssuer = (a: string, b: string): boolean => a.replace(/\/$/, '') === b.replace(/\/$/, '');

/**
 * Refuses a redirect that another server has made: its code would otherwise be sent to this one (RFC 9207 section 2.4).
 */
export function enforceIssuer(
  also: Redirected,
  { issuer, namesItself }: Pick<Endpoints, 'issuer' | 'namesItself'>,
): void {
  const named = also.flatMap(([name, value]) => (name === 'iss' ? [value] : []));
  const said = named.length === 1 || (named.length === 0 && !namesItself);
  if (issuer === undefined || (said && named.every((one) => sameIssuer(one, issuer)))) return;
  throw new AppError({
    kind: 'sign-in',
    code: 'login.issuer',
    what: 'The sign-in was not accepted.',
    why: 'The answer came from another server, or does not say from which (RFC 9207).',
    fix: say`Start it again with ${its.login}.`,
  });
}

/**
 * Asks an issuer for its addresses. The metadata must name the same issuer, so that no other server's page can stand in
 * for it (RFC 8414 section 3.3).
 */
export async function discover(fetch: Fetch, issuer: string): Promise<Endpoints> {
  let last: RawAnswer | undefined;
  for (const url of metadataUrls(issuer)) {
    const asked = request(fetch, url, { signal: AbortSignal.timeout(DISCOVERY_MS) });
    const answer = await asked.catch((error: unknown): RawAnswer => {
      // A server without this page may lead to another one; it is not followed.
      if (error instanceof AppError && error.details.cause === 'REDIRECT') return { status: 302, body: '' };
      throw error;
    });
    last = answer;
    const metadata = answer.status === 200 ? parseJson(answer.body) : undefined;
    if (!isObject(metadata)) continue;
    const named = stringOf(metadata['issuer']);
    if (named === undefined || !sameIssuer(named, issuer))
      throw failure(issuer, `Its metadata names another issuer: ${String(named).slice(0, 200)}.`);
    const endpoints = endpointsIn(metadata);
    if (typeof endpoints === 'string') throw failure(issuer, endpoints);
    return endpoints;
  }
  throw failure(issuer, `It answered ${last?.status ?? 0} where its metadata should be.`);
}
