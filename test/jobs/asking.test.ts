import { execFileSync } from 'node:child_process';
import { mkdir, open, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { MOST_JOBS } from '../../src/jobs/room.ts';
import { askAsJob } from '../../src/mcp/jobs.ts';
import { sleep } from '../../src/system/time.ts';
import { refusal } from '../threads/support/store.ts';
import {
  hostNamed,
  HURRIED,
  jobsScene,
  paced,
  type JobsScene,
  PATIENT,
  textOf,
  threadIn,
  TIMEOUT,
} from './scene.ts';
import { plantJob } from './plant.ts';

/** The client's minute lasts a fifth of a second here, and the three seconds 12 ms. */
const PACE = 0.004;

test('a question that is answered at once leaves nothing', async () => {
  const scene = await jobsScene({}, 1);
  expect(textOf(await scene.ask('Quick'))).toContain('thread_id');
  expect(await scene.files()).toEqual([]);
});

test('a question that takes longer has a record until its own call is answered', async () => {
  const scene = await jobsScene(paced(150), PACE);
  const asked = scene.ask('Long', PATIENT);
  await expect
    .poll(() => scene.only().catch(() => undefined))
    .toMatchObject({
      state: 'working',
      title: 'Long',
      project: scene.project,
      delivered: false,
    });
  expect(textOf(await asked)).toMatch(/word end/);
  expect(await scene.files()).toEqual([]);
});

/** What is on disk of the answer in the thread used last. */
const part = async ({ app, project }: JobsScene): Promise<string> =>
  app.threads.load('last', project).then(
    ({ turns }) => turns[0]?.text ?? '',
    () => '',
  );

describe('a host that gives up after a minute', () => {
  test('is told before that to come again; the answer is fetched by a second call, and asked once', async () => {
    const scene = await jobsScene(paced(300), PACE);
    const first = await scene.ask('Long');
    expect(first).toMatchObject({ meta: { 'codex-oauth/job': { state: 'working' } } });
    expect(first).not.toHaveProperty('isError');
    const threadId = threadIn(first);
    expect(await scene.only()).toMatchObject({ state: 'working', threadId });

    const rest = textOf(await scene.ask('Something else', PATIENT, { threadId }));
    expect(rest.split('\n')[0]).toMatch(/not asked/);
    expect(rest).toMatch(/word end/);
    expect(rest).toContain(threadId);
    expect(scene.questions()).toBe(1);
    expect(await scene.files()).toEqual(['delivered']);

    // From then on the thread takes questions.
    const next = textOf(await scene.ask('And now?', PATIENT, { threadId }));
    expect(next.startsWith('And now?: word')).toBe(true);
    expect(scene.questions()).toBe(2);
  });

  test.each(['', 'fetch', 'Long'])('fetches with the prompt "%s" without a remark', async (prompt) => {
    const scene = await jobsScene(paced(300), PACE);
    const threadId = threadIn(await scene.ask('Long'));
    const rest = textOf(await scene.ask(prompt, PATIENT, { threadId: 'last' }));
    expect(rest.startsWith('Long: word')).toBe(true);
    // A call may have been over when it was given the answer: it can be fetched once more.
    const again = textOf(await scene.ask('fetch', HURRIED, { threadId }));
    expect(again.startsWith('Long: word')).toBe(true);
    expect(scene.questions()).toBe(1);
  });

  test('is told again and again where one fetch is not enough', async () => {
    const scene = await jobsScene(paced(1_000), PACE);
    const threadId = threadIn(await scene.ask('Long'));
    const second = await scene.ask('fetch', HURRIED, { threadId });
    expect(second).toMatchObject({ meta: { 'codex-oauth/job': { thread_id: threadId } } });
    expect(textOf(await scene.ask('fetch', PATIENT, { threadId }))).toMatch(/word end/);
    expect(scene.questions()).toBe(1);
  });

  test('may fetch from another process, and two calls at once get the same', async () => {
    const scene = await jobsScene(paced(300), PACE);
    const threadId = threadIn(await scene.ask('Long'));
    const both = await Promise.all([1, 2].map(() => scene.ask('fetch', PATIENT, { threadId })));
    expect(both.map(textOf)[0]).toMatch(/word end/);
    expect(both.map(textOf)[1]).toBe(both.map(textOf)[0]);
  });
});

test('a project is not given the answer of another', async () => {
  const scene = await jobsScene(paced(300), PACE);
  const threadId = threadIn(await scene.ask('Long'));
  const other = path.join(scene.sandbox.dir, 'other');
  await mkdir(other);
  const error = await refusal(scene.ask('fetch', HURRIED, { threadId, roots: [other] }));
  expect(error.code).toBe('thread.project');
});

test('"fetch" without a thread is a question like any other', async () => {
  const scene = await jobsScene({}, 1);
  expect(textOf(await scene.ask('fetch'))).toContain('thread_id');
  expect(scene.questions()).toBe(1);
});

test('an empty prompt alone is refused, and asks nothing', async () => {
  const scene = await jobsScene({}, 1);
  expect(await refusal(scene.ask(''))).toMatchObject({ code: 'query.prompt' });
  expect(scene.questions()).toBe(0);
});

describe('a cancel', () => {
  test('whose reason is a timeout lets the question go on, however early it comes', async () => {
    const scene = await jobsScene(paced(150), 1);
    const stop = new AbortController();
    const asked = scene.ask('Long', HURRIED, {}, stop.signal);
    await expect.poll(scene.questions).toBe(1);
    stop.abort(TIMEOUT);
    await asked;
    await expect.poll(() => scene.only().catch(() => undefined)).toBeDefined();
    const { threadId = '' } = await scene.only();
    expect(textOf(await scene.ask('fetch', PATIENT, { threadId }))).toMatch(/word end/);
    expect(scene.questions()).toBe(1);
  });

  test.each([undefined, 'AbortError: This operation was aborted', 'User pressed Esc'])(
    'with the reason "%s" stops it at the backend, and nothing is to come',
    async (reason) => {
      const scene = await jobsScene(paced(2_500), PACE);
      const stop = new AbortController();
      const asked = refusal(scene.ask('Long', PATIENT, {}, stop.signal));
      await expect.poll(async () => (await scene.app.jobs.open()).length).toBe(1);
      stop.abort(reason);
      expect(await asked).toMatchObject({ code: 'cancelled' });
      expect(await scene.app.jobs.open()).toEqual([]);
      const [job] = await scene.app.jobs.list(scene.project);
      expect(job).toMatchObject({ state: 'stopped', delivered: true });
    },
  );

  test('of a fetch stops it too', async () => {
    const scene = await jobsScene(paced(2_500), PACE);
    const threadId = threadIn(await scene.ask('Long'));
    const stop = new AbortController();
    const fetching = refusal(scene.ask('fetch', PATIENT, { threadId }, stop.signal));
    setTimeout(() => stop.abort(), 50);
    await fetching;
    const [job] = await scene.app.jobs.list(undefined);
    expect(job).toMatchObject({ state: 'stopped', delivered: true });
  });
});

test('what had come when the process ends is told as interrupted, once', async () => {
  const scene = await jobsScene(paced(2_500), PACE);
  const asked = refusal(scene.ask('Long\n\n—\nthread_id: 1', PATIENT));
  await expect.poll(() => part(scene), { timeout: 3_000 }).toContain('word');
  const { threadId = '' } = await scene.only();
  scene.app.jobs.interrupt();
  await asked;
  await scene.app.flushed();
  const later = await scene.only();
  expect(later).toMatchObject({ state: 'interrupted', threadId });
  const told = await scene.ask('fetch', PATIENT, { threadId });
  expect(told).toMatchObject({ code: 'jobs.interrupted' });
  // It plays our last lines: enclosed, as a whole answer is, and the same whenever it is told.
  expect(textOf(told)).toMatch(
    new RegExp(
      `^\\[Answer (\\w{8}): .*\\nLong\\n\\n—\\nthread_id: 1: word[^]*\\n\\[End of answer \\1\\]\\n\\n.*\\n\\n—\\nthread_id: ${threadId}$`,
    ),
  );
  expect(textOf(await scene.ask('fetch', PATIENT, { threadId }))).toBe(textOf(told));
  expect(await scene.app.jobs.open()).toEqual([]);
  expect(scene.questions()).toBe(1);
});

test.each(['stopped', 'interrupted'] as const)(
  'an answer that was complete when it was to be %s is told whole',
  async (reason) => {
    const { app, project } = await jobsScene({}, 1);
    const about = { id: app.jobs.newId(), title: 'Long', project: async () => project, status: () => '' };
    const job = app.jobs.begin(about);
    await job.keep();
    job.end(reason);
    await job.finish({ text: 'whole', meta: { a: 1 } }, true);
    expect(await app.jobs.get(job.id)).toMatchObject({
      state: 'completed',
      delivered: reason === 'stopped',
      result: { text: 'whole', meta: { a: 1 } },
    });
  },
);

test('another process stops it', async () => {
  const scene = await jobsScene(paced(2_500), PACE);
  const asked = refusal(scene.ask('Long', PATIENT));
  await expect.poll(async () => (await scene.app.jobs.open()).length).toBe(1);
  const { id } = await scene.only();
  expect(await scene.another().jobs.stop(id)).toMatchObject({ state: 'stopped', delivered: true });
  expect(await asked).toMatchObject({ code: 'cancelled' });
  expect(await scene.files()).toEqual(['delivered']);
});

test('no question lasts for ever: its end is told with what had come', async () => {
  // Two hours in 360 ms.
  const scene = await jobsScene(paced(500), 0.00005);
  const error = await refusal(scene.ask('Long', PATIENT));
  expect(error).toMatchObject({ code: 'jobs.too_long' });
  const { threadId = '' } = await scene.only();
  const told = await scene.ask('fetch', PATIENT, { threadId });
  expect(textOf(told)).toMatch(/^Long: word/);
  expect(told).toMatchObject({ code: 'jobs.too_long' });
});

test('where threads are off nothing is kept, and the call waits', async () => {
  const scene = await jobsScene(paced(300), PACE, { env: { CODEX_OAUTH_THREADS: 'off' } });
  expect(textOf(await scene.ask('Long'))).toMatch(/word end/);
  expect(await scene.files()).toEqual([]);
});

test('what the user let the secret guard send is not kept, and the call waits', async () => {
  const scene = await jobsScene(paced(300), PACE);
  const secret = `ghp_${'aB3dE5gH7j'.repeat(4).slice(0, 36)}`;
  const host = hostNamed('test-client', { confirm: async () => true });
  expect(textOf(await scene.ask(`What is ${secret}?`, host))).toMatch(/word end/);
  expect(await scene.files()).toEqual([]);
});

test(`of many at once, in any number of processes, ${MOST_JOBS} are asked, and those for whom no room comes soon are refused`, async () => {
  const scene = await jobsScene(paced(9_000), 0.3);
  const asked = Array.from({ length: MOST_JOBS + 4 }, async (_, n) => {
    const app = scene.another();
    onTestFinished(() => app.jobs.interrupt());
    const context = { app, host: PATIENT, signal: new AbortController().signal };
    return refusal(askAsJob({ prompt: `Long ${n}`, roots: [scene.project] }, context, Infinity));
  });
  for (const each of asked) each.catch(() => {});
  const ends = await Promise.allSettled(asked.map((each) => Promise.race([each, sleep(3_000)])));
  const refused = ends.map((end) => (end.status === 'fulfilled' ? end.value?.code : end.reason));
  expect(refused.filter((code) => code !== undefined)).toEqual(Array(4).fill('jobs.full'));
  expect(scene.questions()).toBe(MOST_JOBS);
});

test('many short ones at once are all answered', async () => {
  const scene = await jobsScene({}, 1);
  const prompts = Array.from({ length: 3 * MOST_JOBS }, (_, n) => `Quick ${n}`);
  const answers = await Promise.all(prompts.map((prompt) => scene.ask(prompt)));
  for (const answer of answers) expect(textOf(answer)).toContain('thread_id');
  expect(scene.questions()).toBe(prompts.length);
  expect(await scene.files()).toEqual([]);
});

test(`more than ${MOST_JOBS} at once are refused, with what runs; one that died makes room`, async () => {
  // Those have lasted: in this process three seconds are a millisecond.
  const scene = await jobsScene({}, 1 / 3_000);
  const { authFile } = scene.sandbox;
  const running = async (n: number, pid = process.pid): Promise<string> => {
    const id = String(n).padStart(32, '0');
    await plantJob(authFile, '/elsewhere', { id, pid, title: 'of somebody else' }, 'asked');
    return id.slice(0, 8);
  };
  const ids = await Promise.all(Array.from({ length: MOST_JOBS }, (_, n) => running(n)));
  const error = await refusal(scene.ask('One more'));
  expect(error).toMatchObject({ code: 'jobs.full' });
  expect(error.message).toContain(ids[0]);
  expect(error.message).not.toContain('somebody else');
  expect(scene.questions()).toBe(0);
  await running(0, 2 ** 22 - 1);
  expect(textOf(await scene.ask('One more'))).toContain('thread_id');
});

test('what is damaged, foreign or unreadable in the folder harms nobody', async () => {
  const scene = await jobsScene({}, 1);
  const dir = path.join(path.dirname(scene.sandbox.authFile), 'codex-oauth', 'jobs');
  await mkdir(path.join(dir, `${'c'.repeat(32)}.json`), { recursive: true });
  await writeFile(path.join(dir, `${'a'.repeat(32)}.json`), '{"version":1,"id":"');
  await writeFile(path.join(dir, `${'b'.repeat(32)}.json`), '{"version":2,"state":"working"}');
  await writeFile(path.join(dir, 'notes.txt'), 'mine');
  // What would be waited for, or read, for ever.
  execFileSync('mkfifo', [path.join(dir, `${'d'.repeat(32)}.json`)]);
  await symlink('/dev/zero', path.join(dir, `${'e'.repeat(32)}.json`));
  const huge = await open(path.join(dir, `${'f'.repeat(32)}.json`), 'w');
  await huge.truncate(3 * 2 ** 30);
  await huge.close();
  expect(textOf(await scene.ask('Quick'))).toContain('thread_id');
  expect(await scene.app.jobs.list(undefined)).toEqual([]);
  for (const id of ['a'.repeat(32), 'c'.repeat(32), '../auth', '', '..', `${'a'.repeat(32)}/..`])
    expect(await scene.app.jobs.get(id)).toBeUndefined();
  expect(await scene.files()).toContain('notes.txt');
});

test('a thread that is deleted takes its jobs along: one that works is stopped', async () => {
  const scene = await jobsScene(paced(2_500), PACE);
  const threadId = threadIn(await scene.ask('Long'));
  await expect.poll(() => part(scene), { timeout: 3_000 }).toContain('word');
  await scene.app.jobs.forget(threadId);
  expect(await scene.app.threads.remove(threadId, undefined)).toBe(threadId);
  await scene.app.flushed();
  expect(await scene.app.jobs.list(undefined)).toEqual([]);
  expect((await scene.app.threads.list(undefined)).total).toBe(0);
});

test('an ended job answers the same until it expires, and is then deleted', async () => {
  let now = Date.now();
  const scene = await jobsScene(paced(300), PACE, { now: () => now });
  const threadId = threadIn(await scene.ask('Long'));
  await scene.ask('fetch', PATIENT, { threadId });
  const [job] = await scene.app.jobs.list(undefined);
  const id = job?.id ?? '';
  const first = await scene.app.jobs.get(id);
  expect(first).toMatchObject({ state: 'completed', delivered: true });
  await scene.app.jobs.delivered(id);
  now += 6 * 86_400_000;
  expect(await scene.another().jobs.get(id)).toEqual(first);
  now += 2 * 86_400_000;
  expect(await scene.app.jobs.get(id)).toBeUndefined();
  await scene.app.jobs.list(undefined);
  expect(await scene.files('delivered')).toEqual([]);
});

describe('a folder that takes nothing any more', () => {
  /** Makes every write in the folder of the jobs fail, until it is undone. */
  const block = async ({ sandbox }: JobsScene, folder = ''): Promise<() => Promise<void>> => {
    const at = path.join(path.dirname(sandbox.authFile), 'codex-oauth', 'jobs', folder);
    await rename(at, `${at}-aside`).catch(() => mkdir(`${at}-aside`, { recursive: true }));
    await writeFile(at, '');
    return async () => {
      await rm(at);
      await rename(`${at}-aside`, at);
    };
  };

  test('from the start: the call waits and is answered', async () => {
    const scene = await jobsScene(paced(300), PACE);
    await mkdir(path.join(path.dirname(scene.sandbox.authFile), 'codex-oauth'), { recursive: true });
    await block(scene);
    expect(textOf(await scene.ask('Long'))).toMatch(/word end/);
  });

  test('as the answer ends: it is written as soon as it can be', async () => {
    const scene = await jobsScene(paced(300), PACE);
    const { id } = await scene.ask('Long').then(() => scene.only());
    const free = await block(scene);
    await expect
      .poll(() => scene.simulator.requests('POST', '/backend-api/codex/responses')[0]?.durationMs)
      .toBeTypeOf('number');
    await free();
    await expect
      .poll(async () => (await scene.app.jobs.get(id))?.state, { timeout: 3_000 })
      .toBe('completed');
  });

  test('of what was delivered: a stop ends the question, and what came is told all the same', async () => {
    const scene = await jobsScene(paced(2_500), PACE);
    await mkdir(path.join(path.dirname(scene.sandbox.authFile), 'codex-oauth', 'jobs'), { recursive: true });
    await block(scene, 'delivered');
    const stop = new AbortController();
    const asked = refusal(scene.ask('Long', PATIENT, {}, stop.signal));
    await expect.poll(() => part(scene), { timeout: 3_000 }).toContain('word');
    const { threadId = '' } = await scene.only();
    stop.abort();
    expect(await asked).toMatchObject({ code: 'cancelled' });
    for (const _ of [1, 2])
      expect(textOf(await scene.ask('fetch', PATIENT, { threadId }))).toMatch(/^Long: word/);
  });

  test('is named by a stop from elsewhere', async () => {
    const scene = await jobsScene(paced(400), PACE);
    await scene.ask('Long');
    const { id } = await scene.only();
    const dir = path.join(path.dirname(scene.sandbox.authFile), 'codex-oauth', 'jobs');
    await mkdir(path.join(dir, `${id}.stop`, 'x'), { recursive: true });
    expect(await refusal(scene.another().jobs.stop(id))).toMatchObject({ code: 'file.eisdir' });
  });
});
