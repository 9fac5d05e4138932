import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../system/errors.ts';
import { takingTurns } from '../system/time.ts';
import { its, plural, say } from '../system/wording.ts';
import { compare, type DiffSpec } from './comparison.ts';
import { quoted } from './entry.ts';
import { generatedByName, generatedByShape, isGitFolder } from './generated.ts';
import { FILE_BUDGET, FILES_MAX, humanBytes, type Change, type Gathering } from './gathering.ts';
import { openRepo } from './git.ts';
import { parseRaw, patchHeader, readHunks, splitPatch, type ChangedFile, type Hunks } from './patch.ts';
import { readText, splitLines } from './read.ts';
import { secretName } from './secrets/names.ts';
import { describeHits, scanKeyLines, scanText } from './secrets/scan.ts';
import { isInside, REFUSALS, relativePath, type Root } from './workspace.ts';

/** No program that the repository names, nothing above the root, no user settings that change the format. */
const FORM = [
  ...'--no-ext-diff --no-textconv --relative --ignore-submodules=dirty --submodule=short'.split(' '),
  ...'--no-color --no-indent-heuristic --find-renames -l1000 --unified=3 --inter-hunk-context=0'.split(' '),
  // Cancels diff.orderFile (git-diff(1)).
  '-O/dev/null',
  ...'--src-prefix=a/ --dst-prefix=b/ --output-indicator-new=+ --output-indicator-old=-'.split(' '),
  '--output-indicator-context= ',
];

/** What git compares. */
export type Compared = Awaited<ReturnType<typeof compare>>;
/** The checkout that a diff is made in; and a diff while it is attached. */
export type Checkout = Awaited<ReturnType<typeof checkout>>;
type Diff = Checkout & Pick<Change, 'files'>;

/** Attaches a diff, one part per file. Throws if there is no repository, no such ref, or no change. */
export async function attachDiff(g: Gathering, spec: DiffSpec): Promise<void> {
  const at = await checkout(g);
  await attachCompared(at, spec, await compare(at.repo, spec));
}

/**
 * Attaches what git finds between two sides, of `only` these paths if it names any, and of no more than `most` files.
 * `refusal` says why a file is left out beyond what holds for every diff.
 */
export async function attachCompared(
  { g, repo, root }: Checkout,
  spec: DiffSpec,
  { args, title, untracked }: Compared,
  only: readonly string[] = [],
  most = FILES_MAX,
  refusal: (file: ChangedFile) => Promise<string | undefined> = async () => undefined,
): Promise<void> {
  const form = ['--raw', '-z', '--no-abbrev', '--patch', ...FORM];
  const all = await repo.run(['diff', ...form, ...args, '--', ...only]);
  if (all.code !== 0 && !all.cut)
    throw new AppError({
      kind: 'local',
      code: 'context.git-failed',
      what: 'git could not create the diff.',
      why: all.complaint && `git says: ${all.complaint.replace(/\.$/, '')}.`,
      fix: say`Run \`git diff\` in the folder to see why, or name the files with ${its.files} instead.`,
    });
  const { changed: told, patch } = parseRaw(all.out);
  // git lists a file in conflict twice: first as unmerged, then with its real state.
  const changed = [...new Map(told.map((file) => [file.path, file])).values()];
  const listed =
    untracked && (await repo.run(['ls-files', '-z', '--others', '--exclude-standard', '--', ...only])).out;
  const others = listed ? listed.split('\0').filter(Boolean) : [];
  if (changed.length === 0 && others.length === 0) throw nothingChanged(spec);
  const intro =
    `--- Diff: ${title} ---\n` +
    'Each line: its number in the new file, a tab, then + for an added, - for a removed or a space for an unchanged line.';
  g.note(`The diff shows ${title}.`);
  if (root.real !== repo.top) g.note('Changes outside the workspace folder are left out of the diff.');
  if (!g.addText(intro)) return g.omit('diff', 'the text budget is used up');
  const [first, to] = args;
  const { files, renamed } = g.begin(root, first === '--cached' ? ':' : to && `${to}:`);
  const diff: Diff = { g, repo, root, files };
  const inside: ChangedFile[] = [];
  for (const { path: name, from, change } of changed)
    if (from !== undefined && change === 'renamed') renamed.set(from, name);
  for (const file of changed.slice(0, most)) {
    const reason = (await staysInside(file, root)) ? await refusal(file) : REFUSALS.outside;
    if (reason === undefined) inside.push(file);
    else g.omit(quoted(file.path), reason);
  }
  await attachChanged(diff, inside, patch, all.cut);
  const rest = [...changed.map((file) => file.path), ...others].slice(most);
  for (const file of others.slice(0, Math.max(0, most - changed.length))) await attachUntracked(diff, file);
  if (rest.length === 0) return;
  for (const file of rest) files.set(file, []);
  g.omit(plural(rest.length, 'more file'), `only the first ${most} of a diff are examined`);
}

/**
 * False if a name leads out of the workspace or into a git folder. git trusts the index (a planted one can name any
 * path) and reads a file that seems unchanged from disk, even through links.
 */
async function staysInside({ path: name, from = name }: ChangedFile, root: Root): Promise<boolean> {
  for (const file of new Set([name, from])) {
    const folder = path.dirname(path.join(root.real, file));
    const real = await realpath(folder).catch(() => folder);
    const inGit = `${file}/${relativePath(real, root)}`.split(/[\\/]/).some(isGitFolder);
    if (inGit || !isInside(folder, root.real) || !isInside(real, root.real)) return false;
  }
  return true;
}

/** The checkout of the first workspace folder that has one. Throws if there is none that may be used. */
export async function checkout(g: Gathering) {
  const refused: AppError[] = [];
  for (const root of g.roots) {
    const repo = await openRepo(root.real, g.deps);
    if (!(repo instanceof AppError)) return { g, repo, root };
    refused.push(repo);
  }
  throw refused.find((error) => error.code === 'context.git-unsafe') ?? refused[0];
}

/** Attaches the changed tracked files, each from its section of the patch. */
async function attachChanged(
  diff: Diff,
  changed: readonly ChangedFile[],
  patch: string,
  cut: boolean,
): Promise<void> {
  const { g } = diff;
  const files = changed.filter((file) => passesByName(diff, file));
  const sections = splitPatch(patch, new Set(files.map(patchHeader)));
  // The last section is then incomplete.
  if (cut) sections.delete([...sections.keys()].at(-1) ?? '');
  const turn = takingTurns(g.deps.signal);
  for (const file of files) {
    const pause = turn();
    if (pause) await pause;
    const shown = quoted(file.path);
    const section = sections.get(patchHeader(file));
    const hunks =
      section === undefined || section.length > FILE_BUDGET ? undefined : readHunks(splitLines(section));
    if (section === undefined)
      g.omit(shown, cut ? 'the whole diff is too long' : 'it changed while it was read');
    else if (!hunks) g.omit(shown, `its diff has more than ${humanBytes(FILE_BUDGET)}: ${ADVICE}`);
    else if (hunks.binary) g.omit(shown, 'it is binary');
    else await attachHunks(diff, file, hunks);
  }
}

const ADVICE = 'name the file and a range instead';

/** Notes a changed file; false if the name alone excludes it, then it is listed. */
function passesByName({ g, root, files }: Diff, file: ChangedFile): boolean {
  files.set(file.path, []);
  const shown = quoted(file.path);
  const real = path.join(root.real, file.path);
  if (g.holdsBack(shown, real, secretName(real) ?? secretName(file.from ?? ''))) return false;
  const reason = file.submodule ? 'a submodule' : generatedByName(file.path);
  if (reason !== undefined) g.omit(shown, reason);
  return reason === undefined;
}

/** Attaches an untracked file as an addition, or lists why not. */
async function attachUntracked(diff: Diff, name: string): Promise<void> {
  const { g, root } = diff;
  const shown = quoted(name);
  if (name.endsWith('/')) return g.omit(shown, 'a separate repository');
  const file: ChangedFile = { path: name, from: undefined, change: 'added, untracked', submodule: false };
  const read = passesByName(diff, file) && (await readText(g, shown, path.join(root.real, name)));
  if (!read) return;
  const lines = splitLines(read.content).map((line) => `+${line}`);
  await attachHunks(diff, file, readHunks(lines, 1));
}

/** Judges a file's changed lines and attaches them, or lists why not. */
async function attachHunks(
  { g, root, files }: Diff,
  file: ChangedFile,
  { lines, added, removed }: Hunks,
): Promise<void> {
  const shown = quoted(file.path);
  const real = path.join(root.real, file.path);
  const bare = lines.map((l) => l.bare);
  const text = bare.join('\n');
  const shape = generatedByShape(text);
  if (shape !== undefined) return g.omit(shown, shape);
  const hits = await scanText(text, g.deps.signal);
  const nameOf = (line: number): string => lines[line - 1]?.name ?? 'its diff';
  const secrets = describeHits(hits.length > 0 ? hits : scanKeyLines(bare), nameOf);
  if (g.holdsBack(shown, real, secrets)) return;
  const change = file.from === undefined ? file.change : `${file.change} from ${quoted(file.from)}`;
  const header = `--- Diff of ${shown} (${change}, +${added} -${removed}) ---`;
  const texts = lines.map((l) => l.text);
  const about = { path: shown, kind: 'diff', lines: lines.length } as const;
  if (g.attach(real, [header, ...texts].join('\n'), about, ADVICE)) files.set(file.path, texts);
}

/** The error for a diff without changes. */
function nothingChanged({ kind }: DiffSpec): AppError {
  const what = {
    uncommitted: 'There are no uncommitted changes.',
    staged: 'Nothing is staged.',
    unstaged: 'There are no unstaged changes.',
    refs: 'There is no difference between the two.',
  }[kind];
  return new AppError({
    kind: 'input',
    code: 'context.diff-empty',
    what,
    fix: 'Name a base to compare with, such as main or HEAD~1.',
  });
}
