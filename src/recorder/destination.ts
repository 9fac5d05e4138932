import type { IncomingHttpHeaders } from 'node:http';
import type { Routing } from '../ask/resolve.ts';
import { identityHeaders } from '../ask/backend.ts';
import { identityOf } from '../login/claims.ts';
import type { Credential } from '../login/credential.ts';
import { OPENAI_API } from '../login/home.ts';

interface DestinationDeps {
  readonly routing: Routing;
  /** The server that the CLI's own configuration names: it gets everything. */
  readonly named: string | undefined;
  /** An API key in the environment, and the server that the same environment names for it. */
  readonly environment: { readonly key: string | undefined; readonly baseUrl: string | undefined };
}

/** Where a request goes, and the headers that its account needs there. */
export interface Destination {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

const bearerIn = ({ authorization = '' }: IncomingHttpHeaders): string =>
  /^Bearer (\S+)$/i.exec(authorization)?.[1] ?? '';

/** Tokens of a ChatGPT login: a JWT, or a personal access token. An API key is neither. */
const CHATGPT = /^(?:eyJ|at-)/;

/**
 * The credential decides the host: a ChatGPT login goes to ChatGPT's backend, in the region of its workspace, which
 * the CLI leaves to whoever a base URL names (docs/wire.md 6.0); an API key goes to the API.
 */
export function createDestinations({ routing, named, environment }: DestinationDeps) {
  return async (headers: IncomingHttpHeaders, signal: AbortSignal): Promise<Destination> => {
    if (named !== undefined) return { baseUrl: named, headers: {} };
    const accessToken = bearerIn(headers);
    const accountId = headers['chatgpt-account-id'];
    if (typeof accountId !== 'string' && !CHATGPT.test(accessToken)) {
      const own = accessToken !== '' && accessToken === environment.key ? environment.baseUrl : undefined;
      return { baseUrl: own ?? OPENAI_API, headers: {} };
    }
    const credential: Credential = {
      // An opaque token does not say whose it is: its workspace may be one with a region.
      ...(accessToken.startsWith('eyJ') ? identityOf(accessToken) : { plan: 'enterprise' }),
      ...(typeof accountId === 'string' ? { accountId } : {}),
      source: 'codex-cli',
      route: 'chatgpt',
      accessToken,
    };
    const { 'x-openai-fedramp': fedramp } = identityHeaders(credential);
    const route = await routing.routeFor(credential, signal);
    return {
      baseUrl: `${route.baseUrl}/codex`,
      headers: { ...route.headers, ...(fedramp === undefined ? {} : { 'x-openai-fedramp': fedramp }) },
    };
  };
}
