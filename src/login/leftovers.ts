import { lstat, readdir, unlink } from 'node:fs/promises';
import path from 'node:path';
import { temporaryName } from '../system/files.ts';

/** No writer needs longer than this for one small file. Milliseconds. */
const OLD_MS = 3_600_000;

/**
 * Removes the temporary files of writers that were killed: they hold tokens. Only what is named like ours, is a
 * regular file and belongs to us; the ones of `nonces` at once, any other when it is an hour old. Never throws.
 */
export async function sweepTemporaries(
  file: string,
  nonces: readonly string[],
  now: number,
  uid: number | undefined,
): Promise<void> {
  const folder = path.dirname(file);
  const known = new Set(nonces.map((nonce) => path.basename(temporaryName(file, nonce))));
  const names = await readdir(folder).catch(() => []);
  const base = `${path.basename(file)}.`;
  for (const name of names) {
    const middle = name.startsWith(base) ? name.slice(base.length) : '';
    if (!/^[A-Za-z0-9_-]{16}\.tmp$/.test(middle)) continue;
    const full = path.join(folder, name);
    try {
      const info = await lstat(full);
      const ours = info.isFile() && (uid === undefined || info.uid === uid);
      if (ours && (known.has(name) || now - info.mtimeMs > OLD_MS)) await unlink(full);
    } catch {
      // Gone already, or in use: the next write looks again.
    }
  }
}
