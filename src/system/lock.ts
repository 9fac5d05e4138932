import { readdirSync, readFileSync, unlinkSync } from 'node:fs';
import { mkdir, open, readFile, readdir, stat, unlink, utimes } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from './errors.ts';
import { flush, flushFolder, keepOwner, withRenameRetries } from './files.ts';
import { createWatch } from './lock-watch.ts';
import { lockText, parseLock, type LockRecord, type LockState } from './lock-record.ts';

/**
 * A lock between processes, made of files `<file>.lock.<number>` that say who holds it and for what.
 *
 * Getting it: nobody else may be there; then a file with the next number is created exclusively, and the folder is
 * read again: whoever finds somebody else beside himself withdraws. Two that come together both create before they
 * read again, so at least one of them withdraws. A place is never taken over by removing or renaming the file of
 * another, which cannot be done atomically: the new holder stands beside it with a higher number, and each removes
 * only what carries its own nonce or what it had judged to be abandoned.
 *
 * How long a holder can be in the way: one that died on this machine, not at all; one that sleeps, is stopped or
 * lives on another machine, LOCK_STALE_MS of being watched. What a dead one was doing can still be read from its
 * file, so the lock is the journal too.
 */

/** A holder that is watched for this long without a sign of life may be passed over. Milliseconds. */
export const LOCK_STALE_MS = 8_000;
const HEARTBEAT_MS = 2_000;

export interface LockDeps {
  readonly platform: string;
  readonly pid: number;
  /** Which machine (and which container of it) a process id is valid on. */
  readonly machine: string;
  readonly processAlive: (pid: number) => boolean;
  readonly now: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
}

export interface LockRequest {
  /** Where lock files may be made, in order of preference: the file itself, then a stand-in if its disk refuses. */
  readonly places: readonly string[];
  /** What it is held for: the fingerprint of the token to be renewed, or nothing. */
  readonly note: string;
  /** Pass over holders that live but give no sign of life. Those that died are always passed over. */
  readonly passStalled: boolean;
  /** Told once when this process finds that it was passed over itself. Never throws. */
  readonly onLost?: () => void;
}

export interface HeldLock {
  readonly nonce: string;
  /** Milliseconds since the epoch, local clock: when it was got. */
  readonly startedAt: number;
  /** Earlier holders that did not finish: dead, stalled, or ended without an answer. */
  readonly abandoned: readonly LockRecord[];
  /** False once somebody has passed this holder over, while it slept or stalled. Reads the disk, synchronously. */
  intact(): boolean;
  /** Says in the lock file what became of the work. `ended` leaves the file as a trace and lets the next one in. */
  mark(state: LockState): Promise<void>;
  /** Removes the traces of earlier holders. */
  clearAbandoned(): void;
  /** Lets go. Removes only this holder's own file, and not even that one after `ended`. */
  release(): void;
}

/** `busy`: another process holds it. `refused`: no place allows a lock file. */
export type LockAttempt =
  | { readonly kind: 'held'; readonly lock: HeldLock }
  | { readonly kind: 'busy'; readonly owner: LockRecord | undefined }
  | { readonly kind: 'refused'; readonly error: unknown };

interface Entry {
  readonly path: string;
  readonly number: number;
  readonly text: string | undefined;
  readonly record: LockRecord | undefined;
  /** Changes with every sign of life. */
  readonly sign: string;
}

export type Verdict = 'alive' | 'dead' | 'ended' | 'stalled';

/** Nonces of the locks that this very process holds: a process id alone may be somebody's who died before. */
const held = new Set<string>();
const watch = createWatch();

/** One attempt at the lock. Never waits for another holder and never throws. */
export async function tryLock(d: LockDeps, request: LockRequest): Promise<LockAttempt> {
  try {
    const before = await scanAll(request.places);
    // Every one is looked at, whatever the first one says: looking is what measures their silence.
    const judged = before.map((entry) => ({ entry, verdict: judge(d, entry) }));
    const inTheWay = judged.find(
      ({ verdict }) => verdict === 'alive' || (verdict === 'stalled' && !request.passStalled),
    );
    if (inTheWay) return { kind: 'busy', owner: inTheWay.entry.record };
    const passed = new Set(before.map(identity));
    const record: LockRecord = {
      nonce: Buffer.from(d.randomBytes(12)).toString('base64url'),
      pid: d.pid,
      machine: d.machine,
      startedAt: d.now(),
      note: request.note,
      state: 'working',
    };
    const created = await createFirst(d, request.places, before, record);
    if (typeof created !== 'string') return created;
    held.add(record.nonce);
    let others: Entry[];
    try {
      others = (await scanAll(request.places)).filter((e) => e.record?.nonce !== record.nonce);
    } catch (error) {
      removeOwn(created, record.nonce);
      return { kind: 'refused', error };
    }
    const rival = others.find((e) => !passed.has(identity(e)));
    if (rival) {
      removeOwn(created, record.nonce);
      return { kind: 'busy', owner: rival.record };
    }
    return { kind: 'held', lock: hold(d, created, record, before, request.onLost) };
  } catch (error) {
    return { kind: 'refused', error };
  }
}

/** Who stands at the lock and in what state, for status and doctor. Touches nothing. */
export async function readLocks(
  d: LockDeps,
  places: readonly string[],
): Promise<readonly { readonly record: LockRecord; readonly verdict: Verdict }[]> {
  const entries = await scanAll(places).catch(() => []);
  return entries.flatMap((e) => (e.record ? [{ record: e.record, verdict: judge(d, e) }] : []));
}

function judge(d: LockDeps, entry: Entry): Verdict {
  const seenFor = watch.look(entry.path, entry.sign);
  const { record } = entry;
  if (record?.state === 'ended') return 'ended';
  if (record && record.machine === d.machine) {
    const alive = record.pid === d.pid ? held.has(record.nonce) : d.processAlive(record.pid);
    if (!alive) return 'dead';
  }
  return seenFor >= LOCK_STALE_MS ? 'stalled' : 'alive';
}

const identity = (entry: Entry): string => entry.record?.nonce ?? `${entry.path} ${entry.text ?? ''}`;

async function scanAll(places: readonly string[]): Promise<Entry[]> {
  return (await Promise.all(places.map((place, index) => scan(place, index === 0)))).flat();
}

/** The lock files of one place. A stand-in that cannot be read counts for nothing; the first place must be read. */
async function scan(place: string, first: boolean): Promise<Entry[]> {
  const folder = path.dirname(place);
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (!first || errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
  const entries = await Promise.all(
    names.flatMap((name) => {
      const number = numberIn(name, path.basename(place));
      return number === undefined ? [] : [readEntry(path.join(folder, name), number)];
    }),
  );
  return entries.filter((e) => e !== undefined);
}

function numberIn(name: string, base: string): number | undefined {
  const prefix = `${base}.lock.`;
  const digits = name.startsWith(prefix) ? name.slice(prefix.length) : '';
  return /^[1-9]\d{0,8}$/.test(digits) ? Number(digits) : undefined;
}

async function readEntry(file: string, number: number): Promise<Entry | undefined> {
  try {
    const info = await stat(file);
    const small = info.isFile() && info.size < 4096;
    const text = small ? await readFile(file, 'utf8') : undefined;
    const sign = `${info.ino} ${info.mtimeMs} ${text ?? ''}`;
    return { path: file, number, text, record: parseLock(text), sign };
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    // What cannot be read has a holder nobody knows: it is watched like the others.
    return { path: file, number, text: undefined, record: undefined, sign: 'unreadable' };
  }
}

/** Creates the lock file in the first place that takes it. Returns its path, or why there is none. */
async function createFirst(
  d: LockDeps,
  places: readonly string[],
  before: readonly Entry[],
  record: LockRecord,
): Promise<string | Exclude<LockAttempt, { kind: 'held' }>> {
  let refusal: unknown;
  for (const place of places) {
    const mine = before.filter((e) => path.dirname(e.path) === path.dirname(place));
    const file = `${place}.lock.${Math.max(0, ...mine.map((e) => e.number)) + 1}`;
    try {
      await mkdir(path.dirname(place), { recursive: true, mode: 0o700 });
      // Windows keeps the name of a removed file for a moment; that looks like a missing permission.
      const handle = await withRenameRetries(() => open(file, 'wx', 0o600), d.platform);
      try {
        await handle.writeFile(lockText(record));
        await keepOwner(handle, place);
        await flush(handle);
      } catch (error) {
        await unlink(file).catch(() => {});
        throw error;
      } finally {
        await handle.close();
      }
      await flushFolder(path.dirname(place), d.platform);
      return file;
    } catch (error) {
      if (errnoOf(error) === 'EEXIST') return { kind: 'busy', owner: undefined };
      refusal ??= error;
    }
  }
  return { kind: 'refused', error: refusal };
}

/** Removes a lock file if it still carries this nonce. Nothing happens between the look and the removal. */
function removeOwn(file: string, nonce: string): void {
  held.delete(nonce);
  removeIf(file, (text) => parseLock(text)?.nonce === nonce);
}

function removeIf(file: string, is: (text: string) => boolean): void {
  try {
    if (is(readFileSync(file, 'utf8'))) unlinkSync(file);
  } catch {
    // Gone already, or the disk refuses: then it is passed over as a dead one.
  }
}

function hold(
  d: LockDeps,
  file: string,
  record: LockRecord,
  before: readonly Entry[],
  onLost: (() => void) | undefined,
): HeldLock {
  let lost = false;
  let ended = false;
  let beats = 0;
  const isMine = (text: string): boolean => parseLock(text)?.nonce === record.nonce;
  const lose = (): void => {
    if (lost) return;
    lost = true;
    clearInterval(timer);
    onLost?.();
  };
  const beat = async (): Promise<void> => {
    const text = await readFile(file, 'utf8').catch((error: unknown) => errnoOf(error) ?? '');
    if (text === 'ENOENT' || (parseLock(text) && !isMine(text))) return lose();
    beats += 1;
    const time = (d.now() + beats) / 1000;
    await utimes(file, time, time);
  };
  const timer = setInterval(() => void beat().catch(() => {}), HEARTBEAT_MS);
  timer.unref();
  const letGo = (): void => {
    clearInterval(timer);
    held.delete(record.nonce);
  };

  return {
    nonce: record.nonce,
    startedAt: record.startedAt,
    abandoned: before.flatMap((e) => (e.record ? [e.record] : [])),
    intact: () => {
      if (!lost && passedOver(file, record.nonce)) lose();
      return !lost;
    },
    mark: async (state) => {
      if (state === 'ended') {
        ended = true;
        letGo();
      }
      try {
        const handle = await open(file, 'r+');
        try {
          if (!isMine(await handle.readFile('utf8'))) return;
          // In place and of the same length: also a full disk takes it.
          await handle.write(lockText({ ...record, state }), 0);
        } finally {
          await handle.close();
        }
      } catch {
        // Then it says less than it could; a dead process or a missing sign of life says the rest.
      }
    },
    clearAbandoned: () => {
      for (const e of before)
        removeIf(e.path, (text) => (e.record ? parseLock(text)?.nonce === e.record.nonce : text === e.text));
    },
    release: () => {
      letGo();
      if (!ended) removeIf(file, isMine);
    },
  };
}

/** True when the file is gone or another's, or when somebody stands behind it with a higher number. */
function passedOver(file: string, nonce: string): boolean {
  try {
    if (parseLock(readFileSync(file, 'utf8'))?.nonce !== nonce) return true;
    const [, base = '', digits = ''] = /^(.*)\.lock\.(\d+)$/.exec(path.basename(file)) ?? [];
    return readdirSync(path.dirname(file)).some((name) => (numberIn(name, base) ?? 0) > Number(digits));
  } catch (error) {
    return errnoOf(error) === 'ENOENT';
  }
}
