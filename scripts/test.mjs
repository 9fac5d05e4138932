// `npm test` on a fresh clone with nothing but Node and npm: bootstraps pnpm, installs from the lock file, checks, tests.
// `--real` runs only what that leaves out: the real Claude Code and Codex CLI, MCP's conformance suite, the faults with real times,
// and what is tried at random, longer.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const PNPM = 'pnpm@10.34.9';
const windows = process.platform === 'win32';
const run = (command, args, options = {}) =>
  spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: windows, ...options }).status ?? 1;

const given = process.argv.slice(2);
const real = given.includes('--real');
const REAL = [
  'test/package',
  'test/host',
  'test/mcp/account-api',
  'test/mcp/conformance',
  'test/e2e/sources',
  'test/e2e/rounds',
  'test/e2e/protocol',
  'test/e2e/setup-codex-cli',
  'test/faults',
  'test/ask/output',
  'test/attach/patterns',
  'test/attach/property',
  'test/attach/secrets-keys',
  'test/attach/secrets-linear',
  'test/login/refresh-machine',
  'test/look',
  'test/oauth/callback-listener',
  'test/sessions',
  'test/threads/stopped',
];
const realEnv = { CODEX_OAUTH_HOST_TESTS: '1', CODEX_OAUTH_REAL_TIMES: '1' };

const installed = path.join(root, 'node_modules/.modules.yaml');
const lock = path.join(root, 'pnpm-lock.yaml');
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  // CI=true keeps pnpm from asking anything; npx runs it without installing it.
  const status = run('npx', ['--yes', PNPM, 'install', '--frozen-lockfile'], {
    env: { ...process.env, CI: 'true' },
  });
  if (status !== 0) process.exit(status);
}

const checks = run(process.execPath, ['scripts/check.mjs']);
if (checks !== 0) process.exit(checks);

const report = path.join(root, 'node_modules/.cache/vitest-report.json');
mkdirSync(path.dirname(report), { recursive: true });
const status = run(
  path.join(root, 'node_modules/.bin', windows ? 'vitest.cmd' : 'vitest'),
  [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...(real ? REAL : []),
    ...given.filter((argument) => argument !== '--real'),
  ],
  { env: { ...process.env, ...(real ? realEnv : {}) } },
);
const totals = JSON.parse(readFileSync(report, 'utf8'));
console.log(
  `${totals.numPassedTests} passed, ${totals.numFailedTests} failed, ${totals.numPendingTests} skipped`,
);
process.exit(status !== 0 || totals.numPassedTests === 0 ? 1 : 0);
