import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  CALLBACK_PORTS,
  OPENAI_CLIENT_ID,
  OPENAI_ISSUER
} from "./chunk-S4IJJQ4I.js";
import {
  AppError
} from "./chunk-RJXX33VE.js";

// src/settings.ts
import path from "node:path";

// src/threads/setting.ts
var DEFAULT_DAYS = 30;
var MAX_DAYS = 36500;
function readThreadSetting(value) {
  const text = value?.trim().toLowerCase() ?? "";
  if (text === "") return { enabled: true, retentionDays: DEFAULT_DAYS };
  if (text === "off") return { enabled: false, retentionDays: DEFAULT_DAYS };
  if (text === "forever") return { enabled: true, retentionDays: Number.POSITIVE_INFINITY };
  const days = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (days >= 1 && days <= MAX_DAYS) return { enabled: true, retentionDays: days };
  throw new AppError({
    kind: "input",
    code: "settings.invalid",
    what: "CODEX_OAUTH_THREADS has a value that cannot be used.",
    why: `"${text.slice(0, 40)}" is neither off, nor forever, nor a whole number of days from 1 to ${MAX_DAYS}.`,
    fix: `Set it to off, forever or a number of days such as ${DEFAULT_DAYS}, or unset it.`,
    details: { setting: "CODEX_OAUTH_THREADS" }
  });
}

// src/settings.ts
function refuse(name, why, accepted) {
  return new AppError({
    kind: "input",
    code: "settings.invalid",
    what: `${name} has a value that cannot be used.`,
    why,
    fix: `Set it to ${accepted}, or unset it.`,
    details: { setting: name }
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
var SOURCES = ["login", "codex-cli", "access-token", "api-key", "external"];
function sourceSetting(env) {
  const value = env["CODEX_OAUTH_SOURCE"]?.trim();
  if (!value) return void 0;
  const source = SOURCES.find((name) => name === value);
  if (source) return source;
  throw refuse(
    "CODEX_OAUTH_SOURCE",
    `There is no source "${value.slice(0, 40)}".`,
    `one of ${SOURCES.join(", ")}`
  );
}
function absolutePath(value, home) {
  return value === "~" || value.startsWith("~/") ? path.join(home, value.slice(1)) : path.resolve(value);
}
function readSettings(env, home) {
  const configDir = env["CLAUDE_CONFIG_DIR"] ? absolutePath(env["CLAUDE_CONFIG_DIR"], home) : path.join(home, ".claude");
  const authFile = env["CODEX_OAUTH_AUTH_FILE"] ? absolutePath(env["CODEX_OAUTH_AUTH_FILE"], home) : path.join(configDir, "auth.json");
  const codexHome = env["CODEX_HOME"] ? absolutePath(env["CODEX_HOME"], home) : path.join(home, ".codex");
  const port = numberSetting(env, "CODEX_OAUTH_CALLBACK_PORT", 1, 65535);
  const timeout = numberSetting(env, "CODEX_OAUTH_TIMEOUT", 1, 3600);
  const debug = env["CODEX_DEBUG"];
  return {
    authFile,
    logFile: debug && debug !== "0" && debug !== "false" ? path.join(path.dirname(authFile), "logs", "codex-mcp-server.log") : void 0,
    codexCliFile: path.join(codexHome, "auth.json"),
    model: env["CODEX_OAUTH_MODEL"]?.trim() || void 0,
    limitPercent: numberSetting(env, "CODEX_OAUTH_LIMIT_PERCENT", 1, 100),
    clientId: env["CODEX_OAUTH_CLIENT_ID"]?.trim() || OPENAI_CLIENT_ID,
    ports: port === void 0 ? CALLBACK_PORTS : [port],
    loginTimeoutMs: (timeout ?? 300) * 1e3,
    issuer: urlSetting(env, "CODEX_OAUTH_ISSUER", OPENAI_ISSUER),
    baseUrl: urlSetting(env, "CODEX_OAUTH_BASE_URL", "https://chatgpt.com/backend-api"),
    apiBaseUrl: urlSetting(env, "OPENAI_BASE_URL", "https://api.openai.com/v1"),
    neverOpenBrowser: env["BROWSER"] === "none",
    threads: readThreadSetting(env["CODEX_OAUTH_THREADS"]),
    workspaces: (env["CODEX_OAUTH_WORKSPACE"] ?? "").split(",").map((w) => w.trim()).filter(Boolean),
    source: sourceSetting(env)
  };
}

export {
  readSettings
};
