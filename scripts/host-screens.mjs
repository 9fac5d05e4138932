// Takes the pictures in docs/screens again, with the real Claude Code in tmux: `node scripts/host-screens.mjs [scene …]`.
import { spawnSync } from 'node:child_process';
import process from 'node:process';

const env = {
  ...process.env,
  CODEX_OAUTH_HOST_TESTS: '1',
  CODEX_OAUTH_SCREENS: process.argv.slice(2).join(' '),
};
const { status } = spawnSync('npx', ['vitest', 'run', 'test/host/screens'], { stdio: 'inherit', env });
process.exitCode = status ?? 1;
