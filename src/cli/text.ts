import * as util from 'node:util';
import { visible } from '../system/visible.ts';

/** A field of a table or of a one-line message: one line, and nothing hidden in it. */
export function field(text: string): string {
  return visible(text.replace(/[\r\n\t\u2028\u2029]+/g, ' ').trim());
}

type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'red' | 'cyan';

/** Colours for one sink; on a pipe each of them returns its text unchanged. */
export type Paint = Readonly<Record<Style, (text: string) => string>>;

/** Brushes that colour, or that do nothing. */
export function createPaint(on: boolean): Paint {
  // Node 20.11 has no styleText; there the text stays plain.
  const styleText = 'styleText' in util ? util.styleText : undefined;
  const brush = (style: Style) => (text: string) =>
    // io.ts decides about colours per sink; Node would check only stdout.
    on && styleText && text !== '' ? styleText(style, text, { validateStream: false }) : text;
  return {
    bold: brush('bold'),
    dim: brush('dim'),
    green: brush('green'),
    yellow: brush('yellow'),
    red: brush('red'),
    cyan: brush('cyan'),
  };
}

const NOTHING = /[\p{Mn}\p{Cf}]/gu;
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{3ffff}]/gu;

/**
 * How many cells the text takes; wide characters count two, colours and combining marks nothing. Written by hand:
 * string-width creates an Intl.Segmenter when loaded, which costs every command 20 ms.
 */
export function width(text: string): number {
  const shown = util.stripVTControlCharacters(text).replace(NOTHING, '');
  return shown.replace(WIDE, 'xx').replace(/[^\0-\uffff]/gu, 'x').length;
}

export function padEnd(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - width(text)));
}

/** The text cut to at most `cells`, with an ellipsis if something is missing. For text without colours. */
export function clip(text: string, cells: number): string {
  if (width(text) <= cells) return text;
  let kept = '';
  for (const char of text) {
    if (width(kept + char) > cells - 1) break;
    kept += char;
  }
  return `${kept}…`;
}

/** Units that are not broken across lines: a word, a command in backticks. */
const UNITS = / +|(?:`[^`]*`|[^ ])+/g;
/** Where a unit longer than a line may break: at its spaces, and after a character of a script without spaces. */
const SEAMS = /( +)|(?<=[\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60])/u;

/** The text in lines of at most `columns` cells, words kept whole; a word longer than a line gets its own line. */
export function wrap(text: string, columns: number): string {
  const lines = text.split('\n');
  return lines.map((line) => (width(line) <= columns ? line : wrapLine(line, columns))).join('\n');
}

function wrapLine(line: string, columns: number): string {
  const hang = hangOf(util.stripVTControlCharacters(line), columns);
  const units = line.match(UNITS) ?? [];
  const rows: string[] = [];
  let row = '';
  let gap = '';
  for (const unit of units.flatMap((u) => (width(u) > columns - hang ? u.split(SEAMS) : [u]))) {
    if (!unit) continue;
    const room = columns - width(unit);
    if (unit.startsWith(' ')) gap = unit;
    else if (row.trim() === '' || width(row + gap) <= room) row += gap + unit;
    else {
      rows.push(row);
      row = ' '.repeat(Math.max(0, Math.min(hang, room))) + unit;
    }
    if (!unit.startsWith(' ')) gap = '';
  }
  return [...rows, row].join('\n');
}

/** Where the further lines of a line begin: in its last column, else behind its sign, as long as half a line is left. */
function hangOf(plain: string, columns: number): number {
  const sign = /^ *(?:[✗✓!·→–…] )?/.exec(plain)?.[0].length ?? 0;
  const gaps = [...plain.matchAll(/(?<=\S) {2,}(?=\S)/g)];
  const starts = gaps.map((gap) => width(plain.slice(0, gap.index + gap[0].length)));
  const fits = starts.filter((start) => start <= columns / 2);
  return Math.min(fits.at(-1) ?? (starts.length > 0 ? sign + 4 : sign), Math.floor(columns / 2));
}

/** Label and value per line, the values in one column; `brush` paints the labels. */
export function renderPairs(
  pairs: readonly (readonly [label: string, value: string])[],
  brush: (text: string) => string,
): string {
  const first = Math.max(...pairs.map(([label]) => width(label))) + 2;
  return pairs.map(([label, value]) => `${brush(padEnd(label, first))}${value}`).join('\n');
}

/** What is left of a first column at least. */
const FIRST_LEAST = 12;

/**
 * Rows in aligned columns under a head; the last column is not padded. The first, without colours, is cut if the others
 * leave too little of `columns`.
 */
export function renderTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  paint: Paint,
  columns = Infinity,
): string {
  const widths = head.map((h, i) => Math.max(width(h), ...rows.map((r) => width(r[i] ?? ''))));
  const [first = 0, ...others] = widths;
  const room = Math.max(FIRST_LEAST, columns - others.reduce((sum, cells) => sum + cells + 2, 0));
  widths[0] = Math.min(first, room);
  const line = ([start = '', ...cells]: readonly string[]): string =>
    [columns === Infinity ? start : clip(start, room), ...cells]
      .map((c, i) => (i === cells.length ? c : padEnd(c, widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [paint.dim(line(head)), ...rows.map(line)].join('\n');
}
