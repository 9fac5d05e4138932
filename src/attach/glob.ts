/** Within a segment: any characters. Between segments: any folders. */
const STAR = '*';
/** One element of a pattern over characters or segments: a star, or a test for exactly one of them. */
type Place = typeof STAR | ((item: string) => boolean);

const POSIX = new Map([
  ['alpha', /^[A-Za-z]$/],
  ['digit', /^[0-9]$/],
  ['alnum', /^[A-Za-z0-9]$/],
  ['upper', /^[A-Z]$/],
  ['lower', /^[a-z]$/],
  ['space', /^\s$/],
  ['punct', /^[!-/:-@[-`{-~]$/],
  ['xdigit', /^[0-9A-Fa-f]$/],
]);

/** Reads `[a-z]`, `[!a]`, `[[:digit:]]` from `chars[at]` on; undefined if it is never closed. */
function readSet(
  chars: readonly string[],
  at: number,
): { readonly fits: (char: string) => boolean; readonly next: number } | undefined {
  let i = at + 1;
  const negated = chars[i] === '!' || chars[i] === '^';
  if (negated) i += 1;
  /** One character, escaped or not. */
  const take = (): string | undefined => {
    if (chars[i] === '\\') i += 1;
    i += 1;
    return chars[i - 1];
  };
  const tests: ((c: string) => boolean)[] = [];
  for (const start = i; chars[i] !== ']' || i === start; ) {
    const name = /^\[:([a-z]+):\]/.exec(chars.slice(i, i + 12).join(''))?.[1] ?? '';
    const known = POSIX.get(name);
    if (known) {
      tests.push((c) => known.test(c));
      i += name.length + 4;
      continue;
    }
    const low = take();
    const ranged = chars[i] === '-' && chars[i + 1] !== undefined && chars[i + 1] !== ']';
    if (ranged) i += 1;
    const high = ranged ? take() : low;
    if (low === undefined || high === undefined) return undefined;
    tests.push((c) => c >= low && c <= high);
  }
  return { fits: (c) => tests.some((t) => t(c)) !== negated, next: i + 1 };
}

/** Undefined for a pattern that matches nothing. */
function compileSegment(text: string): readonly Place[] | undefined {
  const chars = Array.from(text);
  const pattern: Place[] = [];
  for (let i = 0; i < chars.length; i += 1) {
    const char = chars[i];
    if (char === '*') {
      if (pattern.at(-1) !== STAR) pattern.push(STAR);
    } else if (char === '?') pattern.push(() => true);
    else if (char === '[') {
      const set = readSet(chars, i);
      if (!set) return undefined;
      pattern.push(set.fits);
      i = set.next - 1;
    } else {
      if (char === '\\') i += 1;
      const wanted = chars[i];
      // git: a pattern that ends in a lone backslash matches nothing.
      if (wanted === undefined) return undefined;
      pattern.push((c) => c === wanted);
    }
  }
  return pattern;
}

/** Wildcard matching that remembers one star: linear space, at worst quadratic time. */
function fitsAll(pattern: readonly Place[], items: readonly string[]): boolean {
  let p = 0;
  let t = 0;
  let star = -1;
  let mark = 0;
  while (t < items.length) {
    const place = pattern[p];
    if (place === STAR) {
      star = p;
      mark = t;
      p += 1;
    } else if (place?.(items[t] ?? '')) {
      p += 1;
      t += 1;
    } else if (star !== -1) {
      p = star + 1;
      mark += 1;
      t = mark;
    } else return false;
  }
  return pattern.slice(p).every((place) => place === STAR);
}

/**
 * Compiles a pattern over `/`-separated paths: `*`, `?`, `[set]`, `\` as an escape, `**` as any number of folders,
 * the way .gitignore reads them (gitignore(5)). A set that is never closed matches nothing, as in git. Written by
 * hand, because picomatch blocks the event loop on `*a`×10+`b` against 40 a's; this code does not backtrack. Pure.
 */
export function compileGlob(pattern: string): (path: string) => boolean {
  const segments: Place[] = [];
  for (const text of pattern.split('/')) {
    if (text === '**') {
      if (segments.at(-1) !== STAR) segments.push(STAR);
      continue;
    }
    const pieces = compileSegment(text);
    if (!pieces) return () => false;
    const plain = !/[*?[\\]/.test(text);
    segments.push((name) => (plain ? name === text : fitsAll(pieces, Array.from(name))));
  }
  // `a/**` means everything below a, not a itself.
  if (segments.at(-1) === STAR) segments.push(() => true);
  return (path) => fitsAll(segments, path.split('/'));
}

/** The most alternatives that one pattern may have. */
const BRACES_MAX = 256;

/** `a{b,c}` → `ab`, `ac`; nested too. A brace without a comma or an end is literal. Pure. */
export function expandBraces(pattern: string): readonly string[] {
  const done: string[] = [];
  const todo = [pattern];
  while (todo.length > 0 && done.length + todo.length <= BRACES_MAX) {
    const next = todo.shift() ?? '';
    const written = writeOutBraces(next);
    if (written) todo.unshift(...written);
    else done.push(next);
  }
  return done;
}

/** The text once for each alternative of its first braces; undefined if it has no braces. */
function writeOutBraces(text: string): readonly string[] | undefined {
  for (let open = 0; open < text.length; open += 1) {
    if (text[open] === '\\') open += 1;
    else if (text[open] === '{') {
      let depth = 0;
      let from = open + 1;
      const options: string[] = [];
      for (let i = open; i < text.length; i += 1) {
        const char = text[i];
        if (char === '\\') i += 1;
        else if (char === '{') depth += 1;
        else if ((char === ',' && depth === 1) || (char === '}' && --depth === 0)) {
          options.push(text.slice(from, i));
          from = i + 1;
          if (depth > 0) continue;
          if (options.length === 1) break;
          return options.map((option) => text.slice(0, open) + option + text.slice(from));
        }
      }
    }
  }
  return undefined;
}
