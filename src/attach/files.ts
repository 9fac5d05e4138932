import path from 'node:path';
import { humanBytes } from './budget.ts';
import type { Collection, Gathering } from './collect.ts';
import { find, isInside, REFUSALS, shownPath, type Root } from './confine.ts';
import { ALLOW_SECRET, quoted, type FileEntry, type LineRange } from './entry.ts';
import { generatedByName, generatedByShape } from './generated.ts';
import { excludes, parseIgnore, type IgnoreRules } from './gitignore.ts';
import { compileGlob, expandBraces, hasWildcard } from './glob.ts';
import { imageType } from './image-type.ts';
import { FILE_BUDGET, MATCHES_MAX, READ_LIMIT } from './limits.ts';
import type { Listing } from './list.ts';
import { nowhere } from './nowhere.ts';
import { readInside } from './read.ts';
import { secretName } from './secrets/names.ts';
import { describeHits, scanText } from './secrets/scan.ts';
import { decodeText, numberedPart, splitLines } from './text.ts';

type Taken = Extract<FileEntry, { kind: 'take' }>;

/** A file that is to be attached. */
interface Wanted {
  readonly real: string;
  readonly root: Root;
  /** The name it was asked for by, or listed under; a link's name may differ from the real one. */
  readonly name: string;
  readonly range: LineRange | undefined;
  /** True where it was named itself: then neither .gitignore nor its being generated counts. */
  readonly exact: boolean;
}

/** The entries told apart: what is on the disk under these names decides. */
export interface ResolvedFiles {
  readonly exact: readonly Wanted[];
  /** Files of globs and folders, found by a listing when they are needed. */
  readonly searches: readonly Search[];
  /** Real paths that were named with `allow-secret:`. */
  readonly allowed: readonly string[];
  readonly rules: IgnoreRules;
  /** What has been judged already: a file that two entries find is listed once. */
  readonly done: Set<string>;
}

interface Search {
  readonly shown: string;
  readonly range: LineRange | undefined;
  readonly fits: (file: string, root: Root) => boolean;
}

/** Resolves entries to files and searches. Throws one input error that lists every entry that leads nowhere. */
export async function resolveFiles(
  entries: readonly FileEntry[],
  roots: readonly Root[],
): Promise<ResolvedFiles> {
  const exact: Wanted[] = [];
  const searches: Search[] = [];
  const allowed: string[] = [];
  const problems: string[] = [];
  for (const entry of entries) {
    if (entry.kind === 'exclude') continue;
    const found = await resolveOne(entry, roots);
    if (found.kind === 'problem') problems.push(`${quoted(entry.text)}: ${found.why}`);
    else if (found.kind === 'search') searches.push(found.search);
    else {
      exact.push(found.wanted);
      if (entry.allowSecret) allowed.push(found.wanted.real);
    }
  }
  if (problems.length > 0) throw nowhere(problems);
  const patterns = entries
    .filter((e) => e.kind === 'exclude')
    .map((e) => (path.sep === '\\' ? e.pattern.replaceAll('\\', '/') : e.pattern));
  return {
    exact,
    searches,
    allowed,
    rules: parseIgnore(patterns.flatMap(expandBraces).join('\n')),
    done: new Set(),
  };
}

type Resolved =
  | { readonly kind: 'file'; readonly wanted: Wanted }
  | { readonly kind: 'search'; readonly search: Search }
  | { readonly kind: 'problem'; readonly why: string };

async function resolveOne(entry: Taken, roots: readonly Root[]): Promise<Resolved> {
  const readings = [
    { name: entry.whole, range: undefined },
    ...(entry.ranged ? [{ name: entry.ranged.path, range: entry.ranged.range }] : []),
  ];
  let why: string = REFUSALS.missing;
  for (const { name, range } of readings) {
    const found = await find(name, roots);
    if (found.kind === 'file')
      return { kind: 'file', wanted: { real: found.real, root: found.root, name, range, exact: true } };
    if (found.kind === 'folder') {
      if (entry.allowSecret) return { kind: 'problem', why: `${ALLOW_SECRET} takes one file, not a folder` };
      if (range) return { kind: 'problem', why: 'a folder has no lines' };
      const below = (file: string, root: Root): boolean => isInside(path.join(root.real, file), found.real);
      return { kind: 'search', search: { shown: entry.text, range, fits: below } };
    }
    if (found.refusal !== 'missing') why = REFUSALS[found.refusal];
  }
  const last = readings.at(-1);
  if (last && hasWildcard(last.name)) {
    if (entry.allowSecret) return { kind: 'problem', why: `${ALLOW_SECRET} takes one file, not a pattern` };
    const fits = globOver(last.name, roots);
    if (!fits) return { kind: 'problem', why: REFUSALS.outside };
    return { kind: 'search', search: { shown: entry.text, range: last.range, fits } };
  }
  return { kind: 'problem', why };
}

/** A test for listed files; undefined for a pattern that leaves the workspace. */
function globOver(pattern: string, roots: readonly Root[]): Search['fits'] | undefined {
  let text = path.sep === '\\' ? pattern.replaceAll('\\', '/') : pattern;
  let only: Root | undefined;
  if (path.isAbsolute(pattern)) {
    for (const root of roots) {
      for (const base of [root.path, root.real]) {
        const prefix = `${base.split(path.sep).join('/').replace(/\/$/, '')}/`;
        if (!only && text.startsWith(prefix)) {
          only = root;
          text = text.slice(prefix.length);
        }
      }
    }
    if (!only) return undefined;
  }
  const parts = text.split('/').filter((p) => p !== '.' && p !== '');
  if (parts.includes('..')) return undefined;
  const globs = expandBraces(parts.join('/')).map(compileGlob);
  return (file, root) => (only === undefined || root === only) && globs.some((g) => g.matches(file));
}

/** Attaches the files that were named themselves. */
export async function attachExact(g: Gathering, c: Collection, files: ResolvedFiles): Promise<void> {
  for (const wanted of files.exact) await attach(g, c, wanted, files);
}

/** Attaches what globs and folders find, in the order of the entries, then by name. Throws where one finds nothing. */
export async function attachSearches(g: Gathering, c: Collection, files: ResolvedFiles): Promise<void> {
  if (files.searches.length === 0) return;
  const { listFiles } = await import('./list.ts');
  const listings: { readonly root: Root; readonly listing: Listing }[] = [];
  for (const root of g.roots) listings.push({ root, listing: await listFiles(root, g) });
  const problems: string[] = [];
  let matched = 0;
  let beyond = 0;
  for (const search of files.searches) {
    let any = false;
    for (const { root, listing } of listings) {
      for (const file of listing.files) {
        if (!search.fits(file, root)) continue;
        any = true;
        matched += 1;
        const wanted = {
          real: path.join(root.real, file),
          root,
          name: file,
          range: search.range,
          exact: false,
        };
        if (matched > MATCHES_MAX) beyond += 1;
        else await attach(g, c, wanted, files);
      }
    }
    if (!any) problems.push(`${quoted(search.shown)}: no file fits`);
  }
  if (problems.length > 0) throw nowhere(problems);
  if (beyond > 0)
    c.omitted.push({ path: `${beyond} more files`, reason: `only ${MATCHES_MAX} are looked at` });
  if (listings.some((l) => l.listing.cut)) c.notes.push('The workspace has more files than were listed.');
}

const keyOf = (w: Wanted): string => `${w.real}\0${w.range?.first ?? ''}-${w.range?.last ?? ''}`;

/** Stands for a whole file that was attached: its ranges need not be sent again. */
const wholeKey = (w: Wanted): string => `${w.real}\0whole`;

/** One file: judged by its name, read, judged by its content, numbered and counted. */
async function attach(g: Gathering, c: Collection, wanted: Wanted, files: ResolvedFiles): Promise<void> {
  const { root, range, exact } = wanted;
  const { done } = files;
  if (done.has(keyOf(wanted)) || done.has(wholeKey(wanted))) return;
  done.add(keyOf(wanted));
  const shown = quoted(shownPath(wanted.real, root, g.roots));
  const relative = path.relative(root.real, wanted.real).split(path.sep).join('/');
  if (excludes(files.rules, relative)) return;
  const omit = (reason: string): void => void c.omitted.push({ path: shown, reason });
  const hold = (reason: string): void => void c.withheld.push({ path: shown, reason });

  const byName = exact ? undefined : generatedByName(relative);
  if (byName !== undefined) return omit(byName);
  const namedSecret = secretName(wanted.name) ?? secretName(wanted.real);
  if (namedSecret !== undefined && !g.allowed.has(wanted.real)) return hold(namedSecret);
  const read = await readInside(wanted.real, g.roots, READ_LIMIT, g.signal);
  if (read.kind === 'refused') return omit(read.reason);
  // The real name counts: a harmless link may lead to a key.
  const allowed = g.allowed.has(read.real);
  const realSecret = secretName(read.real);
  if (realSecret !== undefined && !allowed) return hold(realSecret);
  if (read.kind === 'long')
    return omit(`it has ${humanBytes(read.size)}, more than ${humanBytes(READ_LIMIT)}`);
  if (imageType(read.bytes) !== undefined) return omit('it is an image: name it under images');
  const text = decodeText(read.bytes);
  if (text === undefined) return omit('it is binary');
  const byShape = exact ? undefined : generatedByShape(text);
  if (byShape !== undefined) return omit(byShape);
  const hits = allowed ? [] : scanText(text);
  if (hits.length > 0) return hold(describeHits(hits));
  const lines = splitLines(text);
  const part = numberedPart(shown, lines, range);
  if (!part) return omit(`it has only ${lines.length} lines`);
  const bytes = Buffer.byteLength(part.text, 'utf8');
  if (bytes > FILE_BUDGET)
    return omit(
      `${humanBytes(bytes)}, more than ${humanBytes(FILE_BUDGET)} a file: name a range, such as ${shown}:1-400`,
    );
  if (!g.budget.take(part.text)) return omit(`the budget is used up: it needs ${humanBytes(bytes)}`);
  if (!range) done.add(wholeKey(wanted));
  c.parts.push({ type: 'input_text', text: part.text });
  c.attached.push({
    path: shown,
    kind: 'file',
    bytes,
    lines: Math.max(0, part.lastLine - part.firstLine + 1),
    firstLine: part.firstLine,
    lastLine: part.lastLine,
    totalLines: part.totalLines,
    ...(allowed && (realSecret !== undefined || scanText(text).length > 0) ? { secretAllowed: true } : {}),
  });
}
