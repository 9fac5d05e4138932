import { randomBytes } from 'node:crypto';
import { appendFile, readFile, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { silentLog } from '../src/system/log.ts';
import { serializeRecord } from '../src/threads/records.ts';
import { openThreads, type Threads } from '../src/threads/store.ts';
import { median, ms, timed } from './stats.ts';
import { withFolder } from './world.ts';

/**
 * What threads cost: node --import tsx bench/threads.ts
 * Loading is compared with parsing the same file's lines and nothing else, a turn with one in an empty folder.
 */
const RUNS = 7;
const ANSWER = 'A sentence of an answer, as long as they usually are. '.repeat(30);
const ASKED = {
  model: 'gpt-6.1-sol',
  effort: 'low',
  prompt: 'A question of the usual length, with some words?',
};
const INPUT = { type: 'message', role: 'user', content: [{ type: 'input_text', text: ASKED.prompt }] };

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
    everyProject: false,
    log: silentLog,
  });
}

const often = async (action: () => Promise<unknown>): Promise<number> => {
  const times: number[] = [];
  for (let i = 0; i < RUNS; i += 1) times.push(await timed(action));
  return median(times);
};

/** A new thread with one turn. */
async function oneTurn(threads: Threads): Promise<string> {
  const about = { ...ASKED, id: threads.newId(), accountId: 'acc', title: 'Bench', cwd: '/', project: '' };
  const writer = threads.beginTurn(threads.create(about), { ...ASKED, input: INPUT });
  writer.append(ANSWER);
  await writer.finish({ text: ANSWER });
  return about.id;
}

function turnLines(turn: string): string {
  const items = [{ type: 'reasoning', encrypted_content: randomBytes(600).toString('base64') }];
  const who = { pid: process.pid, host: hostname(), systemPrompt: undefined, attached: [] };
  const end = {
    partial: false,
    usage: { inputTokens: 12 },
    requestId: 'req_1',
    error: undefined,
    answerSha256: undefined,
  };
  return [
    serializeRecord({ type: 'turn', turn, at: Date.now(), ...ASKED, ...who, input: INPUT }),
    serializeRecord({ type: 'text', turn, offset: 0, text: ANSWER }),
    serializeRecord({ type: 'answer', turn, model: undefined, text: ANSWER, items }),
    serializeRecord({ type: 'end', turn, at: Date.now(), ...end }),
  ].join('');
}

await withFolder(async (folder) => {
  const threads = open(path.join(folder, 'threads'));
  process.stdout.write('turns    file      load      bare parse   ratio\n');
  for (const count of [100, 1_000, 10_000]) {
    const id = await oneTurn(threads);
    const file = path.join(threads.dir, `${id}.jsonl`);
    await appendFile(file, Array.from({ length: count }, () => turnLines(threads.newId())).join(''));
    const load = await often(() => threads.load(id, undefined));
    const bare = await often(async () => {
      for (const line of (await readFile(file, 'utf8')).split('\n')) if (line !== '') JSON.parse(line);
    });
    const size = `${((await stat(file)).size / 1e6).toFixed(1)} MB`;
    const ratio = `${(load / bare).toFixed(2)}×`;
    process.stdout.write(
      `${String(count).padEnd(8)} ${size.padEnd(9)} ${ms(load).padEnd(9)} ${ms(bare).padEnd(12)} ${ratio}\n`,
    );
  }
  const few = await often(() => oneTurn(threads));
  for (let n = 0; n < 2_000; n += 1) await oneTurn(threads);
  const many = await often(() => oneTurn(open(threads.dir)));
  process.stdout.write(
    `\none turn: ${ms(few)} beside few threads, ${ms(many)} beside 2,000, in a new process's store` +
      `\nlist of 2,000 threads, 50 shown: ${ms(await often(() => threads.list(undefined)))}\n`,
  );
});
