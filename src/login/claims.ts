import { isObject, member, numberOf, parseJson, stringOf, type JsonObject } from '../system/json.ts';

/** Whose token it is. Read without checking the signature: the server checks it, we only display and route. */
export interface Identity {
  /** The workspace that requests are billed to: the `chatgpt-account-id` header. */
  readonly accountId?: string;
  readonly userId?: string;
  readonly email?: string;
  readonly plan?: string;
  readonly fedramp?: boolean;
}

/** A token larger than this is not parsed. */
const MAX_SEGMENT = 65_536;
const AUTH = 'https://api.openai.com/auth';
const PROFILE = 'https://api.openai.com/profile';

/** The payload of a JWT, or undefined if the text is not a JWT (RFC 7519 section 3). */
export function jwtPayload(token: string): JsonObject | undefined {
  const segments = token.split('.');
  const payload = segments[1];
  if (segments.length !== 3 || !payload || payload.length > MAX_SEGMENT) return undefined;
  const parsed = parseJson(Buffer.from(payload, 'base64url').toString('utf8'));
  return isObject(parsed) ? parsed : undefined;
}

/** A time before 2020 or after 2100 is a mistake (0, -1, milliseconds), not an expiry. Seconds. */
const EARLIEST = 1_577_836_800;
const LATEST = 4_102_444_800;

/** The value if it is a plausible time for a token, else undefined. Seconds since the epoch. */
export function plausibleTime(value: unknown): number | undefined {
  const seconds = numberOf(value);
  return seconds !== undefined && seconds >= EARLIEST && seconds < LATEST ? seconds : undefined;
}

/** `exp` in seconds since the epoch; undefined if the token is opaque or the value is absurd. */
export function expiryOf(token: string): number | undefined {
  return plausibleTime(jwtPayload(token)?.['exp']);
}

/** `iat`: when the server made the token, by its own clock. Seconds since the epoch. */
export function issuedAtOf(token: string): number | undefined {
  return plausibleTime(jwtPayload(token)?.['iat']);
}

/** The claims of docs/wire.md 4, from the id token or an access token. */
export function identityOf(token: string): Identity {
  const claims = jwtPayload(token);
  if (!claims) return {};
  const email = stringOf(claims['email']) ?? stringOf(member(claims[PROFILE], 'email'));
  // Other providers have the standard's name for a user only (OpenID Connect Core section 2).
  const sub = claims[AUTH] === undefined ? stringOf(claims['sub']) : undefined;
  return { ...(sub ? { userId: sub } : {}), ...identityIn(claims[AUTH], email) };
}

/** OpenAI's names for a user, a workspace and a plan, in every place that has them. */
export function identityIn(names: unknown, email: string | undefined): Identity {
  const accountId = stringOf(member(names, 'chatgpt_account_id'));
  const userId = stringOf(member(names, 'chatgpt_user_id')) ?? stringOf(member(names, 'user_id'));
  const plan = stringOf(member(names, 'chatgpt_plan_type'));
  return {
    ...(accountId ? { accountId } : {}),
    ...(userId ? { userId } : {}),
    ...(email ? { email } : {}),
    ...(plan ? { plan } : {}),
    ...(member(names, 'chatgpt_account_is_fedramp') === true ? { fedramp: true } : {}),
  };
}
