/** How long silence may last before it is taken for a failure. Milliseconds. */
export const PATIENCE = {
  /** From the request to its response headers: connecting, TLS and sending the question included. */
  headersMs: 120_000,
  /** Between two events of the stream. */
  idleMs: 300_000,
  /** The same for efforts at which models think for minutes without a word. */
  longIdleMs: 900_000,
  /** Of events that only say that the server lives: a model may think for long. */
  pingMs: 1_800_000,
};
export type Patience = Readonly<typeof PATIENCE>;

const LONG = new Set(['high', 'xhigh', 'max']);

/** The silence that ends a stream at this effort. Milliseconds. */
export function idleLimit(effort: string | undefined, patience: Patience): number {
  return LONG.has(effort ?? '') ? patience.longIdleMs : patience.idleMs;
}
