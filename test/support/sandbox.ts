import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions,
  type TokenSet,
} from '../../simulator/simulator.ts';

export const ROOT = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
/** What users run; a change that is not in dist/ yet is tried with CODEX_OAUTH_TEST_BUNDLE. */
export const BUNDLE = process.env['CODEX_OAUTH_TEST_BUNDLE'] ?? path.join(ROOT, 'dist/codex-oauth.js');

export interface Sandbox {
  readonly dir: string;
  readonly authFile: string;
  /** An environment in which nothing of this machine's user can be seen or touched. */
  readonly env: Record<string, string>;
}

/** A home of its own that is removed when the test ends. */
export async function makeSandbox(extra: Record<string, string> = {}): Promise<Sandbox> {
  const dir = await mkdtemp(path.join(tmpdir(), 'codex-oauth-test-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true, maxRetries: 10 }));
  const env: Record<string, string> = {
    PATH: process.env['PATH'] ?? '',
    HOME: dir,
    USERPROFILE: dir,
    CLAUDE_CONFIG_DIR: path.join(dir, 'config'),
    CODEX_HOME: path.join(dir, 'codex-home'),
    BROWSER: 'none',
    LANG: 'C.UTF-8',
    // All of them share the compiled bundle: starting it takes most of the tests' time.
    XDG_CACHE_HOME: path.join(ROOT, 'node_modules/.cache'),
    ...extra,
  };
  return { dir, authFile: path.join(dir, 'config', 'auth.json'), env };
}

/** A simulator that ends with the test. */
export async function makeSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ approve: 'auto', ...options });
  onTestFinished(() => simulator.close());
  return simulator;
}

/** The settings that point the program at a simulator. */
export function pointAt(simulator: Simulator): Record<string, string> {
  return {
    CODEX_OAUTH_ISSUER: simulator.issuer,
    CODEX_OAUTH_BASE_URL: simulator.backendUrl,
    OPENAI_BASE_URL: simulator.apiUrl,
  };
}

/** Writes a login into the sandbox as the program itself would have, made where the sandbox's settings point. */
export async function seedLogin(
  sandbox: Sandbox,
  tokens: TokenSet,
  extra: Record<string, unknown> = {},
): Promise<void> {
  const { mkdir } = await import('node:fs/promises');
  await mkdir(path.dirname(sandbox.authFile), { recursive: true });
  const codex = {
    access_token: tokens.accessToken,
    refresh_token: tokens.refreshToken,
    token_type: 'Bearer',
    id_token: tokens.idToken,
    issuer: sandbox.env['CODEX_OAUTH_ISSUER'],
    base_url: sandbox.env['CODEX_OAUTH_BASE_URL'],
    ...extra,
  };
  await writeFile(sandbox.authFile, JSON.stringify({ codex }), { mode: 0o600 });
}
