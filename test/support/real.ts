import { spawnSync } from 'node:child_process';
import path from 'node:path';

/**
 * The path of the real Claude Code, Codex CLI or MCP's conformance suite, installed outside the repository by its script;
 * undefined where its tests are skipped. They are large downloads and slow, so CODEX_OAUTH_HOST_TESTS=1 has to ask for them, as
 * `npm run test:real` and CI do. CLAUDE_BIN or CODEX_BIN names a program that is there.
 */
export function realProgram(name: 'claude' | 'codex' | 'conformance', root: string): string | undefined {
  const given = process.env[`${name.toUpperCase()}_BIN`];
  if (given) return given;
  if (process.env['CODEX_OAUTH_HOST_TESTS'] !== '1') return undefined;
  const script = path.join(root, 'scripts', name === 'claude' ? 'host-install.mjs' : `${name}-install.mjs`);
  const { stdout, stderr, status } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

/** The faults of locks and stopped processes with the product's own times: seconds a case, so only `npm run test:real`. */
export const realTimes = process.env['CODEX_OAUTH_REAL_TIMES'] === '1';
