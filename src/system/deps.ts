import type { Fetch } from './fetch.ts';
import type { Log } from './log.ts';
import type { Worker } from './worker.ts';
import type { Face } from './wording.ts';

declare const __VERSION__: string;

/** This program's version, set by the build from package.json. */
export const VERSION: string = typeof __VERSION__ === 'string' ? __VERSION__ : 'dev';

/**
 * Everything impure that the program uses, created once in main.ts. Tests pass their own; only main.ts uses
 * `process`, the global fetch or the real clock.
 */
export interface Deps {
  /** The audience: the server talks to an assistant, the command line to a terminal. */
  readonly face: Face;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly arch: string;
  readonly osRelease: string;
  readonly nodeVersion: string;
  readonly pid: number;
  /** True while a process with this id exists on this machine. */
  readonly processAlive: (pid: number) => boolean;
  /** The real user id, or undefined on systems without one (Windows). */
  readonly uid: number | undefined;
  readonly home: string;
  readonly cwd: string;
  /** Follows the proxy settings; every request of the program goes through it. */
  readonly fetch: Fetch;
  /** Milliseconds since the epoch by this machine's clock. */
  readonly now: () => number;
  /** Resolves after `ms`; rejects with an AbortError when the signal fires first. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** `size` cryptographically random bytes. */
  readonly randomBytes: (size: number) => Uint8Array;
  /** Opens a URL in the user's browser. Rejects if that fails. */
  readonly openBrowser: (url: string) => Promise<void>;
  /** Starts this program once more, detached, and gives it `input`; undefined if that fails. Only a server has it. */
  readonly startWorker?: (input: string) => Promise<Worker | undefined>;
  readonly log: Log;
}
