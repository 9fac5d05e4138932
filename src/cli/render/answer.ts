import type { ThreadAnswer } from '../../ask/asking.ts';
import type { Progress } from '../../ask/query.ts';
import { limitsLine } from '../../ask/limits.ts';
import type { Answered } from '../../ask/put-question.ts';
import { receiptOf } from '../../ask/receipt.ts';
import { humanSeconds } from '../../system/time.ts';
import { errorDocument } from '../boundary.ts';
import { field } from '../terminal/clean.ts';

/** `thinking · gpt-6.1-sol · high · 12 s · Reading the question`: what the spinner says. */
export function progressLine(progress: Progress | undefined, elapsedMs: number): string {
  if (!progress) return 'starting';
  const parts = [progress.phase, progress.model, progress.effort, humanSeconds(elapsedMs / 1000)];
  if (progress.length > 0) parts.push(`${progress.length} characters`);
  else if (progress.phase === 'thinking' && progress.thought !== '') parts.push(progress.thought);
  return parts
    .filter((p) => p !== undefined)
    .map(field)
    .join(' · ');
}

/** `1234` → `1,234`. */
function count(n: number): string {
  return n.toLocaleString('en-US');
}

type Receipt = Pick<ThreadAnswer, 'model' | 'effort' | 'usage' | 'limits' | 'threadId'>;

/** Model, effort, tokens, limits and thread in one line. */
export function closingLine({ model, effort, usage, limits, threadId }: Receipt): string {
  const parts = [field(model)];
  if (effort !== undefined) parts.push(`effort ${field(effort)}`);
  if (usage) parts.push(`${count(usage.inputTokens)} tokens in, ${count(usage.outputTokens)} out`);
  const used = limitsLine(limits);
  if (used !== undefined) parts.push(`used: ${used}`);
  if (threadId !== undefined) parts.push(`thread ${threadId}`);
  return parts.join(' · ');
}

/**
 * The answer with its receipt, for `--json`. `problem` says why it is not whole or misses its schema; `output` is
 * there where a schema was given, and null where the answer misses it.
 */
export function answerDocument({ answer, gathered }: Answered, schemaGiven: boolean): unknown {
  const wrong = answer.cutShort ?? answer.misfit;
  return {
    text: answer.text,
    ...(schemaGiven ? { output: answer.output ?? null } : {}),
    ...receiptOf({ ...answer, attached: gathered?.attached ?? [] }),
    ...(gathered ? { withheld: gathered.withheld, omitted: gathered.omitted } : {}),
    problem: wrong === undefined ? null : errorDocument(wrong).error,
  };
}
