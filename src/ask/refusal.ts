import type { Text } from '../system/wording.ts';
import { AppError, type ErrorKind } from '../system/errors.ts';
import { redact } from '../system/redact.ts';

/** What may be done about a refusal, apart from telling the user (docs/wire.md 7.2; the budgets are in retry.ts). */
export type Retry =
  | { readonly kind: 'never' }
  /** The request did not get through: ask again after the backoff, on the request's budget. */
  | { readonly kind: 'request' }
  /** The stream failed before anything of the answer came: ask again after the backoff, on the stream's budget. */
  | { readonly kind: 'stream'; readonly atMost?: number }
  /** Ask again after exactly this time, on the stream's budget. Milliseconds. */
  | { readonly kind: 'after'; readonly ms: number }
  /** Renew the credential and ask once more. */
  | { readonly kind: 'renew' };

export interface Refusal {
  readonly error: AppError;
  readonly retry: Retry;
  /** What of the question is refused, where something can be done about it: another model, a history without reasoning. */
  readonly about?: 'model' | 'history';
}

export const never: Retry = { kind: 'never' };

/** A wait above this is told instead of waited out. Milliseconds. */
const LONGEST_WAIT_MS = 60_000;

/** Waits exactly as long as the server asks for, backs off where it does not say, and gives up where it is too long. */
export function waitFor(ms: number | undefined): Retry {
  if (ms === undefined) return { kind: 'stream' };
  return ms <= LONGEST_WAIT_MS ? { kind: 'after', ms } : never;
}

/** An AppError with fewer words: every refusal is one. */
export function refusalError(
  kind: ErrorKind,
  code: string,
  what: Text,
  why: Text | undefined,
  fix: Text,
  details: AppError['details'] = {},
): AppError {
  return new AppError({ kind, code, what, ...(why ? { why } : {}), fix, details });
}

/** What the server says as a sentence: one line, redacted, cut at 300 characters. */
export function said(text: string | undefined): string | undefined {
  const line = redact(text ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
  if (line === '') return undefined;
  return `OpenAI says: ${/[.!?]$/.test(line) ? line : `${line}.`}`;
}

export interface Trace {
  readonly requestId?: string | undefined;
  readonly ray?: string | undefined;
}

/** By what OpenAI's support finds the request: `request id …, cf-ray …`; empty where nothing is known. */
export function traceLine(trace: Trace): string {
  const parts = [
    trace.requestId && `request id ${trace.requestId}`,
    trace.ray && `cf-ray ${trace.ray}`,
  ].filter(Boolean);
  return parts.join(', ');
}

/** The error with its request id and ray: always in the details, and in words where somebody may have to look into it. */
export function traced(error: AppError, trace: Trace): AppError {
  const line = traceLine(trace);
  if (line === '') return error;
  const inWords = error.kind === 'backend' || error.kind === 'network';
  const sentence = `${line.slice(0, 1).toUpperCase()}${line.slice(1)}.`;
  const why = inWords ? [error.why, sentence].filter(Boolean).join(' ') : error.why;
  return new AppError({
    kind: error.kind,
    code: error.code,
    what: error.what,
    ...(why ? { why } : {}),
    fix: error.fix,
    cause: error.cause,
    details: {
      ...error.details,
      ...(trace.requestId ? { request_id: trace.requestId } : {}),
      ...(trace.ray ? { cf_ray: trace.ray } : {}),
    },
  });
}

/** `try again in 1.3s`, `700ms`, `20 seconds` → milliseconds (docs/wire.md 7.2). */
export function tryAgainIn(text: string | undefined): number | undefined {
  const match =
    /try again in\s*(\d+(?:\.\d+)?)\s*(ms|milliseconds?|s|sec|seconds?|m|min|minutes?|h|hours?)\b/i.exec(
      text ?? '',
    );
  if (!match) return undefined;
  const unit = (match[2] ?? 's').toLowerCase();
  const factor = unit.startsWith('mil') || unit === 'ms' ? 1 : { s: 1e3, m: 6e4, h: 3.6e6 }[unit.slice(0, 1)];
  return Math.ceil(Number(match[1]) * (factor ?? 1e3));
}

/** `Retry-After` in milliseconds: seconds or a date (RFC 9110 section 10.2.3). */
export function retryAfter(value: string | null, now: number): number | undefined {
  if (value === null || value.trim() === '') return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return seconds < 0 ? undefined : seconds * 1000;
  const date = Date.parse(value);
  return Number.isFinite(date) ? Math.max(0, date - now) : undefined;
}
