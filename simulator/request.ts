import * as zlib from 'node:zlib';

/** The body as the content type says it should be read. A body that is not what it claims is `invalid`. */
export type ParsedBody =
  | { readonly type: 'none' }
  | { readonly type: 'json'; readonly value: unknown }
  | { readonly type: 'form'; readonly fields: URLSearchParams }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'invalid'; readonly status: number; readonly reason: string };

/** One request, read completely, before any decision is taken about it. */
export interface SimRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case names; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ParsedBody;
}

export function header(request: SimRequest, name: string): string | undefined {
  return request.headers[name];
}

/** A JSON object body, or undefined for anything else. */
export function jsonObject(request: SimRequest): Record<string, unknown> | undefined {
  return request.body.type === 'json' ? asObject(request.body.value) : undefined;
}

export function isLoopbackHost(host: string): boolean {
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i.test(host);
}

export function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}

export function asString(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The token of an Authorization header (RFC 6750 section 2.1). */
export const bearerOf = (request: SimRequest): string | undefined =>
  /^Bearer (\S+)$/i.exec(header(request, 'authorization') ?? '')?.[1];

/** Decodes and parses a body by its headers. Pure, so that tests can feed it by table. */
export function parseBody(raw: Buffer, contentType: string, contentEncoding: string): ParsedBody {
  if (raw.length === 0) return { type: 'none' };
  const decoded = decode(raw, contentEncoding.trim().toLowerCase());
  if (!Buffer.isBuffer(decoded)) return decoded;
  const text = decoded.toString('utf8');
  const mediaType = (contentType.split(';')[0] ?? '').trim().toLowerCase();
  if (mediaType === 'application/x-www-form-urlencoded') {
    return { type: 'form', fields: new URLSearchParams(text) };
  }
  if (mediaType !== 'application/json') return { type: 'text', text };
  try {
    return { type: 'json', value: JSON.parse(text) as unknown };
  } catch {
    return { type: 'invalid', status: 400, reason: 'The body is not valid JSON.' };
  }
}

function decode(raw: Buffer, encoding: string): Buffer | ParsedBody {
  try {
    if (encoding === '' || encoding === 'identity') return raw;
    if (encoding === 'gzip') return zlib.gunzipSync(raw);
    if (encoding === 'br') return zlib.brotliDecompressSync(raw);
    if (encoding === 'zstd') return unzstd(raw);
  } catch {
    return { type: 'invalid', status: 400, reason: `The body is not valid ${encoding}.` };
  }
  return { type: 'invalid', status: 415, reason: `Content encoding ${encoding} is not supported.` };
}

/** Node 20 has no zstd; newer versions do, and the Codex CLI compresses with it by default (docs/wire.md 6.1). */
function unzstd(raw: Buffer): Buffer | ParsedBody {
  const { zstdDecompressSync } = zlib as { zstdDecompressSync?: (data: Buffer) => Buffer };
  if (zstdDecompressSync) return zstdDecompressSync(raw);
  return {
    type: 'invalid',
    status: 415,
    reason: 'This Node.js has no zstd. Start the Codex CLI with --disable enable_request_compression.',
  };
}
