import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import type { Deps } from '../system/deps.ts';
import type { Forward, Forwardable, RawHeaders } from '../system/forward.ts';
import { parseJson, isObject } from '../system/json.ts';
import { isAnotherUsers } from '../system/peer.ts';
import { holdSecrets, redactHeld } from '../system/redact.ts';
import { AppError } from '../system/errors.ts';
import { requestIdIn } from '../ask/judge.ts';
import { askedIn, type Asked } from './asked.ts';
import type { Destination } from './destination.ts';
import type { Keeper } from './keep.ts';

/** A longer request is sent on, but not kept. Bytes. */
const LONGEST = 32 * 1_048_576;
/** The CLI's metadata stands in headers. Bytes. */
const HEADERS = 262_144;
/** A connection that says nothing is somebody else's; the first of the CLI's comes with a request. */
const HEADERS_MS = 60_000;

/** Headers about one connection (RFC 9110 section 7.6.1), and the name of the server that was meant. */
const HOPS = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'host',
  'expect',
]);

/** The headers that belong to the message, in order; those that a Connection header names do not. Pure. */
export function throughHeaders(raw: RawHeaders): readonly string[] {
  const pairs = Array.from({ length: raw.length / 2 }, (_, i) => [raw[2 * i] ?? '', raw[2 * i + 1] ?? '']);
  const named = pairs.flatMap(([name = '', value = '']) =>
    name.toLowerCase() === 'connection' ? value.toLowerCase().split(/[\s,]+/) : [],
  );
  return pairs
    .filter(([name = '']) => !HOPS.has(name.toLowerCase()) && !named.includes(name.toLowerCase()))
    .flat();
}

/** Every value that could let somebody in is never written anywhere. */
function holdCredentials(raw: RawHeaders): void {
  for (let i = 0; i < raw.length; i += 2) {
    if (!/authorization|cookie|token|secret|api-?key/i.test(raw[i] ?? '')) continue;
    holdSecrets(raw[i + 1], ...(raw[i + 1] ?? '').split(/[\s;,=]+/));
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

interface ProxyParts {
  /** The first part of the path: whoever does not know it gets nothing. */
  readonly secret: string;
  readonly destinationOf: (headers: IncomingMessage['headers'], signal: AbortSignal) => Promise<Destination>;
  readonly forward: Forward;
  readonly keeper: Keeper;
  /** Called before an answer is read, so that a renewed login is known before it can be repeated. Never rejects. */
  readonly onAnswer: () => Promise<unknown>;
  readonly user: Pick<Deps, 'platform' | 'uid'>;
}

/**
 * Listens on 127.0.0.1 and sends what one program asks on to the server that its credential belongs to. Bytes pass
 * unchanged in both directions; what is kept is a copy, and no failure of the copy reaches them.
 */
export async function openProxy({ secret, destinationOf, forward, keeper, onAnswer, user }: ProxyParts) {
  const wanted = digest(secret);
  const strangers = new WeakMap<Socket, Promise<boolean>>();
  const serving = new Set<Promise<void>>();
  let port = 0;

  /** What follows the secret in the path; undefined for everybody whom this proxy does not serve. */
  const restOf = async ({ url = '', headers, socket }: IncomingMessage): Promise<string | undefined> => {
    const [, word = ''] = /^\/([^/?]*)/.exec(url) ?? [];
    // A page of another name that leads here (DNS rebinding) has another Host.
    if (!timingSafeEqual(digest(word), wanted) || headers.host !== `127.0.0.1:${port}`) return undefined;
    // The secret is in the CLI's arguments, where every user of the machine can read it.
    const stranger = strangers.get(socket) ?? isAnotherUsers({ peer: socket.remotePort ?? 0, port }, user);
    strangers.set(socket, stranger);
    return (await stranger) ? undefined : url.slice(word.length + 1);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const rest = await restOf(request);
    if (rest === undefined) return void response.writeHead(404).end();
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    holdCredentials(request.rawHeaders);
    const copy = copyOf(request, rest);
    const { signal } = gone;
    const { baseUrl, headers } = await destinationOf(request.headers, signal);
    const answer = await forward(new URL(baseUrl + rest), {
      method: request.method ?? 'GET',
      headers: [...throughHeaders(request.rawHeaders), ...Object.entries(headers).flat()],
      body: copy.body,
      signal,
    });
    // The request's again and last: what a server sends must not make them forgotten.
    holdCredentials([...answer.headers, ...request.rawHeaders]);
    response.sendDate = false;
    response.writeHead(answer.status, [...throughHeaders(answer.headers)]);
    response.flushHeaders();
    await onAnswer();
    const ear = copy.listen(answer);
    try {
      for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
        const ready = response.write(chunk);
        ear?.push(chunk);
        if (!ready) await once(response, 'drain', { signal });
      }
      response.end();
    } finally {
      ear?.end();
    }
  };

  /** The request's body for the server, and what a copy of it asks. */
  const copyOf = (request: IncomingMessage, rest: string) => {
    const {
      'content-length': length,
      'transfer-encoding': chunked,
      'content-encoding': packed,
    } = request.headers;
    const body = length === undefined && chunked === undefined ? undefined : new PassThrough();
    const question = request.method === 'POST' && /^\/responses(?:\?|$)/.test(rest);
    let asked: Asked | undefined;
    let unread = packed === undefined ? 'A question could not be read.' : 'A question was compressed.';
    if (question && packed === undefined) {
      const pieces: Buffer[] = [];
      let size = 0;
      request.on('data', (piece: Buffer) => {
        size += piece.length;
        if (size <= LONGEST) pieces.push(piece);
        else pieces.length = 0;
      });
      // Read while the server is busy with it.
      request.on('end', () => {
        const read = size > LONGEST ? undefined : parseJson(Buffer.concat(pieces).toString('utf8'));
        if (size > LONGEST) unread = 'A question was too long.';
        if (!isObject(read)) return;
        unread = '';
        asked = askedIn(request.headers, read);
      });
    }
    if (body) request.pipe(body);
    /** Hears the answer; undefined if it is not kept. */
    const listen = ({ status, headers }: Forwardable) => {
      if (!question || status !== 200) return undefined;
      const names = headers.map((name) => name.toLowerCase());
      const of = (name: string): string | null => headers[names.indexOf(name) + 1 || headers.length] ?? null;
      if ((of('content-encoding') ?? 'identity') !== 'identity') unread ||= 'An answer was compressed.';
      if (unread !== '') keeper.miss(unread);
      return asked && unread === '' ? keeper.listen(asked, requestIdIn(of)) : undefined;
    };
    return { body, listen };
  };

  const limits = {
    maxHeaderSize: HEADERS,
    headersTimeout: HEADERS_MS,
    requestTimeout: 0,
    keepAliveTimeout: 0,
  };
  const server = createServer(limits);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const served = serve(request, response).catch((error: unknown) => {
      // In the middle of an answer only a cut says that it is not whole.
      if (response.headersSent || !(error instanceof AppError)) return void response.destroy();
      const { message } = error;
      response.writeHead(502, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ detail: redactHeld(`codex-oauth: ${message}`) }));
    });
    serving.add(served);
    void served.finally(() => serving.delete(served));
  });
  // Only what goes over HTTP can be read: the CLI falls back to it at once (docs/wire.md 6.3).
  server.on('upgrade', (request, socket) => {
    socket.on('error', () => socket.destroy());
    const refuse = (status: string): void =>
      void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    restOf(request).then(
      (rest) => refuse(rest === undefined ? '404 Not Found' : '426 Upgrade Required'),
      () => socket.destroy(),
    );
  });
  server.listen({ port: 0, host: '127.0.0.1', exclusive: true });
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${port}/${secret}`,
    /** Cuts what is left; resolves when all of it has been heard. */
    close: async (): Promise<void> => {
      server.close().closeAllConnections();
      await Promise.all(serving);
    },
  };
}
