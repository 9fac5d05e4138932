import { createHash } from 'node:crypto';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';

let known: Promise<string> | undefined;

/**
 * Identifies where process ids are valid: this boot of this machine and, on Linux, this container. Containers may
 * share a home folder and even a host name, while each numbers its processes from 1. Twelve hex digits.
 */
export function machineId(platform: string): Promise<string> {
  known ??= (async () => {
    const linux = platform === 'linux';
    const [boot, pids] = await Promise.all([
      linux ? readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '') : '',
      linux ? readlink('/proc/self/ns/pid').catch(() => '') : '',
    ]);
    return createHash('sha256').update(`${hostname()} ${boot} ${pids}`).digest('hex').slice(0, 12);
  })();
  return known;
}
