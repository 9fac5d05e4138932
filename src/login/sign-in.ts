import { its, say } from '../system/wording.ts';
import type { Deps } from '../system/deps.ts';
import { AppError, cancelled } from '../system/errors.ts';
import type { OAuthProfile } from '../oauth/profile.ts';
import { exchangeCode, judgeExchange } from '../oauth/token-endpoint.ts';
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

/** One sign-in under way. Everybody who asks for one while it lasts gets this same attempt. */
export interface SignInAttempt {
  /** Where a browser on this machine signs in, and the port that waits for it. */
  readonly browser: Pick<BrowserLane, 'url' | 'port'> | undefined;
  /** A code for a browser anywhere. */
  readonly device: Pick<DeviceLane, 'url' | 'userCode'> | undefined;
  /** Why a lane that was asked for is not open. */
  readonly missing: AppError | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Settles when the login is stored and the port is free, or rejects with the reason. */
  readonly done: Promise<LoginRecord>;
  readonly paste: BrowserLane['paste'];
  cancel(reason?: AppError): void;
}

export interface SignInDeps
  extends Pick<Deps, 'platform' | 'fetch' | 'now' | 'sleep' | 'randomBytes'>,
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
  let current: SignInAttempt | undefined;
  let starting: Promise<SignInAttempt> | undefined;

  const start = async (request: SignInRequest): Promise<SignInAttempt> => {
    try {
      current = await openAttempt(d, request);
      const clear = (): void => {
        current = undefined;
      };
      current.done.then(clear, clear);
      return current;
    } finally {
      starting = undefined;
    }
  };

  return {
    pending: (): SignInAttempt | undefined => current,
    /** Starts an attempt, or joins the one under way. Rejects where no lane can be opened. */
    begin: async (request: SignInRequest) => current ?? (starting ??= start(request)),
  };
}

async function openAttempt(d: SignInDeps, request: SignInRequest): Promise<SignInAttempt> {
  await d.probe();
  let timer: NodeJS.Timeout | undefined;
  const finish: LaneContext['finish'] = async (grant, redirectUri) => {
    clearTimeout(timer);
    const { fetch, profile, issuer } = d;
    const signal = AbortSignal.timeout(EXCHANGE_TIMEOUT_MS);
    const tokens = judgeExchange(await exchangeCode(fetch, profile, { ...grant, redirectUri }, signal));
    const now = d.now() / 1000;
    const extra = { [SIGNED_IN_AT]: Math.floor(now) };
    const login = withTokens({ accessToken: '', clientId: profile.clientId, issuer, extra }, tokens, now);
    d.accept(login);
    await d.store(login);
    return login;
  };
  const { browser, device, missing } = await openLanes({ ...d, finish }, request);

  const codeMs = d.profile.device.lifetime * 1000;
  const lifetime = browser ? request.timeoutMs : Math.min(request.timeoutMs, codeMs);
  const ended = new AbortController();
  let fail: (reason: AppError) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  timer = setTimeout(() => fail(timedOut(lifetime)), lifetime);
  const ways = [browser?.login, device?.login].filter((way) => way !== undefined);
  const first = async (): Promise<LoginRecord> => {
    try {
      return await Promise.race([...ways, failed, otherWindow(d, ended.signal)]);
    } finally {
      // The lanes are closed before the end is told: then the port is free.
      clearTimeout(timer);
      ended.abort();
      await d.sleep(LAST_PAGE_MS);
      await Promise.all([browser?.close(), device?.close()]);
    }
  };
  const done = first();
  // Its callers may have left before it fails: that must not end the process.
  done.catch(() => {});
  return {
    browser,
    device,
    missing: missing instanceof AppError ? missing : undefined,
    expiresAt: d.now() + lifetime,
    done,
    cancel: (reason) => fail(reason ?? cancelled('The sign-in was cancelled.')),
    paste: (text) => {
      if (browser) return browser.paste(text);
      throw new AppError({
        kind: 'input',
        code: 'login.paste',
        what: 'This sign-in waits for a code, not for an address.',
        fix: `Type ${device?.userCode ?? 'the code'} at ${device?.url ?? 'the page shown'}.`,
      });
    },
  };
}

/** Opens what was asked for, else the fallback; `missing` says why a lane is not open. Throws where none is. */
async function openLanes(context: LaneContext, { lanes, fallback = [], takeOver = false }: SignInRequest) {
  let missing: unknown;
  for (const wanted of [lanes, fallback]) {
    const [first, second] = await Promise.allSettled([
      wanted.includes('browser') ? openBrowserLane(context, takeOver) : undefined,
      wanted.includes('device') ? openDeviceLane(context) : undefined,
    ]);
    const browser = first.status === 'fulfilled' ? first.value : undefined;
    const device = second.status === 'fulfilled' ? second.value : undefined;
    for (const lane of [first, second]) if (lane.status === 'rejected') missing ??= lane.reason;
    if (browser || device) return { browser, device, missing };
  }
  throw missing;
}

/** Two windows may ask for a sign-in at once: whichever is finished, both have got it. Never rejects. */
async function otherWindow(d: SignInDeps, ended: AbortSignal): Promise<LoginRecord> {
  const look = (): Promise<LoginRecord | undefined> => d.current().catch(() => undefined);
  const before = (await look())?.extra[SIGNED_IN_AT];
  while (!ended.aborted) {
    await d.sleep(WATCH_MS, ended).catch(() => {});
    const login = await look();
    const at = login?.extra[SIGNED_IN_AT];
    if (login && at !== undefined && at !== before) return login;
  }
  return new Promise(() => {});
}
