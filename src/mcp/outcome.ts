import type { JobResult } from '../jobs/job.ts';
import { AppError, isAbort } from '../system/errors.ts';
import { redact } from '../system/redact.ts';

/** An error as the model reads it. The only place where an error becomes text for a model. */
export function errorOutput(error: unknown): JobResult {
  if (error instanceof AppError) {
    const { code, details } = error;
    const meta = { 'codex-oauth/error': { code, ...details } };
    return { isError: true, text: redact(error.message), code, meta };
  }
  const text = isAbort(error)
    ? 'The call was cancelled.'
    : `An unexpected error: ${redact(error instanceof Error ? error.message : 'unknown')}. Try again; CODEX_DEBUG=1 writes a log.`;
  return { isError: true, text };
}
