import type { CatalogueView } from '../../ask/catalogue.ts';
import { listedModels, type Model } from '../../ask/model.ts';
import { humanSeconds } from '../../system/time.ts';
import { field } from '../terminal/clean.ts';
import type { Paint } from '../terminal/paint.ts';
import { renderTable } from './table.ts';

/** `272000` → `272k`. */
export function contextSize(tokens: number | undefined): string {
  if (tokens === undefined) return '–';
  return tokens >= 1_000_000
    ? `${Math.round(tokens / 100_000) / 10}M`
    : tokens >= 1_000
      ? `${Math.round(tokens / 1_000)}k`
      : String(tokens);
}

/** `low medium* high`: the star marks the default. */
function efforts(model: Model, paint: Paint): string {
  return (
    model.efforts.map((e) => (e === model.defaultEffort ? paint.bold(`${field(e)}*`) : field(e))).join(' ') ||
    '–'
  );
}

/** Where the list comes from and how old it is, as one line. */
export function sourceLine(view: CatalogueView): string {
  const age =
    view.ageSeconds === undefined || view.ageSeconds < 2 ? '' : `, ${humanSeconds(view.ageSeconds)} old`;
  const source = {
    live: 'live list of your account',
    cache: 'remembered list of your account',
    bundled: 'list that came with this version',
  }[view.source];
  return `${source}${age}`;
}

/** The models best first, the default marked, and how far the list can be trusted. */
export function renderModels(view: CatalogueView, preferred: string | undefined, paint: Paint): string {
  const listed = listedModels(view.models);
  const replaced = listed.some((m) => m.upgrade !== undefined);
  const rows = listed.map((m) => [
    m.slug === preferred ? paint.green('→') : ' ',
    m.slug === preferred ? paint.bold(field(m.slug)) : field(m.slug),
    efforts(m, paint),
    contextSize(m.contextWindow),
    ...(replaced ? [m.upgrade === undefined ? '' : `successor: ${field(m.upgrade)}`] : []),
  ]);
  const lines = [
    renderTable(['', 'MODEL', 'EFFORTS (* default)', 'CONTEXT', ...(replaced ? [''] : [])], rows, paint),
    '',
  ];
  if (preferred !== undefined)
    lines.push(
      `${paint.green('→')} default: ${field(preferred)}${listed.some((m) => m.slug === preferred) ? '' : ' (not in this list)'}`,
    );
  lines.push(paint.dim(`Source: ${sourceLine(view)}`));
  if (view.note !== undefined) lines.push(`${paint.yellow('!')} ${field(view.note)}`);
  return lines.join('\n');
}
