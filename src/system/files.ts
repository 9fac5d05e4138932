import { constants } from 'node:fs';
import {
  lchown,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { AppError, errnoOf } from './errors.ts';
import { sleep } from './time.ts';

/** Windows returns these while a scanner or another reader has the target open; a retry soon works. */
const PASSING = new Set(['EPERM', 'EBUSY', 'EACCES']);
const ATTEMPTS = 6;
/** Errors of a file system without fsync. */
const NO_FLUSH = new Set(['EINVAL', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

/** Retries `action` after a short pause while the system says that the file is in use (1.2 s in all). */
export async function withRenameRetries<T>(action: () => Promise<T>, platform: string): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      const passing = platform === 'win32' && PASSING.has(errnoOf(error) ?? '');
      if (!passing || attempt >= ATTEMPTS) throw error;
      await sleep(20 * 2 ** attempt);
    }
  }
}

/**
 * Replaces a file so that a reader sees either the old or the new content, even after a power cut: write-file-atomic
 * writes a temporary file beside it and renames that. Mode 0600; new folders get 0700. `only` is called just before
 * the rename: return false to leave the file untouched, and the result is false. Throws system errors.
 */
export async function replaceFile(
  file: string,
  text: string,
  platform: string,
  only: () => boolean = () => true,
): Promise<boolean> {
  // Loaded at the first write, like the lock: both packages install signal listeners.
  const { default: writeFileAtomic } = await import('write-file-atomic');
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const declined = new Error('declined');
  // Not in the package's types: it accepts `chown: false` and awaits the hook.
  const untyped = (): object => ({
    chown: false,
    tmpfileCreated: async (temporary: string): Promise<void> => {
      await prepare(temporary, text, file);
      if (!only()) throw declined;
    },
  });
  try {
    // A new object each time, because the package writes into it. No second flush: `prepare` has flushed these bytes.
    const write = (): Promise<void> =>
      writeFileAtomic(file, text, { mode: 0o600, fsync: false, ...untyped() });
    await withRenameRetries(write, platform);
  } catch (error) {
    if (error === declined) return false;
    throw error;
  }
  await flushFolder(folder, platform);
  return true;
}

/**
 * Writes the whole content into the temporary file before the package writes the same bytes over it. On a nearly full
 * disk the package takes a short write for a complete one and would rename the half over the good file.
 */
async function prepare(temporary: string, text: string, file: string): Promise<void> {
  // The package opens a predictable name: we reject a link there, and an old leftover may have another mode.
  const handle = await open(temporary, constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const mine = await handle.stat();
    if ((mine.mode & 0o077) !== 0) await handle.chmod(0o600).catch(() => {});
    await handle.writeFile(text);
    await keepOwner(temporary, file);
    // A full disk may report it only here.
    await handle.sync().catch((error: unknown) => {
      if (!NO_FLUSH.has(errnoOf(error) ?? '')) throw error;
    });
  } finally {
    await handle.close();
  }
}

/** When root writes into a user's home (sudo), the new file belongs to that user; for others this changes nothing. */
export async function keepOwner(made: string, besides: string): Promise<void> {
  const owner = await stat(besides)
    .catch(() => stat(path.dirname(besides)))
    .catch(() => undefined);
  if (owner && (await lstat(made)).uid !== owner.uid)
    await lchown(made, owner.uid, owner.gid).catch(() => {});
}

/**
 * Paths of the temporary files of `file` and of the journals beside it (`<file>.journal`, `<file>.<id>.journal`) that are
 * not older than `since` (milliseconds, by the disk's clock).
 */
export async function temporariesOf(file: string, since: number): Promise<readonly string[]> {
  const base = `${path.basename(file)}.`;
  const names = await readdir(path.dirname(file));
  const ours = names.filter(
    (name) => name.startsWith(base) && /^(?:(?:[\w-]+\.)?journal\.)?\d{1,10}$/.test(name.slice(base.length)),
  );
  const paths = ours.map((name) => path.join(path.dirname(file), name));
  const infos = await Promise.all(paths.map((at) => lstat(at).catch(() => undefined)));
  return paths.filter((_, i) => infos[i]?.isFile() && infos[i].mtimeMs >= since);
}

/** Makes a new name in `folder` survive a power cut. Best effort: Windows cannot do this. */
async function flushFolder(folder: string, platform: string): Promise<void> {
  if (platform === 'win32') return;
  // If this fails, the name exists but may not survive a power cut.
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close().catch(() => {});
}

/**
 * Replaces a file (0600) so that a reader sees either the old or the new content. Not flushed to disk, which takes
 * longer than a question: after a power cut the file may be damaged.
 */
export async function replaceUnflushed(file: string, text: string, platform: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${crypto.randomUUID()}.tmp`;
  try {
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
    await withRenameRetries(() => rename(temporary, file), platform);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** The result of `work`, or `otherwise` if the file does not exist. Other errors pass to the caller. */
async function ifThere<T>(work: Promise<T>, otherwise: T): Promise<T> {
  return work.catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return otherwise;
    throw error;
  });
}

export const readIfThere = (file: string): Promise<string | undefined> =>
  ifThere<string | undefined>(readFile(file, 'utf8'), undefined);

export const namesIn = (folder: string): Promise<readonly string[]> => ifThere(readdir(folder), []);

/** False if there was no such file. */
export const removeIfThere = (file: string): Promise<boolean> =>
  ifThere(
    unlink(file).then(() => true),
    false,
  );

const why: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full.',
  EDQUOT: 'The disk quota is used up.',
  EROFS: 'The file system is read-only.',
  EACCES: 'The permissions do not allow it.',
  EPERM: 'The system does not permit it.',
  EISDIR: 'It is a directory.',
  ENOTDIR: 'A part of the path is not a directory.',
  EEXIST: 'A part of the path is not a directory.',
  EBUSY:
    'It is in use, or it is a mount of its own (such as a single file in a container), so it cannot be replaced.',
  ELOOP: 'The path is a loop of symbolic links.',
  EIO: 'The disk reports an error.',
};

const ELSEWHERE = 'set CODEX_OAUTH_AUTH_FILE to a place you can write to';

/** A file system failure as an error with its path and its fix. An AppError passes through. */
export function fileError(error: unknown, file: string, doing: string, or = ELSEWHERE): AppError {
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
        : `Check it with \`ls -ld ${file}\`, or ${or}.`,
    details: { path: file, cause: code },
  });
}
