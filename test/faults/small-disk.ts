import { execFileSync } from 'node:child_process';
import { mkdirSync, statfsSync, writeFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** Why no small disk can be mounted here; undefined where it can. */
export const noSmallDisk: string | undefined =
  process.platform !== 'linux'
    ? 'only Linux mounts a tmpfs that easily'
    : process.getuid?.() !== 0
      ? 'only root may mount'
      : mountable()
        ? undefined
        : 'this container may not mount';

function mountable(): boolean {
  const dir = `/tmp/codex-oauth-mount-${process.pid}`;
  try {
    mkdirSync(dir);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', dir], { stdio: 'ignore' });
    execFileSync('umount', [dir], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

export interface SmallDisk {
  readonly dir: string;
  /** Leaves room for this many blocks. */
  fill(free: number): void;
  empty(): void;
  readOnly(yes: boolean): void;
}

/** A disk of 128 KB at `dir`, which goes with the test. */
export function mountSmallDisk(dir: string): SmallDisk {
  mkdirSync(dir, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', dir]);
  onTestFinished(() => {
    execFileSync('umount', ['-l', dir]);
  });
  const ballast = path.join(dir, 'ballast');
  return {
    dir,
    fill: (free) => {
      rmSync(ballast, { force: true });
      const { bavail, bsize } = statfsSync(dir);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail - free) * bsize));
    },
    empty: () => rmSync(ballast, { force: true }),
    readOnly: (yes) => {
      execFileSync('mount', ['-o', `remount,${yes ? 'ro' : 'rw'}`, dir]);
    },
  };
}
