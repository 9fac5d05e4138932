import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { connect } from '../support/mcp.ts';
import { BUNDLE, makeSandbox } from '../support/sandbox.ts';

/** Newer versions bring their own cache. */
const own = test.skipIf(Number(process.versions.node.split('.')[0]) > 20);

/** What a start that lists the tools compiles. */
const NAMES = ['mcp-older.js', 'program.js', 'zod.js'];
const WAIT = { timeout: 10_000, interval: 50 };

/** What a host says first. */
const HELLO = [
  {
    id: 1,
    method: 'initialize',
    params: {
      protocolVersion: '2025-06-18',
      capabilities: {},
      clientInfo: { name: 'test-client', version: '1.0.0' },
    },
  },
  { method: 'notifications/initialized' },
  { id: 2, method: 'tools/list' },
];

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
    expect(await readdir(path.join(folder, name))).toEqual(NAMES);
    const file = path.join(folder, name, 'program.js');
    expect(await isWhole(file)).toBe(true);
    return file;
  }, WAIT);
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
  await vi.waitFor(async () => expect(await isWhole(program)).toBe(true), WAIT);
});

own('what cannot be written whole leaves nothing behind', async () => {
  const { start, folder, program } = await setUp();
  await rm(path.dirname(program), { recursive: true });
  const { env } = await makeSandbox({ XDG_CACHE_HOME: path.dirname(folder) });
  // No file may have more than 100 kB: more of a file fails to be written, as on a full disk.
  const command = `ulimit -f 200; exec "$0" "$1"`;
  const child = spawn('sh', ['-c', command, process.execPath, BUNDLE], { env });
  const ended = once(child, 'exit');
  for (const message of HELLO) child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const small = ['mcp-older.js'];
  await vi.waitFor(async () => expect(await readdir(path.dirname(program))).toEqual(small), WAIT);
  child.kill();
  await ended;
  await start();
  await vi.waitFor(async () => expect(await readdir(path.dirname(program))).toEqual(NAMES), WAIT);
  await vi.waitFor(async () => expect(await isWhole(program)).toBe(true), WAIT);
});

own('a link in the place of what is kept is replaced, and not followed', async () => {
  const { start, folder, program } = await setUp();
  const other = path.join(folder, 'another file');
  await writeFile(other, 'mine');
  await rm(program);
  await symlink(other, program);
  await start();
  await vi.waitFor(async () => expect(await isWhole(program)).toBe(true), WAIT);
  expect(await readFile(other, 'utf8')).toBe('mine');
});

test.each([
  ['XDG_CACHE_HOME', { XDG_CACHE_HOME: 'below' }],
  ['home', { XDG_CACHE_HOME: '', HOME: '' }],
])(
  'nothing that is compiled is read from or written to the working folder: no absolute %s',
  async (_, extra) => {
    const { dir, env } = await makeSandbox(extra);
    const cwd = path.join(dir, 'project');
    await mkdir(cwd);
    const { client } = await connect({ ...env, LOCALAPPDATA: '' }, {}, undefined, cwd);
    expect((await client.listTools()).tools).toHaveLength(5);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await client.close();
    expect(await readdir(cwd)).toEqual([]);
  },
);

own('a server starts where nothing can be kept', async () => {
  const { dir, env } = await makeSandbox({ XDG_CACHE_HOME: '' });
  await mkdir(path.join(dir, '.cache'));
  await writeFile(path.join(dir, '.cache/codex-oauth'), 'a file');
  const { client } = await connect(env);
  expect((await client.listTools()).tools).toHaveLength(5);
});
