import type { Login } from '../../login/login.ts';
import type { Cleared } from '../../login/sign-out.ts';
import type { Provider } from '../../oauth/provider.ts';
import { providerState, type ProviderState } from '../../login/provider-state.ts';
import { localTime } from '../../system/time.ts';
import { EXIT } from '../boundary.ts';
import { assertCanAsk, confirm } from '../live.ts';
import type { Session } from '../session.ts';
import { field, renderPairs, renderTable, type Paint } from '../text.ts';

const stateOf = (login: Login): Promise<ProviderState> => providerState(login, 'terminal');

/** `login status [provider]`: one provider, or all that one can sign in to. */
export async function showStates(session: Session, id: string | undefined): Promise<number> {
  const { logins } = session.app();
  if (id === undefined) {
    const states = await Promise.all((await logins.list()).map(stateOf));
    session.show({ providers: states }, renderStates(states, session.out));
    return EXIT.ok;
  }
  return showState(session, await logins.of(id));
}

export async function showState(session: Session, login: Login): Promise<number> {
  const state = await stateOf(login);
  session.show(state, renderState(state, session.out));
  return state.signed_in ? EXIT.ok : EXIT.failed;
}

/** `login logout <provider>`: as `clear`, for a login of another provider. */
export async function endLogin(session: Session, login: Login, yes: boolean): Promise<number> {
  const { id } = login.provider;
  const { signed_in, account } = await stateOf(login);
  if (!yes) assertCanAsk(session, `login logout ${id}`);
  const question = `Sign out of ${field(login.provider.serviceName)}${account ? ` (${field(account)})` : ''}?`;
  if (!yes && signed_in && !(await confirm(session, question))) return EXIT.failed;
  const ended = await login.clear(() => {});
  const document = { provider: id, removed: ended !== undefined, revocation: ended?.revocation ?? 'nothing' };
  session.show(document, renderEnded({ ...document, ...login.provider }, session.out));
  return EXIT.ok;
}

type Ended = Pick<Cleared, 'removed' | 'revocation'> & Pick<Provider, 'serviceName' | 'page'>;

function renderEnded({ removed, revocation, serviceName, page }: Ended, paint: Paint): string {
  const name = field(serviceName);
  if (!removed) return `${paint.yellow('–')} Not signed in to ${name}: nothing to remove.`;
  const how = {
    revoked: 'and revoked there',
    failed: `but not revoked: the provider could not be reached${page ? `. To revoke it yourself: ${page}` : ''}`,
    nothing: 'it could not be revoked, so its token works until it expires',
  }[revocation];
  return `${revocation === 'failed' ? paint.yellow('!') : paint.green('✓')} Signed out of ${name}: removed from this machine, ${how}.`;
}

const untilOf = ({ expires_at, renews_automatically }: ProviderState): string => {
  if (expires_at === null) return '–';
  const at = Date.parse(expires_at);
  const ended = at < Date.now();
  if (ended) return renews_automatically ? 'expired, renewed at its next use' : 'expired';
  return `${localTime(at)}${renews_automatically ? ', then renewed' : ''}`;
};

function renderStates(states: readonly ProviderState[], paint: Paint): string {
  const rows = states.map((state) => [
    state.signed_in ? paint.green('✓') : paint.dim('–'),
    field(state.provider),
    field(state.service),
    field(state.account ?? '–'),
    untilOf(state),
  ]);
  return renderTable(['', 'PROVIDER', 'SERVICE', 'ACCOUNT', 'TOKEN UNTIL'], rows, paint);
}

function renderState(state: ProviderState, paint: Paint): string {
  const head = state.signed_in
    ? `${paint.green('✓')} signed in to ${field(state.service)}`
    : `${paint.yellow('–')} not signed in to ${field(state.service)}`;
  const pairs = renderPairs(
    [
      ['account', field(state.account ?? '–')],
      ['token until', untilOf(state)],
      ...(state.problem === null ? [] : [['problem', field(state.problem)] as const]),
      ...(state.fix === null ? [] : [['fix', field(state.fix)] as const]),
    ],
    paint.dim,
  );
  return `${head}\n${pairs}`;
}
