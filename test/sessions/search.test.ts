import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFile,
  chmod,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openKept } from '../../src/sessions/kept.ts';
import { newThreadId } from '../../src/threads/id.ts';
import { realTimes } from '../support/real.ts';
import { ROOT } from '../support/sandbox.ts';
import { answered, fileOf } from '../threads/support/store.ts';
import { ID, makeShelf, oneTurn, rollout, shelfIn, type Shelf } from './support.ts';

const found = async ({ kept }: Shelf, words: string, project?: string): Promise<readonly string[]> =>
  (await kept.search(words, project, 20)).hits.map((hit) => hit.about.thread_id);

const segments = ({ indexDir }: Shelf): Promise<string[]> => readdir(indexDir).catch(() => []);

/** The index's bytes, to look for texts in them. */
async function indexText(shelf: Shelf): Promise<string> {
  const names = await segments(shelf);
  const texts = await Promise.all(names.map((name) => readFile(path.join(shelf.indexDir, name), 'utf8')));
  return texts.join('');
}

test('both kinds are found, the better first, with the turn and the words', async () => {
  const shelf = await makeShelf();
  await shelf.put(oneTurn('How does the refresh work?', 'The Refresh Token works once.'));
  const id = await answered(shelf.threads, 'Monads', 'Nothing to do with tokens', undefined, shelf.project);
  const { hits, total } = await shelf.kept.search('token', shelf.project, 20);
  expect(hits.map((hit) => hit.about.thread_id)).toEqual([ID, id]);
  expect(total).toBe(2);
  expect(hits[0]).toMatchObject({ turn: 't1', matches: 1, snippet: 'The Refresh Token works once.' });
  expect(await found(shelf, 'refresh token', shelf.project)).toEqual([ID]);
  expect((await shelf.kept.search('token', shelf.project, 1)).hits).toHaveLength(1);
});

test('the index is private, and follows the files: new, longer, deleted', async () => {
  const shelf = await makeShelf();
  const id = await answered(shelf.threads, 'one', 'apple');
  expect(await found(shelf, 'apple')).toEqual([id]);
  const [name = ''] = await segments(shelf);
  expect((await stat(path.join(shelf.indexDir, name))).mode & 0o777).toBe(0o600);
  expect((await stat(shelf.indexDir)).mode & 0o777).toBe(0o700);
  const second = await answered(shelf.threads, 'two', 'cherry apple');
  await answered(shelf.threads, 'more', 'banana', id);
  expect([...(await found(shelf, 'apple'))].sort()).toEqual([id, second].sort());
  expect(await found(shelf, 'banana')).toEqual([id]);
  await rm(fileOf(shelf.threads, second));
  expect(await found(shelf, 'cherry')).toEqual([]);
});

test('what is deleted leaves the index with its thread', async () => {
  const shelf = await makeShelf();
  const ids = [];
  for (const word of ['apple', 'banana', 'cherry']) ids.push(await answered(shelf.threads, 'Q', word));
  await found(shelf, 'apple');
  await shelf.kept.remove([ids[0] ?? ''], undefined);
  expect(await indexText(shelf)).not.toContain('apple');
  expect(await found(shelf, 'banana')).toEqual([ids[1]]);
  expect(await indexText(shelf)).toContain('banana');
  // By another program: gone at the next search, whatever that finds.
  const file = await shelf.put(oneTurn('Q', 'damson'));
  await found(shelf, 'damson');
  await rm(file);
  await found(shelf, 'nothing');
  expect(await indexText(shelf)).not.toContain('damson');
  // By age.
  await utimes(fileOf(shelf.threads, ids[1] ?? ''), 1, 1);
  const { kept, threads } = shelfIn(shelf.dir, { onPruned: () => kept.forget() });
  expect(await threads.prune()).toBe(1);
  expect(await indexText(shelf)).not.toContain('banana');
  // What a killed search had begun to write, by a clock ahead of ours.
  const begun = path.join(shelf.indexDir, shelf.threads.newId());
  await writeFile(begun, 'cherry');
  await utimes(begun, Date.now() / 1_000 + 60, Date.now() / 1_000 + 60);
  await rm(fileOf(shelf.threads, ids[2] ?? ''));
  await kept.forget();
  expect(await segments(shelf)).toEqual([]);
});

test('what is deleted while a search reads it does not stay in the index', async () => {
  const shelf = await makeShelf();
  const [gone, stays] = [
    await answered(shelf.threads, 'Q', 'apple'),
    await answered(shelf.threads, 'Q', 'banana'),
  ];
  const { threads, sessions, indexDir } = shelf;
  const load: typeof threads.load = async (name, project) => {
    const thread = await threads.load(name, project);
    // It was read, and nothing of it is in the index yet.
    if (name === gone) await shelf.kept.remove([gone], undefined);
    return thread;
  };
  const slow = openKept({
    sessions,
    indexDir,
    threads: { ...threads, load },
    secretIn: async () => undefined,
  });
  await slow.search('Q', undefined, 9);
  expect(await indexText(shelf)).not.toContain('apple');
  expect(await found(shelf, 'banana')).toEqual([stays]);
});

test('a link to a folder with other files: none of them is touched', async () => {
  const shelf = await makeShelf();
  const elsewhere = path.join(shelf.dir, 'elsewhere');
  await mkdir(path.join(elsewhere, 'api.v1'), { recursive: true });
  await writeFile(path.join(elsewhere, 'Makefile'), '');
  for (const name of ['api.v1', 'Makefile']) await utimes(path.join(elsewhere, name), 1, 1);
  await mkdir(path.dirname(shelf.indexDir), { recursive: true });
  await symlink(elsewhere, shelf.indexDir);
  const id = await answered(shelf.threads, 'Q', 'apple');
  expect(await found(shelf, 'apple')).toEqual([id]);
  await shelf.kept.remove([id], undefined);
  expect((await segments(shelf)).sort()).toEqual(['Makefile', 'api.v1']);
});

test.skipIf(process.getuid?.() === 0)('a text that cannot be deleted is said', async () => {
  const shelf = await makeShelf();
  const id = await answered(shelf.threads, 'Q', 'apple');
  await found(shelf, 'apple');
  await chmod(shelf.indexDir, 0o500);
  await expect(shelf.kept.remove([id], undefined)).rejects.toMatchObject({ kind: 'local' });
  await chmod(shelf.indexDir, 0o700);
});

test('an index that is read again finds the same as the files', async () => {
  const shelf = await makeShelf();
  for (let n = 0; n < 12; n += 1) {
    await answered(shelf.threads, `question ${n}`, `word${n}x shared`, undefined, n % 2 ? '/a' : '/b');
    expect((await shelf.kept.search('shared', undefined, 1)).total).toBe(n + 1);
  }
  // Many small additions were made into one.
  expect((await segments(shelf)).length).toBeLessThan(10);
  for (let n = 0; n < 12; n += 1) {
    expect(await found(shelf, `word${n}x`, n % 2 ? '/a' : '/b')).toHaveLength(1);
    expect(await found(shelf, `word${n}x`, n % 2 ? '/b' : '/a')).toHaveLength(0);
  }
  const before = await found(shelf, 'shared');
  await rm(shelf.indexDir, { recursive: true });
  expect(await found(shelf, 'shared')).toEqual(before);
});

/** Says of every text that it is longer than the index. */
async function lie(file: string): Promise<void> {
  const whole = await readFile(file, 'latin1');
  const end = whole.length - 16;
  const start = end - Number(whole.slice(end));
  const table = whole.slice(start, end).replace(/"length":\d+/g, '"length":1e15');
  await writeFile(file, whole.slice(0, start) + table + String(table.length).padStart(16), 'latin1');
}

const damages: readonly (readonly [string, (file: string) => Promise<unknown>])[] = [
  ['empty', (file) => truncate(file, 0)],
  ['cut at its end', async (file) => truncate(file, (await stat(file)).size - 5)],
  ['cut in the middle', async (file) => truncate(file, (await stat(file)).size >> 1)],
  ['longer', (file) => appendFile(file, 'rubbish')],
  ['rubbish', (file) => writeFile(file, Buffer.alloc(5_000, 0xfe))],
  ['a table that lies', lie],
  ['huge numbers', (file) => writeFile(file, '9'.repeat(16))],
  ['a folder', async (file) => rm(file).then(() => mkdir(file))],
];

test.each(damages)('a damaged index changes nothing: %s', async (_, damage) => {
  const shelf = await makeShelf();
  const id = await answered(shelf.threads, 'Q', 'apple');
  await found(shelf, 'apple');
  const [name = ''] = await segments(shelf);
  await damage(path.join(shelf.indexDir, name));
  expect(await found(shelf, 'apple')).toEqual([id]);
  expect(await found(shelf, 'apple')).toEqual([id]);
});

test('texts that changed places in the index are not shown', async () => {
  const shelf = await makeShelf();
  const id = await answered(shelf.threads, 'Q', 'apple banana');
  await found(shelf, 'apple');
  const [name = ''] = await segments(shelf);
  const file = path.join(shelf.indexDir, name);
  await writeFile(file, (await readFile(file, 'latin1')).replace('apple', 'wrong'), 'latin1');
  expect(await found(shelf, 'wrong')).toEqual([]);
  expect(await found(shelf, 'banana')).toEqual([id]);
});

test('an index of another version, and what a killed writer left, are not read', async () => {
  const shelf = await makeShelf();
  const id = await answered(shelf.threads, 'Q', 'apple');
  await mkdir(shelf.indexDir, { recursive: true });
  const [later, left, fresh] = ['.v2', '', ''].map((suffix) => shelf.threads.newId() + suffix) as [
    string,
    string,
    string,
  ];
  for (const name of [later, left, fresh]) await writeFile(path.join(shelf.indexDir, name), 'other');
  await utimes(path.join(shelf.indexDir, left), 1, 1);
  expect(await found(shelf, 'apple')).toEqual([id]);
  const names = await segments(shelf);
  expect([later, left, fresh].map((name) => names.includes(name))).toEqual([true, false, true]);
});

test.each([
  ['a file where its folder should be', async (dir: string) => writeFile(dir, '')],
  ['a folder that cannot be written', async (dir: string) => mkdir(dir).then(() => chmod(dir, 0o500))],
])('without a place for the index, the files are searched: %s', async (_, obstruct) => {
  const shelf = await makeShelf();
  const id = await answered(shelf.threads, 'Q', 'apple');
  await obstruct(shelf.indexDir);
  expect(await found(shelf, 'apple')).toEqual([id]);
});

test('with threads off nothing is kept, and what was is removed', async () => {
  const shelf = await makeShelf();
  const id = await answered(shelf.threads, 'Q', 'apple');
  await shelf.put(oneTurn('Q', 'apple'));
  await found(shelf, 'apple');
  expect(await segments(shelf)).toHaveLength(1);
  const off = shelfIn(shelf.dir, { enabled: false });
  expect([...(await found(off, 'apple'))].sort()).toEqual([id, ID].sort());
  await expect(readdir(shelf.indexDir)).rejects.toThrow('ENOENT');
});

test('several processes at once, some of them killed, lose nothing', { timeout: 60_000 }, async () => {
  const shelf = await makeShelf();
  const count = realTimes ? 2_000 : 60;
  for (let n = 0; n < count; n += 1) {
    const id = newThreadId(1_795_000_000_000 + n, Buffer.alloc(16, n));
    await shelf.put(oneTurn(`shared ${n}`, 'text '.repeat(500), id), id);
  }
  const script = path.join(ROOT, 'test/sessions/searcher-process.ts');
  const search = (rounds: number) =>
    spawn(process.execPath, ['--import', 'tsx', script, shelf.dir, 'shared', String(count), String(rounds)], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const whole = [search(realTimes ? 20 : 2), search(realTimes ? 20 : 2)];
  const killed = Array.from({ length: realTimes ? 6 : 1 }, () => search(1_000));
  const ends = (children: readonly ChildProcess[]) =>
    Promise.all(children.map(async (child) => ((await once(child, 'exit')) as [number | null])[0]));
  const [exits, deaths] = [ends(whole), ends(killed)];
  for (const child of killed) {
    await once(child.stdout, 'data');
    // The others write to it meanwhile.
    await rm(shelf.indexDir, { recursive: true, force: true, maxRetries: 100, retryDelay: 1 });
    child.kill('SIGKILL');
  }
  expect(await exits).toEqual([0, 0]);
  // Nobody writes any more when the folder is removed.
  await deaths;
  expect((await shelf.kept.search('shared', undefined, 1)).total).toBe(count);
});

test('a message that arrives while its session is open is there the next time', async () => {
  const shelf = await makeShelf();
  const r = rollout();
  const file = await shelf.put(r.head() + r.started('t1') + r.asked('t1', 'Q'));
  const other = shelfIn(shelf.dir);
  expect((await other.kept.load(ID, undefined)).turns[0]?.state).toBe('writing');
  expect((await other.kept.search('arriving', undefined, 9)).total).toBe(0);
  await appendFile(file, r.said('t1', 'arriving now') + r.completed('t1'));
  expect((await other.kept.search('arriving', undefined, 9)).total).toBe(1);
  expect((await other.kept.load(ID, undefined)).turns[0]?.state).toBe('complete');
});
