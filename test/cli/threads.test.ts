import { appendFile, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { openThreads, type Threads } from '../../src/threads/store.ts';
import { answered, fileOf, storeDeps } from '../threads/support/store.ts';
import { makeSimulator } from '../support/sandbox.ts';
import { makeHouse, run, signedInHouse, start, until, type House } from './support.ts';

async function houseWithThreads(
  titles: readonly string[],
): Promise<{ house: House; ids: string[]; threads: Threads }> {
  const house = await makeHouse(await makeSimulator());
  const threads = openThreads(storeDeps(house.app.threads.dir));
  const ids: string[] = [];
  for (const [n, title] of titles.entries()) {
    const id = await answered(threads, title, `Answer to ${title}`, undefined, house.project);
    const used = Date.now() / 1000 - (titles.length - n) * 3_600;
    await utimes(fileOf(threads, id), used, used);
    ids.push(id);
  }
  return { house, ids, threads };
}

test('lists the one used last first', async () => {
  const { house, ids } = await houseWithThreads(['Older question', 'Newer question']);
  const { code, stdout } = await run(house, ['threads']);
  expect(code).toBe(0);
  const [older = '', newer = ''] = ids.map((id) => id.slice(0, 18));
  expect(stdout).toMatch(
    new RegExp(`^Newer question +60 min ago .*${newer}\nOlder question .* ago .*${older}$`, 'm'),
  );
});

test('says when there are none, when there are more, and what is unreadable', async () => {
  const { house } = await houseWithThreads([]);
  expect((await run(house, ['threads'])).code).toBe(0);
  const more = await houseWithThreads(['A', 'B', 'C']);
  const broken = path.join(more.threads.dir, '0199a000-0000-7000-8000-000000000001.jsonl');
  await writeFile(broken, 'rubbish');
  const { stdout } = await run(more.house, ['threads', '--limit', '2']);
  expect(stdout).toContain('1 older');
  expect(stdout).toContain(`${broken} cannot be read`);
});

test('marks a thread whose last answer has no end', async () => {
  const { house, ids, threads } = await houseWithThreads(['A']);
  await appendFile(fileOf(threads, ids[0] ?? ''), '{"type":"text","turn":"x","offset":0,"text":"y"}\n');
  expect((await run(house, ['threads'])).stdout).toMatch(/^… A .*\n… /m);
});

test('shows the last one, and writes out what could move the cursor', async () => {
  const { house, threads } = await houseWithThreads([]);
  await answered(threads, 'Colours', 'red \u001b[31mtext', undefined, house.project);
  const { stdout } = await run(house, ['threads', 'show', 'last'], { terminal: 'all' });
  expect(stdout).toContain('> Colours');
  expect(stdout).toContain('red \\u{1b}[31mtext');
});

test('exports the same bytes to a pipe as Markdown and as JSONL', async () => {
  const { house, ids } = await houseWithThreads(['A question']);
  const id = ids[0] ?? '';
  expect((await run(house, ['threads', 'export', id])).stdout).toContain('Answer to A question');
  const { stdout } = await run(house, ['threads', 'export', id, '--format', 'jsonl']);
  expect(JSON.parse(stdout)).toMatchObject({ thread_id: id, prompt: 'A question', state: 'complete' });
  expect(stdout).not.toContain('sealed');
});

test('gives JSON when asked', async () => {
  const { house, ids } = await houseWithThreads(['A question']);
  expect((await run(house, ['threads', '--json'])).json()).toMatchObject({
    threads: [{ thread_id: ids[0], title: 'A question', ended: true }],
    total: 1,
    broken: [],
  });
  expect((await run(house, ['threads', 'show', ids[0] ?? '', '--json'])).json()).toMatchObject({
    thread_id: ids[0],
    turns: [{ prompt: 'A question', answer: 'Answer to A question' }],
  });
});

test('removes what is named, and says what was not there', async () => {
  const { house, ids } = await houseWithThreads(['A', 'B']);
  const missing = '0199a000-0000-7000-8000-000000000001';
  const { code, stdout, stderr } = await run(house, ['threads', 'remove', ids[0] ?? '', missing]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^1 thread /);
  expect(stderr).toContain(missing);
  expect((await run(house, ['threads', 'remove', '--all', '--json'])).code).toBe(0);
  expect((await house.app.threads.list(undefined)).total).toBe(0);
});

test('asks before it removes on a terminal, and no means no', async () => {
  const { house, ids, threads } = await houseWithThreads(['A question']);
  const { io, done } = start(house, ['threads', 'remove', ids[0] ?? ''], { terminal: 'all' });
  await until(io.stderr, /Delete .*"A question".*\?/m);
  io.stdin.write('n\n');
  expect(await done).toBe(1);
  expect(await readFile(fileOf(threads, ids[0] ?? ''), 'utf8')).toContain('Answer to A question');
});

test('an id that is none, and one that is unknown, are usage errors', async () => {
  const { house } = await houseWithThreads([]);
  for (const id of ['../../auth', '0199a000-0000-7000-8000-000000000001', 'last']) {
    const { code, stderr } = await run(house, ['threads', 'show', id]);
    expect(code).toBe(2);
    if (id !== 'last') expect(stderr).toContain(id);
  }
});

test('prunes by the retention time', async () => {
  const { house, ids, threads } = await houseWithThreads(['Old', 'Young']);
  await utimes(fileOf(threads, ids[0] ?? ''), 1_000, 1_000);
  expect((await run(house, ['threads', 'prune'])).stdout).toMatch(/^1 old file /);
});

test('what is wrong with a name has advice for this command, not for a question', async () => {
  const { house } = await signedInHouse();
  for (const name of ['nope', 'last', '0198c0de']) {
    const { code, stderr } = await run(house, ['threads', 'show', name]);
    expect(code).toBe(2);
    expect(stderr).not.toContain('--thread ');
  }
  const { stderr } = await run(house, ['jobs', 'show', 'nope']);
  expect(stderr).toMatch(/^✗ .*nope/);
});

test('a row of the list has room in a narrow terminal, and uses a wide one', async () => {
  const { house } = await signedInHouse();
  await run(house, ['ask', `Why ${'is that so '.repeat(10)}?`]);
  const { dir } = house.app.threads;
  const [name = ''] = (await readdir(dir)).filter((one) => one.endsWith('.jsonl'));
  const text = await readFile(path.join(dir, name), 'utf8');
  const listed = text.replaceAll(/"model":"[^"]*"/g, '"model":"gpt-6.1-codex-max"');
  expect(listed).not.toBe(text);
  await writeFile(path.join(dir, name), listed);
  for (const columns of [60, 80, 120]) {
    const { stdout } = await run(house, ['threads'], { terminal: 'all', columns });
    const rows = stripVTControlCharacters(stdout).trimEnd().split('\n');
    expect(rows).toHaveLength(2);
    expect(rows[1]).toHaveLength(columns);
  }
});
