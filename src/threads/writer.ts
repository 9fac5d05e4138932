import { constants } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { AppError } from '../system/errors.ts';
import { fileError } from '../system/files.ts';
import {
  serializeRecord,
  type AnswerRecord,
  type EndRecord,
  type ThreadRecord,
  type TurnRecord,
} from './records.ts';

/** A piece of the answer is on disk after this long at most. Milliseconds. */
const FLUSH_MS = 500;

/** A thread is a file of ours, never a link to another one. Windows has no such flag: there `|` takes it for 0. */
const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_NOFOLLOW;
const CREATE = constants.O_CREAT | constants.O_EXCL;

/** How a turn ended. `text` is the whole answer; what was appended where it is left out. */
export type TurnEnd = Partial<
  Pick<AnswerRecord, 'text' | 'items' | 'model'> & Omit<EndRecord, 'type' | 'turn' | 'at'>
>;

export interface WriterParts {
  /** Undefined where threads are switched off: nothing is written. */
  readonly file: string | undefined;
  /** Given where the file is to be made; an existing one is then never touched. */
  readonly header: ThreadRecord | undefined;
  readonly start: TurnRecord;
  readonly now: () => number;
  readonly onClosed: () => void;
}

/**
 * Writes one turn while its answer comes. Nothing here ever fails the question: a disk that refuses is reported at
 * the end. What was written outlives the process, however it ends; a power cut may take the last seconds.
 */
export class TurnWriter {
  readonly #parts: WriterParts;
  /** The answer so far: what is queued or on disk, and what is neither. */
  #queued = '';
  #fresh = '';
  /** Lines that are not on disk yet, in order. */
  #lines: string;
  #handle: FileHandle | undefined;
  #problem: AppError | undefined;
  #timer: NodeJS.Timeout | undefined;
  #tail: Promise<void>;
  #finished: Promise<AppError | undefined> | undefined;

  constructor(parts: WriterParts) {
    this.#parts = parts;
    this.#lines = (parts.header ? serializeRecord(parts.header) : '') + serializeRecord(parts.start);
    // The question is on disk while it is being sent, not before: the answer does not wait for the disk.
    this.#tail = this.#drain();
  }

  /** True once a piece has come. */
  get begun(): boolean {
    return this.#queued !== '' || this.#fresh !== '';
  }

  /** Takes a piece of the answer. Returns at once; it is on disk within half a second. */
  append(text: string): void {
    // A stream that was stopped may still bring something: nothing comes after the end.
    if (this.#finished) return;
    this.#fresh += text;
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS).unref();
  }

  /** Writes what has come so far. Resolves when it is on disk or was refused. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const [offset, text] = [this.#queued.length, this.#fresh];
    if (text !== '')
      this.#lines += serializeRecord({ type: 'text', turn: this.#parts.start.turn, offset, text });
    this.#queued += text;
    this.#fresh = '';
    return (this.#tail = this.#tail.then(() => this.#drain()));
  }

  /** Writes the end and closes the file, once. Returns why the turn could not be stored, where it could not. */
  finish(end: TurnEnd): Promise<AppError | undefined> {
    return (this.#finished ??= this.#finish(end));
  }

  async #finish(end: TurnEnd): Promise<AppError | undefined> {
    const { start, now, onClosed } = this.#parts;
    const { turn } = start;
    // The whole answer takes the place of the pieces that were still to be written.
    this.#queued += this.#fresh;
    this.#fresh = '';
    const { text = this.#queued, items = [], model, partial = false, usage, requestId, error } = end;
    if (text !== '' || items.length > 0)
      this.#lines += serializeRecord({ type: 'answer', turn, model, text, items });
    this.#lines += serializeRecord({ type: 'end', turn, at: now(), partial, usage, requestId, error });
    await this.flush();
    this.#handle?.close().catch(() => {});
    onClosed();
    return this.#problem;
  }

  async #drain(): Promise<void> {
    const { file, header } = this.#parts;
    const lines = this.#lines;
    if (file === undefined || lines === '') return;
    this.#lines = '';
    try {
      const making = header !== undefined && !this.#handle;
      if (making) await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      this.#handle ??= await open(file, making ? APPEND | CREATE : APPEND, 0o600);
      await appendLines(this.#handle, making ? lines : `\n${lines}`);
      this.#problem = undefined;
    } catch (error) {
      // Kept for the next attempt: a disk may have room again. What is then written twice is read once.
      this.#lines = lines + this.#lines;
      this.#problem = fileError(error, file, 'written');
    }
  }
}

/**
 * Appends with a single write, so that the lines of two processes stand one after the other; not writeFile, which
 * writes long texts in pieces. They begin with a newline, because a crash may have torn the line before them.
 */
async function appendLines(handle: FileHandle, lines: string): Promise<void> {
  const bytes = Buffer.from(lines, 'utf8');
  const { bytesWritten } = await handle.write(bytes, 0, bytes.length, null);
  if (bytesWritten === bytes.length) return;
  // The rest is not sent after it: another process may have written in between.
  throw Object.assign(new Error('the system took only a part of the line'), { code: 'ENOSPC' });
}
