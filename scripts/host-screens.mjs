// Takes the pictures in docs/screens again, with the real Claude Code in tmux: `node scripts/host-screens.mjs [scene …]`.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const scripts = path.dirname(fileURLToPath(import.meta.url));
const { status } = spawnSync(
  process.execPath,
  [path.join(scripts, 'run.mjs'), 'test/host/screens.ts', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, CODEX_OAUTH_HOST_TESTS: '1' } },
);
process.exitCode = status ?? 1;
