import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Retry } from '../../src/ask/refusals.ts';
import { backoffDelay, nextTry, NOTHING_SPENT, RETRIES } from '../../src/ask/send.ts';

/** All waits until it gives up. */
function waits(retry: Retry, random = 0.5): readonly number[] {
  const found: number[] = [];
  let spent = NOTHING_SPENT;
  for (;;) {
    const next = nextTry(retry, spent, random);
    if (!next) return found;
    found.push(next.waitMs);
    spent = next.spent;
  }
}

test('a request that does not get through is sent again four times, after 200 ms doubling', () => {
  expect(waits({ kind: 'request' })).toEqual([200, 400, 800, 1600]);
});

test('a stream that fails is asked for again five times, after 200 ms doubling', () => {
  expect(waits({ kind: 'stream' })).toEqual([200, 400, 800, 1600, 3200]);
});

test('a wait that the server asked for is kept to the letter, without jitter', () => {
  expect(waits({ kind: 'stream', afterMs: 1300 }, 0.9)).toEqual([1300, 1300, 1300, 1300, 1300]);
});

test('a stream may have a smaller budget of its own', () => {
  expect(waits({ kind: 'stream', atMost: 1 })).toEqual([200]);
});

test('what cannot be fixed by time is not tried again', () => {
  expect(waits({ kind: 'never' })).toEqual([]);
  expect(waits({ kind: 'renew' })).toEqual([]);
});

test('however refusals mix, the budgets add up and never multiply', () => {
  const kinds = fc.constantFrom<Retry>(
    { kind: 'request' },
    { kind: 'stream' },
    { kind: 'stream', afterMs: 1 },
  );
  fc.assert(
    fc.property(fc.array(kinds, { minLength: 50, maxLength: 80 }), (refusals) => {
      let spent = NOTHING_SPENT;
      let tries = 0;
      for (const refusal of refusals) {
        const next = nextTry(refusal, spent, 0.5);
        if (!next) break;
        tries += 1;
        spent = next.spent;
      }
      return tries <= RETRIES.request + RETRIES.stream;
    }),
  );
});

test('the jitter is at most a tenth to either side', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, random) => {
      const exact = 200 * 2 ** (n - 1);
      const delay = backoffDelay(n, random);
      return delay >= exact * 0.9 - 1 && delay <= exact * 1.1 + 1;
    }),
  );
});
