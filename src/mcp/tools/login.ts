import type * as z from 'zod/v4';
import { accountName } from '../../login/account.ts';
import type { Login } from '../../login/login.ts';
import { identityOfLogin, workspaceNameOf, type LoginRecord } from '../../login/record.ts';
import { welcomeTo } from '../../login/sign-in.ts';
import type { PlanUsage } from '../../oauth/provider.ts';
import { maskEmail } from '../../system/redact.ts';
import { signInHere, type Wish } from '../sign-in-dialog.ts';
import { defineTool, type ToolContext, type ToolOutput, type Zod } from '../tool.ts';

function signedInText(login: LoginRecord, used: PlanUsage | undefined): string {
  const { email, plan, accountId } = identityOfLogin(login);
  const who = `${email ? ` as ${maskEmail(email)}` : ''}${plan ? ` (${plan} plan)` : ''}`;
  const workspace = workspaceNameOf(login);
  const where = `account ${accountId ?? 'unknown'}${workspace ? ` (${workspace})` : ''}`;
  const to = used ? 'ChatGPT' : 'OpenAI Codex';
  const said = welcomeTo(used, login);
  const welcome = said === undefined ? '' : ` Tell the user once: ${said}`;
  return `Signed in to ${to}${who}, ${where}. codex_query is ready.${welcome}`;
}

/** Signs in to another provider, or without one to OpenAI. `next` says what the login is for. */
export async function signInTo(
  context: ToolContext,
  other: Login | undefined,
  wish: Pick<Wish, 'method' | 'timeoutMs' | 'account'>,
  next: string,
): Promise<ToolOutput> {
  const outcome = await signInHere(context, { ...wish, signIn: other?.signIn, anyWay: true });
  if (typeof outcome === 'string')
    return { text: 'The sign-in has ended because the user declined it, and nothing has changed.' };
  if ('pending' in outcome) return { text: outcome.pending };
  if (!other) return { text: signedInText(outcome, context.app.logins.plan) };
  const { email } = identityOfLogin(outcome);
  const who = email ? ` as ${maskEmail(email)}` : '';
  return { text: `Signed in to ${other.provider.serviceName}${who}. ${next}`.trim() };
}

export const methodIn = (z: Zod) =>
  z
    .enum(['auto', 'browser', 'device'])
    .default('auto')
    .describe('device: a code for a browser on another machine.');

const input = (z: Zod) =>
  z.strictObject({
    method: methodIn(z),
    timeout_seconds: z.number().int().min(1).max(3600).optional().describe('How long to wait (default 300).'),
    provider: z.string().optional().describe('The name of a provider of the user’s own, instead of OpenAI.'),
    account: z.string().optional().describe('The user’s name for a further OpenAI account.'),
  });
type Args = z.output<ReturnType<typeof input>>;

async function run({ method, timeout_seconds: seconds, provider, account }: Args, context: ToolContext) {
  const { logins } = context.app;
  const other = provider === undefined || provider === logins.own ? undefined : await logins.of(provider);
  const timeoutMs = seconds === undefined ? undefined : seconds * 1000;
  const named = account === undefined ? undefined : accountName(account);
  return signInTo(context, other, { method, timeoutMs, account: named }, '');
}

export const loginTool = defineTool({
  name: 'codex_login',
  title: 'Sign in to Codex',
  description:
    'Signs the user in to OpenAI Codex with a ChatGPT account. Opens the sign-in page in the browser, or gives an address and a code where there is no browser. ' +
    'Waits until it is done, or returns "pending" with the address: show it to the user exactly as it is. A second call joins the first.',
  input,
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  run,
});
