import { mkdtempSync, renameSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseJob, serializeJob, type JobRecord } from '../../src/jobs/job.ts';
import { MOST_JOBS, openRoom } from '../../src/jobs/room.ts';
import { sleep } from '../../src/system/time.ts';

const HOUR = 3_600_000;
/** Three seconds last 150 ms here. */
const PACE = 0.05;

const recordOf = (n: number, createdAt: number): JobRecord => ({
  id: n.toString(16).padStart(32, '0'),
  project: '',
  title: '',
  threadId: undefined,
  turn: undefined,
  state: 'working',
  status: '',
  createdAt,
  updatedAt: createdAt,
  expiresAt: createdAt + HOUR,
  pid: 1,
  identity: undefined,
  machine: 'here',
});

/** A folder in which everybody who asks is alive, and the processes that share it. */
function scene() {
  const dir = mkdtempSync(path.join(tmpdir(), 'codex-oauth-room-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  const another = (now = Date.now) =>
    openRoom({
      dir,
      now,
      sleep,
      pace: PACE,
      read: async (id) => {
        const job = parseJob(await readFile(path.join(dir, `${id}.asked`), 'utf8').catch(() => ''));
        return job && { ...job, delivered: false };
      },
    });
  const plant = (n: number, createdAt: number): void => {
    const record = recordOf(n, createdAt);
    const file = path.join(dir, `${record.id}.asked`);
    writeFileSync(path.join(dir, 'new'), serializeJob(record));
    renameSync(path.join(dir, 'new'), file);
  };
  const asking = (n: number, room = another(), signal = new AbortController().signal) =>
    room.enter(async () => recordOf(n, Date.now()), signal);
  return { another, asking, plant, names: () => readdir(dir) };
}

/** What has come of it soon: in, or the error. */
const soon = (work: Promise<unknown>): Promise<unknown> =>
  Promise.race([
    work.then(
      () => 'in',
      (error: unknown) => error,
    ),
    sleep(4_000).then(() => 'nothing'),
  ]);

test('one that was slow to say so neither hangs nor gets in where all are taken by then', async () => {
  const { another, asking, plant, names } = scene();
  let late = false;
  const room = another(() => {
    const now = Date.now();
    // Between its time and its file, the others come, and are in.
    if (!late) for (let n = 1; n <= MOST_JOBS; n += 1) plant(n, now + 1);
    late = true;
    return now;
  });
  expect(await soon(asking(0, room))).toMatchObject({ code: 'jobs.full' });
  expect(await names()).toHaveLength(MOST_JOBS);
});

test('where the clock was set back, one of two gets the last place', async () => {
  const { asking, plant, names } = scene();
  for (let n = 1; n < MOST_JOBS; n += 1) plant(n, Date.now() + HOUR);
  const ends = await Promise.all([soon(asking(100)), soon(asking(101))]);
  expect(ends.filter((end) => end === 'in')).toHaveLength(1);
  expect(ends).toContainEqual(expect.objectContaining({ code: 'jobs.full' }));
  expect(await names()).toHaveLength(MOST_JOBS);
});

test('one that is stopped behind another that waits ends at once', async () => {
  const { another, asking, plant } = scene();
  const room = another();
  for (let n = 1; n <= MOST_JOBS; n += 1) plant(n, Date.now() + 2 * HOUR);
  const fresh = setInterval(() => plant(1, Date.now()), 20);
  onTestFinished(() => clearInterval(fresh));
  plant(1, Date.now());
  const stop = new AbortController();
  const first = asking(100, room);
  const second = asking(101, room, stop.signal);
  const third = asking(102, room);
  stop.abort(new Error('stopped'));
  expect(await soon(second)).toMatchObject({ message: 'stopped' });
  clearInterval(fresh);
  for (const waits of [first, third]) expect(await soon(waits)).toMatchObject({ code: 'jobs.full' });
});
