import type { FileHandle } from 'node:fs/promises';
import { errnoOf } from '../system/errors.ts';
import { FILE_BUDGET, humanBytes, type Gathering } from './gathering.ts';
import { secretName } from './secrets/names.ts';
import { findFile, openFound, REFUSALS } from './workspace.ts';

/** The most that is read of a text file for a range. Bytes. */
const RANGE_LIMIT = 4_000_000;
/**
 * The most that is read of a whole text file: UTF-16 takes two bytes for a character that may be sent as one. Bytes.
 */
const WHOLE_LIMIT = 2 * FILE_BUDGET;
const ATTEMPTS = 3;
const CHUNK = 65_536;

/** Reads to the end or to one byte above the limit: the size that a file claims may be wrong. */
async function readUpTo(handle: FileHandle, limit: number, signal: AbortSignal | undefined): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for (let bytesRead = 1; bytesRead > 0 && size <= limit; size += bytesRead) {
    signal?.throwIfAborted();
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK, limit + 1 - size));
    ({ bytesRead } = await handle.read(chunk, 0, chunk.length, size));
    chunks.push(chunk.subarray(0, bytesRead));
  }
  return Buffer.concat(chunks, size);
}

/**
 * Reads a consistent state of a workspace file: if it changes while being read, it is read again. Lists it as `shown`
 * if it cannot be read or is a secret by name. The `real` path may differ from the name; if `size` is above the
 * limit, the content is cut.
 */
export async function readBytes(g: Gathering, shown: string, name: string, limit: number) {
  for (let attempt = 1; ; attempt += 1) {
    const found = await findFile(name, g.roots);
    const opened = typeof found === 'string' ? found : await openFound(found.real, g.roots);
    if (opened === 'changed' && attempt < ATTEMPTS) continue;
    if (typeof opened === 'string') return g.omit(shown, REFUSALS[opened]);
    const { handle, real, stat } = opened;
    try {
      // Check the real name: a link with a harmless name may lead to a key.
      if (g.holdsBack(shown, real, secretName(real))) return undefined;
      const content = await readUpTo(handle, limit, g.deps.signal);
      const after = await handle.stat({ bigint: true });
      const size = Math.max(content.length, Number(after.size));
      if (after.mtimeNs === stat.mtimeNs && after.size === stat.size) return { content, real, size };
      if (attempt >= ATTEMPTS) return g.omit(shown, 'it kept changing while it was read');
    } catch (error) {
      if (g.deps.signal?.aborted) throw error;
      return g.omit(shown, `it could not be read (${errnoOf(error) ?? 'unknown'})`);
    } finally {
      await handle.close().catch(() => {});
    }
  }
}

/** Reads a text file like `readBytes`. Lists it as left out if it is not text or, without a range, too long to send. */
export async function readText(g: Gathering, shown: string, name: string, ranged = false) {
  const limit = ranged ? RANGE_LIMIT : WHOLE_LIMIT;
  const read = await readBytes(g, shown, name, limit);
  if (!read) return undefined;
  const { content, real, size } = read;
  if (imageType(content) !== undefined) return g.omit(shown, 'it is an image: name it under images');
  const text = size > limit && !content.includes(0) ? '' : decodeText(content);
  if (text === undefined) return g.omit(shown, 'it is binary');
  if (size > RANGE_LIMIT) return g.omit(shown, tooLong(size, RANGE_LIMIT));
  const asSent = size > limit ? size : Buffer.byteLength(text);
  const fits = ranged || g.fits(shown, asSent, `name a range, such as ${shown}:1-400`);
  return fits ? { content: text, real } : undefined;
}

export const tooLong = (size: number, limit: number): string =>
  `it has ${humanBytes(size)}, more than ${humanBytes(limit)}`;

/** The media type by the first bytes, whatever the name says; undefined if the backend does not accept it. Pure. */
export function imageType(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 16)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(head)) return 'image/gif';
  return /^RIFF[^]{4}WEBP/.test(head) ? 'image/webp' : undefined;
}

/** The text of a file; undefined if it has a NUL or is not UTF-8 (or UTF-16 with a byte order mark). Pure. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const mark = Buffer.from(bytes.subarray(0, 2)).toString('hex');
  const encoding = mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** The lines of a text; a final newline does not begin another line. An empty text has none. Pure. */
export function splitLines(text: string): readonly string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((l) => (l.endsWith('\r') ? l.slice(0, -1) : l));
}
