import type { JsonObject } from '../system/json.ts';

interface Member {
  readonly key: string;
  readonly start: number;
  readonly valueStart: number;
  readonly end: number;
}

/**
 * The JSON object in `text` with the member `key` replaced, added or (undefined) removed. Every other byte stays as
 * it is: numbers too long for a double, repeated keys and other people's formatting survive. `text` must be a JSON
 * object; an empty one stands for no file.
 */
export function withMember(text: string, key: string, value: JsonObject | undefined): string {
  const source = text === '' ? '{}\n' : text;
  const json = value && JSON.stringify(value, null, 2).replaceAll('\n', '\n  ');
  const members = membersOf(source);
  const same = members.filter((m) => m.key === key);
  const [first] = same;
  // Of repeated keys the last one counts: leaving an earlier one would bring it back to life one day.
  if (first && (same.length > 1 || json === undefined))
    return withMember(without(source, members, first), key, value);
  if (json === undefined) return source;
  if (first) return source.slice(0, first.valueStart) + json + source.slice(first.end);
  const last = members.at(-1);
  const at = last ? last.end : source.indexOf('{') + 1;
  const tail = last ? '' : '\n';
  return `${source.slice(0, at)}${last ? ',' : ''}\n  ${JSON.stringify(key)}: ${json}${tail}${source.slice(at)}`;
}

function without(text: string, members: readonly Member[], gone: Member): string {
  const index = members.indexOf(gone);
  const next = members[index + 1];
  const previous = members[index - 1];
  if (next) return text.slice(0, gone.start) + text.slice(next.start);
  return text.slice(0, previous ? previous.end : gone.start) + text.slice(gone.end);
}

/** Where the members of the outermost object stand. Relies on the text being valid JSON. */
function membersOf(text: string): Member[] {
  const members: Member[] = [];
  let at = skipSpace(text, text.indexOf('{') + 1);
  while (text[at] === '"') {
    const start = at;
    const keyEnd = endOfString(text, start);
    const valueStart = skipSpace(text, skipSpace(text, keyEnd) + 1);
    const end = endOfValue(text, valueStart);
    members.push({ key: String(JSON.parse(text.slice(start, keyEnd))), start, valueStart, end });
    at = skipSpace(text, end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return members;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && ' \t\r\n'.includes(text.charAt(at))) at += 1;
  return at;
}

/** `from` is at the opening quote; the result is behind the closing one. */
function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function endOfValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === '"') at = endOfString(text, at);
    else if (depth === 0 && ',]} \t\r\n'.includes(char)) return at;
    else {
      if (char === '{' || char === '[') depth += 1;
      if (char === '}' || char === ']') depth -= 1;
      at += 1;
    }
    if (depth === 0 && (char === '"' || char === '}' || char === ']')) return at;
  }
  return at;
}
