import type { Answer } from './query.ts';
import type { JsonObject } from '../system/json.ts';
import { statusLimits } from './status-limits.ts';

/** What the faces add to an answer. */
export interface ReceiptFacts {
  readonly threadId?: string | undefined;
  /** What was sent with the question, withheld or left out: one entry for each thing, nothing of its content. */
  readonly attached?: readonly unknown[];
}

/** Everything about an answer but its text: for `_meta`, `--json` and whoever keeps books. Nothing secret. */
export function receiptOf(answer: Answer & ReceiptFacts): JsonObject {
  const { usage, cutShort, limits } = answer;
  return {
    thread_id: answer.threadId ?? null,
    model: answer.model,
    model_asked: answer.modelAsked ?? null,
    reasoning_effort: answer.effort ?? null,
    tokens: usage
      ? {
          input: usage.inputTokens,
          cached: usage.cachedTokens,
          output: usage.outputTokens,
          reasoning: usage.reasoningTokens,
        }
      : null,
    elapsed_ms: Math.round(answer.elapsedMs),
    request_id: answer.requestId ?? null,
    retries: answer.retries,
    partial: cutShort !== undefined,
    ...(cutShort ? { partial_reason: cutShort.code } : {}),
    ...(answer.misfit ? { schema_missed: true } : {}),
    source: answer.source,
    // Seen with this very answer, so the age is none.
    limits: statusLimits(limits, limits?.seenAt ?? 0),
    attached: answer.attached ?? [],
    notes: answer.notes,
  };
}
