import { cancelled } from '../system/errors.ts';
import type { Deps } from '../system/deps.ts';
import { orAborted } from '../system/time.ts';
import type { Look, LookParts } from '../look/look.ts';
import type { Gathered } from '../attach/gathering.ts';
import { agreedTo } from './consent.ts';
import { assertApproved, outgoingOf } from './outgoing.ts';
import type { SchemaJudge } from './output.ts';
import { CEILINGS } from './patience.ts';
import type { Answer, Hooks, Question } from './question.ts';
import { unusualWays } from '../login/home.ts';
import { isReview, withReview } from '../review/instructions.ts';
import { answerOf } from './receipt.ts';
import { resolve } from './resolve.ts';
import { send, type SendDeps } from './send.ts';
import { beginTurn, placeOf, STOPPED, type Turn, type TurnDeps } from './turn.ts';

/** What attaching needs to know of this machine. */
export interface AttachDeps extends Pick<Deps, 'env' | 'platform' | 'home' | 'face'> {
  readonly authFile: string;
  /** CODEX_OAUTH_ALLOW_SECRETS. */
  readonly allowSecrets?: readonly string[];
  readonly judgeSchema: SchemaJudge;
  /** Opens the workspace for the model; another one in tests. */
  readonly openLook?: (parts: LookParts) => Promise<Look>;
}

/** The workspace of a question, for the model to look around in. Loaded only if it may. */
export async function openLook(d: AttachDeps, { roots }: Pick<Question, 'roots'>): Promise<Look> {
  const limits = { totalBytes: CEILINGS.bytes };
  return (d.openLook ?? (await import('../look/look.ts')).openLook)({ ...d, roots, limits });
}

export interface AskDeps extends SendDeps, TurnDeps, AttachDeps {
  /** CODEX_OAUTH_MODEL. */
  readonly defaultModel: string | undefined;
  /** CODEX_OAUTH_SEARCH is hosted. */
  readonly hostedSearch?: boolean;
}

/**
 * Asks one question and returns its answer, whole or marked as cut short. Throws an AppError if nothing came;
 * `cancelled` if the signal fired.
 */
export async function ask(d: AskDeps, named: Question, hooks: Hooks): Promise<Answer> {
  const asked = withReview(named);
  if (!isReview(named)) return answered(d, asked, hooks);
  // Our own schema needs no judge, and what models make of it is read too. The thread keeps what came.
  const answer = await answered({ ...d, judgeSchema: () => Promise.resolve(undefined) }, asked, hooks);
  const { text, gathered, cutShort, notes } = answer;
  const { checkedReview } = await import('../review/check.ts');
  const options = { ...d, roots: asked.roots, signal: hooks.signal };
  const review = await checkedReview(text, gathered?.change, options);
  const { reviewMarkdown } = await import('../review/forms.ts');
  if (review) return { ...answer, output: undefined, review, text: reviewMarkdown(review) };
  const unread = 'The answer has no findings in the requested form, so they could not be checked.';
  return { ...answer, output: undefined, notes: cutShort ? notes : [unread, ...notes] };
}

/** One question of any kind, step by step. */
async function answered(d: AskDeps, asked: Question, hooks: Hooks): Promise<Answer> {
  const started = d.now();
  let turn: Turn | undefined;
  let around: Look | undefined;
  // A cancel leaves every step at once, even one that ignores the signal, so that the turn's end is written before
  // the process exits.
  const orStopped = <T>(work: Promise<T>): Promise<T> => orAborted(work, hooks.signal);
  try {
    const gathered = await orStopped(attach(d, asked, hooks.signal));
    if (gathered) (await import('../attach/gather.ts')).assertSomethingAttached(gathered);
    const place = await orStopped(placeOf(d, asked));
    const outgoing = outgoingOf(asked, place.thread, gathered, d.defaultModel);
    assertApproved(outgoing);
    // From here on nothing of it is read again, so that exactly what the user agrees to is sent.
    const { keep } = await orStopped(agreedTo(outgoing, hooks));
    const { question } = outgoing;
    const { model, effort } = question;
    hooks.onProgress?.({ phase: 'signing in', model, effort, thought: '', length: 0 });
    const resolving = resolve(d, question, hooks.signal);
    const [resolved] = await orStopped(Promise.all([resolving, hooks.enter?.()]));

    const begun = beginTurn(d, question, resolved, gathered, place, keep);
    turn = begun;
    if (begun.turn !== undefined) hooks.onTurn?.(begun.ready.threadId, begun.turn);
    const onText = (text: string): void => {
      begun.append(text);
      hooks.onText?.(text);
    };
    const { look, webSearch } = question;
    const ready = { ...begun.ready, hostedSearch: d.hostedSearch };
    const watching = { ...hooks, onText };
    const rounds = look || webSearch ? await import('./rounds.ts') : undefined;
    around = look ? await orStopped(openLook(d, asked)) : undefined;
    const asking = rounds ? rounds.sendInRounds(d, ready, watching, around) : send(d, ready, watching);
    const sent = await orStopped(asking);
    const elapsedMs = d.now() - started;

    const stored = await begun.store(sent);
    return await answerOf(d.judgeSchema, sent, stored, {
      modelAsked: asked.model ?? d.defaultModel,
      elapsedMs,
      gathered,
      network: unusualWays(sent.ready.credential, d.env),
    });
  } catch (error) {
    const failure = hooks.signal.aborted ? cancelled(STOPPED) : error;
    throw turn ? await turn.abandon(failure, around?.receipt()) : failure;
  }
}

/** Checks the schema and reads the named files; undefined if none are named. The gatherer is loaded only if needed. */
export async function attach(
  d: AttachDeps,
  { files, diff, images, rules, roots, outputSchema }: Question,
  signal: AbortSignal,
): Promise<Gathered | undefined> {
  // Loaded only with a schema, because few questions need the validator. A bad schema is reported before anything
  // else.
  if (outputSchema)
    await (await import('./output.ts')).checkOutputSchema(d.judgeSchema, outputSchema, signal);
  if (!files?.length && !images?.length && diff === undefined) return undefined;
  const { gather } = await import('../attach/gather.ts');
  return gather({ files, diff, images, rules }, { ...d, roots, signal });
}
