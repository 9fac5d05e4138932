import { isDeepStrictEqual } from 'node:util';
import { createScanner, getNodeValue, parseTree, type Node, type ParseError } from 'jsonc-parser';
import { merge, type Editor, type Refusal } from './edit.ts';

/**
 * JSON with comments and trailing commas, as VS Code, Cursor and Gemini CLI read it. The library reads; the text is
 * put in and cut out here, because its `modify` lays out anew what others have on the same line, moves their
 * comments or takes them along, and changes the first of a repeated key where hosts read the last.
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
  if (root?.type !== 'object') return noRoom('What is in it is not an object.', 'Make it an object');
  const sections = membersOf(root, section);
  if (sections.length > 1) return noRoom(`"${section}" is in it twice.`, `Remove one "${section}"`);
  const servers = sections[0]?.children?.[1];
  if (!servers) return entry ? withMember(text, root, root, section, { [name]: entry }) : text;
  if (servers.type !== 'object')
    return noRoom(`"${section}" is not an object.`, `Make "${section}" an object`);
  const ours = membersOf(servers, name);
  // From the last one up, so that the places of the others stay true.
  if (!entry) return ours.reduceRight((left, member) => withoutMember(left, servers, member), text);
  if (ours.length > 1) return noRoom(`"${name}" is in it twice.`, `Remove one "${name}"`);
  const held = ours[0]?.children?.[1];
  if (!held) return withMember(text, root, servers, name, entry);
  // The parser's objects have no prototype, ours have: a copy makes them comparable.
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

/** The blanks before the first character of the line on which `at` is. */
function indentAt(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))?.[0] ?? '';
}

/** The value, laid out as the file is: one level has the blanks of its first member, if that has a line of its own. */
function render(text: string, root: Node, outer: string, value: unknown): string {
  const first = root.children?.[0]?.offset ?? root.offset;
  const unit = (text.slice(root.offset, first).includes('\n') && indentAt(text, first)) || '  ';
  return JSON.stringify(value, null, unit).replaceAll('\n', newlineOf(text) + outer);
}

/** The place of the comma that follows, whatever comments are before it. */
function commaAfter(text: string, node: Node): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(endOf(node));
  scanner.scan();
  return text[scanner.getTokenOffset()] === ',' ? scanner.getTokenOffset() : undefined;
}

/** Adds a member behind the others, on lines of its own. */
function withMember(text: string, root: Node, object: Node, key: string, value: unknown): string {
  const outer = indentAt(text, object.offset);
  const last = object.children?.at(-1);
  // A file that ends every line with a comma gets one, and gets its own back when ours is taken out.
  const trailing = last && commaAfter(text, last) !== undefined;
  const close = endOf(object) - 1;
  const head = text.slice(0, close).trimEnd();
  // The comma belongs to the value, not behind a comment that may follow it.
  const before = last && !trailing ? splice(head, endOf(last), endOf(last), ',') : head;
  // `{ key: value }` without its braces, which are the object's own.
  const member = render(text, root, outer, { [key]: value })
    .slice(1, -1)
    .trimEnd();
  return `${before}${member}${trailing ? ',' : ''}${newlineOf(text)}${outer}${text.slice(close)}`;
}

/** Takes a member out with its comma, and with its line where nothing else is on it. Comments beside it stay. */
function withoutMember(text: string, object: Node, member: Node): string {
  const comma = commaAfter(text, member);
  const end = comma === undefined ? endOf(member) : comma + 1;
  const line = text.lastIndexOf('\n', member.offset - 1) + 1;
  const rest = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0];
  const alone = rest !== undefined && text.slice(line, member.offset).trim() === '';
  const cut = alone ? splice(text, line, end + rest.length) : splice(text, member.offset, end);
  // The one before must not end with a comma that was put there for this one.
  const previous = object.children?.[object.children.indexOf(member) - 1];
  const left = comma === undefined && previous ? commaAfter(text, previous) : undefined;
  return left === undefined ? cut : splice(cut, left, left + 1);
}
