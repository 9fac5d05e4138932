import { execFileSync } from 'node:child_process';
import { appendFile, mkdir, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sleep } from '../../src/system/time.ts';
import { find, openFound, openRoots } from '../../src/context/confine.ts';
import { assertSomethingAttached } from '../../src/context/gather.ts';
import { attachmentReceipt, renderDryRun, renderReport } from '../../src/context/report.ts';
import { AppError } from '../../src/system/errors.ts';
import { drawn, gatherIn, git, makeFolder, makeRepo, paths, plant, reasonFor, sentText } from './support.ts';

const posix = process.platform !== 'win32';
const token = (): string => ['gh', 'p_', drawn(36)].join('');

describe('files by name', () => {
  it('are sent with numbered lines under a header with path, range and length', async () => {
    const dir = await makeFolder();
    await plant(dir, { 'src/a.ts': 'one\ntwo\nthree\nfour\n' });
    const gathered = await gatherIn(dir, { files: ['src/a.ts:2-3', './src/a.ts:4'] });
    expect(gathered.parts).toEqual([
      { type: 'input_text', text: '--- File src/a.ts (lines 2-3 of 4) ---\n2\ttwo\n3\tthree' },
      { type: 'input_text', text: '--- File src/a.ts (lines 4-4 of 4) ---\n4\tfour' },
    ]);
    expect(gathered.attached[0]).toMatchObject({
      path: 'src/a.ts',
      lines: 2,
      firstLine: 2,
      lastLine: 3,
      totalLines: 4,
    });
    expect(gathered.bytes).toBe(gathered.attached.reduce((sum, a) => sum + a.bytes, 0));
  });

  it('are found by absolute path inside the workspace, and shown without it', async () => {
    const dir = await makeFolder();
    await plant(dir, { 'a.ts': 'x' });
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
    const dir = await makeFolder();
    await plant(dir, { 'app/[id]/page.tsx': 'x\ny', ...(posix ? { 'notes:12': 'z', 'a*b': 'w' } : {}) });
    const names = ['app/[id]/page.tsx:2', ...(posix ? ['notes:12', 'a*b'] : [])];
    const gathered = await gatherIn(dir, { files: names });
    expect(paths(gathered.attached)).toEqual(['app/[id]/page.tsx', ...(posix ? ['notes:12', 'a*b'] : [])]);
  });

  it('are refused all at once where they lead nowhere, and nothing is sent', async () => {
    const dir = await makeFolder();
    await plant(dir, { 'a.ts': 'x' });
    const asked = gatherIn(dir, { files: ['a.ts', 'b.ts', '../c.ts', 'x/**/*.ts'.replace('x/', '../')] });
    await expect(asked).rejects.toBeInstanceOf(AppError);
    await expect(asked).rejects.toMatchObject({
      kind: 'input',
      what: expect.stringMatching(
        /b\.ts: there is no such file; \.\.\/c\.ts: it is outside the workspace; \.\.\/\*\*\/\*\.ts: it is outside/,
      ),
    });
    await expect(gatherIn(dir, { files: ['*.py'] })).rejects.toThrow(/\*\.py: no file fits/);
  });

  it('say how long they are where a range begins behind the end', async () => {
    const dir = await makeFolder();
    await plant(dir, { 'a.ts': 'x\ny\n', 'b.ts': '' });
    const gathered = await gatherIn(dir, { files: ['a.ts:9', 'b.ts'] });
    expect(reasonFor(gathered.omitted, 'a.ts')).toBe('it has only 2 lines');
    expect(sentText(gathered)).toContain('--- File b.ts (empty) ---');
  });

  it('are left out with the reason where they are binary, an image or too long', async () => {
    const dir = await makeFolder();
    await plant(dir, {
      'a.bin': Buffer.from([1, 0, 2]),
      'b.txt': Buffer.from([0x61, 0xff, 0x62]),
      'c.ts': Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      'd.txt': 'a line\n'.repeat(40_000),
      'e.txt': 'x'.repeat(5_000_000),
    });
    const gathered = await gatherIn(dir, {
      files: ['a.bin', 'b.txt', 'c.ts', 'd.txt', 'e.txt', 'd.txt:39999-'],
    });
    expect(reasonFor(gathered.omitted, 'a.bin')).toBe('it is binary');
    expect(reasonFor(gathered.omitted, 'b.txt')).toBe('it is binary');
    expect(reasonFor(gathered.omitted, 'c.ts')).toBe('it is an image: name it under images');
    expect(reasonFor(gathered.omitted, 'd.txt')).toMatch(
      /more than 200 kB a file: name a range, such as d\.txt:1-400/,
    );
    expect(reasonFor(gathered.omitted, 'e.txt')).toBe('it has 5.0 MB, more than 4.0 MB');
    expect(gathered.attached).toHaveLength(1);
    expect(gathered.attached[0]).toMatchObject({ path: 'd.txt', firstLine: 39_999, lastLine: 40_000 });
  });

  it('tell the model too what is not there', async () => {
    const dir = await makeFolder();
    await plant(dir, { 'a.ts': 'x', 'a.bin': Buffer.from([0]), '.env': 'A=1' });
    const gathered = await gatherIn(dir, { files: ['a.ts', 'a.bin', '.env'] });
    expect(sentText(gathered)).toContain(
      '--- Named by the user but not included ---\n.env: an environment file\na.bin: it is binary',
    );
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
  const cases: readonly (readonly [readonly string[], readonly string[]])[] = [
    [['src/**/*.ts'], ['src/a.ts', 'src/b/c.test.ts', 'src/b/c.ts', 'src/gen/x.ts']],
    [
      ['src/**/*.ts', '!*.test.ts', '!src/gen/'],
      ['src/a.ts', 'src/b/c.ts'],
    ],
    [
      ['!gen', 'src/**/*.ts'],
      ['src/a.ts', 'src/b/c.test.ts', 'src/b/c.ts'],
    ],
    [['src/*.{ts,log}'], ['src/a.ts', 'src/keep.log']],
    [['src/b'], ['src/b/.gitignore', 'src/b/c.test.ts', 'src/b/c.ts']],
    [
      ['src/b/', 'src/b/*.ts'],
      ['src/b/.gitignore', 'src/b/c.test.ts', 'src/b/c.ts'],
    ],
    [['src/a.ts', '**/a.ts'], ['src/a.ts']],
    [
      ['ignored/i.ts', 'src/a.ts'],
      ['ignored/i.ts', 'src/a.ts'],
    ],
    [['src/a.ts', '!src/a.ts', 'src/b/c.ts'], ['src/b/c.ts']],
    [['./src/./*.ts:1-1'], ['src/a.ts']],
  ];
  for (const kind of [
    'in a git checkout',
    'in a plain folder',
    'in a folder where there is no git',
  ] as const) {
    const env = kind === 'in a folder where there is no git' ? { PATH: '' } : undefined;
    it.each(cases)(`%j ${kind}`, async (files, expected) => {
      const dir = await makeFolder();
      await plant(dir, tree);
      if (kind !== 'in a plain folder') git(dir, 'init', '-q');
      const gathered = await gatherIn(dir, { files }, env);
      expect(paths(gathered.attached)).toEqual(expected);
    });
  }

  it('name what they leave out as generated', async () => {
    const dir = await makeFolder();
    await plant(dir, tree);
    const gathered = await gatherIn(dir, { files: ['.'] });
    expect(reasonFor(gathered.omitted, 'src/app.min.js')).toBe('a generated file, by its name');
    expect(reasonFor(gathered.omitted, 'package-lock.json')).toBe('a lock file');
    expect(sentText(gathered)).not.toContain('node_modules');
  });

  it('see tracked files that are ignored, and not deleted ones', async () => {
    const dir = await makeRepo({ 'a.log': 'tracked', 'gone.ts': 'x', 'b.ts': 'y' });
    await plant(dir, { '.gitignore': '*.log\n', 'c.log': 'ignored' });
    await unlink(path.join(dir, 'gone.ts'));
    const gathered = await gatherIn(dir, { files: ['*.log', '*.ts'] });
    expect(paths(gathered.attached)).toEqual(['a.log', 'b.ts']);
    expect(reasonFor(gathered.omitted, 'gone.ts')).toBe('there is no such file');
  });

  it('go into submodules and nested repositories', async () => {
    const dir = await makeRepo({ 'a.ts': 'a' });
    const inner = path.join(dir, 'inner');
    await plant(inner, { 'b.ts': 'b', 'drop.log': 'd', '.gitignore': '*.log' });
    git(inner, 'init', '-q');
    expect(paths((await gatherIn(dir, { files: ['**/*.ts'] })).attached)).toEqual(['a.ts', 'inner/b.ts']);
    git(inner, 'add', '-A');
    git(inner, 'commit', '-q', '-m', 'inner');
    git(dir, 'add', 'inner');
    expect(paths((await gatherIn(dir, { files: ['inner'] })).attached)).toEqual([
      'inner/.gitignore',
      'inner/b.ts',
    ]);
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
    expect(reasonFor(one.omitted, 'f29.txt')).toMatch(/budget is used up: it needs \d+ bytes/);
  });

  it('refuses a budget that is none', async () => {
    const dir = await makeFolder();
    for (const budgetBytes of [-1, Number.NaN, 2_000_000])
      await expect(gatherIn(dir, { budgetBytes })).rejects.toBeInstanceOf(AppError);
  });
});

describe('the workspace', () => {
  it.skipIf(!posix)('ends where links lead out of it', async () => {
    const outside = await makeFolder();
    await plant(outside, { 'secret.txt': 'OUTSIDE', 'folder/f.txt': 'OUTSIDE' });
    const dir = await makeFolder();
    await plant(dir, {
      'ok.txt': 'fine',
      'link.txt': { link: path.join(outside, 'secret.txt') },
      folder: { link: path.join(outside, 'folder') },
      'loop.txt': { link: 'loop.txt' },
      'dangling.txt': { link: path.join(outside, 'none') },
      'inside.txt': { link: 'ok.txt' },
    });
    for (const name of ['link.txt', 'folder', 'folder/f.txt', 'folder/../../x'])
      await expect(gatherIn(dir, { files: [name] })).rejects.toThrow(/outside the workspace/);
    for (const name of ['loop.txt', 'dangling.txt'])
      await expect(gatherIn(dir, { files: [name] })).rejects.toThrow();
    const all = await gatherIn(dir, { files: ['**'] });
    expect(sentText(all)).not.toContain('OUTSIDE');
    expect(sentText(all)).toContain('fine');
    expect(reasonFor(all.omitted, 'link.txt')).toBe('it is outside the workspace');
    expect(paths((await gatherIn(dir, { files: ['inside.txt'] })).attached)).toEqual(['ok.txt']);
  });

  it.each([
    '/etc/passwd',
    '/proc/self/environ',
    '/dev/zero',
    '../x',
    'a/../../x',
    '..',
    '//server/share/x',
    '\\\\server\\share\\x',
    '\\\\.\\pipe\\x',
    '\\\\?\\C:\\x',
    '/',
  ])('does not reach %s', async (name) => {
    const dir = await makeFolder();
    await plant(path.dirname(dir), {});
    const error = await gatherIn(dir, { files: [name] }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(AppError);
    const image = await gatherIn(dir, { images: [name] }).catch((e: unknown) => e);
    expect(image).toBeInstanceOf(AppError);
  });

  it.skipIf(process.platform !== 'linux')(
    'does not reach the kernel’s files even where it is the whole disk',
    async () => {
      for (const name of ['/proc/self/environ', 'proc/self/environ', '/dev/zero', '/sys/kernel/vmcoreinfo'])
        await expect(gatherIn('/', { files: [name] })).rejects.toThrow(/outside/);
      const dir = await makeFolder();
      await plant(dir, { env: { link: '/proc/self/environ' } });
      await expect(gatherIn('/', { files: [path.join(dir, 'env')] })).rejects.toThrow(/outside/);
    },
  );

  it.skipIf(!posix)('has pipes and sockets that nobody waits for', async () => {
    const dir = await makeFolder();
    execFileSync('mkfifo', [path.join(dir, 'pipe.txt')]);
    const server = createServer().listen(path.join(dir, 'socket.txt'));
    onTestFinished(() => new Promise((resolve) => server.close(() => resolve(undefined))));
    await plant(dir, { 'a.txt': 'x' });
    await expect(gatherIn(dir, { files: ['pipe.txt'] })).rejects.toThrow(/no ordinary file/);
    expect(paths((await gatherIn(dir, { files: ['*.txt'] })).attached)).toEqual(['a.txt']);
    git(dir, 'init', '-q');
    expect(paths((await gatherIn(dir, { files: ['*.txt'] })).attached)).toEqual(['a.txt']);
  });

  it.skipIf(!posix)('holds while a link is swapped in and out under the reader', async () => {
    const outside = await makeFolder();
    await plant(outside, { 'a.txt': 'OUTSIDE' });
    const dir = await makeFolder();
    await plant(dir, { 'd/a.txt': 'inside' });
    let running = true;
    let swaps = 0;
    const swap = (async () => {
      while (running) {
        await rename(path.join(dir, 'd'), path.join(dir, 'e'));
        await symlink(outside, path.join(dir, 'd'));
        await unlink(path.join(dir, 'd'));
        await rename(path.join(dir, 'e'), path.join(dir, 'd'));
        swaps += 1;
        if (swaps % 3 === 0) await sleep(2);
      }
    })();
    let read = 0;
    for (let i = 0; i < 400; i += 1) {
      const gathered = await gatherIn(dir, { files: ['d/a.txt'] }).catch(() => undefined);
      if (!gathered) continue;
      read += gathered.attached.length;
      expect(sentText(gathered)).not.toContain('OUTSIDE');
    }
    running = false;
    await swap;
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(400);
  });

  it.skipIf(!posix)(
    'is judged again by the open file: what was found may be a link a moment later',
    async () => {
      const outside = await makeFolder();
      await plant(outside, { 'a.txt': 'OUTSIDE' });
      const dir = await makeFolder();
      await plant(dir, { 'd/a.txt': 'inside', 'b.txt': 'inside', 'c.txt': 'inside' });
      const roots = await openRoots([dir]);
      const found = async (name: string): Promise<string> => {
        const at = await find(name, roots);
        return at.kind === 'file' ? at.real : '';
      };
      const [a, b, c] = [await found('d/a.txt'), await found('b.txt'), await found('c.txt')];
      await rm(path.join(dir, 'd'), { recursive: true });
      await symlink(outside, path.join(dir, 'd'));
      await unlink(b);
      await symlink(path.join(outside, 'a.txt'), b);
      await unlink(c);
      execFileSync('mkfifo', [c]);
      expect(await openFound(a, roots)).toMatchObject({
        kind: 'refused',
        refusal: expect.stringMatching(/outside|changed/),
      });
      expect(await openFound(b, roots)).toEqual({ kind: 'refused', refusal: 'changed' });
      expect(await openFound(c, roots)).toEqual({ kind: 'refused', refusal: 'special' });
    },
  );

  it('gives a whole file even while it is written to', async () => {
    const dir = await makeFolder();
    const file = path.join(dir, 'a.txt');
    await writeFile(file, 'line\n');
    let running = true;
    const writer = (async () => {
      while (running) await appendFile(file, 'line\n');
    })();
    for (let i = 0; i < 30; i += 1) {
      const gathered = await gatherIn(dir, { files: ['a.txt'] });
      for (const omitted of gathered.omitted) expect(omitted.reason).toMatch(/changing|changed/);
      for (const line of sentText(gathered).split('\n').slice(1))
        if (gathered.attached.length > 0) expect(line).toMatch(/^\d+\tline$/);
    }
    running = false;
    await writer;
  });

  it('is named where it does not exist', async () => {
    const dir = await makeFolder();
    await rm(dir, { recursive: true });
    await expect(gatherIn(dir, { files: ['a'] })).rejects.toMatchObject({ code: 'context.no-workspace' });
  });

  it('stops when the question is cancelled', async () => {
    const dir = await makeFolder();
    await plant(dir, { 'a.txt': 'x' });
    const { gather } = await import('../../src/context/gather.ts');
    const signal = AbortSignal.abort();
    const deps = { roots: [dir], env: {}, platform: process.platform, signal };
    await expect(gather({ files: ['a.txt'] }, deps)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the secret guard', () => {
  it('withholds by name and by content, named or matched, and names line and kind only', async () => {
    const dir = await makeFolder();
    const value = token();
    await plant(dir, {
      '.env': 'A=1',
      'src/a.ts': 'const a = 1;\n',
      'src/b.ts': `// config\nconst t = "${value}";\n`,
      'src/.npmrc': 'x',
    });
    for (const files of [['.env', 'src/b.ts', 'src/a.ts'], ['**']]) {
      const gathered = await gatherIn(dir, { files });
      expect(paths(gathered.attached)).toEqual(['src/a.ts']);
      expect(reasonFor(gathered.withheld, '.env')).toBe('an environment file');
      expect(reasonFor(gathered.withheld, 'src/b.ts')).toBe('a GitHub token in line 2');
      const everything = JSON.stringify([
        gathered,
        renderReport(gathered),
        renderDryRun(gathered, { content: true }),
      ]);
      expect(everything).not.toContain(value.slice(6, 20));
      expect(everything).not.toContain('A=1');
    }
  });

  it('withholds the whole file even where the range has no secret', async () => {
    const dir = await makeFolder();
    await plant(dir, { 'a.ts': `one\ntwo\n${token()}\n`, 'b.ts': 'x' });
    const gathered = await gatherIn(dir, { files: ['a.ts:1-2', 'b.ts'] });
    expect(paths(gathered.attached)).toEqual(['b.ts']);
  });

  it('sends exactly the file that is named with the override', async () => {
    const dir = await makeFolder();
    await plant(dir, { '.env': 'A=1', '.env.local': 'B=2', 'a.ts': token() });
    const gathered = await gatherIn(dir, { files: ['allow-secret:.env', '.env.local', '**'] });
    expect(paths(gathered.attached)).toEqual(['.env']);
    expect(gathered.attached[0]?.secretAllowed).toBe(true);
    expect(paths(gathered.withheld)).toEqual(['.env.local', 'a.ts']);
    expect(renderReport(gathered).join('\n')).toContain('sent although secret, as asked: .env');
    const also = await gatherIn(dir, { files: ['a.ts:1'], allowSecrets: ['a.ts'] });
    expect(also.attached[0]).toMatchObject({ path: 'a.ts', secretAllowed: true });
  });

  it.each([
    'allow-secret:.',
    'allow-secret:*.env',
    'allow-secret:**',
    'allow-secret:nope',
    'allow-secret:../x',
  ])('takes no override for more than one existing file: %s', async (entry) => {
    const dir = await makeFolder();
    await plant(dir, { 'x.env': 'A=1' });
    await expect(gatherIn(dir, { files: [entry] })).rejects.toBeInstanceOf(AppError);
  });

  it.skipIf(!posix)('is not fooled by links, in either direction', async () => {
    const dir = await makeFolder();
    await plant(dir, {
      '.env': 'A=1',
      'harmless.txt': { link: '.env' },
      'config/real.txt': 'B=2',
      '.env.local': { link: 'config/real.txt' },
      '.ssh/notes.txt': 'C=3',
      notes: { link: '.ssh' },
    });
    const gathered = await gatherIn(dir, {
      files: ['harmless.txt', '.env.local', 'notes/notes.txt', 'harmless*'],
    });
    expect(gathered.parts).toEqual([]);
    expect(gathered.withheld.length).toBeGreaterThanOrEqual(3);
    expect(() => assertSomethingAttached(gathered)).toThrow(/Nothing of what was named/);
  });

  it('reads UTF-16 too', async () => {
    const dir = await makeFolder();
    await plant(dir, {
      'a.txt': Buffer.from(`\uFEFFkey: ${token()}`, 'utf16le'),
      'b.txt': Buffer.from('\uFEFFfine', 'utf16le'),
    });
    const gathered = await gatherIn(dir, { files: ['*.txt'] });
    expect(paths(gathered.withheld)).toEqual(['a.txt']);
    expect(paths(gathered.attached)).toEqual(['b.txt']);
  });
});

describe('images', () => {
  const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(64, 3)]);
  it('are known by their first bytes and sent as data URLs', async () => {
    const dir = await makeFolder();
    await plant(dir, {
      'a.dat': png,
      'b.jpg': Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1]),
      'c.gif': Buffer.from('GIF89a…'),
      'd.webp': Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1'),
      'e.png': 'not an image',
      'f.png': Buffer.alloc(0),
    });
    const gathered = await gatherIn(dir, {
      images: ['a.dat', 'b.jpg', 'c.gif', 'd.webp', 'e.png', 'f.png', './a.dat'],
    });
    expect(paths(gathered.attached)).toEqual(['a.dat', 'b.jpg', 'c.gif', 'd.webp']);
    const urls = gathered.parts.map((p) => (p.type === 'input_image' ? p.image_url.slice(0, 16) : ''));
    expect(urls.slice(0, 4)).toEqual([
      'data:image/png;b',
      'data:image/jpeg;',
      'data:image/gif;b',
      'data:image/webp;',
    ]);
    expect(gathered.parts[0]).toEqual({
      type: 'input_image',
      image_url: `data:image/png;base64,${png.toString('base64')}`,
    });
    expect(reasonFor(gathered.omitted, 'e.png')).toBe('it is no PNG, JPEG, WebP or GIF');
    expect(gathered.imageBytes).toBe(gathered.attached.reduce((sum, a) => sum + a.bytes, 0));
  });

  it('are limited in size and number', async () => {
    const dir = await makeFolder();
    const names = Array.from({ length: 7 }, (_, i) => `${i}.png`);
    await plant(dir, {
      ...Object.fromEntries(names.map((n) => [n, png])),
      'big.png': Buffer.concat([png, Buffer.alloc(8_000_000)]),
    });
    const gathered = await gatherIn(dir, { images: ['big.png', ...names] });
    expect(gathered.attached).toHaveLength(5);
    expect(reasonFor(gathered.omitted, 'big.png')).toBe('it has 8.0 MB, more than 8.0 MB');
    expect(reasonFor(gathered.omitted, '6.png')).toBe('only 5 images are sent');
  });

  it('lead nowhere as files do, and secrets are not images', async () => {
    const dir = await makeFolder();
    await mkdir(path.join(dir, 'd'));
    await plant(dir, { '.env': png });
    await expect(gatherIn(dir, { images: ['none.png', 'd'] })).rejects.toThrow(
      /none\.png: there is no such file; d: it is a folder/,
    );
    expect(paths((await gatherIn(dir, { images: ['.env'] })).withheld)).toEqual(['.env']);
  });
});

describe('the report', () => {
  it('is short under an answer and whole in a dry run', async () => {
    const dir = await makeFolder();
    await plant(dir, {
      'a.ts': 'x\n',
      '.env': 'A=1',
      ...Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`m${i + 10}.min.js`, 'x'])),
    });
    const gathered = await gatherIn(dir, { files: ['**'] });
    const report = renderReport(gathered);
    expect(report[0]).toMatch(/^attached: 1 file \(\d+ bytes, about \d+ tokens\)$/);
    expect(report[1]).toContain('withheld by the secret guard: .env (an environment file)');
    expect(report[2]).toContain('and 4 more');
    expect(report.every((l) => !l.includes('\n'))).toBe(true);
    const dry = renderDryRun(gathered, { head: ['Model: m'] });
    expect(dry).toMatch(/^Dry run: nothing was sent\.\nModel: m\n/);
    expect(dry).toContain('- a.ts: file, lines 1-1 of 1, ');
    expect(dry).toContain('- m21.min.js: a generated file, by its name');
    expect(dry).not.toContain('1\tx');
    expect(renderDryRun(gathered, { content: true })).toContain('--- File a.ts (lines 1-1) ---\n1\tx');
    expect(attachmentReceipt(gathered)).toMatchObject({
      attached: [{ path: 'a.ts', kind: 'file' }],
      bytes: gathered.bytes,
    });
  });
});
