import { randomBytes } from 'node:crypto';
import { HOSTS, type Host } from '../../src/setup/hosts.ts';
import type { ReplaceDeps } from '../../src/setup/replace.ts';
import { silentLog } from '../../src/system/log.ts';
import { sleep } from '../../src/system/time.ts';

export function hostNamed(name: string): Host {
  const host = HOSTS.find((each) => each.name === name);
  if (!host) throw new Error(`There is no host ${name}.`);
  return host;
}

/** What a process of its own would have. */
export const deps: ReplaceDeps = {
  platform: process.platform,
  pid: process.pid,
  processAlive: () => true,
  now: Date.now,
  randomBytes,
  sleep,
  log: silentLog,
};
