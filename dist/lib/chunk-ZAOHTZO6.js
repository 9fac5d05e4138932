import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  apiKeySource,
  enforceWorkspace,
  externalActive,
  externalAuth,
  keyRefused,
  sameOwner,
  workspaceGuard
} from "./chunk-LHMP3DJW.js";
import {
  headOf,
  spillText
} from "./chunk-2ZXNKQ2U.js";
import {
  fileError,
  flush,
  flushFolder,
  keepOwner,
  readIfThere,
  removeIfThere,
  replaceFile,
  temporaryName,
  withRenameRetries
} from "./chunk-67L3JRRV.js";
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
} from "./chunk-YMGJA4SD.js";
import {
  expiresAtOf,
  expiryOf,
  identityOf,
  identityOfLogin,
  issuedAtOf,
  jwtPayload,
  parseLogin,
  serializeLogin,
  withTokens
} from "./chunk-4XGYCGTT.js";
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
  notSignedIn,
  refusalSentence,
  refuse,
  signInAgain,
  statusLimits,
  stillUnauthorized,
  userAgent
} from "./chunk-4X4W4KE3.js";
import {
  openAiProfile
} from "./chunk-S4IJJQ4I.js";
import {
  anySignal,
  humanSeconds,
  orAborted,
  sleep
} from "./chunk-HKZU3PR2.js";
import {
  maskEmail,
  redact
} from "./chunk-N76N25DY.js";
import {
  networkError
} from "./chunk-6O7S6XGZ.js";
import {
  VERSION
} from "./chunk-ZC4QSVQU.js";
import {
  authorizeUrl,
  createPkce,
  createState,
  failurePage,
  judgeRedirect,
  successPage
} from "./chunk-EMJJSVZE.js";
import {
  isObject,
  member,
  numberOf,
  parseJson,
  stringOf
} from "./chunk-L5FXI35G.js";
import {
  AppError,
  cancelled,
  errnoOf,
  inWords,
  isAbort,
  its,
  onlyIn,
  say,
  sentences
} from "./chunk-RJXX33VE.js";

// src/app.ts
import { hostname } from "node:os";
import path8 from "node:path";

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

// src/login/auth-file.ts
import { readFileSync } from "node:fs";

// src/login/json-member.ts
function withMember(text, key, value) {
  const source = text === "" ? "{}\n" : text;
  const json = value && JSON.stringify(value, null, 2).replaceAll("\n", "\n  ");
  const members = membersOf(source);
  const same2 = members.filter((m) => m.key === key);
  const [first] = same2;
  if (first && (same2.length > 1 || json === void 0))
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
function membersOf(text) {
  const members = [];
  let at = skipSpace(text, text.indexOf("{") + 1);
  while (text[at] === '"') {
    const start = at;
    const keyEnd = endOfString(text, start);
    const valueStart = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = endOfValue(text, valueStart);
    members.push({ key: String(JSON.parse(text.slice(start, keyEnd))), start, valueStart, end });
    at = skipSpace(text, end);
    if (text[at] === ",") at = skipSpace(text, at + 1);
  }
  return members;
}
function skipSpace(text, from) {
  let at = from;
  while (at < text.length && " 	\r\n".includes(text.charAt(at))) at += 1;
  return at;
}
function endOfString(text, from) {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}
function endOfValue(text, from) {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '"') at = endOfString(text, at);
    else if (depth === 0 && ",]} 	\r\n".includes(char)) return at;
    else {
      if (char === "{" || char === "[") depth += 1;
      if (char === "}" || char === "]") depth -= 1;
      at += 1;
    }
    if (depth === 0 && (char === '"' || char === "}" || char === "]")) return at;
  }
  return at;
}

// src/login/leftovers.ts
import { lstat, readdir, unlink } from "node:fs/promises";
import path from "node:path";
var OLD_MS = 36e5;
async function sweepTemporaries(file, nonces, now, uid) {
  const folder = path.dirname(file);
  const known2 = new Set(nonces.map((nonce) => path.basename(temporaryName(file, nonce))));
  const names2 = await readdir(folder).catch(() => []);
  const base = `${path.basename(file)}.`;
  for (const name of names2) {
    const middle = name.startsWith(base) ? name.slice(base.length) : "";
    if (!/^[A-Za-z0-9_-]{16}\.tmp$/.test(middle)) continue;
    const full = path.join(folder, name);
    try {
      const info = await lstat(full);
      const ours = info.isFile() && (uid === void 0 || info.uid === uid);
      if (ours && (known2.has(name) || now - info.mtimeMs > OLD_MS)) await unlink(full);
    } catch {
    }
  }
}

// src/login/regular-file.ts
import { constants } from "node:fs";
import { lstat as lstat2, open } from "node:fs/promises";
var LIMIT = 1048576;
var NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
var NO_BLOCK = constants.O_NONBLOCK ?? 0;
async function readRegular(file, facts) {
  try {
    const info = await lstat2(file);
    if (info.isSymbolicLink()) return { kind: "wrong", what: "link" };
    if (info.isDirectory()) return { kind: "wrong", what: "directory" };
    if (!info.isFile()) return { kind: "wrong", what: "special" };
    const handle = await open(file, constants.O_RDONLY | NO_FOLLOW | NO_BLOCK);
    try {
      return await readHandle(handle, facts);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return { kind: "absent" };
    throw error;
  }
}
async function readHandle(handle, facts) {
  const info = await handle.stat();
  if (!info.isFile()) return { kind: "wrong", what: "special" };
  const { uid } = facts;
  if (uid !== void 0 && uid !== 0 && info.uid !== uid)
    return { kind: "wrong", what: "foreign", owner: info.uid };
  if (info.size > LIMIT) return { kind: "wrong", what: "huge", limit: LIMIT };
  const open4 = facts.platform !== "win32" && (info.mode & 63) !== 0;
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
var SPARE = 4096;
function broken(path9, why, fix) {
  return {
    kind: "broken",
    error: new AppError({
      kind: "local",
      code: "auth_file.broken",
      what: `The login file ${path9} cannot be used.`,
      why: `Because ${why}. It was left as it is.`,
      fix,
      details: { path: path9 }
    })
  };
}
var moveAway = (path9, verb = "Repair it, or move") => say`${verb} it away (\`mv ${path9} ${path9}.bad\`) and sign in again with ${its.login}.`;
var withoutMark = (text) => text.startsWith("\uFEFF") ? text.slice(1) : text;
function parseAuthFile(path9, text) {
  const parsed = parseJson(withoutMark(text));
  if (parsed === void 0) return broken(path9, whyNoJson(text), moveAway(path9));
  if (!isObject(parsed)) return broken(path9, "it is JSON but not an object", moveAway(path9));
  const { codex, ...others } = parsed;
  if (codex === void 0 || codex === null) return { kind: "no-login", others };
  const login = parseLogin(codex);
  return typeof login === "string" ? broken(path9, login, moveAway(path9)) : { kind: "login", login, others };
}
function whyNoJson(text) {
  if (text.trim() === "") return "it is empty";
  if (text.includes("\0")) return "it holds NUL bytes, as after a power cut";
  return "it is not JSON (cut off, perhaps)";
}
function wrongKind(path9, found, uid) {
  switch (found.what) {
    case "link":
      return broken(
        path9,
        "it is a symbolic link",
        "Replace the link by the file itself, or point CODEX_OAUTH_AUTH_FILE at its target."
      );
    case "directory":
      return broken(path9, "it is a directory", moveAway(path9, "Move"));
    case "special":
      return broken(path9, "it is not a regular file", moveAway(path9, "Move"));
    case "huge":
      return broken(path9, `it is larger than ${Math.round(found.limit / 1024)} KB`, moveAway(path9));
    case "foreign":
      return broken(
        path9,
        `it belongs to another user (uid ${found.owner})`,
        `Take it over (\`sudo chown ${uid ?? "$USER"} ${path9}\`), or set CODEX_OAUTH_AUTH_FILE to a file of your own.`
      );
  }
}
function openAuthFile(path9, facts) {
  let tightened = false;
  let loose;
  const load = async () => {
    let found;
    try {
      found = await readRegular(path9, facts);
    } catch (error) {
      return { state: { kind: "broken", error: fileError(error, path9, "read") }, text: void 0 };
    }
    if (found.kind === "absent") return { state: { kind: "absent" }, text: void 0 };
    if (found.kind === "wrong") return { state: wrongKind(path9, found, facts.uid), text: void 0 };
    if (found.permissions === "tightened") tightened = true;
    loose = found.permissions === "loose" ? `${path9} can be read by others, and its permissions could not be changed.` : void 0;
    return { state: parseAuthFile(path9, found.text), text: found.text };
  };
  return {
    path: path9,
    read: async () => (await load()).state,
    get tightened() {
      return tightened;
    },
    get loose() {
      return loose;
    },
    write: async (login, options = {}) => {
      for (let attempt2 = 1; attempt2 <= ATTEMPTS; attempt2 += 1) {
        const { state, text } = await load();
        if (state.kind === "broken") throw state.error;
        const found = state.kind === "login" ? state.login : void 0;
        if (options.only && !options.only(found)) return false;
        const next = withMember(withoutMark(text ?? ""), "codex", login && serializeLogin(login));
        try {
          const done = await replaceFile(path9, next, facts.platform, {
            // Whoever changed the file meanwhile, us or somebody else, must not lose what he wrote.
            only: () => textNow(path9) === text,
            ...options.nonce ? { temporary: temporaryName(path9, options.nonce) } : {},
            ...facts.steps ? { steps: facts.steps } : {}
          });
          if (done) return true;
        } catch (error) {
          throw fileError(error, path9, "written");
        }
      }
      throw fileError(new Error("contended"), path9, "written, because another program keeps changing it");
    },
    probe: async (nonce) => {
      const { state, text } = await load();
      if (state.kind === "broken") return state.error;
      const temporary = nonce ? { temporary: temporaryName(path9, nonce) } : {};
      try {
        const filling = " ".repeat((text?.length ?? 0) + SPARE);
        await replaceFile(path9, filling, facts.platform, { ...temporary, only: () => false });
        return void 0;
      } catch (error) {
        return fileError(error, path9, "written");
      }
    },
    prepared: async (nonce) => {
      const temporary = temporaryName(path9, nonce);
      const found = await readRegular(temporary, facts).catch(() => void 0);
      if (found?.kind !== "text") return void 0;
      const state = parseAuthFile(temporary, found.text);
      return state.kind === "login" ? state.login : void 0;
    },
    sweep: (nonces, now) => sweepTemporaries(path9, nonces, now, facts.uid)
  };
}
function textNow(path9) {
  try {
    return readFileSync(path9, "utf8");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return void 0;
    throw error;
  }
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
  return new AppError({
    kind: "sign-in",
    code: "auth.not_authenticated",
    what: "You are not signed in to OpenAI Codex.",
    why: `There is no login in ${d.authFile} and none of the Codex CLI in ${d.codexCliFile}, and no token or API key is set.`,
    fix: say`Sign in with ${its.login}.`
  });
}
function nothingAt(source, d) {
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
  const [why, fix] = missing[source];
  return new AppError({
    kind: "sign-in",
    code: "auth.not_authenticated",
    what: "You are not signed in to OpenAI Codex.",
    why: `CODEX_OAUTH_SOURCE allows ${source} only, and ${why}.`,
    fix: say`${fix}, or unset CODEX_OAUTH_SOURCE.`
  });
}
function createBroker(d) {
  const inOrder = SOURCE_ORDER.map((name) => d.sources.find((s) => s.name === name)).filter(
    (s) => s !== void 0
  );
  const candidates = d.pinned === void 0 ? inOrder : inOrder.filter((s) => s.name === d.pinned);
  const allow = (credential) => enforceWorkspace(
    d.workspaces,
    credential,
    credential.source === d.pinned || credential.source === "external"
  );
  return {
    credential: async () => {
      for (const source of candidates) {
        const credential = await source.credential();
        if (credential) return allow(credential);
      }
      throw d.pinned === void 0 ? nobody(d) : nothingAt(d.pinned, d);
    },
    renew: async (used) => {
      const source = candidates.find((s) => s.name === used.source);
      if (!source) throw nobody(d);
      return allow(await source.renew(used));
    },
    report: async () => {
      for (const source of candidates) {
        const report = await source.report();
        if (report) return judged(report, d, allow);
      }
      if (d.pinned === void 0) return void 0;
      const error = nothingAt(d.pinned, d);
      return {
        source: d.pinned,
        mode: void 0,
        identity: {},
        expiresAt: void 0,
        usable: false,
        problem: sentences(error.what, error.why),
        fix: error.fix
      };
    }
  };
}
function judged(report, d, allow) {
  const unknown = report.mode === "personalAccessToken" && report.identity.accountId === void 0;
  if (!report.usable || report.mode === void 0 || d.workspaces.length === 0 || unknown) return report;
  try {
    allow({
      source: report.source,
      route: report.mode === "apikey" ? "api" : "chatgpt",
      accessToken: "",
      ...report.identity
    });
    return report;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return {
      ...report,
      usable: false,
      problem: sentences(error.what, error.why),
      fix: error.fix
    };
  }
}

// src/login/refusal.ts
var reasons = ["expired", "used twice", "revoked", "refused", "interrupted"];
function parseRefusal(text) {
  const value = text === void 0 ? void 0 : parseJson(text);
  if (!isObject(value)) return void 0;
  const fingerprint2 = stringOf(value["fingerprint"]);
  const reason = stringOf(value["reason"]);
  const at = numberOf(value["at"]);
  if (!fingerprint2 || !reason || !reasons.includes(reason) || at === void 0) return void 0;
  return { fingerprint: fingerprint2, reason, at };
}

// src/login/journal.ts
function openJournal(authFile, platform) {
  const file = `${authFile}.refused`;
  const refusals = /* @__PURE__ */ new Map();
  const lost = /* @__PURE__ */ new Map();
  return {
    refusalOf: async (fingerprint2) => {
      const known2 = refusals.get(fingerprint2);
      if (known2) return known2;
      const text = await readIfThere(file).catch(() => void 0);
      const refusal = text === void 0 || text.length > 4096 ? void 0 : parseRefusal(text);
      return refusal?.fingerprint === fingerprint2 ? refusal : void 0;
    },
    remember: async (refusal) => {
      refusals.set(refusal.fingerprint, refusal);
      await replaceFile(file, `${JSON.stringify(refusal)}
`, platform).catch(() => {
      });
    },
    forget: async () => {
      refusals.clear();
      lost.clear();
      await removeIfThere(file).catch(() => {
      });
    },
    noteLost: (fingerprint2, at) => void lost.set(fingerprint2, at),
    lostAt: (fingerprint2) => lost.get(fingerprint2)
  };
}

// src/oauth/token-endpoint.ts
var LIMIT2 = 1048576;
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
    if (size > LIMIT2) break;
  }
  return Buffer.concat(pieces).subarray(0, LIMIT2).toString("utf8");
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
  const said2 = errorCodeOf(body);
  const code = said2 ?? `http_${status}`;
  if (status >= 200 && status < 300) {
    const tokens = tokensIn(body);
    const usable2 = tokens && (tokens.accessToken || said2 === void 0 && member(body, "access_token") === void 0);
    if (usable2) return { kind: "tokens", tokens };
    return { kind: "unavailable", code: said2 ?? "no_tokens", status, maybeSpent: true };
  }
  const reason = refusals.get(code);
  if ((status === 400 || status === 401) && reason) return { kind: "refused", reason, code, status };
  if (status === 401 && isObject(body)) return { kind: "refused", reason: "refused", code, status };
  return { kind: "unavailable", code, status, maybeSpent: status < 400 || status >= 500 };
}
function judgeExchange(answer) {
  const body = parseJson(answer.body);
  if (answer.status < 200 || answer.status >= 300) {
    const said2 = stringOf(member(body, "error_description")) ?? stringOf(member(body, "error", "message")) ?? errorCodeOf(body);
    throw new AppError({
      kind: "backend",
      code: "login.exchange_failed",
      what: "The sign-in could not be finished.",
      why: `The token endpoint answered ${answer.status}${said2 ? `: ${redact(said2).slice(0, 200)}` : ""}.`,
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
import { readFile, readdir as readdir2, readlink } from "node:fs/promises";
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
  for (const entry of await readdir2("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const fds = await readdir2(`/proc/${entry}/fd`).catch(() => []);
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
  const said2 = redact(description ?? error).slice(0, 200);
  return new AppError({
    kind: "sign-in",
    code: denied ? "login.denied" : "login.failed",
    what: denied ? "The sign-in was declined." : "The sign-in did not work.",
    why: `The sign-in page said: ${said2}${/[.!?]$/.test(said2) ? "" : "."}`,
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
  const { ports, path: path9, alsoAccepted } = c.profile.callback;
  const { listenForCallback } = await import("./callback-listener-MQXNFMP7.js");
  for (const port of ports) {
    try {
      const listen = () => listenForCallback({ port, paths: [path9, ...alsoAccepted], state, onCallback });
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
  let used = false;
  const finish = async (decision) => {
    if (used) return { status: 409, html: failurePage("This sign-in is already being finished.") };
    used = true;
    try {
      if (decision.kind === "cancel")
        throw cancelled("The sign-in was cancelled by another program that needs the port.");
      if (decision.kind === "failed") throw refusedByProvider(decision);
      c.finishing();
      const login = await c.exchange({ code: decision.code, verifier: pkce.verifier, redirectUri: redirect });
      const { email, plan } = identityOfLogin(login);
      c.resolve(login);
      return {
        status: 200,
        html: successPage(email ? `${email}${plan ? ` (${plan} plan)` : ""}` : void 0)
      };
    } catch (error) {
      c.reject(error instanceof Error ? error : new Error("unknown"));
      const why = error instanceof AppError ? [error.what, error.why].filter(Boolean).join(" ") : "Something unexpected went wrong.";
      return { status: 200, html: failurePage(why) };
    }
  };
  const listener = await openListener(c, state, finish);
  const redirect = redirectUri(c.profile, listener.port);
  return {
    url: authorizeUrl(c.profile, { redirectUri: redirect, challenge: pkce.challenge, state }),
    port: listener.port,
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
  run2().then(c.resolve, (error) => {
    if (!isAbort(error)) c.reject(error instanceof Error ? error : new Error("unknown"));
  });
  return {
    url: device.verificationUrl,
    userCode: device.userCode,
    lifetimeMs: device.expiresIn * 1e3,
    close: () => {
      stop.abort();
      return Promise.resolve();
    }
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
  const outcome = settleOnce();
  const context = {
    ...d,
    takeOver: request.takeOver ?? false,
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
    },
    finishing: outcome.stopTimer,
    resolve: outcome.resolve,
    reject: outcome.reject
  };
  let { open: open4, failures } = await openLanes(context, request.lanes);
  if (!open4.browser && !open4.device && request.fallback) {
    const second = await openLanes(context, request.fallback);
    open4 = second.open;
    failures = [...failures, ...second.failures];
  }
  outcome.onEnd(async () => {
    await Promise.all([open4.browser?.close(), open4.device?.close()]);
  });
  const [firstFailure] = failures;
  if (!open4.browser && !open4.device) throw firstFailure ?? new Error("no lane was asked for");
  void watchOtherWindows(d, outcome);
  const lifetime = open4.browser ? request.timeoutMs : Math.min(request.timeoutMs, open4.device?.lifetimeMs ?? request.timeoutMs);
  outcome.startTimer(lifetime, () => timedOut(lifetime));
  return {
    browser: open4.browser && { url: open4.browser.url, port: open4.browser.port },
    device: open4.device && { url: open4.device.url, userCode: open4.device.userCode },
    missing: firstFailure instanceof AppError ? firstFailure : void 0,
    expiresAt: d.now() + lifetime,
    done: outcome.done,
    cancel: (reason) => outcome.reject(reason ?? cancelled("The sign-in was cancelled.")),
    paste: (text) => {
      if (!open4.browser) {
        throw new AppError({
          kind: "input",
          code: "login.paste",
          what: "This sign-in waits for a code, not for an address.",
          fix: `Type ${open4.device?.userCode ?? "the code"} at ${open4.device?.url ?? "the page shown"}.`
        });
      }
      open4.browser.paste(text);
    }
  };
}
async function openLanes(context, lanes) {
  const [browser, device] = await Promise.allSettled([
    lanes.includes("browser") ? openBrowserLane(context) : void 0,
    lanes.includes("device") ? openDeviceLane(context) : void 0
  ]);
  return {
    open: {
      browser: browser.status === "fulfilled" ? browser.value : void 0,
      device: device.status === "fulfilled" ? device.value : void 0
    },
    failures: [browser, device].filter((l) => l.status === "rejected").map((l) => l.reason)
  };
}
async function watchOtherWindows(d, outcome) {
  const seen = async () => (await d.current().catch(() => void 0))?.extra[SIGNED_IN_AT];
  const before = await seen();
  while (!outcome.ended()) {
    await d.sleep(WATCH_MS);
    const login = await d.current().catch(() => void 0);
    const at = login?.extra[SIGNED_IN_AT];
    if (login && at !== void 0 && at !== before) return outcome.resolve(login);
  }
}
function settleOnce() {
  let settle2;
  let teardown = () => Promise.resolve();
  let timer;
  let ended2 = false;
  const done = new Promise((resolve2, reject) => {
    settle2 = { resolve: resolve2, reject };
  });
  done.catch(() => {
  });
  const end = (act) => {
    if (ended2) return;
    ended2 = true;
    clearTimeout(timer);
    setTimeout(() => void teardown().then(act, act), LAST_PAGE_MS);
  };
  return {
    ended: () => ended2,
    done,
    resolve: (login) => end(() => settle2?.resolve(login)),
    reject: (error) => end(() => settle2?.reject(error)),
    onEnd: (action) => {
      teardown = action;
    },
    startTimer: (ms, error) => {
      timer = setTimeout(() => end(() => settle2?.reject(error())), ms);
    },
    stopTimer: () => clearTimeout(timer)
  };
}

// src/login/sources/whoami.ts
import { createHash } from "node:crypto";
var TIMEOUT_MS = 1e4;
var LIMIT3 = 65536;
function tokenRefused() {
  return new AppError({
    kind: "sign-in",
    code: "access_token.refused",
    what: "OpenAI does not accept the personal access token.",
    why: "It was revoked or has ended, or it is not complete.",
    fix: say`Make a new one and set CODEX_ACCESS_TOKEN to it, or sign in with ${its.login}.`
  });
}
function judgeWhoAmI(status, body) {
  if (status === 401 || status === 403) throw tokenRefused();
  const answer = status >= 200 && status < 300 ? parseJson(body) : void 0;
  const accountId = stringOf(member(answer, "chatgpt_account_id"));
  if (accountId === void 0) {
    throw new AppError({
      kind: "backend",
      code: "access_token.unavailable",
      what: "The owner of the personal access token could not be learned.",
      why: status >= 200 && status < 300 ? "OpenAI’s answer names no account." : `OpenAI answered ${status}.`,
      fix: "Try again in a moment.",
      details: { status }
    });
  }
  const userId = stringOf(member(answer, "chatgpt_user_id"));
  const email = stringOf(member(answer, "email"));
  const plan = stringOf(member(answer, "chatgpt_plan_type"));
  return {
    accountId,
    ...userId ? { userId } : {},
    ...email ? { email } : {},
    ...plan ? { plan } : {},
    ...member(answer, "chatgpt_account_is_fedramp") === true ? { fedramp: true } : {}
  };
}
function createWhoAmI(d) {
  const url = `${d.issuer}/api/accounts/v1/user-auth-credential/whoami`;
  const learned = /* @__PURE__ */ new Map();
  const asking = /* @__PURE__ */ new Map();
  const key = (token) => createHash("sha256").update(token).digest("base64url");
  const ask2 = async (token) => {
    let answer;
    try {
      const response = await d.fetch(url, {
        headers: { ...d.headers, authorization: `Bearer ${token}`, accept: "application/json" },
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS)
      });
      answer = { status: response.status, body: (await response.text()).slice(0, LIMIT3) };
    } catch (error) {
      throw networkError(error, url);
    }
    const identity2 = judgeWhoAmI(answer.status, answer.body);
    learned.set(key(token), identity2);
    return identity2;
  };
  return {
    known: (token) => learned.get(key(token)),
    identify: (token) => {
      const id = key(token);
      const known2 = learned.get(id);
      if (known2) return Promise.resolve(known2);
      const running = asking.get(id) ?? ask2(token).finally(() => asking.delete(id));
      asking.set(id, running);
      return running;
    }
  };
}

// src/login/sources/access-token.ts
var PREFIX = "at-";
function notPersonal() {
  return new AppError({
    kind: "sign-in",
    code: "access_token.kind",
    what: "CODEX_ACCESS_TOKEN cannot be used.",
    why: 'It is no personal access token: those begin with "at-". An agent identity works with the Codex CLI only.',
    fix: say`Set it to a personal access token, or unset it and sign in with ${its.login}.`
  });
}
function accessTokenSource(token, whoAmI) {
  const value = token?.trim() || void 0;
  const usable2 = value?.startsWith(PREFIX) ?? false;
  return {
    name: "access-token",
    credential: async () => {
      if (value === void 0) return void 0;
      if (!usable2) throw notPersonal();
      return {
        source: "access-token",
        route: "chatgpt",
        accessToken: value,
        ...await whoAmI.identify(value)
      };
    },
    // There is nothing to renew it with.
    renew: () => Promise.reject(tokenRefused()),
    report: () => {
      if (value === void 0) return Promise.resolve(void 0);
      const error = usable2 ? void 0 : notPersonal();
      return Promise.resolve({
        source: "access-token",
        mode: usable2 ? "personalAccessToken" : void 0,
        identity: usable2 && whoAmI.known(value) || {},
        expiresAt: void 0,
        usable: usable2,
        problem: error && [error.what, error.why].filter(Boolean).join(" "),
        fix: error?.fix
      });
    }
  };
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
    accessToken,
    // The stored account id decides, as it does for the CLI (docs/wire.md 4).
    identity: {
      ...identityOf(accessToken),
      ...idToken ? identityOf(idToken) : {},
      ...accountId ? { accountId } : {}
    }
  };
}
function parseCliFile(text) {
  const file = parseJson(text);
  if (file === void 0) {
    return {
      kind: "broken",
      why: text.trim() === "" ? "it is empty" : "it is not JSON (cut off, perhaps)"
    };
  }
  if (!isObject(file)) return { kind: "broken", why: "it is JSON but not an object" };
  const named = stringOf(file["auth_mode"]);
  const mode = named === void 0 ? impliedMode(file) : flat(named);
  switch (mode) {
    case void 0:
      return { kind: "absent" };
    case "chatgpt":
    case "chatgptauthtokens":
      return chatgptLogin(file["tokens"]);
    case "personalaccesstoken": {
      const token = stringOf(file["personal_access_token"]);
      return token ? { kind: "access-token", token } : { kind: "broken", why: 'its "personal_access_token" is missing' };
    }
    case "apikey": {
      const key = stringOf(file["OPENAI_API_KEY"]);
      return key ? { kind: "api-key", key } : { kind: "broken", why: 'its "OPENAI_API_KEY" is missing' };
    }
    default: {
      const known2 = names[mode];
      return { kind: "unusable", name: known2 ?? `the mode "${(named ?? mode).slice(0, 40)}"` };
    }
  }
}

// src/login/sources/codex-cli.ts
var LET_CLI_RENEW = say`Ask the Codex CLI anything (\`codex exec "hi"\`): that renews its login. Or get a login of our own with ${its.login}.`;
var PASS_BY = say`Sign in with ${its.login}: our own login comes first. Or name another source in CODEX_OAUTH_SOURCE.`;
function broken2(path9, why) {
  return new AppError({
    kind: "local",
    code: "codex_cli.broken",
    what: `The Codex CLI’s login file ${path9} cannot be used.`,
    why: `Because ${why}. It was left as it is.`,
    fix: `${PASS_BY} \`codex login\` fixes the file itself.`,
    details: { path: path9 }
  });
}
function unusable(path9, name) {
  return new AppError({
    kind: "sign-in",
    code: "codex_cli.unusable",
    what: "The Codex CLI’s login cannot be used here.",
    why: `${path9} holds ${name}, which only the Codex CLI itself can use.`,
    fix: PASS_BY,
    details: { path: path9 }
  });
}
function ended(expiresAt, nowSeconds) {
  return new AppError({
    kind: "sign-in",
    code: "codex_cli.expired",
    what: "The Codex CLI’s login has ended.",
    why: `Its access token ended ${humanSeconds(nowSeconds - expiresAt)} ago, and only the Codex CLI may renew it.`,
    fix: LET_CLI_RENEW
  });
}
function refused() {
  return new AppError({
    kind: "sign-in",
    code: "codex_cli.refused",
    what: "OpenAI does not accept the Codex CLI’s login.",
    why: "It refused the access token, and the file holds no newer one. Only the Codex CLI may renew it.",
    fix: LET_CLI_RENEW
  });
}
function codexCliSource(d) {
  const read = async () => {
    try {
      const info = await stat(d.path);
      if (!info.isFile()) {
        return {
          kind: "broken",
          why: info.isDirectory() ? "it is a directory" : "it is not a regular file"
        };
      }
      return parseCliFile(await readFile2(d.path, "utf8"));
    } catch (error) {
      const code = errnoOf(error);
      if (code === "ENOENT" || code === "ENOTDIR") return { kind: "absent" };
      const why = code === "EACCES" || code === "EPERM" ? "it may not be read" : `the system says ${code ?? "unknown"}`;
      return { kind: "broken", why };
    }
  };
  const credentialOf = async (login) => {
    switch (login.kind) {
      case "absent":
        return void 0;
      case "broken":
        throw broken2(d.path, login.why);
      case "unusable":
        throw unusable(d.path, login.name);
      case "api-key":
        return { source: "codex-cli", route: "api", accessToken: login.key };
      case "access-token": {
        const identity2 = await d.whoAmI.identify(login.token);
        return { source: "codex-cli", route: "chatgpt", accessToken: login.token, ...identity2 };
      }
      case "chatgpt": {
        const error = endedError(login);
        if (error) throw error;
        return {
          source: "codex-cli",
          route: "chatgpt",
          accessToken: login.accessToken,
          ...login.identity
        };
      }
    }
  };
  const endedError = (login) => {
    const expiresAt = expiryOf(login.accessToken);
    const now = d.now() / 1e3;
    return expiresAt !== void 0 && expiresAt <= now ? ended(expiresAt, now) : void 0;
  };
  const describe = (login) => {
    const error = login.kind === "broken" ? broken2(d.path, login.why) : login.kind === "unusable" ? unusable(d.path, login.name) : login.kind === "chatgpt" ? endedError(login) : void 0;
    const modes = {
      chatgpt: "chatgpt",
      "access-token": "personalAccessToken",
      "api-key": "apikey",
      broken: void 0,
      unusable: void 0
    };
    return {
      source: "codex-cli",
      mode: modes[login.kind],
      identity: login.kind === "chatgpt" ? login.identity : login.kind === "access-token" ? d.whoAmI.known(login.token) ?? {} : {},
      expiresAt: login.kind === "chatgpt" ? expiryOf(login.accessToken) : void 0,
      usable: error === void 0,
      problem: error && [error.what, error.why].filter(Boolean).join(" "),
      fix: error?.fix
    };
  };
  return {
    name: "codex-cli",
    credential: async () => credentialOf(await read()),
    renew: async (used) => {
      const now = await credentialOf(await read());
      if (!now || now.route !== used.route) throw accountChanged();
      if (!sameOwner(now, used)) throw accountChanged();
      if (now.accessToken !== used.accessToken) return now;
      if (used.route === "api") throw keyRefused(d.path);
      throw now.accessToken.startsWith("at-") ? tokenRefused() : refused();
    },
    report: async () => {
      const login = await read();
      return login.kind === "absent" ? void 0 : describe(login);
    }
  };
}

// src/login/sources/own-login.ts
function ownLoginSource(tokens) {
  return {
    name: "login",
    credential: async () => await tokens.current() ? tokens.credential() : void 0,
    renew: (used) => tokens.renew(used),
    report: async () => {
      const { login, dead, problem, fix } = await tokens.snapshot();
      if (!login && problem === void 0) return void 0;
      return {
        source: "login",
        mode: login ? "chatgpt" : void 0,
        identity: login ? identityOfLogin(login) : {},
        expiresAt: login ? expiresAtOf(login) : void 0,
        usable: login !== void 0 && !dead,
        problem,
        fix
      };
    }
  };
}

// src/login/refresh-policy.ts
import { createHash as createHash2 } from "node:crypto";
var REFRESH_LEAD_SECONDS = 300;
function freshnessOf(login, now) {
  const expiresAt = expiresAtOf(login);
  if (expiresAt === void 0) return { expiresIn: void 0, isExpired: false, needsRefresh: false };
  const expiresIn = Math.floor(expiresAt - now / 1e3);
  return { expiresIn, isExpired: expiresIn <= 0, needsRefresh: expiresIn <= REFRESH_LEAD_SECONDS };
}
function fingerprint(token) {
  return createHash2("sha256").update(token).digest("hex").slice(0, 16);
}
function sameIdentity(a, b) {
  const differ = (x, y) => x !== void 0 && y !== void 0 && x !== y;
  return !differ(a.accountId, b.accountId) && !differ(a.userId, b.userId);
}
function sameAccount(a, b) {
  return sameIdentity(identityOfLogin(a), identityOfLogin(b));
}
function backoffMs(failures) {
  return Math.min(6e4, 1e3 * 2 ** Math.max(0, failures - 1));
}

// src/login/login-snapshot.ts
var said = (error) => sentences(error.what, error.why);
function snapshotOf(f) {
  const unsaved = f.unsavedProblem !== void 0;
  const none = { login: void 0, freshness: void 0, dead: false, unsaved };
  if (f.state.kind === "broken") return { ...none, problem: said(f.state.error), fix: f.state.error.fix };
  if (f.state.kind !== "login") return { ...none, problem: void 0, fix: void 0 };
  const { login } = f.state;
  const freshness = freshnessOf(login, f.now);
  const trouble = troubleOf(f, freshness);
  return {
    login,
    freshness,
    unsaved,
    dead: freshness.isExpired && (login.refreshToken === void 0 || trouble.dead === true),
    problem: trouble.problem,
    fix: trouble.fix
  };
}
function troubleOf(f, freshness) {
  if (f.refusal) {
    const left = freshness.isExpired ? "" : " It can be used until its access token ends.";
    return {
      dead: true,
      problem: refusalSentence(f.refusal) + left,
      fix: say`Sign in again with ${its.login}.`
    };
  }
  if (f.unsavedProblem) {
    return {
      problem: say`The newest login is kept in memory only, and is lost when this process ends. ${said(f.unsavedProblem)}`,
      fix: say`${f.unsavedProblem.fix} It is then written by itself.`
    };
  }
  const mine = f.locks.filter(({ record }) => record.note === f.print);
  const keeper = mine.find(({ record, verdict }) => record.state === "unsaved" && verdict === "alive");
  if (keeper) {
    return {
      problem: `The renewed login is in the memory of process ${keeper.record.pid}, because the disk refused it.`,
      fix: "Make room on the disk of the login file; it is then written by itself."
    };
  }
  if (f.lastProblem?.kind === "backend") return { problem: said(f.lastProblem), fix: f.lastProblem.fix };
  const cut = mine.filter(({ verdict }) => verdict === "dead" || verdict === "ended");
  const times = [...cut.map(({ record }) => record.startedAt), f.lostAt].filter((t) => t !== void 0);
  if (times.length > 0) {
    return {
      problem: `A refresh was interrupted at ${clockTime(Math.max(...times))}. It is tried again with the next question.`,
      fix: say`If that fails, sign in again with ${its.login}.`
    };
  }
  if (f.lastProblem) return { problem: said(f.lastProblem), fix: f.lastProblem.fix };
  return { problem: f.loose, fix: f.loose && "Make it yours alone with `chmod 600` on that file." };
}

// src/system/lock.ts
import { readdirSync, readFileSync as readFileSync2, unlinkSync } from "node:fs";
import { mkdir, open as open2, readFile as readFile3, readdir as readdir3, stat as stat2, unlink as unlink2, utimes } from "node:fs/promises";
import path2 from "node:path";

// src/system/lock-watch.ts
var LONGEST_STEP_MS = 500;
function createWatch(monotonic = () => performance.now()) {
  const seen = /* @__PURE__ */ new Map();
  return {
    look: (name, sign) => {
      const at = monotonic();
      const last = seen.get(name);
      const silent2 = last?.sign === sign ? last.silent + Math.min(LONGEST_STEP_MS, Math.max(0, at - last.at)) : 0;
      seen.set(name, { sign, at, silent: silent2 });
      return silent2;
    }
  };
}

// src/system/lock-record.ts
var LENGTH = 384;
var states = ["working", "unsaved", "ended"];
function lockText(record) {
  const { startedAt, ...rest } = record;
  return `${JSON.stringify({ ...rest, started_at: startedAt }).padEnd(LENGTH - 1)}
`;
}
function parseLock(text) {
  const value = text === void 0 ? void 0 : parseJson(text);
  if (!isObject(value)) return void 0;
  const nonce = stringOf(value["nonce"]);
  const pid = numberOf(value["pid"]);
  const startedAt = numberOf(value["started_at"]);
  const state = stringOf(value["state"]);
  if (!nonce || pid === void 0 || !Number.isInteger(pid) || pid <= 0) return void 0;
  if (startedAt === void 0 || !state || !states.includes(state)) return void 0;
  return {
    nonce,
    pid,
    startedAt,
    machine: stringOf(value["machine"]) ?? "",
    note: stringOf(value["note"]) ?? "",
    state
  };
}

// src/system/lock.ts
var LOCK_STALE_MS = 8e3;
var HEARTBEAT_MS = 2e3;
var held = /* @__PURE__ */ new Set();
var watch = createWatch();
async function tryLock(d, request) {
  try {
    const before = await scanAll(request.places);
    const judged2 = before.map((entry) => ({ entry, verdict: judge(d, entry) }));
    const inTheWay = judged2.find(
      ({ verdict }) => verdict === "alive" || verdict === "stalled" && !request.passStalled
    );
    if (inTheWay) return { kind: "busy", owner: inTheWay.entry.record };
    const passed = new Set(before.map(identity));
    const record = {
      nonce: Buffer.from(d.randomBytes(12)).toString("base64url"),
      pid: d.pid,
      machine: d.machine,
      startedAt: d.now(),
      note: request.note,
      state: "working"
    };
    const created = await createFirst(d, request.places, before, record);
    if (typeof created !== "string") return created;
    held.add(record.nonce);
    let others;
    try {
      others = (await scanAll(request.places)).filter((e) => e.record?.nonce !== record.nonce);
    } catch (error) {
      removeOwn(created, record.nonce);
      return { kind: "refused", error };
    }
    const rival = others.find((e) => !passed.has(identity(e)));
    if (rival) {
      removeOwn(created, record.nonce);
      return { kind: "busy", owner: rival.record };
    }
    return { kind: "held", lock: hold(d, created, record, before, request.onLost) };
  } catch (error) {
    return { kind: "refused", error };
  }
}
async function readLocks(d, places) {
  const entries = await scanAll(places).catch(() => []);
  return entries.flatMap((e) => e.record ? [{ record: e.record, verdict: judge(d, e) }] : []);
}
function judge(d, entry) {
  const seenFor = watch.look(entry.path, entry.sign);
  const { record } = entry;
  if (record?.state === "ended") return "ended";
  if (record && record.machine === d.machine) {
    const alive = record.pid === d.pid ? held.has(record.nonce) : d.processAlive(record.pid);
    if (!alive) return "dead";
  }
  return seenFor >= LOCK_STALE_MS ? "stalled" : "alive";
}
var identity = (entry) => entry.record?.nonce ?? `${entry.path} ${entry.text ?? ""}`;
async function scanAll(places) {
  return (await Promise.all(places.map((place, index) => scan(place, index === 0)))).flat();
}
async function scan(place, first) {
  const folder = path2.dirname(place);
  let names2;
  try {
    names2 = await readdir3(folder);
  } catch (error) {
    if (!first || errnoOf(error) === "ENOENT") return [];
    throw error;
  }
  const entries = await Promise.all(
    names2.flatMap((name) => {
      const number = numberIn(name, path2.basename(place));
      return number === void 0 ? [] : [readEntry(path2.join(folder, name), number)];
    })
  );
  return entries.filter((e) => e !== void 0);
}
function numberIn(name, base) {
  const prefix = `${base}.lock.`;
  const digits = name.startsWith(prefix) ? name.slice(prefix.length) : "";
  return /^[1-9]\d{0,8}$/.test(digits) ? Number(digits) : void 0;
}
async function readEntry(file, number) {
  try {
    const info = await stat2(file);
    const small = info.isFile() && info.size < 4096;
    const text = small ? await readFile3(file, "utf8") : void 0;
    const sign = `${info.ino} ${info.mtimeMs} ${text ?? ""}`;
    return { path: file, number, text, record: parseLock(text), sign };
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return void 0;
    return { path: file, number, text: void 0, record: void 0, sign: "unreadable" };
  }
}
async function createFirst(d, places, before, record) {
  let refusal;
  for (const place of places) {
    const mine = before.filter((e) => path2.dirname(e.path) === path2.dirname(place));
    const file = `${place}.lock.${Math.max(0, ...mine.map((e) => e.number)) + 1}`;
    try {
      await mkdir(path2.dirname(place), { recursive: true, mode: 448 });
      const handle = await withRenameRetries(() => open2(file, "wx", 384), d.platform);
      try {
        await handle.writeFile(lockText(record));
        await keepOwner(handle, place);
        await flush(handle);
      } catch (error) {
        await unlink2(file).catch(() => {
        });
        throw error;
      } finally {
        await handle.close();
      }
      await flushFolder(path2.dirname(place), d.platform);
      return file;
    } catch (error) {
      if (errnoOf(error) === "EEXIST") return { kind: "busy", owner: void 0 };
      refusal ??= error;
    }
  }
  return { kind: "refused", error: refusal };
}
function removeOwn(file, nonce) {
  held.delete(nonce);
  removeIf(file, (text) => parseLock(text)?.nonce === nonce);
}
function removeIf(file, is) {
  try {
    if (is(readFileSync2(file, "utf8"))) unlinkSync(file);
  } catch {
  }
}
function hold(d, file, record, before, onLost) {
  let lost = false;
  let ended2 = false;
  let beats = 0;
  const isMine = (text) => parseLock(text)?.nonce === record.nonce;
  const lose2 = () => {
    if (lost) return;
    lost = true;
    clearInterval(timer);
    onLost?.();
  };
  const beat = async () => {
    const text = await readFile3(file, "utf8").catch((error) => errnoOf(error) ?? "");
    if (text === "ENOENT" || parseLock(text) && !isMine(text)) return lose2();
    beats += 1;
    const time = (d.now() + beats) / 1e3;
    await utimes(file, time, time);
  };
  const timer = setInterval(() => void beat().catch(() => {
  }), HEARTBEAT_MS);
  timer.unref();
  const letGo = () => {
    clearInterval(timer);
    held.delete(record.nonce);
  };
  return {
    nonce: record.nonce,
    startedAt: record.startedAt,
    abandoned: before.flatMap((e) => e.record ? [e.record] : []),
    intact: () => {
      if (!lost && passedOver(file, record.nonce)) lose2();
      return !lost;
    },
    mark: async (state) => {
      if (state === "ended") {
        ended2 = true;
        letGo();
      }
      try {
        const handle = await open2(file, "r+");
        try {
          if (!isMine(await handle.readFile("utf8"))) return;
          await handle.write(lockText({ ...record, state }), 0);
        } finally {
          await handle.close();
        }
      } catch {
      }
    },
    clearAbandoned: () => {
      for (const e of before)
        removeIf(e.path, (text) => e.record ? parseLock(text)?.nonce === e.record.nonce : text === e.text);
    },
    release: () => {
      letGo();
      if (!ended2) removeIf(file, isMine);
    }
  };
}
function passedOver(file, nonce) {
  try {
    if (parseLock(readFileSync2(file, "utf8"))?.nonce !== nonce) return true;
    const [, base = "", digits = ""] = /^(.*)\.lock\.(\d+)$/.exec(path2.basename(file)) ?? [];
    return readdirSync(path2.dirname(file)).some((name) => (numberIn(name, base) ?? 0) > Number(digits));
  } catch (error) {
    return errnoOf(error) === "ENOENT";
  }
}

// src/system/machine.ts
import { createHash as createHash3 } from "node:crypto";
import { lstat as lstat3, readFile as readFile4, readlink as readlink2 } from "node:fs/promises";
import { tmpdir } from "node:os";
import path3 from "node:path";
var known;
function machineId(hostname2, platform) {
  known ??= (async () => {
    if (platform !== "linux") return hostname2;
    const [boot, pids] = await Promise.all([
      readFile4("/proc/sys/kernel/random/boot_id", "utf8").catch(() => ""),
      readlink2("/proc/self/ns/pid").catch(() => "")
    ]);
    return [hostname2, boot.trim(), pids].filter(Boolean).join(" ");
  })();
  return known;
}
async function standInFor(file, uid) {
  const folder = path3.join(tmpdir(), `codex-oauth-${uid ?? "locks"}`);
  const place = path3.join(folder, createHash3("sha256").update(path3.resolve(file)).digest("hex").slice(0, 24));
  try {
    const info = await lstat3(folder);
    const ours = uid === void 0 || info.uid === uid && (info.mode & 18) === 0;
    return info.isDirectory() && ours ? place : void 0;
  } catch (error) {
    return errnoOf(error) === "ENOENT" ? place : void 0;
  }
}

// src/login/refresh-deps.ts
async function newerOnDisk(d, base) {
  const state = await d.file.read();
  if (state.kind === "broken" && base.inMemory) return void 0;
  if (state.kind === "broken") throw state.error;
  if (state.kind !== "login") throw notSignedIn(d.file.path);
  if (!sameAccount(state.login, base.login)) throw accountChanged();
  return base.isOnDisk(state.login) ? void 0 : state.login;
}
async function tidy(d, lock) {
  await d.file.sweep(lock?.abandoned.map((one) => one.nonce) ?? [], d.now());
  lock?.clearAbandoned();
}

// src/login/spend.ts
var REQUEST_TIMEOUT_MS = 3e4;
var later = (why, code, kind = "network") => new AppError({
  kind,
  code,
  what: "The login could not be renewed just now.",
  why,
  fix: "Try again in a moment; you are not signed out."
});
async function spend(d, base, s) {
  const { login } = base;
  const print = fingerprint(login.refreshToken ?? "");
  const startedAt = d.now();
  d.log.debug(`refresh ${print} begins (${s.reason}, ${s.lock ? "locked" : "no lock"})`);
  const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  let answer;
  try {
    answer = await refreshTokens(
      d.fetch,
      d.profile,
      {
        refreshToken: login.refreshToken ?? "",
        reason: s.reason,
        ...login.clientId ? { clientId: login.clientId } : {}
      },
      signal
    );
  } catch (error) {
    if (signal.aborted || !neverSent(error)) await lose(d, base, s, startedAt);
    const known2 = !signal.aborted && error instanceof AppError;
    const problem = known2 ? error : later("The token endpoint did not answer in time.", "auth.refresh_timeout");
    return { kind: "postponed", problem };
  }
  const verdict = judgeRefresh(answer, d.profile);
  d.clock.observe(answer.serverTime ?? issuedAt(verdict));
  switch (verdict.kind) {
    case "tokens":
      return keep(d, base, s.lock, withTokens(login, verdict.tokens, d.clock.now() / 1e3) ?? login);
    case "refused":
      return refuse2(d, base, s, verdict.reason);
    case "unavailable":
      if (verdict.maybeSpent) await lose(d, base, s, startedAt);
      return {
        kind: "postponed",
        problem: later(
          `The token endpoint answered ${verdict.status}.`,
          "auth.refresh_unavailable",
          "backend"
        ),
        retryAfter: answer.retryAfter ?? 0
      };
  }
}
function issuedAt(verdict) {
  const token = verdict.kind === "tokens" ? verdict.tokens.accessToken : void 0;
  const seconds = token === void 0 ? void 0 : issuedAtOf(token);
  return seconds === void 0 ? void 0 : seconds * 1e3;
}
function neverSent(error) {
  return error instanceof AppError && (error.kind === "input" || error.details["sent"] === false);
}
async function lose(d, base, s, startedAt) {
  d.journal.noteLost(fingerprint(base.login.refreshToken ?? ""), startedAt);
  if (base.inMemory) return;
  await tidy(d, s.lock);
  await s.lock?.mark("ended");
}
async function refuse2(d, base, s, reason) {
  const newer = await newerOnDisk(d, base);
  if (newer) return { kind: "fresh", login: newer };
  const lost = reason !== "expired" && s.interruptedAt !== void 0;
  const refusal = {
    fingerprint: fingerprint(base.login.refreshToken ?? ""),
    reason: lost ? "interrupted" : reason,
    at: lost && s.interruptedAt !== void 0 ? s.interruptedAt : d.now()
  };
  await d.journal.remember(refusal);
  d.log.debug(`refresh ${refusal.fingerprint} refused: ${refusal.reason}`);
  return { kind: "refused", refusal };
}
async function keep(d, base, lock, next) {
  let written;
  try {
    written = await d.file.write(next, {
      only: (found) => found !== void 0 && base.isOnDisk(found),
      ...lock ? { nonce: lock.nonce } : {}
    });
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== "local") throw error;
    await lock?.mark("unsaved");
    return { kind: "unsaved", login: next, problem: error, lock };
  }
  if (!written) return overtaken(d, base);
  await d.journal.forget();
  d.log.debug(`refresh done, now ${fingerprint(next.refreshToken ?? "")}`);
  return { kind: "fresh", login: next };
}
async function overtaken(d, base) {
  const state = await d.file.read();
  if (state.kind === "broken") throw state.error;
  if (state.kind !== "login") throw notSignedIn(d.file.path);
  if (!sameAccount(state.login, base.login)) throw accountChanged();
  return { kind: "fresh", login: state.login };
}

// src/login/refresher.ts
var WAIT_MS = 45e3;
var CHANGE_WAIT_MS = 12e3;
function busy(owner) {
  const holder = owner ? `process ${owner.pid}` : "another process";
  const keeps = owner?.state === "unsaved";
  return {
    kind: "postponed",
    problem: new AppError({
      kind: "local",
      code: keeps ? "auth.unsaved_elsewhere" : "auth.busy",
      what: "The login could not be renewed just now.",
      why: keeps ? `The renewed login is in the memory of ${holder}, because the disk refused it.` : `It is being renewed by ${holder}, for too long already.`,
      fix: keeps ? "Make room on the disk of the login file; it is then written by itself. You are not signed out." : "Try again in a moment; you are not signed out."
    })
  };
}
async function refreshUnderLock(d, base, reason, patient, inHand) {
  if (!base.login.refreshToken) throw expiredForGood();
  const print = fingerprint(base.login.refreshToken);
  const known2 = await d.journal.refusalOf(print);
  if (known2) return { kind: "refused", refusal: known2 };
  if (inHand) {
    const outcome = await holding(d, base, reason, patient, inHand);
    if (outcome !== "passed over") return outcome;
  }
  const deadline = d.now() + WAIT_MS;
  for (; ; ) {
    const attempt2 = await lockFor(d, print, !patient());
    if (attempt2.kind === "refused") {
      const problem = fileError(attempt2.error, `${d.file.path}.lock`, "made");
      if (patient()) return { kind: "postponed", problem };
      d.log.debug(`refreshing without a lock: ${problem.message}`);
      const outcome = await holding(d, base, reason, patient, void 0);
      if (outcome !== "passed over") return outcome;
    } else if (attempt2.kind === "held") {
      const outcome = await holding(d, base, reason, patient, attempt2.lock);
      if (outcome !== "passed over") return outcome;
    } else {
      const newer = await newerOnDisk(d, base);
      if (newer) return { kind: "fresh", login: newer };
      if (attempt2.owner?.state === "unsaved" || d.now() > deadline) return busy(attempt2.owner);
    }
    await d.sleep(40 + Math.floor((d.randomBytes(1)[0] ?? 0) / 2));
  }
}
async function siteOf(d) {
  const [machine, standIn] = await Promise.all([
    machineId(d.hostname, d.platform),
    standInFor(d.file.path, d.uid)
  ]);
  return { deps: { ...d, machine }, places: standIn ? [d.file.path, standIn] : [d.file.path] };
}
async function locksOf(d) {
  const site = await siteOf(d);
  return readLocks(site.deps, site.places);
}
async function lockFor(d, note, passStalled) {
  const site = await siteOf(d);
  return tryLock(site.deps, {
    places: site.places,
    note,
    passStalled,
    onLost: () => d.log.debug(`passed over at the lock of ${note || "a change"}`)
  });
}
async function changeUnderLock(d, change) {
  const deadline = d.now() + CHANGE_WAIT_MS;
  for (; ; ) {
    const attempt2 = await lockFor(d, "", true);
    if (attempt2.kind === "held") {
      try {
        const result = await change();
        await tidy(d, attempt2.lock);
        return result;
      } finally {
        attempt2.lock.release();
      }
    }
    const keeps = attempt2.kind === "busy" && attempt2.owner?.state === "unsaved";
    if (attempt2.kind === "refused" || keeps || d.now() > deadline) return change();
    await d.sleep(50);
  }
}
async function holding(d, base, reason, patient, lock) {
  let outcome;
  try {
    outcome = await settle(d, base, reason, patient, lock);
    if (outcome !== "passed over" && (outcome.kind === "fresh" || outcome.kind === "refused"))
      await tidy(d, lock);
    return outcome;
  } finally {
    const kind = typeof outcome === "object" ? outcome.kind : void 0;
    const keeps = kind === "unsaved" || kind === "postponed" && base.inMemory;
    if (!keeps) lock?.release();
  }
}
async function settle(d, base, reason, patient, lock) {
  const newer = await newerOnDisk(d, base);
  if (newer) return { kind: "fresh", login: newer };
  const print = fingerprint(base.login.refreshToken ?? "");
  const known2 = await d.journal.refusalOf(print);
  if (known2) return { kind: "refused", refusal: known2 };
  const traces = (lock?.abandoned ?? []).filter((trace) => trace.note === print);
  const next = await preparedBy(d, base, traces);
  if (next) return keep(d, base, lock, next);
  if (patient() && !base.inMemory) {
    const problem = await d.file.probe(lock?.nonce);
    if (problem) return { kind: "postponed", problem };
  }
  if (lock && !lock.intact()) return "passed over";
  return spend(d, base, { reason, lock, interruptedAt: lastOf(d, print, traces) });
}
function lastOf(d, print, traces) {
  const times = [d.journal.lostAt(print), ...traces.map((t) => t.startedAt)].filter((t) => t !== void 0);
  return times.length > 0 ? Math.max(...times) : void 0;
}
async function preparedBy(d, base, traces) {
  for (const { nonce } of traces) {
    const login = await d.file.prepared(nonce);
    if (!login?.refreshToken || base.isOnDisk(login) || !sameAccount(login, base.login)) continue;
    d.log.debug("an earlier refresh had been cut off before its last step: it is finished now");
    return login;
  }
  return void 0;
}

// src/login/unsaved.ts
var FIRST_TRY_MS = 2e3;
var LAST_TRY_MS = 6e4;
function holdUnsaved(d) {
  let held2;
  let saving;
  let timer;
  const drop = () => {
    clearTimeout(timer);
    const before = held2;
    held2 = void 0;
    before?.lock?.release();
  };
  const save = async () => {
    if (!held2) return;
    const mine = held2;
    try {
      const done = await d.file.write(mine.login, {
        only: (found) => held2 === mine && mine.mayReplace(found),
        ...mine.lock ? { nonce: mine.lock.nonce } : {}
      });
      if (held2 !== mine) return;
      d.log.debug(done ? "the login in memory is on disk" : "the login in memory has been replaced");
      if (done) await d.journal.forget();
      await tidy(d, mine.lock);
      drop();
    } catch (error) {
      d.log.debug(`still unsaved: ${error instanceof Error ? error.message : "unknown"}`);
    }
  };
  const tryToSave = () => {
    saving ??= save().finally(() => {
      saving = void 0;
    });
    return saving;
  };
  const schedule = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      void tryToSave().then(() => {
        if (held2) schedule(Math.min(LAST_TRY_MS, ms * 2));
      });
    }, ms);
    timer.unref();
  };
  return {
    held: () => held2,
    hold: (login, mayReplace) => {
      if (held2 && held2.lock !== login.lock) held2.lock?.release();
      held2 = { ...login, mayReplace };
      schedule(FIRST_TRY_MS);
    },
    drop,
    tryToSave,
    over: async (state) => {
      if (!held2) return void 0;
      const { login, mayReplace } = held2;
      if (state.kind !== "broken" && !mayReplace(state.kind === "login" ? state.login : void 0)) {
        drop();
        return void 0;
      }
      await tryToSave();
      return { kind: "login", login, others: {} };
    }
  };
}

// src/login/token-manager.ts
var ALIVE_WAIT_MS = 3e3;
var JUST_RENEWED_MS = 6e4;
var LONGEST_REST_MS = 3e4;
var same = (a, b) => a.accessToken === b.accessToken && a.refreshToken === b.refreshToken;
function toCredential(login) {
  return { source: "login", route: "chatgpt", accessToken: login.accessToken, ...identityOfLogin(login) };
}
function createTokenManager(d) {
  const unsaved = holdUnsaved(d);
  let inFlight;
  let urgent = false;
  let failures = 0;
  let quietUntil = 0;
  let restUntil = 0;
  let justRenewed;
  let lastProblem;
  const effective = async () => {
    const state = await d.file.read();
    return await unsaved.over(state) ?? state;
  };
  const loginOrThrow = async () => {
    const state = await effective();
    if (state.kind === "broken") throw state.error;
    if (state.kind !== "login") throw notSignedIn(d.file.path);
    return state.login;
  };
  const learn = (outcome) => {
    const renewed = outcome.kind === "fresh" || outcome.kind === "unsaved" ? outcome.login : void 0;
    lastProblem = outcome.kind === "postponed" ? outcome.problem : void 0;
    failures = outcome.kind === "postponed" ? failures + 1 : 0;
    quietUntil = outcome.kind === "postponed" ? d.now() + backoffMs(failures) : 0;
    restUntil = 0;
    if (outcome.kind === "postponed" && outcome.retryAfter !== void 0) {
      const asked = outcome.retryAfter * 1e3;
      quietUntil = Math.max(quietUntil, d.now() + asked);
      restUntil = Math.min(quietUntil, d.now() + LONGEST_REST_MS);
    }
    justRenewed = void 0;
    if (renewed && freshnessOf(renewed, d.clock.now()).needsRefresh) {
      justRenewed = renewed.accessToken;
      quietUntil = d.now() + JUST_RENEWED_MS;
    }
  };
  const refreshOnce = async (login, reason) => {
    const held2 = unsaved.held();
    const base = {
      login,
      inMemory: held2 !== void 0,
      isOnDisk: (found) => same(found, login) || (held2?.mayReplace(found) ?? false)
    };
    const patient = () => !urgent && !freshnessOf(login, d.clock.now()).isExpired;
    const outcome = await refreshUnderLock(d, base, reason, patient, held2?.lock);
    if (outcome.kind === "unsaved")
      unsaved.hold(outcome, (found) => found !== void 0 && base.isOnDisk(found));
    else if (outcome.kind !== "postponed") unsaved.drop();
    learn(outcome);
    return outcome;
  };
  const refresh = (login, reason) => {
    if (!inFlight) {
      const started = refreshOnce(login, reason).finally(() => {
        inFlight = void 0;
        urgent = false;
      });
      started.catch(() => {
      });
      inFlight = started;
    }
    return inFlight;
  };
  const improve = async (login) => {
    const stop = new AbortController();
    const patience = d.sleep(ALIVE_WAIT_MS, stop.signal).catch(() => {
    });
    const outcome = await Promise.race([refresh(login, "proactive_expiry"), patience]);
    stop.abort();
    if (outcome?.kind !== "fresh" && outcome?.kind !== "unsaved") return toCredential(login);
    if (!sameAccount(outcome.login, login)) throw accountChanged();
    return toCredential(outcome.login);
  };
  return {
    credential: async () => {
      const login = await loginOrThrow();
      const { needsRefresh, isExpired } = freshnessOf(login, d.clock.now());
      if (!needsRefresh) return toCredential(login);
      if (!login.refreshToken) {
        if (isExpired) throw expiredForGood();
        return toCredential(login);
      }
      const quiet = d.now() < quietUntil;
      if (quiet && (!isExpired || justRenewed === login.accessToken)) return toCredential(login);
      if (!isExpired) return improve(login);
      if (lastProblem && d.now() < restUntil) throw lastProblem;
      urgent = true;
      const outcome = await refresh(login, "proactive_expiry");
      if (outcome.kind === "refused") throw signInAgain(outcome.refusal);
      if (outcome.kind === "postponed") throw outcome.problem;
      if (!sameAccount(outcome.login, login)) throw accountChanged();
      return toCredential(outcome.login);
    },
    renew: async (used) => {
      const login = await loginOrThrow();
      if (!sameIdentity(identityOfLogin(login), used)) throw accountChanged();
      if (login.accessToken !== used.accessToken) return toCredential(login);
      if (!login.refreshToken) throw expiredForGood();
      if (lastProblem && d.now() < restUntil) throw lastProblem;
      urgent = true;
      const outcome = await refresh(login, "unauthorized_recovery");
      if (outcome.kind === "refused") throw signInAgain(outcome.refusal);
      if (outcome.kind === "postponed") throw outcome.problem;
      if (!sameAccount(outcome.login, login)) throw accountChanged();
      if (outcome.login.accessToken === used.accessToken) throw stillUnauthorized();
      return toCredential(outcome.login);
    },
    current: async () => {
      const state = await effective();
      if (state.kind === "broken") throw state.error;
      return state.kind === "login" ? state.login : void 0;
    },
    snapshot: async () => {
      const state = await effective();
      const print = state.kind === "login" ? fingerprint(state.login.refreshToken ?? "") : "";
      const [refusal, locks] = await Promise.all([d.journal.refusalOf(print), locksOf(d)]);
      return snapshotOf({
        state,
        now: d.clock.now(),
        print,
        refusal,
        locks: inFlight ? [] : locks,
        lostAt: inFlight ? void 0 : d.journal.lostAt(print),
        unsavedProblem: unsaved.held()?.problem,
        lastProblem,
        loose: d.file.loose
      });
    },
    store: async (login) => {
      unsaved.drop();
      await changeUnderLock(d, async () => {
        try {
          await d.file.write(login);
        } catch (error) {
          if (!(error instanceof AppError) || error.kind !== "local") throw error;
          const before = await d.file.read();
          const old = before.kind === "login" ? before.login : void 0;
          const mayReplace = (found) => before.kind === "broken" || (old ? found !== void 0 && same(found, old) : found === void 0);
          unsaved.hold({ login, problem: error, lock: void 0 }, mayReplace);
        }
      });
      failures = 0;
      quietUntil = 0;
      restUntil = 0;
      lastProblem = void 0;
      await d.journal.forget();
    },
    remove: async () => {
      const held2 = unsaved.held();
      if (held2) unsaved.drop();
      const removed = await changeUnderLock(d, async () => {
        const state = await d.file.read();
        if (state.kind === "broken" && !held2) throw state.error;
        if (state.kind !== "login") return held2?.login;
        await d.file.write(void 0);
        return held2?.login ?? state.login;
      });
      lastProblem = void 0;
      await d.journal.forget();
      return removed;
    },
    settled: async () => {
      await inFlight?.catch(() => {
      });
      await unsaved.tryToSave();
    }
  };
}

// src/ask/resolve.ts
async function resolve(d, model, signal) {
  void d.catalogue.warm();
  const credential = await orAborted(d.credentials.credential(), signal);
  const [view, payer] = await orAborted(
    Promise.all([d.catalogue.get(credential), locate(d, credential, signal), d.guard?.(credential)]),
    signal
  );
  const refresh = () => orAborted(d.catalogue.refresh(payer.credential, true), signal);
  return { ...payer, ...await chooseModel(model, view, refresh) };
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
  const told = {
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
    return { ...told, limits, refusal: judgeHttp({ status, header, body: text, now: d.clock.now() }) };
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
  return { ...told, limits, assembly, refusal: found && refuse(found, { requestId }) };
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
async function ask(d, asked, hooks) {
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
  if (gathered) (await import("./gather-M3UKMY2E.js")).assertSomethingAttached(gathered);
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
  const { gather } = await import("./gather-M3UKMY2E.js");
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
      const judged2 = judgeModels(answer, route === "api" ? parseApiModels : parseCatalogue);
      const models = judged2 === "unchanged" ? before?.models : judged2;
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
import path7 from "node:path";

// src/threads/id.ts
import path4 from "node:path";
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
  return path4.join(dir, `${parseThreadId(id)}.jsonl`);
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
import path5 from "node:path";
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
  const broken3 = [];
  for (const file of files.slice(0, limit)) {
    const summary = await summaryOf(file).catch(() => void 0);
    if (summary) threads.push(summary);
    else broken3.push(file.file);
  }
  return { threads, total: files.length, broken: broken3 };
}
async function factsOf(dir, name) {
  const file = path5.join(dir, name);
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
    const ended2 = typeof last !== "string" && last.type === "end";
    const { title, model, at } = header;
    return { id, title, createdAt: at, usedAt, model, bytes, ended: ended2 };
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
import path6 from "node:path";
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
        if (header) await mkdir2(path6.dirname(file), { recursive: true, mode: 448 });
        handle = await openForAppend(file, header !== void 0);
      }
      await appendLines(handle, lines.join(""));
      problem = void 0;
    } catch (error) {
      queue = [...lines, ...queue];
      problem = fileError(error, file, "written");
    }
  };
  const settle2 = () => tail = tail.then(drain);
  const queueText = () => {
    clearTimeout(timer);
    timer = void 0;
    if (fresh.length === 0) return;
    queue.push(serializeRecord({ type: "text", turn, offset: written, text: fresh.join("") }));
    written += freshLength;
    fresh = [];
    freshLength = 0;
  };
  const flush2 = () => {
    queueText();
    return settle2();
  };
  void settle2();
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
      if (freshLength >= FLUSH_CHARS) void flush2();
      else timer ??= setTimeout(() => void flush2(), FLUSH_MS).unref();
    },
    flush: flush2,
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
      await settle2();
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
  const spillDir = path7.join(path7.dirname(d.dir), "answers");
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
      return spillText(text, path7.join(spillDir, `${newId()}.md`));
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
  await readLines(handle, (line, ended2) => {
    const record = parseRecord(line);
    if (record === "damaged") {
      if (ended2) damaged += 1;
    } else if (record === "unknown") return;
    else if (record.type === "thread") header ??= record;
    else collected.take(record);
  });
  return { meta: metaOf(usable(header, file)), turns: collected.turns(), damaged, stored: true };
}
function usable(header, file) {
  if (header && header.version <= FORMAT_VERSION && `${header.id}.jsonl` === path7.basename(file))
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
    const file = path7.join(dir, name);
    const info = await stat5(file).catch(() => void 0);
    if (info && info.mtimeMs < before && await removeIfThere(file).catch(() => false)) count += 1;
  }
  return count;
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
  const usable2 = facts.usable && (report?.usable ?? true);
  const ended2 = own ? facts.there && !facts.usable : facts.isExpired;
  const status = usable2 ? "authenticated" : f.attempt ? "pending" : ended2 ? "expired" : "not_authenticated";
  const problem = facts.problem ?? report?.problem ?? (own && f.tightened ? `${f.authFile} could be read by others; its permissions were tightened to 0600.` : null) ?? (status === "expired" ? "The login has expired." : null);
  const fix = facts.fix ?? report?.fix ?? (status === "not_authenticated" || status === "expired" ? say`Sign in with ${its.login}.` : null);
  const { identity: identity2 } = facts;
  return {
    status,
    authenticated: usable2,
    account_id: identity2.accountId ?? null,
    expires_in_seconds: facts.expiresIn === void 0 ? null : Math.max(0, facts.expiresIn),
    has_refresh_token: facts.renewable,
    is_expired: facts.isExpired,
    needs_refresh: facts.needsRefresh,
    source: facts.there || !own ? report?.source ?? "login" : null,
    plan: identity2.plan ?? null,
    email: identity2.email ? maskEmail(identity2.email) : null,
    workspace: identity2.accountId ?? null,
    limits: f.limits,
    login: pendingLogin(f.attempt, f.now),
    auth_file: f.authFile,
    problem: problem === null ? null : inWords(problem, f.face),
    fix: fix === null ? null : inWords(fix, f.face)
  };
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
  const file = openAuthFile(settings.authFile, deps);
  const tokens = createTokenManager({
    ...deps,
    file,
    journal: openJournal(settings.authFile, deps.platform),
    profile,
    clock,
    hostname: hostname()
  });
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
    accept: workspaceGuard(workspaces),
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
      ownLoginSource(tokens),
      accessTokenSource(deps.env["CODEX_ACCESS_TOKEN"], whoAmI),
      codexCliSource({ path: settings.codexCliFile, now: clock.now, whoAmI }),
      apiKeySource(deps.env)
    ],
    pinned: settings.source,
    workspaces,
    authFile: settings.authFile,
    codexCliFile: settings.codexCliFile
  });
  const backend = { ...deps, baseUrl: settings.baseUrl, userAgent: agent };
  const remembered = (name) => openStateFile(path8.join(path8.dirname(settings.authFile), "codex-oauth", name), deps);
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
    dir: path8.join(path8.dirname(settings.authFile), "codex-oauth", "threads"),
    hostname: hostname()
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
    ask: (question, hooks) => ask(asking, question, hooks),
    /** Shows what a question would send, and sends nothing. */
    preview: (question, signal) => preview(asking, question, signal),
    /** The lanes for a method: `auto` takes the browser, and a code too where no browser is to be expected. */
    lanesFor: (method) => {
      if (method !== "auto") return { lanes: [method], fallback: [], why: void 0 };
      const why = noBrowserReason(deps.env, deps.platform);
      return why === void 0 ? { lanes: ["browser"], fallback: ["device"], why } : { lanes: ["device", "browser"], fallback: [], why };
    },
    status: async () => {
      const [report, snapshot] = [await credentials.report(), await tokens.snapshot()];
      return statusOf({
        report,
        snapshot,
        attempt: signIn.pending(),
        limits: statusLimits(await limitsBook.latest(report?.identity.accountId), deps.now()),
        authFile: settings.authFile,
        tightened: file.tightened,
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
  openAuthFile,
  holderText,
  portHolder,
  readLocks,
  machineId,
  createApp
};
