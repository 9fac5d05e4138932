import { accountName } from '../../login/account.ts';
import type { Cleared } from '../../login/sign-out.ts';
import type { Settings } from '../../settings.ts';
import { plural } from '../../system/wording.ts';
import { EXIT } from '../boundary.ts';
import { command } from '../command.ts';
import { assertCanAsk, confirm } from '../live.ts';
import { field, type Paint } from '../text.ts';

export const clear = command({
  name: 'clear',
  aliases: ['logout', 'signout', 'sign-out'],
  summary: 'sign out: revoke the login and remove it from this machine',
  about: [
    'Removes only this program’s login: other entries of the file, the Codex CLI’s login and API keys stay unchanged.',
    'On a terminal it asks first; in a pipe and with --json it cannot ask and needs --yes.',
  ],
  examples: ['codex-oauth clear', 'codex-oauth clear --yes', 'codex-oauth logout --account work'],
  options: {
    account: { value: '<name>', summary: 'this account instead of the one in use; the others stay' },
    yes: { short: 'y', summary: 'do not ask; needed in a pipe and with --json' },
  },
  read: (_words, { yes, account }) => ({ yes, account: account && accountName(account) }),
  run: async (session, { yes, account }) => {
    const app = session.app();
    if (account !== undefined) await app.accounts.find(account);
    // A removed login cannot be restored: without a yes nothing is removed, even in a script that forgot the option.
    if (!yes) {
      assertCanAsk(session, account === undefined ? 'clear' : `clear --account ${account}`);
      const { source, problem, email, account_id } = await app.status();
      const known =
        account === undefined ? [email, account_id].filter((t) => t !== null) : [`the account ${account}`];
      const question = `Sign out of ${known.map(field).join(', account ') || 'the login'}?`;
      if ((account ?? source ?? problem) !== null && !(await confirm(session, question))) return EXIT.failed;
    }
    const cleared = await (account === undefined ? app.clear() : app.accounts.clear(account));
    const { running } = cleared;
    session.show(
      { ...clearedDocument(cleared, app.settings), running },
      renderCleared(cleared, app.settings, session.out),
      ...(running === 0
        ? []
        : [
            `  ${plural(running, 'question')} asked before ${running === 1 ? 'goes' : 'go'} on; \`codex-oauth jobs --all\` lists them, \`codex-oauth jobs stop <id>\` stops one.`,
          ]),
    );
    return EXIT.ok;
  },
});

/** What was done, for `--json`. */
export function clearedDocument(cleared: Cleared, settings: Pick<Settings, 'loginPlace' | 'codexCliFile'>) {
  return {
    removed: cleared.removed,
    account_id: cleared.accountId ?? null,
    revocation: cleared.revocation,
    accounts: [...(cleared.remaining ?? [])],
    not_touched: {
      other_entries_in: settings.loginPlace,
      codex_cli_login: settings.codexCliFile,
      api_keys: true,
    },
  };
}

/** What was done, what was not, and what that means. */
export function renderCleared(
  cleared: Cleared,
  { loginPlace, codexCliFile }: Pick<Settings, 'loginPlace' | 'codexCliFile'>,
  paint: Paint,
): string {
  const { remaining = [] } = cleared;
  const account = cleared.accountId === undefined ? '' : ` (account ${field(cleared.accountId)})`;
  const ok = paint.green('✓');
  const out = `Signed out${account}: removed from this machine`;
  const done = {
    revoked: `${ok} ${out} and revoked at OpenAI.`,
    nothing: `${ok} ${out}. It had no token to revoke.`,
    failed:
      `${paint.yellow('!')} ${out}, but not revoked: OpenAI could not be reached.\n` +
      `  ${paint.cyan('→')} To revoke it yourself: ${cleared.page ?? 'ChatGPT → Settings → Security → Log out of all devices'}.`,
  }[cleared.revocation];
  const said = !cleared.removed
    ? `${paint.yellow('–')} ${remaining.length > 0 ? 'No account is in use' : 'Not signed in'}: nothing to remove.`
    : cleared.external === true
      ? `${ok} Forgot the login${account} of the embedding application; it was only in memory.`
      : done;
  const left =
    remaining.length === 0
      ? ''
      : `  Still signed in: ${remaining.map(field).join(', ')} (\`codex-oauth use <name>\` chooses one).\n`;
  return `${said}\n${left}  Not touched: other entries in ${field(loginPlace)}, the Codex CLI’s login (${field(codexCliFile)}), API keys.`;
}
