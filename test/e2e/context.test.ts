import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ListRootsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { expect, test } from 'vitest';
import { commit, git, githubToken, plant } from '../attach/support.ts';
import { ask, lastBody, makeScene, type Scene } from '../support/scene.ts';

/** A signed-in user in a small git repository with a change. */
async function projectScene(): Promise<Scene & { readonly project: string }> {
  const scene = await makeScene();
  const project = path.join(scene.sandbox.dir, 'project');
  const source = 'export const sum = (a: number, b: number) => a + b;\nexport const zero = 0;\n';
  await plant(project, { 'src/sum.ts': source, '../outside.txt': 'not yours\n' });
  git(project, 'init', '-q');
  commit(project);
  await plant(project, { 'src/sum.ts': source.replace('a + b', 'a - b'), '.env': 'KEY=value\n' });
  return {
    ...scene,
    project,
    open: (env, ...rest) => scene.open({ CLAUDE_PROJECT_DIR: project, ...env }, ...rest),
  };
}

test('files and a diff are attached by name, with line numbers, and the result says what went out', async () => {
  const { simulator, open } = await projectScene();
  const asked = await ask(await open(), { files: ['src/sum.ts:1-1'], diff: 'uncommitted' });
  expect(asked.failed).toBe(false);
  expect(asked.text).toMatch(/attached: 1 file, a diff of 1 file/);
  expect(lastBody(simulator)).toContain('a - b');
  expect(lastBody(simulator)).not.toContain('KEY=value');
  expect(asked.receipt).toMatchObject({
    attached: [{ path: 'src/sum.ts', kind: 'file' }, { kind: 'diff' }],
  });
});

test('a secret file is held back and named, and the rest is sent', async () => {
  const { simulator, open } = await projectScene();
  const session = await open();
  const held = await ask(session, { files: ['src/sum.ts', '.env'] });
  expect(held.text).toMatch(/withheld.*\.env/);
  expect(lastBody(simulator)).not.toContain('KEY=value');
});

test('what is outside the workspace is not read', async () => {
  const { open, questions } = await projectScene();
  const session = await open();
  for (const file of ['../outside.txt', '/etc/passwd', 'src/../../outside.txt'])
    expect((await ask(session, { files: [file] })).failed, file).toBe(true);
  expect(questions()).toBe(0);
});

test('a dry run shows all that would be sent, and sends nothing', async () => {
  const { simulator, open } = await projectScene();
  const { text } = await ask(await open(), { files: ['src/', '.env'], dry_run: true });
  expect(text).toContain('nothing was sent');
  expect(text).toContain('export const zero');
  expect(text).toMatch(/\.env/);
  expect(text).not.toContain('KEY=value');
  expect(simulator.log).toHaveLength(0);
});

test('a key in the prompt itself stops the question before it is sent, and is not repeated', async () => {
  const { simulator, open } = await projectScene();
  const { text, failed } = await ask(await open(), { prompt: `Why does this fail?\ntoken = ${githubToken}` });
  expect(failed).toBe(true);
  expect(text).toContain('line 2');
  expect(text).not.toContain(githubToken);
  expect(simulator.log).toHaveLength(0);
});

test('the folders that the host names as roots are the workspace', async () => {
  const { simulator, project, open } = await projectScene();
  const session = await open({ CLAUDE_PROJECT_DIR: '/' }, { roots: {} }, (client) => {
    client.setRequestHandler(ListRootsRequestSchema, () => ({
      roots: [{ uri: pathToFileURL(path.join(project, 'src')).href }],
    }));
  });
  expect((await ask(session, { files: ['sum.ts'] })).failed).toBe(false);
  expect((await ask(session, { files: [path.join(project, '.env')] })).failed).toBe(true);
  expect(lastBody(simulator)).not.toContain('KEY=value');
});

test('a host that announces folders and does not name them holds up one question, and is asked again once it does', async () => {
  const { simulator, project, open } = await projectScene();
  const waiting: (() => void)[] = [];
  const roots = [{ uri: pathToFileURL(path.join(project, 'src')).href }];
  const session = await open({ CLAUDE_PROJECT_DIR: '/' }, { roots: {} }, (client) =>
    client.setRequestHandler(ListRootsRequestSchema, async () => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return { roots };
    }),
  );
  expect((await ask(session, {})).failed).toBe(false);
  const before = waiting.length;
  expect((await ask(session, {})).failed).toBe(false);
  expect([before > 0, waiting.length]).toEqual([true, before]);
  for (const answer of waiting) answer();
  // The late answer leaves before the first ping returns, and has been read before the second does.
  for (let i = 0; i < 2; i += 1) await session.client.ping();
  const asked = ask(session, { files: ['sum.ts'] });
  await expect.poll(() => waiting.length).toBeGreaterThan(before);
  for (const answer of waiting) answer();
  expect((await asked).failed).toBe(false);
  expect(lastBody(simulator)).toContain('export const sum');
});

test('a home, a whole disk and the folder of the login are no workspace; a question without files works there', async () => {
  const { simulator, sandbox, project, open } = await projectScene();
  await plant(sandbox.dir, { 'notes.txt': 'PRIVATE\n' });
  for (const folder of [sandbox.dir, '/', path.join(sandbox.dir, 'config'), path.dirname(sandbox.dir)]) {
    const session = await open({ CLAUDE_PROJECT_DIR: folder });
    for (const wish of [
      { files: ['notes.txt'] },
      { files: ['**'] },
      { diff: 'uncommitted' },
      { images: ['a.png'] },
    ]) {
      const { failed, text } = await ask(session, { ...wish });
      expect([failed, text], folder).toEqual([true, expect.stringContaining('CLAUDE_PROJECT_DIR')]);
      expect((await ask(session, { ...wish, dry_run: true })).failed).toBe(true);
    }
    expect((await ask(session, {})).failed, folder).toBe(false);
  }
  expect(JSON.stringify(simulator.log)).not.toContain('PRIVATE');
  const session = await open({}, { roots: {} }, (client) => {
    const roots = ['/', sandbox.dir, project].map((folder) => ({ uri: pathToFileURL(folder).href }));
    client.setRequestHandler(ListRootsRequestSchema, () => ({ roots }));
  });
  const { failed, text } = await ask(session, { files: ['**'] });
  expect(failed).toBe(false);
  expect(text).toContain(`/, ${sandbox.dir}`);
  expect(lastBody(simulator)).toContain('export const sum');
  expect(lastBody(simulator)).not.toContain('PRIVATE');
});

test('a thread goes on in another process, with what was said before', async () => {
  const { simulator, open } = await makeScene();
  const first = await open();
  const { text: answer } = await ask(first, { prompt: 'Remember the word heliotrope.' });
  const threadId = /thread_id: (\S+)/.exec(answer)?.[1];
  expect(threadId).toBeDefined();
  await first.client.close();
  const second = await open();
  const next = await ask(second, { prompt: 'Which word?', thread_id: threadId });
  expect(next.failed).toBe(false);
  expect(next.text).toContain(`thread_id: ${threadId}`);
  expect(lastBody(simulator)).toContain('heliotrope');
  const uri = `codex-oauth://thread/${threadId}`;
  expect(JSON.stringify((await second.client.readResource({ uri })).contents)).toContain('heliotrope');
  expect((await second.client.listResources()).resources.map((r) => r.uri)).toContain(uri);
  expect((await ask(second, { thread_id: '../../auth' })).failed).toBe(true);
});
