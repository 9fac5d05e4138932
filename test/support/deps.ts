import { randomBytes } from 'node:crypto';
import type { SchemaJudge } from '../../src/ask/output.ts';
import { judge } from '../../src/ask/schema.ts';
import type { Deps } from '../../src/system/deps.ts';
import { silentLog } from '../../src/system/log.ts';
import { sleep } from '../../src/system/time.ts';
import type { Sandbox } from './sandbox.ts';

/** Without the thread, which only the bundle has. */
export const judgeHere: SchemaJudge = (task) => Promise.resolve(judge(task));

/** This machine, with a sandbox as the home. */
export const depsOf = (
  sandbox: Pick<Sandbox, 'env' | 'dir'>,
  more: Pick<Deps, 'face' | 'cwd'> & Partial<Deps>,
): Deps => ({
  env: sandbox.env,
  platform: process.platform,
  arch: process.arch,
  osRelease: 'test',
  nodeVersion: process.versions.node,
  pid: process.pid,
  processAlive: () => true,
  uid: process.getuid?.(),
  home: sandbox.dir,
  fetch: globalThis.fetch,
  now: Date.now,
  sleep,
  randomBytes,
  openBrowser: async () => {},
  log: silentLog,
  ...more,
});
