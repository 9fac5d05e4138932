/** How long silence may last before it counts as a failure. Milliseconds. */
export const PATIENCE = {
  /** From the request to its response headers, including connecting, TLS and sending the question. */
  headersMs: 120_000,
  /** Between two events of the stream. */
  idleMs: 300_000,
  /** The same for efforts at which models think for minutes without output. */
  longIdleMs: 900_000,
  /** Only keep-alive events: a model may think for a long time. */
  pingMs: 1_800_000,
};
export type Patience = Readonly<typeof PATIENCE>;

const LONG = new Set(['high', 'xhigh', 'max']);

/** The silence that ends a stream at this effort. Milliseconds. */
export function idleLimit(effort: string | undefined, patience: Patience): number {
  return LONG.has(effort ?? '') ? patience.longIdleMs : patience.idleMs;
}
