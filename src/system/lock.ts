import { existsSync } from 'node:fs';
import { lstat, mkdir, open, readdir, rmdir, stat, unlink, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { Deps } from './deps.ts';
import { errnoOf } from './errors.ts';
import { keepOwner, temporariesOf, withRenameRetries } from './files.ts';
import { machineId } from './machine.ts';

/**
 * A lock between processes: proper-lockfile's folder `<file>.lock` with the holder's card in it, an empty file whose
 * name says who holds it.
 *
 * The package makes the folder, keeps it fresh and removes it, and alone it can let two in: two that find one dead
 * lock remove each other's folder, a late release removes the folder of the next holder, and a clock that is set ahead
 * makes every folder look dead. All of these are an rmdir, and rmdir cannot remove a folder with a card in it. A card
 * is removed by name only, and no two have the same name. Of two that are inside at once, each has written its card
 * before it looked, so at least one of them saw the other and left. The proof needs nothing from the package, from
 * modification times or from the clock.
 *
 * A dead holder on this machine blocks nobody; a suspended or remote one blocks until it has been watched for
 * `staleMs` without a heartbeat.
 */
export interface LockTimes {
  /** A holder that is watched for this long without a sign of life is stalled. */
  readonly staleMs: number;
  readonly beatMs: number;
}

export const LOCK_TIMES: LockTimes = { staleMs: 8_000, beatMs: 2_000 };
/** A folder without a card is in the making, or its maker died: it is believed for this long. */
const EMPTY_MS = 500;
/** At most this much of the time between two looks counts. */
const LOOK_MS = 500;
/** The package takes no shorter one. It matters only where its clock judges an empty folder. */
const SHORTEST_STALE_MS = 2_000;

export interface LockDeps
  extends Pick<Deps, 'platform' | 'pid' | 'processAlive' | 'now' | 'randomBytes' | 'log'> {
  readonly times?: Partial<LockTimes> | undefined;
}

/** Who holds a lock, as its card says. */
export interface LockHolder {
  /** Undefined where the card is not one of ours. */
  readonly pid: number | undefined;
  /** Milliseconds since the epoch, by the holder's clock. */
  readonly since: number | undefined;
  readonly verdict: 'alive' | 'dead' | 'stalled';
}

export interface HeldLock {
  /** False once another process has passed this holder over, while it slept or stalled. Reads the disk, synchronously. */
  intact(): boolean;
  release(): Promise<void>;
}

/** `busy`: another process holds it. `refused`: the disk allows no lock here. */
export type LockAttempt =
  | { readonly kind: 'held'; readonly lock: HeldLock }
  | { readonly kind: 'busy'; readonly holder: LockHolder | undefined }
  | { readonly kind: 'refused'; readonly error: unknown };

interface Card extends LockHolder {
  readonly path: string;
}

/** Paths of the cards that this very process wrote: a process id alone may be that of one that died before. */
const held = new Set<string>();

/**
 * Measures silence by looking, not by comparing times of day: after a laptop's sleep, or on a machine whose clock
 * jumps, every file looks old although its owner is about to go on. The result is for how long (milliseconds) `name`
 * has been seen, by looks, without a change of its sign of life. Between two looks at most LOOK_MS count, or the
 * watcher's own sleep would be held against the watched.
 */
export function createWatch(monotonic: () => number = () => performance.now()) {
  const seen = new Map<string, { sign: string; at: number; silent: number }>();
  return (name: string, sign: string): number => {
    const at = monotonic();
    const last = seen.get(name);
    const silent = last?.sign === sign ? last.silent + Math.min(LOOK_MS, Math.max(0, at - last.at)) : 0;
    seen.set(name, { sign, at, silent });
    return silent;
  };
}

const silence = createWatch();

/** What mkdir and rmdir say when another process was faster. */
const OVERTAKEN = new Set(['ELOCKED', 'EEXIST', 'ENOTEMPTY', 'ENOENT']);
const isOvertaken = (error: unknown): boolean => OVERTAKEN.has(errnoOf(error) ?? '');

/** One attempt at the lock of `file`. Never waits for another holder and never throws. */
export async function tryLock(d: LockDeps, file: string, passStalled: boolean): Promise<LockAttempt> {
  try {
    const found = await look(d, file);
    if (found === 'new') return { kind: 'busy', holder: undefined };
    const inTheWay = found.find((c) => c.verdict === 'alive' || (c.verdict === 'stalled' && !passStalled));
    if (inTheWay) return { kind: 'busy', holder: inTheWay };
    for (const card of found) await passOver(file, card);
    await withRenameRetries(() => rmdir(folderOf(file)), d.platform).catch(unlessOvertaken);
    return await enter(d, file);
  } catch (error) {
    return isOvertaken(error) ? { kind: 'busy', holder: undefined } : { kind: 'refused', error };
  }
}

/** Who holds the lock of `file`, for status and doctor. Touches nothing and never throws. */
export async function lockHolder(d: LockDeps, file: string): Promise<LockHolder | undefined> {
  const found = await look(d, file).catch(() => []);
  if (found === 'new') return { pid: undefined, since: undefined, verdict: 'alive' };
  return found.find(({ verdict }) => verdict !== 'dead') ?? found[0];
}

const folderOf = (file: string): string => `${file}.lock`;

function unlessOvertaken(error: unknown): void {
  if (!isOvertaken(error)) throw error;
}

/** The cards in the folder, each judged; `new` where the folder has none and has not been watched for long. */
async function look(d: LockDeps, file: string): Promise<readonly Card[] | 'new'> {
  const { staleMs } = { ...LOCK_TIMES, ...d.times };
  const folder = folderOf(file);
  const info = await stat(folder).catch((error: unknown) => unlessOvertaken(error));
  if (!info) return [];
  const [names, machine] = await Promise.all([readdir(folder), machineId(d.platform)]);
  const sign = `${info.ino} ${info.mtimeMs}`;
  if (names.length === 0) return silence(folder, sign) < EMPTY_MS ? 'new' : [];
  return names.map((name) => {
    const at = path.join(folder, name);
    // Every one is looked at, whatever the first one says: looking is what measures their silence.
    const stalled = silence(at, sign) >= staleMs;
    const [, id, home, since] = /^(\d+)\.([0-9a-f]{12})\.(\d+)\./.exec(name) ?? [];
    const pid = id === undefined ? undefined : Number(id);
    const here = pid !== undefined && home === machine;
    const dead = here && !(pid === d.pid ? held.has(at) : d.processAlive(pid));
    const verdict = dead ? 'dead' : stalled ? 'stalled' : 'alive';
    return { path: at, pid, since: since === undefined ? undefined : Number(since), verdict };
  });
}

/**
 * Removes the card of a holder that died or stalled, and what it was writing. While its card is there nobody else can
 * hold the lock, so the files that are listed before the card goes are its own; a stalled one that wakes up can no
 * longer rename them over newer content.
 */
async function passOver(file: string, card: Card): Promise<void> {
  try {
    const { mtimeMs } = await lstat(card.path);
    const unfinished = [file, `${file}.journal`].map((each) => temporariesOf(each, mtimeMs));
    const paths = (await Promise.all(unfinished)).flat();
    await unlink(card.path);
    await Promise.all(paths.map((each) => unlink(each).catch(() => {})));
  } catch (error) {
    // Another process has just removed the same card, and these files with it.
    unlessOvertaken(error);
  }
}

async function enter(d: LockDeps, file: string): Promise<LockAttempt> {
  const folder = folderOf(file);
  const nonce = Buffer.from(d.randomBytes(12)).toString('base64url');
  const card = path.join(folder, `${d.pid}.${await machineId(d.platform)}.${d.now()}.${nonce}`);
  const { staleMs, beatMs } = { ...LOCK_TIMES, ...d.times };
  const intact = (): boolean => existsSync(card);
  let timer: NodeJS.Timeout | undefined;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  // The default export: in the split bundle CommonJS has no other. Loaded here, because it listens to signals.
  const { default: lockfile } = await import('proper-lockfile');
  const options = {
    lockfilePath: folder,
    realpath: false,
    stale: Math.max(SHORTEST_STALE_MS, staleMs),
    update: beatMs,
    // The package no longer beats when the folder's time is not what it wrote. The card says who holds the lock.
    onCompromised: (): void => {
      if (!intact()) return d.log.debug('this process was passed over at the lock');
      timer = setInterval(() => {
        if (intact()) void utimes(folder, new Date(), new Date()).catch(() => {});
        else clearInterval(timer);
      }, beatMs);
      timer.unref();
    },
  };
  // Registered under the card's name, so that a late release of this process never frees a later lock of its own.
  const leaveFolder = await withRenameRetries(() => lockfile.lock(card, options), d.platform);
  const release = async (): Promise<void> => {
    clearInterval(timer);
    await withRenameRetries(() => unlink(card), d.platform).catch(() => {});
    held.delete(card);
    // Refused where the package had given up, or where the next holder's card is there.
    await leaveFolder().catch(() => rmdir(folder).catch(() => {}));
  };
  try {
    const { mtime } = await stat(folder);
    held.add(card);
    // Empty: also a full disk takes it.
    await (await open(card, 'wx', 0o600)).close();
    await Promise.all([folder, card].map((made) => keepOwner(made, file)));
    // The package knows its folder by this time.
    await utimes(folder, mtime, mtime);
    const alone = (await readdir(folder)).every((name) => name === path.basename(card));
    if (alone && intact()) return { kind: 'held', lock: { intact, release } };
    await release();
    return { kind: 'busy', holder: undefined };
  } catch (error) {
    await release();
    throw error;
  }
}
