import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  maskEmail
} from "./chunk-N76N25DY.js";
import {
  isObject,
  member,
  numberOf,
  parseJson,
  stringOf
} from "./chunk-XSAS3SZG.js";
import {
  AppError
} from "./chunk-FDL7H547.js";

// src/credentials/claims.ts
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
function expiryOf(token) {
  const exp = numberOf(jwtPayload(token)?.["exp"]);
  return exp !== void 0 && exp > 0 && exp < 4102444800 ? exp : void 0;
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

// src/credentials/login-record.ts
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
function parseLogin(value) {
  if (!isObject(value)) return 'its "codex" entry is not an object';
  const accessToken = stringOf(value["access_token"]);
  if (!accessToken) return 'its "codex" entry has no access_token';
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
  return expiryOf(record.accessToken) ?? (record.expiresAt !== void 0 && record.expiresAt > 0 ? record.expiresAt : void 0);
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

// src/codex/identity.ts
var ORIGINATOR = "codex-oauth";
var PROTOCOL_VERSION = "0.169.0";
function userAgent(version, system) {
  return `${ORIGINATOR}/${version} (${system.platform} ${system.osRelease}; ${system.arch})`;
}

// src/codex/limits.ts
function headerWindow(get, slot, now) {
  const number = (name) => {
    const text = get(`x-codex-${slot}-${name}`);
    return text === null || text.trim() === "" ? void 0 : numberOf(Number(text));
  };
  const usedPercent = number("used-percent");
  if (usedPercent === void 0) return void 0;
  const after = number("reset-after-seconds");
  return {
    usedPercent,
    windowMinutes: number("window-minutes"),
    resetsAt: number("reset-at") ?? (after === void 0 ? void 0 : Math.round(now / 1e3 + after))
  };
}
function limitsFromHeaders(get, now) {
  const primary = headerWindow(get, "primary", now);
  const secondary = headerWindow(get, "secondary", now);
  const has = get("x-codex-credits-has-credits");
  const truth = (text) => text?.toLowerCase() === "true";
  const credits = has === null ? void 0 : {
    hasCredits: truth(has),
    unlimited: truth(get("x-codex-credits-unlimited")),
    balance: get("x-codex-credits-balance") ?? void 0
  };
  return primary || secondary || credits ? { primary, secondary, credits, seenAt: now } : void 0;
}
function bodyWindow(value, now) {
  if (!isObject(value)) return void 0;
  const usedPercent = numberOf(value["used_percent"]);
  if (usedPercent === void 0) return void 0;
  const seconds = numberOf(value["limit_window_seconds"]);
  const after = numberOf(value["reset_after_seconds"]);
  return {
    usedPercent,
    windowMinutes: numberOf(value["window_minutes"]) ?? (seconds === void 0 ? void 0 : seconds / 60),
    resetsAt: numberOf(value["reset_at"]) ?? (after === void 0 ? void 0 : Math.round(now / 1e3 + after))
  };
}
function bodyCredits(value) {
  if (!isObject(value)) return void 0;
  const balance = value["balance"];
  return {
    hasCredits: value["has_credits"] === true,
    unlimited: value["unlimited"] === true,
    balance: typeof balance === "number" ? String(balance) : stringOf(balance)
  };
}
function limitsFromEvent(event, now) {
  const primary = bodyWindow(member(event, "rate_limits", "primary"), now);
  const secondary = bodyWindow(member(event, "rate_limits", "secondary"), now);
  const credits = bodyCredits(member(event, "credits"));
  return primary || secondary || credits ? { primary, secondary, credits, seenAt: now } : void 0;
}
function windowName(minutes) {
  if (minutes === void 0) return "window";
  if (minutes >= 6 * 1440 && minutes <= 8 * 1440) return "week";
  if (minutes >= 1440) return `${Math.round(minutes / 1440)} days`;
  return minutes >= 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes)} min`;
}
function limitsLine(limits) {
  const windows = [limits?.primary, limits?.secondary].filter((w) => w !== void 0);
  if (windows.length === 0) return void 0;
  return windows.map((w) => `${windowName(w.windowMinutes)} ${Math.round(w.usedPercent)} %`).join(", ");
}

// src/status.ts
function statusLimits(limits, now) {
  if (!limits) return null;
  const window = (w) => ({
    name: windowName(w.windowMinutes),
    used_percent: w.usedPercent,
    resets_at: w.resetsAt === void 0 ? null : new Date(w.resetsAt * 1e3).toISOString()
  });
  const { credits } = limits;
  return {
    windows: [limits.primary, limits.secondary].filter((w) => w !== void 0).map(window),
    credits: credits === void 0 ? null : credits.unlimited ? "unlimited" : credits.hasCredits ? credits.balance ?? "yes" : "none",
    seen_seconds_ago: Math.max(0, Math.round((now - limits.seenAt) / 1e3))
  };
}
function pendingLogin(attempt, now) {
  if (!attempt) return null;
  return {
    url: attempt.browser?.url ?? null,
    code: attempt.device?.userCode ?? null,
    code_url: attempt.device?.url ?? null,
    expires_in_seconds: Math.max(0, Math.round((attempt.expiresAt - now) / 1e3))
  };
}
function statusOf(f) {
  const { login, freshness } = f.snapshot;
  const identity = login ? identityOfLogin(login) : {};
  const usable = login !== void 0 && !f.snapshot.dead && (!freshness?.isExpired || login.refreshToken !== void 0);
  const status = usable ? "authenticated" : f.attempt ? "pending" : login ? "expired" : "not_authenticated";
  const problem = f.snapshot.problem ?? (f.tightened ? `${f.authFile} could be read by others; its permissions were tightened to 0600.` : null) ?? (status === "expired" ? "The login has expired." : null);
  const fix = f.snapshot.fix ?? (status === "not_authenticated" || status === "expired" ? "Sign in with codex_login." : null);
  return {
    status,
    authenticated: usable,
    account_id: identity.accountId ?? null,
    expires_in_seconds: freshness?.expiresIn === void 0 ? null : Math.max(0, freshness.expiresIn),
    has_refresh_token: login?.refreshToken !== void 0,
    is_expired: freshness?.isExpired ?? false,
    needs_refresh: freshness?.needsRefresh ?? false,
    source: login ? "login" : null,
    plan: identity.plan ?? null,
    email: identity.email ? maskEmail(identity.email) : null,
    workspace: identity.accountId ?? null,
    limits: statusLimits(f.limits, f.now),
    login: pendingLogin(f.attempt, f.now),
    auth_file: f.authFile,
    problem: problem ?? null,
    fix
  };
}

// src/codex/model.ts
function strings(value) {
  return Array.isArray(value) ? value.filter((v) => typeof v === "string") : [];
}
function parseModel(value) {
  if (!isObject(value)) return void 0;
  const slug = stringOf(value["slug"]);
  if (!slug) return void 0;
  const levels = value["supported_reasoning_levels"];
  const efforts = Array.isArray(levels) ? levels.map((l) => isObject(l) ? stringOf(l["effort"]) : stringOf(l)).filter((e) => e !== void 0) : [];
  const upgrade = value["upgrade"];
  const modalities = strings(value["input_modalities"]);
  return {
    slug,
    name: stringOf(value["display_name"]) ?? slug,
    description: stringOf(value["description"]) ?? "",
    listed: value["visibility"] !== "hide",
    priority: numberOf(value["priority"]) ?? Number.MAX_SAFE_INTEGER,
    efforts,
    defaultEffort: stringOf(value["default_reasoning_level"]),
    supportsVerbosity: value["support_verbosity"] !== false,
    defaultVerbosity: stringOf(value["default_verbosity"]),
    lite: value["use_responses_lite"] === true,
    contextWindow: numberOf(value["context_window"]),
    modalities: modalities.length > 0 ? modalities : ["text"],
    upgrade: isObject(upgrade) ? stringOf(upgrade["model"]) : stringOf(upgrade)
  };
}
function parseCatalogue(body) {
  const list = isObject(body) ? body["models"] : void 0;
  if (!Array.isArray(list)) return void 0;
  return list.map(parseModel).filter((m) => m !== void 0);
}
function listedModels(models) {
  return models.filter((m) => m.listed).sort((a, b) => a.priority - b.priority);
}
function defaultModel(models) {
  return listedModels(models)[0];
}

// src/codex/request.ts
var VERBOSITIES = ["low", "medium", "high"];
var DEFAULT_INSTRUCTIONS = "You are asked for a second opinion by another coding assistant on behalf of its user. Answer the question directly and completely, in Markdown. Say what you are unsure of. You cannot run commands or read files here: work with what is in the message, and name what is missing if you need it.";
var WIRE_EFFORT = { ultra: "xhigh" };
function checkAgainstModel(question, model) {
  const { effort, verbosity } = question;
  if (effort !== void 0 && model.efforts.length > 0 && !model.efforts.includes(effort) && effort !== "ultra") {
    throw new AppError({
      kind: "input",
      code: "query.effort",
      what: `${model.slug} has no reasoning effort "${effort}".`,
      why: `It offers ${model.efforts.join(", ")} (default ${model.defaultEffort ?? "its own"}).`,
      mend: "Use one of these as reasoning_effort, or leave it out."
    });
  }
  if (verbosity !== void 0 && !model.supportsVerbosity) {
    throw new AppError({
      kind: "input",
      code: "query.verbosity",
      what: `${model.slug} cannot be told how verbose to be.`,
      mend: "Leave verbosity out, or choose another model (codex_models lists them)."
    });
  }
}
function message(role, content) {
  return { type: "message", role, content };
}
function userItem(question) {
  return message("user", [...question.attachments ?? [], { type: "input_text", text: question.prompt }]);
}
function buildBody(question, context) {
  const { model, credential } = context;
  const instructions = question.systemPrompt?.trim() || DEFAULT_INSTRUCTIONS;
  const effort = question.effort ?? model.defaultEffort;
  const wireEffort = effort === void 0 ? void 0 : WIRE_EFFORT[effort] ?? effort;
  const verbosity = model.supportsVerbosity ? question.verbosity ?? model.defaultVerbosity : void 0;
  const webSearch = question.webSearch ? [{ type: "web_search" }] : [];
  const lite = model.lite && credential.route === "chatgpt";
  const history = question.history ?? [];
  const format = question.outputSchema ? { format: { type: "json_schema", name: "answer", strict: false, schema: question.outputSchema } } : {};
  const text = { ...verbosity ? { verbosity } : {}, ...format };
  return {
    model: model.slug,
    ...lite ? {} : { instructions },
    input: lite ? [
      ...webSearch.length > 0 ? [{ type: "additional_tools", role: "developer", tools: webSearch }] : [],
      message("developer", [{ type: "input_text", text: instructions }]),
      ...history,
      userItem(question)
    ] : [...history, userItem(question)],
    ...!lite && webSearch.length > 0 ? { tools: webSearch, tool_choice: "auto" } : {},
    parallel_tool_calls: false,
    reasoning: {
      ...wireEffort ? { effort: wireEffort } : {},
      summary: "auto",
      ...lite ? { context: "all_turns" } : {}
    },
    store: false,
    stream: true,
    include: ["reasoning.encrypted_content"],
    prompt_cache_key: context.threadId,
    ...Object.keys(text).length > 0 ? { text } : {},
    // Only the API takes it; the plan's backend refuses the whole request (PROTOCOL.md 6.4).
    ...credential.route === "api" && question.temperature !== void 0 ? { temperature: question.temperature } : {}
  };
}
function buildRequest(question, context) {
  const { credential, model, threadId } = context;
  const common = {
    authorization: `Bearer ${credential.accessToken}`,
    "content-type": "application/json",
    accept: "text/event-stream",
    "user-agent": context.userAgent
  };
  const body = buildBody(question, context);
  if (credential.route === "api") return { url: `${context.baseUrl}/responses`, headers: common, body };
  return {
    url: `${context.baseUrl}/codex/responses`,
    headers: {
      ...common,
      ...identityHeaders(credential),
      ...model.lite ? { "x-openai-internal-codex-responses-lite": "true" } : {},
      "session-id": threadId,
      "thread-id": threadId,
      "x-client-request-id": threadId,
      ...context.routing
    },
    body
  };
}
function identityHeaders(credential) {
  return {
    ...credential.accountId ? { "chatgpt-account-id": credential.accountId } : {},
    ...credential.fedramp ? { "x-openai-fedramp": "true" } : {},
    originator: ORIGINATOR,
    version: PROTOCOL_VERSION
  };
}

export {
  parseLogin,
  serializeLogin,
  expiresAtOf,
  identityOfLogin,
  withTokens,
  ORIGINATOR,
  PROTOCOL_VERSION,
  userAgent,
  parseCatalogue,
  listedModels,
  defaultModel,
  VERBOSITIES,
  checkAgainstModel,
  buildRequest,
  identityHeaders,
  limitsFromHeaders,
  limitsFromEvent,
  limitsLine,
  statusLimits,
  statusOf
};
