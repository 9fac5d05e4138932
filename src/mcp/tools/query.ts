import type * as z from 'zod/v4';
import { AppError } from '../../system/errors.ts';
import { visible } from '../../system/visible.ts';
import { say } from '../../system/wording.ts';
import { CONSENT } from '../../ask/consent.ts';
import { VERBOSITIES } from '../../ask/models.ts';
import type { Answer, Progress, Question } from '../../ask/question.ts';
import { closingLine, receiptOf } from '../../ask/receipt.ts';
import { attachmentReceipt, renderReport } from '../../attach/report.ts';
import { reviewDocument } from '../../review/forms.ts';
import { isReview } from '../../review/instructions.ts';
import { resolveRoots } from '../../attach/workspace.ts';
import { headOf, LARGE_ANSWER } from '../../threads/spill.ts';
import type { Threads } from '../../threads/store.ts';
import { defineTool, type ToolContext, type ToolOutput, type Zod } from '../tool.ts';
import { withEdge } from '../edge.ts';
import { progressLine, progressText } from '../progress.ts';
import { askSignedIn } from '../sign-in-dialog.ts';

/** Characters of the answer's end that are kept for the progress line. */
const TAIL = 120;

/** The note under an answer that was cut short: why, and the request id for OpenAI's support. */
function partialMark({ message }: AppError, requestId: string | undefined): string {
  const id = requestId === undefined || message.includes(requestId) ? '' : ` Request id ${requestId}.`;
  return `[Partial answer, not complete. ${message}${id}]`;
}

/** The answer as the model reads it: text, then the notes about it. */
function renderAnswer(answer: Answer, mark: string): string {
  const { text, cutShort, requestId, gathered, notes } = answer;
  const attached = gathered ? renderReport(gathered, 'assistant') : [];
  const partial = cutShort ? [partialMark(cutShort, requestId)] : [];
  return withEdge(text, partial, [...attached, ...notes, closingLine(answer, 'assistant')], mark);
}

/** How much of an answer that does not fit its schema is shown. Characters. */
const MISFIT = 20_000;

/** An answer that does not fit its schema is an error for programs, but its text is included for readers. */
function misfitError({ text, requestId }: Answer, misfit: AppError): AppError {
  const { kind, code, what, why, fix, details } = misfit;
  const part = text.length > MISFIT ? ', in part' : '';
  return new AppError({
    kind,
    code,
    what,
    why,
    fix: say`${fix}\n\nThe answer was${part}:\n${text.slice(0, MISFIT)}`,
    details: { ...details, ...(requestId ? { request_id: requestId } : {}) },
  });
}

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

async function ask({ dry_run: dryRun, ...args }: Args, context: ToolContext): Promise<ToolOutput> {
  const { app, host, signal } = context;
  const asked = await toQuestion(args, context);
  if (dryRun) {
    const { text, digest } = await app.preview(asked, signal);
    const [shown, ...notes] = await fitted(text, 'what would be sent', app.threads);
    return { text: [...notes, shown].join('\n\n'), meta: { 'codex-oauth/dry-run': { digest } } };
  }
  const { confirm } = host;
  const started = app.deps.now();
  let tail = '';
  let latest: Progress | undefined;
  const line = progressLine(host.progress, () => progressText(latest, app.deps.now() - started, tail));
  line.update();
  try {
    const answer = await app.ask(asked, {
      signal,
      confirm:
        confirm &&
        (async (found, digest) => {
          // A missing login is told first: the user would have to agree again after the sign-in.
          await app.credentials.credential(asked.account);
          return confirm(CONSENT, found, signal, digest);
        }),
      onText: (text) => {
        // Of a review's JSON only the length tells something.
        if (!isReview(asked)) tail = (tail + text).slice(-TAIL);
      },
      onProgress: (progress) => {
        latest = progress;
        line.update();
      },
    });
    if (answer.misfit) throw misfitError(answer, answer.misfit);
    const meta = {
      'codex-oauth/receipt': {
        ...receiptOf(answer),
        ...(answer.gathered && attachmentReceipt(answer.gathered)),
      },
      ...(answer.output === undefined ? {} : { 'codex-oauth/output': answer.output }),
      ...(answer.review ? { 'codex-oauth/review': reviewDocument(answer.review) } : {}),
    };
    const [text, ...notes] = await fitted(answer.text, 'the whole answer', app.threads);
    const mark = Buffer.from(app.deps.randomBytes(4)).toString('hex');
    return { text: renderAnswer({ ...answer, text, notes: [...notes, ...answer.notes] }, mark), meta };
  } finally {
    line.stop();
  }
}

/**
 * For a text too long for a host: its beginning, and a note that says where the whole text is (docs/hosts.md, What
 * the model sees).
 */
async function fitted(raw: string, what: string, threads: Threads): Promise<[string, ...notes: string[]]> {
  // Use the visible form, so that the file and the stated length match what is shown.
  const text = visible(raw);
  if (text.length <= LARGE_ANSWER) return [raw];
  const where = await threads.spill(text).then(
    (path) => `: ${what}, ${text.length} characters, is in ${path}.`,
    (error: unknown) =>
      `, and ${what} could not be stored.${error instanceof AppError ? ` ${error.message}` : ''}`,
  );
  return [headOf(text), `Only the beginning is shown${where}`];
}

const input = (z: Zod) => {
  const word = (most: number) => z.string().trim().min(1).max(most);
  const names = z.array(word(1000)).max(200).optional();
  return z.strictObject({
    prompt: z.string().trim().min(1).describe('The whole question: Codex sees it and what you attach.'),
    files: names.describe(
      'Paths, folders, globs in the workspace; `path:10-40` for lines, `!glob` to leave out.',
    ),
    diff: word(200)
      .optional()
      .describe('uncommitted, staged, unstaged, a base ref, or a..b: attaches that git diff.'),
    images: names.describe('Paths of png, jpeg, webp or gif.'),
    thread_id: word(100)
      .optional()
      .describe('Continues the thread of an earlier answer; last: of this workspace’s latest.'),
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
    // A dry run sends nothing; a sign-in here is for the account in use, not for a named one.
    if (args.dry_run || args.account !== undefined) return ask(args, context);
    return askSignedIn(context, () => ask(args, context));
  },
});
