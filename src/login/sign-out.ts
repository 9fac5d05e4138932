import { revokeToken } from '../oauth/token-endpoint.ts';
import type { Deps } from '../system/deps.ts';
import { homeOf, identityOfLogin } from './record.ts';
import type { RefreshDeps } from './refresh.ts';
import type { ExternalAuth } from './sources/external.ts';
import type { TokenManager } from './tokens.ts';

/** What codex_clear did. */
export interface Cleared {
  readonly removed: boolean;
  readonly accountId: string | undefined;
  /** `revoked` at the server, `failed` (removed here only), or `nothing` to revoke. */
  readonly revocation: 'revoked' | 'failed' | 'nothing';
  /** True if it was an embedding application's login, which was only in memory. */
  readonly external?: boolean;
}

interface SignOutDeps extends Pick<Deps, 'fetch'>, Pick<RefreshDeps, 'profileAt'> {
  readonly external: Pick<ExternalAuth, 'report' | 'clear'>;
  readonly tokens: Pick<TokenManager, 'remove'>;
  /** Called once the login is removed here, before the server is asked to revoke it. */
  readonly onRemoved: () => void;
}

const REVOKE_TIMEOUT_MS = 5_000;

/** Removes the application's login if there is one, else our own; revokes our own at the server. */
export async function signOut(d: SignOutDeps): Promise<Cleared> {
  const { external, tokens, onRemoved } = d;
  const handedOver = (await external.report())?.identity.accountId;
  if (external.clear()) {
    onRemoved();
    return { removed: true, accountId: handedOver, revocation: 'nothing', external: true };
  }
  const login = await tokens.remove();
  if (!login) return { removed: false, accountId: undefined, revocation: 'nothing' };
  onRemoved();
  const { accountId } = identityOfLogin(login);
  if (!login.refreshToken) return { removed: true, accountId, revocation: 'nothing' };
  const grant = { refreshToken: login.refreshToken, clientId: login.clientId };
  const signal = AbortSignal.timeout(REVOKE_TIMEOUT_MS);
  const revoke = async () => revokeToken(d.fetch, await d.profileAt(homeOf(login)), grant, signal);
  const answer = await revoke().catch(() => ({ status: 0 }));
  if (!answer) return { removed: true, accountId, revocation: 'nothing' };
  const { status } = answer;
  return { removed: true, accountId, revocation: status >= 200 && status < 300 ? 'revoked' : 'failed' };
}
