import { isSilence } from '../system/network-error.ts';
import { revokeToken } from '../oauth/token-endpoint.ts';
import type { Login } from './login.ts';
import { homeOf, identityOfLogin, type LoginRecord } from './record.ts';
import type { RefreshDeps } from './refresh.ts';
import type { ExternalAuth } from './sources/external.ts';

/** What codex_clear did. */
export interface Cleared {
  readonly removed: boolean;
  readonly accountId: string | undefined;
  /** `revoked` at the server, `failed` (removed here only), or `nothing` to revoke. */
  readonly revocation: 'revoked' | 'failed' | 'nothing';
  /** Where the user can end it without us, if the provider has told. */
  readonly page?: string | undefined;
  /** True if it was an embedding application's login, which was only in memory. */
  readonly external?: boolean;
  /** The names of the accounts that remain. */
  readonly remaining?: readonly string[];
}

/** What became of a removed login at its server. */
export interface Revocation extends Pick<Cleared, 'accountId' | 'revocation' | 'page'> {}

const REVOKE_TIMEOUT_MS = 5_000;
/** Before the second try, the last one. */
const PAUSE_MS = 300;

/** Asks the server to revoke a login that has been removed here. */
export async function revokeLogin(
  d: Pick<RefreshDeps, 'fetch' | 'profileAt' | 'sleep'>,
  login: LoginRecord,
): Promise<Revocation> {
  const { accountId } = identityOfLogin(login);
  if (!login.refreshToken) return { accountId, revocation: 'nothing' };
  const grant = { refreshToken: login.refreshToken, clientId: login.clientId };
  const revoke = async () => {
    const profile = await d.profileAt(homeOf(login), 'revoke');
    return revokeToken(d.fetch, profile, grant, AbortSignal.timeout(REVOKE_TIMEOUT_MS));
  };
  for (let again = true; ; again = false) {
    // One that says nothing is not waited for twice.
    const answer = await revoke().catch((error: unknown) => ({ status: isSilence(error) ? 408 : 500 }));
    if (!answer) return { accountId, revocation: 'nothing' };
    if (answer.status >= 200 && answer.status < 300) return { accountId, revocation: 'revoked' };
    // The token is in our hands only now.
    if (!again || answer.status < 500) return { accountId, revocation: 'failed' };
    await d.sleep(PAUSE_MS);
  }
}

/** Removes the application's login if there is one, else our own; revokes our own at the server. */
export async function signOut(
  external: Pick<ExternalAuth, 'report' | 'clear'>,
  own: Pick<Login, 'clear'>,
  onRemoved: () => void,
): Promise<Cleared> {
  const handedOver = (await external.report())?.identity.accountId;
  if (external.clear()) {
    onRemoved();
    return { removed: true, accountId: handedOver, revocation: 'nothing', external: true };
  }
  const ended = await own.clear(onRemoved);
  return ended
    ? { removed: true, ...ended }
    : { removed: false, accountId: undefined, revocation: 'nothing' };
}
