import { AppError } from '../system/errors.ts';
import type { Fetch } from '../system/fetch.ts';
import { member, parseJson, stringOf } from '../system/json.ts';
import { DEVICE_GRANT } from './profile.ts';
import { post } from './token-endpoint.ts';

const REGISTER_MS = 15_000;

/** Registers this program as a public client and returns its client id (RFC 7591 section 3). */
export async function registerClient(
  fetch: Fetch,
  { registerUrl: url, deviceUrl }: { readonly registerUrl: string; readonly deviceUrl: string | undefined },
  redirectUris: readonly string[],
  scope: string,
): Promise<string> {
  const metadata = {
    client_name: 'codex-oauth',
    redirect_uris: redirectUris,
    grant_types: ['authorization_code', 'refresh_token', ...(deviceUrl === undefined ? [] : [DEVICE_GRANT])],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    application_type: 'native',
    ...(scope === '' ? {} : { scope }),
  };
  const answer = await post(fetch, url, metadata, AbortSignal.timeout(REGISTER_MS));
  const id = stringOf(member(parseJson(answer.body), 'client_id'));
  if (answer.status >= 200 && answer.status < 300 && id) return id;
  throw new AppError({
    kind: 'backend',
    code: 'provider.registration',
    what: 'The provider did not register this program.',
    why: `Its registration endpoint answered ${answer.status}${id ? '' : ' without a client id'}.`,
    fix: 'Register a client by hand at the provider, and name it as client_id.',
  });
}
