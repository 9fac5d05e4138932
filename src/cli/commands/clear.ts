import type { Cleared } from '../../login/sign-out.ts';
import type { Settings } from '../../settings.ts';
import { EXIT } from '../boundary.ts';
import { command, usageError } from '../command.ts';
import { confirm } from '../live.ts';
import { field, type Paint } from '../text.ts';

export const clear = command({
  name: 'clear',
  aliases: ['logout', 'signout', 'sign-out'],
  summary: 'sign out: revoke the login and remove it from this machine',
  about: [
    'Removes our own login only: other entries of the file, the Codex CLI’s login and API keys stay as they are.',
    'It asks first on a terminal; in a pipe and with --json it cannot ask, so there it needs --yes.',
  ],
  examples: ['codex-oauth clear', 'codex-oauth clear --yes'],
  options: { yes: { short: 'y', summary: 'do not ask; needed in a pipe and with --json' } },
  read: (_words, options) => options,
  run: async (session, { yes }) => {
    const app = session.app();
    // A login that is removed is gone: without a yes nothing is removed, also in a script that forgot the option.
    if (!yes && (session.json || !session.canAsk))
      throw usageError(
        '`codex-oauth clear` needs --yes here.',
        session.json ? 'With --json no question is asked.' : 'There is no terminal to ask on.',
        'Run `codex-oauth clear --yes` if the login is to be revoked and removed.',
      );
    if (!yes) {
      const { source, problem, email, account_id } = await app.status();
      const known = [email, account_id].filter((t) => t !== null).map(field);
      const question = `Sign out of ${known.join(', account ') || 'the login'}?`;
      if ((source ?? problem) !== null && !(await confirm(session, question))) return EXIT.failed;
    }
    const cleared = await app.clear();
    session.show(clearedDocument(cleared, app.settings), renderCleared(cleared, app.settings, session.out));
    return EXIT.ok;
  },
});

/** What was done, for `--json`. */
export function clearedDocument(cleared: Cleared, settings: Pick<Settings, 'authFile' | 'codexCliFile'>) {
  return {
    removed: cleared.removed,
    account_id: cleared.accountId ?? null,
    revocation: cleared.revocation,
    not_touched: {
      other_entries_in: settings.authFile,
      codex_cli_login: settings.codexCliFile,
      api_keys: true,
    },
  };
}

/** What was done, what was not, and what that means. */
export function renderCleared(
  cleared: Cleared,
  { authFile, codexCliFile }: Pick<Settings, 'authFile' | 'codexCliFile'>,
  paint: Paint,
): string {
  const account = cleared.accountId === undefined ? '' : ` (account ${field(cleared.accountId)})`;
  const ok = paint.green('✓');
  const out = `Signed out${account}: removed from this machine`;
  const done = {
    revoked: `${ok} ${out} and revoked at OpenAI.`,
    nothing: `${ok} ${out}. It held no token that could be revoked.`,
    failed:
      `${paint.yellow('!')} ${out}, but OpenAI could not be told.\n` +
      `  ${paint.cyan('→')} To end it there too: ChatGPT → Settings → Security → Log out of all devices.`,
  }[cleared.revocation];
  const said = !cleared.removed
    ? `${paint.yellow('–')} Not signed in: there was nothing to remove.`
    : cleared.external === true
      ? `${ok} Forgot the login${account} that an application had handed over; it was only in memory.`
      : done;
  return `${said}\n  Not touched: other entries in ${field(authFile)}, the Codex CLI’s login (${field(codexCliFile)}), API keys.`;
}
