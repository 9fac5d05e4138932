import { AppError } from '../../system/errors.ts';
import type { OAuthProfile } from '../profile.ts';
import type { Provider } from '../provider.ts';

export const OPENAI_CODEX_ID = 'openai-codex';

/** OpenAI's public client for Codex; it has no secret (docs/wire.md 0). */
export const OPENAI_CLIENT_ID = 'app_EMoamEEZ73f0CkXaXp7hrann';
export const OPENAI_ISSUER = 'https://auth.openai.com';

/** The two ports that are registered for the callback (docs/wire.md 1.2). */
export const CALLBACK_PORTS: readonly number[] = [1455, 1457];

/** Error codes of the token endpoint for a refresh token that will never work again (docs/wire.md 5.4). */
const REFUSALS: OAuthProfile['refusals'] = new Map([
  ['refresh_token_expired', 'expired'],
  ['refresh_token_reused', 'used twice'],
  ['refresh_token_invalidated', 'revoked'],
  ['invalid_grant', 'refused'],
]);

/** The sign-in page says so in the description of a denial (docs/wire.md 1.3). */
const noEntitlement: OAuthProfile['explains'] = (error, description) =>
  error === 'access_denied' && description?.includes('missing_codex_entitlement')
    ? new AppError({
        kind: 'limit',
        code: 'login.no_entitlement',
        what: 'Codex is not enabled for this workspace.',
        fix: 'Ask the workspace’s administrator to enable it, or sign in with another account.',
      })
    : undefined;

export interface OpenAiProfileOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly ports: readonly number[];
  /** Our own name as the sender, never another product's. */
  readonly originator: string;
  readonly userAgent: string;
  /** Workspace ids that the login is restricted to (docs/wire.md 1.6); empty for any. */
  readonly workspaces: readonly string[];
}

/** OpenAI's sign-in for Codex as seen on the wire (docs/wire.md 1, 2 and 5). */
export function openAiProfile(options: OpenAiProfileOptions): OAuthProfile {
  const { issuer, clientId, ports } = options;
  const openAis = issuer === OPENAI_ISSUER && clientId === OPENAI_CLIENT_ID;
  return {
    serviceName: 'OpenAI',
    clientId,
    authorizeUrl: `${issuer}/oauth/authorize`,
    tokenUrl: `${issuer}/oauth/token`,
    revokeUrl: `${issuer}/oauth/revoke`,
    scope: 'openid profile email offline_access api.connectors.read api.connectors.invoke',
    authorizeExtras: {
      id_token_add_organizations: 'true',
      codex_cli_simplified_flow: 'true',
      originator: options.originator,
      ...(options.workspaces.length > 0 ? { allowed_workspace_id: options.workspaces.join(',') } : {}),
    },
    encoding: 'json',
    requires: ['refresh_token', 'id_token'],
    callback: {
      ports,
      registered: openAis ? CALLBACK_PORTS : undefined,
      path: '/auth/callback',
      alsoAccepted: ['/callback'],
    },
    device: {
      dialect: 'openai',
      userCodeUrl: `${issuer}/api/accounts/deviceauth/usercode`,
      pollUrl: `${issuer}/api/accounts/deviceauth/token`,
      verificationUrl: `${issuer}/codex/device`,
      redirectUri: `${issuer}/deviceauth/callback`,
      lifetime: 15 * 60,
      switchOn:
        'With a personal account, turn it on in ChatGPT under Settings → Security; in a workspace, an admin turns it on under Permissions',
    },
    explains: noEntitlement,
    refusals: REFUSALS,
    headers: { originator: options.originator, 'user-agent': options.userAgent },
  };
}

/** The sign-in of the Codex CLI, which a ChatGPT plan pays for. */
export function openAiCodex(options: OpenAiProfileOptions): Provider {
  const { issuer, clientId } = options;
  return {
    id: OPENAI_CODEX_ID,
    serviceName: 'OpenAI',
    inference: 'codex',
    issuer,
    clientId,
    profile: (_fetch, place) =>
      openAiProfile({ ...options, issuer: place.issuer, clientId: place.clientId ?? clientId }),
  };
}
