import { hostname } from 'node:os';
import path from 'node:path';
import { serverClock } from './system/clock.ts';
import type { JsonObject } from './system/json.ts';
import { noBrowserReason } from './system/surroundings.ts';
import { VERSION, type Deps } from './system/deps.ts';
import { openAiProfile } from './oauth/providers/openai-codex.ts';
import { revokeToken } from './oauth/token-endpoint.ts';
import { createBroker, type Broker } from './login/broker.ts';
import { identityOfLogin } from './login/record.ts';
import { createSignIn, type LaneName, type SignIn } from './login/sign-in.ts';
import { codexCliSource } from './login/sources/codex-cli.ts';
import { accessTokenSource, apiKeySource } from './login/sources/environment.ts';
import { externalActive, externalAuth, type ExternalAuth } from './login/sources/external.ts';
import { createWhoAmI } from './login/sources/whoami.ts';
import { createTokenManager, credentialOf, type TokenManager } from './login/tokens.ts';
import { enforceWorkspace } from './login/workspaces.ts';
import { catalogueByRoute, createApiCatalogue } from './ask/api-catalogue.ts';
import { createCatalogue, type Catalogue, type CatalogueView } from './ask/catalogue.ts';
import { ORIGINATOR, userAgent } from './ask/identity.ts';
import type { Limits } from './ask/limits.ts';
import { createLimitsBook } from './ask/limits-book.ts';
import { fetchPlanLimits } from './ask/plan-limits.ts';
import { ask } from './ask/query.ts';
import { createRouting } from './ask/routing.ts';
import { openStateFile, type StateFile } from './ask/state-file.ts';
import { statusLimits } from './ask/status-limits.ts';
import { openThreads, type Threads } from './threads/store.ts';
import { createAsking, type AskingOptions, type ThreadAnswer } from './ask/asking.ts';
import type { Settings } from './settings.ts';
import { statusOf, type Status } from './login/status.ts';

/** What codex_clear did. */
export interface Cleared {
  readonly removed: boolean;
  readonly accountId: string | undefined;
  /** `revoked` at the server, `failed` (removed here only), or `nothing` to revoke. */
  readonly revocation: 'revoked' | 'failed' | 'nothing';
  /** True where it was the login of an embedding application, which was only in memory. */
  readonly external?: boolean;
}

/** What whoever watches the app is told of. */
export type AppEvent =
  /** Who is signed in may have changed. */
  | { readonly kind: 'login' }
  /** An answer carried the plan's limits. */
  | { readonly kind: 'limits'; readonly limits: Limits };

/** The program below its two faces: everything they can do, composed once. */
export interface App {
  readonly deps: Deps;
  readonly settings: Settings;
  readonly tokens: TokenManager;
  readonly signIn: SignIn;
  /** Where credentials come from, in order. */
  readonly credentials: Broker;
  /** The login of an embedding application, where there is one. */
  readonly external: ExternalAuth;
  readonly userAgent: string;
  watch(listener: (event: AppEvent) => void): void;
  readonly catalogue: Catalogue;
  /** The lanes for a method: `auto` takes the browser, and a code too where no browser is to be expected. */
  lanesFor(method: 'auto' | 'browser' | 'device'): {
    readonly lanes: readonly LaneName[];
    /** What to open where none of them can be. */
    readonly fallback: readonly LaneName[];
    readonly why: string | undefined;
  };
  readonly threads: Threads;
  ask(options: AskingOptions): Promise<ThreadAnswer>;
  status(): Promise<Status>;
  /** The account's models for somebody who looks at them: live unless minutes old. */
  models(): Promise<CatalogueView>;
  /** Asks the plan's limits at the usage endpoint and notes them; resolves to its whole answer. Throws the usual errors. */
  refreshLimits(): Promise<JsonObject>;
  clear(): Promise<Cleared>;
  /** Resolves when no refresh is under way: its answer may hold the only valid token, so no exit may cut it. */
  settled(): Promise<void>;
  /** Resolves when what is only remembered (models, limits, threads, the log) is on disk. May be given up. */
  flushed(): Promise<void>;
}

const REVOKE_TIMEOUT_MS = 5_000;

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
  const tokens = createTokenManager({ ...deps, authFile: settings.authFile, profile, clock });
  const { workspaces } = settings;
  const listeners: ((event: AppEvent) => void)[] = [];
  const tell = (event: AppEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const external = externalAuth((credential) => {
    enforceWorkspace(workspaces, credential, true);
  });
  const attempts = createSignIn({
    ...deps,
    profile,
    issuer: settings.issuer,
    accept: (login) => void enforceWorkspace(workspaces, credentialOf(login), true),
    probe: tokens.probe,
    store: tokens.store,
    current: tokens.current,
  });
  const signIn: SignIn = {
    pending: attempts.pending,
    begin: async (request) => {
      // The application owns the login: a second one beside it would never be used.
      if (external.mode === 'tokens') throw externalActive();
      const attempt = await attempts.begin(request);
      const signedIn = (): void => {
        // Whoever signs in means that login: a key that an application gave before does not stand in front of it.
        if (external.mode === 'api-key') external.clear();
        tell({ kind: 'login' });
      };
      attempt.done.then(signedIn, () => {});
      return attempt;
    },
  };
  const whoAmI = createWhoAmI({ ...deps, issuer: settings.issuer, headers: profile.headers });
  const credentials = createBroker({
    sources: [
      external,
      tokens,
      accessTokenSource(deps.env, whoAmI),
      codexCliSource({ path: settings.codexCliFile, now: clock.now, whoAmI }),
      apiKeySource(deps.env),
    ],
    pinned: settings.source,
    workspaces,
    authFile: settings.authFile,
    codexCliFile: settings.codexCliFile,
  });
  const backend = { ...deps, baseUrl: settings.baseUrl, userAgent: agent };
  const remembered = (name: string): StateFile =>
    openStateFile(path.join(path.dirname(settings.authFile), 'codex-oauth', name), deps);
  const catalogue = catalogueByRoute(
    createCatalogue({ ...backend, file: remembered('models.json') }),
    createApiCatalogue({ ...backend, baseUrl: settings.apiBaseUrl }),
  );
  const routing = createRouting(backend);
  const limitsBook = createLimitsBook(remembered('limits.json'), deps.now);
  const { limitPercent } = settings;
  const threads = openThreads({
    ...deps,
    ...settings.threads,
    dir: path.join(path.dirname(settings.authFile), 'codex-oauth', 'threads'),
    hostname: hostname(),
  });
  const asking = createAsking({
    threads,
    cwd: deps.cwd,
    defaultModel: settings.model,
    ask: (options) =>
      ask(
        {
          ...deps,
          clock,
          credentials,
          catalogue,
          random: () => (deps.randomBytes(1)[0] ?? 0) / 255,
          routeFor: async (credential, signal) =>
            credential.route === 'api'
              ? { baseUrl: settings.apiBaseUrl, headers: {} }
              : routing.routeFor(credential, signal),
          userAgent: agent,
          ...(limitPercent === undefined
            ? {}
            : { guard: (credential) => limitsBook.guard(credential, limitPercent) }),
          onLimits: (limits, credential) => {
            limitsBook.note(limits, credential);
            tell({ kind: 'limits', limits });
          },
        },
        options,
      ),
  });

  return {
    deps,
    settings,
    tokens,
    signIn,
    credentials,
    external,
    userAgent: agent,
    watch: (listener) => {
      listeners.push(listener);
    },
    catalogue,
    lanesFor: (method) => {
      if (method !== 'auto') return { lanes: [method], fallback: [], why: undefined };
      const why = noBrowserReason(deps.env, deps.platform);
      return why === undefined
        ? { lanes: ['browser'], fallback: ['device'], why }
        : { lanes: ['device', 'browser'], fallback: [], why };
    },
    threads,
    ask: asking,
    status: async () => {
      const report = await credentials.report();
      return statusOf({
        report,
        attempt: signIn.pending(),
        limits: statusLimits(await limitsBook.latest(report?.identity.accountId), deps.now()),
        authFile: settings.authFile,
        now: deps.now(),
        serverNow: clock.now(),
        face: deps.face,
      });
    },
    models: async () => {
      // The list must never fail because the login does: it is also what somebody looks at before signing in.
      const credential = await credentials.credential().catch(() => undefined);
      return catalogue.refresh(credential);
    },
    refreshLimits: async () => {
      const { limits, body, credential } = await fetchPlanLimits({ ...backend, credentials });
      if (limits) limitsBook.note(limits, credential);
      return body;
    },
    clear: async () => {
      signIn.pending()?.cancel();
      const handedOver = (await external.report())?.identity.accountId;
      if (external.clear()) {
        tell({ kind: 'login' });
        return { removed: true, accountId: handedOver, revocation: 'nothing', external: true };
      }
      const login = await tokens.remove();
      if (!login) return { removed: false, accountId: undefined, revocation: 'nothing' };
      tell({ kind: 'login' });
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
    settled: () => tokens.settled(),
    flushed: async () => {
      await Promise.allSettled([
        catalogue.settled(),
        limitsBook.settled(),
        threads.flush(),
        deps.log.flush(),
      ]);
    },
  };
}
