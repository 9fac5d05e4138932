import { closeSync, fstatSync, lstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { isThreadId } from '../threads/id.ts';
import { READ, type FileFacts } from '../threads/listing.ts';

/** A session's file. */
export type SessionFile = FileFacts & { readonly ofCli: true };

/** `sessions/2026/11/21/`. */
const DEEPEST = 3;
const CHUNK = 1 << 20;
/** A longer line is no message. Bytes. */
const LONGEST = 32 << 20;

const NAME = /^rollout-.*-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.jsonl(\..+)?$/;

/**
 * The names of all session files below a folder, links left out. `undefined` stands for a file in another form: a
 * compressed one, or one with another kind of id.
 */
export function* sessionNames(
  dir: string,
  depth = 0,
): Generator<{ readonly id: string; readonly file: string } | undefined> {
  // The folder itself may be a link out of CODEX_HOME.
  if (depth === 0 && !isFolder(dir)) return;
  for (const entry of entriesOf(dir)) {
    const file = dir + path.sep + entry.name;
    if (entry.isDirectory() && depth < DEEPEST) yield* sessionNames(file, depth + 1);
    if (!entry.isFile()) continue;
    const [, id, more] = NAME.exec(entry.name) ?? [];
    if (id !== undefined) yield more === undefined && isThreadId(id) ? { id, file } : undefined;
  }
}

function entriesOf(dir: string) {
  try {
    return readdirSync(dir, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isFolder(dir: string): boolean {
  try {
    return lstatSync(dir).isDirectory();
  } catch {
    return false;
  }
}

export function factsOf(named: { readonly id: string; readonly file: string }): SessionFile | undefined {
  try {
    const { mtimeMs: usedAt, size: bytes } = statSync(named.file);
    return { ...named, usedAt, bytes, ofCli: true };
  } catch {
    return undefined;
  }
}

/**
 * The lines of a file, each valid until the next is taken; `undefined` after each part read, where other work may get
 * its turn; `damaged` for a line that is too long. An incomplete last line is being written. Throws system errors.
 */
export function* linesOf(file: string): Generator<Buffer | 'damaged' | undefined> {
  const fd = openSync(file, READ);
  try {
    const info = fstatSync(fd);
    if (!info.isFile()) return;
    const room = Buffer.allocUnsafe(Math.max(1, Math.min(info.size, CHUNK)));
    /** The beginning of a line that goes on in the next part; undefined while a line is too long. */
    let begun: Buffer | undefined = Buffer.alloc(0);
    for (let at = 0; ; ) {
      const read = readSync(fd, room, 0, room.length, at);
      if (read === 0) return;
      at += read;
      let start = 0;
      for (let end = room.indexOf(10); end >= 0 && end < read; end = room.indexOf(10, start)) {
        const piece = room.subarray(start, end);
        yield begun === undefined ? 'damaged' : begun.length > 0 ? Buffer.concat([begun, piece]) : piece;
        begun = Buffer.alloc(0);
        start = end + 1;
      }
      const rest = read - start;
      begun =
        begun && begun.length + rest <= LONGEST
          ? Buffer.concat([begun, room.subarray(start, read)])
          : undefined;
      yield undefined;
    }
  } finally {
    closeSync(fd);
  }
}
