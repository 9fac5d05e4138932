import { say, towards } from '../system/wording.ts';
import type { Deps } from '../system/deps.ts';
import { AppError, cancelled } from '../system/errors.ts';
import type { PlanUsage } from '../oauth/provider.ts';
import type { OAuthProfile } from '../oauth/profile.ts';
import { openCodeFlow } from '../oauth/code-flow.ts';
import { openDeviceFlow, pollForConsent, type DeviceCode, type Redeem } from '../oauth/device-flow.ts';
import { nameOf } from './account.ts';
import { CODEX, signInError, type Service } from './credential.ts';
import type { Home } from './home.ts';
import { identityOfLogin, isGranted, SUBJECT, withTokens, type LoginRecord } from './record.ts';
import type { TokenManager } from './tokens.ts';

export type LaneName = 'browser' | 'device';

/** One sign-in in progress. All callers share it; each can open further lanes in it. */
export interface SignInAttempt {
  /** The address for a browser on this machine, and the port that waits for it. */
  readonly browser: Omit<BrowserLane, 'done' | 'close'> | undefined;
  /** A code for a browser anywhere. */
  readonly device: Pick<DeviceCode, 'url' | 'completeUrl' | 'userCode'> | undefined;
  /** Why the lane requested last is not open. */
  readonly missing: AppError | undefined;
  /** True as soon as it has failed, even while its port is still being freed. */
  readonly failed: boolean;
  /** What the user signs in to. */
  readonly service: Service;
  /** Whose plan it lets this program use, where the provider has words for that. */
  readonly plan?: PlanUsage | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Settles when the login is stored and the port is free, or rejects with the reason. */
  readonly done: Promise<LoginRecord>;
  cancel(reason?: AppError): void;
}

export interface SignInDeps
  extends Pick<Deps, 'platform' | 'uid' | 'fetch' | 'now' | 'sleep' | 'randomBytes'>,
    Pick<TokenManager, 'probe' | 'store' | 'current'> {
  /** What the flows need; asked for at the beginning of each attempt. */
  readonly profile: (account: string | undefined) => OAuthProfile | Promise<OAuthProfile>;
  /** Keeps the client that a redirect has registered, and then who was proven to have signed in with it. */
  readonly registered?:
    | ((account: string | undefined, clientId: string, subject?: string) => Promise<void>)
    | undefined;
  /** What the login is bound to, besides the client that it is made with. */
  readonly home: Pick<Home, 'issuer'> & Partial<Pick<Home, 'baseUrl'>>;
  /** How to sign in, for messages. Default: OpenAI Codex. */
  readonly service?: Service | undefined;
  readonly plan?: PlanUsage | undefined;
  /** Rejects a login that may not be used here (another workspace) before anything is stored. */
  readonly accept: (login: LoginRecord) => void;
  /** False: it has one login, so that no account can be named. */
  readonly accounts?: boolean | undefined;
  /** Adds what is worth knowing about a new login and not in its tokens. Never rejects. */
  readonly describe?: ((login: LoginRecord) => Promise<LoginRecord>) | undefined;
}

export interface SignInRequest {
  readonly lanes: readonly LaneName[];
  /** Lanes to open instead when none of `lanes` can be. */
  readonly fallback?: readonly LaneName[];
  /** True if the user allows ending another program's sign-in to get its port. */
  readonly takeOver?: boolean;
  readonly timeoutMs: number;
  /** The user's name for the account (accounts.ts). Default: the account in use is replaced. */
  readonly account?: string | undefined;
}

export type SignIn = ReturnType<typeof createSignIn>;

const CODE_TIMEOUT_MS = 20_000;
/** Time for the last page to reach the browser before its socket is closed. */
const LAST_PAGE_MS = 20;
/** Set at a sign-in and kept by every refresh: another value means a new sign-in. */
const SIGNED_IN_AT = 'signed_in_at';
const REGISTERED_AT = 'registered_at';

/** What is said once: after the sign-in that has registered this program, if it may use the plan. */
export function welcomeTo(plan: PlanUsage | undefined, login: LoginRecord): string | undefined {
  const { extra } = login;
  const first = extra[REGISTERED_AT] !== undefined && extra[REGISTERED_AT] === extra[SIGNED_IN_AT];
  return plan && first && isGranted(login, plan.scope)
    ? `${plan.welcome} Manage usage: ${plan.managePage}`
    : undefined;
}

/** How often we check the file for a sign-in finished in another window. */
const WATCH_MS = 1_000;

const otherAccount = (account: string): AppError =>
  new AppError({
    kind: 'input',
    code: 'login.other_account',
    what: `The sign-in to the account "${account}" was not started.`,
    why: 'A sign-in to another account is still open.',
    fix: 'Finish or cancel that one first.',
  });

const oneAccount = ({ name }: Service): AppError =>
  new AppError({
    kind: 'input',
    code: 'account.unsupported',
    what: `The sign-in to ${name} was not started.`,
    why: 'Only logins at OpenAI have names for several accounts.',
    fix: 'Leave the account out.',
  });

const timedOut = (ms: number, { login }: Service): AppError =>
  signInError(
    'login.timeout',
    'The sign-in was not finished.',
    `It was not approved within ${Math.round(ms / 1000)} s.`,
    say`Start it again with ${login}. To allow more time, set CODEX_OAUTH_TIMEOUT (seconds).`,
  );

/** A failure as its service says it. */
function toldBy(reason: unknown, { other }: Service): Error {
  if (!(reason instanceof AppError)) return reason instanceof Error ? reason : new Error('unknown');
  return other === undefined ? reason : reason.with({ fix: towards(other, reason.fix) });
}

export function createSignIn(d: SignInDeps) {
  let current: OpenAttempt | undefined;
  /** One at a time: two concurrent calls must not open a lane twice. */
  let turn: Promise<unknown> = Promise.resolve();

  const begin = async (request: SignInRequest): Promise<SignInAttempt> => {
    if (request.account !== undefined && d.accounts === false) throw oneAccount(d.service ?? CODEX);
    // A cancelled attempt gives out no address any more; its port is free once it has settled.
    if (current?.failed) await current.done.catch(() => {});
    const joined = current?.failed ? undefined : current;
    if (!joined) await d.probe();
    else if (request.account !== undefined && request.account !== joined.account)
      throw otherAccount(request.account);
    const attempt = joined ?? startAttempt(d, await d.profile(request.account), request.account);
    current = attempt;
    const clear = (): void => {
      if (current === attempt) current = undefined;
    };
    attempt.done.then(clear, clear);
    await attempt.open(request).catch((error: unknown) => {
      if (!joined?.failed) throw error;
    });
    // Another caller has ended it in the meantime.
    return joined?.failed ? begin(request) : attempt;
  };

  return {
    pending: (): SignInAttempt | undefined => (current?.failed ? undefined : current),
    /** Starts an attempt, or joins the current one and opens the missing lanes. Rejects if no lane opens. */
    begin: (request: SignInRequest): Promise<SignInAttempt> => {
      const mine = turn
        .then(() => begin(request))
        .catch((error: unknown) => {
          throw toldBy(error, d.service ?? CODEX);
        });
      turn = mine.catch(() => {});
      return mine;
    },
  };
}

/** Both lanes have a page for the user and `done`: the first to settle decides the attempt. */
type BrowserLane = Awaited<ReturnType<typeof openCodeFlow<LoginRecord>>>;
type DeviceLane = DeviceCode & {
  readonly done: Promise<LoginRecord>;
  readonly close: () => Promise<void>;
};

/** A code entered on another device. Rejects if the server gives none. */
async function openDeviceLane(
  d: SignInDeps,
  profile: OAuthProfile,
  finish: (redeem: Redeem) => Promise<LoginRecord>,
): Promise<DeviceLane> {
  const flow = await openDeviceFlow(d, profile, AbortSignal.timeout(CODE_TIMEOUT_MS));
  const stop = new AbortController();
  const done = pollForConsent(d, flow, stop.signal).then(finish);
  done.catch(() => {});
  return { ...flow, done, close: async () => stop.abort() };
}

/** Whose login it is, for the page that the browser shows last. */
function holderOf(login: LoginRecord): string | undefined {
  const { email, plan } = identityOfLogin(login);
  return email && `${email}${plan ? ` (${plan} plan)` : ''}`;
}

/** The internal view of an attempt. */
type OpenAttempt = { -readonly [Key in keyof SignInAttempt]: SignInAttempt[Key] } & {
  browser: BrowserLane | undefined;
  device: DeviceLane | undefined;
  readonly account: string | undefined;
  /** Opens the requested lanes that are not open yet. Rejects if none can be opened. */
  readonly open: (request: SignInRequest) => Promise<void>;
};

function startAttempt(d: SignInDeps, profile: OAuthProfile, account: string | undefined): OpenAttempt {
  const startedAt = d.now();
  const ended = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  /** The user has approved: the time limit no longer counts, even if it is set later. */
  let approved = false;
  let over = false;
  let settle: (end: LoginRecord | Promise<never>) => void = () => {};
  const succeed = (login: LoginRecord): void => {
    over = true;
    settle(login);
  };
  const fail = (reason: unknown): void => {
    if (over) return;
    over = attempt.failed = true;
    settle(Promise.reject(toldBy(reason, d.service ?? CODEX)));
  };

  /** The user has agreed, so the time limit no longer counts. */
  const finish = async (redeem: Redeem): Promise<LoginRecord> => {
    approved = true;
    clearTimeout(timer);
    const tokens = await redeem();
    const { proven } = tokens;
    const clientId = proven?.clientId ?? profile.clientId;
    const now = d.now() / 1000;
    const at = Math.floor(now);
    const extra = {
      [SIGNED_IN_AT]: at,
      ...(proven && { [SUBJECT]: proven.subject }),
      ...(clientId === profile.clientId ? {} : { [REGISTERED_AT]: at }),
    };
    // Such a client belongs to one account and workspace, and tells them apart where the tokens do not.
    const accountId = proven && d.registered ? clientId : undefined;
    const base = { accessToken: '', ...d.home, clientId, accountId, extra };
    const login = withTokens(base, tokens, now);
    d.accept(login);
    if (proven) await d.registered?.(account, clientId, proven.subject);
    const described = (await d.describe?.(login)) ?? login;
    // A sign-in cancelled in the meantime leaves nothing behind.
    if (attempt.failed) throw cancelled('The sign-in was cancelled.');
    await d.store(described, account);
    return described;
  };
  const close = async (): Promise<void> =>
    void (await Promise.all([attempt.browser?.close(), attempt.device?.close()]));
  const finished = async (): Promise<LoginRecord> => {
    try {
      return await new Promise<LoginRecord>((resolve) => {
        settle = resolve;
      });
    } finally {
      // The lanes close before the attempt settles, so the port is free by then.
      clearTimeout(timer);
      ended.abort();
      await d.sleep(LAST_PAGE_MS);
      await close();
    }
  };

  /** Opens lanes concurrently and adds those that open; returns the error of the first that does not. */
  const openAll = async (names: readonly LaneName[], takeOver: boolean): Promise<unknown> => {
    const keepClient = (clientId: string): Promise<void> | undefined => d.registered?.(account, clientId);
    const options = { takeOver, finish, named: holderOf, keepClient };
    const [browser, device] = await Promise.allSettled([
      names.includes('browser') && !attempt.browser ? openCodeFlow(d, profile, options) : undefined,
      names.includes('device') && !attempt.device ? openDeviceLane(d, profile, finish) : undefined,
    ]);
    if (browser.status === 'fulfilled' && browser.value) attempt.browser = browser.value;
    if (device.status === 'fulfilled' && device.value) attempt.device = device.value;
    if (browser.status === 'fulfilled') browser.value?.done.then(succeed, fail);
    if (device.status === 'fulfilled')
      device.value?.done.then(succeed, (error: unknown) => {
        attempt.device = undefined;
        // A code that leads nowhere leaves the browser's page; only the user's no ends both.
        const code = error instanceof AppError ? error.code : '';
        const useless = code.startsWith('device.') && code !== 'device.denied';
        if (!useless || !attempt.browser) fail(error);
      });
    return [browser, device].find((lane) => lane.status === 'rejected')?.reason;
  };
  const open: OpenAttempt['open'] = async ({ lanes, fallback = [], takeOver = false, timeoutMs }) => {
    if (approved) return;
    const isOpen = (name: LaneName): boolean => attempt[name] !== undefined;
    const missing = await openAll(lanes, takeOver);
    if (!lanes.some(isOpen)) await openAll(fallback, takeOver);
    attempt.missing = missing instanceof AppError ? missing : undefined;
    // The attempt may have ended while a lane was opening: that lane must not stay open.
    if (ended.signal.aborted) await close().then(() => attempt.done);
    if (!isOpen('browser') && !isOpen('device')) fail(missing);
    if (![...lanes, ...fallback].some(isOpen)) throw missing;
    const codeMs = (attempt.device?.lifetime ?? 0) * 1000;
    const wait = attempt.browser ? timeoutMs : Math.min(timeoutMs, codeMs);
    attempt.expiresAt = Math.max(attempt.expiresAt, d.now() + wait);
    clearTimeout(timer);
    const limit = timedOut(attempt.expiresAt - startedAt, d.service ?? CODEX);
    if (!approved && !over) timer = setTimeout(() => fail(limit), attempt.expiresAt - d.now());
  };

  const attempt: OpenAttempt = {
    account,
    service: d.service ?? CODEX,
    plan: d.plan,
    browser: undefined,
    device: undefined,
    missing: undefined,
    failed: false,
    expiresAt: startedAt,
    done: finished(),
    open,
    cancel: (reason) => fail(reason ?? cancelled('The sign-in was cancelled.')),
  };
  // If its callers have gone when it fails, the rejection must not end the process.
  attempt.done.catch(() => {});
  void otherWindow(d, account, ended.signal, () => approved).then((login) => login && succeed(login));
  return attempt;
}

/**
 * Two windows may start a sign-in at once; finishing either one finishes both. Resolves to nothing once this attempt
 * has ended, and does not mistake its own stored login for another's. Never rejects.
 */
async function otherWindow(
  d: SignInDeps,
  account: string | undefined,
  ended: AbortSignal,
  approved: () => boolean,
): Promise<LoginRecord | undefined> {
  const look = (): Promise<LoginRecord | undefined> => d.current().catch(() => undefined);
  const before = (await look())?.extra[SIGNED_IN_AT];
  while (!ended.aborted) {
    await d.sleep(WATCH_MS, ended).catch(() => {});
    const login = await look();
    const at = login?.extra[SIGNED_IN_AT];
    const mine = account === undefined || (login !== undefined && nameOf(login) === account);
    if (login && mine && at !== undefined && at !== before && !approved()) return login;
  }
  return undefined;
}
