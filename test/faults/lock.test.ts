import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { machineId } from '../../src/system/machine.ts';
import { realTimes } from '../support/real.ts';
import { buildWorker, FAULTS, pause, setting, timed, TIMES, until } from './support.ts';

buildWorker();

/** A process id that no process has. */
const NOBODY = 4_194_400;

test('processes that take the lock again and again are never inside together, also while holders are killed', {
  timeout: 30_000 + FAULTS * 1_000,
}, async () => {
  const { worker, workers, leftovers } = await setting(3600);
  const honest = await workers(8, () => ({ WORKER_ROUNDS: String(FAULTS) }));
  let killed = 0;
  // A slow machine starts few of those who are killed in the time of one contest.
  while (killed <= 3) {
    const race = { done: false };
    const results = Promise.all(honest.map((one) => one.ask('contend'))).finally(() => {
      race.done = true;
    });
    while (!race.done) {
      const victim = await worker({ WORKER_ROUNDS: '100000' });
      victim.send('contend');
      await pause(20 + Math.random() * 100);
      victim.child.kill('SIGKILL');
      await victim.ended;
      killed += 1;
    }
    const replies = await results;
    expect(replies.map(({ entered, clashes }) => ({ entered, clashes }))).toEqual(
      replies.map(() => ({ entered: FAULTS, clashes: 0 })),
    );
  }
  // The last victim may have left its own; nothing of the others is there.
  expect((await leftovers()).filter((name) => !/\.(?:lock|inside)$/.test(name))).toEqual([]);
});

test('of eight that find one dead holder together, one at a time is inside, and none waits for the dead', {
  timeout: 30_000 + FAULTS * 1_000,
}, async () => {
  const { authFile, workers, leftovers } = await setting(3600);
  const takers = await workers(8, () => ({ WORKER_ROUNDS: '1' }));
  const machine = await machineId(process.platform);
  let slowest = 0;
  for (let round = 0; round < FAULTS; round += 1) {
    // At once there with the card in it, as the dead one has left it.
    const made = path.join(path.dirname(authFile), `made-${round}`);
    await mkdir(made);
    await writeFile(path.join(made, `${NOBODY}.${machine}.${Date.now()}.round-${round}`), '');
    await rename(made, `${authFile}.lock`);
    const replies = await Promise.all(takers.map((taker) => taker.ask('contend')));
    expect(replies.map(({ ok, clashes }) => ({ ok, clashes }))).toEqual(
      replies.map(() => ({ ok: true, clashes: 0 })),
    );
    slowest = Math.max(slowest, ...replies.map((reply) => reply.ms ?? 0));
    expect(await leftovers()).toEqual([]);
  }
  expect(slowest).toBeLessThan(8_000);
});

test('a holder that was stopped is passed over, notices it, and takes nothing away from the new one', async () => {
  const { worker } = await setting(3600);
  const [sleeper, next, patient] = [await worker(timed()), await worker(timed()), await worker(timed())];
  expect(await sleeper.ask('lock')).toMatchObject({ lock: 'held' });
  sleeper.child.kill('SIGSTOP');
  const began = performance.now();
  do {
    // It can wait, and passes over nobody.
    expect(await patient.ask('lock-patient')).toMatchObject({ lock: 'busy' });
    await pause(50);
  } while ((await next.ask('lock')).lock === 'busy');
  expect(performance.now() - began).toBeGreaterThanOrEqual(TIMES.staleMs);

  sleeper.child.kill('SIGCONT');
  expect(await sleeper.ask('intact')).toMatchObject({ intact: false });
  await sleeper.saw((line) => line.log?.includes('took over the lock') === true);
  await sleeper.ask('release');
  expect(await next.ask('intact')).toMatchObject({ intact: true });
  expect(await patient.ask('lock')).toMatchObject({ lock: 'busy' });
  await next.ask('release');
  expect(await patient.ask('lock')).toMatchObject({ lock: 'held' });
});

test('a holder at work is not passed over, however long it works', async () => {
  const { worker } = await setting(3600);
  // Twice the package's beat, which cannot be shorter than a second.
  const times = realTimes ? TIMES : { staleMs: 2_000, beatMs: 1_000 };
  const [holder, other] = [await worker(timed(times)), await worker(timed(times))];
  expect(await holder.ask('lock')).toMatchObject({ lock: 'held' });
  const end = performance.now() + 1.3 * times.staleMs;
  while (performance.now() < end) {
    expect(await other.ask('lock')).toMatchObject({ lock: 'busy' });
    await pause(100);
  }
  expect(await holder.ask('intact')).toMatchObject({ intact: true });
  await holder.ask('release');
  expect(await other.ask('lock')).toMatchObject({ lock: 'held' });
});

test.each([
  ['ahead', 3_600_000],
  ['behind', -7_200_000],
])('a clock that is %s takes no lock from the living and waits for no dead', async (_, wrongBy) => {
  const { worker } = await setting(3600);
  const holder = await worker();
  const other = await worker({ WORKER_CLOCK: String(wrongBy) });
  expect(await holder.ask('lock')).toMatchObject({ lock: 'held' });
  for (let i = 0; i < 5; i += 1) expect(await other.ask('lock')).toMatchObject({ lock: 'busy' });
  expect(await holder.ask('intact')).toMatchObject({ intact: true });
  holder.child.kill('SIGKILL');
  await holder.ended;
  expect(await other.ask('lock')).toMatchObject({ lock: 'held' });
});

test('a folder without a card, and a card that says nothing, are believed for a while and then passed over', async () => {
  const { authFile, worker, leftovers } = await setting(3600);
  const folder = `${authFile}.lock`;
  const taker = await worker(timed());
  for (const strange of [undefined, 'hello']) {
    await mkdir(folder);
    if (strange) await writeFile(path.join(folder, strange), '');
    expect(await taker.ask('lock')).toMatchObject({ lock: 'busy' });
    await until(async () => (await taker.ask('lock')).lock === 'held');
    await taker.ask('release');
  }
  expect(await leftovers()).toEqual([]);
});
