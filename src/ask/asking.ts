import { its, say } from '../system/wording.ts';
import { AppError, isAbort } from '../system/errors.ts';
import type { Credential } from '../login/credential.ts';
import type { Model } from './model.ts';
import type { Answer, AskOptions } from './query.ts';
import { effortFor, userItem, type Question } from './request.ts';
import { checkContext, estimateTokens } from '../threads/estimate.ts';
import { historyOf } from '../threads/history.ts';
import type { Threads } from '../threads/store.ts';
import type { Thread } from '../threads/thread.ts';
import type { TurnEnd, TurnWriter } from '../threads/writer.ts';

/** A question as both faces ask it: alone, or as the next turn of a thread. */
export interface AskingOptions extends Omit<AskOptions, 'threadId' | 'question' | 'prepare'> {
  /** Without the history: that is the thread's. */
  readonly question: Omit<Question, 'history'>;
  /** The thread to continue; a new one is begun without it. */
  readonly threadId?: string;
  /** One readable line for each thing in `question.attachments`, kept with the turn. */
  readonly attached?: readonly string[];
}

/** An answer, with the id under which it can be continued and fetched again; none where nothing was stored. */
export type ThreadAnswer = Answer & { readonly threadId?: string };

export interface AskingDeps {
  readonly threads: Threads;
  readonly cwd: string;
  /** CODEX_OAUTH_MODEL. */
  readonly defaultModel: string | undefined;
  readonly ask: (options: AskOptions) => Promise<Answer>;
}

/** A turn from the moment when it is known who asks and which model answers. */
interface UnderWay {
  readonly thread: Thread;
  readonly writer: TurnWriter;
  readonly model: string;
  readonly notes: readonly string[];
}

/**
 * Asks within a thread: what was said before is sent again, the answer is stored while it comes, and model, effort
 * and system prompt stay those of the thread unless the question names others.
 */
export function createAsking(d: AskingDeps): (options: AskingOptions) => Promise<ThreadAnswer> {
  return async (o) => {
    const old = o.threadId === undefined ? undefined : await continued(d.threads, o.threadId);
    const threadId = old?.meta.id ?? d.threads.newId();
    const before = old ? habitsOf(old) : undefined;
    const model = o.model ?? before?.model ?? d.defaultModel;
    let turn: UnderWay | undefined;
    let answer: Answer;
    try {
      answer = await d.ask({
        ...o,
        model,
        threadId,
        prepare: ({ credential, model: chosen }) => {
          const question = withHabits(o.question, chosen, before);
          const prepared = prepare(d, {
            question,
            old,
            threadId,
            credential,
            model: chosen,
            attached: o.attached,
          });
          turn = prepared.turn;
          return prepared.question;
        },
        onText: (text) => {
          turn?.writer.append(text);
          o.onText?.(text);
        },
      });
    } catch (error) {
      if (turn) await abandon(d.threads, turn, error);
      throw error;
    }
    return { ...(await store(d.threads, turn, answer)), modelAsked: o.model ?? d.defaultModel };
  };
}

async function continued(threads: Threads, id: string): Promise<Thread> {
  if (threads.enabled) return threads.load(id);
  throw new AppError({
    kind: 'input',
    code: 'thread.off',
    what: 'Threads are switched off, so none can be continued.',
    why: 'CODEX_OAUTH_THREADS is off.',
    fix: say`Leave ${its.thread} out, or unset CODEX_OAUTH_THREADS.`,
  });
}

/** What a thread has been asked with so far. */
export interface Habits {
  readonly model: string;
  readonly effort: string | undefined;
  readonly systemPrompt?: string | undefined;
}

function habitsOf({ meta, turns }: Thread): Habits {
  return turns.findLast((turn) => turn.state !== 'failed') ?? meta;
}

/** The question with the thread's habits where it says nothing itself. Pure. */
export function withHabits(
  question: AskingOptions['question'],
  model: Pick<Model, 'slug' | 'efforts'>,
  habits: Habits | undefined,
): Question {
  const effort = question.effort ?? usableEffort(model, habits);
  const systemPrompt = question.systemPrompt ?? habits?.systemPrompt;
  return {
    ...question,
    ...(effort === undefined ? {} : { effort }),
    ...(systemPrompt === undefined ? {} : { systemPrompt }),
  };
}

/** An effort that was chosen for one model is no wrong argument for another: there the default takes its place. */
function usableEffort(
  model: Pick<Model, 'slug' | 'efforts'>,
  habits: Habits | undefined,
): string | undefined {
  if (habits?.effort === undefined) return undefined;
  return habits.model === model.slug || model.efforts.includes(habits.effort) ? habits.effort : undefined;
}

interface Ready {
  readonly question: Question;
  readonly old: Thread | undefined;
  readonly threadId: string;
  readonly credential: Credential;
  readonly model: Model;
  readonly attached: readonly string[] | undefined;
}

/** Adds the history, refuses what cannot fit, and begins the turn on disk. */
function prepare(d: AskingDeps, r: Ready): { readonly question: Question; readonly turn: UnderWay } {
  const { old, model } = r;
  // Keys have no account that we know of.
  const accountId = r.credential.route === 'api' ? undefined : r.credential.accountId;
  const history = old ? historyOf(old, { model: model.slug, accountId }) : { items: [], forgotten: 0 };
  const item = userItem(r.question);
  const estimate = estimateTokens([...history.items, item, r.question.systemPrompt]);
  const near = checkContext({ estimate, window: model.contextWindow });
  const effort = effortFor(r.question, model);
  const { prompt, systemPrompt } = r.question;
  const thread =
    old ??
    d.threads.create({ id: r.threadId, model: model.slug, effort, accountId, title: prompt, cwd: d.cwd });
  const writer = d.threads.beginTurn(thread, {
    model: model.slug,
    effort,
    systemPrompt,
    prompt,
    userItem: item,
    attached: r.attached ?? [],
  });
  const notes = [
    near,
    history.forgotten > 0
      ? 'Another model gave earlier answers of this thread: their text was sent, their hidden reasoning not.'
      : undefined,
  ].filter((note) => note !== undefined);
  return {
    question: { ...r.question, history: history.items },
    turn: { thread, writer, model: model.slug, notes },
  };
}

/** Stores the end of an answer; a disk that refuses costs the thread, never the answer. */
async function store(threads: Threads, turn: UnderWay | undefined, answer: Answer): Promise<ThreadAnswer> {
  if (!turn) return answer;
  const problem = await turn.writer.finish(endOf(answer, turn.model));
  const notes = [
    ...answer.notes,
    ...turn.notes,
    ...(problem ? [`The thread could not be stored. ${problem.message}`] : []),
  ];
  const kept = threads.enabled && (turn.thread.stored || !problem);
  return { ...answer, notes, ...(kept ? { threadId: turn.thread.meta.id } : {}) };
}

function endOf(answer: Answer, model: string): TurnEnd {
  const { text, items, usage, requestId, cutShort } = answer;
  // `gpt-6-sol-2026-11-01` is a date of gpt-6-sol; anything else is another model, whose reasoning is its own.
  const same = answer.model === model || answer.model.startsWith(`${model}-`);
  return {
    text,
    items,
    ...(same ? {} : { model: answer.model }),
    ...(usage ? { usage: { ...usage } } : {}),
    ...(requestId === undefined ? {} : { requestId }),
    partial: cutShort !== undefined,
    ...(cutShort ? { error: { code: cutShort.code, message: cutShort.message } } : {}),
  };
}

/** Keeps what had come of a question that failed; a new thread of which nothing came leaves nothing behind. */
async function abandon(threads: Threads, { thread, writer }: UnderWay, error: unknown): Promise<void> {
  const known = error instanceof AppError;
  const code = known ? error.code : isAbort(error) ? 'cancelled' : 'internal';
  const message = known ? error.message : 'The question ended unexpectedly.';
  await writer.finish({ partial: writer.begun, error: { code, message } });
  if (!thread.stored && !writer.begun) await threads.remove(thread.meta.id).catch(() => false);
}
