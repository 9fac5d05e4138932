import type { Deps } from '../system/deps.ts';
import { AppError } from '../system/errors.ts';
import { beginningOf, type Fetch, type FetchInit } from '../system/fetch.ts';
import { isObject, member, numberOf, parseJson, stringOf, type JsonObject } from '../system/json.ts';
import { networkError } from '../system/network-error.ts';
import { holdSecrets, redact } from '../system/redact.ts';
import { its, say } from '../system/wording.ts';
import type { OAuthProfile, RefusalReason } from './profile.ts';

// Written by hand, each step as two functions (one sends, one judges), because the OAuth libraries lose OpenAI's
// `refresh_token_reused` and reject an answer without `token_type`.

/** A raw answer of the token endpoint. Judging it is a separate, pure step. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
  /** The server's clock (`Date` header) in milliseconds, where it sent one. */
  readonly serverTime?: number | undefined;
  /** `Retry-After` in seconds, where it is a number (RFC 9110 section 10.2.3). */
  readonly retryAfter?: number | undefined;
}

/** Tokens as a server gives them. A refresh may leave out what has not changed (docs/wire.md 5.1). */
export interface TokenSet {
  readonly accessToken?: string | undefined;
  readonly refreshToken?: string | undefined;
  readonly idToken?: string | undefined;
  /** Lifetime of the access token in seconds. */
  readonly expiresIn?: number | undefined;
  /** What else a login keeps of the answer (OAuthProfile.keeps). */
  readonly more?: JsonObject | undefined;
  /** Who was proven to have signed in, and with which client, where the provider proves it. */
  readonly proven?: { readonly subject: string; readonly clientId: string } | undefined;
}

export type TokenVerdict =
  | { readonly kind: 'tokens'; readonly tokens: TokenSet }
  /** The grant will never work again: retrying cannot help. */
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  /** A temporary failure: the old token stays in use and the refresh may be retried later. */
  | {
      readonly kind: 'unavailable';
      readonly status: number;
      /** True if the server may have used the refresh token although its answer was lost. */
      readonly maybeSpent: boolean;
    };

/** Larger than any answer of a token endpoint. Bytes. */
const LIMIT = 1_048_576;

type Sent = FetchInit & Required<Pick<FetchInit, 'signal'>>;

/**
 * Asks for JSON and follows no redirect, because the request holds secrets for one address only. Throws a network
 * error.
 */
export async function request(fetch: Fetch, url: string, sent: Sent): Promise<RawAnswer> {
  try {
    const headers = { accept: 'application/json', ...sent.headers };
    const response = await fetch(url, { ...sent, headers, redirect: 'error' });
    const wait = Number(response.headers.get('retry-after') ?? Number.NaN);
    return {
      status: response.status,
      body: await beginningOf(response.body, LIMIT),
      serverTime: numberOf(Date.parse(response.headers.get('date') ?? '')),
      retryAfter: wait >= 0 ? numberOf(wait) : undefined,
    };
  } catch (error) {
    throw networkError(error, url);
  }
}

/** Sends a form or JSON. */
export function post(
  fetch: Fetch,
  url: string,
  body: object,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> {
  const [type, text] =
    body instanceof URLSearchParams
      ? ['x-www-form-urlencoded', body.toString()]
      : ['json', JSON.stringify(body)];
  const sent = { 'content-type': `application/${type}`, ...headers };
  return request(fetch, url, { method: 'POST', headers: sent, body: text, signal });
}

/** An authorization code and the PKCE verifier that belongs to it. */
export interface CodeGrant {
  readonly code: string;
  readonly verifier: string;
}

/** Sends one kind of grant to the provider. */
type Send<Grant> = (
  fetch: Fetch,
  profile: OAuthProfile,
  grant: Readonly<Grant>,
  signal: AbortSignal,
) => Promise<RawAnswer>;

/** The client's own members of a form: its secret, if it has one, in the body (RFC 6749 section 2.3.1). */
export function clientMembers({ clientSecret, tokenExtras }: OAuthProfile): Readonly<Record<string, string>> {
  return { ...(clientSecret === undefined ? {} : { client_secret: clientSecret }), ...tokenExtras };
}

/** Exchanges an authorization code (RFC 6749 section 4.1.3, form-encoded: docs/wire.md 1.4). */
export const exchangeCode: Send<CodeGrant & { redirectUri: string }> = (fetch, profile, grant, signal) => {
  holdSecrets(grant.code, grant.verifier);
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: profile.clientId,
    code: grant.code,
    redirect_uri: grant.redirectUri,
    code_verifier: grant.verifier,
    ...clientMembers(profile),
  });
  return post(fetch, profile.tokenUrl, form, signal);
};

export type RefreshReason = 'proactive_expiry' | 'unauthorized_recovery' | 'forced' | 'scheduled';

/** A refresh token, and the client it was issued to if that is not the profile's. */
interface Refreshable {
  refreshToken: string;
  clientId?: string | undefined;
}

/** Uses a refresh token, which works once (RFC 6749 section 6; as JSON: docs/wire.md 5.1). */
export const refreshTokens: Send<Refreshable & { reason: RefreshReason }> = (
  fetch,
  profile,
  grant,
  signal,
) => {
  const common = {
    client_id: grant.clientId ?? profile.clientId,
    grant_type: 'refresh_token',
    refresh_token: grant.refreshToken,
  };
  const body =
    profile.encoding === 'json'
      ? { ...common, refresh_reason: grant.reason }
      : new URLSearchParams({ ...common, ...clientMembers(profile) });
  return post(fetch, profile.tokenUrl, body, signal, profile.headers);
};

/**
 * Revokes a refresh token and with it its whole family (RFC 7009; as JSON: docs/wire.md 1.7); undefined if the provider
 * cannot.
 */
export function revokeToken(
  fetch: Fetch,
  { revokeUrl, encoding, headers, ...profile }: OAuthProfile,
  grant: Refreshable,
  signal: AbortSignal,
): Promise<RawAnswer> | undefined {
  if (revokeUrl === undefined) return undefined;
  const { clientSecret } = profile;
  const members = {
    token: grant.refreshToken,
    token_type_hint: 'refresh_token',
    client_id: grant.clientId ?? profile.clientId,
    ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
  };
  return post(
    fetch,
    revokeUrl,
    encoding === 'json' ? members : new URLSearchParams(members),
    signal,
    headers,
  );
}

/** If the server asks for a longer wait than this, there is no retry. Seconds. */
const LONGEST_PAUSE = 5;

/** Retries once if the endpoint was only busy (429 or 503): such an answer has not used up the grant. */
export async function twiceIfBusy(
  { sleep }: Pick<Deps, 'sleep'>,
  signal: AbortSignal,
  send: () => Promise<RawAnswer>,
): Promise<RawAnswer> {
  const answer = await send();
  const { status, retryAfter = 1 } = answer;
  if ((status !== 429 && status !== 503) || retryAfter > LONGEST_PAUSE) return answer;
  await sleep(retryAfter * 1000, signal);
  return send();
}

/** The error code wherever the server puts it: `error.code`, `error` or `code` (docs/wire.md 5.4). */
export function errorCodeOf(body: unknown): string | undefined {
  return (
    stringOf(member(body, 'error', 'code')) ??
    stringOf(member(body, 'error')) ??
    stringOf(member(body, 'code'))
  );
}

/** A string that cannot go into a header or a form is not a token. */
function tokenOf(value: unknown): string | undefined {
  const text = stringOf(value);
  return text !== undefined && /^[\x21-\x7e]+$/.test(text) ? text : undefined;
}

function tokensIn(body: unknown, { keeps }: Pick<OAuthProfile, 'keeps'>): TokenSet {
  const lifetime = numberOf(member(body, 'expires_in')) ?? 0;
  const [access, refreshToken, idToken] = ['access_token', 'refresh_token', 'id_token'].map((name) =>
    tokenOf(member(body, name)),
  );
  holdSecrets(access, refreshToken, idToken);
  // A token of another kind cannot be used as one of ours (RFC 6749 section 7.1).
  const bearer = (stringOf(member(body, 'token_type')) ?? 'bearer').toLowerCase() === 'bearer';
  const accessToken = bearer ? access : undefined;
  const expiresIn = lifetime > 0 ? lifetime : undefined;
  const tokens = { accessToken, refreshToken, idToken, expiresIn };
  if (keeps === undefined) return tokens;
  const told = keeps.filter((name) => member(body, name) !== undefined);
  return { ...tokens, more: Object.fromEntries(told.map((name) => [name, member(body, name)])) };
}

/** Sorts the answer to a refresh into tokens, a permanent refusal or a passing failure (docs/wire.md 5.4). */
export function judgeRefresh(
  answer: RawAnswer,
  { refusals, keeps }: Pick<OAuthProfile, 'refusals' | 'keeps'>,
): TokenVerdict {
  const { status } = answer;
  const body = parseJson(answer.body);
  const said = errorCodeOf(body);
  if (status >= 200 && status < 300) {
    const tokens = tokensIn(body, { keeps });
    // `{}` means "keep what you have" (docs/wire.md 5.1); an invalid access_token is a failure.
    const unchanged = isObject(body) && said === undefined && body['access_token'] === undefined;
    if (tokens.accessToken || unchanged) return { kind: 'tokens', tokens };
    return { kind: 'unavailable', status, maybeSpent: true };
  }
  const reason = refusals.get(said ?? '');
  if ((status === 400 || status === 401) && reason) return { kind: 'refused', reason };
  if (status < 500 && said !== undefined && refusals.has(said) && reason === undefined)
    return { kind: 'unavailable', status, maybeSpent: false };
  // A page of HTML with 401 comes from something between us and the server, not from the server.
  if (status === 401 && isObject(body)) return { kind: 'refused', reason: 'refused' };
  // Behind a gateway's 502 or 504 the server may have rotated the token; a 4xx is sent before any rotation.
  return { kind: 'unavailable', status, maybeSpent: status < 400 || status >= 500 };
}

const unfinished = (code: string, why: string, details: AppError['details'] = {}): AppError =>
  new AppError({
    kind: 'backend',
    code,
    what: 'The sign-in could not be finished.',
    why,
    fix: say`Start the sign-in again with ${its.login}.`,
    details,
  });

/** The tokens of an exchange, or an error that ends the sign-in. */
export function judgeExchange(
  { status, body: text }: RawAnswer,
  { requires, keeps }: Pick<OAuthProfile, 'requires' | 'keeps'>,
): TokenSet {
  const body = parseJson(text);
  if (status < 200 || status >= 300) {
    const said =
      stringOf(member(body, 'error_description')) ??
      stringOf(member(body, 'error', 'message')) ??
      errorCodeOf(body);
    const words = said ? `: ${redact(said).slice(0, 200)}` : '';
    throw unfinished('login.exchange_failed', `The token endpoint answered ${status}${words}.`, { status });
  }
  const tokens = tokensIn(body, { keeps });
  const { accessToken: access_token, refreshToken: refresh_token, idToken: id_token } = tokens;
  const found = { access_token, refresh_token, id_token };
  const missing = (['access_token', ...requires] as const).filter((name) => !found[name]);
  if (missing.length === 0) return tokens;
  throw unfinished('login.incomplete_tokens', `The token endpoint's answer lacks ${missing.join(', ')}.`);
}

const EXCHANGE_TIMEOUT_MS = 30_000;

/** Redeems a grant for its tokens. Throws an error that ends the sign-in. */
export async function redeemCode(
  d: Pick<Deps, 'fetch' | 'sleep'>,
  profile: OAuthProfile,
  grant: CodeGrant & { readonly redirectUri: string; readonly nonce?: string | undefined },
): Promise<TokenSet> {
  const signal = AbortSignal.timeout(EXCHANGE_TIMEOUT_MS);
  const exchange = (): Promise<RawAnswer> => exchangeCode(d.fetch, profile, grant, signal);
  const answer = await twiceIfBusy(d, signal, exchange);
  const tokens = judgeExchange(answer, profile);
  if (!profile.verify || grant.nonce === undefined) return tokens;
  const { clientId } = profile;
  const expected = { clientId, nonce: grant.nonce, serverTime: answer.serverTime };
  const subject = await profile.verify(tokens.idToken ?? '', expected);
  return { ...tokens, proven: { subject, clientId } };
}
