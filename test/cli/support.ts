import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { createApp } from '../../src/app.ts';
import { runCli } from '../../src/cli/main.ts';
import type { Io, Output } from '../../src/cli/io.ts';
import { createPaint } from '../../src/cli/text.ts';
import type { Status } from '../../src/login/status.ts';
import { readSettings } from '../../src/settings.ts';
import type { Deps } from '../../src/system/deps.ts';
import { sleep } from '../../src/system/time.ts';
import type { Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import { depsOf, judgeHere } from '../support/deps.ts';
import { freePort } from '../support/net.ts';
import { BUNDLE, makeSandbox, makeSimulator, pointAt, seedLogin } from '../support/sandbox.ts';

export const plain = createPaint(false);
export const coloured = createPaint(true);

/** The status of somebody who is signed in and has nothing to worry about. */
export const signedInStatus: Status = {
  status: 'authenticated',
  authenticated: true,
  account_id: 'acc-1',
  expires_in_seconds: 3_000,
  has_refresh_token: true,
  is_expired: false,
  needs_refresh: false,
  renews_automatically: true,
  source: 'login',
  plan: 'plus',
  email: 'd…@example.com',
  workspace: 'acc-1',
  workspace_name: null,
  limits: null,
  login: null,
  auth_file: '/home/dev/.claude/auth.json',
  held_in: '/home/dev/.claude/auth.json',
  problem: null,
  fix: null,
};

export type FakeOutput = ReturnType<typeof fakeOutput>;

/** An output that remembers what was written; `refuse` makes it a pipe whose reader has left. */
export function fakeOutput(terminal: { columns: number } | undefined) {
  let text = '';
  let refused = false;
  const listeners: ((error: Error) => void)[] = [];
  const output: Output = {
    write: (piece, done) => {
      if (refused) {
        const error = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
        for (const listener of listeners) listener(error);
        done?.(error);
        return;
      }
      text += piece;
      if (done) queueMicrotask(() => done());
    },
    on: (_event, listener) => listeners.push(listener),
    ...(terminal ? { isTTY: true, columns: terminal.columns, getColorDepth: () => 1 } : {}),
  };
  const refuse = (): void => {
    refused = true;
  };
  return { ...output, text: () => text, refuse };
}

export type FakeIo = ReturnType<typeof fakeIo>;

export interface FakeOptions {
  /** What a pipe on stdin holds; undefined leaves it open, as a terminal is. */
  readonly piped?: string;
  /** A terminal on stdin and stderr, and on stdout unless it is piped. */
  readonly terminal?: 'all' | 'not stdout';
  readonly columns?: number;
  /** The script that the demo starts as the server. */
  readonly entry?: string;
  /** What the terminal is, and whether colours are wanted. */
  readonly env?: Record<string, string>;
}

export function fakeIo(argv: readonly string[], options: FakeOptions = {}) {
  const size = options.terminal ? { columns: options.columns ?? 100 } : undefined;
  const stdin: PassThrough & { isTTY?: boolean } = new PassThrough();
  if (options.terminal && options.piped === undefined) stdin.isTTY = true;
  else stdin.end(options.piped ?? '');
  const interrupts = new Set<() => void>();
  return {
    env: options.env ?? {},
    argv,
    stdin,
    stdout: fakeOutput(options.terminal === 'all' ? size : undefined),
    stderr: fakeOutput(size),
    entry: options.entry ?? '/nowhere/dist/codex-oauth.js',
    execPath: process.execPath,
    signals: { listen: () => () => {}, send: () => {} },
    onInterrupt: (fn: () => void) => {
      interrupts.add(fn);
      return () => void interrupts.delete(fn);
    },
    /** Presses Ctrl-C. */
    interrupt: () => {
      for (const fn of interrupts) fn();
    },
    listening: () => interrupts.size,
  };
}

export type House = Awaited<ReturnType<typeof makeHouse>>;

export interface HouseOptions extends Partial<Pick<Deps, 'openBrowser'>> {
  readonly env?: Record<string, string>;
}

/** The composed program against a simulator, in a home of its own, with a callback port of its own. */
export async function makeHouse(simulator: Simulator, options: HouseOptions = {}) {
  const sandbox = await makeSandbox({
    ...pointAt(simulator),
    CODEX_OAUTH_CALLBACK_PORT: String(await freePort()),
    ...options.env,
  });
  const project = path.join(sandbox.dir, 'project');
  await mkdir(project);
  /** Addresses that were handed to the browser. */
  const opened: string[] = [];
  const deps = depsOf(sandbox, {
    face: 'terminal',
    cwd: project,
    openBrowser: (url) => {
      opened.push(url);
      return options.openBrowser?.(url) ?? Promise.resolve();
    },
  });
  const app = createApp(deps, readSettings(sandbox.env, sandbox.dir), judgeHere);
  return { sandbox, project, app, opened, run: (io: Io) => runCli(() => app, io) };
}

/** A house of its own for one test, with somebody signed in. */
export async function signedInHouse(options?: SimulatorOptions) {
  const simulator = await makeSimulator(options);
  const house = await makeHouse(simulator);
  await seedLogin(house.sandbox, simulator.mintTokens());
  return { simulator, house };
}

/** Runs one command, whose terminal can be used until it is done. */
export function start(house: Pick<House, 'run'>, argv: readonly string[], options?: FakeOptions) {
  const io = fakeIo(argv, options);
  return { io, done: house.run(io) };
}

/** Runs one command to its end. */
export async function run(house: Pick<House, 'run'>, argv: readonly string[], options?: FakeOptions) {
  const { io, done } = start(house, argv, options);
  const code = await done;
  const stdout = io.stdout.text();
  return { code, stdout, stderr: io.stderr.text(), json: (): unknown => JSON.parse(stdout) };
}

/** Resolves when the text appears in an output; fails after five seconds. */
export async function until(output: FakeOutput, part: string | RegExp): Promise<string> {
  for (let i = 0; i < 1_000; i += 1) {
    const text = output.text();
    if (typeof part === 'string' ? text.includes(part) : part.test(text)) return text;
    await sleep(5);
  }
  throw new Error(`never came: ${String(part)}; there was: ${output.text()}`);
}

export type BundleRun = ReturnType<typeof startBundle>;

/** Starts the shipped program in a pipe, as a script runs it; it does not outlive the test. */
export function startBundle(
  env: Record<string, string>,
  argv: readonly string[],
  { input = '', cwd }: { readonly input?: string; readonly cwd?: string } = {},
) {
  const child = spawn(process.execPath, [BUNDLE, ...argv], { env, cwd, stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  type Ended = Record<'stdout' | 'stderr', string> & { code: number | null };
  return {
    done: new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr }))),
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    stderr: () => stderr,
  };
}
