import { existsSync, readFileSync, renameSync } from 'node:fs';
import { chmod, chown, readlink, realpath, stat, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Deps } from '../system/deps.ts';
import { AppError, errnoOf } from '../system/errors.ts';
import { withRenameRetries } from '../system/files.ts';
import { tryLock, type LockDeps } from '../system/lock.ts';

export type ReplaceDeps = LockDeps & Pick<Deps, 'sleep'>;

/** How long a writer waits for our other processes: each takes milliseconds. */
const LOCK_WAIT_MS = 30_000;
/** How often a change is retried because another program changed the file in between. */
const ATTEMPTS = 20;
/** An empty or invalid file may be in the middle of another program's write. */
const HALF_WRITTEN_MS = 150;

/** The new text; undefined if there is nothing to do; or why it is impossible. */
type Change = (text: string | undefined) => string | AppError | undefined;

/** The target of a path, even if its last link points to a file that does not exist yet. */
export async function behindLinks(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
    const link = await readlink(file).catch(() => undefined);
    if (link === undefined) return file;
    return behindLinks(path.resolve(await realpath(path.dirname(file)), link));
  }
}

/**
 * Changes another program's file; `done` is false if there was nothing to do. Replaces only the text that `change`
 * has seen: our own processes wait at a lock. Other programs do not know the lock, so the text is compared again
 * synchronously just before the rename. The new file is already on disk by then, with its mode and owner.
 */
export async function changeFile(d: ReplaceDeps, target: string, change: Change) {
  // Not `<file>.lock`: a program that uses that lock for its own file could be blocked by a leftover card of ours.
  const ours = `${target}.codex-oauth`;
  const began = performance.now();
  for (;;) {
    const attempt = await tryLock(d, ours, true);
    if (attempt.kind === 'busy' && performance.now() - began < LOCK_WAIT_MS) {
      await d.sleep(10 + (d.randomBytes(1)[0] ?? 0) / 8);
      continue;
    }
    // A name that the lock removes after its holder died (system/lock.ts).
    const temporary = `${ours}.${Buffer.from(d.randomBytes(4)).readUInt32BE()}`;
    try {
      return await replace(d, target, temporary, change);
    } finally {
      await unlink(temporary).catch(() => {});
      if (attempt.kind === 'held') await attempt.lock.release();
    }
  }
}

async function replace(d: ReplaceDeps, target: string, temporary: string, change: Change) {
  let doubted: string | undefined;
  for (let i = 0; i < ATTEMPTS; i += 1) {
    const found = textNow(target);
    const text = change(found);
    if (doubted !== found && (text instanceof AppError || found?.trim() === '')) {
      doubted = found;
      await d.sleep(HALF_WRITTEN_MS);
      continue;
    }
    if (text instanceof AppError) throw text;
    if (text === undefined) return { found, done: false };
    await writeFile(temporary, text, { mode: 0o600, flush: true });
    if (found !== undefined) {
      const { uid, gid, mode } = await stat(target);
      await chown(temporary, uid, gid);
      await chmod(temporary, mode);
    }
    const swap = async (): Promise<boolean> => {
      if (textNow(target) !== found) return false;
      renameSync(temporary, target);
      return true;
    };
    if (await withRenameRetries(swap, d.platform)) return { found, done: true };
    await d.sleep(d.randomBytes(1)[0] ?? 0);
  }
  throw new AppError({
    kind: 'local',
    code: 'setup.contended',
    what: `${target} was not changed.`,
    why: 'Another program keeps changing it.',
    fix: 'Close that program and run this command again.',
    details: { path: target },
  });
}

const textNow = (file: string): string | undefined =>
  existsSync(file) ? readFileSync(file, 'utf8') : undefined;
