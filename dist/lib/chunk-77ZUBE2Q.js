import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  identityHeaders
} from "./chunk-3A7WWXCU.js";
import {
  expiryOf,
  identityOf,
  identityOfLogin,
  windowName
} from "./chunk-XSS3S2GS.js";
import {
  redact
} from "./chunk-N76N25DY.js";
import {
  anySignal,
  humanSeconds
} from "./chunk-HQBD4QJB.js";
import {
  networkError
} from "./chunk-DJNNBRMB.js";
import {
  isObject,
  member,
  numberOf,
  parseJson,
  stringOf
} from "./chunk-L5FXI35G.js";
import {
  AppError,
  its,
  say
} from "./chunk-RJXX33VE.js";

// src/login/workspaces.ts
function strangers(workspaces, accountId, accessToken) {
  if (workspaces.length === 0) return void 0;
  if (accountId === void 0) return "no workspace";
  return [accountId, identityOf(accessToken).accountId].find(
    (id) => id !== void 0 && !workspaces.includes(id)
  );
}
function wrongWorkspace(workspaces, found, fix) {
  return new AppError({
    kind: "sign-in",
    code: "login.workspace",
    what: "This login belongs to a workspace that may not be used here.",
    why: `CODEX_OAUTH_WORKSPACE allows ${workspaces.join(", ")}; the login is for ${found}.`,
    fix,
    details: { found }
  });
}
function workspaceGuard(workspaces) {
  return (login) => {
    const found = strangers(workspaces, identityOfLogin(login).accountId, login.accessToken);
    if (found === void 0) return;
    throw wrongWorkspace(
      workspaces,
      found,
      "Sign in again and choose an allowed workspace, or change CODEX_OAUTH_WORKSPACE."
    );
  };
}
var fixes = {
  external: "Let the application that owns the login hand over one of an allowed workspace.",
  login: say`Sign in again with ${its.login} and choose an allowed workspace, or change CODEX_OAUTH_WORKSPACE.`,
  "access-token": "Set CODEX_ACCESS_TOKEN to a token of an allowed workspace, or unset it.",
  "codex-cli": say`Sign in with ${its.login}: our own login comes before the Codex CLI’s. Or change CODEX_OAUTH_WORKSPACE.`,
  "api-key": say`Sign in with ${its.login}.`
};
function enforceWorkspace(workspaces, credential, chosen) {
  if (workspaces.length === 0) return credential;
  if (credential.route === "api") {
    if (chosen) return credential;
    throw new AppError({
      kind: "sign-in",
      code: "api_key.workspace",
      what: "The API key was not used.",
      why: `CODEX_OAUTH_WORKSPACE allows ${workspaces.join(", ")}, and a key belongs to none of them.`,
      fix: say`Sign in with ${its.login}, or set CODEX_OAUTH_SOURCE to the key’s source (api-key, codex-cli).`
    });
  }
  const found = strangers(workspaces, credential.accountId, credential.accessToken);
  if (found !== void 0) throw wrongWorkspace(workspaces, found, fixes[credential.source]);
  return credential;
}

// src/login/sources/api-key.ts
var VARIABLES = ["CODEX_API_KEY", "OPENAI_API_KEY"];
function keyRefused(where) {
  return new AppError({
    kind: "sign-in",
    code: "api_key.refused",
    what: "OpenAI does not accept the API key.",
    why: `The key in ${where} is wrong, revoked or not allowed to do this.`,
    fix: say`Set another key, or sign in with your plan: ${its.login}.`
  });
}
function apiKeySource(env) {
  const name = VARIABLES.find((variable) => env[variable]?.trim());
  const key = name === void 0 ? void 0 : env[name]?.trim();
  return {
    name: "api-key",
    credential: () => Promise.resolve(key ? { source: "api-key", route: "api", accessToken: key } : void 0),
    renew: () => Promise.reject(keyRefused(name ?? "the environment")),
    report: () => Promise.resolve(
      key ? {
        source: "api-key",
        mode: "apikey",
        identity: {},
        expiresAt: void 0,
        usable: true,
        problem: void 0,
        fix: void 0
      } : void 0
    )
  };
}

// src/login/credential.ts
var FIX = say`Sign in with ${its.login}.`;
function notSignedIn(path) {
  return new AppError({
    kind: "sign-in",
    code: "auth.not_authenticated",
    what: "You are not signed in to OpenAI Codex.",
    why: `There is no login in ${path}.`,
    fix: FIX
  });
}
function clockTime(ms) {
  const date = new Date(ms);
  return `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
}
var sentences = {
  expired: () => "The login has expired: it was not used for too long.",
  "used twice": () => "The refresh token had already been used, by another program that shares this login perhaps.",
  revoked: () => "The login was revoked: signed out elsewhere, or the password was changed.",
  refused: () => "OpenAI no longer accepts the login.",
  interrupted: (at) => `A refresh was interrupted at ${clockTime(at)}, and its new token was lost on the way.`
};
function refusalSentence(refusal) {
  return sentences[refusal.reason](refusal.at);
}
function signInAgain(refusal) {
  return new AppError({
    kind: "sign-in",
    code: `auth.${refusal.reason.replace(" ", "_")}`,
    what: "The OpenAI Codex login no longer works.",
    why: refusalSentence(refusal),
    fix: FIX
  });
}
function accountChanged() {
  return new AppError({
    kind: "sign-in",
    code: "auth.account_changed",
    what: "The question was not sent.",
    why: "While it was being asked, another account was signed in or the login was removed.",
    fix: say`Check ${its.status}, then ask again.`
  });
}
function expiredForGood() {
  return new AppError({
    kind: "sign-in",
    code: "auth.expired",
    what: "The OpenAI Codex login has expired.",
    why: "The access token has ended and there is no refresh token to renew it.",
    fix: FIX
  });
}
function stillUnauthorized() {
  return new AppError({
    kind: "sign-in",
    code: "auth.unauthorized",
    what: "OpenAI does not accept the login.",
    why: "It refused a freshly renewed access token.",
    fix: say`Sign in again with ${its.login}; if it stays so, check the account at https://chatgpt.com.`
  });
}

// src/login/sources/source.ts
function sameOwner(a, b) {
  return a.accountId === b.accountId && (a.userId === void 0 || b.userId === void 0 || a.userId === b.userId);
}

// src/login/sources/external.ts
function externalActive() {
  return new AppError({
    kind: "input",
    code: "external.active",
    what: "External auth is active.",
    fix: "Use account/login/start (chatgptAuthTokens) to update it or account/logout to clear it."
  });
}
function identityOfTokens(tokens) {
  const claims = identityOf(tokens.accessToken);
  const plan = tokens.plan ?? claims.plan;
  return { ...claims, accountId: tokens.accountId, ...plan ? { plan } : {} };
}
function toCredential(held) {
  return held.kind === "api-key" ? { source: "external", route: "api", accessToken: held.key } : {
    source: "external",
    route: "chatgpt",
    accessToken: held.tokens.accessToken,
    ...identityOfTokens(held.tokens)
  };
}
function externalAuth(accept) {
  let held;
  let asking;
  const successor = (used) => {
    const now = held && toCredential(held);
    if (!now || now.route !== used.route || !sameOwner(now, used)) throw accountChanged();
    return now;
  };
  const ask = async (before) => {
    const tokens = await before.askOwner(before.tokens.accountId);
    const next = { ...before, tokens };
    accept(toCredential(next));
    if (held === before) held = next;
  };
  return {
    name: "external",
    get mode() {
      return held?.kind;
    },
    setTokens: (tokens, askOwner) => {
      held = { kind: "tokens", tokens, askOwner };
    },
    setApiKey: (key) => {
      held = { kind: "api-key", key };
    },
    clear: () => {
      const was = held !== void 0;
      held = void 0;
      return was;
    },
    credential: () => Promise.resolve(held && toCredential(held)),
    renew: async (used) => {
      const now = successor(used);
      if (now.accessToken !== used.accessToken) return now;
      if (held?.kind !== "tokens") throw keyRefused("the application that owns the login");
      asking ??= ask(held).finally(() => {
        asking = void 0;
      });
      await asking;
      const next = successor(used);
      if (next.accessToken === used.accessToken) throw stillUnauthorized();
      return next;
    },
    report: () => Promise.resolve(
      held && {
        source: "external",
        mode: held.kind === "tokens" ? "chatgptAuthTokens" : "apikey",
        identity: held.kind === "tokens" ? identityOfTokens(held.tokens) : {},
        expiresAt: held.kind === "tokens" ? expiryOf(held.tokens.accessToken) : void 0,
        usable: true,
        problem: void 0,
        fix: void 0
      }
    )
  };
}

// src/ask/backend-get.ts
var TIMEOUT_MS = 8e3;
async function backendGet(d, credential, path, options = {}) {
  const url = `${d.baseUrl}${path}`;
  const patience = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const response = await d.fetch(url, {
      headers: {
        authorization: `Bearer ${credential.accessToken}`,
        "user-agent": d.userAgent,
        accept: "application/json",
        ...identityHeaders(credential),
        ...options.headers
      },
      redirect: "manual",
      signal: anySignal(patience, options.signal)
    });
    const body = await response.text();
    return { status: response.status, header: (name) => response.headers.get(name), body };
  } catch (error) {
    if (patience.aborted && options.signal?.aborted !== true) {
      throw new AppError({
        kind: "network",
        code: "network.timeout",
        what: `${new URL(url).host} did not answer.`,
        why: `Nothing came within ${TIMEOUT_MS / 1e3} s.`,
        fix: "Try again in a moment. You are not signed out."
      });
    }
    throw networkError(error, url);
  }
}

// src/ask/refusal.ts
var never = { kind: "never" };
var LONGEST_WAIT_MS = 6e4;
function waitFor(ms) {
  if (ms === void 0) return { kind: "stream" };
  return ms <= LONGEST_WAIT_MS ? { kind: "after", ms } : never;
}
function refusalError(kind, code, what, why, fix, details = {}) {
  return new AppError({ kind, code, what, ...why ? { why } : {}, fix, details });
}
function said(text) {
  const line = redact(text ?? "").replace(/\s+/g, " ").trim().slice(0, 300);
  if (line === "") return void 0;
  return `OpenAI says: ${/[.!?]$/.test(line) ? line : `${line}.`}`;
}
function traceLine(trace) {
  const parts = [
    trace.requestId && `request id ${trace.requestId}`,
    trace.ray && `cf-ray ${trace.ray}`
  ].filter(Boolean);
  return parts.join(", ");
}
function traced(error, trace) {
  const line = traceLine(trace);
  if (line === "") return error;
  const inWords = error.kind === "backend" || error.kind === "network";
  const sentence = `${line.slice(0, 1).toUpperCase()}${line.slice(1)}.`;
  const why = inWords ? [error.why, sentence].filter(Boolean).join(" ") : error.why;
  return new AppError({
    kind: error.kind,
    code: error.code,
    what: error.what,
    ...why ? { why } : {},
    fix: error.fix,
    cause: error.cause,
    details: {
      ...error.details,
      ...trace.requestId ? { request_id: trace.requestId } : {},
      ...trace.ray ? { cf_ray: trace.ray } : {}
    }
  });
}
function tryAgainIn(text) {
  const match = /try again in\s*(\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|sec|seconds?|m|min|minutes?|h|hours?)\b/i.exec(
    text ?? ""
  );
  if (!match) return void 0;
  const unit = (match[2] ?? "s").toLowerCase();
  const factor = unit.startsWith("mil") || unit === "ms" ? 1 : { s: 1e3, m: 6e4, h: 36e5 }[unit.slice(0, 1)];
  return Math.ceil(Number(match[1]) * (factor ?? 1e3));
}
function retryAfter(value, now) {
  if (value === null || value.trim() === "") return void 0;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds < 0 ? void 0 : seconds * 1e3;
  const date = Date.parse(value);
  return Number.isFinite(date) ? Math.max(0, date - now) : void 0;
}

// src/ask/refusal-codes.ts
var USAGE = "https://chatgpt.com/codex/settings/usage";
var ADMIN = "Wait for the reset, or ask your workspace’s admin.";
var LATEST_RESET = 40 * 86400;
var ADVICE = {
  free: "Wait for the reset, or upgrade to Plus: https://chatgpt.com/explore/plus.",
  go: "Wait for the reset, or upgrade to Plus: https://chatgpt.com/explore/plus.",
  plus: `Wait for the reset, upgrade to Pro (https://chatgpt.com/explore/pro) or buy credits (${USAGE}).`,
  team: ADMIN,
  business: ADMIN,
  enterprise: ADMIN,
  edu: ADMIN
};
function localTime(ms) {
  const date = new Date(ms);
  const two = (n) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
function usageLimit(error, now, promo) {
  const plan = stringOf(member(error, "plan_type"));
  const minutes = Number(member(error, "limit_window_minutes") ?? Number.NaN);
  const at = numberOf(member(error, "resets_at"));
  const left = at === void 0 ? numberOf(member(error, "resets_in_seconds")) : at - now / 1e3;
  const known = left !== void 0 && left > 0 && left < LATEST_RESET;
  const limit = Number.isFinite(minutes) ? `${windowName(minutes)} limit` : "usage limit";
  return refusalError(
    "limit",
    "limit.usage",
    `The ${limit} of the ${plan ? `${plan} plan` : "plan"} is reached.`,
    known ? `It resets in ${humanSeconds(left)} (${localTime(now + left * 1e3)}).` : void 0,
    promo ? redact(promo).replace(/\s+/g, " ").trim().slice(0, 300) : ADVICE[plan ?? ""] ?? `Wait for the reset; ${USAGE} shows the limits.`,
    known ? { resets_at: Math.round(now / 1e3 + left) } : {}
  );
}
var fatal = (...parts) => (e) => ({
  error: refusalError(parts[0], parts[1], parts[2], parts[3] ?? said(e.message), parts[4]),
  retry: never
});
var declined = (e) => ({
  error: refusalError(
    "backend",
    `backend.${e.code ?? e.type ?? "declined"}`,
    "OpenAI declined to answer this prompt.",
    said(e.message),
    "Rephrase the question."
  ),
  retry: never
});
var tooFast = (e) => {
  const wait = tryAgainIn(e.message);
  return {
    error: refusalError(
      "limit",
      "limit.rate",
      "Too many requests at once.",
      said(e.message),
      wait === void 0 ? "Wait a moment, then ask again." : `Ask again in ${humanSeconds(wait / 1e3)}.`
    ),
    retry: waitFor(wait)
  };
};
var CODES = {
  usage_limit_reached: (e) => ({ error: usageLimit(e.error, e.now), retry: never }),
  usage_not_included: fatal(
    "limit",
    "limit.not_included",
    "Codex is not included in this account’s plan.",
    void 0,
    say`Upgrade to Plus (https://chatgpt.com/explore/plus) or sign in with another account: ${its.clear}, then ${its.login}.`
  ),
  insufficient_quota: fatal(
    "limit",
    "limit.quota",
    "The quota is used up.",
    void 0,
    "Check the plan and its billing details."
  ),
  context_length_exceeded: fatal(
    "input",
    "query.context",
    "The question is larger than the model’s context window.",
    void 0,
    "Send less: fewer files, a smaller diff, or a new thread without the old turns."
  ),
  invalid_prompt: declined,
  cyber_policy: declined,
  bio_policy: declined,
  server_is_overloaded: fatal(
    "backend",
    "backend.capacity",
    "The model is at capacity.",
    void 0,
    say`Try again in a moment or choose another model (${its.models} lists them).`
  ),
  slow_down: tooFast,
  rate_limit_exceeded: tooFast,
  unsupported_country_region_territory: (e) => region(e.message),
  invalid_json_schema: fatal(
    "input",
    "query.schema",
    say`OpenAI does not take this ${its.outputSchema}.`,
    void 0,
    "Change what it names and ask again."
  ),
  invalid_encrypted_content: (e) => foreignHistory(e.message)
};
function region(message) {
  return {
    error: refusalError(
      "network",
      "network.region",
      "OpenAI does not serve the region this request came from.",
      said(message),
      "Use a network in a supported country. You are not signed out, and a new login would change nothing."
    ),
    retry: never
  };
}
function foreignHistory(message) {
  return {
    error: refusalError(
      "input",
      "query.history",
      "The earlier turns of this thread cannot be read by OpenAI.",
      said(message),
      say`Start a new thread: leave ${its.thread} out.`
    ),
    retry: never,
    about: "history"
  };
}
function judgeCode(e) {
  const known = e.code ?? e.type;
  return known !== void 0 && Object.hasOwn(CODES, known) ? CODES[known]?.(e) : void 0;
}

// src/ask/judge-http.ts
var MODEL = /model is not supported when using Codex|requires a newer version of Codex|model[_ ]not[_ ]found|\bmodel\b.*does not exist/i;
var HISTORY = /encrypted[_ ]content|item .*(?:was not stored|not found)/i;
var REGION = /(?:country|region|territory)[^.]*not supported|unsupported[_ ]country/i;
var RULES = /^(?:instructions are (?:required|not valid)|store must be|stream must be|input must be a list|unsupported parameter|system messages are not allowed)/i;
function judgeHttp(r) {
  const trace = {
    requestId: r.header("x-request-id") ?? r.header("x-oai-request-id") ?? void 0,
    ray: r.header("cf-ray") ?? void 0
  };
  const refusal = judge({ ...r, ...trace, message: void 0 });
  const error = traced(withStatus(refusal.error, r.status), trace);
  return { ...refusal, error };
}
function withStatus(error, status) {
  return refusalError(error.kind, error.code, error.what, error.why, error.fix, {
    ...error.details,
    status
  });
}
function judge(r) {
  const body = parseJson(r.body);
  const gateway = judgeGateway(r, isObject(body));
  if (gateway) return gateway;
  const error = isObject(body) && isObject(body["error"]) ? body["error"] : body;
  const message = stringOf(member(body, "detail")) ?? stringOf(member(error, "message")) ?? stringOf(member(body, "detail", "message")) ?? (isObject(body) ? void 0 : stringOf(r.body.trim()));
  const code = stringOf(member(error, "code")) ?? stringOf(member(body, "detail", "code"));
  const type = stringOf(member(error, "type"));
  const told = { ...r, message };
  if (type === "usage_limit_reached" || code === "usage_limit_reached")
    return { error: usageLimit(error, r.now, r.header("x-codex-promo-message")), retry: never };
  const known = judgeCode({ code, type, message, error, now: r.now });
  if (r.status === 429 && (!known || known.error.code === "limit.rate")) return tooMany(told);
  if (known) return r.status === 503 ? { ...known, retry: { kind: "request" } } : known;
  if (message && REGION.test(message)) return region(message);
  if (message && HISTORY.test(message)) return foreignHistory(message);
  if (message && MODEL.test(message)) return modelRefused(told);
  return byStatus(told);
}
function judgeGateway(r, json) {
  if (r.status === 407)
    return blocked(
      "network.proxy",
      "The proxy wants a login of its own.",
      "It answered 407.",
      "Put user and password into HTTPS_PROXY, or ask whoever runs the proxy. You are not signed out of OpenAI."
    );
  if (r.status >= 300 && r.status < 400) {
    const to = r.header("location") ?? "";
    const host = URL.canParse(to) ? new URL(to).host : void 0;
    return blocked(
      "network.redirected",
      "Something on the way redirected the request.",
      `It answered ${r.status}${host ? ` and pointed to ${host}` : ""}; the question was not sent there.`,
      "If this network has a sign-in page, open a browser and sign in to the network, then ask again. You are not signed out of OpenAI."
    );
  }
  const page = !json && /<html|<!doctype/i.test(r.body);
  if (r.status < 300 || r.status === 511)
    return blocked(
      "network.portal",
      "Something on the way answered in OpenAI’s place.",
      `It answered ${r.status} with ${page ? "a page" : "something"} that is no answer of the model.`,
      "If this network has a sign-in page, open a browser and sign in to the network, then ask again. You are not signed out of OpenAI."
    );
  const cloudflare = !json && /\berror code: 1\d{3}\b/i.test(r.body);
  if (r.header("cf-mitigated") === null && !((page || cloudflare) && r.status < 500)) return void 0;
  const who = r.header("cf-mitigated") !== null || cloudflare || r.ray ? "Cloudflare, in front of OpenAI," : "A gateway on the way to OpenAI";
  return blocked(
    "network.blocked",
    `${who} blocked the request.`,
    `It answered ${r.status} with a page instead of an answer: usual for VPNs, servers in data centres, company proxies and restricted regions.`,
    "Try another network or switch the VPN off. You are not signed out, and a new login would change nothing."
  );
}
function blocked(code, what, why, fix) {
  return { error: refusalError("network", code, what, why, fix), retry: never };
}
function modelRefused(r) {
  return {
    error: refusalError(
      "input",
      "query.model_refused",
      "This model cannot be used with the account.",
      said(r.message),
      say`Choose another model (${its.models} lists them).`
    ),
    retry: never,
    about: "model"
  };
}
function tooMany(r) {
  const wait = retryAfter(r.header("retry-after"), r.now) ?? tryAgainIn(r.message);
  return {
    error: refusalError(
      "limit",
      "limit.rate",
      "Too many requests at once.",
      said(r.message),
      wait === void 0 ? "Wait a few minutes, then ask again." : `Ask again in ${humanSeconds(wait / 1e3)}.`
    ),
    // Without a word of when to come back, coming back at once makes it worse.
    retry: wait === void 0 ? never : waitFor(wait)
  };
}
var STATUSES = {
  402: [
    "limit",
    "limit.payment",
    "The account has to pay before it can go on.",
    void 0,
    "Check the plan and its billing details."
  ],
  403: [
    "backend",
    "backend.forbidden",
    "OpenAI does not allow this request.",
    void 0,
    "Check that the account or workspace may use Codex. You are still signed in."
  ],
  404: [
    "backend",
    "backend.not_found",
    "OpenAI has no such address.",
    void 0,
    "Check CODEX_OAUTH_BASE_URL if you set it; else update codex-oauth."
  ],
  413: [
    "input",
    "query.too_large",
    "The question is too large.",
    void 0,
    "Send less: fewer files or a smaller diff."
  ]
};
function byStatus(r) {
  const { status } = r;
  const why = said(r.message) ?? `It answered ${status}.`;
  if (status === 401)
    return {
      error: refusalError(
        "sign-in",
        "auth.unauthorized",
        "OpenAI does not accept the login.",
        why,
        say`Sign in again with ${its.login}.`
      ),
      retry: { kind: "renew" }
    };
  if (status === 404 && /\bmodel\b/i.test(r.message ?? "")) return modelRefused(r);
  const known = STATUSES[status];
  if (known) return { error: refusalError(known[0], known[1], known[2], why, known[4]), retry: never };
  if (status >= 500 || status === 408)
    return {
      error: refusalError(
        "backend",
        "backend.unavailable",
        "OpenAI has a problem of its own.",
        // A gateway's page says nothing to anybody.
        /<html|<!doctype/i.test(r.message ?? "") ? `It answered ${status}.` : why,
        "Ask again in a moment; https://status.openai.com shows known incidents."
      ),
      retry: { kind: "request" }
    };
  if (RULES.test(r.message ?? ""))
    return {
      error: refusalError(
        "backend",
        "backend.protocol",
        "OpenAI’s backend does not take the request as codex-oauth builds it.",
        why,
        "Nothing in the question is wrong: update codex-oauth, and report it if it stays so."
      ),
      retry: never
    };
  return {
    error: refusalError(
      "input",
      "backend.refused",
      "OpenAI refused the request.",
      why,
      "Change what it names and ask again."
    ),
    retry: never
  };
}

// src/ask/usage.ts
function requestUsage(d, credential) {
  return backendGet(d, credential, "/wham/usage");
}
function judgeUsage(answer) {
  const body = answer.status === 200 ? parseJson(answer.body) : void 0;
  if (isObject(body)) return body;
  const now = Date.parse(answer.header("date") ?? "");
  throw judgeHttp({ ...answer, now: Number.isFinite(now) ? now : 0 }).error;
}

export {
  workspaceGuard,
  enforceWorkspace,
  keyRefused,
  apiKeySource,
  notSignedIn,
  clockTime,
  refusalSentence,
  signInAgain,
  accountChanged,
  expiredForGood,
  stillUnauthorized,
  sameOwner,
  externalActive,
  externalAuth,
  backendGet,
  never,
  refusalError,
  said,
  traced,
  localTime,
  judgeCode,
  judgeHttp,
  requestUsage,
  judgeUsage
};
