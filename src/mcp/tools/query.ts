import * as z from 'zod/v4';
import type { Answer } from '../../codex/query.ts';
import { limitsLine } from '../../codex/limits.ts';
import { VERBOSITIES } from '../../codex/request.ts';
import { receiptOf } from '../../receipt.ts';
import { defineTool, type ToolContext, type ToolOutput } from '../tool.ts';
import { progressLine, progressText } from '../progress.ts';
import type { Progress } from '../../codex/query.ts';

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
  if (answer.cutShort) parts.push(`[Partial answer, not complete. ${answer.cutShort.message}]`);
  parts.push(['—', closingLine(answer), ...answer.notes].join('\n'));
  return parts.join('\n\n');
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
    return { kind: 'text', text: renderAnswer(answer), meta: { 'codex-oauth/receipt': receiptOf(answer) } };
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
