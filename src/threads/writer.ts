import { constants } from 'node:fs';
import { mkdir, open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { AppError } from '../system/errors.ts';
import { fileError } from '../system/files.ts';
import {
  digestOfAnswer,
  serializeRecord,
  type AnswerRecord,
  type EndRecord,
  type ThreadLine,
  type TurnRecord,
} from './records.ts';

/** A piece of the answer is on disk after this long at most. Milliseconds. */
const FLUSH_MS = 500;

/** Never follow a link to another file. Windows has no such flag: undefined counts as 0 in `|`. */
const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_NOFOLLOW;
const CREATE = constants.O_CREAT | constants.O_EXCL;

/** How a turn ended. `text` is the whole answer; if omitted, the appended pieces are. */
export type TurnEnd = Partial<
  Pick<AnswerRecord, 'text' | 'items' | 'model' | 'receipt'> &
    Omit<EndRecord, 'type' | 'turn' | 'at' | 'answerSha256'>
>;

interface WriterParts {
  /** Undefined if threads are off: nothing is written. */
  readonly file: string | undefined;
  /** The first lines, if the file must be created; an existing one is then never touched. */
  readonly head: readonly ThreadLine[] | undefined;
  readonly start: TurnRecord;
  readonly now: () => number;
  readonly onClosed: () => void;
}

/**
 * Writes one turn as its answer arrives. Nothing here fails the question: a disk error is reported at the end.
 * Written data survives the process, however it ends; a power cut may lose the last seconds.
 */
export class TurnWriter {
  readonly #parts: WriterParts;
  /** The answer so far: the part queued or on disk, and the rest. */
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
    this.#lines = [...(parts.head ?? []), parts.start].map(serializeRecord).join('');
    // The question is written while it is being sent, so the answer does not wait for the disk.
    this.#tail = this.#drain();
  }

  get turn(): string {
    return this.#parts.start.turn;
  }

  /** True once a piece has arrived. */
  get begun(): boolean {
    return this.#queued !== '' || this.#fresh !== '';
  }

  /** Takes a piece of the answer. Returns at once; it is on disk within half a second. */
  append(text: string): void {
    // A stopped stream may still deliver something: write nothing after the end.
    if (this.#finished) return;
    this.#fresh += text;
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS).unref();
  }

  /** Writes everything received so far. Resolves when it is on disk or the disk refused. */
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

  /** Writes the end and closes the file, once. Returns the error if the turn could not be stored. */
  finish(end: TurnEnd): Promise<AppError | undefined> {
    return (this.#finished ??= this.#finish(end));
  }

  async #finish(end: TurnEnd): Promise<AppError | undefined> {
    const { turn } = this;
    const { now, onClosed } = this.#parts;
    // The whole answer replaces the pieces not yet written.
    this.#queued += this.#fresh;
    this.#fresh = '';
    const { text = this.#queued, items = [], model, receipt, partial = false, usage, requestId, error } = end;
    if (text !== '' || items.length > 0)
      this.#lines += serializeRecord({ type: 'answer', turn, model, text, items, receipt });
    const ended = { partial, usage, requestId, error, answerSha256: digestOfAnswer(text) };
    this.#lines += serializeRecord({ type: 'end', turn, at: now(), ...ended });
    await this.flush();
    this.#handle?.close().catch(() => {});
    onClosed();
    return this.#problem;
  }

  async #drain(): Promise<void> {
    const { file, head } = this.#parts;
    const lines = this.#lines;
    if (file === undefined || lines === '') return;
    this.#lines = '';
    try {
      const making = head !== undefined && !this.#handle;
      if (making) await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      this.#handle ??= await open(file, making ? APPEND | CREATE : APPEND, 0o600);
      await appendLines(this.#handle, making ? lines : `\n${lines}`);
      this.#problem = undefined;
    } catch (error) {
      // Keep them for the next attempt: the disk may have space again. Lines written twice are read once.
      this.#lines = lines + this.#lines;
      this.#problem = fileError(error, file, 'written');
    }
  }
}

/**
 * Appends with a single write, so that lines of two processes do not mix; writeFile would split long texts. Begins
 * with a newline, because a crash may have left an incomplete line before.
 */
async function appendLines(handle: FileHandle, lines: string): Promise<void> {
  const bytes = Buffer.from(lines, 'utf8');
  const { bytesWritten } = await handle.write(bytes, 0, bytes.length, null);
  if (bytesWritten === bytes.length) return;
  // Do not write the rest: another process may have written in between.
  throw Object.assign(new Error('the system wrote only a part of the line'), { code: 'ENOSPC' });
}
