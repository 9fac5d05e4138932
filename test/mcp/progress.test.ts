import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { oneLine, progressLine, progressText } from '../../src/mcp/progress.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function watch(): { readonly at: number[]; readonly line: ReturnType<typeof progressLine> } {
  const at: number[] = [];
  const start = performance.now();
  const line = progressLine(
    () => at.push(performance.now() - start),
    () => 'x',
  );
  return { at, line };
}

test('silence is broken at least every five seconds, also when the clock is set back an hour', () => {
  const { at, line } = watch();
  line.update();
  vi.advanceTimersByTime(30_000);
  vi.setSystemTime(Date.now() - 3_600_000);
  line.update();
  vi.advanceTimersByTime(30_000);
  line.stop();
  const gaps = [...at, 60_000].map((time, i) => time - (at[i - 1] ?? 0));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(5_000);
});

test('a thousand updates a second become at most three messages, and the last one is said', () => {
  const { at, line } = watch();
  for (let i = 0; i < 5_000; i += 1) {
    line.update();
    vi.advanceTimersByTime(1);
  }
  expect(at.length).toBeLessThanOrEqual(15);
  const last = at.at(-1) ?? 0;
  vi.advanceTimersByTime(400);
  expect((at.at(-1) ?? 0) - last).toBeLessThanOrEqual(400);
  line.stop();
});

test('after its end a call says nothing more', () => {
  const { at, line } = watch();
  line.update();
  line.update();
  line.stop();
  line.update();
  vi.advanceTimersByTime(60_000);
  expect(at).toHaveLength(1);
});

const words = fc.string({ unit: 'binary', maxLength: 400 });
test('whatever the model writes, the message is one line of fewer than 200 characters, with whole characters', () => {
  fc.assert(
    fc.property(
      words,
      words,
      fc.constantFrom('thinking' as const, 'writing' as const, 'retrying' as const),
      (thought, tail, phase) => {
        const text = progressText({ phase, model: 'm', effort: 'low', thought, length: 9 }, 1_000, tail);
        const line = oneLine(text);
        return line.length < 200 && !/[\n\r\u2028\u2029\u001b]/.test(line) && !/[\ud800-\udfff]/u.test(line);
      },
    ),
  );
});

const THOUGHT = 'in 2 s: The model is at capacity.';
test.each([
  ['signing in', undefined, '', 0, '', ['3 s']],
  ['thinking', 'high', 'Reading the diff', 0, '', ['m high', '3 s', 'Reading the diff']],
  ['searching', undefined, 'monads', 0, '', ['m', '3 s', 'monads']],
  ['writing', 'low', 'old', 10, 'so\nit ends', ['m low', '3 s', '≈3 tokens', 'so it ends']],
  ['writing', 'low', '', 40, 'so\n    it ends', ['m low', '3 s', '≈10 tokens', '…it ends']],
  [
    'writing',
    'low',
    '',
    400,
    `${'one '.repeat(30)}end`,
    ['m low', '3 s', '≈100 tokens', `…${'one '.repeat(19)}end`],
  ],
  [
    'thinking',
    'low',
    `${'Reading the diff. '.repeat(20)}Judging it.`,
    0,
    '',
    ['m low', '3 s', `…${'Reading the diff. '.repeat(6)}Judging it.`],
  ],
  [
    'writing',
    'low',
    '',
    40,
    `${'a'.repeat(500)}the end`,
    ['m low', '3 s', '≈10 tokens', `…${'a'.repeat(73)}the end`],
  ],
  ['retrying', 'low', THOUGHT, 0, '', ['m low', '3 s', THOUGHT]],
] as const)(
  '%s: phase, model, elapsed, length and what it is about',
  (phase, effort, thought, length, tail, parts) => {
    const model = phase === 'signing in' ? undefined : 'm';
    const line = progressText({ phase, model, effort, thought, length }, 3_000, tail);
    expect(line.split(' · ').slice(1)).toEqual(parts);
  },
);
