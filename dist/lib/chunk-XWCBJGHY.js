import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  accessTokenSource,
  apiKeySource,
  createWhoAmI,
  enforceWorkspace,
  externalActive,
  externalAuth,
  keyRefused,
  reportOn,
  sameOwner,
  tokenRefused
} from "./chunk-LHEN73HO.js";
import {
  expiresAtOf,
  fingerprintOf,
  freshnessOf,
  headOf,
  identityOfLogin,
  parseLogin,
  sameAccount,
  sameIdentity,
  sameTokens,
  serializeLogin,
  spillText,
  withTokens
} from "./chunk-EXX5YONK.js";
import {
  fileError,
  keepOwner,
  readIfThere,
  removeIfThere,
  replaceFile,
  temporariesOf,
  withRenameRetries
} from "./chunk-EDQ6JSDB.js";
import {
  BUNDLED_MODELS,
  answerOf,
  assumedModel,
  beginTurn,
  buildRequest,
  checkAgainstModel,
  chooseModel,
  continued,
  effortFor,
  habitsOf,
  modelInfo,
  parseCatalogue,
  preferredModel,
  refusedModel
} from "./chunk-YFA55NLP.js";
import {
  expiryOf,
  identityOf,
  issuedAtOf,
  jwtPayload
} from "./chunk-DKXVVAY3.js";
import {
  ORIGINATOR,
  PROTOCOL_VERSION,
  REFUSED,
  accountChanged,
  backendGet,
  clockTime,
  createLimitsBook,
  expiredForGood,
  fetchUsage,
  judgeFailure,
  judgeHttp,
  judgeIncomplete,
  limitsFromEvent,
  limitsFromHeaders,
  limitsFromUsage,
  mergeLimits,
  notKept,
  notSignedIn,
  refusalSentence,
  refuse,
  signInAgain,
  statusLimits,
  stillUnauthorized,
  userAgent
} from "./chunk-NBLTNHPS.js";
import {
  openAiProfile
} from "./chunk-S4IJJQ4I.js";
import {
  maskEmail,
  redact
} from "./chunk-N76N25DY.js";
import {
  anySignal,
  humanSeconds,
  orAborted,
  sleep
} from "./chunk-HKZU3PR2.js";
import {
  networkError
} from "./chunk-6O7S6XGZ.js";
import {
  VERSION
} from "./chunk-ZC4QSVQU.js";
import {
  isObject,
  member,
  numberOf,
  parseJson,
  stringOf
} from "./chunk-L5FXI35G.js";
import {
  authorizeUrl,
  createPkce,
  createState,
  failurePage,
  judgeRedirect,
  successPage
} from "./chunk-EMJJSVZE.js";
import {
  AppError,
  cancelled,
  errnoOf,
  inWords,
  its,
  onlyIn,
  say,
  sentences
} from "./chunk-RJXX33VE.js";

// src/app.ts
import { hostname as hostname2 } from "node:os";
import path7 from "node:path";

// src/system/clock.ts
var NOISE_MS = 5e3;
var EARLIEST_MS = 15778368e5;
var LATEST_MS = 41024448e5;
function serverClock(local) {
  let skewMs = 0;
  return {
    now: () => local() + skewMs,
    observe: (serverTime) => {
      if (serverTime === void 0 || !(serverTime > EARLIEST_MS && serverTime < LATEST_MS)) return;
      const difference = serverTime - local();
      skewMs = Math.abs(difference) < NOISE_MS ? 0 : difference;
    },
    get skewMs() {
      return skewMs;
    }
  };
}

// src/system/surroundings.ts
import { existsSync } from "node:fs";
function noBrowserReason(env, platform, exists = existsSync) {
  if (env["SSH_CONNECTION"] || env["SSH_CLIENT"] || env["SSH_TTY"]) return "this is an SSH session";
  if (env["BROWSER"]) return void 0;
  if (platform !== "linux") return void 0;
  if (env["CI"] && env["CI"] !== "false") return "this is a CI machine";
  const wsl = env["WSL_DISTRO_NAME"] !== void 0 || env["WSL_INTEROP"] !== void 0;
  if (wsl) return void 0;
  if (exists("/.dockerenv") || exists("/run/.containerenv") || env["container"]) return "this is a container";
  if (!env["DISPLAY"] && !env["WAYLAND_DISPLAY"]) return "there is no display";
  return void 0;
}

// src/login/broker.ts
var SOURCE_ORDER = [
  "external",
  "login",
  "access-token",
  "codex-cli",
  "api-key"
];
function nobody(d) {
  if (d.pinned === void 0)
    return notSignedIn(
      `There is no login in ${d.authFile} and none of the Codex CLI in ${d.codexCliFile}, and no token or API key is set.`
    );
  const missing = {
    external: [
      "the application that owns the login has handed none over",
      "Let it send account/login/start (chatgptAuthTokens)"
    ],
    login: [`there is no login in ${d.authFile}`, say`Sign in with ${its.login}`],
    "access-token": ["CODEX_ACCESS_TOKEN is not set", "Set it to a personal access token"],
    "codex-cli": [`there is no login in ${d.codexCliFile}`, "Sign in with `codex login`"],
    "api-key": ["neither CODEX_API_KEY nor OPENAI_API_KEY is set", "Set one"]
  };
  const [why, fix] = missing[d.pinned];
  return notSignedIn(
    `CODEX_OAUTH_SOURCE allows ${d.pinned} only, and ${why}.`,
    say`${fix}, or unset CODEX_OAUTH_SOURCE.`
  );
}
function createBroker(d) {
  const candidates = (d.pinned === void 0 ? SOURCE_ORDER : [d.pinned]).map((name) => d.sources.find((s) => s.name === name)).filter((s) => s !== void 0);
  const allow = (credential) => enforceWorkspace(
    d.workspaces,
    credential,
    credential.source === d.pinned || credential.source === "external"
  );
  const judged = (report) => {
    const { source, mode, identity } = report;
    const unknown = mode === "personalAccessToken" && identity.accountId === void 0;
    if (!report.usable || mode === void 0 || unknown) return report;
    try {
      allow({ source, route: mode === "apikey" ? "api" : "chatgpt", accessToken: "", ...identity });
      return report;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const { usable: usable2, problem, fix } = reportOn(source, mode, { error });
      return { ...report, usable: usable2, problem, fix };
    }
  };
  return {
    credential: async () => {
      for (const source of candidates) {
        const credential = await source.credential();
        if (credential) return allow(credential);
      }
      throw nobody(d);
    },
    renew: async (used) => {
      const source = candidates.find((s) => s.name === used.source);
      if (!source) throw nobody(d);
      return allow(await source.renew(used));
    },
    report: async () => {
      for (const source of candidates) {
        const report = await source.report();
        if (report) return judged(report);
      }
      return d.pinned && reportOn(d.pinned, void 0, { error: nobody(d) });
    }
  };
}

// src/oauth/token-endpoint.ts
var LIMIT = 1048576;
async function post(fetch, url, body, signal, headers = {}) {
  const form = body instanceof URLSearchParams;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": form ? "application/x-www-form-urlencoded" : "application/json",
        accept: "application/json",
        ...headers
      },
      body: form ? body.toString() : JSON.stringify(body),
      signal,
      redirect: "error"
    });
    const date = Date.parse(response.headers.get("date") ?? "");
    const wait = Number(response.headers.get("retry-after") ?? Number.NaN);
    return {
      status: response.status,
      body: await textOf(response),
      ...Number.isFinite(date) ? { serverTime: date } : {},
      ...wait >= 0 && Number.isFinite(wait) ? { retryAfter: wait } : {}
    };
  } catch (error) {
    throw networkError(error, url);
  }
}
async function textOf(response) {
  const pieces = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    pieces.push(piece);
    size += piece.length;
    if (size > LIMIT) break;
  }
  return Buffer.concat(pieces).subarray(0, LIMIT).toString("utf8");
}
function exchangeCode(fetch, profile, grant, signal) {
  const form = new URLSearchParams({
    grant_type: "authorization_code",
    client_id: profile.clientId,
    code: grant.code,
    redirect_uri: grant.redirectUri,
    code_verifier: grant.verifier
  });
  return post(fetch, profile.tokenUrl, form, signal);
}
function refreshTokens(fetch, profile, grant, signal) {
  const body = {
    client_id: grant.clientId ?? profile.clientId,
    grant_type: "refresh_token",
    refresh_reason: grant.reason,
    refresh_token: grant.refreshToken
  };
  return post(fetch, profile.tokenUrl, body, signal, profile.headers);
}
function revokeToken(fetch, profile, grant, signal) {
  const body = {
    token: grant.token,
    token_type_hint: "refresh_token",
    client_id: grant.clientId ?? profile.clientId
  };
  return post(fetch, profile.revokeUrl, body, signal, profile.headers);
}
function errorCodeOf(body) {
  return stringOf(member(body, "error", "code")) ?? stringOf(member(body, "error")) ?? stringOf(member(body, "code"));
}
function tokenOf(value) {
  const text = stringOf(value);
  return text !== void 0 && /^[\x21-\x7e]+$/.test(text) ? text : void 0;
}
function tokensIn(body) {
  if (!isObject(body)) return void 0;
  const accessToken = tokenOf(body["access_token"]);
  const refreshToken = tokenOf(body["refresh_token"]);
  const idToken = tokenOf(body["id_token"]);
  const tokenType = stringOf(body["token_type"]);
  const expiresIn = numberOf(body["expires_in"]);
  return {
    ...accessToken ? { accessToken } : {},
    ...refreshToken ? { refreshToken } : {},
    ...idToken ? { idToken } : {},
    ...tokenType ? { tokenType } : {},
    ...expiresIn !== void 0 && expiresIn > 0 ? { expiresIn } : {}
  };
}
function judgeRefresh(answer, { refusals }) {
  const { status } = answer;
  const body = parseJson(answer.body);
  const said = errorCodeOf(body);
  const code = said ?? `http_${status}`;
  if (status >= 200 && status < 300) {
    const tokens = tokensIn(body);
    const usable2 = tokens && (tokens.accessToken || said === void 0 && member(body, "access_token") === void 0);
    if (usable2) return { kind: "tokens", tokens };
    return { kind: "unavailable", code: said ?? "no_tokens", status, maybeSpent: true };
  }
  const reason = refusals.get(code);
  if ((status === 400 || status === 401) && reason) return { kind: "refused", reason, code, status };
  if (status === 401 && isObject(body)) return { kind: "refused", reason: "refused", code, status };
  return { kind: "unavailable", code, status, maybeSpent: status < 400 || status >= 500 };
}
function judgeExchange(answer) {
  const body = parseJson(answer.body);
  if (answer.status < 200 || answer.status >= 300) {
    const said = stringOf(member(body, "error_description")) ?? stringOf(member(body, "error", "message")) ?? errorCodeOf(body);
    throw new AppError({
      kind: "backend",
      code: "login.exchange_failed",
      what: "The sign-in could not be finished.",
      why: `The token endpoint answered ${answer.status}${said ? `: ${redact(said).slice(0, 200)}` : ""}.`,
      fix: AGAIN,
      details: { status: answer.status }
    });
  }
  const tokens = tokensIn(body);
  const { accessToken, refreshToken, idToken } = tokens ?? {};
  if (accessToken && refreshToken && idToken) return { ...tokens, accessToken, refreshToken, idToken };
  const found = { access_token: accessToken, refresh_token: refreshToken, id_token: idToken };
  const missing = Object.entries(found).flatMap(([name, token]) => token ? [] : [name]);
  throw new AppError({
    kind: "backend",
    code: "login.incomplete_tokens",
    what: "The sign-in could not be finished.",
    why: `The token endpoint's answer lacks ${missing.join(", ")}.`,
    fix: AGAIN
  });
}
var AGAIN = say`Start the sign-in again with ${its.login}.`;

// src/login/sign-out.ts
var REVOKE_TIMEOUT_MS = 5e3;
async function signOut(d) {
  const { external, tokens, onRemoved } = d;
  const handedOver = (await external.report())?.identity.accountId;
  if (external.clear()) {
    onRemoved();
    return { removed: true, accountId: handedOver, revocation: "nothing", external: true };
  }
  const login = await tokens.remove();
  if (!login) return { removed: false, accountId: void 0, revocation: "nothing" };
  onRemoved();
  const { accountId } = identityOfLogin(login);
  if (!login.refreshToken) return { removed: true, accountId, revocation: "nothing" };
  const answer = await revokeToken(
    d.fetch,
    d.profile,
    { token: login.refreshToken, ...login.clientId ? { clientId: login.clientId } : {} },
    AbortSignal.timeout(REVOKE_TIMEOUT_MS)
  ).catch(() => void 0);
  const ok = answer !== void 0 && answer.status >= 200 && answer.status < 300;
  return { removed: true, accountId, revocation: ok ? "revoked" : "failed" };
}

// src/system/port-holder.ts
import { execFile } from "node:child_process";
import { readFile, readdir, readlink } from "node:fs/promises";
import { promisify } from "node:util";
var run = promisify(execFile);
var LIMIT_MS = 2e3;
function holderText(holder) {
  return holder.name ? `${holder.name} (pid ${holder.pid})` : `the process with pid ${holder.pid}`;
}
async function portHolder(port, platform) {
  try {
    if (platform === "linux") return await fromProc(port);
    return platform === "win32" ? await fromNetstat(port) : await fromLsof(port);
  } catch {
    return void 0;
  }
}
function listeningInodes(table, port) {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  return table.split("\n").map((line) => line.trim().split(/\s+/)).filter((f) => f[1]?.endsWith(`:${hex}`) && f[3] === "0A").map((f) => f[9]).filter((inode) => inode !== void 0 && inode !== "0");
}
async function fromProc(port) {
  const tables = await Promise.all(
    ["tcp", "tcp6"].map((t) => readFile(`/proc/net/${t}`, "utf8").catch(() => ""))
  );
  const wanted = new Set(tables.flatMap((t) => listeningInodes(t, port)).map((i) => `socket:[${i}]`));
  if (wanted.size === 0) return void 0;
  for (const entry of await readdir("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const fds = await readdir(`/proc/${entry}/fd`).catch(() => []);
    const links = await Promise.all(fds.map((fd) => readlink(`/proc/${entry}/fd/${fd}`).catch(() => "")));
    if (links.some((l) => wanted.has(l))) {
      const name = (await readFile(`/proc/${entry}/comm`, "utf8").catch(() => "")).trim();
      return { pid: Number(entry), name: name || void 0 };
    }
  }
  return void 0;
}
async function fromLsof(port) {
  const { stdout } = await run("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-Fpc"], {
    timeout: LIMIT_MS
  });
  const pid = /^p(\d+)$/m.exec(stdout)?.[1];
  return pid ? { pid: Number(pid), name: /^c(.+)$/m.exec(stdout)?.[1] } : void 0;
}
async function fromNetstat(port) {
  const { stdout } = await run("netstat", ["-ano", "-p", "TCP"], { timeout: LIMIT_MS, windowsHide: true });
  const pid = new RegExp(`:${port}\\s+\\S+\\s+LISTENING\\s+(\\d+)`).exec(stdout)?.[1];
  if (!pid) return void 0;
  const list = await run("tasklist", ["/FI", `PID eq ${pid}`, "/FO", "CSV", "/NH"], {
    timeout: LIMIT_MS,
    windowsHide: true
  }).catch(() => void 0);
  return { pid: Number(pid), name: /^"([^"]+)"/.exec(list?.stdout ?? "")?.[1] };
}

// src/oauth/device-code.ts
var DEFAULT_INTERVAL = 5;
var LONGEST_INTERVAL = 60;
var POLL_TIMEOUT_MS = 3e4;
var AGAIN2 = say`Start again with ${its.loginWithCode}.`;
var failure = (kind, code, what, why, fix = AGAIN2) => new AppError({ kind, code, what, why, fix });
async function requestDeviceCode(fetch, { clientId, device }, signal) {
  return judgeUserCode(await post(fetch, device.userCodeUrl, { client_id: clientId }, signal), device);
}
function judgeUserCode(answer, device) {
  const { status } = answer;
  if (status === 404)
    throw failure(
      "backend",
      "device.disabled",
      "Signing in with a code is switched off for this account or workspace.",
      "The server does not offer it (404).",
      say`${device.switchOn}; or sign in with the browser: ${its.loginWithBrowser}.`
    );
  if (status < 200 || status >= 300)
    throw new AppError({
      kind: status >= 500 || status === 429 ? "network" : "backend",
      code: "device.refused",
      what: "Could not get a sign-in code.",
      why: `The server answered ${status}.`,
      fix: status === 429 ? "Wait a few minutes, then start again." : AGAIN2
    });
  const body = parseJson(answer.body);
  const record = isObject(body) ? body : {};
  const deviceAuthId = stringOf(record["device_auth_id"]);
  const userCode = stringOf(record["user_code"]) ?? stringOf(record["usercode"]);
  if (!deviceAuthId || !userCode)
    throw failure(
      "backend",
      "device.invalid",
      "Could not get a sign-in code.",
      "The server’s answer has no code in it."
    );
  const interval = Number(record["interval"]);
  return {
    deviceAuthId,
    userCode,
    verificationUrl: device.verificationUrl,
    interval: interval >= 1 ? Math.min(interval, LONGEST_INTERVAL) : DEFAULT_INTERVAL,
    // The server's `expires_at` is not used: it would be compared with a clock that may be wrong (docs/wire.md 2).
    expiresIn: device.lifetime
  };
}
var expired = () => failure("sign-in", "device.expired", "The sign-in code has expired.", "It was not typed in time.");
function judgePoll({ status, body: text }) {
  const body = parseJson(text);
  const code = errorCodeOf(body) ?? "";
  const what = "The sign-in could not be finished.";
  if (status >= 200 && status < 300) {
    const record = isObject(body) ? body : {};
    const authorization = stringOf(record["authorization_code"]);
    const verifier = stringOf(record["code_verifier"]);
    if (authorization && verifier) return { kind: "granted", grant: { code: authorization, verifier } };
    const why2 = "The server’s answer has no authorization code in it.";
    return { kind: "ended", error: failure("sign-in", "device.invalid", what, why2) };
  }
  if (code.includes("access_denied")) {
    const why2 = "It was declined on the page where the code was typed.";
    return { kind: "ended", error: failure("sign-in", "device.denied", "The sign-in was refused.", why2) };
  }
  if (code.includes("expired") || status === 410) return { kind: "ended", error: expired() };
  if (status === 429 || code === "slow_down") return { kind: "slow-down" };
  if (status === 403 || status === 404 || status >= 500) return { kind: "pending" };
  const why = `The server answered ${status}${code ? ` (${code})` : ""}.`;
  return { kind: "ended", error: failure("sign-in", "device.refused", what, why) };
}
async function pollForGrant(d, { device: { pollUrl } }, device, signal) {
  const asked = { device_auth_id: device.deviceAuthId, user_code: device.userCode };
  const deadline = d.now() + device.expiresIn * 1e3;
  let { interval } = device;
  while (d.now() < deadline) {
    const slow = AbortSignal.any([signal, AbortSignal.timeout(POLL_TIMEOUT_MS)]);
    const verdict = await post(d.fetch, pollUrl, asked, slow).then(
      judgePoll,
      (error) => {
        if (signal.aborted) throw error;
        return { kind: "pending" };
      }
    );
    if (verdict.kind === "granted") return verdict.grant;
    if (verdict.kind === "ended") throw verdict.error;
    if (verdict.kind === "slow-down") interval = Math.min(interval + 5, LONGEST_INTERVAL);
    await d.sleep(interval * 1e3, signal);
  }
  throw expired();
}

// src/oauth/profile.ts
function redirectUri(profile, port) {
  return `http://127.0.0.1:${port}${profile.callback.path}`;
}

// src/login/sign-in-lanes.ts
var CODE_TIMEOUT_MS = 2e4;
var AGAIN3 = say`Start it again with ${its.login}.`;
function refusedByProvider(decision) {
  const { error, description } = decision;
  if (error === "access_denied" && description === "missing_codex_entitlement") {
    return new AppError({
      kind: "limit",
      code: "login.no_entitlement",
      what: "Codex is not enabled for this workspace.",
      fix: "Ask the workspace’s administrator to enable it, or sign in with another account."
    });
  }
  const denied = error === "access_denied";
  const said = redact(description ?? error).slice(0, 200);
  return new AppError({
    kind: "sign-in",
    code: denied ? "login.denied" : "login.failed",
    what: denied ? "The sign-in was declined." : "The sign-in did not work.",
    why: `The sign-in page said: ${said}${/[.!?]$/.test(said) ? "" : "."}`,
    fix: AGAIN3
  });
}
async function portsBusy(ports, platform) {
  const holders = await Promise.all(ports.map((port) => portHolder(port, platform)));
  const held2 = ports.map((port, i) => {
    const holder = holders[i];
    return holder ? `${port} by ${holderText(holder)}` : `${port}`;
  });
  const pids = holders.filter((h) => h !== void 0).map((h) => h.pid);
  return new AppError({
    kind: "local",
    code: "login.port_busy",
    what: "The sign-in cannot listen for the browser.",
    why: `On 127.0.0.1 the registered ${ports.length > 1 ? "ports are" : "port is"} in use: ${held2.join(", ")}. It may be another sign-in that was left open.`,
    fix: say`${pids.length > 0 ? `Finish or end it (\`kill ${pids.join(" ")}\`)` : "Finish or end it"}, ${onlyIn("terminal", "take its place (`codex-oauth login --take-over`), ")}or sign in with a code instead: ${its.loginWithCode}.`
  });
}
async function openListener(c, state, onCallback) {
  const { ports, path: path8, alsoAccepted } = c.profile.callback;
  const { listenForCallback } = await import("./callback-listener-MQXNFMP7.js");
  for (const port of ports) {
    try {
      const listen = () => listenForCallback({ port, paths: [path8, ...alsoAccepted], state, onCallback });
      return await (c.takeOver ? takingOver(c, port, listen) : listen());
    } catch (error) {
      if (errnoOf(error) !== "EADDRINUSE" && errnoOf(error) !== "EACCES") throw error;
    }
  }
  throw await portsBusy(ports, c.platform);
}
var TAKE_OVER_TRIES = 10;
var TAKE_OVER_PAUSE_MS = 200;
async function takingOver(c, port, listen) {
  for (let attempt2 = 0; ; attempt2 += 1) {
    try {
      return await listen();
    } catch (error) {
      if (errnoOf(error) !== "EADDRINUSE" || attempt2 >= TAKE_OVER_TRIES) throw error;
      if (attempt2 === 0) await askToLeave(c, port);
      await c.sleep(TAKE_OVER_PAUSE_MS);
    }
  }
}
async function askToLeave(c, port) {
  try {
    const response = await c.fetch(`http://127.0.0.1:${port}/cancel`, {
      redirect: "error",
      signal: AbortSignal.timeout(2e3)
    });
    await response.body?.cancel();
  } catch {
  }
}
async function openBrowserLane(c) {
  const pkce = createPkce(c.randomBytes);
  const state = createState(c.randomBytes);
  let settle = () => {
  };
  const login = new Promise((resolve2) => {
    settle = resolve2;
  });
  login.catch(() => {
  });
  let used = false;
  const finish = async (decision) => {
    if (used) return { status: 409, html: failurePage("This sign-in is already being finished.") };
    used = true;
    try {
      if (decision.kind === "cancel")
        throw cancelled("The sign-in was cancelled by another program that needs the port.");
      if (decision.kind === "failed") throw refusedByProvider(decision);
      c.finishing();
      const stored = await c.exchange({
        code: decision.code,
        verifier: pkce.verifier,
        redirectUri: redirect
      });
      settle(stored);
      const { email, plan } = identityOfLogin(stored);
      return {
        status: 200,
        html: successPage(email ? `${email}${plan ? ` (${plan} plan)` : ""}` : void 0)
      };
    } catch (error) {
      settle(Promise.reject(error instanceof Error ? error : new Error("unknown")));
      const known2 = error instanceof AppError ? sentences(error.what, error.why) : void 0;
      const why = known2 ? inWords(known2, "terminal") : "Something unexpected went wrong.";
      return { status: 200, html: failurePage(why) };
    }
  };
  const listener = await openListener(c, state, finish);
  const redirect = redirectUri(c.profile, listener.port);
  return {
    url: authorizeUrl(c.profile, { redirectUri: redirect, challenge: pkce.challenge, state }),
    port: listener.port,
    login,
    close: () => listener.close(),
    paste: (text) => {
      const trimmed = text.trim();
      const decision = URL.canParse(trimmed) ? judgeRedirect(new URL(trimmed), state) : void 0;
      if (!decision || decision.kind === "ignored") {
        throw new AppError({
          kind: "input",
          code: "login.paste",
          what: "That is not the address this sign-in is waiting for.",
          why: decision ? "It belongs to another sign-in attempt." : "It is no URL.",
          fix: `Paste the whole address from the browser’s address bar; it begins with ${redirect}?`
        });
      }
      void finish(decision);
    }
  };
}
async function openDeviceLane(c) {
  const device = await requestDeviceCode(c.fetch, c.profile, AbortSignal.timeout(CODE_TIMEOUT_MS));
  const stop = new AbortController();
  const run2 = async () => {
    const grant = await pollForGrant(c, c.profile, device, stop.signal);
    c.finishing();
    return c.exchange({ ...grant, redirectUri: c.profile.device.redirectUri });
  };
  const login = run2();
  login.catch(() => {
  });
  return {
    url: device.verificationUrl,
    userCode: device.userCode,
    lifetimeMs: device.expiresIn * 1e3,
    login,
    close: async () => stop.abort()
  };
}

// src/login/sign-in.ts
var EXCHANGE_TIMEOUT_MS = 3e4;
var LAST_PAGE_MS = 20;
var SIGNED_IN_AT = "signed_in_at";
var WATCH_MS = 1e3;
function timedOut(ms) {
  return new AppError({
    kind: "sign-in",
    code: "login.timeout",
    what: "The sign-in was not finished.",
    why: `Nobody approved it within ${Math.round(ms / 1e3)} s.`,
    fix: say`Start it again with ${its.login}. CODEX_OAUTH_TIMEOUT (seconds) makes the wait longer.`
  });
}
function createSignIn(d) {
  let current;
  let starting;
  const start = async (request) => {
    const attempt2 = await openAttempt(d, request);
    current = attempt2;
    const clear = () => {
      if (current === attempt2) current = void 0;
    };
    attempt2.done.then(clear, clear);
    return attempt2;
  };
  return {
    pending: () => current,
    begin: (request) => {
      if (current) return Promise.resolve(current);
      starting ??= start(request).finally(() => {
        starting = void 0;
      });
      return starting;
    }
  };
}
async function openAttempt(d, request) {
  await d.probe();
  let timer;
  const context = {
    ...d,
    takeOver: request.takeOver ?? false,
    finishing: () => clearTimeout(timer),
    exchange: async (grant) => {
      const answer = await exchangeCode(d.fetch, d.profile, grant, AbortSignal.timeout(EXCHANGE_TIMEOUT_MS));
      const record = withTokens(void 0, judgeExchange(answer), d.now() / 1e3);
      if (!record) throw new Error("an exchange without an access token was accepted");
      const login = {
        ...record,
        clientId: d.profile.clientId,
        issuer: d.issuer,
        extra: { [SIGNED_IN_AT]: Math.floor(d.now() / 1e3) }
      };
      d.accept(login);
      await d.store(login);
      return login;
    }
  };
  let open4 = await openLanes(context, request.lanes);
  if (!open4.browser && !open4.device && request.fallback) {
    const second = await openLanes(context, request.fallback);
    open4 = { ...second, failures: [...open4.failures, ...second.failures] };
  }
  const { browser, device, failures } = open4;
  const [firstFailure] = failures;
  if (!browser && !device) throw firstFailure ?? new Error("no lane was asked for");
  const lifetime = browser ? request.timeoutMs : Math.min(request.timeoutMs, device?.lifetimeMs ?? request.timeoutMs);
  const ended = new AbortController();
  let fail = () => {
  };
  const failed = new Promise((_, reject) => {
    fail = reject;
  });
  timer = setTimeout(() => fail(timedOut(lifetime)), lifetime);
  const ways = [browser?.login, device?.login].filter((way) => way !== void 0);
  const first = async () => {
    try {
      return await Promise.race([...ways, failed, otherWindow(d, ended.signal)]);
    } finally {
      clearTimeout(timer);
      ended.abort();
      await d.sleep(LAST_PAGE_MS);
      await Promise.all([browser?.close(), device?.close()]);
    }
  };
  const done = first();
  done.catch(() => {
  });
  return {
    browser: browser && { url: browser.url, port: browser.port },
    device: device && { url: device.url, userCode: device.userCode },
    missing: firstFailure instanceof AppError ? firstFailure : void 0,
    expiresAt: d.now() + lifetime,
    done,
    cancel: (reason) => fail(reason ?? cancelled("The sign-in was cancelled.")),
    paste: (text) => {
      if (browser) return browser.paste(text);
      throw new AppError({
        kind: "input",
        code: "login.paste",
        what: "This sign-in waits for a code, not for an address.",
        fix: `Type ${device?.userCode ?? "the code"} at ${device?.url ?? "the page shown"}.`
      });
    }
  };
}
async function openLanes(context, lanes) {
  const [browser, device] = await Promise.allSettled([
    lanes.includes("browser") ? openBrowserLane(context) : void 0,
    lanes.includes("device") ? openDeviceLane(context) : void 0
  ]);
  return {
    browser: browser.status === "fulfilled" ? browser.value : void 0,
    device: device.status === "fulfilled" ? device.value : void 0,
    failures: [browser, device].filter((l) => l.status === "rejected").map((l) => l.reason)
  };
}
async function otherWindow(d, ended) {
  const look3 = () => d.current().catch(() => void 0);
  const before = (await look3())?.extra[SIGNED_IN_AT];
  while (!ended.aborted) {
    await d.sleep(WATCH_MS, ended).catch(() => {
    });
    const login = await look3();
    const at = login?.extra[SIGNED_IN_AT];
    if (login && at !== void 0 && at !== before) return login;
  }
  return new Promise(() => {
  });
}

// src/login/sources/codex-cli.ts
import { readFile as readFile2, stat } from "node:fs/promises";

// src/login/sources/codex-cli-file.ts
var flat = (mode) => mode.toLowerCase().replace(/[^a-z]/g, "");
var names = {
  agentidentity: "an agent identity",
  headers: "request headers of a gateway",
  bedrockapikey: "an Amazon Bedrock API key",
  bedrockaccesskeys: "Amazon Bedrock access keys"
};
function impliedMode(file) {
  if (stringOf(file["personal_access_token"])) return "personalaccesstoken";
  if (isObject(file["tokens"])) return "chatgpt";
  if (file["agent_identity"]) return "agentidentity";
  if (file["bedrock_api_key"]) return "bedrockapikey";
  if (file["bedrock_access_keys"]) return "bedrockaccesskeys";
  return stringOf(file["OPENAI_API_KEY"]) ? "apikey" : void 0;
}
function chatgptLogin(tokens) {
  if (!isObject(tokens)) return { kind: "broken", why: 'its "tokens" are missing' };
  const accessToken = stringOf(tokens["access_token"]);
  if (!accessToken) return { kind: "broken", why: 'its "tokens" have no access_token' };
  const idToken = stringOf(tokens["id_token"]);
  const accountId = stringOf(tokens["account_id"]);
  return {
    kind: "chatgpt",
    token: accessToken,
    // The stored account id decides, as it does for the CLI (docs/wire.md 4).
    identity: {
      ...identityOf(accessToken),
      ...idToken ? identityOf(idToken) : {},
      ...accountId ? { accountId } : {}
    }
  };
}
function plainToken(kind, file, key) {
  const token = stringOf(file[key]);
  return token ? { kind, token, identity: {} } : { kind: "broken", why: `its "${key}" is missing` };
}
function parseCliFile(text) {
  const file = parseJson(text);
  if (file === void 0)
    return { kind: "broken", why: text.trim() === "" ? "it is empty" : "it is not JSON (cut off, perhaps)" };
  if (!isObject(file)) return { kind: "broken", why: "it is JSON but not an object" };
  const named = stringOf(file["auth_mode"]);
  const mode = named === void 0 ? impliedMode(file) : flat(named);
  switch (mode) {
    case void 0:
      return { kind: "absent" };
    case "chatgpt":
    case "chatgptauthtokens":
      return chatgptLogin(file["tokens"]);
    case "personalaccesstoken":
      return plainToken("access-token", file, "personal_access_token");
    case "apikey":
      return plainToken("api-key", file, "OPENAI_API_KEY");
    default:
      return { kind: "unusable", name: names[mode] ?? `the mode "${(named ?? mode).slice(0, 40)}"` };
  }
}

// src/login/sources/codex-cli.ts
var LET_CLI_RENEW = say`Ask the Codex CLI anything (\`codex exec "hi"\`): that renews its login. Or get a login of our own with ${its.login}.`;
var PASS_BY = say`Sign in with ${its.login}: our own login comes first. Or name another source in CODEX_OAUTH_SOURCE.`;
function refused() {
  return new AppError({
    kind: "sign-in",
    code: "codex_cli.refused",
    what: "OpenAI does not accept the Codex CLI’s login.",
    why: "It refused the access token, and the file has no newer one. Only the Codex CLI may renew it.",
    fix: LET_CLI_RENEW
  });
}
function troubleWith(login, path8, now) {
  if (login.kind === "broken")
    return new AppError({
      kind: "local",
      code: "codex_cli.broken",
      what: `The Codex CLI’s login file ${path8} cannot be used.`,
      why: `Because ${login.why}. It was left as it is.`,
      fix: say`${PASS_BY} \`codex login\` fixes the file itself.`,
      details: { path: path8 }
    });
  if (login.kind === "unusable")
    return new AppError({
      kind: "sign-in",
      code: "codex_cli.unusable",
      what: "The Codex CLI’s login cannot be used here.",
      why: `${path8} holds ${login.name}, which only the Codex CLI itself can use.`,
      fix: PASS_BY,
      details: { path: path8 }
    });
  const expiresAt = login.kind === "chatgpt" ? expiryOf(login.token) : void 0;
  if (expiresAt === void 0 || expiresAt > now) return void 0;
  return new AppError({
    kind: "sign-in",
    code: "codex_cli.expired",
    what: "The Codex CLI’s login has ended.",
    why: `Its access token ended ${humanSeconds(now - expiresAt)} ago, and only the Codex CLI may renew it.`,
    fix: LET_CLI_RENEW
  });
}
async function readCliFile(path8) {
  try {
    const info = await stat(path8);
    if (info.isFile()) return parseCliFile(await readFile2(path8, "utf8"));
    return { kind: "broken", why: info.isDirectory() ? "it is a directory" : "it is not a regular file" };
  } catch (error) {
    const code = errnoOf(error) ?? "unknown";
    if (code === "ENOENT" || code === "ENOTDIR") return { kind: "absent" };
    const denied = code === "EACCES" || code === "EPERM";
    return { kind: "broken", why: denied ? "it may not be read" : `the system says ${code}` };
  }
}
var modes = {
  chatgpt: "chatgpt",
  "access-token": "personalAccessToken",
  "api-key": "apikey",
  broken: void 0,
  unusable: void 0,
  absent: void 0
};
function codexCliSource(d) {
  const credential = async () => {
    const login = await readCliFile(d.path);
    const error = troubleWith(login, d.path, d.now() / 1e3);
    if (error) throw error;
    if (!("token" in login)) return void 0;
    const identity = login.kind === "access-token" ? await d.whoAmI.identify(login.token) : login.identity;
    const route = login.kind === "api-key" ? "api" : "chatgpt";
    return { source: "codex-cli", route, accessToken: login.token, ...identity };
  };
  return {
    name: "codex-cli",
    credential,
    renew: async (used) => {
      const now = await credential();
      if (!now || now.route !== used.route || !sameOwner(now, used)) throw accountChanged();
      if (now.accessToken !== used.accessToken) return now;
      if (used.route === "api") throw keyRefused(d.path);
      throw now.accessToken.startsWith("at-") ? tokenRefused() : refused();
    },
    report: async () => {
      const login = await readCliFile(d.path);
      if (login.kind === "absent") return void 0;
      const known2 = login.kind === "access-token" ? d.whoAmI.known(login.token) : void 0;
      return reportOn("codex-cli", modes[login.kind], {
        identity: known2 ?? ("identity" in login ? login.identity : {}),
        expiresAt: login.kind === "chatgpt" ? expiryOf(login.token) : void 0,
        error: troubleWith(login, d.path, d.now() / 1e3)
      });
    }
  };
}

// src/system/lock.ts
import { existsSync as existsSync2 } from "node:fs";
import { lstat, mkdir, open, readdir as readdir2, rmdir, stat as stat2, unlink, utimes } from "node:fs/promises";
import path from "node:path";

// src/system/lock-watch.ts
function createWatch(monotonic = () => performance.now()) {
  const seen = /* @__PURE__ */ new Map();
  return {
    look: (name, sign, longest) => {
      const at = monotonic();
      const last = seen.get(name);
      const silent2 = last?.sign === sign ? last.silent + Math.min(longest, Math.max(0, at - last.at)) : 0;
      seen.set(name, { sign, at, silent: silent2 });
      return silent2;
    }
  };
}

// src/system/machine.ts
import { createHash } from "node:crypto";
import { readFile as readFile3, readlink as readlink2 } from "node:fs/promises";
import { hostname } from "node:os";
var known;
function machineId(platform) {
  known ??= (async () => {
    const linux = platform === "linux";
    const [boot, pids] = await Promise.all([
      linux ? readFile3("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "") : "",
      linux ? readlink2("/proc/self/ns/pid").catch(() => "") : ""
    ]);
    return createHash("sha256").update(`${hostname()} ${boot} ${pids}`).digest("hex").slice(0, 12);
  })();
  return known;
}

// src/system/lock.ts
var LOCK_TIMES = { staleMs: 8e3, emptyMs: 500, lookMs: 500, beatMs: 2e3 };
var SHORTEST_STALE_MS = 2e3;
var held = /* @__PURE__ */ new Set();
var watch = createWatch();
var OVERTAKEN = /* @__PURE__ */ new Set(["ELOCKED", "EEXIST", "ENOTEMPTY", "ENOENT"]);
var isOvertaken = (error) => OVERTAKEN.has(errnoOf(error) ?? "");
async function tryLock(d, file, passStalled) {
  try {
    const found = await look(d, file);
    if (found === "new") return { kind: "busy", holder: void 0 };
    const inTheWay = found.find((c) => c.verdict === "alive" || c.verdict === "stalled" && !passStalled);
    if (inTheWay) return { kind: "busy", holder: inTheWay };
    for (const card of found) await passOver(file, card);
    await withRenameRetries(() => rmdir(folderOf(file)), d.platform).catch(unlessOvertaken);
    return await enter(d, file);
  } catch (error) {
    return isOvertaken(error) ? { kind: "busy", holder: void 0 } : { kind: "refused", error };
  }
}
async function lockHolder(d, file) {
  const found = await look(d, file).catch(() => []);
  if (found === "new") return { pid: void 0, since: void 0, verdict: "alive" };
  return found.find(({ verdict }) => verdict !== "dead") ?? found[0];
}
var folderOf = (file) => `${file}.lock`;
function unlessOvertaken(error) {
  if (!isOvertaken(error)) throw error;
}
async function look(d, file) {
  const { staleMs, emptyMs, lookMs } = { ...LOCK_TIMES, ...d.times };
  const folder = folderOf(file);
  const info = await stat2(folder).catch((error) => unlessOvertaken(error));
  if (!info) return [];
  const [names2, machine] = await Promise.all([readdir2(folder), machineId(d.platform)]);
  const sign = `${info.ino} ${info.mtimeMs}`;
  if (names2.length === 0) return watch.look(folder, sign, lookMs) < emptyMs ? "new" : [];
  return names2.map((name) => {
    const at = path.join(folder, name);
    const stalled = watch.look(at, sign, lookMs) >= staleMs;
    const [, id, home, since] = /^(\d+)\.([0-9a-f]{12})\.(\d+)\./.exec(name) ?? [];
    const pid = id === void 0 ? void 0 : Number(id);
    const here = pid !== void 0 && home === machine;
    const dead = here && !(pid === d.pid ? held.has(at) : d.processAlive(pid));
    const verdict = dead ? "dead" : stalled ? "stalled" : "alive";
    return { path: at, pid, since: since === void 0 ? void 0 : Number(since), verdict };
  });
}
async function passOver(file, card) {
  try {
    const { mtimeMs } = await lstat(card.path);
    const unfinished = [file, `${file}.journal`].map((each) => temporariesOf(each, mtimeMs));
    const paths = (await Promise.all(unfinished)).flat();
    await unlink(card.path);
    await Promise.all(paths.map((each) => unlink(each).catch(() => {
    })));
  } catch (error) {
    unlessOvertaken(error);
  }
}
async function enter(d, file) {
  const folder = folderOf(file);
  const nonce = Buffer.from(d.randomBytes(12)).toString("base64url");
  const card = path.join(folder, `${d.pid}.${await machineId(d.platform)}.${d.now()}.${nonce}`);
  const { staleMs, beatMs } = { ...LOCK_TIMES, ...d.times };
  const intact = () => existsSync2(card);
  let timer;
  await mkdir(path.dirname(file), { recursive: true, mode: 448 });
  const { default: lockfile } = await import("./proper-lockfile-X7HLOULL.js");
  const options = {
    lockfilePath: folder,
    realpath: false,
    stale: Math.max(SHORTEST_STALE_MS, staleMs),
    update: beatMs,
    // The package no longer beats when the folder's time is not what it wrote. The card says who holds the lock.
    onCompromised: () => {
      if (!intact()) return d.log.debug("this process was passed over at the lock");
      timer = setInterval(() => {
        if (intact()) void utimes(folder, /* @__PURE__ */ new Date(), /* @__PURE__ */ new Date()).catch(() => {
        });
        else clearInterval(timer);
      }, beatMs);
      timer.unref();
    }
  };
  const leaveFolder = await withRenameRetries(() => lockfile.lock(card, options), d.platform);
  const release = async () => {
    clearInterval(timer);
    await withRenameRetries(() => unlink(card), d.platform).catch(() => {
    });
    held.delete(card);
    await leaveFolder().catch(() => rmdir(folder).catch(() => {
    }));
  };
  try {
    const { mtime } = await stat2(folder);
    held.add(card);
    await (await open(card, "wx", 384)).close();
    await Promise.all([folder, card].map((made2) => keepOwner(made2, file)));
    await utimes(folder, mtime, mtime);
    const alone = (await readdir2(folder)).every((name) => name === path.basename(card));
    if (alone && intact()) return { kind: "held", lock: { intact, release } };
    await release();
    return { kind: "busy", holder: void 0 };
  } catch (error) {
    await release();
    throw error;
  }
}

// src/login/auth-file.ts
import { readFileSync } from "node:fs";

// src/login/json-member.ts
function withMember(text, key, value) {
  const source = text === "" ? "{}\n" : text;
  const json = value && JSON.stringify(value, null, 2).replaceAll("\n", "\n  ");
  const members = membersOf(source);
  const same = members.filter((m) => m.key === key);
  const [first] = same;
  if (first && (same.length > 1 || json === void 0))
    return withMember(without(source, members, first), key, value);
  if (json === void 0) return source;
  if (first) return source.slice(0, first.valueStart) + json + source.slice(first.end);
  const last = members.at(-1);
  const at = last ? last.end : source.indexOf("{") + 1;
  const tail = last ? "" : "\n";
  return `${source.slice(0, at)}${last ? "," : ""}
  ${JSON.stringify(key)}: ${json}${tail}${source.slice(at)}`;
}
function without(text, members, gone) {
  const index = members.indexOf(gone);
  const next = members[index + 1];
  const previous = members[index - 1];
  if (next) return text.slice(0, gone.start) + text.slice(next.start);
  return text.slice(0, previous ? previous.end : gone.start) + text.slice(gone.end);
}
var TOKEN = /"(?:[^"\\]+|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
function membersOf(text) {
  const members = [];
  let depth = 0;
  let open4;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === "}" || token === "]") depth -= 1;
    if (depth === 0 || depth === 1 && token === ",") {
      if (open4?.valueStart !== void 0) members.push({ ...open4, valueStart: open4.valueStart });
      open4 = void 0;
    } else if (!open4) {
      open4 = { key: String(JSON.parse(token)), start: index, valueStart: void 0, end: index };
    } else if (open4.valueStart !== void 0 || token !== ":") {
      open4.valueStart ??= index;
      open4.end = index + token.length;
    }
    if (token === "{" || token === "[") depth += 1;
  }
  return members;
}

// src/login/regular-file.ts
import { constants } from "node:fs";
import { lstat as lstat2, open as open2 } from "node:fs/promises";
var LIMIT2 = 1048576;
var NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
var NO_BLOCK = constants.O_NONBLOCK ?? 0;
async function readRegular(file, facts) {
  try {
    const info = await lstat2(file);
    if (info.isSymbolicLink())
      return {
        kind: "wrong",
        why: "it is a symbolic link",
        fix: "Replace the link by the file itself, or point CODEX_OAUTH_AUTH_FILE at its target."
      };
    if (info.isDirectory()) return { kind: "wrong", why: "it is a directory" };
    if (!info.isFile()) return { kind: "wrong", why: "it is not a regular file" };
    const handle = await open2(file, constants.O_RDONLY | NO_FOLLOW | NO_BLOCK);
    try {
      return await readHandle(handle, file, facts);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return { kind: "absent" };
    throw error;
  }
}
async function readHandle(handle, file, { platform, uid }) {
  const info = await handle.stat();
  if (!info.isFile()) return { kind: "wrong", why: "it is not a regular file" };
  if (uid !== void 0 && uid !== 0 && info.uid !== uid)
    return {
      kind: "wrong",
      why: `it belongs to another user (uid ${info.uid})`,
      fix: `Take it over (\`sudo chown ${uid} ${file}\`), or set CODEX_OAUTH_AUTH_FILE to a file of your own.`
    };
  if (info.size > LIMIT2) return { kind: "wrong", why: `it is larger than ${Math.round(LIMIT2 / 1024)} KB` };
  const open4 = platform !== "win32" && (info.mode & 63) !== 0;
  const permissions = open4 ? await tighten(handle) : "fine";
  return { kind: "text", text: await handle.readFile("utf8"), permissions };
}
async function tighten(handle) {
  try {
    await handle.chmod(384);
    return "tightened";
  } catch {
    return "loose";
  }
}

// src/login/auth-file.ts
var ATTEMPTS = 20;
var FIRST_LOGIN = 8192;
function broken(path8, why, fix = moveAway(path8)) {
  return {
    kind: "broken",
    error: new AppError({
      kind: "local",
      code: "auth_file.broken",
      what: `The login file ${path8} cannot be used.`,
      why: `Because ${why}. It was left as it is.`,
      fix,
      details: { path: path8 }
    })
  };
}
var moveAway = (path8, verb = "Repair it, or move") => say`${verb} it away (\`mv ${path8} ${path8}.bad\`) and sign in again with ${its.login}.`;
var withoutMark = (text) => text.startsWith("\uFEFF") ? text.slice(1) : text;
function parseAuthFile(path8, text) {
  const parsed = parseJson(withoutMark(text));
  if (parsed === void 0) return broken(path8, whyNoJson(text));
  if (!isObject(parsed)) return broken(path8, "it is JSON but not an object");
  const entry = parsed["codex"];
  if (entry === void 0 || entry === null) return { kind: "no-login", text };
  const login = parseLogin(entry);
  return typeof login === "string" ? broken(path8, login) : { kind: "login", login, text };
}
function whyNoJson(text) {
  if (text.trim() === "") return "it is empty";
  if (text.includes("\0")) return "it contains NUL bytes, as after a power cut";
  return "it is not JSON (cut off, perhaps)";
}
function openAuthFile(path8, facts) {
  let tightened = false;
  let loose;
  const read = async () => {
    let found;
    try {
      found = await readRegular(path8, facts);
    } catch (error) {
      return { kind: "broken", error: fileError(error, path8, "read") };
    }
    if (found.kind === "absent") return { kind: "absent" };
    if (found.kind === "wrong") return broken(path8, found.why, found.fix ?? moveAway(path8, "Move"));
    tightened ||= found.permissions === "tightened";
    loose = found.permissions === "loose" ? `${path8} can be read by others, and its permissions could not be changed.` : void 0;
    return parseAuthFile(path8, found.text);
  };
  const replace = async (known2, text) => {
    try {
      return await replaceFile(path8, text, facts.platform, () => textNow(path8) === known2);
    } catch (error) {
      if (errnoOf(error) === "ENOENT") return false;
      throw fileError(error, path8, "written");
    }
  };
  const onState = async (from, attempt2) => {
    for (let i = 0; i < ATTEMPTS; i += 1) {
      const state = i === 0 && from ? from : await read();
      if (state.kind === "broken") throw state.error;
      if (await attempt2(state)) return;
    }
    throw fileError(new Error("contended"), path8, "written, because another program keeps changing it");
  };
  return {
    path: path8,
    read,
    get tightened() {
      return tightened;
    },
    get loose() {
      return loose;
    },
    write: async (login, { from, only } = {}) => {
      let allowed = true;
      await onState(from, async (state) => {
        allowed = only?.(state.kind === "login" ? state.login : void 0) ?? true;
        if (!allowed) return true;
        const text = state.kind === "absent" ? void 0 : state.text;
        const next = withMember(withoutMark(text ?? ""), "codex", login && serializeLogin(login));
        return replace(text, next);
      });
      return allowed;
    },
    probe: (from) => onState(from, async (state) => {
      if (state.kind !== "absent") return replace(state.text, state.text);
      try {
        await replaceFile(path8, " ".repeat(FIRST_LOGIN), facts.platform, () => false);
        return true;
      } catch (error) {
        throw fileError(error, path8, "written");
      }
    })
  };
}
function textNow(path8) {
  try {
    return readFileSync(path8, "utf8");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return void 0;
    throw error;
  }
}

// src/login/journal.ts
import { writeFileSync } from "node:fs";
var SPARE = 4096;
function openJournal(authFile, facts) {
  const path8 = `${authFile}.journal`;
  return {
    path: path8,
    read: async () => {
      const found = await readRegular(path8, facts).catch(() => void 0);
      return found?.kind === "text" ? parseTrace(found.text) : void 0;
    },
    begin: async ({ fingerprint, issuer, startedAt }, login, only) => {
      const room = Buffer.byteLength(JSON.stringify(serializeLogin(login))) + SPARE;
      const text = (second) => {
        const padding = " ".repeat(Math.max(0, room - Buffer.byteLength(second)));
        return `${JSON.stringify({ fingerprint, issuer, started_at: startedAt })}
${second}${padding}
`;
      };
      const fill = (second) => writeFileSync(path8, text(JSON.stringify(second)), { flag: "r+", flush: true });
      return await replaceFile(path8, text(""), facts.platform, only) ? {
        answer: (next) => fill({ codex: serializeLogin(next) }),
        refuse: (refusal) => fill({ refusal })
      } : void 0;
    },
    clear: () => removeIfThere(path8).then(
      () => {
      },
      () => {
      }
    )
  };
}
var reasons = ["expired", "used twice", "revoked", "refused", "interrupted"];
function parseRefusal(value) {
  if (!isObject(value)) return void 0;
  const reason = stringOf(value["reason"]);
  const at = numberOf(value["at"]);
  if (!reason || !reasons.includes(reason) || at === void 0) return void 0;
  return { reason, at };
}
function parseTrace(text) {
  const [first = "", second = ""] = text.split("\n");
  const head = parseJson(first);
  if (!isObject(head)) return void 0;
  const fingerprint = stringOf(head["fingerprint"]);
  const startedAt = numberOf(head["started_at"]);
  if (!fingerprint || startedAt === void 0) return void 0;
  const body = parseJson(second);
  const login = isObject(body) ? parseLogin(body["codex"]) : "";
  return {
    fingerprint,
    startedAt,
    issuer: stringOf(head["issuer"]) ?? "",
    answer: typeof login === "string" ? void 0 : login,
    refusal: isObject(body) ? parseRefusal(body["refusal"]) : void 0
  };
}

// src/login/earlier-files.ts
import { readdir as readdir3 } from "node:fs/promises";
import path2 from "node:path";
async function takeOverEarlierFiles(d, issuer) {
  const { dir, base } = path2.parse(d.file.path);
  const ours = (await readdir3(dir)).filter(
    (name) => name.startsWith(`${base}.`) && /^(?:lock\.[1-9]\d{0,8}|[\w-]{16}\.tmp|refused)$/.test(name.slice(base.length + 1))
  );
  if (ours.length === 0) return;
  const textOf2 = async (name) => {
    const found = await readRegular(path2.join(dir, name), d).catch(() => void 0);
    return found?.kind === "text" ? found.text : "";
  };
  const state = await d.file.read();
  const login = state.kind === "login" ? state.login : void 0;
  const print = login && fingerprintOf(login);
  const notes = await Promise.all(ours.map(async (name) => parseJson(await textOf2(name))));
  let startedAt;
  let successor;
  for (const [i, note] of notes.entries()) {
    if (!isObject(note) || !ours[i]?.startsWith(`${base}.lock.`)) continue;
    if (note["state"] !== "ended" && d.processAlive(numberOf(note["pid"]) ?? 0)) return;
    if (note["note"] !== print) continue;
    startedAt = Math.max(startedAt ?? 0, numberOf(note["started_at"]) ?? 0);
    const prepared = parseAuthFile("", await textOf2(`${base}.${stringOf(note["nonce"])}.tmp`));
    if (!login || prepared.kind !== "login" || sameTokens(prepared.login, login)) continue;
    if (sameAccount(prepared.login, login)) successor = prepared.login;
  }
  const refused2 = notes[ours.indexOf(`${base}.refused`)];
  const refusal = isObject(refused2) && refused2["fingerprint"] === print ? parseRefusal(refused2) : void 0;
  const at = startedAt ?? refusal?.at;
  if (login && print && at !== void 0 && (await d.journal.read())?.fingerprint !== print) {
    const entry = await d.journal.begin({ fingerprint: print, issuer, startedAt: at }, successor ?? login);
    if (successor) entry?.answer(successor);
    else if (refusal) entry?.refuse(refusal);
  }
  for (const name of ours) await removeIfThere(path2.join(dir, name)).catch(() => {
  });
}

// src/login/refresh.ts
var WAITS = { busyMs: 45e3, changeMs: 12e3, requestMs: 3e4 };
async function look2(d) {
  const state = await d.file.read();
  if (state.kind !== "login") return { state, login: void 0, pending: false, trace: void 0 };
  const found = await d.journal.read();
  const trace = found?.fingerprint === fingerprintOf(state.login) ? found : void 0;
  const answer = trace?.answer && sameAccount(trace.answer, state.login) ? trace.answer : void 0;
  return { state, login: answer ?? state.login, pending: answer !== void 0, trace };
}
function refusalIn(d, { trace, pending }) {
  return trace?.issuer === issuerOf(d) && !pending ? trace.refusal : void 0;
}
var issuerOf = (d) => new URL(d.profile.tokenUrl).origin;
async function lookAgain(d, mine) {
  const seen = await look2(d);
  if (seen.state.kind === "broken") throw seen.state.error;
  if (!seen.login) throw notSignedIn(`There is no login in ${d.file.path}.`);
  if (!sameAccount(seen.login, mine)) throw accountChanged();
  return { ...seen, login: seen.login };
}
async function refresh(d, mine, reason, patient) {
  if (!mine.refreshToken) throw expiredForGood();
  const { busyMs } = { ...WAITS, ...d.times };
  const began = performance.now();
  for (; ; ) {
    const attempt2 = await tryLock(d, d.file.path, !patient());
    if (attempt2.kind === "refused") return unspent(fileError(attempt2.error, `${d.file.path}.lock`, "made"));
    if (attempt2.kind === "held") {
      try {
        const outcome = await underLock(d, mine, reason, attempt2.lock);
        if (outcome !== "again") return outcome;
      } finally {
        await attempt2.lock.release();
      }
    } else {
      const seen = await lookAgain(d, mine);
      if (!sameTokens(seen.login, mine)) return { kind: "renewed", login: seen.login };
      const refusal = refusalIn(d, seen);
      if (refusal) return { kind: "refused", refusal };
      if (performance.now() - began > busyMs) return busy(attempt2.holder);
    }
    await d.sleep(40 + Math.floor((d.randomBytes(1)[0] ?? 0) / 2));
  }
}
async function underLock(d, mine, reason, lock) {
  try {
    await takeOverEarlierFiles(d, issuerOf(d));
  } catch (error) {
    return unspent(fileError(error, d.journal.path, "written"));
  }
  const seen = await lookAgain(d, mine);
  const newer = !sameTokens(seen.login, mine);
  if (seen.pending) {
    const problem = await putInPlace(d, seen);
    if (!newer) return problem ? unspent(problem) : "again";
    return problem ? { kind: "unplaced", login: seen.login, problem } : { kind: "renewed", login: seen.login };
  }
  if (!seen.trace) await d.journal.clear();
  if (newer) return { kind: "renewed", login: seen.login };
  const known2 = refusalIn(d, seen);
  if (known2) return { kind: "refused", refusal: known2 };
  const interruptedAt = seen.trace?.issuer === issuerOf(d) ? seen.trace.startedAt : void 0;
  const intent = {
    fingerprint: fingerprintOf(mine),
    issuer: issuerOf(d),
    startedAt: interruptedAt ?? d.now()
  };
  let entry;
  try {
    await d.file.probe(seen.state);
    entry = await d.journal.begin(intent, mine, lock.intact);
  } catch (error) {
    return lock.intact() ? unspent(fileError(error, d.journal.path, "written")) : "again";
  }
  if (!entry || !lock.intact()) return "again";
  d.log.debug(`refresh ${intent.fingerprint} begins (${reason})`);
  const heard = await ask(d, mine, reason);
  const forget = async () => {
    if (lock.intact()) await d.journal.clear();
  };
  if (heard.kind === "failed") {
    if (!heard.maybeSpent && interruptedAt === void 0) await forget();
    return heard.outcome;
  }
  if (heard.kind === "refused") {
    const { login } = await lookAgain(d, mine);
    if (!sameTokens(login, mine)) {
      await forget();
      return { kind: "renewed", login };
    }
    if (!lock.intact()) return "again";
    const lost = heard.reason !== "expired" && interruptedAt !== void 0;
    const refusal = lost ? { reason: "interrupted", at: interruptedAt } : { reason: heard.reason, at: d.now() };
    d.log.debug(`refresh ${intent.fingerprint} refused: ${refusal.reason}`);
    inJournal(d, () => entry.refuse(refusal));
    return { kind: "refused", refusal };
  }
  const next = withTokens(mine, heard.tokens, d.clock.now() / 1e3) ?? mine;
  const safe = lock.intact() && inJournal(d, () => entry.answer(next));
  const only = (found) => found !== void 0 && sameTokens(found, mine);
  try {
    const written = await d.file.write(next, { from: seen.state, only });
    await forget();
    const login = written ? next : (await lookAgain(d, mine)).login;
    d.log.debug(`refresh done, now ${fingerprintOf(login)}`);
    return { kind: "renewed", login };
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== "local") throw error;
    d.log.debug(`${safe ? "in the journal only" : "NOT STORED"}: ${error.message}`);
    return { kind: "unplaced", login: next, problem: error };
  }
}
function inJournal(d, write) {
  try {
    write();
    return true;
  } catch (error) {
    d.log.debug(`the journal refuses: ${String(error)}`);
    return false;
  }
}
async function ask(d, mine, reason) {
  const grant = {
    refreshToken: mine.refreshToken ?? "",
    reason,
    ...mine.clientId ? { clientId: mine.clientId } : {}
  };
  const signal = AbortSignal.timeout({ ...WAITS, ...d.times }.requestMs);
  try {
    const answer = await refreshTokens(d.fetch, d.profile, grant, signal);
    const verdict = judgeRefresh(answer, d.profile);
    const issuedAt = verdict.kind === "tokens" ? issuedAtOf(verdict.tokens.accessToken ?? "") : void 0;
    d.clock.observe(answer.serverTime ?? (issuedAt === void 0 ? void 0 : issuedAt * 1e3));
    if (verdict.kind !== "unavailable") return verdict;
    const problem = notNow(
      `The token endpoint answered ${verdict.status}.`,
      "auth.refresh_unavailable",
      "backend"
    );
    const outcome = { kind: "postponed", problem, retryAfter: answer.retryAfter ?? 0 };
    return { kind: "failed", maybeSpent: verdict.maybeSpent, outcome };
  } catch (error) {
    const known2 = error instanceof AppError && !signal.aborted ? error : void 0;
    const unsent = known2 !== void 0 && (known2.kind === "input" || known2.details["sent"] === false);
    const problem = known2 ?? notNow("The token endpoint did not answer in time.", "auth.refresh_timeout", "network");
    return { kind: "failed", maybeSpent: !unsent, outcome: { kind: "postponed", problem } };
  }
}
async function putInPlace(d, { state, login }) {
  if (state.kind !== "login" || !login) return void 0;
  const over = state.login;
  try {
    await d.file.write(login, {
      from: state,
      only: (found) => found !== void 0 && sameTokens(found, over)
    });
    await d.journal.clear();
    d.log.debug("the answer to a refresh that was cut off is in place now");
    return void 0;
  } catch (error) {
    return fileError(error, d.file.path, "written");
  }
}
async function finishPending(d) {
  const attempt2 = await tryLock(d, d.file.path, false);
  if (attempt2.kind === "refused") return fileError(attempt2.error, `${d.file.path}.lock`, "made");
  if (attempt2.kind === "busy") return void 0;
  try {
    const seen = await look2(d);
    return seen.pending ? await putInPlace(d, seen) : void 0;
  } finally {
    await attempt2.lock.release();
  }
}
async function changeUnderLock(d, change) {
  const { changeMs } = { ...WAITS, ...d.times };
  const began = performance.now();
  for (; ; ) {
    const attempt2 = await tryLock(d, d.file.path, true);
    if (attempt2.kind === "busy" && performance.now() - began < changeMs) {
      await d.sleep(50);
      continue;
    }
    try {
      const result = await change();
      if (attempt2.kind === "held") await takeOverEarlierFiles(d, issuerOf(d)).catch(() => {
      });
      await d.journal.clear();
      return result;
    } finally {
      if (attempt2.kind === "held") await attempt2.lock.release();
    }
  }
}
function busy(holder) {
  const who = holder?.pid === void 0 ? "another process" : `process ${holder.pid}`;
  return {
    kind: "postponed",
    problem: notNow(`It is being renewed by ${who}, for too long already.`, "auth.busy", "local")
  };
}
function notNow(why, code, kind) {
  return new AppError({
    kind,
    code,
    what: "The login could not be renewed just now.",
    why,
    fix: "Try again in a moment; you are not signed out."
  });
}
function unspent(error) {
  const what = "The login was not renewed, because the new one could not be kept.";
  return { kind: "postponed", problem: notKept(what, error, "You are not signed out.") };
}

// src/login/status.ts
function pendingLogin(attempt2, now) {
  if (!attempt2) return null;
  return {
    url: attempt2.browser?.url ?? null,
    code: attempt2.device?.userCode ?? null,
    code_url: attempt2.device?.url ?? null,
    expires_in_seconds: Math.max(0, Math.round((attempt2.expiresAt - now) / 1e3))
  };
}
function ownReport(f) {
  const { state, login } = f.seen;
  if (state.kind === "broken") return reportOn("login", void 0, { error: state.error });
  if (!login) return void 0;
  const expiresAt = expiresAtOf(login);
  const { isExpired } = freshnessOf(expiresAt, f.now);
  const renewable = login.refreshToken !== void 0;
  const dead = isExpired && (!renewable || f.refusal !== void 0);
  return {
    ...reportOn("login", "chatgpt", { identity: identityOfLogin(login), expiresAt }),
    renewable,
    usable: !dead,
    ...troubleWith2(f, isExpired)
  };
}
var told = (error) => ({ problem: sentences(error.what, error.why), fix: error.fix });
function troubleWith2({ seen, refusal, lastProblem, file, underWay }, isExpired) {
  if (refusal)
    return {
      problem: sentences(
        refusalSentence(refusal),
        isExpired ? void 0 : "It can be used until its access token ends."
      ),
      fix: say`Sign in again with ${its.login}.`
    };
  if (seen.pending)
    return {
      problem: sentences(
        `The renewed login is safe in ${file.path}.journal and in use, but not yet in ${file.path}.`,
        lastProblem && sentences(lastProblem.what, lastProblem.why)
      ),
      fix: sentences(lastProblem?.fix, "The next question puts it in place.")
    };
  if (lastProblem?.kind === "backend") return told(lastProblem);
  if (seen.trace && !underWay)
    return {
      problem: `A refresh was interrupted at ${clockTime(seen.trace.startedAt)}. It is tried again with the next question.`,
      fix: say`If that fails, sign in again with ${its.login}.`
    };
  if (lastProblem) return told(lastProblem);
  if (file.loose) return { problem: file.loose, fix: "Make it yours alone with `chmod 600` on that file." };
  if (!file.tightened) return {};
  return { problem: `${file.path} could be read by others; its permissions were tightened to 0600.` };
}
function statusOf({ report, attempt: attempt2, limits, authFile, now, serverNow, face }) {
  const { expiresIn, isExpired, needsRefresh } = freshnessOf(report?.expiresAt, serverNow);
  const usable2 = report?.mode !== void 0 && report.usable;
  const status = usable2 ? "authenticated" : attempt2 ? "pending" : isExpired ? "expired" : "not_authenticated";
  const problem = report?.problem ?? (status === "expired" ? "The login has expired." : void 0);
  const signIn = usable2 || attempt2 ? void 0 : say`Sign in with ${its.login}.`;
  const fix = report?.fix ?? signIn;
  const identity = report?.identity ?? {};
  const there = report !== void 0 && (report.mode !== void 0 || report.source !== "login");
  return {
    status,
    authenticated: usable2,
    account_id: identity.accountId ?? null,
    expires_in_seconds: expiresIn === void 0 ? null : Math.max(0, expiresIn),
    has_refresh_token: report?.renewable ?? false,
    is_expired: isExpired,
    // Another program's login is never renewed here.
    needs_refresh: needsRefresh && report?.source === "login",
    source: there ? report.source : null,
    plan: identity.plan ?? null,
    email: identity.email ? maskEmail(identity.email) : null,
    workspace: identity.accountId ?? null,
    limits,
    login: pendingLogin(attempt2, now),
    auth_file: authFile,
    problem: problem === void 0 ? null : inWords(problem, face),
    fix: fix === void 0 ? null : inWords(fix, face)
  };
}

// src/login/tokens.ts
var ALIVE_WAIT_MS = 3e3;
var JUST_RENEWED_MS = 6e4;
var LONGEST_REST_MS = 3e4;
function backoffMs(failures) {
  return Math.min(6e4, 1e3 * 2 ** Math.max(0, failures - 1));
}
var CALM = { failures: 0, quietUntil: 0, restUntil: 0, justRenewed: void 0, problem: void 0 };
function paceAfter(outcome, { failures }, now, serverNow) {
  if (outcome.kind === "refused") return CALM;
  const problem = outcome.kind === "renewed" ? void 0 : outcome.problem;
  if (outcome.kind !== "postponed") {
    const { needsRefresh } = freshnessOf(expiresAtOf(outcome.login), serverNow);
    if (!needsRefresh) return { ...CALM, problem };
    return { ...CALM, problem, justRenewed: outcome.login.accessToken, quietUntil: now + JUST_RENEWED_MS };
  }
  const asked = outcome.retryAfter === void 0 ? 0 : outcome.retryAfter * 1e3;
  const quietUntil = now + Math.max(backoffMs(failures + 1), asked);
  const restUntil = outcome.retryAfter === void 0 ? 0 : Math.min(quietUntil, now + LONGEST_REST_MS);
  return { ...CALM, failures: failures + 1, quietUntil, restUntil, problem };
}
function credentialOf(login) {
  return { source: "login", route: "chatgpt", accessToken: login.accessToken, ...identityOfLogin(login) };
}
function loginOf(outcome, before) {
  if (outcome.kind === "refused") throw signInAgain(outcome.refusal);
  if (outcome.kind === "postponed") throw outcome.problem;
  if (!sameAccount(outcome.login, before)) throw accountChanged();
  return outcome.login;
}
function notStored(error) {
  if (!(error instanceof AppError) || error.kind !== "local") throw error;
  if (error.code === "auth_file.broken") throw error;
  throw notKept("A new login cannot be kept.", error, say`Then sign in with ${its.login}.`);
}
function createTokenManager(given) {
  const d = {
    ...given,
    file: openAuthFile(given.authFile, given),
    journal: openJournal(given.authFile, given)
  };
  let inFlight;
  let urgent = false;
  let pace = CALM;
  const renewOnce = (login, reason) => {
    if (!inFlight) {
      const patient = () => !urgent && !freshnessOf(expiresAtOf(login), d.clock.now()).isExpired;
      inFlight = refresh(d, login, reason, patient).then((outcome) => {
        pace = paceAfter(outcome, pace, d.now(), d.clock.now());
        return outcome;
      }).finally(() => {
        inFlight = void 0;
        urgent = false;
      });
      inFlight.catch(() => {
      });
    }
    return inFlight;
  };
  const renewNow = async (seen, reason) => {
    const { login } = seen;
    if (!login?.refreshToken) throw expiredForGood();
    const refusal = refusalIn(d, seen);
    if (refusal) throw signInAgain(refusal);
    if (pace.problem && d.now() < pace.restUntil) throw pace.problem;
    urgent = true;
    return loginOf(await renewOnce(login, reason), login);
  };
  const improve = async (login) => {
    const stop = new AbortController();
    const patience = d.sleep(ALIVE_WAIT_MS, stop.signal).catch(() => {
    });
    const outcome = await Promise.race([renewOnce(login, "proactive_expiry"), patience]);
    stop.abort();
    return outcome && "login" in outcome ? loginOf(outcome, login) : login;
  };
  const seenNow = async () => {
    const seen = await look2(d);
    if (seen.state.kind === "broken") throw seen.state.error;
    return seen;
  };
  const bestFor = async (seen, login) => {
    const { needsRefresh, isExpired } = freshnessOf(expiresAtOf(login), d.clock.now());
    if (!needsRefresh) return login;
    const quiet = d.now() < pace.quietUntil;
    if (quiet && (!isExpired || pace.justRenewed === login.accessToken)) return login;
    if (isExpired) return renewNow(seen, "proactive_expiry");
    return login.refreshToken && !refusalIn(d, seen) ? improve(login) : login;
  };
  return {
    name: "login",
    credential: async () => {
      const seen = await seenNow();
      if (seen.pending) pace = { ...pace, problem: await finishPending(d) };
      return seen.login && credentialOf(await bestFor(seen, seen.login));
    },
    renew: async (used) => {
      const seen = await seenNow();
      if (!seen.login) throw notSignedIn(`There is no login in ${d.file.path}.`);
      if (!sameIdentity(identityOfLogin(seen.login), used)) throw accountChanged();
      if (seen.login.accessToken !== used.accessToken) return credentialOf(seen.login);
      const login = await renewNow(seen, "unauthorized_recovery");
      if (login.accessToken === used.accessToken) throw stillUnauthorized();
      return credentialOf(login);
    },
    report: async () => {
      const seen = await look2(d);
      const holder = seen.trace && !inFlight ? await lockHolder(d, d.file.path) : void 0;
      return ownReport({
        seen,
        now: d.clock.now(),
        refusal: refusalIn(d, seen),
        underWay: inFlight !== void 0 || holder?.verdict === "alive",
        lastProblem: pace.problem,
        file: d.file
      });
    },
    current: async () => (await seenNow()).login,
    probe: () => d.file.probe().catch(notStored),
    store: async (login) => {
      await changeUnderLock(d, () => d.file.write(login)).catch(notStored);
      pace = CALM;
    },
    remove: async () => {
      const removed = await changeUnderLock(d, async () => {
        const { login } = await seenNow();
        if (login) await d.file.write(void 0);
        return login;
      });
      pace = CALM;
      return removed;
    },
    settled: async () => {
      await inFlight?.catch(() => {
      });
    }
  };
}
async function describeStore(authFile, d) {
  const { state, trace } = await look2({ file: openAuthFile(authFile, d), journal: openJournal(authFile, d) });
  const says = trace?.answer ? "answer" : trace?.refusal ? "refusal" : "nothing";
  const journal = trace && { startedAt: trace.startedAt, says };
  return { state, holder: await lockHolder(d, authFile), journal };
}

// src/ask/resolve.ts
async function resolve(d, model, signal) {
  void d.catalogue.warm();
  const credential = await orAborted(d.credentials.credential(), signal);
  const [view, payer] = await orAborted(
    Promise.all([d.catalogue.get(credential), locate(d, credential, signal), d.guard?.(credential)]),
    signal
  );
  const refresh2 = () => orAborted(d.catalogue.refresh(payer.credential, true), signal);
  return { ...payer, ...await chooseModel(model, view, refresh2) };
}
async function locate(d, credential, signal) {
  try {
    return { credential, route: await d.routing.routeFor(credential, signal), renewed: false };
  } catch (error) {
    if (isRefusedToken(error)) return renew(d, credential, signal);
    throw error;
  }
}
async function renew(d, used, signal) {
  const credential = await orAborted(d.credentials.renew(used), signal);
  try {
    return { credential, route: await d.routing.routeFor(credential, signal), renewed: true };
  } catch (error) {
    throw isRefusedToken(error) ? stillUnauthorized() : error;
  }
}
var FREE = "no_constraint";
var AUTH = "https://api.openai.com/auth";
var WORKSPACES = /^(?:ent|enterprise|edu)/;
function routingNeed(credential) {
  if (credential.route !== "chatgpt" || credential.accountId === void 0) return "never";
  const auth = jwtPayload(credential.accessToken)?.[AUTH];
  const bound = ["chatgpt_compute_residency", "chatgpt_data_residency"].some((claim) => {
    const value = stringOf(member(auth, claim))?.toLowerCase();
    return value !== void 0 && value !== FREE;
  });
  if (bound || credential.fedramp === true) return "always";
  return WORKSPACES.test(credential.plan ?? "") ? "if known" : "never";
}
function unroutable(why) {
  return new AppError({
    kind: "backend",
    code: "routing.unknown",
    what: "The question was not sent, because it is not known where this workspace’s data may go.",
    why,
    fix: "Try again in a moment; if it stays so, ask your workspace’s admin."
  });
}
function originOf(value, baseUrl) {
  const base = new URL(baseUrl);
  if (value.toLowerCase() === FREE) return base.origin;
  const url = URL.canParse(value) ? new URL(value) : void 0;
  const loopback = (host) => ["127.0.0.1", "[::1]", "localhost"].includes(host);
  const local = url?.protocol === "http:" && loopback(url.hostname) && loopback(base.hostname);
  const bare = url && url.pathname === "/" && !url.search && !url.hash && !url.username && !url.password;
  if (!url || !bare || !(url.protocol === "https:" || local))
    throw unroutable("The backend named for it is no https origin.");
  return url.origin;
}
function judgeAccounts(body, accountId, baseUrl) {
  const list = member(body, "accounts");
  const own = Array.isArray(list) ? list.find((a) => isObject(a) && a["id"] === accountId) : void 0;
  if (!isObject(own)) throw unroutable("OpenAI does not list the workspace.");
  const origin = stringOf(own["workspace_backend_origin"]);
  if (origin === void 0) throw unroutable("OpenAI names no backend for it.");
  const override = stringOf(own["account_routing_override"])?.toLowerCase() ?? FREE;
  const region = override === FREE ? void 0 : /^([a-z]{2})(?:_cr)?$/.exec(override)?.[1];
  if (override !== FREE && region === void 0)
    throw unroutable("OpenAI names a region that codex-oauth does not know.");
  return {
    baseUrl: originOf(origin, baseUrl) + new URL(baseUrl).pathname.replace(/\/+$/, ""),
    headers: region ? { "x-openai-account-routing-override": region } : {}
  };
}
var REFUSED2 = "auth.unauthorized";
function isRefusedToken(error) {
  return error instanceof AppError && error.code === REFUSED2;
}
var PAUSE_MS = 6e4;
function createRouting(d) {
  let known2;
  return {
    routeFor: async (credential, signal) => {
      const plain = {
        baseUrl: credential.route === "api" ? d.apiBaseUrl : d.baseUrl,
        headers: {}
      };
      const need = routingNeed(credential);
      const { accountId, accessToken } = credential;
      if (need === "never" || accountId === void 0) return plain;
      if (known2?.token === accessToken && d.now() < known2.until) return known2.route;
      try {
        const answer = await backendGet(d, credential, "/wham/accounts/check", { signal });
        if (answer.status === 401)
          throw new AppError({
            kind: "sign-in",
            code: REFUSED2,
            what: "OpenAI does not accept the login.",
            fix: say`Sign in again with ${its.login}.`
          });
        if (answer.status !== 200) throw unroutable(`The server answered ${answer.status}.`);
        const route = judgeAccounts(parseJson(answer.body), accountId, d.baseUrl);
        known2 = { token: accessToken, route, until: Number.POSITIVE_INFINITY };
        return route;
      } catch (error) {
        if (need === "always" || signal.aborted || isRefusedToken(error)) throw error;
        d.log.debug(`routing: ${error instanceof Error ? error.message : "unknown failure"}`);
        known2 = { token: accessToken, route: plain, until: d.now() + PAUSE_MS };
        return plain;
      }
    }
  };
}

// src/ask/answer.ts
function usageOf(response) {
  const usage = member(response, "usage");
  const inputTokens = numberOf(member(usage, "input_tokens"));
  const outputTokens = numberOf(member(usage, "output_tokens"));
  if (inputTokens === void 0 || outputTokens === void 0) return void 0;
  return {
    inputTokens,
    outputTokens,
    cachedTokens: numberOf(member(usage, "input_tokens_details", "cached_tokens")) ?? 0,
    reasoningTokens: numberOf(member(usage, "output_tokens_details", "reasoning_tokens")) ?? 0
  };
}
function messageText(item) {
  if (!isObject(item) || item["type"] !== "message" || item["phase"] === "commentary") return void 0;
  const content = item["content"];
  if (!Array.isArray(content)) return void 0;
  return content.map((part) => stringOf(member(part, "text")) ?? stringOf(member(part, "refusal")) ?? "").join("");
}
var GAP = "\n\n";
var THOUGHT = 400;
var AnswerAssembly = class {
  phase = "waiting";
  ending = { kind: "open" };
  usage;
  model;
  /** Characters of answer seen so far. Above 0 a retry would repeat what was shown. */
  length = 0;
  /** The finished items in order, to be sent again with the next turn of the thread. */
  items = [];
  /** In the order of their first sign; a message without an id goes by the empty one. */
  #messages = /* @__PURE__ */ new Map();
  #commentary = /* @__PURE__ */ new Set();
  #last = "";
  #summary = "";
  /** The line of the reasoning summary or the search that is under way, for progress messages. */
  get thought() {
    const lines = this.#summary.split("\n").filter((line) => line.trim() !== "");
    return (lines.at(-1) ?? "").replace(/[*_`#]/g, "").trim();
  }
  /** The answer: finished items where there are any, else the deltas (docs/wire.md 7.1). */
  text() {
    const texts = [...this.#messages.values()].map((message) => message.whole ?? message.deltas.join(""));
    return texts.filter((text) => text !== "").join(GAP);
  }
  /** Takes one event; returns the piece of the answer's text that it added, if any. */
  take(event) {
    const { response } = event;
    switch (event.type) {
      case "response.output_text.delta":
      case "response.refusal.delta":
        return this.#onDelta(event);
      case "response.created":
        this.model = stringOf(member(response, "model")) ?? this.model;
        return void 0;
      case "response.output_item.added":
        this.#onAdded(event["item"]);
        return void 0;
      case "response.output_item.done":
        return this.#onDone(event["item"]);
      case "response.reasoning_summary_part.added":
        this.#summary = "";
        this.phase = "thinking";
        return void 0;
      case "response.reasoning_summary_text.delta":
        this.#summary = (this.#summary + (stringOf(event["delta"]) ?? "")).slice(-THOUGHT);
        return void 0;
      case "response.completed":
        return this.#onCompleted(response);
      case "response.failed": {
        const error = member(response, "error") ?? event["error"];
        this.#onEnd(response, { kind: "failed", error: isObject(error) ? error : {} });
        return void 0;
      }
      case "response.incomplete": {
        const reason = stringOf(member(response, "incomplete_details", "reason")) ?? "unknown";
        this.#onEnd(response, { kind: "incomplete", reason });
        return void 0;
      }
      case "error":
        this.#onEnd(void 0, { kind: "failed", error: isObject(event["error"]) ? event["error"] : event });
        return void 0;
      default:
        return void 0;
    }
  }
  #messageOf(id) {
    const known2 = this.#messages.get(id);
    if (known2) return known2;
    const made2 = { deltas: [], whole: void 0 };
    this.#messages.set(id, made2);
    return made2;
  }
  /** Counts what is new and puts the gap before the first piece of a further message. */
  #emit(id, text) {
    const piece = this.length > 0 && id !== this.#last ? GAP + text : text;
    this.#last = id;
    this.length += piece.length;
    this.phase = "writing";
    return piece;
  }
  #onAdded(item) {
    const type = member(item, "type");
    if (type === "reasoning") this.phase = "thinking";
    else if (type === "web_search_call") this.phase = "searching";
    else if (type === "message") {
      const id = stringOf(member(item, "id"));
      if (member(item, "phase") === "commentary" && id) this.#commentary.add(id);
      else this.phase = "writing";
    }
  }
  #onDelta(event) {
    const id = stringOf(event["item_id"]) ?? "";
    const delta = stringOf(event["delta"]);
    if (delta === void 0 || this.#commentary.has(id)) return void 0;
    this.#messageOf(id).deltas.push(delta);
    return this.#emit(id, delta);
  }
  #onDone(item) {
    if (!isObject(item)) return void 0;
    this.items.push(item);
    const query = stringOf(member(item, "action", "query"));
    if (item["type"] === "web_search_call" && query) this.#summary = query;
    const text = messageText(item);
    const id = stringOf(item["id"]) ?? "";
    if (text === void 0) {
      if (item["type"] === "message") this.#messages.delete(id);
      return void 0;
    }
    const message = this.#messageOf(this.#messages.has(id) || !this.#messages.has("") ? id : "");
    message.whole = (message.whole ?? "") + text;
    return message.deltas.length > 0 || text === "" ? void 0 : this.#emit(id, text);
  }
  #onEnd(response, ending) {
    this.ending = ending;
    this.usage = usageOf(response) ?? this.usage;
    this.model = stringOf(member(response, "model")) ?? this.model;
  }
  #onCompleted(response) {
    this.#onEnd(response, { kind: "completed" });
    const output = member(response, "output");
    if (this.items.length > 0 || this.length > 0 || !Array.isArray(output)) return void 0;
    const pieces = output.map((item) => this.#onDone(item)).filter((piece) => piece !== void 0);
    return pieces.length > 0 ? pieces.join("") : void 0;
  }
};

// node_modules/.pnpm/eventsource-parser@3.1.1/node_modules/eventsource-parser/dist/index.js
var ParseError = class extends Error {
  constructor(message, options) {
    super(message), this.name = "ParseError", this.type = options.type, this.field = options.field, this.value = options.value, this.line = options.line;
  }
};
var LF = 10;
var CR = 13;
var SPACE = 32;
function noop(_arg) {
}
function createParser(config) {
  if (typeof config == "function")
    throw new TypeError(
      "`config` must be an object, got a function instead. Did you mean `createParser({onEvent: fn})`?"
    );
  const { onEvent = noop, onError = noop, onRetry = noop, onComment, maxBufferSize } = config, pendingFragments = [];
  let pendingFragmentsLength = 0, isFirstChunk = true, id, data = "", dataLines = 0, eventType, terminated = false;
  function feed(chunk) {
    if (terminated)
      throw new Error(
        "Cannot feed parser: it was terminated after exceeding the configured max buffer size. Call `reset()` to resume parsing."
      );
    if (isFirstChunk && (isFirstChunk = false, chunk.charCodeAt(0) === 239 && chunk.charCodeAt(1) === 187 && chunk.charCodeAt(2) === 191 && (chunk = chunk.slice(3))), pendingFragments.length === 0) {
      const trailing2 = processLines(chunk);
      trailing2 !== "" && (pendingFragments.push(trailing2), pendingFragmentsLength = trailing2.length), checkBufferSize();
      return;
    }
    if (chunk.indexOf(`
`) === -1 && chunk.indexOf("\r") === -1) {
      pendingFragments.push(chunk), pendingFragmentsLength += chunk.length, checkBufferSize();
      return;
    }
    pendingFragments.push(chunk);
    const input = pendingFragments.join("");
    pendingFragments.length = 0, pendingFragmentsLength = 0;
    const trailing = processLines(input);
    trailing !== "" && (pendingFragments.push(trailing), pendingFragmentsLength = trailing.length), checkBufferSize();
  }
  function checkBufferSize() {
    maxBufferSize !== void 0 && (pendingFragmentsLength + data.length <= maxBufferSize || (terminated = true, pendingFragments.length = 0, pendingFragmentsLength = 0, id = void 0, data = "", dataLines = 0, eventType = void 0, onError(
      new ParseError(`Buffered data exceeded max buffer size of ${maxBufferSize} characters`, {
        type: "max-buffer-size-exceeded"
      })
    )));
  }
  function processLines(chunk) {
    let searchIndex = 0;
    if (chunk.indexOf("\r") === -1) {
      let lfIndex = chunk.indexOf(`
`, searchIndex);
      for (; lfIndex !== -1; ) {
        if (searchIndex === lfIndex) {
          dataLines > 0 && onEvent({ id, event: eventType, data }), id = void 0, data = "", dataLines = 0, eventType = void 0, searchIndex = lfIndex + 1, lfIndex = chunk.indexOf(`
`, searchIndex);
          continue;
        }
        const firstCharCode = chunk.charCodeAt(searchIndex);
        if (isDataPrefix(chunk, searchIndex, firstCharCode)) {
          const valueStart = chunk.charCodeAt(searchIndex + 5) === SPACE ? searchIndex + 6 : searchIndex + 5, value = chunk.slice(valueStart, lfIndex);
          if (dataLines === 0 && chunk.charCodeAt(lfIndex + 1) === LF) {
            onEvent({ id, event: eventType, data: value }), id = void 0, data = "", eventType = void 0, searchIndex = lfIndex + 2, lfIndex = chunk.indexOf(`
`, searchIndex);
            continue;
          }
          data = dataLines === 0 ? value : `${data}
${value}`, dataLines++;
        } else isEventPrefix(chunk, searchIndex, firstCharCode) ? eventType = chunk.slice(
          chunk.charCodeAt(searchIndex + 6) === SPACE ? searchIndex + 7 : searchIndex + 6,
          lfIndex
        ) || void 0 : parseLine(chunk, searchIndex, lfIndex);
        searchIndex = lfIndex + 1, lfIndex = chunk.indexOf(`
`, searchIndex);
      }
      return chunk.slice(searchIndex);
    }
    for (; searchIndex < chunk.length; ) {
      const crIndex = chunk.indexOf("\r", searchIndex), lfIndex = chunk.indexOf(`
`, searchIndex);
      let lineEnd = -1;
      if (crIndex !== -1 && lfIndex !== -1 ? lineEnd = crIndex < lfIndex ? crIndex : lfIndex : crIndex !== -1 ? crIndex === chunk.length - 1 ? lineEnd = -1 : lineEnd = crIndex : lfIndex !== -1 && (lineEnd = lfIndex), lineEnd === -1)
        break;
      parseLine(chunk, searchIndex, lineEnd), searchIndex = lineEnd + 1, chunk.charCodeAt(searchIndex - 1) === CR && chunk.charCodeAt(searchIndex) === LF && searchIndex++;
    }
    return chunk.slice(searchIndex);
  }
  function parseLine(chunk, start, end) {
    if (start === end) {
      dispatchEvent();
      return;
    }
    const firstCharCode = chunk.charCodeAt(start);
    if (isDataPrefix(chunk, start, firstCharCode)) {
      const valueStart = chunk.charCodeAt(start + 5) === SPACE ? start + 6 : start + 5, value2 = chunk.slice(valueStart, end);
      data = dataLines === 0 ? value2 : `${data}
${value2}`, dataLines++;
      return;
    }
    if (isEventPrefix(chunk, start, firstCharCode)) {
      eventType = chunk.slice(chunk.charCodeAt(start + 6) === SPACE ? start + 7 : start + 6, end) || void 0;
      return;
    }
    if (firstCharCode === 105 && chunk.charCodeAt(start + 1) === 100 && chunk.charCodeAt(start + 2) === 58) {
      const value2 = chunk.slice(chunk.charCodeAt(start + 3) === SPACE ? start + 4 : start + 3, end);
      value2.includes("\0") || (id = value2);
      return;
    }
    if (firstCharCode === 58) {
      if (onComment) {
        const line2 = chunk.slice(start, end);
        onComment(line2.slice(chunk.charCodeAt(start + 1) === SPACE ? 2 : 1));
      }
      return;
    }
    const line = chunk.slice(start, end), fieldSeparatorIndex = line.indexOf(":");
    if (fieldSeparatorIndex === -1) {
      processField(line, "", line);
      return;
    }
    const field = line.slice(0, fieldSeparatorIndex), offset = line.charCodeAt(fieldSeparatorIndex + 1) === SPACE ? 2 : 1, value = line.slice(fieldSeparatorIndex + offset);
    processField(field, value, line);
  }
  function processField(field, value, line) {
    switch (field) {
      case "event":
        eventType = value || void 0;
        break;
      case "data":
        data = dataLines === 0 ? value : `${data}
${value}`, dataLines++;
        break;
      case "id":
        value.includes("\0") || (id = value);
        break;
      case "retry":
        /^\d+$/.test(value) ? onRetry(parseInt(value, 10)) : onError(
          new ParseError(`Invalid \`retry\` value: "${value}"`, {
            type: "invalid-retry",
            value,
            line
          })
        );
        break;
      default:
        onError(
          new ParseError(
            `Unknown field "${field.length > 20 ? `${field.slice(0, 20)}…` : field}"`,
            { type: "unknown-field", field, value, line }
          )
        );
        break;
    }
  }
  function dispatchEvent() {
    dataLines > 0 && onEvent({
      id,
      event: eventType,
      data
    }), id = void 0, data = "", dataLines = 0, eventType = void 0;
  }
  function reset(options = {}) {
    if (options.consume && pendingFragments.length > 0) {
      const incompleteLine = pendingFragments.join("");
      parseLine(incompleteLine, 0, incompleteLine.length);
    }
    isFirstChunk = true, id = void 0, data = "", dataLines = 0, eventType = void 0, pendingFragments.length = 0, pendingFragmentsLength = 0, terminated = false;
  }
  return { feed, reset };
}
function isDataPrefix(chunk, i, firstCharCode) {
  return firstCharCode === 100 && chunk.charCodeAt(i + 1) === 97 && chunk.charCodeAt(i + 2) === 116 && chunk.charCodeAt(i + 3) === 97 && chunk.charCodeAt(i + 4) === 58;
}
function isEventPrefix(chunk, i, firstCharCode) {
  return firstCharCode === 101 && chunk.charCodeAt(i + 1) === 118 && chunk.charCodeAt(i + 2) === 101 && chunk.charCodeAt(i + 3) === 110 && chunk.charCodeAt(i + 4) === 116 && chunk.charCodeAt(i + 5) === 58;
}

// src/ask/events.ts
var MAX_EVENT = 32 * 1048576;
function eventFeed(onEvent) {
  const parser = createParser({
    maxBufferSize: MAX_EVENT,
    onEvent: ({ data }) => {
      const value = parseJson(data);
      if (isObject(value) && typeof value["type"] === "string") onEvent(value);
    }
  });
  return (text) => parser.feed(text);
}
async function readEvents(body, options) {
  const feed = eventFeed(options.onEvent);
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let idle2 = false;
  const watchdog = setTimeout(() => {
    idle2 = true;
    reader.cancel().catch(() => {
    });
  }, options.idleMs);
  try {
    while (!options.finished()) {
      const { done, value } = await reader.read();
      if (done) break;
      watchdog.refresh();
      feed(decoder.decode(value, { stream: true }));
    }
    if (!options.finished()) feed(`${decoder.decode()}

`);
  } finally {
    clearTimeout(watchdog);
    reader.cancel().catch(() => {
    });
  }
  return idle2 && !options.finished() ? "idle" : "done";
}

// src/ask/patience.ts
var PATIENCE = { headersMs: 12e4, idleMs: 3e5, longIdleMs: 9e5 };
var LONG = /* @__PURE__ */ new Set(["high", "xhigh", "max"]);
function idleLimit(effort, patience) {
  return LONG.has(effort ?? "") ? patience.longIdleMs : patience.idleMs;
}
var DISPATCHER = /* @__PURE__ */ Symbol.for("undici.globalDispatcher.1");
var KNOWN = /* @__PURE__ */ new Set(["Agent", "EnvHttpProxyAgent"]);
var made;
async function untimed(fetch) {
  if (Reflect.get(globalThis, DISPATCHER) === void 0)
    await fetch("data:,").then(
      (r) => r.text(),
      () => ""
    );
  const current = Reflect.get(globalThis, DISPATCHER);
  if (made && made.from === current) return made.init;
  const kind = typeof current === "object" && current !== null ? current.constructor : void 0;
  if (typeof kind !== "function" || !KNOWN.has(kind.name)) return {};
  const dispatcher = Reflect.construct(kind, [{ bodyTimeout: 0, headersTimeout: 0 }]);
  made = { from: current, init: { dispatcher } };
  return made.init;
}

// src/ask/attempt.ts
var BODY_LIMIT = 65536;
var BODY_MS = 1e4;
var SLOWEST = 50;
var CLIENT_IDLE_MS = 3e5;
async function attempt(d, o) {
  let response;
  const hung = new AbortController();
  const body = JSON.stringify(o.request.body);
  const timer = setTimeout(() => hung.abort(), o.headersMs + body.length / SLOWEST);
  try {
    response = await d.fetch(o.request.url, {
      ...await untimed(d.fetch),
      method: "POST",
      headers: o.request.headers,
      body,
      signal: anySignal(o.signal, hung.signal),
      // A redirect would carry the question to another server: it is judged, not followed.
      redirect: "manual"
    });
  } catch (error) {
    if (o.signal.aborted) throw error;
    return { refusal: hung.signal.aborted ? silent(o) : unreachable(error, o) };
  } finally {
    clearTimeout(timer);
  }
  return readResponse(d, o, response);
}
function silent({ request, headersMs }) {
  return refuse({
    ...REFUSED.silent,
    what: `${new URL(request.url).host} accepted the question and did not answer.`,
    why: `Nothing came within ${Math.round(headersMs / 1e3)} s.`
  });
}
function unreachable(cause, { request }) {
  const error = networkError(cause, request.url);
  if (!(error instanceof AppError)) throw error;
  return { error, retry: { kind: error.code === "network.tls" ? "never" : "request" } };
}
async function readResponse(d, o, response) {
  const header = (name) => response.headers.get(name);
  d.clock.observe(Date.parse(header("date") ?? ""));
  const requestId = header("x-request-id") ?? header("x-oai-request-id") ?? void 0;
  const told2 = {
    requestId,
    model: header("openai-model") ?? void 0,
    turnState: header("x-codex-turn-state") ?? void 0,
    modelsEtag: header("x-models-etag")
  };
  let limits = limitsFromHeaders(header, d.now());
  const { body, status } = response;
  const type = header("content-type") ?? "";
  if (!response.ok || !body || /^(?:text\/html|application\/json)\b/i.test(type)) {
    const text = body ? await readBeginning(body) : "";
    o.signal.throwIfAborted();
    return { ...told2, limits, refusal: judgeHttp({ status, header, body: text, now: d.clock.now() }) };
  }
  const assembly = new AnswerAssembly();
  o.onEvent(assembly);
  let found;
  try {
    const end = await readEvents(body, {
      idleMs: o.idleMs,
      finished: () => assembly.ending.kind !== "open",
      onEvent: (event) => {
        if (event.type === "codex.rate_limits") limits = mergeLimits(limits, limitsFromEvent(event, d.now()));
        const text = assembly.take(event);
        if (text !== void 0) o.onText(text);
        o.onEvent(assembly);
      }
    });
    found = end === "idle" ? idle(o.idleMs) : judgeEnding(assembly, d.clock.now());
  } catch (error) {
    if (o.signal.aborted) throw error;
    const timedOut2 = errnoOf(error instanceof Error ? error.cause : void 0) === "UND_ERR_BODY_TIMEOUT";
    found = timedOut2 ? idle(CLIENT_IDLE_MS) : REFUSED.cut;
  }
  return { ...told2, limits, assembly, refusal: found && refuse(found, { requestId }) };
}
function idle(ms) {
  return { ...REFUSED.idle, why: `Nothing arrived for ${Math.round(ms / 1e3)} s.` };
}
function judgeEnding(assembly, now) {
  const { ending } = assembly;
  switch (ending.kind) {
    case "completed":
      return assembly.text().trim() === "" ? REFUSED.empty : void 0;
    case "failed":
      return judgeFailure(ending.error, now);
    case "incomplete":
      return judgeIncomplete(ending.reason);
    case "open":
      return REFUSED.cut;
  }
}
async function readBeginning(body) {
  const reader = body.getReader();
  const chunks = [];
  let size = 0;
  const timer = setTimeout(() => void reader.cancel().catch(() => {
  }), BODY_MS);
  try {
    while (size < BODY_LIMIT) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      size += value.length;
    }
  } catch {
  } finally {
    clearTimeout(timer);
    reader.cancel().catch(() => {
    });
  }
  return Buffer.concat(chunks).toString("utf8", 0, BODY_LIMIT);
}

// src/ask/send.ts
async function send(d, first, hooks) {
  const patience = d.patience ?? PATIENCE;
  const notes = [];
  let ready = first;
  let spent = NOTHING_SPENT;
  let turnState;
  for (let retries = 0; ; retries += 1) {
    const { model, credential } = ready;
    const effort = effortFor(ready.question, model);
    const waiting = (phase, thought = "") => hooks.onProgress?.({ phase, model: model.slug, effort, thought, length: 0 });
    waiting("sending");
    let live;
    const tried = await attempt(d, {
      request: buildRequest(ready, d.userAgent, turnState),
      signal: hooks.signal,
      headersMs: patience.headersMs,
      idleMs: idleLimit(effort, patience),
      onText: (text) => hooks.onText?.(text),
      onEvent: (assembly2) => hooks.onProgress?.(live ??= liveProgress(assembly2, model.slug, effort))
    });
    turnState ??= tried.turnState;
    if (tried.limits) d.onLimits?.(tried.limits, credential);
    if (credential.route === "chatgpt") d.catalogue.noticeEtag(tried.modelsEtag ?? null, credential);
    const { refusal, assembly } = tried;
    if (assembly && (!refusal || assembly.length > 0)) {
      const answered = tried.model ?? assembly.model ?? model.slug;
      return { ready, tried, assembly, answered, retries, notes };
    }
    if (!refusal) continue;
    d.log.debug(`refused: ${refusal.error.code} (${refusal.retry.kind}) after ${retries} retries`);
    const changed = await recover(d, ready, refusal, hooks.signal);
    if (changed) {
      if (changed.note !== void 0) notes.push(changed.note);
      if (changed.ready.model !== model) turnState = void 0;
      ready = changed.ready;
      continue;
    }
    const again = nextTry(refusal.retry, spent, d.random());
    if (!again) throw refusal.error;
    spent = again.spent;
    waiting("retrying", `in ${humanSeconds(again.waitMs / 1e3)}: ${refusal.error.said("assistant").what}`);
    await d.sleep(again.waitMs, hooks.signal);
  }
}
async function recover(d, ready, { error, retry, about }, signal) {
  const { credential, model, question, parts } = ready;
  if (retry.kind === "renew") {
    if (ready.renewed) throw stillUnauthorized();
    return { ready: { ...ready, ...await renew(d, credential, signal) } };
  }
  if (about === "history") {
    const history = ready.history.filter((item) => item["type"] !== "reasoning");
    if (history.length === ready.history.length) throw error;
    const note = "The reasoning of earlier turns was left out: it was made for another account or has expired.";
    return { ready: { ...ready, history }, note };
  }
  if (about === "model" && credential.route === "chatgpt") {
    const view = await orAborted(d.catalogue.refresh(credential, true), signal);
    const other = preferredModel(view);
    if (question.model !== void 0 || view.source !== "live" || other.slug === model.slug)
      throw refusedModel(error, model.slug, view);
    checkAgainstModel(question, parts, other);
    return { ready: { ...ready, model: other, view } };
  }
  return void 0;
}
function liveProgress(a, model, effort) {
  return {
    model,
    effort,
    get phase() {
      return a.phase;
    },
    get thought() {
      return a.thought;
    },
    get length() {
      return a.length;
    }
  };
}
var REQUEST_RETRIES = 4;
var STREAM_RETRIES = 5;
var NOTHING_SPENT = { request: 0, stream: 0 };
function backoffDelay(attempt2, random) {
  return Math.round(200 * 2 ** (attempt2 - 1) * (0.9 + 0.2 * random));
}
function nextTry(retry, spent, random) {
  if (retry.kind === "request") {
    const request = spent.request + 1;
    if (request > REQUEST_RETRIES) return void 0;
    return { waitMs: backoffDelay(request, random), spent: { ...spent, request } };
  }
  if (retry.kind !== "stream" && retry.kind !== "after") return void 0;
  const stream = spent.stream + 1;
  if (stream > ((retry.kind === "stream" ? retry.atMost : void 0) ?? STREAM_RETRIES)) return void 0;
  const waitMs = retry.kind === "after" ? retry.ms : backoffDelay(stream, random);
  return { waitMs, spent: { ...spent, stream } };
}

// src/ask/ask.ts
async function ask2(d, asked, hooks) {
  const started = d.now();
  let turn;
  try {
    const gathered = await attach(d, asked, hooks.signal);
    const thread = await continued(d.threads, asked.threadId);
    const model = asked.model ?? (thread && habitsOf(thread).model) ?? d.defaultModel;
    hooks.onProgress?.({ phase: "signing in", model, effort: asked.effort, thought: "", length: 0 });
    const resolved = await resolve(d, model, hooks.signal);
    const begun = beginTurn(d, { ...asked, model }, resolved, gathered, thread);
    turn = begun;
    const onText = (text) => {
      begun.append(text);
      hooks.onText?.(text);
    };
    const sent = await send(d, begun.ready, { ...hooks, onText });
    const elapsedMs = d.now() - started;
    const stored = await begun.store(sent);
    return await answerOf(sent, stored, {
      modelAsked: asked.model ?? d.defaultModel,
      elapsedMs,
      gathered
    });
  } catch (error) {
    const failure2 = hooks.signal.aborted ? cancelled("The question was cancelled.") : error;
    await turn?.abandon(failure2);
    throw failure2;
  }
}
async function preview(d, { prompt, model, effort, threadId, systemPrompt, ...named }, signal) {
  await guardPrompt(prompt, systemPrompt);
  const { renderDryRun } = await import("./report-F3UQ3XIJ.js");
  const chosen = model ?? d.defaultModel ?? (threadId ? "the thread’s" : "the default one");
  const head = [
    `model: ${chosen}${effort ? `, effort ${effort}` : ""}`,
    ...threadId ? [`thread: ${threadId}, with its earlier turns`] : [],
    ...systemPrompt ? [`system prompt: ${systemPrompt.length} characters`] : [],
    `prompt: ${prompt.length} characters, about ${Math.ceil(prompt.length / 4)} tokens`
  ];
  return renderDryRun(await gatherNamed(d, named, signal) ?? NOTHING, { head, content: true });
}
async function attach(d, asked, signal) {
  if (asked.outputSchema) (await import("./output-T32UGQLQ.js")).checkOutputSchema(asked.outputSchema);
  await guardPrompt(asked.prompt, asked.systemPrompt);
  const gathered = await gatherNamed(d, asked, signal);
  if (gathered) (await import("./gather-S3PLT4CN.js")).assertSomethingAttached(gathered);
  return gathered;
}
var NOTHING = {
  parts: [],
  attached: [],
  omitted: [],
  withheld: [],
  notes: [],
  bytes: 0,
  imageBytes: 0,
  tokens: 0
};
async function gatherNamed(d, { files, diff, images, roots }, signal) {
  if (!files?.length && !images?.length && diff === void 0) return void 0;
  const { gather } = await import("./gather-S3PLT4CN.js");
  return gather({ files, diff, images }, { roots, env: d.env, platform: d.platform, signal });
}
async function guardPrompt(prompt, systemPrompt = "") {
  const { describeHits, scanText } = await import("./scan-SULDF27W.js");
  for (const [name, text] of Object.entries({ prompt, system_prompt: systemPrompt })) {
    const hits = scanText(text);
    if (hits.length === 0) continue;
    throw new AppError({
      kind: "input",
      code: "context.secret_in_prompt",
      what: `The ${name} was not sent: it holds what looks like a secret.`,
      why: `There is ${describeHits(hits)}.`,
      fix: "Take it out or put a placeholder such as <token> in its place, then ask again."
    });
  }
}

// src/ask/catalogue.ts
var FRESH_MS = 10 * 6e4;
var PAUSE_MS2 = 3e4;
var PATIENCE_MS = 3e3;
function keyOf(credential) {
  return credential.accountId ?? `token ${credential.accessToken}`;
}
function plainEtag(etag) {
  return etag?.replace(/^W\//, "").replace(/^"|"$/g, "") || void 0;
}
function judgeModels({ status, body }, parse = parseCatalogue) {
  if (status === 304) return "unchanged";
  const models = status === 200 ? parse(parseJson(body)) : void 0;
  if (models && models.length > 0) return models;
  throw new AppError({
    kind: "backend",
    code: "models.unavailable",
    what: "Could not load the model list.",
    why: status === 200 ? "The server’s answer holds no models." : `The server answered ${status}.`,
    fix: "The list that came with this version is used meanwhile."
  });
}
var TEXT = /^(?:gpt-|o\d|codex)/i;
var OTHER = /audio|realtime|image|tts|transcribe|search|embed|moderation|instruct|live|whisper/i;
function parseApiModels(body) {
  const data = member(body, "data");
  if (!Array.isArray(data)) return void 0;
  const list = data.map((entry) => ({
    id: stringOf(member(entry, "id")) ?? "",
    created: numberOf(member(entry, "created")) ?? 0
  }));
  const known2 = BUNDLED_MODELS.filter((model) => list.some(({ id }) => id === model.slug));
  const rest = list.filter(({ id }) => id !== "" && !known2.some((model) => model.slug === id)).sort((a, b) => b.created - a.created).map(({ id }, index) => {
    const listed = known2.length === 0 && TEXT.test(id) && !OTHER.test(id);
    return { ...assumedModel(id), listed, priority: listed ? index : Number.MAX_SAFE_INTEGER };
  });
  return [...known2, ...rest];
}
function toFile(held2, baseUrl) {
  return {
    version: 1,
    account_id: held2.key,
    base_url: baseUrl,
    client_version: PROTOCOL_VERSION,
    etag: held2.etag ?? null,
    // Rounded up, it would lie in the future for a process that reads it at once.
    fetched_at: Math.floor(held2.at / 1e3),
    models: held2.models.map(modelInfo)
  };
}
function fromFile(content, baseUrl, now) {
  const key = stringOf(member(content, "account_id"));
  const at = numberOf(member(content, "fetched_at"));
  const models = parseCatalogue(content);
  if (!key || at === void 0 || !models || models.length === 0) return void 0;
  if (member(content, "base_url") !== baseUrl || member(content, "client_version") !== PROTOCOL_VERSION)
    return void 0;
  const fetched = at * 1e3 <= now ? at * 1e3 : 0;
  return { key, models, etag: stringOf(member(content, "etag")), at: fetched, source: "cache" };
}
function createCatalogue(d) {
  const { now } = d;
  const held2 = /* @__PURE__ */ new Map();
  let loaded;
  let writing = Promise.resolve();
  let failure2;
  let noticed = 0;
  const fetching = /* @__PURE__ */ new Map();
  const warm = () => {
    loaded ??= d.file.read().then((content) => {
      const cached = fromFile(content, d.baseUrl, now());
      if (cached && !held2.has("chatgpt")) held2.set("chatgpt", cached);
    });
    return loaded;
  };
  const own = (credential) => {
    const list = held2.get(credential.route);
    return list?.key === keyOf(credential) ? list : void 0;
  };
  const request = async (credential, etag) => credential.route === "api" ? backendGet({ ...d, baseUrl: d.apiBaseUrl }, credential, "/models") : backendGet(d, credential, `/codex/models?client_version=${PROTOCOL_VERSION}`, {
    headers: etag ? { "if-none-match": etag } : {}
  });
  const fetchLive = async (credential) => {
    const { route, accountId } = credential;
    const key = keyOf(credential);
    const before = own(credential);
    try {
      const answer = await request(credential, before?.etag);
      const judged = judgeModels(answer, route === "api" ? parseApiModels : parseCatalogue);
      const models = judged === "unchanged" ? before?.models : judged;
      if (!models) return;
      const etag = answer.header("etag") ?? before?.etag;
      const fresh = { key, models, etag, at: now(), source: "live" };
      held2.set(route, fresh);
      failure2 = void 0;
      if (route === "chatgpt" && accountId) writing = d.file.update(() => toFile(fresh, d.baseUrl));
    } catch (error) {
      const why = error instanceof AppError ? inWords(error.why ?? error.what, "assistant") : "The request failed.";
      failure2 = { key, at: now(), why };
      d.log.debug(`models: ${why}`);
    }
  };
  const fetchOnce = (credential) => {
    const key = keyOf(credential);
    const running = fetching.get(key);
    if (running) return running;
    const started = fetchLive(credential).finally(() => fetching.delete(key));
    fetching.set(key, started);
    return started;
  };
  const age = (at) => Math.max(0, now() - at);
  const failed = (credential) => failure2?.key === keyOf(credential) ? failure2 : void 0;
  const pausing = (credential) => {
    const last = failed(credential);
    return last !== void 0 && age(last.at) < PAUSE_MS2;
  };
  const show = (credential) => {
    const list = own(credential);
    const why = failed(credential)?.why;
    const note = `Could not load the live model list, so ${list ? "an earlier one" : "the one of this version"} is used. ${why ?? ""}`;
    if (!list) return bundled(note.trimEnd());
    return {
      models: list.models,
      source: why === void 0 ? list.source : "cache",
      ageSeconds: Math.round(age(list.at) / 1e3),
      note: why === void 0 ? void 0 : note
    };
  };
  return {
    /** The list for a question: at once where one is known; an old one is refreshed in the background. */
    get: async (credential) => {
      if (!credential) return bundled(SIGNED_OUT);
      await warm();
      const list = own(credential);
      if (!pausing(credential)) {
        if (!list) await within(d.patienceMs ?? PATIENCE_MS, fetchOnce(credential));
        else if (age(list.at) >= FRESH_MS) void fetchOnce(credential);
      }
      return show(credential);
    },
    /** The list to look at, or (`force`) after a model was refused: asked for anew unless it is fresh. */
    refresh: async (credential, force = false) => {
      if (!credential) return bundled(SIGNED_OUT);
      await warm();
      const list = own(credential);
      const fresh = list?.source === "live" && age(list.at) < FRESH_MS && !failed(credential);
      if (!fresh || force) await fetchOnce(credential);
      return show(credential);
    },
    /** A response named the version of the list: a different one is fetched, in the background. */
    noticeEtag: (etag, credential) => {
      const seen = plainEtag(etag);
      const known2 = plainEtag(own(credential)?.etag);
      if (!seen || !known2 || seen === known2 || pausing(credential) || age(noticed) < PAUSE_MS2) return;
      noticed = now();
      void fetchOnce(credential);
    },
    /** Reads the cache, so that the first question finds it in memory. */
    warm,
    /** Resolves when no request and no write is under way. */
    settled: async () => {
      await Promise.all(fetching.values());
      await writing;
    }
  };
}
var SIGNED_OUT = "Not signed in, so the list that came with this version is shown.";
function bundled(note) {
  return { models: BUNDLED_MODELS, source: "bundled", ageSeconds: void 0, note };
}
async function within(ms, work) {
  const enough = new AbortController();
  await Promise.race([work, sleep(ms, enough.signal).catch(() => {
  })]);
  enough.abort();
}

// src/ask/state-file.ts
import { stat as stat3 } from "node:fs/promises";
var MAX_BYTES = 1048576;
function openStateFile(file, d) {
  let tail = Promise.resolve();
  const read = async () => {
    try {
      if ((await stat3(file)).size > MAX_BYTES) return void 0;
      return parseJson(await readIfThere(file) ?? "");
    } catch {
      return void 0;
    }
  };
  return {
    read,
    update: (make) => {
      tail = tail.then(async () => {
        await replaceFile(file, `${JSON.stringify(make(await read()))}
`, d.platform);
      }).catch((error) => {
        d.log.debug(`not remembered: ${error instanceof Error ? error.message : "unknown failure"}`);
      });
      return tail;
    }
  };
}

// src/threads/store.ts
import { readdir as readdir5, stat as stat5 } from "node:fs/promises";
import path6 from "node:path";

// src/threads/id.ts
import path3 from "node:path";
function newThreadId(now, random) {
  const bytes = Buffer.concat([Buffer.alloc(6), random.subarray(0, 10)]);
  bytes.writeUIntBE(Math.floor(now), 0, 6);
  bytes[6] = (bytes[6] ?? 0) & 15 | 112;
  bytes[8] = (bytes[8] ?? 0) & 63 | 128;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
var UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
function isThreadId(text) {
  return UUID_V7.test(text);
}
function parseThreadId(text) {
  const id = text.trim().toLowerCase();
  if (isThreadId(id)) return id;
  throw new AppError({
    kind: "input",
    code: "thread.id",
    what: `"${text.trim().slice(0, 60)}" is no thread id.`,
    why: "A thread id looks like 0198c0de-1a2b-7c3d-8e4f-5a6b7c8d9e0f; it stands in the last line of an answer.",
    fix: say`Copy it whole, or leave ${its.thread} out to begin a new thread.`
  });
}
function threadFile(dir, id) {
  return path3.join(dir, `${parseThreadId(id)}.jsonl`);
}
function idOfFile(name) {
  const id = name.endsWith(".jsonl") ? name.slice(0, -".jsonl".length) : "";
  return isThreadId(id) ? id : void 0;
}

// src/threads/lines.ts
import { constants as constants2 } from "node:fs";
import { open as open3 } from "node:fs/promises";
var CHUNK = 262144;
var NEWLINE = 10;
var NO_FOLLOW2 = constants2.O_NOFOLLOW;
function openForAppend(file, create) {
  const making = create ? constants2.O_CREAT | constants2.O_EXCL : 0;
  return open3(file, constants2.O_RDWR | constants2.O_APPEND | NO_FOLLOW2 | making, 384);
}
function openForReading(file) {
  return open3(file, constants2.O_RDONLY | NO_FOLLOW2);
}
async function appendLines(handle, lines) {
  const { size } = await handle.stat();
  const last = Buffer.alloc(1, NEWLINE);
  if (size > 0) await handle.read(last, 0, 1, size - 1);
  const bytes = Buffer.from(last[0] === NEWLINE ? lines : `
${lines}`, "utf8");
  const { bytesWritten } = await handle.write(bytes, 0, bytes.length, null);
  if (bytesWritten < bytes.length) {
    throw Object.assign(new Error("the system took only a part of the line"), { code: "ENOSPC" });
  }
}
async function readLines(handle, onLine) {
  const chunk = Buffer.allocUnsafe(CHUNK);
  let carried = [];
  for (let position = 0; ; ) {
    const { bytesRead } = await handle.read(chunk, 0, CHUNK, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const filled = chunk.subarray(0, bytesRead);
    let start = 0;
    for (let at = filled.indexOf(NEWLINE); at !== -1; at = filled.indexOf(NEWLINE, start)) {
      const piece = filled.subarray(start, at);
      const line = carried.length === 0 ? piece.toString("utf8") : Buffer.concat([...carried, piece]).toString("utf8");
      carried = [];
      start = at + 1;
      if (line !== "") onLine(line, true);
    }
    if (start < bytesRead) carried.push(Buffer.from(filled.subarray(start)));
  }
  if (carried.length > 0) onLine(Buffer.concat(carried).toString("utf8"), false);
}

// src/threads/records.ts
var FORMAT_VERSION = 1;
function timeOf(value) {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isFinite(at) ? at : void 0;
}
function objectsOf(value) {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
var iso = (at) => new Date(at).toISOString();
function serializeRecord(record) {
  return `${JSON.stringify(toDisk(record))}
`;
}
function toDisk(record) {
  switch (record.type) {
    case "thread":
      return {
        type: "thread",
        version: record.version,
        id: record.id,
        at: iso(record.at),
        title: record.title,
        model: record.model,
        effort: record.effort,
        account_id: record.accountId,
        cwd: record.cwd
      };
    case "turn":
      return {
        type: "turn",
        turn: record.turn,
        at: iso(record.at),
        model: record.model,
        effort: record.effort,
        system_prompt: record.systemPrompt,
        prompt: record.prompt,
        attached: record.attached,
        pid: record.pid,
        host: record.host,
        input: record.input
      };
    case "end":
      return {
        type: "end",
        turn: record.turn,
        at: iso(record.at),
        partial: record.partial,
        usage: record.usage,
        request_id: record.requestId,
        error: record.error
      };
    case "text":
    case "answer":
  }
  return { ...record };
}
function parseRecord(line) {
  const value = parseJson(line);
  if (!isObject(value) || typeof value["type"] !== "string") return "damaged";
  if (value["type"] === "thread") return parseThread(value);
  const turn = stringOf(value["turn"]);
  if (turn === void 0) return KNOWN2.has(value["type"]) ? "damaged" : "unknown";
  switch (value["type"]) {
    case "turn":
      return parseTurn(value, turn);
    case "text":
      return {
        type: "text",
        turn,
        offset: numberOf(value["offset"]) ?? 0,
        text: stringOf(value["text"]) ?? ""
      };
    case "answer":
      return {
        type: "answer",
        turn,
        model: stringOf(value["model"]),
        text: stringOf(value["text"]) ?? "",
        items: objectsOf(value["items"])
      };
    case "end":
      return parseEnd(value, turn);
    default:
      return "unknown";
  }
}
var KNOWN2 = /* @__PURE__ */ new Set(["turn", "text", "answer", "end"]);
function parseThread(value) {
  const version = numberOf(value["version"]);
  const id = stringOf(value["id"]);
  if (version === void 0 || id === void 0) return "damaged";
  return {
    type: "thread",
    version,
    id,
    at: timeOf(value["at"]) ?? 0,
    title: stringOf(value["title"]) ?? "",
    model: stringOf(value["model"]) ?? "",
    effort: stringOf(value["effort"]),
    accountId: stringOf(value["account_id"]),
    cwd: stringOf(value["cwd"]) ?? ""
  };
}
function parseTurn(value, turn) {
  const { input, attached } = value;
  if (!isObject(input)) return "damaged";
  return {
    type: "turn",
    turn,
    at: timeOf(value["at"]) ?? 0,
    model: stringOf(value["model"]) ?? "",
    effort: stringOf(value["effort"]),
    systemPrompt: stringOf(value["system_prompt"]),
    prompt: stringOf(value["prompt"]) ?? "",
    input,
    attached: Array.isArray(attached) ? attached.filter((a) => typeof a === "string") : [],
    pid: numberOf(value["pid"]) ?? 0,
    host: stringOf(value["host"]) ?? ""
  };
}
function parseEnd(value, turn) {
  const { usage, error } = value;
  return {
    type: "end",
    turn,
    at: timeOf(value["at"]) ?? 0,
    partial: value["partial"] === true,
    usage: isObject(usage) ? usage : void 0,
    requestId: stringOf(value["request_id"]),
    error: isObject(error) ? { code: stringOf(error["code"]) ?? "unknown", message: stringOf(error["message"]) ?? "" } : void 0
  };
}

// src/threads/listing.ts
import { readdir as readdir4, stat as stat4 } from "node:fs/promises";
import path4 from "node:path";
var ENDS = 16384;
async function listThreads(dir, limit) {
  let names2;
  try {
    names2 = await readdir4(dir);
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return { threads: [], total: 0, broken: [] };
    throw fileError(error, dir, "read");
  }
  const found = await Promise.all(
    names2.filter((name) => idOfFile(name) !== void 0).map((n) => factsOf(dir, n))
  );
  const files = found.filter((f) => f !== void 0).sort((a, b) => b.usedAt - a.usedAt);
  const threads = [];
  const broken2 = [];
  for (const file of files.slice(0, limit)) {
    const summary = await summaryOf(file).catch(() => void 0);
    if (summary) threads.push(summary);
    else broken2.push(file.file);
  }
  return { threads, total: files.length, broken: broken2 };
}
async function factsOf(dir, name) {
  const file = path4.join(dir, name);
  const info = await stat4(file).catch(() => void 0);
  const id = idOfFile(name);
  if (!info?.isFile() || id === void 0) return void 0;
  return { file, id, usedAt: info.mtimeMs, bytes: info.size };
}
async function summaryOf({ file, id, usedAt, bytes }) {
  const handle = await openForReading(file);
  try {
    const read = async (position) => {
      const buffer = Buffer.alloc(Math.min(ENDS, bytes));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
      return buffer.subarray(0, bytesRead).toString("utf8");
    };
    const header = headerIn(await read(0));
    if (!header) return void 0;
    const tail = await read(Math.max(0, bytes - ENDS));
    const last = parseRecord(tail.trimEnd().split("\n").at(-1) ?? "");
    const ended = typeof last !== "string" && last.type === "end";
    const { title, model, at } = header;
    return { id, title, createdAt: at, usedAt, model, bytes, ended };
  } finally {
    await handle.close().catch(() => {
    });
  }
}
function headerIn(text) {
  for (const line of text.split("\n")) {
    const record = parseRecord(line);
    if (typeof record !== "string") return record.type === "thread" ? record : void 0;
  }
  return void 0;
}

// src/threads/thread.ts
function metaOf(record) {
  const { id, at, title, model, effort, accountId, cwd } = record;
  return { id, createdAt: at, title, model, effort, accountId, cwd };
}
function collectTurns(alive) {
  const drafts = /* @__PURE__ */ new Map();
  let count = 0;
  return {
    take: (record) => {
      count += 1;
      const draft = drafts.get(record.turn);
      if (record.type === "turn") {
        if (!draft)
          drafts.set(record.turn, {
            start: record,
            pieces: [],
            length: 0,
            answer: void 0,
            end: void 0,
            last: count
          });
        return;
      }
      if (!draft) return;
      draft.last = count;
      if (record.type === "text") {
        const piece = record.text.slice(Math.max(0, draft.length - record.offset));
        draft.pieces.push(piece);
        draft.length += piece.length;
      } else if (record.type === "answer") draft.answer = record;
      else draft.end = record;
    },
    turns: () => [...drafts.values()].sort((a, b) => a.last - b.last).map((draft) => turnOf(draft, alive))
  };
}
function turnOf(draft, alive) {
  const { start, end, answer } = draft;
  const text = answer?.text ?? draft.pieces.join("");
  return {
    id: start.turn,
    state: stateOf(draft, text, alive),
    askedAt: start.at,
    endedAt: end?.at,
    model: answer?.model ?? start.model,
    effort: start.effort,
    systemPrompt: start.systemPrompt,
    prompt: start.prompt,
    input: start.input,
    attached: start.attached,
    text,
    items: answer?.items ?? [],
    usage: end?.usage,
    requestId: end?.requestId,
    error: end?.error
  };
}
function stateOf({ start, end }, text, alive) {
  if (!end) return alive(start) ? "writing" : "interrupted";
  if (!end.partial && !end.error) return "complete";
  return text === "" ? "failed" : "partial";
}

// src/threads/writer.ts
import { mkdir as mkdir2 } from "node:fs/promises";
import path5 from "node:path";
var FLUSH_MS = 500;
var FLUSH_CHARS = 65536;
function createWriter({ file, header, threadId, start, now, onClosed }) {
  const turn = start.turn;
  const pieces = [];
  let fresh = [];
  let freshLength = 0;
  let written = 0;
  let queue = [...header ? [serializeRecord(header)] : [], serializeRecord(start)];
  let handle;
  let problem;
  let timer;
  let tail = Promise.resolve();
  const drain = async () => {
    if (queue.length === 0) return;
    const lines = queue;
    queue = [];
    try {
      if (!handle) {
        if (header) await mkdir2(path5.dirname(file), { recursive: true, mode: 448 });
        handle = await openForAppend(file, header !== void 0);
      }
      await appendLines(handle, lines.join(""));
      problem = void 0;
    } catch (error) {
      queue = [...lines, ...queue];
      problem = fileError(error, file, "written");
    }
  };
  const settle = () => tail = tail.then(drain);
  const queueText = () => {
    clearTimeout(timer);
    timer = void 0;
    if (fresh.length === 0) return;
    queue.push(serializeRecord({ type: "text", turn, offset: written, text: fresh.join("") }));
    written += freshLength;
    fresh = [];
    freshLength = 0;
  };
  const flush = () => {
    queueText();
    return settle();
  };
  void settle();
  return {
    threadId,
    turnId: turn,
    get begun() {
      return pieces.length > 0;
    },
    append: (text) => {
      if (text === "") return;
      pieces.push(text);
      fresh.push(text);
      freshLength += text.length;
      if (freshLength >= FLUSH_CHARS) void flush();
      else timer ??= setTimeout(() => void flush(), FLUSH_MS).unref();
    },
    flush,
    finish: async (end) => {
      clearTimeout(timer);
      const text = end.text ?? pieces.join("");
      const items = end.items ?? [];
      if (text !== "" || items.length > 0)
        queue.push(serializeRecord({ type: "answer", turn, model: end.model, text, items }));
      queue.push(
        serializeRecord({
          type: "end",
          turn,
          at: now(),
          partial: end.partial === true,
          usage: end.usage,
          requestId: end.requestId,
          error: end.error
        })
      );
      await settle();
      await handle?.datasync().catch(() => {
      });
      await handle?.close().catch(() => {
      });
      onClosed();
      return problem;
    }
  };
}
function silentWriter(threadId, turnId) {
  let begun = false;
  return {
    threadId,
    turnId,
    get begun() {
      return begun;
    },
    append: (text) => {
      begun ||= text !== "";
    },
    flush: () => Promise.resolve(),
    finish: () => Promise.resolve(void 0)
  };
}

// src/threads/store.ts
var DAY_MS = 864e5;
var TITLE = 100;
var FAR_ALIVE_MS = 20 * 6e4;
function openThreads(d) {
  const open4 = /* @__PURE__ */ new Map();
  const spillDir = path6.join(path6.dirname(d.dir), "answers");
  let prunedAt = Number.NEGATIVE_INFINITY;
  const newId = () => newThreadId(d.now(), d.randomBytes(10));
  const alive = (changedAt) => ({ turn, pid, host }) => {
    if (host !== d.hostname) return d.now() - changedAt < FAR_ALIVE_MS;
    return pid === d.pid ? open4.has(turn) : d.processAlive(pid);
  };
  const prune = async () => {
    prunedAt = d.now();
    if (!Number.isFinite(d.retentionDays)) return 0;
    const before = d.now() - d.retentionDays * DAY_MS;
    const counts = await Promise.all([pruneFolder(d.dir, before), pruneFolder(spillDir, before)]);
    return counts.reduce((sum, n) => sum + n, 0);
  };
  const pruneSometimes = () => {
    if (d.now() - prunedAt < DAY_MS) return;
    prune().catch((error) => d.log.debug(`threads not pruned: ${errnoOf(error) ?? "unknown"}`));
  };
  return {
    enabled: d.enabled,
    dir: d.dir,
    newId,
    create: (about) => ({
      meta: { ...about, createdAt: d.now(), title: titleOf(about.title) },
      turns: [],
      damaged: 0,
      stored: false
    }),
    load: async (given) => {
      const id = parseThreadId(given);
      const file = threadFile(d.dir, id);
      let handle;
      try {
        handle = await openForReading(file);
      } catch (error) {
        throw errnoOf(error) === "ENOENT" ? unknownThread(id) : fileError(error, file, "read");
      }
      try {
        return await readThread(handle, file, alive((await handle.stat()).mtimeMs));
      } catch (error) {
        throw error instanceof AppError ? error : fileError(error, file, "read");
      } finally {
        await handle.close().catch(() => {
        });
      }
    },
    beginTurn: (thread, start) => {
      const { meta } = thread;
      const turnId = newId();
      if (!d.enabled) return silentWriter(meta.id, turnId);
      const writer = createWriter({
        file: threadFile(d.dir, meta.id),
        threadId: meta.id,
        header: thread.stored ? void 0 : headerOf(thread),
        start: {
          type: "turn",
          turn: turnId,
          at: d.now(),
          model: start.model,
          effort: start.effort,
          systemPrompt: start.systemPrompt,
          prompt: start.prompt,
          input: start.userItem,
          attached: start.attached ?? [],
          pid: d.pid,
          host: d.hostname
        },
        now: d.now,
        onClosed: () => open4.delete(turnId)
      });
      open4.set(turnId, {
        writer,
        turn: { threadId: meta.id, title: meta.title, startedAt: d.now() }
      });
      pruneSometimes();
      return writer;
    },
    list: ({ limit = 50 } = {}) => listThreads(d.dir, limit),
    remove: async (given) => {
      const file = threadFile(d.dir, given);
      return removeIfThere(file).catch((error) => {
        throw fileError(error, file, "deleted");
      });
    },
    prune,
    spill: (text) => {
      pruneSometimes();
      return spillText(text, path6.join(spillDir, `${newId()}.md`));
    },
    writing: () => [...open4.values()].map((o) => o.turn),
    flush: async () => {
      await Promise.all([...open4.values()].map((o) => o.writer.flush()));
    }
  };
}
function headerOf({ meta }) {
  const { id, createdAt, title, model, effort, accountId, cwd } = meta;
  return { type: "thread", version: FORMAT_VERSION, id, at: createdAt, title, model, effort, accountId, cwd };
}
function titleOf(text) {
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();
  return line.length <= TITLE ? line : `${headOf(line, TITLE - 1)}…`;
}
async function readThread(handle, file, alive) {
  const collected = collectTurns(alive);
  let header;
  let damaged = 0;
  await readLines(handle, (line, ended) => {
    const record = parseRecord(line);
    if (record === "damaged") {
      if (ended) damaged += 1;
    } else if (record === "unknown") return;
    else if (record.type === "thread") header ??= record;
    else collected.take(record);
  });
  return { meta: metaOf(usable(header, file)), turns: collected.turns(), damaged, stored: true };
}
function usable(header, file) {
  if (header && header.version <= FORMAT_VERSION && `${header.id}.jsonl` === path6.basename(file))
    return header;
  const newer = header !== void 0 && header.version > FORMAT_VERSION;
  throw new AppError({
    kind: "local",
    code: newer ? "thread.version" : "thread.broken",
    what: `The thread in ${file} cannot be used.`,
    why: newer ? `It was written by a newer version of codex-oauth (format ${header.version}, this one knows ${FORMAT_VERSION}). It was left as it is.` : `Its first line does not say which thread it is. It was left as it is.`,
    fix: newer ? say`Update codex-oauth, or leave ${its.thread} out to begin a new thread.` : say`Leave ${its.thread} out to begin a new thread; \`mv ${file} ${file}.bad\` takes it out of the list.`,
    details: { path: file }
  });
}
function unknownThread(id) {
  return new AppError({
    kind: "input",
    code: "thread.unknown",
    what: `There is no thread ${id}.`,
    why: "It was deleted, has outlived its retention time, or was kept beside another login file.",
    fix: say`Leave ${its.thread} out to begin a new one; \`codex-oauth threads\` lists those there are.`
  });
}
async function pruneFolder(dir, before) {
  const names2 = await readdir5(dir).catch((error) => {
    if (errnoOf(error) === "ENOENT") return [];
    throw error;
  });
  let count = 0;
  for (const name of names2) {
    if (idOfFile(name.replace(/\.md$/, ".jsonl")) === void 0) continue;
    const file = path6.join(dir, name);
    const info = await stat5(file).catch(() => void 0);
    if (info && info.mtimeMs < before && await removeIfThere(file).catch(() => false)) count += 1;
  }
  return count;
}

// src/app.ts
function createApp(deps, settings) {
  const agent = userAgent(VERSION, deps);
  const profile = openAiProfile({
    issuer: settings.issuer,
    clientId: settings.clientId,
    ports: settings.ports,
    originator: ORIGINATOR,
    userAgent: agent,
    workspaces: settings.workspaces
  });
  const clock = serverClock(deps.now);
  const tokens = createTokenManager({ ...deps, authFile: settings.authFile, profile, clock });
  const { workspaces } = settings;
  const listeners = [];
  const tell = (event) => {
    for (const listener of listeners) listener(event);
  };
  const external = externalAuth((credential) => {
    enforceWorkspace(workspaces, credential, true);
  });
  const attempts = createSignIn({
    ...deps,
    profile,
    issuer: settings.issuer,
    accept: (login) => void enforceWorkspace(workspaces, credentialOf(login), true),
    probe: tokens.probe,
    store: tokens.store,
    current: tokens.current
  });
  const signIn = {
    pending: attempts.pending,
    begin: async (request) => {
      if (external.mode === "tokens") throw externalActive();
      const attempt2 = await attempts.begin(request);
      const signedIn = () => {
        if (external.mode === "api-key") external.clear();
        tell({ kind: "login" });
      };
      attempt2.done.then(signedIn, () => {
      });
      return attempt2;
    }
  };
  const whoAmI = createWhoAmI({ ...deps, issuer: settings.issuer, headers: profile.headers });
  const credentials = createBroker({
    sources: [
      external,
      tokens,
      accessTokenSource(deps.env, whoAmI),
      codexCliSource({ path: settings.codexCliFile, now: clock.now, whoAmI }),
      apiKeySource(deps.env)
    ],
    pinned: settings.source,
    workspaces,
    authFile: settings.authFile,
    codexCliFile: settings.codexCliFile
  });
  const backend = { ...deps, baseUrl: settings.baseUrl, userAgent: agent };
  const remembered = (name) => openStateFile(path7.join(path7.dirname(settings.authFile), "codex-oauth", name), deps);
  const catalogue = createCatalogue({
    ...backend,
    apiBaseUrl: settings.apiBaseUrl,
    file: remembered("models.json")
  });
  const limitsBook = createLimitsBook(remembered("limits.json"), deps.now);
  const { limitPercent } = settings;
  const threads = openThreads({
    ...deps,
    ...settings.threads,
    dir: path7.join(path7.dirname(settings.authFile), "codex-oauth", "threads"),
    hostname: hostname2()
  });
  const asking = {
    ...deps,
    clock,
    credentials,
    catalogue,
    threads,
    defaultModel: settings.model,
    routing: createRouting({ ...backend, apiBaseUrl: settings.apiBaseUrl }),
    random: () => (deps.randomBytes(1)[0] ?? 0) / 255,
    userAgent: agent,
    guard: limitPercent === void 0 ? void 0 : (credential) => limitsBook.guard(credential, limitPercent),
    onLimits: (limits, credential) => {
      limitsBook.note(limits, credential);
      tell({ kind: "limits", limits });
    }
  };
  return {
    deps,
    settings,
    signIn,
    /** Where credentials come from, in order. */
    credentials,
    /** The login of an embedding application, where there is one. */
    external,
    watch: (listener) => {
      listeners.push(listener);
    },
    threads,
    ask: (question, hooks) => ask2(asking, question, hooks),
    /** Shows what a question would send, and sends nothing. */
    preview: (question, signal) => preview(asking, question, signal),
    /** The lanes for a method: `auto` takes the browser, and a code too where no browser is to be expected. */
    lanesFor: (method) => {
      if (method !== "auto") return { lanes: [method], fallback: [], why: void 0 };
      const why = noBrowserReason(deps.env, deps.platform);
      return why === void 0 ? { lanes: ["browser"], fallback: ["device"], why } : { lanes: ["device", "browser"], fallback: [], why };
    },
    status: async () => {
      const report = await credentials.report();
      return statusOf({
        report,
        attempt: signIn.pending(),
        limits: statusLimits(await limitsBook.latest(report?.identity.accountId), deps.now()),
        authFile: settings.authFile,
        now: deps.now(),
        serverNow: clock.now(),
        face: deps.face
      });
    },
    /** The account's models, to be looked at: live unless minutes old. */
    models: async () => {
      const credential = await credentials.credential().catch(() => void 0);
      return catalogue.refresh(credential);
    },
    /** Asks the plan's limits at the usage endpoint and notes them; resolves to its whole answer. Throws the usual errors. */
    refreshLimits: async () => {
      const { body, credential } = await fetchUsage({ ...backend, credentials });
      const limits = limitsFromUsage(body, deps.now());
      if (limits) limitsBook.note(limits, credential);
      return body;
    },
    clear: async () => {
      signIn.pending()?.cancel();
      return signOut({ ...deps, profile, external, tokens, onRemoved: () => tell({ kind: "login" }) });
    },
    /** Resolves when no refresh is under way: its answer may hold the only valid token, so no exit may cut it. */
    settled: () => tokens.settled(),
    /** Resolves when what is only remembered (models, limits, threads, the log) is on disk. May be given up. */
    flushed: async () => {
      await Promise.allSettled([
        catalogue.settled(),
        limitsBook.settled(),
        threads.flush(),
        deps.log.flush()
      ]);
    }
  };
}

export {
  holderText,
  portHolder,
  describeStore,
  createApp
};
