import type { App } from '../app.ts';
import type { Deps } from '../system/deps.ts';
import { orAborted } from '../system/time.ts';
import { visible, visibleJson } from '../system/visible.ts';
import type { Io, Sink } from './io.ts';
import { createPaint, wrap } from './text.ts';

/** What a session is made of; the rest follows from it. */
interface SessionParts {
  readonly io: Pick<Io, 'stdin' | 'entry' | 'execPath' | 'signals'> & {
    readonly stdout: Sink;
    readonly stderr: Sink;
  };
  /** Creates the program on first use, so that `help` works whatever the settings are. */
  readonly app: () => App;
  /** The program's dependencies, whatever the settings: for commands that check the settings. */
  readonly deps: () => Deps;
  readonly json: boolean;
  /** In a pipe: text unchanged, including hidden characters. Never on a terminal, which would execute them. */
  readonly raw: boolean;
  /** Fires on Ctrl-C and when the reader of stdout has left. */
  readonly signal: AbortSignal;
  /** What Ctrl-C does, for a prompt that reads the terminal raw and sees the key itself. */
  readonly interrupt: () => void;
  /** From now on signals are for the command to handle. */
  readonly standBack: () => void;
}

/** Text whose lines stay as they are: an answer, a configuration to copy. */
export type Verbatim = Readonly<Record<'asIs', string>>;

/** What every command gets: the program, the terminal and the stop signal. */
export type Session = ReturnType<typeof createSession>;

/** Completes a session with its colours and its ways to write. */
export function createSession(parts: SessionParts) {
  const { io, json, signal } = parts;
  const raw = parts.raw && !io.stdout.isTTY;
  /** In a pipe a line is a line. */
  const fitted = (text: string, sink: Sink): string => (sink.isTTY ? wrap(text, sink.columns) : text);
  return {
    ...parts,
    /** Colours for stdout and for stderr; each may be a pipe on its own. */
    out: createPaint(!json && io.stdout.colours),
    err: createPaint(io.stderr.colours),
    /** True if the user can be asked: they read stderr and type on stdin, whatever stdout is. */
    canAsk: io.stdin.isTTY === true && io.stderr.isTTY,
    /** The result, on stdout: with `--json` the one document, else the texts, prose at the terminal's width. */
    show: (document: unknown, ...texts: readonly (string | Verbatim)[]) => {
      const shown = json
        ? [raw ? JSON.stringify(document, null, 2) : visibleJson(document, 2)]
        : texts.map((text) => (typeof text === 'string' ? fitted(text, io.stdout) : text.asIs));
      for (const text of shown) if (text !== undefined) io.stdout.write(`${text}\n`);
    },
    /** A secret that the user has asked for: the only output in which none is masked. */
    give: (document: unknown, secret: string) =>
      io.stdout.write(`${json ? JSON.stringify(document, null, 2) : secret}\n`, true),
    /** Anything else: prose on stderr, ended by a newline. */
    note: (text: string) => io.stderr.write(`${fitted(text, io.stderr)}\n`),
    raw,
    /** Text from a server or a file, for stdout. */
    foreign: (text: string): Verbatim => ({ asIs: raw ? text : visible(text) }),
    /**
     * The work's result, or a rejection as soon as the signal fires. The signal alone is not enough: with `redirect:
     * 'error'` Node 20 and 22 lose it once the request object is garbage-collected, and the body continues after
     * Ctrl-C.
     */
    orAbort: <T>(work: Promise<T>) => orAborted(work, signal),
  };
}
