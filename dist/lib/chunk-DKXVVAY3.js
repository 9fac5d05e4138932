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
  return identityIn(claims[AUTH], stringOf(claims["email"]) ?? stringOf(member(claims[PROFILE], "email")));
}
function identityIn(names, email) {
  const accountId = stringOf(member(names, "chatgpt_account_id"));
  const userId = stringOf(member(names, "chatgpt_user_id")) ?? stringOf(member(names, "user_id"));
  const plan = stringOf(member(names, "chatgpt_plan_type"));
  return {
    ...accountId ? { accountId } : {},
    ...userId ? { userId } : {},
    ...email ? { email } : {},
    ...plan ? { plan } : {},
    ...member(names, "chatgpt_account_is_fedramp") === true ? { fedramp: true } : {}
  };
}

export {
  jwtPayload,
  plausibleTime,
  expiryOf,
  issuedAtOf,
  identityOf,
  identityIn
};
