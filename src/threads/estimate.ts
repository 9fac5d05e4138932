import { its, say } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { isObject } from '../system/json.ts';

/** What an image costs, whatever its size in bytes, because models see a scaled version. Tokens. */
const IMAGE = 1_500;
/** The overhead of a message or of an object within it. Tokens. */
const FRAME = 3;

/**
 * Tokens of a text: a quarter of its ASCII characters and half of the others. Rough: about a quarter too high for
 * prose and too low for code; only the backend counts exactly.
 */
function textTokens(text: string): number {
  if (text.startsWith('data:')) return IMAGE;
  let ascii = 0;
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) < 128) ascii += 1;
  return ascii / 4 + (text.length - ascii) / 2;
}

function count(value: unknown): number {
  if (typeof value === 'string') return textTokens(value);
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + count(one), 0);
  if (!isObject(value)) return 0;
  return Object.values(value).reduce<number>((sum, one) => sum + count(one), FRAME);
}

/** Estimated tokens of input items (or of any JSON). Linear in its length; see textTokens for the margin. */
export function estimateTokens(value: unknown): number {
  return Math.ceil(count(value));
}

/** This share of a model's window may be filled: the answer must fit too (docs/wire.md 8). */
const EFFECTIVE = 0.95;
/** From this share on, warn the user. */
const NEAR = 0.75;

const about = (tokens: number): string =>
  tokens >= 1_000 ? `≈${Math.round(tokens / 1_000)}k tokens` : `≈${tokens} tokens`;

/**
 * A warning when the window fills up; undefined if there is room or the window is unknown. Both in tokens. Throws an
 * `input` error if it is too much.
 */
export function checkContext(estimate: number, window: number | undefined): string | undefined {
  if (window === undefined || estimate <= window * NEAR) return undefined;
  if (estimate <= window * EFFECTIVE) {
    return `The thread has grown to ${about(estimate)} of a window of ${about(window).slice(1)} (estimated): start a new one soon.`;
  }
  throw new AppError({
    kind: 'input',
    code: 'context.too_long',
    what: 'The question is too long for the model, so it was not sent.',
    why: `With the thread and attachments it has ${about(estimate)} (estimated from its characters); the model’s window is ${about(window).slice(1)}, of which ${EFFECTIVE * 100}% can be used.`,
    fix: say`Shorten it or attach less. In a long thread: start a new one (omit ${its.thread}) and repeat what matters.`,
    details: { estimate, window },
  });
}
