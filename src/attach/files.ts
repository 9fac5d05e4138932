import path from 'node:path';
import { takingTurns } from '../system/time.ts';
import { plural } from '../system/wording.ts';
import { ALLOW_SECRET, nowhere, parseEntry, quoted, type FileEntry, type LineRange } from './entry.ts';
import { generatedByName, generatedByShape, isGitFolder } from './generated.ts';
import { FILES_MAX, type Gathering } from './gathering.ts';
import { excludes, parseIgnore } from './gitignore.ts';
import { compileGlob, expandBraces } from './glob.ts';
import { listFiles, type Listing } from './list.ts';
import { readText, splitLines } from './read.ts';
import { secretName } from './secrets/names.ts';
import { describeHits, scanText } from './secrets/scan.ts';
import { find, isInside, REFUSALS, relativePath, shownPath, type Root } from './workspace.ts';

/** A file that is to be attached. */
interface Wanted {
  readonly real: string;
  readonly root: Root;
  /** The name it was requested or listed by; a link's name may differ from the real one. */
  readonly name: string;
  readonly range: LineRange | undefined;
  /** True if it was named exactly: then .gitignore and generated-file checks do not apply. */
  readonly exact: boolean;
}

/** A glob or a folder, resolved by a listing when needed. */
interface Search {
  readonly shown: string;
  readonly range: LineRange | undefined;
  /** A file is found where one of them says so. */
  readonly tests: readonly ((file: string, root: Root) => boolean)[];
}

/** The entries sorted into kinds by what is on disk. */
export type ResolvedFiles = Awaited<ReturnType<typeof resolveFiles>>;

export const slashed = (pattern: string): string =>
  path.sep === '\\' ? pattern.replaceAll('\\', '/') : pattern;

/** Resolves entries to files and searches. Throws one input error that lists every entry that was not found. */
export async function resolveFiles(entries: readonly FileEntry[], roots: readonly Root[]) {
  const exact: Wanted[] = [];
  const searches: Search[] = [];
  /** Real paths that were named with `allow-secret:`. */
  const allowed = new Set<string>();
  /** Files already handled: a file found by two entries is listed once. */
  const done = new Set<string>();
  const problems: string[] = [];
  const excluded: string[] = [];
  for (const given of entries) {
    const entry = await withoutMention(given, roots);
    if (entry.kind === 'exclude') {
      excluded.push(...expandBraces(slashed(entry.pattern)));
      continue;
    }
    const found = await resolveEntry(entry, roots);
    if (typeof found === 'string') problems.push(`${quoted(entry.text)}: ${found}`);
    else if ('tests' in found) searches.push(found);
    else {
      exact.push(found);
      if (entry.allowSecret) allowed.add(found.real);
    }
  }
  if (problems.length > 0) throw nowhere(problems);
  return { exact, searches, allowed, rules: parseIgnore(excluded.join('\n')), done };
}

/** `@src/a.ts`, the way many assistants mention a file, means `src/a.ts`, unless a file with the `@` exists. */
async function withoutMention(entry: FileEntry, roots: readonly Root[]): Promise<FileEntry> {
  if (entry.kind === 'exclude' || !entry.readings[0]?.path.startsWith('@')) return entry;
  for (const { path: name } of entry.readings)
    if ((await find(name.split(/[\\/]/)[0] ?? '', roots)) !== 'missing') return entry;
  return parseEntry(entry.text.replace('@', ''));
}

/** What an entry means, or why it means nothing. An existing name wins over a range or a glob. */
async function resolveEntry(
  { text, readings, allowSecret }: Extract<FileEntry, { kind: 'take' }>,
  roots: readonly Root[],
): Promise<Wanted | Search | string> {
  let why: string = REFUSALS.missing;
  for (const { path: name, range } of readings) {
    const found = await find(name, roots);
    if (found === 'missing') continue;
    if (typeof found === 'string') {
      why = REFUSALS[found];
      continue;
    }
    const { kind, real, root } = found;
    if (kind === 'file') return { real, root, name, range, exact: true };
    if (allowSecret) return `${ALLOW_SECRET} takes one file, not a folder`;
    if (range) return 'a folder has no lines';
    return { shown: text, range, tests: [(file, { real: base }) => isInside(path.join(base, file), real)] };
  }
  const last = readings.at(-1);
  if (!last || !/[*?[{]/.test(last.path)) return why;
  if (allowSecret) return `${ALLOW_SECRET} takes one file, not a pattern`;
  const tests = globOver(last.path, roots);
  return tests ? { shown: text, range: last.range, tests } : REFUSALS.outside;
}

/** Tests for listed files, one for each alternative; undefined for a pattern that leaves the workspace. */
export function globOver(pattern: string, roots: readonly Root[]): Search['tests'] | undefined {
  const absolute = path.isAbsolute(pattern);
  const only = absolute
    ? roots.find((r) => isInside(pattern, r.path) || isInside(pattern, r.real))
    : undefined;
  if (slashed(pattern).split('/').includes('..') || (absolute && !only)) return undefined;
  const base = only && (isInside(pattern, only.path) ? only.path : only.real);
  const text = slashed(base === undefined ? pattern : path.relative(base, pattern));
  const parts = text.split('/').filter((p) => p !== '.' && p !== '');
  const globs = expandBraces(parts.join('/')).map(compileGlob);
  return globs.map((fits) => (file, root) => (only === undefined || root === only) && fits(file));
}

/** Attaches the matches of globs and folders, in the order of the entries, then by name. Throws if one has no match. */
export async function attachSearches(g: Gathering, files: ResolvedFiles): Promise<void> {
  if (files.searches.length === 0) return;
  const listings: (Listing & { readonly root: Root })[] = [];
  for (const root of g.roots) listings.push({ root, ...(await listFiles(root, g.deps)) });
  const problems: string[] = [];
  let matched = 0;
  // Hundreds of patterns with hundreds of alternatives, and a hundred thousand files.
  const turn = takingTurns(g.deps.signal);
  const finds = async ({ tests }: Search, name: string, root: Root): Promise<boolean> => {
    for (const fits of tests) {
      const pause = turn();
      if (pause) await pause;
      if (fits(name, root)) return true;
    }
    return false;
  };
  for (const search of files.searches) {
    const { shown, range } = search;
    const before = matched;
    for (const { root, files: listed } of listings) {
      for (const name of listed) {
        if (!(await finds(search, name, root))) continue;
        matched += 1;
        const wanted = { real: path.join(root.real, name), root, name, range, exact: false };
        if (matched <= FILES_MAX) await attachFile(g, wanted, files);
      }
    }
    if (matched === before) problems.push(`${quoted(shown)}: no file matches`);
  }
  if (problems.length > 0) throw nowhere(problems);
  const beyond = matched - FILES_MAX;
  if (beyond > 0) g.omit(plural(beyond, 'more file'), `only the first ${FILES_MAX} are examined`);
  if (listings.some((l) => l.cut)) g.note('The workspace has more files than were listed.');
}

/** Attaches one file: judged by its name, read, judged by its content, numbered and counted. */
export async function attachFile(
  g: Gathering,
  wanted: Wanted,
  { rules, done }: ResolvedFiles,
): Promise<void> {
  const { real, root, name, range, exact } = wanted;
  const asked = `${real}\0${range?.first ?? ''}-${range?.last ?? ''}`;
  // Marks a whole attached file: its ranges need not be sent again.
  const whole = `${real}\0whole`;
  if (done.has(asked) || done.has(whole)) return;
  done.add(asked);
  const relative = relativePath(real, root);
  if (excludes(rules, relative)) return;
  const shown = quoted(shownPath(real, root, g.roots));
  const byName = exact ? undefined : generatedByName(relative);
  if (byName !== undefined) return g.omit(shown, byName);
  if (g.holdsBack(shown, real, secretName(name))) return;
  const read = await readText(g, shown, real, range !== undefined);
  if (!read) return;
  if (!exact && relativePath(read.real, root).split('/').some(isGitFolder))
    return g.omit(shown, 'it is one of git’s own files');
  const byShape = exact ? undefined : generatedByShape(read.content);
  if (byShape !== undefined) return g.omit(shown, byShape);
  if (g.holdsBack(shown, read.real, describeHits(await scanText(read.content, g.deps.signal)))) return;
  const lines = splitLines(read.content);
  const part = numberedPart(shown, lines, range);
  if (!part) return g.omit(shown, `it has only ${plural(lines.length, 'line')}`);
  const sent = g.attach(read.real, part.text, part.about, `name a range, such as ${shown}:1-400`);
  if (sent && !range) done.add(whole);
}

/**
 * The file's part of the message: a header, then `<number><tab><line>`. Because every line has a number, no line of a
 * file can look like a header. Undefined if the range begins after the end of the file; a range that ends after it is
 * cut. Pure.
 */
export function numberedPart(path: string, lines: readonly string[], range: LineRange | undefined) {
  const total = lines.length;
  const { first = 1, last = total } = range ?? {};
  if (range && first > total) return undefined;
  const body = lines.slice(first - 1, last).map((line, i) => `${first + i}\t${line}`);
  const of = range ? `${first}-${Math.min(last, total)} of ${total}` : `1-${total}`;
  const span = total === 0 ? 'empty' : `lines ${of}`;
  const text = [`--- File ${path} (${span}) ---`, ...body].join('\n');
  return { text, about: { path, kind: 'file', lines: body.length, span } } as const;
}
