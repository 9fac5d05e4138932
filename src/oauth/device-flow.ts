import type { Deps } from '../system/deps.ts';
import { isSilence } from '../system/network-error.ts';
import { AppError, type ErrorKind } from '../system/errors.ts';
import { its, say, type Text } from '../system/wording.ts';
import type { OAuthProfile } from './profile.ts';
import type { RawAnswer, TokenSet } from './token-endpoint.ts';

/** A code for the user to type on another device. */
export interface DeviceCode {
  readonly userCode: string;
  /** The page where it is typed. */
  readonly url: string;
  /** The same page with the code filled in, for a link or a QR code (RFC 8628 section 3.3.1). */
  readonly completeUrl?: string | undefined;
  /** Seconds between two polls. */
  readonly interval: number;
  /** Seconds until the code expires, by our own clock: the server's may differ. */
  readonly lifetime: number;
}

/** The two ways of asking: OpenAI's own (device-code.ts) and the standard's (device-grant.ts). */
export interface DeviceDialect extends DeviceCode {
  /** Asks once; resolves to what the poll brought, or to whether to ask again at the same or a slower pace. */
  readonly poll: (signal: AbortSignal) => Promise<Redeem | 'pending' | 'slow-down'>;
}

/** The user has agreed: this fetches the tokens. */
export type Redeem = () => Promise<TokenSet>;

export type DeviceDeps = Pick<Deps, 'fetch' | 'now' | 'sleep'>;

/** Seconds. */
const DEFAULT_INTERVAL = 5;
/** Any code has ended by then; a timer cannot count much further. */
const LONGEST_INTERVAL = 86_400;
const POLL_TIMEOUT_MS = 30_000;
const AGAIN = say`Start again with ${its.loginWithCode}.`;

export const failure = (
  kind: ErrorKind,
  code: string,
  what: string,
  why: string,
  fix: Text = AGAIN,
): AppError => new AppError({ kind, code, what, why, fix });

export const expired = (): AppError =>
  failure('sign-in', 'device.expired', 'The sign-in code has expired.', 'It was not entered in time.');

export const denied = (): AppError =>
  failure(
    'sign-in',
    'device.denied',
    'The sign-in was refused.',
    'It was declined on the page where the code was entered.',
  );

/** An error for any answer to the request for a code that is not a success. */
export function assertCodeGiven({ status }: RawAnswer, what: string): void {
  if (status >= 200 && status < 300) return;
  const kind = status >= 500 || status === 429 ? 'network' : 'backend';
  const fix = status === 429 ? 'Wait a few minutes, then start again.' : AGAIN;
  throw failure(kind, 'device.refused', what, `The server answered ${status}.`, fix);
}

/** Seconds between two polls, as the server asked: in a string or a number. */
export function intervalOf(value: unknown): number {
  const asked = Number(value);
  return asked >= 1 ? Math.min(asked, LONGEST_INTERVAL) : DEFAULT_INTERVAL;
}

/** Asks for a code in the profile's dialect. Rejects if the provider has no sign-in with a code or gives none. */
export async function openDeviceFlow(
  d: DeviceDeps,
  profile: OAuthProfile,
  signal: AbortSignal,
): Promise<DeviceDialect> {
  const { device } = profile;
  if (device === undefined)
    throw failure(
      'input',
      'device.unsupported',
      `${profile.serviceName} has no sign-in with a code.`,
      'The provider names no device authorization endpoint.',
      say`Sign in with the browser: ${its.loginWithBrowser}.`,
    );
  if (device.dialect === 'openai')
    return (await import('./device-code.ts')).requestDeviceCode(d, profile, device, signal);
  return (await import('./device-grant.ts')).requestDeviceGrant(d, profile, device, signal);
}

/** Polls at the server's interval until the user agrees. Network failures do not end the wait. */
export async function pollForConsent(
  d: DeviceDeps,
  { interval: seconds, lifetime, poll }: DeviceDialect,
  signal: AbortSignal,
): Promise<Redeem> {
  const deadline = d.now() + lifetime * 1000;
  let interval = seconds;
  while (d.now() < deadline) {
    const slow = AbortSignal.any([signal, AbortSignal.timeout(POLL_TIMEOUT_MS)]);
    const verdict = await poll(slow).catch((error: unknown) => {
      const final = error instanceof AppError && error.code.startsWith('device.');
      if (signal.aborted || final) throw error;
      // RFC 8628 section 3.5: slower after a timeout.
      return isSilence(error) ? 'slow-down' : 'pending';
    });
    if (typeof verdict === 'function') return verdict;
    if (verdict === 'slow-down') interval += 5;
    await d.sleep(Math.min(interval * 1000, deadline - d.now()), signal);
  }
  throw expired();
}
