import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { namesIn } from '../system/files.ts';
import { isObject, numberOf, parseJson, stringOf } from '../system/json.ts';
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
const LITTER_MS = 60 * 60_000;
/** More segments than this are made into one, and so is an index of which more than a third is old. */
const SEGMENTS = 8;
/** The end of a segment: the length of the table before it, in digits. */
const FOOT = 16;
/** So much is collected for one write, and moved in one turn of the event loop. Bytes. */
const PART = 4 << 20;

export type Segments = Awaited<ReturnType<typeof openSegments>>;

/**
 * The files of the search index in `dir`: nothing but copies of texts, each compared with its thread's file at every
 * use (docs/sessions.md, Search). Needs no lock, because a segment appears whole, by rename, and is never changed: two
 * writers at once leave a text twice, of which one is used; a killed one leaves a file without our suffix.
 */
export async function openSegments(dir: string, newName: () => string) {
  const segments: Segment[] = [];
  for (const name of await namesIn(dir).catch(() => [])) {
    if (!name.endsWith(SUFFIX)) continue;
    const segment = readSegment(path.join(dir, name));
    if (segment) segments.push(segment);
    // Damaged, and of no use: its texts are read from the files again.
    else await rm(path.join(dir, name), { recursive: true, force: true }).catch(() => {});
  }

  /** A new segment; throws system errors, after which it must be dropped. */
  const begin = async () => {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const file = path.join(dir, newName());
    const handle = await open(file, 'wx', 0o600);
    const table: object[] = [];
    let waiting: Buffer[] = [];
    let [at, size] = [0, 0];
    const flush = async (): Promise<void> => {
      const bytes = Buffer.concat(waiting);
      [waiting, size] = [[], 0];
      await handle.writeFile(bytes);
    };
    return {
      size: () => at,
      add: async ({ file: of, bytes, usedAt, project, session }: Doc, text: Buffer): Promise<void> => {
        table.push({ file: of, bytes, usedAt, project, session, at, length: text.length });
        waiting.push(text);
        at += text.length;
        size += text.length;
        if (size >= PART) await flush();
      },
      end: async (): Promise<void> => {
        const rows = Buffer.from(JSON.stringify(table));
        waiting.push(rows, Buffer.from(String(rows.length).padStart(FOOT)));
        await flush();
        await handle.close();
        await rename(file, file + SUFFIX);
      },
      drop: async (): Promise<void> => {
        await handle.close().catch(() => {});
        await rm(file, { force: true }).catch(() => {});
      },
    };
  };

  /** Makes one segment of all, with these rows only. Throws system errors, after which all are as before. */
  const merge = async (live: readonly Row[]): Promise<void> => {
    const merged = live.length > 0 ? await begin() : undefined;
    try {
      for (const { texts } of textsOf(live)) {
        // The bytes are valid until the next part, and written later.
        for (const [row, text] of texts) await merged?.add(row, Buffer.from(text));
        await setImmediate();
      }
      await merged?.end();
    } catch (error) {
      await merged?.drop();
      throw error;
    }
    for (const { file } of segments) await rm(file, { force: true });
  };

  return {
    rows: segments.flatMap(({ rows }) => rows),
    begin,
    merge,
    /** Removes what a killed writer left, and merges if something is `gone`, or where that is worth it. `live`: the rows in use. */
    tidy: async (live: readonly Row[], gone: boolean): Promise<void> => {
      for (const name of await namesIn(dir)) {
        const file = path.join(dir, name);
        const age = Date.now() - ((await stat(file).catch(() => undefined))?.mtimeMs ?? Date.now());
        if (path.extname(name) === '' && age > LITTER_MS) await rm(file, { force: true });
      }
      const size = (rows: readonly Row[]): number => rows.reduce((sum, row) => sum + row.length + 100, 0);
      const old = segments.reduce((sum, { rows }) => sum + size(rows), 0) - size(live);
      if (gone || segments.length > SEGMENTS || old * 3 > size(live)) await merge(live);
    },
    close: (): void => {
      for (const { fd } of segments) closeSync(fd);
    },
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
  const [bytes = -1, usedAt, at = -1, length = -1] = ['bytes', 'usedAt', 'at', 'length'].map((key) =>
    numberOf(row[key]),
  );
  const inside = at >= 0 && length >= 0 && at + length <= end;
  if (file === undefined || typeof project !== 'string' || usedAt === undefined || !inside) return undefined;
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
