import {
  isAltered,
  metaDocument,
  remarkOn,
  threadJsonl,
  threadMarkdown,
  type totalsOf,
  turnDocument,
} from '../../threads/export.ts';
import type { Kept, KeptListing } from '../../sessions/kept.ts';
import { shortId } from '../../threads/id.ts';
import type { Thread } from '../../threads/thread.ts';
import { readableAnswer } from '../../review/forms.ts';
import { AppError } from '../../system/errors.ts';
import { humanSeconds } from '../../system/time.ts';
import { plural } from '../../system/wording.ts';
import { EXIT } from '../boundary.ts';
import { actionNamed, command, unexpected, usageError } from '../command.ts';
import { confirm } from '../live.ts';
import type { Session } from '../session.ts';
import { clip, field, renderTable, type Paint } from '../text.ts';

const ACTIONS = ['list', 'search', 'show', 'export', 'remove', 'prune'] as const;
type Action = (typeof ACTIONS)[number];

const LIMIT = 20;

export const threads = command({
  name: 'threads',
  summary: 'list, search, show, export and delete the conversations kept on this machine',
  usage: '[list | search <words> | show <id> | export <id> | remove <id>… | prune] [options]',
  about: [
    'Shows only threads started in this folder (or CLAUDE_PROJECT_DIR, if set); with --all, those of every',
    'folder. The Codex CLI’s sessions are listed, searched, shown and exported too, and never changed.',
    'Name one by its id, by at least its first 8 characters, or by last for the thread used last. A search',
    'finds turns that contain all words, also as parts of words; put a phrase into double quotes. Makes no',
    'network request. An interrupted answer is shown as far as it arrived. CODEX_OAUTH_THREADS sets how',
    'long threads are kept.',
  ],
  options: {
    limit: {
      value: '<n>',
      number: { from: 1, to: 999_999, whole: true },
      summary: `how many to list or to find (${LIMIT})`,
    },
    format: {
      value: '<kind>',
      oneOf: ['markdown', 'jsonl'],
      summary: 'what to export: markdown (the default) or jsonl',
    },
    answer: { summary: 'show: only the last answer; with --raw in a pipe its exact bytes' },
    all: { summary: 'threads of every folder; `remove --all` without an id deletes every one of them' },
    here: { summary: 'remove: every thread of this folder' },
    yes: { short: 'y', summary: 'remove: do not ask (in a pipe it never asks)' },
  },
  examples: [
    'codex-oauth threads',
    'codex-oauth threads search token refresh',
    'codex-oauth threads show last',
    'codex-oauth threads export last > conversation.md',
    'codex-oauth threads show last --answer --raw',
  ],
  mostWords: Infinity,
  read: ([word = 'list', ...ids], options) => {
    const action = actionNamed(word, 'threads', ACTIONS);
    checkIds(action, ids, options);
    return { ...options, action, ids };
  },
  run: async (session, asked) => {
    const { threads: store, kept, deps, projectOf } = session.app();
    const project = asked.all ? undefined : await projectOf();
    // With --raw a review is shown as it came.
    const markdown = (thread: Thread): string =>
      threadMarkdown(thread, session.raw ? undefined : readableAnswer);
    switch (asked.action) {
      case 'list': {
        const listing = await kept.list(project, asked.limit ?? LIMIT);
        const totals = await Promise.all(listing.threads.slice(0, COUNTED).map(kept.totals));
        const off = `${session.err.yellow('!')} CODEX_OAUTH_THREADS is off: new questions are not kept.`;
        session.show(
          listingDocument(listing, totals),
          renderListing(listing, deps.now(), session.out, session.io.stdout.columns),
        );
        if (!store.enabled && !session.json) session.note(off);
        return EXIT.ok;
      }
      case 'search':
        return find(session, asked.ids.join(' '), project, asked.limit ?? LIMIT);
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

function checkIds(
  action: Action,
  ids: readonly string[],
  { all, here }: { readonly all: boolean; readonly here: boolean },
): void {
  const most = { list: 0, prune: 0, show: 1, export: 1, remove: Infinity, search: Infinity }[action];
  const misplaced = here && (action !== 'remove' || ids.length > 0 || all) ? '--here' : undefined;
  const surplus = misplaced ?? (all && action === 'prune' ? '--all' : ids[most]);
  if (surplus !== undefined) throw unexpected(surplus, 'threads');
  if (most === 0 || ids.length > 0 || (action === 'remove' && (all || here))) return;
  if (action === 'search')
    throw usageError('`codex-oauth threads search` needs words.', undefined, 'Give the words to look for.');
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
  const thread = await session.app().kept.load(name, project);
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
  const thread = await session.app().kept.load(name, project);
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
  else
    session.show(
      { ...metaDocument(thread), turns: [turnDocument(turn)] },
      session.foreign(readableAnswer(turn)),
    );
  const remark = remarkOn(turn);
  if (remark !== '' && !session.json) session.note(`${session.err.yellow('!')} ${field(remark)}`);
  return isAltered(turn) ? EXIT.failed : EXIT.ok;
}

async function remove(
  session: Session,
  { ids, yes }: { readonly yes: boolean; readonly ids: readonly string[] },
  project: string | undefined,
): Promise<number> {
  const { threads: store, jobs, kept } = session.app();
  const every = async (): Promise<readonly string[]> =>
    (await store.list(project, Number.POSITIVE_INFINITY)).threads.map((t) => t.id);
  const chosen = ids.length > 0 ? ids : await every();
  const asks = chosen.length > 0 && !yes && !session.json && session.canAsk;
  const [only] = chosen.length === 1 ? chosen : [];
  const { meta } = (asks && only && (await kept.load(only, project).catch(() => {}))) || {};
  const which = meta ? `the thread "${clip(field(meta.title), HIT_CELLS)}"` : plural(chosen.length, 'thread');
  if (asks && !(await confirm(session, `Delete ${which}?`))) return EXIT.failed;
  // First what is written to it: an answer that still comes is stopped, and its copies are deleted.
  await Promise.all(chosen.map((name) => store.idOf(name, project).then(jobs.forget, () => {})));
  const removed = await kept.remove(chosen, project);
  const results = removed.map((id, n) => ({ thread_id: id ?? chosen[n] ?? '', removed: id !== undefined }));
  const missing = results.filter((r) => !r.removed);
  session.show({ threads: results }, `${plural(results.length - missing.length, 'thread')} deleted.`);
  if (!session.json) for (const { thread_id } of missing) session.note(`Thread ${thread_id} does not exist.`);
  return missing.length > 0 ? EXIT.failed : EXIT.ok;
}

async function find(
  session: Session,
  query: string,
  project: string | undefined,
  limit: number,
): Promise<number> {
  const { kept, deps } = session.app();
  const { hits, total, skipped } = await session.orAbort(kept.search(query, project, limit));
  const { out } = session;
  const blocks = hits.map(({ about, usedAt, matches, snippet }) => {
    const when = `${humanSeconds((deps.now() - usedAt) / 1000)} ago`;
    const more = matches > 1 ? [plural(matches, 'turn')] : [];
    const whose = about.source === 'codex-cli' ? [about.source] : [];
    const line = [when, ...more, ...whose].join(' · ');
    const title = clip(field(about.title), HIT_CELLS);
    return `${out.bold(title)}\n  ${field(snippet)}\n  ${out.cyan(shortId(about.thread_id))}  ${out.dim(line)}`;
  });
  if (total === 0) blocks.push('Nothing found.');
  if (total > hits.length)
    blocks.push(out.dim(`${total - hits.length} more; --limit ${total} shows them all`));
  if (skipped > 0) blocks.push(out.dim(skippedNote(skipped)));
  session.show(foundDocument(query, { hits, total, skipped }), blocks.join('\n'));
  return EXIT.ok;
}

/** What was found for `--json`. */
export function foundDocument(query: string, { hits, total, skipped }: Awaited<ReturnType<Kept['search']>>) {
  const results = hits.map(({ about, usedAt, matches, turn, snippet }) => ({
    ...about,
    used_at: new Date(usedAt).toISOString(),
    turn,
    matches,
    snippet,
  }));
  return { query, results, total, skipped };
}

const skippedNote = (skipped: number): string =>
  `${plural(skipped, 'session')} of the Codex CLI skipped: in a form that this version does not read`;

const HIT_CELLS = 76;
/** Of so many threads at most, the list says what they took. */
const COUNTED = 200;

/** The threads used last, newest first, with notes about the rest; `now` in milliseconds. */
function renderListing(listing: KeptListing, now: number, paint: Paint, width: number): string {
  const { threads, total, elsewhere, broken, skipped } = listing;
  const lines: string[] = [];
  const mixed = threads.some(({ source }) => source === 'codex-cli');
  if (threads.length > 0) {
    const rows = threads.map((t) => [
      `${t.ended ? '' : '… '}${field(t.title)}`,
      `${humanSeconds((now - t.usedAt) / 1000)} ago`,
      field(t.model),
      ...(mixed ? [t.source] : []),
      paint.cyan(shortId(t.id)),
    ]);
    const columns = ['QUESTION', 'USED', 'MODEL', ...(mixed ? ['KEPT BY'] : []), 'THREAD'];
    lines.push(renderTable(columns, rows, paint, width));
  } else if (total === 0) lines.push(elsewhere > 0 ? 'No threads in this folder.' : 'No threads yet.');
  if (threads.some((t) => !t.ended)) {
    lines.push(paint.dim('… its last answer is still being written, or was interrupted'));
  }
  const rest = total - threads.length - broken.length;
  if (rest > 0) lines.push(paint.dim(`${rest} older; --limit ${total} shows them all`));
  if (elsewhere > 0) lines.push(paint.dim(`${elsewhere} in other folders; --all shows them`));
  if (skipped > 0) lines.push(paint.dim(skippedNote(skipped)));
  for (const file of broken)
    lines.push(`${paint.yellow('!')} ${field(file)} cannot be read; it was not changed.`);
  return lines.join('\n');
}

/** The list for `--json`. */
export function listingDocument(
  { threads, total, elsewhere, broken, skipped }: KeptListing,
  totals: readonly ReturnType<typeof totalsOf>[] = [],
) {
  return {
    threads: threads.map((t, i) => ({
      thread_id: t.id,
      title: t.title,
      created_at: new Date(t.createdAt).toISOString(),
      used_at: new Date(t.usedAt).toISOString(),
      model: t.model,
      bytes: t.bytes,
      ended: t.ended,
      source: t.source,
      session_id: t.session ?? (t.source === 'codex-cli' ? t.id : null),
      project: t.project || null,
      tokens: totals[i]?.tokens ?? t.tokens ?? null,
      duration_ms: totals[i]?.durationMs ?? null,
    })),
    total,
    elsewhere,
    broken,
    skipped,
  };
}
