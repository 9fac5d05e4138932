import { metaDocument, threadJsonl, threadMarkdown, turnDocument } from '../../threads/export.ts';
import type { Thread } from '../../threads/thread.ts';
import { EXIT } from '../boundary.ts';
import { listingDocument, renderListing } from '../render/threads.ts';
import type { Session } from '../session.ts';
import type { CommandSpec, RawArguments } from '../spec.ts';
import { stripControls } from '../terminal/clean.ts';
import { confirm } from '../terminal/confirm.ts';
import { nearest, usageError } from '../usage.ts';

const ACTIONS = ['list', 'show', 'export', 'remove', 'prune'] as const;
type Action = (typeof ACTIONS)[number];

export interface ThreadsInvocation {
  readonly command: 'threads';
  readonly action: Action;
  /** Thread ids, or the word `last`. */
  readonly ids: readonly string[];
  readonly all: boolean;
  readonly yes: boolean;
  readonly limit: number;
  readonly format: 'markdown' | 'jsonl';
  readonly json: boolean;
}

const LIMIT = 20;

export const threadsSpec: CommandSpec<ThreadsInvocation> = {
  name: 'threads',
  summary: 'list, show, export and delete the conversations kept on this machine',
  usage: '[list | show <id> | export <id> | remove <id>… | prune] [options]',
  about: [
    'Every answer names its thread; `last` stands for the one used last. Nothing here asks anybody over the network.',
    'An answer that was interrupted is shown as far as it had come. CODEX_OAUTH_THREADS sets how long threads are kept.',
  ],
  options: [
    { name: 'limit', value: '<n>', summary: `how many to list (${LIMIT})` },
    { name: 'format', value: '<kind>', summary: 'what to export: markdown (the default) or jsonl' },
    { name: 'all', summary: 'remove: every thread' },
    { name: 'yes', short: 'y', summary: 'remove: do not ask (a pipe is never asked)' },
  ],
  examples: [
    'codex-oauth threads',
    'codex-oauth threads show last',
    'codex-oauth threads export last > conversation.md',
  ],
  read: (args) => {
    const [first = 'list', ...ids] = args.words;
    const action = readAction(first);
    const all = args.has('all');
    checkIds(action, ids, all);
    return {
      command: 'threads',
      action,
      ids,
      all,
      yes: args.has('yes'),
      limit: readLimit(args),
      format: readFormat(args),
      json: args.json,
    };
  },
};

function readAction(word: string): Action {
  const action = ACTIONS.find((a) => a === word);
  if (action) return action;
  const near = nearest(word, ACTIONS);
  throw usageError(
    `\`codex-oauth threads\` cannot "${word.slice(0, 40)}".`,
    near === undefined ? `It can ${ACTIONS.join(', ')}.` : `The nearest is "${near}".`,
    'Run `codex-oauth help threads`.',
  );
}

function checkIds(action: Action, ids: readonly string[], all: boolean): void {
  const most =
    action === 'remove' ? Number.POSITIVE_INFINITY : action === 'list' || action === 'prune' ? 0 : 1;
  const surplus = ids[most];
  if (surplus !== undefined) {
    throw usageError(
      `\`codex-oauth threads ${action}\` takes no "${surplus.slice(0, 40)}".`,
      most === 1 ? 'It takes one thread.' : undefined,
      'Leave it out.',
    );
  }
  if (all && action !== 'remove')
    throw usageError(`\`codex-oauth threads ${action}\` takes no --all.`, undefined, 'Leave it out.');
  if (most > 0 && ids.length === 0 && !all) {
    throw usageError(
      `\`codex-oauth threads ${action}\` needs a thread.`,
      'It is followed by a thread id, or by last for the one used last.',
      `Run \`codex-oauth threads\` to see them, then \`codex-oauth threads ${action} <id>\`.`,
    );
  }
}

function readLimit({ value }: RawArguments): number {
  const text = value('limit');
  if (text === undefined) return LIMIT;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw usageError(
    `--limit cannot be "${text.slice(0, 40)}".`,
    'It is a whole number of threads.',
    'Give --limit 50, for example.',
  );
}

function readFormat({ value }: RawArguments): 'markdown' | 'jsonl' {
  const text = value('format') ?? 'markdown';
  if (text === 'markdown' || text === 'jsonl') return text;
  throw usageError(
    `--format cannot be "${text.slice(0, 40)}".`,
    'It is markdown or jsonl.',
    'Choose one of these, or leave it out.',
  );
}

export async function runThreads(session: Session, invocation: ThreadsInvocation): Promise<number> {
  const { threads, deps } = session.app();
  switch (invocation.action) {
    case 'list': {
      const listing = await threads.list({ limit: invocation.limit });
      if (session.json) session.document(listingDocument(listing));
      else
        session.print(
          renderListing(listing, { paint: session.out, now: deps.now(), enabled: threads.enabled }),
        );
      return EXIT.ok;
    }
    case 'show':
    case 'export': {
      const [id = 'last'] = invocation.ids;
      printThread(session, invocation, await threads.load(await resolve(session, id)));
      return EXIT.ok;
    }
    case 'remove':
      return remove(session, invocation);
    case 'prune': {
      const removed = await threads.prune();
      if (session.json) session.document({ removed });
      else session.print(`${removed} old ${removed === 1 ? 'file' : 'files'} deleted.`);
      return EXIT.ok;
    }
  }
}

function printThread(session: Session, { action, format }: ThreadsInvocation, thread: Thread): void {
  if (session.json) {
    session.document({ ...metaDocument(thread), turns: thread.turns.map(turnDocument) });
    return;
  }
  const text = action === 'export' && format === 'jsonl' ? threadJsonl(thread) : threadMarkdown(thread);
  const shown = session.io.stdout.isTTY ? stripControls(text) : text;
  session.print(shown.replace(/\n$/, ''));
}

/** The id that a word stands for. */
async function resolve(session: Session, word: string): Promise<string> {
  if (word !== 'last') return word;
  const { threads } = await session.app().threads.list({ limit: 1 });
  const [last] = threads;
  if (last) return last.id;
  throw usageError('There is no thread yet.', undefined, 'Ask something: `codex-oauth ask "…"`.');
}

async function remove(session: Session, { ids, all, yes }: ThreadsInvocation): Promise<number> {
  const { threads } = session.app();
  const chosen = all
    ? (await threads.list({ limit: Number.POSITIVE_INFINITY })).threads.map((t) => t.id)
    : await Promise.all(ids.map((id) => resolve(session, id)));
  const { stdin, stderr } = session.io;
  const count = `${chosen.length} ${chosen.length === 1 ? 'thread' : 'threads'}`;
  if (chosen.length > 0 && !yes && !session.json && stdin.isTTY === true && stderr.isTTY) {
    if (!(await confirm(session, `Delete ${count}?`))) {
      session.note('Nothing was changed.');
      return EXIT.failed;
    }
  }
  const results = await Promise.all(
    chosen.map(async (id) => ({ thread_id: id, removed: await threads.remove(id) })),
  );
  const missing = results.filter((r) => !r.removed);
  if (session.json) session.document({ threads: results });
  else {
    const done = results.length - missing.length;
    session.print(`${done} ${done === 1 ? 'thread' : 'threads'} deleted.`);
    for (const { thread_id } of missing) session.note(`There is no thread ${thread_id}.`);
  }
  return missing.length > 0 ? EXIT.failed : EXIT.ok;
}
