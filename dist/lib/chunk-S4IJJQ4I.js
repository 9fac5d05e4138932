import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);

// src/oauth/providers/openai-codex.ts
var OPENAI_CLIENT_ID = "app_EMoamEEZ73f0CkXaXp7hrann";
var OPENAI_ISSUER = "https://auth.openai.com";
var CALLBACK_PORTS = [1455, 1457];
var REFUSALS = /* @__PURE__ */ new Map([
  ["refresh_token_expired", "expired"],
  ["refresh_token_reused", "used twice"],
  ["refresh_token_invalidated", "revoked"],
  ["invalid_grant", "refused"]
]);
function openAiProfile(options) {
  const { issuer } = options;
  return {
    serviceName: "OpenAI",
    clientId: options.clientId,
    authorizeUrl: `${issuer}/oauth/authorize`,
    tokenUrl: `${issuer}/oauth/token`,
    revokeUrl: `${issuer}/oauth/revoke`,
    scope: "openid profile email offline_access api.connectors.read api.connectors.invoke",
    authorizeExtras: {
      id_token_add_organizations: "true",
      codex_cli_simplified_flow: "true",
      originator: options.originator,
      ...options.workspaces.length > 0 ? { allowed_workspace_id: options.workspaces.join(",") } : {}
    },
    callback: { ports: options.ports, path: "/auth/callback", alsoAccepted: ["/callback"] },
    device: {
      userCodeUrl: `${issuer}/api/accounts/deviceauth/usercode`,
      pollUrl: `${issuer}/api/accounts/deviceauth/token`,
      verificationUrl: `${issuer}/codex/device`,
      redirectUri: `${issuer}/deviceauth/callback`,
      lifetime: 15 * 60,
      switchOn: "A personal account switches it on in ChatGPT under Settings → Security, a workspace admin in the workspace settings under Permissions"
    },
    refusals: REFUSALS,
    headers: { originator: options.originator, "user-agent": options.userAgent }
  };
}

export {
  OPENAI_CLIENT_ID,
  OPENAI_ISSUER,
  CALLBACK_PORTS,
  openAiProfile
};
