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

export const ms = (value: number | undefined): string =>
  value === undefined ? '–' : `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`;
export const mb = (bytes: number | undefined): string =>
  bytes === undefined ? '–' : `${(bytes / 1_048_576).toFixed(0)} MB`;
export const ratio = (a: number | undefined, b: number | undefined): string =>
  a === undefined || b === undefined ? '–' : `${(a / b).toFixed(2)}×`;

/** Prints rows in columns. */
export function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('   ');
  process.stdout.write(`\n${title}\n\n${[head, ...rows].map((row) => `  ${line(row)}`).join('\n')}\n`);
}
