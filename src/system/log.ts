import path from 'node:path';
import { redact } from './redact.ts';
import { visible } from './visible.ts';

/** Debug messages. They go to a file that the user switched on, never to stdout; they are redacted on the way. */
export interface Log {
  debug(message: string): void;
  /** Resolves when everything said so far is on disk. */
  flush(): Promise<void>;
  /** Hands every further message to `listener` as well, redacted. */
  listen?(listener: (message: string) => void): void;
}

export const silentLog: Log = { debug: () => {}, flush: () => Promise.resolve() };

/** A log that appends redacted lines to `file` (0600) in order, and gives up quietly where it cannot. */
export function fileLog(file: string, now: () => number, pid: number): Log {
  // Loaded for a log that is on: every start would pay 4 ms for it.
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

/** A log that can be listened to, whether or not it is written anywhere. */
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
