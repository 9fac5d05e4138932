import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openThreads } from '../../src/threads/store.ts';
import { headOf } from '../../src/threads/spill.ts';
import {
  answered,
  create,
  fileOf,
  makeStore,
  messageItem,
  question,
  reasoningItem,
  refusal,
  storeDeps,
  threadsDir,
} from './support/store.ts';

const windows = process.platform === 'win32';

describe('keeping a thread', () => {
  test('nothing is on disk until the first turn begins', async () => {
    const threads = await makeStore();
    create(threads);
    expect(await threads.list(undefined)).toEqual({ threads: [], total: 0, elsewhere: 0, broken: [] });
    await expect(stat(threads.dir)).rejects.toThrow('ENOENT');
  });

  test('a turn is read back as it was written, by another store on the same folder', async () => {
    const threads = await makeStore();
    const thread = create(threads);
    const start = question('Why?', { systemPrompt: 'Be short.', attached: ['src/a.ts, 40 lines'] });
    const items = [reasoningItem(1), messageItem(1, 'Because of Rayleigh 🌈.')];
    const end = { items, usage: { input: 12 }, requestId: 'req_1' };
    const writer = threads.beginTurn(thread, start);
    writer.append('Because ');
    writer.append('of Rayleigh 🌈.');
    await writer.finish(end);

    const read = await openThreads(storeDeps(threads.dir)).load(thread.meta.id, undefined);
    expect(read.meta).toEqual(thread.meta);
    expect(read).toMatchObject({ damaged: 0, stored: true });
    const whole = { state: 'complete', text: 'Because of Rayleigh 🌈.', error: undefined };
    expect(read.turns).toMatchObject([{ ...start, ...end, ...whole }]);
  });

  test.skipIf(windows)('files are 0600 in folders of 0700', async () => {
    const threads = await makeStore();
    const id = await answered(threads, 'One', '1');
    const modes = await Promise.all(
      [fileOf(threads, id), threads.dir, path.dirname(threads.dir)].map(
        async (p) => (await stat(p)).mode & 0o777,
      ),
    );
    expect(modes).toEqual([0o600, 0o700, 0o700]);
  });

  test('pieces of an answer are on disk while it is still coming', async () => {
    const threads = await makeStore();
    const thread = create(threads);
    const writer = threads.beginTurn(thread, question('A long one'));
    writer.append('The beginning');
    await expect
      .poll(async () => (await threads.load(thread.meta.id, undefined).catch(() => undefined))?.turns[0])
      .toMatchObject({ state: 'writing', text: 'The beginning' });
    await writer.finish({});
    expect((await threads.load(thread.meta.id, undefined)).turns[0]?.state).toBe('complete');
  });

  test('many pieces cost few writes', async () => {
    const threads = await makeStore();
    const thread = create(threads);
    const writer = threads.beginTurn(thread, question('Words'));
    for (let i = 0; i < 10_000; i += 1) writer.append('word ');
    await writer.flush();
    const lines = (await readFile(fileOf(threads, thread.meta.id), 'utf8')).trimEnd().split('\n');
    expect(lines.length).toBeLessThan(10);
    await writer.finish({});
    expect((await threads.load(thread.meta.id, undefined)).turns[0]?.text).toHaveLength(50_000);
  });

  test('turns are ordered by their end, not by their beginning', async () => {
    const threads = await makeStore();
    const id = await answered(threads, 'First', '1');
    const slow = threads.beginTurn(await threads.load(id, undefined), question('Slow'));
    await slow.flush();
    await answered(threads, 'Quick', '2', id);
    await slow.finish({ text: '3' });
    const { turns } = await threads.load(id, undefined);
    expect(turns.map((t) => t.prompt)).toEqual(['First', 'Quick', 'Slow']);
  });
});

describe('ids', () => {
  test.each([
    '../../auth',
    '..',
    '',
    '/etc/passwd',
    'C:\\x',
    '0199a000-0000-4000-8000-000000000001',
    '0199a000-0000-7000-8000-000000000001/../x',
    '0199a000-0000-7000-8000-000000000001\0',
    '0199a000-0000-7000-8000-000000000001.jsonl',
  ])('%j never becomes a path', async (id) => {
    const threads = await makeStore();
    expect(await refusal(threads.load(id, undefined))).toMatchObject({ kind: 'input', code: 'thread.id' });
    expect(await refusal(threads.remove(id, undefined))).toMatchObject({ kind: 'input', code: 'thread.id' });
  });

  test('an id is taken with blanks around it and in capitals; one that is not there is unknown', async () => {
    const threads = await makeStore();
    const id = await answered(threads, 'First', 'one');
    expect((await threads.load(` ${id.toUpperCase()}\n`, undefined)).meta.id).toBe(id);
    const error = await refusal(threads.load('0199a000-0000-7000-8000-000000000001', undefined));
    expect(error).toMatchObject({ kind: 'input', code: 'thread.unknown' });
  });
});

describe('the list', () => {
  test('the thread used last comes first, with its end read from the tail', async () => {
    // For ever: the look for old files after the first answer would find the one that is made old here.
    const threads = await makeStore({ retentionDays: Number.POSITIVE_INFINITY });
    const old = await answered(threads, 'Old', '1');
    const young = await answered(threads, 'Young', 'x'.repeat(40_000));
    await utimes(fileOf(threads, old), 1_000, 1_000);
    const running = threads.beginTurn(await threads.load(young, undefined), question('More'));
    await running.flush();
    const { threads: listed, total, broken } = await threads.list(undefined);
    expect(listed.map((t) => [t.title, t.ended])).toEqual([
      ['Young', false],
      ['Old', true],
    ]);
    expect({ total, broken }).toEqual({ total: 2, broken: [] });
    expect(await threads.list(undefined, 1)).toMatchObject({ threads: [{ id: young }], total: 2 });
    await running.finish({});
  });

  test('names a broken file and passes over other files', async () => {
    const threads = await makeStore();
    await answered(threads, 'Good', '1');
    const broken = fileOf(threads, '0199a000-0000-7000-8000-000000000001');
    await writeFile(broken, 'rubbish');
    await writeFile(path.join(threads.dir, 'notes.txt'), 'mine');
    // What a full disk leaves.
    await writeFile(fileOf(threads, '0199a000-0000-7000-8000-000000000002'), '');
    expect(await threads.list(undefined)).toMatchObject({
      threads: [{ title: 'Good' }],
      total: 2,
      broken: [broken],
    });
  });

  test('a title is one short line', async () => {
    const threads = await makeStore();
    const { meta } = create(threads, { title: `Line one\n\u001b[31mline two ${'x'.repeat(300)}` });
    expect(meta.title).toMatch(/^Line one \[31mline two x+…$/);
    expect(meta.title.length).toBeLessThanOrEqual(100);
  });
});

describe('forgetting', () => {
  test('what was not used within the retention time goes; the rest and what is not ours stays', async () => {
    const threads = await makeStore({ retentionDays: 30 });
    const days = (n: number): number => Date.now() / 1000 - n * 86_400;
    const old = await answered(threads, 'Old', '1');
    const young = await answered(threads, 'Young', '2');
    const spilled = await threads.spill('long');
    const foreign = path.join(threads.dir, 'notes.jsonl');
    await writeFile(foreign, 'mine');
    await utimes(fileOf(threads, old), days(31), days(31));
    await utimes(fileOf(threads, young), days(29), days(29));
    await utimes(spilled, days(31), days(31));
    await utimes(foreign, days(99), days(99));
    expect(await threads.prune()).toBe(2);
    expect((await readdir(threads.dir)).sort()).toEqual([`${young}.jsonl`, 'notes.jsonl'].sort());
  });

  test('kept for ever, nothing goes', async () => {
    const threads = await makeStore({ retentionDays: Number.POSITIVE_INFINITY });
    await utimes(fileOf(threads, await answered(threads, 'Old', '1')), 1_000, 1_000);
    expect(await threads.prune()).toBe(0);
  });

  test('a new turn prunes by itself', async () => {
    const dir = await threadsDir();
    const first = openThreads(storeDeps(dir));
    const old = await answered(first, 'Old', '1');
    await utimes(fileOf(first, old), 1_000, 1_000);
    await answered(openThreads(storeDeps(dir)), 'New', '2');
    await expect.poll(async () => (await first.list(undefined)).threads.map((t) => t.title)).toEqual(['New']);
  });

  test('but not where a project says for how long, and no thread where they are off', async () => {
    const dir = await threadsDir();
    const first = openThreads(storeDeps(dir));
    const old = await answered(first, 'Old', '1');
    const spilled = await first.spill('long');
    for (const file of [fileOf(first, old), spilled]) await utimes(file, 1_000, 1_000);
    const asked: string[] = [];
    const foreign = async (): Promise<boolean> => asked.push('') > 0;
    await answered(openThreads({ ...storeDeps(dir), retentionDays: 1, foreign }), 'New', '2');
    await expect.poll(() => asked).toHaveLength(1);
    await openThreads({ ...storeDeps(dir), enabled: false }).spill('another');
    await expect.poll(async () => stat(spilled).catch(() => 'gone')).toBe('gone');
    expect((await first.list(undefined)).total).toBe(2);
  });
});

test('the whole text of a large answer is in a 0600 file and the head fits', async () => {
  const threads = await makeStore({ enabled: false });
  const text = `${'line of text\n'.repeat(60_000)}end`;
  const [head, file] = [headOf(text), await threads.spill(text)];
  expect(text.startsWith(head)).toBe(true);
  expect(head.length).toBeLessThan(490_000);
  expect(head.length).toBeGreaterThan(400_000);
  expect(head.endsWith('\n')).toBe(true);
  expect(await readFile(file, 'utf8')).toBe(text);
  if (!windows) expect((await stat(file)).mode & 0o777).toBe(0o600);
});
