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
  | { readonly kind: 'wrong'; readonly what: 'link' | 'directory' | 'special' }
  | { readonly kind: 'wrong'; readonly what: 'huge'; readonly limit: number }
  | { readonly kind: 'wrong'; readonly what: 'foreign'; readonly owner: number };

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
    if (info.isSymbolicLink()) return { kind: 'wrong', what: 'link' };
    if (info.isDirectory()) return { kind: 'wrong', what: 'directory' };
    if (!info.isFile()) return { kind: 'wrong', what: 'special' };
    const handle = await open(file, constants.O_RDONLY | NO_FOLLOW | NO_BLOCK);
    try {
      return await readHandle(handle, facts);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { kind: 'absent' };
    throw error;
  }
}

async function readHandle(handle: FileHandle, facts: FileFacts): Promise<Found> {
  // Looked at again: what was there a moment ago may have been exchanged.
  const info = await handle.stat();
  if (!info.isFile()) return { kind: 'wrong', what: 'special' };
  const { uid } = facts;
  if (uid !== undefined && uid !== 0 && info.uid !== uid)
    return { kind: 'wrong', what: 'foreign', owner: info.uid };
  if (info.size > LIMIT) return { kind: 'wrong', what: 'huge', limit: LIMIT };
  const open = facts.platform !== 'win32' && (info.mode & 0o077) !== 0;
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
