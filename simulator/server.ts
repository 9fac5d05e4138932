import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isControlPath } from './control.ts';
import { dispatch } from './dispatch.ts';
import { detail, type PlainReply, type Reply } from './reply.ts';
import { parseBody, type SimRequest } from './request.ts';
import { createSink, sleepWhile } from './sink.ts';
import type { World } from './world.ts';

const MAX_BODY = 32 * 1024 * 1024;

export interface RunningServer {
  readonly origin: string;
  close(): Promise<void>;
}

/** The only part that knows sockets. */
export async function listen(world: World, port: number): Promise<RunningServer> {
  const closing = new AbortController();
  const server = createServer((incoming, response) => {
    serve(incoming, response, world, closing.signal).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) return response.destroy();
      writePlain(response, detail(500, `The simulator itself failed: ${String(error)}`), world);
    });
  });
  // No WebSockets here: the CLI then falls back to HTTP at once (docs/wire.md 6.3).
  server.on('upgrade', (_request, socket) => {
    socket.end('HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
  });
  server.on('clientError', (_error, socket) => {
    socket.destroy();
  });
  await bind(server, port);
  const address = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        closing.abort();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function bind(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  world: World,
  closing: AbortSignal,
): Promise<void> {
  const started = performance.now();
  const raw = await readBody(incoming);
  if (raw === undefined) {
    writePlain(response, detail(413, 'Request Entity Too Large'), world);
    return;
  }
  const request = describe(incoming, raw);
  const entry = isControlPath(request.path) ? undefined : world.log.open(request);
  response.once('close', () => {
    if (entry) entry.durationMs = Math.round(performance.now() - started);
  });
  const decision = dispatch(request, world);
  if (entry) entry.fault = decision.fault?.name ?? null;
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const signal = AbortSignal.any([gone.signal, closing]);
  if (decision.waitMs > 0) await sleepWhile(decision.waitMs, signal);
  if (signal.aborted) return;
  if (entry && 'status' in decision.reply) entry.status = decision.reply.status;
  await perform(decision.reply, response, world, signal);
}

async function perform(
  reply: Reply,
  response: ServerResponse,
  world: World,
  signal: AbortSignal,
): Promise<void> {
  switch (reply.kind) {
    case 'hang':
      return;
    case 'drop':
      response.destroy();
      return;
    case 'plain':
      writePlain(response, reply, world);
      return;
    case 'stream':
      response.sendDate = false;
      response.writeHead(reply.status, { ...reply.headers, date: httpDate(world) });
      response.flushHeaders();
      await reply.run(createSink(response, signal));
      if (!signal.aborted && !response.destroyed) response.end();
  }
}

function writePlain(response: ServerResponse, reply: PlainReply, world: World): void {
  response.sendDate = false;
  const length = reply.status === 304 ? {} : { 'content-length': String(Buffer.byteLength(reply.body)) };
  response.writeHead(reply.status, { ...reply.headers, ...length, date: httpDate(world) });
  response.end(reply.body);
}

/** The Date header follows the simulated clock, so that clients can notice a wrong one. */
function httpDate(world: World): string {
  return new Date(world.clock.nowMs()).toUTCString();
}

function describe(incoming: IncomingMessage, raw: Buffer): SimRequest {
  const url = new URL(incoming.url ?? '/', 'http://simulator.invalid');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: parseBody(raw, headers['content-type'] ?? '', headers['content-encoding'] ?? ''),
  };
}

async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > MAX_BODY) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
