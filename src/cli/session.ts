import type { App } from '../app.ts';
import type { Deps } from '../system/deps.ts';
import type { Input, Sink } from './io.ts';
import { createPaint, type Paint } from './terminal/paint.ts';

/** The streams and the program's own files. */
export interface Surroundings {
  readonly stdin: Input;
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly entry: string;
  readonly execPath: string;
}

/** What every command gets: the program, the terminal and the way to be stopped. */
export interface Session {
  readonly io: Surroundings;
  /** Makes the program on first use: `help` works whatever the settings are. */
  readonly app: () => App;
  /** What the program stands on, whatever the settings are: for the commands that judge them. */
  readonly deps: () => Deps;
  readonly json: boolean;
  /** Colours for stdout and for stderr; each may be a pipe on its own. */
  readonly out: Paint;
  readonly err: Paint;
  /** Fires on Ctrl-C and when the reader of stdout has left. */
  readonly signal: AbortSignal;
  /** What Ctrl-C does, for a prompt that reads the terminal raw and sees the key itself. */
  readonly interrupt: () => void;
  /** A result: text on stdout, ended by a newline. */
  print(text: string): void;
  /** Anything else: text on stderr, ended by a newline. */
  note(text: string): void;
  /** The one JSON document of `--json`. */
  document(value: unknown): void;
}

/** True where somebody can be asked: they read stderr and type on stdin, whatever stdout is. */
export function canAsk({ stdin, stderr }: Pick<Surroundings, 'stdin' | 'stderr'>): boolean {
  return stdin.isTTY === true && stderr.isTTY;
}

/** What a session is made of; the rest follows from it. */
export type SessionParts = Pick<Session, 'io' | 'app' | 'deps' | 'json' | 'signal' | 'interrupt'>;

/** Completes a session with its colours and its ways to write. */
export function createSession(parts: SessionParts): Session {
  const { io, json } = parts;
  return {
    ...parts,
    out: createPaint(!json && io.stdout.colours),
    err: createPaint(io.stderr.colours),
    print: (text) => io.stdout.write(`${text}\n`),
    note: (text) => io.stderr.write(`${text}\n`),
    document: (value) => io.stdout.write(`${JSON.stringify(value, null, 2)}\n`),
  };
}
