import type { Fault } from './jsonc.ts';
import type { Edit } from './edit-jsonc.ts';

/** What a TOML table of ours may hold. */
export type TomlValue = string | number | boolean | readonly string[] | Readonly<Record<string, string>>;

interface Header {
  /** Index of its line. */
  readonly line: number;
  readonly keys: readonly string[];
}

interface Outline {
  readonly lines: readonly string[];
  readonly headers: readonly Header[];
  readonly assignments: readonly Assignment[];
}

interface Assignment {
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

/** A string that every TOML reader takes (TOML 1.0, basic strings). */
const quote = (text: string): string => JSON.stringify(text).replaceAll('\u007f', '\\u007f');
const bareOr = (key: string): string => (/^[A-Za-z0-9_-]+$/.test(key) ? key : quote(key));

export function renderTable(
  path: readonly string[],
  values: Readonly<Record<string, TomlValue>>,
): readonly string[] {
  const lines = [`[${path.map(bareOr).join('.')}]`];
  const tables: string[] = [];
  for (const [key, value] of Object.entries(values)) {
    if (typeof value === 'string') lines.push(`${bareOr(key)} = ${quote(value)}`);
    else if (typeof value === 'number' || typeof value === 'boolean') lines.push(`${bareOr(key)} = ${value}`);
    else if (isList(value)) lines.push(`${bareOr(key)} = [${value.map(quote).join(', ')}]`);
    else tables.push('', ...renderTable([...path, key], value));
  }
  return [...lines, ...tables];
}

function isList(value: TomlValue): value is readonly string[] {
  return Array.isArray(value);
}

function isTable(value: TomlValue): value is Readonly<Record<string, string>> {
  return typeof value === 'object' && !isList(value);
}

const startsWith = (keys: readonly string[], path: readonly string[]): boolean =>
  path.every((key, i) => keys[i] === key);

/** Where the table under `headers[index]` ends: comments and blanks before the next one belong to that. */
function endOf({ lines, headers, assignments }: Outline, index: number): number {
  const from = headers[index]?.line ?? 0;
  const next = headers[index + 1]?.line ?? lines.length;
  return (assignments.findLast((a) => a.line > from && a.line < next)?.end ?? from) + 1;
}

/** True where the entry stands in a form that this cannot change line by line: dotted or inline. */
function inTheWay({ headers, assignments }: Outline, path: readonly string[]): boolean {
  const [section = ''] = path;
  return assignments.some(({ line, keys }) => {
    const table = headers.findLast((h) => h.line < line);
    const own = table !== undefined && startsWith(table.keys, path);
    if (own) return false;
    // `mcp_servers = { … }` closes the table to everybody; `codex-oauth.command = …` is ours elsewhere.
    return startsWith(keys, path) || (keys.length === 1 && keys[0] === section);
  });
}

/** Sets keys of the table `path` and leaves every other line as it is, also others in that table. */
export function setTable(
  text: string,
  path: readonly string[],
  values: Readonly<Record<string, TomlValue>>,
): Edit {
  return change(text, path, (first, newline) => {
    const all = Object.entries(values);
    let out = setKeys(text, first, path, Object.fromEntries(all.filter(([, v]) => !isTable(v))), newline);
    for (const [key, value] of all) {
      const found = isTable(value) ? outline(out) : undefined;
      if (found && !('expected' in found) && isTable(value))
        out = setKeys(out, found, [...path, key], value, newline);
    }
    return out;
  });
}

function setKeys(
  text: string,
  found: Outline,
  path: readonly string[],
  values: Readonly<Record<string, TomlValue>>,
  newline: string,
): string {
  const { lines, headers, assignments } = found;
  const eol = newline === '\r\n' ? '\r' : '';
  const block = renderTable(path, values);
  const exact = headers.findIndex((h) => h.keys.length === path.length && startsWith(h.keys, path));
  if (exact === -1) {
    const parent = headers.findIndex((h) => h.keys.length === path.length - 1 && startsWith(path, h.keys));
    if (parent === -1) return append(text, block, newline);
    const at = endOf(found, parent);
    return [...lines.slice(0, at), ...['', ...block].map((l) => l + eol), ...lines.slice(at)].join('\n');
  }
  const from = headers[exact]?.line ?? 0;
  const to = endOf(found, exact);
  const rendered = new Map(Object.keys(values).map((key, i) => [key, block[i + 1] ?? '']));
  const inside: string[] = [];
  for (let at = from + 1; at < to; at += 1) {
    const ours = assignments.find((a) => a.line === at && rendered.has(a.keys[path.length] ?? ''));
    if (!ours) {
      inside.push(lines[at] ?? '');
      continue;
    }
    const key = ours.keys[path.length] ?? '';
    const wanted = rendered.get(key) ?? '';
    rendered.delete(key);
    // The same value keeps its line, with the comment that may stand behind it.
    const line = (lines[at] ?? '').trimStart();
    const same =
      ours.end === at && line.startsWith(wanted) && /^\s*(?:#.*)?$/.test(line.slice(wanted.length));
    inside.push(same ? (lines[at] ?? '') : wanted + eol);
    at = ours.end;
  }
  const missing = [...rendered.values()].map((l) => l + eol);
  return [...lines.slice(0, from + 1), ...inside, ...missing, ...lines.slice(to)].join('\n');
}

/** Takes the table `path` and its sub-tables out again, each with one blank line before it. */
export function removeTable(text: string, path: readonly string[]): Edit {
  return change(text, path, (found) => {
    const { lines, headers } = found;
    const ranges = headers.flatMap((h, i): readonly (readonly [number, number])[] => {
      if (!startsWith(h.keys, path)) return [];
      const blank = h.line > 0 && (lines[h.line - 1] ?? '').trim() === '';
      return [[blank ? h.line - 1 : h.line, endOf(found, i)]];
    });
    return lines.filter((_, i) => !ranges.some(([from, to]) => i >= from && i < to)).join('\n');
  });
}

function change(
  text: string,
  path: readonly string[],
  make: (found: Outline, newline: string) => string,
): Edit {
  const found = outline(text);
  if ('expected' in found) return { kind: 'fault', fault: found };
  if (inTheWay(found, path)) return { kind: 'in-the-way', key: path.join('.') };
  return { kind: 'text', text: make(found, text.includes('\r\n') ? '\r\n' : '\n') };
}

function append(text: string, block: readonly string[], newline: string): string {
  const body = text === '' || text.endsWith('\n') ? text : text + newline;
  const gap = body.trim() === '' ? '' : newline;
  return `${body}${gap}${block.join(newline)}${newline}`;
}
