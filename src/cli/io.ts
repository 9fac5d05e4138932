import { fstatSync, writeSync } from 'node:fs';
import { errnoOf } from '../system/errors.ts';
import { redactHeld } from '../system/redact.ts';

/** A standard stream as the process has it; a test passes less. */
export interface Output {
  write(text: string, done?: (error?: Error | null) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** Bits per pixel as Node sees it: TERM, NO_COLOR and FORCE_COLOR are in it; 1 means no colours. */
  getColorDepth?(): number;
}

/** The process as the command line sees it; only main.ts makes one from the real `process`. */
export interface Io {
  readonly env: NodeJS.ProcessEnv;
  /** Arguments without the program and the script. */
  readonly argv: readonly string[];
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
  /** The running script, which the demo starts again as a server, and the Node that runs it. */
  readonly entry: string;
  readonly execPath: string;
  /** Calls `fn` on Ctrl-C (and on a request to end) instead of dying; returns what takes it back. */
  onInterrupt(fn: () => void): () => void;
}

/** A stream whose every byte arrives, or the write throws: of a file on a full disk Node drops the rest unsaid. */
export function wholly(stream: Output & { readonly fd: number }): Output {
  if (stream.isTTY || !fstatSync(stream.fd).isFile()) return stream;
  return {
    write: (text, done) => {
      let rest = Buffer.from(text);
      while (rest.length > 0) rest = rest.subarray(writeSync(stream.fd, rest));
      done?.();
    },
    on: () => undefined,
  };
}

/** Where text goes. */
export type Sink = ReturnType<typeof sinkOf>;

/** What a write to a reader that has left fails with, here and on Windows. */
const LEFT = ['EPIPE', 'EOF', 'ECONNRESET', 'ERR_STREAM_DESTROYED'];

/** A standard stream as a sink. A reader that leaves (EPIPE) is a fact to notice, not an error to die of. */
export function sinkOf(stream: Output, env: NodeJS.ProcessEnv = {}) {
  const gone = new AbortController();
  let failure: string | undefined;
  const end = (error: unknown): void => {
    const code = errnoOf(error) ?? 'unknown';
    if (!LEFT.includes(code)) failure ??= code;
    gone.abort();
  };
  stream.on('error', end);
  const isTTY = stream.isTTY ?? false;
  return {
    /** Writes the text; does nothing once the reader has left (`| head`). */
    write: (text: string): void => {
      if (gone.signal.aborted) return;
      // To a file it is written at once, and throws.
      try {
        stream.write(redactHeld(text));
      } catch (error) {
        end(error);
      }
    },
    /** True on a terminal: a spinner and questions make sense there only. */
    isTTY,
    /** False on a terminal that only appends: nothing can be drawn over there. */
    redraws: isTTY && env['TERM'] !== 'dumb',
    // Of a pipe Node knows no depth, so its reading of FORCE_COLOR is repeated.
    colours: isTTY ? (stream.getColorDepth?.() ?? 1) > 1 : /^([123]|true|)$/.test(env['FORCE_COLOR'] ?? 'no'),
    /** Width in characters. */
    get columns() {
      // 0 where a terminal does not know its size.
      return stream.columns || 80;
    },
    /** Fires when nothing can be written any more. */
    gone: gone.signal,
    /** Why, where it is not that the reader has left: `ENOSPC`. */
    failure: () => failure,
    /** Resolves when everything written so far is out of this process. */
    flushed: () =>
      new Promise<void>((resolve) => {
        if (gone.signal.aborted) return resolve();
        gone.signal.addEventListener('abort', () => resolve(), { once: true });
        stream.write('', () => resolve());
      }),
  };
}
