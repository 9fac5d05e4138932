// Takes the pictures in docs/screens again, with the real Claude Code in tmux: `node scripts/host-screens.mjs [scene …]`.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';

const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', 'test/host/screens.ts', ...process.argv.slice(2)],
  {
    cwd: path.dirname(import.meta.dirname),
    stdio: 'inherit',
    env: { ...process.env, CODEX_OAUTH_HOST_TESTS: '1' },
  },
);
process.exitCode = status ?? 1;
