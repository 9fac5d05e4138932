import { constants, realpathSync, type BigIntStats } from 'node:fs';
import { lstat, open, readlink, realpath, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Deps } from '../system/deps.ts';
import { errnoOf } from '../system/errors.ts';

/** A folder of the workspace: as it was named, and where it really is. */
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

/** What stands at a path. */
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

/** `\\server\share`, `//server/share`, `\\.\device`: touching one may send the user's name to a stranger's server. */
function isNetworkPath(file: string): boolean {
  return /^[\\/]{2}/.test(file);
}

/** What a workspace must not hold: a whole home, or the login. */
export interface Machine {
  readonly home: string;
  readonly authFile: string;
}

/**
 * Folders that belong to the system or to everybody on it, drives that Linux sees on Windows, and anybody's home. What
 * lies further down may be a project: `/usr/src/app` and `/var/www/site` are.
 */
const SHARED = [
  /^\/(?:bin|boot|dev|etc|lib\w*|media|opt|proc|root|run|sbin|sys|tmp|usr|var|var\/tmp)$/,
  /^\/(?:Applications|Library|System|Volumes|private|private\/(?:etc|tmp|var|var\/tmp))$/,
  /^\/mnt(?:\/[a-z](?:\/Users(?:\/[^/]+)?)?)?$/,
  /^\/(?:home|Users)(?:\/[^/]+)?$/,
  /^[A-Z]:\\(?:Windows|ProgramData|Program Files[^\\]*|Users(?:\\[^\\]+)?)$/i,
];

/**
 * False for a folder that is the machine rather than a project: the root of a file system or drive, the home folder and
 * what holds it, a folder of the system's, and what holds the login file. Links and letter case are resolved first.
 */
export function isWorkspace(folder: string, { home, authFile }: Machine): boolean {
  const real = realOf(folder);
  const login = path.join(realOf(path.dirname(authFile)), path.basename(authFile));
  const kept = [login, realOf(authFile), ...(path.isAbsolute(home) ? [realOf(home)] : [])];
  if (kept.some((place) => isInside(place, real))) return false;
  return path.dirname(real) !== real && !SHARED.some((shared) => shared.test(real));
}

/** Where a path really is, by this system's own spelling; what does not exist is placed below what does. */
function realOf(file: string): string {
  try {
    return realpathSync.native(file);
  } catch {
    const above = path.dirname(file);
    return above === file ? file : path.join(realOf(above), path.basename(file));
  }
}

/** The folders of the workspace that exist, and those of them that are the machine's and not to be used. */
export async function openRoots(folders: readonly string[], machine: Machine) {
  const roots: Root[] = [];
  const refused: Root[] = [];
  for (const folder of folders) {
    const real = await realpath(folder).catch(() => undefined);
    if (real !== undefined) (isWorkspace(real, machine) ? roots : refused).push({ path: folder, real });
  }
  return { roots, refused };
}

/** True where `child` is `parent` or below it, by the rules of this system's paths. Pure. */
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

/** Where a name in a request would be, by its text alone; nowhere if it leaves every root. */
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

/** The root that a real path lies in. Kernel interfaces lie in none: `/proc/self/environ` holds this program's secrets. */
function owner(real: string, roots: readonly Root[]): Root | undefined {
  if (path.sep === '/' && /^\/(?:proc|sys|dev)(?:\/|$)/.test(real)) return undefined;
  return roots.find((r) => isInside(real, r.real));
}

/**
 * Looks at what stands at `name`, relative to the first root that has it. Links are resolved before they are judged.
 * Nothing outside the roots is opened, and none of its metadata is told.
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

/** As `find`, where only a file will do. */
export async function findFile(name: string, roots: readonly Root[]): Promise<Found | Refusal> {
  const found = await find(name, roots);
  return typeof found === 'object' && found.kind === 'folder' ? 'folder' : found;
}

/** Where the open file really is: the kernel knows on Linux, elsewhere the path is resolved once more. */
async function placeOf(handle: FileHandle, real: string, stat: BigIntStats): Promise<string | undefined> {
  const known = await readlink(`/proc/self/fd/${handle.fd}`).catch(() => undefined);
  if (known !== undefined) return known.endsWith(' (deleted)') ? undefined : known;
  const again = await realpath(real);
  if (again !== real) return undefined;
  const now = await lstat(again, { bigint: true });
  return now.ino === stat.ino && now.dev === stat.dev ? again : undefined;
}

/**
 * Opens what was found a moment ago. What is judged is the open file, not its name: a link that was put in its place
 * since is noticed. Never blocks on a pipe; a device that took the place is closed unread. The caller closes the handle.
 */
export async function openFound(
  file: string,
  roots: readonly Root[],
): Promise<{ readonly handle: FileHandle; readonly real: string; readonly stat: BigIntStats } | Refusal> {
  let handle: FileHandle | undefined;
  try {
    // Windows has neither flag; there the check after opening stands alone.
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

/** How a file is called towards the model: relative, with forward slashes, never a path of this machine. Pure. */
export function shownPath(real: string, root: Root, roots: readonly Root[]): string {
  const relative = relativePath(real, root);
  return root === roots[0] || roots.length < 2 ? relative || '.' : `${path.basename(root.real)}/${relative}`;
}

/** The path below the root, with forward slashes. Pure. */
export function relativePath(real: string, root: Root): string {
  return path.relative(root.real, real).split(path.sep).join('/');
}
