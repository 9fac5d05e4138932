import { existsSync } from 'node:fs';
import { lstat, mkdir, open, readdir, rmdir, stat, unlink, utimes } from 'node:fs/promises';
import path from 'node:path';
import type { Deps } from './deps.ts';
import { errnoOf } from './errors.ts';
import { keepOwner, temporariesOf, withRenameRetries } from './files.ts';
import { machineId } from './machine.ts';

/**
 * A lock between processes: proper-lockfile's folder `<file>.lock` plus the holder's card in it, an empty file whose
 * name identifies the holder.
 *
 * The package creates the folder, keeps it fresh and removes it. Alone it can let two holders in: two that find the
 * same dead lock remove each other's folder, a late release removes the next holder's folder, and a clock set ahead
 * makes every folder look dead. In each case the package calls rmdir, which cannot remove a folder with a card in it.
 * A card is removed only by name, and no two names are equal. If two are inside at once, each wrote its card before
 * it looked, so at least one saw the other and left. This does not depend on the package, on modification times or on
 * the clock.
 *
 * A dead holder on this machine blocks nobody; a suspended or remote one blocks until it has been watched for
 * `staleMs` without a heartbeat.
 */
export interface LockTimes {
  /** A holder that shows no sign of life for this long is stalled. */
  readonly staleMs: number;
  readonly beatMs: number;
}

export const LOCK_TIMES: LockTimes = { staleMs: 8_000, beatMs: 2_000 };
/** A folder without a card is being created, or its creator died: it counts as a lock for this long. */
const EMPTY_MS = 500;
/** Of the time between two looks, at most this much counts. */
const LOOK_MS = 500;
/** The shortest that the package accepts. It matters only when the package judges an empty folder. */
const SHORTEST_STALE_MS = 2_000;

export interface LockDeps
  extends Pick<Deps, 'platform' | 'pid' | 'processAlive' | 'now' | 'randomBytes' | 'log'> {
  readonly times?: Partial<LockTimes> | undefined;
}

/** A lock's holder, read from its card. */
export interface LockHolder {
  /** Undefined if the card is not one of ours. */
  readonly pid: number | undefined;
  /** Milliseconds since the epoch, by the holder's clock. */
  readonly since: number | undefined;
  readonly verdict: 'alive' | 'dead' | 'stalled';
}

export interface HeldLock {
  /**
   * False once another process has taken over, after this holder was suspended or stalled. Reads the disk
   * synchronously.
   */
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

/** Paths of the cards that this process wrote: a process id alone may have belonged to an earlier, dead process. */
const held = new Set<string>();

/**
 * Measures silence by repeated looks, not by comparing times of day: after a laptop's sleep, or when the clock jumps,
 * every file looks old although its owner is about to go on. Returns how long (milliseconds) `name` has been seen
 * without a change of its sign of life. Between two looks at most LOOK_MS count; otherwise the watcher's own sleep
 * would count as the holder's silence.
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

/** Errors of mkdir and rmdir when another process was faster. */
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

/** The cards in the folder, each judged; `new` if the folder has none and has not been watched for long. */
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
    // Look at every card, even if the first one decides: the looks measure their silence.
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
 * Removes the card of a dead or stalled holder and its temporary files. While its card exists, no other process can
 * hold the lock, so the files listed before the card is removed are the holder's own. A stalled holder that wakes up
 * can no longer rename them over newer content.
 */
async function passOver(file: string, card: Card): Promise<void> {
  try {
    const { mtimeMs } = await lstat(card.path);
    const paths = await temporariesOf(file, mtimeMs);
    await unlink(card.path);
    await Promise.all(paths.map((each) => unlink(each).catch(() => {})));
  } catch (error) {
    // Another process has just removed the same card and these files.
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
  // The default export: CommonJS modules have no other in the split bundle. Loaded here, because it listens to
  // signals.
  const { default: lockfile } = await import('proper-lockfile');
  const options = {
    lockfilePath: folder,
    realpath: false,
    stale: Math.max(SHORTEST_STALE_MS, staleMs),
    update: beatMs,
    // The package stops its heartbeat if the folder's time was changed. The card still says who holds the lock.
    onCompromised: (): void => {
      if (!intact()) return d.log.debug('another process took over the lock');
      timer = setInterval(() => {
        if (intact()) void utimes(folder, new Date(), new Date()).catch(() => {});
        else clearInterval(timer);
      }, beatMs);
      timer.unref();
    },
  };
  // Registered under the card's name, so that a late release never frees a later lock of the same process.
  const leaveFolder = await withRenameRetries(() => lockfile.lock(card, options), d.platform);
  const release = async (): Promise<void> => {
    clearInterval(timer);
    await withRenameRetries(() => unlink(card), d.platform).catch(() => {});
    held.delete(card);
    // Fails if the package had given up, or if the next holder's card is there.
    await leaveFolder().catch(() => rmdir(folder).catch(() => {}));
  };
  try {
    const { mtime } = await stat(folder);
    held.add(card);
    // Empty, so that even a full disk can store it.
    await (await open(card, 'wx', 0o600)).close();
    await Promise.all([folder, card].map((made) => keepOwner(made, file)));
    // The package recognises its folder by this time.
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
