import type { Fetch } from './fetch.ts';
import { networkError } from './network-error.ts';
import { proxyFor, type Proxy } from './proxy.ts';

export { networkError } from './network-error.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The program's one way to the network. Goes through the proxy where the environment names one for the target,
 * and rejects with a network error that names the layer, so that no caller needs to know about proxies; an abort
 * rejects as it does with the platform's fetch. A failure while the body is read is the caller's to name.
 */
export function createFetch(env: Env, tunnelMs?: number): Fetch {
  const extraCa = Boolean(env['NODE_EXTRA_CA_CERTS']);
  const clients = new Map<string, Promise<Fetch>>();
  const through = (proxy: Proxy): Promise<Fetch> => {
    const { href } = proxy.url;
    const known = clients.get(href);
    if (known) return known;
    const loading = import('./proxy-client.ts').then(({ fetchThrough }) => fetchThrough(proxy, tunnelMs));
    clients.set(href, loading);
    return loading;
  };
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const proxy = proxyFor(new URL(url), env);
    try {
      const fetched = await (proxy ? await through(proxy) : globalThis.fetch)(input, watchingRedirects(init));
      if (init?.redirect === 'error' && isRedirect(fetched.status)) {
        fetched.body?.cancel().catch(() => {});
        // In the platform's own words, so that it is named in the same place as every other failure.
        throw new TypeError('unexpected redirect');
      }
      return fetched;
    } catch (error) {
      throw networkError(error, url, { extraCa, ...(proxy ? { proxy } : {}) });
    }
  };
}

/**
 * `redirect: 'error'` as the caller means it. The platform's own loses the signal once the headers have come and
 * the garbage collector has run (Node 20 and 22): a body that stalls could then never be given up.
 */
function watchingRedirects(init: RequestInit | undefined): RequestInit | undefined {
  return init?.redirect === 'error' ? { ...init, redirect: 'manual' } : init;
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}
