import type { Deps } from './deps.ts';
import type { Fetch } from './fetch.ts';
import { networkError } from './network-error.ts';
import { noProxy, proxyFor } from './proxy.ts';
import type { ProxyClient } from './proxy-client.ts';

/**
 * The program's only way to the network. Uses the proxy if the environment names one, and rejects with a network
 * error that names the layer, so that callers need not know about proxies. An abort rejects as it does with the
 * platform's fetch. The caller handles failures while it reads the body.
 */
export function createFetch(env: Deps['env'], tunnelMs?: number): Fetch {
  const extraCa = Boolean(env['NODE_EXTRA_CA_CERTS']);
  let loading: Promise<ProxyClient> | undefined;
  return async (input, init) => {
    const url = new URL(input);
    const proxy = proxyFor(url, env);
    if (proxy)
      loading ??= import('./proxy-client.ts').then((m) => m.proxyClient(proxy, noProxy(env), tunnelMs));
    const client = proxy && (await loading);
    try {
      const send = client?.fetch ?? (await import('./client.ts')).fetchDirectly;
      const answer = await send(url, { ...init, redirect: 'manual' });
      const { status } = answer;
      if (init?.redirect === 'manual' || status < 300 || status >= 400 || status === 304) return answer;
      answer.body?.cancel().catch(() => {});
      throw new TypeError('unexpected redirect');
    } catch (error) {
      const through = proxy && !client?.wentDirect(url.host) ? { proxy } : {};
      throw networkError(error, url.href, { extraCa, ...through });
    }
  };
}
