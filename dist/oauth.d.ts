/**
 * An OAuth provider, in the words of its standards (RFC 8414 section 2), as in this program's `providers.json`. Either
 * `issuer` or both `authorization_endpoint` and `token_endpoint` are needed; every address must be https, or http on
 * this machine.
 */
export interface OAuthProvider {
    /** Its addresses are found there (RFC 8414, OpenID Connect Discovery). */
    readonly issuer?: string;
    readonly authorization_endpoint?: string;
    readonly token_endpoint?: string;
    /** RFC 7009. */
    readonly revocation_endpoint?: string;
    /** RFC 8628 section 3.1. */
    readonly device_authorization_endpoint?: string;
    /** RFC 7591. */
    readonly registration_endpoint?: string;
    /** Without it a client is registered where the provider allows that (RFC 7591). */
    readonly client_id?: string;
    /** What your program is called where it is registered. */
    readonly client_name?: string;
    /** For providers that give one even to programs on a user's machine (RFC 8252 section 8.5). */
    readonly client_secret?: string;
    readonly scopes?: readonly string[];
    /** Further parameters of the authorization request. */
    readonly authorize_parameters?: Readonly<Record<string, string>>;
    /** Further parameters of token requests. */
    readonly token_parameters?: Readonly<Record<string, string>>;
    /** The port of the redirect address on 127.0.0.1. Default: any free one. */
    readonly callback_port?: number;
    /** Its path. Default: `/callback`. */
    readonly callback_path?: string;
    /** The name in messages. */
    readonly service_name?: string;
}
/** What a provider gave. */
export interface OAuthTokens {
    readonly accessToken: string;
    /** Works once with providers that rotate it: keep the newest. */
    readonly refreshToken?: string;
    readonly idToken?: string;
    /** When the access token ends, in milliseconds since the epoch by this machine's clock; undefined if unknown. */
    readonly expiresAt?: number;
    /** The client that the tokens were issued to: a refresh needs the same. */
    readonly clientId: string;
}
export interface FlowOptions {
    /** Ends the flow; it then rejects with the signal's reason. */
    readonly signal?: AbortSignal;
    /** Default: the global one. */
    readonly fetch?: typeof globalThis.fetch;
}
export interface AuthorizationCodeOptions extends FlowOptions {
    /** Shows the user the provider's page: open it in a browser, or print it. */
    readonly onUrl: (url: string) => void;
}
export interface DeviceCodeOptions extends FlowOptions {
    /** Shows the user the code and the page to type it in; `completeUrl` has it filled in, where the provider gives it. */
    readonly onCode: (shown: {
        readonly userCode: string;
        readonly url: string;
        readonly completeUrl?: string;
    }) => void;
}
export interface RefreshOptions extends FlowOptions {
    /** The `clientId` of the tokens, for a client that was registered. */
    readonly clientId?: string;
}
/** Why a flow failed. `code` is stable: `login.denied`, `device.expired`, `refresh.refused`, for example. */
export declare class OAuthError extends Error {
    readonly name = "OAuthError";
    readonly code: string;
    constructor(message: string, code: string, cause?: unknown);
}
/** A PKCE code verifier of 86 characters (RFC 7636 section 4.1). */
export declare function generateCodeVerifier(): string;
/** The S256 code challenge of a verifier (RFC 7636 section 4.2). */
export declare function computeCodeChallenge(verifier: string): string;
/** An unguessable `state` for an authorization request (RFC 6749 section 10.12). */
export declare function generateState(): string;
/**
 * Signs in with a browser on this machine: authorization code, PKCE and a redirect to 127.0.0.1 (RFC 8252). Resolves to
 * the tokens when the user has agreed. Rejects with an OAuthError.
 */
export declare function runAuthorizationCodeFlow(provider: OAuthProvider, { onUrl, ...options }: AuthorizationCodeOptions): Promise<OAuthTokens>;
/**
 * Signs in with a code that the user types on another device (RFC 8628). Resolves to the tokens when the user has
 * agreed. Rejects with an OAuthError.
 */
export declare function runDeviceCodeFlow(provider: OAuthProvider, { onCode, ...options }: DeviceCodeOptions): Promise<OAuthTokens>;
/**
 * Uses a refresh token (RFC 6749 section 6). What the answer leaves out stays as it was: without a new refresh token
 * the old one stays valid. Rejects with an OAuthError: `refresh.refused` if it will never work again,
 * `refresh.unavailable` if it may work later.
 */
export declare function refreshAccessToken(provider: OAuthProvider, refreshToken: string, { clientId, ...options }?: RefreshOptions): Promise<OAuthTokens>;
