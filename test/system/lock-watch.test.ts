import { expect, test } from 'vitest';
import { lockText, parseLock, type LockRecord } from '../../src/system/lock-record.ts';
import { createWatch } from '../../src/system/lock-watch.ts';
import { serverClock } from '../../src/system/clock.ts';

test('silence is counted by looking, and ends with the next sign of life', () => {
  let time = 0;
  const watch = createWatch(() => time);
  expect(watch.look('lock', 'a')).toBe(0);
  time = 300;
  expect(watch.look('lock', 'a')).toBe(300);
  time = 500;
  expect(watch.look('lock', 'a')).toBe(500);
  expect(watch.look('other', 'a')).toBe(0);
  time = 600;
  expect(watch.look('lock', 'b')).toBe(0);
});

test('the watcher’s own sleep is not held against the one it watches', () => {
  let time = 0;
  const watch = createWatch(() => time);
  watch.look('lock', 'a');
  time = 3_600_000;
  expect(watch.look('lock', 'a')).toBe(500);
  time -= 1_000_000;
  expect(watch.look('lock', 'a')).toBe(500);
});

const record: LockRecord = {
  nonce: 'n',
  pid: 7,
  machine: 'm',
  startedAt: 1,
  note: 'f',
  state: 'working',
};

test('a record comes back, and every state fits in the place of the first', () => {
  const lengths = (['working', 'unsaved', 'ended'] as const).map((state) => {
    const text = lockText({ ...record, state });
    expect(parseLock(text)).toEqual({ ...record, state });
    return text.length;
  });
  expect(new Set(lengths).size).toBe(1);
});

test.each([
  ['nothing', undefined],
  ['an empty file', ''],
  ['half a record', lockText(record).slice(0, 30)],
  ['another program’s file', '{"pid": 7}'],
  ['a process id that is none', JSON.stringify({ nonce: 'n', pid: -1, started_at: 1, state: 'working' })],
  ['a state nobody knows', JSON.stringify({ nonce: 'n', pid: 1, started_at: 1, state: 'x' })],
])('%s is no record', (_, text) => {
  expect(parseLock(text)).toBeUndefined();
});

test.each([
  ['an hour ahead', -3_600_000],
  ['an hour behind', 3_600_000],
  ['ten years behind', 315_360_000_000],
])('a clock that is %s is corrected by what the server says', (_, skew) => {
  const clock = serverClock(() => 1_800_000_000_000);
  clock.observe(1_800_000_000_000 + skew);
  expect(clock.now()).toBe(1_800_000_000_000 + skew);
  expect(clock.skewMs).toBe(skew);
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
