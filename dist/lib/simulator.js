'use strict';
const __url = require('node:url').pathToFileURL(__filename).href;
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// apart-simulator.ts
var apart_simulator_exports = {};
__export(apart_simulator_exports, {
  FAULTS: () => FAULTS,
  fingerprint: () => fingerprint,
  isFaultName: () => isFaultName,
  startSimulator: () => startSimulator
});
module.exports = __toCommonJS(apart_simulator_exports);

// simulator/options.ts
var DEFAULT_CLIENT_ID = "app_EMoamEEZ73f0CkXaXp7hrann";
var SCOPE = "openid profile email offline_access api.connectors.read api.connectors.invoke";
var REDIRECT_URIS = ["http://127.0.0.1:1455/auth/callback", "http://127.0.0.1:1457/auth/callback"];
var DEFAULT_API_KEY = "sk-sim-0001";
var DEFAULT_PAT = "at-sim-0001";

// simulator/server.ts
var import_node_http = require("node:http");

// simulator/reply.ts
var HANG = { kind: "hang" };
var DROP = { kind: "drop" };
function json(status, body, headers = {}) {
  return {
    kind: "plain",
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body)
  };
}
function html(status, body, headers = {}) {
  return {
    kind: "plain",
    status,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", ...headers },
    body
  };
}
function redirect(location) {
  return { kind: "plain", status: 302, headers: { location, "cache-control": "no-store" }, body: "" };
}
function empty(status, headers = {}) {
  return { kind: "plain", status, headers, body: "" };
}
function detail(status, message) {
  return json(status, { detail: message });
}
function oauthError(status, error, description) {
  return json(status, { error, error_description: description }, { "cache-control": "no-store" });
}
function apiError(status, code, message, extra = {}) {
  const error = {
    message,
    type: extra.type ?? "invalid_request_error",
    param: extra.param ?? null,
    code
  };
  return json(status, { error }, extra.headers ?? {});
}
function challengePage() {
  return html(
    403,
    '<!DOCTYPE html><html lang="en"><head><title>Just a moment...</title></head><body><h1>Simulated challenge page</h1><p>A browser would now have to prove that it is one.</p></body></html>',
    { "cf-mitigated": "challenge", "cf-ray": "8simulated00001-SIM", server: "cloudflare" }
  );
}

// simulator/chatgpt/faults.ts
var word = (params, key, fallback) => {
  const value = params[key];
  return typeof value === "string" ? value : fallback;
};
var page = (meaning) => ({
  endpoint: "chatgpt.authorize",
  act: "behaviour",
  meaning
});
var said = (endpoint, meaning, reply) => ({
  endpoint,
  act: "reply",
  meaning,
  reply
});
var plan = (status, code) => said(
  "responses",
  `Answers ${status} with the code ${code} (params: code, for an earlier name).`,
  (params) => apiError(status, word(params, "code", code), "Simulated refusal of a plan.", {
    param: word(params, "param", "") || null
  })
);
var midStream = (code) => ({
  endpoint: "stream",
  act: "behaviour",
  meaning: `The stream ends in response.failed with code ${code} (params: message, after).`
});
var CHATGPT_FAULTS = {
  "chatgpt.denied": page("The user declines."),
  "chatgpt.no_plan": page("The user signs in and does not let the program use the plan."),
  "chatgpt.no_client_id": page("The redirect of a first sign-in names no client."),
  "chatgpt.entry_client": page("The redirect names the entry client."),
  "chatgpt.other_client": page("The redirect names another client."),
  "chatgpt.two_clients": page("The redirect names two clients."),
  "chatgpt.wrong_state": page("The redirect has a state that was never sent."),
  "chatgpt.other_issuer": page("The redirect names another issuer (RFC 9207)."),
  "chatgpt.issuer": page("The redirect names the issuer (RFC 9207)."),
  "chatgpt.other_account": page("Somebody else signs in with the client of the first."),
  "chatgpt.replayed": page("The ID token has the nonce of another attempt."),
  "chatgpt.discovery.500": said(
    "chatgpt.discovery",
    "Answers 500.",
    () => detail(500, "Internal Server Error")
  ),
  "chatgpt.jwks.500": said("chatgpt.jwks", "Answers 500.", () => detail(500, "Internal Server Error")),
  "chatgpt.token.400": said(
    "chatgpt.token",
    "Refuses the code.",
    () => json(400, { error: "invalid_grant" })
  ),
  "chatgpt.token.500": said("chatgpt.token", "Answers 500.", () => detail(500, "Internal Server Error")),
  "chatgpt.token.hang": {
    endpoint: "chatgpt.token",
    act: "hang",
    meaning: "Accepts the code and never answers."
  },
  "chatgpt.token.date": {
    endpoint: "chatgpt.token",
    act: "behaviour",
    meaning: "earliest_refresh_at is a date."
  },
  "chatgpt.token.other_key": {
    endpoint: "chatgpt.token",
    act: "behaviour",
    meaning: "The key that signs has changed since the keys were asked for."
  },
  "chatgpt.id_token": {
    endpoint: "chatgpt.token",
    act: "behaviour",
    meaning: "An ID token with other claims or another algorithm (params: claims, alg)."
  },
  "chatgpt.refresh.code": said(
    "chatgpt.refresh",
    "Refuses the refresh (params: code).",
    (params) => json(400, { error: word(params, "code", "invalid_grant") })
  ),
  "chatgpt.refresh.invalid_client": said(
    "chatgpt.refresh",
    "The registration is refused.",
    () => json(401, { error: "invalid_client" })
  ),
  "chatgpt.refresh.500": said("chatgpt.refresh", "Answers 500.", () => detail(500, "Internal Server Error")),
  "chatgpt.refresh.claims": {
    endpoint: "chatgpt.refresh",
    act: "behaviour",
    meaning: "The refreshed ID token has other claims (params: claims)."
  },
  "plan.usage_limit": plan(429, "subscription_sharing_usage_limit_exceeded"),
  "plan.not_eligible": plan(403, "subscription_sharing_user_not_eligible"),
  "plan.route": plan(403, "subscription_sharing_route_not_supported"),
  "plan.scope": plan(403, "chatpass_v2_scope_not_authorized"),
  "plan.context": plan(403, "chatpass_v2_invalid_authorization_context"),
  "plan.invalid_user": plan(401, "subscription_sharing_invalid_user"),
  "plan.capability": plan(400, "subscription_sharing_unsupported_capability"),
  "plan.usage_unavailable": plan(503, "subscription_sharing_usage_unavailable"),
  "plan.user_unavailable": plan(503, "subscription_sharing_user_unavailable"),
  "plan.expired": said(
    "responses",
    "The access token is refused.",
    () => json(401, { detail: { error_code: "invalid_token" } })
  ),
  "stream.failed.subscription_sharing_usage_limit_exceeded": midStream(
    "subscription_sharing_usage_limit_exceeded"
  ),
  "stream.failed.subscription_sharing_v2_usage_limit_exceeded": midStream(
    "subscription_sharing_v2_usage_limit_exceeded"
  ),
  "stream.failed.subscription_sharing_user_not_eligible": midStream("subscription_sharing_user_not_eligible")
};

// simulator/faults.ts
function answering(endpoint, meaning, reply) {
  return { endpoint, act: "reply", meaning, reply };
}
function acting(endpoint, act, meaning) {
  return { endpoint, act, meaning };
}
var streaming = (meaning) => acting("stream", "behaviour", meaning);
var redirecting = (meaning) => acting("authorize", "behaviour", meaning);
var text = (params, key, fallback) => {
  const value = params[key];
  return typeof value === "string" ? value : fallback;
};
var count = (params, key, fallback) => {
  const value = params[key];
  return typeof value === "number" ? value : fallback;
};
var serverError = (endpoint) => answering(
  endpoint,
  "Answers 500 with an error object.",
  () => apiError(500, "server_error", "Something failed on the simulated server.", { type: "server_error" })
);
var gatewayPage = (endpoint) => answering(
  endpoint,
  "Answers a gateway error page instead of JSON.",
  () => html(502, "<html><body><h1>502 Bad Gateway</h1></body></html>")
);
var cutJson = (endpoint) => answering(endpoint, "Answers 200 with a body that is cut in the middle.", () => ({
  ...json(200, {}),
  body: '{"access_token":"ey'
}));
var refreshRefusal = (code, meaning) => answering("refresh", meaning, () => apiError(401, code, `The refresh was refused: ${code}.`));
var usageLimit = (status, params, now) => {
  const seconds = count(params, "resetsInSeconds", 7200);
  return json(status, {
    error: {
      type: "usage_limit_reached",
      message: "The usage limit has been reached",
      plan_type: text(params, "plan", "plus"),
      resets_at: now + seconds,
      resets_in_seconds: seconds
    }
  });
};
var streamFailure = (code) => streaming(`The stream ends in response.failed with code ${code} (params: message, after).`);
var limited = (endpoint, params) => apiError(429, text(params, "code", "rate_limit_exceeded"), "Too many requests; slow down.", {
  headers: "retryAfter" in params ? { "retry-after": String(params["retryAfter"]) } : {},
  type: endpoint === "responses" ? "requests" : "invalid_request_error"
});
var FAULTS = {
  ...CHATGPT_FAULTS,
  "authorize.server_error": redirecting("Redirects with error=server_error."),
  "authorize.denied": redirecting("Redirects with error=access_denied (params: description)."),
  "authorize.wrong_state": redirecting("Redirects with a code but a state that was never sent."),
  "authorize.no_code": redirecting("Redirects with the right state and no code."),
  "token.500": serverError("token"),
  "token.html": gatewayPage("token"),
  "token.400": answering(
    "token",
    "Refuses the code as invalid_grant.",
    () => json(400, { error: "invalid_grant", error_description: "The authorization code is not valid." })
  ),
  "token.403_region": answering(
    "token",
    "Refuses the exchange because of the region.",
    () => apiError(403, "unsupported_country_region_territory", "Country, region, or territory not supported", {
      type: "request_forbidden"
    })
  ),
  "token.incomplete": answering(
    "token",
    "Answers 200 without the tokens.",
    () => json(200, { token_type: "Bearer" })
  ),
  "token.not_json": cutJson("token"),
  "token.hang": acting("token", "hang", "Accepts the exchange and never answers."),
  "token.drop": acting("token", "drop_after", "Spends the code, then closes the socket without an answer."),
  "token.slow": acting("token", "slow", "Answers the exchange late (params: delayMs)."),
  "exchange.401": answering(
    "exchange",
    "Refuses the API key exchange.",
    () => apiError(401, "invalid_subject_token", "The ID token is missing an organization.")
  ),
  "refresh.reused": refreshRefusal("refresh_token_reused", "Says that the refresh token was used already."),
  "refresh.expired": refreshRefusal("refresh_token_expired", "Says that the refresh token has expired."),
  "refresh.revoked": refreshRefusal("refresh_token_invalidated", "Says that the refresh token was revoked."),
  "refresh.session_terminated": refreshRefusal("app_session_terminated", "Says that the session was ended."),
  "refresh.401": answering(
    "refresh",
    "Answers 401 with a code no client knows.",
    () => apiError(401, "simulated_unknown_code", "The refresh was refused.")
  ),
  "refresh.400.invalid_grant": answering(
    "refresh",
    "Answers 400 invalid_grant in the OAuth form.",
    () => json(400, { error: "invalid_grant", error_description: "The refresh token is not valid." })
  ),
  "refresh.400": answering(
    "refresh",
    "Answers 400 with another code: a passing failure.",
    () => apiError(400, "simulated_bad_request", "The request was not understood.")
  ),
  "refresh.403": answering("refresh", "Answers 403: a passing failure.", () => detail(403, "Forbidden")),
  "refresh.429": answering(
    "refresh",
    "Answers 429 (params: retryAfter).",
    (params) => limited("refresh", params)
  ),
  "refresh.500": serverError("refresh"),
  "refresh.html": gatewayPage("refresh"),
  "refresh.not_json": cutJson("refresh"),
  "refresh.empty": answering(
    "refresh",
    "Answers 200 with an empty object: keep what you have.",
    () => json(200, {})
  ),
  "refresh.access_only": acting(
    "refresh",
    "behaviour",
    "Rotates nothing and answers with a new access token only."
  ),
  "refresh.hang": acting("refresh", "hang", "Accepts the refresh and never answers."),
  "refresh.drop_before": acting("refresh", "drop_before", "Closes the socket before the token is spent."),
  "refresh.drop": acting("refresh", "drop_after", "Rotates, then closes the socket: the lost response."),
  "refresh.slow": acting("refresh", "slow", "Rotates at once and answers late (params: delayMs)."),
  "revoke.500": serverError("revoke"),
  "revoke.hang": acting("revoke", "hang", "Accepts the revocation and never answers."),
  "revoke.drop": acting("revoke", "drop_before", "Closes the socket and revokes nothing."),
  "device.disabled": answering(
    "device.usercode",
    "Answers 404: device codes are not enabled.",
    () => detail(404, "Not Found")
  ),
  "device.usercode.500": serverError("device.usercode"),
  "device.usercode.429": answering(
    "device.usercode",
    "Refuses a code for now (params: retryAfter).",
    (params) => limited("device.usercode", params)
  ),
  "device.denied": answering(
    "device.token",
    "Says that the user refused; the status is that of pending.",
    () => apiError(403, "deviceauth_access_denied", "The request was denied.")
  ),
  "device.expired": answering(
    "device.token",
    "Says that the code has expired (410).",
    () => apiError(410, "deviceauth_expired", "The device code has expired.")
  ),
  "device.pending_404": answering(
    "device.token",
    "Says pending with 404 instead of 403.",
    () => apiError(404, "deviceauth_authorization_unknown", "Not approved yet.")
  ),
  "device.400": answering(
    "device.token",
    "Refuses the poll with 400.",
    () => apiError(400, "invalid_request", "The poll was not understood.")
  ),
  "device.429": answering(
    "device.token",
    "Refuses the poll with 429 (params: retryAfter).",
    (params) => limited("device.token", params)
  ),
  "device.500": serverError("device.token"),
  "device.hang": acting("device.token", "hang", "Accepts the poll and never answers."),
  "whoami.401": answering("whoami", "Refuses the personal access token.", () => detail(401, "Unauthorized")),
  "whoami.500": serverError("whoami"),
  "models.401": answering("models", "Refuses the access token.", () => detail(401, "Unauthorized")),
  "models.403": answering("models", "Answers 403.", () => detail(403, "Forbidden")),
  "models.500": serverError("models"),
  "models.hang": acting("models", "hang", "Accepts the request and never answers."),
  "models.not_json": answering("models", "Answers 200 with a page.", () => html(200, "<html></html>")),
  "models.empty": answering("models", "Answers an empty list.", () => json(200, { models: [] })),
  "models.etag_change": acting("models", "behaviour", "The catalogue gets a new ETag at this request."),
  "search.401": answering("search", "Refuses the access token.", () => detail(401, "Unauthorized")),
  "search.404": answering("search", "Is not there for this client.", () => detail(404, "Not Found")),
  "search.not_json": answering("search", "Answers 200 with a page.", () => html(200, "<html></html>")),
  "search.hang": acting("search", "hang", "Accepts the request and never answers."),
  "usage.401": answering("usage", "Refuses the access token.", () => detail(401, "Unauthorized")),
  "usage.500": serverError("usage"),
  "usage.hang": acting("usage", "hang", "Accepts the request and never answers."),
  "usage.body": answering("usage", "Answers the params as they are.", (params) => json(200, params)),
  "usage.nulls": answering(
    "usage",
    "Answers with no windows and no credits.",
    () => json(200, { plan_type: "plus", rate_limit: null, credits: null })
  ),
  "accounts.401": answering("accounts", "Refuses the access token.", () => detail(401, "Unauthorized")),
  "accounts.404": answering("accounts", "The route does not exist.", () => detail(404, "Not Found")),
  "accounts.500": serverError("accounts"),
  "accounts.empty": answering(
    "accounts",
    "Lists no account.",
    () => json(200, { accounts: [], account_ordering: [], default_account_id: null })
  ),
  "responses.400": answering(
    "responses",
    "Answers 400 with a detail (params: detail).",
    (params) => detail(400, text(params, "detail", "Unsupported parameter: simulated"))
  ),
  "responses.401": answering(
    "responses",
    "Refuses the access token.",
    () => apiError(401, "token_invalidated", "Your authentication token was refused.")
  ),
  "responses.402": answering("responses", "Answers 402.", () => detail(402, "Payment Required")),
  "responses.403": answering("responses", "Answers 403 in JSON.", () => detail(403, "Forbidden")),
  "responses.403.cloudflare": answering(
    "responses",
    "Answers a challenge page (HTML, cf-mitigated).",
    challengePage
  ),
  "responses.404": answering(
    "responses",
    "Answers 404: the model is not found.",
    (params) => detail(404, `Model not found ${text(params, "model", "simulated-model")}`)
  ),
  "responses.404.usage_limit": answering(
    "responses",
    "The usage limit in a 404 (params: plan, resetsInSeconds).",
    (params, now) => usageLimit(404, params, now)
  ),
  "responses.413": answering(
    "responses",
    "The request is too large.",
    () => detail(413, "Request Entity Too Large")
  ),
  "responses.429.usage_limit": answering(
    "responses",
    "The usage limit (params: plan, resetsInSeconds).",
    (params, now) => usageLimit(429, params, now)
  ),
  "responses.429.usage_not_included": answering(
    "responses",
    "The plan has no Codex.",
    () => json(429, {
      error: {
        type: "usage_not_included",
        message: "Usage is not included in your plan.",
        plan_type: "free"
      }
    })
  ),
  "responses.429.plain": answering(
    "responses",
    "Answers 429 without saying when to come back.",
    (params) => limited("responses", params)
  ),
  "responses.429.retry_after": answering(
    "responses",
    "Answers 429 with retry-after (params: retryAfter, default 1).",
    (params) => limited("responses", { retryAfter: 1, ...params })
  ),
  "responses.500": serverError("responses"),
  "responses.502": gatewayPage("responses"),
  "responses.503": answering("responses", "Answers 503.", () => detail(503, "Service Unavailable")),
  "responses.503.overloaded": answering(
    "responses",
    "The model is at capacity.",
    () => apiError(503, "server_is_overloaded", "The selected model is at capacity.", { type: "server_error" })
  ),
  "responses.hang": acting("responses", "hang", "Accepts the question and never answers."),
  "responses.drop": acting("responses", "drop_before", "Closes the socket before any answer."),
  "responses.slow": acting("responses", "slow", "Sends the headers late (params: delayMs)."),
  "stream.cut": streaming("Breaks the connection after some text deltas (params: after, default 2)."),
  "stream.cut_before_delta": streaming("Breaks the connection before the first text delta."),
  "stream.end_early": streaming("Ends cleanly after some text deltas, without completed (params: after)."),
  "stream.stall": streaming("Falls silent after some text deltas (params: after, default 2)."),
  "stream.stall_before_delta": streaming("Falls silent before the first text delta."),
  "stream.slow_start": streaming("Waits before the first text delta (params: delayMs, default 1000)."),
  "stream.linger": streaming("Keeps the connection open after response.completed."),
  "stream.incomplete.max_output_tokens": streaming(
    "Ends in response.incomplete: out of tokens (params: after)."
  ),
  "stream.incomplete.content_filter": streaming("Ends in response.incomplete: filtered (params: after)."),
  "stream.garbage": streaming(
    "Adds comments, unparsable data, unknown events and CRLF, and splits characters."
  ),
  "stream.no_content_type": streaming("Sends the stream without a content type."),
  "stream.no_done_items": streaming("Sends deltas but no output_item.done."),
  "stream.no_deltas": streaming("Sends output_item.done but no deltas."),
  "stream.error_event": streaming(
    "Sends an error event and ends without completed (params: message, after)."
  ),
  "stream.failed.context_length_exceeded": streamFailure("context_length_exceeded"),
  "stream.failed.insufficient_quota": streamFailure("insufficient_quota"),
  "stream.failed.usage_not_included": streamFailure("usage_not_included"),
  "stream.failed.invalid_prompt": streamFailure("invalid_prompt"),
  "stream.failed.cyber_policy": streamFailure("cyber_policy"),
  "stream.failed.bio_policy": streamFailure("bio_policy"),
  "stream.failed.server_is_overloaded": streamFailure("server_is_overloaded"),
  "stream.failed.slow_down": streamFailure("slow_down"),
  "stream.failed.rate_limit_exceeded": streamFailure("rate_limit_exceeded"),
  "stream.failed.server_error": streamFailure("server_error"),
  "stream.failed.usage_limit_reached": streamFailure("usage_limit_reached"),
  "stream.failed.unknown": streamFailure("simulated_unknown_code"),
  "clock.skew": acting(
    "clock",
    "behaviour",
    "The servers’ clock is off while armed (params: seconds, default 600)."
  )
};
function isFaultName(name) {
  return Object.hasOwn(FAULTS, name);
}

// simulator/request.ts
var zlib = __toESM(require("node:zlib"), 1);
function header(request, name) {
  return request.headers[name];
}
function jsonObject(request) {
  return request.body.type === "json" ? asObject(request.body.value) : void 0;
}
function isLoopbackHost(host) {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i.test(host);
}
function asObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
}
function asString(value) {
  return typeof value === "string" ? value : void 0;
}
var bearerOf = (request) => /^Bearer (\S+)$/i.exec(header(request, "authorization") ?? "")?.[1];
function parseBody(raw, contentType, contentEncoding) {
  if (raw.length === 0) return { type: "none" };
  const decoded = decode(raw, contentEncoding.trim().toLowerCase());
  if (!Buffer.isBuffer(decoded)) return decoded;
  const text2 = decoded.toString("utf8");
  const mediaType = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  if (mediaType === "application/x-www-form-urlencoded") {
    return { type: "form", fields: new URLSearchParams(text2) };
  }
  if (mediaType !== "application/json") return { type: "text", text: text2 };
  try {
    return { type: "json", value: JSON.parse(text2) };
  } catch {
    return { type: "invalid", status: 400, reason: "The body is not valid JSON." };
  }
}
function decode(raw, encoding) {
  try {
    if (encoding === "" || encoding === "identity") return raw;
    if (encoding === "gzip") return zlib.gunzipSync(raw);
    if (encoding === "br") return zlib.brotliDecompressSync(raw);
    if (encoding === "zstd") return unzstd(raw);
  } catch {
    return { type: "invalid", status: 400, reason: `The body is not valid ${encoding}.` };
  }
  return { type: "invalid", status: 415, reason: `Content encoding ${encoding} is not supported.` };
}
function unzstd(raw) {
  const { zstdDecompressSync } = zlib;
  if (zstdDecompressSync) return zstdDecompressSync(raw);
  return {
    type: "invalid",
    status: 415,
    reason: "This Node.js has no zstd. Start the Codex CLI with --disable enable_request_compression."
  };
}

// simulator/redact.ts
var import_node_crypto = require("node:crypto");
function fingerprint(secret) {
  return `sha256:${(0, import_node_crypto.createHash)("sha256").update(secret).digest("hex").slice(0, 8)}`;
}
var SECRET_FIELDS = /* @__PURE__ */ new Set([
  "access_token",
  "refresh_token",
  "id_token",
  "token",
  "subject_token",
  "code",
  "authorization_code",
  "code_verifier",
  "code_challenge",
  "state",
  "nonce",
  "id_token_hint",
  "device_auth_id",
  "user_code",
  "form_id",
  "encrypted_content"
]);
var SECRET_TEXT = /eyJ[\w-]+\.[\w-]+\.[\w-]*|\b(?:rt|sk|at|ac|enc|deviceauth)-sim[\w.-]*/g;
function redactText(text2) {
  return text2.replace(SECRET_TEXT, (secret) => fingerprint(secret));
}
function redactValue(value, key = "") {
  if (typeof value === "string") return SECRET_FIELDS.has(key) ? fingerprint(value) : redactText(value);
  if (Array.isArray(value)) return value.map((one) => redactValue(one));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, redactValue(one, name)]));
}
function redactPairs(pairs) {
  const shown = {};
  for (const [name, value] of pairs) shown[name] = String(redactValue(value, name));
  return shown;
}
function redactHeader(name, value) {
  if (name === "authorization") return value.replace(/\S+$/, (token2) => fingerprint(token2));
  return redactText(value);
}

// simulator/state.ts
function describeState(world) {
  return {
    now: world.clock.now(),
    families: [...world.tokens.families.values()].map((family) => ({
      id: family.id,
      accountId: family.accountId,
      clientId: family.clientId,
      revoked: family.revoked,
      refreshes: family.refreshes,
      reuseAttempts: family.reuseAttempts
    })),
    devices: world.devices.logins.map((login) => ({
      userCode: login.userCode,
      deviceAuthId: fingerprint(login.deviceAuthId),
      status: world.devices.expired(login) ? "expired" : login.status,
      polls: login.polls,
      earlyPolls: login.earlyPolls
    })),
    faults: world.faults.list(),
    requests: world.log.entries.length,
    apps: [...world.chatgpt.apps.values()].map((app) => ({
      clientId: app.clientId,
      name: app.name,
      hosts: [...app.hosts],
      sessions: world.chatgpt.sessions.filter((session) => session.app === app).map(({ revoked, refreshes, early }) => ({ revoked, refreshes, early }))
    }))
  };
}

// simulator/tokens.ts
var import_node_crypto3 = require("node:crypto");

// simulator/jwt.ts
var import_node_crypto2 = require("node:crypto");
var AUTH = "https://api.openai.com/auth";
var PROFILE = "https://api.openai.com/profile";
function authClaim(account) {
  return {
    chatgpt_account_id: account.id,
    chatgpt_plan_type: account.plan,
    chatgpt_user_id: account.userId,
    user_id: account.userId,
    chatgpt_account_is_fedramp: account.fedramp,
    chatgpt_compute_residency: "no_constraint"
  };
}
function accessTokenClaims(input) {
  return {
    iss: input.issuer,
    aud: ["https://api.openai.com/v1"],
    client_id: input.clientId,
    sub: `auth0|${input.account.userId}`,
    scp: input.scope.split(" "),
    iat: input.issuedAt,
    nbf: input.issuedAt,
    exp: input.expiresAt,
    jti: input.id,
    [AUTH]: authClaim(input.account),
    [PROFILE]: { email: input.account.email, email_verified: true }
  };
}
function idTokenClaims(input) {
  return {
    iss: input.issuer,
    aud: [input.clientId],
    sub: `auth0|${input.account.userId}`,
    iat: input.issuedAt,
    exp: input.expiresAt,
    jti: input.id,
    email: input.account.email,
    email_verified: true,
    [AUTH]: {
      ...authClaim(input.account),
      organization_id: `org-${input.account.id}`,
      project_id: `proj-${input.account.id}`,
      completed_platform_onboarding: true,
      is_org_owner: true
    }
  };
}
function signJwt(claims, key) {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const head = `${encode({ alg: "HS256", typ: "JWT", kid: "simulator" })}.${encode(claims)}`;
  return `${head}.${(0, import_node_crypto2.createHmac)("sha256", key).update(head).digest("base64url")}`;
}

// simulator/tokens.ts
var TokenStore = class {
  families = /* @__PURE__ */ new Map();
  #clock;
  #settings;
  #key = (0, import_node_crypto3.randomBytes)(32);
  #refresh = /* @__PURE__ */ new Map();
  #access = /* @__PURE__ */ new Map();
  #identity = /* @__PURE__ */ new Map();
  constructor(clock, settings) {
    this.#clock = clock;
    this.#settings = settings;
  }
  /** A new family: what an authorization code is exchanged for. */
  mint(input) {
    const family = {
      id: `family-${this.families.size + 1}`,
      accountId: input.account.id,
      clientId: input.clientId,
      scope: input.scope,
      revoked: false,
      refreshes: 0,
      reuseAttempts: 0
    };
    this.families.set(family.id, family);
    return this.#issue(
      family,
      input.account,
      input.accessTtlSeconds ?? this.#settings.accessTtlSeconds,
      input.refreshTtlSeconds ?? this.#settings.refreshTtlSeconds
    );
  }
  /** Single use: the presented token is spent in the same step that makes its successor, unless `rotate` is false. */
  refresh(token2, clientId, rotate = true) {
    const record = this.#refresh.get(token2);
    if (!record) return "refresh_token_not_found";
    if (record.family.clientId !== clientId) return "client_mismatch";
    if (record.used) {
      record.family.reuseAttempts += 1;
      if (this.#settings.revokeFamilyOnReuse) record.family.revoked = true;
      return "refresh_token_reused";
    }
    if (record.family.revoked) return "refresh_token_invalidated";
    if (record.expiresAt <= this.#clock.now()) return "refresh_token_expired";
    record.used = rotate;
    record.family.refreshes += 1;
    const { accessTtlSeconds, refreshTtlSeconds } = this.#settings;
    return this.#issue(record.family, record.account, accessTtlSeconds, refreshTtlSeconds);
  }
  checkAccess(token2) {
    return this.#judge(this.#access.get(token2));
  }
  checkIdentity(token2) {
    return this.#judge(this.#identity.get(token2));
  }
  /** True when the token was known. Any token of a family revokes the family. */
  revoke(token2) {
    const family = (this.#refresh.get(token2) ?? this.#access.get(token2))?.family;
    if (family) family.revoked = true;
    return family !== void 0;
  }
  #judge(record) {
    if (!record) return { ok: false, reason: "unknown" };
    if (record.family.revoked) return { ok: false, reason: "revoked" };
    if (record.expiresAt <= this.#clock.now()) return { ok: false, reason: "expired" };
    return { ok: true, account: record.account, familyId: record.family.id };
  }
  #issue(family, account, accessTtl, refreshTtl) {
    const now = this.#clock.now();
    const claims = {
      account,
      issuer: this.#settings.issuer(),
      clientId: family.clientId,
      scope: family.scope,
      issuedAt: now,
      expiresAt: now + accessTtl,
      id: (0, import_node_crypto3.randomBytes)(12).toString("hex")
    };
    const accessToken = signJwt(accessTokenClaims(claims), this.#key);
    const idToken = signJwt(idTokenClaims({ ...claims, expiresAt: now + 3600 }), this.#key);
    const refreshToken = `rt-sim-${(0, import_node_crypto3.randomBytes)(32).toString("base64url")}`;
    this.#access.set(accessToken, { family, account, expiresAt: now + accessTtl });
    this.#identity.set(idToken, { family, account, expiresAt: now + 3600 });
    this.#refresh.set(refreshToken, {
      family,
      account,
      expiresAt: now + refreshTtl,
      used: false
    });
    return {
      accessToken,
      refreshToken,
      idToken,
      expiresIn: accessTtl,
      expiresAt: now + accessTtl,
      scope: family.scope,
      accountId: account.id,
      familyId: family.id
    };
  }
};
function tokenResponse(set) {
  return {
    id_token: set.idToken,
    access_token: set.accessToken,
    refresh_token: set.refreshToken,
    token_type: "Bearer",
    expires_in: set.expiresIn,
    scope: set.scope
  };
}

// simulator/world.ts
var import_node_crypto11 = require("node:crypto");

// simulator/accounts.ts
var DEFAULT_ACCOUNT_ID = "acc-sim-0001";
var TEMPLATE = {
  id: DEFAULT_ACCOUNT_ID,
  userId: "user-sim-0001",
  email: "dev@example.com",
  plan: "plus",
  workspaceName: null,
  fedramp: false,
  backendOrigin: "NO_CONSTRAINT",
  routingOverride: "NO_CONSTRAINT"
};
var DEFAULT_ACCOUNTS = [
  TEMPLATE,
  { ...TEMPLATE, id: "acc-sim-0002", plan: "business", workspaceName: "Example Workspace" }
];
function completeAccounts(inputs) {
  if (!inputs || inputs.length === 0) return DEFAULT_ACCOUNTS;
  return inputs.map((input, index) => ({
    ...TEMPLATE,
    id: `acc-sim-${String(index + 1).padStart(4, "0")}`,
    ...input
  }));
}

// simulator/auth/codes.ts
var import_node_crypto4 = require("node:crypto");
var LIFETIME_SECONDS = 60;
var VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;
var CodeStore = class {
  #clock;
  #codes = /* @__PURE__ */ new Map();
  constructor(clock) {
    this.#clock = clock;
  }
  issue(grant) {
    const code = `ac-sim-${(0, import_node_crypto4.randomBytes)(24).toString("base64url")}`;
    this.#codes.set(code, {
      ...grant,
      expiresAtMs: this.#clock.nowMs() + LIFETIME_SECONDS * 1e3,
      used: false
    });
    return code;
  }
  /** Whatever the verdict, a known code is spent by being presented. */
  redeem(shown) {
    const record = this.#codes.get(shown.code);
    if (!record) return { ok: false, reason: "The authorization code is unknown." };
    if (record.used) {
      return {
        ok: false,
        reason: "The authorization code was used already.",
        ...record.familyId === void 0 ? {} : { spentFamilyId: record.familyId }
      };
    }
    record.used = true;
    if (record.expiresAtMs <= this.#clock.nowMs()) {
      return { ok: false, reason: "The authorization code has expired." };
    }
    if (record.clientId !== shown.clientId) {
      return { ok: false, reason: "The authorization code was issued to another client." };
    }
    if (record.redirectUri !== shown.redirectUri) {
      return { ok: false, reason: "The redirect_uri differs from the one of the authorization request." };
    }
    if (!VERIFIER.test(shown.verifier) || challengeOf(shown.verifier) !== record.challenge) {
      return { ok: false, reason: "The code_verifier does not match the code_challenge." };
    }
    return {
      ok: true,
      grant: record,
      remember: (familyId) => {
        record.familyId = familyId;
      }
    };
  }
};
function challengeOf(verifier) {
  return (0, import_node_crypto4.createHash)("sha256").update(verifier).digest("base64url");
}

// simulator/auth/device-store.ts
var import_node_crypto5 = require("node:crypto");
var LIFETIME_SECONDS2 = 900;
var LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";
var TOLERANCE_MS = 50;
var DeviceStore = class {
  logins = [];
  intervalSeconds;
  #clock;
  #approval;
  constructor(clock, intervalSeconds, approval) {
    this.#clock = clock;
    this.intervalSeconds = intervalSeconds;
    this.#approval = approval;
  }
  start(clientId, issuer) {
    const verifier = (0, import_node_crypto5.randomBytes)(64).toString("base64url");
    const login = {
      deviceAuthId: `deviceauth-sim-${(0, import_node_crypto5.randomBytes)(16).toString("hex")}`,
      userCode: newUserCode(),
      clientId,
      issuer,
      expiresAtMs: this.#clock.nowMs() + LIFETIME_SECONDS2 * 1e3,
      verifier,
      challenge: challengeOf(verifier),
      status: "pending",
      polls: 0,
      earlyPolls: 0
    };
    this.logins.push(login);
    return login;
  }
  byUserCode(userCode) {
    const wanted = userCode.trim().toUpperCase();
    return this.logins.find((login) => login.userCode === wanted && !this.expired(login));
  }
  expired(login) {
    return login.expiresAtMs <= this.#clock.nowMs();
  }
  /** Counts the poll and finds its login; both values must fit. */
  poll(deviceAuthId, userCode) {
    const login = this.logins.find((one) => one.deviceAuthId === deviceAuthId && one.userCode === userCode);
    if (!login) return void 0;
    const now = this.#clock.nowMs();
    const due = (login.lastPollMs ?? Number.NEGATIVE_INFINITY) + this.intervalSeconds * 1e3;
    if (now + TOLERANCE_MS < due) login.earlyPolls += 1;
    login.lastPollMs = now;
    login.polls += 1;
    if (this.#approval === "auto" && login.status === "pending" && login.polls > 1) login.status = "approved";
    return login;
  }
  approve(userCode, accountId) {
    const login = this.byUserCode(userCode);
    if (login?.status !== "pending") return false;
    login.status = "approved";
    if (accountId !== void 0) login.accountId = accountId;
    return true;
  }
  deny(userCode) {
    const login = this.byUserCode(userCode);
    if (login?.status !== "pending") return false;
    login.status = "denied";
    return true;
  }
};
function newUserCode() {
  const letters = Array.from({ length: 4 }, () => LETTERS[(0, import_node_crypto5.randomInt)(LETTERS.length)]).join("");
  return `${letters}-${String((0, import_node_crypto5.randomInt)(1e5)).padStart(5, "0")}`;
}

// simulator/auth/forms.ts
var import_node_crypto6 = require("node:crypto");
var OneTimeForms = class {
  #open = /* @__PURE__ */ new Map();
  open(value) {
    const id2 = (0, import_node_crypto6.randomBytes)(18).toString("base64url");
    this.#open.set(id2, value);
    return id2;
  }
  take(id2) {
    const value = this.#open.get(id2);
    this.#open.delete(id2);
    return value;
  }
};

// simulator/backend/catalog.ts
var import_node_crypto7 = require("node:crypto");

// simulator/backend/version.ts
function parseVersion(text2) {
  const match = /^(\d+)\.(\d+)\.(\d+)(?:[-+].*)?$/.exec(text2);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : void 0;
}
function isBelow(version, minimum) {
  const left = parseVersion(version);
  const right = parseVersion(minimum);
  if (!right) return false;
  if (!left) return true;
  for (const [index, part] of right.entries()) {
    const difference = (left[index] ?? 0) - part;
    if (difference !== 0) return difference < 0;
  }
  return false;
}
function clientVersion(headers) {
  const named = headers["version"];
  if (named !== void 0) return named;
  return /^[^/\s]+\/(\d+\.\d+\.\d+)/.exec(headers["user-agent"] ?? "")?.[1] ?? "";
}

// simulator/backend/catalog.ts
var EFFORTS = {
  low: "Short thinking, quick answer",
  medium: "A balance for everyday work",
  high: "Longer thinking for hard questions",
  xhigh: "Still longer thinking",
  max: "As much thinking as there is",
  ultra: "As max, and the client may hand out parts of the work"
};
var ROWS = [
  ["gpt-6.1-sol", "GPT-6.1-Sol", 1, "low", "ultra", "0.160.0", { delegates: "xhigh" }],
  ["gpt-6-astra", "GPT-6-Astra", 2, "low", "ultra", "0.153.0", { delegates: "xhigh" }],
  ["gpt-6-sol", "GPT-6-Sol", 3, "medium", "ultra", "0.155.0", {}],
  ["gpt-6-luna", "GPT-6-Luna", 4, "medium", "max", "0.155.0", {}],
  ["gpt-5.6-sol", "GPT-5.6-Sol", 5, "low", "ultra", "0.144.0", { upgrade: "gpt-6-sol" }],
  ["gpt-6.1-terra", "GPT-6.1 Terra", 7, "low", "ultra", "0.160.0", { context: 5e5, delegates: "xhigh" }],
  ["gpt-5.6-terra", "GPT-5.6-Terra", 8, "medium", "ultra", "0.144.0", { upgrade: "gpt-6-sol" }],
  ["gpt-5.6-luna", "GPT-5.6-Luna", 9, "medium", "max", "0.144.0", { upgrade: "gpt-6-luna" }],
  ["gpt-daybreak-blue-latest", "Daybreak Blue", 11, "low", "ultra", "0.155.0", { hidden: true }],
  [
    "gpt-daybreak-red-latest",
    "Daybreak Red",
    12,
    "medium",
    "ultra",
    "0.155.0",
    { hidden: true, context: 372e3, maxContext: 372e3, verbosity: "high" }
  ],
  [
    "gpt-5.5",
    "GPT-5.5",
    13,
    "medium",
    "xhigh",
    "0.100.0",
    { lite: false, maxContext: 272e3, upgrade: "gpt-6-sol" }
  ],
  ["codex-auto-review", "Codex Auto Review", 43, "medium", "max", "0.144.0", { hidden: true }]
];
var INSTRUCTIONS = "You are a simulated model. Answer the user briefly and plainly.";
function modelInfo([slug, name, priority, effort, upTo, minimal, row]) {
  const ladder = Object.keys(EFFORTS);
  const efforts = ladder.slice(0, ladder.indexOf(upTo) + 1);
  const tiered = !slug.startsWith("gpt-daybreak");
  return {
    slug,
    display_name: name,
    description: `${name}, as the simulator offers it.`,
    default_reasoning_level: effort,
    supported_reasoning_levels: efforts.map((one) => ({ effort: one, description: EFFORTS[one] ?? one })),
    shell_type: "unified_exec",
    visibility: row.hidden ? "hide" : "list",
    supported_in_api: true,
    priority,
    additional_speed_tiers: tiered ? ["fast"] : [],
    service_tiers: tiered ? [{ id: "priority", name: "Fast", description: "Faster, and counts for more" }] : [],
    availability_nux: null,
    upgrade: row.upgrade === void 0 ? null : { model: row.upgrade, migration_markdown: `${row.upgrade} takes the place of this model.` },
    base_instructions: INSTRUCTIONS,
    model_messages: null,
    include_skills_usage_instructions: false,
    include_plugin_usage_instructions: false,
    include_apps_usage_instructions: false,
    default_reasoning_summary: "none",
    support_verbosity: true,
    default_verbosity: row.verbosity ?? "low",
    apply_patch_tool_type: "freeform",
    web_search_tool_type: "text_and_image",
    truncation_policy: { mode: "tokens", limit: 1e4 },
    supports_image_detail_original: true,
    context_window: row.context ?? 272e3,
    max_context_window: row.maxContext ?? 872e3,
    effective_context_window_percent: 95,
    experimental_supported_tools: [],
    input_modalities: ["text", "image"],
    supports_search_tool: true,
    supports_parallel_tool_calls: true,
    use_responses_lite: row.lite ?? true,
    ...row.delegates === void 0 ? {} : { multi_agent_version: "v2", multi_agent_reasoning_effort: row.delegates },
    minimal_client_version: minimal
  };
}
var DEFAULT_CATALOG = ROWS.map(modelInfo);
var CatalogState = class {
  #models;
  #generation = 0;
  #etag;
  constructor(models2 = DEFAULT_CATALOG) {
    this.#models = models2;
    this.#etag = this.#computeEtag();
  }
  get models() {
    return this.#models;
  }
  replace(models2) {
    this.#models = models2;
    this.#etag = this.#computeEtag();
  }
  find(slug) {
    return this.models.find((model) => model.slug === slug);
  }
  /** The server hides what the client is too old for (docs/wire.md 8). */
  visibleTo(clientVersion2) {
    return this.models.filter((model) => !isBelow(clientVersion2, model.minimal_client_version));
  }
  etag() {
    return this.#etag;
  }
  /** A new ETag for the same content. */
  touch() {
    this.#generation += 1;
    this.#etag = this.#computeEtag();
  }
  #computeEtag() {
    const digest = (0, import_node_crypto7.createHash)("sha256").update(`${this.#generation} ${JSON.stringify(this.models)}`).digest("hex");
    return `W/"sim-${digest.slice(0, 16)}"`;
  }
};

// simulator/backend/limits.ts
var DEFAULT_LIMITS = {
  primary: { usedPercent: 12, windowMinutes: 300, resetAfterSeconds: 3600 },
  secondary: { usedPercent: 55, windowMinutes: 10080, resetAfterSeconds: 86400 },
  credits: { hasCredits: true, unlimited: false, balance: "4.20" }
};
function completeLimits(limits) {
  return { ...DEFAULT_LIMITS, ...limits };
}
function resetAt(window, since, now) {
  const first2 = since + window.resetAfterSeconds;
  if (first2 > now) return first2;
  const length = window.windowMinutes * 60;
  return first2 + (Math.floor((now - first2) / length) + 1) * length;
}
function limitHeaders(limits, since, now) {
  const headers = {};
  for (const name of ["primary", "secondary"]) {
    const window = limits[name];
    if (!window) continue;
    headers[`x-codex-${name}-used-percent`] = String(window.usedPercent);
    headers[`x-codex-${name}-window-minutes`] = String(window.windowMinutes);
    headers[`x-codex-${name}-reset-at`] = String(resetAt(window, since, now));
  }
  if (limits.credits) {
    headers["x-codex-credits-has-credits"] = flag(limits.credits.hasCredits);
    headers["x-codex-credits-unlimited"] = flag(limits.credits.unlimited);
    headers["x-codex-credits-balance"] = limits.credits.balance;
  }
  return headers;
}
var flag = (value) => value ? "true" : "false";
function usageBody(limits, account, since, now) {
  const window = (one) => one && {
    used_percent: one.usedPercent,
    limit_window_seconds: one.windowMinutes * 60,
    reset_after_seconds: resetAt(one, since, now) - now,
    reset_at: resetAt(one, since, now)
  };
  const reached = [limits.primary, limits.secondary].some((one) => one !== null && one.usedPercent >= 100);
  return {
    user_id: account.userId,
    account_id: account.id,
    email: account.email,
    plan_type: account.plan,
    rate_limit: {
      allowed: !reached,
      limit_reached: reached,
      primary_window: window(limits.primary),
      secondary_window: window(limits.secondary)
    },
    code_review_rate_limit: null,
    additional_rate_limits: [],
    credits: limits.credits && {
      has_credits: limits.credits.hasCredits,
      unlimited: limits.credits.unlimited,
      balance: limits.credits.balance
    },
    spend_control: { reached: false, individual_limit: null },
    rate_limit_reached_type: reached ? { type: "rate_limit_reached" } : null,
    promo: null,
    rate_limit_reset_credits: { available_count: 0 }
  };
}

// simulator/backend/seal.ts
var import_node_crypto8 = require("node:crypto");
var ReasoningSeal = class {
  #key = (0, import_node_crypto8.randomBytes)(32);
  seal(accountId) {
    const nonce = (0, import_node_crypto8.randomBytes)(12).toString("base64url");
    return `enc-sim.${nonce}.${this.#sign(nonce, accountId)}`;
  }
  isOurs(sealed, accountId) {
    const [prefix, nonce, signature, ...rest] = sealed.split(".");
    if (prefix !== "enc-sim" || nonce === void 0 || signature === void 0 || rest.length > 0)
      return false;
    const expected = Buffer.from(this.#sign(nonce, accountId));
    const given = Buffer.from(signature);
    return expected.length === given.length && (0, import_node_crypto8.timingSafeEqual)(expected, given);
  }
  #sign(nonce, accountId) {
    return (0, import_node_crypto8.createHmac)("sha256", this.#key).update(`${nonce}.${accountId}`).digest("base64url");
  }
};

// simulator/chatgpt/store.ts
var import_node_crypto10 = require("node:crypto");

// simulator/chatgpt/keys.ts
var import_node_crypto9 = require("node:crypto");
var makeKey = () => ({
  ...(0, import_node_crypto9.generateKeyPairSync)("rsa", { modulusLength: 2048 }),
  kid: `sim-${(0, import_node_crypto9.randomBytes)(4).toString("hex")}`
});
var first;
var SigningKeys = class {
  #other;
  get #current() {
    return this.#other ?? (first ??= makeKey());
  }
  /** From now on another key signs. */
  rotate() {
    this.#other = makeKey();
  }
  sign(claims, as = {}) {
    const { privateKey, kid } = this.#current;
    const { alg = "RS256" } = as;
    const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const head = `${encode({ alg, typ: "JWT", kid })}.${encode(claims)}`;
    if (alg === "none") return `${head}.`;
    return `${head}.${(0, import_node_crypto9.sign)("sha256", Buffer.from(head), privateKey).toString("base64url")}`;
  }
  get published() {
    const { publicKey, kid } = this.#current;
    return [{ ...publicKey.export({ format: "jwk" }), kid, use: "sig", alg: "RS256" }];
  }
};
function issuerOf(request, world) {
  const host = header(request, "host") ?? new URL(world.origin).host;
  return `${isLoopbackHost(host) ? "http" : "https"}://${host}`;
}
function discovery(request, world) {
  const issuer = issuerOf(request, world);
  return json(200, {
    issuer,
    authorization_endpoint: `${issuer}/api/accounts/authorize`,
    token_endpoint: `${issuer}/api/accounts/oauth/token`,
    revocation_endpoint: `${issuer}/api/accounts/oauth/revoke`,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    grant_types_supported: ["authorization_code", "refresh_token"],
    id_token_signing_alg_values_supported: ["RS256"]
  });
}
function jwks(_request, world) {
  return json(200, { keys: world.chatgpt.keys.published });
}

// simulator/chatgpt/store.ts
var ENTRY_CLIENT = "dynamic_agent_client";
var RESOURCE = "https://api.openai.com/v1";
var PLAN_SCOPE = "chatgpt.tokens.use.direct";
var FULL_SCOPE = `openid profile email offline_access resource.invoke ${PLAN_SCOPE}`;
var opaque = (prefix, bytes = 24) => `${prefix}${(0, import_node_crypto10.randomBytes)(bytes).toString("base64url")}`;
var DAY = 86400;
var ACCESS = 3600;
var WINDOW = 360;
var ChatGptStore = class {
  apps = /* @__PURE__ */ new Map();
  codes = /* @__PURE__ */ new Map();
  sessions = [];
  keys = new SigningKeys();
  #access = /* @__PURE__ */ new Map();
  #refresh = /* @__PURE__ */ new Map();
  #clock;
  #lifetime;
  constructor(clock, lifetime = ACCESS) {
    this.#clock = clock;
    this.#lifetime = lifetime;
  }
  register(account, name) {
    const app = { clientId: opaque("oaiapp_", 12), account, name, hosts: /* @__PURE__ */ new Set() };
    this.apps.set(app.clientId, app);
    return app;
  }
  issueCode(grant) {
    const code = opaque("ac-sim-");
    this.codes.set(code, { ...grant, expiresAt: this.#clock.now() + 60, used: false });
    return code;
  }
  open(app, scope, subject) {
    const session = { app, scope, subject, revoked: false, refreshes: 0, early: 0 };
    this.sessions.push(session);
    return session;
  }
  issue(session, issuer) {
    const now = this.#clock.now();
    const { app, scope, subject } = session;
    const accessToken = this.keys.sign({
      iss: issuer,
      aud: RESOURCE,
      sub: subject,
      client_id: app.clientId,
      scope,
      iat: now,
      nbf: now,
      exp: now + this.#lifetime,
      jti: opaque("", 12),
      "https://api.openai.com/auth": {
        per_user_salt: opaque("", 6),
        encrypted_auth_metadata: opaque("", 24)
      }
    });
    const refreshToken = opaque("rt-sim-", 32);
    const earliest = now + Math.max(0, this.#lifetime - WINDOW);
    this.#access.set(accessToken, { session, expiresAt: now + this.#lifetime });
    this.#refresh.set(refreshToken, { session, earliest, expiresAt: now + 30 * DAY, state: "good" });
    return { accessToken, refreshToken, expiresIn: this.#lifetime, earliestRefreshAt: earliest };
  }
  /** Uses a refresh token. One that comes before its time is dead from then on. */
  refresh(token2, clientId) {
    const record = this.#refresh.get(token2);
    if (!record || record.session.app.clientId !== clientId || record.state === "dead")
      return "invalid_grant";
    if (record.state === "used") return "refresh_token_reused";
    if (record.session.revoked) return "refresh_token_invalidated";
    if (record.expiresAt <= this.#clock.now()) return "refresh_token_expired";
    if (this.#clock.now() < record.earliest) {
      record.state = "dead";
      record.session.early += 1;
      return "invalid_grant";
    }
    record.state = "used";
    record.session.refreshes += 1;
    return record.session;
  }
  revoke(token2) {
    const session = this.#refresh.get(token2)?.session;
    if (session) session.revoked = true;
  }
  /** True for a token of this sign-in, whatever has become of it. */
  knows(accessToken) {
    return this.#access.has(accessToken);
  }
  admit(accessToken) {
    const record = this.#access.get(accessToken);
    const good = record && !record.session.revoked && record.expiresAt > this.#clock.now();
    return good ? record.session : void 0;
  }
};

// simulator/clock.ts
var SimClock = class {
  #offsetMs = 0;
  #skewSeconds;
  /** `skewSeconds` is asked at every reading, so that the `clock.skew` fault works while it is armed. */
  constructor(skewSeconds = () => 0) {
    this.#skewSeconds = skewSeconds;
  }
  /** Milliseconds since the epoch, as the simulated servers see them. */
  nowMs() {
    return Date.now() + this.#offsetMs + this.#skewSeconds() * 1e3;
  }
  /** Whole seconds since the epoch: the unit of every claim and header on this wire. */
  now() {
    return Math.floor(this.nowMs() / 1e3);
  }
  advance(seconds) {
    this.#offsetMs += seconds * 1e3;
  }
  /** Sets the time to `epochMs`; it goes on running from there. */
  set(epochMs) {
    this.#offsetMs = epochMs - Date.now();
  }
};

// simulator/fault-plan.ts
var FaultPlan = class {
  #armed = [];
  arm(name, options = {}) {
    this.#armed.push({
      name,
      definition: FAULTS[name],
      params: options.params ?? {},
      delayMs: options.delayMs ?? 0,
      left: options.times ?? Number.POSITIVE_INFINITY,
      skip: options.skip ?? 0
    });
  }
  clear() {
    this.#armed = [];
  }
  /** The fault for this request, counted as used. */
  take(endpoint) {
    for (const fault of this.#armed) {
      if (fault.definition.endpoint !== endpoint) continue;
      if (fault.skip > 0) {
        fault.skip -= 1;
        continue;
      }
      fault.left -= 1;
      if (fault.left <= 0) this.#armed = this.#armed.filter((other) => other !== fault);
      return fault;
    }
    return void 0;
  }
  /** Counted as used only if exactly this one is armed; for faults that hide inside another endpoint. */
  takeNamed(name) {
    const fault = this.#armed.find((other) => other.name === name);
    if (!fault) return void 0;
    fault.left -= 1;
    if (fault.left <= 0) this.#armed = this.#armed.filter((other) => other !== fault);
    return fault;
  }
  /** Looks without counting: for faults that describe a state, such as a wrong clock. */
  peek(name) {
    return this.#armed.find((fault) => fault.name === name);
  }
  list() {
    return this.#armed.map(({ name, left, params }) => ({
      name,
      left: Number.isFinite(left) ? left : null,
      params
    }));
  }
};
function numberParam(fault, key, fallback) {
  const value = fault.params[key];
  return typeof value === "number" ? value : fallback;
}
function textParam(fault, key, fallback) {
  const value = fault.params[key];
  return typeof value === "string" ? value : fallback;
}

// simulator/request-log.ts
var SHOWN_HEADERS = [
  "host",
  "authorization",
  "chatgpt-account-id",
  "originator",
  "user-agent",
  "version",
  "accept",
  "content-encoding",
  "if-none-match",
  "session-id",
  "thread-id",
  "x-client-request-id",
  "x-openai-internal-codex-responses-lite",
  "x-openai-account-routing-override",
  "x-codex-turn-state",
  "openai-beta"
];
var LIMIT = 2e3;
var RequestLog = class {
  entries = [];
  #total = 0;
  #clock;
  constructor(clock) {
    this.#clock = clock;
  }
  open(request) {
    this.#total += 1;
    const headers = {};
    for (const name of SHOWN_HEADERS) {
      const value = request.headers[name];
      if (value !== void 0) headers[name] = redactHeader(name, value);
    }
    const entry = {
      number: this.#total,
      time: new Date(this.#clock.nowMs()).toISOString(),
      method: request.method,
      path: request.path,
      query: redactPairs(request.query),
      headers,
      contentType: request.headers["content-type"] ?? null,
      body: shownBody(request.body),
      status: null,
      durationMs: null,
      fault: null
    };
    this.entries.push(entry);
    if (this.entries.length > LIMIT) this.entries.shift();
    return entry;
  }
  find(method, path) {
    return this.entries.filter((entry) => entry.method === method && entry.path === path);
  }
  clear() {
    this.entries.length = 0;
  }
};
function shownBody(body) {
  if (body.type === "json") return redactValue(body.value);
  if (body.type === "form") return redactPairs(body.fields);
  if (body.type === "text") return `(${body.text.length} characters of text)`;
  return body.type === "invalid" ? `(${body.reason})` : null;
}

// simulator/world.ts
function createWorld(options) {
  const faults = new FaultPlan();
  const clock = new SimClock(() => {
    const skew = faults.peek("clock.skew");
    return skew ? numberParam(skew, "seconds", 600) : 0;
  });
  const accounts = completeAccounts(options.accounts);
  const world = {
    options,
    clock,
    faults,
    log: new RequestLog(clock),
    accounts,
    clientIds: options.clientIds ?? [DEFAULT_CLIENT_ID],
    tokens: new TokenStore(clock, {
      issuer: () => world.origin,
      accessTtlSeconds: options.accessTokenTtlSeconds ?? 3600,
      refreshTtlSeconds: options.refreshTokenTtlSeconds ?? 30 * 86400,
      revokeFamilyOnReuse: options.revokeFamilyOnReuse ?? false
    }),
    codes: new CodeStore(clock),
    consentForms: new OneTimeForms(),
    deviceForms: new OneTimeForms(),
    chatgpt: new ChatGptStore(clock, options.accessTokenTtlSeconds),
    appForms: new OneTimeForms(),
    devices: new DeviceStore(clock, options.deviceIntervalSeconds ?? 5, options.approveDevices ?? "page"),
    personalAccessTokens: new Map(
      Object.entries(options.personalAccessTokens ?? { [DEFAULT_PAT]: defaultAccount(accounts).id })
    ),
    apiKeys: new Set(options.apiKeys ?? [DEFAULT_API_KEY]),
    catalog: new CatalogState(options.catalog),
    seal: new ReasoningSeal(),
    issued: /* @__PURE__ */ new Map(),
    limits: completeLimits(options.limits),
    limitsSince: clock.now(),
    origin: ""
  };
  return world;
}
function defaultAccount(accounts) {
  const account = accounts.find((one) => one.id === DEFAULT_ACCOUNT_ID) ?? accounts[0];
  if (!account) throw new Error("The simulator needs at least one account.");
  return account;
}
function findAccount(world, id2) {
  return id2 === void 0 ? defaultAccount(world.accounts) : world.accounts.find((one) => one.id === id2);
}
function opaque2(prefix, bytes = 16) {
  return `${prefix}${(0, import_node_crypto11.randomBytes)(bytes).toString("base64url")}`;
}

// simulator/control.ts
var PREFIX = "/__simulator/";
function isControlPath(path) {
  return path.startsWith(PREFIX);
}
function control(request, world) {
  if (!isLoopbackHost(header(request, "host") ?? "") || header(request, "origin") !== void 0) {
    return detail(403, "The control plane answers on loopback only");
  }
  const action = COMMANDS[`${request.method} ${request.path.slice(PREFIX.length)}`];
  if (!action) return detail(404, `Unknown. There are: ${Object.keys(COMMANDS).join(", ")}`);
  return action(request, world);
}
var COMMANDS = {
  "GET log": (_request, world) => json(200, world.log.entries),
  "GET state": (_request, world) => json(200, describeState(world)),
  "POST clear": (_request, world) => {
    world.faults.clear();
    world.log.clear();
    return json(200, {});
  },
  "POST faults": (request, world) => {
    const asked = request.body.type === "json" ? request.body.value : void 0;
    const faults = (Array.isArray(asked) ? asked : [asked]).map(findFault);
    for (const fault of faults) if (typeof fault === "string") return detail(400, fault);
    for (const fault of faults) if (typeof fault !== "string") world.faults.arm(fault.name, fault.options);
    return json(200, { faults: world.faults.list() });
  },
  "POST clock": (request, world) => {
    const seconds = jsonObject(request)?.["advance"];
    if (typeof seconds !== "number") return detail(400, 'Give {"advance": seconds}');
    world.clock.advance(seconds);
    return json(200, { now: world.clock.now() });
  },
  "POST device/approve": (request, world) => {
    const body = jsonObject(request);
    const account = findAccount(world, asString(body?.["account"]));
    if (!account) return detail(404, "No such account");
    const done = world.devices.approve(asString(body?.["user_code"]) ?? "", account.id);
    return done ? json(200, {}) : detail(404, "No such pending user_code");
  },
  "POST device/deny": (request, world) => {
    const done = world.devices.deny(asString(jsonObject(request)?.["user_code"]) ?? "");
    return done ? json(200, {}) : detail(404, "No such pending user_code");
  },
  "POST tokens": mintByRequest
};
function mintByRequest(request, world) {
  const body = jsonObject(request) ?? {};
  const known = findAccount(world, asString(body["account"]) ?? asString(body["workspace"]));
  if (!known) return detail(404, "No such account");
  const account = { ...known, plan: asString(body["plan"]) ?? known.plan };
  const ttl = body["ttl"];
  const set = world.tokens.mint({
    account,
    clientId: asString(body["client_id"]) ?? world.clientIds[0] ?? "",
    scope: SCOPE,
    ...typeof ttl === "number" ? { accessTtlSeconds: ttl } : {}
  });
  return json(200, {
    ...tokenResponse(set),
    expires_at: set.expiresAt,
    account_id: set.accountId,
    family_id: set.familyId
  });
}
function findFault(value) {
  const asked = asObject(value);
  const name = asString(asked?.["name"]) ?? "";
  if (!asked || !isFaultName(name)) return `Unknown fault: ${name}. They are listed in simulator/faults.ts`;
  const options = {};
  for (const key of ["times", "skip", "delayMs"]) {
    const number = asked[key];
    if (number === void 0) continue;
    if (typeof number !== "number") return `${key} must be a number`;
    options[key] = number;
  }
  const params = asObject(asked["params"]);
  return { name, options: { ...options, ...params ? { params } : {} } };
}

// simulator/auth/authorize-request.ts
var ANY_LOOPBACK = /^http:\/\/127\.0\.0\.1:[1-9]\d{0,4}\/auth\/callback$/;
var CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
function judgeAuthorize(query, rules) {
  const clientId = query.get("client_id") ?? "";
  if (!rules.clientIds.includes(clientId)) return { kind: "page", message: "The client_id is not known." };
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!isRegistered(redirectUri, rules.options)) {
    return { kind: "page", message: "The redirect_uri is not registered for this client." };
  }
  const state = query.get("state") ?? void 0;
  const refuse2 = (error, description) => ({
    kind: "redirect",
    redirectUri,
    state,
    error,
    description
  });
  for (const name of new Set(query.keys())) {
    if (query.getAll(name).length > 1) return refuse2("invalid_request", `The parameter ${name} is repeated.`);
  }
  if (query.get("response_type") !== "code") {
    return refuse2("unsupported_response_type", "The response_type must be code.");
  }
  if (!state) return refuse2("invalid_request", "The state is missing.");
  if (query.get("code_challenge_method") !== "S256") {
    return refuse2("invalid_request", "The code_challenge_method must be S256.");
  }
  const challenge = query.get("code_challenge") ?? "";
  if (!CHALLENGE.test(challenge)) {
    return refuse2("invalid_request", "The code_challenge must be 43 characters of base64url.");
  }
  const scope = query.get("scope") ?? "";
  if (!sameSet(scope.split(" "), SCOPE.split(" "))) {
    return refuse2("invalid_scope", `The scope must be: ${SCOPE}`);
  }
  const accounts = allowedAccounts(query.get("allowed_workspace_id"), rules.accounts);
  if (accounts.length === 0) {
    return refuse2("access_denied", "None of your workspaces is allowed for this sign-in.");
  }
  const originator = query.get("originator") ?? "";
  return {
    kind: "ok",
    request: { clientId, redirectUri, challenge, state, scope, originator, accounts }
  };
}
function isRegistered(uri, options) {
  if (REDIRECT_URIS.includes(uri) || options.extraRedirectUris?.includes(uri)) return true;
  return options.allowAnyLoopbackPort === true && ANY_LOOPBACK.test(uri);
}
function allowedAccounts(value, accounts) {
  if (value === null) return accounts;
  const ids = value.split(",");
  return accounts.filter((account) => ids.includes(account.id));
}
function sameSet(left, right) {
  return left.length === right.length && right.every((one) => left.includes(one));
}
function callbackUrl(redirectUri, answer2) {
  const url = new URL(redirectUri);
  for (const [key, value] of Object.entries(answer2)) {
    if (value !== void 0) url.searchParams.set(key, value);
  }
  return url.href;
}

// simulator/auth/pages.ts
function escapeHtml(text2) {
  const names = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;"
  };
  return text2.replace(/[&<>"']/g, (character) => names[character] ?? character);
}
function page2(title, main) {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · login simulator</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 12vh auto 0; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
fieldset { border: 1px solid #8888; border-radius: .5rem; padding: .75rem 1rem; margin: 1rem 0; }
label { display: block; padding: .35rem 0; }
button { font: inherit; padding: .55rem 1.4rem; border-radius: .5rem; border: 1px solid #888; margin-right: .5rem; cursor: pointer; }
button.main { background: #14532d; border-color: #14532d; color: #fff; }
input[type=text] { font: 1.25rem ui-monospace, monospace; padding: .4rem .6rem; width: 12ch; }
:focus-visible { outline: 3px solid #2563eb; outline-offset: 2px; }
.note { font-size: .875rem; opacity: .8; border-top: 1px solid #8886; margin-top: 2rem; padding-top: .75rem; }
</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${main}
</main>
<p class="note">This is a local simulator. No real account is involved, and nothing leaves this machine.</p>
</body>
</html>
`;
}
function errorPage(title, message) {
  return page2(title, `<p role="alert">${escapeHtml(message)}</p>`);
}
function messagePage(title, message) {
  return page2(title, `<p role="status">${escapeHtml(message)}</p>`);
}
function accountChoices(accounts, chosen) {
  const rows = accounts.map((account) => {
    const where = account.workspaceName ?? "Personal account";
    const label = `${account.email} · ${where} (${account.plan})`;
    const checked = account.id === chosen ? " checked" : "";
    return `<label><input type="radio" name="account" value="${escapeHtml(account.id)}"${checked}> ${escapeHtml(label)}</label>`;
  });
  return `<fieldset><legend>Account</legend>${rows.join("")}</fieldset>`;
}
var BUTTONS = '<button class="main" type="submit" name="decision" value="approve">Approve</button><button type="submit" name="decision" value="deny">Deny</button>';
function consentPage(request, formId, chosen) {
  const who = request.originator === "" ? request.clientId : request.originator;
  return page2(
    "Sign in",
    `<p><strong>${escapeHtml(who)}</strong> asks to use your account. You will be sent back to
<code>${escapeHtml(request.redirectUri)}</code>.</p>
<form method="post" action="/oauth/authorize/decision">
<input type="hidden" name="form_id" value="${escapeHtml(formId)}">
${accountChoices(request.accounts, chosen)}
${BUTTONS}
</form>`
  );
}
function appConsentPage(query, formId, accounts, chosen) {
  const name = query.get("agent_name_hint") ?? "A connected program";
  return page2(
    "Continue with ChatGPT",
    `<p><strong>${escapeHtml(name)}</strong> asks to sign you in and to use your ChatGPT plan. You will be sent back to
<code>${escapeHtml(query.get("redirect_uri") ?? "")}</code>.</p>
<form method="post" action="/api/accounts/authorize/decision">
<input type="hidden" name="form_id" value="${escapeHtml(formId)}">
${accountChoices(accounts, chosen)}
${BUTTONS}
</form>`
  );
}
function deviceCodePage(problem) {
  return page2(
    "Connect a device",
    `${problem === void 0 ? "" : `<p role="alert">${escapeHtml(problem)}</p>`}
<form method="post" action="/codex/device">
<label for="user_code">The code your program shows</label>
<input id="user_code" name="user_code" type="text" autocomplete="one-time-code" autofocus required>
<button class="main" type="submit">Continue</button>
</form>`
  );
}
function deviceConsentPage(userCode, formId, accounts, chosen) {
  return page2(
    "Approve this device?",
    `<p>Approve only if your program shows the code <strong>${escapeHtml(userCode)}</strong>.</p>
<form method="post" action="/codex/device/decision">
<input type="hidden" name="form_id" value="${escapeHtml(formId)}">
${accountChoices(accounts, chosen)}
${BUTTONS}
</form>`
  );
}

// simulator/auth/authorize.ts
function authorize(request, world, fault) {
  const verdict = judgeAuthorize(request.query, world);
  if (verdict.kind === "page") return html(400, errorPage("This sign-in link is not valid", verdict.message));
  if (verdict.kind === "redirect") {
    return redirect(
      callbackUrl(verdict.redirectUri, {
        error: verdict.error,
        error_description: verdict.description,
        state: verdict.state
      })
    );
  }
  const asked = verdict.request;
  if (fault) return faulty(asked, world, fault);
  if (world.options.approve === "auto") return approve(asked, preferred(asked.accounts), world);
  return html(200, consentPage(asked, world.consentForms.open(asked), preferred(asked.accounts).id));
}
function decide(request, world) {
  const fields = request.body.type === "form" ? request.body.fields : new URLSearchParams();
  const asked = world.consentForms.take(fields.get("form_id") ?? "");
  if (!asked) {
    return html(400, errorPage("This page was used already", "Start the sign-in again from your program."));
  }
  if (fields.get("decision") !== "approve") {
    return redirect(
      callbackUrl(asked.redirectUri, {
        error: "access_denied",
        error_description: "The user denied the request.",
        state: asked.state
      })
    );
  }
  const account = asked.accounts.find((one) => one.id === fields.get("account"));
  return approve(asked, account ?? preferred(asked.accounts), world);
}
function approve(asked, account, world) {
  const code = world.codes.issue({
    account,
    clientId: asked.clientId,
    redirectUri: asked.redirectUri,
    challenge: asked.challenge,
    scope: asked.scope
  });
  return redirect(callbackUrl(asked.redirectUri, { code, state: asked.state }));
}
function preferred(accounts) {
  return defaultAccount(accounts);
}
function faulty(asked, world, fault) {
  const back = (answer2) => redirect(callbackUrl(asked.redirectUri, answer2));
  switch (fault.name) {
    case "authorize.wrong_state":
      return back({ code: opaque2("ac-sim-"), state: opaque2("", 32) });
    case "authorize.no_code":
      return back({ state: asked.state });
    case "authorize.denied":
      return back({
        error: "access_denied",
        error_description: textParam(fault, "description", "The user denied the request."),
        state: asked.state
      });
    case "authorize.server_error":
      return back({ error: "server_error", state: asked.state });
    default:
      return approve(asked, preferred(asked.accounts), world);
  }
}

// simulator/auth/device.ts
function requestUserCode(request, world) {
  const clientId = asString(jsonObject(request)?.["client_id"]);
  if (clientId === void 0)
    return apiError(400, "invalid_request", "A JSON body with client_id is needed.");
  if (!world.clientIds.includes(clientId))
    return apiError(400, "invalid_client", "The client_id is not known.");
  const login = world.devices.start(clientId, issuerOf(request, world));
  return json(200, {
    device_auth_id: login.deviceAuthId,
    user_code: login.userCode,
    interval: String(world.devices.intervalSeconds),
    expires_at: new Date(login.expiresAtMs).toISOString()
  });
}
function pollDevice(request, world) {
  const body = jsonObject(request);
  const deviceAuthId = asString(body?.["device_auth_id"]);
  const userCode = asString(body?.["user_code"]);
  if (deviceAuthId === void 0 || userCode === void 0) {
    return apiError(400, "invalid_request", "A JSON body with device_auth_id and user_code is needed.");
  }
  const login = world.devices.poll(deviceAuthId, userCode);
  if (!login) return apiError(404, "deviceauth_authorization_unknown", "No such device login.");
  if (world.devices.expired(login))
    return apiError(410, "deviceauth_expired", "The device code has expired.");
  if (login.status === "denied") return apiError(403, "deviceauth_access_denied", "The request was denied.");
  if (login.status === "pending")
    return apiError(403, "deviceauth_authorization_pending", "Not approved yet.");
  login.code ??= world.codes.issue({
    account: findAccount(world, login.accountId) ?? defaultAccount(world.accounts),
    clientId: login.clientId,
    redirectUri: `${login.issuer}/deviceauth/callback`,
    challenge: login.challenge,
    scope: SCOPE
  });
  return json(200, {
    authorization_code: login.code,
    code_challenge: login.challenge,
    code_verifier: login.verifier
  });
}
function showDevicePage() {
  return html(200, deviceCodePage());
}
function enterUserCode(request, world) {
  const login = world.devices.byUserCode(formField(request, "user_code"));
  if (login?.status !== "pending") {
    return html(400, deviceCodePage("This code is not known, or it has expired. Check it and try again."));
  }
  const formId = world.deviceForms.open(login.userCode);
  const chosen = defaultAccount(world.accounts).id;
  return html(200, deviceConsentPage(login.userCode, formId, world.accounts, chosen));
}
function decideDevice(request, world) {
  const userCode = world.deviceForms.take(formField(request, "form_id"));
  if (userCode === void 0) {
    return html(400, errorPage("This page was used already", "Start the sign-in again from your program."));
  }
  if (formField(request, "decision") !== "approve") {
    world.devices.deny(userCode);
    return html(200, messagePage("Denied", "The device was not connected. You can close this page."));
  }
  world.devices.approve(userCode, formField(request, "account"));
  return html(200, messagePage("Approved", "The device is connected. You can close this page."));
}
function formField(request, name) {
  return request.body.type === "form" ? request.body.fields.get(name) ?? "" : "";
}

// simulator/auth/token.ts
var TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
var ID_TOKEN_TYPE = "urn:ietf:params:oauth:token-type:id_token";
var NO_STORE = { "cache-control": "no-store" };
function tokenEndpoint(request) {
  const grant = grantType(request);
  if (grant === "refresh_token") return "refresh";
  return grant === TOKEN_EXCHANGE ? "exchange" : "token";
}
function token(request, world, fault) {
  const grant = grantType(request);
  if (grant === void 0)
    return oauthError(400, "invalid_request", "The grant_type is missing or the body is not readable.");
  if (grant === "refresh_token") return refresh(request, world, fault);
  if (request.body.type !== "form") {
    return oauthError(400, "invalid_request", "This grant takes application/x-www-form-urlencoded.");
  }
  for (const name of new Set(request.body.fields.keys())) {
    if (request.body.fields.getAll(name).length > 1) {
      return oauthError(400, "invalid_request", `The parameter ${name} is repeated.`);
    }
  }
  if (grant === "authorization_code") return redeemCode(request.body.fields, world);
  if (grant === TOKEN_EXCHANGE) return exchangeForApiKey(request.body.fields, world);
  return oauthError(400, "unsupported_grant_type", `The grant type ${grant} is not supported.`);
}
function grantType(request) {
  if (request.body.type === "form") return request.body.fields.get("grant_type") ?? void 0;
  return asString(jsonObject(request)?.["grant_type"]);
}
function redeemCode(fields, world) {
  const clientId = fields.get("client_id") ?? "";
  if (!world.clientIds.includes(clientId))
    return oauthError(401, "invalid_client", "The client_id is not known.");
  for (const name of ["code", "redirect_uri", "code_verifier"]) {
    if (!fields.get(name)) return oauthError(400, "invalid_request", `The parameter ${name} is missing.`);
  }
  const verdict = world.codes.redeem({
    code: fields.get("code") ?? "",
    clientId,
    redirectUri: fields.get("redirect_uri") ?? "",
    verifier: fields.get("code_verifier") ?? ""
  });
  if (!verdict.ok) {
    const family = verdict.spentFamilyId === void 0 ? void 0 : world.tokens.families.get(verdict.spentFamilyId);
    if (family) family.revoked = true;
    return oauthError(400, "invalid_grant", verdict.reason);
  }
  const { account, scope } = verdict.grant;
  const set = world.tokens.mint({ account, clientId, scope });
  verdict.remember(set.familyId);
  return json(200, tokenResponse(set), NO_STORE);
}
function refresh(request, world, fault) {
  const body = jsonObject(request);
  if (!body) return oauthError(400, "invalid_request", "A refresh takes application/json.");
  const clientId = asString(body["client_id"]);
  const refreshToken = asString(body["refresh_token"]);
  if (clientId === void 0 || refreshToken === void 0 || refreshToken === "") {
    return oauthError(400, "invalid_request", "A refresh needs client_id and refresh_token.");
  }
  if (!world.clientIds.includes(clientId))
    return oauthError(401, "invalid_client", "The client_id is not known.");
  const outcome = world.tokens.refresh(refreshToken, clientId, fault?.name !== "refresh.access_only");
  if (outcome === "client_mismatch") {
    return oauthError(400, "invalid_grant", "The refresh token was issued to another client.");
  }
  if (typeof outcome === "string") return apiError(401, outcome, REFUSALS[outcome]);
  const answer2 = tokenResponse(outcome);
  if (fault?.name !== "refresh.access_only") return json(200, answer2, NO_STORE);
  const { access_token, token_type, expires_in } = answer2;
  return json(200, { access_token, token_type, expires_in }, NO_STORE);
}
var REFUSALS = {
  refresh_token_reused: "This refresh token was used before. Sign in again.",
  refresh_token_expired: "This refresh token has expired. Sign in again.",
  refresh_token_invalidated: "This refresh token was revoked. Sign in again.",
  refresh_token_not_found: "This refresh token is not known here."
};
function exchangeForApiKey(fields, world) {
  if (!world.clientIds.includes(fields.get("client_id") ?? "")) {
    return oauthError(401, "invalid_client", "The client_id is not known.");
  }
  if (fields.get("requested_token") !== "openai-api-key" || fields.get("subject_token_type") !== ID_TOKEN_TYPE) {
    return oauthError(400, "invalid_request", "Only an ID token can be exchanged, and only for an API key.");
  }
  const verdict = world.tokens.checkIdentity(fields.get("subject_token") ?? "");
  if (!verdict.ok) return apiError(401, "invalid_subject_token", `The ID token is ${verdict.reason}.`);
  const key = opaque2("sk-sim-", 24);
  world.apiKeys.add(key);
  return json(
    200,
    { access_token: key, issued_token_type: "openai-api-key", token_type: "Bearer" },
    NO_STORE
  );
}
function revoke(request, world) {
  const body = jsonObject(request);
  if (!body) return oauthError(400, "invalid_request", "A revocation takes application/json.");
  const token2 = asString(body["token"]);
  if (token2 === void 0 || token2 === "") return oauthError(400, "invalid_request", "The token is missing.");
  if (!world.clientIds.includes(asString(body["client_id"]) ?? "")) {
    return oauthError(401, "invalid_client", "The client_id is not known.");
  }
  world.tokens.revoke(token2);
  return json(200, {});
}
function whoami(request, world) {
  const token2 = /^Bearer (at-\S+)$/.exec(header(request, "authorization") ?? "")?.[1];
  const accountId = token2 === void 0 ? void 0 : world.personalAccessTokens.get(token2);
  const account = accountId === void 0 ? void 0 : findAccount(world, accountId);
  if (!account) return detail(401, "Unauthorized");
  return json(200, {
    email: account.email,
    chatgpt_user_id: account.userId,
    chatgpt_account_id: account.id,
    chatgpt_plan_type: account.plan,
    chatgpt_account_is_fedramp: account.fedramp
  });
}

// simulator/backend/guard.ts
var REASONS = {
  unknown: ["token_invalid", "This access token is not known here."],
  expired: ["token_expired", "This access token has expired."],
  revoked: ["token_invalidated", "This access token was revoked."]
};
function admit(request, world) {
  if (world.options.challengeScripts === true && looksLikeScript(header(request, "user-agent"))) {
    return { ok: false, reply: challengePage() };
  }
  const token2 = bearerOf(request);
  if (token2 === void 0) return { ok: false, reply: detail(401, "Unauthorized") };
  const account = accountOf(token2, world);
  if (typeof account === "string") {
    const [code, message] = REASONS[account];
    return { ok: false, reply: apiError(401, code, message) };
  }
  const named = header(request, "chatgpt-account-id");
  if (named === void 0)
    return { ok: false, reply: detail(403, "The chatgpt-account-id header is missing") };
  if (named !== account.id) {
    return { ok: false, reply: detail(403, "The chatgpt-account-id header does not belong to this token") };
  }
  return { ok: true, account };
}
function accountOf(token2, world) {
  if (token2.startsWith("at-")) {
    const id2 = world.personalAccessTokens.get(token2);
    return (id2 === void 0 ? void 0 : findAccount(world, id2)) ?? "unknown";
  }
  const verdict = world.tokens.checkAccess(token2);
  return verdict.ok ? verdict.account : verdict.reason;
}
function looksLikeScript(userAgent) {
  return userAgent === void 0 || /^(node|undici|curl|python|axios)\b/i.test(userAgent);
}

// simulator/backend/account-routes.ts
function models(request, world, fault) {
  const admission = admit(request, world);
  if (!admission.ok) return admission.reply;
  const version = request.query.get("client_version");
  if (version === null || !parseVersion(version)) {
    return detail(400, "client_version must be given as x.y.z");
  }
  if (fault?.name === "models.etag_change") world.catalog.touch();
  const etag = world.catalog.etag();
  if (header(request, "if-none-match") === etag) return empty(304, { etag });
  return json(200, { models: world.catalog.visibleTo(version) }, { etag });
}
function usage(request, world) {
  const admission = admit(request, world);
  if (!admission.ok) return admission.reply;
  return json(200, usageBody(world.limits, admission.account, world.limitsSince, world.clock.now()));
}
function accountsCheck(request, world) {
  const admission = admit(request, world);
  if (!admission.ok) return admission.reply;
  const mine = world.accounts.filter((account) => account.userId === admission.account.userId);
  return json(200, {
    accounts: mine.map((account) => ({
      id: account.id,
      name: account.workspaceName,
      plan_type: account.plan,
      structure: account.workspaceName === null ? "personal" : "workspace",
      profile_picture_url: null,
      workspace_backend_origin: account.backendOrigin,
      account_routing_override: account.routingOverride
    })),
    account_ordering: mine.map((account) => account.id),
    default_account_id: admission.account.id
  });
}
function configBundle(request, world) {
  const admission = admit(request, world);
  return admission.ok ? json(200, {}) : admission.reply;
}

// simulator/backend/refusal.ts
var detailRefusal = (message, status = 400) => ({
  form: "detail",
  status,
  message
});
var errorRefusal = (code, param, message, status = 400) => ({
  form: "error",
  status,
  code,
  message,
  param
});
var unsupportedParameter = (name) => detailRefusal(`Unsupported parameter: ${name}`);
var unsupportedValue = (param, message) => errorRefusal("unsupported_value", param, message);
function refusalReply(refusal) {
  return refusal.form === "detail" ? detail(refusal.status, refusal.message) : apiError(refusal.status, refusal.code, refusal.message, { param: refusal.param });
}

// simulator/backend/rounds.ts
function judgeRounds(items, issued, turnState2) {
  const open = /* @__PURE__ */ new Set();
  const answered = /* @__PURE__ */ new Set();
  const sealed = /* @__PURE__ */ new Set();
  const lastUser = items.findLastIndex((item) => asObject(item)?.["role"] === "user");
  for (const [index, value] of items.entries()) {
    const item = asObject(value) ?? {};
    const place = `input[${index}]`;
    const type = asString(item["type"]) ?? "";
    const id2 = asString(item["call_id"]) ?? "";
    if (type === "reasoning") sealed.add(asString(item["encrypted_content"]) ?? "");
    if (type === "function_call" || type === "custom_tool_call") {
      if (open.has(id2) || answered.has(id2)) return bad(place, `The call '${id2}' is there twice.`);
      open.add(id2);
      const call = issued.get(id2);
      const refusal = call && judgeCall(item, call, place, sealed);
      if (refusal) return refusal;
      if (call?.turnState !== void 0 && index > lastUser && call.turnState !== turnState2)
        return bad("x-codex-turn-state", `The state of the turn of '${id2}' is missing.`);
    }
    if (type === "function_call_output" || type === "custom_tool_call_output") {
      if (answered.has(id2)) return bad(place, `The call '${id2}' is answered twice.`);
      if (!open.delete(id2)) return bad(place, `${place} answers a tool call that is not in the input.`);
      const { output } = item;
      if (typeof output !== "string" && !Array.isArray(output))
        return bad(`${place}.output`, "The output is missing.");
      answered.add(id2);
    }
  }
  const [left] = open;
  return left === void 0 ? void 0 : bad("input", `No tool output found for function call ${left}.`);
}
function judgeCall(item, call, place, sealed) {
  for (const key of ["name", "arguments", "namespace"])
    if (item[key] !== call[key]) return bad(`${place}.${key}`, `The call came with another ${key}.`);
  if (call.sealed !== void 0 && !sealed.has(call.sealed))
    return bad(place, `The call '${call.callId}' was provided without its reasoning.`);
  return void 0;
}
var bad = (param, message) => errorRefusal(null, param, message);
var HOSTED = "Responses-Lite only supports function tools, custom tools, and client-executed tool search.";
function judgeLiteTools(tools, place) {
  if (!Array.isArray(tools)) return errorRefusal("invalid_type", place, "tools must be a list.");
  for (const value of tools) {
    const tool = asObject(value);
    if (tool?.["type"] === "tool_search" && tool["execution"] === "client") continue;
    if (tool?.["type"] !== "namespace") return detailRefusal(HOSTED);
    if (!/^[\w-]{1,64}$/.test(asString(tool["name"]) ?? "")) return bad(place, "A namespace needs a name.");
    const inner = tool["tools"];
    const own = Array.isArray(inner) ? inner.map((one) => asObject(one)) : [void 0];
    for (const one of own) {
      if (one?.["type"] !== "function" && one?.["type"] !== "custom") return detailRefusal(HOSTED);
      const refusal = judgeFunction(one, place);
      if (refusal) return refusal;
    }
  }
  return void 0;
}
function judgeFunction(tool, place) {
  if (!/^[\w-]{1,64}$/.test(asString(tool["name"]) ?? "")) return bad(place, "A tool needs a name.");
  if (tool["type"] !== "function") return void 0;
  return asObject(tool["parameters"])?.["type"] === "object" ? void 0 : bad(place, "The parameters of a function are a schema of an object.");
}

// simulator/backend/judge-input.ts
var PARTS = {
  user: ["input_text", "input_image", "input_file"],
  developer: ["input_text", "input_image"],
  assistant: ["output_text", "refusal"]
};
var RETURNED_ITEMS = /* @__PURE__ */ new Set([
  "custom_tool_call",
  "local_shell_call",
  "local_shell_call_output",
  "web_search_call",
  "image_generation_call",
  "tool_search_call",
  "tool_search_output",
  "compaction",
  "agent_message"
]);
function judgeInput(items, rules) {
  for (const [index, value] of items.entries()) {
    const item = asObject(value);
    const place = `input[${index}]`;
    if (!item) return errorRefusal("invalid_type", place, `${place} must be an object.`);
    const refusal = judgeItem(item, index, rules);
    if (refusal) return refusal;
  }
  return judgeRounds(items, rules.issued, rules.turnState);
}
function judgeItem(item, index, rules) {
  const place = `input[${index}]`;
  const type = asString(item["type"]) ?? (typeof item["role"] === "string" ? "message" : "");
  switch (type) {
    case "message":
      return judgeMessage(item, place, rules);
    case "reasoning":
      return judgeReasoning(item, place, rules);
    case "function_call":
    case "custom_tool_call":
    case "function_call_output":
    case "custom_tool_call_output":
      return void 0;
    case "additional_tools":
      if (!rules.lite)
        return errorRefusal("invalid_value", place, `${rules.model.slug} takes its tools in \`tools\`.`);
      if (index > 0) return errorRefusal("invalid_value", place, "additional_tools must be the first item.");
      return judgeLiteTools(item["tools"], place);
    default:
      return RETURNED_ITEMS.has(type) ? void 0 : errorRefusal("invalid_value", `${place}.type`, `The item type '${type}' is not known.`);
  }
}
function judgeMessage(item, place, rules) {
  const role = asString(item["role"]) ?? "";
  if (role === "system" && !rules.allowSystem) return detailRefusal("System messages are not allowed");
  const allowed = PARTS[role === "system" ? "developer" : role];
  if (!allowed) return errorRefusal("invalid_value", `${place}.role`, `The role '${role}' is not known.`);
  const content = item["content"];
  if (typeof content === "string") return void 0;
  if (!Array.isArray(content))
    return errorRefusal("invalid_type", `${place}.content`, "content must be a list.");
  for (const [index, value] of content.entries()) {
    const part = asObject(value);
    const partPlace = `${place}.content[${index}]`;
    const type = asString(part?.["type"]) ?? "";
    if (!part || !allowed.includes(type)) {
      return errorRefusal(
        "invalid_value",
        partPlace,
        `A ${role} message cannot hold a part of type '${type}'.`
      );
    }
    if (type === "input_image") {
      const refusal = judgeImage(part, partPlace, rules.model);
      if (refusal) return refusal;
    } else if (type !== "input_file" && typeof part[type === "refusal" ? "refusal" : "text"] !== "string") {
      return errorRefusal("missing_required_parameter", `${partPlace}.text`, "The text is missing.");
    }
  }
  return void 0;
}
var DATA_IMAGE = /^data:image\/(?:png|jpe?g|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/;
function judgeImage(part, place, model) {
  if (!model.input_modalities.includes("image")) {
    return errorRefusal("invalid_value", place, `${model.slug} does not take images.`);
  }
  const url = asString(part["image_url"]);
  if (url === void 0 || !(DATA_IMAGE.test(url) || url.startsWith("https://"))) {
    return errorRefusal(
      "invalid_value",
      `${place}.image_url`,
      "An image is an https URL or a data URL of an image type."
    );
  }
  return void 0;
}
function judgeReasoning(item, place, rules) {
  const sealed = asString(item["encrypted_content"]);
  if (sealed === void 0) {
    const id2 = asString(item["id"]) ?? "";
    return errorRefusal(
      null,
      place,
      `The item '${id2}' was not stored, so it must bring its encrypted_content.`,
      404
    );
  }
  return rules.isOurs(sealed) ? void 0 : errorRefusal(
    "invalid_encrypted_content",
    place,
    "The encrypted content was not issued for this account."
  );
}

// simulator/backend/question.ts
var FILE_BLOCK = /<file\b([^>]*)>\n?([\s\S]*?)<\/file>/g;
var FENCE = /^```([^\n`]*)\n([\s\S]*?)^```\s*$/gm;
var IMAGE_MARK = /^<\/?image\b[^>]*>$/;
function readQuestion(body, accountId) {
  const items = readItems(body["input"]);
  const messages = items.flatMap((item) => {
    const role = asString(item["role"]);
    if (item["type"] !== void 0 && item["type"] !== "message") return [];
    return role === "user" || role === "assistant" ? [{ role, texts: textParts(item), item }] : [];
  });
  const last = messages.findLast((message) => message.role === "user");
  const own = (last?.texts ?? []).map(splitAttachments);
  const parts = own.map((one) => one.rest.trim()).filter((text3) => text3 !== "" && !IMAGE_MARK.test(text3));
  const prompt = parts.at(-1) ?? "";
  const extra = parts.slice(0, -1).map((text3) => ({ name: nameOf(text3), text: text3 }));
  const reasoning = asObject(body["reasoning"]);
  const text2 = asObject(body["text"]);
  const format = asObject(text2?.["format"]);
  return {
    model: asString(body["model"]) ?? "",
    instructions: asString(body["instructions"]) ?? "",
    prompt,
    attachments: [...own.flatMap((one) => one.attachments), ...extra],
    messages: messages.map(({ role, texts }) => ({ role, text: texts.join("\n") })),
    images: messages.reduce((sum, { item }) => sum + countImages(item), 0),
    effort: asString(reasoning?.["effort"]) ?? "medium",
    verbosity: asString(text2?.["verbosity"]) ?? "medium",
    summary: asString(reasoning?.["summary"]) !== void 0 && reasoning?.["summary"] !== "none",
    webSearch: body["tool_choice"] !== "none" && allTools(body).some((tool) => (asString(tool["type"]) ?? "").startsWith("web_search")),
    functions: body["tool_choice"] === "none" ? [] : functionsIn(body),
    outputs: outputsIn(items),
    schema: format?.["type"] === "json_schema" ? asObject(format["schema"]) : void 0,
    wantsEncryptedReasoning: Array.isArray(body["include"]) && body["include"].includes("reasoning.encrypted_content"),
    accountId
  };
}
function readItems(input) {
  if (typeof input === "string") return [{ role: "user", content: input }];
  return objects(input);
}
function objects(value) {
  if (!Array.isArray(value)) return [];
  return value.map((one) => asObject(one)).filter((one) => one !== void 0);
}
function allTools(body) {
  const carried = objects(body["input"]).filter((item) => item["type"] === "additional_tools");
  return [...objects(body["tools"]), ...carried.flatMap((item) => objects(item["tools"]))];
}
function functionsIn(body) {
  const named = (tools, namespace) => objects(tools).filter((tool) => tool["type"] === "function").map((tool) => ({ name: asString(tool["name"]) ?? "", namespace }));
  return [
    ...named(body["tools"], void 0),
    ...allTools(body).flatMap((tool) => named(tool["tools"], asString(tool["name"])))
  ];
}
function outputsIn(items) {
  const after = items.findLastIndex((item) => item["role"] === "user");
  return items.slice(after + 1).filter((item) => item["type"] === "function_call_output").map(({ output }) => typeof output === "string" ? output : JSON.stringify(output));
}
function textParts(item) {
  const content = item["content"];
  if (typeof content === "string") return [content];
  return objects(content).flatMap((part) => asString(part["text"]) ?? []);
}
function countImages(item) {
  return objects(item["content"]).filter((part) => part["type"] === "input_image").length;
}
function nameOf(text2) {
  const line = text2.split("\n")[0] ?? "";
  return `“${line.length > 60 ? `${line.slice(0, 59)}…` : line}”`;
}
function splitAttachments(text2) {
  const attachments = [];
  const take = (_all, label, content) => {
    const name = /(?:path|name)="([^"]*)"/.exec(label)?.[1] ?? label.trim();
    attachments.push({ name: name === "" ? "a block" : name, text: content });
    return "";
  };
  const rest = text2.replace(FILE_BLOCK, take).replace(FENCE, take);
  return { rest, attachments };
}

// simulator/backend/schema.ts
function minimalValue(schema, root = schema, depth = 0) {
  const here = asObject(schema);
  if (!here || depth > 32) return null;
  const target = asString(here["$ref"]);
  if (target !== void 0) return minimalValue(resolve(target, root), root, depth + 1);
  if ("const" in here) return here["const"];
  if (Array.isArray(here["enum"])) return here["enum"][0];
  for (const key of ["anyOf", "oneOf", "allOf"]) {
    const branches = here[key];
    if (Array.isArray(branches)) return minimalValue(branches[0], root, depth + 1);
  }
  const type = Array.isArray(here["type"]) ? here["type"][0] : here["type"];
  switch (type ?? ("properties" in here ? "object" : void 0)) {
    case "object":
      return minimalObject(here, root, depth);
    case "array": {
      const least = numberOr(here["minItems"], 0);
      return Array.from({ length: least }, () => minimalValue(here["items"], root, depth + 1));
    }
    case "string":
      return "simulated".padEnd(numberOr(here["minLength"], 0), ".").slice(0, numberOr(here["maxLength"], 1e3));
    case "integer":
    case "number":
      return numberOr(here["minimum"], Math.min(0, numberOr(here["maximum"], 0)));
    case "boolean":
      return true;
    default:
      return null;
  }
}
function minimalObject(schema, root, depth) {
  const properties = asObject(schema["properties"]) ?? {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : Object.keys(properties);
  const value = {};
  for (const name of required) {
    if (typeof name === "string") value[name] = minimalValue(properties[name], root, depth + 1);
  }
  return value;
}
function resolve(pointer, root) {
  if (!pointer.startsWith("#")) return void 0;
  const steps = pointer.slice(1).split("/").filter((step) => step !== "");
  return steps.reduce((value, step) => {
    return asObject(value)?.[step.replaceAll("~1", "/").replaceAll("~0", "~")];
  }, root);
}
function numberOr(value, fallback) {
  return typeof value === "number" ? value : fallback;
}
function strictSchemaProblem(schema, path = "schema") {
  const here = asObject(schema);
  if (!here) return `${path} must be an object`;
  const properties = asObject(here["properties"]);
  if (here["type"] === "object" || properties) {
    if (here["additionalProperties"] !== false) return `${path}: additionalProperties must be false`;
    const required = Array.isArray(here["required"]) ? here["required"] : [];
    for (const name of Object.keys(properties ?? {})) {
      if (!required.includes(name)) return `${path}: required must name every property, and lacks ${name}`;
    }
  }
  const children = Object.entries(properties ?? {});
  for (const key of ["$defs", "definitions"]) children.push(...Object.entries(asObject(here[key]) ?? {}));
  if ("items" in here) children.push(["items", here["items"]]);
  if (Array.isArray(here["anyOf"])) {
    here["anyOf"].forEach((branch, index) => children.push([`anyOf[${index}]`, branch]));
  }
  for (const [name, child] of children) {
    const problem = strictSchemaProblem(child, `${path}.${name}`);
    if (problem !== void 0) return problem;
  }
  return void 0;
}

// simulator/backend/judge-request.ts
var KNOWN = /* @__PURE__ */ new Set([
  "model",
  "stream",
  "service_tier",
  "input",
  "instructions",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "reasoning",
  "store",
  "include",
  "prompt_cache_key",
  "text",
  "client_metadata"
]);
var LITE_HEADER = "x-openai-internal-codex-responses-lite";
var VERBOSITIES = ["low", "medium", "high"];
var SUMMARIES = ["auto", "concise", "detailed", "none"];
function judgeRequest(body, context) {
  const slug = asString(body["model"]);
  if (slug === void 0 || slug === "") return detailRefusal("Model is required");
  const model = context.findModel(slug);
  if (!model) {
    return detailRefusal(`The '${slug}' model is not supported when using Codex with a ChatGPT account.`);
  }
  if (isBelow(clientVersion(context.headers), model.minimal_client_version)) {
    return detailRefusal(
      `The '${slug}' model requires a newer version of Codex. Please upgrade to the latest app or CLI and try again.`
    );
  }
  const lite = model.use_responses_lite && !(context.fullLane === true && context.headers[LITE_HEADER] === void 0);
  if (model.use_responses_lite && !lite && slug.includes("luna"))
    return errorRefusal(null, "model", `Model not found ${slug}`, 404);
  return judgeShape(body) ?? (lite ? judgeLite(body, context) : judgeClassic(body, context)) ?? judgeReasoningOptions(body, model) ?? judgeText(body, model) ?? judgeTier(body, model) ?? judgeInput(objectsOrAll(body["input"]), {
    model,
    isOurs: context.isOurs,
    lite,
    allowSystem: false,
    issued: context.issued ?? /* @__PURE__ */ new Map(),
    turnState: context.headers["x-codex-turn-state"]
  });
}
function objectsOrAll(input) {
  return Array.isArray(input) ? input : [];
}
function judgeShape(body) {
  if (body["stream"] !== true) return detailRefusal("Stream must be set to true");
  if (body["store"] !== false) return detailRefusal("Store must be set to false");
  const stranger = Object.keys(body).find((key) => !KNOWN.has(key));
  if (stranger !== void 0) return unsupportedParameter(stranger);
  if (!Array.isArray(body["input"])) return detailRefusal("Input must be a list");
  if (body["input"].length === 0) return errorRefusal("invalid_value", "input", "The input is empty.");
  if ("include" in body && !isStringList(body["include"])) {
    return errorRefusal("invalid_type", "include", "include must be a list of strings.");
  }
  if ("prompt_cache_key" in body && typeof body["prompt_cache_key"] !== "string") {
    return errorRefusal("invalid_type", "prompt_cache_key", "prompt_cache_key must be a string.");
  }
  return void 0;
}
function judgeClassic(body, context) {
  if (context.headers[LITE_HEADER] !== void 0) {
    return unsupportedValue(LITE_HEADER, `${String(body["model"])} does not speak Responses-Lite.`);
  }
  if (context.requireInstructions && !hasText(body["instructions"]) && !hasBaseInstructions(body)) {
    return detailRefusal("Instructions are required");
  }
  if ("instructions" in body && typeof body["instructions"] !== "string") {
    return detailRefusal("Instructions are not valid");
  }
  if ("tools" in body && !(Array.isArray(body["tools"]) && body["tools"].every(isTyped))) {
    return errorRefusal("invalid_type", "tools", "tools must be a list of objects with a type.");
  }
  for (const tool of objects(body["tools"])) {
    const refusal = tool["type"] === "function" ? judgeFunction(tool, "tools") : void 0;
    if (refusal) return refusal;
  }
  return void 0;
}
function hasBaseInstructions(body) {
  const first2 = objects(body["input"])[0];
  const mark = asObject(first2?.["internal_chat_message_metadata_passthrough"]);
  const kinds = mark?.["content_item_kinds"];
  return first2?.["role"] === "developer" && Array.isArray(kinds) && kinds.includes("model.base_instructions");
}
function judgeLite(body, context) {
  if (context.headers[LITE_HEADER] !== "true") {
    return unsupportedValue(LITE_HEADER, `${String(body["model"])} needs the header ${LITE_HEADER}: true.`);
  }
  for (const name of ["tools", "instructions"]) {
    if (name in body) return unsupportedParameter(name);
  }
  const context_ = asObject(body["reasoning"])?.["context"];
  if (context_ !== "all_turns") {
    return unsupportedValue(
      "reasoning.context",
      "Responses-Lite supports only 'all_turns' for reasoning.context."
    );
  }
  if (body["parallel_tool_calls"] !== false) {
    return unsupportedValue(
      "parallel_tool_calls",
      "Responses-Lite supports only false for parallel_tool_calls."
    );
  }
  return void 0;
}
function judgeReasoningOptions(body, model) {
  if (!("reasoning" in body)) return void 0;
  const reasoning = asObject(body["reasoning"]);
  if (!reasoning) return errorRefusal("invalid_type", "reasoning", "reasoning must be an object.");
  const effort = reasoning["effort"];
  const efforts = model.supported_reasoning_levels.map((level) => level.effort).filter((one) => one !== "ultra");
  if (effort !== void 0 && !efforts.includes(String(effort))) {
    return unsupportedValue(
      "reasoning.effort",
      `The effort '${String(effort)}' is not supported with ${model.slug}. Supported are: ${efforts.join(", ")}.`
    );
  }
  const summary = reasoning["summary"];
  if (summary !== void 0 && summary !== null && !SUMMARIES.includes(String(summary))) {
    return unsupportedValue("reasoning.summary", `The summary '${String(summary)}' is not supported.`);
  }
  return void 0;
}
function judgeText(body, model) {
  if (!("text" in body)) return void 0;
  const text2 = asObject(body["text"]);
  if (!text2) return errorRefusal("invalid_type", "text", "text must be an object.");
  const verbosity = text2["verbosity"];
  if (verbosity !== void 0 && !(model.support_verbosity && VERBOSITIES.includes(String(verbosity)))) {
    return unsupportedValue("text.verbosity", `The verbosity '${String(verbosity)}' is not supported.`);
  }
  const format = asObject(text2["format"]);
  if (text2["format"] === void 0 || format?.["type"] === "text" || format?.["type"] === "json_object") {
    return void 0;
  }
  if (format?.["type"] !== "json_schema") {
    return errorRefusal(
      "invalid_value",
      "text.format.type",
      "The format must be text, json_object or json_schema."
    );
  }
  if (!/^[\w-]{1,64}$/.test(asString(format["name"]) ?? "")) {
    return errorRefusal("missing_required_parameter", "text.format.name", "A JSON schema needs a name.");
  }
  if (!asObject(format["schema"])) {
    return errorRefusal("missing_required_parameter", "text.format.schema", "The schema must be an object.");
  }
  const problem = format["strict"] === true ? strictSchemaProblem(format["schema"]) : void 0;
  return problem === void 0 ? void 0 : errorRefusal(
    "invalid_json_schema",
    "text.format.schema",
    `Invalid schema for strict output: ${problem}.`
  );
}
function judgeTier(body, model) {
  const tier = body["service_tier"];
  const tiers = ["auto", "default", ...model.service_tiers.map((one) => one.id)];
  return tier === void 0 || tiers.includes(String(tier)) ? void 0 : unsupportedValue(
    "service_tier",
    `The service tier '${String(tier)}' is not supported with ${model.slug}.`
  );
}
var hasText = (value) => typeof value === "string" && value.trim() !== "";
var isTyped = (value) => typeof asObject(value)?.["type"] === "string";
var isStringList = (value) => Array.isArray(value) && value.every((one) => typeof one === "string");

// simulator/backend/responses.ts
var import_node_crypto13 = require("node:crypto");

// simulator/backend/answer.ts
function completeAnswer(question, answer2 = defaultAnswer) {
  const given = answer2(question);
  const plan2 = typeof given === "string" ? { text: given } : given;
  return {
    text: plan2.text,
    reasoningSummary: plan2.reasoningSummary ?? defaultSummary(question),
    deltas: plan2.deltas ?? splitWords(plan2.text),
    calls: plan2.calls ?? [],
    phase: plan2.phase === null ? void 0 : plan2.phase ?? (plan2.calls ? "commentary" : "final_answer")
  };
}
function defaultAnswer(question) {
  const searches = question.functions.some(({ name }) => name === "search");
  if (searches && question.outputs.length === 0)
    return { text: "", calls: [{ name: "search", arguments: { queries: [firstLine(question.prompt)] } }] };
  if (question.schema) return JSON.stringify(minimalValue(question.schema));
  const lines = [
    `This is a simulated answer from ${question.model}; no real model was asked.`,
    "",
    `You asked: “${firstLine(question.prompt)}”`
  ];
  for (const { name, text: text2 } of question.attachments) {
    lines.push(`Attached: ${name}, ${lineCount(text2)} ${plural(lineCount(text2), "line")}.`);
  }
  if (question.images > 0) lines.push(`Attached: ${question.images} ${plural(question.images, "image")}.`);
  const count2 = question.messages.length;
  lines.push(`I received ${count2} ${plural(count2, "message")}, and think at effort ${question.effort}.`);
  const earlier = question.messages.filter(
    (message) => message.role === "user" && !message.text.startsWith("<")
  );
  const before = earlier.at(-2);
  if (before) lines.push(`Before that, you asked: “${firstLine(before.text)}”`);
  if (question.webSearch || searches)
    lines.push("I also searched the web, in pretence: https://example.com/");
  return lines.join("\n");
}
function defaultSummary(question) {
  return `**Reading the question**

The user wants to know about “${firstLine(question.prompt)}”.`;
}
function firstLine(text2) {
  const line = text2.trim().split("\n")[0] ?? "";
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
function lineCount(text2) {
  const trimmed = text2.endsWith("\n") ? text2.slice(0, -1) : text2;
  return trimmed === "" ? 0 : trimmed.split("\n").length;
}
function plural(count2, noun) {
  return count2 === 1 ? noun : `${noun}s`;
}
function splitWords(text2) {
  return text2.match(/\s*\S+\s?/g) ?? (text2 === "" ? [] : [text2]);
}

// simulator/backend/events.ts
var import_node_crypto12 = require("node:crypto");
var id = (prefix) => `${prefix}_sim${(0, import_node_crypto12.randomBytes)(12).toString("hex")}`;
function planEvents(input) {
  const { question, answer: answer2 } = input;
  const steps = [];
  const output = [];
  const emit = (type, fields, paced = false) => {
    steps.push({ do: "event", event: { type, ...fields, sequence_number: steps.length }, paced });
  };
  const finish = (item) => {
    emit("response.output_item.done", { output_index: output.length, item });
    output.push(item);
  };
  emit("response.created", { response: responseObject(input, "in_progress", []) });
  emit("response.in_progress", { response: responseObject(input, "in_progress", []) });
  planReasoning(input, emit, finish);
  if (question.webSearch) planSearch(question, emit, finish, output.length);
  if (answer2.text !== "" || answer2.calls.length === 0) planMessage(answer2, emit, finish, output.length);
  for (const call of answer2.calls) {
    const item = input.issue(
      call,
      output.find((one) => asObject(one)?.["type"] === "reasoning")
    );
    const place = { item_id: item["id"], output_index: output.length };
    emit("response.output_item.added", { ...place, item: { ...item, status: "in_progress", arguments: "" } });
    emit("response.function_call_arguments.delta", { ...place, delta: item["arguments"] }, true);
    emit("response.function_call_arguments.done", { ...place, arguments: item["arguments"] });
    finish({ ...item, status: "completed" });
  }
  emit("response.completed", {
    response: {
      ...responseObject(input, "completed", input.listOutput ? output : []),
      usage: {
        input_tokens: input.usage.input,
        input_tokens_details: { cached_tokens: input.usage.cached },
        output_tokens: input.usage.output,
        output_tokens_details: { reasoning_tokens: input.usage.reasoning },
        total_tokens: input.usage.input + input.usage.output
      }
    }
  });
  return steps;
}
function planReasoning(input, emit, finish) {
  const item_id = id("rs");
  const output_index = 0;
  const place = { item_id, output_index, summary_index: 0 };
  const summary = [];
  emit("response.output_item.added", { output_index, item: { type: "reasoning", id: item_id, summary: [] } });
  if (input.question.summary) {
    const text2 = input.answer.reasoningSummary;
    emit("response.reasoning_summary_part.added", { ...place, part: { type: "summary_text", text: "" } });
    for (const delta of text2.match(/\s*\S+\s?/g) ?? []) {
      emit("response.reasoning_summary_text.delta", { ...place, delta }, true);
    }
    emit("response.reasoning_summary_text.done", { ...place, text: text2 });
    emit("response.reasoning_summary_part.done", { ...place, part: { type: "summary_text", text: text2 } });
    summary.push({ type: "summary_text", text: text2 });
  }
  const sealed = input.question.wantsEncryptedReasoning ? { encrypted_content: input.seal() } : {};
  finish({ type: "reasoning", id: item_id, summary, ...sealed });
}
function planSearch(question, emit, finish, output_index) {
  const item_id = id("ws");
  const item = { type: "web_search_call", id: item_id, status: "in_progress" };
  emit("response.output_item.added", { output_index, item });
  for (const phase of ["in_progress", "searching", "completed"]) {
    emit(`response.web_search_call.${phase}`, { output_index, item_id });
  }
  const query = question.prompt.split("\n")[0] ?? "";
  finish({ ...item, status: "completed", action: { type: "search", query, queries: [query] } });
}
function planMessage(answer2, emit, finish, output_index) {
  const item_id = id("msg");
  const { phase } = answer2;
  const shell = { type: "message", id: item_id, role: "assistant", ...phase ? { phase } : {} };
  const place = { item_id, output_index, content_index: 0 };
  const part = (text2) => ({
    type: "output_text",
    annotations: [],
    logprobs: [],
    text: text2
  });
  emit("response.output_item.added", {
    output_index,
    item: { ...shell, status: "in_progress", content: [] }
  });
  emit("response.content_part.added", { ...place, part: part("") });
  for (const delta of answer2.deltas)
    emit("response.output_text.delta", { ...place, delta, logprobs: [] }, true);
  emit("response.output_text.done", { ...place, text: answer2.text, logprobs: [] });
  emit("response.content_part.done", { ...place, part: part(answer2.text) });
  finish({ ...shell, status: "completed", content: [part(answer2.text)] });
}
function responseObject(input, status, output) {
  return {
    id: input.responseId,
    object: "response",
    created_at: input.createdAt,
    status,
    model: input.question.model,
    error: null,
    incomplete_details: null,
    output
  };
}
function estimateTokens(text2) {
  return Math.ceil(text2.length / 4);
}

// simulator/backend/stream.ts
async function playSteps(steps, sink, options) {
  for (const step of steps) {
    if (sink.gone) return;
    switch (step.do) {
      case "event":
        if (step.paced && options.deltaDelayMs > 0) await sink.sleep(options.deltaDelayMs);
        await writeTorn(frame(step.event, options.torn ? "\r\n" : "\n"), sink, options.torn);
        break;
      case "raw":
        await writeTorn(step.text, sink, options.torn);
        break;
      case "wait":
        await sink.sleep(step.ms);
        break;
      case "cut":
        sink.cut();
        return;
      case "stall":
        await sink.stall();
        return;
    }
  }
}
function frame(event2, newline) {
  return `event: ${event2.type}${newline}data: ${JSON.stringify(event2)}${newline}${newline}`;
}
async function writeTorn(text2, sink, torn) {
  if (!torn) return sink.write(text2);
  const bytes = Buffer.from(text2);
  for (let start = 0; start < bytes.length; start += 7) {
    await sink.write(bytes.subarray(start, start + 7));
    await sink.sleep(0);
  }
}

// simulator/backend/stream-faults.ts
var DELTA = "response.output_text.delta";
function breakStream(steps, fault, now) {
  const after = numberParam(fault, "after", 2);
  const name = fault.name;
  if (name.startsWith("stream.failed.")) {
    return [...cutAfter(steps, numberParam(fault, "after", 0)), failure(steps, fault, now)];
  }
  switch (name) {
    case "stream.cut":
      return [...cutAfter(steps, after), { do: "cut" }];
    case "stream.cut_before_delta":
      return [...cutAfter(steps, 0), { do: "cut" }];
    case "stream.end_early":
      return cutAfter(steps, after);
    case "stream.stall":
      return [...cutAfter(steps, after), { do: "stall" }];
    case "stream.stall_before_delta":
      return [...cutAfter(steps, 0), { do: "stall" }];
    case "stream.slow_start": {
      const begun = cutAfter(steps, 0);
      return [
        ...begun,
        { do: "wait", ms: numberParam(fault, "delayMs", 1e3) },
        ...steps.slice(begun.length)
      ];
    }
    case "stream.linger":
      return [...steps, { do: "stall" }];
    case "stream.incomplete.max_output_tokens":
      return [...cutAfter(steps, after), incomplete(steps, "max_output_tokens")];
    case "stream.incomplete.content_filter":
      return [...cutAfter(steps, after), incomplete(steps, "content_filter")];
    case "stream.no_done_items":
      return steps.filter((step) => typeOf(step) !== "response.output_item.done");
    case "stream.no_deltas":
      return steps.filter((step) => typeOf(step) !== DELTA);
    case "stream.error_event":
      return [...cutAfter(steps, numberParam(fault, "after", 0)), errorEvent(fault)];
    case "stream.garbage":
      return litter(steps);
    default:
      return steps;
  }
}
function typeOf(step) {
  return step.do === "event" ? step.event.type : void 0;
}
function cutAfter(steps, count2) {
  let seen = 0;
  const end = steps.findIndex((step) => {
    const type = typeOf(step);
    if (type === DELTA) seen += 1;
    return seen > count2 || type === "response.output_text.done";
  });
  return end < 0 ? steps : steps.slice(0, end);
}
function lastResponse(steps) {
  const first2 = steps[0];
  return first2?.do === "event" ? first2.event["response"] : {};
}
function event(type, fields) {
  return { do: "event", event: { type, ...fields }, paced: false };
}
var MESSAGES = {
  context_length_exceeded: "The input is longer than the context window of this model.",
  insufficient_quota: "The quota is used up.",
  usage_not_included: "Usage is not included in your plan.",
  invalid_prompt: "The prompt was refused.",
  cyber_policy: "The request was refused by the cyber policy.",
  bio_policy: "The request was refused by the bio policy.",
  server_is_overloaded: "The selected model is at capacity.",
  slow_down: "Slow down.",
  rate_limit_exceeded: "Rate limit reached. Please try again in 1.3s.",
  server_error: "The server had an error while processing the request.",
  usage_limit_reached: "The usage limit has been reached"
};
function failure(steps, fault, now) {
  const named = fault.name.slice("stream.failed.".length);
  const code = named === "unknown" ? "simulated_unknown_code" : named;
  const limit = code === "usage_limit_reached" ? { plan_type: "plus", resets_at: now + 7200 } : {};
  const message = textParam(fault, "message", MESSAGES[code] ?? "Something that no client has heard of.");
  return event("response.failed", {
    response: { ...lastResponse(steps), status: "failed", error: { code, message, ...limit } }
  });
}
function incomplete(steps, reason) {
  return event("response.incomplete", {
    response: { ...lastResponse(steps), status: "incomplete", incomplete_details: { reason } }
  });
}
function errorEvent(fault) {
  const message = textParam(fault, "message", "Something failed while streaming.");
  return event("error", { code: "server_error", message, param: null });
}
function litter(steps) {
  const noise = [
    ": a comment\r\n\r\n",
    "id: 7\r\nretry: 10\r\n\r\n",
    "data: this is not JSON\r\n\r\n",
    'data: {"type":"response.simulated_unknown","delta":"not for you"}\r\n\r\n',
    'data: {"no":"type"}\n\n',
    "event: response.output_text.delta\n\n",
    "unknown-field: value\n\n"
  ];
  return steps.flatMap((step, index) => {
    const text2 = noise[index % noise.length] ?? "";
    return [{ do: "raw", text: text2 }, step];
  });
}

// simulator/backend/responses.ts
function responses(request, world) {
  const admission = admit(request, world);
  if (!admission.ok) return admission.reply;
  const { account } = admission;
  const body = jsonObject(request);
  if (!body) return detail(400, "A JSON object is needed");
  const refusal = judgeRequest(body, {
    headers: request.headers,
    findModel: (slug) => world.catalog.find(slug),
    isOurs: (sealed) => world.seal.isOurs(sealed, account.id),
    requireInstructions: world.options.requireInstructions ?? true,
    issued: world.issued,
    fullLane: world.options.fullLane ?? false
  });
  if (refusal) return refusalReply(refusal);
  if (world.faults.takeNamed("models.etag_change")) world.catalog.touch();
  const headers = {
    ...limitHeaders(world.limits, world.limitsSince, world.clock.now()),
    ...identityHeaders(world, readQuestion(body, account.id).model),
    ...turnState(request)
  };
  return streamAnswer(body, account, world, headers);
}
function streamAnswer(body, account, world, headers, listOutput = false) {
  const fault = world.faults.take("stream");
  const now = world.clock.now();
  const input = eventInput(body, account, world, listOutput, headers["x-codex-turn-state"]);
  const steps = withFault(planEvents(input), tooLong(input, world) ?? fault, now);
  const type = fault?.name === "stream.no_content_type" ? {} : { "content-type": "text/event-stream; charset=utf-8" };
  return {
    kind: "stream",
    status: 200,
    headers: { ...type, "cache-control": "no-cache", ...headers },
    run: async (sink) => {
      if (fault && fault.delayMs > 0) await sink.sleep(fault.delayMs);
      await playSteps(steps, sink, {
        deltaDelayMs: world.options.deltaDelayMs ?? 0,
        torn: fault?.name === "stream.garbage"
      });
    }
  };
}
function withFault(steps, fault, now) {
  return fault ? breakStream(steps, fault, now) : steps;
}
function tooLong(input, world) {
  const model = world.catalog.find(input.question.model);
  if (!model || input.usage.input <= model.max_context_window) return void 0;
  const name = "stream.failed.context_length_exceeded";
  return { name, definition: FAULTS[name], params: {}, delayMs: 0 };
}
function wholeAnswer(body, world, headers) {
  const steps = planEvents(eventInput(body, { id: "api" }, world, true));
  const last = steps.at(-1);
  return json(200, last?.do === "event" ? last.event["response"] : null, headers);
}
function eventInput(body, account, world, listOutput, turnState2) {
  const question = readQuestion(body, account.id);
  const answer2 = completeAnswer(question, world.options.answer);
  return {
    question,
    answer: answer2,
    responseId: `resp_sim${(0, import_node_crypto13.randomBytes)(16).toString("hex")}`,
    createdAt: world.clock.now(),
    seal: () => world.seal.seal(account.id),
    issue: (call, reasoning) => {
      const callId = call.callId ?? `call_sim${(0, import_node_crypto13.randomBytes)(8).toString("hex")}`;
      const tool = question.functions.find(({ name: name2 }) => name2 === call.name) ?? question.functions[0];
      const args = typeof call.arguments === "string" ? call.arguments : JSON.stringify(call.arguments);
      const { name } = call;
      const namespace = tool?.namespace;
      const sealed = asString(asObject(reasoning)?.["encrypted_content"]);
      world.issued.set(callId, { callId, name, arguments: args, namespace, sealed, turnState: turnState2 });
      const item = { type: "function_call", id: id("fc"), call_id: callId, name, arguments: args };
      return namespace === void 0 ? item : { ...item, namespace };
    },
    usage: countTokens(body, question, answer2),
    listOutput
  };
}
var THINKING = {
  low: 64,
  medium: 192,
  high: 512,
  xhigh: 1024,
  max: 2048
};
function countTokens(body, question, answer2) {
  const input = estimateTokens(JSON.stringify([body["instructions"] ?? "", body["input"]]));
  const reasoning = THINKING[question.effort] ?? 0;
  const turns = question.messages.filter((message) => message.role === "assistant").length;
  return {
    input,
    // What an earlier turn sent already comes from the cache, in blocks of 128.
    cached: turns > 0 ? Math.floor(input / 2 / 128) * 128 : 0,
    output: estimateTokens(answer2.text) + reasoning,
    reasoning
  };
}
function identityHeaders(world, model) {
  const requestId = opaque2("req-sim-");
  return {
    "openai-model": model,
    "x-models-etag": world.catalog.etag(),
    "x-request-id": requestId,
    "x-oai-request-id": requestId,
    "cf-ray": `${(0, import_node_crypto13.randomBytes)(8).toString("hex")}-SIM`,
    "x-reasoning-included": "true"
  };
}
function turnState(request) {
  return { "x-codex-turn-state": request.headers["x-codex-turn-state"] ?? opaque2("turn-sim-") };
}

// simulator/chatgpt/plan-route.ts
var KNOWN2 = new Set(
  "model input instructions store stream tools tool_choice parallel_tool_calls reasoning include prompt_cache_key text context_management".split(" ")
);
var FOREIGN = /^(?:chatgpt-account-id|originator|version|session-id|thread-id|x-client-request-id|openai-organization|openai-project|x-codex-.*|x-openai-.*)$/;
var TOOLS = /* @__PURE__ */ new Set(["web_search", "namespace"]);
function planToken(request, world) {
  const token2 = bearerOf(request);
  return token2 !== void 0 && world.chatgpt.knows(token2) ? token2 : void 0;
}
function admit2(token2, request, world) {
  const foreign = Object.keys(request.headers).find((name) => FOREIGN.test(name));
  if (foreign !== void 0) return detail(400, `Unsupported header: ${foreign}`);
  if (!(header(request, "user-agent") ?? "").startsWith("codex-oauth/"))
    return detail(400, "Unsupported user-agent");
  const session = world.chatgpt.admit(token2);
  if (!session) return json(401, { detail: { error_code: "invalid_token" } });
  if (!session.scope.split(" ").includes(PLAN_SCOPE))
    return json(403, {
      error: {
        code: "chatpass_v2_scope_not_authorized",
        message: "The grant does not cover it.",
        param: null,
        type: "invalid_request_error"
      }
    });
  return session;
}
function planModels(token2, request, world) {
  const session = admit2(token2, request, world);
  if ("kind" in session) return session;
  const models2 = world.catalog.models.filter((model) => isBelow(model.minimal_client_version, "0.160.0"));
  return json(200, { models: models2 });
}
function planResponses(token2, request, world) {
  const session = admit2(token2, request, world);
  if ("kind" in session) return session;
  const body = jsonObject(request);
  if (!body) return detail(400, "A JSON object is needed");
  const refusal = judge(body, session, world);
  if (refusal) return refusalReply(refusal);
  const id2 = opaque2("req-sim-");
  return streamAnswer(body, { id: session.app.clientId }, world, {
    "x-request-id": id2,
    "x-oai-request-id": id2
  });
}
function judge(body, session, world) {
  const model = world.catalog.find(asString(body["model"]) ?? "");
  if (!model) return errorRefusal("model_not_found", "model", "The model does not exist.", 404);
  if (body["stream"] !== true) return detailRefusal("Stream must be set to true");
  if (body["store"] !== false) return detailRefusal("Store must be set to false");
  const stranger = Object.keys(body).find((key) => !KNOWN2.has(key));
  if (stranger !== void 0) return unsupportedParameter(stranger);
  const { input } = body;
  if (!Array.isArray(input)) return detailRefusal("Input must be a list");
  const kinds = objects(input).map((item) => asString(item["type"]));
  const banned = kinds.findIndex(
    (type) => ["item_reference", "agent_message", "compaction_trigger"].includes(type ?? "")
  );
  if (banned >= 0) return unsupported(`input[${banned}].type`);
  const tools = objects(body["tools"]);
  const strange = tools.findIndex((tool) => !TOOLS.has(asString(tool["type"]) ?? ""));
  if (strange >= 0) return unsupported(`tools[${strange}].type`);
  const effort = asObject(body["reasoning"])?.["effort"];
  const efforts = model.supported_reasoning_levels.map((level) => level.effort);
  if (effort !== void 0 && (!efforts.includes(String(effort)) || effort === "ultra"))
    return unsupported("reasoning.effort");
  return judgePlatform(body, input, { model, world, owner: session.app.clientId, allowSystem: false });
}
function judgePlatform(body, input, {
  model,
  world,
  owner,
  allowSystem
}) {
  const isOurs = (sealed) => world.seal.isOurs(sealed, owner);
  const { issued } = world;
  return judgeText(body, model) ?? judgeInput(input, { model, isOurs, lite: true, allowSystem, issued, turnState: void 0 });
}
var unsupported = (param) => errorRefusal("subscription_sharing_unsupported_capability", param, "This is not supported with a plan.");

// simulator/backend/api-route.ts
function refuseKey(request, world) {
  const key = bearerOf(request);
  if (key === void 0) return apiError(401, null, "No API key was given.");
  if (world.apiKeys.has(key)) return void 0;
  return apiError(401, "invalid_api_key", "The API key is not correct.");
}
function apiModels(request, world) {
  const plan2 = planToken(request, world);
  if (plan2 !== void 0) return planModels(plan2, request, world);
  const refused = refuseKey(request, world);
  if (refused) return refused;
  const created = world.clock.now() - 30 * 86400;
  const offered = world.catalog.models.filter((model) => model.supported_in_api);
  return json(200, {
    object: "list",
    data: offered.map((model) => ({ id: model.slug, object: "model", created, owned_by: "openai" }))
  });
}
function apiResponses(request, world) {
  const plan2 = planToken(request, world);
  if (plan2 !== void 0) return planResponses(plan2, request, world);
  const refused = refuseKey(request, world);
  if (refused) return refused;
  const body = jsonObject(request);
  if (!body) return apiError(400, null, "The body must be a JSON object.");
  const refusal = judgeApiBody(body, world);
  if (refusal) return refusalReply(refusal);
  const headers = identityHeaders(world, String(body["model"]));
  return body["stream"] === true ? streamAnswer(body, { id: "api" }, world, headers, true) : wholeAnswer(body, world, headers);
}
function judgeApiBody(body, world) {
  const slug = body["model"];
  if (typeof slug !== "string")
    return errorRefusal("missing_required_parameter", "model", "The model is missing.");
  const model = world.catalog.find(slug);
  if (!model?.supported_in_api) {
    return errorRefusal(
      "model_not_found",
      "model",
      `The model '${slug}' does not exist or is not yours to use.`,
      404
    );
  }
  const temperature = body["temperature"];
  if (temperature !== void 0 && !(typeof temperature === "number" && temperature >= 0 && temperature <= 2)) {
    return errorRefusal("invalid_value", "temperature", "The temperature must be between 0 and 2.");
  }
  const input = body["input"];
  if (input === void 0)
    return errorRefusal("missing_required_parameter", "input", "The input is missing.");
  if (typeof input === "string") return judgeText(body, model);
  if (!Array.isArray(input))
    return errorRefusal("invalid_type", "input", "The input must be a string or a list.");
  return judgePlatform(body, input, { model, world, owner: "api", allowSystem: true });
}

// simulator/backend/search.ts
var KEYS = ["commands", "id", "input", "max_output_tokens", "model", "settings"];
function search(request, world) {
  const admission = admit(request, world);
  if (!admission.ok) return admission.reply;
  const body = jsonObject(request) ?? {};
  const problem = wrongIn(body, world);
  if (problem !== void 0) return detail(400, problem);
  const queries = objects(asObject(body["commands"])?.["search_query"]).map(({ q }) => asString(q) ?? "");
  const output = (world.options.search ?? defaultResults)(queries);
  return json(200, { output, encrypted_output: null });
}
function wrongIn(body, world) {
  if (Object.keys(body).sort().join() !== KEYS.join()) return `A search has the keys ${KEYS.join(", ")}`;
  if (world.catalog.find(asString(body["model"]) ?? "") === void 0) return "The model is not known";
  if ((asString(body["id"]) ?? "") === "") return "The id is missing";
  const input = objects(body["input"]);
  if (input.length !== 1 || input[0]?.["role"] !== "user") return "The input is the last message of the user";
  const commands = asObject(body["commands"]);
  const list = commands?.["search_query"];
  const queries = objects(list);
  if (!Array.isArray(list) || queries.length === 0 || queries.length !== list.length)
    return "There is no query";
  if (queries.some(({ q, ...more }) => typeof q !== "string" || q === "" || Object.keys(more).length > 0))
    return 'A query is {"q": text}';
  const settings = asObject(body["settings"]);
  if (settings?.["external_web_access"] !== true) return "external_web_access must be true";
  return typeof body["max_output_tokens"] === "number" ? void 0 : "max_output_tokens must be a number";
}
function defaultResults(queries) {
  return queries.map((q, i) => `L${i + 1}: in pretence, about ${q} (https://example.com/${i + 1})`).join("\n");
}

// simulator/chatgpt/authorize.ts
var REDIRECT = /^http:\/\/127\.0\.0\.1:[1-9]\d{0,4}\/auth\/callback$/;
var CHALLENGE2 = /^[A-Za-z0-9_-]{43}$/;
var HOST_ID = /^(?:urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|urn:ietf:params:oauth:jwk-thumbprint:sha-256:[\w-]{43}|did:key:\S+)$/;
var KNOWN3 = new Set(
  "client_id agent_name_hint ext_agent_host_id response_type redirect_uri scope resource state nonce code_challenge_method code_challenge id_token_hint login_hint prompt".split(" ")
);
function complaint(query, app) {
  const names = [...query.keys()];
  const strange = names.find((name) => !KNOWN3.has(name));
  if (strange !== void 0) return `The parameter ${strange} is not known.`;
  if (new Set(names).size !== names.length) return "A parameter is repeated.";
  const get = (name) => query.get(name) ?? "";
  if (get("response_type") !== "code") return "The response_type must be code.";
  if (get("state").length < 16) return "The state is missing or too short.";
  if (get("nonce").length < 16) return "The nonce is missing or too short.";
  if (get("code_challenge_method") !== "S256") return "The code_challenge_method must be S256.";
  if (!CHALLENGE2.test(get("code_challenge"))) return "The code_challenge must be 43 characters of base64url.";
  if (get("resource") !== RESOURCE) return `The resource must be ${RESOURCE}.`;
  if (get("scope").split(" ").sort().join(" ") !== FULL_SCOPE.split(" ").sort().join(" "))
    return "The scope must be the whole set.";
  if (!HOST_ID.test(get("ext_agent_host_id"))) return "The ext_agent_host_id is missing or has another form.";
  if (query.has("prompt") && get("prompt") !== "consent") return "The prompt can only be consent.";
  if (app && query.has("agent_name_hint")) return "A registered program sends no agent_name_hint.";
  if (!app && get("agent_name_hint") === "") return "The agent_name_hint is missing.";
  if (!app && query.has("id_token_hint")) return "A new program has no id_token_hint.";
  return void 0;
}
function authorizeApp(request, world, fault) {
  const { query } = request;
  const clientId = query.get("client_id") ?? "";
  const app = world.chatgpt.apps.get(clientId);
  const refuse2 = (message) => html(400, errorPage("This sign-in link is not valid", message));
  if (!app && clientId !== ENTRY_CLIENT) return refuse2("The client_id is not known.");
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!REDIRECT.test(redirectUri))
    return refuse2("The redirect_uri must be http://127.0.0.1:<port>/auth/callback.");
  const wrong = complaint(query, app);
  if (wrong !== void 0)
    return redirect(
      callbackUrl(redirectUri, {
        error: "invalid_request",
        error_description: wrong,
        state: query.get("state") ?? void 0
      })
    );
  const asked = { query, app };
  if (fault || world.options.approve === "auto") return approve2(asked, request, world, void 0, fault);
  const chosen = defaultAccount(world.accounts).id;
  return html(
    200,
    appConsentPage(query, world.appForms.open(asked), app ? [app.account] : world.accounts, chosen)
  );
}
function decideApp(request, world) {
  const fields = request.body.type === "form" ? request.body.fields : new URLSearchParams();
  const asked = world.appForms.take(fields.get("form_id") ?? "");
  if (!asked) return html(400, errorPage("This page was used already", "Start the sign-in again."));
  if (fields.get("decision") !== "approve") return denied(asked.query);
  return approve2(asked, request, world, fields.get("account") ?? void 0);
}
var denied = (query) => redirect(
  callbackUrl(query.get("redirect_uri") ?? "", {
    error: "access_denied",
    state: query.get("state") ?? void 0
  })
);
function approve2({ query, app: known }, request, world, accountId, fault) {
  const get = (name) => query.get(name) ?? "";
  if (fault?.name === "chatgpt.denied") return denied(query);
  const account = findAccount(world, accountId) ?? defaultAccount(world.accounts);
  const app = known ?? world.chatgpt.register(account, get("agent_name_hint"));
  app.hosts.add(get("ext_agent_host_id"));
  const scope = fault?.name === "chatgpt.no_plan" ? FULL_SCOPE.replace(` ${PLAN_SCOPE}`, "") : FULL_SCOPE;
  const who = fault?.name === "chatgpt.other_account" ? "somebody-else" : app.account.userId;
  const code = world.chatgpt.issueCode({
    app,
    redirectUri: get("redirect_uri"),
    challenge: get("code_challenge"),
    nonce: fault?.name === "chatgpt.replayed" ? opaque2("", 32) : get("nonce"),
    scope,
    subject: `user-${app.clientId.slice(-6)}-${who}`
  });
  const url = new URL(get("redirect_uri"));
  const add = (name, value) => url.searchParams.append(name, value);
  add("code", code);
  add("state", fault?.name === "chatgpt.wrong_state" ? opaque2("", 32) : get("state"));
  const named = fault?.name === "chatgpt.entry_client" ? ENTRY_CLIENT : app.clientId;
  const other = fault?.name === "chatgpt.other_client";
  if (other) add("client_id", opaque2("oaiapp_", 12));
  else if (fault?.name !== "chatgpt.no_client_id" && !known) add("client_id", named);
  if (fault?.name === "chatgpt.two_clients") add("client_id", opaque2("oaiapp_", 12));
  if (fault?.name === "chatgpt.other_issuer") add("iss", "https://auth.example.org");
  if (fault?.name === "chatgpt.issuer") add("iss", issuerOf(request, world));
  add("scope", scope);
  return redirect(url.href);
}

// simulator/chatgpt/token.ts
var NO_STORE2 = { "cache-control": "no-store" };
var refuse = (error, status = 400) => json(status, { error }, NO_STORE2);
var fieldsOf = (request) => request.body.type === "form" ? request.body.fields : void 0;
var appTokenEndpoint = (request) => fieldsOf(request)?.get("grant_type") === "refresh_token" ? "chatgpt.refresh" : "chatgpt.token";
var MEMBERS = {
  authorization_code: ["grant_type", "client_id", "code", "code_verifier", "redirect_uri", "resource"],
  refresh_token: ["grant_type", "client_id", "refresh_token", "resource"]
};
function appToken(request, world, fault) {
  const fields = fieldsOf(request);
  const members = MEMBERS[fields?.get("grant_type") ?? ""];
  if (!fields || !members || request.headers["authorization"] !== void 0) return refuse("invalid_request");
  const names = [...fields.keys()];
  const exact = names.length === members.length && members.every((name) => (fields.get(name) ?? "") !== "");
  if (!exact || fields.get("resource") !== RESOURCE) return refuse("invalid_request");
  const clientId = fields.get("client_id") ?? "";
  if (clientId === ENTRY_CLIENT || !world.chatgpt.apps.has(clientId)) return refuse("invalid_client", 401);
  return fields.get("grant_type") === "refresh_token" ? refresh2(fields, request, world, fault) : redeem(fields, request, world, fault);
}
function redeem(fields, request, world, fault) {
  const code = world.chatgpt.codes.get(fields.get("code") ?? "");
  if (!code || code.used) return refuse("invalid_grant");
  code.used = true;
  const fits = code.expiresAt > world.clock.now() && code.app.clientId === fields.get("client_id") && code.redirectUri === fields.get("redirect_uri") && code.challenge === challengeOf(fields.get("code_verifier") ?? "");
  if (!fits) return refuse("invalid_grant");
  const session = world.chatgpt.open(code.app, code.scope, code.subject);
  return answer(session, request, world, { nonce: code.nonce }, fault);
}
function refresh2(fields, request, world, fault) {
  const session = world.chatgpt.refresh(fields.get("refresh_token") ?? "", fields.get("client_id") ?? "");
  if (typeof session === "string") return refuse(session);
  return answer(session, request, world, {}, fault);
}
function answer(session, request, world, more, fault) {
  const issuer = issuerOf(request, world);
  const now = world.clock.now();
  const { app, scope, subject } = session;
  const tokens = world.chatgpt.issue(session, issuer);
  if (fault?.name === "chatgpt.token.other_key") world.chatgpt.keys.rotate();
  const claims = {
    iss: issuer,
    aud: [app.clientId],
    sub: subject,
    iat: now,
    exp: now + 3600,
    email: app.account.email,
    email_verified: true,
    ...more,
    ...asObject(fault?.params["claims"])
  };
  const alg = asString(fault?.params["alg"]);
  return json(
    200,
    {
      access_token: tokens.accessToken,
      refresh_token: tokens.refreshToken,
      id_token: world.chatgpt.keys.sign(claims, alg === void 0 ? {} : { alg }),
      token_type: "Bearer",
      expires_in: tokens.expiresIn,
      scope,
      earliest_refresh_at: fault?.name === "chatgpt.token.date" ? new Date(tokens.earliestRefreshAt * 1e3).toISOString() : tokens.earliestRefreshAt
    },
    NO_STORE2
  );
}
function revokeApp(request, world) {
  const fields = fieldsOf(request);
  const client = world.chatgpt.apps.get(fields?.get("client_id") ?? "");
  if (!fields || !client || fields.get("token_type_hint") !== "refresh_token")
    return refuse("invalid_request");
  world.chatgpt.revoke(fields.get("token") ?? "");
  return empty(200);
}

// simulator/routes.ts
var deviceCallback = () => html(404, errorPage("Nothing to see here", "Go back to your program."));
var ROUTES = [
  { method: "GET", path: "/oauth/authorize", endpoint: "authorize", handle: authorize },
  { method: "POST", path: "/oauth/authorize/decision", handle: decide },
  { method: "POST", path: "/oauth/token", endpoint: tokenEndpoint, handle: token },
  { method: "POST", path: "/oauth/revoke", endpoint: "revoke", handle: revoke },
  {
    method: "POST",
    path: "/api/accounts/deviceauth/usercode",
    endpoint: "device.usercode",
    handle: requestUserCode
  },
  { method: "POST", path: "/api/accounts/deviceauth/token", endpoint: "device.token", handle: pollDevice },
  { method: "GET", path: "/codex/device", handle: showDevicePage },
  { method: "POST", path: "/codex/device", handle: enterUserCode },
  { method: "POST", path: "/codex/device/decision", handle: decideDevice },
  { method: "GET", path: "/deviceauth/callback", handle: deviceCallback },
  {
    method: "GET",
    path: "/api/accounts/v1/user-auth-credential/whoami",
    endpoint: "whoami",
    handle: whoami
  },
  {
    method: "GET",
    path: "/.well-known/openid-configuration",
    endpoint: "chatgpt.discovery",
    handle: discovery
  },
  { method: "GET", path: "/.well-known/jwks.json", endpoint: "chatgpt.jwks", handle: jwks },
  { method: "GET", path: "/api/accounts/authorize", endpoint: "chatgpt.authorize", handle: authorizeApp },
  { method: "POST", path: "/api/accounts/authorize/decision", handle: decideApp },
  { method: "POST", path: "/api/accounts/oauth/token", endpoint: appTokenEndpoint, handle: appToken },
  { method: "POST", path: "/api/accounts/oauth/revoke", endpoint: "revoke", handle: revokeApp },
  { method: "GET", path: "/backend-api/codex/models", endpoint: "models", handle: models },
  { method: "POST", path: "/backend-api/codex/responses", endpoint: "responses", handle: responses },
  { method: "POST", path: "/backend-api/codex/alpha/search", endpoint: "search", handle: search },
  { method: "GET", path: "/backend-api/wham/usage", endpoint: "usage", handle: usage },
  { method: "GET", path: "/backend-api/wham/accounts/check", endpoint: "accounts", handle: accountsCheck },
  { method: "GET", path: "/backend-api/wham/config/bundle", handle: configBundle },
  { method: "GET", path: "/v1/models", endpoint: "models", handle: apiModels },
  { method: "POST", path: "/v1/responses", endpoint: "responses", handle: apiResponses }
];

// simulator/dispatch.ts
function dispatch(request, world) {
  if (isControlPath(request.path)) return plain(control(request, world));
  const here = ROUTES.filter((route2) => route2.path === request.path);
  const route = here.find((one) => one.method === request.method);
  if (!route) {
    return plain(here.length > 0 ? detail(405, "Method Not Allowed") : detail(404, "Not Found"));
  }
  const fault = takeFault(route, request, world);
  if (!fault && request.body.type === "invalid")
    return plain(detail(request.body.status, request.body.reason));
  const waitMs = fault?.delayMs ?? 0;
  switch (fault?.definition.act) {
    case "reply": {
      const reply = fault.definition.reply?.(fault.params, world.clock.now()) ?? DROP;
      return { reply, waitMs, fault };
    }
    case "hang":
      return { reply: HANG, waitMs, fault };
    case "drop_before":
      return { reply: DROP, waitMs, fault };
    case "drop_after":
      route.handle(request, world);
      return { reply: DROP, waitMs, fault };
    case "slow":
      return {
        reply: route.handle(request, world),
        waitMs: waitMs + numberParam(fault, "delayMs", 1e3),
        fault
      };
    default:
      return { reply: route.handle(request, world, fault), waitMs, fault };
  }
}
function plain(reply) {
  return { reply, waitMs: 0, fault: void 0 };
}
function takeFault(route, request, world) {
  if (route.endpoint === void 0) return void 0;
  return world.faults.take(typeof route.endpoint === "function" ? route.endpoint(request) : route.endpoint);
}

// simulator/sink.ts
function sleepWhile(ms, signal) {
  return new Promise((resolve2) => {
    if (signal.aborted) return resolve2();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve2();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
function createSink(response, signal) {
  return {
    get gone() {
      return signal.aborted;
    },
    write: (chunk) => new Promise((resolve2) => {
      if (signal.aborted) return resolve2();
      if (response.write(chunk)) return resolve2();
      const done = () => {
        response.off("drain", done);
        signal.removeEventListener("abort", done);
        resolve2();
      };
      response.once("drain", done);
      signal.addEventListener("abort", done);
    }),
    // A timer of 0 ms takes one of 1 ms at least, and an answer in small pieces has thousands.
    sleep: (ms) => ms > 0 ? sleepWhile(ms, signal) : new Promise((resolve2) => setImmediate(resolve2)),
    cut: () => {
      response.socket?.end();
      response.socket?.destroySoon();
    },
    stall: () => new Promise((resolve2) => {
      if (signal.aborted) return resolve2();
      signal.addEventListener("abort", () => resolve2(), { once: true });
    })
  };
}

// simulator/server.ts
var MAX_BODY = 32 * 1024 * 1024;
async function listen(world, port) {
  const closing = new AbortController();
  const server = (0, import_node_http.createServer)((incoming, response) => {
    serve(incoming, response, world, closing.signal).catch((error) => {
      if (response.headersSent || response.destroyed) return response.destroy();
      writePlain(response, detail(500, `The simulator itself failed: ${String(error)}`), world);
    });
  });
  server.on("upgrade", (_request, socket) => {
    socket.end("HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  });
  server.on("clientError", (_error, socket) => {
    socket.destroy();
  });
  await bind(server, port);
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () => new Promise((resolve2) => {
      closing.abort();
      server.close(() => resolve2());
      server.closeAllConnections();
    })
  };
}
function bind(server, port) {
  return new Promise((resolve2, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve2();
    });
  });
}
async function serve(incoming, response, world, closing) {
  const started = performance.now();
  const raw = await readBody(incoming);
  if (raw === void 0) {
    writePlain(response, detail(413, "Request Entity Too Large"), world);
    return;
  }
  const request = describe(incoming, raw);
  const entry = isControlPath(request.path) ? void 0 : world.log.open(request);
  response.once("close", () => {
    if (entry) entry.durationMs = Math.round(performance.now() - started);
  });
  const decision = dispatch(request, world);
  if (entry) entry.fault = decision.fault?.name ?? null;
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const signal = AbortSignal.any([gone.signal, closing]);
  if (decision.waitMs > 0) await sleepWhile(decision.waitMs, signal);
  if (signal.aborted) return;
  if (entry && "status" in decision.reply) entry.status = decision.reply.status;
  await perform(decision.reply, response, world, signal);
}
async function perform(reply, response, world, signal) {
  switch (reply.kind) {
    case "hang":
      return;
    case "drop":
      response.destroy();
      return;
    case "plain":
      writePlain(response, reply, world);
      return;
    case "stream":
      response.sendDate = false;
      response.writeHead(reply.status, { ...reply.headers, date: httpDate(world) });
      response.flushHeaders();
      await reply.run(createSink(response, signal));
      if (!signal.aborted && !response.destroyed) response.end();
  }
}
function writePlain(response, reply, world) {
  response.sendDate = false;
  const length = reply.status === 304 ? {} : { "content-length": String(Buffer.byteLength(reply.body)) };
  response.writeHead(reply.status, { ...reply.headers, ...length, date: httpDate(world) });
  response.end(reply.body);
}
function httpDate(world) {
  return new Date(world.clock.nowMs()).toUTCString();
}
function describe(incoming, raw) {
  const url = new URL(incoming.url ?? "/", "http://simulator.invalid");
  const headers = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== void 0) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return {
    method: incoming.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: parseBody(raw, headers["content-type"] ?? "", headers["content-encoding"] ?? "")
  };
}
async function readBody(incoming) {
  const chunks = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = chunk;
    size += bytes.length;
    if (size > MAX_BODY) return void 0;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

// simulator/simulator.ts
async function startSimulator(options = {}) {
  const world = createWorld(options);
  const server = await listen(world, options.port ?? 0);
  world.origin = server.origin;
  return {
    url: server.origin,
    issuer: server.origin,
    backendUrl: `${server.origin}/backend-api`,
    apiUrl: `${server.origin}/v1`,
    get log() {
      return world.log.entries;
    },
    get state() {
      return describeState(world);
    },
    requests: (method, path) => world.log.find(method, path),
    clearLog: () => world.log.clear(),
    fault: (name, faultOptions) => world.faults.arm(name, faultOptions),
    clearFaults: () => world.faults.clear(),
    mintTokens: (mint = {}) => {
      const account = findAccount(world, mint.account);
      if (!account) throw new Error(`The simulator has no account ${String(mint.account)}.`);
      return world.tokens.mint({
        account: { ...account, plan: mint.plan ?? account.plan },
        clientId: mint.clientId ?? world.clientIds[0] ?? "",
        scope: SCOPE,
        ...mint.accessTtlSeconds === void 0 ? {} : { accessTtlSeconds: mint.accessTtlSeconds },
        ...mint.refreshTtlSeconds === void 0 ? {} : { refreshTtlSeconds: mint.refreshTtlSeconds }
      });
    },
    revoke: (familyOrToken) => {
      const family = world.tokens.families.get(familyOrToken);
      if (!family) return world.tokens.revoke(familyOrToken);
      family.revoked = true;
      return true;
    },
    approveDevice: (userCode, account) => world.devices.approve(userCode, account),
    denyDevice: (userCode) => world.devices.deny(userCode),
    advance: (seconds) => world.clock.advance(seconds),
    setClock: (epochMs) => world.clock.set(epochMs),
    now: () => world.clock.now(),
    setLimits: (limits) => {
      world.limits = { ...world.limits, ...limits };
      world.limitsSince = world.clock.now();
    },
    setCatalog: (models2) => {
      world.catalog.replace(models2);
    },
    close: () => server.close()
  };
}
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  FAULTS,
  fingerprint,
  isFaultName,
  startSimulator
});
