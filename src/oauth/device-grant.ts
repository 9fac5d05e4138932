import { member, numberOf, parseJson, stringOf } from '../system/json.ts';
import { holdSecrets } from '../system/redact.ts';
import {
  assertCodeGiven,
  denied,
  expired,
  failure,
  intervalOf,
  type DeviceCode,
  type DeviceDeps,
  type DeviceDialect,
} from './device-flow.ts';
import { DEVICE_GRANT, type DeviceGrant, type OAuthProfile } from './profile.ts';
import { clientMembers, errorCodeOf, judgeExchange, post, type RawAnswer } from './token-endpoint.ts';

/** The device authorization grant (RFC 8628). */
export async function requestDeviceGrant(
  d: DeviceDeps,
  profile: OAuthProfile,
  device: DeviceGrant,
  signal: AbortSignal,
): Promise<DeviceDialect> {
  const client = { client_id: profile.clientId, ...clientMembers(profile) };
  const asked = new URLSearchParams({ ...client, scope: profile.scope });
  const { deviceCode, ...code } = judgeDeviceAuthorization(
    await post(d.fetch, device.authorizationUrl, asked, signal),
  );
  holdSecrets(deviceCode);
  const question = { ...client, grant_type: DEVICE_GRANT, device_code: deviceCode };
  return {
    ...code,
    poll: async (slow) => {
      const answer = await post(d.fetch, profile.tokenUrl, new URLSearchParams(question), slow);
      const verdict = judgeDeviceToken(answer);
      return verdict === 'tokens' ? async () => judgeExchange(answer, profile) : verdict;
    },
  };
}

/** The answer of the device authorization endpoint (RFC 8628 section 3.2). */
export function judgeDeviceAuthorization(answer: RawAnswer): DeviceCode & { readonly deviceCode: string } {
  const what = 'Could not get a sign-in code.';
  assertCodeGiven(answer, what);
  const body = parseJson(answer.body);
  const deviceCode = stringOf(member(body, 'device_code'));
  const userCode = stringOf(member(body, 'user_code'));
  // Older servers, Google's among them, say `verification_url`.
  const url = webPage(member(body, 'verification_uri')) ?? webPage(member(body, 'verification_url'));
  const lifetime = numberOf(member(body, 'expires_in')) ?? 0;
  if (!deviceCode || !userCode || !url || lifetime <= 0)
    throw failure('backend', 'device.invalid', what, 'The server’s answer contains no usable code.');
  const completeUrl = webPage(member(body, 'verification_uri_complete'));
  return { deviceCode, userCode, url, completeUrl, lifetime, interval: intervalOf(member(body, 'interval')) };
}

/** The user is told to open it, so it must be a page of the web. */
function webPage(value: unknown): string | undefined {
  const text = stringOf(value) ?? '';
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text : undefined;
}

/** One poll of the token endpoint (RFC 8628 section 3.5). Throws when the attempt is over. */
export function judgeDeviceToken({ status, body: text }: RawAnswer): 'tokens' | 'pending' | 'slow-down' {
  if (status >= 200 && status < 300) return 'tokens';
  const code = errorCodeOf(parseJson(text)) ?? '';
  if (code === 'authorization_pending') return 'pending';
  if (code === 'slow_down' || status === 429) return 'slow-down';
  if (code === 'access_denied') throw denied();
  if (code === 'expired_token') throw expired();
  if (status >= 500) return 'pending';
  const why = `The server answered ${status}${code ? ` (${code.slice(0, 100)})` : ''}.`;
  throw failure('sign-in', 'device.refused', 'The sign-in could not be finished.', why);
}
