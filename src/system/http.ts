import type { Fetch } from './fetch.ts';
import { AppError, errnoOf, isAbort } from './errors.ts';

const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];

/** The proxy setting in force, or undefined. Its value may hold a password: show only its host. */
export function proxySetting(
  env: Readonly<Record<string, string | undefined>>,
): { name: string; value: string } | undefined {
  for (const name of PROXY_VARIABLES) {
    const value = env[name];
    if (value) return { name, value };
  }
  return undefined;
}

/**
 * A fetch that goes through the proxy where one is set. The proxy client costs 77 ms and 17 MB, so it is loaded
 * on the first request and only where a proxy variable is set (Node 20's own fetch ignores them).
 */
export function createFetch(env: Readonly<Record<string, string | undefined>>): Fetch {
  const proxy = proxySetting(env);
  if (!proxy) return globalThis.fetch;
  const all = env['ALL_PROXY'] ?? env['all_proxy'];
  const httpsProxy = env['HTTPS_PROXY'] ?? env['https_proxy'] ?? all;
  const httpProxy = env['HTTP_PROXY'] ?? env['http_proxy'] ?? all;
  const noProxy = env['NO_PROXY'] ?? env['no_proxy'];
  let loading: Promise<Fetch> | undefined;
  const load = async (): Promise<Fetch> => {
    const undici = await import('undici');
    const dispatcher = new undici.EnvHttpProxyAgent({
      ...(httpsProxy ? { httpsProxy } : {}),
      ...(httpProxy ? { httpProxy } : {}),
      noProxy: noProxy ?? '',
    });
    // undici's own types differ from the global ones in name only.
    return ((input: string | URL, init?: object) =>
      undici.fetch(input, { ...init, dispatcher })) as unknown as Fetch;
  };
  return async (input, init) => {
    loading ??= load();
    return (await loading)(input, init);
  };
}

const layers: Readonly<Record<string, readonly [layer: string, why: string]>> = {
  ENOTFOUND: ['DNS', 'its name could not be resolved'],
  EAI_AGAIN: ['DNS', 'the name server did not answer'],
  ECONNREFUSED: ['connection', 'the connection was refused'],
  ECONNRESET: ['connection', 'the connection was cut'],
  EPIPE: ['connection', 'the connection was cut'],
  ETIMEDOUT: ['connection', 'the connection timed out'],
  EHOSTUNREACH: ['connection', 'there is no route to it'],
  ENETUNREACH: ['connection', 'there is no network'],
  UND_ERR_CONNECT_TIMEOUT: ['connection', 'the connection timed out'],
  UND_ERR_SOCKET: ['connection', 'the connection was cut'],
  UND_ERR_HEADERS_TIMEOUT: ['HTTP', 'it sent no answer in time'],
  UND_ERR_BODY_TIMEOUT: ['HTTP', 'its answer stopped coming'],
  SELF_SIGNED_CERT_IN_CHAIN: ['TLS', 'its certificate is signed by an authority that Node does not know'],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['TLS', 'its certificate is self-signed'],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
    'TLS',
    'its certificate is signed by an authority that Node does not know',
  ],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
    'TLS',
    'its certificate is signed by an authority that Node does not know',
  ],
  CERT_HAS_EXPIRED: ['TLS', 'its certificate has expired'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['TLS', 'its certificate is for another name'],
};

function causeCode(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const errors: unknown = 'errors' in at ? at.errors : undefined;
    const code = errnoOf(at) ?? (Array.isArray(errors) ? errnoOf(errors[0]) : undefined);
    if (code) return code;
    if (/Proxy response/i.test(at.message)) return 'PROXY';
  }
  return undefined;
}

/**
 * A failed fetch as a network error that names the layer (DNS, proxy, TLS, connection, HTTP) and the host.
 * An abort passes through unchanged: it is the caller's own doing.
 */
export function networkError(error: unknown, url: string, proxy?: { name: string; value: string }): unknown {
  if (isAbort(error) || error instanceof AppError) return error;
  const host = new URL(url).host;
  const code = causeCode(error) ?? 'unknown';
  const known = layers[code];
  const proxyHost = proxy && URL.canParse(proxy.value) ? new URL(proxy.value).host : undefined;
  const throughProxy =
    proxy !== undefined && (code === 'PROXY' || known?.[0] === 'DNS' || known?.[0] === 'connection');
  const layer = throughProxy ? 'proxy' : (known?.[0] ?? 'network');
  const mend =
    layer === 'TLS'
      ? 'If a company proxy inspects TLS, set NODE_EXTRA_CA_CERTS to its CA file and start again.'
      : throughProxy
        ? `Check ${proxy.name}${proxyHost ? ` (${proxyHost})` : ''} and NO_PROXY, then try again.`
        : 'Check the connection (`codex-oauth doctor --online` names the layer), then try again. You are not signed out.';
  return new AppError({
    kind: 'network',
    code: `network.${layer.toLowerCase()}`,
    what: `${host} could not be reached.`,
    why: throughProxy
      ? `The proxy in ${proxy.name} did not let the request through (${code}).`
      : `${layer} failed: ${known?.[1] ?? 'the request failed'} (${code}).`,
    mend,
    details: { host, layer, cause: code },
  });
}
