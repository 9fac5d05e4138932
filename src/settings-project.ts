import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { isInside, resolveRoots } from './attach/workspace.ts';
import type { CredentialSource } from './login/credential.ts';
import { SETTINGS } from './settings.ts';
import type { Deps } from './system/deps.ts';
import { AppError } from './system/errors.ts';

/** Where a project can name variables for the programs that a host starts in it: those of setup/hosts.ts, and more. */
const FILES = [
  '.claude/settings.json',
  '.claude/settings.local.json',
  '.mcp.json',
  '.cursor/mcp.json',
  '.vscode/mcp.json',
  '.gemini/settings.json',
  '.codex/config.toml',
  'opencode.json',
  'opencode.jsonc',
];
/** A larger file is not read and counts as naming every variable. Bytes. */
const LIMIT = 1_048_576;
const PROXIES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'];
/** What may add authorities; the last two with Nodes of some systems, and with Node's own NODE_USE_SYSTEM_CA. */
const AUTHORITIES = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];
const TLS = 'NODE_TLS_REJECT_UNAUTHORIZED';
/**
 * Variables that locate the user's folders: they would move the login, and change which files count as the user's
 * own.
 */
const HOMES = ['HOME', 'USERPROFILE'];

/** Whose login a variable may move, besides the user's own. */
const OWNERS = [...new Set(SETTINGS.map(({ owner }) => owner))].filter(
  (owner) => owner !== 'user' && owner !== 'anybody',
);

/** The names in a file, in capitals, each with its values; undefined if a value is not text. */
type Names = ReadonlyMap<string, readonly (string | undefined)[]>;

const ALL = [...SETTINGS.map((s) => s.name), ...HOMES, ...AUTHORITIES];
const EVERYTHING: Names = new Map(ALL.map((name) => [name, [undefined]]));
const NOTHING: Names = new Map();

const realOf = (file: string): string => {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
};

/** The folder and its parents up to the repository's root; without a repository, up to the user's home. */
function upwards(folder: string, home: string): readonly string[] {
  const all = [folder];
  for (let at = folder; path.dirname(at) !== at; at = path.dirname(at)) all.push(path.dirname(at));
  const root = all.findIndex((at) => existsSync(path.join(at, '.git')));
  if (root >= 0) return all.slice(0, root + 1);
  const end = all.indexOf(home);
  return end < 0 ? all : all.slice(0, Math.max(1, end));
}

/** Tokens of the scanner; its enumeration is there for types only. */
const [COLON, STRING, EOF]: readonly number[] = [6, 10, 17];

/** The names that are keys in the text, whatever object they stand in. Comments and trailing commas are taken by some hosts. */
async function keysIn(text: string, toml: boolean): Promise<Names> {
  // Most files name none and do not need the scanner. An escape sequence could hide a name from this check.
  const capitals = text.toUpperCase();
  if (!/\\[UX]/.test(capitals) && !ALL.some((name) => capitals.includes(name))) return NOTHING;
  const { createScanner } = await import('jsonc-parser');
  // Only the scanner, because deep nesting costs it nothing.
  const scanner = createScanner(toml ? await jsonOf(text) : text, true);
  const keys = new Map<string, (string | undefined)[]>(ALL.map((name) => [name, []]));
  let key = '';
  let last: string | undefined;
  for (let token = scanner.scan(); token !== EOF; token = scanner.scan()) {
    const value = token === STRING ? scanner.getTokenValue() : undefined;
    keys.get(key)?.push(value);
    key = (token === COLON && last?.toUpperCase()) || '';
    last = value;
  }
  return new Map([...keys].filter(([, values]) => values.length > 0));
}

/** As hosts read it, Claude Code and VS Code by the mark of UTF-16 too. */
function textIn(file: string): string {
  const bytes = readFileSync(file);
  const encoding = ({ 0xff: 'utf-16le', 0xfe: 'utf-16be' } as const)[bytes[0] ?? 0] ?? 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

/** Integers are not needed, and may be larger than a number can hold. */
async function jsonOf(toml: string): Promise<string> {
  const { parse } = await import('smol-toml');
  const plain = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? 0 : value);
  return JSON.stringify(parse(toml, { integersAsBigInt: true }), plain);
}

/** The names in a file; none if it is missing, or if the host could not read it either. */
async function namesIn(file: string): Promise<Names> {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats?.isFile()) return NOTHING;
    if (stats.size > LIMIT) return EVERYTHING;
    // A table that only another parser understands may name anything.
    return await keysIn(textIn(file), file.endsWith('.toml')).catch(() => EVERYTHING);
  } catch {
    return NOTHING;
  }
}

/** Names that mean something to this program and to those it is made for only. */
const OURS = /^(?:CODEX_|CLAUDE_CONFIG_DIR$)/;

/**
 * True if a file that tells single servers a variable may have told us. What every program reads is mostly another
 * server's: then it is not what is set here, or what was set here before (`${NAME}`).
 */
function mayReach(name: string, values: readonly (string | undefined)[], env: Deps['env']): boolean {
  const set = [env[name], env[name.toLowerCase()]];
  return (
    OURS.test(name) ||
    values.some((value) => {
      if (value === undefined || set.includes(value)) return true;
      return /[${]/.test(value) && /^\$?\{?(?:env:)?(\w+)\}?$/.exec(value)?.[1]?.toUpperCase() !== name;
    })
  );
}

/** The variables that files of these folders name, each with its file. */
async function namedIn(
  folders: readonly string[],
  { home, env }: Pick<Deps, 'home' | 'env'>,
): Promise<ReadonlyMap<string, string>> {
  // Some hosts keep the user's own servers under the same names in the home folder.
  const own = ['.claude', '.cursor', '.gemini', '.codex'].map((name) => realOf(path.join(home, name)));
  const realHome = realOf(home);
  const named = new Map<string, string>();
  for (const folder of new Set(folders.flatMap((f) => upwards(realOf(f), realHome)))) {
    for (const name of FILES) {
      const file = path.join(folder, name);
      const keys = await namesIn(file);
      const everybody = name.startsWith('.claude');
      // Files of the user's own, unless the home is where the project says. A server of another kind may be told one.
      const moves = (everybody || isInside(realHome, folder)) && HOMES.some((h) => keys.has(h));
      if (own.includes(path.dirname(realOf(file))) && !moves) continue;
      for (const [key, values] of keys)
        if (HOMES.includes(key) ? moves : everybody || mayReach(key, values, env)) named.set(key, file);
    }
  }
  return named;
}

/**
 * The first variable that is set here, is named by a file of the project, and may not be set by a project; undefined
 * if there is none. `use` is the source in force: variables that affect only other sources do no harm. Pure.
 */
export function foreignSetting(
  named: ReadonlyMap<string, string>,
  env: Deps['env'],
  use?: CredentialSource,
): string | undefined {
  const isSet = (name: string): boolean => [name, name.toLowerCase()].some((n) => env[n] !== undefined);
  // A proxy sees only TLS, unless its certificate is trusted or certificates are not checked.
  const open = env[TLS] === '0' || AUTHORITIES.some((name) => named.has(name));
  const owned = SETTINGS.filter(({ owner }) => owner === 'user' || owner === use).map(({ name }) => name);
  return [...owned, ...HOMES, ...(open ? PROXIES : [])].find(
    (name) =>
      named.has(name) &&
      isSet(name) &&
      !(name === TLS && env[name] !== '0') &&
      !(name === 'BROWSER' && env[name] === 'none'),
  );
}

/**
 * Looks at once, and at the host's folders when a login is first used: the environment is that of the start, whatever
 * the files say later, on another branch perhaps.
 */
export function projectSettings(d: Pick<Deps, 'env' | 'home' | 'cwd'>) {
  const early = namedIn([...resolveRoots(d), d.cwd], d);
  let roots: () => Promise<readonly string[] | undefined> = async () => undefined;
  let named: Promise<ReadonlyMap<string, string>> | undefined;
  const look = async (): Promise<ReadonlyMap<string, string>> => {
    // A host that starts us elsewhere knows the project. It is not asked if no setting is in force.
    const folders = SETTINGS.some(({ name }) => d.env[name] !== undefined) ? await roots() : undefined;
    return folders ? new Map([...(await namedIn(resolveRoots(d, folders), d)), ...(await early)]) : early;
  };

  /** The error if a project's variable is in force that only the user may set. */
  const found = async (use?: CredentialSource): Promise<AppError | undefined> => {
    const files = await (named ??= look());
    const name = foreignSetting(files, d.env, use);
    if (name === undefined) return undefined;
    const file = files.get(name) ?? '';
    return new AppError({
      kind: 'input',
      code: 'settings.project',
      what: `The login was not used, because this project sets ${name}.`,
      why: `${file} names it. Only you may set it, because it could send a login elsewhere, replace it, turn off a guard, or let more leave this machine.`,
      fix: `Remove ${name} from that file. If you want it, set it in your own environment or in ~/.claude/settings.json.`,
      details: { setting: name, path: file },
    });
  };
  return {
    /** How to ask the host for the workspace folders. */
    askRoots: (ask: typeof roots): void => {
      roots = ask;
    },
    found,
    /** True if a file of the project names this variable. */
    names: async (name: string): Promise<boolean> => (await (named ??= look())).has(name),
    /** True if a file of the project names a variable that some source would be refused for. */
    suspicious: async (): Promise<boolean> => {
      const files = await (named ??= look());
      return OWNERS.some((owner) => foreignSetting(files, d.env, owner) !== undefined);
    },
    refuse: async (use?: CredentialSource): Promise<void> => {
      const error = await found(use);
      if (error) throw error;
    },
  };
}
