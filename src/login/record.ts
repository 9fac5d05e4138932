import { createHash } from 'node:crypto';
import { deeperThan, isObject, numberOf, stringOf, type JsonObject } from '../system/json.ts';
import { tokenAddress } from '../system/proxy.ts';
import { holdSecrets } from '../system/redact.ts';
import { subjectOf } from '../oauth/id-token.ts';
import type { TokenSet } from '../oauth/token-endpoint.ts';
import { expiryOf, identityOf, plausibleTime, type Identity } from './claims.ts';
import { OPENAI, type Home } from './home.ts';

/** One login as stored under `codex` in auth.json (docs/auth-file.md). Times are seconds since the epoch. */
export interface LoginRecord {
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
  readonly idToken?: string | undefined;
  readonly expiresAt?: number | undefined;
  readonly accountId?: string | undefined;
  /** Where it was issued: it is sent there and nowhere else. Missing values mean OpenAI's (homeOf). */
  readonly clientId?: string | undefined;
  readonly issuer?: string | undefined;
  readonly baseUrl?: string | undefined;
  /** Keys added by a newer version or another program: they survive every write. */
  readonly extra: JsonObject;
}

/** What may go into a header. RFC 6750 section 2.1 allows less, but another server's token may look different. */
const HEADER_SAFE = /^[\x21-\x7e]+$/;
/** Our own data is never nested deeper; writing back anything deeper is risky. */
const MAX_DEPTH = 64;

/** Reads a record. Returns a message about `entry` instead if the value cannot be one. */
export function parseLogin(value: unknown, entry = 'codex'): LoginRecord | string {
  if (!isObject(value)) return `its "${entry}" entry is not an object`;
  const { access_token, refresh_token, token_type: _, expires_at, ...others } = value;
  const { id_token, account_id, client_id, issuer, base_url, ...extra } = others;
  const accessToken = stringOf(access_token);
  if (!accessToken) return `its "${entry}" entry has no access_token`;
  if (!HEADER_SAFE.test(accessToken))
    return `its "${entry}.access_token" contains characters that are not allowed in a token`;
  if (deeperThan(value, MAX_DEPTH)) return `its "${entry}" entry is nested too deeply`;
  const places = { issuer, base_url };
  const texts = Object.entries({ refresh_token, id_token, account_id, client_id, ...places });
  const wrong = texts.find(([, text]) => text !== undefined && text !== null && typeof text !== 'string');
  if (wrong) return `its "${entry}.${wrong[0]}" is not a string`;
  const unsafe = Object.entries(places).find(
    ([, url]) => stringOf(url) && tokenAddress(String(url)) === undefined,
  );
  if (unsafe) return `its "${entry}.${unsafe[0]}" is not an address that a token may be sent to`;
  holdSecrets(accessToken, stringOf(refresh_token), stringOf(id_token));
  return {
    accessToken,
    refreshToken: stringOf(refresh_token),
    idToken: stringOf(id_token),
    // A missing or absurd time does no harm: the token's own `exp` decides first (see expiresAtOf).
    expiresAt: numberOf(expires_at),
    accountId: stringOf(account_id),
    clientId: stringOf(client_id),
    issuer: stringOf(issuer),
    baseUrl: stringOf(base_url),
    extra,
  };
}

/** For JSON, which omits undefined values. */
export function serializeLogin(record: LoginRecord): JsonObject {
  return {
    ...record.extra,
    access_token: record.accessToken,
    refresh_token: record.refreshToken,
    token_type: 'Bearer',
    expires_at: record.expiresAt,
    id_token: record.idToken,
    account_id: record.accountId,
    client_id: record.clientId,
    issuer: record.issuer,
    base_url: record.baseUrl,
  };
}

/** Where the login was issued; values that an older or another program's login lacks are OpenAI's. */
export function homeOf({ issuer, clientId, baseUrl }: Pick<LoginRecord, keyof Home>): Home {
  return {
    issuer: (issuer && tokenAddress(issuer)) ?? OPENAI.issuer,
    clientId: clientId ?? OPENAI.clientId,
    baseUrl: (baseUrl && tokenAddress(baseUrl)) ?? OPENAI.baseUrl,
  };
}

/** The issuer, as journals name it. */
export const issuerOf = (login: LoginRecord): string => new URL(homeOf(login).issuer).origin;

/**
 * `exp` of the access token, else `expires_at`; undefined if neither is known or plausible. Seconds since the
 * epoch. With an unknown expiry (docs/wire.md 5.2) the token is used until a 401, which triggers a refresh.
 */
export function expiresAtOf(record: LoginRecord): number | undefined {
  return expiryOf(record.accessToken) ?? plausibleTime(record.expiresAt);
}

/** The name of the login's workspace, as the backend gave it at the sign-in. */
export const WORKSPACE_NAME = 'workspace_name';
export const workspaceNameOf = ({ extra }: LoginRecord): string | undefined =>
  stringOf(extra[WORKSPACE_NAME]);

/** Who the login belongs to: the id token has most details, the stored account id decides. */
export function identityOfLogin(login: Omit<LoginRecord, 'extra'>): Identity {
  const { accessToken, idToken = '', accountId } = login;
  const identity = { ...identityOf(accessToken), ...identityOf(idToken) };
  return accountId ? { ...identity, accountId } : identity;
}

/**
 * The record after a refresh or a sign-in: values from the server replace the old ones, values it left out stay
 * (docs/wire.md 5.1). `now` is in seconds.
 */
export function withTokens(base: LoginRecord, tokens: TokenSet, now: number): LoginRecord {
  const { accessToken = base.accessToken, refreshToken = base.refreshToken, idToken = base.idToken } = tokens;
  const login = { ...base, accessToken, refreshToken, idToken };
  const lasting = tokens.expiresIn === undefined ? undefined : Math.floor(now + tokens.expiresIn);
  return {
    ...login,
    expiresAt: expiryOf(accessToken) ?? (tokens.accessToken === undefined ? base.expiresAt : lasting),
    accountId: identityOfLogin(login).accountId,
    ...(tokens.more === undefined
      ? {}
      : { extra: { ...base.extra, ...(tokens.accessToken && { [EARLIEST]: undefined }), ...tokens.more } }),
  };
}

/** From when on the server takes the refresh token that came with this access token. */
const EARLIEST = 'earliest_refresh_at';

/** Who has signed in, where that was proven (OAuthProfile.verify). */
export const SUBJECT = 'subject';

/**
 * The tokens of a refresh. Where the sign-in has proven whose login it is, that proof stays; undefined if they name
 * somebody else.
 */
export function ofTheSame({ extra }: LoginRecord, tokens: TokenSet): TokenSet | undefined {
  const { idToken, ...others } = tokens;
  if (extra[SUBJECT] === undefined || idToken === undefined) return tokens;
  return subjectOf(idToken) === extra[SUBJECT] ? others : undefined;
}

/** A few seconds more than the server asks for. */
const LATER = 5;

/**
 * From when on a login may be refreshed at a server that ends it otherwise (Provider.renewsOnlyWhenDue): when it says,
 * else shortly before the access token expires. Seconds since the epoch.
 */
export function refreshableFrom(login: LoginRecord): number {
  const told = login.extra[EARLIEST];
  const date = typeof told === 'string' ? Number(told) || Date.parse(told) / 1000 : told;
  const end = expiresAtOf(login) ?? Number.NEGATIVE_INFINITY;
  const from = plausibleTime(date);
  return from === undefined ? end - REFRESH_LEAD_SECONDS : Math.min(from + LATER, end);
}

/** True if the user has granted this scope (RFC 6749 section 5.1). */
export function isGranted({ extra }: LoginRecord, scope: string): boolean {
  const { scope: granted } = extra;
  return typeof granted === 'string' && granted.split(' ').includes(scope);
}

/** A refresh is due when the access token has less than this many seconds to live (docs/wire.md 5.2). */
const REFRESH_LEAD_SECONDS = 300;

/**
 * How fresh a token is: `expiresAt` in seconds since the epoch, `now` in milliseconds by the server's clock,
 * `expiresIn` in seconds. An unknown expiry does not count as expired.
 */
export function freshnessOf(expiresAt: number | undefined, now: number) {
  if (expiresAt === undefined) return { expiresIn: undefined, isExpired: false, needsRefresh: false };
  const expiresIn = Math.floor(expiresAt - now / 1000);
  return { expiresIn, isExpired: expiresIn <= 0, needsRefresh: expiresIn <= REFRESH_LEAD_SECONDS };
}

/** Identifies a login's refresh token without revealing it: the first 16 hex digits of its SHA-256. */
export function fingerprintOf(login: LoginRecord): string {
  return createHash('sha256')
    .update(login.refreshToken ?? '')
    .digest('hex')
    .slice(0, 16);
}

/** True if both hold the same tokens. */
export function sameTokens(a: LoginRecord, b: LoginRecord): boolean {
  return a.accessToken === b.accessToken && a.refreshToken === b.refreshToken;
}

/**
 * True unless the two are known to be different: by workspace or, since a workspace has many members, by user.
 * Never compared by e-mail.
 */
export function sameIdentity(a: Identity, b: Identity): boolean {
  const differ = (x: string | undefined, y: string | undefined): boolean =>
    x !== undefined && y !== undefined && x !== y;
  return !differ(a.accountId, b.accountId) && !differ(a.userId, b.userId);
}

export function sameAccount(a: LoginRecord, b: LoginRecord): boolean {
  return sameIdentity(identityOfLogin(a), identityOfLogin(b));
}
