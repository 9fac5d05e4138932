import { spawn, type SpawnOptions } from 'node:child_process';

/** A process that goes on when this one ends. */
export interface Worker {
  /** Resolves when it has ended. */
  readonly exited: Promise<void>;
}

/**
 * Starts a program that outlives this process, and writes `input` to its stdin, where nobody else can read it. Undefined
 * if it cannot be started.
 */
export function startDetached(
  command: string,
  args: readonly string[],
  input: string,
  /** This process's own, unless given. */
  where: Pick<SpawnOptions, 'env' | 'cwd'> = {},
): Promise<Worker | undefined> {
  return new Promise<Worker | undefined>((resolve) => {
    // Throws by itself what is not about the program, such as a sandbox that allows no process.
    const child = spawn(command, args, {
      ...where,
      detached: true,
      windowsHide: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const exited = new Promise<void>((ended) => child.on('exit', () => ended()));
    child.on('error', () => resolve(undefined));
    child.on('spawn', () => resolve({ exited }));
    // It died before it had read everything: its exit says so.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.unref();
  }).catch(() => undefined);
}
