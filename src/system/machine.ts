import { createHash } from 'node:crypto';
import { lstat, readFile, readlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { errnoOf } from './errors.ts';

let known: Promise<string> | undefined;

/**
 * Names the world in which process ids are valid: this boot of this machine and, on Linux, this container.
 * Containers may share a home folder, and even a host name, while each counts its processes from 1.
 */
export function machineId(hostname: string, platform: string): Promise<string> {
  known ??= (async () => {
    if (platform !== 'linux') return hostname;
    const [boot, pids] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => ''),
      readlink('/proc/self/ns/pid').catch(() => ''),
    ]);
    return [hostname, boot.trim(), pids].filter(Boolean).join(' ');
  })();
  return known;
}

/**
 * Where the lock of `file` may stand when the disk of `file` takes no files: in a folder of this user's own under
 * the system's temporary one, which is made when it is needed. Undefined where somebody else could write to it.
 */
export async function standInFor(file: string, uid: number | undefined): Promise<string | undefined> {
  const folder = path.join(tmpdir(), `codex-oauth-${uid ?? 'locks'}`);
  const place = path.join(folder, createHash('sha256').update(path.resolve(file)).digest('hex').slice(0, 24));
  try {
    const info = await lstat(folder);
    const ours = uid === undefined || (info.uid === uid && (info.mode & 0o022) === 0);
    return info.isDirectory() && ours ? place : undefined;
  } catch (error) {
    return errnoOf(error) === 'ENOENT' ? place : undefined;
  }
}
