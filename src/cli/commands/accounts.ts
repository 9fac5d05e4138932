import type { Account } from '../../login/accounts.ts';
import { accountName } from '../../login/account.ts';
import { maskEmail } from '../../system/redact.ts';
import { command, usageError } from '../command.ts';
import { field, renderTable, type Paint } from '../text.ts';

export const accounts = command({
  name: 'accounts',
  summary: 'list the accounts that are signed in here',
  about: ['`login --account <name>` signs in to another one, `use <name>` changes the one in use.'],
  options: {},
  examples: ['codex-oauth accounts', 'codex-oauth accounts --json'],
  read: (_words, options) => options,
  run: async (session) => {
    const list = await session.app().accounts.list();
    session.show({ accounts: list.map(accountDocument) }, renderAccounts(list, session.out));
  },
});

export const use = command({
  name: 'use',
  summary: 'change the account in use',
  usage: '<account>',
  about: [
    'Questions that are under way keep their account. `ask --account <name>` asks with one without changing it.',
  ],
  options: {},
  examples: ['codex-oauth use work'],
  mostWords: 1,
  read: ([name]) => {
    if (name === undefined)
      throw usageError(
        '`codex-oauth use` needs an account.',
        'It says which one to use.',
        'See `codex-oauth accounts`.',
      );
    return { name: accountName(name) };
  },
  run: async (session, { name }) => {
    const account = await session.app().accounts.use(name);
    session.show(
      accountDocument(account),
      `${session.out.green('✓')} In use now: ${field(name)}${whose(account)}`,
    );
  },
});

/** One account, for `--json`. */
export function accountDocument({ name, inUse, identity, workspaceName, expiresAt }: Account) {
  return {
    name,
    in_use: inUse,
    account_id: identity.accountId ?? null,
    workspace_name: workspaceName ?? null,
    email: identity.email ? maskEmail(identity.email) : null,
    plan: identity.plan ?? null,
    expires_at: expiresAt === undefined ? null : new Date(expiresAt * 1000).toISOString(),
  };
}

const whose = ({ identity: { email } }: Account): string => (email ? ` (${field(maskEmail(email))})` : '');

/** The accounts as a table, the one in use marked. */
function renderAccounts(list: readonly Account[], paint: Paint): string {
  if (list.length === 0) return 'No account is signed in here. Sign in with `codex-oauth login`.';
  const rows = list.map(({ name, inUse, identity: { email, plan, accountId }, workspaceName }) => [
    inUse ? paint.green('→') : ' ',
    inUse ? paint.bold(field(name)) : field(name),
    email ? field(maskEmail(email)) : '–',
    field(plan ?? '–'),
    field(workspaceName ?? accountId ?? '–'),
  ]);
  return renderTable(['', 'ACCOUNT', 'E-MAIL', 'PLAN', 'WORKSPACE'], rows, paint);
}
