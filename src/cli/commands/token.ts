import type { App } from '../../app.ts';
import { accountName } from '../../login/account.ts';
import type { Credential } from '../../login/credential.ts';
import { backendOf, OPENAI } from '../../login/home.ts';
import { notSignedInTo } from '../../login/login.ts';
import { AppError } from '../../system/errors.ts';
import { command, usageError } from '../command.ts';

export const token = command({
  name: 'token',
  summary: 'print a fresh access token, for a program',
  usage: '[provider]',
  about: [
    'For machines that hold no login of their own: CODEX_OAUTH_CREDENTIAL_COMMAND there runs this command here. The',
    'access token lives an hour or so; the refresh token never leaves this machine. Whoever has the token can use the',
    'account until it expires: print it to a program, not to a log.',
  ],
  options: { account: { value: '<name>', summary: 'of this OpenAI account (see `codex-oauth accounts`)' } },
  examples: ['codex-oauth token --json', 'codex-oauth token acme'],
  mostWords: 1,
  read: ([provider], { account }) => ({ provider, account: account && accountName(account) }),
  run: async (session, { provider, account }) => {
    const credential = await session.orAbort(freshToken(session.app(), provider, account));
    session.give(tokenDocument(credential), credential.accessToken);
  },
});

type Fresh = Credential & { readonly expiresAt: number | undefined };

/** Only our own logins are given away: what another program left here belongs to it, and a key costs money. */
async function freshToken(
  { logins, accounts }: App,
  provider: string | undefined,
  account: string | undefined,
): Promise<Fresh> {
  const login = await logins.of(provider ?? logins.own);
  if (login.provider.plan)
    throw new AppError({
      kind: 'input',
      code: 'token.not_given',
      what: `The access token of ${login.provider.id} was not printed.`,
      why: 'OpenAI’s terms allow the use of a plan only in the program that the user has connected, and on machines that only this user controls.',
      fix: 'For another program, use its own sign-in or an API key.',
    });
  if (account !== undefined && login.keeping.accounts === false)
    throw usageError(
      `${login.provider.id} has no accounts with names.`,
      'Only logins at OpenAI have them.',
      'Leave --account out.',
    );
  const source = account === undefined ? login.tokens : await accounts.source(account);
  const credential = await source.credential();
  if (!credential) throw notSignedInTo(login);
  return { ...credential, expiresAt: (await source.report())?.expiresAt };
}

/** The form that CODEX_OAUTH_CREDENTIAL_COMMAND reads. */
export function tokenDocument(credential: Fresh) {
  const { accessToken, accountId, expiresAt } = credential;
  const baseUrl = backendOf(credential);
  return {
    access_token: accessToken,
    account_id: accountId ?? null,
    expires_at: expiresAt ?? null,
    ...(baseUrl === OPENAI.baseUrl ? {} : { base_url: baseUrl }),
  };
}
