import { member, stringOf } from '../system/json.ts';
import { redact } from '../system/redact.ts';
import { judgeCode } from './refusal-codes.ts';
import { never, refusalError, said, type Refusal } from './refusal.ts';

/** What `response.failed` or an `error` event means. An unknown code is taken for passing, as the CLI does. `now` in ms. */
export function judgeFailure(error: unknown, now: number): Refusal {
  const message = stringOf(member(error, 'message'));
  const known = judgeCode({
    code: stringOf(member(error, 'code')),
    type: stringOf(member(error, 'type')),
    message,
    error,
    now,
  });
  return (
    known ?? {
      error: refusalError(
        'backend',
        'backend.failed',
        'OpenAI could not finish the answer.',
        said(message),
        'Ask again.',
      ),
      retry: { kind: 'stream' },
    }
  );
}

/**
 * What `response.incomplete` means. The CLI asks a filtered question six times (docs/wire.md 7.2); once more is
 * enough to tell an accident from a decision, and every attempt counts against the plan.
 */
export function judgeIncomplete(reason: string): Refusal {
  if (reason === 'max_output_tokens') {
    return {
      error: refusalError(
        'backend',
        'backend.max_output',
        'The answer reached the model’s output limit.',
        undefined,
        'Ask for a shorter answer, or ask it to continue.',
      ),
      retry: never,
    };
  }
  const filtered = reason === 'content_filter';
  return {
    error: refusalError(
      'backend',
      filtered ? 'backend.filtered' : 'backend.incomplete',
      filtered ? 'OpenAI’s content filter ended the answer.' : 'OpenAI ended the answer early.',
      filtered ? undefined : `The reason given is "${redact(reason).slice(0, 80)}".`,
      'Rephrase the question and ask again.',
    ),
    retry: filtered ? { kind: 'stream', atMost: 1 } : never,
  };
}

/** The stream ended without its last event. */
export function streamCut(): Refusal {
  return {
    error: refusalError(
      'network',
      'stream.cut',
      'The connection was cut before the answer was complete.',
      undefined,
      'Ask again.',
    ),
    retry: { kind: 'stream' },
  };
}

/** Silence for longer than any model thinks. Asked once more: each attempt may take as long as this one did. */
export function streamIdle(ms: number): Refusal {
  return {
    error: refusalError(
      'network',
      'stream.idle',
      'The answer stopped coming.',
      `Nothing arrived for ${Math.round(ms / 1000)} s.`,
      'Ask again.',
    ),
    retry: { kind: 'stream', atMost: 1 },
  };
}

/** Completed, and nothing in it: nobody should take that for an answer. */
export function emptyAnswer(): Refusal {
  return {
    error: refusalError(
      'backend',
      'backend.empty',
      'The model finished without an answer.',
      undefined,
      'Ask again, or put the question differently.',
    ),
    retry: { kind: 'stream', atMost: 1 },
  };
}
