import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  fileError
} from "./chunk-EDQ6JSDB.js";
import {
  expiryOf,
  identityOf,
  plausibleTime
} from "./chunk-DKXVVAY3.js";
import {
  isObject,
  numberOf,
  stringOf
} from "./chunk-L5FXI35G.js";

// src/login/record.ts
import { createHash } from "node:crypto";
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
    const member = value[key];
    if (member !== void 0 && member !== null && typeof member !== "string")
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
var REFRESH_LEAD_SECONDS = 300;
function freshnessOf(expiresAt, now) {
  if (expiresAt === void 0) return { expiresIn: void 0, isExpired: false, needsRefresh: false };
  const expiresIn = Math.floor(expiresAt - now / 1e3);
  return { expiresIn, isExpired: expiresIn <= 0, needsRefresh: expiresIn <= REFRESH_LEAD_SECONDS };
}
function fingerprintOf(login) {
  return createHash("sha256").update(login.refreshToken ?? "").digest("hex").slice(0, 16);
}
function sameTokens(a, b) {
  return a.accessToken === b.accessToken && a.refreshToken === b.refreshToken;
}
function sameIdentity(a, b) {
  const differ = (x, y) => x !== void 0 && y !== void 0 && x !== y;
  return !differ(a.accountId, b.accountId) && !differ(a.userId, b.userId);
}
function sameAccount(a, b) {
  return sameIdentity(identityOfLogin(a), identityOfLogin(b));
}

// src/threads/spill.ts
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
var LARGE_ANSWER = 49e4;
var HEAD = 48e4;
function headOf(text, length = HEAD) {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  const line = cut.lastIndexOf("\n");
  if (line > length * 0.9) return cut.slice(0, line + 1);
  const last = cut.charCodeAt(cut.length - 1);
  return last >= 55296 && last <= 56319 ? cut.slice(0, -1) : cut;
}
async function spillText(text, file) {
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 448 });
    await writeFile(file, text, { mode: 384, flag: "wx" });
  } catch (error) {
    throw fileError(error, file, "written");
  }
  return { head: headOf(text), path: file };
}

export {
  parseLogin,
  serializeLogin,
  expiresAtOf,
  identityOfLogin,
  withTokens,
  freshnessOf,
  fingerprintOf,
  sameTokens,
  sameIdentity,
  sameAccount,
  LARGE_ANSWER,
  headOf,
  spillText
};
