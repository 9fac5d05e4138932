import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import { ask, type AskDeps } from '../../src/ask/ask.ts';
import { createCatalogue, type Catalogue } from '../../src/ask/catalogue.ts';
import type { Limits } from '../../src/ask/limits.ts';
import type { Patience } from '../../src/ask/patience.ts';
import type { Answer, Hooks, Progress, Question } from '../../src/ask/question.ts';
import { createRouting } from '../../src/ask/resolve.ts';
import { openStateFile, type StateFile } from '../../src/ask/state-file.ts';
import { judge } from '../../src/ask/schema.ts';
import type { Credential } from '../../src/login/credential.ts';
import { serverClock } from '../../src/system/clock.ts';
import { silentLog } from '../../src/system/log.ts';
import type { Threads } from '../../src/threads/store.ts';
import { makeSandbox } from '../support/sandbox.ts';
import { makeStore } from '../threads/support/store.ts';

export const RESPONSES = '/backend-api/codex/responses';

export { makeSimulator as simulate } from '../support/sandbox.ts';

export async function stateFile(name = 'models.json'): Promise<StateFile & { readonly path: string }> {
  const file = path.join((await makeSandbox()).dir, 'codex-oauth', name);
  return {
    ...openStateFile(file, { log: silentLog, now: Date.now, platform: process.platform }),
    path: file,
  };
}

/** What asking a backend takes; which one it is, the credential says. */
export function backendDeps() {
  return {
    fetch,
    userAgent: 'codex-oauth/test',
    now: Date.now,
    log: silentLog,
  };
}

export function login(simulator: Simulator, account = 'acc-sim-0001', plan?: string): Credential {
  const tokens = simulator.mintTokens({ account, ...(plan ? { plan } : {}) });
  return {
    source: 'login',
    route: 'chatgpt',
    accessToken: tokens.accessToken,
    home: { baseUrl: simulator.backendUrl },
    accountId: account,
    ...(plan ? { plan } : {}),
  };
}

export interface Asker {
  /** The pauses before retries, in milliseconds; they are noted, not waited for. */
  readonly waits: number[];
  readonly texts: string[];
  readonly progress: Progress[];
  readonly limits: Limits[];
  readonly threads: Threads;
  renewals: number;
  ask(question?: Partial<Question>, hooks?: Partial<Hooks>): Promise<Answer>;
}

/** A question's whole machinery on real sockets against the simulator; only the pauses are not real. */
export async function asker(
  simulator: Simulator,
  options: { credential?: Credential; patience?: Partial<Patience>; deps?: Partial<AskDeps> } = {},
): Promise<Asker> {
  let credential = options.credential ?? login(simulator);
  const renew = (): Promise<Credential> => {
    self.renewals += 1;
    credential = { ...credential, accessToken: login(simulator, credential.accountId).accessToken };
    return Promise.resolve(credential);
  };
  const backend = backendDeps();
  const catalogue: Catalogue = createCatalogue({
    ...backend,
    file: await stateFile(),
    patienceMs: 300,
    renew,
  });
  // Before the folder goes: what is remembered is written behind the answer.
  onTestFinished(() => catalogue.settled());
  const threads = await makeStore();
  const d: AskDeps = {
    ...backend,
    env: {},
    platform: process.platform,
    cwd: tmpdir(),
    face: 'assistant',
    home: '/nonexistent',
    authFile: '/nonexistent/.claude/auth.json',
    clock: serverClock(Date.now),
    sleep: (ms) => {
      self.waits.push(ms);
      return Promise.resolve();
    },
    random: () => 0.5,
    credentials: {
      credential: () => Promise.resolve(credential),
      renew,
    },
    catalogue,
    routing: createRouting(backend),
    threads,
    toContinue: (name, project) => d.threads.load(name, project),
    defaultModel: undefined,
    judgeSchema: (task) => Promise.resolve(judge(task)),
    onLimits: (limits) => self.limits.push(limits),
    patience: { headersMs: 5_000, idleMs: 5_000, longIdleMs: 5_000, pingMs: 5_000, ...options.patience },
    ...options.deps,
  };
  const self: Asker = {
    waits: [],
    texts: [],
    progress: [],
    limits: [],
    threads,
    renewals: 0,
    ask: (question, hooks) =>
      ask(
        d,
        { prompt: 'What is a monad?', roots: [], ...question },
        {
          signal: new AbortController().signal,
          onText: (text) => self.texts.push(text),
          onProgress: (progress) => self.progress.push({ ...progress }),
          ...hooks,
        },
      ),
  };
  return self;
}
