import type { Job, JobResult, Jobs } from '../jobs/job.ts';
import type { JsonObject } from '../system/json.ts';
import { ErrorCode, rpcError } from './json-rpc.ts';
import type { Methods } from './methods.ts';

/** The extension's name in the capabilities of both sides. */
export const TASKS = 'io.modelcontextprotocol/tasks';
/** As often as a progress line changes: a question costs one small file. Milliseconds. */
const POLL_MS = 1_000;

/**
 * The extension's status of a job. `failed` is for errors of the protocol alone: a result that says an error is
 * `completed` too (Tasks extension 2026-07-28, Task Status).
 */
const STATUS: Readonly<Record<Job['state'], 'working' | 'completed' | 'cancelled'>> = {
  working: 'working',
  completed: 'completed',
  failed: 'completed',
  interrupted: 'completed',
  stopped: 'cancelled',
};

const iso = (ms: number): string => new Date(ms).toISOString();

/** What is told of a task, at its beginning and later. Pure. */
function taskOf({ id, state, status, createdAt, updatedAt, expiresAt }: Job): JsonObject {
  return {
    taskId: id,
    status: STATUS[state],
    statusMessage: status,
    createdAt: iso(createdAt),
    lastUpdatedAt: iso(updatedAt),
    ttlMs: Math.max(0, expiresAt - createdAt),
    pollIntervalMs: POLL_MS,
  };
}

/** The answer to a call that goes on as a task. Pure. */
export const taskHandle = (job: Job): JsonObject => ({ resultType: 'task', ...taskOf(job) });

/** What the call would have been answered with. Pure. */
function resultOf({ text, meta, isError }: JobResult): JsonObject {
  const _meta = { ...meta };
  return {
    resultType: 'complete',
    content: [{ type: 'text', text }],
    isError: isError === true,
    ...(Object.keys(_meta).length > 0 && { _meta }),
  };
}

/** The extension's methods on our jobs. A task never asks for input: what asks the user does so before it begins. */
export function taskMethods(jobs: () => Promise<Jobs>): Methods {
  const unknown = (id: unknown): Error =>
    rpcError(
      ErrorCode.InvalidParams,
      `There is no task ${String(id).slice(0, 100)}: its time is over, or it was never one of this user. codex_status lists the tasks.`,
    );
  const found = async (id: unknown): Promise<Job> => {
    const job = await (await jobs()).get(String(id));
    if (!job) throw unknown(id);
    return job;
  };
  return {
    'tasks/get': async ({ taskId }) => {
      const job = await found(taskId);
      if (STATUS[job.state] !== 'completed') return taskOf(job);
      const lost = { text: 'The task ended without an answer. Ask again.', isError: true };
      await (await jobs()).delivered(job.id);
      // What had come of a question is no error: the host would fold its lines into one.
      return { ...taskOf(job), result: resultOf(job.result ?? lost) };
    },
    'tasks/cancel': async ({ taskId }) => {
      if (!(await (await jobs()).stop(String(taskId)))) throw unknown(taskId);
      return {};
    },
    'tasks/update': async ({ taskId }) => {
      await found(taskId);
      return {};
    },
  };
}
