import type { Finding } from '../../doctor/finding.ts';
import { plural } from '../../system/wording.ts';
import { EXIT } from '../boundary.ts';
import { command } from '../command.ts';
import { field, type Paint } from '../text.ts';

export const doctor = command({
  name: 'doctor',
  summary: 'find out what is wrong, and how to fix it',
  about: [
    'Checks the login and its file, the settings, the proxy, the ports and this machine. It shows no secrets,',
    'so the output can be posted in an issue. Exit code 0 when nothing fails, 1 otherwise.',
  ],
  options: { online: { summary: 'also contact the servers (sends no token)' } },
  examples: ['codex-oauth doctor', 'codex-oauth doctor --online'],
  read: (_words, options) => options,
  run: async (session, { online }) => {
    const { diagnose } = await import('../../doctor/doctor.ts');
    const diagnosis = await diagnose(session.deps(), online, session.signal);
    session.show(diagnosis, renderDiagnosis(diagnosis.checks, session.out, session.io.stdout.isTTY));
    return diagnosis.healthy ? EXIT.ok : EXIT.failed;
  },
});

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
