import { AppError } from '../system/errors.ts';
import type { DiffSpec } from './diff-spec.ts';
import { quoted } from './entry.ts';
import type { Repo } from './git.ts';

/** What is compared, with commits in place of names. */
export interface Comparison {
  readonly args: readonly string[];
  /** For the model and for the result: `uncommitted changes against HEAD (1a2b3c4)`. */
  readonly title: string;
  readonly untracked: boolean;
}

async function resolveRef(repo: Repo, name: string): Promise<string> {
  const found = await repo.run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
  const hash = found.out.trim();
  if (found.code === 0 && /^[0-9a-f]{40,64}$/.test(hash)) return hash;
  const refs = ['for-each-ref', '--count=12', '--sort=-committerdate', '--format=%(refname:short)'];
  const known = (await repo.run([...refs, 'refs/heads', 'refs/remotes'])).out.split(/\r?\n/).filter(Boolean);
  throw new AppError({
    kind: 'input',
    code: 'context.diff-ref',
    what: `There is no branch, tag or commit "${quoted(name)}" here.`,
    why:
      known.length > 0 ? `There are ${known.map(quoted).join(', ')}.` : 'The repository has no commits yet.',
    fix: 'Name one of these, or use "uncommitted" or "staged".',
  });
}

async function mergeBase(repo: Repo, from: string, to: string, names: string): Promise<string> {
  const found = await repo.run(['merge-base', from, to]);
  const hash = found.out.trim();
  if (found.code === 0 && /^[0-9a-f]{40,64}$/.test(hash)) return hash;
  throw new AppError({
    kind: 'input',
    code: 'context.diff-ref',
    what: `${names} have no common commit here.`,
    why: 'Their histories are unrelated, or this is a shallow clone.',
    fix: 'Run `git fetch --unshallow`, or give both ends: `a..b`.',
  });
}

const short = (hash: string): string => hash.slice(0, 10);

/** Resolves the names of a diff to commits. Throws an input error that lists the branches there are. */
export async function compare(repo: Repo, spec: DiffSpec): Promise<Comparison> {
  if (spec.kind === 'uncommitted' || spec.kind === 'staged') {
    const head = await repo.run(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
    const hash = head.code === 0 ? head.out.trim() : await emptyTree(repo);
    const against = head.code === 0 ? `HEAD (${short(hash)})` : 'nothing, as there is no commit yet';
    return spec.kind === 'staged'
      ? { args: ['--cached', hash], title: `staged changes against ${against}`, untracked: false }
      : { args: [hash], title: `uncommitted changes against ${against}`, untracked: true };
  }
  if (spec.kind === 'base') {
    const base = await resolveRef(repo, spec.base);
    const common = await mergeBase(repo, base, await resolveRef(repo, 'HEAD'), `${spec.base} and HEAD`);
    const title = `changes since the merge base ${short(common)} of ${spec.base} and HEAD, uncommitted ones included`;
    return { args: [common], title, untracked: true };
  }
  const [from, to] = [await resolveRef(repo, spec.from), await resolveRef(repo, spec.to)];
  if (!spec.merge) {
    const title = `changes from ${spec.from} (${short(from)}) to ${spec.to} (${short(to)})`;
    return { args: [from, to], title, untracked: false };
  }
  const common = await mergeBase(repo, from, to, `${spec.from} and ${spec.to}`);
  const title = `changes from the merge base ${short(common)} of ${spec.from} and ${spec.to} to ${spec.to} (${short(to)})`;
  return { args: [common, to], title, untracked: false };
}

/** The hash of a tree without files differs between SHA-1 and SHA-256 repositories. */
async function emptyTree(repo: Repo): Promise<string> {
  return (await repo.run(['hash-object', '-t', 'tree', '--stdin'])).out.trim();
}
