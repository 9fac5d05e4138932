import type { Text } from '../system/wording.ts';

/** Why a refresh token no longer works and never will again. */
export type RefusalReason = 'expired' | 'used twice' | 'revoked' | 'refused';

/** Everything that differs between OAuth providers. The flows in this folder read it and name no provider. */
export interface OAuthProfile {
  /** The name of the sign-in page's owner, for messages. */
  readonly serviceName: string;
  readonly clientId: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly revokeUrl: string;
  readonly scope: string;
  /** Further authorize parameters, in the order in which they are sent. */
  readonly authorizeExtras: Readonly<Record<string, string>>;
  readonly callback: {
    /** Registered ports, in the order in which they are tried. */
    readonly ports: readonly number[];
    /** The only ports that the provider accepts, if known. */
    readonly registered: readonly number[] | undefined;
    /** The path in the redirect URI. */
    readonly path: string;
    /** Other paths that the listener accepts; never sent to the provider. */
    readonly alsoAccepted: readonly string[];
  };
  readonly device: {
    readonly userCodeUrl: string;
    readonly pollUrl: string;
    readonly verificationUrl: string;
    /** The redirect URI of the final exchange. */
    readonly redirectUri: string;
    /** Seconds until a code expires. */
    readonly lifetime: number;
    /** How a user or admin turns on sign-in with a code. */
    readonly switchOn: Text;
  };
  /** Error codes of the token endpoint that mean a dead refresh token. */
  readonly refusals: ReadonlyMap<string, RefusalReason>;
  /** Headers of the JSON requests (refresh, revoke). */
  readonly headers: Readonly<Record<string, string>>;
}

/** The profile's redirect URI for a port. Host and path are registered: only the port may differ. */
export function redirectUri(profile: OAuthProfile, port: number): string {
  return `http://127.0.0.1:${port}${profile.callback.path}`;
}
