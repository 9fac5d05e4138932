import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  isObject,
  member,
  numberOf,
  parseJson,
  stringOf
} from "./chunk-L5FXI35G.js";

// src/login/claims.ts
var MAX_SEGMENT = 65536;
var AUTH = "https://api.openai.com/auth";
var PROFILE = "https://api.openai.com/profile";
function jwtPayload(token) {
  const segments = token.split(".");
  const payload = segments[1];
  if (segments.length !== 3 || !payload || payload.length > MAX_SEGMENT) return void 0;
  const parsed = parseJson(Buffer.from(payload, "base64url").toString("utf8"));
  return isObject(parsed) ? parsed : void 0;
}
var EARLIEST = 1577836800;
var LATEST = 4102444800;
function plausibleTime(value) {
  const seconds = numberOf(value);
  return seconds !== void 0 && seconds >= EARLIEST && seconds < LATEST ? seconds : void 0;
}
function expiryOf(token) {
  return plausibleTime(jwtPayload(token)?.["exp"]);
}
function issuedAtOf(token) {
  return plausibleTime(jwtPayload(token)?.["iat"]);
}
function identityOf(token) {
  const claims = jwtPayload(token);
  if (!claims) return {};
  const auth = claims[AUTH];
  const accountId = stringOf(member(auth, "chatgpt_account_id"));
  const userId = stringOf(member(auth, "chatgpt_user_id")) ?? stringOf(member(auth, "user_id"));
  const email = stringOf(claims["email"]) ?? stringOf(member(claims[PROFILE], "email"));
  const plan = stringOf(member(auth, "chatgpt_plan_type"));
  return {
    ...accountId ? { accountId } : {},
    ...userId ? { userId } : {},
    ...email ? { email } : {},
    ...plan ? { plan } : {},
    ...member(auth, "chatgpt_account_is_fedramp") === true ? { fedramp: true } : {}
  };
}

// src/login/login-record.ts
var KNOWN = /* @__PURE__ */ new Set([
  "access_token",
  "refresh_token",
  "token_type",
  "expires_at",
  "id_token",
  "account_id",
  "client_id",
  "issuer"
]);
var HEADER_SAFE = /^[\x21-\x7e]+$/;
var MAX_DEPTH = 64;
function deeperThan(value, limit) {
  if (typeof value !== "object" || value === null) return false;
  return limit === 0 || Object.values(value).some((v) => deeperThan(v, limit - 1));
}
function parseLogin(value) {
  if (!isObject(value)) return 'its "codex" entry is not an object';
  const accessToken = stringOf(value["access_token"]);
  if (!accessToken) return 'its "codex" entry has no access_token';
  if (!HEADER_SAFE.test(accessToken)) return 'its "codex.access_token" holds characters that no token has';
  if (deeperThan(value, MAX_DEPTH)) return 'its "codex" entry is nested too deeply';
  for (const key of ["refresh_token", "id_token", "account_id", "client_id", "issuer"]) {
    const member2 = value[key];
    if (member2 !== void 0 && member2 !== null && typeof member2 !== "string")
      return `its "codex.${key}" is not a string`;
  }
  return {
    accessToken,
    refreshToken: stringOf(value["refresh_token"]),
    idToken: stringOf(value["id_token"]),
    // A missing or absurd time is no poison: the token's own `exp` decides first (see expiresAtOf).
    expiresAt: numberOf(value["expires_at"]),
    accountId: stringOf(value["account_id"]),
    clientId: stringOf(value["client_id"]),
    issuer: stringOf(value["issuer"]),
    extra: Object.fromEntries(Object.entries(value).filter(([key]) => !KNOWN.has(key)))
  };
}
function serializeLogin(record) {
  return {
    ...record.extra,
    access_token: record.accessToken,
    ...record.refreshToken ? { refresh_token: record.refreshToken } : {},
    token_type: "Bearer",
    ...record.expiresAt !== void 0 ? { expires_at: record.expiresAt } : {},
    ...record.idToken ? { id_token: record.idToken } : {},
    ...record.accountId ? { account_id: record.accountId } : {},
    ...record.clientId ? { client_id: record.clientId } : {},
    ...record.issuer ? { issuer: record.issuer } : {}
  };
}
function expiresAtOf(record) {
  return expiryOf(record.accessToken) ?? plausibleTime(record.expiresAt);
}
function identityOfLogin(record) {
  const identity = {
    ...identityOf(record.accessToken),
    ...record.idToken ? identityOf(record.idToken) : {}
  };
  return record.accountId ? { ...identity, accountId: record.accountId } : identity;
}
function withTokens(base, tokens, now) {
  const accessToken = tokens.accessToken ?? base?.accessToken;
  if (!accessToken) return void 0;
  const idToken = tokens.idToken ?? base?.idToken;
  const fresh = tokens.accessToken !== void 0;
  const expiresAt = expiryOf(accessToken) ?? (fresh ? tokens.expiresIn !== void 0 ? Math.floor(now + tokens.expiresIn) : void 0 : base?.expiresAt);
  const accountId = base?.accountId ?? (idToken ? identityOf(idToken).accountId : void 0) ?? identityOf(accessToken).accountId;
  return {
    accessToken,
    refreshToken: tokens.refreshToken ?? base?.refreshToken,
    idToken,
    expiresAt,
    accountId,
    clientId: base?.clientId,
    issuer: base?.issuer,
    extra: base?.extra ?? {}
  };
}

export {
  jwtPayload,
  expiryOf,
  issuedAtOf,
  identityOf,
  parseLogin,
  serializeLogin,
  expiresAtOf,
  identityOfLogin,
  withTokens
};
