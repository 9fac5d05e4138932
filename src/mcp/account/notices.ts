import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { App } from '../../app.ts';
import type { Limits } from '../../ask/limits.ts';
import type { JsonObject } from '../../system/json.ts';
import { completedParams, limitsParams, updatedParams } from './results.ts';

/**
 * Notifications in the app-server's order: the answer to a request first, then `completed`, then `updated`. An
 * ordinary host, which has never used this API, is sent none.
 */
export function createNotices(server: Server, { credentials, deps }: App) {
  const queue: { method: string; params: JsonObject }[] = [];
  let changed = false;
  let opened = false;
  let answering = 0;

  const flush = async (): Promise<void> => {
    if (answering > 0) return;
    const batch = queue.splice(0);
    const update = changed;
    changed = false;
    if (!opened) return;
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

  return {
    /** Starts sending to this client; until then nothing is sent. */
    open: (): void => {
      opened = true;
    },
    /** Opens, and holds notifications back while a request is answered. */
    during: async <T>(work: () => Promise<T>): Promise<T> => {
      opened = true;
      answering += 1;
      try {
        return await work();
      } finally {
        answering -= 1;
        soon();
      }
    },
    completed: (loginId: string | null, error: string | null): void =>
      add('account/login/completed', completedParams(loginId, error)),
    updated: (): void => {
      changed = true;
      soon();
    },
    limits: (limits: Limits): void => add('account/rateLimits/updated', limitsParams(limits)),
  };
}
