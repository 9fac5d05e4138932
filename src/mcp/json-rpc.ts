import type * as z from 'zod/v4';
import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  ErrorCode,
  GetPromptRequestSchema,
  InitializeRequestSchema,
  JSONRPCRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  PingRequestSchema,
  ReadResourceRequestSchema,
  SetLevelRequestSchema,
  type JSONRPCMessage,
  type JSONRPCRequest,
} from '@modelcontextprotocol/sdk/types.js';
import { DEEPEST, deeperThan, isObject, type JsonObject } from '../system/json.ts';
import { issueText } from './issues.ts';

type Id = JSONRPCRequest['id'];

/** An error answer. `id` is null where the message did not tell whose answer it is (JSON-RPC 2.0 section 5). */
export interface Refusal {
  readonly jsonrpc: '2.0';
  readonly id: Id | null;
  readonly error: { readonly code: number; readonly message: string };
}

/** A message as the SDK takes it, or the answer to what is none. */
export type Read = { readonly message: JSONRPCMessage } | { readonly refusal: Refusal };

export const refused = (id: Id | null, code: number, message: string): { readonly refusal: Refusal } => ({
  refusal: { jsonrpc: '2.0', id, error: { code, message } },
});

/** What the SDK sends as a JSON-RPC error: any error with a numeric code. Its own class would prefix the message. */
export const rpcError = (code: number, message: string, data?: JsonObject): Error =>
  Object.assign(new Error(message), { code, ...(data && { data }) });

/**
 * What the methods that are served take: the SDK would answer the dump of its schema library, as an internal error. By
 * name, because asking its union of all requests for them builds every schema, which the start would pay for.
 */
const SCHEMAS = new Map<string, z.ZodType>([
  ['initialize', InitializeRequestSchema],
  ['ping', PingRequestSchema],
  ['tools/list', ListToolsRequestSchema],
  ['tools/call', CallToolRequestSchema],
  ['prompts/list', ListPromptsRequestSchema],
  ['prompts/get', GetPromptRequestSchema],
  ['resources/list', ListResourcesRequestSchema],
  ['resources/templates/list', ListResourceTemplatesRequestSchema],
  ['resources/read', ReadResourceRequestSchema],
  ['completion/complete', CompleteRequestSchema],
  ['logging/setLevel', SetLevelRequestSchema],
]);

/** Without members that are null: many clients write null for what they leave out. What is in `whole` stays as it is. */
function withoutNulls(value: unknown, whole?: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item));
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([, v]) => v !== null);
  return Object.fromEntries(members.map(([k, v]) => [k, k === whole ? v : withoutNulls(v)]));
}

/**
 * Reads one message; undefined where there is nothing to do and nothing to answer. Without this the SDK drops what is
 * not to its taste, and a client waits for ever. Pure.
 */
export function readMessage(value: unknown): Read | undefined {
  if (!isObject(value)) return refused(null, ErrorCode.InvalidRequest, 'A message must be a JSON object.');
  const { id, method, params = null, result, error } = value;
  const known = typeof id === 'string' || typeof id === 'number' ? id : null;
  const invalid = (why: string): Read => refused(known, ErrorCode.InvalidRequest, why);
  if (deeperThan(value, DEEPEST)) return invalid(`The message is nested more than ${DEEPEST} levels deep.`);
  if (method === undefined && (result !== undefined || error !== undefined)) return answerIn(value, known);
  if (value['jsonrpc'] !== '2.0') return invalid('"jsonrpc" must be "2.0".');
  if (typeof method !== 'string') return invalid('"method" must be a string.');
  const unusable = known === null || (typeof known === 'number' && !Number.isSafeInteger(known));
  if (id !== undefined && unusable) return invalid('"id" must be a string or a whole number.');
  if (params !== null && !isObject(params)) {
    if (id === undefined) return undefined;
    return refused(known, ErrorCode.InvalidParams, '"params" must be an object.');
  }
  // Null is a value in a tool's arguments (a schema of the answer has it), and to the app-server, whose account methods are.
  const whole = method === 'tools/call' ? 'arguments' : undefined;
  const given = method.startsWith('account/') ? params : withoutNulls(params, whole);
  const call = { jsonrpc: '2.0' as const, method, ...(isObject(given) && { params: given }) };
  return known === null ? { message: call } : readRequest({ ...call, id: known });
}

/** A request needs what its method takes, and one that MCP does not know what the SDK demands of every one. */
function readRequest(request: JSONRPCRequest): Read {
  const { id, method, params } = request;
  // Tasks are not offered, and then what asks for one is a plain call (MCP 2025-11-25, Tasks).
  const { task: _, ...plain } = params ?? {};
  const asked = params ? { ...request, params: plain } : request;
  const parsed = (SCHEMAS.get(method) ?? JSONRPCRequestSchema).safeParse(asked, { reportInput: true });
  if (parsed.success) return { message: asked };
  return refused(id, ErrorCode.InvalidParams, parsed.error.issues.map(issueText).join(' '));
}

/** The answer to a request of ours. One that the SDK drops keeps waiting who asked. */
function answerIn({ result, error }: JsonObject, id: Id | null): Read | undefined {
  if (id === null) return undefined;
  if (error === undefined || error === null) {
    const given = withoutNulls(result);
    return { message: { jsonrpc: '2.0', id, result: isObject(given) ? given : {} } };
  }
  const { code, message } = isObject(error) ? error : {};
  const whole = typeof code === 'number' && Number.isSafeInteger(code);
  const told = {
    code: whole ? code : ErrorCode.InternalError,
    message: typeof message === 'string' ? message : 'unknown',
  };
  return { message: { jsonrpc: '2.0', id, error: told } };
}
