import type { Answer } from './codex/query.ts';
import type { JsonObject } from './system/json.ts';
import { statusLimits } from './status.ts';

/** Everything about an answer but its text: for `_meta`, `--json` and whoever keeps books. Nothing secret. */
export function receiptOf(answer: Answer & { readonly threadId?: string }): JsonObject {
  const { usage } = answer;
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
    request_id: answer.requestId ?? null,
    retries: answer.retries,
    partial: answer.cutShort !== undefined,
    source: answer.source,
    limits: statusLimits(answer.limits, answer.limits?.seenAt ?? 0),
    notes: answer.notes,
  };
}
