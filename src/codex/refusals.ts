import { AppError } from '../system/errors.ts';
import { isObject, member, numberOf, parseJson, stringOf } from '../system/json.ts';
import { redact } from '../system/redact.ts';
import { humanSeconds } from '../system/time.ts';

/** What may be done about a refusal, apart from telling the user. */
export type Retry =
  | { readonly kind: 'never' }
  /** Ask again after the usual backoff. */
  | { readonly kind: 'backoff' }
  /** Ask again after exactly this time. */
  | { readonly kind: 'after'; readonly ms: number }
  /** Renew the credential and ask once more. */
  | { readonly kind: 'renew' };

export interface Refusal {
  readonly error: AppError;
  readonly retry: Retry;
  /** True when the model itself is what is refused: the list of models helps. */
  readonly model?: boolean;
}

export interface HttpRefusal {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly body: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const never: Retry = { kind: 'never' };
const backoff: Retry = { kind: 'backoff' };
/** A wait above this is told instead of waited out. */
const LONGEST_WAIT_MS = 60_000;
const USAGE = 'https://chatgpt.com/codex/settings/usage';

function parts(
  kind: AppError['kind'],
  code: string,
  what: string,
  why: string | undefined,
  mend: string,
  details: AppError['details'] = {},
): AppError {
  return new AppError({ kind, code, what, ...(why ? { why } : {}), mend, details });
}

function said(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const line = redact(text).replace(/\s+/g, ' ').trim().slice(0, 300);
  return line === '' ? undefined : `OpenAI says: ${/[.!?]$/.test(line) ? line : `${line}.`}`;
}

/** `try again in 1.3s`, `700ms`, `20 seconds` → milliseconds (PROTOCOL.md 7.2). */
export function tryAgainIn(text: string): number | undefined {
  const match = /try again in\s*(\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|seconds?|m|minutes?)\b/i.exec(text);
  if (!match) return undefined;
  const unit = (match[2] ?? 's').toLowerCase();
  const factor =
    unit.startsWith('ms') || unit.startsWith('milli') ? 1 : unit.startsWith('m') ? 60_000 : 1_000;
  return Math.ceil(Number(match[1]) * factor);
}

/** `Retry-After` in milliseconds: seconds or a date (RFC 9110 section 10.2.3). */
export function retryAfter(value: string | null, now: number): number | undefined {
  if (value === null || value.trim() === '') return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isFinite(date) ? Math.max(0, date - now) : undefined;
}

function waitOr(ms: number | undefined): Retry {
  return ms === undefined ? backoff : ms <= LONGEST_WAIT_MS ? { kind: 'after', ms } : never;
}

/** The plan's window is used up (PROTOCOL.md 7.3): when it resets, and what else could be done. */
export function usageLimit(error: unknown, now: number, promo?: string | null): AppError {
  const plan = stringOf(member(error, 'plan_type'));
  const inSeconds = numberOf(member(error, 'resets_in_seconds'));
  const at = numberOf(member(error, 'resets_at'));
  const left = at !== undefined ? at - now / 1000 : inSeconds;
  const when =
    left !== undefined && left > 0
      ? `It resets in ${humanSeconds(left)}${at !== undefined ? ` (${new Date(at * 1000).toLocaleString()})` : ''}.`
      : undefined;
  const advice: Readonly<Record<string, string>> = {
    free: 'Wait for the reset, or upgrade to Plus: https://chatgpt.com/explore/plus.',
    plus: `Wait for the reset, upgrade to Pro (https://chatgpt.com/explore/pro) or buy credits (${USAGE}).`,
    team: 'Wait for the reset, or ask your workspace’s admin.',
    business: 'Wait for the reset, or ask your workspace’s admin.',
    enterprise: 'Wait for the reset, or ask your workspace’s admin.',
  };
  return parts(
    'limit',
    'limit.usage',
    `The usage limit of the ${plan ? `${plan} plan` : 'plan'} is reached.`,
    when,
    promo
      ? redact(promo).slice(0, 300)
      : (advice[plan ?? ''] ?? `Wait for the reset; ${USAGE} shows the limits.`),
    { ...(at !== undefined ? { resets_at: at } : {}) },
  );
}

const notIncluded = (): AppError =>
  parts(
    'limit',
    'limit.not_included',
    'Codex is not included in this account’s plan.',
    undefined,
    'Upgrade to Plus (https://chatgpt.com/explore/plus) or sign in with another account: codex_clear, then codex_login.',
  );

const capacity = (): AppError =>
  parts(
    'backend',
    'backend.capacity',
    'The model is at capacity.',
    undefined,
    'Try again in a moment or choose another model (codex_models lists them).',
  );

/** Codes that a stream's `response.failed` or an error body may carry, and what each means (PROTOCOL.md 7.2). */
function byCode(
  code: string | undefined,
  type: string | undefined,
  error: unknown,
  message: string | undefined,
  now: number,
): Refusal | undefined {
  switch (code ?? type) {
    case 'usage_limit_reached':
      return { error: usageLimit(error, now), retry: never };
    case 'usage_not_included':
      return { error: notIncluded(), retry: never };
    case 'insufficient_quota':
      return {
        error: parts(
          'limit',
          'limit.quota',
          'The quota is used up.',
          said(message),
          'Check the plan and its billing details.',
        ),
        retry: never,
      };
    case 'context_length_exceeded':
      return {
        error: parts(
          'input',
          'query.context',
          'The question is larger than the model’s context window.',
          undefined,
          'Send less: fewer files, a smaller diff, or a new thread without the old turns.',
        ),
        retry: never,
      };
    case 'invalid_prompt':
    case 'cyber_policy':
    case 'bio_policy':
      return {
        error: parts(
          'backend',
          `backend.${code ?? type}`,
          'OpenAI declined to answer this prompt.',
          said(message),
          'Rephrase the question.',
        ),
        retry: never,
      };
    case 'server_is_overloaded':
      return { error: capacity(), retry: never };
    case 'rate_limit_exceeded':
    case 'slow_down':
      return {
        error: parts(
          'limit',
          'limit.rate',
          'Too many requests at once.',
          said(message),
          'Wait a moment, then ask again.',
        ),
        retry: waitOr(message ? tryAgainIn(message) : undefined),
      };
    case 'unsupported_country_region_territory':
      return {
        error: parts(
          'network',
          'network.region',
          'OpenAI does not serve this region.',
          said(message),
          'Use a network in a supported country; signing in again does not help.',
        ),
        retry: never,
      };
    default:
      return undefined;
  }
}

/** What `response.failed` or an `error` event means. An unknown code is taken for passing, as the CLI does. */
export function judgeFailure(error: unknown, now: number): Refusal {
  const message = stringOf(member(error, 'message'));
  const known = byCode(stringOf(member(error, 'code')), stringOf(member(error, 'type')), error, message, now);
  if (known) return known;
  return {
    error: parts(
      'backend',
      'backend.failed',
      'OpenAI could not finish the answer.',
      said(message),
      'Ask again.',
    ),
    retry: backoff,
  };
}

/** What `response.incomplete` means. */
export function judgeIncomplete(reason: string): Refusal {
  if (reason === 'max_output_tokens') {
    return {
      error: parts(
        'backend',
        'backend.max_output',
        'The answer reached the model’s output limit.',
        undefined,
        'Ask for a shorter answer, or ask it to continue.',
      ),
      retry: never,
    };
  }
  return {
    error: parts(
      'backend',
      'backend.incomplete',
      'OpenAI ended the answer early.',
      `The reason given is "${redact(reason).slice(0, 80)}".`,
      'Rephrase the question and ask again.',
    ),
    retry: reason === 'content_filter' ? backoff : never,
  };
}

/** The stream ended without its last event. */
export function streamCut(): Refusal {
  return {
    error: parts(
      'network',
      'stream.cut',
      'The connection was cut before the answer was complete.',
      undefined,
      'Ask again.',
    ),
    retry: backoff,
  };
}

const MODEL_REFUSED =
  /model is not supported when using Codex|requires a newer version of Codex|model[_ ]not[_ ]found|model .*does not exist/i;

/** What an HTTP refusal of the responses endpoint means (PROTOCOL.md 6.4 and 7.2). */
export function judgeHttp(r: HttpRefusal): Refusal {
  const body = parseJson(r.body);
  const error = isObject(body) && isObject(body['error']) ? body['error'] : body;
  const message =
    stringOf(member(body, 'detail')) ??
    stringOf(member(error, 'message')) ??
    stringOf(member(body, 'detail', 'message'));
  const code = stringOf(member(error, 'code')) ?? stringOf(member(body, 'detail', 'code'));
  const type = stringOf(member(error, 'type'));
  const requestId = r.header('x-request-id') ?? r.header('x-oai-request-id');
  const ray = r.header('cf-ray');
  const details = {
    status: r.status,
    ...(requestId ? { request_id: requestId } : {}),
    ...(ray ? { cf_ray: ray } : {}),
  };
  const trace = [requestId && `request id ${requestId}`, ray && `cf-ray ${ray}`].filter(Boolean).join(', ');

  const html = !isObject(body) && /<html|<!doctype/i.test(r.body);
  if (r.header('cf-mitigated') !== null || (html && r.status !== 401 && r.status < 500)) {
    return {
      error: parts(
        'network',
        'network.blocked',
        'A gateway in front of OpenAI blocked the request.',
        `It answered ${r.status} with a page instead of an answer${trace ? ` (${trace})` : ''}: usual for VPNs, servers in data centres and restricted regions.`,
        'Try another network or switch the VPN off. You are not signed out; signing in again does not help.',
        details,
      ),
      retry: never,
    };
  }
  if (type === 'usage_limit_reached' || code === 'usage_limit_reached')
    return { error: usageLimit(error, r.now, r.header('x-codex-promo-message')), retry: never };
  const known =
    r.status === 429 && code === 'rate_limit_exceeded'
      ? undefined
      : byCode(code, type, error, message, r.now);
  if (known)
    return r.status === 503 && known.error.code === 'backend.capacity' ? { ...known, retry: backoff } : known;
  if (message && MODEL_REFUSED.test(message)) {
    return {
      error: parts(
        'input',
        'query.model_refused',
        'This model cannot be used with the account.',
        said(message),
        'Choose another model (codex_models lists them).',
        details,
      ),
      retry: never,
      model: true,
    };
  }
  return byStatus(r, message, trace, details);
}

function byStatus(
  r: HttpRefusal,
  message: string | undefined,
  trace: string,
  details: AppError['details'],
): Refusal {
  const why = said(message) ?? (trace ? `It answered ${r.status} (${trace}).` : `It answered ${r.status}.`);
  const status = r.status;
  if (status === 401)
    return {
      error: parts(
        'sign-in',
        'auth.unauthorized',
        'OpenAI does not accept the login.',
        why,
        'Sign in again with codex_login (`codex-oauth login`).',
        details,
      ),
      retry: { kind: 'renew' },
    };
  if (status === 429) {
    const wait = retryAfter(r.header('retry-after'), r.now) ?? (message ? tryAgainIn(message) : undefined);
    return {
      error: parts(
        'limit',
        'limit.rate',
        'Too many requests at once.',
        why,
        wait === undefined
          ? 'Wait a few minutes, then ask again.'
          : `Ask again in ${humanSeconds(wait / 1000)}.`,
        details,
      ),
      retry: wait === undefined ? never : waitOr(wait),
    };
  }
  if (status === 402)
    return {
      error: parts(
        'limit',
        'limit.payment',
        'The account has to pay before it can go on.',
        why,
        'Check the plan and its billing details.',
        details,
      ),
      retry: never,
    };
  if (status === 403)
    return {
      error: parts(
        'backend',
        'backend.forbidden',
        'OpenAI does not allow this request.',
        why,
        'Check that the account or workspace may use Codex. You are still signed in.',
        details,
      ),
      retry: never,
    };
  if (status === 404)
    return {
      error: parts(
        'backend',
        'backend.not_found',
        'OpenAI has no such model or address.',
        why,
        'Choose another model (codex_models lists them).',
        details,
      ),
      retry: never,
      model: true,
    };
  if (status === 413)
    return {
      error: parts(
        'input',
        'query.too_large',
        'The question is too large.',
        why,
        'Send less: fewer files or a smaller diff.',
        details,
      ),
      retry: never,
    };
  if (status >= 500)
    return {
      error: parts(
        'backend',
        'backend.unavailable',
        'OpenAI has a problem of its own.',
        why,
        'Ask again in a moment; https://status.openai.com shows known incidents.',
        details,
      ),
      retry: backoff,
    };
  return {
    error: parts(
      'input',
      'backend.refused',
      'OpenAI refused the request.',
      why,
      'Change what it names and ask again.',
      details,
    ),
    retry: never,
  };
}
