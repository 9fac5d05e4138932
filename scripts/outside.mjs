// Installs a program from npm outside the repository, once however many ask for it at the same time.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

/** An installation takes seconds; what holds the lock for longer has died. */
const STALE_MS = 10 * 60_000;

const windows = process.platform === 'win32';
const caches = process.env['XDG_CACHE_HOME'] || path.join(os.tmpdir(), `cache-${os.userInfo().username}`);

function programIn(folder, bin) {
  const program = path.join(folder, 'node_modules/.bin', windows ? `${bin}.cmd` : bin);
  return existsSync(program) ? program : undefined;
}

/** Installs into a folder of its own and moves it into place, so that nothing ever sees half of it. */
function install({ name, version, bin }, target) {
  const work = mkdtempSync(`${target}.part-`);
  try {
    const quiet = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts=false', '--loglevel', 'error'];
    const npm = spawnSync('npm', ['install', '--prefix', work, ...quiet, `${name}@${version}`], {
      cwd: work,
      encoding: 'utf8',
      shell: windows,
    });
    const program = programIn(work, bin);
    if (npm.status !== 0 || !program) {
      throw new Error(
        `${name}@${version} could not be installed.\n${npm.stdout ?? ''}${npm.stderr ?? ''}${npm.error ?? ''}`,
      );
    }
    const said = spawnSync(program, ['--version'], { encoding: 'utf8', shell: windows });
    if (!said.stdout?.includes(version))
      throw new Error(`${name}@${version} was installed but does not run.\n${said.stderr ?? ''}`);
    rmSync(target, { recursive: true, force: true });
    renameSync(work, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** The path of the program; undefined if it is not there and `onlyLook` is set. */
async function programOutside(wanted, onlyLook) {
  const cache = path.join(caches, wanted.cache);
  const target = path.join(cache, `${wanted.bin}-${wanted.version}`);
  const lock = `${target}.lock`;
  for (;;) {
    const program = programIn(target, wanted.bin);
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
      if (!programIn(target, wanted.bin)) install(wanted, target);
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
}

/**
 * The command line of an install script: `[version]` for another release than `wanted.version`, `--find` to look only.
 * Prints the path of the program, or nothing if it is not there.
 */
export async function printProgram(wanted) {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { find: { type: 'boolean', default: false } },
    });
    const [version = wanted.version] = positionals;
    const program = await programOutside({ ...wanted, version }, values.find);
    if (program) process.stdout.write(`${program}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
