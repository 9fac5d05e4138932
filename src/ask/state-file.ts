import { lstat, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { replaceUnflushed } from '../system/files.ts';
import { parseJson } from '../system/json.ts';
import type { Deps } from '../system/deps.ts';

/** Our state files are small; anything larger is not ours. Bytes. */
const MAX_BYTES = 1_048_576;

/** How the names of our temporary files end. */
const TEMPORARY = /\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;
/** A write takes milliseconds; an older file was left by a process that ended during a write. Milliseconds. */
const ABANDONED_MS = 60_000;

export type StateFile = ReturnType<typeof openStateFile>;

/** A small JSON file that makes things faster and may be lost at any time; its failures never affect a caller. */
export function openStateFile(file: string, { log, now, platform }: Pick<Deps, 'log' | 'now' | 'platform'>) {
  let tail: Promise<void> | undefined;
  /** The parsed content; undefined if missing or broken. */
  const read = async (): Promise<unknown> => {
    try {
      return (await stat(file)).size > MAX_BYTES ? undefined : parseJson(await readFile(file, 'utf8'));
    } catch {
      return undefined;
    }
  };
  return {
    read,
    /** Replaces the content (0600, atomic) in the order of the calls. `make` gets the current content. */
    update: (make: (current: unknown) => unknown): void => {
      // Once per process: delete what other processes left behind.
      tail = (tail ?? removeAbandoned(file, now() - ABANDONED_MS))
        .then(async () => replaceUnflushed(file, `${JSON.stringify(make(await read()))}\n`, platform))
        .catch((error: unknown) => {
          log.debug(`not remembered: ${error instanceof Error ? error.message : 'unknown failure'}`);
        });
    },
    /** Resolves when every update so far is on disk or has failed. */
    settled: async (): Promise<void> => tail,
  };
}

/** Deletes only temporary files of `replaceUnflushed` last written before that time. Never fails. */
async function removeAbandoned(file: string, before: number): Promise<void> {
  const folder = path.dirname(file);
  const names = (await readdir(folder).catch(() => [])).filter((name) => TEMPORARY.test(name));
  for (const name of names.filter((one) => one.replace(TEMPORARY, '') === path.basename(file))) {
    const info = await lstat(path.join(folder, name)).catch(() => undefined);
    if (info?.isFile() && info.mtimeMs < before) await rm(path.join(folder, name)).catch(() => {});
  }
}
