import type { Source } from './listing.ts';
import type { AnswerRecord, EndRecord, ThreadRecord, TurnLine, TurnRecord } from './records.ts';

/**
 * The state of a turn. `partial`: cut short, with some text. `failed`: ended without text. `writing`: another call is
 * writing it now. `interrupted`: its process ended in the middle; the text so far is there.
 */
export type TurnState = 'complete' | 'partial' | 'failed' | 'writing' | 'interrupted';

/** One question and its answer. Times are milliseconds since the epoch. */
export interface Turn
  extends Omit<TurnRecord, 'type' | 'turn' | 'at' | 'pid' | 'host'>,
    Pick<AnswerRecord, 'text' | 'items' | 'receipt'>,
    Partial<Pick<EndRecord, 'usage' | 'requestId' | 'error' | 'answerSha256'>> {
  readonly id: string;
  readonly state: TurnState;
  readonly askedAt: number;
  readonly endedAt: number | undefined;
  /** The model that answered; before there is an answer, the requested one. */
  readonly model: string;
}

export type ThreadMeta = Omit<ThreadRecord, 'type' | 'version'>;

export interface Thread {
  readonly meta: ThreadMeta;
  /** In the order in which they ended, which is also the order of sending them again. */
  readonly turns: readonly Turn[];
  /** Unreadable lines that were skipped. */
  readonly damaged: number;
  /** False until something is on disk. */
  readonly stored: boolean;
  /** Set for a session of the Codex CLI, which is only read. */
  readonly source?: Source;
  /** Set for the copy of such a session: how many of its turns the secret guard held back. */
  readonly heldBack?: number;
}

interface Draft {
  readonly start: TurnRecord;
  readonly pieces: string[];
  length: number;
  answer?: AnswerRecord;
  end?: EndRecord;
}

/** Collects the records of a thread's turns. Every record is looked at once, so that loading is linear. */
export class TurnCollector {
  /** In the order of their last records. */
  readonly #drafts = new Map<string, Draft>();

  take(record: TurnLine): void {
    const draft = this.#drafts.get(record.turn);
    if (record.type === 'turn') {
      // A start written twice, because the first attempt seemed to fail, counts once.
      if (!draft) this.#drafts.set(record.turn, { start: record, pieces: [], length: 0 });
      return;
    }
    // Its start was lost in a damaged line: without the question there is nothing to replay.
    if (!draft) return;
    this.#drafts.delete(record.turn);
    this.#drafts.set(record.turn, draft);
    if (record.type === 'text') {
      const piece = record.text.slice(Math.max(0, draft.length - record.offset));
      draft.pieces.push(piece);
      draft.length += piece.length;
    } else if (record.type === 'answer') draft.answer = record;
    else draft.end = record;
  }

  /** `alive` tells whether a turn without an end is still being written by its process. */
  turns(alive: (start: TurnRecord) => boolean): readonly Turn[] {
    return [...this.#drafts.values()].map(({ start, pieces, answer, end }) => {
      const { type: _, turn: id, at: askedAt, pid: _pid, host: _host, ...asked } = start;
      const text = answer?.text ?? pieces.join('');
      return {
        ...asked,
        id,
        state: stateOf(text, end) ?? (alive(start) ? 'writing' : 'interrupted'),
        askedAt,
        endedAt: end?.at,
        model: answer?.model ?? start.model,
        text,
        items: answer?.items ?? [],
        ...(answer?.receipt ? { receipt: answer.receipt } : {}),
        usage: end?.usage,
        requestId: end?.requestId,
        error: end?.error,
        answerSha256: end?.answerSha256,
      };
    });
  }
}

/** A turn that has ended as records, for a copy of it in another thread. Pure. */
export function recordsOf(turn: Turn): readonly TurnLine[] {
  const { id, state, askedAt, endedAt, text, items, usage, requestId, error, answerSha256, ...asked } = turn;
  const end = { partial: state !== 'complete', usage, requestId, error, answerSha256 };
  return [
    { type: 'turn', turn: id, at: askedAt, pid: 0, host: '', ...asked },
    { type: 'answer', turn: id, model: undefined, text, items },
    { type: 'end', turn: id, at: endedAt ?? askedAt, ...end },
  ];
}

function stateOf(text: string, end: EndRecord | undefined): TurnState | undefined {
  if (!end) return undefined;
  if (!end.partial && !end.error) return 'complete';
  return text === '' ? 'failed' : 'partial';
}
