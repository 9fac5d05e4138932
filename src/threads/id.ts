import { onlyIn, say } from '../system/wording.ts';
import path from 'node:path';
import { AppError } from '../system/errors.ts';

/** A UUIDv7 (RFC 9562 section 5.7): sorts by time, so that a folder lists threads in order of creation. */
export function newThreadId(now: number, random: Uint8Array): string {
  const bytes = Buffer.concat([Buffer.alloc(6), random.subarray(0, 10)]);
  bytes.writeUIntBE(Math.floor(now), 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Only a match may become part of a path. */
const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Completes the beginning of an id, to test whether it is valid. */
const REST = '00000000-0000-7000-8000-000000000000';
/** A shorter prefix is not accepted. */
const SHORTEST = 8;
const SHORT = 18;

/** Stands for the thread used last. */
export const LAST = 'last';

/** How a caller may name a thread: its id, a prefix of it, or `last`. Throws an `input` error for anything else. */
export function parseThreadName(text: string): string {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/(?:…|\.\.\.)$/, '');
  if (name === LAST || (name.length >= SHORTEST && UUID_V7.test(name + REST.slice(name.length)))) return name;
  throw new AppError({
    kind: 'input',
    code: 'thread.id',
    what: `"${text.trim().slice(0, 60)}" is not a valid thread id.`,
    why: 'A thread id looks like 0198c0de-1a2b-7c3d-8e4f-5a6b7c8d9e0f. It is on the last line of an answer.',
    fix: say`Give at least its first ${SHORTEST} characters, or ${LAST} for the thread used last${onlyIn('assistant', ', or omit thread_id to start a new thread')}.`,
  });
}

export const isThreadId = (name: string): boolean => UUID_V7.test(name);

/** An id as a list shows it: its creation time to the millisecond, and a few random bits. */
export const shortId = (id: string): string => id.slice(0, SHORT);

/** A thread's path. The id is checked again, because only here an id becomes a path. */
export function threadFile(dir: string, id: string): string {
  if (!isThreadId(id)) throw new Error('not a thread id');
  return path.join(dir, `${id}.jsonl`);
}

/** The id in a file name of the threads folder; undefined for every other file. */
export function idOfFile(name: string): string | undefined {
  const id = path.basename(name, '.jsonl');
  return id !== name && UUID_V7.test(id) ? id : undefined;
}
