import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { McpError } from '@modelcontextprotocol/sdk/types.js';
import { appendFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { commonMethods, run } from '../../src/mcp/methods.ts';
import type { HostLink } from '../../src/mcp/host.ts';
import { makeHouse, type House } from '../cli/support.ts';
import { ID, oneTurn, OTHER_ID } from '../sessions/support.ts';
import { makeSimulator } from '../support/sandbox.ts';
import { answered, create, fileOf, question } from '../threads/support/store.ts';

async function connected(): Promise<{ house: House; client: Client }> {
  const house = await makeHouse(await makeSimulator());
  const server = new Server(
    { name: 'test', version: '1' },
    { capabilities: { resources: {}, completions: {} } },
  );
  const back = {
    log: house.app.deps.log,
    app: () => Promise.resolve(house.app),
    ownTools: async () => false,
  };
  const methods = commonMethods(back, true);
  const host = { roots: () => Promise.resolve(undefined) } as HostLink;
  server.fallbackRequestHandler = ({ method, params }, { signal }) =>
    run(methods, method, params, { host, signal });
  const client = new Client({ name: 'test', version: '1' });
  const [left, right] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(left), client.connect(right)]);
  onTestFinished(() => client.close());
  return { house, client };
}

const uriOf = (id: string): string => `codex-oauth://thread/${id}`;

async function text(client: Client, uri: string): Promise<string> {
  const [content] = (await client.readResource({ uri })).contents;
  return content && 'text' in content ? content.text : '';
}

test('lists the status and the threads, newest first, and reads nothing before', async () => {
  const { house, client } = await connected();
  await expect(readdir(path.dirname(house.app.threads.dir))).rejects.toThrow('ENOENT');
  const id = await answered(house.app.threads, 'What is a monad?', 'A burrito.', undefined, house.project);
  const { resources } = await client.listResources();
  expect(resources.map((r) => [r.uri, r.name, r.mimeType])).toEqual([
    ['codex-oauth://status', 'status', 'application/json'],
    [uriOf(id), 'What is a monad?', 'text/markdown'],
  ]);
  const { resourceTemplates } = await client.listResourceTemplates();
  expect(resourceTemplates.map((t) => t.uriTemplate)).toEqual(['codex-oauth://thread/{thread_id}']);
});

test('a thread is read as Markdown, an answer without an end as far as it came', async () => {
  const { house, client } = await connected();
  const thread = create(house.app.threads, { title: 'A long one', project: house.project });
  const writer = house.app.threads.beginTurn(thread, question('A long one'));
  writer.append('The beginning');
  await writer.flush();
  const listed = async (): Promise<string | undefined> =>
    (await client.listResources()).resources.at(-1)?.description;
  const open = await listed();
  const unfinished = /> A long one\n\nThe beginning\n\n\*[^\n]+\*/;
  expect(await text(client, uriOf(thread.meta.id))).toMatch(unfinished);
  await writer.finish({});
  expect(await text(client, uriOf(thread.meta.id))).not.toMatch(unfinished);
  expect(open).not.toBe(await listed());
});

test('a title hides nothing from who reads it', async () => {
  const { house, client } = await connected();
  await answered(house.app.threads, 'a\u202eb\u{e0041}c', 'A', undefined, house.project);
  const { resources } = await client.listResources();
  expect(resources.at(-1)?.name).toMatch(/^[ -~]+$/);
});

test('sessions of the Codex CLI are read within their project, without what looks like a secret', async () => {
  const { house, client } = await connected();
  const key = `sk-proj-${'aB3dE5fG7h'.repeat(5)}`;
  const day = path.join(house.sandbox.env['CODEX_HOME'] ?? '', 'sessions/2026/11/21');
  await mkdir(day, { recursive: true });
  const put = (id: string, text: string): Promise<void> =>
    writeFile(path.join(day, `rollout-2026-11-21T23-45-31-${id}.jsonl`), text);
  await put(ID, oneTurn(`What is ${key}?`, `You said ${key}, a fruit.`, ID, house.project));
  await put(OTHER_ID, oneTurn('Theirs', 'Not for you', OTHER_ID, '/home/me/elsewhere'));
  const { resources } = await client.listResources();
  expect(resources.map((r) => r.uri)).toEqual(['codex-oauth://status', uriOf(ID)]);
  expect(JSON.stringify(resources) + (await text(client, uriOf(ID)))).not.toContain(key);
  await expect(text(client, uriOf(OTHER_ID))).rejects.toThrow(McpError);
  const completed = await client.complete({
    ref: { type: 'ref/resource', uri: 'codex-oauth://thread/{thread_id}' },
    argument: { name: 'thread_id', value: '' },
  });
  expect(completed.completion.values).toEqual([ID]);
});

test('the status is what codex_status says', async () => {
  const { house, client } = await connected();
  expect(JSON.parse(await text(client, 'codex-oauth://status'))).toEqual(
    JSON.parse(JSON.stringify(await house.app.status())),
  );
});

test.each([
  uriOf('0199a000-0000-7000-8000-000000000001'),
  uriOf('../../auth'),
  uriOf('..%2F..%2Fauth'),
  'file:///etc/passwd',
])('%s is not there', async (uri) => {
  const { client } = await connected();
  const error: unknown = await client.readResource({ uri }).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(McpError);
  expect(error).toMatchObject({ code: -32_002, data: { uri } });
});

test('a broken thread is named', async () => {
  const { house, client } = await connected();
  const id = await answered(house.app.threads, 'One', '1', undefined, house.project);
  const other = `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}`;
  await appendFile(fileOf(house.app.threads, other), 'rubbish\n');
  const error: unknown = await client.readResource({ uri: uriOf(other) }).catch((e: unknown) => e);
  expect(error).toMatchObject({ code: -32_603, message: expect.stringContaining(`${other}.jsonl`) });
});

test('ids are completed', async () => {
  const { house, client } = await connected();
  const id = await answered(house.app.threads, 'One', '1', undefined, house.project);
  const { completion } = await client.complete({
    ref: { type: 'ref/resource', uri: 'codex-oauth://thread/{thread_id}' },
    argument: { name: 'thread_id', value: id.slice(0, 4) },
  });
  expect(completion.values).toEqual([id]);
});
