import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { historyOf } from '../../src/threads/history.ts';
import { create, makeStore, messageItem, question } from './support/store.ts';
import { buildWriter, ended, firstOutput, startWriter } from './support/child.ts';

test('two processes on one thread lose and mix nothing', async () => {
  const script = await buildWriter();
  const threads = await makeStore();
  const thread = create(threads);
  const { id } = thread.meta;
  await threads.beginTurn(thread, question('first')).finish({ items: [messageItem(0, 'yes')], text: 'yes' });

  const children = ['left', 'right'].map((name) =>
    startWriter(script, ['turns', threads.dir, id, name, '12']),
  );
  expect(await Promise.all(children.map(ended))).toEqual([0, 0]);

  const read = await threads.load(id);
  expect(read.damaged).toBe(0);
  expect(read.turns).toHaveLength(25);
  for (const name of ['left', 'right']) {
    const own = read.turns.filter((t) => t.prompt.startsWith(name));
    expect(own.map((t) => t.prompt)).toEqual(Array.from({ length: 12 }, (_, n) => `${name} ${n}`));
    expect(own.every((t) => t.state === 'complete' && t.text === `${t.prompt}: ${'ä'.repeat(20_000)}`)).toBe(
      true,
    );
  }
  const lines = (await readFile(path.join(threads.dir, `${id}.jsonl`), 'utf8')).split('\n');
  expect(lines.pop()).toBe('');
  // A process that looks while the other writes takes its line for a torn one and begins with a newline: a blank line.
  expect(lines.every((line) => line === '' || typeof JSON.parse(line) === 'object')).toBe(true);
});

test('killed in the middle of an answer, what had come is there and the thread goes on', async () => {
  const script = await buildWriter();
  const threads = await makeStore();
  const thread = create(threads);
  const { id } = thread.meta;
  await threads.beginTurn(thread, question('first')).finish({ items: [messageItem(0, 'yes')], text: 'yes' });

  const child = startWriter(script, ['hang', threads.dir, id]);
  expect(await firstOutput(child)).toBe('written\n');
  expect((await threads.load(id)).turns[1]).toMatchObject({
    state: 'writing',
    text: 'The beginning of the answer',
  });
  const gone = ended(child);
  child.kill('SIGKILL');
  await gone;

  const read = await threads.load(id);
  expect(read.turns[1]).toMatchObject({
    state: 'interrupted',
    prompt: 'A long one',
    text: 'The beginning of the answer',
  });
  const { items } = historyOf(read, { model: 'gpt-6.1-sol', accountId: 'acc-1' });
  expect(items.at(-1)).toEqual({
    type: 'message',
    role: 'assistant',
    content: [{ type: 'output_text', text: 'The beginning of the answer' }],
  });
  await threads.beginTurn(read, question('And then?')).finish({ text: 'This.' });
  expect((await threads.load(id)).turns.map((t) => t.state)).toEqual(['complete', 'interrupted', 'complete']);
});
