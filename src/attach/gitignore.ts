import { compileGlob, type Glob } from './glob.ts';

interface Rule {
  readonly negated: boolean;
  readonly folderOnly: boolean;
  /** True where the pattern holds for the name at any depth. */
  readonly byName: boolean;
  readonly glob: Glob;
}

/** The rules of one .gitignore, for paths relative to its folder. */
export interface IgnoreRules {
  /** Undefined where no rule speaks of the path: then an outer file decides. */
  decide(path: string, isFolder: boolean): 'ignored' | 'kept' | undefined;
}

/** Trailing spaces do not count unless escaped (gitignore(5)). By hand: a pattern would be quadratic. */
function trimSpaces(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ') end -= 1;
  let slashes = 0;
  while (slashes < end && line[end - 1 - slashes] === '\\') slashes += 1;
  return line.slice(0, slashes % 2 === 1 ? Math.min(end + 1, line.length) : end);
}

function readRule(line: string): Rule | undefined {
  let text = trimSpaces(line.endsWith('\r') ? line.slice(0, -1) : line);
  if (text === '' || text.startsWith('#')) return undefined;
  const negated = text.startsWith('!');
  if (negated) text = text.slice(1);
  const folderOnly = text.endsWith('/');
  if (folderOnly) text = text.slice(0, -1);
  const byName = !text.includes('/');
  const pattern = text.startsWith('/') ? text.slice(1) : text;
  if (pattern === '') return undefined;
  return { negated, folderOnly, byName, glob: compileGlob(pattern === '**' && byName ? '*' : pattern) };
}

/** Parses the text of a .gitignore (gitignore(5)); the last rule that fits decides. Pure. */
export function parseIgnore(text: string): IgnoreRules {
  const rules = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map(readRule)
    .filter((r) => r !== undefined)
    .toReversed();
  return {
    decide: (path, isFolder) => {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const rule = rules.find((r) => (isFolder || !r.folderOnly) && r.glob.matches(r.byName ? name : path));
      return rule && (rule.negated ? 'kept' : 'ignored');
    },
  };
}

/**
 * True where a rule takes the path out, itself or by a folder above it. For exclusions that a caller gives beside
 * its globs: they are read like the lines of one .gitignore at the root. Pure.
 */
export function excludes(rules: IgnoreRules, path: string): boolean {
  const names = path.split('/');
  return names.some(
    (_, i) => rules.decide(names.slice(0, i + 1).join('/'), i < names.length - 1) === 'ignored',
  );
}
