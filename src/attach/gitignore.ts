import { compileGlob } from './glob.ts';

/** Undefined if no rule matches the path: then an outer file decides. Paths are relative to the rules' folder. */
export type IgnoreRules = (path: string, isFolder: boolean) => 'ignored' | 'kept' | undefined;

/**
 * Trailing spaces do not count unless escaped (gitignore(5)). Written by hand: a regular expression would be
 * quadratic.
 */
function trimSpaces(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ') end -= 1;
  let slashes = 0;
  while (slashes < end && line[end - 1 - slashes] === '\\') slashes += 1;
  return line.slice(0, slashes % 2 === 1 ? Math.min(end + 1, line.length) : end);
}

function readRule(line: string): IgnoreRules | undefined {
  let text = trimSpaces(line.endsWith('\r') ? line.slice(0, -1) : line);
  if (text === '' || text.startsWith('#')) return undefined;
  const verdict = text.startsWith('!') ? 'kept' : 'ignored';
  if (verdict === 'kept') text = text.slice(1);
  const folderOnly = text.endsWith('/');
  if (folderOnly) text = text.slice(0, -1);
  // Without a slash the pattern matches the name at any depth.
  const byName = !text.includes('/');
  const pattern = text.startsWith('/') ? text.slice(1) : text;
  if (pattern === '') return undefined;
  const fits = compileGlob(pattern === '**' && byName ? '*' : pattern);
  return (path, isFolder) => {
    if (folderOnly && !isFolder) return undefined;
    return fits(byName ? path.slice(path.lastIndexOf('/') + 1) : path) ? verdict : undefined;
  };
}

/** Parses the text of a .gitignore (gitignore(5)); the last matching rule decides. Pure. */
export function parseIgnore(text: string): IgnoreRules {
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const rules = lines.map(readRule).filter((r) => r !== undefined);
  return firstVerdict(rules.toReversed());
}

/** Tries them in order; the first with a matching rule decides. Pure. */
export function firstVerdict(rules: readonly IgnoreRules[]): IgnoreRules {
  return (path, isFolder) => {
    for (const rule of rules) {
      const verdict = rule(path, isFolder);
      if (verdict) return verdict;
    }
    return undefined;
  };
}

/**
 * True if a rule excludes the path or a folder above it. For the exclusions that a caller gives with its globs: they
 * work like the lines of one .gitignore at the root. Pure.
 */
export function excludes(rules: IgnoreRules, path: string): boolean {
  const names = path.split('/');
  return names.some((_, i) => rules(names.slice(0, i + 1).join('/'), i < names.length - 1) === 'ignored');
}
