import path from 'node:path';
import type { Deps } from '../system/deps.ts';
import type { JsonObject } from '../system/json.ts';
import type { ServerCommand } from './command.ts';

/** The hosts that `codex-oauth setup` knows. */
export const HOST_NAMES = ['claude', 'claude-desktop', 'cursor', 'vscode', 'codex', 'gemini'] as const;
export type HostName = (typeof HOST_NAMES)[number];

/** Where this user's files are. */
export type Place = Pick<Deps, 'platform' | 'env' | 'home'>;

export interface Host {
  readonly name: HostName;
  readonly title: string;
  readonly format: 'json' | 'toml';
  /** Under which key its servers stand, and under which name ours does. */
  readonly section: string;
  readonly server: string;
  /** The user's own configuration. */
  file(place: Place): string;
  /** The one of a project, below its folder, where the host has one. */
  readonly projectFile?: string;
  entry(command: ServerCommand): JsonObject;
  /** A command of the host's own that does nearly the same. */
  ownCommand?(command: ServerCommand): string;
  /** What must be known or done besides, in a sentence; the second is about a project's file. */
  readonly note?: string;
  readonly projectNote?: string;
  /** When the host notices. */
  readonly next: string;
}

/** Answers take minutes at high efforts; hosts that give up sooner must be told. Seconds. */
const TOOL_SECONDS = 1_800;

/** The rules for paths of the user's own system, whatever system this is. */
const pathsOf = (platform: string): typeof path.posix => (platform === 'win32' ? path.win32 : path.posix);

const within =
  (folder: (place: Place) => string, file: string) =>
  (place: Place): string =>
    pathsOf(place.platform).join(folder(place), file);

const home = (place: Place): string => place.home;

/** The folder where desktop programs of this system keep their settings. */
function settings({ platform, env, home }: Place): string {
  const { join } = pathsOf(platform);
  if (platform === 'win32') return env['APPDATA'] || join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return env['XDG_CONFIG_HOME'] || join(home, '.config');
}

const stdio = ({ command, args, env }: ServerCommand): JsonObject => ({
  command,
  args,
  ...(Object.keys(env).length > 0 ? { env } : {}),
});

const word = (text: string): string =>
  /^[\w./:@=+-]+$/.test(text) ? text : `"${text.replaceAll(/(["$`])/g, '\\$1')}"`;
const commandLine = ({ command, args }: ServerCommand): string => [command, ...args].map(word).join(' ');
const flags = (flag: string, { env }: ServerCommand): string =>
  Object.entries(env)
    .map(([name, value]) => `${flag} ${word(`${name}=${value}`)} `)
    .join('');

/** What most of them share. */
const USUAL = { format: 'json', section: 'mcpServers', server: 'codex', entry: stdio } as const;

export const HOSTS: Readonly<Record<HostName, Host>> = {
  claude: {
    name: 'claude',
    title: 'Claude Code',
    ...USUAL,
    file: within(({ env, home }) => env['CLAUDE_CONFIG_DIR'] || home, '.claude.json'),
    projectFile: '.mcp.json',
    projectNote: 'Claude Code asks you before it starts a server that a project brings.',
    entry: (command) => ({ type: 'stdio', ...stdio(command) }),
    ownCommand: (command) =>
      `claude mcp add --scope user ${flags('-e', command)}codex -- ${commandLine(command)}`,
    note: 'The plugin is the better way here: it brings the server and the commands /codex, /codex-config and /codex-clear (README). Use one or the other.',
    next: 'Start Claude Code again; `claude mcp list` shows it.',
  },
  'claude-desktop': {
    name: 'claude-desktop',
    title: 'Claude Desktop',
    ...USUAL,
    file: within(settings, 'Claude/claude_desktop_config.json'),
    note: 'The bundle codex-oauth.mcpb does the same with a double click.',
    next: 'Quit Claude Desktop (closing its window is not enough) and start it again.',
  },
  cursor: {
    name: 'cursor',
    title: 'Cursor',
    ...USUAL,
    file: within(home, '.cursor/mcp.json'),
    projectFile: '.cursor/mcp.json',
    next: 'Switch it on in Cursor under Settings → MCP.',
  },
  vscode: {
    name: 'vscode',
    title: 'VS Code',
    ...USUAL,
    section: 'servers',
    file: within(settings, 'Code/User/mcp.json'),
    projectFile: '.vscode/mcp.json',
    entry: (command) => ({ type: 'stdio', ...stdio(command) }),
    ownCommand: (command) =>
      `code --add-mcp ${JSON.stringify(JSON.stringify({ name: 'codex', type: 'stdio', ...stdio(command) }))}`,
    next: 'Run "MCP: List Servers" in VS Code and start codex.',
  },
  codex: {
    name: 'codex',
    title: 'Codex CLI',
    format: 'toml',
    section: 'mcp_servers',
    server: 'codex-oauth',
    file: within((place) => place.env['CODEX_HOME'] || within(home, '.codex')(place), 'config.toml'),
    projectFile: '.codex/config.toml',
    projectNote: 'The Codex CLI reads it only in a project that you have told it to trust.',
    entry: (command) => ({ ...stdio(command), tool_timeout_sec: TOOL_SECONDS }),
    ownCommand: (command) => `codex mcp add codex-oauth ${flags('--env', command)}-- ${commandLine(command)}`,
    note: 'Without tool_timeout_sec the Codex CLI gives up after 60 s; its own command does not set it.',
    next: 'Start the Codex CLI again; `codex mcp list` shows it.',
  },
  gemini: {
    name: 'gemini',
    title: 'Gemini CLI',
    ...USUAL,
    file: within(home, '.gemini/settings.json'),
    projectFile: '.gemini/settings.json',
    entry: (command) => ({ ...stdio(command), timeout: TOOL_SECONDS * 1000 }),
    ownCommand: (command) =>
      `gemini mcp add --scope user --timeout ${TOOL_SECONDS * 1000} ${flags('-e', command)}codex ${commandLine(command)}`,
    next: 'Start Gemini CLI again; `/mcp` shows it.',
  },
};
