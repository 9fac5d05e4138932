import { once } from 'node:events';
import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type RequestListener,
  type Server,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { LOOPBACK_NAMES } from '../system/proxy.ts';
import { judgeRedirect, type RedirectDecision } from './authorization-code.ts';
import { PAGE_HEADERS } from './pages.ts';

/** What a request to the callback listener means. Pure: the listener acts on it. */
export type CallbackDecision =
  | RedirectDecision
  /** Another window asks us to make room (docs/wire.md 1.2). */
  | { readonly kind: 'cancel' }
  /** Not meant for this attempt: answered, and the wait goes on, so that no stray page can end a sign-in. */
  | { readonly kind: 'ignored'; readonly status: 400 | 403 | 404 | 405 | 414 };

export type CallbackRequest = Pick<IncomingMessage, 'headers' | 'method' | 'url'>;

const MAX_TARGET = 16_384;

export function judgeCallback(
  { method, url: target = '', headers }: CallbackRequest,
  expected: { readonly state: string; readonly port: number; readonly paths: readonly string[] },
): CallbackDecision {
  // A rebound name or a page on another host must not reach the listener (DNS rebinding).
  const host = headers.host?.toLowerCase();
  if (!LOOPBACK_NAMES.some((name) => host === `${name}:${expected.port}`))
    return { kind: 'ignored', status: 403 };
  if (target.length > MAX_TARGET) return { kind: 'ignored', status: 414 };
  if (!URL.canParse(target, 'http://127.0.0.1')) return { kind: 'ignored', status: 400 };
  const url = new URL(target, 'http://127.0.0.1');
  const cancel = url.pathname === '/cancel';
  if (!cancel && !expected.paths.includes(url.pathname)) return { kind: 'ignored', status: 404 };
  if (method !== 'GET') return { kind: 'ignored', status: 405 };
  if (!cancel) return judgeRedirect(url, expected.state);
  // Only another program may ask for the port: a web page, whose browser sends these, could end every sign-in.
  const site = headers['sec-fetch-site'];
  return headers.origin !== undefined || (site !== undefined && site !== 'none')
    ? { kind: 'ignored', status: 403 }
    : { kind: 'cancel' };
}

/** Called with the first decisive request; what it resolves to is what the browser is shown in the end. */
export type OnCallback = (
  decision: Exclude<CallbackDecision, { kind: 'ignored' }>,
) => Promise<{ readonly status: number; readonly html: string }>;

export type CallbackListener = Awaited<ReturnType<typeof listenForCallback>>;

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

/**
 * Listens on 127.0.0.1 and, where the machine has it, on ::1 (a browser may resolve `localhost` to it): never on
 * all interfaces. Rejects with the system's error (EADDRINUSE) when the port is not free on 127.0.0.1.
 */
export async function listenForCallback({ port: wanted, state, paths, onCallback }: ListenOptions) {
  let port = wanted;
  let taken = false;

  const handle: RequestListener = (request, response) => {
    request.resume();
    const plain = (status: number, text: string): void => void response.writeHead(status, PLAIN).end(text);
    const decision = judgeCallback(request, { state, port, paths });
    if (decision.kind === 'ignored') return plain(decision.status, STATUS_CODES[decision.status] ?? '');
    // The state may be used once: a second redirect with it is answered, not acted on.
    if (taken) return plain(409, 'This sign-in is already being finished');
    taken = true;
    onCallback(decision).then(
      (reply) => response.writeHead(reply.status, PAGE_HEADERS).end(reply.html),
      () => plain(500, 'Sign-in failed'),
    );
  };

  const main = await listen(handle, port, '127.0.0.1');
  // An address of a TCP server is never a pipe name.
  port = (main.address() as AddressInfo).port;
  const second = await listen(handle, port, '::1').catch(() => undefined);
  /** Stops listening and cuts every connection, so that the port is free at once. */
  const close = async (): Promise<void> => void (await Promise.all([end(main), second && end(second)]));
  return { port, close };
}

async function listen(handle: RequestListener, port: number, host: string): Promise<Server> {
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
  server.listen({ port, host, exclusive: true, ipv6Only: host === '::1' });
  await once(server, 'listening');
  return server;
}

async function end(server: Server): Promise<void> {
  server.close().closeAllConnections();
  await once(server, 'close');
}
