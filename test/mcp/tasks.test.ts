import { expect, test } from 'vitest';
import type { Job, Jobs, JobState } from '../../src/jobs/job.ts';
import type { Call } from '../../src/mcp/methods.ts';
import { run } from '../../src/mcp/methods.ts';
import { taskHandle, taskMethods } from '../../src/mcp/tasks.ts';

const JOB: Job = {
  id: 'job-1',
  threadId: 'thread-1',
  project: '/project',
  title: 'Why?',
  state: 'working',
  status: 'thinking · 12 s',
  createdAt: Date.UTC(2026, 10, 21, 15),
  updatedAt: Date.UTC(2026, 10, 21, 15, 0, 12),
  expiresAt: Date.UTC(2026, 10, 22, 15),
  delivered: false,
};
const SHOWN = {
  taskId: 'job-1',
  statusMessage: 'thinking · 12 s',
  createdAt: '2026-11-21T15:00:00.000Z',
  lastUpdatedAt: '2026-11-21T15:00:12.000Z',
  ttlMs: 86_400_000,
  pollIntervalMs: 1_000,
};

/** The methods on one job, and what they did to it. */
function stage(job: Job = JOB) {
  const done: string[] = [];
  const find = async (id: string): Promise<Job | undefined> => (id === job.id ? job : undefined);
  const jobs: Jobs = {
    get: find,
    list: async () => [job],
    stop: async (id) => {
      done.push(`stop ${id}`);
      return find(id);
    },
    delivered: async (id) => void done.push(`delivered ${id}`),
  };
  const methods = taskMethods(async () => jobs);
  const call = { signal: new AbortController().signal } as Call;
  return { done, ask: (method: string, taskId = 'job-1') => run(methods, method, { taskId }, call) };
}

test('a job is handed over as a task', () => {
  expect(taskHandle(JOB)).toEqual({ resultType: 'task', status: 'working', ...SHOWN });
});

test('its time to live is never negative', () => {
  expect(taskHandle({ ...JOB, expiresAt: 0 })).toMatchObject({ ttlMs: 0 });
});

const answer = (text: string, isError: boolean) => ({
  resultType: 'complete',
  content: [{ type: 'text', text }],
  isError,
});
const ENDS: readonly (readonly [JobState, Job['result'], status: string, result: unknown])[] = [
  ['working', undefined, 'working', undefined],
  ['completed', { text: 'A burrito.' }, 'completed', answer('A burrito.', false)],
  [
    'completed',
    { text: 'A burrito.', meta: { receipt: 1 } },
    'completed',
    { ...answer('A burrito.', false), _meta: { receipt: 1 } },
  ],
  [
    'failed',
    {
      text: 'The limit.',
      isError: true,
      code: 'limit.reached',
      meta: { 'codex-oauth/error': { code: 'limit.reached', seconds: 9 } },
    },
    'completed',
    {
      ...answer('The limit.', true),
      _meta: { 'codex-oauth/error': { code: 'limit.reached', seconds: 9 } },
    },
  ],
  ['interrupted', { text: 'As far as it came' }, 'completed', answer('As far as it came', false)],
  ['interrupted', undefined, 'completed', { isError: true, content: [{ type: 'text' }] }],
  ['stopped', undefined, 'cancelled', undefined],
  ['stopped', { text: 'stopped' }, 'cancelled', undefined],
];

test.each(ENDS)('a job that is %s with %j is the task’s status %s', async (state, result, status, wanted) => {
  const { ask, done } = stage({ ...JOB, state, ...(result && { result }) });
  const told = await ask('tasks/get');
  expect(told).toMatchObject({ ...SHOWN, status });
  if (wanted === undefined) expect(told).not.toHaveProperty('result');
  else expect(told).toMatchObject({ result: wanted });
  // The same, as often as it is asked.
  expect(await ask('tasks/get')).toEqual(told);
  expect(done.includes('delivered job-1')).toBe(wanted !== undefined);
});

test('a task is stopped, and what it needs no answer for is acknowledged', async () => {
  const { ask, done } = stage();
  expect(await ask('tasks/cancel')).toEqual({});
  expect(await ask('tasks/update')).toEqual({});
  expect(done).toEqual(['stop job-1']);
});

test.each(['tasks/get', 'tasks/cancel', 'tasks/update'])('%s of no task is an error', async (method) => {
  await expect(stage().ask(method, 'other')).rejects.toMatchObject({ code: -32_602 });
});
