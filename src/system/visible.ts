/**
 * Invisible characters that have an effect: controls (C0, C1), direction marks, zero-width characters, and those that
 * hide text within text (tags, variation selectors). Newline and tab are not included.
 */
const HIDDEN =
  /[\p{Cc}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb](?<![\n\t])/gu;

/** What a joiner may connect: parts of an emoji, and letters of joined scripts. */
const JOINED =
  /^(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f\p{M}]|(?![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Han}])\p{L})$/u;
const SELECTED = /^[\p{Emoji}\p{S}\p{sc=Han}\p{sc=Mongolian}]$/u;
/** A region's flag: a black flag followed by a code in tag characters. */
const REGION = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{0,6}$/u;
/** The longest of these. UTF-16 units. */
const CONTEXT = 16;

/** True if a hidden character is legitimate here: text in some language or an emoji needs it. */
function belongs(char: string, before: string, after: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  const last = /.?$/su.exec(before)?.[0] ?? '';
  if (char === '\r') return after.startsWith('\n');
  if (code === 0x200c || code === 0x200d)
    return JOINED.test(last) && JOINED.test(String.fromCodePoint(after.codePointAt(0) ?? 0));
  if ((code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef)) return SELECTED.test(last);
  if (code >= 0x180b && code <= 0x180f) return /\p{sc=Mongolian}/u.test(last);
  return code >= 0xe0030 && code <= 0xe007f && REGION.test(before);
}

function reveal(text: string, before: string, write: (char: string) => string): string {
  return text.replace(HIDDEN, (char, at: number) => {
    const lead = (at < CONTEXT ? before : '') + text.slice(Math.max(0, at - CONTEXT), at);
    return belongs(char, lead, text.slice(at + char.length, at + char.length + 2)) ? char : write(char);
  });
}

/**
 * The text as it may be shown: invisible characters are written out, `\u{202e}`. For all text from servers, models
 * and files: it must not move a cursor, reverse a line, or tell a model something that a person cannot see. `before`
 * is the text already shown. Pure.
 */
export function visible(text: string, before = ''): string {
  return reveal(text, before, (char) => `\\u{${char.codePointAt(0)?.toString(16) ?? ''}}`);
}

/**
 * The same for a text that arrives in pieces: a character that depends on the next piece waits for it, or for `last`.
 */
export function visibleStream(): (piece: string, last?: boolean) => string {
  let before = '';
  let held = '';
  return (piece, last = false) => {
    const text = held + piece;
    const end = last ? text.length : text.search(/[\r\u200c\u200d]?[\ud800-\udbff]?$/);
    held = text.slice(end);
    const shown = visible(text.slice(0, end), before);
    before = (before + text.slice(0, end)).slice(-CONTEXT);
    return shown;
  };
}

/** JSON with invisible characters escaped: the same value, safe to show. */
export function escapedJson(text: string): string {
  return reveal(text, '', (char) =>
    char.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}

/** In JSON: an invisible character, or one that JSON itself escapes. */
const SUSPECT = new RegExp(`${HIDDEN.source}|\\\\(?:u00|[bf]|r(?!\\\\n))`, 'u');

/** JSON in which every string is safe to show. Only values returned to a client (JSON-RPC, MCP) stay unchanged. */
export function visibleJson(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, null, indent);
  if (!SUSPECT.test(text)) return text;
  function show(this: unknown, name: string, part: unknown): unknown {
    const given = name === 'progressToken' || name === 'requestId' || (name === 'id' && this === value);
    return typeof part === 'string' && !given ? visible(part) : part;
  }
  // Member names are not processed one by one.
  return escapedJson(JSON.stringify(value, show, indent));
}
