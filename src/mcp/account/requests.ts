import { AppError } from '../../system/errors.ts';
import type { JsonObject } from '../../system/json.ts';
import { redact } from '../../system/redact.ts';

/** The two codes that the app-server answers (docs/wire.md 10.1). */
export const INVALID_REQUEST = -32600;
export const INTERNAL_ERROR = -32603;

/** What the SDK turns into a JSON-RPC error: any error with a numeric code. Its own class would prefix the message. */
export function rpcError(code: number, message: string): Error {
  return Object.assign(new Error(message), { code });
}

/** Any failure as a JSON-RPC error whose text is safe to show. */
export function toRpcError(error: unknown): Error {
  if (error instanceof AppError)
    return rpcError(error.kind === 'input' ? INVALID_REQUEST : INTERNAL_ERROR, redact(error.message));
  const own = error instanceof Error && 'code' in error && typeof error.code === 'number';
  return own ? error : rpcError(INTERNAL_ERROR, 'Internal error');
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const invalid = (what: string): Error => rpcError(INVALID_REQUEST, `Invalid request: ${what}`);

/** Names the type, not the value: one of them is a token. */
function wrongType(value: unknown, expected: string): Error {
  const other = value === null ? 'null' : Array.isArray(value) ? 'sequence' : 'map';
  return invalid(`invalid type: ${typeof value === 'object' ? other : typeof value}, expected a ${expected}`);
}

/** A string member, as the app-server reads it. */
export function text(params: JsonObject, name: string): string {
  const value = params[name];
  if (value === undefined) throw invalid(`missing field \`${name}\``);
  if (typeof value !== 'string') throw wrongType(value, 'string');
  return value;
}

/** A string member that may be absent, null or empty. */
export function optionalText(params: JsonObject, name: string): string | undefined {
  return (params[name] ?? '') === '' ? undefined : text(params, name);
}

/** `refreshToken` of account/read. */
export function readRefreshFlag({ refreshToken = false }: JsonObject): boolean {
  if (typeof refreshToken !== 'boolean') throw wrongType(refreshToken, 'boolean');
  return refreshToken;
}

/** `loginId` of account/login/cancel. */
export function readLoginId(params: JsonObject): string {
  const id = text(params, 'loginId');
  if (!UUID.test(id)) throw rpcError(INVALID_REQUEST, `invalid login id: ${id.slice(0, 60)}`);
  return id.toLowerCase();
}
