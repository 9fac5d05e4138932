import path from 'node:path';
import { expect, test } from 'vitest';
import { LOCK_TIMES } from '../../src/system/lock.ts';
import { realTimes } from '../support/real.ts';
import { buildWorker, pause, setting, until } from './support.ts';

buildWorker();

/** Where it is not the number that matters. */
const MANY = realTimes ? 20 : 8;

test.each([
  ['due', 100],
  ['expired', -10],
])('twenty processes with one %s token make exactly one request, and all are served', async (_, ttl) => {
  const { authFile, workers, refreshes, onDisk, leftovers } = await setting(ttl, {
    revokeFamilyOnReuse: true,
  });
  // Some of them with another temporary folder: nothing of the lock is there.
  const all = await workers(20, (index) => (index % 2 === 0 ? {} : { TMPDIR: path.dirname(authFile) }));
  const replies = await Promise.all(all.map((worker) => worker.ask('credential')));
  const { codex, other } = await onDisk();
  expect(new Set(replies.map((reply) => reply.token))).toEqual(new Set([codex?.access_token]));
  expect(refreshes()).toBe(1);
  expect(other).toEqual({ keep: 'me' });
  expect(await leftovers()).toEqual([]);
});

test(`${MANY} processes make one request more, and all are served, when the first one was killed in the middle`, async () => {
  const { simulator, worker, workers, refreshes, onDisk, leftovers } = await setting(-10, {
    revokeFamilyOnReuse: true,
  });
  const all = await workers(MANY);
  const first = await worker();
  // Asked, not rotated, never answered.
  simulator.fault('refresh.hang', { times: 1 });
  first.send('credential');
  await until(() => refreshes() === 1);
  const asked = Promise.all(all.map((one) => one.ask('credential')));
  await pause(300);
  expect(refreshes()).toBe(1);
  first.child.kill('SIGKILL');
  await first.ended;
  const replies = await asked;
  const { codex } = await onDisk();
  expect(new Set(replies.map((reply) => reply.token))).toEqual(new Set([codex?.access_token]));
  expect(refreshes()).toBe(2);
  expect(simulator.state.families).toMatchObject([{ refreshes: 1, reuseAttempts: 0 }]);
  // A dead holder is no reason to wait: the others were served long before a stalled one would be passed over.
  expect(Math.max(...replies.map((reply) => reply.ms ?? Infinity))).toBeLessThan(LOCK_TIMES.staleMs);
  expect(await leftovers()).toEqual([]);
});

test(`${MANY} processes ask once more, not each, when the answer of the first one was lost`, async () => {
  const { simulator, workers, refreshes, leftovers } = await setting(-10);
  simulator.fault('refresh.drop', { times: 1 });
  const replies = await Promise.all((await workers(MANY)).map((worker) => worker.ask('credential')));
  expect(refreshes()).toBe(2);
  const codes = new Set(replies.map((reply) => reply.code));
  expect(codes.has('auth.interrupted')).toBe(true);
  expect([...codes].every((code) => code === 'auth.interrupted' || code?.startsWith('network.'))).toBe(true);
  expect(await leftovers()).toEqual(['auth.json.journal']);
});
