/**
 * The server's clock as far as we know it. A token's `exp` is in the server's time: on a machine whose clock is an
 * hour off, comparing it with local time would refresh too late or all the time.
 */
export interface ServerClock {
  /** Milliseconds since the epoch, corrected by the servers' `Date` headers. */
  now(): number;
  /** A server's `Date` header in milliseconds, as it arrived. */
  observe(serverTime: number | undefined): void;
}

/** The header counts whole seconds and the answer takes time to arrive: a smaller difference means nothing. */
const NOISE_MS = 5_000;

/** A `Date` outside 2020–2100 comes from a broken server or gateway; trusting it would keep every token for ever. */
const EARLIEST_MS = 1_577_836_800_000;
const LATEST_MS = 4_102_444_800_000;

export function serverClock(local: () => number): ServerClock {
  /** Server minus local; 0 while unknown or too small to matter. */
  let skewMs = 0;
  return {
    now: () => local() + skewMs,
    observe: (serverTime) => {
      if (serverTime === undefined || !(serverTime > EARLIEST_MS && serverTime < LATEST_MS)) return;
      const difference = serverTime - local();
      skewMs = Math.abs(difference) < NOISE_MS ? 0 : difference;
    },
  };
}
