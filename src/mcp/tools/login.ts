import type * as z from 'zod/v4';
import type { App } from '../../app.ts';
import { identityOfLogin, type LoginRecord } from '../../login/record.ts';
import type { SignInAttempt } from '../../login/sign-in.ts';
import { cancelled, type AppError } from '../../system/errors.ts';
import { maskEmail } from '../../system/redact.ts';
import { humanSeconds } from '../../system/time.ts';
import { progressLine } from '../progress.ts';
import { defineTool, type ToolContext, type ToolOutput, type Zod } from '../tool.ts';

/** How many calls wait for an attempt: it ends when the last one gives up. */
const waiting = new WeakMap<SignInAttempt, number>();
/** Pages with an open dialog: one dialog for each is enough. */
const offered = new WeakSet<object>();
/** Attempts with a page that the user agreed to open: declining another of their pages does not end them. */
const agreed = new WeakSet<SignInAttempt>();
/** Browser lanes that one call is showing: only that call may open the browser here. */
const shown = new WeakSet<object>();
/**
 * How long a call waits in a host without a dialog. Older hosts may cut or collapse progress, so that the user never
 * sees the address: after this time the result contains it, and the sign-in continues. Milliseconds.
 */
const PATIENCE_MS = 45_000;
/** A dialog that closes sooner was not read by a user: the host runs unattended and closed it. Milliseconds. */
const UNREAD_MS = 300;

/** The user declined in the dialog: a normal result, not a failure. */
const DECLINED = cancelled('The sign-in was declined.');
const DECLINED_TEXT = 'The sign-in has ended because the user declined it, and nothing has changed.';

const timeLeft = (attempt: SignInAttempt, app: App): string =>
  humanSeconds((attempt.expiresAt - app.deps.now()) / 1000);

/** What the user has to do, in one sentence with the address and the code. */
function howToSignIn({ browser, device }: SignInAttempt): string {
  const ways = [
    device &&
      `open ${device.url} in any browser and type the code ${device.userCode} (never type a code that someone else sent you)`,
    browser && `open ${browser.url} in a browser on this machine`,
  ];
  const warning = browser?.warning === undefined ? '' : ` ${browser.warning}`;
  return `To sign in to OpenAI Codex, ${ways.filter(Boolean).join('; or ')}.${warning}`;
}

function signedInText(login: LoginRecord): string {
  const { email, plan, accountId } = identityOfLogin(login);
  const who = `${email ? ` as ${maskEmail(email)}` : ''}${plan ? ` (${plan} plan)` : ''}`;
  return `Signed in to OpenAI Codex${who}, account ${accountId ?? 'unknown'}. codex_query is ready.`;
}

function pendingText(attempt: SignInAttempt, app: App): string {
  return `pending: ${howToSignIn(attempt)} Show this to the user exactly as it is. The sign-in can be finished within ${timeLeft(attempt, app)} while this session is open; codex_status tells when it is done.`;
}

/** `ABCD-12345 at https://… · 14 min left`: short enough for hosts that cut lines. */
function waitingLine(attempt: SignInAttempt, app: App): string {
  const { device } = attempt;
  const what = device ? `${device.userCode} at ${device.url}` : 'continue in your browser';
  return `${what} · ${timeLeft(attempt, app)} left`;
}

/** Offers the page in the host's dialog; undefined if there is none, or another call already shows it. */
async function dialog(
  attempt: SignInAttempt,
  method: Args['method'],
  { app, host }: ToolContext,
  signal: AbortSignal,
) {
  const device = method === 'browser' ? undefined : attempt.device;
  const target = device ?? attempt.browser;
  if (!host.elicitUrl || !target || offered.has(target)) return undefined;
  offered.add(target);
  const since = performance.now();
  const answer = await host.elicitUrl({
    url: target.url,
    // Short, because a dialog shows one line; the least important words come last.
    message: device
      ? `Sign in to OpenAI Codex with the code ${device.userCode}. Never type a code someone sent you.`
      : 'Sign in to OpenAI Codex with your ChatGPT account.',
    timeoutMs: Math.max(1_000, attempt.expiresAt - app.deps.now()),
    signal,
    finished: attempt.done,
  });
  offered.delete(target);
  // Esc closes a dialog without an answer: that counts as declined too.
  return answer === 'cancel' && performance.now() - since > UNREAD_MS ? 'decline' : answer;
}

/** One call fewer waits for the attempt. */
function leave(attempt: SignInAttempt, reason: AppError): void {
  const left = (waiting.get(attempt) ?? 1) - 1;
  waiting.set(attempt, left);
  if (left === 0) attempt.cancel(reason);
}

/** Rejects if the call is cancelled before `ended`. When the last waiting call is cancelled, the attempt ends too. */
function givenUp(attempt: SignInAttempt, signal: AbortSignal, ended: AbortSignal): Promise<never> {
  waiting.set(attempt, (waiting.get(attempt) ?? 0) + 1);
  return new Promise((_resolve, reject) => {
    const giveUp = (): void => {
      const reason = cancelled('The sign-in was cancelled.');
      leave(attempt, reason);
      reject(reason);
    };
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true, signal: ended });
  });
}

async function run({ method, timeout_seconds: seconds }: Args, context: ToolContext): Promise<ToolOutput> {
  const { app, host, signal } = context;
  signal.throwIfAborted();
  const timeoutMs = seconds === undefined ? app.settings.loginTimeoutMs : seconds * 1000;
  const attempt = await app.signIn.begin({ ...app.lanesFor(method), timeoutMs });
  const { browser } = attempt;
  // If a code is shown too, this machine probably has no browser, unless the caller asked for it.
  const opens = browser && !shown.has(browser) && (method === 'browser' || !attempt.device);
  if (browser) shown.add(browser);
  // First the full address once, for hosts that keep it; then short lines for hosts that cut them.
  host.progress(howToSignIn(attempt));
  const line = progressLine(host.progress, () => waitingLine(attempt, app));
  line.update();
  const ended = new AbortController();
  /** Shows the address to the user, and waits as long as useful. */
  const present = async (): Promise<LoginRecord | 'pending'> => {
    const answer = await dialog(attempt, method, context, ended.signal);
    if (answer === 'decline') {
      if (agreed.has(attempt)) leave(attempt, DECLINED);
      else attempt.cancel(DECLINED);
      // Report it once the port is free.
      if (attempt.failed) return attempt.done;
      throw DECLINED;
    }
    if (answer === 'accept') {
      agreed.add(attempt);
      return attempt.done;
    }
    // A host that runs unattended: the address goes into the result.
    if (answer === 'cancel') return 'pending';
    // The dialog also fails if the sign-in has ended in the meantime: then there is nothing left to open.
    if (opens && !app.settings.neverOpenBrowser && !ended.signal.aborted)
      app.deps.openBrowser(browser.shortUrl()).catch(() => {});
    // A host that shows neither a dialog nor progress gets the address at once: its user could not see it otherwise.
    if (host.elicitUrl || host.showsProgress) await app.deps.sleep(PATIENCE_MS, ended.signal).catch(() => {});
    return 'pending';
  };
  try {
    const outcome = await Promise.race([givenUp(attempt, signal, ended.signal), attempt.done, present()]);
    return { text: outcome === 'pending' ? pendingText(attempt, app) : signedInText(outcome) };
  } catch (error) {
    if (error !== DECLINED) throw error;
    return { text: DECLINED_TEXT };
  } finally {
    line.stop();
    ended.abort();
  }
}

const input = (z: Zod) =>
  z.strictObject({
    method: z
      .enum(['auto', 'browser', 'device'])
      .default('auto')
      .describe('device: a code for a browser on another machine.'),
    timeout_seconds: z.number().int().min(1).max(3600).optional().describe('How long to wait (default 300).'),
  });
type Args = z.output<ReturnType<typeof input>>;

export const loginTool = defineTool({
  name: 'codex_login',
  title: 'Sign in to Codex',
  description:
    'Signs the user in to OpenAI Codex with a ChatGPT account. Opens the sign-in page in the browser, or gives an address and a code where there is no browser. ' +
    'Waits until it is done, or returns "pending" with the address: show it to the user exactly as it is. A second call joins the first.',
  input,
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  run,
});
