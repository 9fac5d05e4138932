import type { Io } from './io.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The real process as an Io; main.ts passes `process` and the path of the script that runs. */
export function processIo(proc: NodeJS.Process, entry: string): Io {
  return {
    argv: proc.argv.slice(2),
    stdin: proc.stdin,
    stdout: proc.stdout,
    stderr: proc.stderr,
    entry,
    execPath: proc.execPath,
    onInterrupt: (fn) => {
      for (const signal of SIGNALS) proc.on(signal, fn);
      return () => {
        for (const signal of SIGNALS) proc.off(signal, fn);
      };
    },
  };
}
