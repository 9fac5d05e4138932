import { expect, test } from 'vitest';
import { idleLimit, PATIENCE } from '../../src/ask/patience.ts';
import { orAborted } from '../../src/system/time.ts';

test.each([
  [undefined, PATIENCE.idleMs],
  ['low', PATIENCE.idleMs],
  ['medium', PATIENCE.idleMs],
  ['high', PATIENCE.longIdleMs],
  ['xhigh', PATIENCE.longIdleMs],
  ['max', PATIENCE.longIdleMs],
])('at effort %s silence may last %i ms', (effort, ms) => {
  expect(idleLimit(effort, PATIENCE)).toBe(ms);
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
