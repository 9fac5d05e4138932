import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  startSimulator,
  type MintOptions,
  type Simulator,
  type SimulatorOptions,
} from '../../simulator/simulator.ts';
import { freePort } from '../support/net.ts';
import { runClaude, temporaryFolder, type Session, type SessionOptions } from './claude.ts';
import type { Step } from './messages-api.ts';

/** A user's machine: a home, a project folder, and OpenAI as far as the simulator plays it. */
export interface Setting {
  readonly sim: Simulator;
  readonly home: string;
  readonly project: string;
  readonly authFile: string;
  /** What points our server at the simulator. */
  readonly env: Readonly<Record<string, string>>;
  /** Puts a login on the disk, as an earlier sign-in would have left it. */
  signedIn(mint?: MintOptions): Promise<void>;
  storedLogin(): Promise<Record<string, unknown> | undefined>;
  run(prompt: string, script: readonly Step[], options?: Partial<SessionOptions>): Promise<Session>;
  /** Closes the simulator and removes the folders. */
  end(): Promise<void>;
}

export async function openSetting(options: SimulatorOptions = {}): Promise<Setting> {
  const sim = await startSimulator({ approve: 'auto', allowAnyLoopbackPort: true, ...options });
  const folder = await temporaryFolder();
  const home = path.join(folder.path, 'home');
  const project = path.join(folder.path, 'my project');
  const authFile = path.join(home, '.claude/auth.json');
  await mkdir(path.dirname(authFile), { recursive: true });
  await mkdir(project, { recursive: true });
  const env = {
    CODEX_OAUTH_ISSUER: sim.issuer,
    CODEX_OAUTH_BASE_URL: sim.backendUrl,
    // The registered ports may be taken, and another program that wants them may end our sign-in.
    CODEX_OAUTH_CALLBACK_PORT: String(await freePort()),
  };

  return {
    sim,
    home,
    project,
    authFile,
    env,
    signedIn: async (mint) => {
      const tokens = sim.mintTokens(mint);
      const codex = {
        access_token: tokens.accessToken,
        refresh_token: tokens.refreshToken,
        id_token: tokens.idToken,
        token_type: 'Bearer',
        expires_at: tokens.expiresAt,
        account_id: tokens.accountId,
      };
      await writeFile(authFile, JSON.stringify({ codex }), { mode: 0o600 });
    },
    storedLogin: async () => {
      const text = await readFile(authFile, 'utf8').catch(() => '{}');
      const file = JSON.parse(text) as { readonly codex?: Record<string, unknown> };
      return file.codex;
    },
    run: (prompt, script, more = {}) =>
      runClaude(prompt, script, { home, cwd: project, ...more, env: { ...env, ...more.env } }),
    end: async () => {
      await sim.close();
      await folder.remove();
    },
  };
}
