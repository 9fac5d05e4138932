import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapedJson, visible, visibleJson, visibleStream } from '../../src/system/visible.ts';

const ESC = '\u001b';

/** What stays as it is: text of all languages, and what emoji are made of. */
const KEPT = [
  ['plain text', 'a b\tc\nd'],
  ['line ends of Windows', 'a\r\nb'],
  ['letters of all scripts', 'Grüße 你好 שלום مرحبا'],
  ['a family', '👩‍👩‍👧‍👦'],
  ['a profession with a tone of skin', '👩🏽‍💻'],
  ['a heart and a number in colours', '❤️ 1️⃣ ☎︎'],
  ['the flag of a region', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
  ['a pirate and a rainbow', '🏴‍☠️ 🏳️‍🌈'],
  ['Persian that does not join', 'می‌خواهم'],
  ['joined Devanagari', 'क्‍ष'],
  ['combining marks', 'e\u0301 ก้'],
  ['a variant of an ideograph', '葛\u{e0100}'],
] as const;

const SHOWN = [
  ['a colour', `${ESC}[31mred`, '\\u{1b}[31mred'],
  ['a clipboard write', `${ESC}]52;c;cm0gLXJm\u0007`, '\\u{1b}]52;c;cm0gLXJm\\u{7}'],
  ['the one-character form of an escape', '\u009b2J', '\\u{9b}2J'],
  ['a carriage return that overwrites', 'safe\rrm -rf', 'safe\\u{d}rm -rf'],
  ['backspace, delete, NUL', 'a\b\u007f\0', 'a\\u{8}\\u{7f}\\u{0}'],
  ['next line and the separators', '\u0085\u2028\u2029', '\\u{85}\\u{2028}\\u{2029}'],
  ['an override of the direction', 'user\u202etxt.exe', 'user\\u{202e}txt.exe'],
  ['isolates and marks', '\u2066a\u2069\u200e\u200f\u061c', '\\u{2066}a\\u{2069}\\u{200e}\\u{200f}\\u{61c}'],
  ['spaces without width', 'a\u200bb\u2060c\ufeffd', 'a\\u{200b}b\\u{2060}c\\u{feff}d'],
  ['joiners between Latin letters', 'pass\u200dwo\u200crd', 'pass\\u{200d}wo\\u{200c}rd'],
  ['a joiner at an end', '👩\u200d', '👩\\u{200d}'],
  ['a soft hyphen and fillers', 'a\u00ad\u3164\u115f', 'a\\u{ad}\\u{3164}\\u{115f}'],
  ['bytes in variation selectors', 'a\ufe01\u{e0142}', 'a\\u{fe01}\\u{e0142}'],
  ['more than one selector', '❤\ufe0f\ufe0f', '❤\ufe0f\\u{fe0f}'],
  ['a text in tags', 'x\u{e0068}\u{e0069}', 'x\\u{e0068}\\u{e0069}'],
  [
    'a long text in tags behind a flag',
    `🏴${'\u{e0061}'.repeat(9)}`,
    `🏴${'\u{e0061}'.repeat(7)}\\u{e0061}\\u{e0061}`,
  ],
] as const;

describe('what hides in a text is written out, and what belongs there stays', () => {
  test.each(KEPT)('%s', (_title, text) => expect(visible(text)).toBe(text));
  test.each(SHOWN)('%s', (_title, text, shown) => expect(visible(text)).toBe(shown));

  test('of every character that Unicode calls a control or turns a line nothing is left but newline and tab', () => {
    for (let code = 0; code <= 0x10ffff; code += 1) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const char = String.fromCodePoint(code);
      if (/[\p{Cc}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/u.test(char) && !/[\n\t]/.test(char))
        expect(visible(`a${char}b`)).toBe(`a\\u{${code.toString(16)}}b`);
    }
  });
});

test('in pieces it is the same, wherever the text is torn', () => {
  const words = [...KEPT.map(([, text]) => text), ...SHOWN.map(([, text]) => text)];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...words), { maxLength: 6 }),
      fc.integer({ min: 1, max: 5 }),
      (list, n) => {
        const text = list.join('');
        const stream = visibleStream();
        let shown = '';
        for (let at = 0; at < text.length; at += n) shown += stream(text.slice(at, at + n));
        return shown + stream('', true) === visible(text);
      },
    ),
  );
});

test('JSON is shown safely: values are written out, names are escaped, ids are given back as they came', () => {
  const given = {
    id: 'a\u200b',
    text: `x${ESC}\u202e\r\n👩🏽‍💻`,
    ['k\u202e']: [1, 'b\u0007'],
    in: { id: '\u200b' },
  };
  const text = visibleJson(given);
  expect(text).not.toMatch(/[\0-\u001f\u202e]|\\u001b|\\u0007/);
  expect(JSON.parse(text)).toEqual({
    id: 'a\u200b',
    text: 'x\\u{1b}\\u{202e}\r\n👩🏽‍💻',
    ['k\u202e']: [1, 'b\\u{7}'],
    in: { id: '\\u{200b}' },
  });
  expect(visibleJson({ a: 'plain' }, 2)).toBe('{\n  "a": "plain"\n}');
});

test('escaped JSON is the same value', () => {
  const value = { a: '\u202e\u{e0068}\u009b', b: 'ok' };
  const text = escapedJson(JSON.stringify(value));
  expect(text).toMatch(/^[\x20-\x7e]+$/);
  expect(JSON.parse(text)).toEqual(value);
});

test('a megabyte takes milliseconds, of whatever it is', () => {
  for (const unit of ['a', '👩‍💻', '\u202e', '\u200d', '\u{e0061}'])
    for (const show of [visible, visibleJson]) {
      const began = performance.now();
      show(unit.repeat(1_000_000 / unit.length));
      expect(performance.now() - began).toBeLessThan(4_000);
    }
});
