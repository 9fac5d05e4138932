import type { Sink } from '../io.ts';
import type { Paint } from './paint.ts';
import { clip } from './width.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 80;
const ERASE = '\r\u001b[2K';

export function frameAt(ms: number): string {
  return FRAMES[Math.floor(ms / FRAME_MS) % FRAMES.length] ?? '';
}

/** One line that is drawn again and again until it is erased without a trace. */
export interface Spinner {
  /** Erases the line; it is not drawn again. */
  stop(): void;
}

/** Draws `text()` with a turning sign on a terminal; does nothing at all in a pipe. The text must hold no colours. */
export function startSpinner(sink: Sink, paint: Paint, now: () => number, text: () => string): Spinner {
  if (!sink.isTTY) return { stop: () => {} };
  const started = now();
  let drawn = false;
  const draw = (): void => {
    drawn = true;
    // A full line would wrap and could not be erased; the terminal writes ^C behind it, too.
    const line = clip(text(), Math.max(10, sink.columns - 6));
    sink.write(`${ERASE}${paint.cyan(frameAt(now() - started))} ${line}`);
  };
  const timer = setInterval(draw, FRAME_MS);
  return {
    stop: () => {
      clearInterval(timer);
      if (drawn) sink.write(ERASE);
      drawn = false;
    },
  };
}
