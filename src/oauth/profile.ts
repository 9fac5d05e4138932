import type { AppError } from '../system/errors.ts';
import type { Text } from '../system/wording.ts';

/** Why a refresh token no longer works and never will again. */
export type RefusalReason = 'expired' | 'used twice' | 'revoked' | 'refused';

/** OpenAI's own way of signing in with a code (docs/wire.md 2). */
export interface OpenAiDevice {
  readonly dialect: 'openai';
  readonly userCodeUrl: string;
  readonly pollUrl: string;
  readonly verificationUrl: string;
  /** The redirect URI of the final exchange. */
  readonly redirectUri: string;
  /** Seconds until a code expires. */
  readonly lifetime: number;
  /** How a user or admin turns on sign-in with a code. */
  readonly switchOn: Text;
}

/** RFC 8628 section 3.4. */
export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

/** The device authorization grant (RFC 8628). */
export interface DeviceGrant {
  readonly dialect: 'rfc8628';
  /** The device authorization endpoint (section 3.1). */
  readonly authorizationUrl: string;
}

/** The parameters of a redirect besides code and state that may be judged, as often as they came. */
export type Redirected = readonly (readonly [name: 'client_id' | 'iss', value: string])[];

/** What the ID token of an attempt must prove. */
export interface Expected {
  readonly clientId: string;
  readonly nonce: string;
  /** The server's clock, where it told. Milliseconds since the epoch. */
  readonly serverTime?: number | undefined;
}

/** A provider with everything that the flows in this folder need; they read it and name no provider. */
export interface OAuthProfile {
  /** The name of the sign-in page's owner, for messages. */
  readonly serviceName: string;
  readonly clientId: string;
  /** For providers that give one even to programs on a user's machine, where it is no secret (RFC 8252 section 8.5). */
  readonly clientSecret?: string | undefined;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  /** RFC 7009; undefined if the provider cannot revoke. */
  readonly revokeUrl: string | undefined;
  readonly scope: string;
  /** Further authorize parameters, in the order in which they are sent. */
  readonly authorizeExtras: Readonly<Record<string, string>>;
  /** Further members of a token request: `resource` (RFC 8707), for example. */
  readonly tokenExtras?: Readonly<Record<string, string>> | undefined;
  /** How a refresh and a revocation are written. A code is exchanged as a form by every provider (RFC 6749 4.1.3). */
  readonly encoding: 'form' | 'json';
  /** Members of a token answer besides the tokens that a login keeps. */
  readonly keeps?: readonly string[] | undefined;
  /** The tokens without which a sign-in is not complete. */
  readonly requires: readonly ('refresh_token' | 'id_token')[];
  readonly callback: {
    /** Registered ports, in the order in which they are tried; 0 for any. */
    readonly ports: readonly number[];
    /** The only ports that the provider accepts, if known. */
    readonly registered: readonly number[] | undefined;
    /** The path in the redirect URI. */
    readonly path: string;
    /** Other paths that the listener accepts; never sent to the provider. */
    readonly alsoAccepted: readonly string[];
  };
  /** Undefined if the provider has no sign-in with a code. */
  readonly device: OpenAiDevice | DeviceGrant | undefined;
  /** A clearer error for one of the provider's own refusals on the sign-in page. */
  readonly explains?: ((error: string, description: string | undefined) => AppError | undefined) | undefined;
  /** Judges what else the redirect brings; returns the client that the code is for. Throws an error that ends the sign-in. */
  readonly redirected?: ((also: Redirected) => string) | undefined;
  /**
   * Proves whose fresh tokens these are; returns the identity. A nonce then goes with each attempt. Throws an error that
   * ends the sign-in.
   */
  readonly verify?: ((idToken: string, expected: Expected) => Promise<string>) | undefined;
  /** Error codes of the token endpoint that mean a dead refresh token; undefined for one that says nothing about it. */
  readonly refusals: ReadonlyMap<string, RefusalReason | undefined>;
  /** Headers of the refresh and revoke requests. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The profile's redirect URI for a port. Host and path are registered: only the port may differ. */
export function redirectUri(profile: Pick<OAuthProfile, 'callback'>, port: number): string {
  return `http://127.0.0.1:${port}${profile.callback.path}`;
}
