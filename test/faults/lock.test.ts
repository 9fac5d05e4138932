import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import { machineId } from '../../src/system/machine.ts';
import { makeSandbox, makeSimulator } from '../support/sandbox.ts';
import { writeLogin } from '../login/support.ts';
import { buildWorker, FAST, fast, FAULTS, leftovers, startWorker, until, type Worker } from './support.ts';

buildWorker();

async function setting(): Promise<{ authFile: string; simulator: Simulator; folder: string }> {
  const simulator = await makeSimulator();
  const { authFile } = await makeSandbox();
  await writeLogin(authFile, simulator.mintTokens());
  return { authFile, simulator, folder: `${authFile}.lock` };
}

const many = (count: number, make: () => Promise<Worker>): Promise<Worker[]> =>
  Promise.all(Array.from({ length: count }, make));

/** A process id that no process has. */
const NOBODY = 4_194_400;

test('processes that take the lock again and again are never inside together, also while holders are killed', {
  timeout: 30_000 + FAULTS * 1_000,
}, async () => {
  const { authFile, simulator } = await setting();
  const honest = await many(8, () => startWorker(authFile, simulator, { WORKER_ROUNDS: String(FAULTS) }));
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
  expect(replies.map(({ entered, clashes }) => ({ entered, clashes }))).toEqual(
    replies.map(() => ({ entered: FAULTS, clashes: 0 })),
  );
  expect(killed).toBeGreaterThan(3);
  // The last victim may have left its own; nothing of the others is there.
  expect((await leftovers(authFile)).filter((name) => !/\.(?:lock|inside)$/.test(name))).toEqual([]);
});

test('of eight that find one dead holder together, one at a time is inside, and none waits for the dead', {
  timeout: 30_000 + FAULTS * 1_000,
}, async () => {
  const { authFile, simulator, folder } = await setting();
  const takers = await many(8, () => startWorker(authFile, simulator, { WORKER_ROUNDS: '1' }));
  const machine = await machineId(process.platform);
  let slowest = 0;
  for (let round = 0; round < FAULTS; round += 1) {
    // At once there with the card in it, as the dead one has left it.
    const made = path.join(path.dirname(authFile), `made-${round}`);
    await mkdir(made);
    await writeFile(path.join(made, `${NOBODY}.${machine}.${Date.now()}.round-${round}`), '');
    await rename(made, folder);
    const replies = await Promise.all(takers.map((taker) => taker.ask('contend')));
    expect(replies.map(({ ok, clashes }) => ({ ok, clashes }))).toEqual(
      replies.map(() => ({ ok: true, clashes: 0 })),
    );
    slowest = Math.max(slowest, ...replies.map((reply) => reply.ms ?? 0));
    expect(await leftovers(authFile)).toEqual([]);
  }
  expect(slowest).toBeLessThan(8_000);
});

test('a holder that was stopped is passed over, notices it, and takes nothing away from the new one', async () => {
  const { authFile, simulator } = await setting();
  const [sleeper, next, patient] = await Promise.all([
    startWorker(authFile, simulator, fast),
    startWorker(authFile, simulator, fast),
    startWorker(authFile, simulator, fast),
  ]);
  expect(await sleeper.ask('lock')).toMatchObject({ lock: 'held' });
  sleeper.child.kill('SIGSTOP');
  const began = performance.now();
  let patientGotIt = false;
  for (;;) {
    patientGotIt ||= (await patient.ask('lock-patient')).lock === 'held';
    if ((await next.ask('lock')).lock === 'held') break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  // Not before it had been silent for as long as promised, and not by a process that can wait.
  expect(performance.now() - began).toBeGreaterThanOrEqual(FAST.staleMs);
  expect(patientGotIt).toBe(false);

  sleeper.child.kill('SIGCONT');
  await until(async () => (await sleeper.ask('intact')).intact === false);
  await until(() => sleeper.said.filter((line) => line.log?.includes('passed over')).length === 1);
  await sleeper.ask('release');
  expect(await next.ask('intact')).toMatchObject({ intact: true });
  expect(await patient.ask('lock')).toMatchObject({ lock: 'busy' });
  await next.ask('release');
  expect(await patient.ask('lock')).toMatchObject({ lock: 'held' });
});

test('a holder at work is not passed over, however long it works', async () => {
  const { authFile, simulator } = await setting();
  const [holder, other] = await many(2, () => startWorker(authFile, simulator, fast));
  expect(await holder?.ask('lock')).toMatchObject({ lock: 'held' });
  const end = performance.now() + 2 * FAST.staleMs;
  while (performance.now() < end) {
    expect(await other?.ask('lock')).toMatchObject({ lock: 'busy' });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(await holder?.ask('intact')).toMatchObject({ intact: true });
  await holder?.ask('release');
  expect(await other?.ask('lock')).toMatchObject({ lock: 'held' });
});

test.each([
  ['ahead', 3_600_000],
  ['behind', -7_200_000],
])('a clock that is %s takes no lock from the living and waits for no dead', async (_, wrongBy) => {
  const { authFile, simulator } = await setting();
  const holder = await startWorker(authFile, simulator);
  const other = await startWorker(authFile, simulator, { WORKER_CLOCK: String(wrongBy) });
  expect(await holder.ask('lock')).toMatchObject({ lock: 'held' });
  for (let i = 0; i < 10; i += 1) {
    expect(await other.ask('lock')).toMatchObject({ lock: 'busy' });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await holder.ask('intact')).toMatchObject({ intact: true });
  holder.child.kill('SIGKILL');
  await holder.ended;
  expect(await other.ask('lock')).toMatchObject({ lock: 'held' });
});

test('a folder without a card, and a card that says nothing, are believed for a while and then passed over', async () => {
  const { authFile, simulator, folder } = await setting();
  const worker = await startWorker(authFile, simulator, fast);
  await mkdir(folder);
  expect(await worker.ask('lock')).toMatchObject({ lock: 'busy' });
  await until(async () => (await worker.ask('lock')).lock === 'held');
  await worker.ask('release');
  await mkdir(folder);
  await writeFile(path.join(folder, 'hello'), '');
  expect(await worker.ask('lock')).toMatchObject({ lock: 'busy' });
  await until(async () => (await worker.ask('lock')).lock === 'held');
  await worker.ask('release');
  expect(await leftovers(authFile)).toEqual([]);
});
