import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  ElicitResultSchema,
  InitializeRequestSchema,
  PingRequestSchema,
  SetLevelRequestSchema,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
import type * as z from 'zod/v4';
import type { App } from '../../app.ts';
import { member, type JsonObject } from '../../system/json.ts';
import type { AccountApi } from '../account-api.ts';
import { consentForm, consentOf, progressSender, type HostLink } from '../host.ts';
import { ACCOUNT_CAPABILITY, ACCOUNT_METHODS, EXPERIMENTAL, INSTRUCTIONS, SERVER_INFO } from '../identity.ts';
import { checked } from '../json-rpc.ts';
import { run, type Methods } from '../methods.ts';
import type { Backstage } from '../tool.ts';
import type { Era } from './era.ts';

/** A dialog without a reply for this long counts as unanswered. Milliseconds. */
const CONFIRM_TIMEOUT_MS = 10 * 60_000;
/** A host that announces roots but does not answer may delay one question briefly, and later ones not at all. */
const ROOTS_TIMEOUT_MS = 2_000;
/** Once it answers after all, it is asked again. */
const LATE_MS = 600_000;
const silent = new WeakSet<Server>();

/** The methods of the older protocols alone; the SDK would answer their faults with its schema library's dump. */
const SCHEMAS = new Map<string, z.ZodType>([
  ['initialize', InitializeRequestSchema],
  ['ping', PingRequestSchema],
  ['logging/setLevel', SetLevelRequestSchema],
]);

/** The workspace folders as the host names them (`file:` URIs); undefined if it names none. */
async function hostRoots(server: Server): Promise<readonly string[] | undefined> {
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

function hostLink(server: Server, extra: RequestHandlerExtra<ServerRequest, ServerNotification>): HostLink {
  const { elicitation } = server.getClientCapabilities() ?? {};
  return {
    name: server.getClientVersion()?.name ?? '',
    tasks: false,
    ...progressSender(extra._meta?.progressToken, (params) =>
      extra.sendNotification({ method: 'notifications/progress', params }),
    ),
    roots: () => hostRoots(server),
    answered: undefined,
    elicitUrl: elicitation?.url
      ? async ({ url, message, timeoutMs, signal, finished }) => {
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
    // Not the SDK's elicitInput, which would load a schema validator.
    confirm: elicitation?.form
      ? async (message, things, signal) => {
          const params = consentForm(message, things);
          const request = { method: 'elicitation/create', params } as const;
          const limits = { timeout: CONFIRM_TIMEOUT_MS, signal };
          const answer = await server.request(request, ElicitResultSchema, limits).catch(() => undefined);
          return consentOf(answer, params);
        }
      : undefined,
  };
}

/** Serves the protocols with a greeting, up to MCP 2025-11-25, with the SDK's server. */
export const serveOlder: Era = async (
  { back: behind, methodsOf, capabilities, greeting, onReady },
  channel,
) => {
  const server = new Server(SERVER_INFO, {
    capabilities: { ...capabilities, experimental: EXPERIMENTAL },
    instructions: INSTRUCTIONS,
  });
  server.oninitialized = onReady;
  server.onerror = (error) => behind.log.debug(`protocol: ${error.message}`);

  /** True if the client has requested the account methods, by MCP's capability or the app-server's. */
  const ownsLogin = (): boolean =>
    member(greeting(), 'capabilities', 'experimental', ACCOUNT_CAPABILITY) !== undefined ||
    member(greeting(), 'capabilities', 'experimentalApi') === true;
  const hosted = async (): Promise<App> => {
    const app = await behind.app();
    app.askRoots(() => hostRoots(server));
    return app;
  };
  let account: Promise<AccountApi> | undefined;
  const accountApi = (): Promise<AccountApi> => {
    account ??= Promise.all([hosted(), import('../account-api.ts')]).then(([app, { createAccountApi }]) =>
      createAccountApi(server, app, ownsLogin),
    );
    return account;
  };
  const back: Backstage = {
    ...behind,
    app: async () => {
      // An application that owns the login is told of every change, including those made by the tools.
      if (ownsLogin()) await accountApi();
      return hosted();
    },
  };
  const methods: Methods = {
    ...methodsOf(back),
    ...Object.fromEntries(
      ACCOUNT_METHODS.map((name) => [name, async (params: JsonObject) => (await accountApi())(name, params)]),
    ),
  };
  // Everything by the same way, without the SDK's second check of what json-rpc.ts has checked.
  server.fallbackRequestHandler = ({ method, params }, extra) =>
    run(methods, method, params, { host: hostLink(server, extra), signal: extra.signal });
  // The log's lines are all `debug`: they go to a host that asks for that level.
  let wanted = false;
  server.setRequestHandler(SetLevelRequestSchema, ({ params }) => {
    wanted = params.level === 'debug';
    return {};
  });
  behind.log.listen?.((data) => {
    if (!wanted) return;
    const params = { level: 'debug', logger: 'codex-oauth', data };
    server.notification({ method: 'notifications/message', params }).catch(() => {});
  });
  channel.faultIn = (request) => {
    const schema = SCHEMAS.get(request.method);
    return schema && checked(request, schema)?.refusal;
  };
  await server.connect(channel);
};
