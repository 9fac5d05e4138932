import { randomUUID } from 'node:crypto';
import * as z from 'zod/v4';
import type { App } from '../../app.ts';
import { identityOfLogin, type LoginRecord } from '../../login/login-record.ts';
import type { SignInAttempt } from '../../login/sign-in.ts';
import { cancelled } from '../../system/errors.ts';
import { humanSeconds } from '../../system/time.ts';
import { maskEmail } from '../../system/redact.ts';
import { progressLine } from '../progress.ts';
import { defineTool, type ToolContext, type ToolOutput } from '../tool.ts';

/** How many calls wait for an attempt: it ends with the last one that gives up. */
const waiting = new WeakMap<SignInAttempt, number>();
/** Attempts whose page is being offered in a dialog right now: one dialog is enough. */
const offered = new WeakSet<SignInAttempt>();
/**
 * How long a call waits in a host without a dialog. Its progress may be cut or collapsed (older hosts), so that the
 * user would never see the address: after this it stands in the result, and the sign-in goes on. Milliseconds.
 */
const PATIENCE_MS = 45_000;

/** What the user has to do, in one or two sentences that hold the address and the code. */
export function howToSignIn(attempt: SignInAttempt): string {
  const { browser, device } = attempt;
  const code =
    device &&
    `open ${device.url} in any browser and type the code ${device.userCode} (never type a code that somebody else sent you)`;
  const here = browser && `open ${browser.url} in a browser on this machine`;
  const text = [code, here].filter(Boolean).join('; or ');
  return `To sign in to OpenAI Codex, ${text}.`;
}

export function signedInText(login: LoginRecord): string {
  const { email, plan, accountId } = identityOfLogin(login);
  const who = [email && `as ${maskEmail(email)}`, plan && `(${plan} plan)`].filter(Boolean).join(' ');
  return `Signed in to OpenAI Codex${who ? ` ${who}` : ''}, account ${accountId ?? 'unknown'}. codex_query is ready.`;
}

function pendingText(attempt: SignInAttempt, app: App): string {
  const left = humanSeconds((attempt.expiresAt - app.deps.now()) / 1000);
  return `pending: ${howToSignIn(attempt)} Show this to the user exactly as it is. It can be finished within ${left} while this session is open; codex_status tells when it is done.`;
}

/** `ABCD-12345 at https://… · 14 min left`: what can be read in a line that a host cuts. */
export function waitingLine(attempt: SignInAttempt, now: number): string {
  const left = `${humanSeconds((attempt.expiresAt - now) / 1000)} left`;
  if (attempt.device) return `${attempt.device.userCode} at ${attempt.device.url} · ${left}`;
  return `waiting for the sign-in in the browser · ${left}`;
}

/** Short, because a dialog shows one line of it; the code stands first. */
export function dialogText(attempt: SignInAttempt): string {
  return attempt.device
    ? `Type ${attempt.device.userCode} there. Never type a code somebody sent you.`
    : 'Sign in to OpenAI Codex with your ChatGPT account.';
}

type Presented = 'accept' | 'decline' | 'cancel' | 'no dialog';

/** Brings the address in front of the user. Resolves to what the host said. */
async function present(attempt: SignInAttempt, context: ToolContext, stop: AbortSignal): Promise<Presented> {
  const { app, host } = context;
  const target = attempt.device ?? attempt.browser;
  if (host.elicitUrl && target && !offered.has(attempt)) {
    offered.add(attempt);
    const elicitationId = randomUUID();
    const done = (): void => context.elicitationDone(elicitationId);
    attempt.done.then(done, done);
    const { action } = await host.elicitUrl({
      url: target.url,
      message: dialogText(attempt),
      elicitationId,
      timeoutMs: Math.max(1_000, attempt.expiresAt - app.deps.now()),
      signal: stop,
    });
    offered.delete(attempt);
    if (action !== 'failed') return action;
  }
  return 'no dialog';
}

function openHere(attempt: SignInAttempt, app: App): void {
  if (!attempt.browser || attempt.device || app.settings.neverOpenBrowser) return;
  app.deps.openBrowser(attempt.browser.url).catch(() => {});
}

async function run(
  args: { method: 'auto' | 'browser' | 'device'; timeout_seconds?: number | undefined },
  context: ToolContext,
): Promise<ToolOutput> {
  const { app, host, signal } = context;
  signal.throwIfAborted();
  const joined = app.signIn.pending() !== undefined;
  const { lanes, fallback } = app.lanesFor(args.method);
  const timeoutMs =
    args.timeout_seconds !== undefined ? args.timeout_seconds * 1000 : app.settings.loginTimeoutMs;
  const attempt = await app.signIn.begin({ lanes, fallback, timeoutMs });
  waiting.set(attempt, (waiting.get(attempt) ?? 0) + 1);
  const stop = new AbortController();
  // The address whole, once, for hosts that keep it; then lines that can be read where a line is cut.
  host.progress(howToSignIn(attempt));
  const line = progressLine(host.progress, () => waitingLine(attempt, app.deps.now()));
  line.update();

  const leave = (): void => {
    const left = (waiting.get(attempt) ?? 1) - 1;
    waiting.set(attempt, left);
    if (left <= 0) attempt.cancel(cancelled('The sign-in was cancelled.'));
  };
  const onAbort = new Promise<'aborted'>((resolve) => {
    const give = (): void => {
      leave();
      resolve('aborted');
    };
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });

  try {
    // A host that shows neither a dialog nor progress would wait blindly: it gets the address at once.
    if (!host.elicitUrl && !host.showsProgress) {
      if (!joined) openHere(attempt, app);
      return { kind: 'text', text: pendingText(attempt, app) };
    }
    const presented = present(attempt, context, stop.signal).then(async (action) => {
      if (action === 'decline') attempt.cancel(cancelled('The sign-in was declined.'));
      // Dismissed, or a host that runs unattended and answers for nobody: the address goes into the result.
      if (action === 'cancel') return 'pending' as const;
      if (action !== 'no dialog') return new Promise<never>(() => {});
      if (!joined) openHere(attempt, app);
      await app.deps.sleep(PATIENCE_MS, stop.signal).catch(() => {});
      return 'pending' as const;
    });
    const outcome = await Promise.race([attempt.done, onAbort, presented]);
    if (outcome === 'aborted') throw cancelled('The sign-in was cancelled.');
    if (outcome === 'pending') return { kind: 'text', text: pendingText(attempt, app) };
    return { kind: 'text', text: signedInText(outcome) };
  } finally {
    line.stop();
    stop.abort();
  }
}

export const loginTool = defineTool({
  name: 'codex_login',
  title: 'Sign in to Codex',
  description:
    'Signs the user in to OpenAI Codex with a ChatGPT account. Opens the sign-in page in the browser, or gives an address and a code where there is no browser. ' +
    'Waits until it is done, or returns "pending" with the address: show it to the user exactly as it is. A second call joins the first.',
  input: z.strictObject({
    method: z
      .enum(['auto', 'browser', 'device'])
      .default('auto')
      .describe('device: a code for a browser on another machine.'),
    timeout_seconds: z.number().int().min(1).max(3600).optional().describe('How long to wait (default 300).'),
  }),
  annotations: {
    title: 'Sign in to Codex',
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: true,
  },
  run,
});
