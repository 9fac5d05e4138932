import { its, say } from '../system/wording.ts';
import type { Deps } from '../system/deps.ts';
import { AppError, cancelled } from '../system/errors.ts';
import type { OAuthProfile } from '../oauth/profile.ts';
import { exchangeCode, judgeExchange, twiceIfBusy } from '../oauth/token-endpoint.ts';
import { signInError } from './credential.ts';
import { withTokens, type LoginRecord } from './record.ts';
import {
  openBrowserLane,
  openDeviceLane,
  type BrowserLane,
  type DeviceLane,
  type LaneContext,
} from './sign-in-lanes.ts';
import type { TokenManager } from './tokens.ts';

export type LaneName = 'browser' | 'device';

/** One sign-in under way. All who ask for one while it lasts share it; what each asks for is opened in it. */
export interface SignInAttempt {
  /** Where a browser on this machine signs in, and the port that waits for it. */
  readonly browser: Pick<BrowserLane, 'url' | 'shortUrl' | 'port' | 'warning'> | undefined;
  /** A code for a browser anywhere. */
  readonly device: Pick<DeviceLane, 'url' | 'userCode'> | undefined;
  /** Why a lane that was asked for last is not open. */
  readonly missing: AppError | undefined;
  /** True from the moment it is lost, while its port is still being freed. */
  readonly failed: boolean;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Settles when the login is stored and the port is free, or rejects with the reason. */
  readonly done: Promise<LoginRecord>;
  readonly paste: BrowserLane['paste'];
  cancel(reason?: AppError): void;
}

export interface SignInDeps
  extends Pick<Deps, 'platform' | 'uid' | 'fetch' | 'now' | 'sleep' | 'randomBytes'>,
    Pick<TokenManager, 'probe' | 'store' | 'current'> {
  readonly profile: OAuthProfile;
  readonly issuer: string;
  /** Refuses a login that may not be used here (another workspace) before anything is stored. */
  readonly accept: (login: LoginRecord) => void;
}

export interface SignInRequest {
  readonly lanes: readonly LaneName[];
  /** Lanes to open instead when none of `lanes` can be. */
  readonly fallback?: readonly LaneName[];
  /** True where the user has agreed that another program's sign-in may be ended for its port. */
  readonly takeOver?: boolean;
  readonly timeoutMs: number;
}

export type SignIn = ReturnType<typeof createSignIn>;

const EXCHANGE_TIMEOUT_MS = 30_000;
/** Lets the last page reach the browser before its socket is cut. */
const LAST_PAGE_MS = 20;
/** Set at a sign-in and kept by every refresh: another value means that somebody has signed in anew. */
const SIGNED_IN_AT = 'signed_in_at';
/** How often the file is looked at for a sign-in that was finished in another window. */
const WATCH_MS = 1_000;

const timedOut = (ms: number): AppError =>
  signInError(
    'login.timeout',
    'The sign-in was not finished.',
    `Nobody approved it within ${Math.round(ms / 1000)} s.`,
    say`Start it again with ${its.login}. CODEX_OAUTH_TIMEOUT (seconds) makes the wait longer.`,
  );

export function createSignIn(d: SignInDeps) {
  let current: OpenAttempt | undefined;
  /** One after the other: two calls at once must not open a lane twice. */
  let turn: Promise<unknown> = Promise.resolve();

  const begin = async (request: SignInRequest): Promise<SignInAttempt> => {
    // One that was cancelled a moment ago hands out no address any more; its port is free when it has settled.
    if (current?.failed) await current.done.catch(() => {});
    const joined = current?.failed ? undefined : current;
    if (!joined) await d.probe();
    const attempt = joined ?? startAttempt(d);
    current = attempt;
    const clear = (): void => {
      if (current === attempt) current = undefined;
    };
    attempt.done.then(clear, clear);
    await attempt.open(request).catch((error: unknown) => {
      if (!joined?.failed) throw error;
    });
    // Another caller has ended it meanwhile.
    return joined?.failed ? begin(request) : attempt;
  };

  return {
    pending: (): SignInAttempt | undefined => (current?.failed ? undefined : current),
    /** Starts an attempt, or joins the one under way and opens in it what it lacks. Rejects where that opens nothing. */
    begin: (request: SignInRequest): Promise<SignInAttempt> => {
      const mine = turn.then(() => begin(request));
      turn = mine.catch(() => {});
      return mine;
    },
  };
}

interface OpenAttempt extends SignInAttempt {
  /** Opens the lanes that are asked for and not open yet. Rejects where none of them can be. */
  open(request: SignInRequest): Promise<void>;
}

interface Lanes {
  browser?: BrowserLane | undefined;
  device?: DeviceLane | undefined;
}

function startAttempt(d: SignInDeps): OpenAttempt {
  const lanes: Lanes = {};
  const startedAt = d.now();
  const ended = new AbortController();
  let missing: unknown;
  let expiresAt = startedAt;
  let timer: NodeJS.Timeout | undefined;
  /** The user has approved: the time limit no longer counts, also where that happens before there is one. */
  let approved = false;
  let end: 'won' | 'lost' | undefined;
  let succeed: (login: LoginRecord) => void = () => {};
  let fail: (reason: unknown) => void = () => {};
  const outcome = new Promise<LoginRecord>((resolve, reject) => {
    succeed = (login) => {
      end ??= 'won';
      resolve(login);
    };
    fail = (reason) => {
      end ??= 'lost';
      reject(reason instanceof Error ? reason : new Error('unknown'));
    };
  });

  const context: LaneContext = {
    ...d,
    finish: async (grant, redirectUri) => {
      approved = true;
      clearTimeout(timer);
      const { fetch, profile, issuer } = d;
      const signal = AbortSignal.timeout(EXCHANGE_TIMEOUT_MS);
      const exchange = () => exchangeCode(fetch, profile, { ...grant, redirectUri }, signal);
      const tokens = judgeExchange(await twiceIfBusy(d, signal, exchange));
      const now = d.now() / 1000;
      const extra = { [SIGNED_IN_AT]: Math.floor(now) };
      const login = withTokens({ accessToken: '', clientId: profile.clientId, issuer, extra }, tokens, now);
      d.accept(login);
      // A sign-in that was cancelled meanwhile leaves nothing behind.
      if (end === 'lost') throw cancelled('The sign-in was cancelled.');
      await d.store(login);
      return login;
    },
  };
  const waitAtLeast = (ms: number): void => {
    expiresAt = Math.max(expiresAt, d.now() + ms);
    clearTimeout(timer);
    const limit = expiresAt - startedAt;
    if (!approved) timer = setTimeout(() => fail(timedOut(limit)), expiresAt - d.now());
  };
  const close = async (): Promise<void> =>
    void (await Promise.all([lanes.browser?.close(), lanes.device?.close()]));
  const finished = async (): Promise<LoginRecord> => {
    try {
      return await outcome;
    } finally {
      // The lanes are closed before the end is told: then the port is free.
      clearTimeout(timer);
      ended.abort();
      await d.sleep(LAST_PAGE_MS);
      await close();
    }
  };
  const done = finished();
  // Its callers may have left before it fails: that must not end the process.
  done.catch(() => {});
  void otherWindow(d, ended.signal, () => approved).then((login) => login && succeed(login));

  const expire = (error: unknown): void => {
    const alone = !(error instanceof AppError && error.code === 'device.expired' && lanes.browser);
    lanes.device = undefined;
    if (alone) fail(error);
  };
  /** Asks for lanes at once; true where one of them is open then. */
  const openAll = async (names: readonly LaneName[], takeOver: boolean): Promise<boolean> => {
    const [first, second] = await Promise.allSettled([
      names.includes('browser') && !lanes.browser ? openBrowserLane(context, takeOver) : undefined,
      names.includes('device') && !lanes.device ? openDeviceLane(context) : undefined,
    ]);
    for (const lane of [first, second]) if (lane.status === 'rejected') missing ??= lane.reason;
    if (first.status === 'fulfilled' && first.value) lanes.browser = first.value;
    if (second.status === 'fulfilled' && second.value) lanes.device = second.value;
    if (first.status === 'fulfilled') first.value?.login.then(succeed, fail);
    if (second.status === 'fulfilled') second.value?.login.then(succeed, expire);
    return names.some((name) => lanes[name]);
  };
  const open: OpenAttempt['open'] = async ({ lanes: wanted, fallback = [], takeOver = false, timeoutMs }) => {
    missing = undefined;
    if (approved) return;
    const opened = (await openAll(wanted, takeOver)) || (await openAll(fallback, takeOver));
    // It may have ended while a lane was opened, which then must not stay open.
    if (ended.signal.aborted) await close().then(() => done);
    if (!opened) {
      if (!lanes.browser && !lanes.device) fail(missing);
      throw missing;
    }
    const codeMs = d.profile.device.lifetime * 1000;
    waitAtLeast(lanes.browser ? timeoutMs : Math.min(timeoutMs, codeMs));
  };

  return {
    open,
    get browser() {
      return lanes.browser;
    },
    get device() {
      return lanes.device;
    },
    get missing() {
      return missing instanceof AppError ? missing : undefined;
    },
    get failed() {
      return end === 'lost';
    },
    get expiresAt() {
      return expiresAt;
    },
    done,
    cancel: (reason) => fail(reason ?? cancelled('The sign-in was cancelled.')),
    paste: (text) => {
      if (lanes.browser) return lanes.browser.paste(text);
      const { userCode = 'the code', url = 'the page shown' } = lanes.device ?? {};
      throw new AppError({
        kind: 'input',
        code: 'login.paste',
        what: 'This sign-in waits for a code, not for an address.',
        fix: `Type ${userCode} at ${url}.`,
      });
    },
  };
}

/**
 * Two windows may ask for a sign-in at once: whichever is finished, both have got it. Nothing once this one has ended;
 * while it stores its own, that is not another's. Never rejects.
 */
async function otherWindow(
  d: SignInDeps,
  ended: AbortSignal,
  approved: () => boolean,
): Promise<LoginRecord | undefined> {
  const look = (): Promise<LoginRecord | undefined> => d.current().catch(() => undefined);
  const before = (await look())?.extra[SIGNED_IN_AT];
  while (!ended.aborted) {
    await d.sleep(WATCH_MS, ended).catch(() => {});
    const login = await look();
    const at = login?.extra[SIGNED_IN_AT];
    if (login && at !== undefined && at !== before && !approved()) return login;
  }
  return undefined;
}
