/** One piece of a path segment's pattern. A set is kept as a predicate. */
type Piece =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'one' }
  | { readonly kind: 'many' }
  | { readonly kind: 'set'; readonly has: (char: string) => boolean };

type Segment = readonly Piece[] | '**';

/** A compiled pattern. Matching takes time in proportion to pattern × path: there is no backtracking to blow up. */
export interface Glob {
  matches(path: string): boolean;
}

const POSIX: Readonly<Record<string, RegExp>> = {
  alpha: /^[A-Za-z]$/,
  digit: /^[0-9]$/,
  alnum: /^[A-Za-z0-9]$/,
  upper: /^[A-Z]$/,
  lower: /^[a-z]$/,
  space: /^\s$/,
  punct: /^[!-/:-@[-`{-~]$/,
  xdigit: /^[0-9A-Fa-f]$/,
};

/** Reads `[a-z]`, `[!a]`, `[[:digit:]]` from `chars[at]` on; undefined where it is never closed. */
function readSet(
  chars: readonly string[],
  at: number,
): { readonly piece: Piece; readonly next: number } | undefined {
  let i = at + 1;
  const negated = chars[i] === '!' || chars[i] === '^';
  if (negated) i += 1;
  const tests: ((c: string) => boolean)[] = [];
  for (let first = true; ; first = false) {
    const char = chars[i];
    if (char === undefined) return undefined;
    if (char === ']' && !first) break;
    if (char === '[' && chars[i + 1] === ':') {
      const end = chars.indexOf(':', i + 2);
      const name = end === -1 ? undefined : chars.slice(i + 2, end).join('');
      const known = name === undefined ? undefined : POSIX[name];
      if (known && chars[end + 1] === ']') {
        tests.push((c) => known.test(c));
        i = end + 2;
        continue;
      }
    }
    const low = char === '\\' ? chars[i + 1] : char;
    if (low === undefined) return undefined;
    i += char === '\\' ? 2 : 1;
    if (chars[i] === '-' && chars[i + 1] !== undefined && chars[i + 1] !== ']') {
      const escaped = chars[i + 1] === '\\';
      const high = chars[i + (escaped ? 2 : 1)];
      if (high === undefined) return undefined;
      i += escaped ? 3 : 2;
      tests.push((c) => c >= low && c <= high);
    } else tests.push((c) => c === low);
  }
  return {
    piece: { kind: 'set', has: (c) => c !== '/' && tests.some((t) => t(c)) !== negated },
    next: i + 1,
  };
}

function compileSegment(text: string): readonly Piece[] | undefined {
  const chars = Array.from(text);
  const pieces: Piece[] = [];
  for (let i = 0; i < chars.length; i += 1) {
    const char = chars[i] ?? '';
    if (char === '*') {
      if (pieces.at(-1)?.kind !== 'many') pieces.push({ kind: 'many' });
    } else if (char === '?') pieces.push({ kind: 'one' });
    else if (char === '[') {
      const set = readSet(chars, i);
      if (!set) return undefined;
      pieces.push(set.piece);
      i = set.next - 1;
    } else if (char === '\\') {
      i += 1;
      const next = chars[i];
      // git: a pattern that ends in a lone backslash matches nothing.
      if (next === undefined) return undefined;
      pieces.push({ kind: 'char', char: next });
    } else pieces.push({ kind: 'char', char });
  }
  return pieces;
}

/** Wildcard matching with one remembered star: linear in space, quadratic at worst in time. */
function matchWild<P, T>(
  pattern: readonly P[],
  items: readonly T[],
  isStar: (p: P) => boolean,
  fits: (p: P, t: T) => boolean,
): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < items.length) {
    const piece = pattern[p];
    const item = items[t] as T;
    if (p < pattern.length && isStar(piece as P)) {
      star = p;
      mark = t;
      p += 1;
    } else if (p < pattern.length && fits(piece as P, item)) {
      p += 1;
      t += 1;
    } else if (star !== -1) {
      p = star + 1;
      mark += 1;
      t = mark;
    } else return false;
  }
  while (p < pattern.length && isStar(pattern[p] as P)) p += 1;
  return p === pattern.length;
}

function fitsChar(piece: Piece, char: string): boolean {
  if (piece.kind === 'char') return piece.char === char;
  return piece.kind === 'one' || (piece.kind === 'set' && piece.has(char));
}

function matchSegment(pieces: readonly Piece[], name: string): boolean {
  return matchWild(pieces, Array.from(name), (p) => p.kind === 'many', fitsChar);
}

/**
 * Compiles a pattern over `/`-separated paths: `*`, `?`, `[set]`, `\` as an escape, `**` as any number of folders, the
 * way .gitignore reads them (gitignore(5)). A set that is never closed matches nothing, as in git. Pure.
 */
export function compileGlob(pattern: string): Glob {
  const segments: Segment[] = [];
  for (const text of pattern.split('/')) {
    if (text === '**') {
      if (segments.at(-1) !== '**') segments.push('**');
      continue;
    }
    const pieces = compileSegment(text);
    if (!pieces) return { matches: () => false };
    segments.push(pieces);
  }
  // `a/**` means everything below a, not a itself.
  if (segments.at(-1) === '**') segments.push([{ kind: 'many' }]);
  return {
    matches: (path) =>
      matchWild(
        segments,
        path.split('/'),
        (s) => s === '**',
        (s, name) => s !== '**' && matchSegment(s, name),
      ),
  };
}

/** More alternatives than this in one pattern are a mistake. */
const BRACES_MAX = 256;

/** `a{b,c}` → `ab`, `ac`; nested too. Without a comma or an end a brace is itself. Pure. */
export function expandBraces(pattern: string): readonly string[] {
  const done: string[] = [];
  const todo = [pattern];
  while (todo.length > 0 && done.length + todo.length <= BRACES_MAX) {
    const next = todo.shift() ?? '';
    const group = firstBraces(next);
    if (group) todo.unshift(...group.options.map((o) => group.before + o + group.after));
    else done.push(next);
  }
  return done;
}

function firstBraces(
  text: string,
): { readonly before: string; readonly options: readonly string[]; readonly after: string } | undefined {
  for (let open = 0; open < text.length; open += 1) {
    if (text[open] === '\\') {
      open += 1;
      continue;
    }
    if (text[open] !== '{') continue;
    let depth = 0;
    let from = open + 1;
    const options: string[] = [];
    for (let i = open; i < text.length; i += 1) {
      const char = text[i];
      if (char === '\\') i += 1;
      else if (char === '{') depth += 1;
      else if (char === ',' && depth === 1) {
        options.push(text.slice(from, i));
        from = i + 1;
      } else if (char === '}' && --depth === 0) {
        if (options.length === 0) break;
        return {
          before: text.slice(0, open),
          options: [...options, text.slice(from, i)],
          after: text.slice(i + 1),
        };
      }
    }
  }
  return undefined;
}

/** True where the text has a character that means something in a pattern. */
export function hasWildcard(text: string): boolean {
  return /[*?[{]/.test(text);
}
