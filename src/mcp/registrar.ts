import type { Server } from '@modelcontextprotocol/sdk/server/index.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  CallToolRequestSchema,
  ListToolsRequestSchema,
  type CallToolResult,
  type ServerNotification,
  type ServerRequest,
  type Tool as ToolDefinition,
} from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod/v4';
import { AppError, isAbort } from '../system/errors.ts';
import type { Log } from '../system/log.ts';
import { redact } from '../system/redact.ts';
import { checkArguments } from './arguments.ts';
import type { Backstage, HostLink, Tool, ToolOutput } from './tool.ts';
import { clearTool } from './tools/clear.ts';
import { loginTool } from './tools/login.ts';
import { modelsTool } from './tools/models.ts';
import { queryTool } from './tools/query.ts';
import { statusTool } from './tools/status.ts';

export const TOOLS: readonly Tool[] = [queryTool, statusTool, loginTool, clearTool, modelsTool];

/** A host that announces roots and does not answer must not hold a question up. */
const ROOTS_TIMEOUT_MS = 2_000;

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** A tool as the host lists it. */
export function definitionOf(tool: Tool): ToolDefinition {
  const { $schema: _, ...inputSchema } = z.toJSONSchema(tool.input, { io: 'input' });
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    // zod's JSON Schema of an object is an object schema.
    inputSchema: inputSchema as ToolDefinition['inputSchema'],
    annotations: tool.annotations,
    ...(tool.meta ? { _meta: tool.meta } : {}),
  };
}

function toResult(output: ToolOutput): CallToolResult {
  if (output.kind === 'data') {
    return {
      content: [{ type: 'text', text: JSON.stringify(output.data, null, 2) }],
      structuredContent: { ...output.data },
    };
  }
  return { content: [{ type: 'text', text: output.text }], ...(output.meta ? { _meta: output.meta } : {}) };
}

/** The one boundary where an error becomes text that a model reads. */
function toErrorResult(error: unknown, log: Log): CallToolResult {
  if (error instanceof AppError) {
    return {
      isError: true,
      content: [{ type: 'text', text: redact(error.message) }],
      _meta: { 'codex-oauth/error': { code: error.code, ...error.details } },
    };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log.debug(`unexpected: ${message}`);
  const text = isAbort(error)
    ? 'The call was cancelled.'
    : `codex-oauth met an unexpected failure: ${redact(error instanceof Error ? error.message : 'unknown')}. Try again; CODEX_DEBUG=1 writes a log.`;
  return { isError: true, content: [{ type: 'text', text }] };
}

function hostLink(server: Server, extra: Extra): HostLink {
  const token = extra._meta?.progressToken;
  let count = 0;
  const canElicit = server.getClientCapabilities()?.elicitation?.url !== undefined;
  return {
    showsProgress: token !== undefined,
    progress: (message) => {
      if (token === undefined) return;
      count += 1;
      extra
        .sendNotification({
          method: 'notifications/progress',
          params: { progressToken: token, progress: count, message },
        })
        .catch(() => {});
    },
    roots: async () => {
      if (!server.getClientCapabilities()?.roots) return undefined;
      try {
        const { roots } = await server.listRoots({}, { timeout: ROOTS_TIMEOUT_MS });
        return roots.map((root) => root.uri);
      } catch {
        return undefined;
      }
    },
    elicitUrl: canElicit
      ? async ({ url, message, elicitationId, timeoutMs, signal }) => {
          try {
            const { action } = await server.elicitInput(
              { mode: 'url', url, message, elicitationId },
              { timeout: timeoutMs, signal },
            );
            return { action };
          } catch {
            // Older hosts announce the capability and refuse the mode (docs/hosts.md, Protocol).
            return { action: 'failed' };
          }
        }
      : undefined,
  };
}

/** Registers the tools: the one place that validates, hands out what a call may use, and turns errors into text. */
export function registerTools(server: Server, back: Backstage): void {
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: TOOLS.map(definitionOf) }));
  server.setRequestHandler(CallToolRequestSchema, async (request, extra) => {
    const tool = TOOLS.find((t) => t.name === request.params.name);
    try {
      if (!tool) {
        throw new AppError({
          kind: 'input',
          code: 'tool.unknown',
          what: `There is no tool "${request.params.name.slice(0, 100)}".`,
          fix: `Use one of ${TOOLS.map((t) => t.name).join(', ')}.`,
        });
      }
      const args = checkArguments(tool, request.params.arguments);
      back.log.debug(`call ${tool.name}`);
      const app = await back.app();
      return toResult(
        await tool.run(args, {
          app,
          host: hostLink(server, extra),
          signal: extra.signal,
          elicitationDone: (elicitationId) => {
            server
              .notification({ method: 'notifications/elicitation/complete', params: { elicitationId } })
              .catch(() => {});
          },
        }),
      );
    } catch (error) {
      return toErrorResult(error, back.log);
    }
  });
}
