import { plural } from '../system/wording.ts';
import { AppError, cancelled } from '../system/errors.ts';
import type { Deps } from '../system/deps.ts';
import { orAborted } from '../system/time.ts';
import type { Gathered } from '../attach/gathering.ts';
import type { Answer, Hooks, Question } from './question.ts';
import { answerOf } from './receipt.ts';
import { resolve } from './resolve.ts';
import { send, type SendDeps } from './send.ts';
import { beginTurn, habitsOf, placeOf, STOPPED, type Turn, type TurnDeps } from './turn.ts';

/** What attaching needs to know of this machine. */
type AttachDeps = Pick<Deps, 'env' | 'platform' | 'home' | 'face'> & { readonly authFile: string };

export interface AskDeps extends SendDeps, TurnDeps, AttachDeps {
  /** CODEX_OAUTH_MODEL. */
  readonly defaultModel: string | undefined;
}

/**
 * Asks one question and returns its answer, whole or marked as cut short. Throws an AppError where nothing came;
 * `cancelled` where the signal fired.
 */
export async function ask(d: AskDeps, asked: Question, hooks: Hooks): Promise<Answer> {
  const started = d.now();
  let turn: Turn | undefined;
  // Every step is left at once, whether or not it hears the signal: a turn is ended while the process still lives.
  const orStopped = <T>(work: Promise<T>): Promise<T> => orAborted(work, hooks.signal);
  try {
    const gathered = await orStopped(attach(d, asked, hooks.signal));
    const place = await orStopped(placeOf(d, asked));
    const { thread } = place;
    const model = asked.model ?? (thread && habitsOf(thread).model) ?? d.defaultModel;
    hooks.onProgress?.({ phase: 'signing in', model, effort: asked.effort, thought: '', length: 0 });
    const resolved = await orStopped(resolve(d, model, hooks.signal));

    const begun = beginTurn(d, { ...asked, model }, resolved, gathered, place);
    turn = begun;
    const onText = (text: string): void => {
      begun.append(text);
      hooks.onText?.(text);
    };
    const sent = await orStopped(send(d, begun.ready, { ...hooks, onText }));
    const elapsedMs = d.now() - started;

    const stored = await begun.store(sent);
    return await answerOf(sent, stored, {
      modelAsked: asked.model ?? d.defaultModel,
      elapsedMs,
      gathered,
    });
  } catch (error) {
    const failure = hooks.signal.aborted ? cancelled(STOPPED) : error;
    throw turn ? await turn.abandon(failure) : failure;
  }
}

/** Shows exactly what a question would send. Nothing leaves the machine, and no login is needed. */
export async function preview(
  d: AttachDeps & Pick<AskDeps, 'defaultModel'>,
  { prompt, model, effort, threadId, systemPrompt, ...named }: Question,
  signal: AbortSignal,
): Promise<string> {
  await guardPrompt(prompt, systemPrompt);
  const { renderDryRun } = await import('../attach/report.ts');
  const chosen = model ?? d.defaultModel ?? (threadId ? 'the thread’s' : 'the default one');
  const head = [
    `model: ${chosen}${effort ? `, effort ${effort}` : ''}`,
    ...(threadId ? [`thread: ${threadId}, with its earlier turns`] : []),
    ...(systemPrompt ? [`system prompt: ${systemPrompt.length} characters`] : []),
    `prompt: ${plural(prompt.length, 'character')}, about ${plural(Math.ceil(prompt.length / 4), 'token')}`,
  ];
  return renderDryRun(await gatherNamed(d, named, signal), head);
}

/** Judges the question's own words and reads what it names; undefined where it names nothing. */
async function attach(d: AskDeps, asked: Question, signal: AbortSignal): Promise<Gathered | undefined> {
  // Few questions need the validator, so it is loaded with a schema only; a bad one is said before anything else.
  if (asked.outputSchema) (await import('./output.ts')).checkOutputSchema(asked.outputSchema);
  await guardPrompt(asked.prompt, asked.systemPrompt);
  const gathered = await gatherNamed(d, asked, signal);
  if (gathered) (await import('../attach/gather.ts')).assertSomethingAttached(gathered);
  return gathered;
}

/** The gatherer is loaded only for a question that names something. */
async function gatherNamed(
  { env, platform, home, face, authFile }: AttachDeps,
  { files, diff, images, roots }: Pick<Question, 'files' | 'diff' | 'images' | 'roots'>,
  signal: AbortSignal,
): Promise<Gathered | undefined> {
  if (!files?.length && !images?.length && diff === undefined) return undefined;
  const { gather } = await import('../attach/gather.ts');
  return gather({ files, diff, images }, { roots, env, platform, home, face, authFile, signal });
}

/** A key pasted into the prompt is a secret all the same. Throws without sending anything; the value is not repeated. */
async function guardPrompt(prompt: string, systemPrompt = ''): Promise<void> {
  const { describeHits, scanText } = await import('../attach/secrets/scan.ts');
  for (const [name, text] of Object.entries({ prompt, system_prompt: systemPrompt })) {
    const secrets = describeHits(await scanText(text));
    if (secrets === undefined) continue;
    throw new AppError({
      kind: 'input',
      code: 'context.secret_in_prompt',
      what: `The ${name} was not sent: it holds what looks like a secret.`,
      why: `There is ${secrets}.`,
      fix: 'Take it out or put a placeholder such as <token> in its place, then ask again.',
    });
  }
}
