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

/** An error answer. `id` is null if the message had no usable id (JSON-RPC 2.0 section 5). */
export interface Refusal {
  readonly jsonrpc: '2.0';
  readonly id: Id | null;
  readonly error: { readonly code: number; readonly message: string };
}

/** A message in a form that the SDK accepts, or the error answer to an invalid one. */
export type Read = { readonly message: JSONRPCMessage } | { readonly refusal: Refusal };

export const refused = (id: Id | null, code: number, message: string): { readonly refusal: Refusal } => ({
  refusal: { jsonrpc: '2.0', id, error: { code, message } },
});

/** The SDK sends any error with a numeric code as a JSON-RPC error. Its own class would prefix the message. */
export const rpcError = (code: number, message: string, data?: JsonObject): Error =>
  Object.assign(new Error(message), { code, ...(data && { data }) });

/**
 * The parameters of the methods that we serve. Without this check the SDK answers with its schema library's dump as an
 * internal error. Listed by name, because the SDK's union of all requests would build every schema at start.
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

/** Removes null members, because many clients write null for omitted values. Members in `whole` stay unchanged. */
function withoutNulls(value: unknown, whole?: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item));
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([, v]) => v !== null);
  return Object.fromEntries(members.map(([k, v]) => [k, k === whole ? v : withoutNulls(v)]));
}

/**
 * Reads one message; undefined if there is nothing to do or answer. Without this the SDK drops messages that it does
 * not accept, and a client waits for ever. Pure.
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
  // Null is a real value in a tool's arguments (an output schema may contain it) and in the app-server's account
  // methods.
  const whole = method === 'tools/call' ? 'arguments' : undefined;
  const given = method.startsWith('account/') ? params : withoutNulls(params, whole);
  const call = { jsonrpc: '2.0' as const, method, ...(isObject(given) && { params: given }) };
  return known === null ? { message: call } : readRequest({ ...call, id: known });
}

/**
 * Checks a request against its method's parameters; for an unknown method, against what the SDK requires of every
 * request.
 */
function readRequest(request: JSONRPCRequest): Read {
  const { id, method, params } = request;
  // We do not offer tasks, so a request for one is a plain call (MCP 2025-11-25, Tasks).
  const { task: _, ...plain } = params ?? {};
  const asked = params ? { ...request, params: plain } : request;
  const parsed = (SCHEMAS.get(method) ?? JSONRPCRequestSchema).safeParse(asked, { reportInput: true });
  if (parsed.success) return { message: asked };
  return refused(id, ErrorCode.InvalidParams, parsed.error.issues.map(issueText).join(' '));
}

/** The answer to one of our requests. If the SDK dropped it, our code would wait for ever. */
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
