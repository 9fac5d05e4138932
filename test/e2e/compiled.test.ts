import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { connect } from '../support/mcp.ts';
import { BUNDLE, makeSandbox } from '../support/sandbox.ts';

/** Newer versions bring their own cache. */
const own = test.skipIf(Number(process.versions.node.split('.')[0]) > 20);

/** A home whose servers keep what is compiled; `start` resolves when one has listed the tools. */
async function setUp() {
  const { dir, env } = await makeSandbox({ XDG_CACHE_HOME: '' });
  const start = async (): Promise<void> => {
    const { client } = await connect(env);
    expect((await client.listTools()).tools).toHaveLength(5);
  };
  const folder = path.join(dir, '.cache/codex-oauth');
  await start();
  const program = await vi.waitFor(async () => {
    const [name = ''] = await readdir(folder);
    const file = path.join(folder, name, 'program.js');
    await stat(file);
    return file;
  });
  return { start, folder, program };
}

/** True if the file is the cache of the bundle's own program. */
async function isWhole(file: string): Promise<boolean> {
  const text = await readFile(path.join(path.dirname(BUNDLE), 'lib/program.js'));
  const content = await readFile(file);
  return createHash('sha256')
    .update(text)
    .update(content.subarray(32))
    .digest()
    .equals(content.subarray(0, 32));
}

own('what V8 has made of the program is kept for the next start, readable by the user alone', async () => {
  const { start, folder, program } = await setUp();
  expect(await isWhole(program)).toBe(true);
  const { ino, mode } = await stat(program);
  expect(mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  await start();
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect((await stat(program)).ino).toBe(ino);
});

own.each([
  ['of another program', (content: Buffer) => content.fill(7, 0, 4)],
  ['damaged in the middle', (content: Buffer) => content.fill(7, 5_000, 9_000)],
  ['cut off', (content: Buffer) => content.subarray(0, 100_000)],
  ['empty', () => Buffer.alloc(0)],
])('a cache that is %s is not used, and made anew', async (_, harmed) => {
  const { start, program } = await setUp();
  await writeFile(program, harmed(await readFile(program)));
  await start();
  await vi.waitFor(async () => expect(await isWhole(program)).toBe(true));
});

own('a server starts where nothing can be kept', async () => {
  const { dir, env } = await makeSandbox({ XDG_CACHE_HOME: '' });
  await mkdir(path.join(dir, '.cache'));
  await writeFile(path.join(dir, '.cache/codex-oauth'), 'a file');
  const { client } = await connect(env);
  expect((await client.listTools()).tools).toHaveLength(5);
});
