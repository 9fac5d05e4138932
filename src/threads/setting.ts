import { AppError } from '../system/errors.ts';

/** Whether threads are kept, and for how long after their last turn. */
export interface ThreadSetting {
  readonly enabled: boolean;
  /** Days; `Infinity` for ever. Also counts for large answers that were written to a file. */
  readonly retentionDays: number;
}

const DEFAULT_DAYS = 30;
const MAX_DAYS = 36_500;

/** Reads CODEX_OAUTH_THREADS: `off`, a number of days, or `forever`. Throws an `input` error for anything else. */
export function readThreadSetting(value: string | undefined): ThreadSetting {
  const text = value?.trim().toLowerCase() ?? '';
  if (text === '') return { enabled: true, retentionDays: DEFAULT_DAYS };
  if (text === 'off') return { enabled: false, retentionDays: DEFAULT_DAYS };
  if (text === 'forever') return { enabled: true, retentionDays: Number.POSITIVE_INFINITY };
  const days = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (days >= 1 && days <= MAX_DAYS) return { enabled: true, retentionDays: days };
  throw new AppError({
    kind: 'input',
    code: 'settings.invalid',
    what: 'CODEX_OAUTH_THREADS has a value that cannot be used.',
    why: `"${text.slice(0, 40)}" is neither off, nor forever, nor a whole number of days from 1 to ${MAX_DAYS}.`,
    fix: `Set it to off, forever or a number of days such as ${DEFAULT_DAYS}, or unset it.`,
    details: { setting: 'CODEX_OAUTH_THREADS' },
  });
}
