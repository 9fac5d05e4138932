import path from 'node:path';
import { compare, parseDiff, resolveRef, type DiffSpec } from '../attach/comparison.ts';
import { attachCompared, checkout, type Checkout, type Compared } from '../attach/diff.ts';
import { startGathering } from '../attach/gathering.ts';
import { realPathOf } from '../attach/git-folder.ts';
import type { ChangedFile } from '../attach/patch.ts';
import { splitLines } from '../attach/read.ts';
import { secretName } from '../attach/secrets/names.ts';
import { isInside, REFUSALS } from '../attach/workspace.ts';
import { AppError } from '../system/errors.ts';
import type { JsonObject } from '../system/json.ts';
import { visible } from '../system/visible.ts';
import { inWords, sentences } from '../system/wording.ts';
import { count, list, record, text } from './arguments.ts';
import { clipped, FILE_LIMIT, HELD, plain, withoutSecrets, type Call, type LookTool } from './call.ts';

const LOG_MAX = 50;
/** Lines of a file shown with their commits, or as they were. */
const LINES_MAX = 400;
const AUTHOR_MAX = 100;
/** Files of one diff: git is asked about each that is gone. */
const FILES_MAX = 300;

interface Query {
  readonly kind: 'log' | 'blame' | 'show' | 'diff';
  readonly ref?: string;
  readonly path?: string;
  readonly start?: number;
  readonly end?: number;
}
const queriesOf = (args: JsonObject): readonly Query[] => args['queries'] as readonly Query[];
const nameOf = ({ kind, ref, path: file }: Query): string => [kind, ref, file].filter(Boolean).join(' ');

export const GIT: LookTool = {
  name: 'git',
  description:
    `Asks the history of this repository. Needs queries: a list of objects with kind: log (the last ${LOG_MAX} commits of ref, or of a range a..b, that touch path), ` +
    'blame (who wrote which line of path at ref), show (the commit ref with its changes; with path, the file as it was at ref), ' +
    'diff (ref: uncommitted, staged, unstaged, a base, a..b or a...b; of path only, if given). Optional: ref (HEAD), path; start and end (lines) for blame and a file of show.',
  parameters: record(
    {
      queries: list(
        record(
          {
            kind: { type: 'string', enum: ['log', 'blame', 'show', 'diff'] },
            ref: text('A branch, tag, commit or range', 500),
            path: text('A file or folder, relative to the project'),
            start: count('First line'),
            end: count('Last line'),
          },
          ['kind'],
        ),
        10,
      ),
    },
    ['queries'],
  ),
  says: (args) => `asking git: ${plain(queriesOf(args).map(nameOf).join(', '))}`,
  async run(args, call) {
    let opened: Promise<Checkout> | undefined;
    const open = (): Promise<Checkout> =>
      (opened ??= checkout(startGathering(call.deps, call.roots, new Map(), 0)));
    for (const query of queriesOf(args)) {
      const reason = await ask(query, open, call).catch((error: unknown) => {
        call.signal.throwIfAborted();
        return error instanceof AppError ? sayError(error) : 'git could not be run';
      });
      const name = nameOf(query);
      if (reason === undefined) call.receipt.git.add(await call.safe(name));
      else await call.refuse(`git ${name}`, reason);
    }
  },
};

/** Without git's own complaint: it may quote what is in a file elsewhere that the configuration names. */
const sayError = (error: AppError): string =>
  inWords(sentences(error.what, error.code === 'context.git-failed' ? undefined : error.why), 'assistant');

/**
 * For what attach never asks of git: no program checks signatures, nobody is renamed by a file elsewhere, and no object
 * takes another's place.
 */
const PLAIN = [
  '--no-replace-objects',
  ...'-c log.showSignature=false -c log.mailmap=false -c mailmap.file= -c mailmap.blob='.split(' '),
];
const LOG = [
  ...'log --date=short --encoding=UTF-8 --no-show-signature --no-notes --no-decorate --no-color'.split(' '),
  ...'--no-ext-diff --no-textconv --no-patch'.split(' '),
];

/** One query while it is answered: its path within the root, if it has one, and the checkout. */
interface Asked {
  readonly query: Query;
  readonly file: string | undefined;
  readonly diff: Checkout;
  readonly call: Call;
}
/** Why it is refused; undefined if it has been answered. */
type Answer = Promise<string | undefined>;

async function ask(query: Query, open: () => Promise<Checkout>, call: Call): Answer {
  // Whether there is such a message would tell what is in one that is withheld.
  if (query.ref?.includes('{/')) return 'ref must name a commit, not search in messages';
  const g = startGathering(call.deps, call.roots, new Map(), Math.max(0, call.page.left()));
  const diff = { ...(await open()), g };
  const file = query.path === undefined ? undefined : inRoot(query.path, diff);
  if (file === '') return REFUSALS.outside;
  const reason = file === undefined ? undefined : await refusalOf(file, diff, call);
  if (reason !== undefined) return reason;
  const asked = { query, file, diff, call };
  if (query.kind === 'log') return log(asked);
  if (query.kind === 'diff') {
    const spec = parseDiff(query.ref ?? 'uncommitted');
    return changes(asked, spec, await compare(diff.repo, spec));
  }
  const spec = parseDiff(query.ref ?? 'HEAD');
  if (spec.kind !== 'refs' || !spec.merge || spec.to !== undefined) return 'ref must name one commit here';
  const hash = await resolveRef(diff.repo, spec.from);
  if (file === undefined) return query.kind === 'blame' ? 'path is missing' : commit(hash, asked);
  const lines = await linesAt(hash, file, asked);
  return typeof lines === 'string' ? lines : showFile(hash, file, lines, asked);
}

/** A path below the root with forward slashes; empty if it leads out of it. Pure. */
function inRoot(name: string, { root }: Checkout): string {
  const at = [root.path, root.real].find((folder) => path.isAbsolute(name) && isInside(name, folder));
  const given = at === undefined ? name : path.relative(at, name) || '.';
  const relative = path.posix.normalize(path.sep === '\\' ? given.replaceAll('\\', '/') : given);
  return /^(?:\.\.(?:\/|$)|\/)|\0/.test(relative) || path.isAbsolute(relative) ? '' : relative;
}

/** Why nothing of a path's history is shown; undefined if it may be. */
async function refusalOf(file: string, { repo, root }: Checkout, call: Call): Promise<string | undefined> {
  const secret = secretName(file);
  if (secret !== undefined) return `${HELD}: ${secret}`;
  if (file === '.' || (await call.listings()).some((one) => one.root === root && one.names.has(file)))
    return undefined;
  // It is not there now. Only a 1 says that it is not ignored.
  const { code } = await repo.run(['--no-literal-pathspecs', 'check-ignore', '-q', '--', `./${file}`]);
  return code === 1 ? undefined : 'it is ignored by .gitignore';
}

/** Without a path, only what touches the workspace: the repository may begin above it. */
const within = (file: string | undefined, { repo, root }: Checkout): readonly string[] =>
  file === undefined && repo.top === root.real ? [] : [file ?? '.'];

async function log({ query, file, diff, call }: Asked): Answer {
  const spec = parseDiff(query.ref ?? 'HEAD');
  if (spec.kind !== 'refs') return 'ref must name a commit or a range here';
  const from = await resolveRef(diff.repo, spec.from);
  const to = spec.to === undefined ? undefined : await resolveRef(diff.repo, spec.to);
  const range = to === undefined ? from : `${from}${spec.merge ? '...' : '..'}${to}`;
  const format = ['--format=%h%x09%ad%x09%an%x09%s', `--max-count=${LOG_MAX + 1}`];
  const args = [...PLAIN, ...LOG, ...format, range, '--', ...within(file, diff)];
  const { code, out } = await diff.repo.run(args);
  if (code !== 0) return 'git could not read the history';
  if (out === '') return 'no commit there touches it';
  const lines = splitLines(await withoutSecrets(out, call.signal));
  call.page.add(`--- Commits: ${await call.safe(nameOf(query))} ---`);
  for (const line of lines.slice(0, LOG_MAX)) if (!call.page.add(clipped(visible(line), 500))) break;
  if (lines.length > LOG_MAX)
    call.page.note(`There are more than ${LOG_MAX} commits: name a range or a path.`);
  return undefined;
}

/** A diff by attach's rules for each of its files, and none of a file that is ignored by now. */
async function changes({ file, diff, call }: Asked, spec: DiffSpec, compared: Compared): Promise<undefined> {
  const only = file === undefined || file === '.' ? [] : [file];
  const refusal = async ({ path: now, from = now }: ChangedFile): Answer =>
    (await refusalOf(now, diff, call)) ?? refusalOf(from, diff, call);
  await attachCompared(diff, spec, compared, only, FILES_MAX, refusal);
  const { parts, omitted, withheld } = diff.g.result();
  for (const part of parts) {
    const [, head = '', body = ''] = /^(.*)([^]*)$/.exec(part.type === 'input_text' ? part.text : '') ?? [];
    call.page.add(visible(head) + body);
  }
  for (const { path: name, reason } of withheld) await call.refuse(name, `${HELD}: ${reason}`);
  for (const { path: name, reason } of omitted) await call.refuse(name, reason);
}

/** A commit: who, when, its message, and its changes against its first parent. */
async function commit(hash: string, asked: Asked): Answer {
  const { diff, call } = asked;
  const { repo } = diff;
  const format = ['--format=%H%n%P%n%an%n%ad%n%B', '--max-count=1'];
  const { code, out } = await repo.run([...PLAIN, ...LOG, ...format, hash, '--', ...within(undefined, diff)]);
  if (code !== 0) return 'git could not read the commit';
  const [found, parents = '', author = '', date = '', ...message] = splitLines(out);
  // With a path git goes on to the next commit that touches it.
  if (found !== hash) return 'this commit touches nothing in the workspace';
  const secrets = await call.guarded(message.join('\n'));
  const body =
    secrets === undefined ? message.map((line) => clipped(visible(line))) : [`[${HELD}: ${secrets}]`];
  const head = `--- Commit ${hash}, ${visible(author)}, ${date} ---`;
  call.page.add([head, ...body.map((line) => `| ${line}`)].join('\n'));
  const [parent] = parents.split(' ');
  const empty = parent ? '' : (await repo.run(['hash-object', '-t', 'tree', '--stdin'])).out.trim();
  const args = [parent || empty, hash];
  const title = `changes of the commit ${hash.slice(0, 10)} against ${parent ? 'its first parent' : 'nothing'}`;
  const spec = { kind: 'refs', from: hash, merge: false } as const;
  return changes(asked, spec, { args, title, untracked: false }).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'context.diff-empty') throw error;
    call.page.add('(It changes no file.)');
    return undefined;
  });
}

/** The lines of a file at a commit, or why they are not shown. */
async function linesAt(hash: string, file: string, { diff, call }: Asked) {
  const { code, out, cut } = await diff.repo.run([...PLAIN, 'cat-file', 'blob', `${hash}:./${file}`]);
  if (cut || out.length > FILE_LIMIT) return 'it is too large';
  if (code !== 0) return 'there is no such file at this commit';
  if (out.includes('\0') || out.includes('\uFFFD')) return 'it is binary';
  const secrets = await call.guarded(out);
  return secrets === undefined ? splitLines(out) : `${HELD}: ${secrets}`;
}

/** Shows the lines of a file at a commit, for blame each with its own. */
async function showFile(hash: string, file: string, lines: readonly string[], asked: Asked): Answer {
  const { query, diff, call } = asked;
  const first = query.start ?? 1;
  const last = Math.max(first, Math.min(query.end ?? Infinity, first + LINES_MAX - 1, lines.length));
  const title = `${await call.safe(file)} at ${hash.slice(0, 10)}`;
  const { repo } = diff;
  if (query.kind === 'show' || first > lines.length) {
    await call.showLines(`File ${title}`, lines, { first, last });
    return undefined;
  }
  // git opens the file that this setting names, and no option keeps it from that.
  const { out: lists } = await repo.run(['config', '-z', '--get-all', 'blame.ignoreRevsFile']);
  for (const name of lists.split('\0').filter(Boolean)) {
    const real = await realPathOf(repo.top, name);
    if (!real || !isInside(real, repo.top)) return 'blame.ignoreRevsFile names a file outside the repository';
  }
  const args = ['blame', '--porcelain', '--no-textconv', `-L${first},${last}`, '--encoding=UTF-8'];
  const { code, out } = await repo.run([...PLAIN, ...args, hash, '--', file]);
  if (code !== 0) return 'git could not blame it';
  const by = parseBlame(await withoutSecrets(out, call.signal));
  const write = (line: string, number: number): string => `${number}\t${by.get(number) ?? ''}\t${line}`;
  await call.showLines(`Blame of ${title}`, lines, { first, last }, write);
  return undefined;
}

/** By line: `1a2b3c4d5e 2026-11-21 Author`, from git-blame(1), "The porcelain format". Pure. */
export function parseBlame(out: string): ReadonlyMap<number, string> {
  const commits = new Map<string, { author: string; date: string }>();
  const lines: (readonly [number, hash: string])[] = [];
  let at = { author: '', date: '' };
  for (const line of splitLines(out)) {
    const [, hash, number] = /^([0-9a-f]{40,64}) \d+ (\d+)/.exec(line) ?? [];
    if (hash !== undefined) {
      at = commits.get(hash) ?? { author: '', date: '' };
      commits.set(hash, at);
      lines.push([Number(number), hash]);
    } else if (line.startsWith('author ')) at.author = clipped(visible(line.slice(7)), AUTHOR_MAX);
    else if (line.startsWith('author-time ')) at.date = dayOf(Number(line.slice(12)) * 1_000);
  }
  const by = (hash: string) => `${hash.slice(0, 10)} ${commits.get(hash)?.date} ${commits.get(hash)?.author}`;
  return new Map(lines.map(([number, hash]) => [number, by(hash)]));
}

/** A commit may claim any time, even one that no calendar has. */
const dayOf = (ms: number): string => (Math.abs(ms) < 8e15 ? new Date(ms).toISOString().slice(0, 10) : '?');
