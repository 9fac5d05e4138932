import type { Finding } from '../../doctor/finding.ts';
import { plural } from '../../system/wording.ts';
import { EXIT } from '../boundary.ts';
import { AppError } from '../../system/errors.ts';
import { command } from '../command.ts';
import { assertCanAsk, confirm } from '../live.ts';
import type { Session } from '../session.ts';
import { field, type Paint } from '../text.ts';

export const doctor = command({
  name: 'doctor',
  summary: 'find out what is wrong, and how to fix it',
  about: [
    'Checks the login and its file, the settings, the proxy, the ports and this machine. It shows no secrets,',
    'so the output can be posted in an issue. Exit code 0 when nothing fails, 1 otherwise.',
  ],
  options: {
    online: { summary: 'also contact the servers (sends no token)' },
    'live-refresh': { summary: 'also renew the login in force once, to prove that it works' },
    yes: { short: 'y', summary: 'with --live-refresh: do not ask; needed in a pipe and with --json' },
  },
  examples: ['codex-oauth doctor', 'codex-oauth doctor --online', 'codex-oauth doctor --live-refresh --yes'],
  read: (_words, { online, yes, 'live-refresh': renew }) => ({ online, yes, renew }),
  run: async (session, { online, yes, renew }) => {
    if (renew && !yes) assertCanAsk(session, 'doctor --live-refresh');
    const agreed = renew && (yes || (await confirm(session, 'Renew the login in force now?')));
    const { diagnose } = await import('../../doctor/doctor.ts');
    const found = await diagnose(session.deps(), online, session.signal);
    const checks = agreed ? [...found.checks, await liveRefresh(session)] : found.checks;
    const diagnosis = { ...found, healthy: checks.every(({ state }) => state !== 'fail'), checks };
    session.show(diagnosis, renderDiagnosis(diagnosis.checks, session.out, session.io.stdout.isTTY));
    return diagnosis.healthy ? EXIT.ok : EXIT.failed;
  },
});

/** Not raced against Ctrl-C: the answer may be the only valid token. */
async function liveRefresh(session: Session): Promise<Finding> {
  const { judgeRenewal } = await import('../../doctor/renewal.ts');
  const app = session.app();
  const outcome = await app.renewLogin().catch((error: unknown) => {
    if (error instanceof AppError) return error;
    throw error;
  });
  return judgeRenewal(outcome, app.deps.now());
}

/** Symbols on a terminal, words in a pipe, because words are easy to grep. */
const MARKS = {
  ok: { sign: '✓', word: 'ok  ', style: 'green' },
  note: { sign: '·', word: 'note', style: 'dim' },
  warn: { sign: '!', word: 'WARN', style: 'yellow' },
  fail: { sign: '✗', word: 'FAIL', style: 'red' },
} as const;

export function renderDiagnosis(checks: readonly Finding[], paint: Paint, terminal: boolean): string {
  const count = (state: Finding['state']): number => checks.filter((c) => c.state === state).length;
  const failed = count('fail');
  const warnings = plural(count('warn'), 'warning');
  const end =
    failed > 0
      ? paint.red(`${plural(failed, 'fault')}, ${warnings}.`)
      : count('warn') > 0
        ? paint.yellow(`No faults, ${warnings}.`)
        : paint.green('No faults.');
  return [...checks.map((c) => renderFinding(c, paint, terminal)), '', end].join('\n');
}

function renderFinding({ state, what, why, fix }: Finding, paint: Paint, terminal: boolean): string {
  const { sign, word, style } = MARKS[state];
  const indent = ' '.repeat(terminal ? 2 : 5);
  const said = field(what);
  const lines = [`${paint[style](terminal ? sign : word)} ${state === 'fail' ? paint.bold(said) : said}`];
  if (why !== null) lines.push(`${indent}${paint.dim(field(why))}`);
  if (fix !== null) lines.push(`${indent}${paint.cyan(terminal ? '→' : '->')} ${field(fix)}`);
  return lines.join('\n');
}
