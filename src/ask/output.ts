import { Worker } from 'node:worker_threads';
import { AppError } from '../system/errors.ts';
import { parseJson, type JsonObject } from '../system/json.ts';
import { abortReason } from '../system/time.ts';
import { its, say } from '../system/wording.ts';
import type { Answer } from './question.ts';
import type { SchemaTask } from './schema.ts';

/** Says what is wrong with a schema or an answer; undefined if nothing. Rejects when the signal fires. */
export type SchemaJudge = (task: SchemaTask, signal: AbortSignal) => Promise<string | undefined>;

/** Longer than any real schema takes, including the start of the worker thread. Milliseconds. */
const BUDGET_MS = 2_000;
/** More than OpenAI accepts. Characters. */
const LARGEST = 1_000_000;

/** Checks in a worker thread, which is ended when it runs out of time or memory. */
export const judgeInThread: SchemaJudge = (task, signal) => {
  if (task.schema.length > LARGEST)
    return Promise.resolve(`It has ${task.schema.length} characters; the limit is ${LARGEST}.`);
  signal.throwIfAborted();
  const limits = { maxOldGenerationSizeMb: 256 };
  const file = new URL('./schema-worker.js', import.meta.url);
  const thread = new Worker(file, { workerData: task, resourceLimits: limits, execArgv: [] });
  return new Promise<string | undefined>((resolve, reject) => {
    const late = (): void => resolve(`It could not be checked within ${BUDGET_MS / 1000} s.`);
    const timer = setTimeout(late, BUDGET_MS);
    signal.addEventListener('abort', () => reject(abortReason(signal)), { once: true });
    thread.once('message', resolve);
    thread.once('error', () => resolve('Checking it takes too much memory.'));
    thread.once('exit', () => {
      clearTimeout(timer);
      resolve('It could not be checked.');
    });
  }).finally(() => void thread.terminate());
};

/** The value as JSON; empty if it is nested too deeply to be written. */
function jsonOf(value: JsonObject): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}

/** Rejects a schema that can never work, before anything is sent. */
export async function checkOutputSchema(
  judge: SchemaJudge,
  schema: JsonObject,
  signal: AbortSignal,
): Promise<void> {
  const why = await judge({ schema: jsonOf(schema) }, signal);
  if (why === undefined) return;
  throw new AppError({
    kind: 'input',
    code: 'query.schema',
    what: say`${its.outputSchema} is not usable.`,
    why,
    fix: 'Correct it, or leave it out and describe the form in the prompt.',
  });
}

/** The answer as the requested JSON, or what is wrong with it. */
export async function readOutput(
  judge: SchemaJudge,
  text: string,
  schema: JsonObject,
): Promise<Pick<Answer, 'output' | 'misfit'>> {
  // Ignore a cancel here: it must not lose an answer that has arrived, and checking is quick.
  const why = await judge({ schema: jsonOf(schema), answer: text }, new AbortController().signal);
  if (why === undefined) return { output: parseJson(text), misfit: undefined };
  const misfit = new AppError({
    kind: 'backend',
    code: 'query.schema_missed',
    what: say`The answer does not fit ${its.outputSchema}.`,
    why,
    fix: 'Ask again, or loosen the schema.',
  });
  return { output: undefined, misfit };
}
