import type { Diagnosis } from '../../doctor/doctor.ts';
import type { Finding, FindingState } from '../../doctor/finding.ts';
import { field } from '../terminal/clean.ts';
import type { Paint } from '../terminal/paint.ts';

/** Signs on a terminal, words in a pipe: a sign means nothing to grep. */
const SIGNS: Readonly<Record<FindingState, string>> = { ok: '✓', note: '·', warn: '!', fail: '✗' };
const WORDS: Readonly<Record<FindingState, string>> = {
  ok: 'ok  ',
  note: 'note',
  warn: 'WARN',
  fail: 'FAIL',
};

export interface DoctorView {
  readonly paint: Paint;
  readonly terminal: boolean;
}

export function renderDiagnosis({ checks }: Diagnosis, view: DoctorView): string {
  const count = (state: FindingState): number => checks.filter((c) => c.state === state).length;
  const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
  const failed = count('fail');
  const warned = count('warn');
  const { paint } = view;
  const end =
    failed > 0
      ? paint.red(`${plural(failed, 'fault')}, ${plural(warned, 'warning')}.`)
      : warned > 0
        ? paint.yellow(`No faults, ${plural(warned, 'warning')}.`)
        : paint.green('No faults.');
  return [...checks.map((c) => renderFinding(c, view)), '', end].join('\n');
}

function renderFinding({ state, what, why, fix }: Finding, { paint, terminal }: DoctorView): string {
  const brushes = { ok: paint.green, note: paint.dim, warn: paint.yellow, fail: paint.red };
  const mark = brushes[state](terminal ? SIGNS[state] : WORDS[state]);
  const indent = ' '.repeat(terminal ? 2 : 5);
  const said = field(what);
  const lines = [`${mark} ${state === 'fail' ? paint.bold(said) : said}`];
  if (why !== null) lines.push(`${indent}${paint.dim(field(why))}`);
  if (fix !== null) lines.push(`${indent}${paint.cyan(terminal ? '→' : '->')} ${field(fix)}`);
  return lines.join('\n');
}
