import type * as z from 'zod/v4';
import { VERBOSITIES } from '../../ask/models.ts';
import type { Question } from '../../ask/question.ts';
import { resolveRoots } from '../../attach/workspace.ts';
import { fitted } from '../answering.ts';
import { patienceOf } from '../host-limits.ts';
import { askAsJob } from '../jobs.ts';
import { defineTool, type ToolContext, type ToolOutput, type Zod } from '../tool.ts';
import { askSignedIn } from '../sign-in-dialog.ts';

/** The call as a question, in the form that both faces share. */
async function toQuestion(args: Omit<Args, 'dry_run'>, { app, host }: ToolContext): Promise<Question> {
  const {
    reasoning_effort: effort,
    thread_id: threadId,
    system_prompt: systemPrompt,
    web_search: webSearch,
    output_schema: outputSchema,
    ...same
  } = args;
  const roots = resolveRoots(app.deps, await host.roots());
  // Undefined stays: a review looks around unless told not to.
  const { look = app.settings.look || undefined } = same;
  return { ...same, look, effort, threadId, systemPrompt, webSearch, outputSchema, roots };
}

/** `until`: when the host gives up the call, by the monotonic clock. */
async function ask(
  { dry_run: dryRun, ...args }: Args,
  context: ToolContext,
  until: number,
): Promise<ToolOutput> {
  const { app, signal } = context;
  const asked = await toQuestion(args, context);
  if (!dryRun) return askAsJob(asked, context, until);
  const { text, digest } = await app.preview(asked, signal);
  const [shown, ...notes] = await fitted(text, 'what would be sent', app.threads);
  return { text: [...notes, shown].join('\n\n'), meta: { 'codex-oauth/dry-run': { digest } } };
}

const input = (z: Zod) => {
  const word = (most: number) => z.string().trim().min(1).max(most);
  const names = z.array(word(1000)).max(200).optional();
  return z.strictObject({
    prompt: z.string().trim().describe('The whole question: Codex sees it and what you attach.'),
    files: names.describe(
      'Paths, folders, globs in the workspace; `path:10-40` for lines, `!glob` to leave out.',
    ),
    diff: word(200)
      .optional()
      .describe('uncommitted, staged, unstaged, a base ref, or a..b: attaches that git diff.'),
    images: names.describe('Paths of png, jpeg, webp or gif.'),
    thread_id: word(100)
      .optional()
      .describe('Continues an earlier answer’s thread, or fetches its rest; last: the workspace’s latest.'),
    model: word(100).optional().describe('Slug from codex_models; default: the best.'),
    reasoning_effort: word(20).toLowerCase().optional().describe('low, medium, high, xhigh, max.'),
    verbosity: z.enum(VERBOSITIES as ['low', 'medium', 'high']).optional(),
    system_prompt: z
      .string()
      .optional()
      .describe('Replaces the default instructions; `review`: those of a code reviewer.'),
    temperature: z.number().min(0).max(1).optional().describe('Not sent on a ChatGPT plan.'),
    account: word(32).optional().describe('Account to ask with; default: the one in use.'),
    web_search: z.boolean().optional(),
    look: z.boolean().optional().describe('Codex may read the workspace.'),
    output_schema: z.looseObject({}).optional().describe('JSON Schema of an object the answer must fit.'),
    dry_run: z.boolean().optional().describe('Shows what would be sent; sends nothing.'),
    approved: word(200).optional().describe('Digest of a dry run: sends exactly that or nothing.'),
  });
};
type Args = z.output<ReturnType<typeof input>>;

export const queryTool = defineTool({
  name: 'codex_query',
  title: 'Ask Codex',
  description:
    'Ask OpenAI Codex (a GPT model) a question, paid by the user’s ChatGPT plan: a second opinion, a review, an explanation. ' +
    'Attach code with files and diff instead of pasting it; secrets are held back. Returns the answer, then a line with thread_id, model, tokens and plan limits. Takes seconds to minutes. Asks the user to sign in if needed.',
  input,
  annotations: { readOnlyHint: true, openWorldHint: true },
  meta: { 'anthropic/maxResultSizeChars': 500_000, 'anthropic/alwaysLoad': true },
  run: (args, context) => {
    const patience = patienceOf(context.host.name) * context.app.jobs.pace;
    const until = performance.now() + patience;
    const once = (): Promise<ToolOutput> => ask(args, context, until);
    // A dry run sends nothing; a sign-in here is for the account in use, not for a named one.
    return args.dry_run || args.account !== undefined ? once() : askSignedIn(context, once, patience);
  },
});
