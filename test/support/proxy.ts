import { createServer } from 'node:http';
import { connect } from 'node:net';
import { endWithTest, listening } from './tls.ts';

/** What the proxy does with a CONNECT. */
export type ProxyMood = 'open' | 'hang' | 'cut' | number;

export interface TestProxy {
  readonly port: number;
  /** Every CONNECT that came, in order: `auth.test:443`. */
  readonly connects: readonly string[];
  /** Requests that came without a tunnel. */
  readonly plain: readonly string[];
  /** Tunnels that are open now. */
  open(): number;
  mood(mood: ProxyMood): void;
}

export interface ProxyOptions {
  /** Names that only this proxy can resolve: `auth.test:443` → a port of 127.0.0.1. */
  readonly hosts: Readonly<Record<string, number>>;
  /** `user:password`; without it everybody may pass. */
  readonly credentials?: string;
}

/** An HTTP proxy on 127.0.0.1 that opens tunnels (RFC 9110 section 9.3.6) and counts them. */
export async function startProxy({ hosts, credentials }: ProxyOptions): Promise<TestProxy> {
  const connects: string[] = [];
  const plain: string[] = [];
  let open = 0;
  let mood: ProxyMood = 'open';
  const server = createServer((request, response) => {
    plain.push(request.url ?? '');
    response.writeHead(501).end();
  });
  server.on('connect', (request, client) => {
    client.on('error', () => client.destroy());
    const target = request.url ?? '';
    connects.push(target);
    if (mood === 'hang') return;
    if (mood === 'cut') return void client.destroy();
    const given = request.headers['proxy-authorization'];
    const allowed =
      credentials === undefined || given === `Basic ${Buffer.from(credentials).toString('base64')}`;
    const port = hosts[target];
    const status = typeof mood === 'number' ? mood : !allowed ? 407 : port === undefined ? 502 : 200;
    if (status !== 200) return void client.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
    const upstream = connect({ port: port ?? 0, host: '127.0.0.1' }, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    open += 1;
    upstream.on('error', () => client.destroy());
    upstream.on('close', () => {
      open -= 1;
      client.destroy();
    });
    client.on('close', () => upstream.destroy());
  });
  endWithTest(server);
  return {
    port: await listening(server),
    connects,
    plain,
    open: () => open,
    mood: (next) => {
      mood = next;
    },
  };
}
