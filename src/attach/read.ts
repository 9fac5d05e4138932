import type { FileHandle } from 'node:fs/promises';
import { openInside, REFUSALS, type Root } from './confine.ts';
import { errnoOf } from '../system/errors.ts';

/** The bytes of one file, or why there are none. */
export type ReadFile =
  | { readonly kind: 'read'; readonly bytes: Buffer; readonly real: string; readonly root: Root }
  /** It has more than the limit; nothing of it was kept. */
  | { readonly kind: 'long'; readonly size: number; readonly real: string; readonly root: Root }
  | { readonly kind: 'refused'; readonly reason: string };

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

/** Reads a file inside the workspace as it was at one moment: a change in between makes it read again. */
export async function readInside(
  name: string,
  roots: readonly Root[],
  limit: number,
  signal?: AbortSignal,
): Promise<ReadFile> {
  for (let attempt = 1; ; attempt += 1) {
    const opened = await openInside(name, roots);
    if (opened.kind === 'refused') {
      if (opened.refusal === 'changed' && attempt < ATTEMPTS) continue;
      return { kind: 'refused', reason: REFUSALS[opened.refusal] };
    }
    const { handle, real, root, stat } = opened;
    try {
      if (stat.size > BigInt(limit)) return { kind: 'long', size: Number(stat.size), real, root };
      const bytes = await readUpTo(handle, limit, signal);
      if (bytes.length > limit) return { kind: 'long', size: bytes.length, real, root };
      const after = await handle.stat({ bigint: true });
      if (after.mtimeNs === stat.mtimeNs && after.size === stat.size)
        return { kind: 'read', bytes, real, root };
      if (attempt >= ATTEMPTS) return { kind: 'refused', reason: 'it kept changing while it was read' };
    } catch (error) {
      if (signal?.aborted) throw error;
      return { kind: 'refused', reason: `it could not be read (${errnoOf(error) ?? 'unknown'})` };
    } finally {
      await handle.close().catch(() => {});
    }
  }
}
