import { isDeepStrictEqual } from 'node:util';
import { parse, stringify, TomlError } from 'smol-toml';
import { isObject, member, type JsonObject } from '../system/json.ts';
import { merge, type Editor, type EntryPath } from './edit.ts';

/**
 * Edits TOML as text, line by line, so that the comments and the layout of others stay, and lets the library judge:
 * unless the new text reads as the old one with nothing but our table changed, the file is left alone.
 */
export const editToml: Editor = (text, path, entry) => {
  const before = read(text);
  if (before instanceof TomlError) return { line: before.line, column: before.column };
  const held = member(before, ...path);
  const wanted = entry && merge(held, entry);
  if (isDeepStrictEqual(held, wanted)) return text;
  const next = rewrite(text, path, held, wanted);
  const after = read(next);
  if (
    !(after instanceof TomlError) &&
    isDeepStrictEqual(member(after, ...path), wanted) &&
    isDeepStrictEqual(others(after, path), others(before, path))
  )
    return next;
  const name = path.join('.');
  return {
    why: `${name} or what holds it is written as an inline table or with dotted keys.`,
    fix: `Write it as a table ([${name}])`,
  };
};

/** The table of an entry as it would be in an otherwise empty file. */
export function renderToml([section, name]: EntryPath, entry: JsonObject): string {
  return stringify({ [section]: { [name]: entry } }).trimEnd();
}

function read(text: string): JsonObject | TomlError {
  try {
    // The library's objects have no prototype, ours have: a copy makes them comparable.
    return structuredClone<JsonObject>(parse(text));
  } catch (error) {
    if (error instanceof TomlError) return error;
    throw error;
  }
}

/** Everything but our entry. A table of servers without one is the same as none. */
function others(document: JsonObject, [section, name]: EntryPath): JsonObject {
  const { [section]: servers = {}, ...rest } = document;
  if (!isObject(servers)) return document;
  const { [name]: _, ...remaining } = servers;
  return { ...rest, [section]: remaining };
}

/** `{ a: { b: {} } }`, what a header says, as its path. */
const namesIn = (value: unknown): readonly string[] =>
  isObject(value) ? Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)]) : [];

/**
 * The headers, the keys with their values, and the lines with neither, each with the table that it is in. A statement
 * ends with the line that makes it readable on its own: a value may go on over several lines.
 */
function* statementsOf(text: string) {
  let table: readonly string[] = [];
  let lines: string[] = [];
  for (const line of text.split('\n')) {
    lines.push(line);
    const value = read(`${lines.join('\n')}\n`);
    if (value instanceof TomlError) continue;
    const [key] = Object.keys(value);
    const header = key !== undefined && /^[ \t]*\[/.test(lines[0] ?? '');
    if (header) table = namesIn(value);
    const kind = header ? 'header' : key === undefined ? 'blank' : 'key';
    yield { lines, table, kind, key } as const;
    lines = [];
  }
}

/** Sets the keys of our table that differ, each where it was, or takes the table and those in it out. */
function rewrite(text: string, path: EntryPath, held: unknown, wanted: JsonObject | undefined): string {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const differs = (key: string): boolean => !isDeepStrictEqual(member(held, key), wanted?.[key]);
  const missing = new Set(Object.keys(wanted ?? {}).filter(differs));
  const lineOf = (key: string): string => assign(key, wanted?.[key]) + newline.slice(0, -1);
  const out: string[] = [];
  let end: number | undefined;
  let blanks: string[] = [];
  for (const { lines, table, kind, ...statement } of statementsOf(text)) {
    const ours = path.every((name, i) => table[i] === name);
    const main = ours && table.length === path.length;
    const key = !main ? table[path.length] : kind === 'key' ? statement.key : undefined;
    const gone = ours && (!wanted || (key !== undefined && differs(key)));
    if (kind === 'blank') {
      blanks.push(...lines);
      continue;
    }
    // Those behind the last key of a table lead over to the next one; those before a key go with it.
    if (kind === 'header' || !gone || (main && wanted)) out.push(...blanks);
    blanks = [];
    if (!gone) out.push(...lines);
    else if (main && key !== undefined && missing.delete(key)) out.push(lineOf(key));
    else if (kind === 'header' && out.at(-1)?.trim() === '') out.pop();
    if (main) end = out.length;
  }
  out.push(...blanks);
  if (!wanted) return out.join('\n');
  if (end !== undefined) return out.toSpliced(end, 0, ...[...missing].map(lineOf)).join('\n');
  const body = text === '' || text.endsWith('\n') ? text : text + newline;
  const gap = body.trim() === '' ? '' : newline;
  return `${body}${gap}${renderToml(path, wanted).replaceAll('\n', newline)}${newline}`;
}

/** A key and its value on one line, a table too. */
function assign(key: string, value: unknown): string {
  if (!isObject(value)) return stringify({ [key]: value }).trimEnd();
  const inner = Object.entries(value).map(([name, held]) => assign(name, held));
  return `${stringify({ [key]: 0 }).replace(/0\s*$/, '')}{ ${inner.join(', ')} }`;
}
