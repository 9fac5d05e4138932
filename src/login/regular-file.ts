import { constants, type Stats } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import type { Deps } from '../system/deps.ts';
import { errnoOf } from '../system/errors.ts';

/** `uid`: the real user id. */
export type FileFacts = Pick<Deps, 'platform' | 'uid'>;

export type Found =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly permissions: 'fine' | 'tightened' | 'loose';
    }
  /** `why` is a clause: "it is a directory". Without its own `fix` the file has to be moved away. */
  | { readonly kind: 'wrong'; readonly why: string; readonly fix?: string | undefined };

/** A token file is a few kilobytes; anything larger than this is something else. Bytes. */
const LIMIT = 1_048_576;
/** Not there on Windows. */
const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const NO_BLOCK = constants.O_NONBLOCK ?? 0;

/**
 * Reads a file of secrets after checking its type: follows no link, does not block on a FIFO, rejects another user's
 * file. Tightens permissions that let others in to 0600. Throws system errors.
 */
export async function readRegular(file: string, { platform, uid }: FileFacts): Promise<Found> {
  let handle: FileHandle | undefined;
  try {
    const wrong = wrongWith(await lstat(file));
    if (wrong) return wrong;
    handle = await open(file, constants.O_RDONLY | NO_FOLLOW | NO_BLOCK);
    // Checked again on the open file: it may have been replaced since the first check.
    const info = await handle.stat();
    const wrongNow = wrongWith(info);
    if (wrongNow) return wrongNow;
    if (uid !== undefined && uid !== 0 && info.uid !== uid)
      return {
        kind: 'wrong',
        why: `it belongs to another user (uid ${info.uid})`,
        fix: `Take it over (\`sudo chown ${uid} ${file}\`), or set CODEX_OAUTH_AUTH_FILE to a file of your own.`,
      };
    const exposed = platform !== 'win32' && (info.mode & 0o077) !== 0;
    const permissions = exposed ? await tighten(handle) : 'fine';
    return { kind: 'text', text: await handle.readFile('utf8'), permissions };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { kind: 'absent' };
    throw error;
  } finally {
    await handle?.close();
  }
}

function wrongWith(info: Stats): Found | undefined {
  const because = (why: string, fix?: string): Found => ({ kind: 'wrong', why, fix });
  if (info.isSymbolicLink())
    return because(
      'it is a symbolic link',
      'Replace the link by the file itself, or point CODEX_OAUTH_AUTH_FILE at its target.',
    );
  if (info.isDirectory()) return because('it is a directory');
  if (!info.isFile()) return because('it is not a regular file');
  return info.size > LIMIT ? because(`it is larger than ${Math.round(LIMIT / 1024)} KB`) : undefined;
}

async function tighten(handle: FileHandle): Promise<'tightened' | 'loose'> {
  try {
    await handle.chmod(0o600);
    return 'tightened';
  } catch {
    // On a read-only disk, for example. The login still works; `loose` reports that others can read it.
    return 'loose';
  }
}
