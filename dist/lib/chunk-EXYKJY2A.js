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
  const text2 = value?.trim().toLowerCase() ?? "";
  if (text2 === "") return { enabled: true, retentionDays: DEFAULT_DAYS };
  if (text2 === "off") return { enabled: false, retentionDays: DEFAULT_DAYS };
  if (text2 === "forever") return { enabled: true, retentionDays: Number.POSITIVE_INFINITY };
  const days = /^\d{1,5}$/.test(text2) ? Number(text2) : 0;
  if (days >= 1 && days <= MAX_DAYS) return { enabled: true, retentionDays: days };
  throw new AppError({
    kind: "input",
    code: "settings.invalid",
    what: "CODEX_OAUTH_THREADS has a value that cannot be used.",
    why: `"${text2.slice(0, 40)}" is neither off, nor forever, nor a whole number of days from 1 to ${MAX_DAYS}.`,
    fix: `Set it to off, forever or a number of days such as ${DEFAULT_DAYS}, or unset it.`,
    details: { setting: "CODEX_OAUTH_THREADS" }
  });
}

// src/settings.ts
function setting(name, meaning, form) {
  return { name, meaning, ...form };
}
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
function text(accepts, otherwise, use = (value) => value) {
  return { accepts, otherwise, read: use };
}
function whole(min, max, otherwise, use) {
  const range = `a whole number from ${min} to ${max}`;
  const read = (value, name) => {
    const number = value === void 0 ? void 0 : Number(value);
    if (number === void 0 || Number.isInteger(number) && number >= min && number <= max)
      return use(number);
    throw refuse(name, `"${value?.slice(0, 40)}" is not ${range}.`, range);
  };
  return { accepts: `${min}–${max}`, otherwise, read };
}
function url(otherwise) {
  const read = (value = otherwise, name) => {
    const given = URL.canParse(value) ? new URL(value) : void 0;
    const loopback = given && ["127.0.0.1", "[::1]", "localhost"].includes(given.hostname);
    const allowed = given && (given.protocol === "https:" || given.protocol === "http:" && loopback);
    if (!given || !allowed || given.username || given.password || given.search || given.hash)
      throw refuse(
        name,
        "A token would be sent there, so it must be https, or http on this machine, without user, query or fragment.",
        "a URL like https://example.com/path or http://127.0.0.1:8080"
      );
    return value.replace(/\/+$/, "");
  };
  return { accepts: "an https URL, or http on this machine", otherwise, read };
}
function absolutePath(value, home) {
  return value === "~" || value.startsWith("~/") ? path.join(home, value.slice(1)) : path.resolve(value);
}
function folder(otherwise) {
  return {
    accepts: "a folder",
    otherwise,
    read: (value, _name, home) => absolutePath(value ?? otherwise, home)
  };
}
var SOURCES = ["external", "login", "access-token", "codex-cli", "api-key"];
function readSource(value, name) {
  const known = SOURCES.find((source) => source === value);
  if (value === void 0 || known) return known;
  throw refuse(name, `There is no source "${value.slice(0, 40)}".`, `one of ${SOURCES.join(", ")}`);
}
var listed = (value = "") => value.split(",").map((part) => part.trim()).filter(Boolean);
var isOn = (value = "0") => value !== "0" && value !== "false";
var TABLE = {
  model: setting(
    "CODEX_OAUTH_MODEL",
    "the model where a question names none",
    text("a slug of codex_models", "the account’s default")
  ),
  source: setting("CODEX_OAUTH_SOURCE", "the only source of credentials that may be used", {
    accepts: "external, login, access-token, codex-cli, api-key",
    otherwise: "the first that exists",
    read: readSource
  }),
  workspaces: setting(
    "CODEX_OAUTH_WORKSPACE",
    "the workspaces a login may belong to",
    text("ids with commas between", "any", listed)
  ),
  limitPercent: setting(
    "CODEX_OAUTH_LIMIT_PERCENT",
    "refuses a question once a window of the plan is used up to this",
    whole(1, 100, "no cap", (percent) => percent)
  ),
  threads: setting(
    "CODEX_OAUTH_THREADS",
    "how long conversations are kept on disk",
    text("off, forever, or a number of days", "30", readThreadSetting)
  ),
  ownAuthFile: setting("CODEX_OAUTH_AUTH_FILE", "the file that holds the login", {
    accepts: "a path",
    otherwise: "$CLAUDE_CONFIG_DIR/auth.json",
    read: (value, _name, home) => value === void 0 ? void 0 : absolutePath(value, home)
  }),
  configDir: setting("CLAUDE_CONFIG_DIR", "the folder of auth.json", folder("~/.claude")),
  codexHome: setting(
    "CODEX_HOME",
    "where the Codex CLI keeps its login, which is read and never changed",
    folder("~/.codex")
  ),
  loginTimeoutMs: setting(
    "CODEX_OAUTH_TIMEOUT",
    "seconds to wait for a sign-in",
    whole(1, 3600, "300", (seconds = 300) => seconds * 1e3)
  ),
  ports: setting(
    "CODEX_OAUTH_CALLBACK_PORT",
    "the port for the browser’s way back",
    whole(1, 65535, "1455, then 1457", (port) => port === void 0 ? CALLBACK_PORTS : [port])
  ),
  neverOpenBrowser: setting(
    "BROWSER",
    "what opens the sign-in page; none opens nothing",
    text("a program, or none", "the system’s own", (value) => value === "none")
  ),
  clientId: setting(
    "CODEX_OAUTH_CLIENT_ID",
    "the client that signs in",
    text("an OAuth client id", "Codex’s public one", (value = OPENAI_CLIENT_ID) => value)
  ),
  issuer: setting("CODEX_OAUTH_ISSUER", "where signing in and renewing go", url(OPENAI_ISSUER)),
  baseUrl: setting(
    "CODEX_OAUTH_BASE_URL",
    "where questions on a plan go",
    url("https://chatgpt.com/backend-api")
  ),
  apiBaseUrl: setting(
    "OPENAI_BASE_URL",
    "where questions paid by an API key go",
    url("https://api.openai.com/v1")
  ),
  debug: setting(
    "CODEX_DEBUG",
    "writes logs/codex-mcp-server.log beside the auth file, without secrets",
    text("1", "off", isOn)
  )
};
var ELSEWHERE = [
  [
    "CODEX_ACCESS_TOKEN",
    "a personal access token (at-…)",
    "none",
    "a login without a browser, where there is none of our own"
  ],
  ["CODEX_API_KEY", "an API key", "none", "pays only where no login exists"],
  ["OPENAI_API_KEY", "an API key", "none", "the same, after CODEX_API_KEY"],
  ["HTTPS_PROXY", "a URL", "no proxy", "the proxy for https; lower case works too"],
  ["HTTP_PROXY", "a URL", "no proxy", "the proxy for http"],
  ["ALL_PROXY", "a URL", "no proxy", "the proxy for both"],
  ["NO_PROXY", "host names with commas between", "none", "what goes without the proxy"],
  ["NODE_EXTRA_CA_CERTS", "a PEM file", "none", "further certificate authorities (read by Node itself)"]
];
var SETTINGS = [
  ...Object.values(TABLE),
  ...ELSEWHERE.map(([name, accepts, otherwise, meaning]) => ({ name, accepts, otherwise, meaning }))
];
function readSettings(env, home) {
  const values = Object.fromEntries(
    Object.entries(TABLE).map(([key, { name, read }]) => [
      key,
      read(env[name]?.trim() || void 0, name, home)
    ])
  );
  const authFile = values.ownAuthFile ?? path.join(values.configDir, "auth.json");
  return {
    ...values,
    authFile,
    logFile: values.debug ? path.join(path.dirname(authFile), "logs", "codex-mcp-server.log") : void 0,
    codexCliFile: path.join(values.codexHome, "auth.json")
  };
}

export {
  SETTINGS,
  readSettings
};
