import { constants } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { errnoOf } from '../system/errors.ts';

export interface FileFacts {
  readonly platform: string;
  /** The real user id, or undefined where the system has none (Windows). */
  readonly uid: number | undefined;
}

export type Found =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly permissions: 'fine' | 'tightened' | 'loose';
    }
  /** `why` is a clause: "it is a directory". Without a fix of its own it has to be moved away. */
  | { readonly kind: 'wrong'; readonly why: string; readonly fix?: string };

/** A file of tokens is a few kilobytes; what is larger than this is something else. Bytes. */
const LIMIT = 1_048_576;
/** Not there on Windows. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const NO_BLOCK = constants.O_NONBLOCK ?? 0;

/**
 * Reads a file that holds secrets, after a look at what it is: no link is followed, a FIFO does not block, a file
 * of another user is not believed. Permissions that let others in are tightened to 0600. Throws system errors.
 */
export async function readRegular(file: string, facts: FileFacts): Promise<Found> {
  try {
    const info = await lstat(file);
    if (info.isSymbolicLink())
      return {
        kind: 'wrong',
        why: 'it is a symbolic link',
        fix: 'Replace the link by the file itself, or point CODEX_OAUTH_AUTH_FILE at its target.',
      };
    if (info.isDirectory()) return { kind: 'wrong', why: 'it is a directory' };
    if (!info.isFile()) return { kind: 'wrong', why: 'it is not a regular file' };
    const handle = await open(file, constants.O_RDONLY | NO_FOLLOW | NO_BLOCK);
    try {
      return await readHandle(handle, file, facts);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { kind: 'absent' };
    throw error;
  }
}

async function readHandle(handle: FileHandle, file: string, { platform, uid }: FileFacts): Promise<Found> {
  // Looked at again: what was there a moment ago may have been exchanged.
  const info = await handle.stat();
  if (!info.isFile()) return { kind: 'wrong', why: 'it is not a regular file' };
  if (uid !== undefined && uid !== 0 && info.uid !== uid)
    return {
      kind: 'wrong',
      why: `it belongs to another user (uid ${info.uid})`,
      fix: `Take it over (\`sudo chown ${uid} ${file}\`), or set CODEX_OAUTH_AUTH_FILE to a file of your own.`,
    };
  if (info.size > LIMIT) return { kind: 'wrong', why: `it is larger than ${Math.round(LIMIT / 1024)} KB` };
  const open = platform !== 'win32' && (info.mode & 0o077) !== 0;
  const permissions = open ? await tighten(handle) : 'fine';
  return { kind: 'text', text: await handle.readFile('utf8'), permissions };
}

async function tighten(handle: FileHandle): Promise<'tightened' | 'loose'> {
  try {
    await handle.chmod(0o600);
    return 'tightened';
  } catch {
    // A read-only disk, say. The login works all the same; that others can read it is said.
    return 'loose';
  }
}
