import type { App } from '../app.ts';
import type { LoginRecord } from '../login/record.ts';
import { CODEX } from '../login/credential.ts';
import type { SignIn, SignInAttempt } from '../login/sign-in.ts';
import { AppError, cancelled } from '../system/errors.ts';
import { humanSeconds } from '../system/time.ts';
import { isTimeout } from './host-limits.ts';
import { progressLine } from './progress.ts';
import type { ToolContext, ToolOutput } from './tool.ts';

/** A sign-in as a tool wants it. */
export interface Wish {
  /** Default: the login that answers questions. */
  readonly signIn?: SignIn | undefined;
  /** The user's name for the account. */
  readonly account?: string | undefined;
  readonly method: 'auto' | 'browser' | 'device';
  readonly timeoutMs?: number | undefined;
  /** How long this call may wait; undefined or infinite: as long as the sign-in lasts. */
  readonly patienceMs?: number | undefined;
  /** False: only in the host's dialog, because the user has not asked for a sign-in. */
  readonly anyWay: boolean;
}

/** What came of it for this call. `pending`: the sign-in continues, and the text says how to finish it. */
type Outcome = LoginRecord | { readonly pending: string } | 'declined' | 'no dialog';
type Reply = 'accept' | 'decline' | 'unread' | 'failed';
type Page = NonNullable<SignInAttempt['browser'] | SignInAttempt['device']>;

/** What the calls of an attempt share. */
interface Shared {
  readonly attempt: SignInAttempt;
  /** How many calls wait for it: it ends when the user stops the last one. */
  waiting: number;
}
/** By the attempts' ends: a call that comes again with the user's reply goes on with the one that it asked for. */
const attempts = new WeakMap<Promise<unknown>, Shared>();

/** What the calls that show a page share. */
interface Shown {
  /** The reply to its open dialog: one is enough. */
  dialog?: Promise<Reply>;
  /** When that was first shown: a host may end the call with it and repeat the call with the reply. */
  at?: number;
  /** The user agreed to open it: declining another page of the attempt does not end it. */
  agreed?: boolean;
  /** One call may open the browser here, and only that. */
  opened?: boolean;
}
const pages = new WeakMap<Page, Shown>();
const shown = (page: Page): Shown => {
  const known = pages.get(page) ?? {};
  pages.set(page, known);
  return known;
};
/**
 * How long a call waits in a host without a dialog. Older hosts may cut or collapse progress, so that the user never
 * sees the address: after this time the result contains it, and the sign-in continues. Milliseconds.
 */
const UNSEEN_MS = 45_000;
/** A dialog that is answered sooner was not read by a user: the host runs unattended. Milliseconds. */
const UNREAD_MS = 1_000;
/** How long a result that says "pending" waits for a code. Milliseconds. */
const CODE_MS = 3_000;

/** The user declined in the dialog: a normal result, not a failure. */
const DECLINED = cancelled('The sign-in was declined.');

const timeLeft = (attempt: SignInAttempt, app: App): string =>
  humanSeconds((attempt.expiresAt - app.deps.now()) / 1000);

/** What the user has to do, in one sentence with the address and the code. */
function howToSignIn({ browser, device, service, plan }: SignInAttempt): string {
  const filled =
    device?.completeUrl === undefined ? '' : `, or open ${device.completeUrl} and compare the code`;
  const ways = [
    device &&
      `open ${device.url} in any browser and type the code ${device.userCode}${filled} (never accept a code that someone else sent you)`,
    browser && `open ${browser.url} in a browser on this machine`,
  ];
  const warning = browser?.warning === undefined ? '' : ` ${browser.warning}`;
  const aim = plan ? `${plan.action}:` : `To sign in to ${service.name},`;
  return `${aim} ${ways.filter(Boolean).join('; or ')}.${warning}`;
}

/** `ABCD-12345 at https://… · 14 min left`: short enough for hosts that cut lines. */
function waitingLine(attempt: SignInAttempt, app: App): string {
  const { device } = attempt;
  const what = device ? `${device.userCode} at ${device.url}` : 'continue in your browser';
  return `${what} · ${timeLeft(attempt, app)} left`;
}

/** The way out of a wait: address and code, for a user who may be anywhere. */
async function pending(attempt: SignInAttempt, wish: Wish, { app, signal }: ToolContext) {
  const { method, signIn = app.signIn } = wish;
  if (method !== 'browser' && !attempt.device && signIn.pending() === attempt) {
    const timeoutMs = attempt.expiresAt - app.deps.now();
    const code = signIn.begin({ lanes: ['device'], timeoutMs });
    // Without a code the address has to do.
    await Promise.race([code, app.deps.sleep(CODE_MS, signal)]).catch(() => {});
  }
  return {
    pending: `pending: ${howToSignIn(attempt)} Show this to the user exactly as it is. The sign-in can be finished within ${timeLeft(attempt, app)} while this session is open; codex_status tells when it is done.`,
  };
}

/** Shows one page in the host's dialog. */
async function show(page: Page, attempt: SignInAttempt, { app, host }: ToolContext, signal: AbortSignal) {
  const seen = shown(page);
  const since = (seen.at ??= performance.now());
  const { name } = attempt.service;
  const reply = await host.elicitUrl?.({
    url: ('userCode' in page ? page.completeUrl : undefined) ?? page.url,
    // Short, because a dialog shows one line; the least important words come last.
    message:
      'userCode' in page
        ? `Sign in to ${name} with the code ${page.userCode}. Never type a code someone sent you.`
        : (attempt.plan?.action ??
          `Sign in to ${name}${name === CODEX.name ? ' with your ChatGPT account' : ''}.`),
    timeoutMs: Math.max(1_000, attempt.expiresAt - app.deps.now()),
    signal,
    finished: attempt.done,
  });
  delete seen.at;
  if (reply === 'accept') seen.agreed = true;
  if (reply === 'accept' || reply === 'failed' || reply === undefined) return reply ?? 'failed';
  // Esc closes a dialog without an answer: that counts as declined too.
  return performance.now() - since < UNREAD_MS ? 'unread' : 'decline';
}

/** The user's reply to the page, in a dialog of this call or of another one. */
async function replyTo(page: Page, ...rest: [SignInAttempt, ToolContext, AbortSignal]): Promise<Reply> {
  const seen = shown(page);
  while (seen.dialog) {
    // The other call may have ended with its dialog open.
    const reply = await seen.dialog.catch(() => 'failed' as const);
    if (reply !== 'failed') return reply;
  }
  // The page is open already, for a call that the host has ended since.
  if (seen.agreed) return 'accept';
  return (seen.dialog = show(page, ...rest).finally(() => delete seen.dialog));
}

/**
 * Starts a sign-in or joins the current one, shows it to the user and waits. May be repeated from its beginning with
 * the reply to its dialog.
 */
export async function signInHere(context: ToolContext, wish: Wish): Promise<Outcome> {
  const { app, host, signal } = context;
  const { method, account, anyWay, patienceMs = Infinity, signIn = app.signIn } = wish;
  const { timeoutMs = app.settings.loginTimeoutMs } = wish;
  signal.throwIfAborted();
  const since = performance.now();
  const asked = host.answered && attempts.get(host.answered)?.attempt;
  const attempt = asked ?? (await signIn.begin({ ...app.lanesFor(method), timeoutMs, account }));
  const shared = attempts.get(attempt.done) ?? { attempt, waiting: 0 };
  attempts.set(attempt.done, shared);
  shared.waiting += 1;
  const { browser } = attempt;
  // If a code is shown too, this machine probably has no browser, unless the caller asked for it.
  const opens = browser && !shown(browser).opened && (method === 'browser' || !attempt.device);
  if (browser && anyWay) shown(browser).opened = true;
  // First the full address once, for hosts that keep it; then short lines for hosts that cut them.
  host.progress(howToSignIn(attempt));
  const line = progressLine(host.progress, () => waitingLine(attempt, app));
  line.update();
  const ended = new AbortController();
  /** Set if the user wants no more of it here: then the attempt ends unless other calls wait for it. */
  let stopped: AppError | undefined;

  const cancel = new Promise<never>((_resolve, reject) => {
    const onAbort = (): void => {
      const reason = cancelled('The sign-in was cancelled.');
      // The user may be in the browser: the sign-in outlives the host's patience, and the next call joins it.
      if (!isTimeout(signal.reason, performance.now() - since)) stopped = reason;
      reject(reason);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true, signal: ended.signal });
  });
  const wait = async (ms: number): Promise<'late'> => {
    // A timer of more than 24 days would fire at once.
    if (ms === Infinity) return new Promise<never>(() => {});
    return app.deps.sleep(ms, ended.signal).then(() => 'late' as const);
  };
  /** Shows the address to the user, and waits as long as useful. */
  const present = async (): Promise<LoginRecord | 'late' | 'no dialog'> => {
    const page = (method === 'browser' ? undefined : attempt.device) ?? browser;
    const reply = host.elicitUrl && page ? await replyTo(page, attempt, context, ended.signal) : 'failed';
    if (reply === 'accept') return attempt.done;
    if (reply === 'unread') return 'late';
    if (reply === 'decline') {
      const elsewhere = [browser, attempt.device].some((other) => other && shown(other).agreed);
      if (elsewhere) throw (stopped = DECLINED);
      attempt.cancel(DECLINED);
      // Report it once the port is free.
      return attempt.done;
    }
    // The dialog also fails if the sign-in has ended in the meantime: then there is nothing left to open.
    if (ended.signal.aborted) return attempt.done;
    if (!anyWay) return 'no dialog';
    if (opens && !app.settings.neverOpenBrowser) app.deps.openBrowser(browser.shortUrl()).catch(() => {});
    // A host that shows neither a dialog nor progress gets the address at once: its user could not see it otherwise.
    return host.elicitUrl || host.showsProgress ? wait(UNSEEN_MS) : 'late';
  };
  try {
    const outcome = await Promise.race([cancel, attempt.done, wait(patienceMs), present()]);
    return outcome === 'late' ? await pending(attempt, wish, context) : outcome;
  } catch (error) {
    if (error === DECLINED) return 'declined';
    throw error;
  } finally {
    line.stop();
    ended.abort();
    shared.waiting -= 1;
    if (shared.waiting === 0 && stopped) attempt.cancel(stopped);
  }
}

/** True if a new login here is what the question lacks: not another source's, not one that an application owns. */
async function lacksLogin({ kind, code }: AppError, { settings, status }: App): Promise<boolean> {
  if (kind !== 'sign-in' || !code.startsWith('auth.') || code === 'auth.account_changed') return false;
  if ((settings.source ?? 'login') !== 'login') return false;
  const { source } = await status();
  return source === null || source === 'login';
}

/**
 * Asks; if the user has to sign in first and the host can show a dialog, signs in and asks again, once. Nothing has
 * been sent by then.
 */
export async function askSignedIn(
  context: ToolContext,
  ask: () => Promise<ToolOutput>,
  patienceMs?: number,
): Promise<ToolOutput> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof AppError && context.host.elicitUrl)) throw error;
    if (!(await lacksLogin(error, context.app))) throw error;
    const outcome = await signInHere(context, { method: 'auto', anyWay: false, patienceMs });
    if (outcome === 'no dialog') throw error;
    if (outcome === 'declined') return { text: 'Codex was not asked, because the user declined to sign in.' };
    if ('pending' in outcome) {
      const { what, why = '' } = error.said('assistant');
      return { text: `${outcome.pending} Then ask again: Codex was not asked. ${what} ${why}` };
    }
  }
  return ask();
}
