#!/usr/bin/env node
import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  createFetch
} from "./lib/chunk-QBOSZ2UG.js";
import {
  readSettings
} from "./lib/chunk-EXYKJY2A.js";
import "./lib/chunk-Z4D42WFF.js";
import "./lib/chunk-S4IJJQ4I.js";
import {
  redact
} from "./lib/chunk-N76N25DY.js";
import {
  sleep
} from "./lib/chunk-HKZU3PR2.js";
import "./lib/chunk-6O7S6XGZ.js";
import {
  AppError
} from "./lib/chunk-RJXX33VE.js";
import "./lib/chunk-QUEU7GBP.js";

// src/main.ts
import { randomBytes } from "node:crypto";
import { homedir, release } from "node:os";
import { fileURLToPath } from "node:url";

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
function audibleLog(base) {
  const listeners = [];
  return {
    debug: (message) => {
      base.debug(message);
      for (const listener of listeners) listener(redact(message));
    },
    flush: base.flush,
    listen: (listener) => {
      listeners.push(listener);
    }
  };
}

// src/main.ts
var LAST_REFRESH_MS = 1e4;
var LAST_WRITES_MS = 50;
function processAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
function makeDeps(face, settings) {
  return {
    face,
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
    // Loaded for a sign-in only: starting programs costs every session 2 MB.
    openBrowser: async (url) => {
      const { openInBrowser } = await import("./lib/browser-64CAXGLL.js");
      await openInBrowser(url, process.env, process.platform);
    },
    log: audibleLog(settings.logFile ? fileLog(settings.logFile, Date.now, process.pid) : silentLog)
  };
}
async function serveStdio() {
  const settings = readSettings(process.env, homedir());
  const { createStdioTransport } = await import("./lib/stdio-FMT7R62C.js");
  const transport = createStdioTransport({ input: process.stdin, output: process.stdout });
  const deps = makeDeps("assistant", settings);
  let app;
  const getApp = () => {
    app ??= import("./lib/app-5X4DL62I.js").then(({ createApp }) => createApp(deps, settings));
    return app;
  };
  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    await transport.close();
    const made = await app;
    made?.signIn.pending()?.cancel();
    await Promise.race([made?.settled(), sleep(LAST_REFRESH_MS)]);
    await Promise.race([Promise.all([made?.flushed(), deps.log.flush()]), sleep(LAST_WRITES_MS)]);
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => void end());
  void transport.ended.then(end);
  process.stdout.on("error", () => void end());
  const { serve } = await import("./lib/serve-S7TAANIX.js");
  await serve({ log: deps.log, app: getApp }, transport);
  await transport.initialized;
  setTimeout(() => void deps.fetch("data:,").catch(() => {
  }), 50).unref();
}
async function runCommandLine() {
  const [{ runCli, processIo }, { createApp }] = await Promise.all([
    import("./lib/main-72P3ARKZ.js"),
    import("./lib/app-5X4DL62I.js")
  ]);
  const makeApp = () => {
    const settings = readSettings(process.env, homedir());
    return createApp(makeDeps("terminal", settings), settings);
  };
  const io = processIo(process, fileURLToPath(import.meta.url));
  return runCli(makeApp, io, () => makeDeps("terminal", { logFile: void 0 }));
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
