import { mkdir, stat, writeFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Deps } from '../system/deps.ts';
import { AppError, errnoOf } from '../system/errors.ts';
import { fileError, namesIn, removeIfThere } from '../system/files.ts';
import { its, say } from '../system/wording.ts';
import { idOfFile, isThreadId, LAST, newThreadId, parseThreadName, threadFile } from './id.ts';
import {
  filesIn,
  headerOf,
  listThreads,
  openForReading,
  type FileFacts,
  type Hidden,
  type ThreadListing,
  type Within,
} from './listing.ts';
import { refusal } from './refusals.ts';
import { FORMAT_VERSION, parseRecord, type ThreadRecord, type TurnRecord } from './records.ts';
import { headOf } from './spill.ts';
import { recordsOf, TurnCollector, type Thread, type ThreadMeta } from './thread.ts';
import { TurnWriter } from './writer.ts';

/** `id` is from newId; `title` is cut to one short line. */
export type NewThread = Omit<ThreadMeta, 'at'>;

export type TurnStart = Pick<TurnRecord, 'model' | 'effort' | 'prompt' | 'input'> &
  Partial<Pick<TurnRecord, 'systemPrompt' | 'attached'>>;

/**
 * Conversations that outlive the process (docs/threads.md). No disk access before the first call.
 *
 * `project` selects the threads: a folder's; '' for calls without a workspace; undefined for all. A `name` is an id,
 * a prefix, or `last`; an unknown one is an `input` error.
 */
export interface Threads {
  readonly enabled: boolean;
  readonly dir: string;
  /** An id that no thread has. */
  newId(): string;
  /** A new thread, in memory until its first turn begins. */
  create(about: NewThread): Thread;
  /** The id of the thread that a name stands for. */
  idOf(name: string, project: string | undefined): Promise<string>;
  /** Reads a thread. Throws a `local` error if the file is broken. */
  load(name: string, project: string | undefined): Promise<Thread>;
  /** With the first turn of a new thread, the turns that it already has are written. */
  beginTurn(thread: Thread, start: TurnStart): TurnWriter;
  /** The threads used last, newest first; the rest is counted only on request. */
  list(
    project: string | undefined,
    limit?: number,
    counted?: boolean,
    hidden?: Hidden,
  ): Promise<ThreadListing>;
  /** Every thread's file. */
  files(): Promise<readonly FileFacts[]>;
  /** Tells which projects' threads are seen from a project. */
  within(project: string | undefined): Within;
  /** Deletes a thread and returns its id; undefined if there was none. */
  remove(name: string, project: string | undefined): Promise<string | undefined>;
  /** Deletes files not used within the retention time. Returns their number. */
  prune(): Promise<number>;
  /** Writes a text that is too long for the host to a new file (0600), and returns its path. */
  spill(text: string): Promise<string>;
  /** Resolves when everything received so far is on disk. */
  flush(): Promise<void>;
}

/** Whether threads are kept, and for how long after their last turn. */
export interface ThreadSetting {
  readonly enabled: boolean;
  /** Days; `Infinity` for ever. Also counts for large answers that were written to a file. */
  readonly retentionDays: number;
}

export interface ThreadsDeps
  extends ThreadSetting,
    Pick<Deps, 'now' | 'randomBytes' | 'pid' | 'processAlive' | 'log'> {
  /** `<folder of auth.json>/codex-oauth/threads`. */
  readonly dir: string;
  readonly hostname: string;
  /** The user wants the threads of every project in every project. */
  readonly everyProject: boolean;
  /** True if a project's file sets it: then it counts for that project's threads and deletes none. */
  readonly foreign?: () => Promise<boolean>;
  /** Called after old threads were deleted. */
  readonly onPruned?: () => Promise<void>;
}

const DAY_MS = 86_400_000;
const TITLE = 100;
/**
 * A turn counts as being written for this long after its last sign of life: its process id may belong to another
 * program by now, and cannot be checked from another machine (a shared home).
 */
const ALIVE_MS = 60 * 60_000;

export function openThreads(d: ThreadsDeps): Threads {
  /** The turns that this process is writing, by their ids. */
  const open = new Map<string, TurnWriter>();
  const spillDir = path.join(path.dirname(d.dir), 'answers');
  let prunedAt = Number.NEGATIVE_INFINITY;
  const newId = (): string => newThreadId(d.now(), d.randomBytes(16));

  const alive =
    (changedAt: number) =>
    ({ turn, pid, host }: TurnRecord): boolean => {
      // In containers every process has the same id: our own turns are known by name.
      if (host === d.hostname && pid === d.pid) return open.has(turn);
      return d.now() - changedAt < ALIVE_MS && (host !== d.hostname || d.processAlive(pid));
    };

  const prune = async (folders = [d.dir, spillDir]): Promise<number> => {
    prunedAt = d.now();
    if (!Number.isFinite(d.retentionDays)) return 0;
    const before = d.now() - d.retentionDays * DAY_MS;
    const counts = await Promise.all(folders.map((folder) => pruneFolder(folder, before)));
    const count = counts.reduce((sum, one) => sum + one, 0);
    if (count > 0) await d.onPruned?.();
    return count;
  };
  const pruneUnasked = async (): Promise<void> => {
    // Where threads are off, old ones stay until they are removed.
    if (!(await d.foreign?.())) await prune(d.enabled ? undefined : [spillDir]);
  };
  const pruneSometimes = (): void => {
    if (d.now() - prunedAt < DAY_MS) return;
    prunedAt = d.now();
    pruneUnasked().catch((error: unknown) =>
      d.log.debug(`threads not pruned: ${errnoOf(error) ?? 'unknown'}`),
    );
  };

  const within =
    (wanted: string | undefined): Within =>
    (project) =>
      d.everyProject || wanted === undefined || project === wanted;

  /** The id of the only thread that a name matches; a file without a readable header may belong to any project. */
  const find = async (given: string, project: string | undefined): Promise<string> => {
    const name = parseThreadName(given);
    const inScope = within(project);
    if (name === LAST) {
      const [last] = (await listThreads(d.dir, inScope, 1, false)).threads;
      if (!last) throw refusal('none', name);
      return last.id;
    }
    const ids = isThreadId(name) ? [name] : (await namesIn(d.dir)).map(idOfFile);
    const named = ids.filter((id) => id?.startsWith(name) === true) as readonly string[];
    const [only, another] = named.filter((id) =>
      inScope(headerOf(threadFile(d.dir, id))?.project ?? project ?? ''),
    );
    if (only === undefined) throw refusal(named.length > 0 ? 'project' : 'unknown', name);
    if (another !== undefined) throw refusal('ambiguous', name);
    return only;
  };

  return {
    enabled: d.enabled,
    dir: d.dir,
    newId,
    create: (about) => ({
      meta: { ...about, at: d.now(), title: titleOf(about.title) },
      turns: [],
      damaged: 0,
      stored: false,
    }),
    idOf: find,
    load: async (name, project) => {
      const id = await find(name, project);
      const file = threadFile(d.dir, id);
      let handle: FileHandle | undefined;
      try {
        handle = await openForReading(file);
        const thread = readThread(await handle.readFile('utf8'), file, alive((await handle.stat()).mtimeMs));
        // A header too long for the list to read.
        if (!within(project)(thread.meta.project)) throw refusal('project', id);
        return thread;
      } catch (error) {
        throw errnoOf(error) === 'ENOENT' ? refusal('unknown', id) : fileError(error, file, 'read');
      } finally {
        await handle?.close().catch(() => {});
      }
    },
    beginTurn: ({ meta, turns, stored }, { systemPrompt, attached = [], ...asked }) => {
      const turn = newId();
      const { pid, hostname: host } = d;
      const writer = new TurnWriter({
        file: d.enabled ? threadFile(d.dir, meta.id) : undefined,
        head: stored
          ? undefined
          : [{ type: 'thread', version: FORMAT_VERSION, ...meta }, ...turns.flatMap(recordsOf)],
        start: { type: 'turn', turn, at: d.now(), systemPrompt, attached, pid, host, ...asked },
        now: d.now,
        onClosed: () => {
          open.delete(turn);
          // Not earlier: the answer would wait for a scan of all files.
          if (d.enabled) pruneSometimes();
        },
      });
      open.set(turn, writer);
      return writer;
    },
    list: (project, limit = 50, counted = true, hidden?) =>
      listThreads(d.dir, within(project), limit, counted, hidden),
    files: () => filesIn(d.dir),
    within,
    remove: async (name, project) => {
      const id = await find(name, project);
      const file = threadFile(d.dir, id);
      const removed = await removeIfThere(file).catch((error: unknown) => {
        throw fileError(error, file, 'deleted');
      });
      return removed ? id : undefined;
    },
    prune: () => prune(),
    spill: async (text) => {
      pruneSometimes();
      const file = path.join(spillDir, `${newId()}.md`);
      try {
        await mkdir(spillDir, { recursive: true, mode: 0o700 });
        await writeFile(file, text, { mode: 0o600, flag: 'wx' });
      } catch (error) {
        throw fileError(error, file, 'written');
      }
      return file;
    },
    flush: async () => {
      await Promise.all([...open.values()].map((writer) => writer.flush()));
    },
  };
}

/** The first line of a text, short enough for a list. */
export function titleOf(text: string): string {
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  return line.length <= TITLE ? line : `${headOf(line, TITLE - 1)}…`;
}

/** Reads every line once, so that loading takes linear time. */
function readThread(text: string, file: string, alive: (start: TurnRecord) => boolean): Thread {
  const collected = new TurnCollector();
  let header: ThreadRecord | undefined;
  let damaged = 0;
  const lines = text.split('\n');
  for (const [n, line] of lines.entries()) {
    const record = line === '' ? 'unknown' : parseRecord(line);
    // The last line may be incomplete: another process is writing it, or was interrupted.
    if (record === 'damaged') damaged += n < lines.length - 1 ? 1 : 0;
    else if (record === 'unknown') continue;
    else if (record.type === 'thread') header ??= record;
    else collected.take(record);
  }
  const { type: _, version: _version, ...meta } = usable(header, file);
  return { meta, turns: collected.turns(alive), damaged, stored: true };
}

/** The header, if this version supports it. An unsupported file is named in the error and not changed. */
function usable(header: ThreadRecord | undefined, file: string): ThreadRecord {
  if (header && header.version <= FORMAT_VERSION && `${header.id}.jsonl` === path.basename(file))
    return header;
  const newer = header !== undefined && header.version > FORMAT_VERSION;
  throw new AppError({
    kind: 'local',
    code: newer ? 'thread.version' : 'thread.broken',
    what: `The thread in ${file} cannot be used.`,
    why: newer
      ? `It was written by a newer version of codex-oauth (format ${header.version}, this one knows ${FORMAT_VERSION}). It was not changed.`
      : `Its first line does not say which thread it is. It was not changed.`,
    fix: newer
      ? say`Update codex-oauth, or omit ${its.thread} to start a new thread.`
      : say`Omit ${its.thread} to start a new thread; \`mv ${file} ${file}.bad\` removes it from the list.`,
    details: { path: file },
  });
}

/** Deletes our old files: threads and spilled answers, recognised by their names. */
async function pruneFolder(dir: string, before: number): Promise<number> {
  let count = 0;
  for (const name of await namesIn(dir)) {
    if (idOfFile(name.replace(/\.md$/, '.jsonl')) === undefined) continue;
    const file = path.join(dir, name);
    const info = await stat(file).catch(() => undefined);
    if (info && info.mtimeMs < before && (await removeIfThere(file).catch(() => false))) count += 1;
  }
  return count;
}
