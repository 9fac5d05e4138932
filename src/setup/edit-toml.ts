import type { Edit } from './edit-jsonc.ts';
import { outline, type Outline } from './toml.ts';

/** What a TOML table of ours may hold. */
export type TomlValue = string | number | boolean | readonly string[] | Readonly<Record<string, string>>;

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
