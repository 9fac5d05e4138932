import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errnoOf } from '../system/errors.ts';
import { judgeCallback, type CallbackDecision } from './callback.ts';
import { PAGE_HEADERS } from './pages.ts';

/** What the browser is shown in the end. */
export interface CallbackReply {
  readonly status: number;
  readonly html: string;
}

/** Called with the first decisive request; what it resolves to is what the browser sees. */
export type OnCallback = (decision: Exclude<CallbackDecision, { kind: 'ignored' }>) => Promise<CallbackReply>;

export interface CallbackListener {
  readonly port: number;
  /** Stops listening and cuts every connection, so that the port is free at once. */
  close(): Promise<void>;
}

export interface ListenOptions {
  /** 0 takes any free port (for providers that allow it, and for tests). */
  readonly port: number;
  readonly paths: readonly string[];
  readonly state: string;
  readonly onCallback: OnCallback;
}

const PLAIN = {
  'content-type': 'text/plain; charset=utf-8',
  connection: 'close',
  'cache-control': 'no-store',
};
/** A flood is cut off here, far above what a browser opens. */
const MAX_CONNECTIONS = 512;
/** A client that does not finish its request in this time is cut off, so that it cannot keep the browser out. */
const REQUEST_MS = 3_000;

function bind(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, exclusive: true, ipv6Only: host === '::1' }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function fetchSite(request: IncomingMessage): string | undefined {
  const value = request.headers['sec-fetch-site'];
  return typeof value === 'string' ? value : undefined;
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, PLAIN).end(text);
}

/**
 * Listens on 127.0.0.1 and, where the machine has it, on ::1 (a browser may resolve `localhost` to it): never on
 * all interfaces. Rejects with the system's error (EADDRINUSE) when 127.0.0.1 cannot be had.
 */
export async function listenForCallback(options: ListenOptions): Promise<CallbackListener> {
  let port = options.port;
  let taken = false;

  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    request.resume();
    const decision = judgeCallback(
      {
        method: request.method ?? '',
        target: request.url ?? '',
        host: request.headers.host,
        origin: request.headers.origin,
        fetchSite: fetchSite(request),
      },
      { state: options.state, port, paths: options.paths },
    );
    if (decision.kind === 'ignored') return plain(response, decision.status, decision.text);
    // The state may be used once: a second redirect with it is answered, not acted on.
    if (taken) return plain(response, 409, 'This sign-in is already being finished');
    taken = true;
    options.onCallback(decision).then(
      (reply) => response.writeHead(reply.status, PAGE_HEADERS).end(reply.html),
      () => plain(response, 500, 'Sign-in failed'),
    );
  };

  const servers: Server[] = [];
  const make = (): Server => {
    const server = createServer(
      {
        maxHeaderSize: 32_768,
        requestTimeout: REQUEST_MS,
        headersTimeout: REQUEST_MS,
        connectionsCheckingInterval: 1_000,
        keepAlive: false,
      },
      handle,
    );
    server.maxConnections = MAX_CONNECTIONS;
    server.on('clientError', (error, socket) => {
      if (!socket.writable) return;
      socket.end(
        errnoOf(error) === 'HPE_HEADER_OVERFLOW'
          ? 'HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n'
          : 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n',
      );
    });
    return server;
  };

  const main = make();
  await bind(main, port, '127.0.0.1');
  servers.push(main);
  // An address of a TCP server is never a pipe name.
  port = (main.address() as AddressInfo).port;

  const second = make();
  await bind(second, port, '::1').then(
    () => servers.push(second),
    () => {},
  );

  return {
    port,
    close: async () => {
      await Promise.all(
        servers.map(
          (server) =>
            new Promise<void>((resolve) => {
              server.close(() => resolve());
              server.closeAllConnections();
            }),
        ),
      );
    },
  };
}
