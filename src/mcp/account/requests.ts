import { AppError } from '../../system/errors.ts';
import type { JsonObject } from '../../system/json.ts';
import { redact } from '../../system/redact.ts';
import { rpcError } from '../json-rpc.ts';

// The two codes that the app-server answers (docs/wire.md 10.1).
export const refusal = (message: string): Error => rpcError(-32600, message);
export const failure = (message: string): Error => rpcError(-32603, message);
export const invalid = (what: string): Error => refusal(`Invalid request: ${what}`);

/** Any failure as a JSON-RPC error whose text is safe to show. */
export function toRpcError(error: unknown): Error {
  if (error instanceof AppError) return (error.kind === 'input' ? refusal : failure)(redact(error.message));
  const own = error instanceof Error && 'code' in error && typeof error.code === 'number';
  return own ? error : failure('Internal error');
}

/** Names the type, not the value: one of them is a token. */
function wrongType(value: unknown, expected: 'string' | 'boolean'): Error {
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

/** A member that is false where it is absent. */
export function flag(params: JsonObject, name: string): boolean {
  const { [name]: value = false } = params;
  if (typeof value !== 'boolean') throw wrongType(value, 'boolean');
  return value;
}
