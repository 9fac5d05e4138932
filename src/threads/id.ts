import { its, say } from '../system/wording.ts';
import path from 'node:path';
import { AppError } from '../system/errors.ts';

/** A UUIDv7 (RFC 9562 section 5.7): sorts by time, so that a folder of threads lists in the order of their birth. */
export function newThreadId(now: number, random: Uint8Array): string {
  const bytes = Buffer.concat([Buffer.alloc(6), random.subarray(0, 10)]);
  bytes.writeUIntBE(Math.floor(now), 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Nothing else becomes part of a path. */
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The thread id in what a caller gave. Throws an `input` error for anything that is not one. */
export function parseThreadId(text: string): string {
  const id = text.trim().toLowerCase();
  if (UUID_V7.test(id)) return id;
  throw new AppError({
    kind: 'input',
    code: 'thread.id',
    what: `"${text.trim().slice(0, 60)}" is no thread id.`,
    why: 'A thread id looks like 0198c0de-1a2b-7c3d-8e4f-5a6b7c8d9e0f; it stands in the last line of an answer.',
    fix: say`Copy it whole, or leave ${its.thread} out to begin a new thread.`,
  });
}

/** Where a thread lies. The id is checked again: this is the only place where one becomes a path. */
export function threadFile(dir: string, id: string): string {
  return path.join(dir, `${parseThreadId(id)}.jsonl`);
}

/** The id in a file name of the threads folder; undefined for every other file. */
export function idOfFile(name: string): string | undefined {
  const id = path.basename(name, '.jsonl');
  return id !== name && UUID_V7.test(id) ? id : undefined;
}
