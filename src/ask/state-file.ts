import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseJson } from '../system/json.ts';
import type { Deps } from '../system/deps.ts';

/** What is remembered between processes is small; anything bigger is not ours. Bytes. */
const MAX_BYTES = 1_048_576;

export type StateFile = ReturnType<typeof openStateFile>;

/** A small JSON file that makes things faster and may be lost at any time: it never fails anybody. */
export function openStateFile(file: string, { log }: Pick<Deps, 'log'>) {
  let tail: Promise<void> = Promise.resolve();
  /** The parsed content; undefined where there is none or it is broken. */
  const read = async (): Promise<unknown> => {
    try {
      return (await stat(file)).size > MAX_BYTES ? undefined : parseJson(await readFile(file, 'utf8'));
    } catch {
      return undefined;
    }
  };
  return {
    read,
    /** Replaces the content (0600, atomic) in the order of the calls. `make` sees what is there just before. */
    update: (make: (current: unknown) => unknown): void => {
      tail = tail
        .then(async () => replace(file, `${JSON.stringify(make(await read()))}\n`))
        .catch((error: unknown) => {
          log.debug(`not remembered: ${error instanceof Error ? error.message : 'unknown failure'}`);
        });
    },
    /** Resolves when every update so far is on disk, or cannot be put there. */
    settled: (): Promise<void> => tail,
  };
}

/** Not flushed to the disk, which takes longer than a question: what a power cut leaves of it is read as nothing. */
async function replace(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${crypto.randomUUID()}.tmp`;
  try {
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx' });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
