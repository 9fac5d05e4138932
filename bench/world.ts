import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { parentPort, Worker } from 'node:worker_threads';
import { startSimulator } from '../simulator/simulator.ts';
import type { Command } from './child.ts';

/** Where the simulator listens, and a login that it takes. */
export interface Backend {
  readonly issuer: string;
  readonly backendUrl: string;
  readonly apiUrl: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly idToken: string;
}

export const ACCOUNT = 'acc-sim-0001';

/** A prompt `size:n` is answered with n characters in pieces of five, as models stream; others with one short line. */
function answer({ prompt }: { readonly prompt: string }): string {
  const size = Number(/^size:(\d+)$/.exec(prompt)?.[1] ?? 0);
  return size > 0 ? 'word '.repeat(size / 5) : 'A short answer.';
}

/** The worker's part: a simulator with a processor of its own, so that what is measured does not wait for it. */
export async function serveSimulator(): Promise<void> {
  // The app-server marks its instructions only where the provider is the built-in one.
  const simulator = await startSimulator({
    answer,
    accessTokenTtlSeconds: 86_400,
    requireInstructions: false,
  });
  const { accessToken, refreshToken, idToken } = simulator.mintTokens();
  const { issuer, backendUrl, apiUrl } = simulator;
  // A worker's port, not a window's: there is no origin to name.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage({ issuer, backendUrl, apiUrl, accessToken, refreshToken, idToken });
}

/** The bench's part: `entry` is this very program, which finds itself in a worker then. */
export async function startBackend(
  entry: URL,
): Promise<{ readonly backend: Backend; stop(): Promise<unknown> }> {
  // A worker of Node 20 has none of the loader that runs TypeScript: it brings its own.
  const self = JSON.stringify(entry.href);
  const load = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${self}, ${self}))`;
  const worker = new Worker(load, { eval: true });
  const [backend] = (await once(worker, 'message')) as [Backend];
  return { backend, stop: () => worker.terminate() };
}

/** Homes that are gone when the bench ends. */
export interface Homes {
  make(): Promise<string>;
  removeAll(): Promise<void>;
}

export async function openHomes(): Promise<Homes> {
  const base = await mkdtemp(path.join(tmpdir(), 'codex-oauth-bench-'));
  let count = 0;
  return {
    make: async () => {
      count += 1;
      const home = path.join(base, String(count));
      await mkdir(home);
      return home;
    },
    removeAll: () => rm(base, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Nothing but what a process needs to run. */
export function bareEnv(home: string): Record<string, string> {
  const env: Record<string, string> = { PATH: process.env['PATH'] ?? '', HOME: home, USERPROFILE: home };
  // Windows starts nothing without it.
  if (process.env['SystemRoot']) env['SystemRoot'] = process.env['SystemRoot'];
  return env;
}

/** What users run. */
export const BUNDLE = process.env['CODEX_OAUTH_TEST_BUNDLE'] ?? path.resolve('dist/codex-oauth.js');

/** The shipped server in `home`, signed in. */
export async function ours(home: string, backend: Backend): Promise<Command> {
  const config = path.join(home, 'config');
  await mkdir(config, { recursive: true });
  const codex = {
    access_token: backend.accessToken,
    refresh_token: backend.refreshToken,
    id_token: backend.idToken,
    token_type: 'Bearer',
  };
  await writeFile(path.join(config, 'auth.json'), JSON.stringify({ codex }), { mode: 0o600 });
  return {
    command: process.execPath,
    args: [BUNDLE],
    env: {
      ...bareEnv(home),
      CLAUDE_CONFIG_DIR: config,
      CODEX_HOME: path.join(home, 'codex'),
      BROWSER: 'none',
      CODEX_OAUTH_ISSUER: backend.issuer,
      CODEX_OAUTH_BASE_URL: backend.backendUrl,
      OPENAI_BASE_URL: backend.apiUrl,
    },
  };
}
