import { its, say, type Text } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { identityOf } from './claims.ts';
import type { Credential } from './credential.ts';
import { identityOfLogin, type LoginRecord } from './record.ts';

/**
 * The account ids that are not allowed: the one that requests are billed to and the one that the token itself
 * names. A login that names no account at all yields `none`.
 */
function strangers(
  workspaces: readonly string[],
  accountId: string | undefined,
  accessToken: string,
): string | undefined {
  if (workspaces.length === 0) return undefined;
  if (accountId === undefined) return 'no workspace';
  return [accountId, identityOf(accessToken).accountId].find(
    (id) => id !== undefined && !workspaces.includes(id),
  );
}

function wrongWorkspace(workspaces: readonly string[], found: string, fix: Text): AppError {
  return new AppError({
    kind: 'sign-in',
    code: 'login.workspace',
    what: 'This login belongs to a workspace that may not be used here.',
    why: `CODEX_OAUTH_WORKSPACE allows ${workspaces.join(', ')}; the login is for ${found}.`,
    fix,
    details: { found },
  });
}

/** Refuses a fresh sign-in outside the allowed workspaces before it is stored (docs/wire.md 1.6). */
export function workspaceGuard(workspaces: readonly string[]): (login: LoginRecord) => void {
  return (login) => {
    const found = strangers(workspaces, identityOfLogin(login).accountId, login.accessToken);
    if (found === undefined) return;
    throw wrongWorkspace(
      workspaces,
      found,
      'Sign in again and choose an allowed workspace, or change CODEX_OAUTH_WORKSPACE.',
    );
  };
}

const fixes: Readonly<Record<Credential['source'], Text>> = {
  external: 'Let the application that owns the login hand over one of an allowed workspace.',
  login: say`Sign in again with ${its.login} and choose an allowed workspace, or change CODEX_OAUTH_WORKSPACE.`,
  'access-token': 'Set CODEX_ACCESS_TOKEN to a token of an allowed workspace, or unset it.',
  'codex-cli': say`Sign in with ${its.login}: our own login comes before the Codex CLI’s. Or change CODEX_OAUTH_WORKSPACE.`,
  'api-key': say`Sign in with ${its.login}.`,
};

/**
 * Refuses a credential of another workspace, wherever it comes from and however often it was renewed. An API key
 * names no workspace: while one is demanded it is used only where the user has said so (`chosen`).
 */
export function enforceWorkspace(
  workspaces: readonly string[],
  credential: Credential,
  chosen: boolean,
): Credential {
  if (workspaces.length === 0) return credential;
  if (credential.route === 'api') {
    if (chosen) return credential;
    throw new AppError({
      kind: 'sign-in',
      code: 'api_key.workspace',
      what: 'The API key was not used.',
      why: `CODEX_OAUTH_WORKSPACE allows ${workspaces.join(', ')}, and a key belongs to none of them.`,
      fix: say`Sign in with ${its.login}, or set CODEX_OAUTH_SOURCE to the key’s source (api-key, codex-cli).`,
    });
  }
  const found = strangers(workspaces, credential.accountId, credential.accessToken);
  if (found !== undefined) throw wrongWorkspace(workspaces, found, fixes[credential.source]);
  return credential;
}
