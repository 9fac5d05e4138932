import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { Progress } from '../../src/ask/question.ts';
import type { Fetch } from '../../src/system/fetch.ts';
import { sleep } from '../../src/system/time.ts';
import { asker } from '../ask/asker.ts';
import { startBundle } from '../cli/support.ts';
import { makeSandbox, makeSimulator, pointAt, seedLogin } from '../support/sandbox.ts';
import { openScene } from '../support/scene.ts';
import { realTimes } from '../support/real.ts';
import { create, fileOf, makeStore, question, refusal } from './support/store.ts';

const typesIn = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { type: string }).type);

/** Enough for every moment of a question to be met: before it is sent, before its first word, between two pieces. */
const RUNS = realTimes ? 32 : 12;
/** The answer takes longer than this, start-up included. Milliseconds. */
const LATEST = 1_600;

test('what a stream brings after its question was stopped is not written', async () => {
  const simulator = await makeSimulator({ deltaDelayMs: 10, answer: () => 'word '.repeat(100) });
  // A connection that does not hear the signal goes on to its end.
  const deaf: Fetch = async (url, init) => fetch(url, { ...init, signal: null });
  const a = await asker(simulator, { deps: { fetch: deaf } });
  const stop = new AbortController();
  const onText = (): void => stop.abort();
  const error = await refusal(a.ask({}, { signal: stop.signal, onText }));
  expect(error).toMatchObject({ code: 'cancelled', details: { thread_id: expect.any(String) } });
  await sleep(1_200);
  const file = path.join(a.threads.dir, `${String(error.details['thread_id'])}.jsonl`);
  expect(typesIn(await readFile(file, 'utf8'))).toEqual(['thread', 'turn', 'answer', 'end']);
});

test('a question stopped before its first word leaves no thread, however deaf the connection', async () => {
  const simulator = await makeSimulator({ deltaDelayMs: 300 });
  const deaf: Fetch = async (url, init) => fetch(url, { ...init, signal: null });
  const a = await asker(simulator, { deps: { fetch: deaf } });
  const stop = new AbortController();
  const onProgress = ({ phase }: Progress): void => {
    if (phase === 'sending') setTimeout(() => stop.abort(), 20);
  };
  const error = await refusal(a.ask({}, { signal: stop.signal, onProgress }));
  expect(error).toMatchObject({ code: 'cancelled', details: {} });
  await sleep(900);
  expect(await readdir(a.threads.dir)).toEqual([]);
});

test('what had come of a call that the host cancelled is read as the last thread', async () => {
  const { session } = await openScene({
    simulator: { deltaDelayMs: 10, answer: () => 'word '.repeat(1_000) },
  });
  const uri = 'codex-oauth://thread/last';
  const last = async (): Promise<string> =>
    session.client.readResource({ uri }).then(
      ({ contents }) => JSON.stringify(contents),
      () => '',
    );
  const stop = new AbortController();
  const asked = session.call('codex_query', { prompt: 'A long one' }, { signal: stop.signal });
  await expect.poll(last, { timeout: 5_000 }).toContain('word word');
  stop.abort();
  await asked.catch(() => {});
  await expect.poll(last).toContain('cut short');
  expect(await last()).toContain('word word');
});

test.skipIf(process.platform === 'win32')(
  'a process that sleeps in the middle of an answer goes on with it, beside another window',
  async () => {
    const simulator = await makeSimulator({
      deltaDelayMs: 5,
      answer: ({ prompt }) => (prompt === 'Long' ? 'word '.repeat(200) : 'Short.'),
    });
    const sandbox = await makeSandbox(pointAt(simulator));
    await seedLogin(sandbox, simulator.mintTokens());
    const run = (...argv: string[]) => startBundle(sandbox.env, argv);
    const states = async (): Promise<readonly string[]> => {
      const { stdout } = await run('threads', 'show', 'last', '--json').done;
      return (JSON.parse(stdout) as { turns: { state: string }[] }).turns.map((t) => t.state);
    };
    await run('ask', 'First').done;
    const asleep = run('ask', '--thread', 'last', 'Long');
    await expect.poll(states, { timeout: 5_000 }).toHaveLength(2);
    asleep.kill('SIGSTOP');
    expect(await states()).toEqual(['complete', 'writing']);
    expect((await run('ask', '--thread', 'last', 'Beside').done).stdout).toContain('Short.');
    asleep.kill('SIGCONT');
    expect((await asleep.done).code).toBe(0);
    expect(await states()).toEqual(['complete', 'complete', 'complete']);
  },
);

test('a turn ends once, and takes nothing more', async () => {
  const threads = await makeStore();
  const thread = create(threads);
  const writer = threads.beginTurn(thread, question('Q'));
  writer.append('One');
  const ends = [writer.finish({}), writer.finish({ partial: true })];
  writer.append(' two');
  await Promise.all([...ends, threads.flush(), writer.flush()]);
  writer.append(' three');
  await writer.flush();
  expect(typesIn(await readFile(fileOf(threads, thread.meta.id), 'utf8'))).toEqual([
    'thread',
    'turn',
    'answer',
    'end',
  ]);
  expect((await threads.load(thread.meta.id, undefined)).turns).toMatchObject([
    { state: 'complete', text: 'One' },
  ]);
});

test('a question stopped at any moment ends its thread, or leaves none', { timeout: 60_000 }, async () => {
  const answer = (): string => Array.from({ length: 3_000 }, (_, n) => `word${n}`).join(' ');
  const simulator = await makeSimulator({ deltaDelayMs: 3, answer });
  const sandbox = await makeSandbox(pointAt(simulator));
  await seedLogin(sandbox, simulator.mintTokens());
  const threadsDir = path.join(path.dirname(sandbox.authFile), 'codex-oauth', 'threads');

  const ended: { at: number; code: number | null; stdout: string; stderr: string }[] = [];
  const one = async (n: number): Promise<void> => {
    const { kill, done } = startBundle(sandbox.env, ['ask', `Question ${n}`]);
    const at = (LATEST * (n + Math.random())) / RUNS;
    await sleep(at);
    kill('SIGINT');
    ended.push({ at, ...(await done) });
  };
  for (let n = 0; n < RUNS; n += 2) await Promise.all([one(n), one(n + 1)]);

  const names = await readdir(threadsDir);
  for (const name of names) {
    const types = typesIn(await readFile(path.join(threadsDir, name), 'utf8'));
    // The end is the last of the records, and stands there once; a thread that is kept holds some of the answer.
    expect(types.indexOf('end'), `${name}: ${types.join(' ')}`).toBe(types.length - 1);
    expect(types).toContain('answer');
  }
  console.log(
    ended.map((e) => [Math.round(e.at), e.code, e.stdout.length, e.stderr]),
    names.length,
  );
});
