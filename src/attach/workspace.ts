import { constants, realpathSync, type BigIntStats } from 'node:fs';
import { lstat, open, readlink, realpath, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Deps } from '../system/deps.ts';
import { errnoOf } from '../system/errors.ts';

/** A workspace folder: its given name and its real path. */
export interface Root {
  readonly path: string;
  readonly real: string;
}

/** Why nothing is read at a path, as clauses. */
export const REFUSALS = {
  outside: 'it is outside the workspace',
  missing: 'there is no such file',
  folder: 'it is a folder',
  special: 'it is not a regular file (a pipe, a device or a socket)',
  denied: 'the system denies access to it',
  changed: 'it changed while it was read',
} as const;

type Refusal = keyof typeof REFUSALS;

/** What is at a path. */
export interface Found {
  readonly kind: 'file' | 'folder';
  readonly real: string;
  readonly root: Root;
}

/**
 * The workspace: the host's MCP roots (URIs), else CLAUDE_PROJECT_DIR, else the working folder. Absolute paths, without
 * repeats, in the order given. Pure.
 */
export function resolveRoots(
  { env, cwd }: Pick<Deps, 'env' | 'cwd'>,
  roots: readonly string[] = [],
): readonly string[] {
  const named = roots.map(folderOf).filter((f) => f !== undefined);
  if (named.length > 0) return [...new Set(named.map((f) => path.resolve(f)))];
  const project = env['CLAUDE_PROJECT_DIR'];
  return [path.resolve(project && isLocalFolder(project) ? project : cwd)];
}

/** The local folder that a `file:` URI names; undefined for every other URI and for one with a remote host. */
function folderOf(uri: string): string | undefined {
  if (!/^file:/i.test(uri)) return undefined;
  try {
    const folder = fileURLToPath(uri);
    return isLocalFolder(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}

const isLocalFolder = (folder: string): boolean => path.isAbsolute(folder) && !isNetworkPath(folder);

/** `\\server\share`, `//server/share`, `\\.\device`: accessing one may send the user's name to an unknown server. */
function isNetworkPath(file: string): boolean {
  return /^[\\/]{2}/.test(file);
}

/** What a workspace must not contain: a whole home folder, or the login. */
export interface Machine {
  readonly home: string;
  readonly authFile: string;
}

/**
 * System folders, shared folders, Windows drives under Linux, and home folders. Folders further down may be projects,
 * such as `/usr/src/app` and `/var/www/site`.
 */
const SHARED = [
  /^\/(?:bin|boot|dev|etc|lib\w*|media|opt|proc|root|run|sbin|sys|tmp|usr|var|var\/tmp)$/,
  /^\/(?:Applications|Library|System|Volumes|private|private\/(?:etc|tmp|var|var\/tmp))$/,
  /^\/mnt(?:\/[a-z](?:\/Users(?:\/[^/]+)?)?)?$/,
  /^\/(?:home|Users)(?:\/[^/]+)?$/,
  /^[A-Z]:\\(?:Windows|ProgramData|Program Files[^\\]*|Users(?:\\[^\\]+)?)$/i,
];

/**
 * False for a folder that is not a project: the root of a file system or drive, the home folder and its parents, a
 * system folder, and any parent of the login file. Links and letter case are resolved first.
 */
export function isWorkspace(folder: string, { home, authFile }: Machine): boolean {
  const real = realOf(folder);
  const login = path.join(realOf(path.dirname(authFile)), path.basename(authFile));
  const kept = [login, realOf(authFile), ...(path.isAbsolute(home) ? [realOf(home)] : [])];
  if (kept.some((place) => isInside(place, real))) return false;
  return path.dirname(real) !== real && !SHARED.some((shared) => shared.test(real));
}

/** The real path in the system's own spelling; missing parts are appended to the nearest existing folder. */
function realOf(file: string): string {
  try {
    return realpathSync.native(file);
  } catch {
    const above = path.dirname(file);
    return above === file ? file : path.join(realOf(above), path.basename(file));
  }
}

/** The workspace folders that exist, and those that must not be used because they are not projects. */
export async function openRoots(folders: readonly string[], machine: Machine) {
  const roots: Root[] = [];
  const refused: Root[] = [];
  for (const folder of folders) {
    const real = await realpath(folder).catch(() => undefined);
    if (real !== undefined) (isWorkspace(real, machine) ? roots : refused).push({ path: folder, real });
  }
  return { roots, refused };
}

/** True if `child` is `parent` or below it, by the rules of this system's paths. Pure. */
export function isInside(child: string, parent: string): boolean {
  const relative = path.relative(parent, child);
  return relative === '' || (relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative));
}

function refusalOf(error: unknown): Refusal {
  const code = errnoOf(error) ?? '';
  if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(code)) return 'missing';
  if (code === 'ELOOP') return 'changed';
  return code === 'ENXIO' ? 'special' : 'denied';
}

/** Where a requested name would be, by its text alone; nothing if it leaves every root. */
function placesOf(name: string, roots: readonly Root[]): readonly string[] {
  if (name.includes('\0') || isNetworkPath(name)) return [];
  // A colon after the drive would name another stream of the file.
  if (path.sep === '\\' && name.replace(/^[A-Za-z]:[\\/]/, '').includes(':')) return [];
  if (path.isAbsolute(name)) {
    const file = path.resolve(name);
    return roots.some((r) => isInside(file, r.path) || isInside(file, r.real)) ? [file] : [];
  }
  return roots.flatMap((r) => {
    const file = path.resolve(r.real, name);
    return isInside(file, r.real) ? [file] : [];
  });
}

/**
 * The root that contains a real path. Kernel interfaces are in none: `/proc/self/environ` contains this program's
 * secrets.
 */
function owner(real: string, roots: readonly Root[]): Root | undefined {
  if (path.sep === '/' && /^\/(?:proc|sys|dev)(?:\/|$)/.test(real)) return undefined;
  return roots.find((r) => isInside(real, r.real));
}

/**
 * Looks up `name` in the first root that has it. Links are resolved before they are judged. Nothing outside the roots
 * is opened, and none of its metadata is revealed.
 */
export async function find(name: string, roots: readonly Root[]): Promise<Found | Refusal> {
  const places = placesOf(name, roots);
  let refusal: Refusal = places.length === 0 ? 'outside' : 'missing';
  for (const file of places) {
    try {
      const real = await realpath(file);
      const root = owner(real, roots);
      if (!root) {
        refusal = 'outside';
        continue;
      }
      const stat = await lstat(real);
      if (stat.isFile()) return { kind: 'file', real, root };
      if (stat.isDirectory()) return { kind: 'folder', real, root };
      refusal = 'special';
    } catch (error) {
      if (refusal === 'missing') refusal = refusalOf(error);
    }
  }
  return refusal;
}

/** Like `find`, but accepts only a file. */
export async function findFile(name: string, roots: readonly Root[]): Promise<Found | Refusal> {
  const found = await find(name, roots);
  return typeof found === 'object' && found.kind === 'folder' ? 'folder' : found;
}

/** Where the open file really is: on Linux the kernel tells; elsewhere the path is resolved again. */
async function placeOf(handle: FileHandle, real: string, stat: BigIntStats): Promise<string | undefined> {
  const known = await readlink(`/proc/self/fd/${handle.fd}`).catch(() => undefined);
  if (known !== undefined) return known.endsWith(' (deleted)') ? undefined : known;
  const again = await realpath(real);
  if (again !== real) return undefined;
  const now = await lstat(again, { bigint: true });
  return now.ino === stat.ino && now.dev === stat.dev ? again : undefined;
}

/**
 * Opens what `find` returned. The open file is judged, not its name, so a link swapped in since then is noticed.
 * Never blocks on a pipe; closes a device unread. The caller closes the handle.
 */
export async function openFound(
  file: string,
  roots: readonly Root[],
): Promise<{ readonly handle: FileHandle; readonly real: string; readonly stat: BigIntStats } | Refusal> {
  let handle: FileHandle | undefined;
  try {
    // Windows has neither flag; there only the check after opening applies.
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    handle = await open(file, flags);
    const stat = await handle.stat({ bigint: true });
    const real = stat.isFile() ? await placeOf(handle, file, stat) : undefined;
    if (real !== undefined && owner(real, roots)) return { handle, real, stat };
    await handle.close();
    return !stat.isFile() ? 'special' : real === undefined ? 'changed' : 'outside';
  } catch (error) {
    await handle?.close().catch(() => {});
    return refusalOf(error);
  }
}

/** A file's name for the model: relative, with forward slashes, never a path of this machine. Pure. */
export function shownPath(real: string, root: Root, roots: readonly Root[]): string {
  const relative = relativePath(real, root);
  return root === roots[0] || roots.length < 2 ? relative || '.' : `${path.basename(root.real)}/${relative}`;
}

/** The path below the root, with forward slashes. Pure. */
export function relativePath(real: string, root: Root): string {
  return path.relative(root.real, real).split(path.sep).join('/');
}
