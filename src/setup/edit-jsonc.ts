import { isDeepStrictEqual } from 'node:util';
import { isObject, type JsonObject } from '../system/json.ts';
import { isFault, parseJsonc, plain, type Fault, type Member, type Node } from './jsonc.ts';

/** A text after an edit; the same text where there was nothing to do. */
export type Edit =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'fault'; readonly fault: Fault }
  /** What should hold the entry is no object. */
  | { readonly kind: 'in-the-way'; readonly key: string };

type ObjectNode = Extract<Node, { kind: 'object' }>;

interface Layout {
  readonly newline: string;
  /** One level. */
  readonly unit: string;
}

/**
 * Sets `section.name` to `value` and leaves every other byte as it is: comments, order, indentation. What the
 * user has added to the entry himself stays in it.
 */
export function setEntry(text: string, section: string, name: string, value: JsonObject): Edit {
  const source = text.trim() === '' ? `${text}{}\n` : text;
  return edit(source, section, (root, at) => {
    const layout = layoutOf(source, root);
    if (!at) return insert(source, root, section, { [name]: value }, layout);
    const held = last(at, name);
    if (!held) return insert(source, at, name, value, layout);
    const before = plain(held.value);
    const after = isObject(before) ? merge(before, value) : value;
    if (isDeepStrictEqual(before, after)) return source;
    const depth = indentAt(source, held.start);
    return splice(source, held.value.start, held.value.end, render(after, depth, layout));
  });
}

/** Takes `section.name` out again, with its comma and its line. */
export function removeEntry(text: string, section: string, name: string): Edit {
  if (text.trim() === '') return { kind: 'text', text };
  const done = edit(text, section, (_root, at) => {
    const index = at?.members.findIndex((m) => m.key === name) ?? -1;
    return at && index >= 0 ? cut(text, at, index) : text;
  });
  // A key may stand there twice; all but the last were dead already.
  return done.kind === 'text' && done.text !== text ? removeEntry(done.text, section, name) : done;
}

function merge(before: JsonObject, after: JsonObject): JsonObject {
  const env =
    isObject(before['env']) && isObject(after['env']) ? { ...before['env'], ...after['env'] } : undefined;
  return { ...before, ...after, ...(env ? { env } : {}) };
}

function edit(
  text: string,
  section: string,
  change: (root: ObjectNode, at: ObjectNode | undefined) => string,
): Edit {
  const root = parseJsonc(text);
  if (isFault(root)) return { kind: 'fault', fault: root };
  if (root.kind !== 'object') return { kind: 'in-the-way', key: '' };
  const held = last(root, section)?.value;
  if (held && held.kind !== 'object') return { kind: 'in-the-way', key: section };
  return { kind: 'text', text: change(root, held) };
}

const last = (node: ObjectNode, key: string): Member | undefined =>
  node.members.findLast((m) => m.key === key);

const splice = (text: string, start: number, end: number, by: string): string =>
  text.slice(0, start) + by + text.slice(end);

/** The blanks before the first character of the line on which `at` stands. */
function indentAt(text: string, at: number): string {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

function layoutOf(text: string, root: ObjectNode): Layout {
  const [first] = root.members;
  const ownLine = first !== undefined && text.slice(root.start, first.start).includes('\n');
  const unit = ownLine ? indentAt(text, first.start) : '';
  return { newline: text.includes('\r\n') ? '\r\n' : '\n', unit: unit === '' ? '  ' : unit };
}

function render(value: unknown, depth: string, { newline, unit }: Layout): string {
  return JSON.stringify(value, null, unit).replaceAll('\n', `${newline}${depth}`);
}

/** Adds a member behind the others, on a line of its own. */
function insert(text: string, at: ObjectNode, key: string, value: unknown, layout: Layout): string {
  const { newline, unit } = layout;
  const outer = indentAt(text, at.start);
  const depth = outer + unit;
  const member = `${JSON.stringify(key)}: ${render(value, depth, layout)}`;
  const close = at.end - 1;
  const before = text.slice(0, close).trimEnd();
  const behind = at.members.at(-1);
  // Whoever ends every line with a comma gets one, and gets his own back when ours is taken out.
  const trailing = behind?.comma === undefined ? '' : ',';
  const tail = `${newline}${depth}${member}${trailing}${newline}${outer}${text.slice(close)}`;
  if (!behind || behind.comma !== undefined) return before + tail;
  // The comma belongs to the value, not behind a comment that may follow it.
  return splice(before, behind.value.end, behind.value.end, ',') + tail;
}

/** Takes the member at `index` out. Comments on lines of their own stay. */
function cut(text: string, at: ObjectNode, index: number): string {
  const member = at.members[index];
  if (!member) return text;
  const before = at.members[index - 1];
  const end = (member.comma ?? member.value.end - 1) + 1;
  const lineStart = text.lastIndexOf('\n', member.start - 1) + 1;
  const alone = text.slice(lineStart, member.start).trim() === '';
  const rest = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0] ?? '';
  // The whole line where nothing else stands on it, else just the member.
  const whole = alone && rest !== '' && lineStart > at.start;
  let out = whole ? splice(text, lineStart, end + rest.length, '') : splice(text, member.start, end, '');
  // The one before must not end with a comma that was put there for this one.
  if (member.comma === undefined && before?.comma !== undefined)
    out = splice(out, before.comma, before.comma + 1, '');
  return out;
}
