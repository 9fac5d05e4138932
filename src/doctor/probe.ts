import type { Deps } from '../system/deps.ts';
import { AppError } from '../system/errors.ts';
import { anySignal } from '../system/time.ts';
import { fail, note, ok, warn, type Finding } from './finding.ts';

const TIMEOUT_MS = 10_000;
/** A TLS handshake within a continent takes less. Milliseconds. */
const FAST_MS = 400;
const SLOW_MS = 2_000;
/** The header counts whole seconds and the answer travelled. Seconds. */
const SKEW_NOTED = 60;

/** What one server answered to a request without a token. */
export interface Probe {
  readonly host: string;
  readonly outcome:
    | {
        readonly kind: 'answered';
        readonly status: number;
        readonly ms: number;
        /** The server's clock minus ours, in seconds; undefined where it sent none. */
        readonly skew: number | undefined;
      }
    | { readonly kind: 'failed'; readonly error: AppError };
}

/** Asks a server for its front page, without any token. Any answer at all proves the way to it. */
export async function probe(
  url: string,
  d: Pick<Deps, 'fetch' | 'now'>,
  signal?: AbortSignal,
): Promise<Probe> {
  const { host, origin } = new URL(url);
  const started = d.now();
  try {
    const response = await d.fetch(`${origin}/`, {
      redirect: 'manual',
      headers: { accept: '*/*' },
      signal: anySignal(AbortSignal.timeout(TIMEOUT_MS), signal),
    });
    const answered = d.now();
    await response.body?.cancel();
    const date = Date.parse(response.headers.get('date') ?? '');
    return {
      host,
      outcome: {
        kind: 'answered',
        status: response.status,
        ms: answered - started,
        skew: Number.isFinite(date) ? Math.round((date - (started + answered) / 2) / 1000) : undefined,
      },
    };
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    return { host, outcome: { kind: 'failed', error } };
  }
}

const speed = (ms: number): string => (ms < FAST_MS ? 'fast' : ms < SLOW_MS ? 'well enough' : 'slowly');

export function judgeProbe({ host, outcome }: Probe): Finding {
  const id = `online.${host}`;
  if (outcome.kind === 'failed') {
    const { what, why, fix } = outcome.error;
    return fail(id, what, { why, fix });
  }
  const { status, ms } = outcome;
  // 407 comes from a proxy only; 511 from a network that wants a sign-in of its own (RFC 6585 section 6).
  if (status === 511 || status === 407)
    return fail(id, `${host} was answered for by the network in between (${status}).`, {
      fix: 'Sign in to the network or the proxy first.',
    });
  const what = `${host} answers ${speed(ms)} (HTTP ${status}; DNS, ${host.includes(':') ? '' : 'TLS '}and HTTP work).`;
  return ms < SLOW_MS ? ok(id, what) : note(id, what, { why: `It took ${(ms / 1000).toFixed(1)} s.` });
}

/** The clock, measured: the median of what the servers say, as a cached answer may be old. */
export function judgeSkew(probes: readonly Probe[]): readonly Finding[] {
  const skews = probes
    .map((p) => (p.outcome.kind === 'answered' ? p.outcome.skew : undefined))
    .filter((s) => s !== undefined)
    .sort((a, b) => Math.abs(a) - Math.abs(b));
  const [skew] = skews;
  if (skew === undefined) return [];
  if (Math.abs(skew) < SKEW_NOTED) return [ok('online.clock', 'The clock agrees with the servers’.')];
  return [
    warn(
      'online.clock',
      `The clock is ${Math.abs(skew)} s ${skew > 0 ? 'behind' : 'ahead of'} the servers’.`,
      {
        why: 'Renewals are timed by the servers’ clock all the same, but certificates are not.',
        fix: 'Set the time of this machine, best automatically.',
      },
    ),
  ];
}
