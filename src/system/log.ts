import path from 'node:path';
import { redact } from './redact.ts';
import { visible } from './visible.ts';

/** Debug messages, redacted. They go to a file that the user chose, never to stdout. */
export interface Log {
  debug(message: string): void;
  /** Resolves when all messages so far are on disk. */
  flush(): Promise<void>;
  /** Also passes every further message to `listener`, redacted. */
  listen?(listener: (message: string) => void): void;
}

export const silentLog: Log = { debug: () => {}, flush: () => Promise.resolve() };

/** A log that appends redacted lines to `file` (0600) in order, and stops quietly if that fails. */
export function fileLog(file: string, now: () => number, pid: number): Log {
  // Loaded only if the log is on: it would add 4 ms to every start.
  const fs = import('node:fs/promises');
  let tail: Promise<void> = fs.then(async ({ mkdir }) => {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 }).catch(() => {});
  });
  return {
    debug(message) {
      const said = visible(redact(message)).replaceAll('\n', '\\n');
      const line = `${new Date(now()).toISOString()} ${pid} ${said}\n`;
      tail = tail.then(async () => (await fs).appendFile(file, line, { mode: 0o600 })).catch(() => {});
    },
    flush: () => tail,
  };
}

/** A log that can have listeners, whether or not it is written to a file. */
export function audibleLog(base: Log): Log {
  const listeners: ((message: string) => void)[] = [];
  return {
    debug: (message) => {
      base.debug(message);
      for (const listener of listeners) listener(redact(message));
    },
    flush: base.flush,
    listen: (listener) => {
      listeners.push(listener);
    },
  };
}
