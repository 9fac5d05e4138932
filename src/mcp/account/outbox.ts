import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { App } from '../../app.ts';
import type { JsonObject } from '../../system/json.ts';
import { updatedParams } from './shapes.ts';
import { completedParams } from './sign-ins.ts';

export interface Outbox {
  /** From now on this client is told. */
  open(): void;
  /** Holds notifications back while a request is answered; call the result when it is. Opens the outbox. */
  hold(): () => void;
  completed(loginId: string | null, error: string | null): void;
  updated(): void;
  limits(params: JsonObject): void;
}

/**
 * Notifications in the app-server's order: the answer to a request first, then `completed`, then `updated`. An
 * ordinary host, which has never used this API, is sent none.
 */
export function createOutbox(server: Server, app: App): Outbox {
  const queue: { method: string; params: JsonObject }[] = [];
  let changed = false;
  let opened = false;
  let held = 0;

  const flush = async (): Promise<void> => {
    if (held > 0) return;
    const batch = queue.splice(0);
    const update = changed;
    changed = false;
    if (update)
      batch.push({ method: 'account/updated', params: updatedParams(await app.credentials.report()) });
    if (!opened) return;
    for (const notification of batch)
      await server.notification({ method: notification.method, params: { ...notification.params } });
  };
  const soon = (): void => {
    // After the answer, which the SDK writes from a microtask.
    setImmediate(() => {
      flush().catch((error: unknown) => {
        app.deps.log.debug(`account: ${error instanceof Error ? error.message : 'unknown'}`);
      });
    });
  };

  return {
    open: () => {
      opened = true;
    },
    hold: () => {
      opened = true;
      held += 1;
      return () => {
        held -= 1;
        soon();
      };
    },
    completed: (loginId, error) => {
      queue.push({ method: 'account/login/completed', params: completedParams(loginId, error) });
      soon();
    },
    updated: () => {
      changed = true;
      soon();
    },
    limits: (params) => {
      queue.push({ method: 'account/rateLimits/updated', params });
      soon();
    },
  };
}
