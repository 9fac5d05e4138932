import type { CallToolResult, Tool as ToolDefinition } from '@modelcontextprotocol/sdk/types.js';
import { AppError } from '../system/errors.ts';
import type { Log } from '../system/log.ts';
import { isObject, type JsonObject } from '../system/json.ts';
import { checkArguments, inputSchemaOf } from './arguments.ts';
import { AskingBack } from './host.ts';
import type { Methods } from './methods.ts';
import { errorOutput } from './outcome.ts';
import { taskHandle } from './tasks.ts';
import type { Backstage, Tool, ToolOutput } from './tool.ts';
import { clearTool } from './tools/clear.ts';
import { loginTool } from './tools/login.ts';
import { modelsTool } from './tools/models.ts';
import { queryTool } from './tools/query.ts';
import { statusTool } from './tools/status.ts';

export const TOOLS: readonly Tool[] = [queryTool, statusTool, loginTool, clearTool, modelsTool];

/** All tools that exist here. */
async function toolsOf(back: Backstage): Promise<readonly Tool[]> {
  return (await back.ownTools()) ? [...TOOLS, ...(await import('./tools/own.ts')).OWN_TOOLS] : TOOLS;
}

/** A tool as the host lists it. */
export function definitionOf(tool: Tool): ToolDefinition {
  const { name, title, description, annotations, meta } = tool;
  return {
    name,
    title,
    description,
    inputSchema: inputSchemaOf(tool),
    annotations: { title, ...annotations },
    ...(meta ? { _meta: meta } : {}),
  };
}

const saying = (text: string): CallToolResult => ({ content: [{ type: 'text', text }] });

function toResult(output: ToolOutput): JsonObject {
  if ('task' in output) return taskHandle(output.task);
  if ('data' in output)
    return { ...saying(JSON.stringify(output.data, null, 2)), structuredContent: { ...output.data } };
  const { text, meta, isError } = output;
  return { ...saying(text), ...(isError && { isError }), ...(meta && { _meta: meta }) };
}

function toErrorResult(error: unknown, log: Log): JsonObject {
  if (!(error instanceof AppError))
    log.debug(`unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return toResult(errorOutput(error));
}

async function find(name: string, back: Backstage): Promise<Tool> {
  const named = (t: Tool): boolean => t.name === name;
  const tools = TOOLS.some(named) ? TOOLS : await toolsOf(back);
  const tool = tools.find(named);
  if (tool) return tool;
  throw new AppError({
    kind: 'input',
    code: 'tool.unknown',
    what: `"${name}" is not a tool.`,
    fix: `Use one of ${tools.map((t) => t.name).join(', ')}.`,
  });
}

/** The tools: the only place that validates and times calls, provides their context, and formats errors. */
export function toolMethods(back: Backstage): Methods {
  return {
    'tools/list': async () => ({ tools: (await toolsOf(back)).map(definitionOf) }),
    'tools/call': async (params, { host, signal }) => {
      const name = String(params['name']).slice(0, 100);
      const started = performance.now();
      back.log.debug(`call ${name}`);
      try {
        const tool = await find(name, back);
        const given = params['arguments'];
        const args = checkArguments(tool, isObject(given) ? given : {});
        const app = await back.app();
        return toResult(await tool.run(args, { app, host, signal }));
      } catch (error) {
        if (error instanceof AskingBack) throw error;
        return { ...toErrorResult(error, back.log) };
      } finally {
        back.log.debug(`${name} took ${Math.round(performance.now() - started)} ms`);
      }
    },
  };
}
