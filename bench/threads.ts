import { randomBytes } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { appendFile, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { silentLog } from '../src/system/log.ts';
import { serializeRecord } from '../src/threads/records.ts';
import { openThreads, type Threads } from '../src/threads/store.ts';
import { median, ms, timed } from './stats.ts';
import { withFolder } from './world.ts';

/**
 * What threads cost: node --import tsx bench/threads.ts
 * What finding costs, among 200,000 turns: node --import tsx bench/threads.ts search
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

function turnLines(turn: string, prompt = ASKED.prompt, answer = ANSWER): string {
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
    serializeRecord({ type: 'turn', turn, at: Date.now(), ...ASKED, prompt, ...who, input: INPUT }),
    serializeRecord({ type: 'text', turn, offset: 0, text: answer }),
    serializeRecord({ type: 'answer', turn, model: undefined, text: answer, items }),
    serializeRecord({ type: 'end', turn, at: Date.now(), ...end }),
  ].join('');
}

const WORDS = Array.from({ length: 20_000 }, (_, i) => (i * 7919 + 104729).toString(36));
/** A text in which few words are common and many are rare. */
const words = (n: number): string =>
  Array.from({ length: n }, () => WORDS[Math.floor(WORDS.length * Math.random() ** 3)]).join(' ');

const BUNDLE = path.resolve('dist/codex-oauth.js');
const THREADS = 10_000;
const TURNS = 10;

/** A session as the Codex CLI 0.169.0 writes it (docs/sessions.md), with what is not read beside the messages. */
function sessionLines(id: string, cwd: string): string {
  let ordinal = 0;
  const line = (type: string, payload: object): string =>
    `${JSON.stringify({ timestamp: new Date().toISOString(), ordinal: ordinal++, type, payload })}\n`;
  const item = (turn: string, type: string, text: string): string =>
    line('event_msg', {
      type: 'item_completed',
      turn_id: turn,
      item: { type, content: [{ type: 'text', text }] },
    });
  const instructions = 'Instructions of the model. '.repeat(800);
  const lines = [
    line('session_meta', { id, timestamp: new Date().toISOString(), cwd, base_instructions: instructions }),
  ];
  for (let n = 0; n < TURNS; n += 1) {
    const turn = `${id}-${n}`;
    const [question, answer] = [words(12), words(200)];
    const tool = line('response_item', { type: 'function_call_output', call_id: 'c', output: words(400) });
    const said = (role: string, text: string): string =>
      line('response_item', { type: 'message', role, content: [{ type: 'output_text', text }] });
    lines.push(
      line('event_msg', { type: 'task_started', turn_id: turn }),
      line('turn_context', { turn_id: turn, model: 'gpt-5.5' }),
      said('user', question) + item(turn, 'UserMessage', question),
      tool + said('assistant', answer) + item(turn, 'AgentMessage', answer),
      line('event_msg', { type: 'task_complete', turn_id: turn }),
    );
  }
  return lines.join('');
}

/** 200,000 turns, half of them of the Codex CLI, and the time of a whole process for each command. */
async function searchBench(folder: string): Promise<void> {
  const [home, cwd] = [path.join(folder, 'codex'), path.join(folder, 'project')];
  const threads = open(path.join(folder, '.claude/codex-oauth/threads'));
  const days = path.join(home, 'sessions/2026/11/21');
  await Promise.all([cwd, days, threads.dir].map((dir) => mkdir(dir, { recursive: true })));
  const about = { effort: 'low', accountId: 'acc', title: 'Bench', cwd, project: cwd };
  for (let n = 0; n < THREADS; n += 1) {
    const [ours, theirs] = [threads.newId(), threads.newId()];
    const head = serializeRecord({
      type: 'thread',
      version: 1,
      id: ours,
      at: Date.now(),
      model: ASKED.model,
      ...about,
    });
    const turns = Array.from({ length: TURNS }, () => turnLines(threads.newId(), words(12), words(200)));
    await writeFile(path.join(threads.dir, `${ours}.jsonl`), head + turns.join(''));
    await writeFile(
      path.join(days, `rollout-2026-11-21T00-00-00-${theirs}.jsonl`),
      sessionLines(theirs, cwd),
    );
  }
  const files = [threads.dir, days].flatMap((dir) => readdirSync(dir).map((name) => path.join(dir, name)));
  let bytes = 0;
  const reading = await timed(async () => {
    for (const file of files) bytes += readFileSync(file).length;
  });
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, CODEX_HOME: home };
  const run = (node: string, ...args: readonly string[]) =>
    timed(async () => {
      const { status, stderr } = spawnSync(node, [BUNDLE, 'threads', ...args], {
        env,
        cwd,
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(stderr);
    });
  process.stdout.write(
    `${files.length} files, ${THREADS * TURNS * 2} turns, ${(bytes / 1e6).toFixed(0)} MB\n`,
  );
  process.stdout.write(`reading the files          ${ms(reading)}\n`);
  const row = (name: string, time: number): void =>
    void process.stdout.write(`${name.padEnd(26)} ${ms(time).padEnd(9)} ${(time / reading).toFixed(2)}×\n`);
  const rare = WORDS.at(-2) ?? '';
  const common = WORDS[0] ?? '';
  row('help (the process alone)', await run(process.execPath, '--help'));
  row('import and first search', await run(process.execPath, 'search', rare));
  for (const [name, ...query] of [
    ['a rare word', rare],
    ['a common word', common],
    ['two words', rare, common],
  ])
    row(`search: ${name}`, await often(() => run(process.execPath, 'search', ...query)));
  row('list', await often(() => run(process.execPath, 'list')));
}

/** `search` fills the disk with gigabytes for minutes, so it has to be named. */
const bench = process.argv[2] === 'search' ? searchBench : loadBench;

async function loadBench(folder: string): Promise<void> {
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
}

await withFolder(bench);
