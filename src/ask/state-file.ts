import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readIfThere } from '../system/files.ts';
import { parseJson } from '../system/json.ts';
import type { Log } from '../system/log.ts';

/** What is remembered between processes is small; anything bigger is not ours. Bytes. */
const MAX_BYTES = 1_048_576;

/** A small JSON file that makes things faster and may be lost at any time: it never fails anybody. */
export interface StateFile {
  /** The parsed content; undefined where there is none or it is broken. */
  read(): Promise<unknown>;
  /** Replaces the content (0600, atomic) in the order of the calls. `make` sees what is there just before. */
  update(make: (current: unknown) => unknown): Promise<void>;
}

export function openStateFile(file: string, d: { readonly log: Log }): StateFile {
  let tail: Promise<void> = Promise.resolve();
  const read = async (): Promise<unknown> => {
    try {
      if ((await stat(file)).size > MAX_BYTES) return undefined;
      return parseJson((await readIfThere(file)) ?? '');
    } catch {
      return undefined;
    }
  };
  return {
    read,
    update: (make) => {
      tail = tail
        .then(async () => {
          await replace(file, `${JSON.stringify(make(await read()))}\n`);
        })
        .catch((error: unknown) => {
          d.log.debug(`not remembered: ${error instanceof Error ? error.message : 'unknown failure'}`);
        });
      return tail;
    },
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
