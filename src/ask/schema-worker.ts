import { parentPort, workerData } from 'node:worker_threads';
import { judge, type SchemaTask } from './schema.ts';

/**
 * The worker thread that checks schemas, a separate file in the bundle. Schemas come from the caller: a pattern may
 * run for ever and references may grow without limit, but output.ts can end this thread at any time.
 */
function answerOf(task: SchemaTask): string | undefined {
  try {
    return judge(task);
  } catch (error) {
    return `It cannot be checked: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown failure'}.`;
  }
}

parentPort?.postMessage(answerOf(workerData as SchemaTask), []);
