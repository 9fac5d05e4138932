import { cancelled } from '../../system/errors.ts';
import type { Session } from '../session.ts';
import { liveLine } from './live-line.ts';

/** Asks for yes or no on the terminal; anything but yes is no, and Ctrl-C stops the command. */
export function confirm(session: Session, question: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const end = (act: () => void): void => {
      session.signal.removeEventListener('abort', stop);
      line.close();
      act();
    };
    const stop = (): void => end(() => reject(cancelled('Nothing was changed.')));
    const line = liveLine({
      io: session.io,
      prompt: () => `${question} ${session.err.dim('[y/N]')} `,
      onLine: (text) => end(() => resolve(/^y(es)?$/i.test(text.trim()))),
      onInterrupt: session.interrupt,
      onEnd: () => end(() => resolve(false)),
    });
    session.signal.addEventListener('abort', stop, { once: true });
  });
}
