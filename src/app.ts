import { hostname } from 'node:os';
import path from 'node:path';
import { isWorkspace, resolveRoots } from './attach/workspace.ts';
import { serverClock } from './system/clock.ts';
import type { JsonObject } from './system/json.ts';
import { noBrowserReason } from './system/browser.ts';
import type { Deps } from './system/deps.ts';
import { AppError } from './system/errors.ts';
import { placeInForce, unusualWays } from './login/home.ts';
import { type Cleared } from './login/sign-out.ts';
import { type Account } from './login/accounts.ts';
import { type Login } from './login/login.ts';
import type { SignInRequest } from './login/sign-in.ts';
import type { Outcome } from './login/refresh.ts';
import { apiKeyVariable } from './login/sources/environment.ts';
import { ask, type AskDeps } from './ask/ask.ts';
import { userAgent } from './ask/backend.ts';
import { createCatalogue } from './ask/catalogue.ts';
import { createLimitsBook, fetchUsage, limitsFromUsage, statusLimits, type Limits } from './ask/limits.ts';
import type { CatalogueView } from './ask/models.ts';
import type { SchemaJudge } from './ask/output.ts';
import { preview } from './ask/preview.ts';
import type { Answer, Hooks, Question } from './ask/question.ts';
import { createRouting } from './ask/resolve.ts';
import { openStateFile, type StateFile } from './ask/state-file.ts';
import { projectOf } from './ask/turn.ts';
import { openJobs } from './jobs/store.ts';
import { openKept, type Kept } from './sessions/kept.ts';
import { openSessions } from './sessions/sessions.ts';
import { openThreads } from './threads/store.ts';
import type { Settings } from './settings.ts';
import { openLoginPart } from './app-login.ts';
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

// The return type is inferred: writing it out would repeat everything.
export function createApp(
  deps: Deps,
  settings: Settings,
  judgeSchema: SchemaJudge = judgeApart,
  jobPace = 1,
) {
  const agent = userAgent(deps);
  const project = projectSettings(deps);
  const clock = serverClock(deps.now);
  const listeners: ((event: AppEvent) => void)[] = [];
  const tell = (event: AppEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const { own, codex, external, signIn, credentials, accounts, logins, choice, fresh, end } = openLoginPart(
    deps,
    settings,
    { userAgent: agent, clock, project, changed: () => tell({ kind: 'login' }) },
  );
  const folder = path.join(path.dirname(settings.authFile), 'codex-oauth');
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
  const clear = async (login: Login) => withRest(await end(login));

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
      if (source === undefined || source === 'login') return own.tokens.renewOnRequest();
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
