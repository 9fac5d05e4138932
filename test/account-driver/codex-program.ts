import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ROOT } from '../support/sandbox.ts';

/** The real Codex CLI, or why it is not used here. */
export type CodexProgram = { readonly path: string } | { readonly missing: string };

/**
 * Looks for the real Codex CLI outside the repository. It is installed where CI is set or CODEX_OAUTH_HOST_TESTS is 1:
 * 400 MB are too much to fetch unasked.
 */
export function codexProgram(): CodexProgram {
  const wanted = Boolean(process.env['CI']) || process.env['CODEX_OAUTH_HOST_TESTS'] === '1';
  const script = path.join(ROOT, 'scripts/codex-install.mjs');
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, ...(wanted ? [] : ['--find'])], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const found = stdout.trim();
  return found === ''
    ? { missing: 'the Codex CLI is not installed; `node scripts/codex-install.mjs` does it' }
    : { path: found };
}
