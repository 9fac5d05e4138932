import { cpus } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import { parseArgs } from 'node:util';
import { benchFirstAnswer } from './first-answer.ts';
import { benchQuestion, benchServer } from './question.ts';
import { benchStart } from './start.ts';
import { openHomes, serveSimulator, startBackend } from './world.ts';

/**
 * What it costs: npm run bench. Every figure stands beside its yardstick, measured in turns in the same run; compare
 * the ratios, not the milliseconds. Threads have a bench of their own: node --import tsx bench/threads.ts
 */
const USAGE = `Usage: npm run bench -- [start] [question] [server] [first] [--runs 15]
CODEX_BIN=<path of codex> compares the first answer with the real codex app-server. Give the native program: the
npm package starts it through a script of Node's, which alone takes longer than its answer.
`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { runs: { type: 'string', default: '15' }, help: { type: 'boolean', default: false } },
  });
  if (values.help) return void process.stdout.write(USAGE);
  const runs = Math.max(1, Number(values.runs) || 15);
  const wants = (part: string): boolean => positionals.length === 0 || positionals.includes(part);
  const homes = await openHomes();
  const { backend, stop } = await startBackend(new URL(import.meta.url));
  process.stdout.write(
    `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cpus().length} cores\n`,
  );
  try {
    if (wants('start')) await benchStart(runs, homes, backend);
    if (wants('question')) await benchQuestion(runs, homes, backend);
    if (wants('server')) await benchServer(runs, homes, backend);
    if (wants('first')) await benchFirstAnswer(runs, homes, backend, process.env['CODEX_BIN']);
  } finally {
    await stop();
    await homes.removeAll();
  }
}

await (isMainThread ? main() : serveSimulator());
