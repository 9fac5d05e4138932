import type { App } from '../app.ts';
import { CONSENT } from '../ask/consent.ts';
import type { Question } from '../ask/question.ts';
import { STOPPED, titleOf } from '../ask/turn.ts';
import { ALLOW_SECRET } from '../attach/entry.ts';
import type { Job, JobRecord, JobResult } from '../jobs/job.ts';
import { SHORT_MS } from '../jobs/running.ts';
import { AppError, cancelled } from '../system/errors.ts';
import { sleep } from '../system/time.ts';
import { its, say } from '../system/wording.ts';
import { answering } from './answering.ts';
import { AskingBack } from './host.ts';
import { isTimeout } from './host-limits.ts';
import { errorOutput } from './outcome.ts';
import { progressLine } from './progress.ts';
import type { ToolContext, ToolOutput } from './tool.ts';
import { endOf } from './worker.ts';

/** How often the record of another process is read; at first more often, where every question waits for it. Milliseconds. */
const POLL_MS = 100;
const SOON_MS = 20;

type Told = Job & JobRecord;

/**
 * Asks a question so that its answer outlives the call, the host or the session, as far as each allows
 * (docs/jobs.md); or, where an answer of the thread is still to come, fetches that. `until`: when the host gives up the
 * call, by the monotonic clock.
 */
export async function askAsJob(question: Question, context: ToolContext, until: number): Promise<ToolOutput> {
  const { app, host } = context;
  const open = await app.jobs.open();
  const earlier = await earlierIn(app, open, question);
  if (earlier) return fetchEnd(earlier, question.prompt, context, until);
  const { prompt, threadId, roots } = question;
  if (threadId !== undefined && FETCH.includes(prompt)) return fetchLast(threadId, roots, context, until);
  if (prompt === '') throw noPrompt();
  return (host.tasks ? await handOver(question, context) : undefined) ?? askHere(question, context, until);
}

/** The prompts of a call that only fetches. */
const FETCH: readonly string[] = ['', 'fetch'];

/** The thread's last answer once more: the call that it was given to may have been over by then. */
async function fetchLast(
  threadId: string,
  roots: readonly string[],
  { app, signal }: ToolContext,
  until: number,
): Promise<JobResult> {
  const project = await app.projectIn(roots);
  for (;;) {
    const { meta, turns } = await app.threads.load(threadId, project);
    const last = turns.at(-1);
    if (!last) throw noPrompt();
    if (last.state !== 'writing') return app.jobs.told({ threadId: meta.id, turn: last.id });
    // Asked at a terminal, or a moment ago: without a record.
    if (performance.now() >= until) return goesOn({ id: null, threadId: meta.id, status: 'writing' });
    await app.deps.sleep(POLL_MS * 5, signal);
  }
}

function noPrompt(): AppError {
  return new AppError({
    kind: 'input',
    code: 'query.prompt',
    what: 'The argument "prompt" is empty.',
    why: 'Only a call that fetches the last answer of a thread needs none.',
    fix: say`Call ${its.query} with the whole question as prompt.`,
  });
}

/** The first job of the named thread that has lasted, or whose end nobody was given. */
async function earlierIn(
  { threads, jobs, projectIn }: App,
  open: readonly Told[],
  { threadId: name, prompt, roots }: Question,
): Promise<Told | undefined> {
  if (name === undefined || open.length === 0) return undefined;
  const project = await projectIn(roots);
  // A thread in which nothing came is gone, its job is not.
  const gone = (): string | undefined =>
    open.find((job) => job.threadId === name.trim() && job.project === project)?.threadId;
  const id = await threads.idOf(name, project).catch(gone);
  const counts = (job: Told): boolean => job.state !== 'working' || jobs.lasts(job) || FETCH.includes(prompt);
  return open.find((job) => job.threadId === id && id !== undefined && counts(job));
}

/** Asks in this process. The call ends with the answer, or before the host gives up; then the question goes on. */
async function askHere(
  question: Question,
  { app, host, signal }: ToolContext,
  until: number,
): Promise<ToolOutput> {
  const about = answering(app, question, () => line.update());
  const line = progressLine(host.progress, about.line);
  const job = app.jobs.begin({
    id: app.jobs.newId(),
    project: () => app.projectIn(question.roots),
    title: titleOf(question),
    status: about.line,
  });
  const { confirm } = host;
  const over = new AbortController();
  let handed = true;
  line.update();
  const asked = about
    .answer({
      signal: job.signal,
      confirm:
        confirm &&
        (async (found, digest) => {
          // A missing login is told first: the user would have to agree again after the sign-in.
          await app.credentials.credential(question.account);
          return confirm(CONSENT, found, signal, digest);
        }),
      onTurn: job.begun,
      enter: job.enter,
    })
    .catch((error: unknown) => {
      throw error instanceof AskingBack ? error : endOf(error, job);
    });
  const ended = asked.catch(errorOutput).then((result) => {
    over.abort();
    return job.finish(result, handed);
  });
  app.jobs.ending(ended);
  const left = new Promise<void>((resolve) => {
    const leave = (): void => {
      handed = false;
      resolve();
    };
    const onAbort = (): void => {
      if (!isTimeout(signal.reason) || !app.threads.enabled) return job.end('stopped');
      job.detach();
      leave();
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true, signal: over.signal });
    const wait = async (): Promise<void> => {
      // A sign-in may have used all of it.
      await sleep(Math.max(0, until - performance.now()), over.signal);
      // What is not kept, or not yet, cannot be fetched: then the call waits on.
      while (!job.kept()) await sleep(POLL_MS, over.signal);
      leave();
    };
    if (until !== Infinity) wait().catch(() => {});
  });
  try {
    // With the end on disk: the host may ask again at once, and then no record may say that an answer is to come.
    await Promise.race([ended, left]);
    if (handed) return await asked;
    return goesOn({ id: job.id, threadId: job.threadId(), status: about.line() });
  } finally {
    line.stop();
  }
}

/** The result of a call that ends before its question does. Not an error: a model would ask again. */
function goesOn({
  id,
  threadId,
  status,
}: Pick<Job, 'threadId' | 'status'> & { readonly id: string | null }): JobResult {
  const text = [
    `Codex is still answering (${status}); the question goes on in the background. This is not an error, so do not ask it again.`,
    `To get the answer, call codex_query with thread_id ${threadId} and the prompt "fetch": that waits for the rest and asks nothing.`,
    `thread_id: ${threadId}`,
  ].join('\n\n');
  return { text, meta: { 'codex-oauth/job': { id, thread_id: threadId ?? null, state: 'working' } } };
}

/** Waits for the end of a job and gives it to this call; the prompt is not asked. */
async function fetchEnd(
  job: Told,
  prompt: string,
  { app, host, signal }: ToolContext,
  until: number,
): Promise<ToolOutput> {
  let seen = await app.jobs.get(job.id);
  const line = progressLine(host.progress, () => seen?.status ?? job.status);
  line.update();
  try {
    while (seen?.state === 'working') {
      if (performance.now() >= until) return goesOn(seen);
      await sleep(POLL_MS);
      await stopIfCancelled(app, job.id, signal);
      seen = await app.jobs.get(job.id);
    }
  } finally {
    line.stop();
  }
  // Without a record, the call that asked was given the answer; the thread has it too.
  const result = seen?.result ?? (await app.jobs.told(job));
  const turn = await app.jobs.turnOf(job);
  if (!signal.aborted) await app.jobs.delivered(job.id);
  if (FETCH.includes(prompt) || turn?.prompt.trim() === prompt) return result;
  const note =
    'The prompt of this call was not asked: this is the answer to the earlier question of this thread. To ask it, call again.';
  return { ...result, text: `${note}\n\n${result.text}` };
}

/** Throws if the call was cancelled. Only a user's cancel stops the job, not the end of patience or of the host. */
async function stopIfCancelled({ jobs }: App, id: string, signal: AbortSignal): Promise<void> {
  if (!signal.aborted) return;
  if (!isTimeout(signal.reason) && !jobs.closing()) await jobs.stop(id, true);
  throw cancelled(STOPPED);
}

/**
 * Lets a process of its own ask, which outlives this one. Resolves with what was answered soon, else with the task;
 * undefined if this process has to ask: nothing was sent.
 */
async function handOver(
  question: Question,
  { app, host, signal }: ToolContext,
): Promise<ToolOutput | undefined> {
  // A secret that is sent with the user's word is not written down, and so neither is its job.
  const secret = question.files?.some((name) => name.startsWith(ALLOW_SECRET));
  if (!app.deps.startWorker || secret || !(await app.handsOver())) return undefined;
  const id = app.jobs.newId();
  const worker = await app.deps.startWorker(JSON.stringify({ id, question }));
  if (!worker) return undefined;
  const started = performance.now();
  let gone = false;
  void worker.exited.then(() => (gone = true));
  let job: Job | undefined;
  const line = progressLine(host.progress, () => job?.status ?? 'starting');
  line.update();
  try {
    for (;;) {
      await stopIfCancelled(app, id, signal);
      const last = gone;
      const found = await app.jobs.get(id);
      // Its thread was removed, and the record with it: it was asked.
      if (last && !found && job) throw cancelled(STOPPED);
      job = found ?? job;
      if (job && job.state !== 'working') break;
      // It ended before it could write a record, and without one it asks nothing.
      if (last && !job) return undefined;
      if (job?.threadId !== undefined && performance.now() - started >= SHORT_MS * app.jobs.pace)
        return { task: job };
      await sleep(SOON_MS);
    }
  } finally {
    line.stop();
  }
  await app.jobs.discard(id);
  // Refused before anything was sent: here the user can be asked about a secret, or to sign in.
  if (job.state === 'failed' && job.threadId === undefined) return undefined;
  return job.result;
}
