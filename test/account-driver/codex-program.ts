import { realProgram } from '../support/real.ts';
import { ROOT } from '../support/sandbox.ts';

/** The real Codex CLI, or why it is not used here. */
export type CodexProgram = { readonly path: string } | { readonly missing: string };

export function codexProgram(): CodexProgram {
  const path = realProgram('codex', ROOT);
  return path === undefined ? { missing: '`npm run test:real` runs it' } : { path };
}
