import { metaDocument, threadJsonl, threadMarkdown, turnDocument } from '../../threads/export.ts';
import type { ThreadListing } from '../../threads/listing.ts';
import type { Threads } from '../../threads/store.ts';
import type { Thread } from '../../threads/thread.ts';
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
    'Every answer names its thread; `last` stands for the one used last. Nothing here makes a network request.',
    'An answer that was interrupted is shown as far as it had come. CODEX_OAUTH_THREADS sets how long threads are kept.',
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
    all: { summary: 'remove: every thread' },
    yes: { short: 'y', summary: 'remove: do not ask (a pipe is never asked)' },
  },
  examples: [
    'codex-oauth threads',
    'codex-oauth threads show last',
    'codex-oauth threads export last > conversation.md',
  ],
  mostWords: Infinity,
  read: ([word = 'list', ...ids], options) => {
    const action = readAction(word);
    checkIds(action, ids, options.all);
    return { ...options, action, ids };
  },
  run: async (session, asked) => {
    const { threads: store, deps } = session.app();
    switch (asked.action) {
      case 'list': {
        const listing = await store.list({ limit: asked.limit ?? LIMIT });
        const off = `${session.err.yellow('!')} CODEX_OAUTH_THREADS is off: new questions are not kept.`;
        session.show(listingDocument(listing), renderListing(listing, deps.now(), session.out));
        if (!store.enabled && !session.json) session.note(off);
        return EXIT.ok;
      }
      case 'show':
        return printThread(session, asked.ids, threadMarkdown);
      case 'export':
        return printThread(session, asked.ids, asked.format === 'jsonl' ? threadJsonl : threadMarkdown);
      case 'remove':
        return remove(session, asked);
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
  const surplus = all && action !== 'remove' ? '--all' : ids[most];
  if (surplus !== undefined) throw unexpected(surplus, 'threads');
  if (most === 0 || ids.length > 0 || all) return;
  throw usageError(
    `\`codex-oauth threads ${action}\` needs a thread.`,
    'It is followed by a thread id, or by last for the one used last.',
    `Run \`codex-oauth threads\` to see them, then \`codex-oauth threads ${action} <id>\`.`,
  );
}

/** The thread id that a word stands for: `last` is the thread used last, everything else is an id already. */
export async function threadNamed(word: string, store: Threads): Promise<string> {
  if (word !== 'last') return word;
  const [last] = (await store.list({ limit: 1 })).threads;
  if (last) return last.id;
  throw usageError('There are no threads yet.', undefined, 'Ask something: `codex-oauth ask "…"`.');
}

async function printThread(
  session: Session,
  [word = 'last']: readonly string[],
  render: (thread: Thread) => string,
): Promise<number> {
  const store = session.app().threads;
  const thread = await store.load(await threadNamed(word, store));
  const document = { ...metaDocument(thread), turns: thread.turns.map(turnDocument) };
  session.show(document, session.foreign(render(thread).replace(/\n$/, '')));
  return EXIT.ok;
}

async function remove(
  session: Session,
  { ids, all, yes }: Record<'all' | 'yes', boolean> & { readonly ids: readonly string[] },
): Promise<number> {
  const store = session.app().threads;
  const chosen = all
    ? (await store.list({ limit: Number.POSITIVE_INFINITY })).threads.map((t) => t.id)
    : await Promise.all(ids.map((id) => threadNamed(id, store)));
  const asks = chosen.length > 0 && !yes && !session.json && session.canAsk;
  if (asks && !(await confirm(session, `Delete ${plural(chosen.length, 'thread')}?`))) return EXIT.failed;
  const results = await Promise.all(
    chosen.map(async (id) => ({ thread_id: id, removed: await store.remove(id) })),
  );
  const missing = results.filter((r) => !r.removed);
  session.show({ threads: results }, `${plural(results.length - missing.length, 'thread')} deleted.`);
  if (!session.json) for (const { thread_id } of missing) session.note(`There is no thread ${thread_id}.`);
  return missing.length > 0 ? EXIT.failed : EXIT.ok;
}

const TITLE_CELLS = 60;

/** The threads used last, newest first, with what is to be known about the rest; `now` in milliseconds. */
function renderListing(listing: ThreadListing, now: number, paint: Paint): string {
  const { threads, total, broken } = listing;
  const lines: string[] = [];
  if (threads.length > 0) {
    const rows = threads.map((t) => [
      paint.cyan(t.id),
      `${humanSeconds((now - t.usedAt) / 1000)} ago`,
      field(t.model),
      `${t.ended ? '' : paint.yellow('… ')}${clip(field(t.title), TITLE_CELLS)}`,
    ]);
    lines.push(renderTable(['THREAD', 'USED', 'MODEL', 'BEGAN WITH'], rows, paint));
  } else if (total === 0) lines.push('There are no threads yet.');
  if (threads.some((t) => !t.ended)) {
    lines.push(paint.dim('… its last answer is still being written, or was interrupted'));
  }
  const rest = total - threads.length - broken.length;
  if (rest > 0) lines.push(paint.dim(`${rest} older; --limit ${total} shows them all`));
  for (const file of broken)
    lines.push(`${paint.yellow('!')} ${field(file)} cannot be read; it was left as it is.`);
  return lines.join('\n');
}

/** The list for `--json`. */
function listingDocument({ threads, total, broken }: ThreadListing): unknown {
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
    broken,
  };
}
