import { defaultSlug, describeModels, listedModels, type CatalogueView } from '../../ask/models.ts';
import { humanSeconds } from '../../system/time.ts';
import { command } from '../command.ts';
import { field, renderTable, type Paint } from '../text.ts';

export const models = command({
  name: 'models',
  summary: 'list the models your plan offers',
  about: ['The list is live if you are signed in; otherwise it is the built-in one, and says so.'],
  options: {},
  examples: ['codex-oauth models', 'codex-oauth models --json'],
  read: (_words, options) => options,
  run: async (session) => {
    const app = session.app();
    const view = await session.orAbort(app.models());
    const configured = app.settings.model;
    const preferred = defaultSlug(view, configured);
    session.show(describeModels(view, configured), renderModels(view, preferred, session.out));
  },
});

/** `272000` → `272k`. */
export function contextSize(tokens: number | undefined): string {
  if (tokens === undefined) return '–';
  if (tokens >= 1_000_000) return `${Math.round(tokens / 100_000) / 10}M`;
  return tokens >= 1_000 ? `${Math.round(tokens / 1_000)}k` : String(tokens);
}

const SOURCES = {
  live: 'live list for your account',
  cache: 'cached list for your account',
  bundled: 'built-in list',
};

/** The models best first, with the default marked, and where the list comes from. */
export function renderModels(view: CatalogueView, preferred: string | undefined, paint: Paint): string {
  const listed = listedModels(view.models);
  const replaced = listed.some((m) => m.upgrade !== undefined);
  const rows = listed.map((m) => {
    // The star marks the default.
    const efforts = m.efforts.map((e) => (e === m.defaultEffort ? paint.bold(`${field(e)}*`) : field(e)));
    return [
      m.slug === preferred ? paint.green('→') : ' ',
      m.slug === preferred ? paint.bold(field(m.slug)) : field(m.slug),
      efforts.join(' ') || '–',
      contextSize(m.contextWindow),
      ...(replaced ? [m.upgrade === undefined ? '' : `successor: ${field(m.upgrade)}`] : []),
    ];
  });
  const head = ['', 'MODEL', 'EFFORTS (* default)', 'CONTEXT', ...(replaced ? [''] : [])];
  const lines = [renderTable(head, rows, paint), ''];
  if (preferred !== undefined) {
    const missing = listed.some((m) => m.slug === preferred) ? '' : ' (not in this list)';
    lines.push(`${paint.green('→')} default: ${field(preferred)}${missing}`);
  }
  const { ageSeconds = 0 } = view;
  const age = ageSeconds < 2 ? '' : `, ${humanSeconds(ageSeconds)} old`;
  lines.push(paint.dim(`Source: ${SOURCES[view.source]}${age}`));
  if (view.note !== undefined) lines.push(`${paint.yellow('!')} ${field(view.note)}`);
  return lines.join('\n');
}
