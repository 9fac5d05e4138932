import type { ReadableStreamDefaultReader } from 'node:stream/web';

/** What is asked of a server beyond its address. */
export interface FetchInit {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
  /** A redirect is never followed: it is an error, or an answer like any other. */
  readonly redirect?: 'error' | 'manual';
}

/** Bytes as they come. Rejects where the connection breaks, and with the signal's reason once that fires. */
export interface Body extends AsyncIterable<Uint8Array> {
  getReader(): Pick<ReadableStreamDefaultReader<Uint8Array>, 'read' | 'cancel'>;
  /** The rest is of no interest. */
  cancel(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: { get(name: string): string | null };
  readonly body: Body | null;
  text(): Promise<string>;
}

/** The part of the platform's fetch that is used here. Whoever needs one is given it by Deps: it knows the proxy. */
export type Fetch = (input: string | URL, init?: FetchInit) => Promise<Answer>;

/** A body's text, and no more than `limit` bytes of it; with `broken` also of one that breaks off. */
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
    // What came may say enough.
    if (!broken) throw error;
  }
  return Buffer.concat(pieces).toString('utf8', 0, limit);
}
