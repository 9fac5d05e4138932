#!/usr/bin/env node
import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  CALLBACK_PORTS,
  OPENAI_CLIENT_ID,
  OPENAI_ISSUER
} from "./lib/chunk-J3N65DV2.js";
import {
  createFetch
} from "./lib/chunk-PA4ISLDB.js";
import {
  sleep
} from "./lib/chunk-POIFBSTS.js";
import {
  redact
} from "./lib/chunk-N76N25DY.js";
import {
  AppError
} from "./lib/chunk-FDL7H547.js";
import "./lib/chunk-QUEU7GBP.js";

// src/main.ts
import { randomBytes } from "node:crypto";
import { homedir, release } from "node:os";
import { fileURLToPath } from "node:url";

// src/system/browser.ts
import { spawn } from "node:child_process";
function browserCommand(variable, url, platform) {
  if (!variable || variable === "none") return void 0;
  const first = platform === "win32" ? variable : variable.split(":")[0];
  const [file, ...args] = (first ?? "").trim().split(/\s+/);
  if (!file) return void 0;
  return args.some((a) => a.includes("%s")) ? { file, args: args.map((a) => a.replaceAll("%s", url)) } : { file, args: [...args, url] };
}
async function openInBrowser(url, env, platform) {
  const { protocol, href } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") throw new Error("not a web address");
  const wanted = browserCommand(env["BROWSER"], href, platform);
  const child = wanted ? spawn(wanted.file, wanted.args, { stdio: "ignore", detached: true, windowsHide: true }) : await (await import("./lib/open-R33PB64T.js")).default(href);
  await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("spawn", resolve);
    if (child.pid !== void 0) resolve();
  });
  child.on("error", () => {
  });
  child.unref();
}

// src/system/log.ts
import { appendFile, mkdir } from "node:fs/promises";
import path from "node:path";
var silentLog = { debug: () => {
}, flush: () => Promise.resolve() };
function fileLog(file, now, pid) {
  let tail = mkdir(path.dirname(file), { recursive: true, mode: 448 }).then(
    () => {
    },
    () => {
    }
  );
  return {
    debug(message) {
      const line = `${new Date(now()).toISOString()} ${pid} ${redact(message).replaceAll("\n", "\\n")}
`;
      tail = tail.then(() => appendFile(file, line, { mode: 384 })).catch(() => {
      });
    },
    flush: () => tail
  };
}

// src/settings.ts
import path2 from "node:path";
function refuse(name, why, accepted) {
  return new AppError({
    kind: "input",
    code: "settings.invalid",
    what: `${name} has a value that cannot be used.`,
    why,
    mend: `Set it to ${accepted}, or unset it.`
  });
}
function urlSetting(env, name, fallback) {
  const value = env[name]?.trim();
  if (!value) return fallback;
  const url = URL.canParse(value) ? new URL(value) : void 0;
  const loopback = url && ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
  const allowed = url && (url.protocol === "https:" || url.protocol === "http:" && loopback);
  if (!url || !allowed || url.username || url.password || url.search || url.hash) {
    throw refuse(
      name,
      "A token would be sent there, so it must be https, or http on this machine, without user, query or fragment.",
      "a URL like https://example.com/path or http://127.0.0.1:8080"
    );
  }
  return value.replace(/\/+$/, "");
}
function numberSetting(env, name, min, max) {
  const value = env[name]?.trim();
  if (!value) return void 0;
  const number = Number(value);
  if (!Number.isInteger(number) || number < min || number > max)
    throw refuse(
      name,
      `"${value.slice(0, 40)}" is no whole number from ${min} to ${max}.`,
      `a whole number from ${min} to ${max}`
    );
  return number;
}
function absolutePath(value, home) {
  return value === "~" || value.startsWith("~/") ? path2.join(home, value.slice(1)) : path2.resolve(value);
}
function readSettings(env, home) {
  const configDir = env["CLAUDE_CONFIG_DIR"] ? absolutePath(env["CLAUDE_CONFIG_DIR"], home) : path2.join(home, ".claude");
  const authFile = env["CODEX_OAUTH_AUTH_FILE"] ? absolutePath(env["CODEX_OAUTH_AUTH_FILE"], home) : path2.join(configDir, "auth.json");
  const codexHome = env["CODEX_HOME"] ? absolutePath(env["CODEX_HOME"], home) : path2.join(home, ".codex");
  const port = numberSetting(env, "CODEX_OAUTH_CALLBACK_PORT", 1, 65535);
  const timeout = numberSetting(env, "CODEX_OAUTH_TIMEOUT", 1, 3600);
  const debug = env["CODEX_DEBUG"];
  return {
    authFile,
    logFile: debug && debug !== "0" && debug !== "false" ? path2.join(path2.dirname(authFile), "logs", "codex-mcp-server.log") : void 0,
    codexCliFile: path2.join(codexHome, "auth.json"),
    model: env["CODEX_OAUTH_MODEL"]?.trim() || void 0,
    clientId: env["CODEX_OAUTH_CLIENT_ID"]?.trim() || OPENAI_CLIENT_ID,
    ports: port === void 0 ? CALLBACK_PORTS : [port],
    loginTimeoutMs: (timeout ?? 300) * 1e3,
    issuer: urlSetting(env, "CODEX_OAUTH_ISSUER", OPENAI_ISSUER),
    baseUrl: urlSetting(env, "CODEX_OAUTH_BASE_URL", "https://chatgpt.com/backend-api"),
    apiBaseUrl: urlSetting(env, "OPENAI_BASE_URL", "https://api.openai.com/v1"),
    neverOpenBrowser: env["BROWSER"] === "none",
    workspaces: (env["CODEX_OAUTH_WORKSPACE"] ?? "").split(",").map((w) => w.trim()).filter(Boolean)
  };
}

// src/main.ts
var LAST_REFRESH_MS = 1e4;
function processAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
function makeDeps(settings) {
  return {
    env: process.env,
    platform: process.platform,
    arch: process.arch,
    osRelease: release(),
    nodeVersion: process.versions.node,
    pid: process.pid,
    processAlive,
    uid: process.getuid?.(),
    home: homedir(),
    cwd: process.cwd(),
    fetch: createFetch(process.env),
    now: Date.now,
    sleep,
    randomBytes,
    openBrowser: (url) => openInBrowser(url, process.env, process.platform),
    log: settings.logFile ? fileLog(settings.logFile, Date.now, process.pid) : silentLog
  };
}
async function serveStdio() {
  const settings = readSettings(process.env, homedir());
  const { createStdioTransport } = await import("./lib/stdio-BRPXZSGJ.js");
  const transport = createStdioTransport({ input: process.stdin, output: process.stdout });
  process.stdout.on("error", () => process.exit(0));
  let app;
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    await transport.close();
    app?.signIn.pending()?.cancel();
    await Promise.race([app?.tokens.settled(), sleep(LAST_REFRESH_MS)]);
    await Promise.race([app?.deps.log.flush(), sleep(200)]);
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void end());
  void transport.ended.then(end);
  const [{ createApp }, { serve }] = await Promise.all([import("./lib/app-GFAAYZTU.js"), import("./lib/serve-MJQJPMCW.js")]);
  const made = createApp(makeDeps(settings), settings);
  app = made;
  await serve(made, transport);
  await transport.initialized;
  setTimeout(() => void made.warmUp(), 50).unref();
}
async function runCommandLine() {
  const [{ runCli }, { processIo }, { createApp }] = await Promise.all([
    import("./lib/main-PCCLOGVM.js"),
    import("./lib/process-io-K77CLDLT.js"),
    import("./lib/app-GFAAYZTU.js")
  ]);
  const makeApp = () => {
    const settings = readSettings(process.env, homedir());
    return createApp(makeDeps(settings), settings);
  };
  return runCli(makeApp, processIo(process, fileURLToPath(import.meta.url)));
}
async function main() {
  if (process.argv.length === 2 && !process.stdin.isTTY) return serveStdio();
  process.exit(await runCommandLine());
}
function fatal(error) {
  const text = error instanceof AppError || error instanceof Error ? error.message : "unknown failure";
  process.stderr.write(`codex-oauth: ${redact(text)}
`);
  process.exit(error instanceof AppError && error.kind === "input" ? 2 : 1);
}
process.on("uncaughtException", fatal);
main().catch(fatal);
