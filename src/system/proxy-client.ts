import type { buildConnector, Dispatcher } from 'undici';
import { AppError, isAbort } from './errors.ts';
import type { Fetch } from './fetch.ts';
import { proxyError } from './network-error.ts';
import type { Proxy } from './proxy.ts';

/**
 * How long a proxy may take to open a tunnel. The library's own limit of five minutes would make a question look
 * dead.
 */
const TUNNEL_MS = 15_000;

export interface ProxyClient {
  readonly fetch: Fetch;
  /** For requests that are sent on as they came (forward.ts). */
  readonly dispatcher: Dispatcher;
  /** True if a request to this host went past the proxy because of NO_PROXY. */
  readonly wentDirect: (host: string) => boolean;
}

/**
 * A client behind one proxy. Every target, http too, goes through a CONNECT tunnel, so the proxy sees no request.
 * Loaded at the first request that needs it: it costs 77 ms and 17 MB (Node 20's own fetch has no proxy support).
 */
export async function proxyClient(proxy: Proxy, noProxy: string, tunnelMs = TUNNEL_MS): Promise<ProxyClient> {
  // In a bundle a CommonJS module has only its default export.
  const { default: undici } = await import('undici');
  const connectDirectly = undici.buildConnector({});
  const direct = new Set<string>();
  const dispatcher = new undici.EnvHttpProxyAgent({
    httpProxy: proxy.url,
    httpsProxy: proxy.url,
    noProxy,
    // Built by hand: the library omits a user without a password.
    ...(proxy.token === undefined ? {} : { token: proxy.token }),
    // A model may think for longer than this client's default of 300 s; the caller sets its own limit.
    headersTimeout: 0,
    bodyTimeout: 0,
    // Used only for hosts in NO_PROXY. We record them, because the name of a failure depends on the route.
    connect: (target: buildConnector.Options, done: buildConnector.Callback) => {
      direct.add(target.host ?? target.hostname);
      connectDirectly(target, done);
    },
    // Failures in here are between us and the proxy; later ones are between us and the server.
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
          throw isAbort(error) || error instanceof AppError ? error : proxyError(host, proxy, error);
        });
        if (opened.statusCode === 200) return opened;
        opened.socket.on('error', () => {}).destroy();
        throw proxyError(host, proxy, opened.statusCode);
      };
      return Object.assign(pool, { connect });
    },
  });
  return {
    fetch: (input, init) => undici.fetch(input, { ...init, dispatcher }),
    dispatcher,
    wentDirect: (host) => direct.has(host),
  };
}
