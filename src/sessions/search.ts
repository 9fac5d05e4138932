import { statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { fileError } from '../system/files.ts';
import { metaDocument } from '../threads/export.ts';
import type { FileFacts } from '../threads/listing.ts';
import type { Thread } from '../threads/thread.ts';
import { ANSWER, createMatcher, fold, partsOf, snippetOf, TURN, type Match } from './match.ts';
import { createWriter, openSegments, textsOf, type Doc } from './segments.ts';

/** The file of a thread, or of a session of the Codex CLI, as it is now. */
export type Source = FileFacts & { readonly ofCli?: true };

/** A thread with a turn that matches. */
export interface Hit {
  readonly about: ReturnType<typeof metaDocument>;
  readonly usedAt: number;
  /** The number of matching turns, and the best of them. */
  readonly matches: number;
  readonly turn: string;
  readonly score: number;
  readonly snippet: string;
}

export interface SearchDeps {
  /** Of the index. */
  readonly dir: string;
  /** False: nothing is written, and what is there is removed. */
  readonly kept: boolean;
  readonly newName: () => string;
  /** Rejects if there is no thread in the file. */
  readonly read: (source: Source) => Promise<Thread>;
}

interface Found extends Match {
  readonly source: Source;
  readonly matches: number;
}

/** More of a turn's question, or of its answer, is not searched. Characters. */
const LONGEST = 1 << 20;
const SEPARATORS = [String.fromCharCode(TURN), String.fromCharCode(ANSWER)] as const;

/** What is searched of a thread. */
function textOf({ turns }: Thread): Buffer {
  const [betweenTurns, beforeAnswer] = SEPARATORS;
  const part = (text: string): string => fold(text.slice(0, LONGEST));
  return Buffer.from(turns.map((t) => part(t.prompt) + beforeAnswer + part(t.text)).join(betweenTurns));
}

/**
 * Searches the text of threads, the best match first. Threads whose text is not in the index are read from their files,
 * searched, and added to it; without an index, or where it cannot be written, that is all of them. `wanted`: by the
 * thread's project. Every key of `sources` is a file's path.
 */
export async function search(
  d: SearchDeps,
  query: string,
  sources: ReadonlyMap<string, Source>,
  wanted: (project: string) => boolean,
  limit: number,
): Promise<{ readonly hits: readonly Hit[]; readonly total: number; readonly unread: number }> {
  const parts = partsOf(query);
  if (parts.length === 0) return { hits: [], total: 0, unread: 0 };
  const { mayMatch, matchesIn } = createMatcher(parts);
  if (!d.kept) await rm(d.dir, { recursive: true, force: true }).catch(() => {});
  const { live, close } = await openSegments(d.dir, (file) => sources.get(file));
  /** The best match of each conversation: a session and its recording are one. */
  const best = new Map<string, Found>();
  /** Sessions in another form: they are in the index too, without a text, so that they are not read again. */
  let unread = 0;
  const note = ({ session, file }: Doc): void => {
    if (session === undefined && sources.get(file)?.ofCli) unread += 1;
  };
  const look = (doc: Doc, text: Buffer, source: Source | undefined): void => {
    if (!source) return;
    let found: Found | undefined;
    for (const match of matchesIn(text)) {
      const top = found && found.score >= match.score ? found : match;
      found = { source, matches: (found?.matches ?? 0) + 1, turn: top.turn, score: top.score };
    }
    const key = doc.session ?? doc.file;
    const other = best.get(key);
    if (found && (!other || better(found, other) < 0)) best.set(key, found);
  };

  try {
    live.forEach(note);
    const rows = [...live.values()].filter(({ project }) => wanted(project));
    for (const { bytes, texts } of textsOf(rows)) {
      await setImmediate();
      if (!mayMatch(bytes)) continue;
      for (const [row, text] of texts) look(row, text, sources.get(row.file));
    }
  } finally {
    close();
  }
  const writer = d.kept ? createWriter(d.dir, d.newName) : undefined;
  const fresh = [...sources.values()].filter(({ file }) => !live.has(file));
  for (const source of fresh) {
    // A file that is broken, gone or not to be read is not found; the list names it.
    const thread = await d.read(source).catch(() => undefined);
    const { file, bytes, usedAt } = source;
    const text = thread ? textOf(thread) : Buffer.alloc(0);
    const { project = '', session, id } = thread?.meta ?? {};
    const doc = { file, bytes, usedAt, project, session: thread?.source ? id : session };
    note(doc);
    if (wanted(project)) look(doc, text, source);
    await writer?.add(doc, text);
  }
  await writer?.end();
  // What was deleted meanwhile is not left behind: whoever deleted it has looked at the index before this was in it.
  if (fresh.some(({ file }) => !factsOf(file))) await forget(d.dir);
  const ranked = [...best.values()].sort(better);
  const hits: Hit[] = [];
  // One after the other: each is read as a whole.
  for (const one of ranked.slice(0, limit)) {
    const hit = await hitOf(d.read, one, parts);
    if (hit) hits.push(hit);
  }
  return { hits, total: ranked.length, unread };
}

/** Removes the texts of deleted threads from the index, and what a killed writer may have left of them, of whatever time. */
export async function forget(dir: string): Promise<void> {
  const { close, stuck } = await openSegments(dir, factsOf, -Infinity);
  close();
  if (stuck !== undefined) throw fileError(stuck, dir, 'deleted');
}

function factsOf(file: string): { readonly bytes: number; readonly usedAt: number } | undefined {
  try {
    const { size: bytes, mtimeMs: usedAt } = statSync(file);
    return { bytes, usedAt };
  } catch {
    return undefined;
  }
}

const better = (a: Found, b: Found): number => b.score - a.score || b.source.usedAt - a.source.usedAt;

/** Reads the thread again, for the words as they were written; undefined if they are gone. */
async function hitOf(
  read: SearchDeps['read'],
  { source, turn: n, matches, score }: Found,
  parts: readonly string[],
): Promise<Hit | undefined> {
  const thread = await read(source).catch(() => undefined);
  const turn = thread?.turns[n];
  const rank = (text: string): number => parts.filter((part) => fold(text).includes(part)).length;
  const [more] = turn ? [turn.text, turn.prompt].sort((a, b) => rank(b) - rank(a)) : [];
  const snippet = more === undefined ? undefined : snippetOf(more, parts);
  if (!thread || !turn || snippet === undefined) return undefined;
  return { about: metaDocument(thread), usedAt: source.usedAt, matches, turn: turn.id, score, snippet };
}
