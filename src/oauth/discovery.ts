import { AppError } from '../system/errors.ts';
import type { Fetch } from '../system/fetch.ts';
import { isObject, parseJson, stringOf } from '../system/json.ts';
import { tokenAddress } from '../system/proxy.ts';
import { request, type RawAnswer } from './token-endpoint.ts';

/** A provider's addresses. Tokens and codes are sent there. */
export interface Endpoints {
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
} as const satisfies Readonly<Record<keyof Endpoints, string>>;

const DISCOVERY_MS = 15_000;

const failure = (issuer: string, why: string): AppError =>
  new AppError({
    kind: 'backend',
    code: 'provider.discovery',
    what: `The addresses of ${issuer} could not be found.`,
    why,
    fix: 'Check the issuer; or name authorization_endpoint and token_endpoint yourself.',
  });

/** The addresses in `metadata`; a sentence if one is missing or not fit for tokens. Pure. */
export function endpointsIn(metadata: unknown): Endpoints | string {
  const given = isObject(metadata) ? metadata : {};
  const found = Object.entries(NAMES).map(([key, name]) => {
    const text = stringOf(given[name]);
    // As it is written: a last slash may count.
    const address = text !== undefined && tokenAddress(text) !== undefined ? text : undefined;
    return { key, name, text, address };
  });
  const unsafe = found.find(({ text, address }) => text !== undefined && address === undefined);
  if (unsafe) return `Its ${unsafe.name} is not https (or http on this machine).`;
  const { authorizeUrl, tokenUrl, ...others } = Object.fromEntries(
    found.map(({ key, address }) => [key, address]),
  ) as Readonly<Record<keyof Endpoints, string | undefined>>;
  if (authorizeUrl === undefined) return `There is no ${NAMES.authorizeUrl}.`;
  if (tokenUrl === undefined) return `There is no ${NAMES.tokenUrl}.`;
  return { ...others, authorizeUrl, tokenUrl };
}

/** The places of the metadata, the standard's own first (RFC 8414 section 3.1; OpenID Connect Discovery section 4). */
export function metadataUrls(issuer: string): readonly string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, '');
  return [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}${path}/.well-known/openid-configuration`,
  ];
}

/**
 * Asks an issuer for its addresses. The metadata must name the same issuer, so that no other server's page can stand in
 * for it (RFC 8414 section 3.3).
 */
export async function discover(fetch: Fetch, issuer: string): Promise<Endpoints> {
  let last: RawAnswer | undefined;
  for (const url of metadataUrls(issuer)) {
    const answer = await request(fetch, url, { signal: AbortSignal.timeout(DISCOVERY_MS) });
    last = answer;
    const metadata = answer.status === 200 ? parseJson(answer.body) : undefined;
    if (!isObject(metadata)) continue;
    const named = stringOf(metadata['issuer']);
    if (named?.replace(/\/$/, '') !== issuer.replace(/\/$/, ''))
      throw failure(issuer, `Its metadata names another issuer: ${String(named).slice(0, 200)}.`);
    const endpoints = endpointsIn(metadata);
    if (typeof endpoints === 'string') throw failure(issuer, endpoints);
    return endpoints;
  }
  throw failure(issuer, `It answered ${last?.status ?? 0} where its metadata should be.`);
}
