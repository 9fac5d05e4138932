import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { usageError } from './command.ts';
import type { Sink } from './io.ts';
import type { Session } from './session.ts';
import { clip, wrap, type Paint } from './text.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 80;
const ERASE = '\r\u001b[2K';

export function frameAt(ms: number): string {
  return FRAMES[Math.floor(ms / FRAME_MS) % FRAMES.length] ?? '';
}

/**
 * Draws `text()` with a spinner on one line until the returned function erases it; does nothing in a pipe. The text
 * must not contain colours.
 */
export function startSpinner(sink: Sink, paint: Paint, now: () => number, text: () => string): () => void {
  if (!sink.redraws) return () => {};
  const started = now();
  let drawn = false;
  const timer = setInterval(() => {
    drawn = true;
    // A full line would wrap and could not be erased; also leave space for the terminal's ^C.
    const line = clip(text(), Math.max(1, sink.columns - 6));
    sink.write(`${ERASE}${paint.cyan(frameAt(now() - started))} ${line}`);
  }, FRAME_MS);
  return () => {
    clearInterval(timer);
    if (drawn) sink.write(ERASE);
    drawn = false;
  };
}

const REDRAW_MS = 120;

/**
 * A prompt that changes while the user may type or paste into it; the returned function ends it and may be called
 * twice. `prompt` is redrawn before the typed text and may contain colours; `onLine` may print, because the cursor is
 * on a fresh line; Ctrl-D calls `onEnd`, and no more lines follow. Uses raw mode, because a terminal's own line
 * editing cuts a pasted line at 1,024 (macOS) or 4,095 characters, and a spinner would overwrite it.
 */
export function liveLine(
  { io, interrupt }: Session,
  prompt: () => string,
  onLine: (line: string) => void,
  onEnd: () => void,
): () => void {
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
  const shown = (): string => `${wrap(prompt().trimEnd(), stderr.columns)} `;
  let open = true;
  let drawn = false;
  const draw = (): void => {
    output.columns = stderr.columns;
    reader.setPrompt(shown());
    reader.prompt(true);
    drawn = true;
  };
  // Do not redraw while the user types: readline then loses count of wrapped rows.
  const timer = setInterval(() => {
    if (stderr.redraws && reader.line === '' && shown() !== reader.getPrompt()) draw();
  }, REDRAW_MS);
  reader.on('line', (line) => {
    drawn = false;
    onLine(line);
    if (open) draw();
  });
  // In raw mode Ctrl-C is a key, and no signal comes.
  reader.on('SIGINT', interrupt);
  reader.on('close', () => {
    clearInterval(timer);
    if (open) onEnd();
    open = false;
  });
  draw();
  return () => {
    if (!open) return;
    open = false;
    const above = drawn ? reader.getCursorPos().rows : 0;
    reader.close();
    if (stderr.redraws) stderr.write(`\r${above > 0 ? `\u001b[${above}A` : ''}\u001b[0J`);
  };
}

/** Throws where `confirm` cannot ask: without a terminal, and with --json. */
export function assertCanAsk(session: Session, name: string): void {
  if (session.canAsk && !session.json) return;
  throw usageError(
    `\`codex-oauth ${name}\` needs --yes here.`,
    session.json
      ? '--json cannot ask for confirmation.'
      : 'Without a terminal it cannot ask for confirmation.',
    `Run \`codex-oauth ${name} --yes\`.`,
  );
}

/** Asks for yes or no on the terminal; anything but yes is no. Ctrl-C rejects. */
export async function confirm(session: Session, question: string): Promise<boolean> {
  let close = (): void => {};
  const answered = new Promise<boolean>((resolve) => {
    const answer = (yes: boolean): void => {
      // Immediately, so that the prompt is not redrawn.
      close();
      resolve(yes);
    };
    close = liveLine(
      session,
      () => `${question} ${session.err.dim('[y/N]')}`,
      (text) => answer(/^y(es)?$/i.test(text.trim())),
      () => answer(false),
    );
  });
  return session.orAbort(answered).finally(() => close());
}
