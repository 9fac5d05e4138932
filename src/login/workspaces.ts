import { its, say, type Text } from '../system/wording.ts';
import { identityOf } from './claims.ts';
import { signInError, type Credential } from './credential.ts';

const fixes: Readonly<Record<Credential['source'], Text>> = {
  external: 'The application that owns the login must provide one from an allowed workspace.',
  login: say`Sign in again with ${its.login} and choose an allowed workspace, or change CODEX_OAUTH_WORKSPACE.`,
  command: 'Let the credential command give a token of an allowed workspace.',
  'access-token': 'Set CODEX_ACCESS_TOKEN to a token of an allowed workspace, or unset it.',
  'codex-cli': say`Sign in with ${its.login}: that login comes before the Codex CLI’s. Or change CODEX_OAUTH_WORKSPACE.`,
  'api-key': say`Sign in with ${its.login}.`,
};

/**
 * Refuses a credential of another workspace, whatever its source and even after a renewal, and a new sign-in before
 * it is stored (docs/wire.md 1.6). Both the account that requests are billed to and the one named in the token must
 * be allowed. An API key names no workspace: if the settings require one, a key is used only if the user chose it
 * (`chosen`).
 */
export function enforceWorkspace(
  workspaces: readonly string[],
  credential: Credential,
  chosen: boolean,
): Credential {
  if (workspaces.length === 0) return credential;
  if (credential.route === 'api') {
    if (chosen) return credential;
    throw signInError(
      'api_key.workspace',
      'The API key was not used.',
      `CODEX_OAUTH_WORKSPACE allows ${workspaces.join(', ')}, and an API key belongs to no workspace.`,
      say`Sign in with ${its.login}, or set CODEX_OAUTH_SOURCE to the key’s source (api-key, codex-cli).`,
    );
  }
  const { accountId, accessToken } = credential;
  const refused = [accountId, identityOf(accessToken).accountId].find(
    (id) => id !== undefined && !workspaces.includes(id),
  );
  const found = accountId === undefined ? 'no workspace' : refused;
  if (found === undefined) return credential;
  throw signInError(
    'login.workspace',
    'This login belongs to a workspace that is not allowed here.',
    `CODEX_OAUTH_WORKSPACE allows ${workspaces.join(', ')}; the login is for ${found}.`,
    fixes[credential.source],
    { found },
  );
}
