import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { removeEntry, setEntry, type Edit } from '../../src/setup/edit-jsonc.ts';
import { isFault, parseJsonc, plain } from '../../src/setup/jsonc.ts';

const VALUE = { command: '/node', args: ['/x.js'] };

function textOf(edit: Edit): string {
  if (edit.kind !== 'text') throw new Error(`refused: ${JSON.stringify(edit)}`);
  return edit.text;
}

function read(text: string): unknown {
  const root = parseJsonc(text);
  if (isFault(root)) throw new Error(`line ${root.line}: ${root.expected} in ${text}`);
  return plain(root);
}

const set = (text: string): string => textOf(setEntry(text, 'servers', 'codex', VALUE));
const remove = (text: string): string => textOf(removeEntry(text, 'servers', 'codex'));

describe('an entry is set', () => {
  test.each([
    [
      'an empty file',
      '',
      '{\n  "servers": {\n    "codex": {\n      "command": "/node",\n      "args": [\n        "/x.js"\n      ]\n    }\n  }\n}\n',
    ],
    [
      'an empty object',
      '{}',
      '{\n  "servers": {\n    "codex": {\n      "command": "/node",\n      "args": [\n        "/x.js"\n      ]\n    }\n  }\n}',
    ],
    [
      'tabs',
      '{\n\t"a": 1\n}\n',
      '{\n\t"a": 1,\n\t"servers": {\n\t\t"codex": {\n\t\t\t"command": "/node",\n\t\t\t"args": [\n\t\t\t\t"/x.js"\n\t\t\t]\n\t\t}\n\t}\n}\n',
    ],
  ])('in %s', (_title, before, after) => {
    expect(set(before)).toBe(after);
  });

  test('comments, trailing commas, order and odd spacing stay as they are', () => {
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

  test('the comma goes behind the value, not behind its comment', () => {
    const after = set('{\n  "a": 1 // one\n}\n');
    expect(after).toContain('"a": 1, // one\n');
    expect(read(after)).toEqual({ a: 1, servers: { codex: VALUE } });
  });

  test('twice is once', () => {
    for (const before of ['', '{}', '{"servers":{"codex":{"command":"old"}}}', '{ "servers": { } }'])
      expect(set(set(before))).toBe(set(before));
  });

  test('an older entry is renewed, what the user added to it stays', () => {
    const before = '{ "servers": { "codex": { "command": "old", "disabled": true, "env": { "A": "1" } } } }';
    const edit = setEntry(before, 'servers', 'codex', { command: 'new', env: { B: '2' } });
    expect(read(textOf(edit))).toEqual({
      servers: { codex: { command: 'new', disabled: true, env: { A: '1', B: '2' } } },
    });
  });

  test('line ends and a byte order mark stay as they were', () => {
    const after = set('\uFEFF{\r\n  "a": 1\r\n}\r\n');
    expect(after.startsWith('\uFEFF{')).toBe(true);
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
  });
});

describe('what cannot be understood is left alone, with the line', () => {
  test.each([
    ['{\n  "a": 1\n  "b": 2\n}', 3],
    ['{\n  a: 1\n}', 2],
    ['{ "a": 1 ', 1],
    ['{ "a": 1 } x', 1],
    ["{\n\n 'a': 1 }", 3],
    ['{ "a": /* open }', 1],
    ['[1, 2', 1],
    ['nonsense', 1],
  ])('%j: line %i', (text, line) => {
    for (const edit of [setEntry(text, 'servers', 'codex', VALUE), removeEntry(text, 'servers', 'codex')])
      expect(edit).toMatchObject({ kind: 'fault', fault: { line } });
  });

  test.each([
    ['[]', ''],
    ['"x"', ''],
    ['{"servers": []}', 'servers'],
    ['{"servers": null}', 'servers'],
  ])('%s has no room for an entry', (text, key) => {
    expect(setEntry(text, 'servers', 'codex', VALUE)).toEqual({ kind: 'in-the-way', key });
  });
});

describe('an entry is taken out', () => {
  test.each([
    ['{}', '{}'],
    ['', ''],
    ['{"servers": {"codex": 1}}', '{"servers": {}}'],
    ['{"servers": {"codex": 1, "b": 2}}', '{"servers": { "b": 2}}'],
    ['{"servers": {"b": 2, "codex": 1}}', '{"servers": {"b": 2 }}'],
    ['{"servers": {"codex": 1, "codex": 2, "b": 3}}', '{"servers": {  "b": 3}}'],
  ])('%s', (before, after) => {
    expect(read(remove(before) || '{}')).toEqual(read(after || '{}'));
    expect(remove(remove(before))).toBe(remove(before));
  });
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
  fc.assert(
    fc.property(
      fc.tuple(blank, noisy.object, blank).map((p) => p.join('')),
      (text) => {
        const before = read(text) as Record<string, unknown>;
        const edit = setEntry(text, 'servers', 'codex', VALUE);
        if (edit.kind === 'in-the-way') return;
        const after = read(textOf(edit)) as Record<string, Record<string, unknown>>;
        expect(after['servers']?.['codex']).toMatchObject(VALUE);
        const { codex: _, ...others } = after['servers'] ?? {};
        const { codex: __, ...othersBefore } = (before['servers'] ?? {}) as Record<string, unknown>;
        expect(others).toEqual(othersBefore);
        expect({ ...after, servers: 0 }).toEqual({ ...before, servers: 0 });
        expect(set(textOf(edit))).toBe(textOf(edit));

        const comments = (t: string): number => t.split(/\/\* c \*\/| \/\/ c\r?\n/).length;
        const removed = read(remove(textOf(edit))) as Record<string, Record<string, unknown>>;
        expect(removed['servers']?.['codex']).toBeUndefined();
        expect({ ...removed, servers: 0 }).toEqual({ ...before, servers: 0 });
        expect(comments(textOf(edit))).toBeGreaterThanOrEqual(comments(text) - held(text));
      },
    ),
    { numRuns: 500 },
  );
});

/** Comments inside an older entry of ours go with it; only those. */
function held(text: string): number {
  return /"codex"/.test(text) ? text.length : 0;
}
