import { on } from 'node:events';
import { Agent, type IncomingMessage, request as requestPlain } from 'node:http';
import { Agent as TlsAgent, request as requestSecure } from 'node:https';
import { createSecureContext } from 'node:tls';
import { pipeline, type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Answer, Body, Fetch } from './fetch.ts';
import { VERSION } from './deps.ts';

/** DNS, TCP and TLS together may take this long. Milliseconds. */
const CONNECT_MS = 10_000;
/** An unused connection is closed before the other side or something on the way does it in silence. Milliseconds. */
const UNUSED_MS = 4_000;
/** An answer of which enough was read gets this long for its last bytes, so that its connection can be used again. */
const LAST_BYTES_MS = 250;

const agents = {
  'http:': new Agent({ keepAlive: true, timeout: UNUSED_MS }),
  'https:': new TlsAgent({ keepAlive: true, timeout: UNUSED_MS }),
};

let warm = false;

/** Reads the certificates of the authorities, which costs the first TLS connection of a process 20 ms. */
export function warmUpTls(): void {
  if (!warm) createSecureContext();
  warm = true;
}

/**
 * A request without a proxy, by Node's http: its own fetch costs the first question 25 ms and 15 MB more, ends a body
 * after five silent minutes, and loses the signal of a request once the garbage collector has run (Node 20 and 22).
 */
export const fetchDirectly: Fetch = (input, init = {}) =>
  new Promise((resolve, reject) => {
    const url = new URL(input);
    const { method = 'GET', body, signal } = init;
    if (signal?.aborted) throw signal.reason;
    const secure = url.protocol === 'https:';
    warm ||= secure;
    const headers = {
      'user-agent': `codex-oauth/${VERSION}`,
      ...(body === undefined ? { 'accept-encoding': 'gzip' } : {}),
      ...init.headers,
    };
    const request = (secure ? requestSecure : requestPlain)(url, {
      method,
      headers,
      agent: agents[secure ? 'https:' : 'http:'],
    });
    let message: IncomingMessage | undefined;
    const onAbort = (): void => void (message ?? request).destroy(signal?.reason as Error);
    signal?.addEventListener('abort', onAbort, { once: true });
    const late = setTimeout(() => {
      const error = new Error('connect timeout');
      request.destroy(Object.assign(error, { code: 'UND_ERR_CONNECT_TIMEOUT' }));
    }, CONNECT_MS);
    request.on('socket', (socket) => {
      if (request.reusedSocket) clearTimeout(late);
      else socket.once(secure ? 'secureConnect' : 'connect', () => clearTimeout(late));
    });
    request.on('error', reject);
    request.on('close', () => {
      clearTimeout(late);
      signal?.removeEventListener('abort', onAbort);
    });
    request.on('response', (response) => {
      message = response;
      resolve(response.headers['content-encoding'] === 'gzip' ? unzipped(response) : answerOf(response));
    });
    request.end(body);
  });

async function unzipped(message: IncomingMessage): Promise<Answer> {
  const { createGunzip } = await import('node:zlib');
  const stream = pipeline(message, createGunzip(), () => {});
  return answerOf(message, stream);
}

function answerOf(message: IncomingMessage, stream: Readable = message): Answer {
  const status = message.statusCode ?? 0;
  const get = (name: string): string | null => {
    const value = message.headers[name];
    return Array.isArray(value) ? value.join(', ') : (value ?? null);
  };
  const body = bodyOf(stream);
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: { get },
    body,
    text: () => text(body),
  };
}

/** So many pieces wait for their reader before the server is made to wait. */
const AHEAD = 8;

/** Not a stream's own iterator: that loses what was not read when the connection is cut. */
function bodyOf(stream: Readable): Body {
  const pieces = on(stream, 'data', { close: ['end', 'close'], highWaterMark: AHEAD });
  // Once it was cancelled nobody else listens, and an abort may still come.
  stream.on('error', () => {});
  const read: ReturnType<Body['getReader']>['read'] = async () => {
    const { done, value } = await pieces.next();
    return done ? { done, value: undefined } : { done: false, value: (value as [Uint8Array])[0] };
  };
  const cancel = async (): Promise<void> => {
    if (!stream.destroyed) setTimeout(() => stream.destroy(), LAST_BYTES_MS).unref();
    await pieces.return?.();
    stream.resume();
  };
  return {
    getReader: () => ({ read, cancel }),
    cancel,
    async *[Symbol.asyncIterator]() {
      try {
        for (let piece = await read(); !piece.done; piece = await read()) yield piece.value;
      } finally {
        await cancel();
      }
    },
  };
}
