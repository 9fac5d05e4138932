import type { App } from '../app.ts';
import type { Deps } from '../system/deps.ts';
import type { Io, Sink } from './io.ts';
import { createPaint, type Paint } from './text.ts';

/** The streams and the program's own files. */
type Surroundings = Pick<Io, 'stdin' | 'entry' | 'execPath'> & {
  readonly stdout: Sink;
  readonly stderr: Sink;
};

/** What a session is made of; the rest follows from it. */
interface SessionParts {
  readonly io: Surroundings;
  /** Makes the program on first use: `help` works whatever the settings are. */
  readonly app: () => App;
  /** What the program stands on, whatever the settings are: for the commands that judge them. */
  readonly deps: () => Deps;
  readonly json: boolean;
  /** Fires on Ctrl-C and when the reader of stdout has left. */
  readonly signal: AbortSignal;
  /** What Ctrl-C does, for a prompt that reads the terminal raw and sees the key itself. */
  readonly interrupt: () => void;
}

/** What every command gets: the program, the terminal and the way to be stopped. */
export interface Session extends SessionParts {
  /** Colours for stdout and for stderr; each may be a pipe on its own. */
  readonly out: Paint;
  readonly err: Paint;
  /** True where the user can be asked: they read stderr and type on stdin, whatever stdout is. */
  readonly canAsk: boolean;
  /** A result: text on stdout, ended by a newline. */
  print(text: string): void;
  /** Anything else: text on stderr, ended by a newline. */
  note(text: string): void;
  /** The one JSON document of `--json`. */
  document(value: unknown): void;
  /**
   * The work's result, or a rejection as soon as the signal fires. The signal alone is not enough: with
   * `redirect: 'error'` Node 20 and 22 lose it once the request object has been garbage-collected, and a body
   * goes on coming after Ctrl-C.
   */
  orAbort<T>(work: Promise<T>): Promise<T>;
}

/** Completes a session with its colours and its ways to write. */
export function createSession(parts: SessionParts): Session {
  const { io, json, signal } = parts;
  return {
    ...parts,
    out: createPaint(!json && io.stdout.colours),
    err: createPaint(io.stderr.colours),
    canAsk: io.stdin.isTTY === true && io.stderr.isTTY,
    print: (text) => io.stdout.write(`${text}\n`),
    note: (text) => io.stderr.write(`${text}\n`),
    document: (value) => io.stdout.write(`${JSON.stringify(value, null, 2)}\n`),
    orAbort: (work) =>
      new Promise((resolve, reject) => {
        const stop = (): void => reject(new DOMException('aborted', 'AbortError'));
        if (signal.aborted) stop();
        signal.addEventListener('abort', stop, { once: true });
        void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
      }),
  };
}
