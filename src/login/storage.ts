import { readFileSync, writeFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { errnoOf } from '../system/errors.ts';
import { fileError, replaceFile } from '../system/files.ts';
import { lockHolder, tryLock, type LockAttempt, type LockDeps, type LockHolder } from '../system/lock.ts';
import { redisStorage, type RedisFacts, type StoreSetting } from './redis-storage.ts';
import { readRegular, type FileFacts, type Found } from './regular-file.ts';

/** What follows the name of auth.json: nothing for itself, else a journal beside it. */
export type TextName = '' | `.${string}`;

/**
 * Where the texts of the logins are kept: auth.json and the journals, and the lock over all of them. The refresh
 * (refresh.ts) is the same over every storage. Refusals of a disk are system errors, all others are AppErrors.
 */
export interface Storage {
  /** For messages: the path of auth.json, or an address without its password. */
  readonly path: string;
  readonly inFiles: boolean;
  read(name: TextName): Promise<Found>;
  /** Replaces auth.json if it is still `known`, which is undefined if it does not exist. False if it is not. */
  replace(known: string | undefined, text: string): Promise<boolean>;
  /** Rejects if auth.json does not exist and a first one of this length could not be written. */
  probe(length: number): Promise<void>;
  /**
   * Writes a journal whole. The result writes it again, in place: another text of the same length, which fits even if
   * the storage has filled up since. Undefined if `only` returned false just before; then the result throws, too.
   */
  begin(name: TextName, text: string, only?: () => boolean): Promise<Refill | undefined>;
  /** Best effort: what is left over counts for nothing. */
  remove(name: TextName): Promise<void>;
  move(from: TextName, to: TextName): Promise<void>;
  /** One attempt, as in system/lock.ts. */
  tryLock(d: LockDeps, passStalled: boolean): Promise<LockAttempt>;
  holder(d: LockDeps): Promise<LockHolder | undefined>;
}

/** The storage that the settings name: files, unless it is a store that several machines share. */
export function openStorage(
  {
    authFile,
    store,
    storeKeys,
  }: {
    authFile: string;
    store?: Pick<StoreSetting, 'url' | 'label'> | undefined;
    storeKeys: readonly string[];
  },
  facts: RedisFacts,
): Storage {
  return store ? redisStorage({ ...store, keys: storeKeys }, facts) : fileStorage(authFile, facts);
}

export type Refill = (text: string) => Promise<void>;

/** Files: auth.json at `path`, and the others beside it (docs/auth-file.md). */
export function fileStorage(path: string, facts: FileFacts): Storage {
  return {
    path,
    inFiles: true,
    read: (name) => readRegular(path + name, facts),
    replace: async (known, text) => {
      try {
        return await replaceFile(path, text, facts.platform, () => textNow(path) === known);
      } catch (error) {
        // The prepared file is gone: this process was suspended and another one took over the lock (system/lock.ts).
        if (errnoOf(error) === 'ENOENT') return false;
        throw fileError(error, path, 'written');
      }
    },
    probe: async (length) => {
      try {
        await replaceFile(path, ' '.repeat(length), facts.platform, () => false);
      } catch (error) {
        throw fileError(error, path, 'written');
      }
    },
    begin: async (name, text, only = () => true) => {
      // One write, in place: if it is cut short, the second line is not JSON and counts as no answer. In one turn with
      // the check, because the journal belongs to the process that holds the lock.
      const refill: Refill = async (next) => {
        if (!only()) throw new Error('another process took over the lock');
        writeFileSync(path + name, next, { flag: 'r+', flush: true });
      };
      return (await replaceFile(path + name, text, facts.platform, only)) ? refill : undefined;
    },
    remove: (name) => rm(path + name, { force: true }).catch(() => {}),
    move: (from, to) => rename(path + from, path + to),
    tryLock: (d, passStalled) => tryLock(d, path, passStalled),
    holder: (d) => lockHolder(d, path),
  };
}

function textNow(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
