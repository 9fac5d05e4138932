import {
  isAltered,
  metaDocument,
  remarkOn,
  threadJsonl,
  threadMarkdown,
  turnDocument,
} from '../../threads/export.ts';
import type { ThreadListing } from '../../threads/listing.ts';
import { shortId } from '../../threads/id.ts';
import type { Thread } from '../../threads/thread.ts';
import { readableAnswer } from '../../review/forms.ts';
import { AppError } from '../../system/errors.ts';
import { humanSeconds } from '../../system/time.ts';
import { plural } from '../../system/wording.ts';
import { EXIT } from '../boundary.ts';
import { command, noSuch, unexpected, usageError } from '../command.ts';
import { confirm } from '../live.ts';
import type { Session } from '../session.ts';
import { clip, field, renderTable, type Paint } from '../text.ts';

const ACTIONS = ['list', 'show', 'export', 'remove', 'prune'] as const;
type Action = (typeof ACTIONS)[number];

const LIMIT = 20;

export const threads = command({
  name: 'threads',
  summary: 'list, show, export and delete the conversations kept on this machine',
  usage: '[list | show <id> | export <id> | remove <id>… | prune] [options]',
  about: [
    'Shows only threads started in this folder (or CLAUDE_PROJECT_DIR, if set); with --all, those of every',
    'folder. Name a thread by its id, by at least its first 8 characters, or by last for the one used last.',
    'Makes no network request. An interrupted answer is shown as far as it arrived. CODEX_OAUTH_THREADS',
    'sets how long threads are kept.',
  ],
  options: {
    limit: {
      value: '<n>',
      number: { from: 1, to: 999_999, whole: true },
      summary: `how many to list (${LIMIT})`,
    },
    format: {
      value: '<kind>',
      oneOf: ['markdown', 'jsonl'],
      summary: 'what to export: markdown (the default) or jsonl',
    },
    answer: { summary: 'show: only the last answer; with --raw in a pipe its exact bytes' },
    all: { summary: 'threads of every folder; `remove --all` without an id deletes every one of them' },
    yes: { short: 'y', summary: 'remove: do not ask (in a pipe it never asks)' },
  },
  examples: [
    'codex-oauth threads',
    'codex-oauth threads show last',
    'codex-oauth threads export last > conversation.md',
    'codex-oauth threads show last --answer --raw | sha256sum',
  ],
  mostWords: Infinity,
  read: ([word = 'list', ...ids], options) => {
    const action = readAction(word);
    checkIds(action, ids, options.all);
    return { ...options, action, ids };
  },
  run: async (session, asked) => {
    const { threads: store, deps, projectOf } = session.app();
    const project = asked.all ? undefined : await projectOf();
    // With --raw a review is shown as it came.
    const markdown = (thread: Thread): string =>
      threadMarkdown(thread, session.raw ? undefined : readableAnswer);
    switch (asked.action) {
      case 'list': {
        const listing = await store.list(project, asked.limit ?? LIMIT);
        const off = `${session.err.yellow('!')} CODEX_OAUTH_THREADS is off: new questions are not kept.`;
        session.show(listingDocument(listing), renderListing(listing, deps.now(), session.out));
        if (!store.enabled && !session.json) session.note(off);
        return EXIT.ok;
      }
      case 'show':
        return asked.answer
          ? printAnswer(session, asked, project)
          : printThread(session, asked, project, markdown);
      case 'export':
        return printThread(session, asked, project, asked.format === 'jsonl' ? threadJsonl : markdown);
      case 'remove':
        return remove(session, asked, project);
      case 'prune': {
        const removed = await store.prune();
        session.show({ removed }, `${plural(removed, 'old file')} deleted.`);
        return EXIT.ok;
      }
    }
  },
});

function readAction(word: string): Action {
  const action = ACTIONS.find((a) => a === word);
  if (action) return action;
  throw noSuch(`threads has no subcommand "${word.slice(0, 40)}".`, word, ACTIONS, {
    command: 'codex-oauth threads',
    otherwise: 'Run `codex-oauth help threads`.',
  });
}

function checkIds(action: Action, ids: readonly string[], all: boolean): void {
  const most = { list: 0, prune: 0, show: 1, export: 1, remove: Infinity }[action];
  const surplus = all && action === 'prune' ? '--all' : ids[most];
  if (surplus !== undefined) throw unexpected(surplus, 'threads');
  if (most === 0 || ids.length > 0 || (all && action === 'remove')) return;
  throw usageError(
    `\`codex-oauth threads ${action}\` needs a thread.`,
    'Give a thread id, or last for the one used last.',
    `Run \`codex-oauth threads\` to see them, then \`codex-oauth threads ${action} <id>\`.`,
  );
}

async function printThread(
  session: Session,
  { ids: [name = 'last'] }: { readonly ids: readonly string[] },
  project: string | undefined,
  render: (thread: Thread) => string,
): Promise<number> {
  const thread = await session.app().threads.load(name, project);
  const document = { ...metaDocument(thread), turns: thread.turns.map(turnDocument) };
  session.show(document, session.foreign(render(thread).replace(/\n$/, '')));
  return EXIT.ok;
}

/** The last answer alone, for reading and for comparing its digest. */
async function printAnswer(
  session: Session,
  { ids: [name = 'last'] }: { readonly ids: readonly string[] },
  project: string | undefined,
): Promise<number> {
  const thread = await session.app().threads.load(name, project);
  const turn = thread.turns.findLast(({ state }) => state !== 'failed');
  if (!turn)
    throw new AppError({
      kind: 'input',
      code: 'thread.no_answer',
      what: 'This thread contains no answer.',
      fix: `Run \`codex-oauth threads show ${shortId(thread.meta.id)}\` to see its questions.`,
    });
  // No newline of ours: the bytes are those of the digest.
  if (session.raw && !session.json) session.io.stdout.write(turn.text);
  else session.show({ ...metaDocument(thread), turns: [turnDocument(turn)] }, session.foreign(turn.text));
  const remark = remarkOn(turn);
  if (remark !== '' && !session.json) session.note(`${session.err.yellow('!')} ${field(remark)}`);
  return isAltered(turn) ? EXIT.failed : EXIT.ok;
}

async function remove(
  session: Session,
  { ids, yes }: { readonly yes: boolean; readonly ids: readonly string[] },
  project: string | undefined,
): Promise<number> {
  const { threads: store, jobs } = session.app();
  const every = async (): Promise<readonly string[]> =>
    (await store.list(project, Number.POSITIVE_INFINITY)).threads.map((t) => t.id);
  const chosen = ids.length > 0 ? ids : await every();
  const asks = chosen.length > 0 && !yes && !session.json && session.canAsk;
  if (asks && !(await confirm(session, `Delete ${plural(chosen.length, 'thread')}?`))) return EXIT.failed;
  const results = await Promise.all(
    chosen.map(async (name) => {
      // First what is written to it: an answer that still comes is stopped, and its copies are deleted.
      await store.idOf(name, project).then(jobs.forget, () => {});
      const id = await store.remove(name, project);
      return { thread_id: id ?? name, removed: id !== undefined };
    }),
  );
  const missing = results.filter((r) => !r.removed);
  session.show({ threads: results }, `${plural(results.length - missing.length, 'thread')} deleted.`);
  if (!session.json) for (const { thread_id } of missing) session.note(`Thread ${thread_id} does not exist.`);
  return missing.length > 0 ? EXIT.failed : EXIT.ok;
}

/** With the other columns, a row of 80 cells. */
const TITLE_CELLS = 35;

/** The threads used last, newest first, with notes about the rest; `now` in milliseconds. */
function renderListing(listing: ThreadListing, now: number, paint: Paint): string {
  const { threads, total, elsewhere, broken } = listing;
  const lines: string[] = [];
  if (threads.length > 0) {
    const rows = threads.map((t) => [
      `${t.ended ? '' : paint.yellow('… ')}${clip(field(t.title), TITLE_CELLS)}`,
      `${humanSeconds((now - t.usedAt) / 1000)} ago`,
      field(t.model),
      paint.cyan(shortId(t.id)),
    ]);
    lines.push(renderTable(['QUESTION', 'USED', 'MODEL', 'THREAD'], rows, paint));
  } else if (total === 0) lines.push(elsewhere > 0 ? 'No threads in this folder.' : 'No threads yet.');
  if (threads.some((t) => !t.ended)) {
    lines.push(paint.dim('… its last answer is still being written, or was interrupted'));
  }
  const rest = total - threads.length - broken.length;
  if (rest > 0) lines.push(paint.dim(`${rest} older; --limit ${total} shows them all`));
  if (elsewhere > 0) lines.push(paint.dim(`${elsewhere} in other folders; --all shows them`));
  for (const file of broken)
    lines.push(`${paint.yellow('!')} ${field(file)} cannot be read; it was not changed.`);
  return lines.join('\n');
}

/** The list for `--json`. */
export function listingDocument({ threads, total, elsewhere, broken }: ThreadListing) {
  return {
    threads: threads.map((t) => ({
      thread_id: t.id,
      title: t.title,
      created_at: new Date(t.createdAt).toISOString(),
      used_at: new Date(t.usedAt).toISOString(),
      model: t.model,
      bytes: t.bytes,
      ended: t.ended,
    })),
    total,
    elsewhere,
    broken,
  };
}
