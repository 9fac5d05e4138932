import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import type { Deps } from '../system/deps.ts';

/** The signals of this process: what the program below it gets, and how it may end. */
export interface Signals {
  /** Calls `fn` instead of what the signal does; returns what takes it back. */
  listen(signal: NodeJS.Signals, fn: () => void): () => void;
  /** Sends a signal to this very process. */
  send(signal: NodeJS.Signals): void;
}

/** How a program ended. */
export type Ended = { readonly code: number } | { readonly signal: NodeJS.Signals };

/** True if a terminal gives its signals (Ctrl-C, Ctrl-Z) to us and to the program alike. */
function atTerminal(platform: string): boolean {
  if (platform === 'win32') return true;
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs a program in our place: the terminal and the streams are its own, and a signal to us is one to it. Resolves when
 * it has ended; rejects with the system's error if it does not start.
 */
export async function runInPlace(
  file: string,
  args: readonly string[],
  { env, platform, signals }: Pick<Deps, 'env' | 'platform'> & { readonly signals: Signals },
): Promise<Ended> {
  const shared = atTerminal(platform);
  const child = spawn(file, args, { stdio: 'inherit', env });
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  const direct: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP'];
  const keys: readonly NodeJS.Signals[] = platform === 'win32' ? ['SIGINT'] : ['SIGINT', 'SIGQUIT'];
  const ends = [
    ...direct.map((signal) => signals.listen(signal, () => pass(signal))),
    // From the terminal it has it already, and a second Ctrl-C means more than one.
    ...keys.map((signal) => signals.listen(signal, () => (shared ? undefined : pass(signal)))),
  ];
  if (platform !== 'win32') {
    let unlisten = (): void => {};
    const pause = (): void => {
      if (!shared) pass('SIGTSTP');
      // By its own effect, which a group without a shell does not have.
      unlisten();
      signals.send('SIGTSTP');
      unlisten = signals.listen('SIGTSTP', pause);
    };
    unlisten = signals.listen('SIGTSTP', pause);
    ends.push(() => unlisten());
    ends.push(signals.listen('SIGCONT', () => pass('SIGCONT')));
  }
  try {
    // Rejects if an error comes first.
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return signal === null ? { code: code ?? 1 } : { signal };
  } finally {
    for (const end of ends) end();
  }
}
