import { randomBytes } from 'node:crypto';
import { completeAccounts, DEFAULT_ACCOUNT_ID, type SimAccount } from './accounts.ts';
import { CodeStore } from './auth/codes.ts';
import type { AuthorizeRequest } from './auth/authorize-request.ts';
import { DeviceStore } from './auth/device-store.ts';
import { OneTimeForms } from './auth/forms.ts';
import { CatalogState } from './backend/catalog.ts';
import { completeLimits, type RateLimits } from './backend/limits.ts';
import type { IssuedCalls } from './backend/rounds.ts';
import { ReasoningSeal } from './backend/seal.ts';
import type { AppRequest } from './chatgpt/authorize.ts';
import { ChatGptStore } from './chatgpt/store.ts';
import { SimClock } from './clock.ts';
import { FaultPlan, numberParam } from './fault-plan.ts';
import { DEFAULT_API_KEY, DEFAULT_CLIENT_ID, DEFAULT_PAT, type SimulatorOptions } from './options.ts';
import { RequestLog } from './request-log.ts';
import { TokenStore } from './tokens.ts';

/** Everything the simulated servers know. Handlers get it with each request and keep nothing of their own. */
export interface World {
  readonly options: SimulatorOptions;
  readonly clock: SimClock;
  readonly faults: FaultPlan;
  readonly log: RequestLog;
  readonly accounts: readonly SimAccount[];
  readonly clientIds: readonly string[];
  readonly tokens: TokenStore;
  readonly codes: CodeStore;
  readonly consentForms: OneTimeForms<AuthorizeRequest>;
  /** Device pages by user code. */
  readonly deviceForms: OneTimeForms<string>;
  readonly devices: DeviceStore;
  readonly chatgpt: ChatGptStore;
  readonly appForms: OneTimeForms<AppRequest>;
  readonly personalAccessTokens: ReadonlyMap<string, string>;
  readonly apiKeys: Set<string>;
  readonly catalog: CatalogState;
  readonly seal: ReasoningSeal;
  readonly issued: IssuedCalls;
  limits: RateLimits;
  /** When the limits were set, in Unix seconds. */
  limitsSince: number;
  /** Known once the server listens. */
  origin: string;
}

export function createWorld(options: SimulatorOptions): World {
  const faults = new FaultPlan();
  const clock = new SimClock(() => {
    const skew = faults.peek('clock.skew');
    return skew ? numberParam(skew, 'seconds', 600) : 0;
  });
  const accounts = completeAccounts(options.accounts);
  const world: World = {
    options,
    clock,
    faults,
    log: new RequestLog(clock),
    accounts,
    clientIds: options.clientIds ?? [DEFAULT_CLIENT_ID],
    tokens: new TokenStore(clock, {
      issuer: () => world.origin,
      accessTtlSeconds: options.accessTokenTtlSeconds ?? 3600,
      refreshTtlSeconds: options.refreshTokenTtlSeconds ?? 30 * 86_400,
      revokeFamilyOnReuse: options.revokeFamilyOnReuse ?? false,
    }),
    codes: new CodeStore(clock),
    consentForms: new OneTimeForms(),
    deviceForms: new OneTimeForms(),
    chatgpt: new ChatGptStore(clock, options.accessTokenTtlSeconds),
    appForms: new OneTimeForms(),
    devices: new DeviceStore(clock, options.deviceIntervalSeconds ?? 5, options.approveDevices ?? 'page'),
    personalAccessTokens: new Map(
      Object.entries(options.personalAccessTokens ?? { [DEFAULT_PAT]: defaultAccount(accounts).id }),
    ),
    apiKeys: new Set(options.apiKeys ?? [DEFAULT_API_KEY]),
    catalog: new CatalogState(options.catalog),
    seal: new ReasoningSeal(),
    issued: new Map(),
    limits: completeLimits(options.limits),
    limitsSince: clock.now(),
    origin: '',
  };
  return world;
}

export function defaultAccount(accounts: readonly SimAccount[]): SimAccount {
  const account = accounts.find((one) => one.id === DEFAULT_ACCOUNT_ID) ?? accounts[0];
  if (!account) throw new Error('The simulator needs at least one account.');
  return account;
}

export function findAccount(world: World, id: string | undefined): SimAccount | undefined {
  return id === undefined ? defaultAccount(world.accounts) : world.accounts.find((one) => one.id === id);
}

/** An opaque identifier with a readable beginning. */
export function opaque(prefix: string, bytes = 16): string {
  return `${prefix}${randomBytes(bytes).toString('base64url')}`;
}
