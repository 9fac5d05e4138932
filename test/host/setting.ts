import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { MintOptions, Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import { freePort } from '../support/net.ts';
import { makeSandbox, makeSimulator, pointAt, seedLogin } from '../support/sandbox.ts';
import { runClaude, type Session, type SessionOptions } from './claude.ts';
import type { Step } from './messages-api.ts';

/** A user's machine, which ends with the test: a home, a project folder, and OpenAI as far as the simulator plays it. */
export interface Setting {
  readonly sim: Simulator;
  readonly home: string;
  readonly project: string;
  /** What points our server at the simulator. */
  readonly env: Readonly<Record<string, string>>;
  /** Puts a login on the disk, as an earlier sign-in would have left it. */
  signedIn(mint?: MintOptions): Promise<void>;
  storedLogin(): Promise<Record<string, unknown> | undefined>;
  run(prompt: string, script: readonly Step[], options?: Partial<SessionOptions>): Promise<Session>;
}

export async function createSetting(options: SimulatorOptions = {}): Promise<Setting> {
  const { dir } = await makeSandbox();
  const sim = await makeSimulator({ allowAnyLoopbackPort: true, ...options });
  const home = path.join(dir, 'home');
  const project = path.join(dir, 'my project');
  const authFile = path.join(home, '.claude/auth.json');
  await mkdir(path.dirname(authFile), { recursive: true });
  await mkdir(project, { recursive: true });
  // The registered ports may be taken, and another program that wants them may end our sign-in.
  const env = { ...pointAt(sim), CODEX_OAUTH_CALLBACK_PORT: String(await freePort()) };
  return {
    sim,
    home,
    project,
    env,
    signedIn: async (mint) => {
      const tokens = sim.mintTokens(mint);
      const { accountId: account_id, expiresAt: expires_at } = tokens;
      await seedLogin({ dir, authFile, env }, tokens, { account_id, expires_at });
    },
    storedLogin: async () => {
      const text = await readFile(authFile, 'utf8').catch(() => '{}');
      return (JSON.parse(text) as { readonly codex?: Record<string, unknown> }).codex;
    },
    run: (prompt, script, more = {}) =>
      runClaude(prompt, script, { home, cwd: project, ...more, env: { ...env, ...more.env } }),
  };
}
