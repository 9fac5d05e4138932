import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TokenSet } from '../../simulator/simulator.ts';
import { openAuthFile } from '../../src/login/auth-file.ts';
import { NOTHING_NAMED, OPENAI } from '../../src/login/home.ts';
import { openJournal } from '../../src/login/journal.ts';
import type { LoginRecord } from '../../src/login/record.ts';
import type { RefreshDeps } from '../../src/login/refresh.ts';
import { fileStorage } from '../../src/login/storage.ts';
import { createTokenManager, type TokenDeps } from '../../src/login/tokens.ts';
import type { OAuthProfile } from '../../src/oauth/profile.ts';
import { openAiProfile } from '../../src/oauth/providers/openai-codex.ts';
import { serverClock } from '../../src/system/clock.ts';
import { AppError } from '../../src/system/errors.ts';
import { silentLog } from '../../src/system/log.ts';
import { sleep } from '../../src/system/time.ts';

export { NOTHING_NAMED };

export type ManagerOptions = Partial<TokenDeps> & { readonly issuer: string };

export const profileAt = (issuer: string): OAuthProfile =>
  openAiProfile({
    issuer,
    clientId: 'app_EMoamEEZ73f0CkXaXp7hrann',
    ports: [1455],
    originator: 'codex-oauth',
    userAgent: 'codex-oauth/test',
    workspaces: [],
  });

/** What a process of its own would have, on a real file. */
export function makeDeps(authFile: string, { issuer, ...more }: ManagerOptions): TokenDeps & RefreshDeps {
  const now = more.now ?? Date.now;
  const facts = { platform: process.platform, uid: process.getuid?.() };
  const storage = more.storage ?? fileStorage(authFile, { ...facts, ...more });
  return {
    ...facts,
    storage,
    file: openAuthFile(storage),
    journal: openJournal(storage),
    // A login that names no issuer is the test's own server's here: a test never speaks to OpenAI.
    profileAt: (home) => profileAt(home.issuer === OPENAI.issuer ? issuer : home.issuer),
    named: NOTHING_NAMED,
    fetch,
    clock: serverClock(now),
    now,
    sleep,
    randomBytes,
    pid: process.pid,
    processAlive: () => true,
    log: silentLog,
    ...more,
  };
}

const there = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('not signed in');
  return value;
};

/** A token manager as a process of its own would have it; without a login its credential is an error. */
export function makeManager(authFile: string, options: ManagerOptions) {
  const deps = makeDeps(authFile, options);
  const manager = createTokenManager(deps);
  return {
    ...manager,
    clock: deps.clock,
    credential: async () => there(await manager.credential()),
    report: async () => there(await manager.report()),
  };
}

export type TestManager = ReturnType<typeof makeManager>;

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
  more: object = {},
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
  await writeFile(authFile, JSON.stringify({ other: { keep: 'me' }, ...more, codex }), { mode: 0o600 });
}

/** The failure of this work, which has to be one of ours. */
export async function failure(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => 'no error',
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error(`no AppError but ${String(error)}`);
  return error;
}
