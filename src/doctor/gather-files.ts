import { constants } from 'node:fs';
import { access, lstat, readdir, readFile, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { openAuthFile } from '../login/auth-file.ts';
import type { Deps } from '../system/deps.ts';
import { errnoOf } from '../system/errors.ts';
import { parseLock } from '../system/lock-record.ts';
import type { FileFacts, Neighbour, PathFacts } from './facts.ts';

export async function lookAt(file: string): Promise<PathFacts | undefined> {
  try {
    const info = await lstat(file);
    const kind = info.isSymbolicLink()
      ? 'link'
      : info.isFile()
        ? 'file'
        : info.isDirectory()
          ? 'directory'
          : 'other';
    return { kind, mode: info.mode & 0o7777, uid: info.uid, mtime: info.mtimeMs };
  } catch {
    return undefined;
  }
}

/** Looks at the login file and what surrounds it. The mode is noted before the file is read: reading tightens it. */
export async function gatherFiles(authFile: string, d: Deps): Promise<FileFacts> {
  const folder = path.dirname(authFile);
  const at = await lookAt(authFile);
  const folderPath = await stat(folder).then(
    (info): PathFacts => ({
      kind: info.isDirectory() ? 'directory' : 'other',
      mode: info.mode & 0o7777,
      uid: info.uid,
      mtime: info.mtimeMs,
    }),
    () => undefined,
  );
  const [state, neighbours, notWritable, freeBytes] = await Promise.all([
    openAuthFile(authFile, d).read(),
    neighboursOf(authFile, d),
    whyNotWritable(folder),
    freeAt(folder),
  ]);
  return { authFile, folder, path: at, folderPath, notWritable, state, neighbours, freeBytes };
}

/** The nearest folder that exists: the missing ones will be made in it. */
async function nearest(folder: string): Promise<string> {
  for (let at = folder; ; at = path.dirname(at)) {
    if ((await lookAt(at)) || at === path.dirname(at)) return at;
  }
}

async function whyNotWritable(folder: string): Promise<string | undefined> {
  const at = await nearest(folder);
  try {
    if (!(await stat(at)).isDirectory()) return `${at} is not a directory.`;
    await access(at, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    const code = errnoOf(error) ?? 'unknown';
    if (code === 'EROFS') return 'The file system is read-only.';
    if (code === 'EACCES' || code === 'EPERM') return `The permissions of ${at} do not allow it.`;
    return `The system says ${code}.`;
  }
}

async function freeAt(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(await nearest(folder));
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

/** A lock or a journal is small; a temporary file of tokens is not even opened. Bytes. */
const SMALL = 4096;

async function neighboursOf(authFile: string, d: Deps): Promise<readonly Neighbour[]> {
  const folder = path.dirname(authFile);
  const base = `${path.basename(authFile)}.`;
  const names = await readdir(folder).catch(() => []);
  const ours = names.filter((name) => name.startsWith(base) && /\.(?:lock(?:\.\d+)?|tmp)$/.test(name));
  const found = await Promise.all(
    ours.map(async (name): Promise<Neighbour | undefined> => {
      const full = path.join(folder, name);
      const info = await lstat(full).catch(() => undefined);
      if (!info) return undefined;
      const says = !name.endsWith('.tmp') && info.isFile() && info.size <= SMALL;
      const lock = says ? parseLock(await readFile(full, 'utf8').catch(() => '')) : undefined;
      const alive = lock !== undefined && d.processAlive(lock.pid);
      return { name, path: full, ageMs: Math.max(0, d.now() - info.mtimeMs), lock, alive };
    }),
  );
  return found.filter((n) => n !== undefined);
}
