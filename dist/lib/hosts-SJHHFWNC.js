import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import "./chunk-QUEU7GBP.js";

// src/setup/hosts.ts
import path from "node:path";
var TOOL_SECONDS = 1800;
var slashes = (platform) => platform === "win32" ? path.win32 : path.posix;
var inHome = (...parts) => ({ platform, home }) => slashes(platform).join(home, ...parts);
var inProject = (...parts) => ({ platform, cwd }) => slashes(platform).join(cwd, ...parts);
function settingsFolder({ platform, env, home }) {
  const { join } = slashes(platform);
  if (platform === "win32") return env["APPDATA"] || join(home, "AppData", "Roaming");
  if (platform === "darwin") return join(home, "Library", "Application Support");
  return env["XDG_CONFIG_HOME"] || join(home, ".config");
}
var stdio = ({ command, args, env }) => ({
  command,
  args,
  ...Object.keys(env).length > 0 ? { env } : {}
});
var word = (text) => /^[\w./:@=+-]+$/.test(text) ? text : `"${text.replaceAll(/(["$`])/g, "\\$1")}"`;
var commandLine = ({ command, args }) => [command, ...args].map(word).join(" ");
var flags = (flag, { env }) => Object.entries(env).map(([name, value]) => `${flag} ${word(`${name}=${value}`)} `).join("");
var HOSTS = {
  claude: {
    name: "claude",
    title: "Claude Code",
    format: "json",
    section: "mcpServers",
    server: "codex",
    file: (place) => {
      const folder = place.env["CLAUDE_CONFIG_DIR"];
      return slashes(place.platform).join(folder || place.home, ".claude.json");
    },
    projectFile: inProject(".mcp.json"),
    projectNote: "Claude Code asks you before it starts a server that a project brings.",
    entry: (command) => ({ type: "stdio", ...stdio(command) }),
    ownCommand: (command) => `claude mcp add --scope user ${flags("-e", command)}codex -- ${commandLine(command)}`,
    notes: [
      "The plugin is the better way here: it brings the server and the commands /codex, /codex-config and /codex-clear (README). Have one of both, not both."
    ],
    next: "Start Claude Code again; `claude mcp list` shows it."
  },
  "claude-desktop": {
    name: "claude-desktop",
    title: "Claude Desktop",
    format: "json",
    section: "mcpServers",
    server: "codex",
    file: (place) => slashes(place.platform).join(settingsFolder(place), "Claude", "claude_desktop_config.json"),
    projectFile: void 0,
    entry: stdio,
    ownCommand: void 0,
    notes: ["The bundle codex-oauth.mcpb does the same with a double click."],
    next: "Quit Claude Desktop (closing its window is not enough) and start it again."
  },
  cursor: {
    name: "cursor",
    title: "Cursor",
    format: "json",
    section: "mcpServers",
    server: "codex",
    file: inHome(".cursor", "mcp.json"),
    projectFile: inProject(".cursor", "mcp.json"),
    entry: stdio,
    ownCommand: void 0,
    notes: [],
    next: "Switch it on in Cursor under Settings → MCP."
  },
  vscode: {
    name: "vscode",
    title: "VS Code",
    format: "json",
    section: "servers",
    server: "codex",
    file: (place) => slashes(place.platform).join(settingsFolder(place), "Code", "User", "mcp.json"),
    projectFile: inProject(".vscode", "mcp.json"),
    entry: (command) => ({ type: "stdio", ...stdio(command) }),
    ownCommand: (command) => `code --add-mcp ${JSON.stringify(JSON.stringify({ name: "codex", type: "stdio", ...stdio(command) }))}`,
    notes: [],
    next: 'Run "MCP: List Servers" in VS Code and start codex.'
  },
  codex: {
    name: "codex",
    title: "Codex CLI",
    format: "toml",
    section: "mcp_servers",
    server: "codex-oauth",
    file: (place) => {
      const { join } = slashes(place.platform);
      return join(place.env["CODEX_HOME"] || join(place.home, ".codex"), "config.toml");
    },
    projectFile: inProject(".codex", "config.toml"),
    projectNote: "The Codex CLI reads it only in a project that you have told it to trust.",
    entry: (command) => ({ ...stdio(command), tool_timeout_sec: TOOL_SECONDS }),
    ownCommand: (command) => `codex mcp add codex-oauth ${flags("--env", command)}-- ${commandLine(command)}`,
    notes: [`Without tool_timeout_sec the Codex CLI gives up after 60 s; its own command does not set it.`],
    next: "Start the Codex CLI again; `codex mcp list` shows it."
  },
  gemini: {
    name: "gemini",
    title: "Gemini CLI",
    format: "json",
    section: "mcpServers",
    server: "codex",
    file: inHome(".gemini", "settings.json"),
    projectFile: inProject(".gemini", "settings.json"),
    entry: (command) => ({ ...stdio(command), timeout: TOOL_SECONDS * 1e3 }),
    ownCommand: (command) => `gemini mcp add --scope user --timeout ${TOOL_SECONDS * 1e3} ${flags("-e", command)}codex ${commandLine(command)}`,
    notes: [],
    next: "Start Gemini CLI again; `/mcp` shows it."
  }
};
export {
  HOSTS
};
