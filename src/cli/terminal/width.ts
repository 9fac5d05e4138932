import { stripVTControlCharacters } from 'node:util';

/** How many cells the text takes; wide characters count two, colours and combining marks nothing. */
export function width(text: string): number {
  let cells = 0;
  for (const char of stripVTControlCharacters(text)) {
    const code = char.codePointAt(0) ?? 0;
    if (/\p{Mn}|\p{Cf}/u.test(char)) continue;
    const wide =
      (code >= 0x1100 && code <= 0x115f) ||
      (code >= 0x2e80 && code <= 0xa4cf) ||
      (code >= 0xac00 && code <= 0xd7a3) ||
      (code >= 0xf900 && code <= 0xfaff) ||
      (code >= 0xfe30 && code <= 0xfe6f) ||
      (code >= 0xff00 && code <= 0xff60) ||
      (code >= 0xffe0 && code <= 0xffe6) ||
      code >= 0x1f300;
    cells += wide ? 2 : 1;
  }
  return cells;
}

export function padEnd(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - width(text)));
}

/** The text cut to at most `cells`, with an ellipsis where something is missing. For text without colours. */
export function clip(text: string, cells: number): string {
  if (width(text) <= cells) return text;
  let kept = '';
  let used = 0;
  for (const char of text) {
    const next = width(char);
    if (used + next > cells - 1) break;
    kept += char;
    used += next;
  }
  return `${kept}…`;
}

/** The text in lines of at most `cells`, broken at spaces; a longer word stays whole. For text without colours. */
export function wrap(text: string, cells: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && width(longer) > cells) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
