import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { namesIn } from '../system/files.ts';
import { isObject, numberOf, parseJson, stringOf } from '../system/json.ts';
import { isThreadId } from '../threads/id.ts';
import { READ } from '../threads/listing.ts';

/** A thread in the index, and the file that its text was made of. */
export interface Doc {
  readonly file: string;
  /** The file's size and time of change then: if they differ, the text is old. */
  readonly bytes: number;
  readonly usedAt: number;
  readonly project: string;
  /** The Codex CLI's session that the thread is, or records. */
  readonly session: string | undefined;
}

/** Where a thread's text is. */
export interface Row extends Doc {
  readonly fd: number;
  readonly at: number;
  readonly length: number;
}

interface Segment {
  readonly file: string;
  readonly fd: number;
  readonly rows: readonly Row[];
}

/** The version is part of the name: files of other versions are not read. */
const SUFFIX = '.v1';
/** An unfinished segment that is older was left by a killed writer. */
const LITTER_MS = 60 * 60_000;
/** So much text is in one segment: what has to be read again when one of its threads is deleted. Bytes. */
const ENOUGH = 16 << 20;
/** More segments with less than half of that in use are given up, and their texts read again into one. */
const SMALL = 8;
/** The end of a segment: the length of the table before it, in digits. */
const FOOT = 16;
/** So much is read at once. Bytes. */
const PART = 4 << 20;

/** A file as it is now; undefined if it is gone. */
export type FactsOf = (file: string) => { readonly bytes: number; readonly usedAt: number } | undefined;

/**
 * The search index in `dir`: nothing but copies of texts, each compared with its thread's file at every use
 * (docs/sessions.md, Search). Needs no lock, because a segment appears whole, by rename, and is never changed, only
 * given up: two writers at once leave a text twice, of which one is used; a killed one leaves a file without our suffix.
 *
 * Gives up segments with a text whose file is gone, so that what was deleted is not found here either; `stuck` is the
 * error if one could not be deleted.
 */
export async function openSegments(dir: string, factsOf: FactsOf, unfinishedMs = LITTER_MS) {
  let stuck: unknown;
  const remove = (file: string): Promise<void> =>
    rm(file, { recursive: true, force: true }).catch((error: unknown) => void (stuck ??= error));
  const segments: Segment[] = [];
  const drop = (segment: Segment): Promise<void> => {
    closeSync(segment.fd);
    return remove(segment.file);
  };
  for (const name of await namesIn(dir).catch(() => [])) {
    const file = path.join(dir, name);
    // The folder may be a link to one in which other files are.
    if (!isThreadId(path.basename(name, SUFFIX))) continue;
    if (!name.endsWith(SUFFIX)) {
      const since = (await stat(file).catch(() => undefined))?.mtimeMs ?? Date.now();
      if (Date.now() - since >= unfinishedMs) await remove(file);
      continue;
    }
    const segment = readSegment(file);
    // Damaged, and of no use: its texts are read from the files again.
    if (!segment) await remove(file);
    else if (segment.rows.some((row) => !factsOf(row.file))) await drop(segment);
    else segments.push(segment);
  }

  const live = new Map<string, Row>();
  const small: Segment[] = [];
  for (const segment of segments) {
    let used = 0;
    for (const row of segment.rows) {
      const now = factsOf(row.file);
      if (now?.bytes !== row.bytes || now.usedAt !== row.usedAt || live.has(row.file)) continue;
      live.set(row.file, row);
      used += row.length;
    }
    if (used < ENOUGH / 2) small.push(segment);
  }
  const surplus = new Set(small.length > SMALL ? small : []);
  for (const segment of surplus) {
    for (const row of segment.rows) if (live.get(row.file) === row) live.delete(row.file);
    await drop(segment);
  }
  return {
    /** For each file that is unchanged, the place of its text. */
    live,
    stuck,
    close: (): void => {
      for (const segment of segments) if (!surplus.has(segment)) closeSync(segment.fd);
    },
  };
}

/** Adds texts to the index as long as that works: with a full disk it stops, and the texts are read again next time. */
export function createWriter(dir: string, newName: () => string) {
  let [texts, table, at, failed]: [Buffer[], object[], number, boolean] = [[], [], 0, false];
  const end = async (): Promise<void> => {
    if (failed || table.length === 0) return;
    const rows = Buffer.from(JSON.stringify(table));
    const whole = Buffer.concat([...texts, rows, Buffer.from(String(rows.length).padStart(FOOT))]);
    [texts, table, at] = [[], [], 0];
    const file = path.join(dir, newName());
    try {
      await mkdir(dir, { recursive: true, mode: 0o700 });
      await writeFile(file, whole, { mode: 0o600, flag: 'wx' });
      await rename(file, file + SUFFIX);
    } catch {
      failed = true;
      await rm(file, { force: true }).catch(() => {});
    }
  };
  return {
    add: async ({ file, bytes, usedAt, project, session }: Doc, text: Buffer): Promise<void> => {
      if (failed) return;
      table.push({ file, bytes, usedAt, project, session, at, length: text.length });
      texts.push(text);
      at += text.length;
      if (at > ENOUGH) await end();
    },
    end,
  };
}

/** Opens a segment and reads its table; undefined if it is none, or not whole. */
function readSegment(file: string): Segment | undefined {
  let fd: number | undefined;
  try {
    fd = openSync(file, READ);
    const { size } = fstatSync(fd);
    const length = Number(bytesAt(fd, size - FOOT, FOOT).toString('latin1'));
    const table =
      length > 0 ? parseJson(bytesAt(fd, size - FOOT - length, length).toString('utf8')) : undefined;
    if (!Array.isArray(table)) throw new Error('no table');
    const whole = { fd, end: size - FOOT - length };
    return { file, fd, rows: table.flatMap((row) => rowOf(row, whole) ?? []) };
  } catch {
    if (fd !== undefined) closeSync(fd);
    return undefined;
  }
}

function rowOf(row: unknown, { fd, end }: { readonly fd: number; readonly end: number }): Row | undefined {
  if (!isObject(row)) return undefined;
  const [file, project, session] = [stringOf(row['file']), row['project'], stringOf(row['session'])];
  // One of many: not by a list of names.
  const [bytes, usedAt] = [numberOf(row['bytes']), numberOf(row['usedAt'])];
  const [at = -1, length = -1] = [numberOf(row['at']), numberOf(row['length'])];
  const inside = at >= 0 && length >= 0 && at + length <= end;
  if (
    file === undefined ||
    typeof project !== 'string' ||
    bytes === undefined ||
    usedAt === undefined ||
    !inside
  )
    return undefined;
  return { file, bytes, usedAt, project, session, fd, at, length };
}

/** Texts that stand near each other are read at once. Bytes. */
const NEAR = 1 << 16;

/** The texts of rows, in parts of which `bytes` holds several; valid until the next part. */
export function* textsOf(
  rows: Iterable<Row>,
): Generator<{ bytes: Buffer; texts: readonly (readonly [Row, Buffer])[] }> {
  const room = Buffer.allocUnsafe(PART);
  let part: Row[] = [];
  const read = () => {
    const [first, last] = [part[0], part.at(-1)];
    if (!first || !last) return { bytes: room.subarray(0, 0), texts: [] };
    const bytes = bytesAt(first.fd, first.at, last.at + last.length - first.at, room);
    const texts = part.map(
      (row) => [row, bytes.subarray(row.at - first.at, row.at - first.at + row.length)] as const,
    );
    return { bytes, texts };
  };
  for (const row of rows) {
    const [first, last] = [part[0], part.at(-1)];
    const gap = row.at - ((last?.at ?? 0) + (last?.length ?? 0));
    const joins = first?.fd === row.fd && gap >= 0 && gap < NEAR && row.at + row.length - first.at <= PART;
    if (!joins && part.length > 0) {
      yield read();
      part = [];
    }
    part.push(row);
  }
  if (part.length > 0) yield read();
}

/** Throws system errors, and where the file is shorter. */
function bytesAt(fd: number, position: number, length: number, room?: Buffer): Buffer {
  const bytes = room && length <= room.length ? room.subarray(0, length) : Buffer.allocUnsafe(length);
  for (let read = 0; read < length; ) {
    const more = readSync(fd, bytes, read, length - read, position + read);
    if (more <= 0) throw new Error('the file is cut');
    read += more;
  }
  return bytes;
}
