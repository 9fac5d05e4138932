import * as z from 'zod/v4';
import { AppError } from '../../system/errors.ts';
import type { Answer, Progress } from '../../codex/query.ts';
import { limitsLine } from '../../codex/limits.ts';
import { VERBOSITIES } from '../../codex/request.ts';
import { receiptOf } from '../../receipt.ts';
import { defineTool, type ToolContext, type ToolOutput } from '../tool.ts';
import { progressLine, progressText } from '../progress.ts';

const TAIL = 120;

/** `model · effort · 12 in, 340 out · plan 5 h 42 %`: the one short line under an answer (DESIGN.md, codex_query). */
export function closingLine(answer: Answer): string {
  const tokens = answer.usage
    ? `${answer.usage.inputTokens} in, ${answer.usage.outputTokens} out`
    : undefined;
  const limits = limitsLine(answer.limits);
  return [answer.model, answer.effort, tokens, limits && `plan: ${limits}`].filter(Boolean).join(' · ');
}

/** The answer as the model reads it: text, then what is to be known about it. */
export function renderAnswer(answer: Answer): string {
  const parts = [answer.text];
  if (answer.cutShort) parts.push(partialMark(answer.cutShort, answer.requestId));
  parts.push(['—', closingLine(answer), ...answer.notes].join('\n'));
  return parts.join('\n\n');
}

/** The words under an answer that was cut short: why, and by what OpenAI's support finds it. */
export function partialMark(cutShort: AppError, requestId: string | undefined): string {
  const { message } = cutShort;
  const id = requestId === undefined || message.includes(requestId) ? '' : ` Request id ${requestId}.`;
  return `[Partial answer, not complete. ${message}${id}]`;
}

/** What was answered where something else was asked for is shown as far as it is of use. Characters. */
const MISFIT = 20_000;

/** An answer that misses its schema is an error to whoever parses it, and it is all there for whoever reads it. */
export function misfitError(answer: Answer, misfit: AppError): AppError {
  const shown = answer.text.slice(0, MISFIT);
  return new AppError({
    kind: misfit.kind,
    code: misfit.code,
    what: misfit.what,
    ...(misfit.why ? { why: misfit.why } : {}),
    mend: `${misfit.mend}\n\nIt was answered${shown.length < answer.text.length ? ', in part' : ''}:\n${shown}`,
    details: { ...misfit.details, ...(answer.requestId ? { request_id: answer.requestId } : {}) },
  });
}

async function run(args: Args, context: ToolContext): Promise<ToolOutput> {
  const { app, host } = context;
  const started = app.deps.now();
  let tail = '';
  let latest: Progress = {
    phase: 'signing in',
    model: args.model,
    effort: args.reasoning_effort,
    thought: '',
    length: 0,
  };
  const line = progressLine(host.progress, () => progressText(latest, app.deps.now() - started, tail));
  line.update();
  try {
    const answer = await app.ask({
      question: {
        prompt: args.prompt,
        ...(args.system_prompt !== undefined ? { systemPrompt: args.system_prompt } : {}),
        ...(args.reasoning_effort !== undefined ? { effort: args.reasoning_effort } : {}),
        ...(args.verbosity !== undefined ? { verbosity: args.verbosity } : {}),
        ...(args.temperature !== undefined ? { temperature: args.temperature } : {}),
        ...(args.web_search !== undefined ? { webSearch: args.web_search } : {}),
        ...(args.output_schema !== undefined ? { outputSchema: args.output_schema } : {}),
      },
      model: args.model,
      signal: context.signal,
      onText: (text) => {
        tail = (tail + text).slice(-TAIL);
      },
      onProgress: (progress) => {
        latest = progress;
        line.update();
      },
    });
    if (answer.misfit) throw misfitError(answer, answer.misfit);
    const meta = {
      'codex-oauth/receipt': receiptOf(answer),
      ...(answer.output === undefined ? {} : { 'codex-oauth/output': answer.output }),
    };
    return { kind: 'text', text: renderAnswer(answer), meta };
  } finally {
    line.stop();
  }
}

const input = z.strictObject({
  prompt: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .describe('The whole question. Codex sees nothing else: paste the code it needs.'),
  model: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Slug from codex_models. Default: the account’s best.'),
  system_prompt: z.string().optional().describe('Instructions that replace the default ones.'),
  temperature: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe('Accepted for compatibility; a ChatGPT plan does not take it.'),
  reasoning_effort: z
    .string()
    .trim()
    .min(1)
    .max(20)
    .optional()
    .describe('low, medium, high, xhigh or max; what a model offers is in codex_models.'),
  verbosity: z
    .enum(VERBOSITIES as ['low', 'medium', 'high'])
    .optional()
    .describe('How long the answer should be.'),
  web_search: z.boolean().optional().describe('Let Codex search the web.'),
  output_schema: z
    .looseObject({})
    .optional()
    .describe('JSON Schema of an object: the answer is JSON that fits it.'),
});
type Args = z.output<typeof input>;

export const queryTool = defineTool({
  name: 'codex_query',
  title: 'Ask Codex',
  description:
    'Ask OpenAI Codex (a GPT model) a question, paid by the user’s ChatGPT plan: a second opinion, a review, an explanation. ' +
    'Returns its answer as text, then one line with model, tokens and plan limits. Takes seconds to minutes. Needs a login (codex_login).',
  input,
  annotations: { title: 'Ask Codex', readOnlyHint: true, openWorldHint: true },
  meta: { 'anthropic/maxResultSizeChars': 500_000, 'anthropic/alwaysLoad': true },
  run,
});
