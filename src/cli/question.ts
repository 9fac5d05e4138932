import type { Input } from './io.ts';
import { usageError } from './usage.ts';

/** More than any model's context window takes; a pipe without an end must not fill the memory. */
const MAX_BYTES = 16 * 1024 * 1024;

/** The words of the command line, then a blank line, then what was piped in; either may be missing. */
export function joinQuestion(words: readonly string[], piped: string): string {
  return [words.join(' ').trim(), piped.trim()].filter((part) => part !== '').join('\n\n');
}

/** Everything on stdin; '' on a terminal, where nobody pipes. Rejects when the signal fires. */
export async function readPiped(stdin: Input, signal: AbortSignal): Promise<string> {
  if (stdin.isTTY === true) return '';
  const chunks: Buffer[] = [];
  let size = 0;
  await new Promise<void>((resolve, reject) => {
    const end = (act: () => void): void => {
      stdin.off('data', onData).off('end', onEnd).off('error', onError);
      signal.removeEventListener('abort', onAbort);
      stdin.pause();
      act();
    };
    const onAbort = (): void => end(() => reject(new DOMException('aborted', 'AbortError')));
    const onEnd = (): void => end(resolve);
    const onError = (error: Error): void => end(() => reject(error));
    const onData = (chunk: Buffer | string): void => {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      chunks.push(bytes);
      if (size <= MAX_BYTES) return;
      end(() =>
        reject(
          usageError(
            'The piped text is too long.',
            `It has more than ${MAX_BYTES / 1024 / 1024} MB; no model takes that much.`,
            'Pipe less: the part that matters, or a summary.',
          ),
        ),
      );
    };
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    stdin.on('data', onData).on('end', onEnd).on('error', onError);
  });
  return Buffer.concat(chunks).toString('utf8');
}
