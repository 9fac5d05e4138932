import { mkdir, readdir, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { errnoOf } from '../../src/system/errors.ts';
import { isObject, member } from '../../src/system/json.ts';
import { paced, wholly } from '../jobs/scene.ts';
import { startBundle } from '../cli/support.ts';
import { until } from '../support/net.ts';
import { greet, start, type Raw } from '../support/raw.ts';
import { realTimes } from '../support/real.ts';
import { makeScene, type Scene } from '../support/scene.ts';

/** A hundred with CODEX_OAUTH_TEST_JOB_KILLS=100; each takes as long as its answer. */
const KILLS = Number(process.env['CODEX_OAUTH_TEST_JOB_KILLS'] ?? (realTimes ? 24 : 3));
/** So many are alive at the same time. */
const AT_ONCE = 6;
/** Where many are killed, some answers last longer than the three seconds of a plain result. Milliseconds. */
const LONGEST = KILLS > 10 ? 6_000 : 1_500;

const META = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'claude-code', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': { extensions: { 'io.modelcontextprotocol/tasks': {} } },
};

/** Greets as a host that takes tasks, or, where the server does not, as one that waits; tells which. */
async function meet(raw: Raw): Promise<boolean> {
  raw.send({ id: 'd', method: 'server/discover', params: { _meta: META } });
  if ('result' in (await raw.reply('d'))) return true;
  await greet(raw);
  return false;
}

/** The processes of the shipped program in a home: the server and its workers. */
async function processesIn({ sandbox }: Scene): Promise<readonly { pid: number; worker: boolean }[]> {
  const found: { pid: number; worker: boolean }[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const [environ, cmdline] = await Promise.all(
      ['environ', 'cmdline'].map((file) => readFile(`/proc/${name}/${file}`, 'utf8').catch(() => '')),
    );
    if (!environ?.includes(`HOME=${sandbox.dir}\0`) || !cmdline?.includes('codex-oauth.js')) continue;
    found.push({ pid: Number(name), worker: cmdline.includes('answer-for-a-server') });
  }
  return found;
}

interface Told {
  readonly id: string;
  readonly state: string;
  readonly thread_id: string | null;
  readonly text: string | null;
}

/** What the command line tells of the jobs, and of the text that the threads have. */
async function told({ sandbox }: Scene): Promise<{ jobs: readonly Told[]; texts: readonly string[] }> {
  const json = async (...argv: string[]): Promise<unknown> =>
    JSON.parse((await startBundle(sandbox.env, [...argv, '--all', '--json']).done).stdout);
  const listed = member(await json('jobs'), 'jobs');
  const jobs = await Promise.all(
    (Array.isArray(listed) ? listed : []).map(
      async ({ id }: Told) => (await json('jobs', 'show', id)) as Told,
    ),
  );
  const dir = path.join(path.dirname(sandbox.authFile), 'codex-oauth', 'threads');
  const texts: string[] = [];
  for (const name of await readdir(dir).catch(() => [])) {
    const shown = await json('threads', 'show', name.replace('.jsonl', ''));
    const turns = member(shown, 'turns');
    for (const turn of Array.isArray(turns) ? turns : []) texts.push(String(member(turn, 'answer')));
  }
  return { jobs, texts };
}

/** It may have come to its own end since it was seen. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (errnoOf(error) !== 'ESRCH') throw error;
  }
}

async function killOnce(n: number): Promise<Record<string, unknown>> {
  const victim = (['host', 'server', 'worker'] as const)[n % 3] ?? 'host';
  const lasts = LONGEST * (0.4 + 0.6 * Math.random());
  const scene = await makeScene({ simulator: paced(lasts) });
  await mkdir(path.join(scene.sandbox.dir, 'project'));
  const raw = await start({}, { ...scene.sandbox, dir: path.join(scene.sandbox.dir, 'project') });
  const tasks = await meet(raw);
  const prompt = `Question ${n}`;
  const params = { name: 'codex_query', arguments: { prompt }, _meta: { ...META, progressToken: 1 } };
  raw.send({ id: 1, method: 'tools/call', params });
  await new Promise((resolve) => setTimeout(resolve, Math.random() * lasts));
  const answered = (): unknown => {
    const line = raw.lines.map((text) => JSON.parse(text) as object).find((m) => member(m, 'id') === 1);
    return member(line, 'result');
  };
  const before = answered();
  const alive = await processesIn(scene);
  if (victim === 'worker') for (const { pid, worker } of alive) if (worker) killIfThere(pid);
  if (victim === 'server') raw.child.kill('SIGKILL');
  if (victim === 'host') {
    raw.child.stdin.destroy();
    raw.child.stdout.destroy();
  }
  // A worker that lives goes on to its end; nobody else is left behind.
  if (victim !== 'worker') await raw.exited;
  const workers = async (): Promise<number> =>
    (await processesIn(scene)).filter(({ worker }) => worker).length;
  await until(async () => (await workers()) === 0, `the end of the worker of ${n}`, 20_000);
  if (victim === 'worker') await until(() => answered() !== undefined, `an answer to ${n}`, 20_000);
  const last = victim === 'worker' ? answered() : before;
  raw.child.stdin.end();
  await raw.exited;
  // A worker has written its end before it ends.
  await until(async () => (await processesIn(scene)).length === 0, `nobody after ${victim} ${n}`, 15_000);

  const { jobs, texts } = await told(scene);
  const at = `${victim} ${n} ${tasks ? 'tasks' : 'plain'} ${JSON.stringify({ jobs, texts, last })}`;
  expect(jobs.length, at).toBeLessThanOrEqual(1);
  expect(
    jobs.map((job) => job.state),
    at,
  ).not.toContain('working');
  expect(scene.questions(), at).toBeLessThanOrEqual(1);
  expect(texts.length, at).toBeLessThanOrEqual(1);
  for (const text of texts) expect(wholly(prompt).startsWith(text), at).toBe(true);
  // Whoever tells of it tells all that the thread has.
  for (const job of jobs) if (texts[0]) expect(job.text ?? '', at).toContain(texts[0]);
  const given = isObject(last) ? JSON.stringify(last) : '';
  const whole = texts[0]?.endsWith('end') === true;
  // A worker outlives its host and its server: its answer is whole, and somebody can tell it.
  const began = alive.some(({ worker }) => worker) && scene.questions() === 1;
  if (tasks && victim !== 'worker' && began) expect(whole, at).toBe(true);
  if (whole) expect(jobs[0]?.state === 'completed' || given.includes('end') || !tasks, at).toBe(true);
  return { victim, tasks, state: jobs[0]?.state ?? 'none', whole };
}

test.skipIf(process.platform !== 'linux')(
  `${KILLS} random kills of host, server or worker: nobody is left behind, nothing claims to run, nothing is lost or asked twice`,
  { timeout: 30_000 + KILLS * 5_000 },
  async () => {
    expect(await readlink('/proc/self')).toBe(String(process.pid));
    const seen: Record<string, number> = {};
    for (let n = 0; n < KILLS; n += AT_ONCE) {
      const rounds = Array.from({ length: Math.min(AT_ONCE, KILLS - n) }, (_, i) => killOnce(n + i));
      for (const one of await Promise.all(rounds)) {
        const key = JSON.stringify(one);
        seen[key] = (seen[key] ?? 0) + 1;
      }
    }
    if (KILLS > 10) console.info(`kills of jobs: ${JSON.stringify(seen, null, 1)}`);
  },
);
