import type { Paint } from '../terminal/paint.ts';
import { padEnd, width } from '../terminal/width.ts';

/** Label and value per line, the values in one column. */
export function renderPairs(pairs: readonly (readonly [string, string])[], paint: Paint): string {
  const first = Math.max(...pairs.map(([label]) => width(label))) + 2;
  return pairs.map(([label, value]) => `${paint.dim(padEnd(label, first))}${value}`).join('\n');
}

/** Rows in aligned columns under a head; the last column is not padded. */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  paint: Paint,
): string {
  const widths = head.map((h, i) => Math.max(width(h), ...rows.map((r) => width(r[i] ?? ''))));
  const line = (cells: readonly string[]): string =>
    cells
      .map((c, i) => (i === cells.length - 1 ? c : padEnd(c, widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [paint.dim(line(head)), ...rows.map(line)].join('\n');
}

/** `████████░░░░` of `cells` characters; green, then yellow from 75 %, then red from 90 %. */
export function renderBar(percent: number, cells: number, paint: Paint): string {
  const clamped = Math.min(100, Math.max(0, percent));
  const full = Math.round((clamped / 100) * cells);
  const colour = clamped >= 90 ? paint.red : clamped >= 75 ? paint.yellow : paint.green;
  return colour('█'.repeat(full)) + paint.dim('░'.repeat(cells - full));
}
