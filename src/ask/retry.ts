import type { Retry } from './refusal.ts';

/** A request that does not get through is sent again at most this often (docs/wire.md 7.2). */
export const REQUEST_RETRIES = 4;
/** A stream that fails before anything of the answer came is asked for again at most this often (docs/wire.md 7.2). */
export const STREAM_RETRIES = 5;

/** How often a question has been asked again. The two budgets add up; in the CLI they multiply (30 requests for a 500). */
export interface Spent {
  readonly request: number;
  readonly stream: number;
}

export const NOTHING_SPENT: Spent = { request: 0, stream: 0 };

/** The pause before the n-th retry (1-based): 200 ms doubling, ±10 % so that many clients do not march in step. */
export function backoffDelay(attempt: number, random: number): number {
  return Math.round(200 * 2 ** (attempt - 1) * (0.9 + 0.2 * random));
}

/**
 * Whether and when to ask again: refusal and budget in, delay out; undefined to give up. `random` is from 0 to 1.
 * A wait that the server asked for is kept to the letter, without jitter.
 */
export function nextTry(
  retry: Retry,
  spent: Spent,
  random: number,
): { readonly waitMs: number; readonly spent: Spent } | undefined {
  switch (retry.kind) {
    case 'request': {
      const request = spent.request + 1;
      return request > REQUEST_RETRIES
        ? undefined
        : { waitMs: backoffDelay(request, random), spent: { ...spent, request } };
    }
    case 'stream':
    case 'after': {
      const stream = spent.stream + 1;
      const budget = (retry.kind === 'stream' ? retry.atMost : undefined) ?? STREAM_RETRIES;
      if (stream > budget) return undefined;
      const waitMs = retry.kind === 'after' ? retry.ms : backoffDelay(stream, random);
      return { waitMs, spent: { ...spent, stream } };
    }
    default:
      return undefined;
  }
}
