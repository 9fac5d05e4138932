import path from 'node:path';
import { AppError } from '../system/errors.ts';
import { its, say } from '../system/wording.ts';
import { compare, type DiffSpec } from './comparison.ts';
import { quoted } from './entry.ts';
import { generatedByName, generatedByShape } from './generated.ts';
import { FILE_BUDGET, humanBytes, type Gathering } from './gathering.ts';
import { openRepo, type NoRepo, type Repo } from './git.ts';
import { parseRaw, patchHeader, patchSplitter, readHunks, type ChangedFile, type Hunks } from './patch.ts';
import { readText, splitLines } from './read.ts';
import { secretName } from './secrets/names.ts';
import { scanKeyLines, scanText } from './secrets/scan.ts';
import type { Root } from './workspace.ts';

/** A diff is read up to here. Characters. */
const DIFF_READ_LIMIT = 64_000_000;

/** No program of the repository's choosing, nothing above the root, no settings of the user's that change the form. */
const FORM = [
  ...'--no-ext-diff --no-textconv --relative --ignore-submodules=dirty --submodule=short'.split(' '),
  ...'--no-color --no-indent-heuristic --find-renames -l1000 --unified=3 --inter-hunk-context=0'.split(' '),
  // Cancels diff.orderFile (git-diff(1)).
  '-O/dev/null',
  ...'--src-prefix=a/ --dst-prefix=b/ --output-indicator-new=+ --output-indicator-old=-'.split(' '),
  '--output-indicator-context= ',
];

/** A diff while it is attached. */
interface Diff {
  readonly g: Gathering;
  readonly repo: Repo;
  readonly root: Root;
}

/** Attaches a diff, one part a file. Throws where there is no repository, no such ref, or no change at all. */
export async function attachDiff(g: Gathering, spec: DiffSpec): Promise<void> {
  const diff = await checkout(g);
  const { repo, root } = diff;
  const { args, title, untracked } = await compare(repo, spec);
  const raw = await repo.run(['diff', '--raw', '-z', '--no-abbrev', ...FORM, ...args, '--']);
  if (raw.code !== 0 || raw.cut) throw diffFailed(raw.complaint);
  const changed = [...parseRaw(raw.out)].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const listed = untracked && (await repo.run(['ls-files', '-z', '--others', '--exclude-standard'])).out;
  const others = listed ? listed.split('\0').filter(Boolean).sort() : [];
  if (changed.length === 0 && others.length === 0) throw nothingChanged(spec);
  const intro =
    `--- Diff: ${title} ---\n` +
    'Each line: its number in the new file, a tab, then + for an added, - for a removed or a space for an unchanged line.';
  g.note(`The diff shows ${title}.`);
  if (root.real !== repo.top) g.note('Changes outside the workspace folder are left out of the diff.');
  if (!g.addText(intro)) return g.omit('diff', 'the text budget is used up');
  await attachChanged(diff, args, changed);
  for (const file of others) await attachUntracked(diff, file);
}

/** The checkout of the first folder of the workspace that is one. */
async function checkout(g: Gathering): Promise<Diff> {
  let worst: NoRepo = { why: 'no-repo', complaint: '' };
  for (const [i, root] of g.roots.entries()) {
    const repo = await openRepo(root.real, g.deps);
    if ('run' in repo) return { g, repo, root };
    if (i === 0 || repo.why === 'unsafe') worst = repo;
  }
  throw noCheckout(worst);
}

/** Attaches the changed files that git knows, each from its section of one patch. */
async function attachChanged(
  diff: Diff,
  args: readonly string[],
  changed: readonly ChangedFile[],
): Promise<void> {
  const { g, repo } = diff;
  const files = changed.filter((file) => passesByName(diff, file));
  if (files.length === 0) return;
  const splitter = patchSplitter(new Set(files.map(patchHeader)), FILE_BUDGET);
  const patch = await repo.run(['diff', '-p', ...FORM, ...args, '--'], splitter.push, DIFF_READ_LIMIT);
  splitter.end();
  if (patch.code !== 0 && !patch.cut) throw diffFailed(patch.complaint);
  for (const file of files) {
    const shown = quoted(file.path);
    const section = splitter.sections.get(patchHeader(file));
    if (!section) g.omit(shown, patch.cut ? 'the whole diff is too long' : 'it changed while it was read');
    else if (section.room < 0) g.omit(shown, `its diff has more than ${humanBytes(FILE_BUDGET)}: ${ADVICE}`);
    else {
      const hunks = readHunks(section.lines);
      const change = file.from === undefined ? file.change : `${file.change} from ${quoted(file.from)}`;
      if (hunks.binary) g.omit(shown, 'it is binary');
      else attachHunks(diff, file.path, change, hunks);
    }
  }
}

const ADVICE = 'name the file and a range instead';

/** False where the name alone keeps a file out; then it is listed. */
function passesByName({ g, root }: Diff, file: Omit<ChangedFile, 'change'>): boolean {
  const shown = quoted(file.path);
  const secret = secretName(path.join(root.real, file.path)) ?? secretName(file.from ?? '');
  if (secret !== undefined && !isAllowed(g, root, file.path)) g.withhold(shown, secret);
  else {
    const reason = file.submodule ? 'a submodule' : generatedByName(file.path);
    if (reason === undefined) return true;
    g.omit(shown, reason);
  }
  return false;
}

const isAllowed = (g: Gathering, root: Root, file: string): boolean =>
  g.allowed.has(path.join(root.real, file));

/** Attaches an untracked file as an addition, or lists why not. */
async function attachUntracked(diff: Diff, file: string): Promise<void> {
  const { g, root } = diff;
  const shown = quoted(file);
  if (file.endsWith('/')) return g.omit(shown, 'a repository of its own');
  if (!passesByName(diff, { path: file, from: undefined, submodule: false })) return;
  const read = await readText(g, shown, path.join(root.real, file));
  if (!read) return;
  const lines = splitLines(read.content).map((bare, i) => ({
    text: `${i + 1}\t+${bare}`,
    bare,
    name: `line ${i + 1}`,
  }));
  attachHunks(diff, file, 'added, untracked', { lines, added: lines.length, removed: 0 });
}

/** Judges a file's changed lines and attaches them, or lists why not. */
function attachHunks({ g, root }: Diff, file: string, change: string, hunks: Omit<Hunks, 'binary'>): void {
  const { lines, added, removed } = hunks;
  const shown = quoted(file);
  const bare = lines.map((l) => l.bare);
  const text = bare.join('\n');
  const shape = generatedByShape(text);
  if (shape !== undefined) return g.omit(shown, shape);
  const allowed = isAllowed(g, root, file);
  const nameOf = (index: number): string => lines[index]?.name ?? 'its diff';
  const hits = scanText(text).map((h) => `${h.kind} in ${nameOf(h.line - 1)}`);
  const key = scanKeyLines(bare);
  if (key !== undefined && hits.length === 0) hits.push(`what looks like a part of a key in ${nameOf(key)}`);
  if (hits.length > 0 && !allowed) return g.withhold(shown, hits.slice(0, 3).join(', '));
  const overridden = hits.length > 0 || (allowed && secretName(file) !== undefined);
  const header = `--- Diff of ${shown} (${change}, +${added} -${removed}) ---`;
  g.attach(
    [header, ...lines.map((l) => l.text)].join('\n'),
    { path: shown, kind: 'diff', lines: lines.length, ...(overridden ? { secretAllowed: true } : {}) },
    ADVICE,
  );
}

/** Why there is no checkout to take a diff from, and what to do instead. */
function noCheckout({ why, complaint }: NoRepo): AppError {
  if (why === 'no-git')
    return new AppError({
      kind: 'local',
      code: 'context.no-git',
      what: 'A diff needs git, and git was not found.',
      fix: say`Install git, or name the files with ${its.files} instead.`,
    });
  if (why === 'unsafe')
    return new AppError({
      kind: 'local',
      code: 'context.git-unsafe',
      what: 'The git repository here is not used, as it could give away what is not in the workspace.',
      why: `It has ${complaint}.`,
      fix: say`Name the files with ${its.files} instead, or clone the repository again.`,
    });
  if (!/dubious ownership/.test(complaint))
    return new AppError({
      kind: 'input',
      code: 'context.not-git',
      what: 'The workspace is not a git repository, so it has no diff.',
      fix: say`Name the files with ${its.files} instead.`,
    });
  return new AppError({
    kind: 'input',
    code: 'context.not-git',
    what: 'git does not trust this folder.',
    why: 'It belongs to another user.',
    fix: say`If you trust it, run \`git config --global --add safe.directory <folder>\`, or name the files with ${its.files}.`,
  });
}

function diffFailed(complaint: string): AppError {
  return new AppError({
    kind: 'local',
    code: 'context.git-failed',
    what: 'git could not make the diff.',
    ...(complaint ? { why: `It says: ${complaint.replace(/\.$/, '')}.` } : {}),
    fix: say`Run \`git diff\` in the folder to see why, or name the files with ${its.files} instead.`,
  });
}

/** A diff without a change: the question would be about nothing. */
function nothingChanged({ kind }: DiffSpec): AppError {
  const what = {
    uncommitted: 'There are no uncommitted changes.',
    staged: 'Nothing is staged.',
    base: 'There is no difference between the two.',
    range: 'There is no difference between the two.',
  }[kind];
  return new AppError({
    kind: 'input',
    code: 'context.diff-empty',
    what,
    fix: 'Name a base to compare with, such as main or HEAD~1.',
  });
}
