import type { ActiveFault } from '../fault-plan.ts';
import { html, redirect, type Reply } from '../reply.ts';
import type { SimRequest } from '../request.ts';
import { defaultAccount, findAccount, opaque, type World } from '../world.ts';
import { callbackUrl } from '../auth/authorize-request.ts';
import { appConsentPage, errorPage } from '../auth/pages.ts';
import { issuerOf } from './keys.ts';
import { type ChatGptApp, ENTRY_CLIENT, FULL_SCOPE, PLAN_SCOPE, RESOURCE } from './store.ts';

const REDIRECT = /^http:\/\/127\.0\.0\.1:[1-9]\d{0,4}\/auth\/callback$/;
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
const HOST_ID =
  /^(?:urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|urn:ietf:params:oauth:jwk-thumbprint:sha-256:[\w-]{43}|did:key:\S+)$/;
const KNOWN = new Set(
  (
    'client_id agent_name_hint ext_agent_host_id response_type redirect_uri scope resource state nonce ' +
    'code_challenge_method code_challenge id_token_hint login_hint prompt'
  ).split(' '),
);

/** A request that passed every check, waiting for the user. `app` is undefined for a first sign-in. */
export interface AppRequest {
  readonly query: URLSearchParams;
  readonly app: ChatGptApp | undefined;
}

/** What is wrong with the parameters; undefined if nothing is. */
function complaint(query: URLSearchParams, app: ChatGptApp | undefined): string | undefined {
  const names = [...query.keys()];
  const strange = names.find((name) => !KNOWN.has(name));
  if (strange !== undefined) return `The parameter ${strange} is not known.`;
  if (new Set(names).size !== names.length) return 'A parameter is repeated.';
  const get = (name: string): string => query.get(name) ?? '';
  if (get('response_type') !== 'code') return 'The response_type must be code.';
  if (get('state').length < 16) return 'The state is missing or too short.';
  if (get('nonce').length < 16) return 'The nonce is missing or too short.';
  if (get('code_challenge_method') !== 'S256') return 'The code_challenge_method must be S256.';
  if (!CHALLENGE.test(get('code_challenge'))) return 'The code_challenge must be 43 characters of base64url.';
  if (get('resource') !== RESOURCE) return `The resource must be ${RESOURCE}.`;
  if (get('scope').split(' ').sort().join(' ') !== FULL_SCOPE.split(' ').sort().join(' '))
    return 'The scope must be the whole set.';
  if (!HOST_ID.test(get('ext_agent_host_id'))) return 'The ext_agent_host_id is missing or has another form.';
  if (query.has('prompt') && get('prompt') !== 'consent') return 'The prompt can only be consent.';
  if (app && query.has('agent_name_hint')) return 'A registered program sends no agent_name_hint.';
  if (!app && get('agent_name_hint') === '') return 'The agent_name_hint is missing.';
  if (!app && query.has('id_token_hint')) return 'A new program has no id_token_hint.';
  return undefined;
}

/** GET /api/accounts/authorize */
export function authorizeApp(request: SimRequest, world: World, fault?: ActiveFault): Reply {
  const { query } = request;
  const clientId = query.get('client_id') ?? '';
  const app = world.chatgpt.apps.get(clientId);
  const refuse = (message: string): Reply => html(400, errorPage('This sign-in link is not valid', message));
  if (!app && clientId !== ENTRY_CLIENT) return refuse('The client_id is not known.');
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!REDIRECT.test(redirectUri))
    return refuse('The redirect_uri must be http://127.0.0.1:<port>/auth/callback.');
  const wrong = complaint(query, app);
  if (wrong !== undefined)
    return redirect(
      callbackUrl(redirectUri, {
        error: 'invalid_request',
        error_description: wrong,
        state: query.get('state') ?? undefined,
      }),
    );
  const asked: AppRequest = { query, app };
  if (fault || world.options.approve === 'auto') return approve(asked, request, world, undefined, fault);
  const chosen = defaultAccount(world.accounts).id;
  return html(
    200,
    appConsentPage(query, world.appForms.open(asked), app ? [app.account] : world.accounts, chosen),
  );
}

/** POST /api/accounts/authorize/decision: a button of the page. */
export function decideApp(request: SimRequest, world: World): Reply {
  const fields = request.body.type === 'form' ? request.body.fields : new URLSearchParams();
  const asked = world.appForms.take(fields.get('form_id') ?? '');
  if (!asked) return html(400, errorPage('This page was used already', 'Start the sign-in again.'));
  if (fields.get('decision') !== 'approve') return denied(asked.query);
  return approve(asked, request, world, fields.get('account') ?? undefined);
}

const denied = (query: URLSearchParams): Reply =>
  redirect(
    callbackUrl(query.get('redirect_uri') ?? '', {
      error: 'access_denied',
      state: query.get('state') ?? undefined,
    }),
  );

function approve(
  { query, app: known }: AppRequest,
  request: SimRequest,
  world: World,
  accountId?: string,
  fault?: ActiveFault,
): Reply {
  const get = (name: string): string => query.get(name) ?? '';
  if (fault?.name === 'chatgpt.denied') return denied(query);
  const account = findAccount(world, accountId) ?? defaultAccount(world.accounts);
  const app = known ?? world.chatgpt.register(account, get('agent_name_hint'));
  app.hosts.add(get('ext_agent_host_id'));
  const scope = fault?.name === 'chatgpt.no_plan' ? FULL_SCOPE.replace(` ${PLAN_SCOPE}`, '') : FULL_SCOPE;
  const who = fault?.name === 'chatgpt.other_account' ? 'somebody-else' : app.account.userId;
  const code = world.chatgpt.issueCode({
    app,
    redirectUri: get('redirect_uri'),
    challenge: get('code_challenge'),
    nonce: fault?.name === 'chatgpt.replayed' ? opaque('', 32) : get('nonce'),
    scope,
    subject: `user-${app.clientId.slice(-6)}-${who}`,
  });
  const url = new URL(get('redirect_uri'));
  const add = (name: string, value: string): void => url.searchParams.append(name, value);
  add('code', code);
  add('state', fault?.name === 'chatgpt.wrong_state' ? opaque('', 32) : get('state'));
  // The issued id comes with the registration; later it may be missing.
  const named = fault?.name === 'chatgpt.entry_client' ? ENTRY_CLIENT : app.clientId;
  const other = fault?.name === 'chatgpt.other_client';
  if (other) add('client_id', opaque('oaiapp_', 12));
  else if (fault?.name !== 'chatgpt.no_client_id' && !known) add('client_id', named);
  if (fault?.name === 'chatgpt.two_clients') add('client_id', opaque('oaiapp_', 12));
  if (fault?.name === 'chatgpt.other_issuer') add('iss', 'https://auth.example.org');
  if (fault?.name === 'chatgpt.issuer') add('iss', issuerOf(request, world));
  add('scope', scope);
  return redirect(url.href);
}
