import type { OAuthProfile } from './profile.ts';

/** The URL that the user opens (RFC 6749 section 4.1.1, RFC 7636 section 4.3). */
export function authorizeUrl(
  profile: OAuthProfile,
  attempt: { readonly redirectUri: string; readonly challenge: string; readonly state: string },
): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: profile.clientId,
    redirect_uri: attempt.redirectUri,
    code_challenge: attempt.challenge,
    code_challenge_method: 'S256',
    state: attempt.state,
    scope: profile.scope,
    ...profile.authorizeExtras,
  });
  return `${profile.authorizeUrl}?${query.toString()}`;
}
