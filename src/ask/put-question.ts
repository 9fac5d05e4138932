import type { App } from '../app.ts';
import type { ThreadAnswer } from './asking.ts';
import { AppError } from '../system/errors.ts';
import type { JsonObject } from '../system/json.ts';
import type { Progress } from './query.ts';
import type { GatherRequest } from '../attach/gather.ts';
import type { Gathered } from '../attach/gathering.ts';

/** A question as both faces take it from a person or a model. */
export interface QuestionInput {
  readonly prompt: string;
  readonly model?: string | undefined;
  readonly systemPrompt?: string | undefined;
  readonly temperature?: number | undefined;
  readonly effort?: string | undefined;
  readonly verbosity?: string | undefined;
  readonly threadId?: string | undefined;
  readonly files?: readonly string[] | undefined;
  readonly diff?: string | undefined;
  readonly images?: readonly string[] | undefined;
  readonly webSearch?: boolean | undefined;
  readonly outputSchema?: JsonObject | undefined;
  /** Absolute folders: nothing outside them is read (`resolveRoots`). */
  readonly roots: readonly string[];
}

export interface QuestionHooks {
  readonly signal: AbortSignal;
  readonly onText?: (text: string) => void;
  readonly onProgress?: (progress: Progress) => void;
}

/** An answer with what went out beside the prompt, if anything did. */
export interface Answered {
  readonly answer: ThreadAnswer;
  readonly gathered: Gathered | undefined;
}

function contextOf(input: QuestionInput): GatherRequest {
  const { files, diff, images } = input;
  return {
    ...(files ? { files } : {}),
    ...(diff === undefined ? {} : { diff }),
    ...(images ? { images } : {}),
  };
}

/** Reads what the question names. The gatherer is loaded for a question that names something only. */
async function gatherFor(app: App, input: QuestionInput, signal: AbortSignal): Promise<Gathered | undefined> {
  const request = contextOf(input);
  if (!request.files?.length && !request.images?.length && request.diff === undefined) return undefined;
  const { gather } = await import('../attach/gather.ts');
  return gather(request, { roots: input.roots, env: app.deps.env, platform: app.deps.platform, signal });
}

/** A key pasted into the prompt is a secret all the same. Throws without sending anything; the value is not repeated. */
async function guardPrompt(input: QuestionInput): Promise<void> {
  const { describeHits, scanText } = await import('../attach/secrets/scan.ts');
  for (const [name, text] of [
    ['prompt', input.prompt],
    ['system_prompt', input.systemPrompt ?? ''],
  ] as const) {
    const hits = scanText(text);
    if (hits.length === 0) continue;
    throw new AppError({
      kind: 'input',
      code: 'context.secret_in_prompt',
      what: `The ${name} was not sent: it holds what looks like a secret.`,
      why: `There is ${describeHits(hits)}.`,
      fix: 'Take it out or put a placeholder such as <token> in its place, then ask again.',
    });
  }
}

/** Asks: attaches what is named, within a thread, and returns the answer with what went out. */
export async function putQuestion(app: App, input: QuestionInput, hooks: QuestionHooks): Promise<Answered> {
  await guardPrompt(input);
  const gathered = await gatherFor(app, input, hooks.signal);
  if (gathered) {
    const { assertSomethingAttached } = await import('../attach/gather.ts');
    assertSomethingAttached(gathered);
  }
  const answer = await app.ask({
    question: {
      prompt: input.prompt,
      ...(input.systemPrompt === undefined ? {} : { systemPrompt: input.systemPrompt }),
      ...(input.effort === undefined ? {} : { effort: input.effort }),
      ...(input.verbosity === undefined ? {} : { verbosity: input.verbosity }),
      ...(input.temperature === undefined ? {} : { temperature: input.temperature }),
      ...(input.webSearch === undefined ? {} : { webSearch: input.webSearch }),
      ...(input.outputSchema === undefined ? {} : { outputSchema: input.outputSchema }),
      ...(gathered ? { attachments: gathered.parts } : {}),
    },
    model: input.model,
    ...(input.threadId === undefined ? {} : { threadId: input.threadId }),
    ...(gathered ? { attached: gathered.attached.map((a) => `${a.kind} ${a.path}`) } : {}),
    signal: hooks.signal,
    ...(hooks.onText ? { onText: hooks.onText } : {}),
    ...(hooks.onProgress ? { onProgress: hooks.onProgress } : {}),
  });
  return { answer, gathered };
}

/** Shows exactly what a question would send. Nothing leaves the machine, and no login is needed. */
export async function previewQuestion(app: App, input: QuestionInput, signal: AbortSignal): Promise<string> {
  await guardPrompt(input);
  const { renderDryRun } = await import('../attach/report.ts');
  const nothing: Gathered = {
    parts: [],
    attached: [],
    omitted: [],
    withheld: [],
    notes: [],
    bytes: 0,
    imageBytes: 0,
    tokens: 0,
  };
  const gathered = (await gatherFor(app, input, signal)) ?? nothing;
  const head = [
    `model: ${input.model ?? app.settings.model ?? (input.threadId ? 'the thread’s' : 'the default one')}${input.effort ? `, effort ${input.effort}` : ''}`,
    ...(input.threadId ? [`thread: ${input.threadId}, with its earlier turns`] : []),
    ...(input.systemPrompt ? [`system prompt: ${input.systemPrompt.length} characters`] : []),
    `prompt: ${input.prompt.length} characters, about ${Math.ceil(input.prompt.length / 4)} tokens`,
  ];
  return renderDryRun(gathered, { head, content: true });
}
