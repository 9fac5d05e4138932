import { its, say, sentences, type Text } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { localTime } from '../system/time.ts';
import type { RefusalReason } from '../oauth/profile.ts';
import type { Identity } from './claims.ts';
import type { Home } from './home.ts';
import type { Refusal } from './journal.ts';

/**
 * The order of sources. First what the user set up for us (an embedding application, our own sign-in, a token set for
 * this process), then what another program left on this machine, last what costs money per token.
 * `CODEX_ACCESS_TOKEN` comes before the CLI's file, as it does in the CLI.
 */
export const SOURCE_ORDER = ['external', 'login', 'access-token', 'codex-cli', 'api-key'] as const;

/** Where a credential comes from; shown in every status and receipt. */
export type CredentialSource = (typeof SOURCE_ORDER)[number];

/** What a request needs for access and billing. */
export interface Credential extends Identity {
  readonly source: CredentialSource;
  /** `chatgpt`: the plan pays. `api`: a key pays. */
  readonly route: 'chatgpt' | 'api';
  readonly accessToken: string;
  /** Where it was issued, unless by OpenAI itself: it is sent nowhere else (home.ts). */
  readonly home?: Partial<Home> | undefined;
}

/** A problem with a login that the user has to solve. */
export const signInError = (
  code: string,
  what: string,
  why: string,
  fix: Text = say`Sign in with ${its.login}.`,
  details: AppError['details'] = {},
): AppError => new AppError({ kind: 'sign-in', code, what, why, fix, details });

/** `why` says where no login was found. */
export const notSignedIn = (why: string, fix?: Text): AppError =>
  signInError('auth.not_authenticated', 'You are not signed in to OpenAI Codex.', why, fix);

/** `09:08` by this machine's clock. */
export const clockTime = (ms: number): string => localTime(ms).slice(-5);

const whys: Readonly<Record<RefusalReason, string>> = {
  expired: 'The login has expired: it was not used for too long.',
  'used twice': 'The refresh token had already been used, perhaps by another program that shares this login.',
  revoked: 'The login was revoked: signed out elsewhere, or the password was changed.',
  refused: 'OpenAI no longer accepts the login.',
};

/** The reason as a sentence, for errors and for status. */
export function refusalSentence({ reason, at }: Refusal): string {
  return reason === 'interrupted'
    ? `A refresh was interrupted at ${clockTime(at)}, and its new token was lost on the way.`
    : whys[reason];
}

export const signInAgain = (refusal: Refusal): AppError =>
  signInError(
    `auth.${refusal.reason.replace(' ', '_')}`,
    'The OpenAI Codex login no longer works.',
    refusalSentence(refusal),
  );

export const accountChanged = (): AppError =>
  signInError(
    'auth.account_changed',
    'The question was not sent.',
    'During the question, another account signed in or the login was removed.',
    say`Check ${its.status}, then ask again.`,
  );

export const expiredForGood = (): AppError =>
  signInError(
    'auth.expired',
    'The OpenAI Codex login has expired.',
    'The access token has expired, and there is no refresh token to renew it.',
  );

export const stillUnauthorized = (): AppError =>
  signInError(
    'auth.unauthorized',
    'OpenAI does not accept the login.',
    'It refused a freshly renewed access token.',
    say`Sign in again with ${its.login}; if that does not help, check the account at https://chatgpt.com.`,
  );

/** The disk refuses: `what` says what failed, `error` says why. */
export function notKept(what: string, error: AppError, then: Text): AppError {
  const { kind, code, details } = error;
  const [why, fix] = [sentences(error.what, error.why), sentences(error.fix, then)];
  return new AppError({ kind, code, what, why, fix, details });
}
