import { AppError } from '../system/errors.ts';
import { redact } from '../system/redact.ts';
import { field, type Paint } from './text.ts';

/** Exit codes, a contract with scripts; `findings` are those of a review, `severe` those of its --fail-on. */
export const EXIT = { ok: 0, failed: 1, usage: 2, findings: 3, severe: 4, interrupted: 130 } as const;

/** The code of an error that was caught. `interrupted` is true after Ctrl-C. */
export function exitCodeOf(error: unknown, interrupted: boolean): number {
  if (interrupted) return EXIT.interrupted;
  const usage = error instanceof AppError && error.kind === 'input' && error.code !== 'cancelled';
  return usage ? EXIT.usage : EXIT.failed;
}

/** What, why and fix of any error, including unexpected ones. */
export function errorDocument(error: unknown) {
  if (error instanceof AppError) {
    const { what, why = null, fix } = error.said('terminal');
    return { error: { code: error.code, what, why, fix } };
  }
  const said = error instanceof Error ? `${error.name}: ${error.message}` : 'an unknown error';
  return {
    error: {
      code: 'internal',
      what: 'Something unexpected went wrong.',
      why: redact(field(said)).slice(0, 300),
      fix: 'Try again. If it happens again, run it with CODEX_DEBUG=1 and report the log.',
    },
  };
}

/** The error as text: what is wrong, why, and the command that fixes it, one line each. */
export function renderError(error: unknown, paint: Paint): string {
  const { what, why, fix } = errorDocument(error).error;
  const lines = [`${paint.red('✗')} ${paint.bold(field(what))}`];
  if (why) lines.push(`  ${field(why)}`);
  lines.push(`  ${paint.cyan('→')} ${field(fix)}`);
  return lines.join('\n');
}
