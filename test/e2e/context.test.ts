import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ListRootsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import { connect, textOf } from '../support/mcp.ts';
import { makeSandbox, makeSimulator, pointAt, seedLogin } from '../support/sandbox.ts';

interface Scene {
  readonly simulator: Simulator;
  readonly env: Record<string, string>;
  readonly project: string;
}

/** A signed-in user in a small git repository. */
async function scene(): Promise<Scene> {
  const simulator = await makeSimulator();
  const sandbox = await makeSandbox(pointAt(simulator));
  await seedLogin(sandbox, simulator.mintTokens(), { account_id: 'acc-sim-0001' });
  const project = path.join(sandbox.dir, 'project');
  await mkdir(path.join(project, 'src'), { recursive: true });
  await writeFile(
    path.join(project, 'src', 'sum.ts'),
    'export const sum = (a: number, b: number) => a + b;\nexport const zero = 0;\n',
  );
  await writeFile(path.join(project, '.env'), 'KEY=value\n');
  await writeFile(path.join(sandbox.dir, 'outside.txt'), 'not yours\n');
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-C', project, ...args], { stdio: 'ignore' });
  git('init', '-q');
  git('add', 'src');
  git('-c', 'user.name=t', '-c', 'user.email=t@example.com', 'commit', '-qm', 'first');
  await writeFile(
    path.join(project, 'src', 'sum.ts'),
    'export const sum = (a: number, b: number) => a - b;\nexport const zero = 0;\n',
  );
  return { simulator, project, env: { ...sandbox.env, CLAUDE_PROJECT_DIR: project } };
}

/** What the backend was sent last, as text. */
function lastBody(simulator: Simulator): string {
  return JSON.stringify(simulator.requests('POST', '/backend-api/codex/responses').at(-1)?.body ?? {});
}

test('files and a diff are attached by name, with line numbers, and the result says what went out', async () => {
  const { simulator, env } = await scene();
  const session = await connect(env);
  const result = await session.call('codex_query', {
    prompt: 'Is this right?',
    files: ['src/sum.ts:1-1'],
    diff: 'uncommitted',
  });
  expect(result.isError ?? false).toBe(false);
  expect(textOf(result)).toMatch(/attached: 1 file, a diff of 1 file/);
  const sent = lastBody(simulator);
  expect(sent).toContain('a - b');
  expect(sent).not.toContain('KEY=value');
  expect(result._meta?.['codex-oauth/receipt']).toMatchObject({
    attached: [{ path: 'src/sum.ts', kind: 'file' }, { kind: 'diff' }],
  });
});

test('a secret file is held back, named, and sent only when it is named with the override', async () => {
  const { simulator, env } = await scene();
  const session = await connect(env);
  const held = await session.call('codex_query', { prompt: 'Look', files: ['src/sum.ts', '.env'] });
  expect(textOf(held)).toMatch(/withheld.*\.env/);
  expect(lastBody(simulator)).not.toContain('KEY=value');
  await session.call('codex_query', { prompt: 'Look', files: ['allow-secret:.env'] });
  expect(lastBody(simulator)).toContain('KEY=value');
});

test.each(['../outside.txt', '/etc/passwd', 'src/../../outside.txt'])(
  '%s is outside the workspace and is not read',
  async (file) => {
    const { simulator, env } = await scene();
    const session = await connect(env);
    const result = await session.call('codex_query', { prompt: 'Look', files: [file] });
    expect(result.isError).toBe(true);
    expect(simulator.requests('POST', '/backend-api/codex/responses')).toHaveLength(0);
  },
);

test('a dry run shows all that would be sent, and sends nothing', async () => {
  const { simulator, env } = await scene();
  const session = await connect(env);
  const text = textOf(
    await session.call('codex_query', { prompt: 'Is this right?', files: ['src/', '.env'], dry_run: true }),
  );
  expect(text).toContain('nothing was sent');
  expect(text).toContain('export const zero');
  expect(text).toMatch(/\.env/);
  expect(text).not.toContain('KEY=value');
  expect(simulator.log).toHaveLength(0);
});

test('a key in the prompt itself stops the question before it is sent, and is not repeated', async () => {
  const { simulator, env } = await scene();
  const session = await connect(env);
  // In two parts, so that no scanner takes this file for a leak.
  const key = ['ghp', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('_');
  const result = await session.call('codex_query', { prompt: `Why does this fail?\ntoken = ${key}` });
  expect(result.isError).toBe(true);
  expect(textOf(result)).toContain('line 2');
  expect(textOf(result)).not.toContain(key);
  expect(simulator.log).toHaveLength(0);
});

test('the folders that the host names as roots are the workspace', async () => {
  const { simulator, env, project } = await scene();
  const elsewhere = { ...env, CLAUDE_PROJECT_DIR: '/' };
  const session = await connect(elsewhere, { roots: {} }, (client) => {
    client.setRequestHandler(ListRootsRequestSchema, () => ({
      roots: [{ uri: pathToFileURL(path.join(project, 'src')).href }],
    }));
  });
  const inside = await session.call('codex_query', { prompt: 'Look', files: ['sum.ts'] });
  expect(inside.isError ?? false).toBe(false);
  const outside = await session.call('codex_query', { prompt: 'Look', files: [path.join(project, '.env')] });
  expect(outside.isError).toBe(true);
  expect(lastBody(simulator)).not.toContain('KEY=value');
});

test('a thread goes on in another process, with what was said before', async () => {
  const { simulator, env } = await scene();
  const first = await connect(env);
  const answer = textOf(await first.call('codex_query', { prompt: 'Remember the word heliotrope.' }));
  const threadId = /thread_id: (\S+)/.exec(answer)?.[1];
  expect(threadId).toBeDefined();
  await first.client.close();
  const second = await connect(env);
  const next = await second.call('codex_query', { prompt: 'Which word?', thread_id: threadId });
  expect(next.isError ?? false).toBe(false);
  expect(textOf(next)).toContain(`thread_id: ${threadId}`);
  expect(lastBody(simulator)).toContain('heliotrope');
  const { contents } = await second.client.readResource({ uri: `codex-oauth://thread/${threadId}` });
  expect(JSON.stringify(contents)).toContain('heliotrope');
  const { resources } = await second.client.listResources();
  expect(resources.map((r) => r.uri)).toContain(`codex-oauth://thread/${threadId}`);
  const bad = await second.call('codex_query', { prompt: 'x', thread_id: '../../auth' });
  expect(bad.isError).toBe(true);
});

test('an answer too long for a host arrives as its head, with the path of the whole', async () => {
  const { readFile } = await import('node:fs/promises');
  const simulator = await makeSimulator({ answer: () => ({ text: 'a line of text\n'.repeat(40_000) }) });
  const sandbox = await makeSandbox(pointAt(simulator));
  await seedLogin(sandbox, simulator.mintTokens(), { account_id: 'acc-sim-0001' });
  const session = await connect(sandbox.env);
  const text = textOf(await session.call('codex_query', { prompt: 'A long one' }));
  expect(text.length).toBeLessThan(490_000);
  const file = /is in (\S+?)\.?$/m.exec(text)?.[1];
  expect((await readFile(file ?? '', 'utf8')).length).toBe(600_000);
});
