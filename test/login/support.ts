import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TokenSet } from '../../simulator/simulator.ts';
import type { LoginRecord } from '../../src/login/record.ts';
import { createTokenManager, type TokenDeps, type TokenManager } from '../../src/login/tokens.ts';
import { openAiProfile } from '../../src/oauth/providers/openai-codex.ts';
import { serverClock } from '../../src/system/clock.ts';
import { silentLog } from '../../src/system/log.ts';
import { sleep } from '../../src/system/time.ts';

export type ManagerOptions = Partial<TokenDeps> & { readonly issuer: string };

/** A token manager as a process of its own would have it, on a real file. */
export function makeManager(authFile: string, { issuer, ...more }: ManagerOptions): TokenManager {
  const now = more.now ?? Date.now;
  return createTokenManager({
    authFile,
    profile: openAiProfile({
      issuer,
      clientId: 'app_EMoamEEZ73f0CkXaXp7hrann',
      ports: [1455],
      originator: 'codex-oauth',
      userAgent: 'codex-oauth/test',
      workspaces: [],
    }),
    fetch,
    clock: serverClock(now),
    now,
    sleep,
    randomBytes,
    platform: process.platform,
    pid: process.pid,
    uid: process.getuid?.(),
    processAlive: () => true,
    log: silentLog,
    ...more,
  });
}

/** A login that says nothing but what is given. */
export function loginWith(more: Partial<LoginRecord>): LoginRecord {
  return {
    accessToken: 'access-1',
    refreshToken: 'refresh-1',
    idToken: undefined,
    expiresAt: undefined,
    accountId: 'acc',
    clientId: undefined,
    issuer: undefined,
    extra: {},
    ...more,
  };
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
