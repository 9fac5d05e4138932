import { onlyIn, say, type Text } from './wording.ts';
import { AppError, errnoOf, isAbort } from './errors.ts';
import type { Proxy } from './proxy.ts';

/** The layer in which a request failed. */
type Layer = 'DNS' | 'proxy' | 'TLS' | 'connection' | 'HTTP' | 'network';

/** What is known about a request's route; nothing secret. */
interface Route {
  readonly proxy?: Pick<Proxy, 'name' | 'host'>;
  /** True if NODE_EXTRA_CA_CERTS is set. */
  readonly extraCa?: boolean;
}

const ROWS: readonly (readonly [layer: Layer, why: string, ...codes: string[]])[] = [
  ['DNS', 'its name could not be resolved', 'ENOTFOUND'],
  ['DNS', 'the name server did not answer', 'EAI_AGAIN'],
  ['connection', 'the connection was refused', 'ECONNREFUSED'],
  ['connection', 'the connection was cut', 'ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'],
  ['connection', 'the connection timed out', 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT'],
  ['connection', 'there is no route to it', 'EHOSTUNREACH'],
  ['connection', 'there is no network', 'ENETUNREACH'],
  ['HTTP', 'it sent no answer in time', 'UND_ERR_HEADERS_TIMEOUT', 'TIMEOUT'],
  ['HTTP', 'its answer stopped coming', 'UND_ERR_BODY_TIMEOUT'],
  [
    'HTTP',
    'it answered with a redirect, which is not followed (perhaps the network’s own sign-in page)',
    'REDIRECT',
  ],
  [
    'TLS',
    'its certificate is signed by an authority that Node does not know',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'CERT_UNTRUSTED',
  ],
  ['TLS', 'its certificate is self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['TLS', 'its certificate has expired', 'CERT_HAS_EXPIRED'],
  ['TLS', 'its certificate is not valid yet', 'CERT_NOT_YET_VALID'],
  ['TLS', 'its certificate is for another name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['TLS', 'it does not speak TLS there', 'ERR_SSL_WRONG_VERSION_NUMBER'],
  ['TLS', 'the handshake failed', 'EPROTO'],
];

const LAYERS = new Map(ROWS.flatMap(([layer, why, ...codes]) => codes.map((c) => [c, { layer, why }])));

/** There was no connection, so nothing was sent: a token or code in the request is still good. */
const NEVER_MADE = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

const SILENT = new Set(['TIMEOUT', 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT']);

/** True of a server that says nothing. */
export const isSilence = (error: unknown): boolean =>
  error instanceof AppError && SILENT.has(error.details.cause ?? '');

/**
 * The chain of errors from the outermost to its root, including the members of an AggregateError (two addresses
 * tried).
 */
function* chain(error: unknown): Generator<Error> {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    yield at;
    const errors: unknown = 'errors' in at ? at.errors : undefined;
    if (Array.isArray(errors) && errors[0] instanceof Error) yield errors[0];
  }
}

/** The most specific code, searched from the root: an outer error may only wrap the inner one. */
function causeCode(error: unknown): string {
  const errors = [...chain(error)];
  const codes = errors.map((e) => errnoOf(e)).filter((code) => code !== undefined);
  const known = codes.filter((code) => layerOf(code) !== undefined).at(-1);
  if (known !== undefined) return known;
  if (errors.some((e) => e.name === 'TimeoutError')) return 'TIMEOUT';
  if (errors.some((e) => e.message === 'unexpected redirect')) return 'REDIRECT';
  return codes.at(-1) ?? 'unknown';
}

function layerOf(code: string): { readonly layer: Layer; readonly why: string } | undefined {
  const known = LAYERS.get(code);
  if (known) return known;
  if (code.startsWith('UND_ERR_SOCKS5')) return { layer: 'proxy', why: 'it refused the connection' };
  return /^(ERR_SSL_|ERR_TLS_|CERT_|CRL_|UNABLE_TO_|HOSTNAME_MISMATCH)/.test(code)
    ? { layer: 'TLS', why: 'its certificate or the handshake was not accepted' }
    : undefined;
}

/**
 * A failed request as a network error that names the layer (DNS, proxy, TLS, connection, HTTP) and the host. An abort
 * passes through unchanged, because the caller caused it; so does an error that already has a name. `details.sent` is
 * false if nothing can have reached the server.
 */
export function networkError(error: unknown, url: string, route: Route = {}): unknown {
  if (error instanceof AppError || isAbort(error)) return error;
  const named = [...chain(error)].find((e) => e instanceof AppError);
  if (named) return named;
  const { host } = new URL(url);
  const code = causeCode(error);
  const { layer, why } = layerOf(code) ?? { layer: 'network', why: 'the request failed' };
  const unmade = layer === 'DNS' || layer === 'proxy' || NEVER_MADE.has(code);
  // With a proxy, connect errors are the proxy's, not the server's.
  if (route.proxy && unmade) return proxyError(host, route.proxy, error);
  return new AppError({
    kind: 'network',
    code: `network.${layer.toLowerCase()}`,
    what: `${host} could not be reached.`,
    why: `${layer} failed: ${why} (${code})${route.proxy ? `, through the proxy in ${route.proxy.name}` : ''}.`,
    fix: layer === 'TLS' ? tlsFix(code, route) : OFFLINE,
    details: { host, layer, cause: code, sent: !unmade && layer !== 'TLS' },
  });
}

const OFFLINE = say`Check the connection${onlyIn('terminal', ' (`codex-oauth doctor --online` names the layer)')}, then try again. You are not signed out.`;

function tlsFix(code: string, { extraCa }: Route): Text {
  if (/^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/.test(code))
    return 'Check this machine’s date and time, then try again.';
  return extraCa
    ? say`NODE_EXTRA_CA_CERTS is set: check that its file is readable and contains the authority that signed this certificate${onlyIn('terminal', ' (`codex-oauth doctor`)')}, then start again.`
    : 'If a company proxy inspects TLS, set NODE_EXTRA_CA_CERTS to its CA file (PEM) and start again.';
}

/**
 * The request failed at the proxy, with an error or with the status of its answer to CONNECT. The proxy's own words
 * are not repeated.
 */
export function proxyError(host: string, proxy: Pick<Proxy, 'name' | 'host'>, failure: unknown): AppError {
  const cause = typeof failure === 'number' ? `PROXY_${failure}` : causeCode(failure);
  const why = layerOf(cause)?.why ?? 'the connection to it failed';
  return new AppError({
    kind: 'network',
    code: 'network.proxy',
    what: `${host} could not be reached.`,
    why: `The proxy in ${proxy.name} (${proxy.host}) did not let the request through: ${typeof failure === 'number' ? refusal(failure) : `${why} (${cause})`}.`,
    fix:
      failure === 407
        ? `Put user and password into ${proxy.name} (http://user:password@${proxy.host}), then start again.`
        : `Check ${proxy.name} and NO_PROXY, then try again. You are not signed out.`,
    details: { host, layer: 'proxy', cause, sent: false },
  });
}

function refusal(status: number): string {
  if (status === 407) return 'it requires a user and a password (407)';
  if (status === 403) return 'it does not allow this address (403)';
  return status >= 500 ? `it could not reach the server (${status})` : `it answered ${status}`;
}
