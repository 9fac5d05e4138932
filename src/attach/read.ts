import type { FileHandle } from 'node:fs/promises';
import { errnoOf } from '../system/errors.ts';
import { humanBytes, type Gathering } from './gathering.ts';
import { secretName } from './secrets/names.ts';
import { find, openFound, REFUSALS } from './workspace.ts';

interface Read<Content> {
  readonly content: Content;
  /** May differ from the name it was asked for by. */
  readonly real: string;
}

/** A text file is read up to here, so that a range of a long file can be taken. Bytes. */
const READ_LIMIT = 4_000_000;
const ATTEMPTS = 3;
const CHUNK = 65_536;

/** Reads to the end or to one byte above the limit: the size a file claims is not believed. */
async function readUpTo(handle: FileHandle, limit: number, signal: AbortSignal | undefined): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  while (size <= limit) {
    signal?.throwIfAborted();
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK, limit + 1 - size));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, size);
    if (bytesRead === 0) break;
    chunks.push(chunk.subarray(0, bytesRead));
    size += bytesRead;
  }
  return Buffer.concat(chunks, size);
}

/**
 * The file as it is at one moment, its size where that is above the limit, or why there is nothing. A change while it is
 * read makes it read again.
 */
async function readInside(
  g: Gathering,
  name: string,
  limit: number,
): Promise<Read<Buffer | number> | string> {
  const { signal } = g.deps;
  for (let attempt = 1; ; attempt += 1) {
    const found = await find(name, g.roots);
    const isFile = typeof found === 'object' && found.kind === 'file';
    const opened = isFile ? await openFound(found.real, g.roots) : found;
    if (typeof opened === 'string') {
      if (opened === 'changed' && attempt < ATTEMPTS) continue;
      return REFUSALS[opened];
    }
    if (!('handle' in opened)) return REFUSALS.folder;
    const { handle, real, stat } = opened;
    try {
      if (stat.size > BigInt(limit)) return { content: Number(stat.size), real };
      const bytes = await readUpTo(handle, limit, signal);
      if (bytes.length > limit) return { content: bytes.length, real };
      const after = await handle.stat({ bigint: true });
      if (after.mtimeNs === stat.mtimeNs && after.size === stat.size) return { content: bytes, real };
      if (attempt >= ATTEMPTS) return 'it kept changing while it was read';
    } catch (error) {
      if (signal?.aborted) throw error;
      return `it could not be read (${errnoOf(error) ?? 'unknown'})`;
    } finally {
      await handle.close().catch(() => {});
    }
  }
}

/** Reads a file of the workspace; lists it as `shown` where it cannot be read, is too long, or is a secret by name. */
export async function readBytes(
  g: Gathering,
  shown: string,
  name: string,
  limit: number,
): Promise<Read<Buffer> | undefined> {
  const read = await readInside(g, name, limit);
  if (typeof read === 'string') return g.omit(shown, read);
  // The real name counts: a harmless link may lead to a key.
  const secret = secretName(read.real);
  if (secret !== undefined && !g.allowed.has(read.real)) return g.withhold(shown, secret);
  const { content, real } = read;
  if (typeof content === 'object') return { content, real };
  return g.omit(shown, `it has ${humanBytes(content)}, more than ${humanBytes(limit)}`);
}

/** Reads a text file as `readBytes` does; what is no text is listed. */
export async function readText(g: Gathering, shown: string, name: string): Promise<Read<string> | undefined> {
  const read = await readBytes(g, shown, name, READ_LIMIT);
  if (!read) return undefined;
  const { content, real } = read;
  if (imageType(content) !== undefined) return g.omit(shown, 'it is an image: name it under images');
  const text = decodeText(content);
  return text === undefined ? g.omit(shown, 'it is binary') : { content: text, real };
}

/** The media type by the first bytes, whatever the name says; undefined for what the backend does not take. Pure. */
export function imageType(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 16)).toString('latin1');
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(head)) return 'image/gif';
  return /^RIFF[^]{4}WEBP/.test(head) ? 'image/webp' : undefined;
}

/** The text of a file, or undefined where it is no text: a NUL or bytes that are not UTF-8 (UTF-16 by its mark). Pure. */
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

/** The lines of a text; the newline at its end does not begin another. An empty text has none. Pure. */
export function splitLines(text: string): readonly string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((l) => (l.endsWith('\r') ? l.slice(0, -1) : l));
}
