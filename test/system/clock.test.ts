import { expect, test } from 'vitest';
import { serverClock } from '../../src/system/clock.ts';

const HERE = 1_800_000_000_000;

test.each<[string, number | undefined, number]>([
  ['an hour behind ours', HERE - 3_600_000, HERE - 3_600_000],
  ['an hour ahead', HERE + 3_600_000, HERE + 3_600_000],
  ['ten years ahead', HERE + 315_360_000_000, HERE + 315_360_000_000],
  ['not told', undefined, HERE],
  ['no number', Number.NaN, HERE],
  ['infinite', Number.POSITIVE_INFINITY, HERE],
  ['that of a clock never set', 0, HERE],
  ['years before this program', 784_887_151_000, HERE],
  ['beyond what a date can be', 9e15, HERE],
  ['nearly ours', HERE + 4_000, HERE],
])('the server’s time is %s', (_, time, corrected) => {
  const clock = serverClock(() => HERE);
  clock.observe(time);
  expect(clock.now()).toBe(corrected);
});
