import type { AppError } from '../system/errors.ts';
import type { HeldLock } from '../system/lock.ts';
import type { AuthFileState } from './auth-file.ts';
import type { LoginRecord } from './login-record.ts';
import { tidy, type RefresherDeps } from './refresh-deps.ts';

export interface HeldLogin {
  readonly login: LoginRecord;
  readonly problem: AppError;
  readonly lock: HeldLock | undefined;
  /** True where the disk holds what this login replaces; anything else there is newer than ours. */
  readonly mayReplace: (found: LoginRecord | undefined) => boolean;
}

/** A login that the disk has not taken: the newest there is, in use, and written as soon as the disk takes it. */
export interface Unsaved {
  held(): HeldLogin | undefined;
  hold(login: Omit<HeldLogin, 'mayReplace'>, mayReplace: HeldLogin['mayReplace']): void;
  /** Forgets it: it has been written, or replaced by something newer. */
  drop(): void;
  /** Tries the disk again. Never throws. */
  tryToSave(): Promise<void>;
  /** The state that counts when `state` is on disk; undefined where that is the disk's. Takes the chance to write. */
  over(state: AuthFileState): Promise<AuthFileState | undefined>;
}

/** The first try after this time, then after twice as long, up to a minute. Milliseconds. */
const FIRST_TRY_MS = 2_000;
const LAST_TRY_MS = 60_000;

export function holdUnsaved(d: RefresherDeps): Unsaved {
  let held: HeldLogin | undefined;
  let saving: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const drop = (): void => {
    clearTimeout(timer);
    const before = held;
    held = undefined;
    before?.lock?.release();
  };

  const save = async (): Promise<void> => {
    if (!held) return;
    const mine = held;
    try {
      const done = await d.file.write(mine.login, {
        only: (found) => held === mine && mine.mayReplace(found),
        ...(mine.lock ? { nonce: mine.lock.nonce } : {}),
      });
      if (held !== mine) return;
      d.log.debug(done ? 'the login in memory is on disk' : 'the login in memory has been replaced');
      if (done) await d.journal.forget();
      await tidy(d, mine.lock);
      drop();
    } catch (error) {
      d.log.debug(`still unsaved: ${error instanceof Error ? error.message : 'unknown'}`);
    }
  };

  const tryToSave = (): Promise<void> => {
    saving ??= save().finally(() => {
      saving = undefined;
    });
    return saving;
  };

  const schedule = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      void tryToSave().then(() => {
        if (held) schedule(Math.min(LAST_TRY_MS, ms * 2));
      });
    }, ms);
    timer.unref();
  };

  return {
    held: () => held,
    hold: (login, mayReplace) => {
      if (held && held.lock !== login.lock) held.lock?.release();
      held = { ...login, mayReplace };
      schedule(FIRST_TRY_MS);
    },
    drop,
    tryToSave,
    over: async (state) => {
      if (!held) return undefined;
      const { login, mayReplace } = held;
      if (state.kind !== 'broken' && !mayReplace(state.kind === 'login' ? state.login : undefined)) {
        drop();
        return undefined;
      }
      await tryToSave();
      return { kind: 'login', login, others: {} };
    },
  };
}
