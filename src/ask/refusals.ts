import { its, say, type Text } from '../system/wording.ts';
import { AppError, type ErrorKind } from '../system/errors.ts';
import { humanSeconds, localTime } from '../system/time.ts';

/** What to do about a refusal besides telling the user (docs/wire.md 7.2; the budgets are in send.ts). */
export interface Retry {
  /**
   * `request`: it did not get through, so retry within the request budget. `stream`: it failed before any part of the
   * answer came, so retry within the stream budget. `renew`: retry once with a renewed credential.
   */
  readonly kind: 'never' | 'request' | 'stream' | 'renew';
  /** A budget smaller than the usual one. */
  readonly atMost?: number;
  /** Exactly this long, instead of the backoff. Milliseconds. */
  readonly afterMs?: number;
}

/** A refusal: who must act, its stable code, what is wrong, how to fix it, and whether to retry. */
export interface Found extends Pick<AppError, 'kind' | 'code' | 'what'> {
  readonly why?: Text | undefined;
  readonly fix: Text;
  readonly details?: AppError['details'];
  readonly retry: Retry;
  /** The refused part of the question, if it can be changed: another model, a history without reasoning. */
  readonly about?: 'model' | 'history' | undefined;
}

/** Retry policies for requests and streams that gave no complete answer. */
export interface Refusal extends Pick<Found, 'retry' | 'about'> {
  readonly error: AppError;
}

export const NEVER: Retry = { kind: 'never' };
const REQUEST: Retry = { kind: 'request' };
const STREAM: Retry = { kind: 'stream' };
/** For failures where a retry may take as long again, or counts against the plan each time. */
const ONCE: Retry = { kind: 'stream', atMost: 1 };

/** Who must act, by the code or its prefix; otherwise the backend, which means time or OpenAI. */
const KINDS: Readonly<Record<string, ErrorKind>> = {
  'backend.refused': 'input',
  query: 'input',
  limit: 'limit',
  auth: 'sign-in',
  network: 'network',
  stream: 'network',
};

/**
 * The refusal as an error. The ids for OpenAI's support are always in its details, and in the text if OpenAI's
 * support may help.
 */
export function refuse(found: Found, requestId?: string, ray?: string): Refusal {
  const { retry, about, why, details, ...parts } = found;
  const ids = [requestId && `request id ${requestId}`, ray && `cf-ray ${ray}`].filter(Boolean).join(', ');
  const inWords = ids !== '' && (found.kind === 'backend' || found.kind === 'network');
  const line = inWords ? `${ids.slice(0, 1).toUpperCase()}${ids.slice(1)}.` : undefined;
  const error = new AppError({
    ...parts,
    why: why && line ? say`${why} ${line}` : (why ?? line),
    details: {
      ...details,
      ...(requestId ? { request_id: requestId } : {}),
      ...(ray ? { cf_ray: ray } : {}),
    },
  });
  return { error, retry, about };
}

const USAGE_PAGE = 'https://chatgpt.com/codex/settings/usage';
/** The page of a plan that is used by a documented sign-in (docs/chatgpt.md, Limits). */
const MANAGE_USAGE = 'Manage usage: https://chatgpt.com/settings/usage';
const BILLING = 'Check the plan and its billing details.';
const INCIDENTS = 'https://status.openai.com shows known incidents.';
const STILL_SIGNED_IN = 'You are not signed out of OpenAI.';
const PORTAL = `If this network has a sign-in page, open a browser and sign in to the network, then ask again. ${STILL_SIGNED_IN}`;

type Cells = readonly [what: Text, fix: Text, retry?: Retry, about?: Found['about']];

const DECLINED: Cells = ['OpenAI declined to answer this prompt.', 'Rephrase the question.'];

/** Everything that can happen to a question, by its stable code. */
const TABLE = {
  'auth.unauthorized': [
    'OpenAI does not accept the login.',
    say`Sign in again with ${its.login}.`,
    { kind: 'renew' },
  ],
  'limit.not_included': [
    'Codex is not included in this account’s plan.',
    say`Upgrade to Plus (https://chatgpt.com/explore/plus) or sign in with another account: ${its.clear}, then ${its.login}.`,
  ],
  'limit.payment': ['The account must pay before it can continue.', BILLING],
  'limit.quota': ['The quota is used up.', BILLING],
  /** Only the server's answer can say how long to wait. */
  'limit.rate': ['Too many requests at once.', 'Wait a moment, then ask again.', STREAM],
  /** judge.ts adds the plan, the window and its reset. */
  'limit.usage': [
    'The usage limit of the plan is reached.',
    `Wait for the reset; ${USAGE_PAGE} shows the limits.`,
  ],
  /** No reset is told, and nothing else pays instead. */
  'limit.plan_usage': [
    'Using ChatGPT plan: its usage limit, or the one you set for this program, is reached.',
    `${MANAGE_USAGE}. Nothing else was charged.`,
  ],
  'limit.not_eligible': [
    'Using ChatGPT plan: this account or workspace may not use its plan here.',
    'It needs a Plus or Pro plan, and the workspace that has it. Another sign-in of the same account changes nothing; unset CODEX_OAUTH_PROVIDER to use the Codex sign-in.',
  ],
  'auth.plan_off': [
    'Using ChatGPT plan is turned off for this program.',
    say`To turn it on, sign in again with ${its.login} and allow it. ${MANAGE_USAGE}`,
  ],
  /** Says nothing about the tokens: they are kept. */
  'backend.plan_user': [
    'OpenAI could not tell whose plan pays.',
    `Ask again in a moment. If it stays so, sign in again; ${INCIDENTS}`,
  ],
  'query.unsupported': [
    'Something in the question cannot be used with the plan.',
    'Leave out what it names, or choose another model.',
  ],
  'query.context': [
    'The question is larger than the model’s context window.',
    'Send less: fewer files, a smaller diff, or a new thread without the old turns.',
  ],
  /** Earlier reasoning can only be read by the account that it was made for. */
  'query.history': [
    'OpenAI cannot read the earlier turns of this thread.',
    say`Start a new thread: omit ${its.thread}.`,
    NEVER,
    'history',
  ],
  'query.model_refused': [
    'This model cannot be used with the account.',
    say`Choose another model (${its.models} lists them).`,
    NEVER,
    'model',
  ],
  'query.schema': [
    say`OpenAI does not accept this ${its.outputSchema}.`,
    'Change what it names and ask again.',
  ],
  'query.too_large': ['The question is too large.', 'Send less: fewer files or a smaller diff.'],
  'network.blocked': [
    'A gateway between here and OpenAI blocked the request.',
    'Try another network or switch the VPN off. You are not signed out, and a new login would change nothing.',
  ],
  /** No retry: the user has already waited for two minutes. */
  'network.no_answer': [
    'OpenAI accepted the question but did not answer.',
    `Ask again; ${INCIDENTS} You are not signed out.`,
  ],
  'network.portal': ['Something between here and OpenAI answered instead.', PORTAL],
  'network.proxy': [
    'The proxy requires a login.',
    `Put user and password into HTTPS_PROXY, or ask the proxy’s administrator. ${STILL_SIGNED_IN}`,
  ],
  'network.redirected': ['Something between here and OpenAI redirected the request.', PORTAL],
  'network.region': [
    'OpenAI does not serve the region of this request.',
    'Use a network in a supported country. You are not signed out, and a new login would change nothing.',
  ],
  'stream.cut': ['The connection was cut before the answer was complete.', 'Ask again.', STREAM],
  'stream.idle': ['The answer stopped coming.', 'Ask again.', ONCE],
  'backend.bio_policy': DECLINED,
  'backend.capacity': [
    'The model is at capacity.',
    say`Try again in a moment or choose another model (${its.models} lists them).`,
  ],
  'backend.cyber_policy': DECLINED,
  /** Completed but empty: not an answer. */
  'backend.empty': [
    'The model finished without an answer.',
    'Ask again, or put the question differently.',
    ONCE,
  ],
  /** An unknown code counts as a temporary failure, as in the CLI. */
  'backend.failed': ['OpenAI could not finish the answer.', 'Ask again.', STREAM],
  /** The CLI asks six times (docs/wire.md 7.2); one retry is enough to tell an accident from a decision. */
  'backend.filtered': [
    'OpenAI’s content filter ended the answer.',
    'Rephrase the question and ask again.',
    ONCE,
  ],
  'backend.forbidden': [
    'OpenAI does not allow this request.',
    'Check that the account or workspace may use Codex. You are still signed in.',
  ],
  'backend.incomplete': ['OpenAI ended the answer early.', 'Rephrase the question and ask again.'],
  'backend.invalid_prompt': DECLINED,
  'backend.max_output': [
    'The answer reached the model’s output limit.',
    'Ask for a shorter answer, or ask it to continue.',
  ],
  'backend.not_found': [
    'OpenAI has no such address.',
    'Check CODEX_OAUTH_BASE_URL if you set it; else update codex-oauth.',
  ],
  'backend.protocol': [
    'OpenAI’s backend does not accept the request as codex-oauth builds it.',
    'The question is not at fault: update codex-oauth, and report this if it happens again.',
  ],
  'backend.refused': ['OpenAI refused the request.', 'Change what it names and ask again.'],
  'backend.too_long': ['The answer did not end, so it was cut.', 'Ask for less at once.'],
  'backend.unavailable': ['OpenAI returned a server error.', `Ask again in a moment; ${INCIDENTS}`, REQUEST],
} satisfies Readonly<Record<string, Cells>>;

export type Code = keyof typeof TABLE;

export const CODES: readonly string[] = Object.keys(TABLE);

/** The row of this code, with the details of the case. */
export function row(code: Code, known: Partial<Found> = {}): Found {
  const [what, fix, retry = NEVER, about]: Cells = TABLE[code];
  const kind = KINDS[code] ?? KINDS[code.split('.')[0] ?? ''] ?? 'backend';
  return { kind, code, what, fix, retry, about, ...known };
}

/** Codes that a stream's `response.failed` or an error body may carry (docs/wire.md 7.2 and 7.3). */
export const BY_CODE: ReadonlyMap<string | undefined, Code> = new Map<string, Code>([
  ['usage_limit_reached', 'limit.usage'],
  ['usage_not_included', 'limit.not_included'],
  ['insufficient_quota', 'limit.quota'],
  ['context_length_exceeded', 'query.context'],
  ['invalid_prompt', 'backend.invalid_prompt'],
  ['cyber_policy', 'backend.cyber_policy'],
  ['bio_policy', 'backend.bio_policy'],
  ['server_is_overloaded', 'backend.capacity'],
  ['slow_down', 'limit.rate'],
  ['rate_limit_exceeded', 'limit.rate'],
  ['unsupported_country_region_territory', 'network.region'],
  ['invalid_json_schema', 'query.schema'],
  ['invalid_encrypted_content', 'query.history'],
  // A plan at the public API (docs/chatgpt.md, Errors).
  ['subscription_sharing_usage_limit_exceeded', 'limit.plan_usage'],
  ['subscription_sharing_user_not_eligible', 'limit.not_eligible'],
  ['subscription_sharing_client_not_enabled', 'limit.not_eligible'],
  ['subscription_sharing_invalid_user', 'backend.plan_user'],
  ['subscription_sharing_route_not_supported', 'backend.protocol'],
  ['subscription_sharing_unsupported_capability', 'query.unsupported'],
  ['subscription_sharing_usage_unavailable', 'backend.unavailable'],
  ['subscription_sharing_user_unavailable', 'backend.unavailable'],
  ['chatpass_v2_scope_not_authorized', 'auth.plan_off'],
  ['chatpass_v2_invalid_authorization_context', 'auth.plan_off'],
]);

/** An earlier name of a plan's code, by its present one. */
export const presentName = (code: string): string =>
  code.replace(/^subscription_sharing_v2_/, 'subscription_sharing_');

/** There is no retry for permanent refusals (the CLI retries them five times). */
export const BY_STATUS: Readonly<Record<number, Code>> = {
  401: 'auth.unauthorized',
  402: 'limit.payment',
  403: 'backend.forbidden',
  404: 'backend.not_found',
  413: 'query.too_large',
};

/** What the user can do when the plan's window is used up. */
export function adviceFor(plan: string | undefined): Text | undefined {
  switch (plan) {
    case 'free':
    case 'go':
      return 'Wait for the reset, or upgrade to Plus: https://chatgpt.com/explore/plus.';
    case 'plus':
      return `Wait for the reset, upgrade to Pro (https://chatgpt.com/explore/pro) or buy credits (${USAGE_PAGE}).`;
    case 'team':
    case 'business':
    case 'enterprise':
    case 'edu':
      return 'Wait for the reset, or ask your workspace’s admin.';
    default:
      return undefined;
  }
}

/** When a window resets that has `left` seconds left. `now` in milliseconds. */
export const resetsIn = (left: number, now: number): string =>
  `It resets in ${humanSeconds(left)} (${localTime(now + left * 1000)}).`;

/** The common name of a window of this length. */
export function windowName(minutes: number | undefined): string {
  if (minutes === undefined) return 'window';
  if (minutes >= 6 * 1440 && minutes <= 8 * 1440) return 'week';
  if (minutes >= 1440) return `${Math.round(minutes / 1440)} days`;
  return minutes >= 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes)} min`;
}
