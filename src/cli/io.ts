import { fstatSync, writeSync } from 'node:fs';
import { errnoOf } from '../system/errors.ts';
import type { Signals } from '../recorder/run.ts';
import { redactHeld } from '../system/redact.ts';

/** The part of a process's standard stream that we use; tests pass their own. */
export interface Output {
  write(text: string, done?: (error?: Error | null) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  /** Bits per pixel as Node sees it: TERM, NO_COLOR and FORCE_COLOR are in it; 1 means no colours. */
  getColorDepth?(): number;
}

/** The command line's view of the process; only main.ts creates one from the real `process`. */
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
  /** For a command that runs another program in this one's place. */
  readonly signals: Signals;
  /** Calls `fn` on Ctrl-C (and on a request to end) instead of dying; returns what takes it back. */
  onInterrupt(fn: () => void): () => void;
}

/** A stream that writes every byte or throws: for a file on a full disk Node silently drops the rest. */
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

/** Error codes of a write whose reader has gone, here and on Windows. */
const LEFT = ['EPIPE', 'EOF', 'ECONNRESET', 'ERR_STREAM_DESTROYED'];

/** A standard stream as a sink. A reader that leaves (EPIPE) is recorded, not thrown. */
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
    /** Writes the text; does nothing once the reader has left (`| head`). `secret`: it may contain a held secret. */
    write: (text: string, secret = false): void => {
      if (gone.signal.aborted) return;
      // Writes to a file are synchronous and throw.
      try {
        stream.write(secret ? text : redactHeld(text));
      } catch (error) {
        end(error);
      }
    },
    /** True on a terminal: a spinner and questions make sense there only. */
    isTTY,
    /** False on a terminal that can only append, where nothing can be redrawn. */
    redraws: isTTY && env['TERM'] !== 'dumb',
    // Node knows no colour depth for a pipe, so we apply its rules for FORCE_COLOR here.
    colours: isTTY ? (stream.getColorDepth?.() ?? 1) > 1 : /^([123]|true|)$/.test(env['FORCE_COLOR'] ?? 'no'),
    /** Width in characters. */
    get columns() {
      // 0 if a terminal does not know its size.
      return stream.columns || 80;
    },
    /** Fires when nothing can be written any more. */
    gone: gone.signal,
    /** The error code, unless the reader has gone: `ENOSPC`. */
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
