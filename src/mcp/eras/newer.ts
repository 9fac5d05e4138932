import { Server, type ServerContext } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import * as z from 'zod/v4';
import { isObject, member, stringOf, type JsonObject } from '../../system/json.ts';
import {
  AskingBack,
  consentForm,
  consentOf,
  progressSender,
  type HostLink,
  type UrlAnswer,
} from '../host.ts';
import { ACCOUNT_METHODS, INSTRUCTIONS, SERVER_INFO } from '../identity.ts';
import { ErrorCode, refused, rpcError } from '../json-rpc.ts';
import { run, type Methods } from '../methods.ts';
import { TASKS, taskMethods } from '../tasks.ts';
import type { Backstage } from '../tool.ts';
import { createAsking, type Asking } from './asking.ts';
import type { Era } from './era.ts';
import { claimOf, PREFIX } from './claim.ts';

const VERSION = '2026-07-28';
/** MCP 2026-07-28: a version that the server does not speak. */
const UNSUPPORTED = -32_022;

/** The workspace: where the host's environment has it, nobody is asked, because that costs a round of every call. */
interface Folders {
  readonly fixed: boolean;
  named: readonly string[] | undefined;
}

const REPLIES: readonly unknown[] = ['accept', 'decline', 'cancel'] satisfies readonly UrlAnswer[];
const isReply = (action: unknown): action is UrlAnswer => REPLIES.includes(action);

/** The methods whose answers may ask something. */
const ASKING: readonly string[] = ['tools/call', 'resources/read'];

/** The host as one request shows it; of others only the folders that it named are remembered. */
function hostLink({ mcpReq }: ServerContext, { ask, answered }: Asking, folders: Folders): HostLink {
  const client = (...path: readonly string[]): unknown =>
    member(mcpReq.envelope, `${PREFIX}clientCapabilities`, ...path);
  const elicitation = client('elicitation');
  const bare = isObject(elicitation) && Object.keys(elicitation).length === 0;
  return {
    name: stringOf(member(mcpReq.envelope, `${PREFIX}clientInfo`, 'name')) ?? '',
    tasks: client('extensions', TASKS) !== undefined,
    ...progressSender(mcpReq._meta?.progressToken, (params) =>
      mcpReq.notify({ method: 'notifications/progress', params }),
    ),
    roots: async () => {
      if (folders.fixed || client('roots') === undefined) return undefined;
      if (!ASKING.includes(mcpReq.method)) return folders.named;
      const { roots } = await ask({ method: 'roots/list' }, '');
      const uris = (Array.isArray(roots) ? roots : []).map((root) => stringOf(member(root, 'uri')));
      return (folders.named = uris.filter((uri) => uri !== undefined));
    },
    answered,
    elicitUrl:
      client('elicitation', 'url') === undefined
        ? undefined
        : async ({ url, message, finished }) => {
            const params = { mode: 'url', url, message };
            const { action } = await ask({ method: 'elicitation/create', params }, '', finished);
            return isReply(action) ? action : 'failed';
          },
    confirm:
      client('elicitation', 'form') === undefined && !bare
        ? undefined
        : async (message, things, _signal, about) => {
            const params = consentForm(message, things);
            return consentOf(await ask({ method: 'elicitation/create', params }, about), params);
          },
  };
}

/** Serves MCP 2026-07-28, where each request says all that it needs, with the SDK of that version. */
export const serveNewer: Era = async ({ back: behind, methodsOf, capabilities, env, onReady }, channel) => {
  const folders: Folders = { fixed: Boolean(env['CLAUDE_PROJECT_DIR']), named: undefined };
  const back: Backstage = {
    ...behind,
    app: async () => {
      const app = await behind.app();
      app.askRoots(async () => folders.named);
      return app;
    },
  };
  const noAccount = (): never => {
    throw rpcError(
      ErrorCode.MethodNotFound,
      'The account methods need MCP 2025-11-25 or older: the server asks the application for new tokens there, and MCP 2026-07-28 has no requests from the server. Begin with initialize (docs/embedding.md).',
    );
  };
  const methods: Methods = {
    ...methodsOf(back),
    ...taskMethods(async () => (await back.app()).jobs),
    ...Object.fromEntries(ACCOUNT_METHODS.map((name) => [name, noAccount])),
  };
  const asking = createAsking();
  let listeners = 0;
  back.log.listen?.((data) => {
    if (listeners === 0) return;
    const params = { level: 'debug', logger: 'codex-oauth', data } as const;
    server.notification({ method: 'notifications/message', params }).catch(() => {});
  });
  const handle = async (method: string, params: JsonObject | undefined, context: ServerContext) => {
    const { mcpReq } = context;
    const { _meta, ...call } = params ?? {};
    const questions = asking({ method, ...call }, mcpReq.requestState(), mcpReq.inputResponses);
    // The log's lines are all `debug`: they go to a request that asks for that level.
    const listens = member(mcpReq.envelope, `${PREFIX}logLevel`) === 'debug' ? 1 : 0;
    listeners += listens;
    try {
      const host = hostLink(context, questions, folders);
      return await run(methods, method, params, { host, signal: mcpReq.signal });
    } catch (error) {
      if (error instanceof AskingBack) return { ...error.result };
      throw error;
    } finally {
      listeners -= listens;
    }
  };
  const server = new Server(SERVER_INFO, {
    capabilities: { ...capabilities, extensions: { [TASKS]: {} } },
    instructions: INSTRUCTIONS,
  });
  // Not its own handlers, which refuse a task as an answer and check everything a second time.
  server.fallbackRequestHandler = ({ method, params }, context) => handle(method, params, context);
  // These names were methods of an older protocol, so the SDK hands them to none but their own handlers.
  for (const method of ['tasks/get', 'tasks/cancel'])
    server.setRequestHandler(method, { params: z.looseObject({}) }, (params, context) =>
      handle(method, params, context),
    );
  channel.faultIn = ({ id, method, params }) => {
    const requested = claimOf(params);
    if (requested !== undefined && requested !== VERSION) {
      const { refusal } = refused(
        id,
        UNSUPPORTED,
        `A request cannot name MCP ${requested}: only ${VERSION} is spoken so. Older versions begin with initialize.`,
      );
      return { ...refusal, error: { ...refusal.error, data: { supported: [VERSION], requested } } };
    }
    // A discovery may be followed by a greeting: nothing is loaded for it yet.
    if (requested !== undefined && method !== 'server/discover') onReady();
    return undefined;
  };
  serveStdio(() => server, {
    transport: channel,
    legacy: 'reject',
    onerror: (error) => back.log.debug(`protocol: ${error.message}`),
  });
};
