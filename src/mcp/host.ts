import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';
import { ElicitResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { LeftOut } from '../attach/gathering.ts';

/** What the host can do for us while a tool runs. */
export type HostLink = ReturnType<typeof hostLink>;

export interface UrlRequest {
  readonly url: string;
  readonly message: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Settles when the page is no longer needed; the host waits for that and is then told. */
  readonly finished: Promise<unknown>;
}

/** A dialog without a reply for this long counts as unanswered. Milliseconds. */
const CONFIRM_TIMEOUT_MS = 10 * 60_000;
/** Hosts cut the end of a box's title, but the end of a path says most. Characters. */
const TITLE_LENGTH = 44;
/** A host that announces roots but does not answer may delay one question briefly, and later ones not at all. */
const ROOTS_TIMEOUT_MS = 2_000;
/** Once it answers after all, it is asked again. */
const LATE_MS = 600_000;
const silent = new WeakSet<Server>();

/** The workspace folders as the host names them (`file:` URIs); undefined if it names none. */
export async function hostRoots(server: Server): Promise<readonly string[] | undefined> {
  if (!server.getClientCapabilities()?.roots || silent.has(server)) return undefined;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      silent.add(server);
      resolve(undefined);
    }, ROOTS_TIMEOUT_MS);
  });
  const asked = server.listRoots({}, { timeout: LATE_MS }).catch(() => undefined);
  const listed = asked.then((answer) => {
    clearTimeout(timer);
    silent.delete(server);
    return answer?.roots.map((root) => root.uri);
  });
  return Promise.race([listed, late]);
}

/** The host as one call of a tool sees it. */
export function hostLink(server: Server, extra: RequestHandlerExtra<ServerRequest, ServerNotification>) {
  const { elicitation } = server.getClientCapabilities() ?? {};
  const progressToken = extra._meta?.progressToken;
  let count = 0;
  return {
    /** True if progress messages can be shown. */
    showsProgress: progressToken !== undefined,
    /** One short line under the running call. Throttling is the caller's (progress.ts). */
    progress: (message: string): void => {
      if (progressToken === undefined) return;
      count += 1;
      const params = { progressToken, progress: count, message };
      extra.sendNotification({ method: 'notifications/progress', params }).catch(() => {});
    },
    roots: () => hostRoots(server),
    /** Asks the host to open a URL; undefined if it cannot. `failed`: it could not show it. */
    elicitUrl: elicitation?.url
      ? async ({ url, message, timeoutMs, signal, finished }: UrlRequest) => {
          const elicitationId = crypto.randomUUID();
          const done = { method: 'notifications/elicitation/complete', params: { elicitationId } };
          const tell = (): void => void server.notification(done).catch(() => {});
          finished.then(tell, tell);
          // Older hosts announce the capability and refuse the mode (docs/hosts.md, Protocol).
          return server
            .elicitInput({ mode: 'url', url, message, elicitationId }, { timeout: timeoutMs, signal })
            .then(({ action }) => action)
            .catch(() => 'failed' as const);
        }
      : undefined,
    /**
     * Asks the user in the host's dialog to tick a box for each item, none of them ticked at first; true if all are
     * ticked. The result is undefined without an answer; the function is undefined if the host has no dialog. Boxes,
     * because hosts show only three lines of a message (docs/hosts.md, Protocol). Not the SDK's elicitInput, which
     * would load a schema validator.
     */
    confirm: elicitation?.form
      ? async (message: string, things: readonly LeftOut[], signal: AbortSignal) => {
          const boxes = things.map(({ path, reason }, i) => {
            const title = path.length > TITLE_LENGTH ? `…${path.slice(1 - TITLE_LENGTH)}` : path;
            return [`box${i + 1}`, { type: 'boolean', title, description: reason, default: false }] as const;
          });
          const properties = Object.fromEntries(boxes);
          const required = Object.keys(properties);
          const requestedSchema = { type: 'object', properties, required } as const;
          const params = { mode: 'form', message, requestedSchema } as const;
          const request = { method: 'elicitation/create', params } as const;
          const limits = { timeout: CONFIRM_TIMEOUT_MS, signal };
          const answer = await server.request(request, ElicitResultSchema, limits).catch(() => undefined);
          if (answer === undefined || answer.action === 'cancel') return undefined;
          return answer.action === 'accept' && required.every((box) => answer.content?.[box] === true);
        }
      : undefined,
  };
}
