import type { Cleared } from '../../login/sign-out.ts';
import { plural } from '../../system/wording.ts';
import { defineTool, type Zod } from '../tool.ts';

const revocationIn = ({
  revocation,
  page = 'https://chatgpt.com/#settings/Security',
}: Pick<Cleared, 'revocation' | 'page'>): string =>
  ({
    revoked: 'It was revoked at OpenAI as well.',
    failed: `It could not be revoked at OpenAI. It expires by itself, or end it under ${page}.`,
    nothing: 'There was nothing to revoke at OpenAI.',
  })[revocation];

/** What was done and what was not touched, in words. */
function clearedText(cleared: Cleared, authFile: string): string {
  const untouched = 'Other entries of the file, the Codex CLI’s own login and API keys were not changed.';
  if (!cleared.removed) return `${authFile} contained no codex login. ${untouched}`;
  const who = `Signed out${cleared.accountId ? ` of account ${cleared.accountId}` : ''}`;
  const { remaining = [] } = cleared;
  const left =
    remaining.length === 0
      ? ''
      : ` Still signed in: ${remaining.join(', ')}; name one as account of codex_query, or let the user choose the one in use in a terminal.`;
  return cleared.external
    ? `${who}: the application’s login was removed. It was only in memory; nothing on disk was changed and nothing was revoked.`
    : `${who}: the login was removed from ${authFile}. ${revocationIn(cleared)} ${untouched}${left}`;
}

/** A sentence about the questions that go on. */
const goingOn = (running: number): readonly string[] =>
  running === 0
    ? []
    : [
        `${plural(running, 'question')} asked before ${running === 1 ? 'goes' : 'go'} on until answered. codex_status lists them; the user can stop them in a terminal.`,
      ];

export const clearTool = defineTool({
  name: 'codex_clear',
  title: 'Sign out of Codex',
  description:
    'Signs out: removes this plugin’s Codex login and revokes it at OpenAI. Only when the user asks for it. The Codex CLI’s own login is not touched.',
  input: (z: Zod) => z.strictObject({}),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  run: async (_args, { app }) => {
    const cleared = await app.clear();
    const text = clearedText(cleared, app.settings.loginPlace);
    return { text: [text, ...goingOn(cleared.running)].join('\n\n') };
  },
});
