import { createHash } from 'node:crypto';
import { isObject, numberOf, parseJson, stringOf, type JsonObject } from '../system/json.ts';

/** The version of the format that this program writes, and the highest that it reads (docs/threads.md). */
export const FORMAT_VERSION = 1;

/** First line of a file: what the thread is. */
export interface ThreadRecord {
  readonly type: 'thread';
  readonly version: number;
  readonly id: string;
  /** Milliseconds since the epoch, as every time in these records; ISO 8601 on disk. */
  readonly at: number;
  readonly title: string;
  /** The first question's model; the last turn's model is the one that counts. */
  readonly model: string;
  readonly effort: string | undefined;
  /** The account that the encrypted reasoning belongs to; undefined for an API key. */
  readonly accountId: string | undefined;
  readonly cwd: string;
  /** The workspace where it was started, a real path; '' if there was none (the home folder, `/`). */
  readonly project: string;
  /** The Codex CLI's session that is recorded in this thread. */
  readonly session?: string | undefined;
  /** The Codex CLI's session whose messages were copied into this thread when it was continued. */
  readonly from?: string | undefined;
}

/** A question, written before it is sent. */
export interface TurnRecord {
  readonly type: 'turn';
  readonly turn: string;
  readonly at: number;
  readonly model: string;
  readonly effort: string | undefined;
  readonly systemPrompt: string | undefined;
  /** The question alone, for reading. */
  readonly prompt: string;
  /** What was attached, for reading: one line each. */
  readonly attached: readonly string[];
  /** The process that writes the turn: tells a running turn from an interrupted one. */
  readonly pid: number;
  readonly host: string;
  /** The user's input item as it was sent, attachments included: opaque here. */
  readonly input: JsonObject;
}

/** A piece of the answer, written as it arrives. */
interface TextRecord {
  readonly type: 'text';
  readonly turn: string;
  /** UTF-16 code units of the answer before this piece, so that a piece written twice counts once. */
  readonly offset: number;
  readonly text: string;
}

/** The complete answer at the end of the stream; replaces the pieces. */
export interface AnswerRecord {
  readonly type: 'answer';
  readonly turn: string;
  /** The model that answered, if it is not the requested one. */
  readonly model: string | undefined;
  readonly text: string;
  /** Finished output items as the backend gave them: opaque here. */
  readonly items: readonly JsonObject[];
  /** What was looked at and searched for, without what was found. */
  readonly receipt?: JsonObject | undefined;
}

/** The end of a turn, good or bad. Small, so that it can be read from the tail of the file. */
export interface EndRecord {
  readonly type: 'end';
  readonly turn: string;
  readonly at: number;
  readonly partial: boolean;
  readonly usage: JsonObject | undefined;
  readonly requestId: string | undefined;
  readonly error: { readonly code: string; readonly message: string } | undefined;
  /** Digest of the answer as it was received, so that a file changed since is noticed; older files have none. */
  readonly answerSha256: string | undefined;
}

export type TurnLine = TurnRecord | TextRecord | AnswerRecord | EndRecord;
export type ThreadLine = ThreadRecord | TurnLine;

/** The digest of an answer: SHA-256 of its text in UTF-8, in hex. */
export const digestOfAnswer = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A record as one line, its newline included. On disk a member is `system_prompt`, and a time ISO 8601. */
export function serializeRecord({ ...record }: ThreadLine): string {
  const members = Object.entries(record).map(([key, value]) => [
    key.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`),
    key === 'at' && typeof value === 'number' ? new Date(value).toISOString() : value,
  ]);
  return `${JSON.stringify(Object.fromEntries(members))}\n`;
}

const textOf = (value: unknown): string => stringOf(value) ?? '';

/** 0 if it is not a valid time. */
const timeOf = (value: unknown): number => Date.parse(textOf(value)) || 0;

const KINDS: ReadonlySet<unknown> = new Set<ThreadLine['type']>(['thread', 'turn', 'text', 'answer', 'end']);

/** One line read back. `unknown`: JSON of a kind that this version does not know. `damaged`: not a record. */
export function parseRecord(text: string): ThreadLine | 'unknown' | 'damaged' {
  const line = parseJson(text);
  if (!isObject(line)) return 'damaged';
  const { type, input, attached, items, usage, error, project } = line;
  if (!KINDS.has(type)) return typeof type === 'string' ? 'unknown' : 'damaged';
  const id = stringOf(line[type === 'thread' ? 'id' : 'turn']);
  if (id === undefined) return 'damaged';
  const model = stringOf(line['model']);
  switch (type) {
    case 'thread': {
      const version = numberOf(line['version']);
      if (version === undefined) return 'damaged';
      return {
        type,
        version,
        id,
        at: timeOf(line['at']),
        title: textOf(line['title']),
        model: model ?? '',
        effort: stringOf(line['effort']),
        accountId: stringOf(line['account_id']),
        cwd: textOf(line['cwd']),
        // Older threads have no project: the working folder is the best substitute.
        project: typeof project === 'string' ? project : textOf(line['cwd']),
        session: stringOf(line['session']),
        from: stringOf(line['from']),
      };
    }
    case 'turn':
      // There is no substitute for the question.
      if (!isObject(input)) return 'damaged';
      return {
        type,
        turn: id,
        at: timeOf(line['at']),
        model: model ?? '',
        effort: stringOf(line['effort']),
        systemPrompt: stringOf(line['system_prompt']),
        prompt: textOf(line['prompt']),
        attached: Array.isArray(attached) ? attached.filter((a) => typeof a === 'string') : [],
        pid: numberOf(line['pid']) ?? 0,
        host: textOf(line['host']),
        input,
      };
    case 'text':
      return { type, turn: id, offset: numberOf(line['offset']) ?? 0, text: textOf(line['text']) };
    case 'answer': {
      const whole = Array.isArray(items) ? items.filter(isObject) : [];
      const { receipt } = line;
      const looked = isObject(receipt) ? { receipt } : {};
      return { type, turn: id, model, text: textOf(line['text']), items: whole, ...looked };
    }
    default:
      return {
        type: 'end',
        turn: id,
        at: timeOf(line['at']),
        partial: line['partial'] === true,
        usage: isObject(usage) ? usage : undefined,
        requestId: stringOf(line['request_id']),
        error: isObject(error)
          ? { code: stringOf(error['code']) ?? 'unknown', message: textOf(error['message']) }
          : undefined,
        answerSha256: stringOf(line['answer_sha256']),
      };
  }
}
