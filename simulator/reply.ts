/** What a handler answers with. Handlers return these as data; only the server writes to a socket. */

export type HeaderMap = Readonly<Record<string, string>>;

export interface PlainReply {
  readonly kind: 'plain';
  readonly status: number;
  readonly headers: HeaderMap;
  readonly body: string;
}

/** An answer written bit by bit, such as a stream of server-sent events. */
export interface StreamReply {
  readonly kind: 'stream';
  readonly status: number;
  readonly headers: HeaderMap;
  readonly run: (sink: StreamSink) => Promise<void>;
}

export interface StreamSink {
  /** Resolves when the bytes are handed over (or the client is gone). */
  write(chunk: string | Buffer): Promise<void>;
  /** Waits, and returns early when the client goes away or the simulator closes. */
  sleep(ms: number): Promise<void>;
  /** Breaks the connection without ending the answer. */
  cut(): void;
  /** Never resolves until the client goes away or the simulator closes. */
  stall(): Promise<void>;
  readonly gone: boolean;
}

/** `hang`: accept and say nothing. `drop`: close the socket without an answer. */
export type Reply = PlainReply | StreamReply | { readonly kind: 'hang' } | { readonly kind: 'drop' };

export const HANG: Reply = { kind: 'hang' };
export const DROP: Reply = { kind: 'drop' };

export function json(status: number, body: unknown, headers: HeaderMap = {}): PlainReply {
  return {
    kind: 'plain',
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

export function html(status: number, body: string, headers: HeaderMap = {}): PlainReply {
  return {
    kind: 'plain',
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body,
  };
}

export function redirect(location: string): PlainReply {
  return { kind: 'plain', status: 302, headers: { location, 'cache-control': 'no-store' }, body: '' };
}

export function empty(status: number, headers: HeaderMap = {}): PlainReply {
  return { kind: 'plain', status, headers, body: '' };
}

/** The refusal form of the ChatGPT backend (docs/wire.md 6.4). */
export function detail(status: number, message: string): PlainReply {
  return json(status, { detail: message });
}

/** The refusal form of the token endpoint for an authorization code (RFC 6749 5.2). */
export function oauthError(status: number, error: string, description: string): PlainReply {
  return json(status, { error, error_description: description }, { 'cache-control': 'no-store' });
}

/** The error object of OpenAI's own endpoints: refresh, device codes, the API key route. */
export function apiError(
  status: number,
  code: string | null,
  message: string,
  extra: { readonly type?: string; readonly param?: string | null; readonly headers?: HeaderMap } = {},
): PlainReply {
  const error = {
    message,
    type: extra.type ?? 'invalid_request_error',
    param: extra.param ?? null,
    code,
  };
  return json(status, { error }, extra.headers ?? {});
}

/** The page that stands in front of the backend and takes a client for a script (docs/wire.md 6.5, 7.2). */
export function challengePage(): PlainReply {
  return html(
    403,
    '<!DOCTYPE html><html lang="en"><head><title>Just a moment...</title></head><body>' +
      '<h1>Simulated challenge page</h1><p>A browser would now have to prove that it is one.</p></body></html>',
    { 'cf-mitigated': 'challenge', 'cf-ray': '8simulated00001-SIM', server: 'cloudflare' },
  );
}
