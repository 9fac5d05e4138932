import { once } from 'node:events';
import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Deps } from '../system/deps.ts';
import { isAnotherUsers } from '../system/peer.ts';
import { LOOPBACK_NAMES } from '../system/proxy.ts';
import { judgeRedirect, type RedirectDecision } from './authorization-code.ts';
import { PAGE_HEADERS } from './pages.ts';

/** What a request to the callback listener means. Pure: the listener acts on it. */
export type CallbackDecision =
  | RedirectDecision
  /** Another window asks us to make room (docs/wire.md 1.2). */
  | { readonly kind: 'cancel' }
  /** The browser follows a short address of ours, which works once. */
  | { readonly kind: 'page'; readonly word: string }
  /** Not meant for this attempt: we answer and keep waiting, so that no stray page can end a sign-in. */
  | { readonly kind: 'ignored'; readonly status: 400 | 403 | 404 | 405 | 414 };

export type CallbackRequest = Pick<IncomingMessage, 'headers' | 'method' | 'url'>;

/** The paths of our short addresses and their targets; undefined once an address has been opened. */
type Pages = ReadonlyMap<string, string | undefined>;

const MAX_TARGET = 16_384;

export function judgeCallback(
  { method, url: target = '', headers }: CallbackRequest,
  expected: Pick<ListenOptions, 'state' | 'port' | 'paths'> & { readonly pages: Pages },
): CallbackDecision {
  // A rebound name or a page on another host must not reach the listener (DNS rebinding).
  const host = headers.host?.toLowerCase();
  if (!LOOPBACK_NAMES.some((name) => host === `${name}:${expected.port}`))
    return { kind: 'ignored', status: 403 };
  if (target.length > MAX_TARGET) return { kind: 'ignored', status: 414 };
  if (!URL.canParse(target, 'http://127.0.0.1')) return { kind: 'ignored', status: 400 };
  const url = new URL(target, 'http://127.0.0.1');
  const cancel = url.pathname === '/cancel';
  const word = url.pathname.slice(1);
  const page = expected.pages.has(word);
  if (!cancel && !page && !expected.paths.includes(url.pathname)) return { kind: 'ignored', status: 404 };
  if (method !== 'GET') return { kind: 'ignored', status: 405 };
  if (page) return { kind: 'page', word };
  if (!cancel) return judgeRedirect(url, expected.state);
  // Only another program may ask for the port. Browsers send these headers; without the check any web page could end
  // a sign-in.
  const site = headers['sec-fetch-site'];
  return headers.origin !== undefined || (site !== undefined && site !== 'none')
    ? { kind: 'ignored', status: 403 }
    : { kind: 'cancel' };
}

/** Called with the first request that ends the wait; resolves to the page that the browser then shows. */
export type OnCallback = (
  decision: Exclude<CallbackDecision, { kind: 'ignored' | 'page' }>,
) => Promise<{ readonly status: number; readonly html: string }>;

export type CallbackListener = Awaited<ReturnType<typeof listenForCallback>>;

export interface ListenOptions {
  /** 0 takes any free port (for providers that allow it, and for tests). */
  readonly port: number;
  readonly paths: readonly string[];
  readonly state: string;
  readonly onCallback: OnCallback;
  /** The user whose requests count, on systems that tell who a peer is. */
  readonly user: Pick<Deps, 'platform' | 'uid'>;
  /** A client that does not finish its request in this time is cut off. */
  readonly requestMs?: number;
}

const PLAIN = {
  'content-type': 'text/plain; charset=utf-8',
  connection: 'close',
  'cache-control': 'no-store',
};
const FOREIGN =
  'This sign-in belongs to another user of this machine.\nIf it is yours, paste this page’s address into the window where you started the sign-in, or sign in with a code.';
const FOLLOWED =
  'This address works once and has already been opened.\nIf you did not open it, cancel the sign-in. Otherwise use the full address, or start again.';

/** Far more than a browser opens. Beyond this the oldest idle connection is closed for the next one. */
const MAX_WAITING = 512;

/**
 * Listens on 127.0.0.1 and, where the machine has it, on ::1 (a browser may resolve `localhost` to it): never on
 * all interfaces. Rejects with the system's error (EADDRINUSE) when the port is not free on 127.0.0.1.
 */
export async function listenForCallback(options: ListenOptions) {
  const { state, paths, onCallback, user, requestMs = 3_000 } = options;
  let { port } = options;
  let taken = false;
  const pages = new Map<string, string | undefined>();
  /** Connections without a whole request, the oldest first. */
  const waiting = new Set<Socket>();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    waiting.delete(request.socket);
    request.resume();
    const plain = (status: number, text: string): void => void response.writeHead(status, PLAIN).end(text);
    const decision = judgeCallback(request, { state, port, paths, pages });
    if (decision.kind === 'ignored') return plain(decision.status, STATUS_CODES[decision.status] ?? '');
    // The sender knows a secret that was in a program's arguments, where every user can read it, or it wants the
    // port. So it must be this user's process; where the system does not tell, it is let in.
    if (await isAnotherUsers({ peer: request.socket.remotePort ?? 0, port }, user))
      return plain(403, FOREIGN);
    if (decision.kind === 'page') {
      const location = pages.get(decision.word);
      pages.set(decision.word, undefined);
      if (location === undefined) return plain(410, FOLLOWED);
      return void response.writeHead(302, { ...PAGE_HEADERS, location }).end();
    }
    // The state works once: a second redirect with it gets an answer but changes nothing.
    if (taken) return plain(409, 'This sign-in is already finishing');
    taken = true;
    const { status, html } = await onCallback(decision);
    response.writeHead(status, PAGE_HEADERS).end(html);
  };
  const handle: RequestListener = (request, response) =>
    void answer(request, response).catch(() => response.destroy());
  const admit = (socket: Socket): void => {
    waiting.add(socket);
    socket.once('close', () => waiting.delete(socket));
    const [oldest] = waiting;
    if (waiting.size > MAX_WAITING) oldest?.destroy();
  };

  const main = await listen(handle, admit, requestMs, port, '127.0.0.1');
  // A TCP server's address is never a pipe name (a string).
  port = (main.address() as AddressInfo).port;
  const second = await listen(handle, admit, requestMs, port, '::1').catch(() => undefined);
  let closed: Promise<unknown> | undefined;
  /** Stops listening and cuts every connection, so that the port is free at once. May be called again. */
  const close = async (): Promise<void> =>
    void (await (closed ??= Promise.all([end(main), second && end(second)])));
  /** A short address on our listener that redirects to `target` once. `word` must be unguessable. */
  const shortAddress = (word: string, target: string): string => {
    pages.set(word, target);
    return `http://127.0.0.1:${port}/${word}`;
  };
  return { port, shortAddress, close };
}

async function listen(
  handle: RequestListener,
  admit: (socket: Socket) => void,
  requestMs: number,
  port: number,
  host: string,
): Promise<Server> {
  const server = createServer(
    {
      maxHeaderSize: 32_768,
      requestTimeout: requestMs,
      headersTimeout: requestMs,
      connectionsCheckingInterval: requestMs / 3,
      keepAlive: false,
    },
    handle,
  );
  server.on('connection', admit);
  server.listen({ port, host, exclusive: true, ipv6Only: host === '::1' });
  await once(server, 'listening');
  return server;
}

async function end(server: Server): Promise<void> {
  server.close().closeAllConnections();
  await once(server, 'close');
}
