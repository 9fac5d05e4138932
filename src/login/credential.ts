import { its, say, sentences, type Term, type Text } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { localTime } from '../system/time.ts';
import type { RefusalReason } from '../oauth/profile.ts';
import type { PlanUsage, Provider } from '../oauth/provider.ts';
import type { Identity } from './claims.ts';
import type { Home } from './home.ts';
import type { Refusal } from './journal.ts';

/**
 * The order of sources. First what the user set up for us (an embedding application, our own sign-in, a command that
 * fetches a token, a token set for this process), then what another program left on this machine, last what costs money per token.
 * `CODEX_ACCESS_TOKEN` comes before the CLI's file, as it does in the CLI.
 */
export const SOURCE_ORDER = ['external', 'login', 'command', 'access-token', 'codex-cli', 'api-key'] as const;

/** Where a credential comes from; shown in every status and receipt. */
export type CredentialSource = (typeof SOURCE_ORDER)[number];

/** Whose plan pays, in the words that the provider asks for. */
export interface Via extends PlanUsage {
  readonly provider: string;
}

export const viaOf = (provider: Provider | undefined): Via | undefined =>
  provider?.plan && { ...provider.plan, provider: provider.id };

/** What a request needs for access and billing. */
export interface Credential extends Identity {
  readonly source: CredentialSource;
  /**
   * `chatgpt`: the plan pays, at the backend of Codex. `platform`: the plan pays, at the public API. `api`: a key pays,
   * there too.
   */
  readonly route: 'chatgpt' | 'platform' | 'api';
  /** The provider, where its plan is named in what the user sees. */
  readonly via?: Via | undefined;
  readonly accessToken: string;
  /** The user's name for the account, if the question named one. */
  readonly account?: string | undefined;
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

/** `09:08` by this machine's clock. */
export const clockTime = (ms: number): string => localTime(ms).slice(-5);

/** Whose login it is, for messages. */
export interface Service {
  /** What the user signs in to. */
  readonly name: string;
  /** Who issues its tokens. */
  readonly issuedBy: string;
  /** How to sign in. */
  readonly login: Term;
  /** Where the user can look after the account. */
  readonly page?: string | undefined;
  /** The provider, if it is not the one in force. */
  readonly other?: string | undefined;
}

export const CODEX: Service = {
  name: 'OpenAI Codex',
  issuedBy: 'OpenAI',
  login: its.login,
  page: 'https://chatgpt.com',
};

/** The errors of a login, in the words of its service. */
export function loginErrors({ name, issuedBy, login, page }: Service) {
  const error = (
    code: string,
    what: string,
    why: string,
    fix: Text = say`Sign in with ${login}.`,
  ): AppError => signInError(`auth.${code}`, what, why, fix);
  const whys: Readonly<Record<RefusalReason, string>> = {
    expired: 'The login has expired: it was not used for too long.',
    'used twice':
      'The refresh token had already been used, perhaps by another program that shares this login.',
    revoked: 'The login was revoked: signed out elsewhere, or the password was changed.',
    refused: `${issuedBy} no longer accepts the login.`,
  };
  /** The reason as a sentence, for errors and for status. */
  const refusalSentence = ({ reason, at }: Refusal): string =>
    reason === 'interrupted'
      ? `A refresh was interrupted at ${clockTime(at)}, and its new token was lost on the way.`
      : whys[reason];
  return {
    refusalSentence,
    /** `why` says where no login was found. */
    notSignedIn: (why: string, fix?: Text): AppError =>
      error('not_authenticated', `You are not signed in to ${name}.`, why, fix),
    signInAgain: (refusal: Refusal): AppError =>
      error(refusal.reason.replace(' ', '_'), `The ${name} login no longer works.`, refusalSentence(refusal)),
    accountChanged: (): AppError =>
      error(
        'account_changed',
        'The question was not sent.',
        'During the question, another account signed in or the login was removed.',
        say`Check ${its.status}, then ask again.`,
      ),
    expiredForGood: (): AppError =>
      error(
        'expired',
        `The ${name} login has expired.`,
        'The access token has expired, and there is no refresh token to renew it.',
      ),
    /** A young token is refused: renewing it before its time would end the login. */
    refusedEarly: (): AppError =>
      error(
        'unauthorized',
        `${issuedBy} does not accept the login.`,
        'It refused an access token that cannot be renewed yet.',
        say`Sign in again with ${login}${page ? `; ${page} shows whether the program is still connected` : ''}.`,
      ),
    tooEarly: (from: number): AppError =>
      error(
        'too_early',
        'The login was not renewed.',
        `${issuedBy} allows it from ${clockTime(from * 1000)} on, and an earlier request would end the login.`,
        'Nothing is wrong: it renews itself then.',
      ),
    /** Signed in, but the user has not let this program use the plan. */
    planOff: (): AppError =>
      error(
        'plan_off',
        `You are signed in to ${name}, but it does not let this program use your plan.`,
        'Plan usage was not allowed at the sign-in.',
        say`To turn it on, sign in again with ${login} and allow it.`,
      ),
    stillUnauthorized: (): AppError =>
      error(
        'unauthorized',
        `${issuedBy} does not accept the login.`,
        'It refused a freshly renewed access token.',
        say`Sign in again with ${login}${page ? `; if that does not help, check the account at ${page}` : ''}.`,
      ),
  };
}

export const {
  refusalSentence,
  notSignedIn,
  signInAgain,
  accountChanged,
  expiredForGood,
  stillUnauthorized,
} = loginErrors(CODEX);

/** The disk refuses: `what` says what failed, `error` says why. */
export function notKept(what: string, error: AppError, then: Text): AppError {
  const { kind, code, details } = error;
  const [why, fix] = [sentences(error.what, error.why), sentences(error.fix, then)];
  return new AppError({ kind, code, what, why, fix, details });
}

/** A passing failure of a refresh. */
export function notNow(why: string, code: string, kind: 'network' | 'backend' | 'local'): AppError {
  return new AppError({
    kind,
    code,
    what: 'The login could not be renewed just now.',
    why,
    fix: 'Try again in a moment; you are not signed out.',
  });
}

/** The error after a renewal that did not help. */
export const refusedAgain = ({ source }: Pick<Credential, 'source'>): AppError =>
  source === 'command'
    ? signInError(
        'command.refused',
        'OpenAI does not accept the token of the credential command.',
        'It refused the token, and the one that the command gave then.',
        'Renew the login where the command gets it from.',
      )
    : stillUnauthorized();
