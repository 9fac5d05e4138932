import { constants } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { fileError, namesIn } from '../system/files.ts';
import { idOfFile } from './id.ts';
import { parseRecord } from './records.ts';

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
  /** How many there are in all. */
  readonly total: number;
  /** Files that have a thread's name and are none. */
  readonly broken: readonly string[];
}

/** Enough for a header with a long working folder, and for the record of a turn's end. Bytes. */
const ENDS = 16_384;

/** A thread is a file of ours, never a link to another one. Windows has no such flag: there `|` takes it for 0. */
export function openForReading(file: string): Promise<FileHandle> {
  return open(file, constants.O_RDONLY | constants.O_NOFOLLOW);
}

/** Lists the threads in a folder. Reads the two ends of each file only, so its cost does not grow with their length. */
export async function listThreads(dir: string, limit: number): Promise<ThreadListing> {
  const names = await namesIn(dir).catch((error: unknown) => {
    throw fileError(error, dir, 'read');
  });
  const found = await Promise.all(names.map((name) => factsOf(dir, name)));
  const files = found.filter((f) => f !== undefined).sort((a, b) => b.usedAt - a.usedAt);
  const threads: ThreadSummary[] = [];
  const broken: string[] = [];
  for (const facts of files.slice(0, limit)) {
    const summary = await summaryOf(facts).catch(() => undefined);
    if (summary) threads.push(summary);
    else broken.push(facts.file);
  }
  return { threads, total: files.length, broken };
}

type FileFacts = Pick<ThreadSummary, 'id' | 'usedAt' | 'bytes'> & { readonly file: string };

async function factsOf(dir: string, name: string): Promise<FileFacts | undefined> {
  const id = idOfFile(name);
  if (id === undefined) return undefined;
  const file = path.join(dir, name);
  const info = await stat(file).catch(() => undefined);
  return info?.isFile() ? { file, id, usedAt: info.mtimeMs, bytes: info.size } : undefined;
}

async function summaryOf({ file, ...facts }: FileFacts): Promise<ThreadSummary | undefined> {
  const handle = await openForReading(file);
  try {
    const records = async (position: number): Promise<readonly ReturnType<typeof parseRecord>[]> => {
      const buffer = Buffer.alloc(Math.min(ENDS, facts.bytes));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
      const lines = buffer.subarray(0, bytesRead).toString('utf8').split('\n');
      return lines.filter((line) => line !== '').map(parseRecord);
    };
    const header = (await records(0)).find((record) => typeof record !== 'string');
    if (header?.type !== 'thread') return undefined;
    const last = (await records(Math.max(0, facts.bytes - ENDS))).at(-1);
    const ended = typeof last === 'object' && last.type === 'end';
    return { ...facts, title: header.title, createdAt: header.at, model: header.model, ended };
  } finally {
    await handle.close().catch(() => {});
  }
}
