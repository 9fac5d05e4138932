import { AnswerAssembly, type Usage } from '../ask/answer.ts';
import { eventFeed } from '../ask/events.ts';
import { isThreadId, shortId } from '../threads/id.ts';
import type { Threads } from '../threads/store.ts';
import type { Thread } from '../threads/thread.ts';
import type { TurnEnd, TurnWriter } from '../threads/writer.ts';
import { AppError } from '../system/errors.ts';
import { isObject, numberOf, stringOf, type JsonObject } from '../system/json.ts';
import { redact } from '../system/redact.ts';
import type { Asked } from './asked.ts';

/** Where the questions were asked. */
interface Place {
  readonly cwd: string;
  readonly project: string;
}

interface Open {
  readonly question: string;
  readonly writer: TurnWriter;
  /** What the last round brought. */
  end: TurnEnd;
}

/** A value without anything that is or looks like a credential. */
function cleaned<T>(value: T): T;
function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map(cleaned);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [redact(key), cleaned(inner)]))
    : value;
}

/** Calls that the CLI answers with another request: the turn goes on. */
const CLIENTS_CALL = /^(?:function|custom_tool|local_shell|tool_search)_call$/;

/** Tokens of all rounds. */
const sumOf = (before: JsonObject | undefined, usage: Usage | undefined): JsonObject | undefined =>
  usage === undefined
    ? before
    : Object.fromEntries(Object.entries(usage).map(([key, n]) => [key, n + (numberOf(before?.[key]) ?? 0)]));

export type Keeper = ReturnType<typeof createKeeper>;

/** Files what was said as turns of threads: one thread for a session, one turn for a question. */
export function createKeeper(threads: Threads, place: Place) {
  const known = new Map<string, Thread>();
  const open = new Map<string, Open>();
  /** The turns that are on disk, by thread. */
  const kept = new Map<string, number>();
  let [lost, why] = [0, ''];
  let tail: Promise<unknown> = Promise.resolve();

  /** A session that was recorded before continues its thread. */
  const threadOf = (asked: Asked): Promise<Thread> => {
    const { session, model, effort, accountId, prompt } = asked;
    const id = isThreadId(session) ? session : threads.newId();
    const fresh = (error: unknown): Thread => {
      if (!(error instanceof AppError) || error.code !== 'thread.unknown') throw error;
      return threads.create({ id, model, effort, accountId, ...place, session, title: prompt });
    };
    return threads.load(id, undefined).catch(fresh);
  };

  const lose = (error: unknown): void => {
    lost += 1;
    if (error instanceof AppError) why = error.message;
  };

  const close = async (session: string): Promise<void> => {
    const turn = open.get(session);
    open.delete(session);
    const id = known.get(session)?.meta.id;
    if (!turn || id === undefined) return;
    const problem = await turn.writer.finish(cleaned(turn.end));
    if (!problem) return void kept.set(id, (kept.get(id) ?? 0) + 1);
    lose(problem);
    // Perhaps it has no file yet, or no longer.
    known.delete(session);
  };

  /** The turn of a question, on disk from the moment that its answer begins. */
  const begin = async (asked: Asked): Promise<Open> => {
    const { session, question, model, effort, prompt, input } = asked;
    const current = open.get(session);
    if (current?.question === question) return current;
    await close(session);
    const thread = known.get(session) ?? (await threadOf(asked));
    const start = { model, effort, prompt, input };
    const turn: Open = { question, writer: threads.beginTurn(thread, start), end: { partial: true } };
    known.set(session, { ...thread, stored: true });
    open.set(session, turn);
    return turn;
  };

  const take = async (asked: Asked, round: AnswerAssembly, requestId: string | undefined): Promise<void> => {
    const turn = await begin(asked);
    const { ending } = round;
    const text = round.text();
    const whole = ending.kind === 'completed';
    const said = ending.kind === 'failed' ? stringOf(ending.error['message']) : undefined;
    turn.end = {
      text,
      // Alone they are an answer that may be sent again; without their reasoning they have no ids (docs/wire.md 6.2).
      items: round.items
        .filter((item) => whole && item['type'] === 'message')
        .map(({ id: _id, ...item }) => item),
      partial: !whole,
      usage: sumOf(turn.end.usage, round.usage),
      requestId,
      ...(whole
        ? {}
        : {
            error: {
              code: `stream.${ending.kind}`,
              message: said ?? 'The connection ended before the answer did.',
            },
          }),
      ...(round.model === undefined || round.model === asked.model ? {} : { model: round.model }),
    };
    const goesOn = round.items.some((item) => CLIENTS_CALL.test(stringOf(item['type']) ?? ''));
    if (whole && !goesOn && text !== '') await close(asked.session);
  };

  return {
    /** Reads one answer as it passes. Never throws. `end` is called once, when nothing more of it comes. */
    listen: (given: Asked, requestId: string | undefined) => {
      const asked = cleaned(given);
      const round = new AnswerAssembly();
      const feed = eventFeed((event, size) => void round.take(event, size));
      const decoder = new TextDecoder();
      const hear = (text: () => string): void => {
        try {
          if (!round.full) feed(text());
        } catch (error) {
          lose(error);
        }
      };
      // If the disk refuses now, it is asked once more at the end.
      tail = tail.then(() => begin(asked)).catch(() => {});
      return {
        push: (chunk: Uint8Array): void => hear(() => decoder.decode(chunk, { stream: true })),
        end: (): void => {
          hear(() => `${decoder.decode()}\n\n`);
          tail = tail.then(() => take(asked, round, requestId)).catch(lose);
        },
      };
    },
    /** Something of a question's could not be read; `reason` is a sentence. */
    miss: (reason: string): void => {
      lost += 1;
      why = reason;
    },
    /** Ends what is open, and says in one line what was kept. */
    end: async (): Promise<string> => {
      await tail;
      await Promise.all([...open.keys()].map((session) => close(session).catch(lose)));
      const turns = [...kept.values()].reduce((sum, count) => sum + count, 0);
      const names = [...kept.keys()].map(shortId).join(', ');
      const some = `${turns} ${turns === 1 ? 'turn' : 'turns'} in ${kept.size === 1 ? 'thread' : 'threads'} ${names}`;
      const gone = lost === 0 ? '' : `; not kept: ${lost}. ${why}`.trimEnd();
      return `kept: ${turns === 0 ? 'nothing' : some}${gone}`;
    },
  };
}
