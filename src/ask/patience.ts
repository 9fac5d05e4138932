import { humanBytes } from '../attach/gathering.ts';
import { humanSeconds } from '../system/time.ts';

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

/** Where looking around ends: then the model has to answer with what it has. */
export const CEILINGS = {
  /** Rounds of calls; the answer comes after the last. */
  rounds: 40,
  /** From the first request. Milliseconds. */
  ms: 600_000,
  /** Of all results together: the model reads them again in every round. */
  bytes: 600_000,
  /** The share of the model's window that question and results may fill: the answer and its thoughts must fit too. */
  window: 0.75,
};
export type Ceilings = Readonly<typeof CEILINGS>;

/** `40 rounds, 10 min or 600 kB`. */
export const ceilingsLine = ({ rounds, ms, bytes }: Ceilings): string =>
  `${rounds} rounds, ${humanSeconds(ms / 1000)} or ${humanBytes(bytes)}`;
