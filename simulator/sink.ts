import type { ServerResponse } from 'node:http';
import type { StreamSink } from './reply.ts';

/** Waits, but stops when the client goes away. */
export function sleepWhile(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}

/** A response as a place to write a stream to. */
export function createSink(response: ServerResponse, signal: AbortSignal): StreamSink {
  return {
    get gone() {
      return signal.aborted;
    },
    write: (chunk) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        if (response.write(chunk)) return resolve();
        const done = (): void => {
          response.off('drain', done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        response.once('drain', done);
        signal.addEventListener('abort', done);
      }),
    // A timer of 0 ms takes one of 1 ms at least, and an answer in small pieces has thousands.
    sleep: (ms) => (ms > 0 ? sleepWhile(ms, signal) : new Promise((resolve) => setImmediate(resolve))),
    cut: () => {
      // What was written goes out first; a reset would swallow it.
      response.socket?.end();
      response.socket?.destroySoon();
    },
    stall: () =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
      }),
  };
}
