import { stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * The first word of a question that is a file nobody attached, or undefined. A shell expands `--file src/*.ts` without
 * quotes: the first match becomes the option's value and the others end up in the question, which then lacks them.
 */
export async function spilledFile(
  words: readonly string[],
  files: readonly string[] | undefined,
  cwd: string,
): Promise<string | undefined> {
  if (files === undefined) return undefined;
  for (const word of words) {
    if (/\s/.test(word) || files.includes(word)) continue;
    const found = await stat(path.resolve(cwd, word)).catch(() => undefined);
    if (found?.isFile()) return word;
  }
  return undefined;
}
