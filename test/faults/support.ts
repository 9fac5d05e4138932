import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import * as esbuild from 'esbuild';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import type { LoginRecord } from '../../src/login/record.ts';
import { LOCK_TIMES, type LockTimes } from '../../src/system/lock.ts';
import { loginWith, writeLogin } from '../login/support.ts';
import { realTimes } from '../support/real.ts';
import { makeSandbox, makeSimulator, ROOT } from '../support/sandbox.ts';

let bundle = '';

/** Builds the worker once for a test file. */
export function buildWorker(): void {
  let dir = '';
  beforeAll(async () => {
    dir = mkdtempSync(path.join(tmpdir(), 'codex-oauth-worker-'));
    bundle = path.join(dir, 'worker.mjs');
    await esbuild.build({
      entryPoints: [path.join(ROOT, 'test/faults/worker.ts')],
      outfile: bundle,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      external: ['undici'],
      // The packages of the lock and the writer are CommonJS.
      define: { __filename: 'import.meta.filename' },
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
    });
    // Also for workers that run as another user.
    chmodSync(dir, 0o755);
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
}

type Said = 'code' | 'message' | 'token' | 'step' | 'lock' | 'log' | 'problem' | 'mode';
/** A line of a worker. */
export type Reply = Readonly<
  Partial<
    Record<Said, string> &
      Record<'ok' | 'intact' | 'usable', boolean> &
      Record<'ms' | 'entered' | 'clashes', number>
  >
>;

/** `prepare` is called with the folder of auth.json before anything is in it. */
export async function setting(
  accessTtlSeconds: number,
  { more, ...options }: SimulatorOptions & { readonly more?: object } = {},
  prepare: (folder: string) => void = () => {},
) {
  const simulator = await makeSimulator(options);
  const { authFile } = await makeSandbox();
  prepare(path.dirname(authFile));
  const tokens = simulator.mintTokens({ accessTtlSeconds });
  await writeLogin(authFile, tokens, more);
  const worker = (extra?: Env, uid?: number): Promise<Worker> => startWorker(authFile, simulator, extra, uid);
  return {
    authFile,
    simulator,
    /** The access token of the login. */
    old: tokens.accessToken,
    worker,
    workers: (count: number, extra?: (index: number) => Env) =>
      Promise.all(Array.from({ length: count }, (_, index) => worker(extra?.(index)))),
    refreshes: () => refreshes(simulator),
    onDisk: () => onDisk(authFile),
    leftovers: () => leftovers(authFile),
  };
}

/** A login on a disk, the server that gave it, and processes that share both. */
export type Setting = Awaited<ReturnType<typeof setting>>;
export type Worker = Awaited<ReturnType<typeof startWorker>>;
type Env = Readonly<Record<string, string>>;

/** Starts a worker on `authFile`; it is killed with the test. Resolves when it is ready. */
async function startWorker(authFile: string, simulator: Simulator, extra: Env = {}, uid?: number) {
  const env = {
    PATH: process.env['PATH'] ?? '',
    TMPDIR: path.dirname(path.dirname(authFile)),
    WORKER_AUTH_FILE: authFile,
    WORKER_ISSUER: simulator.issuer,
    ...extra,
  };
  const child = spawn(process.execPath, [bundle], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  onTestFinished(() => {
    child.kill('SIGCONT');
    child.kill('SIGKILL');
  });
  const said: Reply[] = [];
  const ended = once(child, 'exit');
  child.stdin.on('error', () => {});
  createInterface({ input: child.stdout }).on('line', (line) => said.push(JSON.parse(line) as Reply));
  const send = (command: string): void => void child.stdin.write(`${command}\n`);
  /** Resolves with the first line since `from` that fits; fails when the process ends first. */
  const saw = async (is: (reply: Reply) => boolean, from = 0): Promise<Reply> => {
    for (;;) {
      const gone = child.exitCode !== null || child.signalCode !== null;
      const found = said.slice(from).find(is);
      if (found) return found;
      if (gone) throw new Error(`the worker ended: ${JSON.stringify(said)}`);
      await pause(2);
    }
  };
  await saw((reply) => 'ready' in reply);
  return {
    child,
    ended,
    send,
    saw,
    /** Sends a command and resolves with its answer. */
    ask: (command: string): Promise<Reply> => {
      const from = said.length;
      send(command);
      return saw((reply) => reply.ok !== undefined, from);
    },
  };
}

export interface OnDisk {
  readonly other?: unknown;
  readonly codex?: { readonly access_token?: string; readonly refresh_token?: string };
}

export async function onDisk(authFile: string): Promise<OnDisk> {
  return JSON.parse(await readFile(authFile, 'utf8')) as OnDisk;
}

/** What lies beside auth.json. */
export async function leftovers(authFile: string): Promise<string[]> {
  const base = path.basename(authFile);
  return (await readdir(path.dirname(authFile)))
    .filter((name) => name !== base && name.startsWith(base))
    .sort();
}

/** Requests to the token endpoint that the simulator has seen. */
export function refreshes(simulator: Simulator): number {
  return simulator.requests('POST', '/oauth/token').length;
}

/** Resolves when `is` holds; fails after 20 s. */
export async function until(is: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await is())) {
    if (Date.now() > end) throw new Error('it did not happen');
    await pause(10);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The command that stores a sign-in. */
export const store = (login: Partial<LoginRecord>): string =>
  `store ${Buffer.from(JSON.stringify(loginWith(login))).toString('base64')}`;

/** Stops a worker for so long at a step, which it says. Milliseconds. */
export const pausing = (step: 'asking' | 'answered' | 'renaming', ms: number): Env => ({
  WORKER_PAUSES: JSON.stringify({ [step]: ms }),
});

/** Lock times that a test can wait for: shorter than the package's beat, so for holders that are stopped or gone. */
export const TIMES: Pick<LockTimes, 'staleMs' | 'beatMs'> = realTimes
  ? LOCK_TIMES
  : { staleMs: 700, beatMs: 1_000 };
/** A worker with these times, which also sleeps for less where it waits for a better token. */
export const timed = (times = TIMES): Env => ({
  WORKER_TIMES: JSON.stringify(times),
  WORKER_LONGEST_SLEEP: realTimes ? '60000' : '300',
});

/** How often a random fault is injected: few in every run, more in test:real, hundreds where CODEX_OAUTH_TEST_FAULTS says so. */
export const FAULTS = Number(process.env['CODEX_OAUTH_TEST_FAULTS'] ?? (realTimes ? 30 : 12));
