import { parentPort, workerData } from 'node:worker_threads';
import { judge, type SchemaTask } from './schema.ts';

/**
 * The thread in which schemas are judged, a file of its own in the bundle. A schema is the caller's: its patterns may
 * run for years and its references grow without end, and this thread can be ended at any moment (output.ts).
 */
function answerOf(task: SchemaTask): string | undefined {
  try {
    return judge(task);
  } catch (error) {
    return `It cannot be checked: ${error instanceof Error ? error.message.slice(0, 200) : 'unknown failure'}.`;
  }
}

parentPort?.postMessage(answerOf(workerData as SchemaTask), []);
