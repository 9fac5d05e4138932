import { WORKSPACE_NAME, type LoginRecord } from '../login/record.ts';
import { credentialOf } from '../login/tokens.ts';
import { parseJson, stringOf } from '../system/json.ts';
import { accountIn, callBackend, type BackendDeps } from './backend.ts';

/** A sign-in waits no longer for a name. Milliseconds. */
const PATIENCE_MS = 2_000;
/** Characters. */
const LONGEST = 80;

/** The name of a workspace in an answer of accounts/check (docs/wire.md 6.0); a personal one has none. Pure. */
export function workspaceNameIn(body: unknown, accountId: string): string | undefined {
  return stringOf(accountIn(body, accountId)?.['name'])?.trim().slice(0, LONGEST) || undefined;
}

/** A new login with its workspace's name, where the backend gives one in time. Never rejects. */
export async function withWorkspaceName(d: BackendDeps, login: LoginRecord): Promise<LoginRecord> {
  const credential = credentialOf(login);
  if (credential.accountId === undefined) return login;
  const answer = await callBackend(d, credential, '/wham/accounts/check', {
    patienceMs: PATIENCE_MS,
  }).catch(() => undefined);
  if (answer?.status !== 200) return login;
  const name = workspaceNameIn(parseJson(answer.body), credential.accountId);
  return name === undefined ? login : { ...login, extra: { ...login.extra, [WORKSPACE_NAME]: name } };
}
