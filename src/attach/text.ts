import type { LineRange } from './entry.ts';

/** The text of a file, or undefined where it is no text: a NUL or bytes that are not UTF-8 (UTF-16 by its mark). Pure. */
export function decodeText(bytes: Uint8Array): string | undefined {
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  try {
    const text = new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** The lines of a text; the newline at its end does not begin another. An empty text has none. Pure. */
export function splitLines(text: string): readonly string[] {
  if (text === '') return [];
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines.map((l) => (l.endsWith('\r') ? l.slice(0, -1) : l));
}

export interface NumberedText {
  readonly text: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly totalLines: number;
}

/**
 * The file's part of the message: a header, then `<number><tab><line>`. As every line has its number, no line of a file
 * can pass for a header. Undefined where the range begins after the end; a range that ends after it is cut. Pure.
 */
export function numberedPart(
  path: string,
  lines: readonly string[],
  range: LineRange | undefined,
): NumberedText | undefined {
  const total = lines.length;
  const first = range?.first ?? 1;
  const last = Math.min(range?.last ?? total, total);
  if (range && first > total) return undefined;
  const span = total === 0 ? 'empty' : range ? `lines ${first}-${last} of ${total}` : `lines 1-${total}`;
  const body = lines.slice(first - 1, last).map((line, i) => `${first + i}\t${line}`);
  return {
    text: [`--- File ${path} (${span}) ---`, ...body].join('\n'),
    firstLine: first,
    lastLine: last,
    totalLines: total,
  };
}
