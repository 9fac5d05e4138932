export interface Watch {
  /**
   * For how long `name` has been seen, by looks, without a change of its sign of life. Milliseconds. Between two looks
   * at most `longest` counts, or the watcher's own sleep would be held against the watched.
   */
  look(name: string, sign: string, longest: number): number;
}

/**
 * Measures silence by looking, not by comparing times of day: after a laptop's sleep, or on a machine whose clock
 * jumps, every file looks old although its owner is about to go on.
 */
export function createWatch(monotonic: () => number = () => performance.now()): Watch {
  const seen = new Map<string, { sign: string; at: number; silent: number }>();
  return {
    look: (name, sign, longest) => {
      const at = monotonic();
      const last = seen.get(name);
      const silent = last?.sign === sign ? last.silent + Math.min(longest, Math.max(0, at - last.at)) : 0;
      seen.set(name, { sign, at, silent });
      return silent;
    },
  };
}
