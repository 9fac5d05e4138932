import { its, say } from '../system/wording.ts';
import type { Deps } from '../system/deps.ts';
import { AppError, cancelled } from '../system/errors.ts';
import type { OAuthProfile } from '../oauth/profile.ts';
import { exchangeCode, judgeExchange } from '../oauth/token-endpoint.ts';
import { withTokens, type LoginRecord } from './record.ts';
import {
  openBrowserLane,
  openDeviceLane,
  type BrowserLane,
  type DeviceLane,
  type LaneContext,
} from './sign-in-lanes.ts';

export type LaneName = 'browser' | 'device';

/** One sign-in under way. Everybody who asks for one while it lasts gets this same attempt. */
export interface SignInAttempt {
  /** Where a browser on this machine signs in, and the port that waits for it. */
  readonly browser: { readonly url: string; readonly port: number } | undefined;
  /** A code for a browser anywhere. */
  readonly device: { readonly url: string; readonly userCode: string } | undefined;
  /** Why a lane that was asked for is not open. */
  readonly missing: AppError | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Settles when the login is stored and the port is free, or rejects with the reason. */
  readonly done: Promise<LoginRecord>;
  /** Finishes with a redirect URL that the user pasted. Throws where it does not belong to this attempt. */
  paste(redirect: string): void;
  cancel(reason?: AppError): void;
}

export interface SignInDeps extends Pick<Deps, 'platform' | 'fetch' | 'now' | 'sleep' | 'randomBytes'> {
  readonly profile: OAuthProfile;
  readonly issuer: string;
  /** Refuses a login that may not be used here (another workspace) before anything is stored. */
  readonly accept: (login: LoginRecord) => void;
  /** Throws where a login could not be stored: called before a browser opens. */
  readonly probe: () => Promise<void>;
  readonly store: (login: LoginRecord) => Promise<void>;
  /** The login as it is on disk now; undefined where there is none or it cannot be read. */
  readonly current: () => Promise<LoginRecord | undefined>;
}

export interface SignInRequest {
  readonly lanes: readonly LaneName[];
  /** Lanes to open instead when none of `lanes` can be. */
  readonly fallback?: readonly LaneName[];
  /** True where the user has agreed that another program's sign-in may be ended for its port. */
  readonly takeOver?: boolean;
  readonly timeoutMs: number;
}

export interface SignIn {
  /** Starts an attempt, or joins the one under way. Rejects where no lane can be opened. */
  begin(request: SignInRequest): Promise<SignInAttempt>;
  pending(): SignInAttempt | undefined;
}

const EXCHANGE_TIMEOUT_MS = 30_000;
/** Lets the last page reach the browser before its socket is cut. */
const LAST_PAGE_MS = 20;
/** Set at a sign-in and kept by every refresh: another value means that somebody has signed in anew. */
const SIGNED_IN_AT = 'signed_in_at';
/** How often the file is looked at for a sign-in that was finished in another window. */
const WATCH_MS = 1_000;

function timedOut(ms: number): AppError {
  return new AppError({
    kind: 'sign-in',
    code: 'login.timeout',
    what: 'The sign-in was not finished.',
    why: `Nobody approved it within ${Math.round(ms / 1000)} s.`,
    fix: say`Start it again with ${its.login}. CODEX_OAUTH_TIMEOUT (seconds) makes the wait longer.`,
  });
}

export function createSignIn(d: SignInDeps): SignIn {
  let current: SignInAttempt | undefined;
  let starting: Promise<SignInAttempt> | undefined;

  const start = async (request: SignInRequest): Promise<SignInAttempt> => {
    const attempt = await openAttempt(d, request);
    current = attempt;
    const clear = (): void => {
      if (current === attempt) current = undefined;
    };
    attempt.done.then(clear, clear);
    return attempt;
  };

  return {
    pending: () => current,
    begin: (request) => {
      if (current) return Promise.resolve(current);
      starting ??= start(request).finally(() => {
        starting = undefined;
      });
      return starting;
    },
  };
}

async function openAttempt(d: SignInDeps, request: SignInRequest): Promise<SignInAttempt> {
  await d.probe();
  let timer: NodeJS.Timeout | undefined;
  const context: LaneContext = {
    ...d,
    takeOver: request.takeOver ?? false,
    finishing: () => clearTimeout(timer),
    exchange: async (grant) => {
      const answer = await exchangeCode(d.fetch, d.profile, grant, AbortSignal.timeout(EXCHANGE_TIMEOUT_MS));
      const record = withTokens(undefined, judgeExchange(answer), d.now() / 1000);
      if (!record) throw new Error('an exchange without an access token was accepted');
      const login: LoginRecord = {
        ...record,
        clientId: d.profile.clientId,
        issuer: d.issuer,
        extra: { [SIGNED_IN_AT]: Math.floor(d.now() / 1000) },
      };
      d.accept(login);
      await d.store(login);
      return login;
    },
  };
  let open = await openLanes(context, request.lanes);
  if (!open.browser && !open.device && request.fallback) {
    const second = await openLanes(context, request.fallback);
    open = { ...second, failures: [...open.failures, ...second.failures] };
  }
  const { browser, device, failures } = open;
  const [firstFailure] = failures;
  if (!browser && !device) throw firstFailure ?? new Error('no lane was asked for');

  const lifetime = browser
    ? request.timeoutMs
    : Math.min(request.timeoutMs, device?.lifetimeMs ?? request.timeoutMs);
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
    browser: browser && { url: browser.url, port: browser.port },
    device: device && { url: device.url, userCode: device.userCode },
    missing: firstFailure instanceof AppError ? firstFailure : undefined,
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

interface Open {
  readonly browser: BrowserLane | undefined;
  readonly device: DeviceLane | undefined;
  readonly failures: readonly unknown[];
}

async function openLanes(context: LaneContext, lanes: readonly LaneName[]): Promise<Open> {
  const [browser, device] = await Promise.allSettled([
    lanes.includes('browser') ? openBrowserLane(context) : undefined,
    lanes.includes('device') ? openDeviceLane(context) : undefined,
  ]);
  return {
    browser: browser.status === 'fulfilled' ? browser.value : undefined,
    device: device.status === 'fulfilled' ? device.value : undefined,
    failures: [browser, device].filter((l) => l.status === 'rejected').map((l) => l.reason as unknown),
  };
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
