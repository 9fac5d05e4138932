import { member, parseJson, stringOf } from '../system/json.ts';
import { its, say } from '../system/wording.ts';
import {
  assertCodeGiven,
  denied,
  expired,
  failure,
  intervalOf,
  type DeviceDeps,
  type DeviceDialect,
} from './device-flow.ts';
import type { OAuthProfile, OpenAiDevice } from './profile.ts';
import { errorCodeOf, post, redeemCode, type CodeGrant, type RawAnswer } from './token-endpoint.ts';

/** Asks for a code in OpenAI's dialect (docs/wire.md 2). */
export async function requestDeviceCode(
  d: DeviceDeps,
  profile: OAuthProfile,
  device: OpenAiDevice,
  signal: AbortSignal,
): Promise<DeviceDialect> {
  const asked = { client_id: profile.clientId };
  const given = judgeUserCode(await post(d.fetch, device.userCodeUrl, asked, signal), device);
  const { deviceAuthId, userCode, interval } = given;
  const question = { device_auth_id: deviceAuthId, user_code: userCode };
  return {
    userCode,
    interval,
    url: device.verificationUrl,
    completeUrl: undefined,
    // The server's `expires_at` is not used: our clock may be wrong (docs/wire.md 2).
    lifetime: device.lifetime,
    poll: async (slow) => {
      const verdict = judgePoll(await post(d.fetch, device.pollUrl, question, slow));
      if (typeof verdict === 'string') return verdict;
      return () => redeemCode(d, profile, { ...verdict, redirectUri: device.redirectUri });
    },
  };
}

/** Judges the answer to the request for a code. */
export function judgeUserCode(answer: RawAnswer, device: Pick<OpenAiDevice, 'switchOn'>) {
  const what = 'Could not get a sign-in code.';
  if (answer.status === 404)
    throw failure(
      'backend',
      'device.disabled',
      'Signing in with a code is switched off for this account or workspace.',
      'The server does not offer it (404).',
      say`${device.switchOn}. Or sign in with the browser: ${its.loginWithBrowser}.`,
    );
  assertCodeGiven(answer, what);
  const body = parseJson(answer.body);
  const deviceAuthId = stringOf(member(body, 'device_auth_id'));
  const userCode = stringOf(member(body, 'user_code')) ?? stringOf(member(body, 'usercode'));
  if (!deviceAuthId || !userCode)
    throw failure('backend', 'device.invalid', what, 'The server’s answer contains no code.');
  return { deviceAuthId, userCode, interval: intervalOf(member(body, 'interval')) };
}

/**
 * Judges one poll: returns the grant (the server made its PKCE pair itself) or whether to poll again at the same or a
 * slower pace. Throws when the attempt is over. 403 and 404 mean "not yet" unless the body says otherwise
 * (docs/wire.md 2).
 */
export function judgePoll({ status, body: text }: RawAnswer): CodeGrant | 'pending' | 'slow-down' {
  const body = parseJson(text);
  const code = errorCodeOf(body) ?? '';
  const what = 'The sign-in could not be finished.';
  if (status >= 200 && status < 300) {
    const authorization = stringOf(member(body, 'authorization_code'));
    const verifier = stringOf(member(body, 'code_verifier'));
    if (authorization && verifier) return { code: authorization, verifier };
    throw failure('sign-in', 'device.invalid', what, 'The server’s answer contains no authorization code.');
  }
  if (code.includes('access_denied')) throw denied();
  if (code.includes('expired') || status === 410) throw expired();
  if (status === 429 || code === 'slow_down') return 'slow-down';
  if (status === 403 || status === 404 || status >= 500) return 'pending';
  const why = `The server answered ${status}${code ? ` (${code})` : ''}.`;
  throw failure('sign-in', 'device.refused', what, why);
}
