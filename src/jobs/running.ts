import { existsSync } from 'node:fs';
import type { Deps } from '../system/deps.ts';
import { errnoOf } from '../system/errors.ts';
import { removeIfThere, replaceUnflushed } from '../system/files.ts';
import { serializeJob, type JobRecord, type JobResult } from './job.ts';

/** A question that is answered sooner leaves no record. Milliseconds. */
export const SHORT_MS = 3_000;
/** The longest life of a question: a stream that drips for ever ends. Milliseconds. */
export const LONGEST_MS = 2 * 3_600_000;
/** How often the file is looked for that asks to stop, and how often the status is written: it has the seconds. */
const LOOK_MS = 250;
const STATUS_MS = 500;
/** So often an end is written that nobody was given, where it cannot be (the disk is full), and the pause between. */
const TRIES = 60;
const PAUSE_MS = 1_000;

/** Who ended a question before its answer did. */
export type Ended = 'stopped' | 'interrupted' | 'too long';

/** A question that this process works on. */
export type Running = ReturnType<typeof createRunning>;

export interface RunningParts extends Pick<Deps, 'now' | 'platform' | 'log' | 'sleep'> {
  readonly id: string;
  readonly pace: number;
  /** Where the record is, and what asks to stop. */
  readonly file: string;
  readonly stopFile: string;
  /** Where the record is once somebody was given its end. */
  readonly toldFile: string;
  /** The record as it begins. Resolved when it is first needed. */
  readonly first: () => Promise<JobRecord>;
  /** The progress line of now. */
  readonly status: () => string;
  /** Moves the record to those that were delivered. */
  readonly deliver: () => Promise<void>;
  /** Resolves once there is room for this question, which it then has until its end; rejects where there is none. */
  readonly enter: (signal: AbortSignal) => Promise<void>;
  readonly onEnd: () => Promise<unknown>;
}

/** The only writer of a job's record. Nothing here fails the question: what cannot be written is only logged. */
export function createRunning(d: RunningParts) {
  const stop = new AbortController();
  let why: Ended | undefined;
  let record: JobRecord | undefined;
  let turn: Pick<JobRecord, 'threadId' | 'turn'> = { threadId: undefined, turn: undefined };
  let due = false;
  /** It is on disk. */
  let kept = false;
  let writtenAt = 0;
  let looking: NodeJS.Timeout | undefined;
  let entering: Promise<void> | undefined;
  let tail: Promise<unknown> = Promise.resolve();

  /** False if it could not be written. */
  const write = (change: Partial<JobRecord>): Promise<boolean> => {
    writtenAt = performance.now();
    const status = d.status();
    const written = tail.then(async () => {
      // Its end was told as that of a dead process, while this one was stopped (SIGSTOP): so it stays.
      if (existsSync(d.toldFile)) {
        end('stopped');
        return true;
      }
      try {
        record = { ...(record ?? (await d.first())), ...turn, status, updatedAt: d.now(), ...change };
        await replaceUnflushed(d.file, serializeJob(record), d.platform);
        return (kept = true);
      } catch (error) {
        d.log.debug(`job not written: ${errnoOf(error) ?? 'unknown'}`);
        return false;
      }
    });
    tail = written;
    return written;
  };
  const stopIfAsked = (): void => {
    if (existsSync(d.stopFile)) end('stopped');
  };
  const look = (): void => {
    stopIfAsked();
    if (performance.now() - writtenAt >= STATUS_MS) void write({});
  };
  const end = (reason: Ended): void => {
    why ??= reason;
    stop.abort();
  };
  /** Writes the record from now on. */
  const keep = async (): Promise<void> => {
    if (looking) return;
    looking = setInterval(look, LOOK_MS).unref();
    stopIfAsked();
    await write({});
  };
  const whenDue = (): void => {
    due = true;
    if (turn.threadId !== undefined) void keep();
  };
  const close = async (result: JobResult, handed: boolean): Promise<void> => {
    const early = why === 'stopped' || why === 'interrupted' ? why : 'failed';
    // An answer may have been complete in the moment in which it was to end.
    const state = result.isError ? early : 'completed';
    if (handed && why === undefined) {
      await tail;
      await removeIfThere(d.file).catch(() => false);
    } else {
      let tries = handed ? 1 : TRIES;
      while (!(await write({ state, result })) && --tries > 0) await d.sleep(PAUSE_MS);
    }
    if (why === 'stopped') await d.deliver();
    await removeIfThere(d.stopFile).catch(() => false);
  };
  const short = setTimeout(whenDue, SHORT_MS * d.pace).unref();
  const longest = setTimeout(() => end('too long'), LONGEST_MS * d.pace).unref();
  return {
    id: d.id,
    /** Fires when the question has to end. */
    signal: stop.signal,
    end,
    /** Why it had to; undefined if the question ended by itself. */
    why: () => why,
    /** To be awaited before the question is sent. */
    enter: (): Promise<void> => (entering = d.enter(stop.signal)),
    keep,
    kept: () => kept,
    threadId: () => turn.threadId,
    /** The question is being sent, and its answer kept in this turn. */
    begun: (threadId: string, id: string): void => {
      turn = { threadId, turn: id };
      if (looking) void write({});
      else if (due) whenDue();
    },
    /** Nobody waits for the answer any more: a record is kept of it, now and at its end. */
    detach: whenDue,
    /** The end. `handed`: the caller is given the result, so that no record is needed any more. */
    finish: async (result: JobResult, handed: boolean): Promise<void> => {
      clearTimeout(short);
      clearTimeout(longest);
      clearInterval(looking);
      // Nobody needs it any more who waits for room.
      stop.abort();
      await entering?.catch(() => {});
      const ended = d.onEnd();
      if (looking) await close(result, handed);
      await ended;
    },
  };
}
