import type { Deps } from '../system/deps.ts';
import { AppError } from '../system/errors.ts';
import { anySignal } from '../system/time.ts';
import { fail, failedWith, note, ok, warn, type Finding } from './finding.ts';

const TIMEOUT_MS = 10_000;
/** A TLS handshake within a continent takes less. Milliseconds. */
const SLOW_MS = 2_000;
/** The header counts whole seconds, and the answer takes time to arrive. Seconds. */
const SKEW_NOTED = 60;

/** What one server answered to a request without a token. */
export type Probe = Awaited<ReturnType<typeof probe>>;

/** Asks a server for its front page, without any token. Any answer proves that the server is reachable. */
export async function probe(origin: string, d: Deps, signal: AbortSignal) {
  const { host } = new URL(origin);
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
    /** The server's clock minus ours, in seconds; undefined if it sent none. */
    const skew = Number.isFinite(date) ? Math.round((date - (started + answered) / 2) / 1000) : undefined;
    return { host, outcome: { status: response.status, ms: answered - started, skew } };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError)) throw error;
    return { host, outcome: error };
  }
}

export function judgeProbe({ host, outcome }: Probe): Finding {
  const id = `online.${host}`;
  if (outcome instanceof AppError) return failedWith(id, outcome);
  const { status, ms } = outcome;
  // 407 comes only from a proxy; 511 from a network that requires its own sign-in (RFC 6585 section 6).
  if (status === 511 || status === 407)
    return fail(
      id,
      `The network or a proxy answered instead of ${host} (${status}).`,
      undefined,
      'Sign in to the network or the proxy first.',
    );
  const what = `${host} answers after ${Math.round(ms)} ms (HTTP ${status}).`;
  return ms < SLOW_MS ? ok(id, what) : note(id, what, 'That is slow.');
}

/** The clock, compared with the server that agrees most, because a cached answer may be old. */
export function judgeSkew(probes: readonly Probe[]): readonly Finding[] {
  const [skew] = probes
    .flatMap(({ outcome }) => (outcome instanceof AppError ? [] : [outcome.skew]))
    .filter((s) => s !== undefined)
    .sort((a, b) => Math.abs(a) - Math.abs(b));
  if (skew === undefined) return [];
  const id = 'online.clock';
  if (Math.abs(skew) < SKEW_NOTED) return [ok(id, 'The clock agrees with the servers’.')];
  return [
    warn(
      id,
      `The clock is ${Math.abs(skew)} s ${skew > 0 ? 'behind' : 'ahead of'} the servers’.`,
      'Renewals use the servers’ clock, but certificate checks do not.',
      'Set this machine’s time, preferably automatically.',
    ),
  ];
}
