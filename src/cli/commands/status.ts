import type { Status } from '../../login/status.ts';
import { humanSeconds } from '../../system/time.ts';
import { EXIT, renderError } from '../boundary.ts';
import { command } from '../command.ts';
import { field, padEnd, renderPairs, type Paint } from '../text.ts';

export const status = command({
  name: 'status',
  aliases: ['whoami'],
  summary: 'show whether you are signed in, as whom, and what is wrong',
  about: ['Makes no network request without --refresh. Exit code 0 when signed in, 1 when not.'],
  examples: ['codex-oauth status', 'codex-oauth status --refresh', 'codex-oauth status --json'],
  options: { refresh: { summary: 'ask OpenAI how much of the plan is used' } },
  read: (_words, options) => options,
  run: async (session, { refresh }) => {
    const app = session.app();
    const problem = refresh ? await session.orAbort(app.limitsProblem()) : undefined;
    const seen = await app.status();
    const document = { ...seen, ...(problem ? { limits_problem: problem.message } : {}) };
    const { isTTY, columns } = session.io.stdout;
    const text = renderStatus(seen, session.out, app.deps.now(), isTTY && columns >= 72);
    session.show(document, text);
    if (problem && !session.json) session.note(renderError(problem, session.err));
    return seen.authenticated ? EXIT.ok : EXIT.failed;
  },
});

/** The headline for a login. An unreadable login is not the same as none. */
export function describeState(status: Status, paint: Paint): string {
  const ok = paint.green('✓');
  switch (status.status) {
    case 'authenticated': {
      const { source, is_expired, fix, needs_refresh } = status;
      const { expires_in_seconds: left, renews_automatically: renews } = status;
      // The problem follows below, possibly that it has expired.
      if (fix !== null)
        return `${paint.yellow('!')} the login ${is_expired ? 'needs a renewal' : 'still works'}, but:`;
      if (source === 'api-key') return `${ok} an API key is used (paid by use, not by a plan)`;
      const owner = source === 'codex-cli' ? 'the Codex CLI' : source === 'external' ? 'its application' : '';
      if (left === null) return `${ok} signed in`;
      if (!renews)
        return `${ok} signed in for ${humanSeconds(left)} more (${owner ? `only ${owner} renews it` : 'it cannot be renewed'})`;
      // An expired access token is still a login: the next question renews it.
      const when = is_expired || needs_refresh ? 'with the next question' : `in ${humanSeconds(left)}`;
      return `${ok} signed in (renews automatically ${when})`;
    }
    case 'pending': {
      const left = status.login ? `, ${humanSeconds(status.login.expires_in_seconds)} left` : '';
      return `${paint.yellow('…')} a sign-in is in progress${left}`;
    }
    case 'expired':
      return `${paint.red('✗')} the login no longer works`;
    case 'not_authenticated':
  }
  return status.problem === null
    ? `${paint.yellow('–')} not signed in`
    : `${paint.red('✗')} the login cannot be used`;
}

const BAR_CELLS = 24;

/** The status; with `bars` on a terminal, numbers only in a pipe. `now` in milliseconds since the epoch. */
export function renderStatus(status: Status, paint: Paint, now: number, bars: boolean): string {
  const pairs: (readonly [string, string])[] = [['Login', describeState(status, paint)]];
  const add = (label: string, value: string | null | undefined): void => {
    if (value !== null && value !== undefined) pairs.push([label, field(value)]);
  };
  add('Open', status.login?.code_url ?? status.login?.url);
  add('Code', status.login?.code);
  add('Account', status.email);
  add('Provider', status.provider);
  add('Plan', status.plan ?? status.plan_usage);
  add('Manage usage', status.manage_usage);
  add('Workspace', status.workspace_name ?? status.workspace);
  add('Source', status.source);
  add('File', status.auth_file);
  if (status.auth_file === null) add('Variable', status.held_in);
  for (const [i, way] of (status.network ?? []).entries()) add(i === 0 ? 'Network' : '', way);
  const windows = status.limits?.windows ?? [];
  const longest = Math.max(0, ...windows.map((w) => w.name.length));
  for (const [i, w] of windows.entries()) {
    const left = w.resets_at === null ? 0 : (Date.parse(w.resets_at) - now) / 1000;
    const reset = left <= 0 ? '' : `, resets in ${humanSeconds(left)}`;
    const bar = bars ? `${renderBar(w.used_percent, BAR_CELLS, paint)} ` : '';
    const used = `${bar}${Math.round(w.used_percent)}% used${reset}`;
    pairs.push([i === 0 ? 'Limits' : '', `${padEnd(field(w.name), longest)}  ${used}`]);
  }
  add('Credits', status.limits?.credits);
  const { problem, fix } = status;
  return [
    renderPairs(pairs, paint.dim),
    ...(problem === null && fix === null ? [] : ['']),
    ...(problem === null ? [] : [`${paint.yellow('!')} ${field(problem)}`]),
    ...(fix === null ? [] : [`${paint.cyan('→')} ${field(fix)}`]),
  ].join('\n');
}

/** `████████░░░░` of `cells` characters; green, then yellow from 75 %, then red from 90 %. */
export function renderBar(percent: number, cells: number, paint: Paint): string {
  const clamped = Math.min(100, Math.max(0, percent));
  const full = Math.round((clamped / 100) * cells);
  const colour = clamped >= 90 ? paint.red : clamped >= 75 ? paint.yellow : paint.green;
  return colour('█'.repeat(full)) + paint.dim('░'.repeat(cells - full));
}
