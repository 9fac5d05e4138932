import { its, say } from '../system/wording.ts';
import { readdir, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { AppError, errnoOf } from '../system/errors.ts';
import { fileError, removeIfThere } from '../system/files.ts';
import type { JsonObject } from '../system/json.ts';
import type { Log } from '../system/log.ts';
import { idOfFile, newThreadId, parseThreadId, threadFile } from './id.ts';
import { openForReading, readLines } from './lines.ts';
import { FORMAT_VERSION, parseRecord, type ThreadRecord, type TurnRecord } from './records.ts';
import { headOf, spillText, type Spilled } from './spill.ts';
import { listThreads, type ThreadListing } from './listing.ts';
import { collectTurns, metaOf, type Thread } from './thread.ts';
import { createWriter, silentWriter, type TurnWriter } from './writer.ts';

export interface NewThread {
  /** From newId. */
  readonly id: string;
  readonly model: string;
  readonly effort: string | undefined;
  readonly accountId: string | undefined;
  /** What the thread is about; cut to one short line. */
  readonly title: string;
  readonly cwd: string;
}

export interface TurnStart {
  readonly model: string;
  readonly effort: string | undefined;
  readonly systemPrompt?: string | undefined;
  readonly prompt: string;
  /** The user's input item as it is sent. */
  readonly userItem: JsonObject;
  /** One readable line for each thing attached. */
  readonly attached?: readonly string[];
}

/** A turn that this process is writing now. */
export interface OpenTurn {
  readonly threadId: string;
  readonly title: string;
  readonly startedAt: number;
}

/** Conversations that outlive the process (docs/threads.md). No disk access before something is asked of it. */
export interface Threads {
  readonly enabled: boolean;
  readonly dir: string;
  /** An id that no thread has. */
  newId(): string;
  /** A new thread, in memory until its first turn begins. */
  create(about: NewThread): Thread;
  /** Reads a thread. Throws an `input` error where there is none, a `local` one where the file is broken. */
  load(id: string): Promise<Thread>;
  beginTurn(thread: Thread, start: TurnStart): TurnWriter;
  /** The threads used last, newest first; reads only the ends of the files. */
  list(options?: { readonly limit?: number }): Promise<ThreadListing>;
  /** Deletes a thread. False where there was none. */
  remove(id: string): Promise<boolean>;
  /** Deletes what was not used within the retention time. Returns how many files went. */
  prune(): Promise<number>;
  /** Writes a text that is too long for the host to a file, and returns the head that fits. */
  spill(text: string): Promise<Spilled>;
  /** Turns being written by this process. */
  writing(): readonly OpenTurn[];
  /** Resolves when everything that has come so far is on disk. */
  flush(): Promise<void>;
}

export interface ThreadsDeps {
  /** `<folder of auth.json>/codex-oauth/threads`. */
  readonly dir: string;
  readonly enabled: boolean;
  readonly retentionDays: number;
  readonly now: () => number;
  readonly randomBytes: (size: number) => Uint8Array;
  readonly pid: number;
  readonly processAlive: (pid: number) => boolean;
  readonly hostname: string;
  readonly log: Log;
}

const DAY_MS = 86_400_000;
const TITLE = 100;
/** A turn of another machine (a shared home) counts as being written for this long after its last sign of life. */
const FAR_ALIVE_MS = 20 * 60_000;

export function openThreads(d: ThreadsDeps): Threads {
  const open = new Map<string, { readonly turn: OpenTurn; readonly writer: TurnWriter }>();
  const spillDir = path.join(path.dirname(d.dir), 'answers');
  let prunedAt = Number.NEGATIVE_INFINITY;
  const newId = (): string => newThreadId(d.now(), d.randomBytes(10));

  const alive =
    (changedAt: number) =>
    ({ turn, pid, host }: TurnRecord): boolean => {
      if (host !== d.hostname) return d.now() - changedAt < FAR_ALIVE_MS;
      // In containers every process has the same id: our own turns are known by name.
      return pid === d.pid ? open.has(turn) : d.processAlive(pid);
    };

  const prune = async (): Promise<number> => {
    prunedAt = d.now();
    if (!Number.isFinite(d.retentionDays)) return 0;
    const before = d.now() - d.retentionDays * DAY_MS;
    const counts = await Promise.all([pruneFolder(d.dir, before), pruneFolder(spillDir, before)]);
    return counts.reduce((sum, n) => sum + n, 0);
  };
  const pruneSometimes = (): void => {
    if (d.now() - prunedAt < DAY_MS) return;
    prune().catch((error: unknown) => d.log.debug(`threads not pruned: ${errnoOf(error) ?? 'unknown'}`));
  };

  return {
    enabled: d.enabled,
    dir: d.dir,
    newId,
    create: (about) => ({
      meta: { ...about, createdAt: d.now(), title: titleOf(about.title) },
      turns: [],
      damaged: 0,
      stored: false,
    }),
    load: async (given) => {
      const id = parseThreadId(given);
      const file = threadFile(d.dir, id);
      let handle: FileHandle;
      try {
        handle = await openForReading(file);
      } catch (error) {
        throw errnoOf(error) === 'ENOENT' ? unknownThread(id) : fileError(error, file, 'read');
      }
      try {
        return await readThread(handle, file, alive((await handle.stat()).mtimeMs));
      } catch (error) {
        throw error instanceof AppError ? error : fileError(error, file, 'read');
      } finally {
        await handle.close().catch(() => {});
      }
    },
    beginTurn: (thread, start) => {
      const { meta } = thread;
      const turnId = newId();
      if (!d.enabled) return silentWriter(meta.id, turnId);
      const writer = createWriter({
        file: threadFile(d.dir, meta.id),
        threadId: meta.id,
        header: thread.stored ? undefined : headerOf(thread),
        start: {
          type: 'turn',
          turn: turnId,
          at: d.now(),
          model: start.model,
          effort: start.effort,
          systemPrompt: start.systemPrompt,
          prompt: start.prompt,
          input: start.userItem,
          attached: start.attached ?? [],
          pid: d.pid,
          host: d.hostname,
        },
        now: d.now,
        onClosed: () => open.delete(turnId),
      });
      open.set(turnId, {
        writer,
        turn: { threadId: meta.id, title: meta.title, startedAt: d.now() },
      });
      pruneSometimes();
      return writer;
    },
    list: ({ limit = 50 } = {}) => listThreads(d.dir, limit),
    remove: async (given) => {
      const file = threadFile(d.dir, given);
      return removeIfThere(file).catch((error: unknown) => {
        throw fileError(error, file, 'deleted');
      });
    },
    prune,
    spill: (text) => {
      pruneSometimes();
      return spillText(text, path.join(spillDir, `${newId()}.md`));
    },
    writing: () => [...open.values()].map((o) => o.turn),
    flush: async () => {
      await Promise.all([...open.values()].map((o) => o.writer.flush()));
    },
  };
}

function headerOf({ meta }: Thread): ThreadRecord {
  const { id, createdAt, title, model, effort, accountId, cwd } = meta;
  return { type: 'thread', version: FORMAT_VERSION, id, at: createdAt, title, model, effort, accountId, cwd };
}

/** The first line of a text, short enough for a list. */
function titleOf(text: string): string {
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  return line.length <= TITLE ? line : `${headOf(line, TITLE - 1)}…`;
}

async function readThread(
  handle: FileHandle,
  file: string,
  alive: (start: TurnRecord) => boolean,
): Promise<Thread> {
  const collected = collectTurns(alive);
  let header: ThreadRecord | undefined;
  let damaged = 0;
  await readLines(handle, (line, ended) => {
    const record = parseRecord(line);
    if (record === 'damaged') {
      // The last line may be on its way: somebody is writing it, or was.
      if (ended) damaged += 1;
    } else if (record === 'unknown') return;
    else if (record.type === 'thread') header ??= record;
    else collected.take(record);
  });
  return { meta: metaOf(usable(header, file)), turns: collected.turns(), damaged, stored: true };
}

/** The header, if this version can go on with it. A file that it does not understand is named and left alone. */
function usable(header: ThreadRecord | undefined, file: string): ThreadRecord {
  if (header && header.version <= FORMAT_VERSION && `${header.id}.jsonl` === path.basename(file))
    return header;
  const newer = header !== undefined && header.version > FORMAT_VERSION;
  throw new AppError({
    kind: 'local',
    code: newer ? 'thread.version' : 'thread.broken',
    what: `The thread in ${file} cannot be used.`,
    why: newer
      ? `It was written by a newer version of codex-oauth (format ${header.version}, this one knows ${FORMAT_VERSION}). It was left as it is.`
      : `Its first line does not say which thread it is. It was left as it is.`,
    fix: newer
      ? say`Update codex-oauth, or leave ${its.thread} out to begin a new thread.`
      : say`Leave ${its.thread} out to begin a new thread; \`mv ${file} ${file}.bad\` takes it out of the list.`,
    details: { path: file },
  });
}

function unknownThread(id: string): AppError {
  return new AppError({
    kind: 'input',
    code: 'thread.unknown',
    what: `There is no thread ${id}.`,
    why: 'It was deleted, has outlived its retention time, or was kept beside another login file.',
    fix: say`Leave ${its.thread} out to begin a new one; \`codex-oauth threads\` lists those there are.`,
  });
}

/** Deletes old files of ours: threads and spilled answers, known by their names. */
async function pruneFolder(dir: string, before: number): Promise<number> {
  const names = await readdir(dir).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  });
  let count = 0;
  for (const name of names) {
    if (idOfFile(name.replace(/\.md$/, '.jsonl')) === undefined) continue;
    const file = path.join(dir, name);
    const info = await stat(file).catch(() => undefined);
    if (info && info.mtimeMs < before && (await removeIfThere(file).catch(() => false))) count += 1;
  }
  return count;
}
