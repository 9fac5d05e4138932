import { AppError } from '../system/errors.ts';
import { LAST, parseThreadName } from '../threads/id.ts';
import { totalsOf } from '../threads/export.ts';
import type { ThreadListing, ThreadSummary } from '../threads/listing.ts';
import { refusal } from '../threads/refusals.ts';
import type { Threads } from '../threads/store.ts';
import type { Thread, Turn } from '../threads/thread.ts';
import { forget, search, type Hit, type Source } from './search.ts';
import type { Session, Sessions } from './sessions.ts';

export interface KeptListing extends ThreadListing {
  /** Sessions of the Codex CLI in a form that this version does not read. */
  readonly skipped: number;
}

export interface KeptDeps {
  readonly threads: Threads;
  readonly sessions: Sessions;
  /** Of the search index. */
  readonly indexDir: string;
  /** What looks like a secret in a text, in words; undefined if nothing does. */
  readonly secretIn: (text: string) => Promise<string | undefined>;
}

/** A longer file is not read for a list. Bytes. */
const SHORT = 4 << 20;

export type Kept = ReturnType<typeof openKept>;

/** A session's file that was used more than this after its recording has more than was recorded. Milliseconds. */
const TOGETHER = 60_000;

/**
 * Everything that was said to Codex here: our threads, and the Codex CLI's sessions (docs/sessions.md). `project` and
 * names as for threads. A session that was recorded is a thread with its id, and counts once.
 */
export function openKept({ threads, sessions, indexDir, secretIn }: KeptDeps) {
  /** Reads either kind; of a recorded session the recording, unless something was said that it lacks. */
  const load = async (given: string, project: string | undefined): Promise<Thread> => {
    const name = parseThreadName(given);
    let failure: unknown;
    const ours = await threads.load(name, project).catch((error: unknown) => void (failure = error));
    const own = ours?.meta.id;
    if (ours && (own === name || name === LAST) && ours.meta.session === undefined) return ours;
    if (!ours && !(failure instanceof AppError && ELSEWHERE.has(failure.code))) return raise(failure);
    const named = sessions.named(name === LAST ? (own ?? name) : name);
    const here = named.filter((session) => threads.within(project)(session.project));
    const [other, another] = here.filter(({ id }) => id !== own);
    if (another || (ours && other)) throw refusal('ambiguous', name);
    if (other) return sessions.read(other);
    if (!ours) return named.length > 0 ? raise(refusal('project', name)) : raise(failure);
    const theirs =
      here[0] && ours.meta.session === own && (await sessions.read(here[0]).catch(() => undefined));
    return theirs && !theirs.turns.every((turn) => isIn(ours, turn)) ? theirs : ours;
  };

  const removeOne = async (name: string, project: string | undefined): Promise<string | undefined> => {
    let failure: unknown;
    const removed = await threads.remove(name, project).catch((error: unknown) => void (failure = error));
    if (removed !== undefined) return removed;
    const session = sessions.named(parseThreadName(name)).find((one) => threads.within(project)(one.project));
    if (session) throw sessionKept(session);
    return failure === undefined ? undefined : raise(failure);
  };

  /** What a text of another program's tools and users becomes before a model reads it. */
  const held = async (text: string): Promise<string> => {
    const reason = await secretIn(text);
    return reason === undefined ? text : `[Held back by the secret guard: ${reason}.]`;
  };
  /** The turn itself if nothing in it is held back. */
  const guardedTurn = async (turn: Turn): Promise<Turn> => {
    const { error: was, ...rest } = turn;
    const [prompt, text] = [await held(turn.prompt), await held(turn.text)];
    const error = was && { ...was, message: await held(was.message) };
    if (prompt === turn.prompt && text === turn.text && error?.message === was?.message) return turn;
    const input = prompt === turn.prompt ? turn.input : inputOf(prompt);
    // Its digest and its items are of what is held back.
    return { ...rest, prompt, text, error, input, items: [], answerSha256: undefined };
  };
  /** A thread as a model may read it: our own questions passed the guard when they were sent, the CLI's did not. */
  const guarded = async (thread: Thread): Promise<Thread> => {
    if (!isTheirs(thread)) return thread;
    const turns: Turn[] = [];
    for (const turn of thread.turns) turns.push(await guardedTurn(turn));
    return { ...thread, turns, meta: { ...thread.meta, title: await held(thread.meta.title) } };
  };

  return {
    load,
    /** The same for a model to read. */
    show: async (name: string, project: string | undefined): Promise<Thread> =>
      guarded(await load(name, project)),
    /** A thread to continue: of a session a new one with its texts, without its tools and its reasoning. */
    toContinue: async (name: string, project: string | undefined): Promise<Thread> => {
      const found = await load(name, project);
      if (!isTheirs(found)) return found;
      const { meta, turns } = await guarded(found);
      const said = turns.filter(({ text, state }) => text !== '' && state !== 'writing');
      const heldBack = said.filter((turn) => !found.turns.includes(turn)).length;
      const copy = threads.create({ ...meta, id: threads.newId(), from: meta.id, session: undefined });
      return { ...copy, turns: said, heldBack };
    },
    list: async (project: string | undefined, limit = 50, counted = true): Promise<KeptListing> => {
      const { files, skipped } = await sessions.files();
      const within = threads.within(project);
      const fileOf = new Map(files.map((file) => [file.id, file]));
      const recorded = new Set<string>();
      const ours = await threads.list(project, limit, counted, (session, at) => {
        const file = fileOf.get(session);
        const other = file && file.usedAt > at + TOGETHER ? sessions.open(file) : undefined;
        const hidden = other !== undefined && within(other.project);
        if (!hidden) recorded.add(session);
        return hidden;
      });
      const here = (session: Session) => (recorded.has(session.id) ? undefined : within(session.project));
      const theirs = await sessions.list(files, here, limit, counted);
      const both = [...ours.threads, ...theirs.threads].sort((a, b) => b.usedAt - a.usedAt);
      return {
        threads: both.slice(0, limit),
        total: ours.total + theirs.total,
        elsewhere: ours.elsewhere + theirs.elsewhere,
        broken: ours.broken,
        skipped: skipped + theirs.skipped,
      };
    },
    /** A title for a model to read. */
    titleOf: async ({ title, source, session }: Pick<ThreadSummary, 'title' | 'source' | 'session'>) =>
      source === 'codex-cli' || session !== undefined ? held(title) : title,
    /** What a listed thread took; of a long one only what the list knows. */
    totals: async (listed: ThreadSummary): Promise<ReturnType<typeof totalsOf>> => {
      const { id, source, bytes, tokens } = listed;
      const session = source === 'codex-cli' ? sessions.open(listed) : undefined;
      const read = async () => (session ? sessions.read(session) : threads.load(id, undefined));
      const thread = bytes > SHORT ? undefined : await read().catch(() => undefined);
      return thread ? totalsOf(thread.turns) : { tokens, durationMs: undefined };
    },
    /** Deletes threads of ours, and their texts from the index. A session is refused: it is the Codex CLI's own. */
    remove: async (
      names: readonly string[],
      project: string | undefined,
    ): Promise<readonly (string | undefined)[]> => {
      const results = await Promise.allSettled(names.map((name) => removeOne(name, project)));
      await forget(indexDir);
      return results.map((one) => (one.status === 'fulfilled' ? one.value : raise(one.reason)));
    },
    /** Removes from the index what is no longer there. */
    forget: () => forget(indexDir),
    /** Full text, the best first; `total` counts the conversations. */
    search: async (
      query: string,
      project: string | undefined,
      limit: number,
    ): Promise<{ readonly hits: readonly Hit[]; readonly total: number; readonly skipped: number }> => {
      const { files, skipped } = await sessions.files();
      const all: readonly Source[] = [...(await threads.files()), ...files];
      const sources = new Map(all.map((source) => [source.file, source]));
      const read = async (source: Source): Promise<Thread> => {
        if (!source.ofCli) return threads.load(source.id, undefined);
        return sessions.read(sessions.open(source) ?? raise(new Error('another form')));
      };
      const d = { dir: indexDir, kept: threads.enabled, newName: threads.newId, read };
      const { hits, total, unread } = await search(d, query, sources, threads.within(project), limit);
      return { hits, total, skipped: skipped + unread };
    },
  };
}

const sessionKept = ({ id, file }: Session): AppError =>
  new AppError({
    kind: 'input',
    code: 'thread.session',
    what: `${id} is a session of the Codex CLI, so it was not deleted.`,
    why: `codex-oauth reads ${file} and never changes it.`,
    fix: `Run \`codex delete ${id}\`.`,
    details: { path: file },
  });

/** Why a thread is not one of ours here. */
const ELSEWHERE: ReadonlySet<string> = new Set(['thread.unknown', 'thread.project']);

/** What the guard has not seen when it was sent: a session, or its recording, which gets no turns of ours. */
const isTheirs = ({ source, meta }: Thread): boolean => source === 'codex-cli' || meta.session !== undefined;

/** True if a session's turn was recorded: its answer began between its start and its end. */
const isIn = (recording: Thread, { askedAt, endedAt = Infinity }: Turn): boolean =>
  recording.turns.some((turn) => askedAt <= turn.askedAt && turn.askedAt <= endedAt);

const inputOf = (text: string) => ({
  type: 'message',
  role: 'user',
  content: [{ type: 'input_text', text }],
});

function raise(error: unknown): never {
  throw error;
}
