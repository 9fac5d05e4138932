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
      return await (proxy ? await through(proxy) : globalThis.fetch)(input, init);
    } catch (error) {
      throw networkError(error, url, { extraCa, ...(proxy ? { proxy } : {}) });
    }
  };
}
