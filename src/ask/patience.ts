import type { Fetch } from '../system/fetch.ts';

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

const DISPATCHER = Symbol.for('undici.globalDispatcher.1');
const KNOWN = new Set(['Agent', 'EnvHttpProxyAgent']);
let made: { readonly from: unknown; readonly init: object } | undefined;

/**
 * What to add to a request so that Node's own HTTP client does not end it: it drops a body that is silent for 300 s,
 * which is less than models think at high efforts. The class is Node's (it is not exported, only its instance is), so
 * it fits the fetch it came with; where there is none of a known kind, Node's limits stay.
 */
export async function untimed(fetch: Fetch): Promise<object> {
  // Node makes the client on the first request of the process; this one touches no network.
  if (Reflect.get(globalThis, DISPATCHER) === undefined)
    await fetch('data:,').then(
      (r) => r.text(),
      () => '',
    );
  const current: unknown = Reflect.get(globalThis, DISPATCHER);
  if (made && made.from === current) return made.init;
  const kind: unknown = typeof current === 'object' && current !== null ? current.constructor : undefined;
  if (typeof kind !== 'function' || !KNOWN.has(kind.name)) return {};
  const dispatcher: unknown = Reflect.construct(kind, [{ bodyTimeout: 0, headersTimeout: 0 }]);
  made = { from: current, init: { dispatcher } };
  return made.init;
}
