import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMatcher, fold, partsOf, snippetOf } from '../../src/sessions/match.ts';

const textOf = (...turns: readonly (readonly [string, string])[]): Buffer =>
  Buffer.from(turns.map(([question, answer]) => `${fold(question)}\x1f${fold(answer)}`).join('\x1e'));

const turnsWith = (query: string, ...turns: readonly (readonly [string, string])[]): readonly number[] =>
  [...createMatcher(partsOf(query)).matchesIn(textOf(...turns))].map(({ turn }) => turn);

test.each([
  ['one word', 'token', ['a'], ['a token'], [1]],
  ['without case', 'ToKeN', ['TOKEN'], ['token'], [0, 1]],
  ['without accents', 'cafe', ['Café'], ['cafe\u0301'], [0, 1]],
  ['with accents, in a text without', 'naïve', ['naive'], ['x'], [0]],
  ['a part of a word', 'auth', ['oauth'], ['authors'], [0, 1]],
  ['every word', 'red green', ['red'], ['green and red'], [1]],
  ['a phrase', '"red green"', ['green red'], ['a red green b'], [1]],
  ['a script without spaces', '検索', ['全文検索です'], ['検査'], [0]],
  ['full width', 'ＡＢＣ', ['abc'], ['x'], [0]],
  ['an open quote', '"red', ['red'], ['x'], [0]],
  ['signs', 'a.b(c)', ['xa.b(c)y'], ['a b c'], [0]],
  ['what stands in two turns', 'red green', ['red'], ['green'], []],
  ['a separator', 'a\x1eb', ['a b'], ['x'], [0]],
] as const)('finds %s', (_, query, [first], [second], expected) => {
  expect(turnsWith(query, [first, ''], [second, ''])).toEqual(expected);
  expect(turnsWith(query, ['', first], ['', second])).toEqual(expected);
});

const long = 'other words in between '.repeat(200);
test.each([
  ['a whole word before a part of one', 'token', ['x', 'the token'], ['x', 'the tokenizer']],
  ['the question before the answer', 'token', ['the token', 'x'], ['x', 'the token']],
  ['often before once', 'token', ['x', 'token and token and token'], ['x', 'token and more of it here']],
  ['a short turn before a long one', 'token', ['x', 'a token'], ['x', `${long} token`]],
  ['the phrase before its words apart', 'red green', ['x', 'red green'], ['x', 'green, red']],
] as const)('ranks %s', (_, query, better, worse) => {
  const scores = new Map(
    [...createMatcher(partsOf(query)).matchesIn(textOf(worse, better))].map((m) => [m.turn, m.score]),
  );
  expect(scores.get(1)).toBeGreaterThan(scores.get(0) ?? Infinity);
});

test('finds exactly the turns that contain all words, as a slow search does', () => {
  const word = fc.constantFrom('a', 'ab', 'ba', 'aa', 'é', 'b a', 'B');
  const text = fc.array(word, { maxLength: 6 }).map((all) => all.join(' '));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(text, text), { maxLength: 6 }),
      fc.array(word, { minLength: 1, maxLength: 3 }),
      (turns, query) => {
        const parts = partsOf(query.join(' '));
        const has = ([question, answer]: readonly [string, string]): boolean =>
          parts.every((part) => fold(question).includes(part) || fold(answer).includes(part));
        expect(turnsWith(query.join(' '), ...turns)).toEqual(
          turns.flatMap((turn, n) => (has(turn) ? [n] : [])),
        );
      },
    ),
  );
});

test.each([
  [
    'the words around a hit',
    `${'before '.repeat(30)}NEEDLE${' after'.repeat(40)}`,
    /^….{30,80}NEEDLE( after)+.*…$/,
  ],
  ['one line', 'a\n\n\tneedle\u001b[31m\r\nb', /^a needle \[31m b$/],
  ['the place that has more of the words', `needle ${long} needle thread`, /needle thread$/],
  ['letters that fold to more', `${'ﬃ'.repeat(300)} needle`, /needle$/],
  ['a cut within a character', `${'😀'.repeat(100)} needle ${'😀'.repeat(100)}`, /^…(😀)* ?needle (😀)+…$/u],
])('the snippet is %s', (_, text, expected) => {
  const snippet = snippetOf(text, partsOf('needle thread')) ?? '';
  expect(snippet).toMatch(expected);
  expect(snippet.length).toBeLessThan(190);
});

test('no snippet without a hit', () => {
  expect(snippetOf('text', ['other'])).toBeUndefined();
  expect(partsOf(' "" " ')).toEqual([]);
});
