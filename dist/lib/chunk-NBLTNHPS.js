import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  redact
} from "./chunk-N76N25DY.js";
import {
  anySignal,
  humanSeconds,
  localTime
} from "./chunk-HKZU3PR2.js";
import {
  networkError
} from "./chunk-6O7S6XGZ.js";
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
  say,
  sentences
} from "./chunk-RJXX33VE.js";

// src/ask/backend.ts
var ORIGINATOR = "codex-oauth";
var PROTOCOL_VERSION = "0.169.0";
function userAgent(version, system) {
  return `${ORIGINATOR}/${version} (${system.platform} ${system.osRelease}; ${system.arch})`;
}
function identityHeaders(credential) {
  return {
    ...credential.accountId ? { "chatgpt-account-id": credential.accountId } : {},
    ...credential.fedramp ? { "x-openai-fedramp": "true" } : {},
    originator: ORIGINATOR,
    version: PROTOCOL_VERSION
  };
}
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

// src/login/credential.ts
var FIX = say`Sign in with ${its.login}.`;
function notSignedIn(why, fix = FIX) {
  return new AppError({
    kind: "sign-in",
    code: "auth.not_authenticated",
    what: "You are not signed in to OpenAI Codex.",
    why,
    fix
  });
}
function clockTime(ms) {
  const date = new Date(ms);
  return `${String(date.getHours()).padStart(2, "0")}:${String(date.getMinutes()).padStart(2, "0")}`;
}
var whys = {
  expired: () => "The login has expired: it was not used for too long.",
  "used twice": () => "The refresh token had already been used, by another program that shares this login perhaps.",
  revoked: () => "The login was revoked: signed out elsewhere, or the password was changed.",
  refused: () => "OpenAI no longer accepts the login.",
  interrupted: (at) => `A refresh was interrupted at ${clockTime(at)}, and its new token was lost on the way.`
};
function refusalSentence(refusal) {
  return whys[refusal.reason](refusal.at);
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
function notKept(what, error, then) {
  const { kind, code, details } = error;
  const [why, fix] = [sentences(error.what, error.why), sentences(error.fix, then)];
  return new AppError({ kind, code, what, why, fix, details });
}

// src/ask/refusals.ts
var NEVER = { kind: "never" };
var REQUEST = { kind: "request" };
var STREAM = { kind: "stream" };
var ONCE = { kind: "stream", atMost: 1 };
var KINDS = {
  "backend.refused": "input",
  query: "input",
  limit: "limit",
  auth: "sign-in",
  network: "network",
  stream: "network"
};
function row(code, what, fix, retry = NEVER, about) {
  const kind = KINDS[code] ?? KINDS[code.split(".")[0] ?? ""] ?? "backend";
  return { kind, code, what, fix, retry, about };
}
function refuse(found, { requestId, ray } = {}) {
  const { retry, about, why, details, ...parts } = found;
  const ids = [requestId && `request id ${requestId}`, ray && `cf-ray ${ray}`].filter(Boolean).join(", ");
  const inWords = ids !== "" && (found.kind === "backend" || found.kind === "network");
  const line = inWords ? `${ids.slice(0, 1).toUpperCase()}${ids.slice(1)}.` : void 0;
  const error = new AppError({
    ...parts,
    why: why && line ? say`${why} ${line}` : why ?? line,
    details: {
      ...details,
      ...requestId ? { request_id: requestId } : {},
      ...ray ? { cf_ray: ray } : {}
    }
  });
  return { error, retry, about };
}
var USAGE_PAGE = "https://chatgpt.com/codex/settings/usage";
var BILLING = "Check the plan and its billing details.";
var INCIDENTS = "https://status.openai.com shows known incidents.";
var STILL_SIGNED_IN = "You are not signed out of OpenAI.";
var PORTAL = `If this network has a sign-in page, open a browser and sign in to the network, then ask again. ${STILL_SIGNED_IN}`;
var declined = (code) => row(code, "OpenAI declined to answer this prompt.", "Rephrase the question.");
var REGION = row(
  "network.region",
  "OpenAI does not serve the region this request came from.",
  "Use a network in a supported country. You are not signed out, and a new login would change nothing."
);
var HISTORY = row(
  "query.history",
  "The earlier turns of this thread cannot be read by OpenAI.",
  say`Start a new thread: leave ${its.thread} out.`,
  NEVER,
  "history"
);
var TOO_FAST = row(
  "limit.rate",
  "Too many requests at once.",
  "Wait a moment, then ask again.",
  STREAM
);
var USAGE = row(
  "limit.usage",
  "The usage limit of the plan is reached.",
  `Wait for the reset; ${USAGE_PAGE} shows the limits.`
);
var BY_CODE = {
  usage_limit_reached: USAGE,
  usage_not_included: row(
    "limit.not_included",
    "Codex is not included in this account’s plan.",
    say`Upgrade to Plus (https://chatgpt.com/explore/plus) or sign in with another account: ${its.clear}, then ${its.login}.`
  ),
  insufficient_quota: row("limit.quota", "The quota is used up.", BILLING),
  context_length_exceeded: row(
    "query.context",
    "The question is larger than the model’s context window.",
    "Send less: fewer files, a smaller diff, or a new thread without the old turns."
  ),
  invalid_prompt: declined("backend.invalid_prompt"),
  cyber_policy: declined("backend.cyber_policy"),
  bio_policy: declined("backend.bio_policy"),
  server_is_overloaded: row(
    "backend.capacity",
    "The model is at capacity.",
    say`Try again in a moment or choose another model (${its.models} lists them).`
  ),
  slow_down: TOO_FAST,
  rate_limit_exceeded: TOO_FAST,
  unsupported_country_region_territory: REGION,
  invalid_json_schema: row(
    "query.schema",
    say`OpenAI does not take this ${its.outputSchema}.`,
    "Change what it names and ask again."
  ),
  invalid_encrypted_content: HISTORY
};
var BY_STATUS = {
  401: row("auth.unauthorized", "OpenAI does not accept the login.", say`Sign in again with ${its.login}.`, {
    kind: "renew"
  }),
  402: row("limit.payment", "The account has to pay before it can go on.", BILLING),
  403: row(
    "backend.forbidden",
    "OpenAI does not allow this request.",
    "Check that the account or workspace may use Codex. You are still signed in."
  ),
  404: row(
    "backend.not_found",
    "OpenAI has no such address.",
    "Check CODEX_OAUTH_BASE_URL if you set it; else update codex-oauth."
  ),
  413: row("query.too_large", "The question is too large.", "Send less: fewer files or a smaller diff.")
};
var REFUSED = {
  model: row(
    "query.model_refused",
    "This model cannot be used with the account.",
    say`Choose another model (${its.models} lists them).`,
    NEVER,
    "model"
  ),
  unavailable: row(
    "backend.unavailable",
    "OpenAI returned a server error.",
    `Ask again in a moment; ${INCIDENTS}`,
    REQUEST
  ),
  protocol: row(
    "backend.protocol",
    "OpenAI’s backend does not take the request as codex-oauth builds it.",
    "Nothing in the question is wrong: update codex-oauth, and report it if it stays so."
  ),
  refused: row("backend.refused", "OpenAI refused the request.", "Change what it names and ask again."),
  proxy: row(
    "network.proxy",
    "The proxy wants a login of its own.",
    `Put user and password into HTTPS_PROXY, or ask the proxy’s administrator. ${STILL_SIGNED_IN}`
  ),
  redirected: row("network.redirected", "Something on the way redirected the request.", PORTAL),
  portal: row("network.portal", "Something on the way answered in OpenAI’s place.", PORTAL),
  blocked: row(
    "network.blocked",
    "A gateway on the way to OpenAI blocked the request.",
    "Try another network or switch the VPN off. You are not signed out, and a new login would change nothing."
  ),
  /** No retry: the user has already waited for two minutes. */
  silent: row(
    "network.no_answer",
    "OpenAI accepted the question and did not answer.",
    `Ask again; ${INCIDENTS} You are not signed out.`
  ),
  cut: row("stream.cut", "The connection was cut before the answer was complete.", "Ask again.", STREAM),
  idle: row("stream.idle", "The answer stopped coming.", "Ask again.", ONCE),
  /** An unknown code is taken for a passing failure, as in the CLI. */
  failed: row("backend.failed", "OpenAI could not finish the answer.", "Ask again.", STREAM),
  /** Completed, and nothing in it: that is no answer. */
  empty: row(
    "backend.empty",
    "The model finished without an answer.",
    "Ask again, or put the question differently.",
    ONCE
  ),
  maxOutput: row(
    "backend.max_output",
    "The answer reached the model’s output limit.",
    "Ask for a shorter answer, or ask it to continue."
  ),
  /** The CLI asks six times (docs/wire.md 7.2); once more is enough to tell an accident from a decision. */
  filtered: row(
    "backend.filtered",
    "OpenAI’s content filter ended the answer.",
    "Rephrase the question and ask again.",
    ONCE
  ),
  incomplete: row(
    "backend.incomplete",
    "OpenAI ended the answer early.",
    "Rephrase the question and ask again."
  )
};
function adviceFor(plan) {
  switch (plan) {
    case "free":
    case "go":
      return "Wait for the reset, or upgrade to Plus: https://chatgpt.com/explore/plus.";
    case "plus":
      return `Wait for the reset, upgrade to Pro (https://chatgpt.com/explore/pro) or buy credits (${USAGE_PAGE}).`;
    case "team":
    case "business":
    case "enterprise":
    case "edu":
      return "Wait for the reset, or ask your workspace’s admin.";
    default:
      return USAGE.fix;
  }
}
function windowName(minutes) {
  if (minutes === void 0) return "window";
  if (minutes >= 6 * 1440 && minutes <= 8 * 1440) return "week";
  if (minutes >= 1440) return `${Math.round(minutes / 1440)} days`;
  return minutes >= 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes)} min`;
}

// src/ask/judge.ts
var MODEL = /model is not supported when using Codex|requires a newer version of Codex|model[_ ]not[_ ]found|\bmodel\b.*does not exist/i;
var STALE = /encrypted[_ ]content|item .*(?:was not stored|not found)/i;
var COUNTRY = /(?:country|region|territory)[^.]*not supported|unsupported[_ ]country/i;
var RULES = /^(?:instructions are (?:required|not valid)|store must be|stream must be|input must be a list|unsupported parameter|system messages are not allowed)/i;
var PAGE = /<html|<!doctype/i;
var LONGEST_WAIT_MS = 6e4;
var LATEST_RESET = 40 * 86400;
function judgeHttp(r) {
  const found = judge(r);
  return refuse(
    { ...found, details: { ...found.details, status: r.status } },
    {
      requestId: r.header("x-request-id") ?? r.header("x-oai-request-id") ?? void 0,
      ray: r.header("cf-ray") ?? void 0
    }
  );
}
function judge(r) {
  const body = parseJson(r.body);
  const gateway = judgeGateway(r, isObject(body));
  if (gateway) return gateway;
  const error = isObject(body) && isObject(body["error"]) ? body["error"] : body;
  const message = stringOf(member(body, "detail")) ?? stringOf(member(error, "message")) ?? stringOf(member(body, "detail", "message")) ?? (isObject(body) ? void 0 : stringOf(r.body.trim()));
  const code = stringOf(member(error, "code")) ?? stringOf(member(body, "detail", "code"));
  const type = stringOf(member(error, "type"));
  if (type === "usage_limit_reached" || code === "usage_limit_reached")
    return usageLimit(error, r.now, r.header("x-codex-promo-message"));
  const known = judgeCode({ code, type, message, error, now: r.now });
  if (r.status === 429 && (!known || known.code === TOO_FAST.code)) return tooMany(r, message);
  if (known) return r.status === 503 ? { ...known, retry: REFUSED.unavailable.retry } : known;
  const why = said(message);
  if (message && COUNTRY.test(message)) return { ...REGION, why };
  if (message && STALE.test(message)) return { ...HISTORY, why };
  if (message && (MODEL.test(message) || r.status === 404 && /\bmodel\b/i.test(message)))
    return { ...REFUSED.model, why };
  return {
    ...byStatus(r.status, message),
    why: why && !PAGE.test(message ?? "") ? why : `It answered ${r.status}.`
  };
}
function byStatus(status, message = "") {
  const known = BY_STATUS[status];
  if (known) return known;
  if (status >= 500 || status === 408) return REFUSED.unavailable;
  return RULES.test(message) ? REFUSED.protocol : REFUSED.refused;
}
function judgeGateway({ status, header, body }, json) {
  if (status === 407) return { ...REFUSED.proxy, why: "It answered 407." };
  if (status >= 300 && status < 400) {
    const to = header("location") ?? "";
    const where = URL.canParse(to) ? ` and pointed to ${new URL(to).host}` : "";
    return { ...REFUSED.redirected, why: `It answered ${status}${where}; the question was not sent there.` };
  }
  const page = !json && PAGE.test(body);
  if (status < 300 || status === 511) {
    const with_ = page ? "a page" : "something";
    return { ...REFUSED.portal, why: `It answered ${status} with ${with_} that is no answer of the model.` };
  }
  const mitigated = header("cf-mitigated") !== null;
  const cloudflare = !json && /\berror code: 1\d{3}\b/i.test(body);
  if (!mitigated && !((page || cloudflare) && status < 500)) return void 0;
  const theirs = mitigated || cloudflare || header("cf-ray") !== null;
  return {
    ...REFUSED.blocked,
    ...theirs ? { what: "Cloudflare, in front of OpenAI, blocked the request." } : {},
    why: `It answered ${status} with a page instead of an answer: usual for VPNs, servers in data centres, company proxies and restricted regions.`
  };
}
function usageLimit(error, now, promo) {
  const plan = stringOf(member(error, "plan_type"));
  const minutes = Number(member(error, "limit_window_minutes") ?? Number.NaN);
  const at = numberOf(member(error, "resets_at"));
  const left = at === void 0 ? numberOf(member(error, "resets_in_seconds")) : at - now / 1e3;
  const known = left !== void 0 && left > 0 && left < LATEST_RESET;
  const limit = Number.isFinite(minutes) ? `${windowName(minutes)} limit` : "usage limit";
  return {
    ...USAGE,
    what: `The ${limit} of the ${plan ? `${plan} plan` : "plan"} is reached.`,
    why: known ? `It resets in ${humanSeconds(left)} (${localTime(now + left * 1e3)}).` : void 0,
    fix: promo ? oneLine(promo) : adviceFor(plan),
    details: known ? { resets_at: Math.round(now / 1e3 + left) } : {}
  };
}
function judgeCode({ code, type, message, error, now }) {
  const name = code ?? type;
  const known = name !== void 0 && Object.hasOwn(BY_CODE, name) ? BY_CODE[name] : void 0;
  if (known === USAGE) return usageLimit(error, now);
  if (known === TOO_FAST) return tooFast(tryAgainIn(message), message);
  return known && { ...known, why: said(message) };
}
function tooFast(wait, message) {
  const found = { ...TOO_FAST, why: said(message) };
  if (wait === void 0) return found;
  const retry = wait <= LONGEST_WAIT_MS ? { kind: "after", ms: wait } : { kind: "never" };
  return { ...found, fix: `Ask again in ${humanSeconds(wait / 1e3)}.`, retry };
}
function tooMany(r, message) {
  const wait = retryAfter(r.header("retry-after"), r.now) ?? tryAgainIn(message);
  const found = tooFast(wait, message);
  if (wait !== void 0) return found;
  return { ...found, fix: "Wait a few minutes, then ask again.", retry: { kind: "never" } };
}
function judgeFailure(error, now) {
  const message = stringOf(member(error, "message"));
  const [code, type] = [stringOf(member(error, "code")), stringOf(member(error, "type"))];
  return judgeCode({ code, type, message, error, now }) ?? { ...REFUSED.failed, why: said(message) };
}
function judgeIncomplete(reason) {
  if (reason === "max_output_tokens") return REFUSED.maxOutput;
  if (reason === "content_filter") return REFUSED.filtered;
  return { ...REFUSED.incomplete, why: `The reason given is "${redact(reason).slice(0, 80)}".` };
}
function oneLine(text) {
  return redact(text).replace(/\s+/g, " ").trim().slice(0, 300);
}
function said(text) {
  const line = oneLine(text ?? "");
  if (line === "") return void 0;
  return `OpenAI says: ${/[.!?]$/.test(line) ? line : `${line}.`}`;
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

// src/ask/limits.ts
function limitsOf(slots, credits, seenAt) {
  const windows = slots.filter((w) => w !== void 0).filter((w) => w.usedPercent !== 0 || (w.windowMinutes ?? 0) !== 0 || w.resetsAt !== void 0).sort((a, b) => (a.windowMinutes ?? Infinity) - (b.windowMinutes ?? Infinity));
  return windows.length === 0 && !credits ? void 0 : { windows, credits, seenAt };
}
function resetTime(at, after, now) {
  return at ?? (after === void 0 ? void 0 : Math.round(now / 1e3 + after));
}
function limitsFromHeaders(get, now) {
  const window = (slot) => {
    const number = (name) => {
      const text = get(`x-codex-${slot}-${name}`)?.trim();
      return text ? numberOf(Number(text)) : void 0;
    };
    const usedPercent = number("used-percent");
    if (usedPercent === void 0) return void 0;
    const resetsAt = resetTime(number("reset-at"), number("reset-after-seconds"), now);
    return { usedPercent, windowMinutes: number("window-minutes"), resetsAt };
  };
  const yes = (name) => get(`x-codex-credits-${name}`)?.toLowerCase() === "true";
  const credits = get("x-codex-credits-has-credits") === null ? void 0 : {
    hasCredits: yes("has-credits"),
    unlimited: yes("unlimited"),
    balance: get("x-codex-credits-balance") ?? void 0
  };
  return limitsOf([window("primary"), window("secondary")], credits, now);
}
function windowIn(value, now) {
  const number = (name) => numberOf(member(value, name));
  const usedPercent = number("used_percent");
  if (usedPercent === void 0) return void 0;
  const seconds = number("limit_window_seconds");
  return {
    usedPercent,
    windowMinutes: number("window_minutes") ?? (seconds === void 0 ? void 0 : seconds / 60),
    resetsAt: resetTime(number("reset_at") ?? number("resets_at"), number("reset_after_seconds"), now)
  };
}
function creditsIn(value) {
  if (!isObject(value)) return void 0;
  const balance = value["balance"];
  return {
    hasCredits: value["has_credits"] === true,
    unlimited: value["unlimited"] === true,
    balance: typeof balance === "number" ? String(balance) : stringOf(balance)
  };
}
function limitsIn(body, windows, suffix, now) {
  const slots = ["primary", "secondary"].map((slot) => windowIn(member(body, windows, slot + suffix), now));
  return limitsOf(slots, creditsIn(member(body, "credits")), now);
}
function limitsFromEvent(event, now) {
  const metered = stringOf(member(event, "metered_limit_name")) ?? "codex";
  return metered === "codex" ? limitsIn(event, "rate_limits", "", now) : void 0;
}
function limitsFromUsage(body, now) {
  return limitsIn(body, "rate_limit", "_window", now);
}
function mergeLimits(earlier, later) {
  if (!earlier || !later) return later ?? earlier;
  return {
    windows: later.windows.length > 0 ? later.windows : earlier.windows,
    credits: later.credits ?? earlier.credits,
    seenAt: later.seenAt
  };
}
function currentLimits(limits, now) {
  const endOf = (w) => w.resetsAt === void 0 ? limits.seenAt + (w.windowMinutes ?? 60) * 6e4 : w.resetsAt * 1e3;
  return { ...limits, windows: limits.windows.filter((w) => endOf(w) > now) };
}
function limitsLine(limits) {
  if (!limits || limits.windows.length === 0) return void 0;
  const adjectives = { window: "plan", week: "weekly" };
  const units = { min: "minute", h: "hour", days: "day" };
  return limits.windows.map(({ windowMinutes, usedPercent }, index) => {
    const name = windowName(windowMinutes);
    const [count = "", unit = ""] = name.split(" ");
    const which = adjectives[name] ?? `${count}-${units[unit]}`;
    const used = `${Math.round(usedPercent)}%`;
    return index === 0 ? `${which} limit ${used} used` : `${which} ${used}`;
  }).join(", ");
}
function statusLimits(limits, now) {
  if (!limits) return null;
  const { windows, credits, seenAt } = limits;
  const left = credits?.unlimited ? "unlimited" : credits?.hasCredits ? credits.balance ?? "yes" : "none";
  return {
    windows: windows.map((w) => ({
      name: windowName(w.windowMinutes),
      used_percent: w.usedPercent,
      resets_at: w.resetsAt === void 0 ? null : new Date(w.resetsAt * 1e3).toISOString()
    })),
    credits: credits ? left : null,
    seen_seconds_ago: Math.max(0, Math.round((now - seenAt) / 1e3))
  };
}
async function fetchUsage(d) {
  let credential = await d.credentials.credential();
  if (credential.route === "api")
    throw new AppError({
      kind: "input",
      code: "usage.api_key",
      what: "An API key has no plan limits.",
      fix: say`Sign in with ${its.login} to use a plan.`
    });
  let answer = await backendGet(d, credential, "/wham/usage");
  if (answer.status === 401) {
    credential = await d.credentials.renew(credential);
    answer = await backendGet(d, credential, "/wham/usage");
    if (answer.status === 401) throw stillUnauthorized();
  }
  const body = answer.status === 200 ? parseJson(answer.body) : void 0;
  if (isObject(body)) return { body, credential };
  throw judgeHttp({ ...answer, now: Date.parse(answer.header("date") ?? "") || 0 }).error;
}
var KEPT = 10;
function recordOf({ windows, credits, seenAt }) {
  return {
    seen_at: seenAt / 1e3,
    windows: windows.map((w) => ({
      used_percent: w.usedPercent,
      window_minutes: w.windowMinutes,
      resets_at: w.resetsAt
    })),
    credits: credits && {
      has_credits: credits.hasCredits,
      unlimited: credits.unlimited,
      balance: credits.balance
    }
  };
}
var seenIn = (record) => numberOf(member(record, "seen_at"));
function accountsIn(content) {
  const accounts = member(content, "accounts");
  return new Map(isObject(accounts) ? Object.entries(accounts) : []);
}
function readLimits(content, accountId) {
  const record = accountsIn(content).get(accountId);
  const [seenAt, windows] = [seenIn(record), member(record, "windows")];
  if (seenAt === void 0 || !Array.isArray(windows)) return void 0;
  const slots = windows.map((w) => windowIn(w, seenAt * 1e3));
  return limitsOf(slots, creditsIn(member(record, "credits")), seenAt * 1e3);
}
function withLimits(content, accountId, limits) {
  const accounts = new Map(accountsIn(content));
  if ((seenIn(accounts.get(accountId)) ?? 0) * 1e3 <= limits.seenAt)
    accounts.set(accountId, recordOf(limits));
  const newest = [...accounts].sort(([, a], [, b]) => (seenIn(b) ?? 0) - (seenIn(a) ?? 0));
  return { version: 1, accounts: Object.fromEntries(newest.slice(0, KEPT)) };
}
function capReached(window, percent, now) {
  const { resetsAt } = window;
  const left = resetsAt === void 0 ? void 0 : resetsAt - now / 1e3;
  const reset = left === void 0 ? "" : ` It resets in ${humanSeconds(left)} (${localTime(now + left * 1e3)}).`;
  return new AppError({
    kind: "limit",
    code: "limit.cap",
    what: "Not sent: your usage cap is reached.",
    why: `The ${windowName(window.windowMinutes)} limit is used to ${Math.round(window.usedPercent)} %, and CODEX_OAUTH_LIMIT_PERCENT is ${percent}.${reset}`,
    fix: "Wait for the reset, or raise or unset CODEX_OAUTH_LIMIT_PERCENT.",
    details: resetsAt === void 0 ? {} : { resets_at: resetsAt }
  });
}
function createLimitsBook(file, now) {
  const memory = /* @__PURE__ */ new Map();
  let writing = Promise.resolve();
  const latest = async (accountId) => {
    if (accountId === void 0) return void 0;
    const stored = readLimits(await file.read(), accountId);
    const own = memory.get(accountId);
    const newest = stored && (!own || stored.seenAt > own.seenAt) ? stored : own;
    return newest && currentLimits(newest, now());
  };
  return {
    latest,
    /** Remembers; the disk follows behind. */
    note: (limits, { accountId, route }) => {
      if (accountId === void 0 || route !== "chatgpt") return;
      memory.set(accountId, limits);
      writing = file.update((content) => withLimits(content, accountId, limits));
    },
    /** Refuses when a window is used up to `percent` or more. Throws a `limit` error that says when it resets. */
    guard: async ({ accountId, route }, percent) => {
      if (route !== "chatgpt") return;
      const full = (await latest(accountId))?.windows.findLast((w) => w.usedPercent >= percent);
      if (full) throw capReached(full, percent, now());
    },
    /** Resolves when everything noted so far is on disk, or cannot be put there. */
    settled: () => writing
  };
}

export {
  notSignedIn,
  clockTime,
  refusalSentence,
  signInAgain,
  accountChanged,
  expiredForGood,
  stillUnauthorized,
  notKept,
  ORIGINATOR,
  PROTOCOL_VERSION,
  userAgent,
  identityHeaders,
  backendGet,
  refuse,
  REFUSED,
  judgeHttp,
  judgeFailure,
  judgeIncomplete,
  limitsFromHeaders,
  limitsFromEvent,
  limitsFromUsage,
  mergeLimits,
  limitsLine,
  statusLimits,
  fetchUsage,
  createLimitsBook
};
