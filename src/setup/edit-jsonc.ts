import { isDeepStrictEqual } from 'node:util';
import { createScanner, getNodeValue, parseTree, type Node, type ParseError } from 'jsonc-parser';
import { merge, type Editor, type Refusal } from './edit.ts';

/**
 * JSON with comments and trailing commas, as VS Code, Cursor and Gemini CLI read it. The library only parses; we
 * insert and remove text here, because its `modify` reformats other entries on the same line, moves or deletes their
 * comments, and changes the first of a repeated key, while hosts read the last.
 */
export const editJsonc: Editor = (given, [section, name], entry) => {
  if (!entry && given.trim() === '') return given;
  const text = given.trim() === '' ? `${given}{}\n` : given;
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const [error] = errors;
  if (error) {
    const before = text.slice(0, error.offset);
    return { line: before.split('\n').length, column: error.offset - before.lastIndexOf('\n') };
  }
  if (root?.type !== 'object') return noRoom('Its content is not an object.', 'Make it an object');
  const sections = membersOf(root, section);
  if (sections.length > 1) return noRoom(`"${section}" is in it twice.`, `Remove one "${section}"`);
  const servers = sections[0]?.children?.[1];
  if (!servers) return entry ? withMember(text, root, root, section, { [name]: entry }) : text;
  if (servers.type !== 'object')
    return noRoom(`"${section}" is not an object.`, `Make "${section}" an object`);
  const ours = membersOf(servers, name);
  // From the last to the first, so that the other positions stay valid.
  if (!entry) return ours.reduceRight((left, member) => withoutMember(left, servers, member), text);
  if (ours.length > 1) return noRoom(`"${name}" is in it twice.`, `Remove one "${name}"`);
  const held = ours[0]?.children?.[1];
  if (!held) return withMember(text, root, servers, name, entry);
  // The parser's objects have no prototype, but ours do: a copy makes them comparable.
  const before: unknown = structuredClone(getNodeValue(held));
  const wanted = merge(before, entry);
  if (isDeepStrictEqual(before, wanted)) return given;
  return splice(text, held.offset, endOf(held), render(text, root, indentAt(text, held.offset), wanted));
};

const noRoom = (why: string, fix: string): Refusal => ({ why, fix });

const membersOf = (object: Node, key: string): readonly Node[] =>
  (object.children ?? []).filter((member) => member.children?.[0]?.value === key);

const endOf = (node: Node): number => node.offset + node.length;

const splice = (text: string, start: number, end: number, by = ''): string =>
  text.slice(0, start) + by + text.slice(end);

const newlineOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** The indentation of the line that contains `at`. */
function indentAt(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))?.[0] ?? '';
}

/** The value in the file's layout: one level is indented like the file's first member, if that has its own line. */
function render(text: string, root: Node, outer: string, value: unknown): string {
  const first = root.children?.[0]?.offset ?? root.offset;
  const unit = (text.slice(root.offset, first).includes('\n') && indentAt(text, first)) || '  ';
  return JSON.stringify(value, null, unit).replaceAll('\n', newlineOf(text) + outer);
}

/** The position of the next comma, past any comments. */
function commaAfter(text: string, node: Node): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(endOf(node));
  scanner.scan();
  return text[scanner.getTokenOffset()] === ',' ? scanner.getTokenOffset() : undefined;
}

/** Adds a member after the others, on its own lines. */
function withMember(text: string, root: Node, object: Node, key: string, value: unknown): string {
  const outer = indentAt(text, object.offset);
  const last = object.children?.at(-1);
  // If the file uses trailing commas, ours gets one, and the previous member keeps its own when ours is removed.
  const trailing = last && commaAfter(text, last) !== undefined;
  const close = endOf(object) - 1;
  const head = text.slice(0, close).trimEnd();
  // Put the comma right after the value, not after a comment that may follow it.
  const before = last && !trailing ? splice(head, endOf(last), endOf(last), ',') : head;
  // `{ key: value }` without the braces, which the object already has.
  const member = render(text, root, outer, { [key]: value })
    .slice(1, -1)
    .trimEnd();
  return `${before}${member}${trailing ? ',' : ''}${newlineOf(text)}${outer}${text.slice(close)}`;
}

/** Removes a member with its comma, and its line if nothing else is on it. Comments beside it stay. */
function withoutMember(text: string, object: Node, member: Node): string {
  const comma = commaAfter(text, member);
  const end = comma === undefined ? endOf(member) : comma + 1;
  const line = text.lastIndexOf('\n', member.offset - 1) + 1;
  const rest = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0];
  const alone = rest !== undefined && text.slice(line, member.offset).trim() === '';
  const cut = alone ? splice(text, line, end + rest.length) : splice(text, member.offset, end);
  // Remove the comma that we added after the previous member.
  const previous = object.children?.[object.children.indexOf(member) - 1];
  const left = comma === undefined && previous ? commaAfter(text, previous) : undefined;
  return left === undefined ? cut : splice(cut, left, left + 1);
}
