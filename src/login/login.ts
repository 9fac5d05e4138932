import type { AppError } from '../system/errors.ts';
import type { Provider, Purpose } from '../oauth/provider.ts';
import { loginErrors } from './credential.ts';
import type { Home } from './home.ts';
import { openRegistrations } from './registrations.ts';
import { homeOf } from './record.ts';
import { createSignIn, type SignInDeps } from './sign-in.ts';
import { revokeLogin, type Revocation } from './sign-out.ts';
import { createTokenManager, type TokenDeps } from './tokens.ts';
import { loginTo } from '../system/wording.ts';

/** One login of one provider: how it is made, kept and ended. */
export type Login = ReturnType<typeof openLogin>;

export interface LoginDeps
  extends Omit<TokenDeps, 'profileAt' | 'provider'>,
    Omit<
      SignInDeps,
      'profile' | 'registered' | 'plan' | 'home' | 'service' | 'probe' | 'store' | 'current' | 'fetch'
    > {
  readonly provider: Provider;
  /** Beside it stands what is no secret and this machine's own: registrations.ts. */
  readonly authFile: string;
  /** Where its questions go; undefined if it answers none. */
  readonly baseUrl?: string | undefined;
}

export function openLogin({ provider, baseUrl, ...d }: LoginDeps) {
  const { id, serviceName: name, page } = provider;
  const service = d.service ?? { name, issuedBy: name, login: loginTo(id), page, other: id };
  const profileAt = ({ issuer, clientId }: Home, purpose?: Purpose) =>
    provider.profile(d.fetch, { issuer, clientId }, purpose);
  const keeping = { ...d, provider, service, profileAt };
  const registrations = provider.registersByRedirect && openRegistrations(provider, d);
  const tokens = createTokenManager(keeping);
  const signIn = createSignIn({
    ...d,
    service,
    plan: provider.plan,
    home: { issuer: provider.issuer, ...(baseUrl === undefined ? {} : { baseUrl }) },
    // A provider that registers its clients has given this login's client its id already.
    profile: async (account) => {
      const login = await tokens.current().catch(() => undefined);
      // Another server has not registered it.
      const known = login && homeOf(login).issuer === provider.issuer ? login.clientId : undefined;
      const place = registrations
        ? await registrations.placeFor(account, login)
        : { issuer: provider.issuer, clientId: provider.clientId ?? known };
      return provider.profile(d.fetch, place, 'sign-in');
    },
    registered: registrations ? registrations.keep : undefined,
    probe: tokens.probe,
    store: tokens.store,
    current: tokens.current,
  });
  return {
    provider,
    /** For further logins of the same provider (accounts.ts). */
    keeping,
    tokens,
    signIn,
    /** Removes the login and revokes it at its server. Undefined if there was none. */
    clear: async (onRemoved: () => void): Promise<Revocation | undefined> => {
      const login = await tokens.remove();
      if (!login) return undefined;
      onRemoved();
      return { ...(await revokeLogin({ ...d, profileAt }, login)), page };
    },
  };
}

/** The error where a program asks for a token and nobody has signed in. */
export function notSignedInTo({ keeping, tokens }: Pick<Login, 'keeping' | 'tokens'>): AppError {
  return loginErrors(keeping.service).notSignedIn(`There is no login in ${tokens.path}.`);
}
