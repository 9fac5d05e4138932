import { Server, type ServerContext } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import * as z from 'zod/v4';
import { isObject, member, stringOf, type JsonObject } from '../../system/json.ts';
import { consentForm, consentOf, progressSender, type HostLink, type UrlAnswer } from '../host.ts';
import { ACCOUNT_METHODS, INSTRUCTIONS, SERVER_INFO } from '../identity.ts';
import { ErrorCode, refused, rpcError } from '../json-rpc.ts';
import { run, type Methods } from '../methods.ts';
import { TASKS, taskMethods } from '../tasks.ts';
import { createAsking, type Asking } from './asking.ts';
import type { Era } from './era.ts';
import { claimOf, PREFIX } from './claim.ts';

const VERSION = '2026-07-28';
/** MCP 2026-07-28: a version that the server does not speak. */
const UNSUPPORTED = -32_022;

const REPLIES: readonly unknown[] = ['accept', 'decline', 'cancel'] satisfies readonly UrlAnswer[];
const isReply = (action: unknown): action is UrlAnswer => REPLIES.includes(action);

/** The host as one request shows it: nothing is remembered from another one. */
function hostLink({ mcpReq }: ServerContext, { ask, answered }: Asking): HostLink {
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
    // Asking would cost a round of every call; Claude Code starts us in the folder and names it (docs/hosts.md).
    roots: () => Promise.resolve(undefined),
    answered,
    elicitUrl:
      client('elicitation', 'url') === undefined
        ? undefined
        : async ({ url, message, finished }) => {
            const { action } = await ask({ mode: 'url', url, message }, '', finished);
            return isReply(action) ? action : 'failed';
          },
    confirm:
      client('elicitation', 'form') === undefined && !bare
        ? undefined
        : async (message, things, _signal, about) => {
            const form = consentForm(message, things);
            return consentOf(await ask(form, about), form);
          },
  };
}

/** Serves MCP 2026-07-28, where each request says all that it needs, with the SDK of that version. */
export const serveNewer: Era = async ({ back, methodsOf, capabilities, onReady }, channel) => {
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
      return await run(methods, method, params, {
        host: hostLink(context, questions),
        signal: mcpReq.signal,
      });
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
    if (method !== 'server/discover') onReady();
    return undefined;
  };
  serveStdio(() => server, {
    transport: channel,
    legacy: 'reject',
    onerror: (error) => back.log.debug(`protocol: ${error.message}`),
  });
};
