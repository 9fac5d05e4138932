/** How often a question is asked again after the first time (PROTOCOL.md 7.2: five stream retries). */
export const MAX_RETRIES = 5;

/** The pause before the n-th retry (1-based): 200 ms doubling, ±10 % so that many clients do not march in step. */
export function backoffDelay(attempt: number, random: number): number {
  return Math.round(200 * 2 ** (attempt - 1) * (0.9 + 0.2 * random));
}
