import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  looseObject
} from "./chunk-2EDDFQVW.js";
import {
  enforceWorkspace,
  externalActive,
  judgeUsage,
  requestUsage
} from "./chunk-77ZUBE2Q.js";
import "./chunk-3A7WWXCU.js";
import {
  jwtPayload
} from "./chunk-XSS3S2GS.js";
import "./chunk-VHIOGPDJ.js";
import {
  redact
} from "./chunk-N76N25DY.js";
import "./chunk-HQBD4QJB.js";
import "./chunk-DJNNBRMB.js";
import {
  ACCOUNT_CAPABILITY
} from "./chunk-4PJVHQGP.js";
import "./chunk-SIKYUQVH.js";
import {
  isObject,
  member,
  numberOf,
  stringOf
} from "./chunk-L5FXI35G.js";
import {
  AppError,
  cancelled
} from "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// src/mcp/account/shapes.ts
function accountResult(report) {
  const none = { account: null, userId: null, requiresOpenaiAuth: true, workspaceRouting: null };
  if (report?.mode === void 0) return none;
  if (report.mode === "apikey") return { ...none, account: { type: "apiKey" } };
  const { email, plan, userId } = report.identity;
  return {
    account: {
      type: "chatgpt",
      email: email ?? null,
      planType: plan ?? "unknown",
      workspaceName: null
    },
    userId: userId ?? null,
    requiresOpenaiAuth: true,
    // We follow no routing of data-residency workspaces, so we name none (docs/wire.md 6.0).
    workspaceRouting: null
  };
}
function updatedParams(report) {
  const mode = report?.mode ?? null;
  return {
    authMode: mode,
    planType: mode === null || mode === "apikey" ? null : report?.identity.plan ?? "unknown"
  };
}
function snapshot(parts, more = {}) {
  const { limitId, limitName, ...rest } = parts;
  return {
    limitId,
    limitName,
    normalModelSlug: null,
    ...rest,
    individualLimit: null,
    spendControlReached: null,
    planType: null,
    rateLimitReachedType: null,
    ...more
  };
}
function limitsUpdated(limits) {
  const window = (w) => w === void 0 ? null : {
    usedPercent: Math.round(w.usedPercent),
    windowDurationMins: w.windowMinutes ?? null,
    resetsAt: w.resetsAt ?? null
  };
  const { credits } = limits;
  return {
    rateLimits: snapshot({
      limitId: "codex",
      limitName: null,
      primary: window(limits.primary),
      secondary: window(limits.secondary),
      credits: credits ? { hasCredits: credits.hasCredits, unlimited: credits.unlimited, balance: credits.balance ?? null } : null
    })
  };
}
function bodyWindow(value) {
  if (!isObject(value)) return null;
  const used = numberOf(value["used_percent"]);
  const seconds = numberOf(value["limit_window_seconds"]);
  if (used === void 0) return null;
  return {
    usedPercent: Math.round(used),
    windowDurationMins: seconds === void 0 ? null : Math.ceil(seconds / 60),
    resetsAt: numberOf(value["reset_at"]) ?? null
  };
}
function bodyCredits(value) {
  if (!isObject(value)) return null;
  const balance = value["balance"];
  return {
    hasCredits: value["has_credits"] === true,
    unlimited: value["unlimited"] === true,
    balance: typeof balance === "number" ? String(balance) : stringOf(balance) ?? null
  };
}
var booleanOf = (value) => typeof value === "boolean" ? value : null;
function rateLimitsResult(body) {
  const common = { planType: stringOf(body["plan_type"]) ?? null };
  const main = snapshot(
    {
      limitId: "codex",
      limitName: null,
      primary: bodyWindow(member(body, "rate_limit", "primary_window")),
      secondary: bodyWindow(member(body, "rate_limit", "secondary_window")),
      credits: bodyCredits(body["credits"])
    },
    {
      ...common,
      spendControlReached: booleanOf(member(body, "spend_control", "reached")),
      rateLimitReachedType: stringOf(body["rate_limit_reached_type"]) ?? null
    }
  );
  const more = body["additional_rate_limits"];
  const others = (Array.isArray(more) ? more : []).map((entry) => {
    const limitId = stringOf(member(entry, "metered_feature"));
    if (limitId === void 0) return void 0;
    const parts = {
      limitId,
      limitName: stringOf(member(entry, "limit_name")) ?? null,
      primary: bodyWindow(member(entry, "rate_limit", "primary_window")),
      secondary: bodyWindow(member(entry, "rate_limit", "secondary_window")),
      credits: null
    };
    return [limitId, snapshot(parts, common)];
  });
  const available = numberOf(member(body, "rate_limit_reset_credits", "available_count"));
  return {
    ordinaryUsageAllowed: booleanOf(member(body, "rate_limit", "allowed")),
    rateLimits: main,
    rateLimitsByLimitId: Object.fromEntries([["codex", main], ...others.filter((o) => o !== void 0)]),
    rateLimitResetCredits: available === void 0 ? null : { availableCount: available, credits: null },
    accountId: stringOf(body["account_id"]) ?? null,
    rateLimitUpsell: null
  };
}

// src/mcp/account/sign-ins.ts
import { randomUUID } from "node:crypto";

// src/mcp/account/rpc.ts
var INVALID_REQUEST = -32600;
var INTERNAL_ERROR = -32603;
function rpcError(code, message) {
  return Object.assign(new Error(message), { code });
}
function toRpcError(error) {
  if (error instanceof AppError) {
    return rpcError(error.kind === "input" ? INVALID_REQUEST : INTERNAL_ERROR, redact(error.message));
  }
  if (error instanceof Error && "code" in error && typeof error.code === "number") return error;
  return rpcError(INTERNAL_ERROR, "Internal error");
}

// src/mcp/account/sign-ins.ts
function completedParams(loginId, error) {
  return { loginId, success: error === null, error, onboardingEntrypoint: null };
}
var words = {
  browser: {
    replaced: "Login server error: Login cancelled",
    cancelled: "Login server error: Login was not completed"
  },
  device: { replaced: "Login was not completed", cancelled: "Login was not completed" }
};
function createSignIns(app, completed) {
  let running;
  const follow = (now) => {
    const end = (error) => {
      if (running === now) running = void 0;
      completed(now.loginId, error);
    };
    now.attempt.done.then(
      () => end(null),
      (error) => end(now.ending ?? (error instanceof AppError ? redact(error.message) : "Login failed"))
    );
  };
  const stop = (entry, why) => {
    entry.ending = words[entry.lane][why];
    entry.attempt.cancel(cancelled("The application that started the sign-in ended it."));
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
      if (lane === "browser" ? !browser : !device)
        throw rpcError(INTERNAL_ERROR, "Another sign-in is under way in this session.");
      const entry = { loginId: randomUUID(), attempt, lane, ending: void 0 };
      running = entry;
      follow(entry);
      return lane === "browser" ? { type: "chatgpt", loginId: entry.loginId, authUrl: browser?.url } : {
        type: "chatgptDeviceCode",
        loginId: entry.loginId,
        verificationUrl: device?.url,
        userCode: device?.userCode
      };
    },
    cancel: (loginId) => {
      if (running?.loginId !== loginId) return "notFound";
      stop(running, "cancelled");
      running = void 0;
      return "canceled";
    }
  };
}

// src/mcp/account/outbox.ts
function createOutbox(server, app) {
  const queue = [];
  let changed = false;
  let opened = false;
  let held = 0;
  const flush = async () => {
    if (held > 0) return;
    const batch = queue.splice(0);
    const update = changed;
    changed = false;
    if (update)
      batch.push({ method: "account/updated", params: updatedParams(await app.credentials.report()) });
    if (!opened) return;
    for (const notification of batch)
      await server.notification({ method: notification.method, params: { ...notification.params } });
  };
  const soon = () => {
    setImmediate(() => {
      flush().catch((error) => {
        app.deps.log.debug(`account: ${error instanceof Error ? error.message : "unknown"}`);
      });
    });
  };
  return {
    open: () => {
      opened = true;
    },
    hold: () => {
      opened = true;
      held += 1;
      return () => {
        held -= 1;
        soon();
      };
    },
    completed: (loginId, error) => {
      queue.push({ method: "account/login/completed", params: completedParams(loginId, error) });
      soon();
    },
    updated: () => {
      changed = true;
      soon();
    },
    limits: (params) => {
      queue.push({ method: "account/rateLimits/updated", params });
      soon();
    }
  };
}

// src/mcp/account/owner.ts
var TIMEOUT_MS = 1e4;
function notRenewed(code, why) {
  return new AppError({
    kind: "sign-in",
    code: `external.${code}`,
    what: "The application that owns the login did not renew it.",
    why,
    fix: "Ask again; if it stays so, sign in anew in that application."
  });
}
function isJwt(token) {
  return jwtPayload(token) !== void 0;
}
function judgeOwnerAnswer(result) {
  const accessToken = stringOf(member(result, "accessToken"));
  const accountId = stringOf(member(result, "chatgptAccountId"));
  if (!accessToken || !accountId || !isJwt(accessToken))
    throw notRenewed("malformed", "Its answer holds no valid tokens.");
  return { accessToken, accountId, plan: stringOf(member(result, "chatgptPlanType")) };
}
async function askOwner(server, previousAccountId) {
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  let result;
  try {
    result = await server.request(
      {
        method: "account/chatgptAuthTokens/refresh",
        params: { reason: "unauthorized", previousAccountId }
      },
      looseObject({}),
      // Ours ends first, so that its end can be told from an answer.
      { signal: limit, timeout: TIMEOUT_MS * 2 }
    );
  } catch (error) {
    if (limit.aborted)
      throw notRenewed(
        "timeout",
        `It did not answer account/chatgptAuthTokens/refresh within ${TIMEOUT_MS / 1e3} s.`
      );
    const message = error instanceof Error ? error.message : "unknown";
    const said = redact(message.replace(/^MCP error /, "")).slice(0, 200);
    throw notRenewed("refused", `It answered with an error (${said}).`);
  }
  return judgeOwnerAnswer(result);
}

// src/mcp/account/params.ts
var TYPES = ["apiKey", "chatgpt", "chatgptDeviceCode", "chatgptAuthTokens"];
var FOREIGN = ["amazonBedrock", "amazonBedrockAccessKeys"];
var invalid = (what) => rpcError(INVALID_REQUEST, `Invalid request: ${what}`);
function shown(value) {
  if (value === null) return "null";
  if (Array.isArray(value)) return "sequence";
  switch (typeof value) {
    case "string":
      return "string";
    case "number":
      return Number.isInteger(value) ? "integer" : "floating point";
    case "boolean":
      return "boolean";
    default:
      return "map";
  }
}
function text(params, name) {
  const value = params[name];
  if (value === void 0) throw invalid(`missing field \`${name}\``);
  if (typeof value !== "string") throw invalid(`invalid type: ${shown(value)}, expected a string`);
  return value;
}
function optionalText(params, name) {
  const value = params[name];
  return value === void 0 || value === null ? void 0 : text(params, name) || void 0;
}
function readLoginParams(params) {
  const asked = text(params, "type");
  const type = TYPES.find((t) => t === asked);
  switch (type) {
    case "apiKey": {
      const apiKey = text(params, "apiKey").trim();
      if (apiKey === "") throw invalid("`apiKey` is empty");
      return { type, apiKey };
    }
    case "chatgpt":
    case "chatgptDeviceCode":
      return { type };
    case "chatgptAuthTokens":
      return {
        type,
        accessToken: text(params, "accessToken"),
        chatgptAccountId: text(params, "chatgptAccountId"),
        chatgptPlanType: optionalText(params, "chatgptPlanType")
      };
    case void 0: {
      if (FOREIGN.includes(asked)) {
        throw rpcError(
          INVALID_REQUEST,
          `account/login/start.${asked} is not supported: codex-oauth talks to OpenAI only.`
        );
      }
      const known = TYPES.map((t) => `\`${t}\``).join(", ");
      throw invalid(`unknown variant \`${asked.slice(0, 60)}\`, expected one of ${known}`);
    }
  }
}
function readRefreshFlag(params) {
  const value = params["refreshToken"];
  if (value === void 0) return false;
  if (typeof value !== "boolean") throw invalid(`invalid type: ${shown(value)}, expected a boolean`);
  return value;
}
var UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
function readLoginId(params) {
  const id = text(params, "loginId");
  if (!UUID.test(id)) throw rpcError(INVALID_REQUEST, `invalid login id: ${id.slice(0, 60)}`);
  return id.toLowerCase();
}

// src/mcp/account/rate-limits.ts
async function readRateLimits(app) {
  const report = await app.credentials.report();
  if (report === void 0)
    throw rpcError(INVALID_REQUEST, "codex account authentication required to read rate limits");
  if (report.mode === "apikey")
    throw rpcError(INVALID_REQUEST, "chatgpt authentication required to read rate limits");
  const d = { ...app.deps, baseUrl: app.settings.baseUrl, userAgent: app.userAgent };
  const credential = await app.credentials.credential();
  const answer = await requestUsage(d, credential);
  if (answer.status !== 401) return rateLimitsResult(judgeUsage(answer));
  const renewed = await app.credentials.renew(credential);
  return rateLimitsResult(judgeUsage(await requestUsage(d, renewed)));
}

// src/mcp/account-api.ts
function createAccountApi(server, app, client) {
  const outbox = createOutbox(server, app);
  const signIns = createSignIns(app, (loginId, error) => {
    outbox.completed(loginId, error);
  });
  const experimental = () => server.getClientCapabilities()?.experimental?.[ACCOUNT_CAPABILITY] !== void 0 || member(client.clientCapabilities, "experimentalApi") === true;
  app.watch((event) => {
    if (experimental()) outbox.open();
    if (event.kind === "login") outbox.updated();
    else outbox.limits(limitsUpdated(event.limits));
  });
  const login = async (params) => {
    switch (params.type) {
      case "apiKey":
        if (app.external.mode === "tokens") throw externalActive();
        allowExternal(app);
        app.external.setApiKey(params.apiKey);
        outbox.completed(null, null);
        outbox.updated();
        return { type: "apiKey" };
      case "chatgpt":
        return signIns.start("browser");
      case "chatgptDeviceCode":
        return signIns.start("device");
      case "chatgptAuthTokens":
        if (!experimental())
          throw rpcError(
            INVALID_REQUEST,
            "account/login/start.chatgptAuthTokens requires experimentalApi capability"
          );
        adoptTokens(server, app, params);
        outbox.completed(null, null);
        outbox.updated();
        return { type: "chatgptAuthTokens" };
    }
  };
  const handlers = {
    "account/login/start": async (params) => login(readLoginParams(params)),
    "account/login/cancel": (params) => Promise.resolve({ status: signIns.cancel(readLoginId(params)) }),
    "account/read": async (params) => accountResult(await readAccount(app, readRefreshFlag(params))),
    "account/logout": async () => {
      await app.clear();
      outbox.updated();
      return {};
    },
    "account/rateLimits/read": async () => readRateLimits(app)
  };
  const answer = async (method, handle, params) => {
    const done = outbox.hold();
    try {
      return await handle(params);
    } catch (error) {
      app.deps.log.debug(`${method}: ${error instanceof Error ? error.message : "unknown"}`);
      throw toRpcError(error);
    } finally {
      done();
    }
  };
  return (method, params) => {
    const handle = Object.hasOwn(handlers, method) ? handlers[method] : void 0;
    return handle && answer(method, handle, params);
  };
}
function allowExternal(app) {
  const { source } = app.settings;
  if (source === void 0 || source === "external") return;
  throw rpcError(INVALID_REQUEST, `CODEX_OAUTH_SOURCE is ${source}: no other login is used.`);
}
function adoptTokens(server, app, params) {
  const { accessToken, chatgptAccountId: accountId, chatgptPlanType: plan } = params;
  const { workspaces } = app.settings;
  allowExternal(app);
  try {
    enforceWorkspace(workspaces, { source: "external", route: "chatgpt", accessToken, accountId }, true);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const list = workspaces.map((w) => JSON.stringify(w)).join(", ");
    throw rpcError(
      INVALID_REQUEST,
      `External auth must use one of workspace(s) [${list}], but received ${JSON.stringify(error.details["found"] ?? accountId)}.`
    );
  }
  if (!isJwt(accessToken))
    throw rpcError(INTERNAL_ERROR, "failed to set external auth: invalid ID token format");
  app.signIn.pending()?.cancel();
  app.external.setTokens({ accessToken, accountId, plan }, (previous) => askOwner(server, previous));
}
async function readAccount(app, refresh) {
  const report = await app.credentials.report();
  if (refresh && report?.source === "login" && report.usable) {
    await app.credentials.renew(await app.credentials.credential());
    return app.credentials.report();
  }
  if (report?.mode === "personalAccessToken" && report.identity.accountId === void 0) {
    await app.credentials.credential().catch(() => void 0);
    return app.credentials.report();
  }
  return report;
}
export {
  createAccountApi
};
