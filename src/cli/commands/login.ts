import type { SignInAttempt } from '../../login/sign-in.ts';
import type { Status } from '../../login/status.ts';
import { EXIT, renderError } from '../boundary.ts';
import type { CommandSpec } from '../spec.ts';
import { canAsk, type Session } from '../session.ts';
import { field } from '../terminal/clean.ts';
import { liveLine } from '../terminal/live-line.ts';
import type { Paint } from '../terminal/paint.ts';
import { frameAt, startSpinner } from '../terminal/spinner.ts';
import { badValue, usageError } from '../usage.ts';

export interface LoginInvocation {
  readonly command: 'login';
  readonly method: 'auto' | 'browser' | 'device';
  readonly takeOver: boolean;
  readonly timeoutMs: number | undefined;
  readonly json: boolean;
}

export const loginSpec: CommandSpec<LoginInvocation> = {
  name: 'login',
  summary: 'sign in with your ChatGPT account',
  usage: '[options]',
  about: [
    'Opens the browser and waits. Where no browser is to be expected (SSH, a container, CI) it shows a code to type',
    'on any other device as well. On a terminal the address that the browser ends on can be pasted instead.',
  ],
  options: [
    { name: 'no-browser', summary: 'show a code to type on another device' },
    { name: 'browser', summary: 'use the browser of this machine, even where none is expected' },
    { name: 'take-over', summary: 'end another sign-in that holds the port, and take its place' },
    {
      name: 'timeout',
      value: '<seconds>',
      summary: 'how long to wait (default 300, or CODEX_OAUTH_TIMEOUT)',
    },
  ],
  examples: ['codex-oauth login', 'codex-oauth login --no-browser'],
  read: ({ words, json, has, value }) => {
    const [word] = words;
    if (word !== undefined)
      throw usageError(
        `\`codex-oauth login\` takes no "${word.slice(0, 40)}".`,
        'There is one provider: OpenAI.',
        'Run `codex-oauth login`.',
      );
    if (has('browser') && has('no-browser'))
      throw usageError(
        '--browser and --no-browser exclude each other.',
        undefined,
        'Give one of them, or none.',
      );
    return {
      command: 'login',
      method: has('no-browser') ? 'device' : has('browser') ? 'browser' : 'auto',
      takeOver: has('take-over'),
      timeoutMs: readTimeout(value('timeout')),
      json,
    };
  },
};

function readTimeout(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= 3_600) return seconds * 1000;
  throw badValue(
    'timeout',
    text,
    'It is a number of seconds from 1 to 3600.',
    'Give --timeout 600, for example.',
  );
}

export async function runLogin(session: Session, invocation: LoginInvocation): Promise<number> {
  const app = session.app();
  const { lanes, fallback, why } = app.lanesFor(invocation.method);
  const attempt = await app.signIn.begin({
    lanes,
    fallback,
    takeOver: invocation.takeOver,
    timeoutMs: invocation.timeoutMs ?? app.settings.loginTimeoutMs,
  });
  const cancel = (): void => attempt.cancel();
  session.signal.addEventListener('abort', cancel, { once: true });
  if (session.signal.aborted) cancel();
  try {
    const opens = attempt.browser !== undefined && lanes[0] === 'browser' && !app.settings.neverOpenBrowser;
    session.note(renderInvitation(attempt, { why, opens }, session.err));
    if (opens && attempt.browser) openBrowser(session, attempt.browser.url);
    await waitFor(session, attempt);
  } finally {
    session.signal.removeEventListener('abort', cancel);
  }
  const status = await app.status();
  if (session.json) session.document(status);
  else session.print(renderSignedIn(status, session.out));
  return EXIT.ok;
}

/** In the background: some openers return only when the browser is closed. */
function openBrowser(session: Session, url: string): void {
  const { deps } = session.app();
  deps.openBrowser(url).catch((error: unknown) => {
    deps.log.debug(`the browser could not be opened: ${error instanceof Error ? error.message : 'unknown'}`);
    session.io.stderr.write(
      `${session.io.stderr.isTTY ? '\r\u001b[0J' : ''}  The browser could not be opened: open the address yourself.\n`,
    );
  });
}

/** Shows that it goes on, and takes a pasted address, until the attempt has ended. */
async function waitFor(session: Session, attempt: SignInAttempt): Promise<void> {
  const { io, err } = session;
  const { now } = session.app().deps;
  if (!canAsk(io) || !attempt.browser) {
    const spinner = startSpinner(
      io.stderr,
      err,
      now,
      () => `Waiting, ${timeLeft(attempt.expiresAt - now())} left (Ctrl-C ends it)`,
    );
    await attempt.done.finally(() => spinner.stop());
    return;
  }
  const line = liveLine({
    io,
    prompt: () =>
      `${err.cyan(frameAt(now()))} Waiting, ${timeLeft(attempt.expiresAt - now())} left; or paste the final address here: `,
    onLine: (text) => {
      if (text.trim() === '') return;
      try {
        attempt.paste(text);
      } catch (error) {
        line.say(renderError(error, err));
      }
    },
    onInterrupt: session.interrupt,
  });
  await attempt.done.finally(() => line.close());
}

/** `4:05` of minutes and seconds. */
export function timeLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

interface InvitationFacts {
  /** Why no browser is expected here, where that is so. */
  readonly why: string | undefined;
  readonly opens: boolean;
}

/** How to sign in, for stderr. Addresses stand alone on their line, so that they can be copied. */
export function renderInvitation(
  attempt: Pick<SignInAttempt, 'browser' | 'device' | 'missing'>,
  facts: InvitationFacts,
  paint: Paint,
): string {
  const lines: string[] = [];
  const { browser, device, missing } = attempt;
  if (device) {
    const where = facts.why === undefined ? '' : ` (${facts.why})`;
    lines.push(
      `Open this page on any device${where} and type the code:`,
      '',
      `  ${paint.cyan(field(device.url))}`,
      `  ${paint.bold(field(device.userCode))}`,
      '',
    );
    lines.push(paint.dim('Type it only if you started this sign-in yourself.'));
  }
  if (browser) {
    if (device) lines.push('', 'Or open this address in a browser and paste the one it ends on here:');
    else
      lines.push(
        facts.opens
          ? 'Sign in in the browser. If it does not open, open this address:'
          : 'Open this address in a browser on this machine:',
      );
    lines.push('', `  ${paint.cyan(field(browser.url))}`, '');
  }
  if (missing) lines.push(renderError(missing, paint), '');
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Who is signed in now, and where that is kept. */
export function renderSignedIn(status: Status, paint: Paint): string {
  const who = [
    status.email,
    status.plan === null ? null : `${status.plan} plan`,
    status.workspace === null ? null : `workspace ${status.workspace}`,
  ];
  const lines = [
    `${paint.green('✓')} Signed in: ${
      who
        .filter((w) => w !== null)
        .map(field)
        .join(' · ') || 'unknown account'
    }`,
  ];
  lines.push(`  The login is in ${field(status.auth_file)}`);
  if (status.problem !== null) lines.push(`  ${paint.yellow('!')} ${field(status.problem)}`);
  return lines.join('\n');
}
