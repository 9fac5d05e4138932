import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  snippet
} from "./chunk-DWLSAUJL.js";
import "./chunk-L5FXI35G.js";
import {
  AppError
} from "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// src/setup/setup.ts
import { existsSync } from "node:fs";

// src/setup/command.ts
import path from "node:path";
var CARRIED = [
  "CLAUDE_CONFIG_DIR",
  "CODEX_HOME",
  "CODEX_OAUTH_AUTH_FILE",
  "CODEX_OAUTH_BASE_URL",
  "CODEX_OAUTH_CALLBACK_PORT",
  "CODEX_OAUTH_ISSUER",
  "CODEX_OAUTH_MODEL",
  "CODEX_OAUTH_SOURCE",
  "CODEX_OAUTH_WORKSPACE",
  "NODE_EXTRA_CA_CERTS"
];
var PROXIES = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"];
function serverCommand({ env, execPath, entry, exists }) {
  const command = lastingNode(execPath, exists);
  const { carried, secret } = environment(env);
  const notes = [];
  if (/[/\\](?:\.nvm|\.fnm|fnm_multishells|\.asdf|mise|\.volta|\.nodenv|nvm)[/\\]/.test(command))
    notes.push(
      `The Node at ${command} belongs to a version manager: run this again after you have removed that version.`
    );
  if (/[/\\]_npx[/\\]|[/\\]plugins[/\\]cache[/\\]/.test(entry))
    notes.push(
      `${entry} is in a cache that updates empty: install codex-oauth somewhere that lasts, then run this again.`
    );
  for (const name of secret)
    notes.push(`${name} holds a password and was not written: set it where the host is started.`);
  return { command, args: [entry], env: carried, notes };
}
function lastingNode(execPath, exists) {
  const [, prefix, formula] = /^(.*)\/Cellar\/(node(?:@\d+)?)\/[^/]+\/bin\/node$/.exec(execPath) ?? [];
  const link = prefix && formula ? path.posix.join(prefix, "opt", formula, "bin/node") : void 0;
  return link !== void 0 && exists(link) ? link : execPath;
}
function environment(env) {
  const names = [...CARRIED, ...PROXIES, ...PROXIES.map((name) => name.toLowerCase())];
  const set = names.flatMap((name) => {
    const value = env[name]?.trim();
    return value ? [[name, value]] : [];
  });
  const hasPassword = ([name, value]) => /_proxy$/i.test(name) && value.includes("@");
  return {
    carried: Object.fromEntries(set.filter((pair) => !hasPassword(pair))),
    secret: set.filter(hasPassword).map(([name]) => name)
  };
}

// src/setup/setup.ts
function planSetup(host, facts) {
  const file = facts.project ? host.projectFile?.(facts) : host.file(facts);
  if (file === void 0)
    throw new AppError({
      kind: "input",
      code: "setup.no_project",
      what: `${host.title} has no configuration for a single project.`,
      fix: `Leave --project out: \`codex-oauth setup ${host.name}\`.`
    });
  const command = serverCommand({ ...facts, exists: existsSync });
  const values = host.entry(command);
  return { file, command, values, snippet: snippet(host, values) };
}
export {
  planSetup
};
