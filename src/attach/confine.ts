import { constants, type BigIntStats } from 'node:fs';
import { lstat, open, readlink, realpath, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../system/errors.ts';
import { isNetworkPath } from './roots.ts';

/** A folder of the workspace: as it was named, and where it really is. */
export interface Root {
  readonly path: string;
  readonly real: string;
}

export type Refusal = 'outside' | 'missing' | 'folder' | 'special' | 'denied' | 'changed';

/** What stands at a path. Nothing outside the roots is opened, and none of its metadata is told. */
export type Found =
  | { readonly kind: 'file'; readonly real: string; readonly root: Root }
  | { readonly kind: 'folder'; readonly real: string; readonly root: Root }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

export type Opened =
  | {
      readonly kind: 'open';
      readonly handle: FileHandle;
      readonly real: string;
      readonly root: Root;
      readonly stat: BigIntStats;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** What each refusal means, as a clause. */
export const REFUSALS: Readonly<Record<Refusal, string>> = {
  outside: 'it is outside the workspace',
  missing: 'there is no such file',
  folder: 'it is a folder',
  special: 'it is no ordinary file (a pipe, a device or a socket)',
  denied: 'the system does not let it be read',
  changed: 'it changed while it was read',
};

/** The folders of the workspace that exist. */
export async function openRoots(roots: readonly string[]): Promise<readonly Root[]> {
  const found = await Promise.all(
    roots.map(async (root) => {
      const real = await realpath(root).catch(() => undefined);
      return real === undefined ? undefined : { path: root, real };
    }),
  );
  return found.filter((r) => r !== undefined);
}

/** True where `child` is `parent` or below it, by the rules of this system's paths. Pure. */
export function isInside(child: string, parent: string): boolean {
  const relative = path.relative(parent, child);
  return relative === '' || (relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative));
}

/** Kernel interfaces that look like files: `/proc/self/environ` holds this program's secrets, whatever the workspace is. */
function isKernelPath(real: string): boolean {
  return path.sep === '/' && /^\/(?:proc|sys|dev)(?:\/|$)/.test(real);
}

function refusalOf(error: unknown): Refusal {
  const code = errnoOf(error) ?? '';
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return 'missing';
  if (code === 'ELOOP') return 'changed';
  if (code === 'ENXIO') return 'special';
  return 'denied';
}

/** Where a name in a request would be, by its text alone; undefined where it leaves every root. */
function place(name: string, roots: readonly Root[]): readonly string[] {
  // A colon after the drive would name another stream of the file.
  if (name.includes('\0') || isNetworkPath(name)) return [];
  if (path.sep === '\\' && name.replace(/^[A-Za-z]:[\\/]/, '').includes(':')) return [];
  if (path.isAbsolute(name)) {
    const file = path.resolve(name);
    return roots.some((r) => isInside(file, r.path) || isInside(file, r.real)) ? [file] : [];
  }
  return roots
    .map((r) => ({ r, file: path.resolve(r.real, name) }))
    .filter(({ r, file }) => isInside(file, r.real))
    .map(({ file }) => file);
}

function owner(real: string, roots: readonly Root[]): Root | undefined {
  return isKernelPath(real) ? undefined : roots.find((r) => isInside(real, r.real));
}

/** Looks at what stands at `name`, relative to the first root that has it. Links are resolved before they are judged. */
export async function find(name: string, roots: readonly Root[]): Promise<Found> {
  const places = place(name, roots);
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
  return { kind: 'refused', refusal };
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

/** Opens an ordinary file inside the workspace for reading; the caller closes the handle. */
export async function openInside(name: string, roots: readonly Root[]): Promise<Opened> {
  const found = await find(name, roots);
  if (found.kind === 'refused') return found;
  if (found.kind === 'folder') return { kind: 'refused', refusal: 'folder' };
  return openFound(found.real, roots);
}

/**
 * Opens what was found a moment ago. What is judged is the open file, not its name: a link that was put in its place
 * since is noticed. Never blocks on a pipe; a device that took the place is closed unread.
 */
export async function openFound(file: string, roots: readonly Root[]): Promise<Opened> {
  let handle: FileHandle | undefined;
  try {
    // Windows has neither flag; there the check after opening stands alone.
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    handle = await open(file, flags);
    const stat = await handle.stat({ bigint: true });
    const real = stat.isFile() ? await placeOf(handle, file, stat) : undefined;
    const root = real === undefined ? undefined : owner(real, roots);
    if (real !== undefined && root) return { kind: 'open', handle, real, root, stat };
    await handle.close();
    const refusal = !stat.isFile() ? 'special' : real === undefined ? 'changed' : 'outside';
    return { kind: 'refused', refusal };
  } catch (error) {
    await handle?.close().catch(() => {});
    return { kind: 'refused', refusal: refusalOf(error) };
  }
}

/** How a file is called towards the model: relative, with forward slashes, never a path of this machine. Pure. */
export function shownPath(real: string, root: Root, roots: readonly Root[]): string {
  const relative = path.relative(root.real, real).split(path.sep).join('/');
  return root === roots[0] || roots.length < 2 ? relative || '.' : `${path.basename(root.real)}/${relative}`;
}
