import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  enforceWorkspace,
  externalActive
} from "./chunk-LHEN73HO.js";
import {
  ResultSchema
} from "./chunk-FX4YCCGH.js";
import {
  jwtPayload
} from "./chunk-DKXVVAY3.js";
import {
  limitsFromUsage
} from "./chunk-NBLTNHPS.js";
import {
  redact
} from "./chunk-N76N25DY.js";
import "./chunk-HKZU3PR2.js";
import "./chunk-6O7S6XGZ.js";
import {
  member,
  numberOf,
  stringOf
} from "./chunk-L5FXI35G.js";
import {
  AppError,
  cancelled
} from "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// src/mcp/account/results.ts
function accountResult(report) {
  const none = { account: null, userId: null, requiresOpenaiAuth: true, workspaceRouting: null };
  if (report?.mode === void 0) return none;
  if (report.mode === "apikey") return { ...none, account: { type: "apiKey" } };
  const { email, plan, userId } = report.identity;
  const account = {
    type: "chatgpt",
    email: email ?? null,
    planType: plan ?? "unknown",
    workspaceName: null
  };
  return { ...none, account, userId: userId ?? null };
}
function updatedParams(report) {
  const authMode = report?.mode ?? null;
  const planless = authMode === null || authMode === "apikey";
  return { authMode, planType: planless ? null : report?.identity.plan ?? "unknown" };
}
function completedParams(loginId, error) {
  return { loginId, success: error === null, error, onboardingEntrypoint: null };
}
function snapshot(limits, more = {}) {
  const window = (w) => w === void 0 ? null : {
    usedPercent: Math.round(w.usedPercent),
    windowDurationMins: w.windowMinutes === void 0 ? null : Math.ceil(w.windowMinutes),
    resetsAt: w.resetsAt ?? null
  };
  const [primary, secondary] = limits?.windows ?? [];
  const credits = limits?.credits;
  return {
    limitId: "codex",
    limitName: null,
    normalModelSlug: null,
    primary: window(primary),
    secondary: window(secondary),
    credits: credits ? { ...credits, balance: credits.balance ?? null } : null,
    individualLimit: null,
    spendControlReached: null,
    planType: null,
    rateLimitReachedType: null,
    ...more
  };
}
function limitsParams(limits) {
  return { rateLimits: snapshot(limits) };
}
var booleanOf = (value) => typeof value === "boolean" ? value : null;
function limitsResult(body, now) {
  const planType = stringOf(body["plan_type"]) ?? null;
  const main = snapshot(limitsFromUsage(body, now), {
    planType,
    spendControlReached: booleanOf(member(body, "spend_control", "reached")),
    rateLimitReachedType: stringOf(body["rate_limit_reached_type"]) ?? null
  });
  const additional = body["additional_rate_limits"];
  const others = (Array.isArray(additional) ? additional : []).flatMap(
    (entry) => {
      const limitId = stringOf(member(entry, "metered_feature"));
      const limitName = stringOf(member(entry, "limit_name")) ?? null;
      if (limitId === void 0) return [];
      return [[limitId, snapshot(limitsFromUsage(entry, now), { limitId, limitName, planType })]];
    }
  );
  const available = numberOf(member(body, "rate_limit_reset_credits", "available_count"));
  return {
    ordinaryUsageAllowed: booleanOf(member(body, "rate_limit", "allowed")),
    rateLimits: main,
    rateLimitsByLimitId: Object.fromEntries([["codex", main], ...others]),
    rateLimitResetCredits: available === void 0 ? null : { availableCount: available, credits: null },
    accountId: stringOf(body["account_id"]) ?? null,
    rateLimitUpsell: null
  };
}

// src/mcp/account/notices.ts
function createNotices(server, { credentials, deps }) {
  const queue = [];
  let changed = false;
  let opened = false;
  let answering = 0;
  const flush = async () => {
    if (answering > 0) return;
    const batch = queue.splice(0);
    const update = changed;
    changed = false;
    if (!opened) return;
    if (update) batch.push({ method: "account/updated", params: updatedParams(await credentials.report()) });
    for (const { method, params } of batch) await server.notification({ method, params: { ...params } });
  };
  const soon = () => void setImmediate(() => {
    flush().catch((error) => {
      deps.log.debug(`account: ${error instanceof Error ? error.message : "unknown"}`);
    });
  });
  const add = (method, params) => {
    queue.push({ method, params });
    soon();
  };
  return {
    /** Starts sending to this client; until then nothing is sent. */
    open: () => {
      opened = true;
    },
    /** Opens, and holds notifications back while a request is answered. */
    during: async (work) => {
      opened = true;
      answering += 1;
      try {
        return await work();
      } finally {
        answering -= 1;
        soon();
      }
    },
    completed: (loginId, error) => add("account/login/completed", completedParams(loginId, error)),
    updated: () => {
      changed = true;
      soon();
    },
    limits: (limits) => add("account/rateLimits/updated", limitsParams(limits))
  };
}

// src/mcp/account/owner.ts
var METHOD = "account/chatgptAuthTokens/refresh";
var TIMEOUT_MS = 1e4;
function notRenewed(code, why) {
  return new AppError({
    kind: "sign-in",
    code: `external.${code}`,
    what: "The application that owns the login did not renew it.",
    why,
    fix: "Ask again; if that does not help, sign in again in that application."
  });
}
async function askOwner(server, previousAccountId) {
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  const result = await server.request({ method: METHOD, params: { reason: "unauthorized", previousAccountId } }, ResultSchema, {
    signal: limit,
    timeout: TIMEOUT_MS * 2
  }).catch((error) => {
    if (limit.aborted)
      throw notRenewed("timeout", `It did not answer ${METHOD} within ${TIMEOUT_MS / 1e3} s.`);
    const message = error instanceof Error ? error.message : "unknown";
    const said = redact(message.replace(/^MCP error /, "")).slice(0, 200);
    throw notRenewed("refused", `It answered with an error (${said}).`);
  });
  const accessToken = stringOf(result["accessToken"]);
  const accountId = stringOf(result["chatgptAccountId"]);
  if (!accessToken || !accountId || !jwtPayload(accessToken))
    throw notRenewed("malformed", "Its answer holds no valid tokens.");
  return { accessToken, accountId, plan: stringOf(result["chatgptPlanType"]) };
}

// src/mcp/account/requests.ts
var INVALID_REQUEST = -32600;
var INTERNAL_ERROR = -32603;
function rpcError(code, message) {
  return Object.assign(new Error(message), { code });
}
function toRpcError(error) {
  if (error instanceof AppError)
    return rpcError(error.kind === "input" ? INVALID_REQUEST : INTERNAL_ERROR, redact(error.message));
  const own = error instanceof Error && "code" in error && typeof error.code === "number";
  return own ? error : rpcError(INTERNAL_ERROR, "Internal error");
}
var UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
var invalid = (what) => rpcError(INVALID_REQUEST, `Invalid request: ${what}`);
function wrongType(value, expected) {
  const other = value === null ? "null" : Array.isArray(value) ? "sequence" : "map";
  return invalid(`invalid type: ${typeof value === "object" ? other : typeof value}, expected a ${expected}`);
}
function text(params, name) {
  const value = params[name];
  if (value === void 0) throw invalid(`missing field \`${name}\``);
  if (typeof value !== "string") throw wrongType(value, "string");
  return value;
}
function optionalText(params, name) {
  return (params[name] ?? "") === "" ? void 0 : text(params, name);
}
function readRefreshFlag({ refreshToken = false }) {
  if (typeof refreshToken !== "boolean") throw wrongType(refreshToken, "boolean");
  return refreshToken;
}
function readLoginId(params) {
  const id = text(params, "loginId");
  if (!UUID.test(id)) throw rpcError(INVALID_REQUEST, `invalid login id: ${id.slice(0, 60)}`);
  return id.toLowerCase();
}

// src/mcp/account/sign-ins.ts
import { randomUUID } from "node:crypto";
var WORDS = {
  browser: {
    replaced: "Login server error: Login cancelled",
    cancelled: "Login server error: Login was not completed"
  },
  device: { replaced: "Login was not completed", cancelled: "Login was not completed" }
};
function createSignIns(app, completed) {
  let running;
  const ended = (now, error) => {
    if (running === now) running = void 0;
    completed(now.loginId, error);
  };
  const stop = (now, why) => {
    now.ending = WORDS[now.lane][why];
    now.attempt.cancel(cancelled("The application that started the sign-in ended it."));
  };
  return {
    start: async (lane) => {
      if (running) {
        const before = running;
        stop(before, "replaced");
        await before.attempt.done.catch(() => {
        });
      }
      const attempt = await app.signIn.begin({ lanes: [lane], timeoutMs: app.settings.loginTimeoutMs });
      const { browser, device } = attempt;
      const loginId = randomUUID();
      const answer = lane === "browser" ? browser && { type: "chatgpt", loginId, authUrl: browser.url } : device && {
        type: "chatgptDeviceCode",
        loginId,
        verificationUrl: device.url,
        userCode: device.userCode
      };
      if (!answer) throw rpcError(INTERNAL_ERROR, "Another sign-in is under way in this session.");
      const now = { loginId, lane, attempt, ending: void 0 };
      running = now;
      attempt.done.then(
        () => ended(now, null),
        (error) => ended(now, now.ending ?? (error instanceof AppError ? redact(error.message) : "Login failed"))
      );
      return answer;
    },
    cancel: (loginId) => {
      if (running?.loginId !== loginId) return "notFound";
      stop(running, "cancelled");
      running = void 0;
      return "canceled";
    }
  };
}

// src/mcp/account-api.ts
var LOGIN_TYPES = "`apiKey`, `chatgpt`, `chatgptDeviceCode`, `chatgptAuthTokens`";
var refusal = (message) => rpcError(INVALID_REQUEST, message);
function createAccountApi(server, app, experimental) {
  const notices = createNotices(server, app);
  const signIns = createSignIns(app, notices.completed);
  app.watch((event) => {
    if (experimental()) notices.open();
    if (event.kind === "login") notices.updated();
    else notices.limits(event.limits);
  });
  const login = async (params) => {
    const type = text(params, "type");
    switch (type) {
      case "chatgpt":
        return signIns.start("browser");
      case "chatgptDeviceCode":
        return signIns.start("device");
      case "apiKey": {
        const key = text(params, "apiKey").trim();
        if (key === "") throw invalid("`apiKey` is empty");
        if (app.external.mode === "tokens") throw externalActive();
        allowExternal(app);
        app.external.setApiKey(key);
        break;
      }
      case "chatgptAuthTokens": {
        const tokens = {
          accessToken: text(params, "accessToken"),
          accountId: text(params, "chatgptAccountId"),
          plan: optionalText(params, "chatgptPlanType")
        };
        if (!experimental())
          throw refusal("account/login/start.chatgptAuthTokens requires experimentalApi capability");
        adoptTokens(app, tokens, (previous) => askOwner(server, previous));
        break;
      }
      default:
        throw invalid(`unknown variant \`${type.slice(0, 60)}\`, expected one of ${LOGIN_TYPES}`);
    }
    notices.completed(null, null);
    notices.updated();
    return { type };
  };
  const methods = {
    "account/login/start": login,
    "account/login/cancel": async (params) => ({ status: signIns.cancel(readLoginId(params)) }),
    "account/read": async (params) => accountResult(await readAccount(app, readRefreshFlag(params))),
    "account/logout": async () => {
      await app.clear();
      notices.updated();
      return {};
    },
    "account/rateLimits/read": () => readLimits(app)
  };
  return (method, params) => {
    const handle = Object.hasOwn(methods, method) ? methods[method] : void 0;
    return handle && notices.during(
      () => handle(params).catch((error) => {
        app.deps.log.debug(`${method}: ${error instanceof Error ? error.message : "unknown"}`);
        throw toRpcError(error);
      })
    );
  };
}
function allowExternal({ settings: { source } }) {
  if (source !== void 0 && source !== "external")
    throw refusal(`CODEX_OAUTH_SOURCE is ${source}: no other login is used.`);
}
function adoptTokens(app, tokens, ask) {
  const { accessToken, accountId } = tokens;
  const { workspaces } = app.settings;
  allowExternal(app);
  try {
    enforceWorkspace(workspaces, { source: "external", route: "chatgpt", accessToken, accountId }, true);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const list = workspaces.map((w) => JSON.stringify(w)).join(", ");
    const found = JSON.stringify(error.details["found"] ?? accountId);
    throw refusal(`External auth must use one of workspace(s) [${list}], but received ${found}.`);
  }
  if (!jwtPayload(accessToken))
    throw rpcError(INTERNAL_ERROR, "failed to set external auth: invalid ID token format");
  app.signIn.pending()?.cancel();
  app.external.setTokens(tokens, ask);
}
async function readAccount({ credentials }, refresh) {
  const report = await credentials.report();
  if (refresh && report?.source === "login" && report.usable)
    await credentials.renew(await credentials.credential());
  else if (report?.mode === "personalAccessToken" && report.identity.accountId === void 0)
    await credentials.credential().catch(() => void 0);
  else return report;
  return credentials.report();
}
async function readLimits(app) {
  const report = await app.credentials.report();
  if (!report) throw refusal("codex account authentication required to read rate limits");
  if (report.mode === "apikey") throw refusal("chatgpt authentication required to read rate limits");
  return limitsResult(await app.refreshLimits(), app.deps.now());
}
export {
  createAccountApi
};
