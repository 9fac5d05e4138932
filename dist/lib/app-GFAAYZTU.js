import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  ORIGINATOR,
  PROTOCOL_VERSION,
  buildRequest,
  checkAgainstModel,
  defaultModel,
  expiresAtOf,
  identityHeaders,
  identityOfLogin,
  limitsFromEvent,
  limitsFromHeaders,
  listedModels,
  parseCatalogue,
  parseLogin,
  serializeLogin,
  statusOf,
  userAgent,
  withTokens
} from "./chunk-6DDOT6XB.js";
import {
  openAiProfile
} from "./chunk-J3N65DV2.js";
import {
  networkError,
  proxySetting
} from "./chunk-PA4ISLDB.js";
import {
  humanSeconds,
  sleep
} from "./chunk-POIFBSTS.js";
import {
  redact
} from "./chunk-N76N25DY.js";
import {
  VERSION,
  isObject,
  member,
  numberOf,
  parseJson,
  stringOf
} from "./chunk-XSAS3SZG.js";
import {
  createPkce,
  createState,
  failurePage,
  judgeRedirect,
  successPage
} from "./chunk-2QWDLJQX.js";
import {
  AppError,
  cancelled,
  errnoOf,
  isAbort
} from "./chunk-FDL7H547.js";
import "./chunk-QUEU7GBP.js";

// src/app.ts
import { hostname } from "node:os";

// src/system/clock.ts
var NOISE_MS = 5e3;
function serverClock(local) {
  let skewMs = 0;
  return {
    now: () => local() + skewMs,
    observe: (serverTime) => {
      if (serverTime === void 0 || !Number.isFinite(serverTime)) return;
      const difference = serverTime - local();
      skewMs = Math.abs(difference) < NOISE_MS ? 0 : difference;
    },
    get skewMs() {
      return skewMs;
    }
  };
}

// src/system/uuid.ts
function uuidv7(now, random) {
  const bytes = new Uint8Array(16);
  bytes.set(random.subarray(0, 16));
  let time = Math.floor(now);
  for (let i = 5; i >= 0; i -= 1) {
    bytes[i] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6] ?? 0) & 15 | 112;
  bytes[8] = (bytes[8] ?? 0) & 63 | 128;
  const hex = Buffer.from(bytes).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
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

// src/oauth/token-endpoint.ts
var LIMIT = 1048576;
async function post(fetchLike, url, headers, body, signal) {
  try {
    const response = await fetchLike(url, { method: "POST", headers, body, signal, redirect: "error" });
    const text = await response.text();
    const date = Date.parse(response.headers.get("date") ?? "");
    return {
      status: response.status,
      body: text.slice(0, LIMIT),
      ...Number.isFinite(date) ? { serverTime: date } : {}
    };
  } catch (error) {
    throw networkError(error, url);
  }
}
function exchangeCode(fetchLike, profile, grant, signal) {
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    client_id: profile.clientId,
    code: grant.code,
    redirect_uri: grant.redirectUri,
    code_verifier: grant.verifier
  });
  return post(
    fetchLike,
    profile.tokenUrl,
    { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body.toString(),
    signal
  );
}
function refreshTokens(fetchLike, profile, grant, signal) {
  return post(
    fetchLike,
    profile.tokenUrl,
    { "content-type": "application/json", accept: "application/json", ...profile.headers },
    JSON.stringify({
      client_id: grant.clientId ?? profile.clientId,
      grant_type: "refresh_token",
      refresh_reason: grant.reason,
      refresh_token: grant.refreshToken
    }),
    signal
  );
}
function revokeToken(fetchLike, profile, grant, signal) {
  return post(
    fetchLike,
    profile.revokeUrl,
    { "content-type": "application/json", accept: "application/json", ...profile.headers },
    JSON.stringify({
      token: grant.token,
      token_type_hint: "refresh_token",
      client_id: grant.clientId ?? profile.clientId
    }),
    signal
  );
}
function errorCodeOf(body) {
  return stringOf(member(body, "error", "code")) ?? stringOf(member(body, "error")) ?? stringOf(member(body, "code"));
}
var dead = {
  refresh_token_expired: "expired",
  refresh_token_reused: "used twice",
  refresh_token_invalidated: "revoked",
  invalid_grant: "refused"
};
function tokensIn(body) {
  if (!isObject(body)) return void 0;
  const accessToken = stringOf(body["access_token"]);
  const refreshToken = stringOf(body["refresh_token"]);
  const idToken = stringOf(body["id_token"]);
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
function judgeRefresh(answer) {
  const body = parseJson(answer.body);
  const code = errorCodeOf(body) ?? `http_${answer.status}`;
  if (answer.status >= 200 && answer.status < 300) {
    const tokens = tokensIn(body);
    return tokens ? { kind: "tokens", tokens } : { kind: "unavailable", code: "not_json", status: answer.status };
  }
  const reason = dead[code];
  if ((answer.status === 400 || answer.status === 401) && reason)
    return { kind: "refused", reason, code, status: answer.status };
  if (answer.status === 401 && isObject(body))
    return { kind: "refused", reason: "refused", code, status: 401 };
  return { kind: "unavailable", code, status: answer.status };
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
      mend: "Start the sign-in again with codex_login (`codex-oauth login`).",
      details: { status: answer.status }
    });
  }
  const tokens = tokensIn(body);
  const { accessToken, refreshToken, idToken } = tokens ?? {};
  if (!tokens || !accessToken || !refreshToken || !idToken) {
    const missing = [
      !accessToken && "access_token",
      !refreshToken && "refresh_token",
      !idToken && "id_token"
    ].filter(Boolean);
    throw new AppError({
      kind: "backend",
      code: "login.incomplete_tokens",
      what: "The sign-in could not be finished.",
      why: `The token endpoint's answer lacks ${missing.join(", ")}.`,
      mend: "Start the sign-in again with codex_login (`codex-oauth login`)."
    });
  }
  return { ...tokens, accessToken, refreshToken, idToken };
}

// src/credentials/auth-file.ts
import { chmod, lstat } from "node:fs/promises";

// src/system/files.ts
import { mkdir, readFile, unlink } from "node:fs/promises";
import path from "node:path";
var PASSING = /* @__PURE__ */ new Set(["EPERM", "EBUSY", "EACCES"]);
var ATTEMPTS = 6;
async function withRenameRetries(action, platform, pause = sleep) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      const passing = platform === "win32" && PASSING.has(errnoOf(error) ?? "");
      if (!passing || attempt >= ATTEMPTS) throw error;
      await pause(20 * 2 ** attempt);
    }
  }
}
async function replaceFile(file, text, platform) {
  const { default: writeFileAtomic } = await import("./lib-4HYHDBKP.js");
  await mkdir(path.dirname(file), { recursive: true, mode: 448 });
  await withRenameRetries(() => writeFileAtomic(file, text, { mode: 384, fsync: true }), platform);
}
async function readIfThere(file) {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return void 0;
    throw error;
  }
}
async function removeIfThere(file) {
  try {
    await unlink(file);
    return true;
  } catch (error) {
    if (errnoOf(error) === "ENOENT") return false;
    throw error;
  }
}
function fileError(error, file, doing) {
  const code = errnoOf(error) ?? "unknown";
  const why = {
    ENOSPC: "The disk is full.",
    EDQUOT: "The disk quota is used up.",
    EROFS: "The file system is read-only.",
    EACCES: "The permissions do not allow it.",
    EPERM: "The system does not permit it.",
    EISDIR: "It is a directory.",
    ENOTDIR: "A part of the path is not a directory.",
    ELOOP: "The path is a loop of links."
  };
  return new AppError({
    kind: "local",
    code: `file.${code.toLowerCase()}`,
    what: `${file} could not be ${doing}.`,
    why: why[code] ?? `The system says ${code}.`,
    mend: code === "ENOSPC" || code === "EDQUOT" ? "Free some space, then try again." : `Check it with \`ls -ld ${file}\`, or set CODEX_OAUTH_AUTH_FILE to a place you can write to.`,
    details: { path: file, cause: code }
  });
}

// src/credentials/auth-file.ts
function broken(path3, why, mend) {
  return {
    kind: "broken",
    error: new AppError({
      kind: "local",
      code: "auth_file.broken",
      what: `The login file ${path3} cannot be used.`,
      why: `Because ${why}. It was left as it is.`,
      mend,
      details: { path: path3 }
    })
  };
}
var MOVE = (path3) => `Repair it, or move it away (\`mv ${path3} ${path3}.bad\`) and sign in again with codex_login.`;
function parseAuthFile(path3, text) {
  const parsed = parseJson(text);
  if (parsed === void 0) {
    return broken(path3, text.trim() === "" ? "it is empty" : "it is not JSON (cut off, perhaps)", MOVE(path3));
  }
  if (!isObject(parsed)) return broken(path3, "it is JSON but not an object", MOVE(path3));
  const { codex, ...others } = parsed;
  if (codex === void 0 || codex === null) return { kind: "no-login", others };
  const login = parseLogin(codex);
  return typeof login === "string" ? broken(path3, login, MOVE(path3)) : { kind: "login", login, others };
}
async function inspect(path3, facts) {
  const info = await lstat(path3);
  if (info.isSymbolicLink()) {
    return broken(
      path3,
      "it is a symbolic link",
      `Replace the link by the file itself, or point CODEX_OAUTH_AUTH_FILE at its target.`
    );
  }
  if (info.isDirectory())
    return broken(
      path3,
      "it is a directory",
      `Move it away (\`mv ${path3} ${path3}.bad\`) and sign in again with codex_login.`
    );
  if (!info.isFile()) return broken(path3, "it is not a regular file", MOVE(path3));
  if (facts.platform === "win32") return "ok";
  if (facts.uid !== void 0 && info.uid !== facts.uid && facts.uid !== 0) {
    return broken(
      path3,
      `it belongs to another user (uid ${info.uid})`,
      `Take it over (\`sudo chown ${facts.uid} ${path3}\`), or set CODEX_OAUTH_AUTH_FILE to a file of your own.`
    );
  }
  if ((info.mode & 63) !== 0) {
    await chmod(path3, 384);
    return "tightened";
  }
  return "ok";
}
function openAuthFile(path3, facts) {
  let tightened = false;
  const read = async () => {
    try {
      const found = await inspect(path3, facts);
      if (typeof found !== "string") return found;
      if (found === "tightened") tightened = true;
      const text = await readIfThere(path3);
      return text === void 0 ? { kind: "absent" } : parseAuthFile(path3, text);
    } catch (error) {
      if (errnoOf(error) === "ENOENT") return { kind: "absent" };
      return { kind: "broken", error: fileError(error, path3, "read") };
    }
  };
  return {
    path: path3,
    read,
    get tightened() {
      return tightened;
    },
    write: async (login) => {
      const state = await read();
      if (state.kind === "broken") throw state.error;
      const others = state.kind === "absent" ? {} : state.others;
      const next = login ? { ...others, codex: serializeLogin(login) } : others;
      try {
        await replaceFile(path3, `${JSON.stringify(next, null, 2)}
`, facts.platform);
      } catch (error) {
        throw fileError(error, path3, "written");
      }
    }
  };
}

// src/credentials/intent.ts
import { link, rename, unlink as unlink2, writeFile } from "node:fs/promises";
function parseIntent(text) {
  const value = text === void 0 ? void 0 : parseJson(text);
  if (!isObject(value)) return void 0;
  const fingerprint2 = stringOf(value["fingerprint"]);
  const nonce = stringOf(value["nonce"]);
  const startedAt = numberOf(value["started_at"]);
  if (!fingerprint2 || !nonce || startedAt === void 0) return void 0;
  return {
    fingerprint: fingerprint2,
    nonce,
    startedAt,
    pid: numberOf(value["pid"]) ?? 0,
    host: stringOf(value["host"]) ?? ""
  };
}
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
function openJournal(authFile, platform) {
  const intentFile = `${authFile}.intent`;
  const refusedFile = `${authFile}.refused`;
  const readIntent = async () => parseIntent(await readIfThere(intentFile));
  return {
    readIntent,
    begin: async (intent) => {
      const { startedAt, ...rest } = intent;
      const temporary = `${intentFile}.${intent.nonce}`;
      await writeFile(temporary, JSON.stringify({ ...rest, started_at: startedAt }), {
        mode: 384,
        flush: true
      });
      try {
        await link(temporary, intentFile);
        return true;
      } catch (error) {
        if (errnoOf(error) === "EEXIST") return false;
        await writeFile(intentFile, JSON.stringify({ ...rest, started_at: startedAt }), {
          mode: 384,
          flag: "wx"
        });
        return true;
      } finally {
        await unlink2(temporary).catch(() => {
        });
      }
    },
    takeOver: async (old, unique) => {
      const aside = `${intentFile}.${unique}`;
      try {
        await rename(intentFile, aside);
      } catch (error) {
        if (errnoOf(error) === "ENOENT") return true;
        throw error;
      }
      const moved = parseIntent(await readIfThere(aside));
      const right = moved === void 0 || moved.nonce === old.nonce;
      if (!right) await link(aside, intentFile).catch(() => {
      });
      await unlink2(aside).catch(() => {
      });
      return right;
    },
    end: async (nonce) => {
      const current = await readIntent();
      if (current?.nonce === nonce) await removeIfThere(intentFile);
    },
    readRefusal: async () => parseRefusal(await readIfThere(refusedFile)),
    remember: (refusal) => replaceFile(refusedFile, JSON.stringify(refusal), platform),
    forget: async () => {
      await removeIfThere(refusedFile);
    }
  };
}

// src/system/port-holder.ts
import { execFile } from "node:child_process";
import { readFile as readFile2, readdir, readlink } from "node:fs/promises";
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
    ["tcp", "tcp6"].map((t) => readFile2(`/proc/net/${t}`, "utf8").catch(() => ""))
  );
  const wanted = new Set(tables.flatMap((t) => listeningInodes(t, port)).map((i) => `socket:[${i}]`));
  if (wanted.size === 0) return void 0;
  for (const entry of await readdir("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const fds = await readdir(`/proc/${entry}/fd`).catch(() => []);
    const links = await Promise.all(fds.map((fd) => readlink(`/proc/${entry}/fd/${fd}`).catch(() => "")));
    if (links.some((l) => wanted.has(l))) {
      const name = (await readFile2(`/proc/${entry}/comm`, "utf8").catch(() => "")).trim();
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

// src/oauth/authorize-url.ts
function authorizeUrl(profile, attempt) {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: profile.clientId,
    redirect_uri: attempt.redirectUri,
    code_challenge: attempt.challenge,
    code_challenge_method: "S256",
    state: attempt.state,
    scope: profile.scope,
    ...profile.authorizeExtras
  });
  return `${profile.authorizeUrl}?${query.toString()}`;
}

// src/oauth/device-code.ts
var LIFETIME_SECONDS = 15 * 60;
var DEFAULT_INTERVAL = 5;
var AGAIN = 'Start again with codex_login {"method":"device"} (`codex-oauth login --no-browser`).';
async function postJson(fetchLike, url, body, signal) {
  try {
    const response = await fetchLike(url, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(body),
      redirect: "error",
      signal
    });
    return { status: response.status, body: parseJson(await response.text()) };
  } catch (error) {
    throw networkError(error, url);
  }
}
function judgeUserCode(status, body, verificationUrl) {
  if (status === 404) {
    throw new AppError({
      kind: "backend",
      code: "device.disabled",
      what: "Signing in with a code is switched off for this account or workspace.",
      why: "The server does not offer it (404).",
      mend: 'A personal account switches it on in ChatGPT under Settings → Security, a workspace admin in the workspace settings under Permissions; or sign in with the browser: codex_login {"method":"browser"}.'
    });
  }
  if (status < 200 || status >= 300) {
    throw new AppError({
      kind: status >= 500 || status === 429 ? "network" : "backend",
      code: "device.refused",
      what: "No sign-in code could be had.",
      why: `The server answered ${status}.`,
      mend: status === 429 ? "Wait a few minutes, then start again." : AGAIN
    });
  }
  const record = isObject(body) ? body : {};
  const deviceAuthId = stringOf(record["device_auth_id"]);
  const userCode = stringOf(record["user_code"]) ?? stringOf(record["usercode"]);
  if (!deviceAuthId || !userCode) {
    throw new AppError({
      kind: "backend",
      code: "device.invalid",
      what: "No sign-in code could be had.",
      why: "The server’s answer has no code in it.",
      mend: AGAIN
    });
  }
  const interval = numberOf(Number(record["interval"] ?? Number.NaN));
  return {
    deviceAuthId,
    userCode,
    verificationUrl,
    interval: interval !== void 0 && interval >= 1 ? Math.min(interval, 60) : DEFAULT_INTERVAL,
    expiresIn: LIFETIME_SECONDS
  };
}
async function requestDeviceCode(fetchLike, profile, signal) {
  const { status, body } = await postJson(
    fetchLike,
    profile.device.userCodeUrl,
    { client_id: profile.clientId },
    signal
  );
  return judgeUserCode(status, body, profile.device.verificationUrl);
}
function ended(code, what, why) {
  return { kind: "ended", error: new AppError({ kind: "sign-in", code, what, why, mend: AGAIN }) };
}
function judgePoll(status, body) {
  const code = errorCodeOf(body) ?? "";
  if (status >= 200 && status < 300) {
    const record = isObject(body) ? body : {};
    const authorization = stringOf(record["authorization_code"]);
    const verifier = stringOf(record["code_verifier"]);
    return authorization && verifier ? { kind: "granted", grant: { code: authorization, verifier } } : ended(
      "device.invalid",
      "The sign-in could not be finished.",
      "The server’s answer has no authorization code in it."
    );
  }
  if (/access_denied/.test(code))
    return ended(
      "device.denied",
      "The sign-in was refused.",
      "It was declined on the page where the code was typed."
    );
  if (/expired/.test(code) || status === 410)
    return ended("device.expired", "The sign-in code has expired.", "It was not typed in time.");
  if (status === 429 || code === "slow_down") return { kind: "slow-down" };
  if (status === 403 || status === 404 || status >= 500) return { kind: "pending" };
  return ended(
    "device.refused",
    "The sign-in could not be finished.",
    `The server answered ${status}${code ? ` (${code})` : ""}.`
  );
}
async function pollForGrant(d, profile, device, signal) {
  const deadline = d.now() + device.expiresIn * 1e3;
  let interval = device.interval;
  while (d.now() < deadline) {
    const verdict = await pollOnce(d.fetch, profile, device, signal);
    if (verdict.kind === "granted") return verdict.grant;
    if (verdict.kind === "ended") throw verdict.error;
    if (verdict.kind === "slow-down") interval = Math.min(interval + 5, 60);
    await d.sleep(interval * 1e3, signal);
  }
  throw new AppError({
    kind: "sign-in",
    code: "device.expired",
    what: "The sign-in code has expired.",
    why: "It was not typed in time.",
    mend: AGAIN
  });
}
async function pollOnce(fetchLike, profile, device, signal) {
  try {
    const slow = AbortSignal.any([signal, AbortSignal.timeout(3e4)]);
    const { status, body } = await postJson(
      fetchLike,
      profile.device.pollUrl,
      { device_auth_id: device.deviceAuthId, user_code: device.userCode },
      slow
    );
    return judgePoll(status, body);
  } catch (error) {
    if (signal.aborted) throw error;
    return { kind: "pending" };
  }
}

// src/oauth/profile.ts
function redirectUri(profile, port) {
  return `http://127.0.0.1:${port}${profile.callback.path}`;
}

// src/credentials/sign-in-lanes.ts
var CODE_TIMEOUT_MS = 2e4;
var AGAIN2 = "Start it again with codex_login (`codex-oauth login`).";
function refusedByProvider(decision) {
  const { error, description } = decision;
  if (error === "access_denied" && description === "missing_codex_entitlement") {
    return new AppError({
      kind: "limit",
      code: "login.no_entitlement",
      what: "Codex is not enabled for this workspace.",
      mend: "Ask the workspace’s administrator to enable it, or sign in with another account."
    });
  }
  const denied = error === "access_denied";
  const said2 = redact(description ?? error).slice(0, 200);
  return new AppError({
    kind: "sign-in",
    code: denied ? "login.denied" : "login.failed",
    what: denied ? "The sign-in was declined." : "The sign-in did not work.",
    why: `The sign-in page said: ${said2}${/[.!?]$/.test(said2) ? "" : "."}`,
    mend: AGAIN2
  });
}
async function portsBusy(ports, platform) {
  const holders = await Promise.all(ports.map((port) => portHolder(port, platform)));
  const held = ports.map((port, i) => {
    const holder = holders[i];
    return holder ? `${port} by ${holderText(holder)}` : `${port}`;
  });
  const pids = holders.filter((h) => h !== void 0).map((h) => h.pid);
  return new AppError({
    kind: "local",
    code: "login.port_busy",
    what: "The sign-in cannot listen for the browser.",
    why: `On 127.0.0.1 the registered ${ports.length > 1 ? "ports are" : "port is"} in use: ${held.join(", ")}. It may be another sign-in that was left open.`,
    mend: `${pids.length > 0 ? `Finish or end it (\`kill ${pids.join(" ")}\`)` : "Finish or end it"}, or sign in with a code instead: codex_login {"method":"device"} (\`codex-oauth login --no-browser\`).`
  });
}
async function openListener(c, state, onCallback) {
  const { ports, path: path3, alsoAccepted } = c.profile.callback;
  const { listenForCallback } = await import("./callback-listener-KAX5W7IV.js");
  for (const port of ports) {
    try {
      return await listenForCallback({ port, paths: [path3, ...alsoAccepted], state, onCallback });
    } catch (error) {
      if (errnoOf(error) !== "EADDRINUSE" && errnoOf(error) !== "EACCES") throw error;
    }
  }
  throw await portsBusy(ports, c.platform);
}
async function openBrowserLane(c) {
  const pkce = createPkce(c.randomBytes);
  const state = createState(c.randomBytes);
  let used = false;
  const finish2 = async (decision) => {
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
  const listener = await openListener(c, state, finish2);
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
          mend: `Paste the whole address from the browser’s address bar; it begins with ${redirect}?`
        });
      }
      void finish2(decision);
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

// src/credentials/sign-in.ts
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
    mend: "Start it again with codex_login (`codex-oauth login`). CODEX_OAUTH_TIMEOUT (seconds) makes the wait longer."
  });
}
function createSignIn(d) {
  let current;
  let starting;
  const start = async (request) => {
    const attempt = await openAttempt(d, request);
    current = attempt;
    const clear = () => {
      if (current === attempt) current = void 0;
    };
    attempt.done.then(clear, clear);
    return attempt;
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
  let { open, failures } = await openLanes(context, request.lanes);
  if (!open.browser && !open.device && request.fallback) {
    const second = await openLanes(context, request.fallback);
    open = second.open;
    failures = [...failures, ...second.failures];
  }
  outcome.onEnd(async () => {
    await Promise.all([open.browser?.close(), open.device?.close()]);
  });
  const [firstFailure] = failures;
  if (!open.browser && !open.device) throw firstFailure ?? new Error("no lane was asked for");
  void watchOtherWindows(d, outcome);
  const lifetime = open.browser ? request.timeoutMs : Math.min(request.timeoutMs, open.device?.lifetimeMs ?? request.timeoutMs);
  outcome.startTimer(lifetime, () => timedOut(lifetime));
  return {
    browser: open.browser && { url: open.browser.url, port: open.browser.port },
    device: open.device && { url: open.device.url, userCode: open.device.userCode },
    missing: firstFailure instanceof AppError ? firstFailure : void 0,
    expiresAt: d.now() + lifetime,
    done: outcome.done,
    cancel: (reason) => outcome.reject(reason ?? cancelled("The sign-in was cancelled.")),
    paste: (text) => {
      if (!open.browser) {
        throw new AppError({
          kind: "input",
          code: "login.paste",
          what: "This sign-in waits for a code, not for an address.",
          mend: `Type ${open.device?.userCode ?? "the code"} at ${open.device?.url ?? "the page shown"}.`
        });
      }
      open.browser.paste(text);
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
  let settle;
  let teardown = () => Promise.resolve();
  let timer;
  let ended2 = false;
  const done = new Promise((resolve, reject) => {
    settle = { resolve, reject };
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
    resolve: (login) => end(() => settle?.resolve(login)),
    reject: (error) => end(() => settle?.reject(error)),
    onEnd: (action) => {
      teardown = action;
    },
    startTimer: (ms, error) => {
      timer = setTimeout(() => end(() => settle?.reject(error())), ms);
    },
    stopTimer: () => clearTimeout(timer)
  };
}

// src/credentials/credential.ts
var MEND = "Sign in with codex_login (`codex-oauth login` in a terminal).";
function notSignedIn(path3) {
  return new AppError({
    kind: "sign-in",
    code: "auth.not_authenticated",
    what: "You are not signed in to OpenAI Codex.",
    why: `There is no login in ${path3}.`,
    mend: MEND
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
    mend: MEND
  });
}
function accountChanged() {
  return new AppError({
    kind: "sign-in",
    code: "auth.account_changed",
    what: "The question was not sent.",
    why: "While it was being asked, another account was signed in or the login was removed.",
    mend: "Check codex_status, then ask again."
  });
}
function expiredForGood() {
  return new AppError({
    kind: "sign-in",
    code: "auth.expired",
    what: "The OpenAI Codex login has expired.",
    why: "The access token has ended and there is no refresh token to renew it.",
    mend: MEND
  });
}
function stillUnauthorized() {
  return new AppError({
    kind: "sign-in",
    code: "auth.unauthorized",
    what: "OpenAI does not accept the login.",
    why: "It refused a freshly renewed access token.",
    mend: "Sign in again with codex_login (`codex-oauth login`); if it stays so, check the account at https://chatgpt.com."
  });
}

// src/system/lock.ts
import { mkdir as mkdir2 } from "node:fs/promises";
import path2 from "node:path";
var LOCK_STALE_MS = 8e3;
var HEARTBEAT_MS = 2e3;
async function tryLock(file, onCompromised) {
  const { default: lockfile } = await import("./proper-lockfile-32PCZLY6.js");
  let intact = true;
  try {
    await mkdir2(path2.dirname(file), { recursive: true, mode: 448 });
    const release = await lockfile.lock(file, {
      realpath: false,
      retries: 0,
      stale: LOCK_STALE_MS,
      update: HEARTBEAT_MS,
      // The default throws from a timer and would end the process.
      onCompromised: (error) => {
        intact = false;
        onCompromised(error);
      }
    });
    return {
      kind: "held",
      lock: {
        get intact() {
          return intact;
        },
        release: () => release().catch(() => {
        })
      }
    };
  } catch (error) {
    return errnoOf(error) === "ELOCKED" ? { kind: "busy" } : { kind: "refused", error };
  }
}

// src/credentials/refresh-policy.ts
import { createHash } from "node:crypto";
var REFRESH_LEAD_SECONDS = 300;
function freshnessOf(login, now) {
  const expiresAt = expiresAtOf(login);
  if (expiresAt === void 0) return { expiresIn: void 0, isExpired: false, needsRefresh: false };
  const expiresIn = Math.floor(expiresAt - now / 1e3);
  return { expiresIn, isExpired: expiresIn <= 0, needsRefresh: expiresIn <= REFRESH_LEAD_SECONDS };
}
function fingerprint(token) {
  return createHash("sha256").update(token).digest("hex").slice(0, 16);
}
function sameAccount(a, b) {
  return a.accountId === b.accountId;
}
function backoffMs(failures) {
  return Math.min(6e4, 1e3 * 2 ** Math.max(0, failures - 1));
}

// src/credentials/refresher.ts
var REQUEST_TIMEOUT_MS = 3e4;
var WAIT_ALIVE_MS = 2e3;
var WAIT_EXPIRED_MS = 45e3;
var INTENT_LIMIT_MS = 6e4;
var NEVER_SENT = /* @__PURE__ */ new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT"
]);
var postponed = (what, why, mend, code) => ({
  kind: "postponed",
  problem: new AppError({ kind: "network", code, what, why, mend })
});
async function refreshUnderLock(d, base, reason) {
  const alive = reason !== "unauthorized_recovery" && !freshnessOf(base, d.clock.now()).isExpired;
  const deadline = d.now() + (alive ? WAIT_ALIVE_MS : WAIT_EXPIRED_MS);
  for (; ; ) {
    const attempt = await tryLock(d.file.path, (error) => d.log.debug(`lock compromised: ${error.message}`));
    if (attempt.kind === "refused") {
      const problem = fileError(attempt.error, `${d.file.path}.lock`, "locked");
      if (alive) return { kind: "postponed", problem };
      d.log.debug(`refreshing without a lock: ${problem.message}`);
      const outcome = await refreshHolding(d, base, reason, void 0);
      if (outcome !== "busy") return outcome;
    } else if (attempt.kind === "held") {
      try {
        const outcome = await refreshHolding(d, base, reason, attempt.lock);
        if (outcome !== "busy") return outcome;
      } finally {
        if (attempt.lock.intact) await attempt.lock.release();
      }
    } else {
      const newer = await newerOnDisk(d, base);
      if (newer) return { kind: "fresh", login: newer };
    }
    if (d.now() > deadline) {
      return postponed(
        "The login could not be renewed just now.",
        "Another process has been renewing it for too long.",
        "Try again in a moment; you are not signed out.",
        "auth.busy"
      );
    }
    await d.sleep(40 + Math.floor((d.randomBytes(1)[0] ?? 0) / 2));
  }
}
async function changeUnderLock(d, change) {
  const deadline = d.now() + WAIT_ALIVE_MS;
  for (; ; ) {
    const attempt = await tryLock(d.file.path, (error) => d.log.debug(`lock compromised: ${error.message}`));
    if (attempt.kind === "held") {
      try {
        return await change();
      } finally {
        if (attempt.lock.intact) await attempt.lock.release();
      }
    }
    if (attempt.kind === "refused" || d.now() > deadline) return change();
    await d.sleep(50);
  }
}
async function newerOnDisk(d, base) {
  const state = await d.file.read();
  if (state.kind === "broken") throw state.error;
  if (state.kind !== "login") throw notSignedIn(d.file.path);
  if (!sameAccount(state.login, base)) throw accountChanged();
  return state.login.accessToken === base.accessToken ? void 0 : state.login;
}
async function refreshHolding(d, base, reason, lock) {
  const newer = await newerOnDisk(d, base);
  if (newer && !freshnessOf(newer, d.clock.now()).needsRefresh) return { kind: "fresh", login: newer };
  const login = newer ?? base;
  if (!login.refreshToken) throw expiredForGood();
  const print = fingerprint(login.refreshToken);
  const known = await d.journal.readRefusal();
  if (known?.fingerprint === print) return { kind: "refused", refusal: known };
  const intent = {
    fingerprint: print,
    nonce: Buffer.from(d.randomBytes(12)).toString("base64url"),
    pid: d.pid,
    host: d.hostname,
    startedAt: d.now()
  };
  const earlier = await claim(d, intent);
  if (earlier === "busy") return "busy";
  d.log.debug(`refresh ${print} begins (${reason}, lock ${lock ? "held" : "none"})`);
  return spend(d, { login, refreshToken: login.refreshToken, intent, reason, interruptedAt: earlier });
}
async function claim(d, intent) {
  let interruptedAt;
  try {
    const existing = await d.journal.readIntent();
    if (existing) {
      const same = existing.fingerprint === intent.fingerprint;
      const age = d.now() - existing.startedAt;
      const owned = existing.host === d.hostname && existing.pid !== d.pid && existing.pid > 0 && d.processAlive(existing.pid);
      if (same && owned && age >= 0 && age < INTENT_LIMIT_MS) return "busy";
      if (same) interruptedAt = existing.startedAt;
      if (!await d.journal.takeOver(existing, intent.nonce)) return "busy";
    }
    if (!await d.journal.begin(intent)) return "busy";
  } catch (error) {
    d.log.debug(`the intent could not be written: ${errnoOf(error) ?? "unknown"}`);
  }
  return interruptedAt;
}
async function spend(d, s) {
  let answer;
  try {
    answer = await refreshTokens(
      d.fetch,
      d.profile,
      {
        refreshToken: s.refreshToken,
        reason: s.reason,
        ...s.login.clientId ? { clientId: s.login.clientId } : {}
      },
      AbortSignal.timeout(REQUEST_TIMEOUT_MS)
    );
  } catch (error) {
    return noAnswer(d, s, error);
  }
  d.clock.observe(answer.serverTime);
  const verdict = judgeRefresh(answer);
  if (verdict.kind === "tokens") {
    const next = withTokens(s.login, verdict.tokens, d.clock.now() / 1e3);
    if (next) return keep(d, s, next);
  }
  const quietly = (work) => work.catch(() => {
  });
  if (verdict.kind === "refused") {
    const newer = await newerOnDisk(d, s.login);
    await quietly(d.journal.end(s.intent.nonce));
    if (newer) return { kind: "fresh", login: newer };
    const lost = s.interruptedAt !== void 0 && verdict.reason !== "expired";
    const refusal = {
      fingerprint: s.intent.fingerprint,
      reason: lost ? "interrupted" : verdict.reason,
      at: lost && s.interruptedAt !== void 0 ? s.interruptedAt : d.now()
    };
    await quietly(d.journal.remember(refusal));
    d.log.debug(`refresh ${s.intent.fingerprint} refused: ${verdict.code}`);
    return { kind: "refused", refusal };
  }
  await quietly(d.journal.end(s.intent.nonce));
  const status = verdict.kind === "unavailable" ? verdict.status : answer.status;
  return postponed(
    "The login could not be renewed just now.",
    `The token endpoint answered ${status}.`,
    "Try again in a moment; you are not signed out.",
    "auth.refresh_unavailable"
  );
}
async function noAnswer(d, s, error) {
  const cause = error instanceof AppError ? String(error.details["cause"] ?? "") : "";
  try {
    await d.journal.end(s.intent.nonce);
    if (!NEVER_SENT.has(cause)) await d.journal.begin({ ...s.intent, pid: 0 });
  } catch (failure) {
    d.log.debug(`the intent could not be updated: ${errnoOf(failure) ?? "unknown"}`);
  }
  if (error instanceof AppError) return { kind: "postponed", problem: error };
  return postponed(
    "The login could not be renewed just now.",
    "The token endpoint did not answer in time.",
    "Try again in a moment; you are not signed out.",
    "auth.refresh_timeout"
  );
}
async function keep(d, s, next) {
  try {
    const state = await d.file.read();
    if (state.kind === "login" && state.login.refreshToken !== s.refreshToken) {
      await d.journal.end(s.intent.nonce).catch(() => {
      });
      if (!sameAccount(state.login, s.login)) throw accountChanged();
      return { kind: "fresh", login: state.login };
    }
    if (state.kind === "absent" || state.kind === "no-login") throw notSignedIn(d.file.path);
    await d.file.write(next);
  } catch (error) {
    if (error instanceof AppError && error.kind === "local") {
      return { kind: "unsaved", login: next, replaces: s.intent.fingerprint, problem: error };
    }
    throw error;
  }
  await d.journal.end(s.intent.nonce).catch(() => {
  });
  await d.journal.forget().catch(() => {
  });
  d.log.debug(`refresh ${s.intent.fingerprint} done, now ${fingerprint(next.refreshToken ?? "")}`);
  return { kind: "fresh", login: next };
}

// src/credentials/token-manager.ts
function toCredential(login) {
  return { source: "login", route: "chatgpt", accessToken: login.accessToken, ...identityOfLogin(login) };
}
function createTokenManager(d) {
  let inFlight;
  let unsaved;
  let failures = 0;
  let quietUntil = 0;
  let lastProblem;
  const effective = async () => {
    const state = await d.file.read();
    if (!unsaved) return state;
    const replaced = state.kind === "broken" || state.kind === "login" && fingerprint(state.login.refreshToken ?? "") === unsaved.replaces;
    if (!replaced) {
      unsaved = void 0;
      return state;
    }
    const held = unsaved;
    try {
      await d.file.write(held.login);
      unsaved = void 0;
      lastProblem = void 0;
      await d.journal.forget().catch(() => {
      });
      const intent = await d.journal.readIntent();
      if (intent?.fingerprint === held.replaces) await d.journal.end(intent.nonce).catch(() => {
      });
    } catch (error) {
      d.log.debug(`still unsaved: ${error instanceof Error ? error.message : "unknown"}`);
    }
    return { kind: "login", login: held.login, others: {} };
  };
  const loginOrThrow = async () => {
    const state = await effective();
    if (state.kind === "broken") throw state.error;
    if (state.kind !== "login") throw notSignedIn(d.file.path);
    return state.login;
  };
  const refresh = (base, reason) => {
    inFlight ??= refreshUnderLock(d, base, reason).then((outcome) => {
      if (outcome.kind === "unsaved") unsaved = outcome;
      failures = outcome.kind === "postponed" ? failures + 1 : 0;
      quietUntil = outcome.kind === "postponed" ? d.now() + backoffMs(failures) : 0;
      lastProblem = outcome.kind === "postponed" || outcome.kind === "unsaved" ? outcome.problem : void 0;
      return outcome;
    }).finally(() => {
      inFlight = void 0;
    });
    return inFlight;
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
      if (!isExpired && d.now() < quietUntil) return toCredential(login);
      const outcome = await refresh(login, "proactive_expiry");
      if (outcome.kind === "fresh" || outcome.kind === "unsaved") {
        if (!sameAccount(outcome.login, login)) throw accountChanged();
        return toCredential(outcome.login);
      }
      if (!freshnessOf(login, d.clock.now()).isExpired) return toCredential(login);
      throw outcome.kind === "refused" ? signInAgain(outcome.refusal) : outcome.problem;
    },
    renew: async (used) => {
      const login = await loginOrThrow();
      if (login.accountId !== used.accountId && used.accountId !== void 0) throw accountChanged();
      if (login.accessToken !== used.accessToken) return toCredential(login);
      if (!login.refreshToken) throw expiredForGood();
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
      if (state.kind === "broken") {
        const { what, why, mend } = state.error;
        return {
          login: void 0,
          freshness: void 0,
          dead: false,
          problem: [what, why].filter(Boolean).join(" "),
          fix: mend
        };
      }
      if (state.kind !== "login")
        return { login: void 0, freshness: void 0, dead: false, problem: void 0, fix: void 0 };
      const { login } = state;
      const freshness = freshnessOf(login, d.clock.now());
      const print = fingerprint(login.refreshToken ?? "");
      const refusal = await d.journal.readRefusal().catch(() => void 0);
      if (refusal?.fingerprint === print) {
        const left = freshness.isExpired ? "" : " It can be used until its access token ends.";
        return {
          login,
          freshness,
          dead: freshness.isExpired,
          problem: refusalSentence(refusal) + left,
          fix: "Sign in again with codex_login."
        };
      }
      const intent = unsaved ? void 0 : await d.journal.readIntent().catch(() => void 0);
      const cut = intent?.fingerprint === print && !inFlight && (intent.pid === 0 || intent.pid === d.pid || !d.processAlive(intent.pid));
      if (cut && intent) {
        const sentence = refusalSentence({ fingerprint: print, reason: "interrupted", at: intent.startedAt });
        return {
          login,
          freshness,
          dead: false,
          problem: `${sentence.replace(", and its new token was lost on the way", "")} It is tried again with the next question.`,
          fix: "If that fails, sign in again with codex_login."
        };
      }
      const problem = lastProblem ? [lastProblem.what, lastProblem.why].filter(Boolean).join(" ") : void 0;
      return {
        login,
        freshness,
        dead: freshness.isExpired && !login.refreshToken,
        problem: unsaved && problem ? `The renewed login is kept in memory only. ${problem}` : problem,
        fix: lastProblem?.mend
      };
    },
    store: async (login) => {
      await changeUnderLock(d, () => d.file.write(login));
      unsaved = void 0;
      failures = 0;
      quietUntil = 0;
      lastProblem = void 0;
      await d.journal.forget().catch(() => {
      });
    },
    remove: async () => {
      const state = await effective();
      if (state.kind === "broken") throw state.error;
      if (state.kind !== "login") return void 0;
      await changeUnderLock(d, () => d.file.write(void 0));
      unsaved = void 0;
      lastProblem = void 0;
      await d.journal.forget().catch(() => {
      });
      return state.login;
    },
    settled: async () => {
      await inFlight?.catch(() => {
      });
    }
  };
}

// src/codex/bundled-models.ts
var BASIC = ["low", "medium", "high", "xhigh"];
var MAX = [...BASIC, "max"];
function model(slug, name, priority, rest = {}) {
  return {
    slug,
    name,
    description: "",
    listed: true,
    priority,
    efforts: MAX,
    defaultEffort: "low",
    supportsVerbosity: true,
    defaultVerbosity: "low",
    lite: true,
    contextWindow: 272e3,
    modalities: ["text", "image"],
    upgrade: void 0,
    ...rest
  };
}
var BUNDLED_MODELS = [
  model("gpt-6.1-sol", "GPT-6.1-Sol", 1, {
    description: "Latest workhorse model for coding and everyday work."
  }),
  model("gpt-6-astra", "GPT-6-Astra", 2, {
    description: "Frontier intelligence for the most demanding work."
  }),
  model("gpt-6-sol", "GPT-6-Sol", 3, { defaultEffort: "medium" }),
  model("gpt-6-luna", "GPT-6-Luna", 4, {
    defaultEffort: "medium",
    description: "Fast and affordable model for easier tasks."
  }),
  model("gpt-5.6-sol", "GPT-5.6-Sol", 5, { upgrade: "gpt-6-sol" }),
  model("gpt-6.1-terra", "GPT-6.1 Terra", 7, { contextWindow: 5e5 }),
  model("gpt-5.6-terra", "GPT-5.6-Terra", 8, { defaultEffort: "medium", upgrade: "gpt-6-sol" }),
  model("gpt-5.6-luna", "GPT-5.6-Luna", 9, { defaultEffort: "medium", upgrade: "gpt-6-luna" }),
  model("gpt-5.5", "GPT-5.5", 13, {
    defaultEffort: "medium",
    efforts: BASIC,
    lite: false,
    upgrade: "gpt-6-sol"
  })
];

// src/codex/catalogue.ts
var FRESH_MS = 10 * 6e4;
var TIMEOUT_MS = 8e3;
function createCatalogue(d) {
  let held;
  let stale = false;
  let fetching;
  const fetchLive = async (credential) => {
    const url = `${d.baseUrl}/codex/models?client_version=${PROTOCOL_VERSION}`;
    try {
      const response = await d.fetch(url, {
        headers: {
          authorization: `Bearer ${credential.accessToken}`,
          "user-agent": d.userAgent,
          accept: "application/json",
          ...identityHeaders(credential)
        },
        redirect: "error",
        signal: AbortSignal.timeout(TIMEOUT_MS)
      });
      const text = await response.text();
      const models = response.ok ? parseCatalogue(parseJson(text)) : void 0;
      if (!models || models.length === 0) {
        throw new AppError({
          kind: "backend",
          code: "models.unavailable",
          what: "The list of models could not be had.",
          why: `The server answered ${response.status}.`,
          mend: "The bundled list serves meanwhile."
        });
      }
      return { accountId: credential.accountId, models, etag: response.headers.get("etag"), at: d.now() };
    } catch (error) {
      throw networkError(error, url);
    }
  };
  const bundled = (note) => ({
    models: BUNDLED_MODELS,
    source: "bundled",
    ageSeconds: void 0,
    note
  });
  return {
    noticeEtag: (etag) => {
      if (etag !== null && held?.etag && etag !== held.etag) stale = true;
    },
    get: async (credential) => {
      if (!credential)
        return bundled("Nobody is signed in, so the list that came with this version is shown.");
      if (credential.route === "api")
        return bundled(
          "An API key has no catalogue of the plan, so the list that came with this version is shown."
        );
      const own = held?.accountId === credential.accountId ? held : void 0;
      if (own && !stale && d.now() - own.at < FRESH_MS) {
        return {
          models: own.models,
          source: "live",
          ageSeconds: Math.round((d.now() - own.at) / 1e3),
          note: void 0
        };
      }
      try {
        fetching ??= fetchLive(credential).finally(() => {
          fetching = void 0;
        });
        held = await fetching;
        stale = false;
        return { models: held.models, source: "live", ageSeconds: 0, note: void 0 };
      } catch (error) {
        const why = error instanceof AppError ? error.why ?? error.what : "It took too long.";
        if (own)
          return {
            models: own.models,
            source: "cache",
            ageSeconds: Math.round((d.now() - own.at) / 1e3),
            note: `The live list could not be had. ${why}`
          };
        return bundled(
          `The live list could not be had, so the one that came with this version is shown. ${why}`
        );
      }
    }
  };
}
function unknownModel(slug, view) {
  const slugs = listedModels(view.models).map((m) => m.slug);
  return new AppError({
    kind: "input",
    code: "query.unknown_model",
    what: `There is no model "${slug}" for this account.`,
    why: `Available are ${slugs.join(", ")}.`,
    mend: `Use one of these as model, or leave it out for the default (${defaultModel(view.models)?.slug ?? "none"}).`
  });
}
function assumed(slug) {
  return {
    slug,
    name: slug,
    description: "",
    listed: false,
    priority: Number.MAX_SAFE_INTEGER,
    efforts: [],
    defaultEffort: void 0,
    supportsVerbosity: true,
    defaultVerbosity: void 0,
    lite: true,
    contextWindow: void 0,
    modalities: ["text", "image"],
    upgrade: void 0
  };
}
function chooseModel(asked, view) {
  if (asked === void 0) {
    const model2 = defaultModel(view.models) ?? defaultModel(BUNDLED_MODELS);
    if (!model2) throw new Error("the bundled catalogue is empty");
    return model2;
  }
  const found = view.models.find((m) => m.slug === asked);
  if (found) return found;
  if (view.source === "live") throw unknownModel(asked, view);
  return assumed(asked);
}

// src/codex/answer.ts
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
  return content.map(
    (part) => isObject(part) && part["type"] === "output_text" ? stringOf(part["text"]) ?? "" : ""
  ).join("");
}
function lastLine(text) {
  const lines = text.split("\n").filter((l) => l.trim() !== "");
  return (lines.at(-1) ?? "").replace(/[*_`#]/g, "").trim();
}
function assembleAnswer() {
  const finished = [];
  const deltas = [];
  const commentary = /* @__PURE__ */ new Set();
  let phase = "waiting";
  let thought = "";
  let ending = { kind: "open" };
  let usage;
  let responseId;
  let model2;
  let length = 0;
  const itemPhase = (item) => {
    const type = isObject(item) ? item["type"] : void 0;
    if (type === "reasoning") phase = "thinking";
    else if (type === "web_search_call") phase = "searching";
    else if (type === "message") {
      const id = stringOf(member(item, "id"));
      if (member(item, "phase") === "commentary" && id) commentary.add(id);
      else phase = "writing";
    }
  };
  const onDelta = (event) => {
    const id = stringOf(event["item_id"]);
    const delta = event["delta"];
    if (typeof delta !== "string" || delta === "" || id && commentary.has(id)) return void 0;
    phase = "writing";
    length += delta.length;
    deltas.push(delta);
    return delta;
  };
  const onDone = (item) => {
    if (!isObject(item)) return void 0;
    finished.push(item);
    const text = messageText(item);
    if (text === void 0 || deltas.length > 0) return void 0;
    length += text.length;
    return text === "" ? void 0 : text;
  };
  const onEnd = (response, next) => {
    ending = next;
    usage = usageOf(response) ?? usage;
    responseId = stringOf(member(response, "id")) ?? responseId;
    model2 = stringOf(member(response, "model")) ?? model2;
  };
  return {
    take: (event) => {
      const response = event["response"];
      switch (event.type) {
        case "response.created":
          responseId = stringOf(member(response, "id")) ?? responseId;
          model2 = stringOf(member(response, "model")) ?? model2;
          return void 0;
        case "response.output_item.added":
          itemPhase(event["item"]);
          return void 0;
        case "response.reasoning_summary_part.added":
          thought = "";
          phase = "thinking";
          return void 0;
        case "response.reasoning_summary_text.delta":
          thought = (thought + (stringOf(event["delta"]) ?? "")).slice(-400);
          return void 0;
        case "response.output_text.delta":
          return onDelta(event);
        case "response.output_item.done":
          return onDone(event["item"]);
        case "response.completed":
          onEnd(response, { kind: "completed" });
          return void 0;
        case "response.failed": {
          const error = member(response, "error") ?? event["error"];
          onEnd(response, { kind: "failed", error: isObject(error) ? error : {} });
          return void 0;
        }
        case "response.incomplete":
          onEnd(response, {
            kind: "incomplete",
            reason: stringOf(member(response, "incomplete_details", "reason")) ?? "unknown"
          });
          return void 0;
        case "error":
          onEnd(void 0, { kind: "failed", error: isObject(event["error"]) ? event["error"] : event });
          return void 0;
        default:
          return void 0;
      }
    },
    get phase() {
      return phase;
    },
    get thought() {
      return lastLine(thought);
    },
    get ending() {
      return ending;
    },
    get usage() {
      return usage;
    },
    get responseId() {
      return responseId;
    },
    get model() {
      return model2;
    },
    get length() {
      return length;
    },
    get emitted() {
      return length > 0;
    },
    text: () => {
      const texts = finished.map(messageText).filter((t) => t !== void 0);
      const done = texts.join("\n\n");
      const streamed = deltas.join("");
      return ending.kind !== "completed" && streamed.length > done.length ? streamed : done !== "" ? done : streamed;
    },
    items: () => finished
  };
}

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

// src/codex/events.ts
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
function idleError(ms) {
  return new AppError({
    kind: "network",
    code: "stream.idle",
    what: "The answer stopped coming.",
    why: `Nothing arrived for ${Math.round(ms / 1e3)} s.`,
    mend: "Ask again."
  });
}
async function readEvents(body, options) {
  const feed = eventFeed(options.onEvent);
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let idle = false;
  let timer;
  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      idle = true;
      reader.cancel().catch(() => {
      });
    }, options.idleMs);
  };
  try {
    watch();
    while (!options.finished()) {
      const { done, value } = await reader.read();
      if (done) break;
      watch();
      options.onBytes?.();
      feed(decoder.decode(value, { stream: true }));
    }
    feed(`${decoder.decode()}

`);
  } finally {
    clearTimeout(timer);
    reader.cancel().catch(() => {
    });
  }
  if (idle) throw idleError(options.idleMs);
}

// src/codex/refusals.ts
var never = { kind: "never" };
var backoff = { kind: "backoff" };
var LONGEST_WAIT_MS = 6e4;
var USAGE = "https://chatgpt.com/codex/settings/usage";
function parts(kind, code, what, why, mend, details = {}) {
  return new AppError({ kind, code, what, ...why ? { why } : {}, mend, details });
}
function said(text) {
  if (!text) return void 0;
  const line = redact(text).replace(/\s+/g, " ").trim().slice(0, 300);
  return line === "" ? void 0 : `OpenAI says: ${/[.!?]$/.test(line) ? line : `${line}.`}`;
}
function tryAgainIn(text) {
  const match = /try again in\s*(\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|seconds?|m|minutes?)\b/i.exec(text);
  if (!match) return void 0;
  const unit = (match[2] ?? "s").toLowerCase();
  const factor = unit.startsWith("ms") || unit.startsWith("milli") ? 1 : unit.startsWith("m") ? 6e4 : 1e3;
  return Math.ceil(Number(match[1]) * factor);
}
function retryAfter(value, now) {
  if (value === null || value.trim() === "") return void 0;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1e3);
  const date = Date.parse(value);
  return Number.isFinite(date) ? Math.max(0, date - now) : void 0;
}
function waitOr(ms) {
  return ms === void 0 ? backoff : ms <= LONGEST_WAIT_MS ? { kind: "after", ms } : never;
}
function usageLimit(error, now, promo) {
  const plan = stringOf(member(error, "plan_type"));
  const inSeconds = numberOf(member(error, "resets_in_seconds"));
  const at = numberOf(member(error, "resets_at"));
  const left = at !== void 0 ? at - now / 1e3 : inSeconds;
  const when = left !== void 0 && left > 0 ? `It resets in ${humanSeconds(left)}${at !== void 0 ? ` (${new Date(at * 1e3).toLocaleString()})` : ""}.` : void 0;
  const advice = {
    free: "Wait for the reset, or upgrade to Plus: https://chatgpt.com/explore/plus.",
    plus: `Wait for the reset, upgrade to Pro (https://chatgpt.com/explore/pro) or buy credits (${USAGE}).`,
    team: "Wait for the reset, or ask your workspace’s admin.",
    business: "Wait for the reset, or ask your workspace’s admin.",
    enterprise: "Wait for the reset, or ask your workspace’s admin."
  };
  return parts(
    "limit",
    "limit.usage",
    `The usage limit of the ${plan ? `${plan} plan` : "plan"} is reached.`,
    when,
    promo ? redact(promo).slice(0, 300) : advice[plan ?? ""] ?? `Wait for the reset; ${USAGE} shows the limits.`,
    { ...at !== void 0 ? { resets_at: at } : {} }
  );
}
var notIncluded = () => parts(
  "limit",
  "limit.not_included",
  "Codex is not included in this account’s plan.",
  void 0,
  "Upgrade to Plus (https://chatgpt.com/explore/plus) or sign in with another account: codex_clear, then codex_login."
);
var capacity = () => parts(
  "backend",
  "backend.capacity",
  "The model is at capacity.",
  void 0,
  "Try again in a moment or choose another model (codex_models lists them)."
);
function byCode(code, type, error, message, now) {
  switch (code ?? type) {
    case "usage_limit_reached":
      return { error: usageLimit(error, now), retry: never };
    case "usage_not_included":
      return { error: notIncluded(), retry: never };
    case "insufficient_quota":
      return {
        error: parts(
          "limit",
          "limit.quota",
          "The quota is used up.",
          said(message),
          "Check the plan and its billing details."
        ),
        retry: never
      };
    case "context_length_exceeded":
      return {
        error: parts(
          "input",
          "query.context",
          "The question is larger than the model’s context window.",
          void 0,
          "Send less: fewer files, a smaller diff, or a new thread without the old turns."
        ),
        retry: never
      };
    case "invalid_prompt":
    case "cyber_policy":
    case "bio_policy":
      return {
        error: parts(
          "backend",
          `backend.${code ?? type}`,
          "OpenAI declined to answer this prompt.",
          said(message),
          "Rephrase the question."
        ),
        retry: never
      };
    case "server_is_overloaded":
      return { error: capacity(), retry: never };
    case "rate_limit_exceeded":
    case "slow_down":
      return {
        error: parts(
          "limit",
          "limit.rate",
          "Too many requests at once.",
          said(message),
          "Wait a moment, then ask again."
        ),
        retry: waitOr(message ? tryAgainIn(message) : void 0)
      };
    case "unsupported_country_region_territory":
      return {
        error: parts(
          "network",
          "network.region",
          "OpenAI does not serve this region.",
          said(message),
          "Use a network in a supported country; signing in again does not help."
        ),
        retry: never
      };
    default:
      return void 0;
  }
}
function judgeFailure(error, now) {
  const message = stringOf(member(error, "message"));
  const known = byCode(stringOf(member(error, "code")), stringOf(member(error, "type")), error, message, now);
  if (known) return known;
  return {
    error: parts(
      "backend",
      "backend.failed",
      "OpenAI could not finish the answer.",
      said(message),
      "Ask again."
    ),
    retry: backoff
  };
}
function judgeIncomplete(reason) {
  if (reason === "max_output_tokens") {
    return {
      error: parts(
        "backend",
        "backend.max_output",
        "The answer reached the model’s output limit.",
        void 0,
        "Ask for a shorter answer, or ask it to continue."
      ),
      retry: never
    };
  }
  return {
    error: parts(
      "backend",
      "backend.incomplete",
      "OpenAI ended the answer early.",
      `The reason given is "${redact(reason).slice(0, 80)}".`,
      "Rephrase the question and ask again."
    ),
    retry: reason === "content_filter" ? backoff : never
  };
}
function streamCut() {
  return {
    error: parts(
      "network",
      "stream.cut",
      "The connection was cut before the answer was complete.",
      void 0,
      "Ask again."
    ),
    retry: backoff
  };
}
var MODEL_REFUSED = /model is not supported when using Codex|requires a newer version of Codex|model[_ ]not[_ ]found|model .*does not exist/i;
function judgeHttp(r) {
  const body = parseJson(r.body);
  const error = isObject(body) && isObject(body["error"]) ? body["error"] : body;
  const message = stringOf(member(body, "detail")) ?? stringOf(member(error, "message")) ?? stringOf(member(body, "detail", "message"));
  const code = stringOf(member(error, "code")) ?? stringOf(member(body, "detail", "code"));
  const type = stringOf(member(error, "type"));
  const requestId = r.header("x-request-id") ?? r.header("x-oai-request-id");
  const ray = r.header("cf-ray");
  const details = {
    status: r.status,
    ...requestId ? { request_id: requestId } : {},
    ...ray ? { cf_ray: ray } : {}
  };
  const trace = [requestId && `request id ${requestId}`, ray && `cf-ray ${ray}`].filter(Boolean).join(", ");
  const html = !isObject(body) && /<html|<!doctype/i.test(r.body);
  if (r.header("cf-mitigated") !== null || html && r.status !== 401 && r.status < 500) {
    return {
      error: parts(
        "network",
        "network.blocked",
        "A gateway in front of OpenAI blocked the request.",
        `It answered ${r.status} with a page instead of an answer${trace ? ` (${trace})` : ""}: usual for VPNs, servers in data centres and restricted regions.`,
        "Try another network or switch the VPN off. You are not signed out; signing in again does not help.",
        details
      ),
      retry: never
    };
  }
  if (type === "usage_limit_reached" || code === "usage_limit_reached")
    return { error: usageLimit(error, r.now, r.header("x-codex-promo-message")), retry: never };
  const known = r.status === 429 && code === "rate_limit_exceeded" ? void 0 : byCode(code, type, error, message, r.now);
  if (known)
    return r.status === 503 && known.error.code === "backend.capacity" ? { ...known, retry: backoff } : known;
  if (message && MODEL_REFUSED.test(message)) {
    return {
      error: parts(
        "input",
        "query.model_refused",
        "This model cannot be used with the account.",
        said(message),
        "Choose another model (codex_models lists them).",
        details
      ),
      retry: never,
      model: true
    };
  }
  return byStatus(r, message, trace, details);
}
function byStatus(r, message, trace, details) {
  const why = said(message) ?? (trace ? `It answered ${r.status} (${trace}).` : `It answered ${r.status}.`);
  const status = r.status;
  if (status === 401)
    return {
      error: parts(
        "sign-in",
        "auth.unauthorized",
        "OpenAI does not accept the login.",
        why,
        "Sign in again with codex_login (`codex-oauth login`).",
        details
      ),
      retry: { kind: "renew" }
    };
  if (status === 429) {
    const wait = retryAfter(r.header("retry-after"), r.now) ?? (message ? tryAgainIn(message) : void 0);
    return {
      error: parts(
        "limit",
        "limit.rate",
        "Too many requests at once.",
        why,
        wait === void 0 ? "Wait a few minutes, then ask again." : `Ask again in ${humanSeconds(wait / 1e3)}.`,
        details
      ),
      retry: wait === void 0 ? never : waitOr(wait)
    };
  }
  if (status === 402)
    return {
      error: parts(
        "limit",
        "limit.payment",
        "The account has to pay before it can go on.",
        why,
        "Check the plan and its billing details.",
        details
      ),
      retry: never
    };
  if (status === 403)
    return {
      error: parts(
        "backend",
        "backend.forbidden",
        "OpenAI does not allow this request.",
        why,
        "Check that the account or workspace may use Codex. You are still signed in.",
        details
      ),
      retry: never
    };
  if (status === 404)
    return {
      error: parts(
        "backend",
        "backend.not_found",
        "OpenAI has no such model or address.",
        why,
        "Choose another model (codex_models lists them).",
        details
      ),
      retry: never,
      model: true
    };
  if (status === 413)
    return {
      error: parts(
        "input",
        "query.too_large",
        "The question is too large.",
        why,
        "Send less: fewer files or a smaller diff.",
        details
      ),
      retry: never
    };
  if (status >= 500)
    return {
      error: parts(
        "backend",
        "backend.unavailable",
        "OpenAI has a problem of its own.",
        why,
        "Ask again in a moment; https://status.openai.com shows known incidents.",
        details
      ),
      retry: backoff
    };
  return {
    error: parts(
      "input",
      "backend.refused",
      "OpenAI refused the request.",
      why,
      "Change what it names and ask again.",
      details
    ),
    retry: never
  };
}

// src/codex/retry.ts
var MAX_RETRIES = 5;
function backoffDelay(attempt, random) {
  return Math.round(200 * 2 ** (attempt - 1) * (0.9 + 0.2 * random));
}

// src/codex/query.ts
var IDLE_MS = 3e5;
var IDLE_HIGH_MS = 9e5;
var HIGH = /* @__PURE__ */ new Set(["high", "xhigh", "max", "ultra"]);
var BODY_LIMIT = 65536;
async function ask(d, o) {
  try {
    return await askOrAbort(d, o);
  } catch (error) {
    if (o.signal.aborted && (isAbort(error) || error === o.signal.reason))
      throw cancelled("The question was cancelled.");
    throw error;
  }
}
async function askOrAbort(d, o) {
  const { question } = o;
  const report = (phase, a, model3) => o.onProgress?.({
    phase,
    model: model3?.slug ?? o.model,
    effort: question.effort ?? model3?.defaultEffort,
    thought: a?.thought ?? "",
    length: a?.length ?? 0
  });
  report("signing in");
  let credential = await d.credentials.credential();
  const view = await d.catalogue.get(credential);
  o.signal.throwIfAborted();
  const model2 = chooseModel(o.model, view);
  checkAgainstModel(question, model2);
  let renewed = false;
  let retries = 0;
  for (; ; ) {
    report("sending", void 0, model2);
    const attempt = await once(d, o, credential, model2, (a) => report(a.phase, a, model2));
    if (attempt.limits) d.onLimits?.(attempt.limits, credential);
    const { assembly } = attempt;
    if (attempt.kind === "answered" || assembly?.emitted) {
      const refusal2 = attempt.kind === "refused" ? attempt.refusal : void 0;
      if (assembly)
        return finish(o, attempt, assembly, { credential, model: model2, view, retries, cutShort: refusal2?.error });
    }
    if (attempt.kind !== "refused") continue;
    const { refusal } = attempt;
    d.log.debug(`responses refused: ${refusal.error.code} (${refusal.retry.kind}), retries ${retries}`);
    if (refusal.retry.kind === "renew") {
      if (renewed) throw stillUnauthorized();
      renewed = true;
      credential = await d.credentials.renew(credential);
      continue;
    }
    if (refusal.model && credential.route === "chatgpt") throw withModels(refusal.error, model2.slug, view);
    if (refusal.retry.kind === "never" || retries >= MAX_RETRIES) throw refusal.error;
    retries += 1;
    report("retrying", void 0, model2);
    await d.sleep(
      refusal.retry.kind === "after" ? refusal.retry.ms : backoffDelay(retries, d.random()),
      o.signal
    );
  }
}
function withModels(error, slug, view) {
  const known = unknownModel(slug, { ...view, models: view.models.filter((m) => m.slug !== slug) });
  return new AppError({
    kind: "input",
    code: error.code,
    what: error.what,
    why: [error.why, known.why].filter(Boolean).join(" "),
    mend: known.mend,
    details: error.details
  });
}
async function once(d, o, credential, model2, onEvent) {
  const request = buildRequest(o.question, {
    model: model2,
    credential,
    baseUrl: d.baseUrl(credential),
    threadId: o.threadId,
    userAgent: d.userAgent
  });
  let response;
  try {
    response = await d.fetch(request.url, {
      method: "POST",
      headers: request.headers,
      body: JSON.stringify(request.body),
      signal: o.signal,
      redirect: "error"
    });
  } catch (error) {
    if (o.signal.aborted) throw error;
    const failure2 = networkError(error, request.url, proxySetting(d.env));
    if (!(failure2 instanceof AppError)) throw failure2;
    const passing = failure2.details["cause"] === "ECONNRESET" || failure2.details["cause"] === "UND_ERR_SOCKET";
    return {
      kind: "refused",
      refusal: { error: failure2, retry: passing ? { kind: "backoff" } : { kind: "never" } },
      assembly: void 0,
      requestId: void 0,
      limits: void 0
    };
  }
  const header = (name) => response.headers.get(name);
  d.clock.observe(Date.parse(header("date") ?? ""));
  d.catalogue.noticeEtag(header("x-models-etag"));
  const requestId = header("x-request-id") ?? header("x-oai-request-id") ?? void 0;
  let limits = limitsFromHeaders(header, d.now());
  if (!response.ok || !response.body) {
    const body = (await response.text()).slice(0, BODY_LIMIT);
    return {
      kind: "refused",
      refusal: judgeHttp({ status: response.status, header, body, now: d.clock.now() }),
      assembly: void 0,
      requestId,
      limits
    };
  }
  const assembly = assembleAnswer();
  const effort = o.question.effort ?? model2.defaultEffort ?? "";
  let failure;
  try {
    await readEvents(response.body, {
      idleMs: HIGH.has(effort) ? IDLE_HIGH_MS : IDLE_MS,
      finished: () => assembly.ending.kind !== "open",
      onEvent: (event) => {
        if (event.type === "codex.rate_limits") limits = limitsFromEvent(event, d.now()) ?? limits;
        const text = assembly.take(event);
        if (text !== void 0) o.onText?.(text);
        onEvent(assembly);
      }
    });
  } catch (error) {
    if (o.signal.aborted) throw error;
    failure = error instanceof AppError ? { error, retry: { kind: "backoff" } } : streamCut();
  }
  const refusal = failure ?? judgeEnding(assembly, d.clock.now());
  return refusal ? { kind: "refused", refusal, assembly, requestId, limits } : { kind: "answered", assembly, requestId, limits };
}
function judgeEnding(assembly, now) {
  const { ending } = assembly;
  if (ending.kind === "completed") return void 0;
  if (ending.kind === "failed") return judgeFailure(ending.error, now);
  return ending.kind === "incomplete" ? judgeIncomplete(ending.reason) : streamCut();
}
function finish(o, attempt, assembly, c) {
  const notes = [];
  if (c.view.source !== "live" && c.view.note) notes.push(c.view.note);
  if (o.question.temperature !== void 0 && c.credential.route === "chatgpt") {
    notes.push("temperature was not sent: a ChatGPT plan does not take it.");
  }
  if (c.credential.route === "api") notes.push("This answer was paid by an API key, not by a plan.");
  if (c.model.upgrade) notes.push(`${c.model.slug} has a successor: ${c.model.upgrade}.`);
  return {
    text: assembly.text(),
    cutShort: c.cutShort,
    model: assembly.model ?? c.model.slug,
    modelAsked: o.model,
    effort: o.question.effort ?? c.model.defaultEffort,
    usage: assembly.usage,
    requestId: attempt.requestId,
    retries: c.retries,
    source: c.credential.source,
    limits: attempt.limits,
    items: assembly.items(),
    notes
  };
}

// src/app.ts
var REVOKE_TIMEOUT_MS = 5e3;
function workspaceGuard(workspaces) {
  return (login) => {
    const { accountId } = identityOfLogin(login);
    if (workspaces.length === 0 || accountId !== void 0 && workspaces.includes(accountId)) return;
    throw new AppError({
      kind: "sign-in",
      code: "login.workspace",
      what: "This login belongs to a workspace that may not be used here.",
      why: `CODEX_OAUTH_WORKSPACE allows ${workspaces.join(", ")}; the login is for ${accountId ?? "no workspace"}.`,
      mend: "Sign in again and choose an allowed workspace, or change CODEX_OAUTH_WORKSPACE."
    });
  };
}
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
  const signIn = createSignIn({
    ...deps,
    profile,
    issuer: settings.issuer,
    accept: workspaceGuard(settings.workspaces),
    store: tokens.store,
    current: tokens.current
  });
  const catalogue = createCatalogue({ ...deps, baseUrl: settings.baseUrl, userAgent: agent });
  let limits;
  return {
    deps,
    settings,
    tokens,
    signIn,
    catalogue,
    lanesFor: (method) => {
      if (method !== "auto") return { lanes: [method], fallback: [], why: void 0 };
      const why = noBrowserReason(deps.env, deps.platform);
      return why === void 0 ? { lanes: ["browser"], fallback: ["device"], why } : { lanes: ["device", "browser"], fallback: [], why };
    },
    ask: async (options) => {
      const threadId = options.threadId ?? uuidv7(deps.now(), deps.randomBytes(16));
      const answer = await ask(
        {
          ...deps,
          clock,
          credentials: tokens,
          catalogue,
          random: () => (deps.randomBytes(1)[0] ?? 0) / 255,
          baseUrl: (credential) => credential.route === "api" ? settings.apiBaseUrl : settings.baseUrl,
          userAgent: agent,
          onLimits: (seen) => {
            limits = seen;
          }
        },
        { ...options, model: options.model ?? settings.model, threadId }
      );
      return { ...answer, threadId };
    },
    status: async () => statusOf({
      snapshot: await tokens.snapshot(),
      attempt: signIn.pending(),
      limits,
      authFile: settings.authFile,
      tightened: file.tightened,
      now: deps.now()
    }),
    models: async () => {
      const credential = await tokens.credential().catch(() => void 0);
      return catalogue.get(credential);
    },
    clear: async () => {
      signIn.pending()?.cancel();
      const login = await tokens.remove();
      if (!login) return { removed: false, accountId: void 0, revocation: "nothing" };
      const accountId = identityOfLogin(login).accountId;
      if (!login.refreshToken) return { removed: true, accountId, revocation: "nothing" };
      const answer = await revokeToken(
        deps.fetch,
        profile,
        { token: login.refreshToken, ...login.clientId ? { clientId: login.clientId } : {} },
        AbortSignal.timeout(REVOKE_TIMEOUT_MS)
      ).catch(() => void 0);
      const ok = answer !== void 0 && answer.status >= 200 && answer.status < 300;
      return { removed: true, accountId, revocation: ok ? "revoked" : "failed" };
    },
    warmUp: async () => {
      await deps.fetch("data:,").then((r) => r.text()).catch(() => {
      });
    }
  };
}
export {
  createApp
};
