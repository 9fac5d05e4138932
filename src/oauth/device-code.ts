import type { Deps } from '../system/deps.ts';
import { AppError, type ErrorKind } from '../system/errors.ts';
import { member, parseJson, stringOf } from '../system/json.ts';
import { its, say, type Text } from '../system/wording.ts';
import type { OAuthProfile } from './profile.ts';
import { errorCodeOf, post, type CodeGrant, type RawAnswer } from './token-endpoint.ts';

/** A code for the user to type on another device (docs/wire.md 2). */
type DeviceCode = ReturnType<typeof judgeUserCode>;

/** Seconds. */
const DEFAULT_INTERVAL = 5;
const LONGEST_INTERVAL = 60;
const POLL_TIMEOUT_MS = 30_000;
const AGAIN = say`Start again with ${its.loginWithCode}.`;

const failure = (kind: ErrorKind, code: string, what: string, why: string, fix: Text = AGAIN): AppError =>
  new AppError({ kind, code, what, why, fix });

export async function requestDeviceCode(
  fetch: Deps['fetch'],
  { clientId, device }: OAuthProfile,
  signal: AbortSignal,
): Promise<DeviceCode> {
  return judgeUserCode(await post(fetch, device.userCodeUrl, { client_id: clientId }, signal), device);
}

/** Judges the answer to the request for a code. */
export function judgeUserCode(answer: RawAnswer, device: OAuthProfile['device']) {
  const { status } = answer;
  const what = 'Could not get a sign-in code.';
  if (status === 404)
    throw failure(
      'backend',
      'device.disabled',
      'Signing in with a code is switched off for this account or workspace.',
      'The server does not offer it (404).',
      say`${device.switchOn}. Or sign in with the browser: ${its.loginWithBrowser}.`,
    );
  if (status < 200 || status >= 300) {
    const kind = status >= 500 || status === 429 ? 'network' : 'backend';
    const fix = status === 429 ? 'Wait a few minutes, then start again.' : AGAIN;
    throw failure(kind, 'device.refused', what, `The server answered ${status}.`, fix);
  }
  const body = parseJson(answer.body);
  const deviceAuthId = stringOf(member(body, 'device_auth_id'));
  const userCode = stringOf(member(body, 'user_code')) ?? stringOf(member(body, 'usercode'));
  if (!deviceAuthId || !userCode)
    throw failure('backend', 'device.invalid', what, 'The server’s answer contains no code.');
  const asked = Number(member(body, 'interval'));
  /** Seconds between two polls, as the server asked: in a string or a number. */
  const interval = asked >= 1 ? Math.min(asked, LONGEST_INTERVAL) : DEFAULT_INTERVAL;
  // The server's `expires_at` is not used: our clock may be wrong (docs/wire.md 2).
  return { deviceAuthId, userCode, interval };
}

const expired = (): AppError =>
  failure('sign-in', 'device.expired', 'The sign-in code has expired.', 'It was not entered in time.');

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
  if (code.includes('access_denied')) {
    const why = 'It was declined on the page where the code was entered.';
    throw failure('sign-in', 'device.denied', 'The sign-in was refused.', why);
  }
  if (code.includes('expired') || status === 410) throw expired();
  if (status === 429 || code === 'slow_down') return 'slow-down';
  if (status === 403 || status === 404 || status >= 500) return 'pending';
  const why = `The server answered ${status}${code ? ` (${code})` : ''}.`;
  throw failure('sign-in', 'device.refused', what, why);
}

/** Polls at the server's interval until the user agrees. Network failures do not end the wait. */
export async function pollForGrant(
  d: Pick<Deps, 'fetch' | 'now' | 'sleep'>,
  { device: { pollUrl, lifetime } }: OAuthProfile,
  { deviceAuthId, userCode, interval: seconds }: DeviceCode,
  signal: AbortSignal,
): Promise<CodeGrant> {
  const asked = { device_auth_id: deviceAuthId, user_code: userCode };
  const deadline = d.now() + lifetime * 1000;
  let interval = seconds;
  while (d.now() < deadline) {
    const slow = AbortSignal.any([signal, AbortSignal.timeout(POLL_TIMEOUT_MS)]);
    const verdict = await post(d.fetch, pollUrl, asked, slow).then(judgePoll, (error: unknown) => {
      if (signal.aborted) throw error;
      return 'pending' as const;
    });
    if (typeof verdict === 'object') return verdict;
    if (verdict === 'slow-down') interval = Math.min(interval + 5, LONGEST_INTERVAL);
    await d.sleep(interval * 1000, signal);
  }
  throw expired();
}
