import {
  appendFile,
  mkdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { historyOf } from '../../src/threads/history.ts';
import { openThreads } from '../../src/threads/store.ts';
import {
  answered,
  create,
  fileOf,
  makeStore,
  question,
  refusal,
  storeDeps,
  threadsDir,
} from './support/store.ts';

const windows = process.platform === 'win32';

describe('damage', () => {
  test('a torn last line is passed over, and the next turn does not fall into it', async () => {
    const threads = await makeStore();
    const id = await answered(threads, 'First', 'one');
    const file = fileOf(threads, id);
    await appendFile(file, '{"type":"turn","turn":"0199');
    expect(await threads.load(id, undefined)).toMatchObject({ damaged: 0, turns: [{ text: 'one' }] });
    await answered(threads, 'Second', 'two', id);
    const read = await threads.load(id, undefined);
    expect(read.damaged).toBe(1);
    expect(read.turns.map((t) => t.text)).toEqual(['one', 'two']);
  });

  test('wherever the file is cut, every answer that ended before the cut is still there', async () => {
    const threads = await makeStore();
    const id = await answered(threads, 'First', 'one');
    const keep = (await stat(fileOf(threads, id))).size;
    await answered(threads, 'Second', 'two', id);
    const whole = await readFile(fileOf(threads, id));
    for (let size = whole.length; size > keep; size -= 7) {
      await truncate(fileOf(threads, id), size);
      const read = await threads.load(id, undefined);
      expect(read.turns[0]).toMatchObject({ state: 'complete', text: 'one' });
      expect(() => historyOf(read, { model: 'gpt-6.1-sol', accountId: 'acc-1' })).not.toThrow();
    }
  });

  test('a turn whose process is gone was interrupted, even if another program has its process id by now', async () => {
    const threads = await makeStore({ pid: 1, processAlive: () => true });
    const thread = create(threads);
    await threads.beginTurn(thread, question('Q')).flush();
    const later = openThreads({ ...storeDeps(threads.dir), processAlive: () => true });
    const state = async (): Promise<string | undefined> =>
      (await later.load(thread.meta.id, undefined)).turns[0]?.state;
    expect(await state()).toBe('writing');
    const hours = Date.now() / 1000 - 2 * 3_600;
    await utimes(fileOf(threads, thread.meta.id), hours, hours);
    expect(await state()).toBe('interrupted');
  });

  test('records of a later version are passed over', async () => {
    const threads = await makeStore();
    const id = await answered(threads, 'First', 'one');
    await appendFile(fileOf(threads, id), '{"type":"label","colour":"red"}\n{"type":"vote","turn":"x"}\n');
    expect(await threads.load(id, undefined)).toMatchObject({ damaged: 0, turns: [{ text: 'one' }] });
  });

  test('a piece that was written twice is read once', async () => {
    const threads = await makeStore();
    const thread = create(threads);
    const writer = threads.beginTurn(thread, question('Q'));
    writer.append('abc');
    await writer.flush();
    const file = fileOf(threads, thread.meta.id);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    await appendFile(file, `${lines.at(-1)}\n${lines.at(-1)?.replace('"abc"', '"abcdef"')}\n`);
    expect((await threads.load(thread.meta.id, undefined)).turns[0]?.text).toBe('abcdef');
    await writer.finish({});
  });

  const id = '0199a000-0000-7000-8000-000000000001';
  test.each([
    ['empty', '', 'thread.broken'],
    ['no thread', 'hello\nworld\n', 'thread.broken'],
    ['another thread', `{"type":"thread","version":1,"id":"${id.replace(/1$/, 'f')}"}\n`, 'thread.broken'],
    ['of a newer format', `{"type":"thread","version":2,"id":"${id}"}\n`, 'thread.version'],
  ])('a file that is %s is named and left as it is', async (_, content, code) => {
    const threads = await makeStore();
    await mkdir(threads.dir, { recursive: true });
    await writeFile(fileOf(threads, id), content);
    const error = await refusal(threads.load(id, undefined));
    expect(error).toMatchObject({ kind: 'local', code });
    expect(error.what).toContain(fileOf(threads, id));
    expect(await readFile(fileOf(threads, id), 'utf8')).toBe(content);
  });

  test.skipIf(windows)('a link in place of a thread is not followed', async () => {
    const threads = await makeStore();
    const id = await answered(threads, 'First', 'one');
    const other = '0199a000-0000-7000-8000-000000000002';
    await symlink(fileOf(threads, id), fileOf(threads, other));
    expect(await refusal(threads.load(other, undefined))).toMatchObject({
      kind: 'local',
      code: 'file.eloop',
    });
  });

  test('a file in place of the folder does not fail the answer, and once it is gone the whole turn is kept', async () => {
    const dir = await threadsDir();
    await mkdir(path.dirname(path.dirname(dir)), { recursive: true });
    const inTheWay = path.dirname(dir);
    await writeFile(inTheWay, '');
    const threads = openThreads(storeDeps(dir));
    const thread = create(threads);
    const writer = threads.beginTurn(thread, question('Q'));
    writer.append('abc');
    await writer.flush();
    const other = threads.beginTurn(create(threads), question('Q'));
    expect(await other.finish({ text: 'told' })).toMatchObject({ kind: 'local' });
    await rm(inTheWay);
    writer.append('def');
    expect(await writer.finish({})).toBeUndefined();
    expect((await threads.load(thread.meta.id, undefined)).turns).toMatchObject([
      { state: 'complete', text: 'abcdef' },
    ]);
  });
});
