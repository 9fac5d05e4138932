import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { App } from '../../app.ts';
import type { JsonObject } from '../../system/json.ts';
import { snapshot, updatedParams } from './results.ts';

/** Notifications in the app-server's order: the answer to a request first, then `completed`, then `updated`. */
export function createNotices(server: Server, { credentials, deps, watch }: App) {
  const queue: { method: string; params: JsonObject }[] = [];
  let changed = false;
  let answering = 0;

  const flush = async (): Promise<void> => {
    if (answering > 0) return;
    const batch = queue.splice(0);
    const update = changed;
    changed = false;
    if (update) batch.push({ method: 'account/updated', params: updatedParams(await credentials.report()) });
    for (const { method, params } of batch) await server.notification({ method, params: { ...params } });
  };
  // After the answer, which the SDK writes from a microtask.
  const soon = (): void =>
    void setImmediate(() => {
      flush().catch((error: unknown) => {
        deps.log.debug(`account: ${error instanceof Error ? error.message : 'unknown'}`);
      });
    });
  const add = (method: string, params: JsonObject): void => {
    queue.push({ method, params });
    soon();
  };
  const updated = (): void => {
    changed = true;
    soon();
  };
  watch((event) => {
    if (event.kind === 'login') updated();
    else add('account/rateLimits/updated', { rateLimits: snapshot(event.limits) });
  });

  return {
    updated,
    completed: (loginId: string | null, error: string | null): void =>
      add('account/login/completed', { loginId, success: error === null, error, onboardingEntrypoint: null }),
    /** Delays notifications until the current request is answered. */
    during: async <T>(work: Promise<T>): Promise<T> => {
      answering += 1;
      try {
        return await work;
      } finally {
        answering -= 1;
        soon();
      }
    },
  };
}
