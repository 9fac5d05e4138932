/**
 * The simulator's own clock: wall time plus an offset that tests move, so that a token of one hour can expire without
 * a real wait.
 */
export class SimClock {
  #offsetMs = 0;
  readonly #skewSeconds: () => number;

  /** `skewSeconds` is asked at every reading, so that the `clock.skew` fault works while it is armed. */
  constructor(skewSeconds: () => number = () => 0) {
    this.#skewSeconds = skewSeconds;
  }

  /** Milliseconds since the epoch, as the simulated servers see them. */
  nowMs(): number {
    return Date.now() + this.#offsetMs + this.#skewSeconds() * 1000;
  }

  /** Whole seconds since the epoch: the unit of every claim and header on this wire. */
  now(): number {
    return Math.floor(this.nowMs() / 1000);
  }

  advance(seconds: number): void {
    this.#offsetMs += seconds * 1000;
  }

  /** Sets the time to `epochMs`; it goes on running from there. */
  set(epochMs: number): void {
    this.#offsetMs = epochMs - Date.now();
  }
}
