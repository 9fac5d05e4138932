import { readdir, readFile, realpath, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ListRootsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, test } from 'vitest';
import type { Question } from '../../src/ask/question.ts';
import { readSettings } from '../../src/settings.ts';
import { makeFolder } from '../attach/support.ts';
import { makeHouse, run, startBundle, type House } from '../cli/support.ts';

import { makeSimulator, seedLogin } from '../support/sandbox.ts';
import { ask as askServer, makeScene } from '../support/scene.ts';
import { answered, create, fileOf, makeStore, question, refusal } from './support/store.ts';

const CANARY = 'heliotrope';

describe('a store', () => {
  /** One thread for each project. */
  async function three(everyProject = false) {
    const threads = await makeStore({ everyProject });
    const ids: Record<string, string> = {};
    for (const [n, project] of ['/a', '/b', ''].entries()) {
      const thread = create(threads, { project, title: `Title ${CANARY}`, cwd: project || '/' });
      await threads.beginTurn(thread, question('Q')).finish({ text: 'A' });
      // A disk may give the files of one moment the same time.
      const used = Date.now() / 1000 - 60 + n;
      await utimes(fileOf(threads, thread.meta.id), used, used);
      ids[project] = thread.meta.id;
    }
    return { threads, ids };
  }

  test.each(['/a', '/b', ''])('shows "%s" its own threads and no other', async (project) => {
    const { threads, ids } = await three();
    const own = ids[project] ?? '';
    expect(await threads.list(project)).toMatchObject({ threads: [{ id: own }], total: 1, elsewhere: 2 });
    expect((await threads.list(project, 9, false)).threads.map((t) => t.id)).toEqual([own]);
    for (const name of [own, own.slice(0, 20), 'last', ` ${own.slice(0, 18).toUpperCase()}… `])
      expect((await threads.load(name, project)).meta.id).toBe(own);
  });

  test('says of another project’s thread that it is one, and no more', async () => {
    const { threads, ids } = await three();
    for (const [project, id] of Object.entries(ids)) {
      for (const other of Object.keys(ids).filter((p) => p !== project)) {
        for (const name of [id, id.slice(0, 30)]) {
          for (const use of [threads.load, threads.remove]) {
            const error = await refusal(use(name, other));
            expect(error).toMatchObject({ kind: 'input', code: 'thread.project', details: {} });
            const said = error.message + JSON.stringify(error.said('terminal'));
            expect(said).not.toContain(CANARY);
            expect(said).not.toMatch(/\/[ab]\b/);
            if (name !== id) expect(said).not.toContain(id);
          }
        }
      }
    }
    expect((await threads.list(undefined)).total).toBe(3);
  });

  test.each([
    ['asked for by a call', false, undefined],
    ['asked for by the setting', true, '/a'],
  ])('shows every thread where that is %s', async (_, everyProject, project) => {
    const { threads, ids } = await three(everyProject);
    expect(await threads.list(project)).toMatchObject({ total: 3, elsewhere: 0 });
    for (const id of Object.values(ids)) expect((await threads.load(id, project)).meta.id).toBe(id);
    expect((await threads.load('last', project)).meta.project).toBe('');
    expect(await threads.remove(ids['/b'] ?? '', project)).toBe(ids['/b']);
  });

  test('counts a thread of an earlier version to the folder that it was asked in', async () => {
    const { threads, ids } = await three();
    const file = fileOf(threads, ids['/a'] ?? '');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"project":"/a"', '"x":1'));
    expect((await threads.load('last', '/a')).meta.project).toBe('/a');
    expect((await refusal(threads.load(ids['/a'] ?? '', '/b'))).code).toBe('thread.project');
    expect((await refusal(threads.load(ids['/a'] ?? '', ''))).code).toBe('thread.project');
  });

  test('does not show a thread whose header stands behind a long damaged line to another project', async () => {
    const { threads, ids } = await three();
    const file = fileOf(threads, ids['/a'] ?? '');
    await writeFile(file, `${'x'.repeat(20_000)}\n${await readFile(file, 'utf8')}`);
    expect((await refusal(threads.load(ids['/a'] ?? '', '/b'))).code).toBe('thread.project');
    expect((await threads.load(ids['/a'] ?? '', '/a')).damaged).toBe(1);
  });

  test('removes a broken file, whose project nobody knows', async () => {
    const { threads, ids } = await three();
    await writeFile(fileOf(threads, ids['/a'] ?? ''), 'rubbish');
    expect(await threads.remove(ids['/a'] ?? '', '/b')).toBe(ids['/a']);
  });

  test('takes a beginning that only one thread of the project has', async () => {
    const threads = await makeStore();
    const id = (n: number): string => `0199a000-0000-7000-8000-00000000000${n}`;
    for (const [n, project] of ['/a', '/b', '/b', '/b'].entries())
      await threads.beginTurn(create(threads, { id: id(n), project }), question('Q')).finish({ text: 'A' });
    expect((await threads.load('0199a000', '/a')).meta.id).toBe(id(0));
    const error = await refusal(threads.load('0199a000-0000', '/b'));
    expect(error).toMatchObject({ kind: 'input', code: 'thread.ambiguous' });
    expect((await refusal(threads.load('0199a001', '/b'))).code).toBe('thread.unknown');
    expect((await refusal(threads.load('last', '/c'))).code).toBe('thread.none');
    for (const name of [
      '0199a00',
      '0199a000-0000-4',
      '0199a000x',
      `${id(0)}0`,
      'first',
      '........',
      '0199a000/',
    ])
      expect((await refusal(threads.load(name, '/a'))).code).toBe('thread.id');
  });
});

describe('a question', () => {
  /** Two projects, and a house that may ask in both. */
  async function scene(env: Record<string, string> = {}) {
    const simulator = await makeSimulator();
    const house = await makeHouse(simulator, { env });
    await seedLogin(house.sandbox, simulator.mintTokens());
    const [a, b] = [await makeFolder({ 'sub/x.txt': 'x' }), await makeFolder()];
    const { id } = await told(house, a, { prompt: `Remember ${CANARY}` });
    simulator.clearLog();
    return { simulator, house, a, b, id };
  }

  async function told(house: House, root: string, more: Partial<Question>) {
    const asked = { prompt: 'Which word?', roots: [root], ...more };
    const { text, threadId = '' } = await house.app.ask(asked, { signal: new AbortController().signal });
    return { text, id: threadId };
  }

  test('continues only a thread of its own project, by whatever name, and is not sent otherwise', async () => {
    const { simulator, house, a, b, id } = await scene();
    for (const root of [b, path.join(a, 'sub'), path.dirname(a), house.sandbox.dir, '/', '/nowhere']) {
      for (const threadId of [id, id.slice(0, 13), 'last']) {
        const { code, message } = await refusal(told(house, root, { threadId }));
        expect(['thread.project', 'thread.none']).toContain(code);
        expect(message).not.toContain(CANARY);
        expect(message).not.toContain(a);
      }
    }
    expect(simulator.log).toEqual([]);
    for (const threadId of [id, id.slice(0, 13), 'last'])
      expect(await told(house, a, { threadId })).toMatchObject({
        id,
        text: expect.stringContaining('Before that, you asked'),
      });
  });

  test('knows its project through a link, and passes over roots that are none', async () => {
    const { house, a, b, id } = await scene();
    await symlink(a, path.join(b, 'link'));
    expect((await told(house, path.join(b, 'link'), { threadId: 'last' })).id).toBe(id);
    const roots = ['/', house.sandbox.dir, a];
    expect((await told(house, a, { roots, threadId: id })).id).toBe(id);
    const uris = roots.map((root) => pathToFileURL(root).href);
    expect(await house.app.projectOf(uris)).toBe(await realpath(a));
  });

  test('calls without a workspace share one group', async () => {
    const { house } = await scene();
    const { id } = await told(house, '/', {});
    expect((await told(house, house.sandbox.dir, { threadId: 'last' })).id).toBe(id);
    expect((await house.app.threads.load(id, '')).meta.project).toBe('');
  });

  test('reaches every project where the user says so', async () => {
    const { house, b, id } = await scene();
    expect((await told(house, b, { threadId: id, anyProject: true })).text).toContain(CANARY);
    const everywhere = await scene({ CODEX_OAUTH_THREADS_SCOPE: 'all' });
    expect((await told(everywhere.house, everywhere.b, { threadId: 'last' })).text).toContain(CANARY);
  });

  test('with a diff is listed by what was looked at', async () => {
    const simulator = await makeSimulator();
    const house = await makeHouse(simulator);
    await seedLogin(house.sandbox, simulator.mintTokens());
    await told(house, '/', { prompt: 'Review the change above.', title: 'Review of main: locks' });
    expect((await house.app.threads.list('')).threads[0]?.title).toBe('Review of main: locks');
  });
});

test('the setting takes two words', () => {
  const scope = (CODEX_OAUTH_THREADS_SCOPE?: string): string =>
    readSettings({ CODEX_OAUTH_THREADS_SCOPE }, '/home').threadScope;
  expect([scope(), scope('project'), scope('all')]).toEqual(['project', 'project', 'all']);
  expect(() => scope('everything')).toThrow(/CODEX_OAUTH_THREADS_SCOPE.*project or all/);
});

test('the shipped server and the shipped command line keep two projects apart', async () => {
  const { sandbox, simulator, open } = await makeScene();
  const [a, b] = [await makeFolder(), await makeFolder()];
  const rooted = (folder: string) =>
    open({ CLAUDE_PROJECT_DIR: '/' }, { roots: {} }, (client) => {
      const roots = [{ uri: pathToFileURL(folder).href }];
      client.setRequestHandler(ListRootsRequestSchema, () => ({ roots }));
    });
  const [inA, inB] = [await rooted(a), await rooted(b)];
  const first = await askServer(inA, { prompt: `Remember ${CANARY}` });
  const id = /thread_id: (\S+)/.exec(first.text)?.[1] ?? '';
  const uri = `codex-oauth://thread/${id}`;
  simulator.clearLog();

  for (const thread_id of [id, id.slice(0, 13), 'last']) {
    const other = await askServer(inB, { thread_id });
    expect(other.failed).toBe(true);
    expect(other.text).not.toContain(CANARY);
    expect(other.text).not.toContain(a);
  }
  expect(simulator.log).toEqual([]);
  const seen = async ({ client }: typeof inA) => ({
    listed: (await client.listResources()).resources.some((r) => r.uri === uri),
    read: await client.readResource({ uri }).then(
      ({ contents }) => JSON.stringify(contents).includes(CANARY),
      (error: unknown) => String(error).includes(CANARY),
    ),
    completed: (
      await client.complete({
        ref: { type: 'ref/resource', uri: 'codex-oauth://thread/{thread_id}' },
        argument: { name: 'thread_id', value: '' },
      })
    ).completion.values.includes(id),
  });
  expect(await seen(inA)).toEqual({ listed: true, read: true, completed: true });
  expect(await seen(inB)).toEqual({ listed: false, read: false, completed: false });
  expect((await askServer(inA, { thread_id: 'last' })).text).toContain(`thread_id: ${id}`);

  const cli = async (cwd: string, ...argv: string[]) => {
    const { code, stdout, stderr } = await startBundle(sandbox.env, argv, { cwd }).done;
    return { code, said: stdout + stderr };
  };
  const short = id.slice(0, 18);
  expect((await cli(a, 'threads')).said).toContain(short);
  expect((await cli(b, 'threads')).said).not.toContain(short);
  expect((await cli(b, 'threads', '--all')).said).toContain(short);
  for (const argv of [
    ['threads', 'show', id],
    ['threads', 'export', short],
    ['threads', 'remove', id],
    ['ask', '--thread', id, 'Which word?'],
  ]) {
    const refused = await cli(b, ...argv);
    expect(refused.code).toBe(2);
    expect(refused.said).not.toContain(CANARY);
    expect(refused.said).toContain('--all');
    if (argv[1] !== 'remove') expect(await cli(b, ...argv, '--all')).toMatchObject({ code: 0 });
  }
  expect(await cli(b, 'threads', 'remove', short, '--all')).toMatchObject({ code: 0 });
  expect((await readdir(path.join(path.dirname(sandbox.authFile), 'codex-oauth', 'threads'))).length).toBe(0);
});

test('`remove --all` deletes the threads that are named, and without a name every one', async () => {
  const house = await makeHouse(await makeSimulator());
  const { threads } = house.app;
  const ids = [await answered(threads, 'A', '1'), await answered(threads, 'B', '2')];
  await threads.beginTurn(create(threads, { project: '/else' }), question('C')).finish({ text: '3' });
  await run(house, ['threads', 'remove', ids[0] ?? '', '--all']);
  expect((await threads.list(undefined)).total).toBe(2);
  await run(house, ['threads', 'remove', '--all']);
  expect((await threads.list(undefined)).total).toBe(0);
});
