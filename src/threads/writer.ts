import { mkdir, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { fileError } from '../system/files.ts';
import type { AppError } from '../system/errors.ts';
import type { JsonObject } from '../system/json.ts';
import { appendLines, openForAppend } from './lines.ts';
import { serializeRecord, type ThreadRecord, type TurnRecord } from './records.ts';

/** A piece of the answer is on disk after this long at most. Milliseconds. */
const FLUSH_MS = 500;
/** So much text is written at once without waiting for the time. Characters. */
const FLUSH_CHARS = 65_536;

/** How a turn ended. */
export interface TurnEnd {
  /** The whole answer; what was appended where it is left out. */
  readonly text?: string;
  readonly items?: readonly JsonObject[];
  /** Where another model answered than was asked. */
  readonly model?: string;
  readonly usage?: JsonObject;
  readonly requestId?: string;
  readonly partial?: boolean;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Writes one turn while its answer comes. Nothing here ever fails the question: a disk that refuses is reported at the end. */
export interface TurnWriter {
  readonly threadId: string;
  readonly turnId: string;
  /** Takes a piece of the answer. Returns at once; it is on disk within half a second. */
  append(text: string): void;
  /** True once a piece has come. */
  readonly begun: boolean;
  /** Writes what has come so far. Resolves when it is on disk or was refused. */
  flush(): Promise<void>;
  /** Writes the end and closes the file. Returns why the turn could not be stored, where it could not. */
  finish(end: TurnEnd): Promise<AppError | undefined>;
}

export interface WriterParts {
  readonly file: string;
  /** Given where the file is to be made; an existing one is then never touched. */
  readonly header: ThreadRecord | undefined;
  readonly threadId: string;
  readonly start: TurnRecord;
  readonly now: () => number;
  readonly onClosed: () => void;
}

export function createWriter({ file, header, threadId, start, now, onClosed }: WriterParts): TurnWriter {
  const turn = start.turn;
  const pieces: string[] = [];
  let fresh: string[] = [];
  let freshLength = 0;
  let written = 0;
  /** Lines that are not on disk yet, in order. */
  let queue: string[] = [...(header ? [serializeRecord(header)] : []), serializeRecord(start)];
  let handle: FileHandle | undefined;
  let problem: AppError | undefined;
  let timer: NodeJS.Timeout | undefined;
  let tail: Promise<void> = Promise.resolve();

  const drain = async (): Promise<void> => {
    if (queue.length === 0) return;
    const lines = queue;
    queue = [];
    try {
      if (!handle) {
        if (header) await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
        handle = await openForAppend(file, header !== undefined);
      }
      await appendLines(handle, lines.join(''));
      problem = undefined;
    } catch (error) {
      // Kept for the next attempt: a disk may have room again. What is then written twice is read once.
      queue = [...lines, ...queue];
      problem = fileError(error, file, 'written');
    }
  };
  const settle = (): Promise<void> => (tail = tail.then(drain));

  const queueText = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (fresh.length === 0) return;
    queue.push(serializeRecord({ type: 'text', turn, offset: written, text: fresh.join('') }));
    written += freshLength;
    fresh = [];
    freshLength = 0;
  };
  const flush = (): Promise<void> => {
    queueText();
    return settle();
  };
  // The question is on disk while it is being sent, not before: the answer does not wait for the disk.
  void settle();

  return {
    threadId,
    turnId: turn,
    get begun() {
      return pieces.length > 0;
    },
    append: (text) => {
      if (text === '') return;
      pieces.push(text);
      fresh.push(text);
      freshLength += text.length;
      if (freshLength >= FLUSH_CHARS) void flush();
      else timer ??= setTimeout(() => void flush(), FLUSH_MS).unref();
    },
    flush,
    finish: async (end) => {
      clearTimeout(timer);
      const text = end.text ?? pieces.join('');
      const items = end.items ?? [];
      if (text !== '' || items.length > 0)
        queue.push(serializeRecord({ type: 'answer', turn, model: end.model, text, items }));
      queue.push(
        serializeRecord({
          type: 'end',
          turn,
          at: now(),
          partial: end.partial === true,
          usage: end.usage,
          requestId: end.requestId,
          error: end.error,
        }),
      );
      await settle();
      // Best effort: without it a power cut may take the last seconds, never more.
      await handle?.datasync().catch(() => {});
      await handle?.close().catch(() => {});
      onClosed();
      return problem;
    },
  };
}

/** Stands in where threads are switched off: nothing is written. */
export function silentWriter(threadId: string, turnId: string): TurnWriter {
  let begun = false;
  return {
    threadId,
    turnId,
    get begun() {
      return begun;
    },
    append: (text) => {
      begun ||= text !== '';
    },
    flush: () => Promise.resolve(),
    finish: () => Promise.resolve(undefined),
  };
}
