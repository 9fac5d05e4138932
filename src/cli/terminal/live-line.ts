import { Writable } from 'node:stream';
import { createInterface } from 'node:readline';
import type { Input, Sink } from '../io.ts';

const REDRAW_MS = 120;

export interface LiveLineOptions {
  readonly io: { readonly stdin: Input; readonly stderr: Sink };
  /** Drawn before what is typed, again and again; may hold colours. */
  readonly prompt: () => string;
  /** A line was entered. */
  readonly onLine: (line: string) => void;
  /** Ctrl-C: the terminal is in raw mode here, so no signal comes. */
  readonly onInterrupt: () => void;
  /** The input has ended (Ctrl-D): no line will come any more. */
  readonly onEnd?: () => void;
}

export interface LiveLine {
  /** Prints a line; only from within onLine, where the cursor stands on a fresh line. */
  say(text: string): void;
  /** Ends reading and gives the terminal back; may be called twice. */
  close(): void;
}

/**
 * A prompt that changes while the user may type or paste into it. In raw mode, because a terminal's own line
 * editing cuts a pasted line at 1,024 (macOS) or 4,095 characters and would be overdrawn by a spinner.
 */
export function liveLine({ io, prompt, onLine, onInterrupt, onEnd }: LiveLineOptions): LiveLine {
  const { stderr, stdin } = io;
  const output = Object.assign(
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        stderr.write(chunk.toString('utf8'));
        done();
      },
    }),
    { columns: stderr.columns },
  );
  const reader = createInterface({ input: stdin, output, terminal: stderr.isTTY, historySize: 0 });
  let open = true;
  const draw = (): void => {
    output.columns = stderr.columns;
    reader.setPrompt(prompt());
    reader.prompt(true);
  };
  // While something is typed the prompt stands still: readline loses count of wrapped rows when redrawn then.
  const timer = setInterval(() => {
    if (reader.line === '') draw();
  }, REDRAW_MS);
  reader.on('line', (line) => {
    onLine(line);
    if (open) draw();
  });
  reader.on('SIGINT', onInterrupt);
  reader.on('close', () => {
    clearInterval(timer);
    if (open) onEnd?.();
    open = false;
  });
  draw();
  return {
    say: (text) => {
      stderr.write(`${text}\n`);
    },
    close: () => {
      if (!open) return;
      open = false;
      reader.close();
      if (stderr.isTTY) stderr.write('\r\u001b[0J');
    },
  };
}
