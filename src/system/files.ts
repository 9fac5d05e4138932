import { mkdir, readFile, unlink } from 'node:fs/promises';
import path from 'node:path';
import { AppError, errnoOf } from './errors.ts';
import { sleep } from './time.ts';

/** Windows answers these while a scanner or another reader holds the target; a moment later it works. */
const PASSING = new Set(['EPERM', 'EBUSY', 'EACCES']);
const ATTEMPTS = 6;

/** Runs `action` again after a short pause when the system says that a file is briefly held. */
export async function withRenameRetries<T>(
  action: () => Promise<T>,
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

/**
 * Replaces a file so that a reader sees the old or the new content and never a half: temporary file, fsync,
 * rename. The file is 0600; a folder that has to be made is 0700.
 */
export async function replaceFile(file: string, text: string, platform: string): Promise<void> {
  // Loaded on the first write: most starts never write.
  const { default: writeFileAtomic } = await import('write-file-atomic');
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await withRenameRetries(() => writeFileAtomic(file, text, { mode: 0o600, fsync: true }), platform);
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

/** A file system failure as a sentence with its path and its mend. */
export function fileError(error: unknown, file: string, doing: string): AppError {
  const code = errnoOf(error) ?? 'unknown';
  const why: Readonly<Record<string, string>> = {
    ENOSPC: 'The disk is full.',
    EDQUOT: 'The disk quota is used up.',
    EROFS: 'The file system is read-only.',
    EACCES: 'The permissions do not allow it.',
    EPERM: 'The system does not permit it.',
    EISDIR: 'It is a directory.',
    ENOTDIR: 'A part of the path is not a directory.',
    ELOOP: 'The path is a loop of links.',
  };
  return new AppError({
    kind: 'local',
    code: `file.${code.toLowerCase()}`,
    what: `${file} could not be ${doing}.`,
    why: why[code] ?? `The system says ${code}.`,
    mend:
      code === 'ENOSPC' || code === 'EDQUOT'
        ? 'Free some space, then try again.'
        : `Check it with \`ls -ld ${file}\`, or set CODEX_OAUTH_AUTH_FILE to a place you can write to.`,
    details: { path: file, cause: code },
  });
}
