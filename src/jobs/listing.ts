import type { Job } from './job.ts';

const time = (ms: number): string => new Date(ms).toISOString();

/** A job as data, for codex_status. `now` in milliseconds. Pure. */
export function jobDocument({ id, threadId, state, createdAt, updatedAt, status }: Job, now: number) {
  // Of one that has ended: how long it took.
  const until = state === 'working' ? now : updatedAt;
  return {
    id,
    thread_id: threadId ?? null,
    state,
    seconds: Math.max(0, Math.round((until - createdAt) / 1000)),
    status,
  };
}

/** The same with everything else but the answer, for `--json`. Pure. */
export function wholeDocument(job: Job, now: number) {
  return {
    ...jobDocument(job, now),
    title: job.title,
    project: job.project || null,
    created_at: time(job.createdAt),
    updated_at: time(job.updatedAt),
    expires_at: time(job.expiresAt),
    delivered: job.delivered,
  };
}

/** With its end, where it has ended: the answer or error as text, and the code of an error. Pure. */
export function endedDocument(job: Job, now: number) {
  const { text = null, code = null } = job.result ?? {};
  return { ...wholeDocument(job, now), text, error: code };
}
