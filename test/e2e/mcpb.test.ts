import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { strFromU8, unzipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import { BUNDLE, makeSandbox, ROOT } from '../support/sandbox.ts';

const run = promisify(execFile);
/** The format's own tool (npm package @anthropic-ai/mcpb), where somebody names it. */
const MCPB = process.env['CODEX_OAUTH_TEST_MCPB'];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly server: {
    readonly entry_point: string;
    readonly mcp_config: {
      readonly command: string;
      readonly args: readonly string[];
      readonly env: Readonly<Record<string, string>>;
    };
  };
  readonly user_config: Readonly<Record<string, { readonly type: string; readonly required: boolean }>>;
  readonly tools: readonly { readonly name: string }[];
}

async function pack(dir: string): Promise<string> {
  const file = path.join(dir, 'codex-oauth.mcpb');
  await run(process.execPath, [
    path.join(ROOT, 'scripts/mcpb.mjs'),
    '--out',
    file,
    '--dist',
    path.dirname(BUNDLE),
  ]);
  return file;
}

test('the packed server starts from its own folder and has the tools that the manifest names', async () => {
  const sandbox = await makeSandbox();
  const file = await pack(sandbox.dir);
  const files = unzipSync(await readFile(file));
  const target = path.join(sandbox.dir, 'installed here');
  for (const [name, bytes] of Object.entries(files)) {
    expect(name).not.toMatch(/^\/|\.\.|\\/);
    await mkdir(path.dirname(path.join(target, name)), { recursive: true });
    await writeFile(path.join(target, name), bytes);
  }
  const manifest = JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())) as Manifest;
  const version = (JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as Manifest).version;
  expect(manifest).toMatchObject({ name: 'codex-oauth', version });
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining([manifest.server.entry_point, 'LICENSE', 'THIRD_PARTY_NOTICES', 'package.json']),
  );

  const { command, args, env } = manifest.server.mcp_config;
  expect(command).toBe('node');
  // Claude Desktop starts it in `/` and names no folder: the user does.
  expect(env).toEqual({ CLAUDE_PROJECT_DIR: '${user_config.workspace}' });
  expect(manifest.user_config).toMatchObject({ workspace: { type: 'directory', required: false } });
  const client = new Client({ name: 'test', version: '1' });
  onTestFinished(() => client.close());
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: args.map((a) => a.replace('${__dirname}', target)),
      env: sandbox.env,
    }),
  );
  const { tools } = await client.listTools();
  expect(manifest.tools.map((t) => t.name).sort()).toEqual(tools.map((t) => t.name).sort());
});

test('the same bundle gives the same bytes', async () => {
  const [one, two] = await Promise.all([makeSandbox(), makeSandbox()]);
  const first = await readFile(await pack(one.dir));
  expect(first.equals(await readFile(await pack(two.dir)))).toBe(true);
});

test.skipIf(!MCPB)('the format’s own tool accepts the manifest and unpacks the archive', async () => {
  const sandbox = await makeSandbox();
  const file = await pack(sandbox.dir);
  const { stdout } = await run(MCPB ?? '', ['validate', path.join(ROOT, 'mcpb/manifest.json')]);
  expect(stdout).toContain('passes');
  await run(MCPB ?? '', ['unpack', file, path.join(sandbox.dir, 'out')]);
  const unpacked = await readFile(path.join(sandbox.dir, 'out/manifest.json'), 'utf8');
  expect(unpacked).toBe(await readFile(path.join(ROOT, 'mcpb/manifest.json'), 'utf8'));
});
