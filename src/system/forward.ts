import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import type { Deps } from './deps.ts';
import { networkError } from './network-error.ts';
import { noProxy, proxyFor, type Proxy } from './proxy.ts';
import { proxyClient } from './proxy-client.ts';

/** Names and values in turns, as they came over the wire. */
export type RawHeaders = readonly string[];

/** Another program's request, to be sent on as it is. */
interface Forwarded {
  readonly method: string;
  readonly headers: RawHeaders;
  /** Undefined for a request without a body. */
  readonly body: Readable | undefined;
  readonly signal: AbortSignal;
}

export interface Forwardable {
  readonly status: number;
  readonly headers: RawHeaders;
  readonly body: Readable;
}

/**
 * Sends requests of another program, byte for byte in both directions, on the same ways as our own (http.ts). Redirects,
 * compression and errors of the server are left to that program.
 */
export function createForward(env: Deps['env']) {
  // Ready when the first request comes: it takes longer to load than a program to start.
  void import('undici');
  const ways = new Map<string, Promise<Dispatcher>>();
  return async (url: URL, { method, headers, body, signal }: Forwarded): Promise<Forwardable> => {
    const proxy = proxyFor(url, env);
    const way = ways.get(proxy?.url ?? '') ?? (proxy ? throughProxy(proxy, env) : directly());
    ways.set(proxy?.url ?? '', way);
    const { origin, pathname, search } = url;
    const path = pathname + search;
    const sent = { origin, path, method, headers: [...headers], body: body ?? null, signal };
    try {
      const answer = await (await way).request({ ...sent, responseHeaders: 'raw' });
      // With `raw` the headers are a list, whatever the type says.
      const list = answer.headers as unknown as readonly (string | Buffer)[];
      return { status: answer.statusCode, headers: list.map(String), body: answer.body };
    } catch (error) {
      const through = proxy ? { proxy } : {};
      throw networkError(error, url.href, { extraCa: Boolean(env['NODE_EXTRA_CA_CERTS']), ...through });
    }
  };
}

const throughProxy = async (proxy: Proxy, env: Deps['env']): Promise<Dispatcher> =>
  (await proxyClient(proxy, noProxy(env))).dispatcher;

async function directly(): Promise<Dispatcher> {
  const { default: undici } = await import('undici');
  // A model may think for longer than this client's own limits.
  return new undici.Agent({ headersTimeout: 0, bodyTimeout: 0 });
}

export type Forward = ReturnType<typeof createForward>;
