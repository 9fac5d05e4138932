import type { SimAccount } from '../accounts.ts';
import { REDIRECT_URIS, SCOPE, type SimulatorOptions } from '../options.ts';

/** An authorization request that passed every check. */
export interface AuthorizeRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly state: string;
  readonly scope: string;
  readonly originator: string;
  /** The accounts the user may choose from. */
  readonly accounts: readonly SimAccount[];
}

/** `page`: shown to the user, because a redirect is not allowed. `redirect`: told to the client. */
export type AuthorizeVerdict =
  | { readonly kind: 'ok'; readonly request: AuthorizeRequest }
  | { readonly kind: 'page'; readonly message: string }
  | {
      readonly kind: 'redirect';
      readonly redirectUri: string;
      readonly state: string | undefined;
      readonly error: string;
      readonly description: string;
    };

export interface AuthorizeRules {
  readonly clientIds: readonly string[];
  readonly accounts: readonly SimAccount[];
  readonly options: Pick<SimulatorOptions, 'extraRedirectUris' | 'allowAnyLoopbackPort'>;
}

const ANY_LOOPBACK = /^http:\/\/127\.0\.0\.1:[1-9]\d{0,4}\/auth\/callback$/;
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

/** docs/wire.md 1.1 and RFC 6749 4.1.2.1: no redirect before client and redirect address are verified. */
export function judgeAuthorize(query: URLSearchParams, rules: AuthorizeRules): AuthorizeVerdict {
  const clientId = query.get('client_id') ?? '';
  if (!rules.clientIds.includes(clientId)) return { kind: 'page', message: 'The client_id is not known.' };
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!isRegistered(redirectUri, rules.options)) {
    return { kind: 'page', message: 'The redirect_uri is not registered for this client.' };
  }
  const state = query.get('state') ?? undefined;
  const refuse = (error: string, description: string): AuthorizeVerdict => ({
    kind: 'redirect',
    redirectUri,
    state,
    error,
    description,
  });
  for (const name of new Set(query.keys())) {
    if (query.getAll(name).length > 1) return refuse('invalid_request', `The parameter ${name} is repeated.`);
  }
  if (query.get('response_type') !== 'code') {
    return refuse('unsupported_response_type', 'The response_type must be code.');
  }
  if (!state) return refuse('invalid_request', 'The state is missing.');
  if (query.get('code_challenge_method') !== 'S256') {
    return refuse('invalid_request', 'The code_challenge_method must be S256.');
  }
  const challenge = query.get('code_challenge') ?? '';
  if (!CHALLENGE.test(challenge)) {
    return refuse('invalid_request', 'The code_challenge must be 43 characters of base64url.');
  }
  const scope = query.get('scope') ?? '';
  if (!sameSet(scope.split(' '), SCOPE.split(' '))) {
    return refuse('invalid_scope', `The scope must be: ${SCOPE}`);
  }
  const accounts = allowedAccounts(query.get('allowed_workspace_id'), rules.accounts);
  if (accounts.length === 0) {
    return refuse('access_denied', 'None of your workspaces is allowed for this sign-in.');
  }
  const originator = query.get('originator') ?? '';
  return {
    kind: 'ok',
    request: { clientId, redirectUri, challenge, state, scope, originator, accounts },
  };
}

function isRegistered(uri: string, options: AuthorizeRules['options']): boolean {
  if (REDIRECT_URIS.includes(uri) || options.extraRedirectUris?.includes(uri)) return true;
  return options.allowAnyLoopbackPort === true && ANY_LOOPBACK.test(uri);
}

/** Several ids are joined with a comma (docs/wire.md 1.1). */
function allowedAccounts(value: string | null, accounts: readonly SimAccount[]): readonly SimAccount[] {
  if (value === null) return accounts;
  const ids = value.split(',');
  return accounts.filter((account) => ids.includes(account.id));
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && right.every((one) => left.includes(one));
}

/** The address the browser is sent to, with the answer in its query. */
export function callbackUrl(
  redirectUri: string,
  answer: Readonly<Record<string, string | undefined>>,
): string {
  const url = new URL(redirectUri);
  for (const [key, value] of Object.entries(answer)) {
    if (value !== undefined) url.searchParams.set(key, value);
  }
  return url.href;
}
