import fs from 'node:fs';
import { lstat, mkdtemp, open, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { fileError, replaceFile } from '../../src/system/files.ts';
import { makeSandbox } from '../support/sandbox.ts';

function failing(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: simulated`), { code });
}

async function target(): Promise<{ file: string; folder: string }> {
  const { dir } = await makeSandbox();
  const folder = await mkdtemp(path.join(dir, 'files-'));
  const file = path.join(folder, 'auth.json');
  await writeFile(file, 'old');
  return { file, folder };
}

/** Makes the first renames fail so; counts all of them. */
function renamesFail(codes: readonly string[]): { count: number } {
  const real = fs.rename;
  const seen = { count: 0 };
  vi.spyOn(fs, 'rename').mockImplementation((from, to, done) => {
    const code = codes[seen.count];
    seen.count += 1;
    if (code) done(failing(code));
    else real(from, to, done);
  });
  return seen;
}

describe('a rename that is refused', () => {
  test.each<[string, readonly string[], 'win32' | 'linux', string | undefined, number]>([
    ['for a moment', ['EPERM', 'EBUSY', 'EACCES'], 'win32', undefined, 4],
    ['for too long', Array.from({ length: 20 }, () => 'EBUSY'), 'win32', 'EBUSY', 6],
    ['for another reason', ['ENOSPC'], 'win32', 'ENOSPC', 1],
    ['for a moment', ['EPERM'], 'linux', 'EPERM', 1],
  ])('%s (%j on %s)', async (_, codes, platform, code, renames) => {
    const { file, folder } = await target();
    const seen = renamesFail(codes);
    const done = replaceFile(file, 'new', platform);
    if (code) await expect(done).rejects.toMatchObject({ code });
    else expect(await done).toBe(true);
    expect(seen.count).toBe(renames);
    expect(await readFile(file, 'utf8')).toBe(code ? 'old' : 'new');
    expect(await readdir(folder)).toEqual(['auth.json']);
  });
});

test('a replacement that is no longer wanted just before the rename leaves the file and nothing else', async () => {
  const { file, folder } = await target();
  const seen = renamesFail(['EPERM', 'EPERM']);
  let asked = 0;
  const only = (): boolean => {
    asked += 1;
    return asked < 3;
  };
  expect(await replaceFile(file, 'new', 'win32', only)).toBe(false);
  expect({ asked, renames: seen.count }).toEqual({ asked: 3, renames: 2 });
  expect(await readFile(file, 'utf8')).toBe('old');
  expect(await readdir(folder)).toEqual(['auth.json']);
});

test('a write that the library takes for whole although it was cut does not cut the file', async () => {
  const { file } = await target();
  const real = fs.write;
  const short = (fd: number, text: string, at: number, code: BufferEncoding, done: () => void): void =>
    real(fd, text.slice(0, 10), at, code, done);
  const cut = vi.spyOn(fs, 'write').mockImplementation(short as never);
  const text = 'x'.repeat(9_000);
  expect(await replaceFile(file, text, 'linux')).toBe(true);
  expect(cut).toHaveBeenCalled();
  expect(await readFile(file, 'utf8')).toBe(text);
});

test.runIf(process.platform !== 'win32')(
  'nothing secret goes through a link where the new content is prepared, or into a leftover that others can read',
  async () => {
    const { file, folder } = await target();
    const elsewhere = path.join(folder, 'elsewhere');
    await writeFile(elsewhere, '');
    const real = fs.open;
    let linked = true;
    let mode = 0;
    // What lies there already, by the name that the library is about to open.
    vi.spyOn(fs, 'open').mockImplementation(((name: string, flags: string, ...more: [number, () => void]) => {
      if (flags === 'w' && linked) fs.symlinkSync(elsewhere, name);
      else if (flags === 'w') fs.writeFileSync(name, 'leftover', { mode: 0o644 });
      real(name, flags, ...more);
    }) as never);
    await expect(replaceFile(file, 'secret', 'linux')).rejects.toMatchObject({ code: 'ELOOP' });
    expect(await readFile(elsewhere, 'utf8')).toBe('');
    linked = false;
    const only = (): boolean => {
      const name = fs.readdirSync(folder).find((each) => /\.\d+$/.test(each)) ?? '';
      mode = fs.statSync(path.join(folder, name)).mode & 0o777;
      return true;
    };
    expect(await replaceFile(file, 'new', 'linux', only)).toBe(true);
    expect(mode).toBe(0o600);
    expect((await lstat(file)).mode & 0o777).toBe(0o600);
  },
);

test('a disk that cannot flush is written to; one that says only then that it is full is not', async () => {
  const { file, folder } = await target();
  const handle = await open(file);
  const proto = Object.getPrototypeOf(handle) as { sync(): Promise<void> };
  await handle.close();
  const sync = vi.spyOn(proto, 'sync').mockRejectedValue(failing('EINVAL'));
  expect(await replaceFile(file, 'new', 'linux')).toBe(true);
  sync.mockRejectedValue(failing('ENOSPC'));
  await expect(replaceFile(file, 'newer', 'linux')).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(await readFile(file, 'utf8')).toBe('new');
  expect(await readdir(folder)).toEqual(['auth.json']);
});

test('a failure of the disk is told with the path, the code and a fix', () => {
  for (const code of ['ENOSPC', 'EROFS', 'EACCES', 'EBUSY', 'EWHATEVER']) {
    const error = fileError(failing(code), '/x/auth.json', 'written');
    expect(error).toMatchObject({ kind: 'local', code: `file.${code.toLowerCase()}` });
    expect(error.what).toContain('/x/auth.json');
    expect(error.said('assistant').fix).toMatch(
      code === 'ENOSPC' ? /space/ : /ls -ld.*CODEX_OAUTH_AUTH_FILE/,
    );
  }
});
