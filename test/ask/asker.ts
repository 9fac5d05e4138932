import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../simulator/simulator.ts';
import { createCatalogue, type Catalogue } from '../../src/ask/catalogue.ts';
import type { Limits } from '../../src/ask/limits.ts';
import type { Patience } from '../../src/ask/patience.ts';
import { ask, type Answer, type AskDeps, type AskOptions, type Progress } from '../../src/ask/query.ts';
import type { Question } from '../../src/ask/request.ts';
import { createRouting } from '../../src/ask/routing.ts';
import { openStateFile, type StateFile } from '../../src/ask/state-file.ts';
import type { Credential } from '../../src/login/credential.ts';
import { serverClock } from '../../src/system/clock.ts';
import { silentLog } from '../../src/system/log.ts';

export const RESPONSES = '/backend-api/codex/responses';

export async function simulate(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options);
  onTestFinished(() => simulator.close());
  return simulator;
}

export async function stateFile(name = 'models.json'): Promise<StateFile & { readonly path: string }> {
  const dir = await mkdtemp(path.join(tmpdir(), 'codex-oauth-test-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const file = path.join(dir, 'codex-oauth', name);
  return { ...openStateFile(file, { platform: process.platform, log: silentLog }), path: file };
}

export function login(simulator: Simulator, account = 'acc-sim-0001', plan?: string): Credential {
  const tokens = simulator.mintTokens({ account, ...(plan ? { plan } : {}) });
  return {
    source: 'login',
    route: 'chatgpt',
    accessToken: tokens.accessToken,
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
  readonly catalogue: Catalogue;
  renewals: number;
  ask(question: Partial<Question>, options?: Partial<AskOptions>): Promise<Answer>;
}

export interface AskerOptions {
  readonly credential?: Credential;
  readonly patience?: Partial<Patience>;
  readonly deps?: Partial<AskDeps>;
}

/** A question's whole machinery on real sockets against the simulator; only the pauses are not real. */
export async function asker(simulator: Simulator, options: AskerOptions = {}): Promise<Asker> {
  let credential = options.credential ?? login(simulator);
  const backend = { fetch, baseUrl: simulator.backendUrl, userAgent: 'codex-oauth/test', now: Date.now };
  const catalogue = createCatalogue({ ...backend, log: silentLog, file: await stateFile(), patienceMs: 300 });
  // Before the folder goes: what is remembered is written behind the answer.
  onTestFinished(() => catalogue.settled());
  const routing = createRouting({ ...backend, log: silentLog });
  const self: Asker = {
    waits: [],
    texts: [],
    progress: [],
    limits: [],
    catalogue,
    renewals: 0,
    ask: (question, extra = {}) =>
      ask(
        {
          fetch,
          now: Date.now,
          clock: serverClock(Date.now),
          sleep: (ms) => {
            self.waits.push(ms);
            return Promise.resolve();
          },
          random: () => 0.5,
          log: silentLog,
          credentials: {
            credential: () => Promise.resolve(credential),
            renew: () => {
              self.renewals += 1;
              credential = { ...credential, accessToken: login(simulator, credential.accountId).accessToken };
              return Promise.resolve(credential);
            },
          },
          catalogue,
          routeFor: (used, signal) => routing.routeFor(used, signal),
          userAgent: 'codex-oauth/test',
          onLimits: (limits) => self.limits.push(limits),
          patience: { headersMs: 5_000, idleMs: 5_000, longIdleMs: 5_000, ...options.patience },
          ...options.deps,
        },
        {
          question: { prompt: 'What is a monad?', ...question },
          model: undefined,
          threadId: '0192f0c1-0000-7000-8000-000000000001',
          signal: new AbortController().signal,
          onText: (text) => self.texts.push(text),
          onProgress: (progress) => self.progress.push({ ...progress }),
          ...extra,
        },
      ),
  };
  return self;
}
