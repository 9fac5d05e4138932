import { randomBytes } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { silentLog } from '../src/system/log.ts';
import { historyOf } from '../src/threads/history.ts';
import { serializeRecord } from '../src/threads/records.ts';
import { openThreads, type Threads } from '../src/threads/store.ts';

/**
 * What threads cost: node --import tsx bench/threads.ts
 * Loading is compared with parsing the same file's lines and nothing else, in the same run.
 */
const RUNS = 5;
const ANSWER = 'A sentence of an answer, as long as they usually are. '.repeat(30);

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function timed(action: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < RUNS; i += 1) {
    const start = performance.now();
    await action();
    times.push(performance.now() - start);
  }
  return median(times);
}

function open(dir: string): Threads {
  return openThreads({
    dir,
    enabled: true,
    retentionDays: 30,
    now: Date.now,
    randomBytes,
    pid: process.pid,
    processAlive: () => true,
    hostname: hostname(),
    log: silentLog,
  });
}

const message = (role: string, text: string): Record<string, unknown> => ({
  type: 'message',
  role,
  content: [{ type: role === 'user' ? 'input_text' : 'output_text', text }],
});

function begin(threads: Threads, id = threads.newId()): ReturnType<Threads['create']> {
  return threads.create({
    id,
    model: 'gpt-6.1-sol',
    effort: 'low',
    accountId: 'acc',
    title: 'Bench',
    cwd: '/',
  });
}

/** A thread of `count` turns, written by the store for its first turn and by hand for the others. */
async function makeThread(threads: Threads, count: number): Promise<string> {
  const thread = begin(threads);
  const { id } = thread.meta;
  const prompt = 'A question of the usual length, with some words in it?';
  const start = { model: 'gpt-6.1-sol', effort: 'low', prompt, input: message('user', prompt) };
  await threads.beginTurn(thread, start).finish({ text: ANSWER });
  const lines: string[] = [];
  for (let n = 1; n < count; n += 1) {
    const turn = threads.newId();
    const sealed = { type: 'reasoning', summary: [], encrypted_content: randomBytes(600).toString('base64') };
    lines.push(
      serializeRecord({
        type: 'turn',
        turn,
        at: Date.now(),
        model: 'gpt-6.1-sol',
        effort: 'low',
        systemPrompt: undefined,
        prompt,
        input: message('user', prompt),
        attached: [],
        pid: process.pid,
        host: hostname(),
      }),
      serializeRecord({ type: 'text', turn, offset: 0, text: ANSWER }),
      serializeRecord({
        type: 'answer',
        turn,
        model: undefined,
        text: ANSWER,
        items: [sealed, message('assistant', ANSWER)],
      }),
      serializeRecord({
        type: 'end',
        turn,
        at: Date.now(),
        partial: false,
        usage: { inputTokens: 12 },
        requestId: 'req_1',
        error: undefined,
      }),
    );
  }
  await appendFile(path.join(threads.dir, `${id}.jsonl`), lines.join(''));
  return id;
}

const ms = (value: number): string => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;

async function main(): Promise<void> {
  const base = await mkdtemp(path.join(tmpdir(), 'codex-oauth-bench-'));
  try {
    const threads = open(path.join(base, 'codex-oauth', 'threads'));
    process.stdout.write('turns    file      load      per turn   bare parse   ratio   history\n');
    for (const count of [100, 1_000, 10_000, 20_000]) {
      const id = await makeThread(threads, count);
      const file = path.join(threads.dir, `${id}.jsonl`);
      const { size } = await stat(file);
      const load = await timed(() => threads.load(id));
      const bare = await timed(async () =>
        (await readFile(file, 'utf8'))
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as unknown),
      );
      const thread = await threads.load(id);
      const history = await timed(() =>
        Promise.resolve(historyOf(thread, { model: 'gpt-6.1-sol', accountId: 'acc' })),
      );
      process.stdout.write(
        `${String(count).padEnd(8)} ${`${(size / 1e6).toFixed(1)} MB`.padEnd(9)} ${ms(load).padEnd(9)} ${ms(load / count).padEnd(10)} ${ms(bare).padEnd(12)} ${(load / bare).toFixed(2).padEnd(7)} ${ms(history)}\n`,
      );
    }

    for (let n = 0; n < 1_000; n += 1) await makeThread(threads, 1);
    process.stdout.write(`\nlist of 1,000 threads (50 shown): ${ms(await timed(() => threads.list()))}\n`);

    const pieces = Array.from({ length: 50_000 }, (_, n) => `piece of text ${n % 10} `);
    const characters = pieces.join('').length;
    let inLoop = 0;
    const whole = await timed(async () => {
      const writer = threads.beginTurn(begin(threads), {
        model: 'm',
        effort: undefined,
        prompt: 'Q',
        input: message('user', 'Q'),
      });
      const start = performance.now();
      for (const piece of pieces) writer.append(piece);
      inLoop = performance.now() - start;
      await writer.finish({});
    });
    process.stdout.write(
      `${pieces.length} pieces, ${characters} characters: ${((inLoop * 1e6) / pieces.length).toFixed(0)} ns a piece while they come, ${ms(whole)} with the end on disk\n`,
    );
    const one = async (): Promise<void> => {
      const writer = threads.beginTurn(begin(threads), {
        model: 'm',
        effort: undefined,
        prompt: 'Q',
        input: message('user', 'Q'),
      });
      writer.append(ANSWER);
      await writer.finish({ text: ANSWER });
    };
    process.stdout.write(
      `one short turn: ${ms(await timed(one))}; thirty at once: ${ms(await timed(() => Promise.all(Array.from({ length: 30 }, one))))}\n`,
    );
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

await main();
