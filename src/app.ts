import { hostname } from 'node:os';
import path from 'node:path';
import { isWorkspace, resolveRoots } from './attach/workspace.ts';
import { serverClock } from './system/clock.ts';
import type { JsonObject } from './system/json.ts';
import { its } from './system/wording.ts';
import { noBrowserReason } from './system/browser.ts';
import type { Deps } from './system/deps.ts';
import { AppError } from './system/errors.ts';
import { chatGpt } from './oauth/providers/chatgpt.ts';
import { OPENAI_CODEX_ID, openAiCodex } from './oauth/providers/openai-codex.ts';
import { NOTHING_NAMED, OPENAI_API, placeInForce, unusualWays, type Home } from './login/home.ts';
import { accountNotUsed, createBroker } from './login/broker.ts';
import { CODEX } from './login/credential.ts';
import { signOut, type Cleared } from './login/sign-out.ts';
import { openStorage } from './login/storage.ts';
import { openAccounts, type Account } from './login/accounts.ts';
import { openLogin, type Login } from './login/login.ts';
import { openLogins, placeOf } from './login/logins.ts';
import { providersFileOf } from './login/providers-file.ts';
import type { SignIn, SignInRequest } from './login/sign-in.ts';
import type { Outcome } from './login/refresh.ts';
import { codexCliSource } from './login/sources/codex-cli.ts';
import { commandSource } from './login/sources/command.ts';
import { accessTokenSource, apiKeySource, apiKeyVariable } from './login/sources/environment.ts';
import { externalActive, externalAuth } from './login/sources/external.ts';
import { createWhoAmI } from './login/sources/whoami.ts';
import { homeOf, type LoginRecord } from './login/record.ts';
import { credentialOf } from './login/tokens.ts';
import { enforceWorkspace } from './login/workspaces.ts';
import { ask, type AskDeps } from './ask/ask.ts';
import { ORIGINATOR, userAgent } from './ask/backend.ts';
import { createCatalogue } from './ask/catalogue.ts';
import { createLimitsBook, fetchUsage, limitsFromUsage, statusLimits, type Limits } from './ask/limits.ts';
import type { CatalogueView } from './ask/models.ts';
import type { SchemaJudge } from './ask/output.ts';
import { preview } from './ask/preview.ts';
import type { Answer, Hooks, Question } from './ask/question.ts';
import { createRouting } from './ask/resolve.ts';
import { withWorkspaceName } from './ask/workspace-name.ts';
import { openStateFile, type StateFile } from './ask/state-file.ts';
import { projectOf } from './ask/turn.ts';
import { openJobs } from './jobs/store.ts';
import { openKept, type Kept } from './sessions/kept.ts';
import { openSessions } from './sessions/sessions.ts';
import { openThreads } from './threads/store.ts';
import type { Settings } from './settings.ts';
import { projectSettings } from './settings-project.ts';
import { statusOf, type Status } from './login/status.ts';

/** How to sign in, and why no browser is expected here, if so. */
type Lanes = Required<Pick<SignInRequest, 'lanes' | 'fallback'>> & { readonly why?: string };

/** Events while the program runs. */
export type AppEvent =
  /** Who is signed in may have changed. */
  | { readonly kind: 'login' }
  /** An answer contained the plan's limits. */
  | { readonly kind: 'limits'; readonly limits: Limits };

/** The program below its two faces: everything they can do, assembled once. */
export type App = ReturnType<typeof createApp>;

const judgeApart: SchemaJudge = async (...task) => (await import('./ask/output.ts')).judgeInThread(...task);

/** True if openai-codex answers questions. */
export const isPlain = ({ provider }: Pick<Settings, 'provider'>): boolean => provider === OPENAI_CODEX_ID;

/** Where a login made from now on has its questions answered. */
export function freshPlace(settings: Pick<Settings, 'provider' | keyof Home>) {
  const { issuer, clientId, baseUrl } = settings;
  return isPlain(settings)
    ? ({ route: 'chatgpt', home: homeOf({ issuer, clientId, baseUrl }) } as const)
    : ({ route: 'platform', home: homeOf({ issuer, clientId, baseUrl: baseUrl ?? OPENAI_API }) } as const);
}

// The return type is inferred: writing it out would repeat everything.
export function createApp(
  deps: Deps,
  settings: Settings,
  judgeSchema: SchemaJudge = judgeApart,
  jobPace = 1,
) {
  const agent = userAgent(deps);
  const { ports, workspaces } = settings;
  // The settings speak about the provider whose login answers questions.
  const plain = isPlain(settings);
  const elsewhere = { ...settings, baseUrl: undefined };
  const home = homeOf(plain ? settings : elsewhere);
  const provider = openAiCodex({ ...home, ports, workspaces, originator: ORIGINATOR, userAgent: agent });
  const project = projectSettings(deps);
  const clock = serverClock(deps.now);
  const listeners: ((event: AppEvent) => void)[] = [];
  const tell = (event: AppEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const external = externalAuth((credential) => {
    enforceWorkspace(workspaces, credential, true);
  });
  const storage = openStorage(settings, { ...deps, allowed: () => project.refuse() });
  const kept = { ...deps, storage, authFile: settings.authFile, clock };
  const accept = (login: LoginRecord): void => void enforceWorkspace(workspaces, credentialOf(login), true);
  const codex = openLogin({
    ...kept,
    provider,
    service: CODEX,
    baseUrl: home.baseUrl,
    named: plain ? settings : elsewhere,
    accept,
    describe: (login) => withWorkspaceName({ ...deps, userAgent: agent }, login),
  });
  const documented = chatGpt({ issuer: home.issuer, userAgent: agent, now: clock.now });
  const { serviceName: name, page } = documented;
  const chatgpt = openLogin({
    ...kept,
    provider: documented,
    ...placeOf(documented.id),
    ...(plain ? {} : { service: { name, issuedBy: 'OpenAI', login: its.login, page } }),
    baseUrl: (plain ? undefined : settings.baseUrl) ?? OPENAI_API,
    named: plain ? elsewhere : settings,
    accept,
  });
  const [own, other] = plain ? [codex, chatgpt] : [chatgpt, codex];
  const { tokens, signIn: attempts } = own;
  const fresh = freshPlace(settings);
  const accounts = openAccounts(codex.keeping);
  const folder = path.join(path.dirname(settings.authFile), 'codex-oauth');
  const logins = openLogins({
    ...kept,
    builtIn: [own, other],
    providersFile: providersFileOf(settings.authFile),
    // OpenAI's variables say nothing about other providers.
    named: NOTHING_NAMED,
    accept: () => {},
  });
  const signIn: SignIn = {
    pending: attempts.pending,
    begin: async (request) => {
      // The application owns the login: a second login would never be used.
      if (external.mode === 'tokens') throw externalActive();
      await project.refuse();
      const attempt = await attempts.begin(request);
      const signedIn = (): void => {
        // A sign-in replaces an API key handed over earlier; `external` ranks first and would still win.
        if (external.mode === 'api-key') external.clear();
        tell({ kind: 'login' });
      };
      attempt.done.then(signedIn, () => {});
      return attempt;
    },
  };
  const whoAmI = createWhoAmI({ ...deps, headers: { originator: ORIGINATOR, 'user-agent': agent } });
  const choice = async () => (plain ? accounts.choice() : undefined);
  const credentials = createBroker({
    sources: [
      external,
      plain ? accounts.following(tokens) : tokens,
      commandSource(settings.credentialCommand, { ...deps, serverNow: clock.now }),
      accessTokenSource(deps.env, whoAmI),
      codexCliSource({ path: settings.codexCliFile, now: clock.now, whoAmI }),
      apiKeySource(deps.env, settings.apiBaseUrl),
    ],
    pinned: settings.source,
    named: settings,
    project: project.refuse,
    account: async (name) => {
      if (plain) return accounts.source(name, tokens);
      throw accountNotUsed(
        name,
        `CODEX_OAUTH_PROVIDER is ${documented.id}, and the named accounts belong to another provider.`,
        'Omit the account, or unset CODEX_OAUTH_PROVIDER.',
      );
    },
    choice,
    ...settings,
    authFile: settings.loginPlace,
  });
  const backend = { ...deps, userAgent: agent };
  const remembered = (name: string): StateFile => openStateFile(path.join(folder, name), deps);
  const catalogue = createCatalogue({
    ...backend,
    file: remembered('models.json'),
    renew: credentials.renew,
  });
  const limitsBook = createLimitsBook(remembered('limits.json'), deps.now);
  const { limitPercent } = settings;
  const threads = openThreads({
    ...deps,
    ...settings.threads,
    dir: path.join(folder, 'threads'),
    hostname: hostname(),
    everyProject: settings.threadScope === 'all',
    foreign: () => project.names('CODEX_OAUTH_THREADS'),
    onPruned: () => conversations.forget(),
  });
  const conversations: Kept = openKept({
    threads,
    sessions: openSessions({
      dir: path.join(settings.codexHome, 'sessions'),
      projectOf: (cwd) => (isWorkspace(cwd, { ...settings, home: deps.home }) ? cwd : ''),
      now: deps.now,
    }),
    indexDir: path.join(folder, 'search'),
    secretIn: async (text) => {
      const { describeHits, scanText } = await import('./attach/secrets/scan.ts');
      return describeHits(await scanText(text));
    },
  });
  const jobs = openJobs({ ...deps, dir: path.join(folder, 'jobs'), threads, pace: jobPace });
  const routing = createRouting(backend);
  const asking: AskDeps = {
    ...deps,
    authFile: settings.authFile,
    clock,
    credentials,
    catalogue,
    threads,
    toContinue: conversations.toContinue,
    defaultModel: settings.model,
    hostedSearch: settings.search === 'hosted',
    allowSecrets: settings.allowSecrets,
    routing,
    random: () => (deps.randomBytes(1)[0] ?? 0) / 255,
    userAgent: agent,
    judgeSchema,
    guard:
      limitPercent === undefined ? undefined : (credential) => limitsBook.guard(credential, limitPercent),
    onLimits: (limits, credential) => {
      limitsBook.note(limits, credential);
      tell({ kind: 'limits', limits });
    },
  };

  /** Also tells which accounts remain, and how many questions go on: they were asked, and paid for, before. */
  const withRest = async (cleared: Cleared) => {
    const left = await accounts.list().catch(() => []);
    const running = (await jobs.open()).filter(({ state }) => state === 'working').length;
    return { ...cleared, remaining: left.map(({ name }) => name), running };
  };
  const clear = async (login: Login) => {
    await project.refuse();
    login.signIn.pending()?.cancel();
    return withRest(await signOut(external, login, () => tell({ kind: 'login' })));
  };

  /** Asks the plan's limits at the usage endpoint and notes them; resolves to its whole answer. Throws the usual errors. */
  const refreshLimits = async (): Promise<JsonObject> => {
    const { body, credential } = await fetchUsage({ ...backend, credentials });
    const limits = limitsFromUsage(body, deps.now());
    if (limits) limitsBook.note(limits, credential);
    return body;
  };

  /** The questions under way. */
  const asks = new Set<Promise<Answer>>();

  return {
    deps,
    settings,
    signIn,
    /** Where credentials come from, in order. */
    credentials,
    /** The logins of all providers. Rejects where a project has set what only the user may set. */
    logins: {
      /** The provider whose login answers questions. */
      own: own.provider.id,
      /** Its plan, where the provider has words for that. */
      plan: own.provider.plan,
      list: logins.list,
      of: async (id: string): Promise<Login> => {
        await project.refuse();
        return logins.of(id);
      },
      described: logins.described,
      forTools: async (id: string): Promise<Login> => {
        await project.refuse();
        return logins.forTools(id);
      },
    },
    /** The OpenAI accounts that are signed in here. */
    accounts: {
      list: accounts.list,
      source: (name: string) => accounts.source(name, codex.tokens),
      use: async (name: string): Promise<Account> => {
        await project.refuse();
        const account = await accounts.use(name);
        tell({ kind: 'login' });
        return account;
      },
      find: accounts.find,
      /** Removes a named account and revokes it; the others stay. */
      clear: async (name: string) => {
        await project.refuse();
        const account = await accounts.find(name);
        if (account.inUse) return clear(codex);
        return withRest({ removed: true, ...(await accounts.clear(account.name)) });
      },
    },
    /** The login of an embedding application, if there is one. */
    external,
    /** Sets how to ask the host for the workspace folders. */
    askRoots: project.askRoots,
    watch: (listener: (event: AppEvent) => void): void => {
      listeners.push(listener);
    },
    threads,
    jobs,
    /** True if another process may ask a question for this one: with the same login, and what it is told on disk. */
    handsOver: async (): Promise<boolean> =>
      threads.enabled && external.mode === undefined && !(await project.suspicious()),
    routing,
    /** Rejects if a project's file sets what only the user may set for the Codex CLI's login. */
    refuseProject: () => project.refuse('codex-cli'),
    /** The threads and the Codex CLI's sessions, to list, show and search. */
    kept: conversations,
    /** The project whose threads are visible, from the host's folders. */
    projectOf: (named?: readonly string[]) => projectOf(asking, resolveRoots(deps, named)),
    /** The same of a question's folders. */
    projectIn: (roots: readonly string[]) => projectOf(asking, roots),
    ask: async (question: Question, hooks: Hooks): Promise<Answer> => {
      const asked = ask(asking, question, hooks);
      asks.add(asked);
      return asked.finally(() => asks.delete(asked));
    },
    /** Shows what a question would send, and sends nothing. */
    preview: (question: Question, signal: AbortSignal) =>
      preview({ ...asking, fresh, credentials }, question, signal),
    /** The lanes for a method: `auto` uses the browser, plus a code if no browser is expected. */
    lanesFor: (method: 'auto' | 'browser' | 'device'): Lanes => {
      if (method !== 'auto') return { lanes: [method], fallback: [] };
      const why = noBrowserReason(deps.env, deps.platform);
      return why === undefined
        ? { lanes: ['browser'], fallback: ['device'] }
        : { lanes: ['device', 'browser'], fallback: [], why };
    },
    status: async (): Promise<Status> => {
      const report = await credentials.report();
      return statusOf({
        report,
        choice: report ? undefined : await choice(),
        obstacle: await project.found(report?.source),
        network: unusualWays(placeInForce(report, fresh), deps.env),
        attempt: signIn.pending(),
        limits: statusLimits(await limitsBook.latest(report?.identity.accountId), deps.now()),
        files: { ...settings, authFile: settings.loginPlace },
        keyVariable: apiKeyVariable(deps.env),
        now: deps.now(),
        serverNow: clock.now(),
        face: deps.face,
      });
    },
    /** The account's models for display: live, or at most minutes old. */
    models: async (): Promise<CatalogueView> => {
      // A failing login does not fail the list, which also works before signing in. A wrong setting is reported.
      const credential = await credentials.credential().catch((error: unknown) => {
        if (error instanceof AppError && error.kind === 'input') throw error;
        return undefined;
      });
      return catalogue.refresh(credential);
    },
    refreshLimits,
    /** Why the limits could not be asked. Being offline is not being signed out, and being signed out is in the status. */
    limitsProblem: (): Promise<AppError | undefined> =>
      refreshLimits().then(
        () => undefined,
        (error: unknown) => {
          if (error instanceof AppError) return error.code === 'auth.not_authenticated' ? undefined : error;
          throw error;
        },
      ),
    /** Renews the login in force once, for a user who wants to see that it works. Throws if that is not ours to do. */
    renewLogin: async (): Promise<Outcome> => {
      await project.refuse('login');
      const source = (await credentials.report())?.source;
      if (source === undefined || source === 'login') return tokens.renewOnRequest();
      throw new AppError({
        kind: 'input',
        code: 'login.not_ours',
        what: 'The login in force was not renewed.',
        why: `It comes from ${source}, whose owner renews it.`,
        fix: 'Set CODEX_OAUTH_SOURCE to login to try our own.',
      });
    },
    clear: () => clear(own),
    /** Resolves when no refresh is running: its answer may contain the only valid token, so an exit must wait. */
    settled: async (): Promise<void> => void (await Promise.all([accounts.settled(), logins.settled()])),
    /** Resolves when caches, threads and the log are on disk. Callers may stop waiting. */
    flushed: async (): Promise<void> => {
      await Promise.allSettled([
        catalogue.settled(),
        limitsBook.settled(),
        threads.flush(),
        jobs.settled(),
        // A stopped question still ends its turn or removes its thread.
        ...asks,
        deps.log.flush(),
      ]);
    },
  };
}
