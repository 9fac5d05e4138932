import { its, say } from '../system/wording.ts';
import type { Fetch } from '../system/fetch.ts';
import { AppError } from '../system/errors.ts';
import { networkError } from '../system/http.ts';
import { isObject, numberOf, parseJson, stringOf } from '../system/json.ts';
import type { OAuthProfile } from './profile.ts';
import { errorCodeOf } from './token-endpoint.ts';

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

/** The server's `expires_at` is not used: it would be compared with a clock that may be wrong (docs/wire.md 2). */
const LIFETIME_SECONDS = 15 * 60;
const DEFAULT_INTERVAL = 5;
const AGAIN = say`Start again with ${its.loginWithCode}.`;

async function postJson(
  fetchLike: Fetch,
  url: string,
  body: object,
  signal: AbortSignal,
): Promise<{ status: number; body: unknown }> {
  try {
    const response = await fetchLike(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal,
    });
    return { status: response.status, body: parseJson(await response.text()) };
  } catch (error) {
    throw networkError(error, url);
  }
}

/** Judges the answer to the request for a code. The interval may be a string or a number. */
export function judgeUserCode(status: number, body: unknown, verificationUrl: string): DeviceCode {
  if (status === 404) {
    throw new AppError({
      kind: 'backend',
      code: 'device.disabled',
      what: 'Signing in with a code is switched off for this account or workspace.',
      why: 'The server does not offer it (404).',
      fix: say`A personal account switches it on in ChatGPT under Settings → Security, a workspace admin in the workspace settings under Permissions; or sign in with the browser: ${its.loginWithBrowser}.`,
    });
  }
  if (status < 200 || status >= 300) {
    throw new AppError({
      kind: status >= 500 || status === 429 ? 'network' : 'backend',
      code: 'device.refused',
      what: 'No sign-in code could be had.',
      why: `The server answered ${status}.`,
      fix: status === 429 ? 'Wait a few minutes, then start again.' : AGAIN,
    });
  }
  const record = isObject(body) ? body : {};
  const deviceAuthId = stringOf(record['device_auth_id']);
  const userCode = stringOf(record['user_code']) ?? stringOf(record['usercode']);
  if (!deviceAuthId || !userCode) {
    throw new AppError({
      kind: 'backend',
      code: 'device.invalid',
      what: 'No sign-in code could be had.',
      why: 'The server’s answer has no code in it.',
      fix: AGAIN,
    });
  }
  const interval = numberOf(Number(record['interval'] ?? Number.NaN));
  return {
    deviceAuthId,
    userCode,
    verificationUrl,
    interval: interval !== undefined && interval >= 1 ? Math.min(interval, 60) : DEFAULT_INTERVAL,
    expiresIn: LIFETIME_SECONDS,
  };
}

export async function requestDeviceCode(
  fetchLike: Fetch,
  profile: OAuthProfile,
  signal: AbortSignal,
): Promise<DeviceCode> {
  const { status, body } = await postJson(
    fetchLike,
    profile.device.userCodeUrl,
    { client_id: profile.clientId },
    signal,
  );
  return judgeUserCode(status, body, profile.device.verificationUrl);
}

function ended(code: string, what: string, why: string): PollVerdict {
  return { kind: 'ended', error: new AppError({ kind: 'sign-in', code, what, why, fix: AGAIN }) };
}

/** Judges one poll. 403 and 404 mean "not yet" unless the body says that it is over (docs/wire.md 2). */
export function judgePoll(status: number, body: unknown): PollVerdict {
  const code = errorCodeOf(body) ?? '';
  if (status >= 200 && status < 300) {
    const record = isObject(body) ? body : {};
    const authorization = stringOf(record['authorization_code']);
    const verifier = stringOf(record['code_verifier']);
    return authorization && verifier
      ? { kind: 'granted', grant: { code: authorization, verifier } }
      : ended(
          'device.invalid',
          'The sign-in could not be finished.',
          'The server’s answer has no authorization code in it.',
        );
  }
  if (/access_denied/.test(code))
    return ended(
      'device.denied',
      'The sign-in was refused.',
      'It was declined on the page where the code was typed.',
    );
  if (/expired/.test(code) || status === 410)
    return ended('device.expired', 'The sign-in code has expired.', 'It was not typed in time.');
  if (status === 429 || code === 'slow_down') return { kind: 'slow-down' };
  if (status === 403 || status === 404 || status >= 500) return { kind: 'pending' };
  return ended(
    'device.refused',
    'The sign-in could not be finished.',
    `The server answered ${status}${code ? ` (${code})` : ''}.`,
  );
}

export interface PollDeps {
  readonly fetch: Fetch;
  readonly now: () => number;
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** Asks at the server's interval until the user has agreed. A network that fails meanwhile is waited out. */
export async function pollForGrant(
  d: PollDeps,
  profile: OAuthProfile,
  device: DeviceCode,
  signal: AbortSignal,
): Promise<DeviceGrant> {
  const deadline = d.now() + device.expiresIn * 1000;
  let interval = device.interval;
  while (d.now() < deadline) {
    const verdict = await pollOnce(d.fetch, profile, device, signal);
    if (verdict.kind === 'granted') return verdict.grant;
    if (verdict.kind === 'ended') throw verdict.error;
    if (verdict.kind === 'slow-down') interval = Math.min(interval + 5, 60);
    await d.sleep(interval * 1000, signal);
  }
  throw new AppError({
    kind: 'sign-in',
    code: 'device.expired',
    what: 'The sign-in code has expired.',
    why: 'It was not typed in time.',
    fix: AGAIN,
  });
}

async function pollOnce(
  fetchLike: Fetch,
  profile: OAuthProfile,
  device: DeviceCode,
  signal: AbortSignal,
): Promise<PollVerdict> {
  try {
    const slow = AbortSignal.any([signal, AbortSignal.timeout(30_000)]);
    const { status, body } = await postJson(
      fetchLike,
      profile.device.pollUrl,
      { device_auth_id: device.deviceAuthId, user_code: device.userCode },
      slow,
    );
    return judgePoll(status, body);
  } catch (error) {
    if (signal.aborted) throw error;
    return { kind: 'pending' };
  }
}
