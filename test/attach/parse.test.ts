import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDiff } from '../../src/attach/comparison.ts';
import { parseEntry, quoted } from '../../src/attach/entry.ts';
import { generatedByName, generatedByShape } from '../../src/attach/generated.ts';
import { numberedPart } from '../../src/attach/files.ts';
import { parseRaw, patchHeader, readHunks, splitPatch } from '../../src/attach/patch.ts';
import { decodeText, splitLines } from '../../src/attach/read.ts';
import { reviewPrompt } from '../../src/review/instructions.ts';
import { resolveRoots } from '../../src/attach/workspace.ts';
import { AppError } from '../../src/system/errors.ts';

/** Whatever the text is: a value or an error of ours. */
function neverThrowsOthers<T>(parse: (text: string) => T, check: (value: T) => void = () => {}): void {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        check(parse(text));
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
      }
    }),
  );
}

describe('parseEntry', () => {
  it.each([
    ['src/a.ts', undefined],
    ['src/a.ts:10-40', ['src/a.ts', 10, 40]],
    ['src/a.ts:10', ['src/a.ts', 10, 10]],
    ['src/a.ts:10-', ['src/a.ts', 10, undefined]],
    ['C:\\x\\a.ts:10-40', ['C:\\x\\a.ts', 10, 40]],
    ['C:\\x\\a.ts', undefined],
    ['a:b.ts', undefined],
    ['a:b:3', ['a:b', 3, 3]],
    ['a:3:4', ['a:3', 4, 4]],
    ['src/*.ts:1-5', ['src/*.ts', 1, 5]],
    [':5', undefined],
    ['a.ts:x', undefined],
    ['src/a.ts#L10-L40', ['src/a.ts', 10, 40]],
    ['src/a.ts#L10-40', ['src/a.ts', 10, 40]],
    ['src/a.ts#l10', ['src/a.ts', 10, 10]],
    ['src/a.ts#L10C3-L12C1', ['src/a.ts', 10, 12]],
    ['a#L', undefined],
    ['#L5', undefined],
    ['!dist/', 'dist/'],
    ['!./dist', '/dist'],
  ])('%s', (text, expected) => {
    const entry = parseEntry(text);
    const ranged = entry.kind === 'take' ? entry.readings[1] : undefined;
    const read = ranged && [ranged.path, ranged.range?.first, ranged.range?.last];
    expect(entry.kind === 'take' ? read : entry.pattern).toEqual(expected);
  });

  it('takes an override only in its own words', () => {
    expect(parseEntry('allow-secret:.env:3')).toMatchObject({
      allowSecret: true,
      readings: [{ path: '.env:3' }, { path: '.env' }],
    });
    expect(parseEntry('.env')).toMatchObject({ allowSecret: false });
    expect(parseEntry('!allow-secret:.env')).toMatchObject({ kind: 'exclude' });
  });

  it.each(['', '  ', '!', 'allow-secret:', 'a.ts:0', 'a.ts:0-4', 'a.ts:9-3', 'a\0b', 'x'.repeat(2_000)])(
    'refuses %j in a sentence that shows the forms',
    (text) => {
      expect(() => parseEntry(text)).toThrow(AppError);
      expect(() => parseEntry(text)).toThrow(/src\/a\.ts:10-40/);
    },
  );

  it('never throws anything but its own error', () => {
    neverThrowsOthers(parseEntry);
  });

  it('shows a path on one line, whatever is in it', () => {
    expect(quoted('a\nb')).toBe('"a\\nb"');
    expect(quoted('a\u001b[2Jb')).toBe('"a\\u001b[2Jb"');
    expect(quoted('a\u202Eb')).toBe('"a\\u202eb"');
    expect(quoted('ä b.ts')).toBe('ä b.ts');
  });
});

describe('parseDiff', () => {
  it.each([
    ['uncommitted', { kind: 'uncommitted' }],
    [' staged ', { kind: 'staged' }],
    ['unstaged', { kind: 'unstaged' }],
    ...'main origin/feature/#12-x HEAD~2 HEAD^ @{u} v1.2.0 großes-feature'
      .split(' ')
      .map((from): [string, object] => [from, { kind: 'refs', from, merge: true }]),
    ['a..b', { kind: 'refs', from: 'a', to: 'b', merge: false }],
    ['a...b', { kind: 'refs', from: 'a', to: 'b', merge: true }],
    ['main..', { kind: 'refs', from: 'main', to: 'HEAD', merge: false }],
    ['...b', { kind: 'refs', from: 'HEAD', to: 'b', merge: true }],
  ])('%s', (text, expected) => {
    expect(parseDiff(text)).toEqual(expected);
  });

  const options =
    '- --output=/tmp/x -O/etc/passwd .. ... a..--output=x a..b..c ^main main:secret.txt .hidden /abs';
  const shell = 'a;b $(x) `x` a|b a&b a* a? [a] a\\b a"b a\'b main.lock';
  it.each([...`${options} ${shell}`.split(' '), '', 'a b', 'a\nb', 'a\0b', 'x'.repeat(300)])(
    'refuses %j',
    (text) => {
      expect(() => parseDiff(text)).toThrow(AppError);
    },
  );

  it('hands on nothing that git could take for an option', () => {
    neverThrowsOthers(parseDiff, (spec) => {
      const refs = spec.kind === 'refs' ? [spec.from, spec.to ?? 'HEAD'] : [];
      for (const ref of refs) expect(ref).toMatch(/^[^-^\s:][^\s:]*$/);
    });
  });
});

describe('resolveRoots', () => {
  const a = path.resolve('/project/a');
  const b = path.resolve('/project/b c');
  const c = path.resolve('/project/c');
  const cwd = path.resolve('/somewhere');
  const uri = (p: string): string => pathToFileURL(p).href;
  it.each([
    ['the roots of the host', [uri(a), uri(b)], { CLAUDE_PROJECT_DIR: c }, [a, b]],
    ['each root once', [uri(a), uri(`${a}/`)], {}, [a]],
    ['the project folder without roots', undefined, { CLAUDE_PROJECT_DIR: c }, [c]],
    ['the project folder with an empty list', [], { CLAUDE_PROJECT_DIR: c }, [c]],
    ['no root that is no local folder', ['https://x/y', 'file://server/share', 'nonsense'], {}, [cwd]],
    ['the working folder otherwise', undefined, {}, [cwd]],
    ['no relative project folder', undefined, { CLAUDE_PROJECT_DIR: 'x' }, [cwd]],
    ['no project folder on a network share', undefined, { CLAUDE_PROJECT_DIR: '//server/share' }, [cwd]],
  ])('takes %s', (_, roots, env, expected) => {
    expect(resolveRoots({ env, cwd }, roots)).toEqual(expected);
  });
});

describe('text', () => {
  it.each([
    [Buffer.from('ä\n'), 'ä\n'],
    [Buffer.from('\uFEFFa'), 'a'],
    [Buffer.from('\uFEFFaä', 'utf16le'), 'aä'],
    [Buffer.from([0xff, 0xfe, 0x00, 0xd8]), undefined],
    [Buffer.from('a\0b'), undefined],
    [Buffer.from([0x61, 0xff]), undefined],
    [Buffer.alloc(0), ''],
  ])('is told from everything else (%#)', (bytes, text) => {
    expect(decodeText(bytes)).toBe(text);
  });

  it('numbers the lines of any text as an editor does', () => {
    const line = fc.string({ maxLength: 20 }).map((s) => s.replace(/[\r\n]/g, ''));
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 30 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.nat(35),
        fc.nat(35),
        (lines, newline, ended, from, length) => {
          const text = lines.join(newline) + (ended && lines.length > 0 ? newline : '');
          const split = splitLines(text);
          const expected = ended ? lines : lines.at(-1) === '' ? lines.slice(0, -1) : lines;
          expect(split).toEqual(expected);
          const range = { first: from + 1, last: from + 1 + length };
          const part = numberedPart('a.ts', split, range);
          if (from >= expected.length) {
            expect(part).toBeUndefined();
            return;
          }
          const shown = expected.slice(from, from + 1 + length);
          expect(part?.text.split('\n').slice(1)).toEqual(shown.map((l, i) => `${from + 1 + i}\t${l}`));
          expect(part?.about.span).toBe(`lines ${from + 1}-${from + shown.length} of ${expected.length}`);
        },
      ),
    );
  });

  it('cannot be made to show a header by a file’s content', () => {
    const part = numberedPart('a.ts', splitLines('x\n--- File b.ts (lines 1-1) ---\n1\ty\n'), undefined);
    expect(part?.text.split('\n').filter((l) => l.startsWith('---'))).toHaveLength(1);
  });
});

describe('generated files', () => {
  it('are known by their names', () => {
    const generated =
      'package-lock.json a/pnpm-lock.yaml yarn.lock Cargo.lock go.sum app.min.js app.js.map api.pb.go api_pb2.py x.tsbuildinfo Form.Designer.cs';
    for (const name of generated.split(' ')) expect(generatedByName(name), name).toBeDefined();
    for (const name of 'package.json lock.ts map.ts src/mapper.ts admin.js sitemap.xml'.split(' '))
      expect(generatedByName(name), name).toBeUndefined();
  });
  it.each([
    [true, 'x'.repeat(20_000)],
    [true, `${'x'.repeat(900)}\n`.repeat(20)],
    [true, '// Code generated by protoc. DO NOT EDIT.\nconst a = 1;\n'],
    [true, '/**\n * @generated by relay\n */\n'],
    [false, ''],
    [false, 'const a = 1;\n'.repeat(2_000)],
    [false, '// This is how the @generated marker works\n'],
    [false, `short\n${'x'.repeat(900)}`],
  ])('are known by their shape, and ordinary code is not taken for one: %s (%#)', (generated, text) => {
    expect(generatedByShape(text) !== undefined).toBe(generated);
  });
});

describe('the parts of a diff', () => {
  it('reads git’s list with renames and odd names', () => {
    const modified = ':100644 100644 a b M\0x.ts\0';
    const renamed = ':100644 100644 a b R087\0old\nname\0new "name"\0';
    const { changed, patch } = parseRaw(`${modified}${renamed}:000000 160000 0 b A\0sub\0\0diff --git a/x`);
    expect(patch).toBe('diff --git a/x');
    expect(changed).toEqual([
      { path: 'x.ts', from: undefined, change: 'modified', submodule: false },
      { path: 'new "name"', from: 'old\nname', change: 'renamed', submodule: false },
      { path: 'sub', from: undefined, change: 'added', submodule: true },
    ]);
    expect(changed.map(patchHeader)).toEqual([
      'diff --git a/x.ts b/x.ts',
      'diff --git "a/old\\nname" "b/new \\"name\\""',
      'diff --git a/sub b/sub',
    ]);
  });

  it('cuts a patch only where a header is expected', () => {
    const patch =
      'diff --git a/a b/a\nindex 1..2\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n+diff --git a/b b/b\n' +
      'diff --git a/b b/b\n@@ -1 +1 @@\n+y\n* Unmerged path d\ndiff --git a/c b/c\n+z\n' +
      'diff --git a/b b/b\n+type\n';
    const headers = new Set(['diff --git a/a b/a', 'diff --git a/b b/b']);
    expect([...splitPatch(patch, headers)]).toEqual([
      ['diff --git a/a b/a', 'index 1..2\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n+diff --git a/b b/b\n'],
      ['diff --git a/b b/b', '@@ -1 +1 @@\n+y\n+type\n'],
    ]);
    expect([...splitPatch('', headers), ...splitPatch('* Unmerged path d\n', headers)]).toEqual([]);
  });

  it('cuts a patch of fifty thousand files without holding up others', () => {
    const header = (n: number) => `diff --git a/f${n} b/f${n}`;
    const all = Array.from({ length: 50_000 }, (_, n) => header(n));
    const patch = all.map((line) => `${line}\n@@ -1 +1 @@\n${'+text\n'.repeat(100)}`).join('');
    const started = performance.now();
    expect(splitPatch(patch, new Set(all)).size).toBe(all.length);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('numbers the lines of the new file', () => {
    const text = '--- a/a\n+++ b/a\n@@ -1,3 +1,3 @@ head\n one\n-two\n+TWO\n three\n\\ No newline';
    const hunks = readHunks(text.split('\n'));
    expect(hunks.lines.map((l) => l.text).join('\n')).toBe(
      '@@ -1,3 +1,3 @@ head\n1\t one\n\t-two\n2\t+TWO\n3\t three\n\t\\ No newline',
    );
    expect(hunks).toMatchObject({ added: 1, removed: 1, binary: false });
    expect(readHunks(['Binary files a/x and b/x differ']).binary).toBe(true);
  });

  it('of a file that became a link both halves, without the head of the second', () => {
    const removal = [
      'deleted file mode 100644',
      'index 1..0',
      '--- a/x',
      '+++ /dev/null',
      '@@ -1 +0,0 @@',
      '-one',
    ];
    const addition = [
      'new file mode 120000',
      'index 0..2',
      '--- /dev/null',
      '+++ b/x',
      '@@ -0,0 +1 @@',
      '+y',
    ];
    const { added, removed, lines } = readHunks([...removal, ...addition]);
    expect([added, removed, lines.map(({ bare }) => bare)]).toEqual([1, 1, ['', 'one', '', 'y']]);
    const toBinary = [...removal, ...addition.slice(0, 2), 'Binary files /dev/null and b/x differ'];
    expect(readHunks(toBinary).binary).toBe(true);
  });
});

describe('the review prompt', () => {
  it.each([
    [[], 'uncommitted', undefined],
    [['  '], 'uncommitted', undefined],
    [[' main '], 'main', undefined],
    [['main', 'the', 'locking'], 'main', ': the locking'],
    [['the locking'], 'uncommitted', ': the locking'],
    [['staged', 'error handling'], 'staged', ': error handling'],
  ])('reads %j', (words, diff, focus) => {
    const review = reviewPrompt(words);
    expect(review.diff).toBe(diff);
    if (focus === undefined) expect(review.prompt).toBe(reviewPrompt([]).prompt);
    else expect(review.prompt).toContain(focus);
  });
});
