/** What was looked at: names, ranges and reasons, no contents. */
export interface LookReceipt {
  readonly files: readonly { readonly path: string; readonly ranges: readonly Range[] }[];
  readonly listed: readonly string[];
  readonly searched: readonly { readonly pattern: string; readonly matches: number }[];
  readonly git: readonly string[];
  readonly refused: readonly { readonly what: string; readonly reason: string }[];
  readonly bytes: number;
}

type Range = readonly [first: number, last: number];

/** Sorted, with what overlaps or touches joined. Pure. */
export function mergeRanges(ranges: readonly Range[]): readonly Range[] {
  const merged: Range[] = [];
  for (const [first, last] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before && first <= before[1] + 1) merged[merged.length - 1] = [before[0], Math.max(before[1], last)];
    else merged.push([first, last]);
  }
  return merged;
}

export type Receipt = ReturnType<typeof openReceipt>;

/** Collects what the calls of one question show. Every text comes in as it may be shown. */
export function openReceipt() {
  const files = new Map<string, readonly Range[]>();
  const listed = new Set<string>();
  const searched = new Map<string, number>();
  const git = new Set<string>();
  const refused = new Map<string, LookReceipt['refused'][number]>();
  const read = (path: string, ranges: readonly Range[]): void =>
    void files.set(path, mergeRanges([...(files.get(path) ?? []), ...ranges]));
  const refuse = (what: string, reason: string): void =>
    void refused.set(`${what}\0${reason}`, { what, reason });
  const show = (bytes: number): LookReceipt => ({
    files: [...files].map(([path, ranges]) => ({ path, ranges })),
    listed: [...listed],
    searched: [...searched].map(([pattern, matches]) => ({ pattern, matches })),
    git: [...git],
    refused: [...refused.values()],
    bytes,
  });
  return { read, listed, searched, git, refuse, show };
}
