import type { Fault } from './jsonc.ts';

export interface Header {
  /** Index of its line. */
  readonly line: number;
  readonly keys: readonly string[];
}

export interface Outline {
  readonly lines: readonly string[];
  readonly headers: readonly Header[];
  readonly assignments: readonly Assignment[];
}

export interface Assignment {
  /** The lines of its first and of its last character. */
  readonly line: number;
  readonly end: number;
  /** With the keys of the table in which it stands. */
  readonly keys: readonly string[];
}

const KEY = /(?:[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')/;
const DOTTED = `${KEY.source}(?:[ \\t]*\\.[ \\t]*${KEY.source})*`;
const HEADER = new RegExp(`^[ \\t]*(\\[\\[?)[ \\t]*(${DOTTED})[ \\t]*(\\]\\]?)[ \\t]*(?:#.*)?$`);
const ASSIGNMENT = new RegExp(`^[ \\t]*(${DOTTED})[ \\t]*=[ \\t]*(?=\\S)`);

function keysOf(dotted: string): readonly string[] {
  return (dotted.match(new RegExp(KEY, 'g')) ?? []).map((key) =>
    key.startsWith('"') ? unquote(key) : key.startsWith("'") ? key.slice(1, -1) : key,
  );
}

function unquote(key: string): string {
  try {
    return String(JSON.parse(key));
  } catch {
    return key.slice(1, -1);
  }
}

/**
 * The tables of a TOML text by line. Values are only skipped, not read: strings, arrays and inline tables over
 * several lines are stepped over, so that nothing inside them is taken for a table.
 */
export function outline(text: string): Outline | Fault {
  const lines = text.split('\n');
  const headers: Header[] = [];
  const assignments: Assignment[] = [];
  let table: readonly string[] = [];
  for (let i = 0; i < lines.length; i += 1) {
    const line = (lines[i] ?? '').replace(/\r$/, '');
    if (/^[ \t\uFEFF]*(?:#.*)?$/.test(line)) continue;
    const header = HEADER.exec(line);
    if (header) {
      const [, open, dotted = '', close] = header;
      if (open?.length !== close?.length) return { line: i + 1, expected: 'a table header' };
      table = keysOf(dotted);
      headers.push({ line: i, keys: table });
      continue;
    }
    const assignment = ASSIGNMENT.exec(line.replace(/^\uFEFF/, ''));
    if (!assignment) return { line: i + 1, expected: 'a key with a value, or a table header' };
    const end = skipValue(
      lines,
      i,
      line.indexOf(assignment[0].trimStart()) + assignment[0].trimStart().length,
    );
    if (end === undefined) return { line: i + 1, expected: 'an end of this value' };
    assignments.push({ line: i, end, keys: [...table, ...keysOf(assignment[1] ?? '')] });
    i = end;
  }
  return { lines, headers, assignments };
}

/** The line on which the value that begins at `column` ends; undefined where it has no end. */
function skipValue(lines: readonly string[], from: number, column: number): number | undefined {
  const text = lines.slice(from).join('\n').slice(column);
  let depth = 0;
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at, at + 3);
    const char = text[at] ?? '';
    if (rest === '"""' || rest === "'''") {
      const end = closing(text, at + 3, rest);
      if (end === undefined) return undefined;
      at = end;
    } else if (char === '"' || char === "'") {
      const end = closing(text, at + 1, char);
      if (end === undefined) return undefined;
      at = end;
    } else if (char === '#') {
      const end = text.indexOf('\n', at);
      at = end === -1 ? text.length : end;
    } else if (char === '\n' && depth === 0) break;
    else {
      if (char === '[' || char === '{') depth += 1;
      if (char === ']' || char === '}') depth -= 1;
      if (depth < 0) return undefined;
      at += 1;
    }
  }
  return depth === 0 ? from + (text.slice(0, at).match(/\n/g)?.length ?? 0) : undefined;
}

function closing(text: string, from: number, quote: string): number | undefined {
  const escapes = quote.startsWith('"');
  for (let at = from; at < text.length; at += 1) {
    if (escapes && text[at] === '\\') at += 1;
    else if (text.startsWith(quote, at)) {
      let end = at + quote.length;
      // A multi-line string may end with one or two quotes of its own.
      if (quote.length === 3) while (text[end] === quote[0] && end < at + 5) end += 1;
      return end;
    } else if (quote.length === 1 && text[at] === '\n') return undefined;
  }
  return undefined;
}
