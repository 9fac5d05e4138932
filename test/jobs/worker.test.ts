import { writeFileSync } from 'node:fs';
import { mkdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/app.ts';
import { SILENT_MS, type Job } from '../../src/jobs/job.ts';
import { askAsJob } from '../../src/mcp/jobs.ts';
import { readSettings } from '../../src/settings.ts';
import type { Deps } from '../../src/system/deps.ts';
import { sleep } from '../../src/system/time.ts';
import { startDetached } from '../../src/system/worker.ts';
import type { SimulatorOptions } from '../../simulator/simulator.ts';
import { BUNDLE } from '../support/sandbox.ts';
import { refusal } from '../threads/support/store.ts';
import {
  hostNamed,
  isAlive,
  jobsScene,
  paced,
  TASKS,
  taskOf,
  textOf,
  threadIn,
  TIMEOUT,
  type JobsScene,
} from './scene.ts';
import { plantJob } from './plant.ts';

/** Three seconds last 300 ms in this process; the workers are as they are. */
const PACE = 0.1;

/** A server that starts the shipped program as its worker. */
async function tasksScene(
  options: SimulatorOptions,
  pace = PACE,
  more: Partial<Deps> = {},
): Promise<JobsScene & { readonly inputs: string[] }> {
  const inputs: string[] = [];
  let env: Deps['env'] = {};
  const startWorker: Deps['startWorker'] = (input) => {
    inputs.push(input);
    return startDetached(process.execPath, [BUNDLE, 'answer-for-a-server'], input, { env, cwd });
  };
  let cwd = '';
  const scene = await jobsScene(options, pace, { startWorker, ...more });
  env = scene.sandbox.env;
  cwd = scene.project;
  return { ...scene, inputs };
}

/** The process of a job, as its record says. */
async function pidOf(job: Job): Promise<number> {
  return 'pid' in job && typeof job.pid === 'number' ? job.pid : 0;
}

const ended = async ({ app }: JobsScene, id: string): Promise<Job> => {
  await expect
    .poll(async () => (await app.jobs.get(id))?.state, { timeout: 8_000, interval: 50 })
    .not.toBe('working');
  const job = await app.jobs.get(id);
  if (!job) throw new Error('no job');
  return job;
};

test('what is answered soon comes as the plain answer, as the server itself gives it', async () => {
  const scene = await tasksScene({}, 1);
  const [handed, own] = [await scene.ask('Quick', TASKS), await scene.ask('Quick', hostNamed('claude-code'))];
  expect(scene.inputs).toHaveLength(1);
  const shape = (output: object): string =>
    JSON.stringify(output).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}|req-sim-[\w-]+|\d+/g, 'n');
  expect(shape(handed)).toEqual(shape(own));
  expect(await scene.files()).toEqual([]);
  expect(scene.questions()).toBe(2);
});

test('what takes longer is a task, which another process tells, again and again', async () => {
  const scene = await tasksScene(paced(900));
  const task = taskOf(await scene.ask('Long', TASKS));
  expect(task).toMatchObject({ state: 'working', title: 'Long', project: scene.project });
  expect(task.threadId).toBeDefined();
  const pid = await pidOf(task);
  // Nothing of the question is on the command line, nor is the server's own process at work.
  const [cmdline, cwd] = await Promise.all([
    readFile(`/proc/${pid}/cmdline`, 'utf8'),
    readlink(`/proc/${pid}/cwd`),
  ]);
  expect(cmdline.split('\0').slice(2)).toEqual(['answer-for-a-server', '']);
  expect(cwd).toBe(scene.project);
  expect(pid).not.toBe(process.pid);

  const later = scene.another();
  const job = await ended({ ...scene, app: later }, task.id);
  expect(job).toMatchObject({ state: 'completed', delivered: false });
  expect(job.result?.text).toMatch(/^Long: word[^]*end/);
  expect(job.result?.meta).toHaveProperty(['codex-oauth/receipt', 'thread_id'], task.threadId);
  await later.jobs.delivered(task.id);
  expect(await scene.app.jobs.get(task.id)).toEqual({ ...job, delivered: true });
  await expect.poll(() => isAlive(pid), { timeout: 3_000 }).toBe(false);
  expect(scene.questions()).toBe(1);
});

test('questions that come to one thread within three seconds are all asked', async () => {
  const scene = await tasksScene(paced(1_000), 0.6);
  const threadId = threadIn(await scene.ask('First'));
  const second = scene.ask('Second', TASKS, { threadId });
  await expect
    .poll(async () => (await scene.app.jobs.open())[0]?.threadId, { timeout: 3_000 })
    .toBe(threadId);
  const third = textOf(await scene.ask('Third', hostNamed('claude-code'), { threadId }));
  expect(third.startsWith('Third: word')).toBe(true);
  await second;
  expect(scene.questions()).toBe(3);
});

test('a worker that is killed is told with what it had; its thread can be fetched once', async () => {
  const scene = await tasksScene(paced(3_000));
  const task = taskOf(await scene.ask('Long', TASKS));
  const { threadId = '' } = task;
  const text = async (): Promise<string> =>
    (await scene.app.threads.load(threadId, undefined)).turns[0]?.text ?? '';
  await expect.poll(text, { timeout: 4_000 }).toContain('word');
  process.kill(await pidOf(task), 'SIGKILL');
  const job = await ended(scene, task.id);
  expect(job).toMatchObject({ state: 'interrupted', delivered: false, result: { code: 'jobs.interrupted' } });
  expect(job.result?.text).toMatch(/^Long: word/);
  const fetched = await scene.ask('fetch', TASKS, { threadId });
  expect(fetched).toEqual(job.result);
  expect(await scene.app.jobs.open()).toEqual([]);
  expect(scene.questions()).toBe(1);
});

test.skipIf(process.platform !== 'linux')(
  'a worker that is stopped for ever counts as dead after a minute of silence; if it goes on later, it ends, and what was told stays',
  async () => {
    let ahead = 0;
    const scene = await tasksScene(paced(6_000), PACE, { now: () => Date.now() + ahead });
    const { id } = taskOf(await scene.ask('Long', TASKS));
    const pid = await pidOf(await scene.only());
    const state = async (): Promise<unknown> => (await scene.app.jobs.get(id))?.state;
    process.kill(pid, 'SIGSTOP');
    onTestFinished(() => void (isAlive(pid) && process.kill(pid, 'SIGKILL')));
    expect(await state()).toBe('working');
    // A sleeping laptop or a clock that jumps makes every worker look silent: those that are not stopped are alive.
    ahead = SILENT_MS + 5_000;
    expect(await state()).toBe('interrupted');
    await scene.app.jobs.delivered(id);
    process.kill(pid, 'SIGCONT');
    expect(await state()).toBe('interrupted');
    await expect.poll(() => isAlive(pid), { timeout: 3_000 }).toBe(false);
    expect(await scene.app.jobs.get(id)).toMatchObject({ state: 'interrupted', delivered: true });
    expect(await scene.files()).toEqual(['delivered']);
    expect(scene.simulator.requests('POST', '/backend-api/codex/responses')).toMatchObject([
      { durationMs: expect.any(Number) },
    ]);
  },
);

test('of a process that was silent and lives, a sign of life is waited for before its end is told', async () => {
  const scene = await jobsScene({}, 0.3);
  const { authFile } = scene.sandbox;
  // The machine has slept for an hour; here no start of a process is known.
  const asleep = { identity: undefined, updatedAt: Date.now() - 3_600_000 };
  const id = await plantJob(authFile, scene.project, asleep);
  const seen = scene.app.jobs.get(id);
  await sleep(200);
  await plantJob(authFile, scene.project, { ...asleep, updatedAt: Date.now() });
  expect(await seen).toMatchObject({ state: 'working' });
  await plantJob(authFile, scene.project, asleep);
  expect(await scene.app.jobs.get(id)).toMatchObject({ state: 'interrupted' });
});

test('stop reaches the backend, and SIGTERM tells it as interrupted', async () => {
  const scene = await tasksScene(paced(30_000));
  const tasks = await Promise.all(['One', 'Two'].map((prompt) => scene.ask(prompt, TASKS)));
  const [one, two] = tasks.map(taskOf);
  if (!one || !two) throw new Error('no tasks');
  expect(await scene.app.jobs.stop(one.id)).toMatchObject({ state: 'stopped', delivered: true });
  process.kill(await pidOf(two), 'SIGTERM');
  expect(await ended(scene, two.id)).toMatchObject({ state: 'interrupted', delivered: false });
  const open = scene.simulator
    .requests('POST', '/backend-api/codex/responses')
    .filter((entry) => entry.durationMs === null);
  expect(open).toEqual([]);
  for (const task of [one, two]) {
    const pid = await pidOf(task);
    await expect.poll(() => isAlive(pid), { timeout: 3_000 }).toBe(false);
  }
});

test('a cancel before the task is given stops it; one that is a timeout does not', async () => {
  // Before: within three whole seconds, however slowly the worker starts.
  const scene = await tasksScene(paced(1_000), 1);
  const cancel = async (reason?: string): Promise<void> => {
    const stop = new AbortController();
    const before = scene.questions();
    const asked = refusal(scene.ask('Long', TASKS, {}, stop.signal));
    await expect.poll(scene.questions, { timeout: 3_000 }).toBe(before + 1);
    stop.abort(reason);
    expect(await asked).toMatchObject({ code: 'cancelled' });
  };
  await cancel();
  expect(await scene.app.jobs.open()).toEqual([]);
  await cancel(TIMEOUT);
  const { id, state } = await scene.only();
  expect(state).toBe('working');
  expect(await ended(scene, id)).toMatchObject({ state: 'completed' });
});

test('a cancel before the worker has started sends nothing', async () => {
  const scene = await tasksScene(paced(1_000), 1);
  expect(await refusal(scene.ask('Long', TASKS, {}, AbortSignal.abort('user')))).toMatchObject({
    code: 'cancelled',
  });
  expect(await scene.app.jobs.list(undefined)).toMatchObject([{ state: 'stopped', delivered: true }]);
  expect(scene.questions()).toBe(0);
});

test('what needs the user is asked by the server: a secret, and a sign-in', async () => {
  const scene = await tasksScene({});
  const asked: number[] = [];
  const host = hostNamed('claude-code', {
    tasks: true,
    confirm: async (_message, found) => {
      asked.push(found.length);
      return true;
    },
  });
  const secret = `ghp_${'aB3dE5gH7j'.repeat(4).slice(0, 36)}`;
  expect(textOf(await scene.ask(`What is ${secret}?`, host))).toContain(secret);
  expect(asked).toEqual([1]);
  expect(scene.questions()).toBe(1);
  // Nothing of it is on disk.
  expect(await scene.files()).toEqual([]);

  await scene.app.clear();
  expect(await refusal(scene.ask('Again', TASKS))).toMatchObject({ kind: 'sign-in' });
});

test('the server itself asks where it must, or where no worker can be started', async () => {
  const scene = await jobsScene({}, PACE, { startWorker: async () => undefined });
  expect(textOf(await scene.ask('Quick', TASKS))).toContain('thread_id');

  const none = await tasksScene({});
  none.app.external.setApiKey('sk-sim-0001');
  await refusal(none.ask('Quick', TASKS)).catch(() => {});
  expect(none.inputs).toEqual([]);

  // A record that cannot be replaced: the worker asks nothing, and leaves nothing.
  const full = await tasksScene({}, PACE, {
    startWorker: async (input) => {
      const { id } = JSON.parse(input) as { readonly id: string };
      const dir = path.join(path.dirname(full.sandbox.authFile), 'codex-oauth', 'jobs');
      await mkdir(path.join(dir, `${id}.json`, 'x'), { recursive: true });
      const { env } = full.sandbox;
      return startDetached(process.execPath, [BUNDLE, 'answer-for-a-server'], input, {
        env,
        cwd: full.project,
      });
    },
  });
  expect(textOf(await full.ask('Quick', TASKS))).toContain('thread_id');
  expect((await full.files()).filter((name) => name.endsWith('.asked'))).toEqual([]);
  expect(full.questions()).toBe(1);

  const broken = await jobsScene({}, PACE, {
    startWorker: (input) => startDetached(process.execPath, ['-e', 'process.exit(3)'], input),
  });
  expect(textOf(await broken.ask('Quick', TASKS))).toContain('thread_id');
  expect(broken.questions()).toBe(1);
  expect(await startDetached('/nonexistent/node', [], '')).toBeUndefined();
});

test('a project that named a variable when the server started gets no worker, whatever its files say later', async () => {
  const scene = await tasksScene({});
  const file = path.join(scene.project, '.mcp.json');
  await writeFile(
    file,
    JSON.stringify({ mcpServers: { a: { env: { CODEX_OAUTH_ISSUER: 'https://x.example' } } } }),
  );
  const app = scene.another();
  await app.status();
  await rm(file);
  const question = { prompt: 'Quick', roots: [scene.project] };
  const { signal } = new AbortController();
  const error = await refusal(askAsJob(question, { app, host: TASKS, signal }, Infinity));
  expect(error).toMatchObject({ code: 'settings.project' });
  expect(scene.inputs).toEqual([]);
});

test('no process may be started: the server asks', async () => {
  // A NUL in an argument is refused by an exception, as is a sandbox's EPERM, and not by an event.
  expect(await startDetached(process.execPath, ['\0'], '')).toBeUndefined();
});

/** A worker whose record is there for a moment, and is deleted with its thread. */
const removedSoon =
  (scene: () => JobsScene): NonNullable<Deps['startWorker']> =>
  async (input) => {
    const { authFile } = scene().sandbox;
    const { id } = JSON.parse(input) as { id: string };
    const file = path.join(path.dirname(authFile), 'codex-oauth', 'jobs', `${id}.json`);
    await plantJob(authFile, scene().project, { id, threadId: 'a-thread' });
    return { exited: sleep(100).then(() => rm(file)) };
  };

test('a question whose thread is removed within its first seconds is not asked a second time', async () => {
  const scene: JobsScene = await jobsScene({}, 1, {
    startWorker: removedSoon(() => scene),
  });
  expect(await refusal(scene.ask('Long', TASKS))).toMatchObject({ code: 'cancelled' });
  expect(scene.questions()).toBe(0);
});

test('a process that writes its end and is gone while its record is read is not told as interrupted', async () => {
  let finish = (): void => {};
  const scene = await jobsScene({}, 1, {
    // Looked for after the record was read.
    processAlive: () => {
      finish();
      return false;
    },
  });
  const { authFile } = scene.sandbox;
  const id = await plantJob(authFile, scene.project);
  const file = path.join(path.dirname(authFile), 'codex-oauth', 'jobs', `${id}.json`);
  const ending = { state: 'completed', result: { text: 'the answer' } };
  const whole = JSON.stringify({ ...(JSON.parse(await readFile(file, 'utf8')) as object), ...ending });
  finish = () => writeFileSync(file, whole);
  expect(await scene.app.jobs.get(id)).toMatchObject(ending);
});

test('a secret that the user let out beforehand is asked by the server, and on no disk', async () => {
  const scene = await tasksScene({});
  const secret = `ghp_${'aB3dE5gH7j'.repeat(4).slice(0, 36)}`;
  const file = path.join(scene.project, 'key.txt');
  await writeFile(file, secret);
  const env = { ...scene.sandbox.env, CODEX_OAUTH_ALLOW_SECRETS: file };
  const settings = readSettings(env, scene.sandbox.dir);
  const app = createApp({ ...scene.app.deps, env }, settings, undefined, PACE);
  const question = { prompt: 'Quick', files: ['allow-secret:key.txt'], roots: [scene.project] };
  const { signal } = new AbortController();
  expect(textOf(await askAsJob(question, { app, host: TASKS, signal }, Infinity))).not.toContain('thread_id');
  expect(scene.inputs).toEqual([]);
  expect(scene.questions()).toBe(1);
});
