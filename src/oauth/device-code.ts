import type { Deps } from '../system/deps.ts';
import { AppError, type ErrorKind } from '../system/errors.ts';
import { isObject, parseJson, stringOf } from '../system/json.ts';
import { its, say, type Text } from '../system/wording.ts';
import type { OAuthProfile } from './profile.ts';
import { errorCodeOf, post, type RawAnswer } from './token-endpoint.ts';

/** A code for the user to type on another device (docs/wire.md 2). */
export interface DeviceCode {
  readonly deviceAuthId: string;
  readonly userCode: string;
  readonly verificationUrl: string;
  /** Seconds between two polls, as the server asked. */
  readonly interval: number;
  /** Seconds until the code is worthless. */
  readonly expiresIn: number;
}

/** What the server hands out once the user has agreed: it made the PKCE pair itself. */
export interface DeviceGrant {
  readonly code: string;
  readonly verifier: string;
}

export type PollVerdict =
  | { readonly kind: 'granted'; readonly grant: DeviceGrant }
  | { readonly kind: 'pending' }
  /** Ask less often. */
  | { readonly kind: 'slow-down' }
  | { readonly kind: 'ended'; readonly error: AppError };

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

/** Judges the answer to the request for a code. The interval may be a string or a number. */
export function judgeUserCode(answer: RawAnswer, device: OAuthProfile['device']): DeviceCode {
  const { status } = answer;
  if (status === 404)
    throw failure(
      'backend',
      'device.disabled',
      'Signing in with a code is switched off for this account or workspace.',
      'The server does not offer it (404).',
      say`${device.switchOn}; or sign in with the browser: ${its.loginWithBrowser}.`,
    );
  if (status < 200 || status >= 300)
    throw new AppError({
      kind: status >= 500 || status === 429 ? 'network' : 'backend',
      code: 'device.refused',
      what: 'Could not get a sign-in code.',
      why: `The server answered ${status}.`,
      fix: status === 429 ? 'Wait a few minutes, then start again.' : AGAIN,
    });
  const body = parseJson(answer.body);
  const record = isObject(body) ? body : {};
  const deviceAuthId = stringOf(record['device_auth_id']);
  const userCode = stringOf(record['user_code']) ?? stringOf(record['usercode']);
  if (!deviceAuthId || !userCode)
    throw failure(
      'backend',
      'device.invalid',
      'Could not get a sign-in code.',
      'The server’s answer has no code in it.',
    );
  const interval = Number(record['interval']);
  return {
    deviceAuthId,
    userCode,
    verificationUrl: device.verificationUrl,
    interval: interval >= 1 ? Math.min(interval, LONGEST_INTERVAL) : DEFAULT_INTERVAL,
    // The server's `expires_at` is not used: it would be compared with a clock that may be wrong (docs/wire.md 2).
    expiresIn: device.lifetime,
  };
}

const expired = (): AppError =>
  failure('sign-in', 'device.expired', 'The sign-in code has expired.', 'It was not typed in time.');

/** Judges one poll. 403 and 404 mean "not yet" unless the body says that it is over (docs/wire.md 2). */
export function judgePoll({ status, body: text }: RawAnswer): PollVerdict {
  const body = parseJson(text);
  const code = errorCodeOf(body) ?? '';
  const what = 'The sign-in could not be finished.';
  if (status >= 200 && status < 300) {
    const record = isObject(body) ? body : {};
    const authorization = stringOf(record['authorization_code']);
    const verifier = stringOf(record['code_verifier']);
    if (authorization && verifier) return { kind: 'granted', grant: { code: authorization, verifier } };
    const why = 'The server’s answer has no authorization code in it.';
    return { kind: 'ended', error: failure('sign-in', 'device.invalid', what, why) };
  }
  if (code.includes('access_denied')) {
    const why = 'It was declined on the page where the code was typed.';
    return { kind: 'ended', error: failure('sign-in', 'device.denied', 'The sign-in was refused.', why) };
  }
  if (code.includes('expired') || status === 410) return { kind: 'ended', error: expired() };
  if (status === 429 || code === 'slow_down') return { kind: 'slow-down' };
  if (status === 403 || status === 404 || status >= 500) return { kind: 'pending' };
  const why = `The server answered ${status}${code ? ` (${code})` : ''}.`;
  return { kind: 'ended', error: failure('sign-in', 'device.refused', what, why) };
}

/** Asks at the server's interval until the user has agreed. A network that fails meanwhile is waited out. */
export async function pollForGrant(
  d: Pick<Deps, 'fetch' | 'now' | 'sleep'>,
  { device: { pollUrl } }: OAuthProfile,
  device: DeviceCode,
  signal: AbortSignal,
): Promise<DeviceGrant> {
  const asked = { device_auth_id: device.deviceAuthId, user_code: device.userCode };
  const deadline = d.now() + device.expiresIn * 1000;
  let { interval } = device;
  while (d.now() < deadline) {
    const slow = AbortSignal.any([signal, AbortSignal.timeout(POLL_TIMEOUT_MS)]);
    const verdict = await post(d.fetch, pollUrl, asked, slow).then(
      judgePoll,
      (error: unknown): PollVerdict => {
        if (signal.aborted) throw error;
        return { kind: 'pending' };
      },
    );
    if (verdict.kind === 'granted') return verdict.grant;
    if (verdict.kind === 'ended') throw verdict.error;
    if (verdict.kind === 'slow-down') interval = Math.min(interval + 5, LONGEST_INTERVAL);
    await d.sleep(interval * 1000, signal);
  }
  throw expired();
}
