import { humanSeconds } from '../../system/time.ts';
import type { PendingLogin, Status, StatusLimits } from '../../login/status.ts';
import { field } from '../terminal/clean.ts';
import type { Paint } from '../terminal/paint.ts';
import { padEnd } from '../terminal/width.ts';
import { renderBar, renderPairs } from './table.ts';

/** What can be said about a login. Being unable to read it is not the same as having none. */
export type LoginState =
  | { readonly kind: 'signed-in'; readonly expiresIn: number | undefined }
  /** Still a login: its access token is renewed with the next question. */
  | { readonly kind: 'renewal-due' }
  | { readonly kind: 'pending'; readonly login: PendingLogin }
  | { readonly kind: 'expired' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'signed-out' };

export function loginState(status: Status): LoginState {
  switch (status.status) {
    case 'authenticated':
      return status.is_expired || status.needs_refresh
        ? { kind: 'renewal-due' }
        : { kind: 'signed-in', expiresIn: status.expires_in_seconds ?? undefined };
    case 'pending':
      return status.login ? { kind: 'pending', login: status.login } : { kind: 'signed-out' };
    case 'expired':
      return { kind: 'expired' };
    case 'not_authenticated':
  }
  return status.problem === null ? { kind: 'signed-out' } : { kind: 'unreadable' };
}

export function describeState(state: LoginState, paint: Paint): string {
  switch (state.kind) {
    case 'signed-in':
      return `${paint.green('✓')} signed in${state.expiresIn === undefined ? '' : `, renewed by itself in ${humanSeconds(state.expiresIn)}`}`;
    case 'renewal-due':
      return `${paint.green('✓')} signed in, renewed with the next question`;
    case 'pending':
      return `${paint.yellow('…')} a sign-in is under way, ${humanSeconds(state.login.expires_in_seconds)} left`;
    case 'expired':
      return `${paint.red('✗')} the login no longer works`;
    case 'unreadable':
      return `${paint.red('✗')} the login cannot be read`;
    case 'signed-out':
  }
  return `${paint.yellow('–')} not signed in`;
}

export interface StatusView {
  readonly paint: Paint;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Bars on a terminal, numbers only in a pipe. */
  readonly bars: boolean;
}

export function renderStatus(status: Status, view: StatusView): string {
  const { paint } = view;
  const state = loginState(status);
  const pairs: (readonly [string, string])[] = [['Login', describeState(state, paint)]];
  const add = (label: string, value: string | null): void => {
    if (value !== null) pairs.push([label, field(value)]);
  };
  if (state.kind === 'pending') {
    add('Open', state.login.code_url ?? state.login.url);
    add('Code', state.login.code);
  }
  add('Account', status.email);
  add('Plan', status.plan);
  add('Workspace', status.workspace);
  add('Source', status.source);
  add('File', status.auth_file);
  if (status.limits) pairs.push(...limitPairs(status.limits, view));
  const lines = [renderPairs(pairs, paint)];
  if (status.problem !== null) lines.push('', `${paint.yellow('!')} ${field(status.problem)}`);
  if (status.fix !== null)
    lines.push(...(status.problem === null ? [''] : []), `${paint.cyan('→')} ${field(status.fix)}`);
  return lines.join('\n');
}

const BAR_CELLS = 24;

function limitPairs(
  limits: StatusLimits,
  { paint, now, bars }: StatusView,
): readonly (readonly [string, string])[] {
  const longest = Math.max(0, ...limits.windows.map((w) => w.name.length));
  const rows = limits.windows.map((w, i): readonly [string, string] => {
    const percent = `${Math.round(w.used_percent)} % used`;
    const left = w.resets_at === null ? undefined : (Date.parse(w.resets_at) - now) / 1000;
    const reset = left === undefined || left <= 0 ? '' : `, resets in ${humanSeconds(left)}`;
    const bar = bars ? `${renderBar(w.used_percent, BAR_CELLS, paint)} ` : '';
    return [i === 0 ? 'Limits' : '', `${padEnd(field(w.name), longest)}  ${bar}${percent}${reset}`];
  });
  const credits: (readonly [string, string])[] =
    limits.credits === null ? [] : [['Credits', field(limits.credits)]];
  return [...rows, ...credits];
}
