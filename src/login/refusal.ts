import { isObject, numberOf, parseJson, stringOf } from '../system/json.ts';
import type { RefusalReason } from '../oauth/token-endpoint.ts';

/** A refresh token that the server refused for good, so that nobody asks with it again. */
export interface Refusal {
  /** Names the token without holding it. */
  readonly fingerprint: string;
  readonly reason: RefusalReason | 'interrupted';
  /** Milliseconds since the epoch: when it was refused or, if interrupted, when the lost refresh began. */
  readonly at: number;
}

const reasons: readonly string[] = ['expired', 'used twice', 'revoked', 'refused', 'interrupted'];

/** The text of a `.refused` file; undefined where it is none. */
export function parseRefusal(text: string | undefined): Refusal | undefined {
  const value = text === undefined ? undefined : parseJson(text);
  if (!isObject(value)) return undefined;
  const fingerprint = stringOf(value['fingerprint']);
  const reason = stringOf(value['reason']);
  const at = numberOf(value['at']);
  if (!fingerprint || !reason || !reasons.includes(reason) || at === undefined) return undefined;
  return { fingerprint, reason: reason as Refusal['reason'], at };
}
