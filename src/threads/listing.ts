import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../system/errors.ts';
import { fileError } from '../system/files.ts';
import { idOfFile } from './id.ts';
import { openForReading } from './lines.ts';
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
  /** How many there are in all. */
  readonly total: number;
  /** Files that have a thread's name and are none. */
  readonly broken: readonly string[];
}

/** Enough for a header with a long working folder, and for the record of a turn's end. Bytes. */
const ENDS = 16_384;

/** Lists the threads in a folder. Reads the two ends of each file only, so its cost does not grow with their length. */
export async function listThreads(dir: string, limit: number): Promise<ThreadListing> {
  let names: readonly string[];
  try {
    names = await readdir(dir);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return { threads: [], total: 0, broken: [] };
    throw fileError(error, dir, 'read');
  }
  const found = await Promise.all(
    names.filter((name) => idOfFile(name) !== undefined).map((n) => factsOf(dir, n)),
  );
  const files = found.filter((f) => f !== undefined).sort((a, b) => b.usedAt - a.usedAt);
  const threads: ThreadSummary[] = [];
  const broken: string[] = [];
  for (const file of files.slice(0, limit)) {
    const summary = await summaryOf(file).catch(() => undefined);
    if (summary) threads.push(summary);
    else broken.push(file.file);
  }
  return { threads, total: files.length, broken };
}

interface FileFacts {
  readonly file: string;
  readonly id: string;
  readonly usedAt: number;
  readonly bytes: number;
}

async function factsOf(dir: string, name: string): Promise<FileFacts | undefined> {
  const file = path.join(dir, name);
  const info = await stat(file).catch(() => undefined);
  const id = idOfFile(name);
  if (!info?.isFile() || id === undefined) return undefined;
  return { file, id, usedAt: info.mtimeMs, bytes: info.size };
}

async function summaryOf({ file, id, usedAt, bytes }: FileFacts): Promise<ThreadSummary | undefined> {
  const handle = await openForReading(file);
  try {
    const read = async (position: number): Promise<string> => {
      const buffer = Buffer.alloc(Math.min(ENDS, bytes));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
      return buffer.subarray(0, bytesRead).toString('utf8');
    };
    const header = headerIn(await read(0));
    if (!header) return undefined;
    const tail = await read(Math.max(0, bytes - ENDS));
    const last = parseRecord(tail.trimEnd().split('\n').at(-1) ?? '');
    const ended = typeof last !== 'string' && last.type === 'end';
    const { title, model, at } = header;
    return { id, title, createdAt: at, usedAt, model, bytes, ended };
  } finally {
    await handle.close().catch(() => {});
  }
}

function headerIn(text: string): ThreadRecord | undefined {
  for (const line of text.split('\n')) {
    const record = parseRecord(line);
    if (typeof record !== 'string') return record.type === 'thread' ? record : undefined;
  }
  return undefined;
}
