import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { isInside, resolveRoots } from './attach/workspace.ts';
import type { CredentialSource } from './login/credential.ts';
import { SETTINGS } from './settings.ts';
import type { Deps } from './system/deps.ts';
import { AppError } from './system/errors.ts';

/** Where a project can name variables for the programs that a host starts in it. */
const FILES = [
  '.claude/settings.json',
  '.claude/settings.local.json',
  '.mcp.json',
  '.cursor/mcp.json',
  '.vscode/mcp.json',
];
/** A file larger than this is not read, and counts as naming everything. Bytes. */
const LIMIT = 4_194_304;
const PROXIES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'];
const TLS = 'NODE_TLS_REJECT_UNAUTHORIZED';
/** Where everything of the user's is looked for: they would move the login, and what counts as the user's own files. */
const HOMES = ['HOME', 'USERPROFILE'];

const EVERYTHING: ReadonlySet<string> = new Set([...SETTINGS.map((s) => s.name), ...HOMES]);
const NOTHING: ReadonlySet<string> = new Set();

const realOf = (file: string): string => {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
};

/** The folder and those above it up to the repository's root; without one, up to the user's home. */
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

/** Every key in the text, whatever object it stands in, in capitals. Comments and trailing commas are taken by some hosts. */
async function keysIn(text: string): Promise<ReadonlySet<string>> {
  // Most name none, and are not worth the scanner. An escape could spell a name otherwise.
  const capitals = text.toUpperCase();
  if (!capitals.includes('\\U') && ![...EVERYTHING].some((name) => capitals.includes(name))) return NOTHING;
  const { createScanner } = await import('jsonc-parser');
  // The scanner alone: nesting costs it nothing.
  const scanner = createScanner(text, true);
  const keys = new Set<string>();
  let last: string | undefined;
  for (let token = scanner.scan(); token !== EOF; token = scanner.scan()) {
    if (token === COLON && last !== undefined) keys.add(last);
    last = token === STRING ? scanner.getTokenValue().toUpperCase() : undefined;
  }
  return keys;
}

/** What a file names; nothing where there is none, or none that the host could read either. */
async function namesIn(file: string): Promise<ReadonlySet<string>> {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats?.isFile()) return NOTHING;
    return stats.size > LIMIT ? EVERYTHING : await keysIn(readFileSync(file, 'utf8'));
  } catch {
    return NOTHING;
  }
}

/** The variables that files of these folders name, each with its file. */
async function namedIn(folders: readonly string[], home: string): Promise<ReadonlyMap<string, string>> {
  // Cursor keeps the user's own servers in the home folder too.
  const own = ['.claude', '.cursor'].map((name) => realOf(path.join(home, name)));
  const realHome = realOf(home);
  const named = new Map<string, string>();
  for (const folder of new Set(folders.flatMap((f) => upwards(realOf(f), realHome)))) {
    for (const name of FILES) {
      const file = path.join(folder, name);
      const keys = await namesIn(file);
      // Files of the user's own, unless the home is where the project says. A server of another kind may be told one.
      const settles = name.startsWith('.claude') || isInside(realHome, folder);
      const moves = settles && HOMES.some((variable) => keys.has(variable));
      if (own.includes(path.dirname(realOf(file))) && !moves) continue;
      for (const key of keys) if (!HOMES.includes(key) || moves) named.set(key, file);
    }
  }
  return named;
}

/**
 * The first variable that is set here, is named by a file of the project and is not a project's to set; undefined where
 * there is none. `use` is the source in force: what only moves or names another one does no harm. Pure.
 */
export function foreignSetting(
  named: ReadonlyMap<string, string>,
  env: Deps['env'],
  use?: CredentialSource,
): string | undefined {
  const isSet = (name: string): boolean => [name, name.toLowerCase()].some((n) => env[n] !== undefined);
  // A proxy sees TLS only, unless its certificate is trusted, or none is looked at.
  const open = env[TLS] === '0' || named.has('NODE_EXTRA_CA_CERTS');
  const owned = SETTINGS.filter(({ owner }) => owner === 'user' || owner === use).map(({ name }) => name);
  return [...owned, ...HOMES, ...(open ? PROXIES : [])].find(
    (name) =>
      named.has(name) &&
      isSet(name) &&
      !(name === TLS && env[name] !== '0') &&
      !(name === 'BROWSER' && env[name] === 'none'),
  );
}

/** Looks once, when a login is first used: the environment is that of the start, whatever the files say later. */
export function projectSettings(d: Pick<Deps, 'env' | 'home' | 'cwd'>) {
  let roots: () => Promise<readonly string[] | undefined> = async () => undefined;
  let named: Promise<ReadonlyMap<string, string>> | undefined;
  // A host that starts us elsewhere knows the project; it is not asked where no setting is in force at all.
  const workspace = async (): Promise<readonly string[] | undefined> =>
    SETTINGS.some(({ name }) => d.env[name] !== undefined) ? roots() : undefined;
  const look = async (): Promise<ReadonlyMap<string, string>> =>
    namedIn([...resolveRoots(d, await workspace()), ...resolveRoots(d), d.cwd], d.home);

  /** What is wrong where a variable of the project's is in force that only the user may set. */
  const found = async (use?: CredentialSource): Promise<AppError | undefined> => {
    const files = await (named ??= look());
    const name = foreignSetting(files, d.env, use);
    if (name === undefined) return undefined;
    const file = files.get(name) ?? '';
    return new AppError({
      kind: 'input',
      code: 'settings.project',
      what: `The login was not used, because this project sets ${name}.`,
      why: `${file} names it, and it could send a login elsewhere, replace it, or lift a guard: only you may set it.`,
      fix: `Take ${name} out of that file. If you want it, set it in your own environment or in ~/.claude/settings.json.`,
      details: { setting: name, path: file },
    });
  };
  return {
    /** How the host is asked for the folders of the workspace. */
    askRoots: (ask: typeof roots): void => {
      roots = ask;
    },
    found,
    refuse: async (use?: CredentialSource): Promise<void> => {
      const error = await found(use);
      if (error) throw error;
    },
  };
}
