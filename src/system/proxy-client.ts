import type { Dispatcher } from 'undici';
import type { Fetch } from './fetch.ts';
import { AppError, isAbort } from './errors.ts';
import { proxyError, proxyWhy } from './network-error.ts';
import type { Proxy } from './proxy.ts';

/** How long a proxy may take to open a tunnel. The library's own limit is five minutes: a question would look dead. */
const TUNNEL_MS = 15_000;

/**
 * A fetch through one proxy; every target, http too, goes through a CONNECT tunnel, so the proxy sees no request.
 * Loaded on the first request that needs it: the client costs 77 ms and 17 MB (Node 20's own fetch knows no proxy).
 */
export async function fetchThrough(proxy: Proxy, tunnelMs = TUNNEL_MS): Promise<Fetch> {
  // In a bundle a CommonJS module has nothing but its default export.
  const { default: undici } = await import('undici');
  const dispatcher = new undici.ProxyAgent({
    uri: withoutUser(proxy.url),
    ...authorization(proxy.url),
    // A model may think for longer than this client's own 300 s; whoever asks has a patience of its own.
    headersTimeout: 0,
    bodyTimeout: 0,
    // Everything that fails in here is between us and the proxy; what fails later is between us and the server.
    clientFactory: (origin, options) => {
      const pool = new undici.Pool(origin, { ...options, headersTimeout: tunnelMs });
      const original = pool.connect.bind(pool);
      const open = (target: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> =>
        new Promise((resolve, reject) => {
          original(target, (error, opened) => (error ? reject(error) : resolve(opened)));
        });
      const connect = async (target: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> => {
        const host = target.path?.replace(/:(?:80|443)$/, '') ?? '';
        const opened = await open(target).catch((error: unknown) => {
          if (isAbort(error) || error instanceof AppError) throw error;
          const { why, cause } = proxyWhy(error);
          throw proxyError(host, proxy, why, cause);
        });
        if (opened.statusCode === 200) return opened;
        opened.socket.on('error', () => {}).destroy();
        throw proxyError(host, proxy, refusal(opened.statusCode), `PROXY_${opened.statusCode}`);
      };
      return Object.assign(pool, { connect });
    },
  });
  // undici's own types differ from the global ones in name only.
  return ((input: string | URL, init?: object) =>
    undici.fetch(input, { ...init, dispatcher })) as unknown as Fetch;
}

function refusal(status: number): string {
  if (status === 407) return 'it wants a user and a password (407)';
  if (status === 403) return 'it does not allow this address (403)';
  if (status >= 500) return `it could not reach the server (${status})`;
  return `it answered ${status}`;
}

/** SOCKS takes user and password from the address; for the others they are sent as a header. */
function withoutUser(url: URL): string {
  if (url.protocol === 'socks5:') return url.href;
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  return bare.href;
}

/** RFC 7617. A user without a password counts too, which the library itself leaves out. */
function authorization(url: URL): { token?: string } {
  if (url.protocol === 'socks5:' || (!url.username && !url.password)) return {};
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return { token: `Basic ${Buffer.from(pair).toString('base64')}` };
}
