import { performance } from 'node:perf_hooks';

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Milliseconds that the action takes. */
export async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/**
 * Runs the contestants in turns, so that a busy moment of the machine hurts all of them, and gives each one's median.
 * What they return may be several numbers: each has its own median.
 */
export async function inTurns<Name extends string>(
  runs: number,
  contestants: Readonly<Record<Name, () => Promise<readonly number[]>>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contestants) as Name[];
  const seen = new Map<Name, number[][]>(names.map((name) => [name, []]));
  for (let run = 0; run < runs; run += 1)
    for (const name of names) seen.get(name)?.push([...(await contestants[name]())]);
  const medians = names.map((name) => {
    const all = seen.get(name) ?? [];
    return [name, (all[0] ?? []).map((_, i) => median(all.map((one) => one[i] ?? Number.NaN)))] as const;
  });
  return Object.fromEntries(medians) as Record<Name, number[]>;
}

type Unit = (value: number) => string;
export const ms: Unit = (value) => `${value < 20 ? value.toFixed(1) : value.toFixed(0)} ms`;
export const mb: Unit = (bytes) => `${(bytes / 1_048_576).toFixed(0)} MB`;

/** Whether a figure keeps its budget, and what that is. */
type Verdict = (yardstick: number, own: number) => readonly [kept: boolean, budget: string];
export const verdict = {
  ratio:
    (most: number): Verdict =>
    (yardstick, own) => [own <= yardstick * most, `≤ ${most}×`],
  extra:
    (most: number, unit: Unit): Verdict =>
    (yardstick, own) => [own <= yardstick + most, `≤ + ${unit(most)}`],
  /** In milliseconds or megabytes. */
  most:
    (most: number, unit: Unit): Verdict =>
    (_, own) => {
      const limit = unit === mb ? most * 1_048_576 : most;
      return [own <= limit, `≤ ${unit(limit)}`];
    },
};

type Row = readonly [
  name: string,
  yardstick: number | undefined,
  own: number | undefined,
  unit: Unit,
  verdict?: Verdict,
];

/** Prints rows in columns: the yardstick, ours, the ratio of the two, and the budget where there is one. */
export function table(title: string, yardstick: string, own: string, rows: readonly Row[]): void {
  const cells = rows.map(([name, a = Number.NaN, b = Number.NaN, unit, judge]) => {
    const [kept, budget] = judge?.(a, b) ?? [true, ''];
    return [name, unit(a), unit(b), `${(b / a).toFixed(2)}×`, kept ? budget : `${budget}  MISSED`];
  });
  const all = [['', yardstick, own, 'ratio', 'budget'], ...cells];
  const widths = all[0]?.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (i % 4 === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('   ');
  process.stdout.write(`\n${title}\n\n${all.map((row) => `  ${line(row).trimEnd()}`).join('\n')}\n`);
}
