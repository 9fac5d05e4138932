import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { INITIALIZE, startChild, type Command } from './child.ts';
import { inTurns, mb, median, ms, ratio, table } from './stats.ts';
import { bareEnv, BUNDLE, ours, type Backend, type Homes } from './world.ts';

/** [initialize, tools/list, exit] in milliseconds. */
async function startOnce(command: Command): Promise<readonly number[]> {
  const child = startChild(command);
  await child.call('initialize', INITIALIZE);
  const initialized = child.elapsed();
  child.notify('notifications/initialized');
  await child.call('tools/list');
  const listed = child.elapsed();
  return [initialized, listed, await child.end()];
}

async function idleMemory(command: Command): Promise<number> {
  const child = startChild(command);
  await child.call('initialize', INITIALIZE);
  child.notify('notifications/initialized');
  await child.call('tools/list');
  await sleep(1_000);
  const memory = child.memory() ?? Number.NaN;
  await child.end();
  return memory;
}

/** Start, end and memory of a server that nobody asks anything, beside one that can do nothing. */
export async function benchStart(runs: number, homes: Homes, backend: Backend): Promise<void> {
  const home = await homes.make();
  const floor: Command = {
    command: process.execPath,
    args: [path.resolve('bench/floor.mjs')],
    env: bareEnv(home),
  };
  const own = await ours(home, backend);
  await startOnce(own);
  const seen = await inTurns(runs, { floor: () => startOnce(floor), own: () => startOnce(own) });
  const memory = { floor: [] as number[], own: [] as number[] };
  for (let i = 0; i < 3; i += 1) {
    memory.floor.push(await idleMemory(floor));
    memory.own.push(await idleMemory(own));
  }
  const row = (name: string, at: number): string[] => [
    name,
    ms(seen.floor[at]),
    ms(seen.own[at]),
    ratio(seen.own[at], seen.floor[at]),
  ];
  const idle = [median(memory.floor), median(memory.own)] as const;
  table(
    `Start and end (median of ${runs}, ${path.relative('.', BUNDLE)})`,
    ['', 'hand-written', 'codex-oauth', 'ratio'],
    [
      row('spawn → initialize', 0),
      row('spawn → tools/list', 1),
      row('end of stdin → gone', 2),
      ['idle memory', mb(idle[0]), mb(idle[1]), ratio(idle[1], idle[0])],
    ],
  );
}
