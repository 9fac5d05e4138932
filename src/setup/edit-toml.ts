import { isDeepStrictEqual } from 'node:util';
import { parse, stringify, TomlError } from 'smol-toml';
import { isObject, member, type JsonObject } from '../system/json.ts';
import { merge, type Editor, type EntryPath } from './edit.ts';

/**
 * Edits TOML as text, line by line, so that other comments and layout stay. Then the library checks the result:
 * unless only our table has changed, the file is not modified.
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
    why: `${name} or its parent is written as an inline table or with dotted keys.`,
    fix: `Write it as a table ([${name}])`,
  };
};

/** An entry's table as it would be in an otherwise empty file. */
export function renderToml([section, name]: EntryPath, entry: JsonObject): string {
  return stringify({ [section]: { [name]: entry } }).trimEnd();
}

function read(text: string): JsonObject | TomlError {
  try {
    // The library's objects have no prototype, but ours do: a copy makes them comparable.
    return structuredClone<JsonObject>(parse(text));
  } catch (error) {
    if (error instanceof TomlError) return error;
    throw error;
  }
}

/** Everything except our entry. An empty table of servers equals a missing one. */
function others(document: JsonObject, [section, name]: EntryPath): JsonObject {
  const { [section]: servers = {}, ...rest } = document;
  if (!isObject(servers)) return document;
  const { [name]: _, ...remaining } = servers;
  return { ...rest, [section]: remaining };
}

/** `{ a: { b: {} } }`, the content of a header, as its path. */
const namesIn = (value: unknown): readonly string[] =>
  isObject(value) ? Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)]) : [];

/**
 * Headers, keys with their values, and other lines, each with its table. A statement ends with the line that makes it
 * parse on its own, because a value may span several lines.
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

/** Sets the changed keys of our table in place, or removes the table and its subtables. */
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
    // Comments after a table's last key belong to the next table; those before a key belong to it.
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

/** A key and its value on one line, even for a table. */
function assign(key: string, value: unknown): string {
  if (!isObject(value)) return stringify({ [key]: value }).trimEnd();
  const inner = Object.entries(value).map(([name, held]) => assign(name, held));
  return `${stringify({ [key]: 0 }).replace(/0\s*$/, '')}{ ${inner.join(', ')} }`;
}
