import { randomUUID } from 'node:crypto';
import * as z from 'zod/v4';
import type { App } from '../../app.ts';
import { identityOfLogin, type LoginRecord } from '../../credentials/login-record.ts';
import type { SignInAttempt } from '../../credentials/sign-in.ts';
import { cancelled } from '../../system/errors.ts';
import { humanSeconds } from '../../system/time.ts';
import { maskEmail } from '../../system/redact.ts';
import { progressLine } from '../progress.ts';
import { defineTool, type ToolContext, type ToolOutput } from '../tool.ts';

/** How many calls wait for an attempt: it ends with the last one that gives up. */
const waiting = new WeakMap<SignInAttempt, number>();

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
  return `pending: ${howToSignIn(attempt)} Show this to the user exactly as it is. It can be finished within ${left}, in the background; codex_status tells when it is done.`;
}

/** Brings the address in front of the user. Resolves to what the host said, or undefined where it was not asked. */
async function present(
  attempt: SignInAttempt,
  context: ToolContext,
  stop: AbortSignal,
): Promise<'accept' | 'decline' | 'cancel' | undefined> {
  const { app, host } = context;
  const target = attempt.device && !attempt.browser ? attempt.device : (attempt.device ?? attempt.browser);
  if (host.elicitUrl && target) {
    const elicitationId = randomUUID();
    const answer = await host.elicitUrl({
      url: target.url,
      message: attempt.device
        ? `Sign in to OpenAI Codex: open the page and type the code ${attempt.device.userCode}. Never type a code that somebody else sent you.`
        : 'Sign in to OpenAI Codex with your ChatGPT account.',
      elicitationId,
      timeoutMs: Math.max(1_000, attempt.expiresAt - app.deps.now()),
      signal: stop,
    });
    const done = (): void => context.elicitationDone(elicitationId);
    attempt.done.then(done, done);
    if (answer.action !== 'failed') return answer.action;
  }
  if (attempt.browser && !attempt.device && !app.settings.neverOpenBrowser)
    await app.deps.openBrowser(attempt.browser.url).catch(() => {});
  return undefined;
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
  const line = progressLine(
    host.progress,
    () => `${howToSignIn(attempt)} (${humanSeconds((attempt.expiresAt - app.deps.now()) / 1000)} left)`,
    2_000,
  );
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
      if (attempt.browser && !attempt.device && !app.settings.neverOpenBrowser)
        void app.deps.openBrowser(attempt.browser.url).catch(() => {});
      return { kind: 'text', text: pendingText(attempt, app) };
    }
    const said = joined ? Promise.resolve(undefined) : present(attempt, context, stop.signal);
    const dismissed = said.then((action) => {
      if (action === 'decline') attempt.cancel(cancelled('The sign-in was declined.'));
      // Dismissed, or a host that runs unattended and answers for nobody: the address goes into the result.
      return action === 'cancel' ? ('dismissed' as const) : new Promise<never>(() => {});
    });
    const outcome = await Promise.race([attempt.done, onAbort, dismissed]);
    if (outcome === 'aborted') throw cancelled('The sign-in was cancelled.');
    if (outcome === 'dismissed') return { kind: 'text', text: pendingText(attempt, app) };
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
