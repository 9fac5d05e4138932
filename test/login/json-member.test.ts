import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withMember } from '../../src/login/json-member.ts';

const login = { access_token: 'a', refresh_token: 'r', note: 'two\nlines, "quotes" and a } brace' };

describe('our entry', () => {
  test.each([
    ['is added to no file at all', '', '{\n  "codex": $\n}\n'],
    ['is added to an empty object', '{}', '{\n  "codex": $\n}'],
    ['is added behind the last entry', '{"a": [1, {"codex": 2}]}', '{"a": [1, {"codex": 2}],\n  "codex": $}'],
    ['is replaced where it stands', '{"a":1,"codex":{"x":[1,"}"]},"b":2}', '{"a":1,"codex":$,"b":2}'],
    ['replaces null', '{"codex":null}', '{"codex":$}'],
    ['replaces the repeated ones by one', '{"codex":1,"a":2,"codex":3}', '{"a":2,"codex":$}'],
    ['is found under an escaped name', '{"c\\u006fdex":1}', '{"c\\u006fdex":$}'],
  ])('%s', (_, before, after) => {
    const entry = JSON.stringify(login, null, 2).replaceAll('\n', '\n  ');
    expect(withMember(before, 'codex', login)).toBe(after.replace('$', () => entry));
  });

  test.each([
    ['first', '{"codex":{"x":1}, "a":1}', '{"a":1}'],
    ['last', '{"a":1, "codex":{"x":1}\n}', '{"a":1\n}'],
    ['only', '{ "codex": {} }', '{  }'],
    ['repeated', '{"codex":1,"codex":2}', '{}'],
    ['absent', '{"a":1}', '{"a":1}'],
  ])('is removed where it is the %s one', (_, before, after) => {
    expect(withMember(before, 'codex', undefined)).toBe(after);
  });
});

test('numbers no double can hold, repeated keys and formatting of others survive', () => {
  const others =
    '{\r\n\t"id": 12345678901234567890, "x":1e999,"dup":1,"dup":2, "__proto__": {"polluted":true}';
  const once = withMember(`${others}}`, 'codex', login);
  expect(once.startsWith(others)).toBe(true);
  expect(withMember(once, 'codex', undefined)).toBe(`${others}}`);
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

const spaced = (value: unknown, space: string | number | undefined): string =>
  JSON.stringify(value, undefined, space);

test('any JSON object keeps every other entry, whatever is written and removed', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.oneof(fc.string(), fc.constant('codex'), fc.constant('__proto__')), fc.jsonValue()),
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.constantFrom(undefined, 1, 2, '\t', '\n '),
      (object, entry, space) => {
        const text = spaced(object, space);
        const written = withMember(text, 'codex', entry);
        const { codex: _, ...others } = JSON.parse(text) as Record<string, unknown>;
        const { codex, ...kept } = JSON.parse(written) as Record<string, unknown>;
        expect(kept).toEqual(others);
        expect(codex).toEqual(JSON.parse(JSON.stringify(entry)));
        // A second write changes the entry alone, and taking it away leaves the others.
        expect(withMember(written, 'codex', entry)).toBe(written);
        expect(JSON.parse(withMember(written, 'codex', undefined))).toEqual(others);
      },
    ),
    { numRuns: 500 },
  );
});
