import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { clipped } from '../../src/look/call.ts';
import { faultIn, record } from '../../src/look/arguments.ts';
import { parseBlame } from '../../src/look/git.ts';
import { reachOf } from '../../src/look/look.ts';
import { compilePattern } from '../../src/look/pattern.ts';
import { mergeRanges } from '../../src/look/receipt.ts';
import { makeFolder, makeRepo, plant } from '../attach/support.ts';
import { openIn } from './support.ts';

/** The lines that a pattern finds, by our way of reading it. */
function matches(pattern: string, text: string): boolean | string {
  const compiled = compilePattern(pattern);
  return typeof compiled === 'string' ? compiled : new RegExp(...compiled).test(text);
}

describe('a pattern', () => {
  it.each([
    ['fn\\s+\\w+\\(', 'fn main(', true],
    ['(?i)TODO', 'a todo', true],
    ['TODO', 'a todo', false],
    ['^use ', 'use x', true],
    ['\\Ause\\b', 'use x', true],
    ['x\\z', 'x', true],
    ['[[:alpha:]_]+:[[:digit:]]', 'a_b:1', true],
    ['[[:upper:]]', 'abc', false],
    ['(?P<name>a)', 'a', true],
    ['\\<word\\>', 'a word b', true],
    ['\\<word\\>', 'swords', false],
    ['function() {', 'function() {', false],
    ['\\{\\}', '{}', true],
    ['foo {', 'foo {', true],
    ['\\"a\\-b\\"', '"a-b"', true],
    ['\\p{Lu}x', 'Äx', true],
    ['a{2,3}', 'aa', true],
    ['(?:a|b)c', 'bc', true],
    ['\\\\A', '\\A', true],
    ['\\.', 'x', false],
  ])('%s against %s', (pattern, text, expected) => {
    expect(matches(pattern, text)).toBe(expected);
  });

  it.each([
    '(',
    '[a',
    '*a',
    'a**',
    '(?i:a)',
    'a(?i)b',
    '(?x)a',
    'a\nb',
    'a\\nb',
    '[[:nosuch:]]',
    '\\p{Nosuch}',
    '(?<1>a)',
  ])('%s is refused with a reason', (pattern) => {
    const compiled = compilePattern(pattern);
    expect(typeof compiled).toBe('string');
  });
});

describe('grep', () => {
  it('kills a pattern that takes for ever, and says how far it came', async () => {
    const dir = await makeFolder({ 'a.txt': 'hello\n', 'b.txt': `${'a'.repeat(50)}!\n` });
    const opened = await openIn(dir, { limits: { searchMs: 200 } });
    const result = await opened.run('grep', { patterns: ['^(a+)+$', 'there'] });
    // Nothing is said of what was not searched.
    expect(result).toContain('there: 0 lines in the first 0 files.');
    expect(result).toContain('ended after 0 of 2 files');
    expect(await opened.grep('hello')).toContain('1:hello');
  });

  it('ends when the signal fires, in the middle of a pattern', async () => {
    const dir = await makeFolder({ 'b.txt': `${'a'.repeat(50)}!\n` });
    const opened = await openIn(dir);
    const asked = opened.run('grep', { patterns: ['^(a+)+$'] }, AbortSignal.timeout(300));
    await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('takes no more than it can, and shows lines with context in the order of paths', async () => {
    const lines = Array.from({ length: 300 }, (_, i) => (i % 2 === 0 ? `match ${i}` : `other ${i}`));
    const dir = await makeFolder({
      'b/c.txt': lines.join('\r\n'),
      'a.txt': 'x\nmatch\ny\n',
      'z.bin': 'match\0',
    });
    const opened = await openIn(dir);
    const result = await opened.run('grep', { patterns: ['match', 'x'], context: 1 });
    expect(result).toMatch(
      /^--- a.txt: 2 lines ---\n1:x\n2:match\n3-y\n--- b\/c.txt: 150 lines ---\n1:match 0\n2-other 1\n3:/,
    );
    expect(result).toContain('Shown are 102 of 152 lines in 2 files.');
    expect(result).toContain('Not searched: 1 file (it is binary).');
    expect(opened.look.receipt().searched).toEqual([
      { pattern: 'match', matches: 151 },
      { pattern: 'x', matches: 1 },
    ]);
    const many = await opened.run('grep', {
      patterns: [Array.from({ length: 10_000 }, (_, i) => `w${i}`).join('|')],
    });
    expect(many).toMatch(/^Not run: .*patterns\/0.*1000/);
  });
});

describe('read', () => {
  it('shows a part of a long file and says where it goes on', async () => {
    const text = Array.from({ length: 1_000 }, (_, i) => `line ${i + 1}`).join('\n');
    const dir = await makeFolder({ 'a.txt': text, 'empty.txt': '' });
    const opened = await openIn(dir);
    expect(await opened.read('a.txt', 'empty.txt')).toMatch(
      /\n400\tline 400\n\(600 more lines: go on with start 401\)\n--- File empty.txt \(empty\) ---$/,
    );
    const range = (start?: number | null, end?: number) =>
      opened.run('read', { ranges: [{ path: 'a.txt', start, end }] });
    expect(await range(398, 410)).toContain('(lines 398-410 of 1000)');
    expect(await range(null, 2)).toContain('(lines 1-2 of 1000)');
    expect(await range(1_001)).toMatch(/^Not shown: .*only 1000 lines/);
    expect(await range(9, 8)).toMatch(/^Not shown: /);
    expect(opened.look.receipt().files).toEqual([
      { path: 'a.txt', ranges: [[1, 410]] },
      { path: 'empty.txt', ranges: [] },
    ]);
  });

  it('says what was probably meant', async () => {
    const opened = await openIn(await makeFolder({ 'src/deep/thing.ts': 'x\n' }));
    for (const name of ['thing.ts', 'src/thing.ts'])
      expect(await opened.read(name)).toContain('did you mean src/deep/thing.ts?');
  });

  it('finds files of further folders by the names that are shown, also where folders have the same name', async () => {
    const dir = await makeFolder({ 'a.txt': '1\n', 'x/app/b.txt': 'two\n', 'y/app/c.txt': 'three\n' });
    const opened = await openIn([await makeFolder(), path.join(dir, 'x/app'), path.join(dir, 'y/app')]);
    for (const text of ['two', 'three']) {
      const shown = /--- (\S+): 1 line ---/.exec(await opened.grep(text))?.[1] ?? '';
      expect(await opened.read(shown)).toContain(`1\t${text}`);
    }
  });
});

describe('a ceiling', () => {
  it('of a result and of all results holds, and is told', async () => {
    const dir = await makeRepo({ 'big.txt': 'word and word\n'.repeat(30_000) });
    await plant(dir, { 'big.txt': 'word and ward\n'.repeat(30_000) });
    const limits = { resultBytes: 8_000, totalBytes: 40_000 };
    const opened = await openIn(dir, { limits });
    const calls = [
      () => opened.run('read', { ranges: [{ path: 'big.txt', start: 1, end: 29_000 }] }),
      () => opened.grep('word|ward'),
      // A full result, and as much to say about what is not there.
      () => opened.read('big.txt', ...Array.from({ length: 29 }, (_, n) => `${n}${'n'.repeat(800)}`)),
      () => opened.list('.', '**', '.', '*'),
      () =>
        opened.git(
          { kind: 'diff' },
          { kind: 'show', ref: 'HEAD', path: 'big.txt' },
          { kind: 'blame', path: 'big.txt' },
        ),
    ];
    for (let i = 0; i < 6; i += 1) for (const call of calls) await call();
    for (const result of opened.results)
      expect(Buffer.byteLength(result)).toBeLessThanOrEqual(limits.resultBytes);
    const bytes = opened.results.reduce((sum, result) => sum + Buffer.byteLength(result), 0);
    // The sentence that says so is not counted.
    expect(opened.look.receipt().bytes).toBeLessThanOrEqual(limits.totalBytes);
    expect(bytes).toBeLessThan(limits.totalBytes + 1_000);
    expect(opened.results.at(-1)).toMatch(/^Not run: the 40 kB /);
    // Calls at the same time share it, too.
    const again = await openIn(dir, { limits });
    await Promise.all(Array.from({ length: 20 }, () => again.grep('ward')));
    expect(again.look.receipt().bytes).toBeLessThanOrEqual(limits.totalBytes);
  });
});

describe('arguments', () => {
  it.each([
    ['read', {}],
    ['read', { paths: ['a'] }],
    ['read', { ranges: 'a' }],
    ['read', { ranges: [] }],
    ['read', { ranges: ['a'] }],
    ['read', { ranges: [{ path: 'a', start: 0 }] }],
    ['read', { ranges: [{ path: 'a', start: '1' }] }],
    ['read', { ranges: [{ path: 'a', start: 1.5 }] }],
    ['read', { ranges: [{ path: 'a', __proto__x: 1 }] }],
    ['read', { ranges: [{ path: null }] }],
    ['read', { ranges: Array.from({ length: 31 }, () => ({ path: 'a' })) }],
    ['list', { paths: ['x'.repeat(1_001)] }],
    ['list', { paths: ['.'], depth: 2 }],
    ['grep', { patterns: ['a'], context: -1 }],
    ['grep', { patterns: [1] }],
    ['git', { queries: [{ kind: 'push' }] }],
    ['git', { queries: [{ ref: 'HEAD' }] }],
    ['git', JSON.parse('{"queries":[{"kind":"log","__proto__":{"path":"x"}}]}')],
  ])('%s %j are answered with a sentence', async (name, args) => {
    const opened = await openIn(await makeFolder());
    expect(await opened.run(name, args)).toMatch(/^Not run: .+ The accepted form is in the definition of /);
  });

  it('are described by small strict schemas, and what is needed is named in words too', async () => {
    const { look } = await openIn(await makeFolder());
    expect(look.tools.map((tool) => tool.name)).toEqual(['list', 'read', 'grep', 'git']);
    for (const { parameters, description } of look.tools) {
      expect(parameters).toMatchObject({ type: 'object', additionalProperties: false });
      for (const key of parameters['required'] as readonly string[]) expect(description).toContain(key);
    }
    expect(JSON.stringify(look.tools).length).toBeLessThan(4_000);
  });

  it('a fault is found wherever it is', () => {
    expect(faultIn({ type: 'array', items: { type: 'string' } }, ['a', 1])).toContain('#/1');
    expect(faultIn(record({}, []), { constructor: 1 })).toContain('constructor');
    expect(faultIn(record({}, []), {})).toBeUndefined();
  });
});

describe('progress', () => {
  it('says in a few words what a call is about', async () => {
    const { look } = await openIn(await makeFolder());
    const says = (name: string, args: object) =>
      look.tools.find((tool) => tool.name === name)?.says({ ...args });
    expect(says('read', { ranges: [{ path: 'a.ts' }, { path: 'b.ts' }] })).toBe('reading a.ts and 1 more');
    expect(says('list', { paths: ['src\u001b[2J'] })).not.toContain('\u001b');
    // Before the arguments are judged: whatever a model sends.
    for (const name of ['list', 'read', 'grep', 'git'])
      for (const args of [
        {},
        { paths: 1 },
        { ranges: null },
        { ranges: [null] },
        { patterns: 'x' },
        { queries: [1] },
      ])
        expect(typeof says(name, args)).toBe('string');
  });
});

describe('the parts', () => {
  it('ranges are joined where they touch', () => {
    expect(
      mergeRanges([
        [5, 6],
        [1, 2],
        [3, 3],
        [10, 12],
        [11, 11],
      ]),
    ).toEqual([
      [1, 3],
      [5, 6],
      [10, 12],
    ]);
  });

  it('a line is clipped, and says by how much', () => {
    expect(clipped('abcdef', 4)).toBe('abcd… (2 more characters)');
  });

  it('blame is read line by line, with any time that a commit claims', () => {
    const hash = 'a'.repeat(40);
    const out = `${hash} 1 1 2\nauthor A\u001b\nauthor-time 99999999999999\n\tauthor X\n${hash} 2 2\n\tb\n`;
    expect([...parseBlame(out)]).toEqual([
      [1, 'aaaaaaaaaa ? A\\u{1b}'],
      [2, 'aaaaaaaaaa ? A\\u{1b}'],
    ]);
  });

  it('what could be reached is said for a dry run, and what could not', async () => {
    const dir = await makeFolder();
    expect(reachOf((await openIn([dir, '/etc'])).look).join(' ')).toContain(dir);
    expect(reachOf((await openIn('/etc')).look)).toHaveLength(1);
  });
});
