import type { Deps } from './deps.ts';
import type { Fetch } from './fetch.ts';
import { networkError } from './network-error.ts';
import { noProxy, proxyFor } from './proxy.ts';
import type { ProxyClient } from './proxy-client.ts';

/**
 * The program's one way to the network. Goes through the proxy where the environment names one, and rejects with a
 * network error that names the layer, so that no caller needs to know about proxies; an abort rejects as it does
 * with the platform's fetch. A failure while the body is read is the caller's to name.
 */
export function createFetch(env: Deps['env'], tunnelMs?: number): Fetch {
  const extraCa = Boolean(env['NODE_EXTRA_CA_CERTS']);
  let loading: Promise<ProxyClient> | undefined;
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const proxy = proxyFor(url, env);
    if (proxy)
      loading ??= import('./proxy-client.ts').then((m) => m.proxyClient(proxy, noProxy(env), tunnelMs));
    const client = proxy && (await loading);
    try {
      // The platform's own `redirect: 'error'` loses the signal once the headers have come and the garbage collector
      // has run (Node 20 and 22): a body that stalls could then never be given up.
      const watched = init?.redirect === 'error' ? ({ ...init, redirect: 'manual' } as const) : init;
      const fetched = await (client?.fetch ?? globalThis.fetch)(input, watched);
      const { status } = fetched;
      if (init?.redirect !== 'error' || status < 300 || status >= 400 || status === 304) return fetched;
      fetched.body?.cancel().catch(() => {});
      // In the platform's own words, so that it is named in the same place as every other failure.
      throw new TypeError('unexpected redirect');
    } catch (error) {
      const through = proxy && !client?.wentDirect(url.host) ? { proxy } : {};
      throw networkError(error, url.href, { extraCa, ...through });
    }
  };
}
