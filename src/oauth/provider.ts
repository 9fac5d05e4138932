import type { Fetch } from '../system/fetch.ts';
import type { OAuthProfile } from './profile.ts';

/** Where a login is made and renewed; a login keeps both. */
export interface Place {
  readonly issuer: string;
  /** Undefined until the provider has registered this program. */
  readonly clientId: string | undefined;
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
  readonly inference?: string | undefined;
  /**
   * What the flows need for a login at `place`. Asks the server for its endpoints where it publishes them. Throws if
   * they cannot be found.
   */
  readonly profile: (fetch: Fetch, place: Place) => OAuthProfile | Promise<OAuthProfile>;
}
