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

/** The account that tokens are for: it becomes a header, so it is visible ASCII (RFC 9110 section 5.5). */
export function isAccountId(id: string): boolean {
  return /^[\x21-\x7e]{1,200}$/.test(id);
}

/** A plan as an application names it: in any case, and one that it does not name is not looked for in the token. */
export function plan(params: JsonObject, name: string): string | undefined {
  const given = params[name] ?? undefined;
  return given === undefined ? undefined : text(params, name).toLowerCase() || 'unknown';
}

/** A member that is false if it is absent. */
export function flag(params: JsonObject, name: string): boolean {
  const { [name]: value = false } = params;
  if (typeof value !== 'boolean') throw wrongType(value, 'boolean');
  return value;
}
