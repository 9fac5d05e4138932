import { randomBytes } from 'node:crypto';
import { renameSync } from 'node:fs';
import { mkdir, open, readFile, stat, unlink, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { AppError, errnoOf } from './errors.ts';
import { sleep } from './time.ts';

/** Windows answers these while a scanner or another reader holds the target; a moment later it works. */
const PASSING = new Set(['EPERM', 'EBUSY', 'EACCES']);
const ATTEMPTS = 6;

/** Runs `action` again after a short pause when the system says that a file is briefly held (1.2 s in all). */
export async function withRenameRetries<T>(
  action: () => Promise<T> | T,
  platform: string,
  pause: (ms: number) => Promise<void> = sleep,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      const passing = platform === 'win32' && PASSING.has(errnoOf(error) ?? '');
      if (!passing || attempt >= ATTEMPTS) throw error;
      await pause(20 * 2 ** attempt);
    }
  }
}

/** The steps that can fail on a disk, for tests that make them fail. */
export interface FileSteps {
  readonly rename: (from: string, to: string) => void;
  readonly remove: (file: string) => Promise<void>;
  readonly pause: (ms: number) => Promise<void>;
}

const realSteps: FileSteps = { rename: renameSync, remove: unlink, pause: sleep };

export interface ReplaceOptions {
  /** Where the new content is prepared; beside `file`, on the same file system. */
  readonly temporary?: string;
  /** Asked in the very moment before the rename, nothing in between: false leaves the file as it is. */
  readonly only?: () => boolean;
  readonly steps?: FileSteps;
}

/** The name under which `file` is prepared by the writer called `nonce`. */
export function temporaryName(file: string, nonce: string): string {
  return `${file}.${nonce}.tmp`;
}

/**
 * Replaces a file so that a reader sees the old or the new content and never a half, also after a power cut:
 * temporary file, fsync, rename, fsync of the folder. 0600; a folder that has to be made is 0700. Resolves with
 * false where `only` said no. Written by hand because the usual package takes a short write on a nearly full disk
 * for a whole one and renames the half over the good file.
 */
export async function replaceFile(
  file: string,
  text: string,
  platform: string,
  options: ReplaceOptions = {},
): Promise<boolean> {
  const steps = options.steps ?? realSteps;
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = options.temporary ?? temporaryName(file, randomBytes(12).toString('base64url'));
  let done = false;
  try {
    // Exclusive: a file or link that somebody else put there is never written through.
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await keepOwner(handle, file);
      await flush(handle);
    } finally {
      await handle.close();
    }
    done = await withRenameRetries(
      () => {
        if (options.only && !options.only()) return false;
        steps.rename(temporary, file);
        return true;
      },
      platform,
      steps.pause,
    );
  } finally {
    // What goes wrong here must not hide why the write failed.
    if (!done) await steps.remove(temporary).catch(() => {});
  }
  if (done) await flushFolder(folder, platform);
  return done;
}

/** Root that writes into somebody's home (sudo) leaves the file to its owner; for others this changes nothing. */
export async function keepOwner(handle: FileHandle, file: string): Promise<void> {
  const owner = await stat(file)
    .catch(() => stat(path.dirname(file)))
    .catch(() => undefined);
  const mine = await handle.stat();
  if (owner && mine.uid !== owner.uid) await handle.chown(owner.uid, owner.gid).catch(() => {});
}

const NO_FLUSH = new Set(['EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

/** fsync, where the file system has it. A full disk may say so only here. */
export async function flush(handle: FileHandle): Promise<void> {
  try {
    await handle.sync();
  } catch (error) {
    if (!NO_FLUSH.has(errnoOf(error) ?? '')) throw error;
  }
}

/** Makes a new name in `folder` last through a power cut. Best effort: Windows has no such thing. */
export async function flushFolder(folder: string, platform: string): Promise<void> {
  if (platform === 'win32') return;
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // The name is there; only its lasting through a power cut is not certain.
  }
}

/** The file's text, or undefined where there is none. Every other failure is the caller's to name. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

export async function removeIfThere(file: string): Promise<boolean> {
  try {
    await unlink(file);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}

const why: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full.',
  EDQUOT: 'The disk quota is used up.',
  EROFS: 'The file system is read-only.',
  EACCES: 'The permissions do not allow it.',
  EPERM: 'The system does not permit it.',
  EISDIR: 'It is a directory.',
  ENOTDIR: 'A part of the path is not a directory.',
  EEXIST: 'A part of the path is not a directory.',
  ELOOP: 'The path is a loop of links.',
  EIO: 'The disk reports an error.',
};

/** A file system failure as a sentence with its path and its fix. An AppError passes through. */
export function fileError(error: unknown, file: string, doing: string): AppError {
  if (error instanceof AppError) return error;
  const code = errnoOf(error) ?? 'unknown';
  return new AppError({
    kind: 'local',
    code: `file.${code.toLowerCase()}`,
    what: `${file} could not be ${doing}.`,
    why: why[code] ?? `The system says ${code}.`,
    fix:
      code === 'ENOSPC' || code === 'EDQUOT'
        ? 'Free some space, then try again.'
        : `Check it with \`ls -ld ${file}\`, or set CODEX_OAUTH_AUTH_FILE to a place you can write to.`,
    details: { path: file, cause: code },
  });
}
