import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excludes, parseIgnore } from '../../src/attach/gitignore.ts';
import { compileGlob, expandBraces } from '../../src/attach/glob.ts';
import { walk } from '../../src/attach/list.ts';
import { git, makeFolder, plant } from './support.ts';
import { realTimes } from '../support/real.ts';

describe('compileGlob', () => {
  it.each([
    ['*.ts', 'a.ts', true],
    ['*.ts', 'src/a.ts', false],
    ['src/*.ts', 'src/a.ts', true],
    ['src/*.ts', 'src/b/a.ts', false],
    ['src/**/*.ts', 'src/a.ts', true],
    ['src/**/*.ts', 'src/b/c/a.ts', true],
    ['src/**', 'src/b/c', true],
    ['src/**', 'src', false],
    ['**/a', 'a', true],
    ['**/a', 'x/y/a', true],
    ['**', 'x/y/a', true],
    ['a/**/b/**/c', 'a/b/c', true],
    ['a/**/b/**/c', 'a/x/b/y/z/c', true],
    ['a/**/b/**/c', 'a/x/y/c', false],
    ['?.ts', 'ä.ts', true],
    ['?.ts', '.ts', false],
    ['[ab].ts', 'b.ts', true],
    ['[!ab].ts', 'b.ts', false],
    ['[^ab].ts', 'c.ts', true],
    ['[a-c]x', 'bx', true],
    ['[]x]', ']', true],
    ['[[:digit:]]x', '7x', true],
    ['[[:constructor:]]x', 'cx', false],
    ['[a', '[a', false],
    ['\\*.ts', '*.ts', true],
    ['\\*.ts', 'a.ts', false],
    ['a\\', 'a', false],
    ['*a*b*', 'xxaxxbxx', true],
    ['a.b', 'axb', false],
    ['(a|b)+$', '(a|b)+$', true],
    ['*', '.hidden', true],
  ])('%s on %s: %s', (pattern, path, expected) => {
    expect(compileGlob(pattern)(path)).toBe(expected);
  });

  it('needs no backtracking where a pattern is made to be slow', () => {
    const text = 'a'.repeat(1_000);
    expect(compileGlob(`${'*a'.repeat(200)}b`)(text)).toBe(false);
    expect(compileGlob(`${'**/a/'.repeat(50)}b`)(Array(500).fill('a').join('/'))).toBe(false);
  });

  it('matches every path by itself once its characters are escaped', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 12 })
      .filter((s) => !s.includes('/') && !s.includes('\0'));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
        const path = names.join('/');
        const escaped = names.map((n) => n.replace(/[\\*?[\]]/g, '\\$&')).join('/');
        expect(compileGlob(escaped)(path)).toBe(true);
      }),
    );
  });
});

describe('expandBraces', () => {
  it.each([
    ['a.{ts,js}', ['a.ts', 'a.js']],
    ['{a,b}/{c,d}', ['a/c', 'a/d', 'b/c', 'b/d']],
    ['a{b,c{d,e}}', ['ab', 'acd', 'ace']],
    ['a{b}', ['a{b}']],
    ['a{b', ['a{b']],
    ['a{,b}', ['a', 'ab']],
    ['\\{a,b}', ['\\{a,b}']],
    ['plain', ['plain']],
  ])('%s', (pattern, expected) => {
    expect(expandBraces(pattern)).toEqual(expected);
  });
  it('stops where a pattern explodes', () => {
    expect(expandBraces('{a,b}'.repeat(30)).length).toBeLessThanOrEqual(256);
  });
});

describe('parseIgnore, besides what the comparison of walk with git covers', () => {
  it.each([
    ['!keep.log\n*.log', 'keep.log', false, 'ignored'],
    ['# dist', 'dist', true, undefined],
    ['\\#x', '#x', false, 'ignored'],
    ['\\!x', '!x', false, 'ignored'],
    ['x\\ ', 'x ', false, 'ignored'],
    ['x\r', 'x', false, 'ignored'],
    ['\uFEFFx', 'x', false, 'ignored'],
    ['/', 'x', false, undefined],
  ])('%j on %s', (text, path, isFolder, expected) => {
    expect(parseIgnore(text)(path, isFolder)).toBe(expected);
  });

  it('takes out what lies below an excluded folder', () => {
    expect(excludes(parseIgnore('gen/'), 'src/gen/a.ts')).toBe(true);
    expect(excludes(parseIgnore('*.test.ts'), 'src/a.test.ts')).toBe(true);
    expect(excludes(parseIgnore('/gen'), 'src/gen/a.ts')).toBe(false);
  });

  it('is not slowed down by a line of spaces', () => {
    expect(parseIgnore(`a${' '.repeat(250_000)}b`)('a', false)).toBeUndefined();
  });
});

describe('walk', () => {
  const segment = fc.constantFrom('a', 'b', 'ab', 'b.c', 'A');
  const pattern = fc
    .tuple(
      fc.constantFrom('', '', '!', '/', '!/'),
      fc.array(fc.constantFrom('a', 'b', '*', 'a*', '**', '?', '[ab]', '*.c', 'ab'), {
        minLength: 1,
        maxLength: 3,
      }),
      fc.constantFrom('', '', '/', ' ', '/**'),
    )
    .map(([head, parts, tail]) => head + parts.join('/') + tail);
  const rules = fc.array(pattern, { maxLength: 4 }).map((lines) => lines.join('\n'));

  it('leaves in exactly the files that git itself leaves in', async () => {
    const base = await makeFolder();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.array(segment, { minLength: 1, maxLength: 3 }), {
          maxLength: 12,
          selector: (p) => p.join('/'),
        }),
        rules,
        fc.option(rules),
        async (files, outer, inner) => {
          count += 1;
          const dir = `${base}/${count}`;
          const tree: Record<string, string> = { '.gitignore': outer };
          if (inner !== null) tree['a/.gitignore'] = inner;
          for (const file of files) {
            const path = file.join('/');
            const taken = Object.keys(tree);
            // A file cannot also be a folder.
            if (taken.some((t) => t.startsWith(`${path}/`) || path.startsWith(`${t}/`))) continue;
            tree[path] = 'x';
          }
          await plant(dir, tree);
          git(dir, 'init', '-q');
          const expected = git(dir, 'ls-files', '--others', '--exclude-standard', '-z')
            .split('\0')
            .filter(Boolean);
          expect((await walk(dir)).files).toEqual(expected.sort());
        },
      ),
      { numRuns: realTimes ? 120 : 40 },
    );
  }, 120_000);
});
