import { its, onlyIn, plural, say, sentences } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import { firstOf, humanBytes, type Gathered } from '../attach/gathering.ts';
import type { LookReceipt } from '../look/receipt.ts';
import { openRoots, type Machine } from '../attach/workspace.ts';
import { checkContext, estimateTokens } from '../threads/estimate.ts';
import { historyOf } from '../threads/history.ts';
import type { Threads } from '../threads/store.ts';
import type { Thread } from '../threads/thread.ts';
import { isSameModel, type Model } from './models.ts';
import type { Answer, Question } from './question.ts';
import { checkAgainstModel, effortFor, userItem, type Ready } from './request.ts';
import type { Resolved } from './resolve.ts';
import type { Sent } from './send.ts';

export interface TurnDeps extends Machine {
  readonly threads: Threads;
  /** Reads a thread, or makes one of a session of the Codex CLI. */
  readonly toContinue: Threads['load'];
  readonly cwd: string;
}

/** A question's project and the thread that it continues, if any. */
interface Place {
  readonly project: string;
  readonly thread?: Thread;
}

/** A question being written to its thread. */
export type Turn = ReturnType<typeof beginTurn>;

/** The project of a call's folders: the real path of the first that is a workspace; '' if none is. */
export async function projectOf(machine: Machine, roots: readonly string[]): Promise<string> {
  return (await openRoots(roots, machine)).roots[0]?.real ?? '';
}

/** Finds the project of a question and the thread that it continues. Throws if it cannot be continued. */
export async function placeOf(
  d: Omit<TurnDeps, 'cwd'>,
  { roots, threadId, anyProject }: Question,
): Promise<Place> {
  const project = await projectOf(d, roots);
  if (threadId === undefined) return { project };
  if (d.threads.enabled)
    return { project, thread: await d.toContinue(threadId, anyProject ? undefined : project) };
  throw new AppError({
    kind: 'input',
    code: 'thread.off',
    what: 'Threads are off, so none can be continued.',
    why: 'CODEX_OAUTH_THREADS is off.',
    fix: say`Omit ${its.thread}, or unset CODEX_OAUTH_THREADS.`,
  });
}

type Habits = Pick<Question, 'model' | 'effort' | 'systemPrompt'>;

/** A thread's settings so far. */
export function habitsOf({ meta, turns }: Thread): Habits {
  return turns.findLast((turn) => turn.state !== 'failed') ?? meta;
}

/** A new thread's title; with a diff, the diff comes first. */
export const titleOf = ({ title, diff, prompt }: Question): string =>
  title ?? (diff === undefined ? prompt : `Diff ${diff}: ${prompt}`);

export const STOPPED = 'The question was stopped.';

/** The question with the thread's effort where it says nothing itself. Pure. */
function withHabits(question: Question, model: Model, habits: Habits | undefined): Question {
  if (!habits) return question;
  // An effort chosen for one model is not an error with another: use that model's default instead.
  const fits = habits.model === model.slug || model.efforts.includes(habits.effort ?? '');
  return { ...question, effort: question.effort ?? (fits ? habits.effort : undefined) };
}

/**
 * Adds the thread's settings and history, refuses what the model does not support, and starts the turn on disk.
 * Writing and sending run concurrently. Without `keep` nothing is written: neither a secret that the user agreed to
 * send nor an answer that repeats it.
 */
export function beginTurn(
  d: TurnDeps,
  asked: Question,
  resolved: Resolved,
  gathered: Gathered | undefined,
  { project, thread: found }: Place,
  keep: boolean,
) {
  const { threads } = d;
  const { model, credential } = resolved;
  const question = withHabits(asked, model, found && habitsOf(found));
  const parts = gathered?.parts ?? [];
  checkAgainstModel(question, parts, model);

  // The account of an API key is unknown.
  const accountId = credential.route === 'api' ? undefined : credential.accountId;
  // A copy has no encrypted reasoning: it belongs to whoever continues it.
  const old = found && (found.stored ? found : { ...found, meta: { ...found.meta, accountId } });
  const history = old ? historyOf(old, { model: model.slug, accountId }) : { items: [], forgotten: 0 };
  const item = userItem(question, parts);
  const { prompt, systemPrompt } = question;
  const estimate = estimateTokens([...history.items, item, systemPrompt]);
  const notes = [
    checkContext(estimate, model.contextWindow),
    !keep && 'This turn is not kept in a thread: what the secret guard found was sent with it.',
    old?.stored === false && copied(old),
    history.forgotten > 0 && 'Earlier answers came from another model; only their text was sent.',
  ].filter((note) => typeof note === 'string');

  const effort = effortFor(question, model);
  const about = { id: threads.newId(), model: model.slug, effort, accountId, cwd: d.cwd, project };
  const thread = old ?? threads.create({ ...about, title: titleOf(question) });
  const attached = gathered?.attached.map((a) => `${a.kind} ${a.path}`) ?? [];
  const start = { model: model.slug, effort, systemPrompt, prompt, input: item, attached };
  const writer = keep ? threads.beginTurn(thread, start) : undefined;
  const { id } = thread.meta;
  const ready: Ready = { ...resolved, question, parts, history: history.items, threadId: id };
  return {
    /** The question with the thread's settings and history, ready to send. */
    ready,
    /** The id of the turn on disk; undefined if nothing is kept. */
    turn: threads.enabled ? writer?.turn : undefined,
    append: (text: string): void => writer?.append(text),
    /** Stores the end of the answer. Never throws: a disk error loses the thread, never the answer. */
    store: async (sent: Sent): Promise<Pick<Answer, 'threadId' | 'notes'>> => {
      const { assembly, tried, answered, usage, looked, searched } = sent;
      if (!writer) return { threadId: undefined, notes };
      const cutShort = tried.refusal?.error;
      const problem = await writer.finish({
        text: assembly.text(),
        // A call cannot be sent again without its output, nor a thought without its call: the text alone can.
        items: assembly.calls.length > 0 ? [] : assembly.items,
        ...(isSameModel(answered, model.slug) ? {} : { model: answered }),
        ...(looked || searched ? { receipt: { looked, searched } } : {}),
        usage: usage && { ...usage },
        requestId: tried.requestId,
        partial: cutShort !== undefined,
        ...(cutShort ? { error: { code: cutShort.code, message: cutShort.message } } : {}),
      });
      const kept = threads.enabled && (thread.stored || !problem);
      return {
        threadId: kept ? id : undefined,
        notes: problem ? [...notes, `The thread could not be stored. ${problem.message}`] : notes,
      };
    },
    /**
     * Stores the partial answer of a failed question; a new thread without any answer is removed. Returns the error
     * to show: it names what had been read of the workspace; for a stopped question it says where to read the partial
     * answer.
     */
    abandon: async (reason: unknown, looked?: LookReceipt): Promise<unknown> => {
      const failure = reason instanceof AppError && looked?.bytes ? withLooked(reason, looked) : reason;
      if (!writer) return failure;
      const unexpected = { code: 'internal', message: 'The question ended unexpectedly.' };
      const { code, message } = failure instanceof AppError ? failure : unexpected;
      const receipt = looked ? { looked } : undefined;
      await writer.finish({ partial: writer.begun, error: { code, message }, receipt });
      if (!thread.stored && !writer.begun) await threads.remove(id, undefined).catch(() => {});
      return code === 'cancelled' && writer.begun && threads.enabled ? stopped(id) : failure;
    },
  };
}

/** What was read has been sent too, or was about to be. */
function withLooked(error: AppError, { files, bytes }: LookReceipt): AppError {
  const names = files.map(({ path }) => path);
  const which = names.length > 0 ? `: ${firstOf(NAMED, names).join(', ')}` : '';
  const why = sentences(error.why, `By then Codex had read ${humanBytes(bytes)} of the workspace${which}.`);
  return error.with({ why, details: { ...error.details, looked: names } });
}

/** How many files an error names. */
const NAMED = 5;

const copied = ({ meta, turns, heldBack = 0 }: Thread): string =>
  `A new thread with the texts of the Codex CLI’s session ${meta.from ?? ''} (${plural(turns.length, 'turn')})${heldBack > 0 ? `; the secret guard held back what it found in ${heldBack}` : ''}.`;

function stopped(id: string): AppError {
  const command = onlyIn('terminal', `\`codex-oauth threads show ${id}\``);
  const resource = onlyIn('assistant', `codex-oauth://thread/${id}, or continue with thread_id: ${id}`);
  const fix = say`Read what had come with ${command}${resource}.`;
  return new AppError({ kind: 'input', code: 'cancelled', what: STOPPED, fix, details: { thread_id: id } });
}
