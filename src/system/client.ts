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
/** Close an idle connection before the server or a gateway silently drops it. Milliseconds. */
const UNUSED_MS = 4_000;
/** When a reader stops early, the rest of the answer may take this long, so that the connection can be reused. */
const LAST_BYTES_MS = 250;

const agents = {
  'http:': new Agent({ keepAlive: true, timeout: UNUSED_MS }),
  'https:': new TlsAgent({ keepAlive: true, timeout: UNUSED_MS }),
};

let warm = false;

/** Reads the root certificates, which costs the first TLS connection of a process 20 ms. */
export function warmUpTls(): void {
  if (!warm) createSecureContext();
  warm = true;
}

/**
 * A request without a proxy, by Node's http. Node's fetch costs the first question 25 ms and 15 MB more, ends a body
 * after five silent minutes, and loses a request's signal to the garbage collector (Node 20 and 22).
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

/** Chunks buffered for the reader before the server has to wait. */
const AHEAD = 8;

/** Not the stream's own iterator: that loses unread data when the connection is cut. */
function bodyOf(stream: Readable): Body {
  const pieces = on(stream, 'data', { close: ['end', 'close'], highWaterMark: AHEAD });
  // After a cancel nothing else listens for errors, and an abort may still cause one.
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
