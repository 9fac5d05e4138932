// Installs the coding assistant that the tests in test/host drive, outside the repository, and prints the path of its
// program: `node scripts/host-install.mjs [version]`. Does nothing where that version is there already; `--find` only
// looks and prints nothing where it is not.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const PACKAGE = '@anthropic-ai/claude-code';
/** The release that the tests were written against. */
const VERSION = '2.1.329';
/** An installation takes seconds; what holds the lock for longer has died. */
const STALE_MS = 10 * 60_000;

const windows = process.platform === 'win32';
const cache = path.join(
  process.env['XDG_CACHE_HOME'] || path.join(os.tmpdir(), `cache-${os.userInfo().username}`),
  'codex-oauth-hosts',
);

function programIn(folder) {
  const bin = path.join(folder, 'node_modules/.bin', windows ? 'claude.cmd' : 'claude');
  return existsSync(bin) ? bin : undefined;
}

/** Installs into a folder of its own and moves it into place, so that nobody ever sees half of it. */
function install(version, target) {
  const work = mkdtempSync(`${target}.part-`);
  try {
    const options = [
      '--prefix',
      work,
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts=false',
      '--loglevel',
      'error',
    ];
    const npm = spawnSync('npm', ['install', ...options, `${PACKAGE}@${version}`], {
      cwd: work,
      encoding: 'utf8',
      shell: windows,
    });
    const program = programIn(work);
    if (npm.status !== 0 || !program) {
      throw new Error(
        `${PACKAGE}@${version} could not be installed.\n${npm.stdout ?? ''}${npm.stderr ?? ''}${npm.error ?? ''}`,
      );
    }
    const said = spawnSync(program, ['--version'], { encoding: 'utf8', shell: windows });
    if (!said.stdout?.includes(version))
      throw new Error(`${PACKAGE}@${version} was installed but does not run.\n${said.stderr ?? ''}`);
    rmSync(target, { recursive: true, force: true });
    renameSync(work, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The path of the program, installed once however many ask for it at the same time. */
async function host(version, onlyLook) {
  const target = path.join(cache, `claude-${version}`);
  const lock = `${target}.lock`;
  for (;;) {
    const program = programIn(target);
    if (program || onlyLook) return program;
    mkdirSync(cache, { recursive: true });
    try {
      mkdirSync(lock);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const held = statSync(lock, { throwIfNoEntry: false });
      if (held && Date.now() - held.mtimeMs > STALE_MS) rmSync(lock, { recursive: true, force: true });
      await sleep(200);
      continue;
    }
    try {
      if (!programIn(target)) install(version, target);
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { find: { type: 'boolean', default: false } },
  });
  const program = await host(positionals[0] ?? VERSION, values.find);
  if (program) process.stdout.write(`${program}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
