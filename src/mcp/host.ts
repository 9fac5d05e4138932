import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import type { ServerNotification, ServerRequest } from '@modelcontextprotocol/sdk/types.js';

/** What the host can do for us while a tool runs. */
export interface HostLink {
  /** True where a message of progress can be shown at all. */
  readonly showsProgress: boolean;
  /** One short line under the running call. Throttling is the caller's (progress.ts). */
  progress(message: string): void;
  /** The workspace folders as the host names them (`file:` URIs); undefined where it names none. */
  roots(): Promise<readonly string[] | undefined>;
  /** Asks the host to open a URL; undefined where it cannot. */
  readonly elicitUrl: ((request: UrlRequest) => Promise<UrlAnswer>) | undefined;
}

export interface UrlRequest {
  readonly url: string;
  readonly message: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Settles when the page is not needed any more; the host, which waits for that, is then told. */
  readonly finished: Promise<unknown>;
}

/** `failed`: the host could not show it. */
export type UrlAnswer = 'accept' | 'decline' | 'cancel' | 'failed';

/** A host that announces roots and does not answer must not hold a question up. */
const ROOTS_TIMEOUT_MS = 2_000;

/** The host as one call of a tool sees it. */
export function hostLink(
  server: Server,
  extra: RequestHandlerExtra<ServerRequest, ServerNotification>,
): HostLink {
  const { roots, elicitation } = server.getClientCapabilities() ?? {};
  const progressToken = extra._meta?.progressToken;
  let count = 0;
  return {
    showsProgress: progressToken !== undefined,
    progress: (message) => {
      if (progressToken === undefined) return;
      count += 1;
      const params = { progressToken, progress: count, message };
      extra.sendNotification({ method: 'notifications/progress', params }).catch(() => {});
    },
    roots: async () => {
      if (!roots) return undefined;
      const listed = await server.listRoots({}, { timeout: ROOTS_TIMEOUT_MS }).catch(() => undefined);
      return listed?.roots.map((root) => root.uri);
    },
    elicitUrl: elicitation?.url
      ? async ({ url, message, timeoutMs, signal, finished }) => {
          const elicitationId = crypto.randomUUID();
          const complete = (): void => {
            server
              .notification({ method: 'notifications/elicitation/complete', params: { elicitationId } })
              .catch(() => {});
          };
          finished.then(complete, complete);
          // Older hosts announce the capability and refuse the mode (docs/hosts.md, Protocol).
          return server
            .elicitInput({ mode: 'url', url, message, elicitationId }, { timeout: timeoutMs, signal })
            .then(({ action }) => action)
            .catch(() => 'failed' as const);
        }
      : undefined,
  };
}
