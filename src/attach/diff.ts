import type { Collection, Gathering } from './collect.ts';
import { compare } from './comparison.ts';
import type { Root } from './confine.ts';
import { diffFailed, noCheckout, nothingChanged } from './diff-errors.ts';
import { attachSection, attachUntracked, judgeName } from './diff-file.ts';
import { parseRaw, patchHeader, patchSplitter } from './diff-parse.ts';
import type { DiffSpec } from './diff-spec.ts';
import { openRepo, type GitDeps, type Repo } from './git.ts';
import { DIFF_READ_LIMIT, FILE_BUDGET } from './limits.ts';

/** The checkout of the first folder of the workspace that is one. */
async function checkout(g: Gathering): Promise<{ readonly repo: Repo; readonly root: Root }> {
  const deps: GitDeps = { env: g.env, platform: g.platform, ...(g.signal ? { signal: g.signal } : {}) };
  let worst: { readonly why: string; readonly complaint: string } | undefined;
  for (const root of g.roots) {
    const answer = await openRepo(root.real, deps);
    if (answer.kind === 'repo') return { repo: answer.repo, root };
    if (worst === undefined || answer.why === 'unsafe') worst = answer;
  }
  throw noCheckout(worst?.why ?? 'no-repo', worst?.complaint ?? '');
}

/** No program of the repository's choosing, no settings of the user's that change the form, nothing above the root. */
const FORM = [
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--no-indent-heuristic',
  '--ignore-submodules=dirty',
  '--submodule=short',
  '--find-renames',
  '-l1000',
  '--relative',
  // Cancels diff.orderFile (git-diff(1)).
  '-O/dev/null',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--unified=3',
  '--inter-hunk-context=0',
  '--output-indicator-new=+',
  '--output-indicator-old=-',
  '--output-indicator-context= ',
];

/** Attaches a diff, one part a file. Throws where there is no repository, no such ref, or no change at all. */
export async function attachDiff(g: Gathering, c: Collection, spec: DiffSpec): Promise<void> {
  const { repo, root } = await checkout(g);
  const comparison = await compare(repo, spec);
  const raw = await repo.run(['diff', '--raw', '-z', '--no-abbrev', ...FORM, ...comparison.args, '--']);
  if (raw.code !== 0 || raw.cut) throw diffFailed(raw.complaint);
  const changed = [...parseRaw(raw.out)].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const others = comparison.untracked
    ? (await repo.run(['ls-files', '-z', '--others', '--exclude-standard'])).out
        .split('\0')
        .filter(Boolean)
        .sort()
    : [];
  if (changed.length === 0 && others.length === 0) throw nothingChanged(spec);
  const intro =
    `--- Diff: ${comparison.title} ---\n` +
    'Each line: its number in the new file, a tab, then + for an added, - for a removed or a space for an unchanged line.';
  c.notes.push(`The diff shows ${comparison.title}.`);
  if (root.real !== repo.top) c.notes.push('Changes outside the workspace folder are left out of the diff.');
  if (!g.budget.take(intro)) return void c.omitted.push({ path: 'diff', reason: 'the budget is used up' });
  c.parts.push({ type: 'input_text', text: intro });

  const files = changed.filter((f) => judgeName(g, c, root, f));
  if (files.length > 0) {
    const splitter = patchSplitter(new Set(files.map(patchHeader)), FILE_BUDGET);
    const patch = await repo.run(
      ['diff', '-p', ...FORM, ...comparison.args, '--'],
      splitter.push,
      DIFF_READ_LIMIT,
    );
    splitter.end();
    if (patch.code !== 0 && !patch.cut) throw diffFailed(patch.complaint);
    for (const file of files)
      attachSection(g, c, root, file, splitter.sections.get(patchHeader(file)), patch.cut);
  }
  for (const file of others) await attachUntracked(g, c, root, file);
}
