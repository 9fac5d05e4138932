import { AppError } from '../../system/errors.ts';
import { redact } from '../../system/redact.ts';

/** The two codes that the app-server answers (docs/wire.md 10.1). */
export const INVALID_REQUEST = -32600;
export const INTERNAL_ERROR = -32603;

/** What the SDK turns into a JSON-RPC error: any error with a numeric code. Its own class would prefix the message. */
export function rpcError(code: number, message: string): Error {
  return Object.assign(new Error(message), { code });
}

/** An unknown failure as a JSON-RPC error whose text may be read by anybody. */
export function toRpcError(error: unknown): Error {
  if (error instanceof AppError) {
    return rpcError(error.kind === 'input' ? INVALID_REQUEST : INTERNAL_ERROR, redact(error.message));
  }
  if (error instanceof Error && 'code' in error && typeof error.code === 'number') return error;
  return rpcError(INTERNAL_ERROR, 'Internal error');
}
