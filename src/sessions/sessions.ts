import { setImmediate } from 'node:timers/promises';
import { fileError } from '../system/files.ts';
import {
  inTurns,
  pieceOf,
  type FileFacts,
  type ThreadListing,
  type ThreadSummary,
} from '../threads/listing.ts';
import { titleOf } from '../threads/store.ts';
import type { Thread } from '../threads/thread.ts';
import { factsOf, linesOf, sessionNames, type SessionFile } from './files.ts';
import { parseHead, parseLine, turnsOf, type SessionHead, type SessionLine } from './rollout.ts';

/** Enough for what stands before the instructions, and for the records after the last message. Bytes. */
const [HEAD, TAIL] = [4_096, 65_536];
/** Instructions and the surroundings stand before the first question. Bytes. */
const BEFORE_QUESTION = 1 << 20;
/** A turn without an end counts as being written for this long after the file's last change. */
const ALIVE_MS = 10 * 60_000;

export interface SessionsDeps {
  /** `$CODEX_HOME/sessions`: read, never written. */
  readonly dir: string;
  /** The project of a working folder: itself, or '' if it is none. Called for each of them. */
  readonly projectOf: (cwd: string) => string;
  readonly now: () => number;
}

/** A session whose first line was read. */
export interface Session extends FileFacts, Omit<SessionHead, 'id'> {
  readonly project: string;
}

export type Sessions = ReturnType<typeof openSessions>;

/** The Codex CLI's sessions (docs/sessions.md), read only. */
export function openSessions(d: SessionsDeps) {
  const projects = new Map<string, string>();
  const projectOf = (cwd: string): string => {
    const known = projects.get(cwd) ?? d.projectOf(cwd);
    projects.set(cwd, known);
    return known;
  };

  /** A file with the name of a session; undefined if it is in another form. */
  const open = (found: FileFacts): Session | undefined => {
    const head = parseHead(pieceOf(found.file, 0, HEAD)) ?? parseHead(pieceOf(found.file, 0, TAIL));
    return head?.id === found.id ? { ...found, ...head, project: projectOf(head.cwd) } : undefined;
  };

  /** The files, the one used last first; of copies with the same id only that. */
  const latest = <File extends FileFacts>(files: readonly File[]): readonly File[] => {
    const seen = new Set<string>();
    return files.toSorted((a, b) => b.usedAt - a.usedAt).filter(({ id }) => !seen.has(id) && seen.add(id));
  };

  const named = (prefix: string): readonly Session[] =>
    latest(
      [...sessionNames(d.dir)].flatMap((name) => {
        const found = name?.id.startsWith(prefix) ? factsOf(name) : undefined;
        return (found && open(found)) ?? [];
      }),
    );

  return {
    open,
    /** Every session's file, the one used last first, and how many are in another form. */
    files: async (): Promise<{ readonly files: readonly SessionFile[]; readonly skipped: number }> => {
      const files: SessionFile[] = [];
      let skipped = 0;
      for await (const some of inTurns([...sessionNames(d.dir)])) {
        const found = some.flatMap((name) => (name && factsOf(name)) ?? []);
        files.push(...found);
        skipped += some.length - found.length;
      }
      return { files: latest(files), skipped };
    },
    /** The sessions whose ids begin like this. */
    named,
    list: async (
      files: readonly FileFacts[],
      wanted: (session: Session) => boolean | undefined,
      limit: number,
      counted: boolean,
    ): Promise<Pick<ThreadListing, 'threads' | 'total' | 'elsewhere'> & { readonly skipped: number }> => {
      const threads: ThreadSummary[] = [];
      let [total, elsewhere, skipped] = [0, 0, 0];
      for await (const some of inTurns(files)) {
        if (!counted && threads.length >= limit) break;
        for (const file of some) {
          const session = open(file);
          const here = session && wanted(session);
          if (!session) skipped += 1;
          else if (here === false) elsewhere += 1;
          else if (here) {
            total += 1;
            if (threads.length < limit) threads.push(summaryOf(session));
          }
        }
      }
      return { threads, total, elsewhere, skipped };
    },
    /** What was said in a session. */
    read: async (session: Session): Promise<Thread> => {
      const { lines, damaged } = await linesIn(session);
      const turns = turnsOf(lines, d.now() - session.usedAt < ALIVE_MS);
      const { id, at, cwd, project } = session;
      const [first] = turns;
      const about = { title: titleOf(first?.prompt ?? ''), model: first?.model ?? '', effort: first?.effort };
      const meta = { id, at, cwd, project, ...about, accountId: undefined };
      return { meta, turns, damaged, stored: true, source: 'codex-cli' };
    },
  };
}

async function linesIn({ file }: Session): Promise<{ lines: readonly SessionLine[]; damaged: number }> {
  const lines: SessionLine[] = [];
  let damaged = 0;
  try {
    for (const line of linesOf(file)) {
      if (line === undefined) await setImmediate();
      const said = Buffer.isBuffer(line) ? parseLine(line) : line;
      if (said === 'damaged') damaged += 1;
      else if (said) lines.push(said);
    }
  } catch (error) {
    throw fileError(error, file, 'read');
  }
  return { lines, damaged };
}

/** Reads from the first lines to the first question, and the last lines. */
function summaryOf({ id, file, usedAt, bytes, at, project }: Session): ThreadSummary {
  let [title, model] = ['', ''];
  for (const line of pieceOf(file, 0, Math.min(bytes, BEFORE_QUESTION)).split('\n')) {
    const said = parseLine(Buffer.from(line));
    if (typeof said !== 'object') continue;
    if (said.kind === 'context') model = said.model;
    if (said.kind === 'asked') title = titleOf(said.text);
    if (title !== '') break;
  }
  const last = pieceOf(file, Math.max(0, bytes - TAIL), TAIL)
    .split('\n')
    .map((line) => parseLine(Buffer.from(line)))
    .filter((line) => typeof line === 'object');
  const used = last.findLast((line) => line.kind === 'used');
  return {
    id,
    title,
    createdAt: at,
    usedAt,
    model,
    bytes,
    file,
    // Without any, nobody asked anything, or much was said since.
    ended: last.length === 0 ? bytes <= TAIL : last.at(-1)?.kind === 'ended',
    source: 'codex-cli',
    project,
    session: undefined,
    tokens: used?.kind === 'used' ? used.total : undefined,
  };
}
