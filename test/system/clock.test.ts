import { expect, test } from 'vitest';
import { serverClock } from '../../src/system/clock.ts';

test.each([
  ['an hour ahead', -3_600_000],
  ['an hour behind', 3_600_000],
  ['ten years behind', 315_360_000_000],
])('a clock that is %s is corrected by what the server says', (_, skew) => {
  const clock = serverClock(() => 1_800_000_000_000);
  clock.observe(1_800_000_000_000 + skew);
  expect(clock.now()).toBe(1_800_000_000_000 + skew);
});

test.each([
  [undefined],
  [Number.NaN],
  [Number.POSITIVE_INFINITY],
  [0],
  [784_887_151_000],
  [9e15],
  [1_800_000_000_000 + 4_000],
])('a server time of %s changes nothing', (time) => {
  const clock = serverClock(() => 1_800_000_000_000);
  clock.observe(time);
  expect(clock.now()).toBe(1_800_000_000_000);
});
