import { setTimeout as sleep } from 'node:timers/promises';

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Resolves when a process of ours is no longer there. */
export async function goneProcess(pid: number): Promise<void> {
  while (isAlive(pid)) await sleep(20);
}
