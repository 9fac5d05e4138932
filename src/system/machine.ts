import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { errnoOf } from './errors.ts';

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

/**
 * What tells a process from a later one with the same id: when it was started. `gone` if there is no such process, or
 * only its remains (a zombie, which nobody may ever collect); undefined where this system does not say, and of a
 * process that is stopped (SIGSTOP): only a sign of life tells whether it goes on.
 */
export async function startIdentity(
  pid: number,
  platform: string,
  proc = '/proc',
): Promise<string | undefined> {
  if (platform === 'linux') {
    const line = await readFile(`${proc}/${pid}/stat`, 'utf8').catch((error: unknown) =>
      // A container may have no /proc.
      errnoOf(error) === 'ESRCH' || (errnoOf(error) === 'ENOENT' && existsSync(`${proc}/self`))
        ? GONE
        : undefined,
    );
    return line === undefined || line === GONE ? line : startOf(line);
  }
  if (platform !== 'darwin') return undefined;
  const [{ execFile }, { promisify }] = await Promise.all([
    import('node:child_process'),
    import('node:util'),
  ]);
  const asked = promisify(execFile)('/bin/ps', ['-o', 'stat=,lstart=', '-p', String(pid)]);
  const { stdout } = await asked.catch(() => ({ stdout: '' }));
  const [, state, started] = /^\s*(\S+)\s+(.+?)\s*$/.exec(stdout) ?? [];
  return identityOf(state ?? '', started);
}

export const GONE = 'gone';

/** From a line of /proc/<pid>/stat (proc_pid_stat(5)): the name, in brackets, may itself contain anything. Pure. */
export function startOf(line: string): string | undefined {
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
  return identityOf(fields[0] ?? '', fields[19]);
}

function identityOf(state: string, started: string | undefined): string | undefined {
  if (/^[ZXx]/.test(state)) return GONE;
  return /^[Tt]/.test(state) ? undefined : started;
}
