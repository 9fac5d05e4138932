import { openRepo } from '../attach/git.ts';
import { isGitFolder } from '../attach/generated.ts';
import type { GatherOptions } from '../attach/gather.ts';
import { startGathering, type Change } from '../attach/gathering.ts';
import { readText, splitLines } from '../attach/read.ts';
import { secretName } from '../attach/secrets/names.ts';
import { openRoots } from '../attach/workspace.ts';
import { AppError } from '../system/errors.ts';
import { takingTurns } from '../system/time.ts';
import { readReview, type Finding, type Review } from './findings.ts';

/** A line that a quote may be: its number in the new file, or, for a removed one, that of the next line. */
interface Place {
  readonly line: number;
  readonly text: string;
}

/** A quote this many lines from its place still holds: models miscount. */
const NEAR = 3;
/** A shorter quote is compared with whole lines only. Characters. */
const PART_MIN = 8;
/** A shorter quote, such as `}`, is not looked for elsewhere. Characters. */
const FAR_MIN = 3;

/** As it is compared: a model may write a letter with its accent as one character or as two. */
const bare = (line: string): string => line.trim().replace(/\s+/g, ' ').normalize();

/** What a model may have meant with a quote: its first line as it is, and without what diffs and Markdown add. */
function readings(quote: string): readonly string[] {
  const lines = quote.split('\n').map(bare);
  const first = lines.find((line) => line !== '' && !line.startsWith('```')) ?? '';
  const unnumbered = first.replace(/^\d{1,9} ?(?=[-+]|\D)/, '');
  const all = [first, first.replace(/^[-+] ?/, ''), unnumbered, unnumbered.replace(/^[-+] ?/, '')];
  const more = all.map((one) => one.replace(/^`+|(?<!`)`+$/g, ''));
  return [...new Set([...all, ...more].map(bare))].filter((one) => one !== '');
}

/**
 * Compares a finding with the lines of its file: where its quote is, nearest to what it says. A quote within a line
 * counts too. Pure.
 */
function locate(finding: Finding, places: readonly Place[]): Finding {
  const { start_line: start, end_line: end } = finding;
  const quotes = readings(finding.quoted_line);
  const distance = ({ line }: Place): number => Math.max(start - line, line - end, 0);
  const has = (text: string): boolean =>
    quotes.some((quote) => text === quote || (quote.length >= PART_MIN && text.includes(quote)));
  const far = quotes.some((quote) => quote.length >= FAR_MIN);
  let best: Place | undefined;
  for (const place of places)
    if ((far || distance(place) <= NEAR) && (!best || distance(place) < distance(best)) && has(place.text))
      best = place;
  if (!best) return { ...finding, check: 'not_found' };
  const first = distance(best) === 0 ? start : best.line;
  const total = places.reduce((most, { line }) => Math.max(most, line), 1);
  const where = { start_line: first, end_line: Math.max(first, Math.min(first + end - start, total)) };
  const moved = distance(best) > NEAR && { stated_line: start };
  return { ...finding, ...where, check: moved ? 'moved' : 'holds', ...moved };
}

/** Where a quote may be: the file's lines, or else those of its diff (`12<tab>+text`), and the removed ones. */
function placesOf(
  lines: readonly string[] | undefined,
  sent: readonly string[],
  start: number,
): readonly Place[] {
  const shown: Place[] = [];
  const removed: Place[] = [];
  let next = 1;
  for (const line of sent) {
    const [, number, sign, text = ''] = /^(\d*)\t([-+ ])(.*)$/s.exec(line) ?? [];
    next = Number(/^@@ \S+ \+(\d+)/.exec(line)?.[1] ?? next) || 1;
    if (sign === '-') removed.push({ line: Math.min(next, lines?.length ?? next), text: bare(text) });
    else if (number) shown.push({ line: (next = Number(number)), text: bare(text) });
    if (number) next += 1;
  }
  const whole = lines?.map((text, i) => ({ line: i + 1, text })) ?? shown;
  // In a deleted file every place is as good.
  return whole.length === 0 ? removed.map(({ text }) => ({ line: start, text })) : [...whole, ...removed];
}

/** Names for what may be the same file, the way models write them. */
function namesOf(path: string): readonly string[] {
  const plain = path.replace(/^[`'"<]+|(?<![`'">])[`'">]+$/g, '').replace(/^(?:\.\/)+/, '');
  const all = [path, plain, plain.replace(/^[ab]\//, '')].flatMap((one) => [one, one.replaceAll('\\', '/')]);
  return [...new Set(all.flatMap((one) => [one, one.normalize(), one.normalize('NFD')]))].filter(isPlain);
}

/** True for a path below the workspace, outside git's folder, that may be looked at: judged by the text alone. */
function isPlain(name: string): boolean {
  const segments = name.split(/[\\/]/);
  if (/[\0\p{Cs}]/u.test(name) || /^(?:[\\/~]|[A-Za-z]:)/.test(name)) return false;
  return !segments.some((one) => one === '..' || one === '' || isGitFolder(one));
}

/** Reads files in the state that was reviewed, each once, with the guards of every attached file: lines as they are compared. */
async function reader(change: Change | undefined, deps: GatherOptions) {
  const { roots } = await openRoots(deps.roots, deps);
  // Nothing that it collects is sent or shown.
  const g = startGathering(deps, change ? [change.root, ...roots] : roots, new Map(), 0);
  const { state, root } = change ?? {};
  const repo = root && state !== undefined ? await openRepo(root.real, deps) : undefined;
  const textOf = async (name: string): Promise<string | undefined> => {
    if (secretName(name) !== undefined) return undefined;
    if (state === undefined) return (await readText(g, name, name, true))?.content;
    if (!repo || repo instanceof AppError) return undefined;
    // `./` makes the path relative to the workspace folder, which may be a part of the repository (gitrevisions(7)).
    const blob = await repo.run(['cat-file', 'blob', `${state}./${name}`]).catch(() => undefined);
    return blob?.code === 0 ? blob.out : undefined;
  };
  const known = new Map<string, readonly string[] | undefined>();
  return async (name: string): Promise<readonly string[] | undefined> => {
    if (!known.has(name)) {
      const text = await textOf(name);
      known.set(name, text === undefined ? undefined : splitLines(text).map(bare));
    }
    return known.get(name);
  };
}

/**
 * The review in an answer, each finding compared with the change and the workspace; undefined if there is none. What
 * is read is only compared: nothing of it gets into the findings, and nothing outside the workspace is opened.
 */
export async function checkedReview(
  answer: string,
  change: Change | undefined,
  deps: GatherOptions,
): Promise<Review | undefined> {
  const review = readReview(answer);
  if (!review) return undefined;
  const linesOf = await reader(change, deps);
  const judged = async (finding: Finding): Promise<Finding> => {
    const names = namesOf(finding.path).map((name) => change?.renamed.get(name) ?? name);
    const changed = names.find((name) => change?.files.has(name));
    for (const path of changed === undefined ? names : [changed]) {
      const lines = await linesOf(path);
      if (!lines && changed === undefined) continue;
      const sent = change?.files.get(path) ?? [];
      const found = locate({ ...finding, path }, placesOf(lines, sent, finding.start_line));
      const outside = change && changed === undefined && found.check !== 'not_found';
      return outside ? { ...found, check: 'not_in_change' } : found;
    }
    return { ...finding, check: 'no_such_file' };
  };
  const findings: Finding[] = [];
  // Hundreds of findings about files of megabytes.
  const turn = takingTurns(deps.signal);
  for (const finding of review.findings) {
    const pause = turn();
    if (pause) await pause;
    findings.push(await judged(finding));
  }
  return { ...review, findings };
}
