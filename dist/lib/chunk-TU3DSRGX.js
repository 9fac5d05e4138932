import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  statusLimits
} from "./chunk-6DDOT6XB.js";

// src/receipt.ts
function receiptOf(answer) {
  const { usage } = answer;
  return {
    thread_id: answer.threadId ?? null,
    model: answer.model,
    model_asked: answer.modelAsked ?? null,
    reasoning_effort: answer.effort ?? null,
    tokens: usage ? {
      input: usage.inputTokens,
      cached: usage.cachedTokens,
      output: usage.outputTokens,
      reasoning: usage.reasoningTokens
    } : null,
    request_id: answer.requestId ?? null,
    retries: answer.retries,
    partial: answer.cutShort !== void 0,
    source: answer.source,
    limits: statusLimits(answer.limits, answer.limits?.seenAt ?? 0),
    notes: answer.notes
  };
}

export {
  receiptOf
};
