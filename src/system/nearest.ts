/** The edit distance of two words: a character added, removed, changed, or two swapped (Damerau). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The candidate that was probably meant; undefined if none is close. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  const started = wanted.length >= 2 ? candidates.filter((c) => c.startsWith(wanted)) : [];
  if (started.length === 1) return started[0];
  const ranked = candidates.map((c) => ({ c, d: distance(wanted, c) })).sort((x, y) => x.d - y.d);
  const [best] = ranked;
  return best && best.d <= Math.max(1, Math.floor(Math.max(wanted.length, best.c.length) / 3))
    ? best.c
    : undefined;
}
