import { sameSecret } from './pkce.ts';

/** What a request to the callback listener means. Pure: the listener acts on it. */
export type CallbackDecision =
  | { readonly kind: 'code'; readonly code: string }
  /** The provider said no, or sent nothing usable: the sign-in ends. */
  | { readonly kind: 'failed'; readonly error: string; readonly description?: string }
  /** Another window asks us to make room (docs/wire.md 1.2). */
  | { readonly kind: 'cancel' }
  /** Not meant for this attempt: answered, and the wait goes on. */
  | { readonly kind: 'ignored'; readonly status: 400 | 403 | 404 | 405 | 414 | 431; readonly text: string };

export interface CallbackRequest {
  readonly method: string;
  /** Path and query as on the request line. */
  readonly target: string;
  readonly host: string | undefined;
  /** `Origin` and `Sec-Fetch-Site`: a browser sends them when a page asks, a program does not. */
  readonly origin?: string | undefined;
  readonly fetchSite?: string | undefined;
}

export interface Expected {
  readonly state: string;
  readonly port: number;
  readonly paths: readonly string[];
}

const MAX_TARGET = 16_384;
const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]'];

function ignored(status: 400 | 403 | 404 | 405 | 414 | 431, text: string): CallbackDecision {
  return { kind: 'ignored', status, text };
}

/**
 * Judges one request. The state is compared before anything else of the query is believed (RFC 6749 section
 * 10.12); a wrong one is answered 400 without ending the wait, so that no stray page can kill a sign-in.
 */
export function judgeCallback(request: CallbackRequest, expected: Expected): CallbackDecision {
  // A rebound name or a page on another host must not reach the listener (DNS rebinding).
  const host = (request.host ?? '').toLowerCase();
  if (!LOOPBACK_HOSTS.some((h) => host === `${h}:${expected.port}`)) return ignored(403, 'Forbidden');
  if (request.target.length > MAX_TARGET) return ignored(414, 'URI Too Long');
  if (!URL.canParse(request.target, 'http://127.0.0.1')) return ignored(400, 'Bad Request');
  const url = new URL(request.target, 'http://127.0.0.1');
  const known = url.pathname === '/cancel' || expected.paths.includes(url.pathname);
  if (!known) return ignored(404, 'Not Found');
  if (request.method !== 'GET') return ignored(405, 'Method Not Allowed');
  if (url.pathname === '/cancel') {
    // Only another program may ask for the port: a web page could otherwise end everybody's sign-in.
    const fromPage =
      request.origin !== undefined || (request.fetchSite !== undefined && request.fetchSite !== 'none');
    return fromPage ? ignored(403, 'Forbidden') : { kind: 'cancel' };
  }
  return judgeRedirect(url, expected.state);
}

/** Judges the query of a redirect, from the listener or pasted by the user. */
export function judgeRedirect(url: URL, state: string): CallbackDecision {
  const states = url.searchParams.getAll('state');
  const [given] = states;
  if (states.length !== 1 || given === undefined || !sameSecret(given, state))
    return ignored(400, 'State mismatch');
  const error = url.searchParams.get('error');
  if (error !== null) {
    const description = url.searchParams.get('error_description');
    return {
      kind: 'failed',
      error: error.slice(0, 200),
      ...(description ? { description: description.slice(0, 500) } : {}),
    };
  }
  const codes = url.searchParams.getAll('code');
  const [code] = codes;
  if (codes.length !== 1 || !code) return { kind: 'failed', error: 'missing_authorization_code' };
  return { kind: 'code', code };
}
