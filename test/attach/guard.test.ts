import { describe, expect, it, test } from 'vitest';
import { assertSomethingAttached } from '../../src/attach/gather.ts';
import { attachmentReceipt, renderDryRun, renderReport } from '../../src/attach/report.ts';
import { REFUSALS } from '../../src/attach/workspace.ts';
import { AppError } from '../../src/system/errors.ts';
import { gatherIn, githubToken, makeFolder, paths, posix, reasonFor } from './support.ts';

const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(64, 3)]);

describe('the secret guard', () => {
  it('withholds by name and by content, named or matched, and names line and kind only', async () => {
    const dir = await makeFolder({
      '.env': 'A=1',
      'src/a.ts': 'const a = 1;\n',
      'src/b.ts': `// config\nconst t = "${githubToken}";\n`,
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
        renderDryRun(gathered, []),
      ]);
      expect(everything).not.toContain(githubToken.slice(6, 20));
      expect(everything).not.toContain('A=1');
    }
  });

  it('withholds the whole file even where the range has no secret', async () => {
    const dir = await makeFolder({ 'a.ts': `one\ntwo\n${githubToken}\n`, 'b.ts': 'x' });
    const gathered = await gatherIn(dir, { files: ['a.ts:1-2', 'b.ts'] });
    expect(paths(gathered.attached)).toEqual(['b.ts']);
  });

  it('looks into no more of a file than could be sent, and into all of one whose range is wanted', async () => {
    const long = `${'a line of a long file\n'.repeat(60_000)}${githubToken}\n`;
    const dir = await makeFolder({ 'long.txt': long, 'utf16.txt': Buffer.from(`\uFEFF${long}`, 'utf16le') });
    const whole = await gatherIn(dir, { files: ['long.txt', 'utf16.txt'] });
    expect(whole.withheld).toEqual([]);
    expect(reasonFor(whole.omitted, 'long.txt')).toContain('long.txt:1-400');
    expect(whole.omitted).toHaveLength(2);
    const part = await gatherIn(dir, { files: ['long.txt:1-10'] });
    expect(reasonFor(part.withheld, 'long.txt')).toBe('a GitHub token in line 60001');
  });

  it('looks into images: their comments and what follows them is sent with them', async () => {
    const dir = await makeFolder({
      'a.png': Buffer.concat([png, Buffer.from(`tEXtComment\0${githubToken}`)]),
      'b.png': png,
    });
    const gathered = await gatherIn(dir, { images: ['a.png', 'b.png'] });
    expect(paths(gathered.attached)).toEqual(['b.png']);
    expect(reasonFor(gathered.withheld, 'a.png')).toBe('a GitHub token in its bytes');
  });

  it('sends exactly the file that is named with the override', async () => {
    const dir = await makeFolder({ '.env': 'A=1', '.env.local': 'B=2', 'a.ts': githubToken });
    const gathered = await gatherIn(dir, { files: ['allow-secret:.env', '.env.local', '**'] });
    expect(paths(gathered.attached)).toEqual(['.env']);
    expect(gathered.attached[0]?.secretAllowed).toBe(true);
    expect(paths(gathered.withheld)).toEqual(['.env.local', 'a.ts']);
    expect(renderReport(gathered, 'assistant').join('\n')).toMatch(/^sent despite .*: \.env$/m);
    const also = await gatherIn(dir, { files: ['allow-secret:a.ts:1'] });
    expect(also.attached[0]).toMatchObject({ path: 'a.ts', secretAllowed: true });
  });

  it('names every part that was let past it, images and diffs too, with all that was found', async () => {
    const dir = await makeFolder({
      '.env': `A=1\n${githubToken}\n`,
      'b.ts': 'x\n',
      id_rsa: png,
      '.npmrc': png,
    });
    const files = ['allow-secret:.env', 'b.ts', 'allow-secret:id_rsa'];
    const { letOut, attached, parts } = await gatherIn(dir, { files, images: ['id_rsa', '.npmrc'] });
    expect(letOut).toEqual([
      {
        path: '.env',
        reason: 'an environment file; a GitHub token in line 2',
        part: parts[0],
        agreed: false,
      },
      { path: 'id_rsa', reason: expect.any(String), part: parts[2], agreed: false },
    ]);
    expect(attached.map((a) => [a.path, a.secretAllowed])).toEqual([
      ['.env', true],
      ['b.ts', undefined],
      ['id_rsa', true],
    ]);
  });

  it('takes no override for more than one file', async () => {
    const dir = await makeFolder({ 'x.env': 'A=1' });
    for (const name of ['.', '*.env', '**', 'nope', '../x'])
      await expect(gatherIn(dir, { files: [`allow-secret:${name}`] })).rejects.toBeInstanceOf(AppError);
  });

  it.skipIf(!posix)('is not fooled by links, in either direction', async () => {
    const dir = await makeFolder({
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
    expect(() => assertSomethingAttached(gathered)).toThrow(
      expect.objectContaining({ code: 'context.empty' }),
    );
  });

  it('reads UTF-16 too', async () => {
    const dir = await makeFolder({
      'a.txt': Buffer.from(`\uFEFFkey: ${githubToken}`, 'utf16le'),
      'b.txt': Buffer.from('\uFEFFfine', 'utf16le'),
    });
    const gathered = await gatherIn(dir, { files: ['*.txt'] });
    expect(paths(gathered.withheld)).toEqual(['a.txt']);
    expect(paths(gathered.attached)).toEqual(['b.txt']);
  });
});

describe('images', () => {
  it('are known by their first bytes and sent as data URLs', async () => {
    const types: readonly (readonly [string, Buffer, string])[] = [
      ['a.dat', png, 'png'],
      ['b.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1]), 'jpeg'],
      ['c.gif', Buffer.from('GIF89a…'), 'gif'],
      ['d.webp', Buffer.from('RIFF\x10\0\0\0WEBPVP8 ', 'latin1'), 'webp'],
    ];
    const known = types.map(([name]) => name);
    const dir = await makeFolder({ ...Object.fromEntries(types), 'e.png': 'not an image', 'f.png': '' });
    const gathered = await gatherIn(dir, { images: [...known, 'e.png', '@f.png', './a.dat'] });
    expect(paths(gathered.attached)).toEqual(known);
    expect(gathered.parts.slice(0, 4)).toEqual(
      types.map(([, bytes, type]) => ({
        type: 'input_image',
        image_url: `data:image/${type};base64,${bytes.toString('base64')}`,
      })),
    );
    expect(paths(gathered.omitted)).toEqual(['e.png', 'f.png']);
    expect(gathered.attached.map((a) => a.bytes)).toEqual(types.map(([, bytes]) => bytes.length));
  });

  it('are limited in size and number', async () => {
    const names = Array.from({ length: 7 }, (_, i) => `${i}.png`);
    const dir = await makeFolder({
      ...Object.fromEntries(names.map((n) => [n, png])),
      'big.png': Buffer.concat([png, Buffer.alloc(8_000_000)]),
    });
    const gathered = await gatherIn(dir, { images: ['big.png', ...names] });
    expect(gathered.attached).toHaveLength(5);
    expect(reasonFor(gathered.omitted, 'big.png')).toContain('8.0 MB');
    expect(reasonFor(gathered.omitted, '6.png')).toContain('5 images');
  });

  it('lead nowhere as files do, and secrets are not images', async () => {
    const dir = await makeFolder({ '.env': png, 'd/x': 'x' });
    await expect(gatherIn(dir, { images: ['none.png', 'd'] })).rejects.toThrow(
      `none.png: ${REFUSALS.missing}; d: ${REFUSALS.folder}`,
    );
    expect(paths((await gatherIn(dir, { images: ['.env'] })).withheld)).toEqual(['.env']);
  });
});

test('the report is short under an answer and whole in a dry run', async () => {
  const generated = Array.from({ length: 12 }, (_, i) => [`m${i + 10}.min.js`, 'x']);
  const dir = await makeFolder({ 'a.ts': 'x\n', '.env': 'A=1', ...Object.fromEntries(generated) });
  const gathered = await gatherIn(dir, { files: ['**'] });
  const report = renderReport(gathered, 'assistant');
  expect(report).toEqual([
    expect.stringMatching(/^attached: 1 file \(\d+ bytes, about \d+ tokens\)$/),
    expect.stringMatching(/^withheld .*: \.env \(an environment file\)/),
    expect.stringMatching(/^left out: .* 4 more$/),
  ]);
  const dry = renderDryRun(gathered, ['Model: m']);
  expect(dry).toMatch(/^Dry run: nothing was sent\.\nModel: m\n/);
  expect(dry).toContain('- a.ts: file, lines 1-1, ');
  expect(dry).toContain('- m21.min.js: ');
  expect(dry).toContain('--- File a.ts (lines 1-1) ---\n1\tx');
  expect(attachmentReceipt(gathered)).toMatchObject({
    attached: [{ path: 'a.ts', kind: 'file' }],
    bytes: gathered.bytes,
  });
});
