import { accountName } from '../../login/account.ts';
import type { LoginRecord } from '../../login/record.ts';
import { welcomeTo, type SignInAttempt } from '../../login/sign-in.ts';
import type { Status } from '../../login/status.ts';
import { renderError } from '../boundary.ts';
import { command, unexpected } from '../command.ts';
import { frameAt, liveLine, startSpinner } from '../live.ts';
import type { Session } from '../session.ts';
import { field, type Paint } from '../text.ts';
import { clear } from './clear.ts';
import { endLogin, showState, showStates } from './providers.ts';

export const login = command({
  name: 'login',
  aliases: ['signin', 'sign-in'],
  summary: 'sign in with your ChatGPT account, or to another provider',
  usage: '[provider] | status [provider] | logout [provider]',
  about: [
    'Opens the browser and waits. If no browser is expected (SSH, a container, CI), it also shows a code to type',
    'on another device. On a terminal you can also paste the URL that your browser ended up on.',
    '`login status` lists the providers; your own stand in providers.json (docs/providers.md).',
  ],
  options: {
    'no-browser': { excludes: 'browser', summary: 'show a code to type on another device' },
    browser: { summary: 'use this machine’s browser, even if none is expected' },
    'take-over': { summary: 'end another sign-in that uses the port' },
    account: { value: '<name>', summary: 'your name for the account; the one in use is kept beside it' },
    timeout: {
      value: '<seconds>',
      number: { from: 1, to: 3_600, whole: true },
      summary: 'how long to wait (default 300, or CODEX_OAUTH_TIMEOUT)',
    },
    yes: { short: 'y', summary: 'with logout: do not ask; needed in a pipe and with --json' },
  },
  mostWords: 2,
  examples: ['codex-oauth login', 'codex-oauth login --no-browser', 'codex-oauth login --account work'],
  read: (words, { browser, timeout, account, yes, 'no-browser': device, 'take-over': takeOver }) => {
    const [first, second] = words;
    const action = first === 'status' || first === 'logout' ? first : 'login';
    if (action === 'login' && second !== undefined) throw unexpected(second, 'login');
    const provider = action === 'login' ? first : second;
    return {
      action,
      provider,
      yes,
      account: account && accountName(account),
      method: device ? ('device' as const) : browser ? ('browser' as const) : ('auto' as const),
      takeOver,
      timeoutMs: timeout === undefined ? undefined : timeout * 1000,
    };
  },
  run: async (session, { action, provider, yes, method, account, takeOver, timeoutMs: given }) => {
    const { settings, signIn, logins, accounts, lanesFor, status } = session.app();
    if (action === 'status') return showStates(session, provider);
    const other = provider === undefined || provider === logins.own ? undefined : await logins.of(provider);
    if (action === 'logout')
      return other ? endLogin(session, other, yes) : clear.bind([], { yes, account }).run(session);
    const { lanes, fallback, why } = lanesFor(method);
    const timeoutMs = given ?? settings.loginTimeoutMs;
    const before = await status();
    const replaces = !other && account === undefined && before.source === 'login';
    if (replaces && (before.email ?? before.account_id) !== null)
      session.note(renderReplaced(before, session.err));
    const attempt = await (other?.signIn ?? signIn).begin({ lanes, fallback, takeOver, timeoutMs, account });
    session.signal.addEventListener('abort', () => attempt.cancel(), { once: true });
    if (session.signal.aborted) attempt.cancel();
    const opens = lanes[0] === 'browser' && !settings.neverOpenBrowser ? attempt.browser : undefined;
    const facts = {
      why,
      opens: opens !== undefined,
      pastes: session.canAsk,
      short: attempt.device ? undefined : attempt.browser?.shortUrl(),
    };
    session.note(renderInvitation(attempt, facts, session.err));
    if (opens) openBrowser(session, opens.shortUrl());
    const made = await waitFor(session, attempt);
    const welcome = welcomeTo(attempt.plan, made);
    if (welcome !== undefined) session.note(welcome);
    if (other) return showState(session, other);
    const now = await status();
    const others = account === undefined ? [] : (await accounts.list()).filter(({ inUse }) => !inUse);
    const twin = others.find(({ identity }) => identity.accountId === now.account_id);
    if (twin)
      session.note(
        `${session.err.yellow('!')} ${account} is the same account as ${twin.name}. For another one, sign out of ChatGPT in the browser, then sign in again.\n`,
      );
    session.show(now, renderSignedIn(now, session.out));
    return undefined;
  },
});

/** In the background: some programs return only when the browser is closed. */
function openBrowser(session: Session, url: string): void {
  const { deps } = session.app();
  deps.openBrowser(url).catch((error: unknown) => {
    deps.log.debug(`could not open the browser: ${error instanceof Error ? error.message : 'unknown'}`);
    const erase = session.io.stderr.isTTY ? '\r\u001b[0J' : '';
    session.note(`${erase}  Could not open the browser: open the address yourself.`);
  });
}

/** Shows the remaining time and accepts a pasted address until the attempt ends. */
async function waitFor(session: Session, attempt: SignInAttempt): Promise<LoginRecord> {
  const { io, err } = session;
  const { now } = session.app().deps;
  const waiting = (): string => `Waiting, ${timeLeft(attempt.expiresAt - now())} left`;
  const spin = (): (() => void) => startSpinner(io.stderr, err, now, () => `${waiting()} (Ctrl-C to cancel)`);
  const paste = (text: string): void => {
    if (text.trim() === '') return;
    try {
      attempt.browser?.paste(text);
    } catch (error) {
      session.note(renderError(error, err));
    }
  };
  const prompt = (): string =>
    `${err.cyan(frameAt(now()))} ${waiting()}; or paste the URL your browser ended up on: `;
  let end = (): void => {};
  // After Ctrl-D pasting is no longer possible.
  const onEnd = (): void => {
    end = spin();
  };
  end = session.canAsk && attempt.browser ? liveLine(session, prompt, paste, onEnd) : spin();
  return attempt.done.finally(() => end());
}

/** `4:05` of minutes and seconds. */
export function timeLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** How to sign in, for stderr. Each address is alone on its line, for easy copying. */
export function renderInvitation(
  attempt: Pick<SignInAttempt, 'browser' | 'device' | 'missing' | 'plan'>,
  /** Why no browser is expected here; whether we open one and accept a paste; a short address that works once. */
  facts: {
    readonly why: string | undefined;
    readonly opens: boolean;
    readonly pastes: boolean;
    readonly short: string | undefined;
  },
  paint: Paint,
): string {
  const lines: string[] = [];
  const { browser, device, missing, plan } = attempt;
  if (plan) lines.push(paint.bold(plan.action), '');
  if (device) {
    const where = facts.why === undefined ? '' : ` (${facts.why})`;
    const { url, userCode, completeUrl } = device;
    lines.push(
      `Open this page on any device${where} and type the code:`,
      '',
      `  ${paint.cyan(field(url))}`,
      `  ${paint.bold(field(userCode))}`,
      '',
      ...(completeUrl === undefined
        ? []
        : [
            'Or open it with the code filled in, and compare:',
            '',
            `  ${paint.cyan(field(completeUrl))}`,
            '',
          ]),
      paint.dim('Type it only if you started this sign-in yourself.'),
    );
  }
  if (browser) {
    const { short, opens, pastes } = facts;
    const open = device ? 'Or open' : opens ? 'Continue in your browser. If it does not open, open' : 'Open';
    const where =
      device && pastes ? 'in a browser and paste the URL it ends up on here' : 'in a browser on this machine';
    const how = `${device ? '\n' : ''}${open} this address ${where}${short ? ' (it works once)' : ''}:`;
    lines.push(how, '');
    if (short) lines.push(`  ${paint.cyan(field(short))}`, '', 'or in full:', '');
    lines.push(`  ${paint.cyan(field(browser.url))}`, '');
    if (browser.warning) lines.push(`${paint.yellow('!')} ${browser.warning}`, '');
  }
  if (missing) lines.push(renderError(missing, paint), '');
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Everything known about who is signed in. */
function whoIs({ email, plan, workspace, workspace_name: name }: Status): string {
  const known = [email, plan && `${plan} plan`, workspace && `workspace ${name ?? workspace}`];
  const shown = known.filter((word) => word !== null).map(field);
  return shown.join(' · ') || 'unknown account';
}

/** Whose login ends with the new one. */
function renderReplaced(before: Status, paint: Paint): string {
  const there = before.authenticated ? 'You are signed in' : 'A login that no longer works is stored';
  return `${paint.yellow('!')} ${there}: ${whoIs(before)}\n  A new sign-in replaces that login; until it finishes, the login stays.\n`;
}

/** Who is signed in now, where the login is stored, and what to do next. */
export function renderSignedIn(status: Status, paint: Paint): string {
  const { held_in, problem } = status;
  return [
    `${paint.green('✓')} Signed in: ${whoIs(status)}`,
    ...(held_in === null ? [] : [`  The login is in ${field(held_in)}`]),
    '  Next: codex-oauth ask "…" asks a question, codex-oauth status shows the plan and its limits.',
    ...(problem === null ? [] : [`  ${paint.yellow('!')} ${field(problem)}`]),
  ].join('\n');
}
