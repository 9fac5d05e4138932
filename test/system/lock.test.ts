import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { chown, mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { createWatch, lockHolder, tryLock, type HeldLock, type LockDeps } from '../../src/system/lock.ts';
import { silentLog } from '../../src/system/log.ts';
import { machineId } from '../../src/system/machine.ts';
import { makeSandbox } from '../support/sandbox.ts';

const RIVAL = 4242;

async function setting(depsFor: (folder: string) => Partial<LockDeps> = () => ({})) {
  const { dir } = await makeSandbox();
  const file = path.join(dir, 'auth.json');
  const folder = `${file}.lock`;
  const d: LockDeps = {
    platform: process.platform,
    pid: process.pid,
    processAlive: (pid) => pid === RIVAL,
    now: Date.now,
    randomBytes,
    log: silentLog,
    ...depsFor(folder),
  };
  const holds = async (pid: number, machine?: string): Promise<void> => {
    await mkdir(folder);
    await writeFile(path.join(folder, await card(pid, machine)), '');
  };
  return { file, folder, d, holds, left: () => readdir(dir) };
}

const card = async (pid: number, machine?: string): Promise<string> =>
  `${pid}.${machine ?? (await machineId(process.platform))}.1700000000000.of-another`;

async function held(d: LockDeps, file: string): Promise<HeldLock> {
  const attempt = await tryLock(d, file, true);
  if (attempt.kind !== 'held') throw new Error(attempt.kind);
  return attempt.lock;
}

test.each<[string, number, string | undefined, string, string]>([
  ['at work', RIVAL, undefined, 'busy', 'alive'],
  ['that died here', RIVAL + 1, undefined, 'held', 'dead'],
  ['on another machine', RIVAL + 1, '0123456789ab', 'busy', 'alive'],
  ['with our own process id, from an earlier life', process.pid, undefined, 'held', 'dead'],
])('a holder %s', async (_, pid, machine, kind, verdict) => {
  const { file, d, holds, left } = await setting();
  await holds(pid, machine);
  expect(await lockHolder(d, file)).toMatchObject({ pid, since: 1_700_000_000_000, verdict });
  const attempt = await tryLock(d, file, true);
  expect(attempt.kind).toBe(kind);
  if (attempt.kind === 'busy') expect(attempt.holder?.pid).toBe(pid);
  if (attempt.kind !== 'held') return;
  expect(await lockHolder(d, file)).toMatchObject({ pid: process.pid, verdict: 'alive' });
  expect(await tryLock(d, file, true)).toMatchObject({ kind: 'busy' });
  await attempt.lock.release();
  expect(await left()).toEqual([]);
});

test('a rival that comes between the look and the taking is noticed, and the place is left to it', async () => {
  const rival = await card(RIVAL);
  // The nonce is drawn between the two: there the rival slips in.
  const { file, folder, d } = await setting((place) => ({
    randomBytes: (size) => {
      mkdirSync(place);
      writeFileSync(path.join(place, rival), '');
      return randomBytes(size);
    },
  }));
  expect(await tryLock(d, file, true)).toMatchObject({ kind: 'busy' });
  expect(await readdir(folder)).toEqual([rival]);
});

test('a rival whose card comes into the folder that we have made is noticed, and the place is left to it', async () => {
  const { file, folder, d } = await setting();
  const rival = await card(RIVAL);
  const slipIn = (): void => {
    try {
      writeFileSync(path.join(folder, rival), '');
    } catch {
      // There is no folder yet.
      setImmediate(slipIn);
    }
  };
  slipIn();
  expect(await tryLock(d, file, true)).toMatchObject({ kind: 'busy' });
  expect(await readdir(folder)).toEqual([rival]);
});

test('a rival that passes over the same dead holder, a moment before us, keeps its card', async () => {
  const rival = await card(RIVAL);
  // The dead one is judged when the folder has been read: there the rival slips in.
  const { file, folder, d, holds } = await setting((place) => ({
    processAlive: () => {
      writeFileSync(path.join(place, rival), '');
      return false;
    },
  }));
  await holds(RIVAL + 1);
  expect(await tryLock(d, file, true)).toMatchObject({ kind: 'busy' });
  expect(await readdir(folder)).toEqual([rival]);
});

test('what the dead holder was writing goes with its card; what is older or named otherwise stays', async () => {
  const { file, d, holds, left } = await setting();
  const before = ['auth.json.1143233345', 'auth.json.bak'];
  const hourAgo = Date.now() / 1000 - 3_600;
  for (const name of before) {
    await writeFile(path.join(path.dirname(file), name), 'of the user');
    await utimes(path.join(path.dirname(file), name), hourAgo, hourAgo);
  }
  await holds(RIVAL + 1);
  for (const name of ['auth.json.17', 'auth.json.journal.4294967295', 'auth.json.17.bak', 'auth.json.x'])
    await writeFile(path.join(path.dirname(file), name), 'unfinished');
  const lock = await held(d, file);
  await lock.release();
  expect((await left()).sort()).toEqual([...before, 'auth.json.17.bak', 'auth.json.x'].sort());
});

test('the library giving up does not end the lock: its card counts, and it goes on to beat', async () => {
  const { file, folder, d, left } = await setting(() => ({ times: { beatMs: 100 } }));
  const lock = await held(d, file);
  // Another time than the library wrote: it takes its folder for another's.
  await utimes(folder, 1, 1);
  await vi.waitUntil(async () => (await stat(folder)).mtimeMs > 1_000, 10_000);
  expect(lock.intact()).toBe(true);
  expect(await tryLock(d, file, true)).toMatchObject({ kind: 'busy' });
  await lock.release();
  expect(lock.intact()).toBe(false);
  expect(await left()).toEqual([]);
});

test.runIf(process.getuid?.() === 0)('a lock that root takes in a user’s home is the user’s', async () => {
  const { file, folder, d } = await setting();
  await chown(path.dirname(file), 12_345, 12_345);
  const lock = await held(d, file);
  for (const at of [folder, path.join(folder, (await readdir(folder))[0] ?? '')])
    expect(await stat(at)).toMatchObject({ uid: 12_345, gid: 12_345 });
  await lock.release();
});

test('where the disk allows no lock, that is told and not thrown', async () => {
  const { file, d } = await setting();
  await writeFile(file, '');
  expect(await tryLock(d, path.join(file, 'no', 'folder'), true)).toMatchObject({ kind: 'refused' });
});

test('silence is counted by looking, ends with a sign of life, and leaves out the watcher’s own sleep', () => {
  let time = 0;
  const watch = createWatch(() => time);
  const seen = [
    [0, 'lock', 'a', 0],
    [300, 'lock', 'a', 300],
    [500, 'lock', 'a', 500],
    [500, 'other', 'a', 0],
    [600, 'lock', 'b', 0],
    [3_600_000, 'lock', 'b', 500],
    [2_600_000, 'lock', 'b', 500],
  ] as const;
  for (const [at, name, sign, silent] of seen) {
    time = at;
    expect(watch(name, sign)).toBe(silent);
  }
});
