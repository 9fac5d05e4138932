import { AppError } from '../system/errors.ts';
import type { Threads } from '../threads/store.ts';
import type { Turn } from '../threads/thread.ts';
import { withEdge } from './edge.ts';
import type { JobRecord, JobResult } from './job.ts';

/** What the thread has of a job's question; undefined if nothing came of it, or the thread was removed. */
export async function turnOf(
  { threadId, turn }: Pick<JobRecord, 'threadId' | 'turn'>,
  threads: Pick<Threads, 'load'>,
): Promise<Turn | undefined> {
  if (threadId === undefined) return undefined;
  const thread = await threads.load(threadId, undefined).catch(() => undefined);
  return thread?.turns.find(({ id }) => id === turn);
}

/**
 * The end of a job that has no answer of its own: what had come of it, from its thread. Its process died, or the
 * question was ended before its answer was complete.
 */
export async function lost(
  job: Pick<JobRecord, 'state' | 'threadId' | 'turn'> & { readonly result?: JobResult | undefined },
  threads: Pick<Threads, 'load'>,
): Promise<JobResult> {
  const turn = await turnOf(job, threads);
  const text = turn?.text ?? '';
  // The model never saw the turn's id; and whoever asks again is told the same.
  const told = (...partial: readonly string[]): string =>
    withEdge(text, partial, [`thread_id: ${job.threadId}`], (job.turn ?? '').slice(-8));
  // It ended whole, and only its process did not live to say so.
  if (turn?.state === 'complete') return { text: told() };
  const { message, code } =
    job.state === 'interrupted' || !job.result
      ? interrupted(text !== '')
      : { message: job.result.text, code: job.result.code };
  const why = code === undefined ? {} : { code, meta: { 'codex-oauth/error': { code } } };
  if (text === '') return { text: message, isError: true, ...why };
  return { text: told(`[Partial answer, not complete. ${message}]`), ...why };
}

function interrupted(some: boolean): AppError {
  return new AppError({
    kind: 'local',
    code: 'jobs.interrupted',
    what: 'The question was interrupted.',
    why: 'The process that worked on it ended before the answer did.',
    fix: some ? 'To have the rest, ask for it in the same thread.' : 'Ask again.',
  });
}
