import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertSomethingAttached } from '../../src/attach/gather.ts';
import { attachmentReceipt, renderDryRun, renderReport } from '../../src/attach/report.ts';
import { AppError } from '../../src/system/errors.ts';
import { drawn, gatherIn, makeFolder, paths, plant, reasonFor } from './support.ts';

const posix = process.platform !== 'win32';
const token = (): string => ['gh', 'p_', drawn(36)].join('');

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
        renderReport(gathered, 'assistant'),
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
    expect(renderReport(gathered, 'assistant').join('\n')).toContain('sent although secret, as asked: .env');
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
    const report = renderReport(gathered, 'assistant');
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
