import type { JsonObject } from '../system/json.ts';
import type { AnswerRecord, EndRecord, ThreadLine, ThreadRecord, TurnRecord } from './records.ts';

/**
 * What became of a turn. `partial`: cut short, some text is there. `failed`: ended without any. `writing`: another
 * call is at it now. `interrupted`: its process ended in the middle; what had come is there.
 */
export type TurnState = 'complete' | 'partial' | 'failed' | 'writing' | 'interrupted';

/** One question and what came back. Times are milliseconds since the epoch. */
export interface Turn {
  readonly id: string;
  readonly state: TurnState;
  readonly askedAt: number;
  readonly endedAt: number | undefined;
  /** The one that answered; before there is an answer, the one that was asked. */
  readonly model: string;
  readonly effort: string | undefined;
  readonly systemPrompt: string | undefined;
  readonly prompt: string;
  readonly input: JsonObject;
  readonly attached: readonly string[];
  readonly text: string;
  readonly items: readonly JsonObject[];
  readonly usage: JsonObject | undefined;
  readonly requestId: string | undefined;
  readonly error: EndRecord['error'];
}

export interface ThreadMeta {
  readonly id: string;
  readonly createdAt: number;
  readonly title: string;
  /** Of the first question; the last turn has the one that counts. */
  readonly model: string;
  readonly effort: string | undefined;
  readonly accountId: string | undefined;
  readonly cwd: string;
}

export interface Thread {
  readonly meta: ThreadMeta;
  /** In the order in which they ended, which is the order in which they are sent again. */
  readonly turns: readonly Turn[];
  /** Lines that could not be read and were passed over. */
  readonly damaged: number;
  /** False while nothing of it is on disk. */
  readonly stored: boolean;
}

export function metaOf(record: ThreadRecord): ThreadMeta {
  const { id, at, title, model, effort, accountId, cwd } = record;
  return { id, createdAt: at, title, model, effort, accountId, cwd };
}

interface Draft {
  readonly start: TurnRecord;
  readonly pieces: string[];
  length: number;
  answer: AnswerRecord | undefined;
  end: EndRecord | undefined;
  /** Number of the last record that belongs to it. */
  last: number;
}

/** Collects the records of a thread's turns. Every record is looked at once, so that loading is linear. */
export function collectTurns(alive: (start: TurnRecord) => boolean): {
  take(record: Exclude<ThreadLine, ThreadRecord>): void;
  turns(): readonly Turn[];
} {
  const drafts = new Map<string, Draft>();
  let count = 0;
  return {
    take: (record) => {
      count += 1;
      const draft = drafts.get(record.turn);
      if (record.type === 'turn') {
        // A start that was written twice, because the first attempt seemed to fail, counts once.
        if (!draft)
          drafts.set(record.turn, {
            start: record,
            pieces: [],
            length: 0,
            answer: undefined,
            end: undefined,
            last: count,
          });
        return;
      }
      // Its start was lost in a damaged line: without the question there is nothing to replay.
      if (!draft) return;
      draft.last = count;
      if (record.type === 'text') {
        const piece = record.text.slice(Math.max(0, draft.length - record.offset));
        draft.pieces.push(piece);
        draft.length += piece.length;
      } else if (record.type === 'answer') draft.answer = record;
      else draft.end = record;
    },
    turns: () => [...drafts.values()].sort((a, b) => a.last - b.last).map((draft) => turnOf(draft, alive)),
  };
}

function turnOf(draft: Draft, alive: (start: TurnRecord) => boolean): Turn {
  const { start, end, answer } = draft;
  const text = answer?.text ?? draft.pieces.join('');
  return {
    id: start.turn,
    state: stateOf(draft, text, alive),
    askedAt: start.at,
    endedAt: end?.at,
    model: answer?.model ?? start.model,
    effort: start.effort,
    systemPrompt: start.systemPrompt,
    prompt: start.prompt,
    input: start.input,
    attached: start.attached,
    text,
    items: answer?.items ?? [],
    usage: end?.usage,
    requestId: end?.requestId,
    error: end?.error,
  };
}

function stateOf({ start, end }: Draft, text: string, alive: (start: TurnRecord) => boolean): TurnState {
  if (!end) return alive(start) ? 'writing' : 'interrupted';
  if (!end.partial && !end.error) return 'complete';
  return text === '' ? 'failed' : 'partial';
}
