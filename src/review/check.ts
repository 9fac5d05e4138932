import { openRepo, type Repo } from '../attach/git.ts';
import { isGitFolder } from '../attach/generated.ts';
import { startGathering, type Change, type GatherDeps } from '../attach/gathering.ts';
import { readText, splitLines } from '../attach/read.ts';
import { secretName } from '../attach/secrets/names.ts';
import { openRoots, type Machine } from '../attach/workspace.ts';
import { AppError } from '../system/errors.ts';
import { takingTurns } from '../system/time.ts';
import type { Check, Finding, Review } from './findings.ts';

/** What a check needs: the workspace of the question, as `gather` opens it. */
interface CheckDeps extends GatherDeps, Machine {
  readonly roots: readonly string[];
}

/** A line that a quote may be: its number in the new file, or, for a removed one, that of the next line. */
interface Place {
  readonly line: number;
  /** With single spaces. */
  readonly text: string;
}

/** A quote this many lines from its place still holds: models miscount. */
const NEAR = 3;
/** A shorter quote is compared with whole lines only. Characters. */
const PART_MIN = 8;
/** A shorter quote, such as `}`, is not looked for elsewhere. Characters. */
const FAR_MIN = 3;

const bare = (line: string): string => line.trim().replace(/\s+/g, ' ');

/** What a model may have meant with a quote: its first line as it is, and without what diffs and Markdown add. */
function readings(quote: string): readonly string[] {
  const lines = quote.split('\n').map(bare);
  const first = lines.find((line) => line !== '' && !line.startsWith('```')) ?? '';
  const unnumbered = first.replace(/^\d{1,9} ?(?=[-+]|\D)/, '');
  const all = [first, first.replace(/^[-+] ?/, ''), unnumbered, unnumbered.replace(/^[-+] ?/, '')];
  const more = all.map((one) => one.replace(/^`+|`+$/g, ''));
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
  const inside = distance(best) === 0;
  const first = inside ? start : best.line;
  const total = places.reduce((most, { line }) => Math.max(most, line), 1);
  const last = Math.max(first, Math.min(first + end - start, total));
  const moved = distance(best) > NEAR;
  const where = { start_line: first, end_line: last };
  return { ...finding, ...where, check: moved ? 'moved' : 'holds', ...(moved && { stated_line: start }) };
}

/** The lines of a file's diff, from the form in which it is sent: `12<tab>+text`. */
function placesOf(sent: readonly string[]): { readonly shown: Place[]; readonly removed: Place[] } {
  const shown: Place[] = [];
  const removed: Place[] = [];
  let next = 1;
  for (const line of sent) {
    const [, number, sign, text = ''] = /^(\d*)\t([-+ ])(.*)$/s.exec(line) ?? [];
    const hunk = /^@@ \S+ \+(\d+)/.exec(line)?.[1];
    if (hunk) next = Math.max(1, Number(hunk));
    else if (sign === '-') removed.push({ line: next, text: bare(text) });
    else if (number) {
      shown.push({ line: Number(number), text: bare(text) });
      next = Number(number) + 1;
    }
  }
  return { shown, removed };
}

/** Where a finding's quote may be: the file's lines, else those of its diff, and the removed ones. */
function candidates(
  { start_line: start }: Finding,
  lines: readonly string[] | undefined,
  sent: readonly string[],
) {
  const { shown, removed } = placesOf(sent);
  const whole = lines?.map((text, i) => ({ line: i + 1, text })) ?? shown;
  const last = lines?.length ?? Infinity;
  // In a deleted file every place is as good.
  const at = (line: number): number => (whole.length === 0 ? start : Math.max(1, Math.min(line, last)));
  return [...whole, ...removed.map(({ line, text }) => ({ line: at(line), text }))];
}

/** Names for what may be the same file, the way models write them. */
function namesOf(path: string): readonly string[] {
  const plain = path.replace(/^[`'"<]+|[`'">]+$/g, '').replace(/^(?:\.\/)+/, '');
  const all = [path, plain, plain.replace(/^[ab]\//, '')].flatMap((one) => [one, one.replaceAll('\\', '/')]);
  return [...new Set(all)].filter(isPlain);
}

/** True for a path below the workspace, outside git's folder, that may be looked at: judged by the text alone. */
function isPlain(name: string): boolean {
  const segments = name.split(/[\\/]/);
  if (/[\0\p{Cs}]/u.test(name) || /^(?:[\\/~]|[A-Za-z]:)/.test(name)) return false;
  return !segments.some((one) => one === '..' || one === '' || isGitFolder(one));
}

/** Reads files in the state that was reviewed, each once, with the guards of every attached file; their lines with single spaces. */
async function reader(change: Change | undefined, deps: CheckDeps) {
  const { roots } = await openRoots(deps.roots, deps);
  // Nothing that it collects is sent or shown.
  const g = startGathering(deps, change ? [change.root, ...roots] : roots, new Map(), 0);
  let repo: Repo | undefined;
  if (change?.state !== undefined) {
    const opened = await openRepo(change.root.real, deps);
    if (!(opened instanceof AppError)) repo = opened;
  }
  const known = new Map<string, Promise<readonly string[] | undefined>>();
  const read = async (name: string): Promise<readonly string[] | undefined> => {
    if (secretName(name) !== undefined) return undefined;
    if (change?.state === undefined) {
      const found = await readText(g, name, name, true);
      return found && splitLines(found.content).map(bare);
    }
    // `./` makes the path relative to the workspace folder, which may be a part of the repository (gitrevisions(7)).
    const blob = await repo?.run(['cat-file', 'blob', `${change.state}./${name}`]).catch(() => undefined);
    return blob?.code === 0 ? splitLines(blob.out).map(bare) : undefined;
  };
  return (name: string): Promise<readonly string[] | undefined> => {
    const lines = known.get(name) ?? read(name);
    known.set(name, lines);
    return lines;
  };
}

/**
 * Compares each finding with the change and the workspace. What is read is only compared: nothing of it gets into the
 * findings, and nothing outside the workspace is opened.
 */
export async function checkReview(
  review: Review,
  change: Change | undefined,
  deps: CheckDeps,
): Promise<Review> {
  const linesOf = await reader(change, deps);
  const judged = async (finding: Finding): Promise<Finding> => {
    const names = namesOf(finding.path);
    const changed = names.find((name) => change?.files.has(name));
    for (const path of changed === undefined ? names : [changed]) {
      const lines = await linesOf(path);
      if (!lines && changed === undefined) continue;
      const places = candidates(finding, lines, change?.files.get(path) ?? []);
      const found = locate({ ...finding, path }, places);
      const outside = change && changed === undefined && found.check !== 'not_found';
      return outside ? { ...found, check: 'not_in_change' satisfies Check } : found;
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
