import type { AppError } from '../../system/errors.ts';
import { sentences } from '../../system/wording.ts';
import { expiryOf, type Identity } from '../claims.ts';
import { accountChanged, type Credential, type CredentialSource } from '../credential.ts';
import { sameIdentity } from '../record.ts';
import type { WhoAmI } from './whoami.ts';

/** The kind of login behind a credential, in the app-server's words (docs/wire.md 3, AuthMode). */
export type LoginMode = 'chatgpt' | 'chatgptAuthTokens' | 'personalAccessToken' | 'apikey';

/** What a source has, found without a network request. Nothing secret. */
export type SourceReport = Readonly<ReturnType<typeof reportOn>>;

interface More {
  readonly identity?: Identity | undefined;
  readonly expiresAt?: number | undefined;
  readonly home?: Credential['home'];
  readonly workspaceName?: string | undefined;
  readonly via?: Credential['via'];
  /** The error that a question would get. */
  readonly error?: AppError | undefined;
}

/** The report on a login that is not ours to renew. */
export function reportOn(
  source: CredentialSource,
  mode: LoginMode | undefined,
  { identity = {}, expiresAt, home, workspaceName, via, error }: More = {},
) {
  return {
    source,
    /** Undefined if its content cannot be read. */
    mode,
    identity,
    /** Seconds since the epoch; undefined if unknown. */
    expiresAt,
    /** Where it was issued; undefined for OpenAI's own. */
    home,
    /** As the backend named it at the sign-in. */
    workspaceName,
    /** The provider, where its plan is named. */
    via,
    /** True if this program has a refresh token for it; `renews` if that can still work. */
    renewable: false,
    renews: false,
    /** False if the next question would fail for lack of a working login. */
    usable: error === undefined,
    /** What is wrong, in sentences, and what fixes it. */
    problem: error && sentences(error.what, error.why),
    fix: error?.fix,
  };
}

/** One place a credential may come from. */
export interface Source {
  readonly name: CredentialSource;
  /** The credential; undefined if there is none here. Throws if there is one that cannot be used. */
  credential(): Promise<Credential | undefined>;
  /** After a 401 on `used`: another credential of the same account. Throws if there is none. */
  renew(used: Credential): Promise<Credential>;
  /** What is here, for status; undefined if nothing. Never throws. */
  report(): Promise<SourceReport | undefined>;
  /** A message if a login may be in a place that we cannot read. Never throws. */
  elsewhere?(): Promise<string | undefined>;
}

/** What is in a place that is not ours. */
export interface Found extends Pick<More, 'identity' | 'home' | 'error'> {
  /** Undefined if it cannot be read: then there is an error. */
  readonly mode: LoginMode | undefined;
  readonly token: string;
}

export const credentialFrom = (
  source: CredentialSource,
  { mode, token, home }: Found,
  who?: Identity,
): Credential => ({
  source,
  route: mode === 'apikey' ? 'api' : 'chatgpt',
  accessToken: token,
  ...(home && { home }),
  ...who,
});

/**
 * A read-only source. After a 401 it reads again, because the owner may have renewed the login; if it is unchanged,
 * `refused` is the error. `whoAmI` tells whose a personal access token is.
 */
export function sourceThatLooks(
  name: CredentialSource,
  look: () => Promise<Found | undefined>,
  refused: (used: Credential) => AppError,
  whoAmI?: WhoAmI,
): Source {
  const credential = async (): Promise<Credential | undefined> => {
    const found = await look();
    if (!found) return undefined;
    if (found.error) throw found.error;
    const personal = found.mode === 'personalAccessToken';
    return credentialFrom(name, found, personal ? await whoAmI?.identify(found.token) : found.identity);
  };
  return {
    name,
    credential,
    renew: async (used) => {
      const now = await credential();
      if (!now || now.route !== used.route || !sameOwner(now, used)) throw accountChanged();
      if (now.accessToken === used.accessToken) throw refused(used);
      return now;
    },
    report: async () => {
      const found = await look();
      if (!found) return undefined;
      const { mode, token, home, error } = found;
      const identity = mode === 'personalAccessToken' ? whoAmI?.known(token) : found.identity;
      return reportOn(name, mode, { identity, expiresAt: expiryOf(token), home, error });
    },
  };
}

/** True when both speak for the same workspace and, as far as both say, for the same user in it. */
export function sameOwner(a: Identity, b: Identity): boolean {
  return a.accountId === b.accountId && sameIdentity(a, b);
}
