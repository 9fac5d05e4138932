import { hostname } from 'node:os';
import { AppError } from './system/errors.ts';
import { serverClock } from './system/clock.ts';
import type { Deps } from './system/deps.ts';
import { uuidv7 } from './system/uuid.ts';
import { noBrowserReason } from './system/surroundings.ts';
import { VERSION } from './system/version.ts';
import { openAiProfile } from './oauth/openai.ts';
import { revokeToken } from './oauth/token-endpoint.ts';
import { openAuthFile } from './credentials/auth-file.ts';
import { openJournal } from './credentials/intent.ts';
import { identityOfLogin, type LoginRecord } from './credentials/login-record.ts';
import { createSignIn, type LaneName, type SignIn } from './credentials/sign-in.ts';
import { createTokenManager, type TokenManager } from './credentials/token-manager.ts';
import { createCatalogue, type Catalogue, type CatalogueView } from './codex/catalogue.ts';
import { ORIGINATOR, userAgent } from './codex/identity.ts';
import type { Limits } from './codex/limits.ts';
import { ask, type Answer, type AskOptions } from './codex/query.ts';
import type { Settings } from './settings.ts';
import { statusOf, type Status } from './status.ts';

/** What codex_clear did. */
export interface Cleared {
  readonly removed: boolean;
  readonly accountId: string | undefined;
  /** `revoked` at the server, `failed` (removed here only), or `nothing` to revoke. */
  readonly revocation: 'revoked' | 'failed' | 'nothing';
}

/** The program below its two faces: everything they can do, composed once. */
export interface App {
  readonly deps: Deps;
  readonly settings: Settings;
  readonly tokens: TokenManager;
  readonly signIn: SignIn;
  readonly catalogue: Catalogue;
  /** The lanes for a method: `auto` takes the browser, and a code too where no browser is to be expected. */
  lanesFor(method: 'auto' | 'browser' | 'device'): {
    readonly lanes: readonly LaneName[];
    /** What to open where none of them can be. */
    readonly fallback: readonly LaneName[];
    readonly why: string | undefined;
  };
  ask(
    options: Omit<AskOptions, 'threadId'> & { readonly threadId?: string },
  ): Promise<Answer & { readonly threadId: string }>;
  status(): Promise<Status>;
  models(): Promise<CatalogueView>;
  clear(): Promise<Cleared>;
  /** Loads what the first request needs, without touching the network. */
  warmUp(): Promise<void>;
}

const REVOKE_TIMEOUT_MS = 5_000;

/** Refuses a login outside the allowed workspaces (PROTOCOL.md 1.6). Accounts are told apart by id, never by e-mail. */
function workspaceGuard(workspaces: readonly string[]): (login: LoginRecord) => void {
  return (login) => {
    const { accountId } = identityOfLogin(login);
    if (workspaces.length === 0 || (accountId !== undefined && workspaces.includes(accountId))) return;
    throw new AppError({
      kind: 'sign-in',
      code: 'login.workspace',
      what: 'This login belongs to a workspace that may not be used here.',
      why: `CODEX_OAUTH_WORKSPACE allows ${workspaces.join(', ')}; the login is for ${accountId ?? 'no workspace'}.`,
      mend: 'Sign in again and choose an allowed workspace, or change CODEX_OAUTH_WORKSPACE.',
    });
  };
}

export function createApp(deps: Deps, settings: Settings): App {
  const agent = userAgent(VERSION, deps);
  const profile = openAiProfile({
    issuer: settings.issuer,
    clientId: settings.clientId,
    ports: settings.ports,
    originator: ORIGINATOR,
    userAgent: agent,
    workspaces: settings.workspaces,
  });
  const clock = serverClock(deps.now);
  const file = openAuthFile(settings.authFile, deps);
  const tokens = createTokenManager({
    ...deps,
    file,
    journal: openJournal(settings.authFile, deps.platform),
    profile,
    clock,
    hostname: hostname(),
  });
  const signIn = createSignIn({
    ...deps,
    profile,
    issuer: settings.issuer,
    accept: workspaceGuard(settings.workspaces),
    store: tokens.store,
    current: tokens.current,
  });
  const catalogue = createCatalogue({ ...deps, baseUrl: settings.baseUrl, userAgent: agent });
  let limits: Limits | undefined;

  return {
    deps,
    settings,
    tokens,
    signIn,
    catalogue,
    lanesFor: (method) => {
      if (method !== 'auto') return { lanes: [method], fallback: [], why: undefined };
      const why = noBrowserReason(deps.env, deps.platform);
      return why === undefined
        ? { lanes: ['browser'], fallback: ['device'], why }
        : { lanes: ['device', 'browser'], fallback: [], why };
    },
    ask: async (options) => {
      const threadId = options.threadId ?? uuidv7(deps.now(), deps.randomBytes(16));
      const answer = await ask(
        {
          ...deps,
          clock,
          credentials: tokens,
          catalogue,
          random: () => (deps.randomBytes(1)[0] ?? 0) / 255,
          baseUrl: (credential) => (credential.route === 'api' ? settings.apiBaseUrl : settings.baseUrl),
          userAgent: agent,
          onLimits: (seen) => {
            limits = seen;
          },
        },
        { ...options, model: options.model ?? settings.model, threadId },
      );
      return { ...answer, threadId };
    },
    status: async () =>
      statusOf({
        snapshot: await tokens.snapshot(),
        attempt: signIn.pending(),
        limits,
        authFile: settings.authFile,
        tightened: file.tightened,
        now: deps.now(),
      }),
    models: async () => {
      // The list must never fail because the login does: it is also what somebody looks at before signing in.
      const credential = await tokens.credential().catch(() => undefined);
      return catalogue.get(credential);
    },
    clear: async () => {
      signIn.pending()?.cancel();
      const login = await tokens.remove();
      if (!login) return { removed: false, accountId: undefined, revocation: 'nothing' };
      const accountId = identityOfLogin(login).accountId;
      if (!login.refreshToken) return { removed: true, accountId, revocation: 'nothing' };
      const answer = await revokeToken(
        deps.fetch,
        profile,
        { token: login.refreshToken, ...(login.clientId ? { clientId: login.clientId } : {}) },
        AbortSignal.timeout(REVOKE_TIMEOUT_MS),
      ).catch(() => undefined);
      const ok = answer !== undefined && answer.status >= 200 && answer.status < 300;
      return { removed: true, accountId, revocation: ok ? 'revoked' : 'failed' };
    },
    warmUp: async () => {
      await deps
        .fetch('data:,')
        .then((r) => r.text())
        .catch(() => {});
    },
  };
}
