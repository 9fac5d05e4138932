import type * as z from 'zod/v4';
import { identityOfLogin, type LoginRecord } from '../../login/record.ts';
import { maskEmail } from '../../system/redact.ts';
import { signInHere } from '../sign-in-dialog.ts';
import { defineTool, type ToolContext, type ToolOutput, type Zod } from '../tool.ts';

function signedInText(login: LoginRecord): string {
  const { email, plan, accountId } = identityOfLogin(login);
  const who = `${email ? ` as ${maskEmail(email)}` : ''}${plan ? ` (${plan} plan)` : ''}`;
  return `Signed in to OpenAI Codex${who}, account ${accountId ?? 'unknown'}. codex_query is ready.`;
}

async function run({ method, timeout_seconds: seconds }: Args, context: ToolContext): Promise<ToolOutput> {
  const timeoutMs = seconds === undefined ? undefined : seconds * 1000;
  const outcome = await signInHere(context, { method, timeoutMs, anyWay: true });
  if (typeof outcome === 'string')
    return { text: 'The sign-in has ended because the user declined it, and nothing has changed.' };
  return { text: 'pending' in outcome ? outcome.pending : signedInText(outcome) };
}

const input = (z: Zod) =>
  z.strictObject({
    method: z
      .enum(['auto', 'browser', 'device'])
      .default('auto')
      .describe('device: a code for a browser on another machine.'),
    timeout_seconds: z.number().int().min(1).max(3600).optional().describe('How long to wait (default 300).'),
  });
type Args = z.output<ReturnType<typeof input>>;

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
