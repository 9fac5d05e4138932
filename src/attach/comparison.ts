import { AppError } from '../system/errors.ts';
import { quoted } from './entry.ts';
import type { Repo } from './git.ts';

/** What a diff compares. A ref is a name from a caller: checked here, and resolved to a commit before use. */
export type DiffSpec =
  /** Work tree against HEAD, or index against HEAD, or work tree against index; with a work tree untracked files too. */
  | { readonly kind: 'uncommitted' | 'staged' | 'unstaged' }
  /** `from`, or with `merge` the merge base of both, against `to`; without `to` against the work tree on HEAD. */
  | { readonly kind: 'refs'; readonly from: string; readonly to?: string; readonly merge: boolean };

const REF_MAX = 250;
/** No leading dash or caret, no colon (it names a file in a commit), no white space, no shell or glob characters. */
const REF = /^[\p{L}\p{N}_@][\p{L}\p{N}_@{}~^+#%=,./-]*$/u;

/** Parses `diff`. Throws an input error that names the accepted forms. Pure. */
export function parseDiff(text: string): DiffSpec {
  const spec = text.trim();
  if (spec === 'uncommitted' || spec === 'staged' || spec === 'unstaged') return { kind: spec };
  const ref = (name: string): string => {
    if (name.length <= REF_MAX && REF.test(name) && !name.includes('..') && !name.endsWith('.lock'))
      return name;
    throw new AppError({
      kind: 'input',
      code: 'context.diff-ref',
      what: `${quoted(spec.slice(0, REF_MAX))} is not a valid diff.`,
      why: 'Valid are "uncommitted", "staged", "unstaged", a branch, tag or commit to compare with, or a range such as main..feature.',
      fix: 'Name one of these.',
    });
  };
  const range = /^(.*?)(\.{2,3})(.*)$/s.exec(spec);
  if (!range) return { kind: 'refs', from: ref(spec), merge: true };
  const [, from = '', dots = '', to = ''] = range;
  // `..` alone would compare HEAD with itself.
  const end = (name: string): string => (name === '' && from !== to ? 'HEAD' : ref(name));
  return { kind: 'refs', from: end(from), to: end(to), merge: dots === '...' };
}

/** The hash that a command prints, if it prints one. */
async function hashFrom(repo: Repo, args: readonly string[]): Promise<string | undefined> {
  const { code, out } = await repo.run(args);
  const hash = out.trim();
  return code === 0 && /^[0-9a-f]{40,64}$/.test(hash) ? hash : undefined;
}

/** The commit that a name stands for. Throws an input error that lists the branches. */
export async function resolveRef(repo: Repo, name: string): Promise<string> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
  const hash = await hashFrom(repo, args);
  if (hash !== undefined) return hash;
  const refs = ['for-each-ref', '--count=12', '--sort=-committerdate', '--format=%(refname:short)'];
  const known = (await repo.run([...refs, 'refs/heads', 'refs/remotes'])).out.split(/\r?\n/).filter(Boolean);
  throw new AppError({
    kind: 'input',
    code: 'context.diff-ref',
    what: `There is no branch, tag or commit "${quoted(name)}" here.`,
    why:
      known.length > 0
        ? `Branches here: ${known.map(quoted).join(', ')}.`
        : 'The repository has no commits yet.',
    fix: 'Name one of these, or use "uncommitted", "staged" or "unstaged".',
  });
}

/**
 * git's arguments for a diff, with commits in place of names; its title for the model and the result (`uncommitted
 * changes against HEAD (1a2b3c4)`); and whether untracked files belong to it. Throws an input error that lists the
 * existing branches.
 */
export async function compare(repo: Repo, spec: DiffSpec) {
  const short = (hash: string): string => hash.slice(0, 10);
  // In a conflict the index has three versions of a file: compare with ours, the version being worked on.
  if (spec.kind === 'unstaged')
    return { args: ['--ours'], title: 'unstaged changes against the index', untracked: true };
  if (spec.kind !== 'refs') {
    const head = await hashFrom(repo, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
    const against = head === undefined ? 'nothing (no commit yet)' : `HEAD (${short(head)})`;
    // The empty tree, which has another hash in a SHA-256 repository.
    const hash = head ?? (await hashFrom(repo, ['hash-object', '-t', 'tree', '--stdin'])) ?? '';
    const staged = spec.kind === 'staged';
    const title = `${spec.kind} changes against ${against}`;
    return { args: staged ? ['--cached', hash] : [hash], title, untracked: !staged };
  }
  const { from, to = 'HEAD', merge } = spec;
  const names = `${from} and ${to}`;
  const [first, end] = [await resolveRef(repo, from), await resolveRef(repo, to)];
  const start = merge ? await hashFrom(repo, ['merge-base', first, end]) : first;
  if (start === undefined)
    throw new AppError({
      kind: 'input',
      code: 'context.diff-ref',
      what: `${names} have no common commit here.`,
      why: 'Their histories are unrelated, or this clone is shallow.',
      fix: 'Run `git fetch --unshallow`, or give both ends: `a..b`.',
    });
  const base = merge ? `the merge base ${short(start)} of ${names}` : `${from} (${short(start)})`;
  return spec.to === undefined
    ? { args: [start], title: `changes since ${base}, uncommitted ones included`, untracked: true }
    : { args: [start, end], title: `changes from ${base} to ${to} (${short(end)})`, untracked: false };
}
