import { its, say } from '../system/wording.ts';
import type { AppError } from '../system/errors.ts';
import { member, numberOf, stringOf } from '../system/json.ts';
import { redact } from '../system/redact.ts';
import { humanSeconds } from '../system/time.ts';
import { windowName } from './limits.ts';
import { never, refusalError, said, tryAgainIn, waitFor, type Refusal } from './refusal.ts';

const USAGE = 'https://chatgpt.com/codex/settings/usage';
const ADMIN = 'Wait for the reset, or ask your workspace’s admin.';
/** A reset further away than this is a mistake in the answer, not a date to show. Seconds. */
const LATEST_RESET = 40 * 86_400;

const ADVICE: Readonly<Record<string, string>> = {
  free: 'Wait for the reset, or upgrade to Plus: https://chatgpt.com/explore/plus.',
  go: 'Wait for the reset, or upgrade to Plus: https://chatgpt.com/explore/plus.',
  plus: `Wait for the reset, upgrade to Pro (https://chatgpt.com/explore/pro) or buy credits (${USAGE}).`,
  team: ADMIN,
  business: ADMIN,
  enterprise: ADMIN,
  edu: ADMIN,
};

/** `2026-11-21 02:48` by this machine's clock and time zone. */
export function localTime(ms: number): string {
  const date = new Date(ms);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The plan's window is used up (docs/wire.md 7.3): when it resets, and what else could be done. `now` in milliseconds. */
export function usageLimit(error: unknown, now: number, promo?: string | null): AppError {
  const plan = stringOf(member(error, 'plan_type'));
  const minutes = Number(member(error, 'limit_window_minutes') ?? Number.NaN);
  const at = numberOf(member(error, 'resets_at'));
  const left = at === undefined ? numberOf(member(error, 'resets_in_seconds')) : at - now / 1000;
  const known = left !== undefined && left > 0 && left < LATEST_RESET;
  const limit = Number.isFinite(minutes) ? `${windowName(minutes)} limit` : 'usage limit';
  return refusalError(
    'limit',
    'limit.usage',
    `The ${limit} of the ${plan ? `${plan} plan` : 'plan'} is reached.`,
    known ? `It resets in ${humanSeconds(left)} (${localTime(now + left * 1000)}).` : undefined,
    promo
      ? redact(promo).replace(/\s+/g, ' ').trim().slice(0, 300)
      : (ADVICE[plan ?? ''] ?? `Wait for the reset; ${USAGE} shows the limits.`),
    known ? { resets_at: Math.round(now / 1000 + left) } : {},
  );
}

export interface CodedError {
  readonly code: string | undefined;
  readonly type: string | undefined;
  readonly message: string | undefined;
  /** The error object itself, for fields that only some codes have. */
  readonly error: unknown;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

type Judge = (e: CodedError) => Refusal;

const fatal =
  (...parts: Parameters<typeof refusalError>): Judge =>
  (e) => ({
    error: refusalError(parts[0], parts[1], parts[2], parts[3] ?? said(e.message), parts[4]),
    retry: never,
  });

const declined: Judge = (e) => ({
  error: refusalError(
    'backend',
    `backend.${e.code ?? e.type ?? 'declined'}`,
    'OpenAI declined to answer this prompt.',
    said(e.message),
    'Rephrase the question.',
  ),
  retry: never,
});

const tooFast: Judge = (e) => {
  const wait = tryAgainIn(e.message);
  return {
    error: refusalError(
      'limit',
      'limit.rate',
      'Too many requests at once.',
      said(e.message),
      wait === undefined ? 'Wait a moment, then ask again.' : `Ask again in ${humanSeconds(wait / 1000)}.`,
    ),
    retry: waitFor(wait),
  };
};

/** Codes that a stream's `response.failed` or an error body may carry, and what each means (docs/wire.md 7.2 and 7.3). */
const CODES: Readonly<Record<string, Judge>> = {
  usage_limit_reached: (e) => ({ error: usageLimit(e.error, e.now), retry: never }),
  usage_not_included: fatal(
    'limit',
    'limit.not_included',
    'Codex is not included in this account’s plan.',
    undefined,
    say`Upgrade to Plus (https://chatgpt.com/explore/plus) or sign in with another account: ${its.clear}, then ${its.login}.`,
  ),
  insufficient_quota: fatal(
    'limit',
    'limit.quota',
    'The quota is used up.',
    undefined,
    'Check the plan and its billing details.',
  ),
  context_length_exceeded: fatal(
    'input',
    'query.context',
    'The question is larger than the model’s context window.',
    undefined,
    'Send less: fewer files, a smaller diff, or a new thread without the old turns.',
  ),
  invalid_prompt: declined,
  cyber_policy: declined,
  bio_policy: declined,
  server_is_overloaded: fatal(
    'backend',
    'backend.capacity',
    'The model is at capacity.',
    undefined,
    say`Try again in a moment or choose another model (${its.models} lists them).`,
  ),
  slow_down: tooFast,
  rate_limit_exceeded: tooFast,
  unsupported_country_region_territory: (e) => region(e.message),
  invalid_json_schema: fatal(
    'input',
    'query.schema',
    say`OpenAI does not take this ${its.outputSchema}.`,
    undefined,
    'Change what it names and ask again.',
  ),
  invalid_encrypted_content: (e) => foreignHistory(e.message),
};

/** OpenAI does not serve the place from which the request came. The login is as good as before. */
export function region(message: string | undefined): Refusal {
  return {
    error: refusalError(
      'network',
      'network.region',
      'OpenAI does not serve the region this request came from.',
      said(message),
      'Use a network in a supported country. You are not signed out, and a new login would change nothing.',
    ),
    retry: never,
  };
}

/** Earlier reasoning can only be read by the account that it was made for. */
export function foreignHistory(message: string | undefined): Refusal {
  return {
    error: refusalError(
      'input',
      'query.history',
      'The earlier turns of this thread cannot be read by OpenAI.',
      said(message),
      say`Start a new thread: leave ${its.thread} out.`,
    ),
    retry: never,
    about: 'history',
  };
}

/** What a known code (else a known type) means; undefined for one that nobody has heard of. */
export function judgeCode(e: CodedError): Refusal | undefined {
  const known = e.code ?? e.type;
  return known !== undefined && Object.hasOwn(CODES, known) ? CODES[known]?.(e) : undefined;
}
