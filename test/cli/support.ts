import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { onTestFinished } from 'vitest';
import { createApp, type App } from '../../src/app.ts';
import { runCli } from '../../src/cli/main.ts';
import type { Io, Output } from '../../src/cli/io.ts';
import { createPaint } from '../../src/cli/text.ts';
import { readSettings } from '../../src/settings.ts';
import type { Deps } from '../../src/system/deps.ts';
import { silentLog } from '../../src/system/log.ts';
import { sleep } from '../../src/system/time.ts';
import type { Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import { freePort } from '../support/net.ts';
import { BUNDLE, makeSandbox, makeSimulator, pointAt, seedLogin, type Sandbox } from '../support/sandbox.ts';

export const plain = createPaint(false);
export const coloured = createPaint(true);

/** An output that remembers what was written; `refuse` makes it a pipe whose reader has left. */
export interface FakeOutput extends Output {
  text(): string;
  refuse(): void;
}

export function fakeOutput(terminal: { columns: number } | undefined): FakeOutput {
  let text = '';
  let refused = false;
  const listeners: ((error: Error) => void)[] = [];
  return {
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
    text: () => text,
    refuse: () => {
      refused = true;
    },
  };
}

export interface FakeIo extends Io {
  readonly stdin: PassThrough & { isTTY?: boolean };
  readonly stdout: FakeOutput;
  readonly stderr: FakeOutput;
  /** Presses Ctrl-C. */
  interrupt(): void;
  readonly listening: () => number;
}

export interface FakeOptions {
  /** What a pipe on stdin holds; undefined leaves it open, as a terminal is. */
  readonly piped?: string;
  /** A terminal on stdin and stderr, and on stdout unless it is piped. */
  readonly terminal?: 'all' | 'not stdout';
  /** The script that the demo starts as the server. */
  readonly entry?: string;
}

export function fakeIo(argv: readonly string[], options: FakeOptions = {}): FakeIo {
  const size = options.terminal ? { columns: 100 } : undefined;
  const stdin: PassThrough & { isTTY?: boolean } = new PassThrough();
  if (options.terminal && options.piped === undefined) stdin.isTTY = true;
  else stdin.end(options.piped ?? '');
  const interrupts = new Set<() => void>();
  return {
    argv,
    stdin,
    stdout: fakeOutput(options.terminal === 'all' ? size : undefined),
    stderr: fakeOutput(size),
    entry: options.entry ?? '/nowhere/dist/codex-oauth.js',
    execPath: process.execPath,
    onInterrupt: (fn) => {
      interrupts.add(fn);
      return () => interrupts.delete(fn);
    },
    interrupt: () => {
      for (const fn of interrupts) fn();
    },
    listening: () => interrupts.size,
  };
}

export interface House {
  readonly sandbox: Sandbox;
  readonly app: App;
  /** Addresses that were handed to the browser. */
  readonly opened: string[];
  run(io: Io): Promise<number>;
}

export interface HouseOptions {
  readonly env?: Record<string, string>;
  readonly openBrowser?: (url: string) => Promise<void>;
}

/** The composed program against a simulator, in a home of its own, with a callback port of its own. */
export async function makeHouse(simulator: Simulator, options: HouseOptions = {}): Promise<House> {
  const sandbox = await makeSandbox({
    ...pointAt(simulator),
    CODEX_OAUTH_CALLBACK_PORT: String(await freePort()),
    ...options.env,
  });
  const opened: string[] = [];
  const deps: Deps = {
    env: sandbox.env,
    platform: process.platform,
    arch: process.arch,
    osRelease: 'test',
    nodeVersion: process.versions.node,
    pid: process.pid,
    face: 'terminal',
    processAlive: () => true,
    uid: process.getuid?.(),
    home: sandbox.dir,
    cwd: sandbox.dir,
    fetch: globalThis.fetch,
    now: Date.now,
    sleep,
    randomBytes,
    openBrowser: (url) => {
      opened.push(url);
      return options.openBrowser?.(url) ?? Promise.resolve();
    },
    log: silentLog,
  };
  const app = createApp(deps, readSettings(sandbox.env, sandbox.dir));
  return { sandbox, app, opened, run: (io) => runCli(() => app, io) };
}

/** A house of its own for one test, with somebody signed in. */
export async function signedInHouse(
  options: SimulatorOptions = {},
): Promise<{ simulator: Simulator; house: House }> {
  const simulator = await makeSimulator(options);
  const house = await makeHouse(simulator);
  await seedLogin(house.sandbox, simulator.mintTokens());
  return { simulator, house };
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The document on stdout. */
  json(): unknown;
}

/** Runs one command to its end. */
export async function run(
  house: Pick<House, 'run'>,
  argv: readonly string[],
  options?: FakeOptions,
): Promise<Ran> {
  const io = fakeIo(argv, options);
  const code = await house.run(io);
  const stdout = io.stdout.text();
  return { code, stdout, stderr: io.stderr.text(), json: () => JSON.parse(stdout) };
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

export interface BundleRun {
  readonly done: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>;
  readonly kill: (signal: NodeJS.Signals) => void;
  stderr(): string;
}

/** Starts the shipped program in a pipe, as a script runs it; it does not outlive the test. */
export function startBundle(
  env: Record<string, string>,
  argv: readonly string[],
  { input = '', cwd }: { readonly input?: string; readonly cwd?: string } = {},
): BundleRun {
  const child = spawn(process.execPath, [BUNDLE, ...argv], { env, cwd, stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return {
    done: new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr }))),
    kill: (signal) => child.kill(signal),
    stderr: () => stderr,
  };
}
