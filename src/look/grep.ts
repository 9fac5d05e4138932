import { splitLines } from '../attach/read.ts';
import type { JsonObject } from '../system/json.ts';
import { plural } from '../system/wording.ts';
import { count, list, record, text } from './arguments.ts';
import { clipped, plain, type Call, type LookTool, type Spot } from './call.ts';
import { compilePattern, openSearcher, type Hits, type Pattern } from './pattern.ts';

/** Files read and searched together. */
const BATCH = 64;
/** Characters of them: a batch of large files ends early. */
const BATCH_CHARS = 8_000_000;
/** For all files of one call. */
const WALL_MS = 30_000;
/** Lines shown in all. */
const SHOWN_MAX = 500;
/** Characters shown of one line. */
const LINE_MAX = 300;

const listOf = (args: JsonObject, key: string): readonly string[] => (args[key] ?? []) as readonly string[];

export const GREP: LookTool = {
  name: 'grep',
  description:
    'Finds lines by regular expressions in the syntax of ripgrep ((?i) at the beginning ignores case). Needs patterns, each searched for itself. ' +
    'Optional: paths (files, folders, globs; else the whole project) and context (lines around each match). Ignored, binary and withheld files are skipped.',
  parameters: record(
    {
      patterns: list(text('A regular expression for one line'), 20),
      paths: list(text('A file, a folder or a glob'), 20),
      context: count('Lines before and after a match', 20, 0),
    },
    ['patterns'],
  ),
  says: (args) => `searching for ${plain(listOf(args, 'patterns').join(', ').slice(0, 80))}`,
  async run(args, call) {
    const patterns: (readonly [written: string, compiled: Pattern])[] = [];
    for (const pattern of listOf(args, 'patterns')) {
      const compiled = compilePattern(pattern);
      if (typeof compiled === 'string') await call.refuse(pattern, `not a usable pattern: ${compiled}`);
      else patterns.push([pattern, compiled]);
    }
    const spots = new Map<string, Spot>();
    const paths = listOf(args, 'paths');
    for (const name of paths.length > 0 ? paths : ['.'])
      for (const spot of (await call.files(name)) ?? []) spots.set(spot.real, spot);
    if (patterns.length === 0 || spots.size === 0) return;
    const sorted = [...spots.values()].sort((a, b) => (a.shown < b.shown ? -1 : 1));
    const context = typeof args['context'] === 'number' ? args['context'] : 0;
    await searchAll(sorted, patterns, context, call);
  },
};

async function searchAll(
  spots: readonly Spot[],
  patterns: readonly (readonly [string, Pattern])[],
  context: number,
  call: Call,
): Promise<void> {
  const searcher = openSearcher(
    patterns.map(([, compiled]) => compiled),
    call,
  );
  const skipped = new Map<string, number>();
  const counts = patterns.map(() => 0);
  const state = { shown: 0, total: 0, files: 0, searched: 0 };
  const started = performance.now();
  try {
    while (state.searched < spots.length) {
      if (performance.now() - started > WALL_MS) break;
      const texts = await readBatch(spots.slice(state.searched, state.searched + BATCH), skipped, call);
      const all = await searcher.search(texts);
      if (!all) break;
      for (const [i, hits] of all.entries()) {
        const spot = spots[state.searched + i];
        if (!hits || !spot) continue;
        state.total += hits.total;
        state.files += 1;
        for (const [n, found] of hits.counts.entries()) counts[n] = (counts[n] ?? 0) + found;
        await showHits(spot, splitLines(texts[i] ?? ''), hits, context, state, call);
      }
      state.searched += texts.length;
    }
  } finally {
    searcher.close();
  }
  const { searched, shown, total, files } = state;
  const whole = searched === spots.length;
  for (const [n, [written]] of patterns.entries()) {
    const pattern = await call.safe(written);
    call.receipt.searched.set(pattern, counts[n] ?? 0);
    const where = whole ? '' : ` in the first ${plural(searched, 'file')}`;
    call.page.note(`${pattern}: ${plural(counts[n] ?? 0, 'line')}${where}.`);
  }
  if (!whole)
    call.page.note(
      `Searching took too much time or memory and ended after ${searched} of ${plural(spots.length, 'file')}: use simpler patterns, or paths.`,
    );
  if (shown < total)
    call.page.note(`Shown are ${shown} of ${plural(total, 'line')} in ${plural(files, 'file')}.`);
  for (const [reason, n] of skipped) call.page.note(`Not searched: ${plural(n, 'file')} (${reason}).`);
}

/** The texts of the next files; an empty one for a file that is skipped, which is counted by its reason. */
async function readBatch(spots: readonly Spot[], skipped: Map<string, number>, call: Call) {
  const texts: string[] = [];
  let chars = 0;
  // A few at a time: the disk answers them together, and a batch of large files stays small.
  for (let at = 0; at < spots.length && chars < BATCH_CHARS; at += 16) {
    const read = await Promise.all(spots.slice(at, at + 16).map((spot) => call.textOf(spot)));
    for (const { content = '', why } of read) {
      if (why !== undefined) skipped.set(why, (skipped.get(why) ?? 0) + 1);
      chars += content.length;
      texts.push(content);
    }
  }
  return texts;
}

/** `12:` before a line that matches, `12-` before one of its context. */
async function showHits(
  { shown }: Spot,
  lines: readonly string[],
  hits: Hits,
  context: number,
  state: { shown: number },
  call: Call,
): Promise<void> {
  const matches = new Set(hits.lines.slice(0, SHOWN_MAX - state.shown));
  if (matches.size === 0 || call.page.left() === 0) return;
  const name = await call.safe(shown);
  const around = new Set<number>();
  for (const n of matches)
    for (let i = Math.max(1, n - context); i <= Math.min(lines.length, n + context); i += 1) around.add(i);
  if (!call.page.add(`--- ${name}: ${plural(hits.total, 'line')} ---`)) return;
  let before = 0;
  const seen: [number, number][] = [];
  for (const n of [...around].sort((a, b) => a - b)) {
    const gap = context > 0 && before > 0 && n > before + 1 ? '--\n' : '';
    if (!call.page.add(`${gap}${n}${matches.has(n) ? ':' : '-'}${clipped(lines[n - 1] ?? '', LINE_MAX)}`))
      break;
    if (matches.has(n)) state.shown += 1;
    seen.push([n, n]);
    before = n;
  }
  call.receipt.read(name, seen);
}
