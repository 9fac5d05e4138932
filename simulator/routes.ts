import { authorize, decide } from './auth/authorize.ts';
import { decideDevice, enterUserCode, pollDevice, requestUserCode, showDevicePage } from './auth/device.ts';
import { errorPage } from './auth/pages.ts';
import { revoke, token, tokenEndpoint, whoami } from './auth/token.ts';
import { accountsCheck, configBundle, models, usage } from './backend/account-routes.ts';
import { apiModels, apiResponses } from './backend/api-route.ts';
import { responses } from './backend/responses.ts';
import { search } from './backend/search.ts';
import { authorizeApp, decideApp } from './chatgpt/authorize.ts';
import { discovery, jwks } from './chatgpt/keys.ts';
import { appToken, appTokenEndpoint, revokeApp } from './chatgpt/token.ts';
import type { ActiveFault } from './fault-plan.ts';
import type { Endpoint } from './faults.ts';
import { html, type Reply } from './reply.ts';
import type { SimRequest } from './request.ts';
import type { World } from './world.ts';

export type Handler = (request: SimRequest, world: World, fault?: ActiveFault) => Reply;

export interface Route {
  readonly method: string;
  readonly path: string;
  /** Which faults may bite here; none for pages that only a person sees. */
  readonly endpoint?: Endpoint | ((request: SimRequest) => Endpoint);
  readonly handle: Handler;
}

/** Where a device login ends in a browser's eyes; the CLI never opens it (docs/wire.md 2). */
const deviceCallback: Handler = () => html(404, errorPage('Nothing to see here', 'Go back to your program.'));

/** Everything that auth.openai.com, chatgpt.com and api.openai.com answer, on one address. */
export const ROUTES: readonly Route[] = [
  { method: 'GET', path: '/oauth/authorize', endpoint: 'authorize', handle: authorize },
  { method: 'POST', path: '/oauth/authorize/decision', handle: decide },
  { method: 'POST', path: '/oauth/token', endpoint: tokenEndpoint, handle: token },
  { method: 'POST', path: '/oauth/revoke', endpoint: 'revoke', handle: revoke },
  {
    method: 'POST',
    path: '/api/accounts/deviceauth/usercode',
    endpoint: 'device.usercode',
    handle: requestUserCode,
  },
  { method: 'POST', path: '/api/accounts/deviceauth/token', endpoint: 'device.token', handle: pollDevice },
  { method: 'GET', path: '/codex/device', handle: showDevicePage },
  { method: 'POST', path: '/codex/device', handle: enterUserCode },
  { method: 'POST', path: '/codex/device/decision', handle: decideDevice },
  { method: 'GET', path: '/deviceauth/callback', handle: deviceCallback },
  {
    method: 'GET',
    path: '/api/accounts/v1/user-auth-credential/whoami',
    endpoint: 'whoami',
    handle: whoami,
  },
  {
    method: 'GET',
    path: '/.well-known/openid-configuration',
    endpoint: 'chatgpt.discovery',
    handle: discovery,
  },
  { method: 'GET', path: '/.well-known/jwks.json', endpoint: 'chatgpt.jwks', handle: jwks },
  { method: 'GET', path: '/api/accounts/authorize', endpoint: 'chatgpt.authorize', handle: authorizeApp },
  { method: 'POST', path: '/api/accounts/authorize/decision', handle: decideApp },
  { method: 'POST', path: '/api/accounts/oauth/token', endpoint: appTokenEndpoint, handle: appToken },
  { method: 'POST', path: '/api/accounts/oauth/revoke', endpoint: 'revoke', handle: revokeApp },
  { method: 'GET', path: '/backend-api/codex/models', endpoint: 'models', handle: models },
  { method: 'POST', path: '/backend-api/codex/responses', endpoint: 'responses', handle: responses },
  { method: 'POST', path: '/backend-api/codex/alpha/search', endpoint: 'search', handle: search },
  { method: 'GET', path: '/backend-api/wham/usage', endpoint: 'usage', handle: usage },
  { method: 'GET', path: '/backend-api/wham/accounts/check', endpoint: 'accounts', handle: accountsCheck },
  { method: 'GET', path: '/backend-api/wham/config/bundle', handle: configBundle },
  { method: 'GET', path: '/v1/models', endpoint: 'models', handle: apiModels },
  { method: 'POST', path: '/v1/responses', endpoint: 'responses', handle: apiResponses },
];
