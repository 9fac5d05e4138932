import path from 'node:path';
import type { ServerCommand } from './command.ts';
import type { TomlValue } from './edit-toml.ts';
import type { HostName } from './names.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Where this user's files are. */
export interface Place {
  readonly platform: string;
  readonly env: Env;
  readonly home: string;
  readonly cwd: string;
}

export interface Host {
  readonly name: HostName;
  readonly title: string;
  readonly format: 'json' | 'toml';
  /** Under which key its servers stand, and under which name ours does. */
  readonly section: string;
  readonly server: string;
  /** The user's own configuration. */
  file(place: Place): string;
  /** The one of the project in `cwd`; undefined where the host has none. */
  readonly projectFile: ((place: Place) => string) | undefined;
  entry(command: ServerCommand): Readonly<Record<string, TomlValue>>;
  /** A command of the host's own that does nearly the same; undefined where there is none. */
  readonly ownCommand: ((command: ServerCommand) => string) | undefined;
  /** What must be known or done besides, in sentences. */
  readonly notes: readonly string[];
  /** What besides is true of a project's own file, in a sentence. */
  readonly projectNote?: string;
  /** When the host notices. */
  readonly next: string;
}

/** Answers take minutes at high efforts; hosts that give up sooner must be told. Seconds. */
const TOOL_SECONDS = 1_800;

const slashes = (platform: string): typeof path.posix => (platform === 'win32' ? path.win32 : path.posix);

const inHome =
  (...parts: readonly string[]) =>
  ({ platform, home }: Place): string =>
    slashes(platform).join(home, ...parts);

const inProject =
  (...parts: readonly string[]) =>
  ({ platform, cwd }: Place): string =>
    slashes(platform).join(cwd, ...parts);

/** The folder where desktop programs of this system keep their settings. */
function settingsFolder({ platform, env, home }: Place): string {
  const { join } = slashes(platform);
  if (platform === 'win32') return env['APPDATA'] || join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return env['XDG_CONFIG_HOME'] || join(home, '.config');
}

const stdio = ({ command, args, env }: ServerCommand): Readonly<Record<string, TomlValue>> => ({
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

export const HOSTS: Readonly<Record<HostName, Host>> = {
  claude: {
    name: 'claude',
    title: 'Claude Code',
    format: 'json',
    section: 'mcpServers',
    server: 'codex',
    file: (place) => {
      const folder = place.env['CLAUDE_CONFIG_DIR'];
      return slashes(place.platform).join(folder || place.home, '.claude.json');
    },
    projectFile: inProject('.mcp.json'),
    projectNote: 'Claude Code asks you before it starts a server that a project brings.',
    entry: (command) => ({ type: 'stdio', ...stdio(command) }),
    ownCommand: (command) =>
      `claude mcp add --scope user ${flags('-e', command)}codex -- ${commandLine(command)}`,
    notes: [
      'The plugin is the better way here: it brings the server and the commands /codex, /codex-config and /codex-clear (README). Have one of both, not both.',
    ],
    next: 'Start Claude Code again; `claude mcp list` shows it.',
  },
  'claude-desktop': {
    name: 'claude-desktop',
    title: 'Claude Desktop',
    format: 'json',
    section: 'mcpServers',
    server: 'codex',
    file: (place) =>
      slashes(place.platform).join(settingsFolder(place), 'Claude', 'claude_desktop_config.json'),
    projectFile: undefined,
    entry: stdio,
    ownCommand: undefined,
    notes: ['The bundle codex-oauth.mcpb does the same with a double click.'],
    next: 'Quit Claude Desktop (closing its window is not enough) and start it again.',
  },
  cursor: {
    name: 'cursor',
    title: 'Cursor',
    format: 'json',
    section: 'mcpServers',
    server: 'codex',
    file: inHome('.cursor', 'mcp.json'),
    projectFile: inProject('.cursor', 'mcp.json'),
    entry: stdio,
    ownCommand: undefined,
    notes: [],
    next: 'Switch it on in Cursor under Settings → MCP.',
  },
  vscode: {
    name: 'vscode',
    title: 'VS Code',
    format: 'json',
    section: 'servers',
    server: 'codex',
    file: (place) => slashes(place.platform).join(settingsFolder(place), 'Code', 'User', 'mcp.json'),
    projectFile: inProject('.vscode', 'mcp.json'),
    entry: (command) => ({ type: 'stdio', ...stdio(command) }),
    ownCommand: (command) =>
      `code --add-mcp ${JSON.stringify(JSON.stringify({ name: 'codex', type: 'stdio', ...stdio(command) }))}`,
    notes: [],
    next: 'Run "MCP: List Servers" in VS Code and start codex.',
  },
  codex: {
    name: 'codex',
    title: 'Codex CLI',
    format: 'toml',
    section: 'mcp_servers',
    server: 'codex-oauth',
    file: (place) => {
      const { join } = slashes(place.platform);
      return join(place.env['CODEX_HOME'] || join(place.home, '.codex'), 'config.toml');
    },
    projectFile: inProject('.codex', 'config.toml'),
    projectNote: 'The Codex CLI reads it only in a project that you have told it to trust.',
    entry: (command) => ({ ...stdio(command), tool_timeout_sec: TOOL_SECONDS }),
    ownCommand: (command) => `codex mcp add codex-oauth ${flags('--env', command)}-- ${commandLine(command)}`,
    notes: [`Without tool_timeout_sec the Codex CLI gives up after 60 s; its own command does not set it.`],
    next: 'Start the Codex CLI again; `codex mcp list` shows it.',
  },
  gemini: {
    name: 'gemini',
    title: 'Gemini CLI',
    format: 'json',
    section: 'mcpServers',
    server: 'codex',
    file: inHome('.gemini', 'settings.json'),
    projectFile: inProject('.gemini', 'settings.json'),
    entry: (command) => ({ ...stdio(command), timeout: TOOL_SECONDS * 1000 }),
    ownCommand: (command) =>
      `gemini mcp add --scope user --timeout ${TOOL_SECONDS * 1000} ${flags('-e', command)}codex ${commandLine(command)}`,
    notes: [],
    next: 'Start Gemini CLI again; `/mcp` shows it.',
  },
};
