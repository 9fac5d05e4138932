import type { Answer, Progress } from '../../codex/query.ts';
import { limitsLine } from '../../codex/limits.ts';
import { receiptOf } from '../../receipt.ts';
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

type Receipt = Pick<Answer, 'model' | 'effort' | 'usage' | 'limits'>;

/** Model, effort, tokens and limits in one line. */
export function closingLine({ model, effort, usage, limits }: Receipt): string {
  const parts = [field(model)];
  if (effort !== undefined) parts.push(`effort ${field(effort)}`);
  if (usage) parts.push(`${count(usage.inputTokens)} tokens in, ${count(usage.outputTokens)} out`);
  const used = limitsLine(limits);
  if (used !== undefined) parts.push(`used: ${used}`);
  return parts.join(' · ');
}

/** The answer with its receipt, for `--json`. */
export function answerDocument(answer: Answer & { readonly threadId?: string }): unknown {
  const problem = answer.cutShort === undefined ? null : errorDocument(answer.cutShort).error;
  return { text: answer.text, ...receiptOf(answer), problem };
}
