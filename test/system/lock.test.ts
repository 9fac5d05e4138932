import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readLocks, tryLock, type LockDeps, type LockRequest } from '../../src/system/lock.ts';
import { lockText, type LockRecord } from '../../src/system/lock-record.ts';
import { standInFor } from '../../src/system/machine.ts';
import { makeSandbox } from '../support/sandbox.ts';

const rival: LockRecord = {
  nonce: 'of-the-rival',
  pid: 4242,
  machine: 'here',
  startedAt: 1,
  note: 'token',
  state: 'working',
};

async function setting(
  deps: Partial<LockDeps> = {},
): Promise<{ file: string; d: LockDeps; request: LockRequest; left: () => Promise<string[]> }> {
  const { dir } = await makeSandbox();
  const file = path.join(dir, 'auth.json');
  const d: LockDeps = {
    platform: process.platform,
    pid: process.pid,
    machine: 'here',
    processAlive: (pid) => pid === rival.pid,
    now: Date.now,
    randomBytes,
    ...deps,
  };
  return {
    file,
    d,
    request: { places: [file], note: 'token', passStalled: true },
    left: () => readdir(dir),
  };
}

describe('somebody who comes between the look and the taking', () => {
  test.each([1, 2, 7])('with number %i is noticed, and the place is left to him', async (number) => {
    let file = '';
    // The nonce is drawn between the two: there the rival slips in.
    const {
      d,
      request,
      left,
      file: made,
    } = await setting({
      randomBytes: (size) => {
        writeFileSync(`${file}.lock.${number}`, lockText(rival));
        return randomBytes(size);
      },
    });
    file = made;
    expect(await tryLock(d, request)).toMatchObject({ kind: 'busy' });
    expect(await left()).toEqual([`auth.json.lock.${number}`]);
  });
});

describe('a holder', () => {
  test.each([
    ['at work', rival, 'busy', 'alive'],
    ['that died here', { ...rival, pid: 4243 }, 'held', 'dead'],
    ['that ended without an answer', { ...rival, state: 'ended' as const }, 'held', 'ended'],
    ['on another machine', { ...rival, machine: 'there', pid: 4243 }, 'busy', 'alive'],
    ['that keeps its result in memory', { ...rival, state: 'unsaved' as const }, 'busy', 'alive'],
    ['with our own process id, from an earlier life', { ...rival, pid: process.pid }, 'held', 'dead'],
  ])('%s', async (_, record, kind, verdict) => {
    const { file, d, request } = await setting();
    writeFileSync(`${file}.lock.3`, lockText(record));
    expect(await readLocks(d, [file])).toEqual([{ record, verdict }]);
    const attempt = await tryLock(d, request);
    expect(attempt.kind).toBe(kind);
    if (attempt.kind === 'held') {
      expect(attempt.lock.abandoned).toEqual([record]);
      attempt.lock.release();
    }
  });
});

test('what a dead holder left stays until it is cleared, and the trace of a lost answer stays after the release', async () => {
  const { file, d, request, left } = await setting();
  writeFileSync(`${file}.lock.1`, lockText({ ...rival, pid: 1_000_001 }));
  const attempt = await tryLock(d, request);
  if (attempt.kind !== 'held') throw new Error(attempt.kind);
  await attempt.lock.mark('ended');
  attempt.lock.release();
  expect(await left()).toEqual(['auth.json.lock.1', 'auth.json.lock.2']);
  const next = await tryLock(d, request);
  if (next.kind !== 'held') throw new Error(next.kind);
  expect(next.lock.abandoned.map(({ state }) => state)).toEqual(['working', 'ended']);
  next.lock.clearAbandoned();
  expect(next.lock.intact()).toBe(true);
  next.lock.release();
  expect(await left()).toEqual([]);
});

test('a lock in one place is respected by those who hold to the other, in both directions', async () => {
  const { file, d } = await setting();
  const [first, second] = [file, path.join(path.dirname(file), 'stand-in', 'auth.json')];
  const both = { places: [first, second], note: '', passStalled: true };
  const standIn = await tryLock(d, { ...both, places: [second] });
  expect(standIn.kind).toBe('held');
  expect(await tryLock(d, both)).toMatchObject({ kind: 'busy' });
  if (standIn.kind === 'held') standIn.lock.release();
  expect((await tryLock(d, both)).kind).toBe('held');
  expect(await tryLock(d, { ...both, places: [second, first] })).toMatchObject({ kind: 'busy' });
});

test('where no place takes a lock file, that is told and not thrown', async () => {
  const { file, d, request } = await setting();
  writeFileSync(file, '');
  const attempt = await tryLock(d, { ...request, places: [path.join(file, 'no', 'folder')] });
  expect(attempt).toMatchObject({ kind: 'refused' });
});

test('the stand-in is this user’s own folder, and differs from file to file', async () => {
  const uid = process.getuid?.();
  const [a, b] = await Promise.all([standInFor('/a/auth.json', uid), standInFor('/b/auth.json', uid)]);
  expect(a).toBeTruthy();
  expect(a).not.toBe(b);
});
