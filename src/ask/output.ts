import { Worker } from 'node:worker_threads';
import { AppError } from '../system/errors.ts';
import { parseJson, type JsonObject } from '../system/json.ts';
import { abortReason } from '../system/time.ts';
import { its, say } from '../system/wording.ts';
import type { Answer } from './question.ts';
import type { SchemaTask } from './schema.ts';

/** Says what is wrong with a schema or an answer; undefined where nothing is. Rejects when the signal fires. */
export type SchemaJudge = (task: SchemaTask, signal: AbortSignal) => Promise<string | undefined>;

/** Longer than any honest schema takes, the start of the thread included. Milliseconds. */
const BUDGET_MS = 2_000;
/** More than OpenAI takes. Characters. */
const LARGEST = 1_000_000;

/** Judges in a thread that is ended when its time or its memory is used up. */
export const judgeInThread: SchemaJudge = (task, signal) => {
  if (task.schema.length > LARGEST)
    return Promise.resolve(`It has ${task.schema.length} characters; ${LARGEST} are the most.`);
  signal.throwIfAborted();
  const limits = { maxOldGenerationSizeMb: 256 };
  const file = new URL('./schema-worker.js', import.meta.url);
  const thread = new Worker(file, { workerData: task, resourceLimits: limits, execArgv: [] });
  return new Promise<string | undefined>((resolve, reject) => {
    const late = (): void => resolve(`It could not be checked within ${BUDGET_MS / 1000} s.`);
    const timer = setTimeout(late, BUDGET_MS);
    signal.addEventListener('abort', () => reject(abortReason(signal)), { once: true });
    thread.once('message', resolve);
    thread.once('error', () => resolve('Checking it takes more memory than there is for it.'));
    thread.once('exit', () => {
      clearTimeout(timer);
      resolve('It could not be checked.');
    });
  }).finally(() => void thread.terminate());
};

/** The value as JSON; empty where it is nested so deeply that it cannot be written. */
function jsonOf(value: JsonObject): string {
  try {
    return JSON.stringify(value);
  } catch {
    return '';
  }
}

/** A schema that can never work, said before anything is sent. */
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
    what: say`${its.outputSchema} cannot be used.`,
    why,
    fix: 'Correct it, or leave it out and describe the form in the prompt.',
  });
}

/** The answer as the JSON that was asked for, or what is wrong with it. */
export async function readOutput(
  judge: SchemaJudge,
  text: string,
  schema: JsonObject,
): Promise<Pick<Answer, 'output' | 'misfit'>> {
  // An answer is here to stay: not even a cancel may lose it, and the time is short.
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
