import { notSignedInTo, type Login } from '../../login/login.ts';
import { expiresAtOf } from '../../login/record.ts';
import { defineTool, type Tool, type ToolContext, type Zod } from '../tool.ts';
import { methodIn, signInTo } from './login.ts';

/**
 * For the providers that the user has described, where his file enables them. No token is in any result: what a model
 * reads is in a transcript, and whoever has the token can use the account.
 */
const provider = (z: Zod) => z.string().describe('Its name in the user’s providers.json.');

/** The command that gives the token to a program; ids are plain words (PROVIDER_ID). */
const commandFor = ({ provider: { id } }: Login): string => `codex-oauth token ${id}`;

const authorize = defineTool({
  name: 'oauth_authorize',
  title: 'Sign in to a provider',
  description:
    'Signs the user in to one of the providers that the user has described (codex_status lists them), as codex_login does. Only when the user asks for it. Never returns a token.',
  input: (z: Zod) => z.strictObject({ provider: provider(z), method: methodIn(z) }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  run: async ({ provider: id, method }, context) => {
    const login = await context.app.logins.forTools(id);
    const done = `A program gets its access token from the command \`${commandFor(login)}\`.`;
    return signInTo(context, login, { method }, done);
  },
});

/** A renewed login: what is known about its token. */
export async function freshness(id: string, { app }: ToolContext) {
  const login = await app.logins.forTools(id);
  if (!(await login.tokens.credential())) throw notSignedInTo(login);
  const now = await login.tokens.current();
  const expiresAt = now && expiresAtOf(now);
  return {
    provider: id,
    service: login.provider.serviceName,
    expires_at: expiresAt === undefined ? null : new Date(expiresAt * 1000).toISOString(),
    command: commandFor(login),
  };
}

const getToken = defineTool({
  name: 'oauth_get_token',
  title: 'Keep a provider’s token fresh',
  description:
    'Renews the login of one of the user’s providers if that is due, and tells when its access token expires and which command prints it. Run that command only inside the program that needs the token, so that its output is not shown: never print, read or store the token. Never returns it.',
  input: (z: Zod) => z.strictObject({ provider: provider(z) }),
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  run: async ({ provider: id }, context) => ({ data: await freshness(id, context) }),
});

const clearToken = defineTool({
  name: 'oauth_clear_token',
  title: 'Sign out of a provider',
  description:
    'Signs out of one of the user’s providers: removes the login and revokes it there. Only when the user asks for it.',
  input: (z: Zod) => z.strictObject({ provider: provider(z) }),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  run: async ({ provider: id }, { app }) => {
    const login = await app.logins.forTools(id);
    const name = login.provider.serviceName;
    login.signIn.pending()?.cancel();
    const ended = await login.clear(() => {});
    if (!ended) return { text: `There was no login at ${name}.` };
    const how = {
      revoked: 'and revoked there',
      failed: 'but not revoked: the provider could not be reached, so its token works until it expires',
      nothing: 'and not revoked, because the provider offers no way: its token works until it expires',
    }[ended.revocation];
    return { text: `Signed out of ${name}: the login was removed from this machine, ${how}.` };
  },
});

export const OWN_TOOLS: readonly Tool[] = [authorize, getToken, clearToken];
