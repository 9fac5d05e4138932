import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  identityOfLogin,
  windowName
} from "./chunk-XSS3S2GS.js";
import {
  maskEmail
} from "./chunk-N76N25DY.js";
import {
  isObject,
  numberOf,
  stringOf
} from "./chunk-L5FXI35G.js";
import {
  inWords,
  its,
  say
} from "./chunk-RJXX33VE.js";

// src/login/status.ts
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
function ownFacts({ login, freshness, dead, problem, fix }) {
  return {
    there: login !== void 0,
    usable: login !== void 0 && !dead && (!freshness?.isExpired || login.refreshToken !== void 0),
    identity: login ? identityOfLogin(login) : {},
    expiresIn: freshness?.expiresIn,
    isExpired: freshness?.isExpired ?? false,
    needsRefresh: freshness?.needsRefresh ?? false,
    renewable: login?.refreshToken !== void 0,
    problem,
    fix
  };
}
function othersFacts(report, serverNow) {
  const expiresIn = report.expiresAt === void 0 ? void 0 : Math.floor(report.expiresAt - serverNow / 1e3);
  return {
    there: report.mode !== void 0,
    usable: report.usable,
    identity: report.identity,
    expiresIn,
    isExpired: expiresIn !== void 0 && expiresIn <= 0,
    needsRefresh: false,
    renewable: false,
    problem: report.problem,
    fix: report.fix
  };
}
function statusOf(f) {
  const { report } = f;
  const own = report === void 0 || report.source === "login";
  const facts = own ? ownFacts(f.snapshot) : othersFacts(report, f.serverNow);
  const usable = facts.usable && (report?.usable ?? true);
  const ended = own ? facts.there && !facts.usable : facts.isExpired;
  const status = usable ? "authenticated" : f.attempt ? "pending" : ended ? "expired" : "not_authenticated";
  const problem = facts.problem ?? report?.problem ?? (own && f.tightened ? `${f.authFile} could be read by others; its permissions were tightened to 0600.` : null) ?? (status === "expired" ? "The login has expired." : null);
  const fix = facts.fix ?? report?.fix ?? (status === "not_authenticated" || status === "expired" ? say`Sign in with ${its.login}.` : null);
  const { identity } = facts;
  return {
    status,
    authenticated: usable,
    account_id: identity.accountId ?? null,
    expires_in_seconds: facts.expiresIn === void 0 ? null : Math.max(0, facts.expiresIn),
    has_refresh_token: facts.renewable,
    is_expired: facts.isExpired,
    needs_refresh: facts.needsRefresh,
    source: facts.there || !own ? report?.source ?? "login" : null,
    plan: identity.plan ?? null,
    email: identity.email ? maskEmail(identity.email) : null,
    workspace: identity.accountId ?? null,
    limits: statusLimits(f.limits, f.now),
    login: pendingLogin(f.attempt, f.now),
    auth_file: f.authFile,
    problem: problem === null ? null : inWords(problem, f.face),
    fix: fix === null ? null : inWords(fix, f.face)
  };
}

// src/ask/model.ts
var VERBOSITIES = ["low", "medium", "high"];
var ULTRA = "ultra";
function strings(value) {
  return Array.isArray(value) ? value.filter((v) => typeof v === "string") : [];
}
function effortsOf(levels) {
  if (!Array.isArray(levels)) return [];
  return levels.map((l) => isObject(l) ? stringOf(l["effort"]) : stringOf(l)).filter((e) => e !== void 0 && e !== ULTRA);
}
function parseModel(value) {
  if (!isObject(value)) return void 0;
  const slug = stringOf(value["slug"]);
  if (!slug) return void 0;
  const upgrade = value["upgrade"];
  const modalities = strings(value["input_modalities"]);
  return {
    slug,
    name: stringOf(value["display_name"]) ?? slug,
    description: stringOf(value["description"]) ?? "",
    listed: value["visibility"] !== "hide",
    priority: numberOf(value["priority"]) ?? Number.MAX_SAFE_INTEGER,
    efforts: effortsOf(value["supported_reasoning_levels"]),
    defaultEffort: stringOf(value["default_reasoning_level"]),
    supportsVerbosity: value["support_verbosity"] !== false,
    defaultVerbosity: stringOf(value["default_verbosity"]),
    lite: value["use_responses_lite"] === true,
    contextWindow: numberOf(value["context_window"]),
    modalities: modalities.length > 0 ? modalities : ["text"],
    upgrade: isObject(upgrade) ? stringOf(upgrade["model"]) : stringOf(upgrade)
  };
}
function modelInfo(model) {
  return {
    slug: model.slug,
    display_name: model.name,
    description: model.description,
    visibility: model.listed ? "list" : "hide",
    priority: model.priority,
    supported_reasoning_levels: model.efforts.map((effort) => ({ effort })),
    default_reasoning_level: model.defaultEffort ?? null,
    support_verbosity: model.supportsVerbosity,
    default_verbosity: model.defaultVerbosity ?? null,
    use_responses_lite: model.lite,
    context_window: model.contextWindow ?? null,
    input_modalities: model.modalities,
    upgrade: model.upgrade === void 0 ? null : { model: model.upgrade }
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

export {
  VERBOSITIES,
  ULTRA,
  modelInfo,
  parseCatalogue,
  listedModels,
  defaultModel,
  statusLimits,
  statusOf
};
