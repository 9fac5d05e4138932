import fc from 'fast-check';
import { parse, type ParseError } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import { editJsonc } from '../../src/setup/edit-jsonc.ts';
import type { JsonObject } from '../../src/system/json.ts';

const VALUE = { command: '/node', args: ['/x.js'] };

const edit = (text: string, entry: JsonObject | undefined) => editJsonc(text, ['servers', 'codex'], entry);

type Servers = Record<string, Record<string, unknown>>;

function read(text: string): Servers {
  const errors: ParseError[] = [];
  const value = parse(text, errors, { allowTrailingComma: true }) as Servers;
  expect(errors).toEqual([]);
  return value;
}

function edited(text: string, entry: JsonObject | undefined): string {
  const done = edit(text, entry);
  if (typeof done !== 'string') throw new Error(`refused: ${JSON.stringify(done)}`);
  return done;
}
const set = (text: string): string => edited(text, VALUE);
const remove = (text: string): string => edited(text, undefined);

describe('an entry is set', () => {
  const shown = (depth: string, unit: string): string =>
    `${depth}"codex": ${JSON.stringify(VALUE, null, unit).replaceAll('\n', `\n${depth}`)}`;

  test.each([
    ['an empty file', '', `{\n  "servers": {\n${shown('    ', '  ')}\n  }\n}\n`],
    ['an empty object', '{}', `{\n  "servers": {\n${shown('    ', '  ')}\n  }\n}`],
    ['tabs', '{\n\t"a": 1\n}\n', `{\n\t"a": 1,\n\t"servers": {\n${shown('\t\t', '\t')}\n\t}\n}\n`],
  ])('in %s, laid out as that is', (_title, before, after) => {
    expect(set(before)).toBe(after);
  });

  test('comments, trailing commas, order and odd spacing of others stay as they are', () => {
    const before = `// mine
{
    /* first */ "z":1,
    "servers": {
        "other": { "command": "x" }, // keep me
        // and me
    },
    "a": [1, 2,], // last
}
`;
    const after = set(before);
    for (const line of before.split('\n').filter((l) => l.trim() !== '')) expect(after).toContain(line);
    expect(read(after)).toEqual({ z: 1, servers: { other: { command: 'x' }, codex: VALUE }, a: [1, 2] });
    expect(remove(after)).toBe(before);
  });

  test('a comment stays with the value that it is behind', () => {
    const after = set('{\n  "a": 1 // one\n}\n');
    expect(after).toContain('"a": 1, // one\n');
    expect(read(after)).toEqual({ a: 1, servers: { codex: VALUE } });
  });

  test('an older entry is renewed, what the user added to it stays', () => {
    const before = '{ "servers": { "codex": { "command": "old", "disabled": true, "env": { "A": "1" } } } }';
    expect(read(edited(before, { command: 'new', env: { B: '2' } }))).toEqual({
      servers: { codex: { command: 'new', disabled: true, env: { A: '1', B: '2' } } },
    });
  });

  test('line ends stay as they were', () => {
    const before = '{\r\n  "a": 1\r\n}\r\n';
    expect(set(before).replaceAll('\r\n', '')).not.toContain('\n');
    expect(remove(before)).toBe(before);
  });
});

describe('what cannot be understood is left alone', () => {
  test.each([
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ['{\n  a: 1\n}', 2, 3],
    ['{ "a": 1 ', 1, 10],
    ['{ "a": 1 } x', 1, 12],
    ["{\n\n 'a': 1 }", 3, 2],
    ['{ "a": /* open }', 1, 8],
    ['{\n"a": 01 }', 2, 7],
    ['[1, 2', 1, 6],
    ['nonsense', 1, 1],
    ['{}\0', 1, 3],
  ])('%j: line %i, column %i', (text, line, column) => {
    for (const entry of [VALUE, undefined]) expect(edit(text, entry)).toEqual({ line, column });
  });

  test.each([
    '[]',
    '"x"',
    '{"servers": []}',
    '{"servers": null}',
    // Hosts read the last of a repeated key; which one is meant is for the user to say.
    '{"servers": {}, "a": 1, "servers": {}}',
    '{"servers": {"codex": 1, "codex": 2}}',
  ])('%s has no room for an entry', (text) => {
    expect(edit(text, VALUE)).toHaveProperty('why');
  });
});

test.each([
  ['{}', '{}'],
  ['', ''],
  ['{"servers": {"codex": 1}}', '{"servers": {}}'],
  ['{"servers": {"codex": 1, "b": 2}}', '{"servers": { "b": 2}}'],
  ['{"servers": {"b": 2, "codex": 1}}', '{"servers": {"b": 2 }}'],
  ['{"servers": {"b": 2, /* x */ "codex": 1 /* y */}}', '{"servers": {"b": 2 /* x */  /* y */}}'],
  ['{"servers": {"codex": 1, "codex": 2, "b": 3}}', '{"servers": {  "b": 3}}'],
])('an entry is taken out: %s', (before, after) => {
  expect(remove(before)).toBe(after);
  expect(remove(after)).toBe(after);
});

/** JSON with comments, blanks and trailing commas wherever they may stand. */
const blank = fc.constantFrom('', ' ', '\n', '\n\t', '/* c */', ' // c\n', '\r\n  ');
const key = fc.constantFrom('a', 'servers', 'codex', 'b "q" \\', '//no', 'ü');
const noisy = fc.letrec<{ value: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('1', '-2.5e3', 'true', 'null', '"// no comment"', '"\\u00fc\\n"', '[]', '[1,/*x*/[2],]'),
    tie('object'),
  ),
  object: fc
    .tuple(
      fc.array(fc.tuple(blank, key, blank, blank, tie('value'), blank), { maxLength: 4 }),
      fc.boolean(),
      blank,
    )
    .map(([members, trailing, end]) => {
      const parts = members.map(([a, k, b, c, v, d]) => `${a}${JSON.stringify(k)}${b}:${c}${v}${d}`);
      return `{${parts.join(',')}${trailing && parts.length > 0 ? ',' : ''}${end}}`;
    }),
}));

test('whatever the file looks like, the entry is in it afterwards and everything else unchanged', () => {
  const comments = (text: string): number => text.split(/\/\* c \*\/| \/\/ c\r?\n/).length;
  fc.assert(
    fc.property(
      fc.tuple(blank, noisy.object, blank).map((p) => p.join('')),
      (text) => {
        const before = read(text);
        const after = edit(text, VALUE);
        if (typeof after !== 'string') {
          expect(after).toHaveProperty('why');
          return;
        }
        expect(read(after)['servers']?.['codex']).toMatchObject(VALUE);
        expect({ ...read(after)['servers'], codex: 0 }).toEqual({ ...before['servers'], codex: 0 });
        expect({ ...read(after), servers: 0 }).toEqual({ ...before, servers: 0 });
        expect(set(after)).toBe(after);
        const removed = remove(after);
        expect(read(removed)['servers']?.['codex']).toBeUndefined();
        expect({ ...read(removed), servers: 0 }).toEqual({ ...before, servers: 0 });
        // Comments inside an older entry of ours go with it; only those.
        if (!text.includes('"codex"'))
          expect([after, removed].map(comments)).toEqual([comments(text), comments(text)]);
      },
    ),
    { numRuns: 500 },
  );
});
