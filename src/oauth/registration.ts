import { AppError } from '../system/errors.ts';
import type { Fetch } from '../system/fetch.ts';
import { member, parseJson, stringOf } from '../system/json.ts';
import { DEVICE_GRANT } from './profile.ts';
import { post } from './token-endpoint.ts';

const REGISTER_MS = 15_000;

/** Who registers: the name for the user, and where the answers are expected; port 0 for any. */
interface Client {
  readonly name: string;
  readonly port: number;
  readonly path: string;
  readonly scope: string;
}

/** Registers this program as a public client and returns its client id (RFC 7591 section 3). */
export async function registerClient(
  fetch: Fetch,
  { registerUrl: url, deviceUrl }: { readonly registerUrl: string; readonly deviceUrl: string | undefined },
  { name, path, port, scope }: Client,
): Promise<string> {
  const metadata = {
    client_name: name,
    // Without a port any may be used (RFC 8252 section 7.3).
    redirect_uris: [`http://127.0.0.1${port === 0 ? '' : `:${port}`}${path}`],
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
