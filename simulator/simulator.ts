import type { FaultOptions } from './fault-plan.ts';
import type { FaultName } from './faults.ts';
import { type SimulatorOptions, SCOPE } from './options.ts';
import type { LogEntry } from './request-log.ts';
import type { RateLimits } from './backend/limits.ts';
import type { ModelInfo } from './backend/catalog.ts';
import { listen } from './server.ts';
import { describeState, type SimulatorState } from './state.ts';
import type { TokenSet } from './tokens.ts';
import { createWorld, findAccount } from './world.ts';

export type { Answer, AnswerPlan } from './backend/answer.ts';
export type { Question } from './backend/question.ts';
export type { FaultOptions } from './fault-plan.ts';
export { FAULTS, type FaultName, isFaultName } from './faults.ts';
export type { SimulatorOptions } from './options.ts';
export { fingerprint } from './redact.ts';
export type { LogEntry } from './request-log.ts';
export type { SimulatorState } from './state.ts';
export type { TokenSet } from './tokens.ts';

export interface MintOptions {
  /** The account (workspace); the default account without it. */
  readonly account?: string;
  readonly plan?: string;
  readonly clientId?: string;
  readonly accessTtlSeconds?: number;
  readonly refreshTtlSeconds?: number;
}

/** A running simulator. All times are by its own clock. */
export interface Simulator {
  readonly url: string;
  /** Stands for https://auth.openai.com. */
  readonly issuer: string;
  /** Stands for https://chatgpt.com/backend-api. */
  readonly backendUrl: string;
  /** Stands for https://api.openai.com/v1. */
  readonly apiUrl: string;
  readonly log: readonly LogEntry[];
  readonly state: SimulatorState;
  requests(method: string, path: string): readonly LogEntry[];
  clearLog(): void;
  fault(name: FaultName, options?: FaultOptions): void;
  clearFaults(): void;
  mintTokens(options?: MintOptions): TokenSet;
  /** Ends a family, by its id or by any token of it. */
  revoke(familyOrToken: string): boolean;
  approveDevice(userCode: string, account?: string): boolean;
  denyDevice(userCode: string): boolean;
  advance(seconds: number): void;
  setClock(epochMs: number): void;
  /** Unix seconds. */
  now(): number;
  setLimits(limits: Partial<RateLimits>): void;
  setCatalog(models: readonly ModelInfo[]): void;
  close(): Promise<void>;
}

/** Starts the simulator on 127.0.0.1 and resolves when it listens. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const world = createWorld(options);
  const server = await listen(world, options.port ?? 0);
  world.origin = server.origin;
  return {
    url: server.origin,
    issuer: server.origin,
    backendUrl: `${server.origin}/backend-api`,
    apiUrl: `${server.origin}/v1`,
    get log() {
      return world.log.entries;
    },
    get state() {
      return describeState(world);
    },
    requests: (method, path) => world.log.find(method, path),
    clearLog: () => world.log.clear(),
    fault: (name, faultOptions) => world.faults.arm(name, faultOptions),
    clearFaults: () => world.faults.clear(),
    mintTokens: (mint = {}) => {
      const account = findAccount(world, mint.account);
      if (!account) throw new Error(`The simulator has no account ${String(mint.account)}.`);
      return world.tokens.mint({
        account: { ...account, plan: mint.plan ?? account.plan },
        clientId: mint.clientId ?? world.clientIds[0] ?? '',
        scope: SCOPE,
        ...(mint.accessTtlSeconds === undefined ? {} : { accessTtlSeconds: mint.accessTtlSeconds }),
        ...(mint.refreshTtlSeconds === undefined ? {} : { refreshTtlSeconds: mint.refreshTtlSeconds }),
      });
    },
    revoke: (familyOrToken) => {
      const family = world.tokens.families.get(familyOrToken);
      if (!family) return world.tokens.revoke(familyOrToken);
      family.revoked = true;
      return true;
    },
    approveDevice: (userCode, account) => world.devices.approve(userCode, account),
    denyDevice: (userCode) => world.devices.deny(userCode),
    advance: (seconds) => world.clock.advance(seconds),
    setClock: (epochMs) => world.clock.set(epochMs),
    now: () => world.clock.now(),
    setLimits: (limits) => {
      world.limits = { ...world.limits, ...limits };
      world.limitsSince = world.clock.now();
    },
    setCatalog: (models) => {
      world.catalog.replace(models);
    },
    close: () => server.close(),
  };
}
