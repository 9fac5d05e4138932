import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TokenSet } from '../../simulator/simulator.ts';
import { openAuthFile } from '../../src/login/auth-file.ts';
import { openJournal } from '../../src/login/journal.ts';
import type { RefresherDeps } from '../../src/login/refresh-deps.ts';
import { createTokenManager, type TokenManager } from '../../src/login/token-manager.ts';
import { openAiProfile } from '../../src/oauth/providers/openai-codex.ts';
import { serverClock } from '../../src/system/clock.ts';
import { silentLog } from '../../src/system/log.ts';
import { sleep } from '../../src/system/time.ts';

export interface ManagerOptions {
  readonly issuer: string;
  readonly fetch?: RefresherDeps['fetch'];
  readonly now?: () => number;
  readonly pid?: number;
  readonly processAlive?: (pid: number) => boolean;
}

/** A token manager as a process of its own would have it, on a real file. */
export function makeManager(authFile: string, options: ManagerOptions): TokenManager {
  const { platform } = process;
  const uid = process.getuid?.();
  const now = options.now ?? Date.now;
  return createTokenManager({
    file: openAuthFile(authFile, { platform, uid }),
    journal: openJournal(authFile, platform),
    profile: openAiProfile({
      issuer: options.issuer,
      clientId: 'app_EMoamEEZ73f0CkXaXp7hrann',
      ports: [1455],
      originator: 'codex-oauth',
      userAgent: 'codex-oauth/test',
      workspaces: [],
    }),
    fetch: options.fetch ?? fetch,
    clock: serverClock(now),
    now,
    sleep,
    randomBytes,
    platform,
    pid: options.pid ?? process.pid,
    uid,
    hostname: 'test-host',
    processAlive: options.processAlive ?? (() => true),
    log: silentLog,
  });
}

/** Writes a login as the program itself would have, beside somebody else's key. */
export async function writeLogin(
  authFile: string,
  tokens: Pick<TokenSet, 'accessToken' | 'refreshToken'> & Partial<TokenSet>,
): Promise<void> {
  await mkdir(path.dirname(authFile), { recursive: true });
  const codex = {
    access_token: tokens.accessToken,
    refresh_token: tokens.refreshToken,
    token_type: 'Bearer',
    expires_at: tokens.expiresAt,
    id_token: tokens.idToken,
    account_id: tokens.accountId,
  };
  await writeFile(authFile, JSON.stringify({ other: { keep: 'me' }, codex }), { mode: 0o600 });
}
