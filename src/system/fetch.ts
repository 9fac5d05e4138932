import type { ReadableStreamDefaultReader } from 'node:stream/web';

/** The options of a request. */
export interface FetchInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** Redirects are never followed: one is an error, or a normal answer. */
  readonly redirect?: 'error' | 'manual';
}

/** Bytes as they arrive. Rejects if the connection breaks, or with the signal's reason once it fires. */
export interface Body extends AsyncIterable<Uint8Array> {
  getReader(): Pick<ReadableStreamDefaultReader<Uint8Array>, 'read' | 'cancel'>;
  /** The rest is not needed. */
  cancel(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: { get(name: string): string | null };
  readonly body: Body | null;
  text(): Promise<string>;
}

/** The part of the platform's fetch that we use. Always taken from Deps, whose version knows the proxy. */
export type Fetch = (input: string | URL, init?: FetchInit) => Promise<Answer>;

/** A body's text, up to `limit` bytes; with `broken` also the text of a body that breaks off. */
export async function beginningOf(body: Body | null, limit: number, broken = false): Promise<string> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of body ?? []) {
      pieces.push(piece);
      size += piece.length;
      if (size >= limit) break;
    }
  } catch (error) {
    // The part that arrived may be enough.
    if (!broken) throw error;
  }
  return Buffer.concat(pieces).toString('utf8', 0, limit);
}
