import { unlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  attachedIn,
  commit,
  gatherIn,
  git,
  makeFolder,
  makeRepo,
  paths,
  plant,
  posix,
  reasonFor,
  sentText,
} from './support.ts';

describe('files by name', () => {
  it('are sent with numbered lines under a header with path, range and length', async () => {
    const dir = await makeFolder({ 'src/a.ts': 'one\ntwo\nthree\nfour\n' });
    const gathered = await gatherIn(dir, { files: ['src/a.ts:2-3', './src/a.ts:4'] });
    expect(gathered.parts).toEqual([
      { type: 'input_text', text: '--- File src/a.ts (lines 2-3 of 4) ---\n2\ttwo\n3\tthree' },
      { type: 'input_text', text: '--- File src/a.ts (lines 4-4 of 4) ---\n4\tfour' },
    ]);
    expect(gathered.attached[0]).toMatchObject({ path: 'src/a.ts', lines: 2, span: 'lines 2-3 of 4' });
    expect(gathered.bytes).toBe(gathered.attached.reduce((sum, a) => sum + a.bytes, 0));
  });

  it('are found by absolute path inside the workspace, and shown without it', async () => {
    const dir = await makeFolder({ 'a.ts': 'x' });
    const gathered = await gatherIn(dir, { files: [path.join(dir, 'a.ts'), path.join(dir, '*.ts')] });
    expect(paths(gathered.attached)).toEqual(['a.ts']);
    expect(sentText(gathered)).not.toContain(dir);
  });

  it('are taken even when ignored, generated or minified', async () => {
    const dir = await makeRepo({
      '.gitignore': 'dist/\n',
      'dist/a.min.js': 'x'.repeat(20_000),
      'yarn.lock': 'a',
    });
    const gathered = await gatherIn(dir, { files: ['dist/a.min.js', 'yarn.lock'] });
    expect(paths(gathered.attached)).toEqual(['dist/a.min.js', 'yarn.lock']);
  });

  it('may have names that look like patterns or ranges', async () => {
    const dir = await makeFolder({
      'app/[id]/page.tsx': 'x\ny',
      ...(posix ? { 'notes:12': 'z', 'a*b': 'w' } : {}),
    });
    const names = ['app/[id]/page.tsx:2', ...(posix ? ['notes:12', 'a*b'] : [])];
    const gathered = await gatherIn(dir, { files: names });
    expect(paths(gathered.attached)).toEqual(['app/[id]/page.tsx', ...(posix ? ['notes:12', 'a*b'] : [])]);
  });

  it('may be written as a mention or as an address of lines, unless that is their very name', async () => {
    const dir = await makeFolder({
      'src/a.ts': 'x\ny\n',
      '@types/b.ts': 'b',
      'types/b.ts': 'other',
      'c.ts#L1': 'c',
      'd.env.txt': 'd',
    });
    const names = ['@src/a.ts#L2', '@types/b.ts', 'c.ts#L1', 'allow-secret:@d.env.txt'];
    const gathered = await gatherIn(dir, { files: names });
    expect(paths(gathered.attached)).toEqual(['src/a.ts', '@types/b.ts', 'c.ts#L1', 'd.env.txt']);
    expect(gathered.attached[0]).toMatchObject({ lines: 1 });
    expect(paths((await gatherIn(dir, { files: ['@src/*.ts:1-1'] })).attached)).toEqual(['src/a.ts']);
    expect(paths((await gatherIn(dir, { files: ['@types/*.ts'] })).attached)).toEqual(['@types/b.ts']);
    for (const file of ['@', '@nosuch.ts', '@../a.ts', '@/etc/passwd', '@@src/a.ts'])
      await expect(gatherIn(dir, { files: [file] })).rejects.toMatchObject({ code: 'context.files' });
  });

  it('are refused all at once where they lead nowhere, and nothing is sent', async () => {
    const dir = await makeFolder({ 'a.ts': 'x' });
    const asked = gatherIn(dir, { files: ['a.ts', 'b.ts', '../c.ts', '../**/*.ts'] });
    await expect(asked).rejects.toMatchObject({
      kind: 'input',
      code: 'context.files',
      what: expect.stringMatching(/ b\.ts: .*; \.\.\/c\.ts: .*outside.*; \.\.\/\*\*\/\*\.ts: .*outside/),
    });
    await expect(gatherIn(dir, { files: ['*.py'] })).rejects.toThrow('*.py: ');
  });

  it('say how long they are where a range begins behind the end', async () => {
    const dir = await makeFolder({ 'a.ts': 'x\ny\n', 'b.ts': '', 'c.ts': 'x' });
    const gathered = await gatherIn(dir, { files: ['a.ts:9', 'b.ts', 'c.ts:2'] });
    expect(reasonFor(gathered.omitted, 'a.ts')).toMatch(/ 2 lines$/);
    expect(reasonFor(gathered.omitted, 'c.ts')).toMatch(/ 1 line$/);
    expect(sentText(gathered)).toContain('--- File b.ts (empty) ---');
  });

  it('are left out with the reason where they are binary, an image or too long', async () => {
    const dir = await makeFolder({
      'a.bin': Buffer.from([1, 0, 2]),
      'b.txt': Buffer.from([0x61, 0xff, 0x62]),
      'c.ts': Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      'd.txt': 'a line\n'.repeat(40_000),
      'e.txt': 'x'.repeat(5_000_000),
    });
    const names = ['a.bin', 'b.txt', 'c.ts', 'd.txt', 'e.txt'];
    const gathered = await gatherIn(dir, { files: [...names, 'd.txt:39999-'] });
    expect(paths(gathered.omitted)).toEqual(names);
    const reasons = ['binary', 'binary', 'image', /200 kB.* d\.txt:1-400$/, /5\.0 MB.*4\.0 MB/];
    for (const [i, says] of reasons.entries()) expect(gathered.omitted[i]?.reason).toMatch(says);
    expect(gathered.attached).toMatchObject([{ path: 'd.txt', span: 'lines 39999-40000 of 40000' }]);
  });

  it('tell the model too what is not there', async () => {
    const dir = await makeFolder({ 'a.ts': 'x', 'a.bin': Buffer.from([0]), '.env': 'A=1' });
    const gathered = await gatherIn(dir, { files: ['a.ts', 'a.bin', '.env'] });
    expect(sentText(gathered)).toContain(' ---\n.env: an environment file\na.bin: it is binary');
  });
});

describe('globs and folders', () => {
  const tree = {
    '.gitignore': 'ignored/\n*.log\n!keep.log\n',
    'src/a.ts': 'a',
    'src/b/c.ts': 'c',
    'src/b/c.test.ts': 't',
    'src/gen/x.ts': 'x',
    'src/app.min.js': 'm',
    'src/keep.log': 'k',
    'src/drop.log': 'd',
    'src/b/.gitignore': '/private\n',
    'src/b/private/p.ts': 'p',
    'ignored/i.ts': 'i',
    'node_modules/m/index.js': 'm',
    'package-lock.json': '{}',
  };
  const cases: readonly (readonly [string, string])[] = [
    ['src/**/*.ts', 'src/a.ts src/b/c.test.ts src/b/c.ts src/gen/x.ts'],
    ['src/**/*.ts !*.test.ts !src/gen/', 'src/a.ts src/b/c.ts'],
    ['!gen src/**/*.ts', 'src/a.ts src/b/c.test.ts src/b/c.ts'],
    ['src/*.{ts,log}', 'src/a.ts src/keep.log'],
    ['src/b', 'src/b/.gitignore src/b/c.test.ts src/b/c.ts'],
    ['src/b/ src/b/*.ts', 'src/b/.gitignore src/b/c.test.ts src/b/c.ts'],
    ['src/a.ts **/a.ts', 'src/a.ts'],
    ['ignored/i.ts src/a.ts', 'ignored/i.ts src/a.ts'],
    ['src/a.ts !src/a.ts src/b/c.ts', 'src/b/c.ts'],
    ['./src/./*.ts:1-1', 'src/a.ts'],
  ];
  for (const kind of ['in a git checkout', 'in a plain folder', 'where there is no git']) {
    const env = kind === 'where there is no git' ? { PATH: '' } : undefined;
    it.each(cases)(`%s ${kind}`, async (files, expected) => {
      const dir = await makeFolder(tree);
      if (kind !== 'in a plain folder') git(dir, 'init', '-q');
      expect(await attachedIn(dir, { files: files.split(' ') }, env)).toEqual(expected.split(' '));
    });
  }

  it('name what they leave out as generated', async () => {
    const dir = await makeFolder(tree);
    const gathered = await gatherIn(dir, { files: ['.'] });
    expect(paths(gathered.omitted)).toEqual(['package-lock.json', 'src/app.min.js']);
    expect(sentText(gathered)).not.toContain('node_modules');
  });

  it('see tracked files that are ignored, and not deleted ones', async () => {
    const dir = await makeRepo({ 'a.log': 'tracked', 'gone.ts': 'x', 'b.ts': 'y' });
    await plant(dir, { '.gitignore': '*.log\n', 'c.log': 'ignored' });
    await unlink(path.join(dir, 'gone.ts'));
    const gathered = await gatherIn(dir, { files: ['*.log', '*.ts'] });
    expect(paths(gathered.attached)).toEqual(['a.log', 'b.ts']);
    expect(paths(gathered.omitted)).toEqual(['gone.ts']);
  });

  it('go into submodules and nested repositories', async () => {
    const dir = await makeRepo({ 'a.ts': 'a' });
    const inner = path.join(dir, 'inner');
    await plant(inner, { 'b.ts': 'b', 'drop.log': 'd', '.gitignore': '*.log' });
    git(inner, 'init', '-q');
    expect(await attachedIn(dir, { files: ['**/*.ts'] })).toEqual(['a.ts', 'inner/b.ts']);
    commit(inner);
    git(dir, 'add', 'inner');
    expect(await attachedIn(dir, { files: ['inner'] })).toEqual(['inner/.gitignore', 'inner/b.ts']);
  });

  it('work in a folder that an outer repository ignores', async () => {
    const outer = await makeRepo({ '.gitignore': '/work\n' });
    await plant(outer, { 'work/a.ts': 'a', 'work/b.log': 'b', 'work/.gitignore': '*.log\n' });
    const gathered = await gatherIn(path.join(outer, 'work'), { files: ['**'] });
    expect(paths(gathered.attached)).toEqual(['.gitignore', 'a.ts']);
  });

  it('look into every root, and tell them apart', async () => {
    const [a, b] = [await makeFolder(), await makeFolder()];
    await plant(a, { 'x.ts': 'a' });
    await plant(b, { 'x.ts': 'b', 'only.ts': 'o' });
    const gathered = await gatherIn([a, b], { files: ['*.ts', 'only.ts'] });
    const second = path.basename(b);
    expect(paths(gathered.attached)).toEqual([`${second}/only.ts`, 'x.ts', `${second}/x.ts`]);
  });
});

describe('the budget', () => {
  it('is never exceeded, and what does not fit is named in the same order each time', async () => {
    const dir = await makeFolder();
    await plant(
      dir,
      Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`f${i + 10}.txt`, 'word\n'.repeat(100)])),
    );
    const ask = () => gatherIn(dir, { files: ['*.txt'], budgetBytes: 5_000 });
    const [one, two] = [await ask(), await ask()];
    expect(one).toEqual(two);
    expect(one.bytes).toBeLessThanOrEqual(5_000);
    expect(one.attached.length).toBeGreaterThan(3);
    expect(one.attached.length + one.omitted.length).toBe(20);
    expect(reasonFor(one.omitted, 'f29.txt')).toMatch(/\d+ bytes.*budget/);
  });
});
