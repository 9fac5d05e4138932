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
 * object; an empty text stands for a missing file.
 */
export function withMember(text: string, key: string, value: JsonObject | undefined): string {
  const source = text === '' ? '{}\n' : text;
  const json = value && JSON.stringify(value, null, 2).replaceAll('\n', '\n  ');
  const members = membersOf(source);
  const same = members.filter((m) => m.key === key);
  const [first] = same;
  // The last of repeated keys counts. All are removed: an earlier one left behind would take effect again.
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

/** A string, a punctuation mark or a word; white space is skipped. */
const TOKEN = /"(?:[^"\\]+|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** The positions of the outermost object's members. The text must be valid JSON. */
function membersOf(text: string): Member[] {
  const members: Member[] = [];
  let depth = 0;
  let open: { key: string; start: number; valueStart: number | undefined; end: number } | undefined;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '}' || token === ']') depth -= 1;
    if (depth === 0 || (depth === 1 && token === ',')) {
      if (open?.valueStart !== undefined) members.push({ ...open, valueStart: open.valueStart });
      open = undefined;
    } else if (!open) {
      open = { key: String(JSON.parse(token)), start: index, valueStart: undefined, end: index };
    } else if (open.valueStart !== undefined || token !== ':') {
      open.valueStart ??= index;
      open.end = index + token.length;
    }
    if (token === '{' || token === '[') depth += 1;
  }
  return members;
}
