import { its, say, sentences, type Text } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import type { Identity } from './claims.ts';
import type { Refusal } from './journal.ts';

/** Where a credential comes from; shown in every status and receipt. */
export type CredentialSource = 'external' | 'login' | 'codex-cli' | 'access-token' | 'api-key';

/** What a request needs to be let in and billed. */
export interface Credential extends Identity {
  readonly source: CredentialSource;
  /** `chatgpt`: the plan pays. `api`: a key pays. */
  readonly route: 'chatgpt' | 'api';
  readonly accessToken: string;
}

const FIX = say`Sign in with ${its.login}.`;

/** `why` says where no login was found. */
export function notSignedIn(why: string, fix: Text = FIX): AppError {
  return new AppError({
    kind: 'sign-in',
    code: 'auth.not_authenticated',
    what: 'You are not signed in to OpenAI Codex.',
    why,
    fix,
  });
}

/** `09:08` by this machine's clock. */
export function clockTime(ms: number): string {
  const date = new Date(ms);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}

const whys: Readonly<Record<Refusal['reason'], (at: number) => string>> = {
  expired: () => 'The login has expired: it was not used for too long.',
  'used twice': () =>
    'The refresh token had already been used, by another program that shares this login perhaps.',
  revoked: () => 'The login was revoked: signed out elsewhere, or the password was changed.',
  refused: () => 'OpenAI no longer accepts the login.',
  interrupted: (at) =>
    `A refresh was interrupted at ${clockTime(at)}, and its new token was lost on the way.`,
};

/** The reason as a sentence, for errors and for status. */
export function refusalSentence(refusal: Refusal): string {
  return whys[refusal.reason](refusal.at);
}

export function signInAgain(refusal: Refusal): AppError {
  return new AppError({
    kind: 'sign-in',
    code: `auth.${refusal.reason.replace(' ', '_')}`,
    what: 'The OpenAI Codex login no longer works.',
    why: refusalSentence(refusal),
    fix: FIX,
  });
}

export function accountChanged(): AppError {
  return new AppError({
    kind: 'sign-in',
    code: 'auth.account_changed',
    what: 'The question was not sent.',
    why: 'While it was being asked, another account was signed in or the login was removed.',
    fix: say`Check ${its.status}, then ask again.`,
  });
}

export function expiredForGood(): AppError {
  return new AppError({
    kind: 'sign-in',
    code: 'auth.expired',
    what: 'The OpenAI Codex login has expired.',
    why: 'The access token has ended and there is no refresh token to renew it.',
    fix: FIX,
  });
}

export function stillUnauthorized(): AppError {
  return new AppError({
    kind: 'sign-in',
    code: 'auth.unauthorized',
    what: 'OpenAI does not accept the login.',
    why: 'It refused a freshly renewed access token.',
    fix: say`Sign in again with ${its.login}; if it stays so, check the account at https://chatgpt.com.`,
  });
}

/** The disk refuses: `what` did not come about, for the reason in `error`. */
export function notKept(what: string, error: AppError, then: Text): AppError {
  const { kind, code, details } = error;
  const [why, fix] = [sentences(error.what, error.why), sentences(error.fix, then)];
  return new AppError({ kind, code, what, why, fix, details });
}
