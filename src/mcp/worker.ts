import { pathToFileURL } from 'node:url';
import type { App } from '../app.ts';
import type { Question } from '../ask/question.ts';
import { titleOf } from '../ask/turn.ts';
import { LONGEST_MS, type Running } from '../jobs/running.ts';
import { AppError } from '../system/errors.ts';
import { isObject, parseJson, stringOf } from '../system/json.ts';
import { humanSeconds } from '../system/time.ts';
import { its, say } from '../system/wording.ts';
import { answering } from './answering.ts';
import { errorOutput } from './outcome.ts';

/** What a job's question ended with: of one that was too long, why. */
export function endOf(error: unknown, job: Pick<Running, 'why' | 'threadId'>): unknown {
  if (job.why() !== 'too long') return error;
  return new AppError({
    kind: 'local',
    code: 'jobs.too_long',
    what: `The question was ended after ${humanSeconds(LONGEST_MS / 1000)}.`,
    why: 'No question lasts longer, so that an answer that never ends does not run for ever.',
    fix: say`To have the rest, ask for it with ${its.thread} ${job.threadId() ?? ''}.`,
  });
}

/**
 * The life of a worker: asks the question that it is given on stdin (from this program, which has checked it), keeps
 * its job's record, and is done. It sees no host: what the user would have to agree to, it refuses.
 */
export async function work(app: App, input: string, signal: AbortSignal): Promise<void> {
  const given = parseJson(input, Number.POSITIVE_INFINITY);
  const id = isObject(given) ? stringOf(given['id']) : undefined;
  if (!isObject(given) || id === undefined || !isObject(given['question'])) return;
  // Written by the server's `handOver`, of the same version.
  const question = given['question'] as unknown as Question;
  app.askRoots(async () => question.roots.map((root) => pathToFileURL(root).href));
  const about = answering(app, question);
  const job = app.jobs.begin({
    id,
    project: () => app.projectIn(question.roots),
    title: titleOf(question),
    status: about.line,
  });
  signal.addEventListener('abort', () => job.end('interrupted'));
  await job.enter().then(job.keep, () => {});
  // There is no room, or nobody could find the answer. The server asks by itself.
  if (!job.kept()) return job.finish({ text: '' }, true);
  const result = await about
    .answer({ signal: job.signal, onTurn: job.begun })
    .catch((error: unknown) => errorOutput(endOf(error, job)));
  await job.finish(result, false);
}
