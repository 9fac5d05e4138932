import { execFileSync } from 'node:child_process';
import {
  appendFile,
  mkdir,
  readdir,
  readFile,
  rename,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseHead, parseLine } from '../../src/sessions/rollout.ts';
import { threadMarkdown } from '../../src/threads/export.ts';
import { newThreadId } from '../../src/threads/id.ts';
import { answered, create, question, refusal } from '../threads/support/store.ts';
import { realTimes } from '../support/real.ts';
import { ID, makeShelf, oneTurn, OTHER_ID, rollout, shelfIn, type Shelf } from './support.ts';

test('turns of every kind are read, and nothing of tools, instructions and reasoning', async () => {
  const shelf = await makeShelf();
  const r = rollout();
  const file = await shelf.put(
    [
      r.head(),
      r.started('t1') + r.asked('t1', 'First, with ünïcode', true) + r.said('t1', 'Answer one'),
      r.used('t1', 120) + r.completed('t1'),
      r.started('t2') + r.asked('t2', 'Use a tool') + r.said('t2', 'I will look.') + r.tool('t2', 'CANARY'),
      r.asked('t2', 'And hurry') + r.said('t2', 'Answer two') + r.used('t2', 240) + r.completed('t2'),
      r.started('t3') +
        r.asked('t3', 'Fail') +
        r.completed('t3', { message: 'bad thing', codex_error_info: 'other' }),
      r.compacted('t4'),
      r.started('t5') + r.asked('t5', 'Slow') + r.said('t5', 'Half') + r.aborted('t5'),
      r.started('t6') + r.asked('t6', 'Killed'),
      '{"timestamp":"2026-11-21T23:45:31.270Z","ordinal":99,"type":"event_msg","payload":{"type":"item_comple',
    ].join(''),
  );
  await utimes(file, 1_795_304_999, 1_795_304_999);
  const thread = await shelf.kept.load(ID, shelf.project);
  expect(thread).toMatchObject({
    source: 'codex-cli',
    damaged: 0,
    meta: {
      id: ID,
      title: 'First, with ünïcode',
      model: 'gpt-5.5',
      effort: 'high',
      project: '/home/me/project',
    },
    turns: [
      {
        state: 'complete',
        text: 'Answer one',
        attached: ['image'],
        usage: { inputTokens: 100, outputTokens: 20 },
      },
      { state: 'complete', prompt: 'Use a tool\n\nAnd hurry', text: 'I will look.\n\nAnswer two' },
      { state: 'failed', text: '', error: { code: 'other', message: 'bad thing' } },
      { state: 'partial', text: 'Half', error: { code: 'cancelled' } },
      { state: 'interrupted', prompt: 'Killed' },
    ],
  });
  expect(thread.turns).toHaveLength(5);
  expect(thread.turns[0]?.endedAt).toBeGreaterThan(thread.turns[0]?.askedAt ?? Infinity);
  expect(threadMarkdown(thread)).not.toMatch(/CANARY|sealed|a thought|surroundings|permissions|A summary/);
  const { threads } = await shelf.kept.list(shelf.project);
  expect(threads).toMatchObject([
    {
      id: ID,
      title: 'First, with ünïcode',
      model: 'gpt-5.5',
      tokens: 240,
      ended: false,
      source: 'codex-cli',
    },
  ]);
});

const head = rollout().head();
test.each([
  ['the whole line', head, ID],
  ['a line that is cut in its instructions', head.slice(0, 4_096), ID],
  ['a line that is cut before them', head.slice(0, 200), undefined],
  ['an older form, without ordinals', head.replace('"ordinal":0,', ''), undefined],
  ['another first line', head.replace('session_meta', 'session_start'), undefined],
  ['a relative working folder', head.replace('"cwd":"/home/me/project"', '"cwd":"project"'), undefined],
  [
    'a forged key within a string',
    head.replace('"cwd":"/home/me', '"cwd":",\\"base_instructions\\":'),
    undefined,
  ],
  ['binary', '\0\0\0\0', undefined],
  ['nothing', '', undefined],
])('the first line: %s', (_, text, id) => {
  expect(parseHead(text)?.id).toBe(id);
});

test.each([
  ['no JSON', '{"x":"task_started"', 'damaged'],
  ['no object', '["UserMessage"]', 'damaged'],
  ['no payload', '{"ordinal":1,"type":"event_msg","x":"task_started"}', undefined],
  ['no turn', '{"ordinal":1,"type":"event_msg","payload":{"type":"task_started"}}', undefined],
  [
    'a name within a text',
    '{"ordinal":1,"type":"x","payload":{"turn_id":"t","text":"\\"UserMessage\\""}}',
    undefined,
  ],
  ['the item of a tool', rollout().tool('t', 'UserMessage').split('\n')[1] ?? '', undefined],
])('a line: %s', (_, text, expected) => {
  expect(parseLine(Buffer.from(text))).toBe(expected);
});

test('other forms are counted and never shown; links, folders, pipes and devices are left alone', async () => {
  const shelf = await makeShelf();
  const file = await shelf.put(oneTurn('Q', 'A'));
  const day = path.dirname(file);
  const name = (id: string): string => path.join(day, `rollout-2026-11-21T23-45-31-${id}.jsonl`);
  const id = (n: number): string => newThreadId(Date.now() + n, Buffer.alloc(16, n));
  await writeFile(name(id(1)), oneTurn('old', 'A', id(1)).replace('"ordinal":0,', ''));
  await writeFile(`${name(id(2))}.zst`, 'compressed');
  await writeFile(name('0198c0de-1a2b-4c3d-8e4f-5a6b7c8d9e0f'), 'another kind of id');
  await writeFile(name(id(3)), oneTurn('the id of another', 'A', OTHER_ID));
  await writeFile(name(id(4)), Buffer.alloc(100_000));
  const outside = path.join(shelf.dir, 'outside');
  await mkdir(outside);
  await writeFile(path.join(outside, path.basename(name(id(5)))), oneTurn('outside', 'A', id(5)));
  await symlink(path.join(outside, path.basename(name(id(5)))), name(id(5)));
  await symlink(outside, path.join(shelf.sessionsDir, '2027'));
  await symlink('/dev/zero', name(id(6)));
  await mkdir(name(id(7)));
  execFileSync('mkfifo', [name(id(8))]);
  expect(await shelf.kept.list(undefined)).toMatchObject({ threads: [{ id: ID }], total: 1, skipped: 5 });
  expect(await shelf.kept.search('outside', undefined, 9)).toMatchObject({ hits: [], skipped: 5 });
  expect((await refusal(shelf.kept.load(id(5), undefined))).code).toBe('thread.unknown');
  // A folder of sessions that is a link leads out of CODEX_HOME.
  await rename(shelf.sessionsDir, path.join(shelf.dir, 'moved'));
  await symlink(path.join(shelf.dir, 'moved'), shelf.sessionsDir);
  expect(await shelf.kept.list(undefined)).toMatchObject({ threads: [], skipped: 0 });
});

test('a line without end is passed over, in little memory', async () => {
  const shelf = await makeShelf();
  const r = rollout();
  const file = await shelf.put(r.head() + r.started('t1') + r.asked('t1', 'Q'));
  await truncate(file, 40 << 20);
  await appendFile(file, `\n${r.said('t1', 'Still here')}${r.completed('t1')}`);
  expect(await shelf.kept.load(ID, undefined)).toMatchObject({ damaged: 1, turns: [{ text: 'Still here' }] });
});

test('of many sessions a few are listed, and all counted', async () => {
  const shelf = await makeShelf();
  const file = await shelf.put(oneTurn('Q', 'A'));
  const many = realTimes ? 10_000 : 200;
  await Promise.all(
    Array.from({ length: many }, async (_, n) => {
      const id = newThreadId(1_795_000_000_000 + n, Buffer.alloc(16, n));
      await writeFile(file.replace(ID, id), oneTurn(`Q${n}`, 'A', id));
    }),
  );
  const { threads, total } = await shelf.kept.list('/home/me/project', 5);
  expect([threads.length, total]).toEqual([5, many + 1]);
});

test('projects are never mixed, whatever begins alike, and a session without one is with its like', async () => {
  const shelf = await makeShelf();
  await shelf.put(oneTurn('mine alone', 'A'));
  await shelf.put(oneTurn('theirs alone', 'A', OTHER_ID, '/home/me/project/sub'), OTHER_ID);
  const homeId = ID.replace('3279', '3280');
  await shelf.put(oneTurn('nobody’s alone', 'A', homeId, '/home'), homeId);
  for (const [project, id, elsewhere] of [
    ['/home/me/project', ID, 2],
    ['/home/me/project/sub', OTHER_ID, 2],
    ['', homeId, 2],
    ['/work', undefined, 3],
  ] as const) {
    const ids = id === undefined ? [] : [id];
    const listing = await shelf.kept.list(project);
    expect([listing.threads.map((t) => t.id), listing.elsewhere]).toEqual([ids, elsewhere]);
    const { hits, total } = await shelf.kept.search('alone', project, 9);
    expect([hits.map((h) => h.about.thread_id), total]).toEqual([ids, ids.length]);
  }
  expect((await shelf.kept.list(undefined)).total).toBe(3);
  expect((await refusal(shelf.kept.load(OTHER_ID, '/home/me/project'))).code).toBe('thread.project');
  expect((await refusal(shelf.kept.load(OTHER_ID, '/work'))).code).toBe('thread.project');
  expect((await shelf.kept.load(OTHER_ID, undefined)).meta.id).toBe(OTHER_ID);
});

test('of two copies of a session the one used last counts', async () => {
  const shelf = await makeShelf();
  const file = await shelf.put(oneTurn('Q', 'old words'));
  await utimes(file, 1_795_000_000, 1_795_000_000);
  const copy = path.join(shelf.sessionsDir, 'copy');
  await mkdir(copy);
  await writeFile(path.join(copy, path.basename(file)), oneTurn('Q', 'new words'));
  expect((await shelf.kept.list(undefined)).total).toBe(1);
  expect((await shelf.kept.search('words', undefined, 9)).hits.map((h) => h.snippet)).toEqual(['new words']);
  expect((await shelf.kept.load(ID, undefined)).turns[0]?.text).toBe('new words');
});

test('a prefix names either kind, and is refused where it names two', async () => {
  const shelf = await makeShelf();
  await shelf.put(oneTurn('Q', 'A'));
  expect((await shelf.kept.load('01a20080-32', shelf.project)).meta.id).toBe(ID);
  expect((await refusal(shelf.kept.load('01a20081', shelf.project))).code).toBe('thread.unknown');
  const twin = `${ID.slice(0, 24)}00fa9a71a658`;
  await answered(shelf.threads, 'ours', 'A', await madeAs(twin, shelf), shelf.project);
  expect((await refusal(shelf.kept.load(ID.slice(0, 9), shelf.project))).code).toBe('thread.ambiguous');
  expect((await shelf.kept.load(twin, shelf.project)).source).toBeUndefined();
  expect((await shelf.kept.load(ID, shelf.project)).source).toBe('codex-cli');
  expect((await shelf.kept.load('last', shelf.project)).meta.id).toBe(twin);
});

async function madeAs(
  id: string,
  { threads, project }: Awaited<ReturnType<typeof makeShelf>>,
): Promise<string> {
  const writer = threads.beginTurn(create(threads, { id, project, title: 'T' }), question('before'));
  await writer.finish({ text: 'text' });
  return id;
}

test.each([
  ['under its own id', ID],
  ['under another', `${ID.slice(0, 24)}00fa9a71a658`],
])('a session that is recorded in a thread of ours is listed and found once: %s', async (_, ours) => {
  const shelf = await makeShelf();
  const file = await shelf.put(oneTurn('recorded question', 'recorded answer'));
  const thread = create(shelf.threads, {
    project: shelf.project,
    title: 'recorded question',
    session: ID,
    id: ours,
  });
  await shelf.threads.beginTurn(thread, question('recorded question')).finish({ text: 'recorded answer' });
  const ids = async (): Promise<unknown> => {
    const listing = await shelf.kept.list(shelf.project);
    const found = await shelf.kept.search('recorded', shelf.project, 9);
    return [
      listing.threads.map((t) => [t.id, t.source, t.session]),
      listing.total,
      found.total,
      found.hits.length,
    ];
  };
  expect(await ids()).toEqual([[[ours, 'codex-oauth', ID]], 1, 1, 1]);
  // The CLI went on without the recorder: its own file has more.
  const later = Date.now() / 1000 + 3_600;
  await utimes(file, later, later);
  expect(await ids()).toEqual([[[ID, 'codex-cli', undefined]], 1, 1, 1]);
  for (const id of [ours, ID]) expect((await shelf.kept.load(id, shelf.project)).meta.id).toBe(id);
  expect((await shelf.kept.load(ID, shelf.project)).source).toBe('codex-cli');
});

test('a session is continued as a new thread: its texts are copied, its file and its tools stay', async () => {
  const shelf = await makeShelf();
  const r = rollout();
  const turns = [
    r.head() +
      r.started('t1') +
      r.asked('t1', 'First') +
      r.said('t1', 'One') +
      r.tool('t1', 'CANARY') +
      r.completed('t1'),
    r.started('t2') + r.asked('t2', 'My password is hunter2') + r.said('t2', 'Keep it') + r.completed('t2'),
    r.started('t3') + r.asked('t3', 'Fail') + r.completed('t3', { message: 'bad' }),
  ];
  const file = await shelf.put(turns.join(''));
  const before = [
    await readFile(file, 'utf8'),
    (await stat(file)).mtimeMs,
    await readdir(path.dirname(file)),
  ];
  const copy = await shelf.kept.toContinue(ID, shelf.project);
  expect(copy).toMatchObject({ stored: false, heldBack: 1, meta: { from: ID, project: shelf.project } });
  expect(copy.meta.id).not.toBe(ID);
  await shelf.threads.beginTurn(copy, question('Next')).finish({ text: 'Three' });
  const again = await shelf.kept.load(copy.meta.id, shelf.project);
  expect(again.meta.from).toBe(ID);
  expect(again.turns.map((t) => [t.state, t.text])).toEqual([
    ['complete', 'One'],
    ['complete', 'Keep it'],
    ['complete', 'Three'],
  ]);
  const written = await readFile(path.join(shelf.threads.dir, `${copy.meta.id}.jsonl`), 'utf8');
  expect(written).not.toMatch(/hunter2|CANARY|sealed/);
  expect([
    await readFile(file, 'utf8'),
    (await stat(file)).mtimeMs,
    await readdir(path.dirname(file)),
  ]).toEqual(before);
  // It is a thread like any other now.
  expect((await shelf.kept.toContinue(copy.meta.id, shelf.project)).stored).toBe(true);
});

test('what looks like a secret is held back from a model, and shown to the user', async () => {
  const shelf = await makeShelf();
  await shelf.put(oneTurn('hunter2 is what I typed', 'You said hunter2'));
  expect(JSON.stringify(await shelf.kept.load(ID, undefined))).toContain('hunter2');
  const shown = await shelf.kept.show(ID, undefined);
  expect(JSON.stringify(shown)).not.toContain('hunter2');
  expect(shown.turns[0]?.text).toContain('a password in line 1');
  const [summary] = (await shelf.kept.list(undefined)).threads;
  expect(summary && (await shelf.kept.titleOf(summary))).not.toContain('hunter2');
});

/** A session with three turns, of which these were recorded, each with this answer. */
async function recordedIn(shelf: Shelf, answers: readonly string[], project = shelf.project) {
  const r = rollout();
  const at = (line: string): number => Date.parse(/"timestamp":"([^"]+)"/.exec(line)?.[1] ?? '');
  const starts: number[] = [];
  const turns = ['one', 'two', 'three'].map((word) => {
    const started = r.started(word);
    starts.push(at(started) + 1);
    return (
      started +
      r.asked(word, `say ${word}`) +
      (word === 'three' ? r.aborted(word) : r.said(word, word) + r.completed(word))
    );
  });
  const file = await shelf.put(r.head() + turns.join(''));
  const meta = { project, title: 'say one', session: ID, id: ID };
  for (const [i, text] of answers.entries()) {
    if (text === '') continue;
    const then = shelfIn(shelf.dir, { now: () => starts[i] ?? 0 }).threads;
    const thread = await then.load(ID, undefined).catch(() => create(then, meta));
    const ending = i === 2 ? { partial: true } : {};
    await then.beginTurn(thread, question(`say ${i}`)).finish({ text, ...ending });
  }
  const later = Date.now() / 1000 + 3_600;
  return { file, touch: () => utimes(file, later, later) };
}

test.each([
  ['all of it: its part of the stopped answer is nowhere else', ['one', 'two', 'thr'], 'codex-oauth', 'thr'],
  ['not what was said in between without the recorder', ['one', '', 'thr'], 'codex-cli', ''],
  ['not the end', ['one', 'two', ''], 'codex-cli', ''],
])('shown is what knows more. Recorded was %s', async (_, answers, source, last) => {
  const shelf = await makeShelf();
  await recordedIn(shelf, answers);
  const { source: shown = 'codex-oauth', turns } = await shelf.kept.load(ID, shelf.project);
  expect([shown, turns.length, turns.at(-1)?.text]).toEqual([source, 3, last]);
});

test('a recording in another project than its session stays in its own, whichever was used last', async () => {
  const shelf = await makeShelf();
  const { touch } = await recordedIn(shelf, ['one', '', ''], '/elsewhere');
  await touch();
  const seen = async (project: string): Promise<unknown> => {
    const { threads } = await shelf.kept.list(project);
    const { hits } = await shelf.kept.search('one', project, 9);
    const { turns } = await shelf.kept.load(ID, project);
    return [threads.map((t) => t.source), hits.length, turns.length];
  };
  expect(await seen('/elsewhere')).toEqual([['codex-oauth'], 1, 1]);
  expect(await seen(shelf.project)).toEqual([['codex-cli'], 1, 3]);
});

test('a recording is listed where its session’s file cannot be read', async () => {
  const shelf = await makeShelf();
  const { file, touch } = await recordedIn(shelf, ['one', 'two', 'thr']);
  await writeFile(file, 'another form');
  await touch();
  expect((await shelf.kept.list(shelf.project)).threads.map((t) => t.source)).toEqual(['codex-oauth']);
  expect((await shelf.kept.load(ID, shelf.project)).turns).toHaveLength(3);
});

test('a recording is continued as a copy, as its session is: it stays what the recorder wrote', async () => {
  const shelf = await makeShelf();
  await recordedIn(shelf, ['one', 'hunter2', 'thr']);
  const copy = await shelf.kept.toContinue(ID, shelf.project);
  expect(copy).toMatchObject({ stored: false, heldBack: 1, meta: { from: ID } });
  expect(copy.meta.session).toBeUndefined();
  expect(JSON.stringify(copy)).not.toContain('hunter2');
});

test('a session in which nothing was asked is not shown as if an answer came', async () => {
  const shelf = await makeShelf();
  await shelf.put(rollout().head());
  expect((await shelf.kept.list(shelf.project)).threads).toMatchObject([{ title: '', ended: true }]);
});

test('a session is never deleted, and a thread is', async () => {
  const shelf = await makeShelf();
  const file = await shelf.put(oneTurn('Q', 'A'));
  expect((await refusal(shelf.kept.remove([ID], shelf.project))).code).toBe('thread.session');
  expect(await shelf.kept.remove([ID], '/elsewhere')).toEqual([undefined]);
  expect((await stat(file)).isFile()).toBe(true);
  const id = await answered(shelf.threads, 'ours', 'A', undefined, shelf.project);
  expect(await shelf.kept.remove([id], shelf.project)).toEqual([id]);
});
