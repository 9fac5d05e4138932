import { cpus } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread } from 'node:worker_threads';
import { appServer, bare, type Contestant, exec, ours } from './contestants.ts';
import { inTurns, mb, ms, table, timed, verdict } from './stats.ts';
import { type Backend, inOwnNetwork, serveSimulator, startBackend, withFolder } from './world.ts';

/**
 * What it costs: npm run bench. Every figure stands beside its yardstick, measured in turns in the same run, as users
 * get it: processes on their default addresses over TLS. Compare the ratios, not the milliseconds.
 */
const USAGE = `Usage: npm run bench -- [start] [answer] [tasks] [many] [codex] [--runs 15]
CODEX_BIN=<path of codex> compares the first answer with the real codex app-server. Give the native program: the
npm package starts it through a script of Node's, which alone takes longer than its answer. The word codex
measures what it costs to run it by start codex. Linux only.
`;

interface Bench {
  readonly runs: number;
  readonly backend: Backend;
  /** A new folder's path each time. */
  readonly home: () => string;
  readonly codex: string | undefined;
}

const MODERN = Number(process.versions.node.split('.')[0]) >= 22;

/** Start, end and memory of an idle server, compared with one that does nothing. */
async function benchStart({ runs, backend, home }: Bench): Promise<void> {
  const once = async (start: Contestant, at: string, idle = 0): Promise<readonly number[]> => {
    const { child, params } = await start(at);
    const greeted = child.elapsed();
    await child.call('tools/list', params);
    const listed = child.elapsed();
    await sleep(idle);
    return [greeted, listed, child.memory(), await child.end()];
  };
  // No certificates: nothing is asked, and an extra one costs 25 ms at every start of Node 20.
  const [floor, own, used] = [bare(backend, false), ours(backend, false), home()];
  const newer = ours(backend, false, 'newer');
  const all = (idle = 0) => ({
    floor: () => once(floor, used, idle),
    own: () => once(own, used, idle),
    newer: () => once(newer, used, idle),
  });
  // The second start finds the compiled code of the first one's idle moment.
  for (let i = 0; i < 2; i += 1) for (const one of [own, newer]) await once(one, used, 500);
  const seen = await inTurns(runs, all());
  const idle = await inTurns(3, all(1_000));
  table('Start and end', 'hand-written', 'codex-oauth', [
    ['spawn → initialize', seen.floor[0], seen.own[0], ms],
    ['spawn → tools/list', seen.floor[1], seen.own[1], ms, verdict.ratio(MODERN ? 2 : 3)],
    ['the same in MCP 2026-07-28', seen.floor[1], seen.newer[1], ms, verdict.ratio(MODERN ? 2 : 3)],
    ['idle memory after a second', idle.floor[2], idle.own[2], mb, verdict.most(60, mb)],
    ['the same in MCP 2026-07-28', idle.floor[2], idle.newer[2], mb, verdict.most(60, mb)],
    ['end of stdin → gone', seen.floor[3], seen.own[3], ms, verdict.most(100, ms)],
  ]);
}

/** From nothing to an answer, and the next one. */
async function benchAnswer({ runs, backend, home, codex }: Bench): Promise<void> {
  const once = async (start: Contestant, at: string, idle = 0): Promise<readonly number[]> => {
    const { child, ask } = await start(at);
    await sleep(idle);
    const before = child.elapsed();
    await ask('Why?');
    const first = child.elapsed();
    const memory = child.memory();
    const second = await timed(() => ask('And why?'));
    await child.end();
    return [first, second, memory, first - before];
  };
  const [own, used] = [ours(backend), home()];
  const server = codex && appServer(backend, codex);
  for (let i = 0; i < 2; i += 1) await Promise.all([once(own, used), server && once(server, used)]);
  const seen = await inTurns(runs, {
    bare: () => once(bare(backend), used),
    own: () => once(own, used),
    codex: async () => (server ? once(server, used) : []),
    ownNew: () => once(own, home()),
    codexNew: async () => (server ? once(server, home()) : []),
  });
  const idle = await inTurns(Math.ceil(runs / 3), {
    bare: () => once(bare(backend), used, 1_500),
    own: () => once(own, used, 1_500),
  });
  table('From spawn to the answer, over TLS', 'bare fetch', 'codex-oauth', [
    ['spawn → first answer', seen.bare[0], seen.own[0], ms],
    ['first question after 1.5 s of idleness', idle.bare[3], idle.own[3], ms],
    ['second question', seen.bare[1], seen.own[1], ms, verdict.extra(5, ms)],
    ['memory after a question', seen.bare[2], seen.own[2], mb, verdict.most(80, mb)],
  ]);
  if (!server) return void process.stdout.write('\n  No CODEX_BIN: not compared with the real app-server.\n');
  table('Beside the real codex app-server', 'app-server', 'codex-oauth', [
    ['spawn → first answer', seen.codex[0], seen.own[0], ms, verdict.ratio(MODERN ? 1 : 1.2)],
    ['spawn → first answer, new home', seen.codexNew[0], seen.ownNew[0], ms],
    ['second question', seen.codex[1], seen.own[1], ms],
    ['memory after a question', seen.codex[2], seen.own[2], mb],
  ]);
}

/** Many and long answers in one process. */
async function benchMany({ runs, backend, home }: Bench): Promise<void> {
  const [yard, own] = await Promise.all([bare(backend)(home()), ours(backend)(home())]);
  for (const { ask } of [yard, own]) for (let i = 0; i < 5; i += 1) await ask('Why?');
  const both = (times: number, use: (ask: (prompt: string) => Promise<void>) => Promise<unknown>) =>
    inTurns(times, {
      yard: async () => [await timed(() => use(yard.ask))],
      own: async () => [await timed(() => use(own.ask))],
    });
  const long = await both(Math.ceil(runs / 3), (ask) => ask('size:100000'));
  const huge = await both(Math.ceil(runs / 5), (ask) => ask('size:1000000'));
  const atOnce = await both(Math.ceil(runs / 3), (ask) =>
    Promise.all(Array.from({ length: 30 }, () => ask('size:10000'))),
  );
  table('Warm, in one process', 'bare fetch', 'codex-oauth', [
    ['one answer of 100 kB', long.yard[0], long.own[0], ms],
    ['one answer of 1 MB', huge.yard[0], huge.own[0], ms],
    ['30 at once, 10 kB each', atOnce.yard[0], atOnce.own[0], ms],
  ]);
  await yard.child.end();
  await own.child.end();
  const { child, ask } = await ours(backend)(home());
  const memory: string[] = [];
  for (let i = 1; i <= 1_500; i += 1) {
    await ask('Why?');
    if (i % 300 === 0) memory.push(`${i}: ${mb(child.memory())}`);
  }
  await child.end();
  process.stdout.write(`\n  memory after so many questions in one process: ${memory.join(', ')}\n`);
}

/** The real CLI by itself and through our recording proxy. */
async function benchCodex({ runs, backend, home, codex }: Bench): Promise<void> {
  if (codex === undefined) throw new Error('CODEX_BIN names no program');
  const [alone, through] = [exec(backend, codex, false), exec(backend, codex, true)];
  const [one, two] = [home(), home()];
  const both = (prompt: string) =>
    inTurns(runs, {
      alone: async () => [await timed(() => alone(one, prompt))],
      through: async () => [await timed(() => through(two, prompt))],
    });
  await both('Why?');
  const [short, long] = [await both('Why?'), await both('size:100000')];
  table('codex exec, from spawn to its end', 'by itself', 'start codex', [
    ['a short answer', short.alone[0], short.through[0], ms],
    ['an answer of 100 kB', long.alone[0], long.through[0], ms],
  ]);
}

/** What it costs that a question outlives its server: the start of one more process. */
async function benchTasks({ runs, backend, home }: Bench): Promise<void> {
  const used = home();
  const once = async (tasks: boolean): Promise<readonly number[]> => {
    const { child, ask } = await ours(backend, true, tasks ? 'tasks' : 'older')(used);
    await sleep(300);
    const before = child.elapsed();
    await ask('Why?');
    const first = child.elapsed() - before;
    const second = await timed(() => ask('And why?'));
    await child.end();
    return [first, second];
  };
  for (const tasks of [false, true]) await once(tasks);
  const seen = await inTurns(runs, { own: () => once(false), worker: () => once(true) });
  table('A question as a task', 'in the server', 'in a worker', [
    ['first answer of a running server', seen.own[0], seen.worker[0], ms],
    ['second question', seen.own[1], seen.worker[1], ms],
  ]);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: 'string', default: '15' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) return void process.stdout.write(USAGE);
  const folder = process.env['BENCH_FOLDER'];
  if (folder === undefined) {
    process.exitCode = (await withFolder(inOwnNetwork)) ?? 1;
    return;
  }
  const wants = (part: string): boolean => positionals.length === 0 || positionals.includes(part);
  const { backend, stop } = await startBackend(new URL(import.meta.url), folder);
  let homes = 0;
  const bench: Bench = {
    runs: Math.max(1, Number(values.runs) || 15),
    backend,
    home: () => path.join(folder, String((homes += 1))),
    codex: process.env['CODEX_BIN'],
  };
  process.stdout.write(`Node ${process.versions.node}, ${cpus().length} cores, median of ${bench.runs}\n`);
  try {
    if (wants('start')) await benchStart(bench);
    if (wants('answer')) await benchAnswer(bench);
    if (wants('tasks')) await benchTasks(bench);
    if (wants('many')) await benchMany(bench);
    if (positionals.includes('codex')) await benchCodex(bench);
  } finally {
    await stop();
  }
}

await (isMainThread ? main() : serveSimulator());
