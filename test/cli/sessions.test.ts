import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ID, oneTurn, OTHER_ID } from '../sessions/support.ts';
import { makeSimulator } from '../support/sandbox.ts';
import { answered } from '../threads/support/store.ts';
import { makeHouse, run, signedInHouse, type House } from './support.ts';

/** A key-like value that no scanner knows. */
const KEY = `sk-proj-${'aB3dE5fG7h'.repeat(5)}`;

async function put({ sandbox, project }: House, prompt: string, text: string, id = ID, cwd = project) {
  const day = path.join(sandbox.env['CODEX_HOME'] ?? '', 'sessions/2026/11/21');
  await mkdir(day, { recursive: true });
  const file = path.join(day, `rollout-2026-11-21T23-45-31-${id}.jsonl`);
  await writeFile(file, oneTurn(prompt, text, id, cwd));
  return file;
}

test('lists, shows, exports and finds both kinds; another folder’s with --all', async () => {
  const house = await makeHouse(await makeSimulator());
  await put(house, 'A question to the CLI', 'red \u001b[31mapple');
  await put(house, 'Elsewhere', 'apple too', OTHER_ID, '/home/me/elsewhere');
  const ours = await answered(house.app.threads, 'A question to us', 'apple', undefined, house.project);

  const list = await run(house, ['threads']);
  expect(list.stdout).toMatch(/codex-cli +01a20080-3279-7821$/m);
  expect(list.stdout).toContain('codex-oauth');
  expect((await run(house, ['threads', '--json'])).json()).toMatchObject({
    threads: [
      { thread_id: expect.any(String), source: expect.any(String) },
      { thread_id: expect.any(String), source: expect.any(String) },
    ],
    total: 2,
    elsewhere: 1,
    skipped: 0,
  });
  const shown = await run(house, ['threads', 'show', ID.slice(0, 13)], { terminal: 'all' });
  expect(shown.stdout).toContain('red \\u{1b}[31mapple');
  const exported = await run(house, ['threads', 'export', ID, '--format', 'jsonl']);
  expect(JSON.parse(exported.stdout)).toMatchObject({
    thread_id: ID,
    turn: 't1',
    model: 'gpt-5.5',
    duration_ms: 5_000,
  });

  const found = await run(house, ['threads', 'search', 'apple', '--json']);
  expect(found.json()).toMatchObject({ query: 'apple', total: 2, skipped: 0 });
  expect(found.stdout).toContain(ours);
  expect(found.stdout).not.toContain(OTHER_ID);
  expect((await run(house, ['threads', 'search', 'apple', '--all', '--json'])).json()).toMatchObject({
    total: 3,
  });
  const words = await run(house, ['threads', 'search', 'red', 'apple'], { terminal: 'all' });
  expect(words.stdout).toContain('red [31mapple');
  expect((await run(house, ['threads', 'search', 'nowhere'])).code).toBe(0);
  expect((await run(house, ['threads', 'search'])).code).toBe(2);
});

test('remove --here deletes what this folder has, and no session', async () => {
  const house = await makeHouse(await makeSimulator());
  const file = await put(house, 'Q', 'A');
  const here = await answered(house.app.threads, 'here', 'A', undefined, house.project);
  const elsewhere = await answered(house.app.threads, 'elsewhere', 'A', undefined, '/home/me/elsewhere');
  expect((await run(house, ['threads', 'remove', ID])).code).not.toBe(0);
  expect((await run(house, ['threads', 'remove', here, '--here'])).code).toBe(2);
  expect((await run(house, ['threads', '--here'])).code).toBe(2);
  expect((await run(house, ['threads', 'remove', '--here', '--json'])).json()).toEqual({
    threads: [{ thread_id: here, removed: true }],
  });
  expect((await house.app.threads.list(undefined)).threads.map((t) => t.id)).toEqual([elsewhere]);
  expect(await readFile(file, 'utf8')).toContain(ID);
});

test('ask --thread continues a session as a new thread, without what the secret guard finds', async () => {
  const sent: string[] = [];
  const { house } = await signedInHouse({
    answer: ({ messages }) => {
      sent.push(messages.map((m) => `${m.role}: ${m.text}`).join('\n'));
      return 'The next answer';
    },
  });
  const file = await put(house, `My key is ${KEY}`, 'I will remember the apple.');
  const before = await readFile(file, 'utf8');
  const asked = await run(house, ['ask', '--thread', ID, '--json', 'And now?']);
  expect(asked.code).toBe(0);
  const [, id = ''] = /"thread_id": "([^"]+)"/.exec(asked.stdout) ?? [];
  expect(id).not.toBe(ID);
  const thread = await house.app.threads.load(id, house.project);
  expect(thread.meta).toMatchObject({ from: ID, project: house.project, accountId: 'acc-sim-0001' });
  expect(thread.turns.map((t) => t.text)).toEqual(['I will remember the apple.', 'The next answer']);
  expect(sent[0]).toMatch(/^user: .*\nassistant: I will remember the apple\.\nuser: And now\?$/);
  expect(JSON.stringify(thread) + sent.join('')).not.toContain(KEY);
  expect(await readFile(file, 'utf8')).toBe(before);
  // From here on it is a thread of ours.
  expect((await run(house, ['ask', '--thread', id, 'Again?'])).code).toBe(0);
  expect((await house.app.threads.load(id, house.project)).turns).toHaveLength(3);
});

test('a dry run of a continued session is the question that is sent', async () => {
  const { house } = await signedInHouse();
  await put(house, 'Q', 'A');
  const dry = await run(house, ['ask', '--thread', ID, '--dry-run', '--json', 'And now?']);
  const { digest } = dry.json() as { digest: string };
  expect((await run(house, ['ask', '--thread', ID, '--approved', digest, 'And now?'])).code).toBe(0);
});
