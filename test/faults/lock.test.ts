import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { makeSandbox, makeSimulator } from '../support/sandbox.ts';
import { LOCK_STALE_MS } from '../../src/system/lock.ts';
import { buildWorker, FAULTS, leftovers, seed, startWorker, until } from './support.ts';

buildWorker();

async function setting(): Promise<{
  authFile: string;
  simulator: Awaited<ReturnType<typeof makeSimulator>>;
}> {
  const simulator = await makeSimulator();
  const { authFile } = await makeSandbox();
  await seed(authFile, simulator.mintTokens());
  return { authFile, simulator };
}

test('twelve processes that take the lock again and again are never inside together', async () => {
  const { authFile, simulator } = await setting();
  const workers = await Promise.all(
    Array.from({ length: 12 }, () => startWorker(authFile, simulator, { WORKER_ROUNDS: '25' })),
  );
  const replies = await Promise.all(workers.map((worker) => worker.ask('contend')));
  expect(replies.map(({ entered, clashes }) => ({ entered, clashes }))).toEqual(
    Array.from({ length: 12 }, () => ({ entered: 25, clashes: 0 })),
  );
  expect(await leftovers(authFile)).toEqual([]);
});

test('not even while holders are killed in the middle, so that many see the same dead one at once', {
  timeout: 30_000 + FAULTS * 1_000,
}, async () => {
  const { authFile, simulator } = await setting();
  const honest = await Promise.all(
    Array.from({ length: 8 }, () => startWorker(authFile, simulator, { WORKER_ROUNDS: String(FAULTS) })),
  );
  const results = Promise.all(honest.map((worker) => worker.ask('contend')));
  const race = { done: false };
  void results.then(() => {
    race.done = true;
  });
  let killed = 0;
  while (!race.done) {
    const victim = await startWorker(authFile, simulator, { WORKER_ROUNDS: '100000' });
    victim.send('contend');
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 100));
    victim.child.kill('SIGKILL');
    await victim.ended;
    killed += 1;
  }
  const replies = await results;
  expect(replies.every((reply) => reply.entered === FAULTS)).toBe(true);
  expect(replies.reduce((sum, reply) => sum + (reply.clashes ?? 0), 0)).toBe(0);
  expect(killed).toBeGreaterThan(3);
});

test('a holder that was stopped is passed over, notices it, and takes nothing away from the new one', async () => {
  const { authFile, simulator } = await setting();
  const sleeper = await startWorker(authFile, simulator);
  expect(await sleeper.ask('lock')).toMatchObject({ lock: 'held' });
  sleeper.child.kill('SIGSTOP');

  const next = await startWorker(authFile, simulator);
  const began = performance.now();
  let patientGotIt = false;
  const patient = await startWorker(authFile, simulator);
  for (;;) {
    patientGotIt ||= (await patient.ask('lock-patient')).lock === 'held';
    if ((await next.ask('lock')).lock === 'held') break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  // Not before it had been silent for as long as promised, and not for somebody who can wait.
  expect(performance.now() - began).toBeGreaterThanOrEqual(LOCK_STALE_MS);
  expect(patientGotIt).toBe(false);

  sleeper.child.kill('SIGCONT');
  await until(async () => (await sleeper.ask('intact')).intact === false);
  expect(sleeper.said.filter((line) => line.event === 'lost')).toHaveLength(1);
  await sleeper.ask('release');
  expect(await next.ask('intact')).toMatchObject({ intact: true });
  expect(await leftovers(authFile)).toEqual(['auth.json.lock.2']);
  expect(await patient.ask('lock')).toMatchObject({ lock: 'busy' });
  await next.ask('release');
  expect(await patient.ask('lock')).toMatchObject({ lock: 'held' });
});

test('a lock file that says nothing is believed for a while and then passed over', async () => {
  const { authFile, simulator } = await setting();
  await writeFile(`${authFile}.lock.1`, '');
  const worker = await startWorker(authFile, simulator);
  expect(await worker.ask('lock')).toMatchObject({ lock: 'busy' });
  await until(async () => (await worker.ask('lock')).lock === 'held');
});

test('a lock of another machine with our process id is not taken for ours or for a dead one', async () => {
  const { authFile, simulator } = await setting();
  const worker = await startWorker(authFile, simulator);
  const foreign = { nonce: 'elsewhere', pid: worker.pid, machine: 'another', note: '', state: 'working' };
  await writeFile(`${authFile}.lock.1`, JSON.stringify({ ...foreign, started_at: Date.now() }));
  expect(await worker.ask('lock')).toMatchObject({ lock: 'busy' });
});

test('a lock with our own process id from before, when the machine gave it to another, is passed over at once', async () => {
  const { authFile, simulator } = await setting();
  const worker = await startWorker(authFile, simulator);
  await worker.ask('lock');
  const file = path.join(path.dirname(authFile), 'auth.json.lock.1');
  const mine = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  await worker.ask('release');
  await writeFile(file, JSON.stringify({ ...mine, nonce: 'of-an-earlier-life' }));
  expect(await worker.ask('lock')).toMatchObject({ lock: 'held' });
});
