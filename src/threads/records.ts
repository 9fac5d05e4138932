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
  readonly model: string;
  readonly effort: string | undefined;
  /** The account that the encrypted reasoning belongs to; undefined for an API key. */
  readonly accountId: string | undefined;
  readonly cwd: string;
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
  /** The user's input item as it was sent, attachments included: opaque here. */
  readonly input: JsonObject;
  /** What was attached, for reading: one line each. */
  readonly attached: readonly string[];
  /** Who writes the turn: tells a turn that is being written from one that was interrupted. */
  readonly pid: number;
  readonly host: string;
}

/** A piece of the answer, written while it comes. */
export interface TextRecord {
  readonly type: 'text';
  readonly turn: string;
  /** UTF-16 code units of the answer before this piece: a piece that is written twice is counted once. */
  readonly offset: number;
  readonly text: string;
}

/** The answer as it is when the stream has ended; replaces the pieces. */
export interface AnswerRecord {
  readonly type: 'answer';
  readonly turn: string;
  /** The model that answered, where it is not the one that was asked. */
  readonly model: string | undefined;
  readonly text: string;
  /** Finished output items as the backend gave them: opaque here. */
  readonly items: readonly JsonObject[];
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
}

export type ThreadLine = ThreadRecord | TurnRecord | TextRecord | AnswerRecord | EndRecord;

function timeOf(value: unknown): number | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isFinite(at) ? at : undefined;
}

function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

const iso = (at: number): string => new Date(at).toISOString();

/** A record as one line, its newline included. */
export function serializeRecord(record: ThreadLine): string {
  return `${JSON.stringify(toDisk(record))}\n`;
}

function toDisk(record: ThreadLine): JsonObject {
  switch (record.type) {
    case 'thread':
      return {
        type: 'thread',
        version: record.version,
        id: record.id,
        at: iso(record.at),
        title: record.title,
        model: record.model,
        effort: record.effort,
        account_id: record.accountId,
        cwd: record.cwd,
      };
    case 'turn':
      return {
        type: 'turn',
        turn: record.turn,
        at: iso(record.at),
        model: record.model,
        effort: record.effort,
        system_prompt: record.systemPrompt,
        prompt: record.prompt,
        attached: record.attached,
        pid: record.pid,
        host: record.host,
        input: record.input,
      };
    case 'end':
      return {
        type: 'end',
        turn: record.turn,
        at: iso(record.at),
        partial: record.partial,
        usage: record.usage,
        request_id: record.requestId,
        error: record.error,
      };
    case 'text':
    case 'answer':
  }
  return { ...record };
}

/** One line read back. `unknown`: JSON of a kind that this version does not know. `damaged`: no record at all. */
export function parseRecord(line: string): ThreadLine | 'unknown' | 'damaged' {
  const value = parseJson(line);
  if (!isObject(value) || typeof value['type'] !== 'string') return 'damaged';
  if (value['type'] === 'thread') return parseThread(value);
  const turn = stringOf(value['turn']);
  if (turn === undefined) return KNOWN.has(value['type']) ? 'damaged' : 'unknown';
  switch (value['type']) {
    case 'turn':
      return parseTurn(value, turn);
    case 'text':
      return {
        type: 'text',
        turn,
        offset: numberOf(value['offset']) ?? 0,
        text: stringOf(value['text']) ?? '',
      };
    case 'answer':
      return {
        type: 'answer',
        turn,
        model: stringOf(value['model']),
        text: stringOf(value['text']) ?? '',
        items: objectsOf(value['items']),
      };
    case 'end':
      return parseEnd(value, turn);
    default:
      return 'unknown';
  }
}

const KNOWN = new Set(['turn', 'text', 'answer', 'end']);

function parseThread(value: JsonObject): ThreadRecord | 'damaged' {
  const version = numberOf(value['version']);
  const id = stringOf(value['id']);
  if (version === undefined || id === undefined) return 'damaged';
  return {
    type: 'thread',
    version,
    id,
    at: timeOf(value['at']) ?? 0,
    title: stringOf(value['title']) ?? '',
    model: stringOf(value['model']) ?? '',
    effort: stringOf(value['effort']),
    accountId: stringOf(value['account_id']),
    cwd: stringOf(value['cwd']) ?? '',
  };
}

function parseTurn(value: JsonObject, turn: string): TurnRecord | 'damaged' {
  const { input, attached } = value;
  if (!isObject(input)) return 'damaged';
  return {
    type: 'turn',
    turn,
    at: timeOf(value['at']) ?? 0,
    model: stringOf(value['model']) ?? '',
    effort: stringOf(value['effort']),
    systemPrompt: stringOf(value['system_prompt']),
    prompt: stringOf(value['prompt']) ?? '',
    input,
    attached: Array.isArray(attached) ? attached.filter((a): a is string => typeof a === 'string') : [],
    pid: numberOf(value['pid']) ?? 0,
    host: stringOf(value['host']) ?? '',
  };
}

function parseEnd(value: JsonObject, turn: string): EndRecord {
  const { usage, error } = value;
  return {
    type: 'end',
    turn,
    at: timeOf(value['at']) ?? 0,
    partial: value['partial'] === true,
    usage: isObject(usage) ? usage : undefined,
    requestId: stringOf(value['request_id']),
    error: isObject(error)
      ? { code: stringOf(error['code']) ?? 'unknown', message: stringOf(error['message']) ?? '' }
      : undefined,
  };
}
