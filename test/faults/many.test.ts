import path from 'node:path';
import { expect, test } from 'vitest';
import { LOCK_TIMES } from '../../src/system/lock.ts';
import { makeSandbox, makeSimulator } from '../support/sandbox.ts';
import { writeLogin } from '../login/support.ts';
import { buildWorker, leftovers, onDisk, refreshes, startWorker, until } from './support.ts';

buildWorker();

const many = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

test.each([
  ['due', 100],
  ['expired', -10],
])('twenty processes with one %s token make exactly one request, and all are served', async (_, ttl) => {
  const simulator = await makeSimulator({ revokeFamilyOnReuse: true });
  const { authFile } = await makeSandbox();
  await writeLogin(authFile, simulator.mintTokens({ accessTtlSeconds: ttl }));
  // Some of them with another temporary folder: nothing of the lock is there.
  const workers = await many(20, (index) =>
    startWorker(authFile, simulator, index % 2 === 0 ? {} : { TMPDIR: path.dirname(authFile) }),
  );
  const replies = await many(20, (index) => workers[index]?.ask('credential') ?? Promise.reject(new Error()));
  const { codex, other } = await onDisk(authFile);
  expect(replies.map((reply) => reply.token)).toEqual(Array.from({ length: 20 }, () => codex?.access_token));
  expect(refreshes(simulator)).toBe(1);
  expect(other).toEqual({ keep: 'me' });
  expect(await leftovers(authFile)).toEqual([]);
});

test('twenty processes make one request more, and all are served, when the first one was killed in the middle', async () => {
  const simulator = await makeSimulator({ revokeFamilyOnReuse: true });
  const { authFile } = await makeSandbox();
  await writeLogin(authFile, simulator.mintTokens({ accessTtlSeconds: -10 }));
  const workers = await many(20, () => startWorker(authFile, simulator));
  const first = await startWorker(authFile, simulator);
  // Asked, not rotated, never answered.
  simulator.fault('refresh.hang', { times: 1 });
  first.send('credential');
  await until(() => refreshes(simulator) === 1);
  const all = many(20, (index) => workers[index]?.ask('credential') ?? Promise.reject(new Error()));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(refreshes(simulator)).toBe(1);
  first.child.kill('SIGKILL');
  await first.ended;
  const replies = await all;
  const { codex } = await onDisk(authFile);
  expect(replies.map((reply) => reply.token)).toEqual(Array.from({ length: 20 }, () => codex?.access_token));
  expect(refreshes(simulator)).toBe(2);
  expect(simulator.state.families).toMatchObject([{ refreshes: 1, reuseAttempts: 0 }]);
  // A dead holder is no reason to wait: the others were served long before a stalled one would be passed over.
  expect(Math.max(...replies.map((reply) => reply.ms ?? 0))).toBeLessThan(LOCK_TIMES.staleMs);
  expect(await leftovers(authFile)).toEqual([]);
});

test('twenty processes ask once more, not twenty times, when the answer of the first one was lost', async () => {
  const simulator = await makeSimulator();
  const { authFile } = await makeSandbox();
  await writeLogin(authFile, simulator.mintTokens({ accessTtlSeconds: -10 }));
  simulator.fault('refresh.drop', { times: 1 });
  const workers = await many(20, () => startWorker(authFile, simulator));
  const replies = await many(20, (index) => workers[index]?.ask('credential') ?? Promise.reject(new Error()));
  expect(refreshes(simulator)).toBe(2);
  const codes = new Set(replies.map((reply) => reply.code));
  expect(codes.has('auth.interrupted')).toBe(true);
  expect([...codes].every((code) => code === 'auth.interrupted' || code?.startsWith('network.'))).toBe(true);
  expect(await leftovers(authFile)).toEqual(['auth.json.journal']);
});
