/**
 * The work's result, or a rejection as soon as the signal fires. The signal alone is not enough: with
 * `redirect: 'error'` Node 20 and 22 lose it once the request object has been garbage-collected, and a body
 * goes on coming after Ctrl-C.
 */
export function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new DOMException('aborted', 'AbortError'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
