import { AppError } from '../system/errors.ts';
import { quoted } from './entry.ts';
import type { Repo } from './git.ts';

/** What a diff compares. A ref is a name from a caller: checked here, resolved to a commit before it is used. */
export type DiffSpec =
  /** Work tree against HEAD, untracked files too. */
  | { readonly kind: 'uncommitted' }
  /** Index against HEAD. */
  | { readonly kind: 'staged' }
  /** Work tree against the merge base of `base` and HEAD, untracked files too. */
  | { readonly kind: 'base'; readonly base: string }
  /** Commit against commit; with `merge` against their merge base, as in `a...b`. */
  | { readonly kind: 'range'; readonly from: string; readonly to: string; readonly merge: boolean };

/** What is compared, with commits in place of names. */
export interface Comparison {
  readonly args: readonly string[];
  /** For the model and for the result: `uncommitted changes against HEAD (1a2b3c4)`. */
  readonly title: string;
  readonly untracked: boolean;
}

const REF_MAX = 250;
/** No leading dash or caret, no colon (that names a file in a commit), no white space, nothing a shell or a glob knows. */
const REF = /^[\p{L}\p{N}_@][\p{L}\p{N}_@{}~^+#%=,./-]*$/u;

function ref(text: string, whole: string): string {
  if (text.length <= REF_MAX && REF.test(text) && !text.includes('..') && !text.endsWith('.lock'))
    return text;
  throw new AppError({
    kind: 'input',
    code: 'context.diff-ref',
    what: `${quoted(whole.slice(0, REF_MAX))} cannot be read as a diff.`,
    why: 'It is "uncommitted", "staged", a branch, tag or commit to compare with, or a range such as main..feature.',
    fix: 'Name one of these and call again.',
  });
}

/** Parses `diff`. Throws an input error that names the accepted forms. Pure. */
export function parseDiff(text: string): DiffSpec {
  const spec = text.trim();
  if (spec === 'uncommitted' || spec === 'staged') return { kind: spec };
  const range = /^(.*?)(\.{2,3})(.*)$/s.exec(spec);
  if (!range) return { kind: 'base', base: ref(spec, spec) };
  const [, from = '', dots = '', to = ''] = range;
  // `..` alone would compare HEAD with itself.
  if (from === '' && to === '') ref('', spec);
  const end = (name: string): string => (name === '' ? 'HEAD' : ref(name, spec));
  return { kind: 'range', from: end(from), to: end(to), merge: dots === '...' };
}

/** The hash that a command prints, if it prints one. */
async function hashFrom(repo: Repo, args: readonly string[]): Promise<string | undefined> {
  const { code, out } = await repo.run(args);
  const hash = out.trim();
  return code === 0 && /^[0-9a-f]{40,64}$/.test(hash) ? hash : undefined;
}

async function resolveRef(repo: Repo, name: string): Promise<string> {
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
    fix: 'Name one of these, or use "uncommitted" or "staged".',
  });
}

async function mergeBase(repo: Repo, from: string, to: string, names: string): Promise<string> {
  const hash = await hashFrom(repo, ['merge-base', from, to]);
  if (hash !== undefined) return hash;
  throw new AppError({
    kind: 'input',
    code: 'context.diff-ref',
    what: `${names} have no common commit here.`,
    why: 'Their histories are unrelated, or this is a shallow clone.',
    fix: 'Run `git fetch --unshallow`, or give both ends: `a..b`.',
  });
}

/** Resolves the names of a diff to commits. Throws an input error that lists the branches there are. */
export async function compare(repo: Repo, spec: DiffSpec): Promise<Comparison> {
  const short = (hash: string): string => hash.slice(0, 10);
  if (spec.kind === 'uncommitted' || spec.kind === 'staged') {
    const head = await hashFrom(repo, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
    const against = head === undefined ? 'nothing, as there is no commit yet' : `HEAD (${short(head)})`;
    // The empty tree, which has another hash in a SHA-256 repository.
    const hash = head ?? (await hashFrom(repo, ['hash-object', '-t', 'tree', '--stdin'])) ?? '';
    const staged = spec.kind === 'staged';
    const title = `${spec.kind} changes against ${against}`;
    return { args: staged ? ['--cached', hash] : [hash], title, untracked: !staged };
  }
  if (spec.kind === 'base') {
    const base = await resolveRef(repo, spec.base);
    const common = await mergeBase(repo, base, await resolveRef(repo, 'HEAD'), `${spec.base} and HEAD`);
    const title = `changes since the merge base ${short(common)} of ${spec.base} and HEAD, uncommitted ones included`;
    return { args: [common], title, untracked: true };
  }
  const [from, to] = [await resolveRef(repo, spec.from), await resolveRef(repo, spec.to)];
  const names = `${spec.from} and ${spec.to}`;
  const start = spec.merge ? await mergeBase(repo, from, to, names) : from;
  const first = spec.merge ? `the merge base ${short(start)} of ${names}` : `${spec.from} (${short(from)})`;
  return { args: [start, to], title: `changes from ${first} to ${spec.to} (${short(to)})`, untracked: false };
}
