/** How long silence may last before it is taken for a failure. Milliseconds. */
export interface Patience {
  /** From the request to its response headers: connecting, TLS and sending the question included. */
  readonly headersMs: number;
  /** Between two bytes of the stream. */
  readonly idleMs: number;
  /** The same for efforts at which models think for minutes without a word. */
  readonly longIdleMs: number;
}

export const PATIENCE: Patience = { headersMs: 120_000, idleMs: 300_000, longIdleMs: 900_000 };

const LONG = new Set(['high', 'xhigh', 'max']);

/** The silence that ends a stream at this effort. Milliseconds. */
export function idleLimit(effort: string | undefined, patience: Patience): number {
  return LONG.has(effort ?? '') ? patience.longIdleMs : patience.idleMs;
}
