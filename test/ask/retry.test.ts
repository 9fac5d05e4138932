import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idleLimit, PATIENCE } from '../../src/ask/patience.ts';
import type { Retry } from '../../src/ask/refusals.ts';
import { backoffDelay, nextTry, NOTHING_SPENT, RETRIES } from '../../src/ask/send.ts';
import { orAborted } from '../../src/system/time.ts';

test('a wait that the server asked for is kept to the letter, and some refusals have a budget of their own', () => {
  expect(nextTry({ kind: 'stream', afterMs: 1300 }, NOTHING_SPENT, 0.9)?.waitMs).toBe(1300);
  const once: Retry = { kind: 'stream', atMost: 1 };
  const first = nextTry(once, NOTHING_SPENT, 0.5);
  expect(first && nextTry(once, first.spent, 0.5)).toBeUndefined();
  expect(first?.waitMs).toBe(200);
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

test.each([
  [[undefined, 'low', 'medium'], PATIENCE.idleMs],
  [['high', 'xhigh', 'max'], PATIENCE.longIdleMs],
])('at the efforts %j silence may last %i ms', (efforts, ms) => {
  for (const effort of efforts) expect(idleLimit(effort, PATIENCE)).toBe(ms);
});

test('work that others share is left behind as soon as the signal fires', async () => {
  const cancel = new AbortController();
  const never = new Promise<string>(() => {});
  const waiting = orAborted(never, cancel.signal);
  cancel.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  await expect(orAborted(never, cancel.signal)).rejects.toMatchObject({ name: 'AbortError' });
  expect(await orAborted(Promise.resolve('a'), new AbortController().signal)).toBe('a');
});
