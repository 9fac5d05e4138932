import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { chmod, lstat, mkdir, readdir, readFile, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { applySetup } from '../../src/setup/setup.ts';
import { makeFolder, posix } from '../attach/support.ts';
import { deps, hostNamed } from './support.ts';

const ENTRY = { command: '/node', args: ['/x.js'] };
const cursor = hostNamed('cursor');
const write = (file: string, more: Partial<typeof deps> = {}) =>
  applySetup(cursor, file, ENTRY, { ...deps, ...more });

type Servers = Record<string, unknown>;
const readServers = async (file: string): Promise<Servers> =>
  (JSON.parse(await readFile(file, 'utf8')) as { readonly mcpServers: Servers }).mcpServers;

async function withFile(text: string | Buffer): Promise<{ file: string; folder: string }> {
  const folder = await makeFolder();
  const file = path.join(folder, 'mcp.json');
  await writeFile(file, text);
  return { file, folder };
}

/** Makes the module under test use what was spied on, until the test ends. */
function inForce(): void {
  syncBuiltinESMExports();
  onTestFinished(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });
}

describe('what another program writes meanwhile is not lost', () => {
  /** Does so right before the n-th look at the file. */
  function meanwhile(change: (n: number) => void): { looks: number } {
    const real = fs.readFileSync;
    const seen = { looks: 0 };
    vi.spyOn(fs, 'readFileSync').mockImplementation(((file: string, ...rest: []) => {
      if (file.endsWith('mcp.json')) {
        seen.looks += 1;
        change(seen.looks);
      }
      return real(file, ...rest);
    }) as never);
    inForce();
    return seen;
  }

  test('between the reading and the rename', async () => {
    const { file, folder } = await withFile('{ "mcpServers": { "a": 1 } }');
    const seen = meanwhile((n) => {
      if (n === 2) fs.writeFileSync(file, '{ "mcpServers": { "a": 1, "b": 2 } }');
    });
    expect(await write(file)).toMatchObject({ action: 'written' });
    expect(seen.looks).toBe(4);
    expect(await readServers(file)).toEqual({ a: 1, b: 2, codex: ENTRY });
    expect(await readFile(`${file}.bak`, 'utf8')).toContain('"b"');
    expect((await readdir(folder)).sort()).toEqual(['mcp.json', 'mcp.json.bak']);
  });

  test('again and again: then it is told, and the file is theirs', async () => {
    const { file, folder } = await withFile('{ "n": 0 }');
    meanwhile((n) => fs.writeFileSync(file, `{ "n": ${n} }`));
    const failed = write(file, { sleep: () => Promise.resolve() });
    await expect(failed).rejects.toMatchObject({ code: 'setup.contended' });
    expect(await readFile(file, 'utf8')).toMatch(/^\{ "n": \d+ \}$/);
    expect(await readdir(folder)).toEqual(['mcp.json']);
  });

  test.each([[''], ['{ "mcpServers": { "a"']])(
    'a file that is only half written (%j) is waited for',
    async (half) => {
      const { file } = await withFile(half);
      const sleep = (): Promise<void> => writeFile(file, '{ "mcpServers": { "a": 1 } }');
      expect(await write(file, { sleep })).toMatchObject({ action: 'written' });
      expect(await readServers(file)).toEqual({ a: 1, codex: ENTRY });
    },
  );

  test('a program that edits without a lock all the time keeps its edits', async () => {
    const { file } = await withFile('{ "mcpServers": {} }');
    // As editors and hosts do: read, change, rename.
    const script = `
      const fs = require('node:fs');
      const file = ${JSON.stringify(file)};
      for (let n = 0; n < 200; n += 1) {
        const document = JSON.parse(fs.readFileSync(file, 'utf8'));
        document.mcpServers['other' + n] = n;
        fs.writeFileSync(file + '.tmp', JSON.stringify(document));
        fs.renameSync(file + '.tmp', file);
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      }`;
    const child = spawn(process.execPath, ['-e', script], { stdio: 'ignore' });
    let rounds = 0;
    while (child.exitCode === null) {
      await applySetup(cursor, file, rounds % 2 === 0 ? ENTRY : undefined, deps);
      rounds += 1;
    }
    expect(child.exitCode).toBe(0);
    expect(rounds).toBeGreaterThan(0);
    const others = Object.keys(await readServers(file)).filter((name) => name.startsWith('other'));
    // Between the last look and the rename are microseconds: in a storm like this one edit in a thousand falls there.
    expect(others.length).toBeGreaterThan(195);
  });
});

test('a write that fails leaves the file as it was and nothing beside it', async () => {
  const { file, folder } = await withFile('{}');
  vi.spyOn(fs, 'renameSync').mockImplementation(() => {
    throw Object.assign(new Error('full'), { code: 'ENOSPC' });
  });
  inForce();
  await expect(write(file)).rejects.toMatchObject({ code: 'file.enospc' });
  expect(await readFile(file, 'utf8')).toBe('{}');
  expect(await readdir(folder)).toEqual(['mcp.json']);
});

test.each<[string, string | Buffer, string]>([
  ['that is not UTF-8', Buffer.from('{ "a": "\xe9" }', 'latin1'), 'setup.in_the_way'],
  ['in UTF-16', Buffer.from('\uFEFF{}', 'utf16le'), 'setup.in_the_way'],
  ['with NUL bytes', '{}\0\0', 'setup.unreadable'],
  ['that is cut off', '{ "a": ', 'setup.unreadable'],
  ['100,000 deep', `{ "a": ${'['.repeat(1e5)}${']'.repeat(1e5)} }`, 'setup.in_the_way'],
  ['without an object', '[]', 'setup.in_the_way'],
  ['in which ours stands twice', '{"mcpServers": {"codex": 1, "codex": 2}}', 'setup.in_the_way'],
])('a file %s is left alone, byte for byte', async (_, text, code) => {
  const { file, folder } = await withFile(text);
  await expect(write(file)).rejects.toMatchObject({ code });
  expect(await readFile(file)).toEqual(Buffer.from(text));
  expect(await readdir(folder)).toEqual(['mcp.json']);
});

describe.skipIf(!posix)('what the file is stays', () => {
  test('its mode, also where the umask would take from it', async () => {
    const { file } = await withFile('{}');
    await chmod(file, 0o666);
    await write(file);
    expect((await stat(file)).mode & 0o7777).toBe(0o666);
    expect((await stat(`${file}.bak`)).mode & 0o077).toBe(0o666 & ~process.umask() & 0o077);
  });

  test('a link of a link, and one that leads to a file that is not there yet', async () => {
    const folder = await makeFolder({ 'dotfiles/real.json': '{}' });
    await mkdir(path.join(folder, 'host'));
    for (const name of ['real.json', 'new.json']) {
      const link = path.join(folder, 'host', name);
      await symlink(`../dotfiles/hop-${name}`, link);
      await symlink(name, path.join(folder, 'dotfiles', `hop-${name}`));
      await write(link);
      expect((await lstat(link)).isSymbolicLink()).toBe(true);
      const target = path.join(folder, 'dotfiles', name);
      expect((await lstat(target)).isFile()).toBe(true);
      expect(await readServers(target)).toEqual({ codex: ENTRY });
    }
  });

  test('a loop of links, a folder and a pipe are refused at once', async () => {
    const folder = await makeFolder();
    await symlink('loop', path.join(folder, 'loop'));
    await mkdir(path.join(folder, 'folder'));
    for (const [name, code] of [
      ['loop', 'file.eloop'],
      ['folder', 'setup.in_the_way'],
    ] as const)
      await expect(write(path.join(folder, name))).rejects.toMatchObject({ code });
    const pipe = path.join(folder, 'pipe');
    await new Promise((resolve) => spawn('mkfifo', [pipe]).on('exit', resolve));
    await expect(write(pipe)).rejects.toMatchObject({ code: 'setup.in_the_way' });
  });
});

test('what a writer left behind that died is no hindrance, and goes', async () => {
  const { file, folder } = await withFile('{}');
  const lock = `${file}.codex-oauth.lock`;
  const gone = 2 ** 22 + 1;
  await write(file);
  await mkdir(lock);
  const { machineId } = await import('../../src/system/machine.ts');
  await writeFile(path.join(lock, `${gone}.${await machineId(process.platform)}.${Date.now()}.nonce`), '');
  await writeFile(`${file}.codex-oauth.12345`, 'half');
  await rename(file, `${file}.old`);
  await writeFile(file, '{}');
  await write(file, { processAlive: (pid) => pid !== gone });
  expect(await readServers(file)).toEqual({ codex: ENTRY });
  expect((await readdir(folder)).sort()).toEqual(['mcp.json', 'mcp.json.bak', 'mcp.json.old']);
});
