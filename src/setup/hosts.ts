import path from 'node:path';
import type { Deps } from '../system/deps.ts';
import type { JsonObject } from '../system/json.ts';
import type { ServerCommand } from './command.ts';

/** Where this user's files are. */
export type Place = Pick<Deps, 'platform' | 'env' | 'home'>;

/** How to configure a server in a coding assistant: docs/hosts.md, Other hosts. */
export interface Host {
  readonly name: string;
  readonly title: string;
  /** YAML is only shown, never edited. */
  readonly format: 'json' | 'toml' | 'yaml';
  /** The key of its servers, and our name in it. */
  readonly section: string;
  readonly server: string;
  /** The user's own configuration; a host without one has a menu. */
  readonly file?: (place: Place) => string;
  readonly menu?: string;
  /** The path of a project's configuration within the project, if the host supports one. */
  readonly projectFile?: string;
  /**
   * True if the host starts servers in `/` or the home folder and names no folders: then files can be attached only
   * if we name one.
   */
  readonly startsElsewhere?: true;
  entry(command: ServerCommand): JsonObject;
  /** The host's own command that does nearly the same, and a link that does. */
  ownCommand?(command: ServerCommand): string;
  link?(command: ServerCommand): string;
  /** What else the user must know or do; the second is about a project's file. */
  readonly note?: string;
  readonly projectNote?: string;
  /** How to make the host load the change. */
  readonly next: string;
}

/** True if we can edit the host's configuration file. */
export const isWritten = ({ file, format }: Host): boolean => file !== undefined && format !== 'yaml';

/** Answers take minutes at high efforts; hosts with a shorter limit need this setting. Seconds. */
const TOOL_SECONDS = 1_800;
/** Zed's maximum. */
const ZED_SECONDS = 600;

/** The rules for paths of the user's own system, whatever system this is. */
const pathsOf = (platform: string): typeof path.posix => (platform === 'win32' ? path.win32 : path.posix);

const within =
  (folder: (place: Place) => string, file: string) =>
  (place: Place): string =>
    pathsOf(place.platform).join(folder(place), file);

const home = (place: Place): string => place.home;

/** The folder where desktop programs of this system keep their settings. */
function settings(place: Place): string {
  if (place.platform === 'win32')
    return place.env['APPDATA'] || path.win32.join(place.home, 'AppData', 'Roaming');
  return place.platform === 'darwin'
    ? path.posix.join(place.home, 'Library', 'Application Support')
    : xdg(place);
}

/** The same for programs that use Linux conventions on every system. */
const xdg = (place: Place): string => place.env['XDG_CONFIG_HOME'] || within(home, '.config')(place);

const eitherOf =
  (onWindows: string, elsewhere: string) =>
  (place: Place): string =>
    (place.platform === 'win32' ? within(settings, onWindows) : within(xdg, elsewhere))(place);

const variables = (env: ServerCommand['env'], key = 'env'): JsonObject =>
  Object.keys(env).length > 0 ? { [key]: env } : {};

const stdio = ({ command, args, env }: ServerCommand): JsonObject => ({ command, args, ...variables(env) });
const typed = (command: ServerCommand): JsonObject => ({ type: 'stdio', ...stdio(command) });

const word = (text: string): string =>
  /^[\w./:@=+-]+$/.test(text) ? text : `"${text.replaceAll(/(["$`])/g, '\\$1')}"`;
const commandLine = ({ command, args }: ServerCommand): string => [command, ...args].map(word).join(' ');
const flags = (flag: string, { env }: ServerCommand): string =>
  Object.entries(env)
    .map(([name, value]) => `${flag} ${word(`${name}=${value}`)} `)
    .join('');

/** A link that contains the entry, in the form for Cursor and LM Studio. */
const linkTo =
  (address: string) =>
  (command: ServerCommand): string => {
    const config = Buffer.from(JSON.stringify(stdio(command))).toString('base64');
    return `${address}?name=codex&config=${encodeURIComponent(config)}`;
  };

/** What most of them share. */
const USUAL = { format: 'json', section: 'mcpServers', server: 'codex', entry: stdio } as const;

function vscode(suffix: '' | '-insiders', title: string, folder: string): Host {
  const described = (command: ServerCommand): string => JSON.stringify({ name: 'codex', ...typed(command) });
  return {
    ...USUAL,
    name: `vscode${suffix}`,
    title,
    section: 'servers',
    file: within(settings, `${folder}/User/mcp.json`),
    projectFile: '.vscode/mcp.json',
    entry: typed,
    ownCommand: (command) => `code${suffix} --add-mcp ${JSON.stringify(described(command))}`,
    link: (command) => `vscode${suffix}:mcp/install?${encodeURIComponent(described(command))}`,
    next: `Run "MCP: List Servers" in ${title} and start codex.`,
  };
}

/** The hosts that `codex-oauth setup` knows. */
export const HOSTS: readonly Host[] = [
  {
    name: 'claude',
    title: 'Claude Code',
    ...USUAL,
    file: within(({ env, home }) => env['CLAUDE_CONFIG_DIR'] || home, '.claude.json'),
    projectFile: '.mcp.json',
    projectNote: 'Claude Code asks you before it starts a project’s server.',
    entry: typed,
    ownCommand: (command) =>
      `claude mcp add --scope user ${flags('-e', command)}codex -- ${commandLine(command)}`,
    note: 'The plugin is better here: it includes the server and its commands (README). Use one or the other.',
    next: 'Restart Claude Code; `claude mcp list` shows it.',
  },
  {
    name: 'claude-desktop',
    title: 'Claude Desktop',
    ...USUAL,
    file: within(settings, 'Claude/claude_desktop_config.json'),
    startsElsewhere: true,
    next: 'Quit Claude Desktop (closing its window is not enough) and start it again.',
  },
  {
    name: 'cursor',
    title: 'Cursor',
    ...USUAL,
    file: within(home, '.cursor/mcp.json'),
    projectFile: '.cursor/mcp.json',
    link: linkTo('cursor://anysphere.cursor-deeplink/mcp/install'),
    next: 'Turn it on in Cursor under Customize → MCPs.',
  },
  vscode('', 'VS Code', 'Code'),
  vscode('-insiders', 'VS Code Insiders', 'Code - Insiders'),
  {
    name: 'codex',
    title: 'Codex CLI',
    format: 'toml',
    section: 'mcp_servers',
    server: 'codex-oauth',
    file: within((place) => place.env['CODEX_HOME'] || within(home, '.codex')(place), 'config.toml'),
    projectFile: '.codex/config.toml',
    projectNote: 'The Codex CLI reads it only in a project that you trust.',
    entry: (command) => ({ ...stdio(command), tool_timeout_sec: TOOL_SECONDS }),
    ownCommand: (command) => `codex mcp add codex-oauth ${flags('--env', command)}-- ${commandLine(command)}`,
    note: 'Without tool_timeout_sec the Codex CLI ends a call after 300 s (older ones after 60 s); its own command does not set it.',
    next: 'Restart the Codex CLI; `codex mcp list` shows it.',
  },
  {
    name: 'gemini',
    title: 'Gemini CLI',
    ...USUAL,
    file: within(home, '.gemini/settings.json'),
    projectFile: '.gemini/settings.json',
    entry: (command) => ({ ...stdio(command), timeout: TOOL_SECONDS * 1000 }),
    ownCommand: (command) =>
      `gemini mcp add --scope user --timeout ${TOOL_SECONDS * 1000} ${flags('-e', command)}codex ${commandLine(command)}`,
    next: 'Restart Gemini CLI; `/mcp` shows it.',
  },
  {
    name: 'copilot',
    title: 'Copilot CLI',
    ...USUAL,
    file: within((place) => place.env['COPILOT_HOME'] || within(home, '.copilot')(place), 'mcp-config.json'),
    entry: (command) => ({
      type: 'local',
      ...stdio(command),
      tools: ['*'],
      timeout: TOOL_SECONDS * 1000,
    }),
    note: 'Copilot CLI also accepts this program’s folder as a plugin, with commands and skill: `copilot plugin install <folder>`. Use one or the other.',
    next: 'Restart Copilot CLI; `/mcp show` shows it.',
  },
  {
    name: 'opencode',
    title: 'opencode',
    ...USUAL,
    section: 'mcp',
    file: within(xdg, 'opencode/opencode.json'),
    projectFile: 'opencode.json',
    entry: ({ command, args, env }) => ({
      type: 'local',
      command: [command, ...args],
      ...variables(env, 'environment'),
    }),
    next: 'Restart opencode; `opencode mcp list` shows it.',
  },
  {
    name: 'windsurf',
    title: 'Windsurf',
    ...USUAL,
    file: within(home, '.codeium/windsurf/mcp_config.json'),
    startsElsewhere: true,
    next: 'Press the refresh button under MCP servers in Windsurf.',
  },
  {
    name: 'zed',
    title: 'Zed',
    ...USUAL,
    section: 'context_servers',
    file: eitherOf('Zed/settings.json', 'zed/settings.json'),
    entry: (command) => ({ ...stdio(command), timeout: ZED_SECONDS }),
    note: `Zed ends a call after at most ${ZED_SECONDS} s.`,
    next: 'Zed loads it at once; the settings of its agent panel show it.',
  },
  {
    name: 'jetbrains',
    title: 'JetBrains AI Assistant',
    ...USUAL,
    menu: 'Settings → Tools → AI Assistant → Model Context Protocol (MCP)',
    next: 'Choose Add, then As JSON, and paste it.',
  },
  {
    name: 'goose',
    title: 'Goose',
    ...USUAL,
    format: 'yaml',
    section: 'extensions',
    file: eitherOf('Block/goose/config/config.yaml', 'goose/config.yaml'),
    entry: ({ command, args, env }) => ({
      name: 'codex',
      type: 'stdio',
      enabled: true,
      cmd: command,
      args,
      ...variables(env, 'envs'),
      timeout: TOOL_SECONDS,
    }),
    next: 'Start a new Goose session.',
  },
  {
    name: 'lmstudio',
    title: 'LM Studio',
    ...USUAL,
    file: within(home, '.lmstudio/mcp.json'),
    startsElsewhere: true,
    link: linkTo('lmstudio://add_mcp'),
    next: 'Turn it on in LM Studio under Program → Install.',
  },
];
