import { constants } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
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
  /** False while its last turn has no end: it is being written, or was interrupted. */
  readonly ended: boolean;
}

export interface ThreadListing {
  /** Newest use first. */
  readonly threads: readonly ThreadSummary[];
  /** How many there are in all, the broken ones included. */
  readonly total: number;
  /** How many more there are of other projects. */
  readonly elsewhere: number;
  /** Files that have a thread's name and are none. */
  readonly broken: readonly string[];
}

/** Tells of a project whether its threads are asked for. */
export type Within = (project: string) => boolean;

/** Enough for a header with a long working folder, and for the record of a turn's end. Bytes. */
const ENDS = 16_384;
/** So many files are open at once: every system allows that many. */
const AT_ONCE = 64;

/** A thread is a file of ours, never a link to another one. Windows has no such flag: there `|` takes it for 0. */
export function openForReading(file: string): Promise<FileHandle> {
  return open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
}

/**
 * Lists threads in a folder. Reads the beginning of each file, and the end of those that are shown, so its cost does
 * not grow with their length; no more files than it must where the others need not be `counted`.
 */
export async function listThreads(
  dir: string,
  within: Within,
  limit: number,
  counted: boolean,
): Promise<ThreadListing> {
  const threads: ThreadSummary[] = [];
  const broken: string[] = [];
  let [total, elsewhere] = [0, 0];
  for await (const { file, header, ...facts } of headsIn(dir)) {
    if (!counted && threads.length >= limit) break;
    if (header && !within(header.project)) {
      elsewhere += 1;
      continue;
    }
    total += 1;
    if (!header) broken.push(file);
    else if (threads.length < limit) {
      const { title, at: createdAt, model } = header;
      threads.push({ ...facts, title, createdAt, model, ended: await isEnded(file, facts.bytes) });
    }
  }
  return { threads, total, elsewhere, broken };
}

type FileFacts = Pick<ThreadSummary, 'id' | 'usedAt' | 'bytes'> & { readonly file: string };

/** The threads of a folder, newest use first, each with its first line where that is readable. */
async function* headsIn(dir: string): AsyncGenerator<FileFacts & { header: ThreadRecord | undefined }> {
  const names = await namesIn(dir).catch((error: unknown) => {
    throw fileError(error, dir, 'read');
  });
  const found = await Promise.all(names.map((name) => factsOf(dir, name)));
  const files = found.filter((f) => f !== undefined).sort((a, b) => b.usedAt - a.usedAt);
  for (let i = 0; i < files.length; i += AT_ONCE) {
    const some = files.slice(i, i + AT_ONCE);
    yield* await Promise.all(some.map(async (facts) => ({ ...facts, header: await headerOf(facts.file) })));
  }
}

async function factsOf(dir: string, name: string): Promise<FileFacts | undefined> {
  const id = idOfFile(name);
  if (id === undefined) return undefined;
  const file = path.join(dir, name);
  const info = await stat(file).catch(() => undefined);
  return info?.isFile() ? { file, id, usedAt: info.mtimeMs, bytes: info.size } : undefined;
}

/** What a file says it is; undefined where it is no thread, or not there. */
export async function headerOf(file: string): Promise<ThreadRecord | undefined> {
  for (const line of await linesAt(file, 0).catch(() => [])) {
    const record = parseRecord(line);
    if (typeof record !== 'string') return record.type === 'thread' ? record : undefined;
  }
  return undefined;
}

async function isEnded(file: string, bytes: number): Promise<boolean> {
  const last = parseRecord((await linesAt(file, Math.max(0, bytes - ENDS)).catch(() => [])).at(-1) ?? '');
  return typeof last === 'object' && last.type === 'end';
}

/** The lines in one end of a file; the outermost may be torn. */
async function linesAt(file: string, position: number): Promise<readonly string[]> {
  const handle = await openForReading(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(ENDS), 0, ENDS, position);
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    return lines.filter((line) => line !== '');
  } finally {
    await handle.close().catch(() => {});
  }
}
