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

/** Where text goes. */
export type Sink = ReturnType<typeof sinkOf>;

/** A standard stream as a sink. A reader that leaves (EPIPE) is a fact to notice, not an error to die of. */
export function sinkOf(stream: Output) {
  const gone = new AbortController();
  stream.on('error', () => gone.abort());
  const isTTY = stream.isTTY ?? false;
  return {
    /** Writes the text; does nothing once the reader has left (`| head`). */
    write: (text: string): void => {
      if (!gone.signal.aborted) stream.write(redactHeld(text));
    },
    /** True on a terminal: a spinner and questions make sense there only. */
    isTTY,
    colours: isTTY && (stream.getColorDepth?.() ?? 1) > 1,
    /** Width in characters. */
    get columns() {
      // 0 where a terminal does not know its size.
      return stream.columns || 80;
    },
    /** Fires when the reader has left. */
    gone: gone.signal,
    /** Resolves when everything written so far is out of this process. */
    flushed: () =>
      new Promise<void>((resolve) => {
        if (gone.signal.aborted) return resolve();
        gone.signal.addEventListener('abort', () => resolve(), { once: true });
        stream.write('', () => resolve());
      }),
  };
}
