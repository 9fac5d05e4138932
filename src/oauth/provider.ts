import type { Fetch } from '../system/fetch.ts';
import type { OAuthProfile } from './profile.ts';

/** Where a login is made and renewed; a login keeps both. */
export interface Place {
  readonly issuer: string;
  /** Undefined until the provider has registered this program. */
  readonly clientId: string | undefined;
  /** For a sign-in at a provider that registers by the redirect: this installation's name there. */
  readonly hostId?: string | undefined;
  /** Whom the client was registered for; nobody else may sign in with it. */
  readonly subject?: string | undefined;
  /** True if the user turns on again what was not granted the last time. */
  readonly consentAgain?: boolean | undefined;
}

/** What the profile is for: a provider asks its server only for what that needs. */
export type Purpose = 'sign-in' | 'refresh' | 'revoke';

/** The user's plan as a provider lends it to this program, in the words that the provider asks for. */
export interface PlanUsage {
  /** The scope without which it answers no questions; the user can leave it out. */
  readonly scope: string;
  /** The name of the action that begins a sign-in. */
  readonly action: string;
  /** Beside every answer and in every status. */
  readonly using: string;
  /** Where the user sees and limits it. */
  readonly managePage: string;
  /** Said once, after the first sign-in. */
  readonly welcome: string;
}

/**
 * Somebody who signs people in: data plus the few functions in which providers differ. One file each in providers/; the
 * registry lists them, and nothing else knows their names.
 */
export interface Provider extends Place {
  /** The name on the command line, and of its login in auth.json. */
  readonly id: string;
  /** The name of the sign-in page's owner, for messages. */
  readonly serviceName: string;
  /** The dialect in which its backend answers questions (ask/); undefined if it answers none. */
  readonly inference?: 'codex' | 'platform' | undefined;
  /** Undefined if signing in needs no further word about the plan. */
  readonly plan?: PlanUsage | undefined;
  /** True if the redirect registers this program: the client id that it brings is kept for the account. */
  readonly registersByRedirect?: boolean | undefined;
  /** True if a refresh before its time would end the login, so that not even a refused token is renewed early. */
  readonly renewsOnlyWhenDue?: boolean | undefined;
  /** Where the user can look after the account. */
  readonly page?: string | undefined;
  /**
   * What the flows need for a login at `place`. Asks the server for its endpoints where it publishes them. Throws if
   * they cannot be found.
   */
  readonly profile: (fetch: Fetch, place: Place, purpose?: Purpose) => OAuthProfile | Promise<OAuthProfile>;
}
