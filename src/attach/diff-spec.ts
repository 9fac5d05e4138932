import { AppError } from '../system/errors.ts';
import { quoted } from './entry.ts';

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
  return {
    kind: 'range',
    from: from === '' ? 'HEAD' : ref(from, spec),
    to: to === '' ? 'HEAD' : ref(to, spec),
    merge: dots === '...',
  };
}
