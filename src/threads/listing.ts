import { closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileError, namesIn } from '../system/files.ts';
import { idOfFile } from './id.ts';
import { parseRecord, type ThreadRecord } from './records.ts';

/** What a list shows of a thread. Times are milliseconds since the epoch. */
export interface ThreadSummary {
  readonly id: string;
  readonly title: string;
  readonly createdAt: number;
  readonly usedAt: number;
  readonly model: string;
  readonly bytes: number;
  readonly file: string;
  /** False if its last turn has no end: it is being written, or was interrupted. */
  readonly ended: boolean;
  readonly source: Source;
  readonly project: string;
  /** The Codex CLI's session that was recorded in it, if so. */
  readonly session: string | undefined;
  /** Of all turns, where the end of the file says so. */
  readonly tokens: number | undefined;
}

/** Who keeps a conversation: this program, or the Codex CLI as one of its sessions (docs/sessions.md). */
export type Source = 'codex-oauth' | 'codex-cli';

export interface ThreadListing {
  /** Newest use first. */
  readonly threads: readonly ThreadSummary[];
  /** The total number, including broken ones. */
  readonly total: number;
  /** The number of threads in other projects. */
  readonly elsewhere: number;
  /** Files that have a thread's name but are not threads. */
  readonly broken: readonly string[];
}

/** True for a project whose threads are requested. */
export type Within = (project: string) => boolean;
/** True for a recorded thread that its session's own file represents better. `usedAt`: of the thread. */
export type Hidden = (session: string, usedAt: number) => boolean;

/** Enough for a header with a long working folder, and for the record of a turn's end. Bytes. */
const ENDS = 16_384;
/** So many files are looked at in one turn of the event loop: less than two milliseconds. */
const AT_ONCE = 64;
/** Most pieces fit into it. */
const room = Buffer.allocUnsafe(65_536);

/** Never follow a link to another file or wait at a pipe. Windows has no such flags: undefined counts as 0 in `|`. */
export const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

export const openForReading = (file: string): Promise<FileHandle> => open(file, READ);

/**
 * Lists threads in a folder. Reads the beginning of each file and the end of those shown, so its cost does not depend
 * on their length; unless `counted`, it reads only as many files as needed.
 */
export async function listThreads(
  dir: string,
  within: Within,
  limit: number,
  counted: boolean,
  hidden: Hidden = () => false,
): Promise<ThreadListing> {
  const threads: ThreadSummary[] = [];
  const broken: string[] = [];
  let [total, elsewhere] = [0, 0];
  for await (const { file, header, ...facts } of headsIn(dir)) {
    if (!counted && threads.length >= limit) break;
    // A full disk leaves one, and so does the moment before the first line is written.
    if (facts.bytes === 0) continue;
    if (header && !within(header.project)) {
      elsewhere += 1;
      continue;
    }
    if (header?.session !== undefined && hidden(header.session, facts.usedAt)) continue;
    total += 1;
    if (!header) broken.push(file);
    else if (threads.length < limit) {
      const { title, at: createdAt, model, project, session } = header;
      const about = { title, createdAt, model, project, session, tokens: undefined };
      const ended = isEnded(file, facts.bytes);
      threads.push({ ...facts, ...about, file, ended, source: 'codex-oauth' });
    }
  }
  return { threads, total, elsewhere, broken };
}

export type FileFacts = Pick<ThreadSummary, 'id' | 'usedAt' | 'bytes' | 'file'>;

/**
 * The threads of a folder, newest use first, each with its first line where that is readable. Looked at in this thread,
 * some at a time: a turn in the pool costs more than a small file.
 */
async function* headsIn(dir: string): AsyncGenerator<FileFacts & { header: ThreadRecord | undefined }> {
  const files = await filesIn(dir);
  files.sort((a, b) => b.usedAt - a.usedAt);
  for await (const some of inTurns(files))
    for (const facts of some) yield { ...facts, header: headerOf(facts.file) };
}

/** The files of a folder that have a thread's name. */
export async function filesIn(dir: string): Promise<FileFacts[]> {
  const names = await namesIn(dir).catch((error: unknown) => {
    throw fileError(error, dir, 'read');
  });
  const files: FileFacts[] = [];
  for await (const some of inTurns(names)) files.push(...some.flatMap((name) => factsOf(dir, name) ?? []));
  return files;
}

/** A few files at a time: after them other waiting work gets its turn. */
export async function* inTurns<T>(all: readonly T[]): AsyncGenerator<readonly T[]> {
  for (let i = 0; i < all.length; i += AT_ONCE) {
    yield all.slice(i, i + AT_ONCE);
    await setImmediate();
  }
}

function factsOf(dir: string, name: string): FileFacts | undefined {
  const id = idOfFile(name);
  if (id === undefined) return undefined;
  // One of many: not path.join.
  const file = dir + path.sep + name;
  try {
    const info = statSync(file);
    return info.isFile() ? { file, id, usedAt: info.mtimeMs, bytes: info.size } : undefined;
  } catch {
    return undefined;
  }
}

/** A file's header; undefined if it is missing or not a thread. */
export function headerOf(file: string): ThreadRecord | undefined {
  for (const line of linesAt(file, 0)) {
    const record = parseRecord(line);
    if (typeof record !== 'string') return record.type === 'thread' ? record : undefined;
  }
  return undefined;
}

function isEnded(file: string, bytes: number): boolean {
  const last = parseRecord(linesAt(file, Math.max(0, bytes - ENDS)).at(-1) ?? '');
  return typeof last === 'object' && last.type === 'end';
}

/** The lines at one end of a file; the outermost may be incomplete. None if it cannot be read. */
const linesAt = (file: string, position: number): readonly string[] =>
  pieceOf(file, position, ENDS)
    .split('\n')
    .filter((line) => line !== '');

/** A piece of a file as text, at most `length` bytes; '' if it cannot be read. */
export function pieceOf(file: string, position: number, length: number): string {
  let fd: number | undefined;
  try {
    fd = openSync(file, READ);
    const into = length <= room.length ? room : Buffer.allocUnsafe(length);
    return into.toString('utf8', 0, readSync(fd, into, 0, length, position));
  } catch {
    return '';
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}
