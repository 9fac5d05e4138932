import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from './errors.ts';

/** A holder that gives no sign of life for this long may be taken over. Milliseconds. */
export const LOCK_STALE_MS = 8_000;
const HEARTBEAT_MS = 2_000;

export interface HeldLock {
  /** False once another process has taken the lock over, while this one slept or stalled. */
  readonly intact: boolean;
  release(): Promise<void>;
}

/** `busy`: another process holds it. `refused`: the file system does not allow a lock here. */
export type LockAttempt =
  | { readonly kind: 'held'; readonly lock: HeldLock }
  | { readonly kind: 'busy' }
  | { readonly kind: 'refused'; readonly error: unknown };

/**
 * One attempt at the lock beside `file` (`<file>.lock`, a directory: mkdir is atomic on every file system).
 * The library is loaded on first use because it installs signal listeners.
 */
export async function tryLock(file: string, onCompromised: (error: Error) => void): Promise<LockAttempt> {
  const { default: lockfile } = await import('proper-lockfile');
  let intact = true;
  try {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
    const release = await lockfile.lock(file, {
      realpath: false,
      retries: 0,
      stale: LOCK_STALE_MS,
      update: HEARTBEAT_MS,
      // The default throws from a timer and would end the process.
      onCompromised: (error) => {
        intact = false;
        onCompromised(error);
      },
    });
    return {
      kind: 'held',
      lock: {
        get intact() {
          return intact;
        },
        release: () => release().catch(() => {}),
      },
    };
  } catch (error) {
    return errnoOf(error) === 'ELOCKED' ? { kind: 'busy' } : { kind: 'refused', error };
  }
}
