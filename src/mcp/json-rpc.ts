import type {
  JSONRPCMessage as Message,
  JSONRPCRequest as Request,
} from '@modelcontextprotocol/sdk/types.js';
import * as z from 'zod/v4';
import { DEEPEST, deeperThan, isObject, type JsonObject } from '../system/json.ts';
import { issueText } from './issues.ts';

/** As the older SDK names the types; the newer one takes them too. */
export type { Message, Request };

/** JSON-RPC 2.0 section 5.1. */
export const ErrorCode = {
  ParseError: -32_700,
  InvalidRequest: -32_600,
  MethodNotFound: -32_601,
  InvalidParams: -32_602,
  InternalError: -32_603,
} as const;

type Id = Request['id'];

/** An error answer. `id` is null if the message had no usable id (JSON-RPC 2.0 section 5). */
export interface Refusal {
  readonly jsonrpc: '2.0';
  readonly id: Id | null;
  readonly error: { readonly code: number; readonly message: string };
}

/** A message in a form that the SDKs accept, or the error answer to an invalid one. */
export type Read = { readonly message: Message } | { readonly refusal: Refusal };

export const refused = (id: Id | null, code: number, message: string): { readonly refusal: Refusal } => ({
  refusal: { jsonrpc: '2.0', id, error: { code, message } },
});

/** Both SDKs send any error with a numeric code as a JSON-RPC error. Its own class would prefix the message. */
export const rpcError = (code: number, message: string, data?: JsonObject): Error =>
  Object.assign(new Error(message), { code, ...(data && { data }) });

/** A request with these parameters, and with what every request may carry. */
function requestWith(shape: z.ZodRawShape, optional = false): z.ZodType {
  const token = z.union([z.string(), z.int()]).optional();
  const params = z.looseObject({ _meta: z.looseObject({ progressToken: token }).optional(), ...shape });
  return z.looseObject({ params: optional ? params.optional() : params });
}
const page = (): z.ZodType => requestWith({ cursor: z.string().optional() }, true);
const task = (): z.ZodType => requestWith({ taskId: z.string() });

/**
 * The parameters of the methods that both eras serve. Without this check the SDKs answer with their schema library's
 * dump. Made when they are first needed, because building them is the slow part of zod.
 */
const SCHEMAS: Readonly<Record<string, () => z.ZodType>> = {
  'tools/list': page,
  'tools/call': () =>
    requestWith({ name: z.string(), arguments: z.record(z.string(), z.unknown()).optional() }),
  'prompts/list': page,
  'prompts/get': () =>
    requestWith({ name: z.string(), arguments: z.record(z.string(), z.string()).optional() }),
  'resources/list': page,
  'resources/templates/list': page,
  'resources/read': () => requestWith({ uri: z.string() }),
  'completion/complete': () =>
    requestWith({
      ref: z.union([
        z.looseObject({ type: z.literal('ref/prompt'), name: z.string() }),
        z.looseObject({ type: z.literal('ref/resource'), uri: z.string() }),
      ]),
      argument: z.looseObject({ name: z.string(), value: z.string() }),
    }),
  'tasks/get': task,
  'tasks/cancel': task,
  'tasks/update': task,
};
const made = new Map<string, z.ZodType>();

/** The method's schema; for an unknown method, what is required of every request. */
function schemaOf(method: string): z.ZodType {
  const key = Object.hasOwn(SCHEMAS, method) ? method : '';
  const schema = made.get(key) ?? SCHEMAS[key]?.() ?? requestWith({}, true);
  made.set(key, schema);
  return schema;
}

/** Removes null members, because many clients write null for omitted values. Members in `whole` stay unchanged. */
function withoutNulls(value: unknown, whole?: string): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item));
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([, v]) => v !== null);
  return Object.fromEntries(members.map(([k, v]) => [k, k === whole ? v : withoutNulls(v)]));
}

/**
 * Reads one message; undefined if there is nothing to do or answer. Without this the SDKs drop messages that they do
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

/** Checks a request against its method's parameters. */
function readRequest(request: Request): Read {
  // A request for a task of the older protocols, which we do not offer, is a plain call (MCP 2025-11-25, Tasks).
  const { task: _, ...plain } = request.params ?? {};
  const asked = request.params ? { ...request, params: plain } : request;
  return checked(asked, schemaOf(request.method)) ?? { message: asked };
}

/** The refusal of a request whose parameters do not fit the schema. */
export function checked(request: Request, schema: z.ZodType): { readonly refusal: Refusal } | undefined {
  const parsed = schema.safeParse(request, { reportInput: true });
  if (parsed.success) return undefined;
  return refused(request.id, ErrorCode.InvalidParams, parsed.error.issues.map(issueText).join(' '));
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
