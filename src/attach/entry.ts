import { AppError } from '../system/errors.ts';
import { its, say } from '../system/wording.ts';
import { firstOf } from './gathering.ts';

const ENTRY_LENGTH_MAX = 1_000;

/** Lines count from 1; `last` is included; undefined means to the end. */
export interface LineRange {
  readonly first: number;
  readonly last: number | undefined;
}

/** One parsed entry of `files`. Only the disk can tell whether a name with a colon exists. */
export type FileEntry =
  | { readonly kind: 'exclude'; readonly pattern: string }
  | {
      readonly kind: 'take';
      readonly text: string;
      /** The text read as a path, and as `path:range` if it ends in a range. */
      readonly readings: readonly { readonly path: string; readonly range: LineRange | undefined }[];
      readonly allowSecret: boolean;
    };

/** The prefix of a file whose secrets the caller asks to send; the user decides. */
export const ALLOW_SECRET = 'allow-secret:';

function bad(text: string, why: string): AppError {
  return new AppError({
    kind: 'input',
    code: 'context.files',
    what: say`${quoted(text)} is not a valid entry of ${its.files}.`,
    why,
    fix: 'Give a path, a folder, a glob (src/**/*.ts), a range (src/a.ts:10-40) or an exclusion (!dist/).',
  });
}

/** The input error for names that were not found: lists all of them, so that one more call can fix them all. */
export function nowhere(problems: readonly string[]): AppError {
  return new AppError({
    kind: 'input',
    code: 'context.files',
    what: `Some of the named files cannot be attached, so nothing was sent. ${firstOf(10, problems).join('; ')}.`,
    why: 'Paths are relative to the workspace folder; globs skip ignored files, an exact path does not.',
    fix: 'Correct or remove these, then try again.',
  });
}

/**
 * A path as it may be shown or sent: one line, with nothing that a terminal or a model could take for more than a
 * name.
 */
export function quoted(path: string): string {
  const cut = path.length > 300 ? `${path.slice(0, 300)}…` : path;
  // JSON does not escape these: controls, line separators, and text direction marks.
  const others = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
  if (!/[\u0000-\u001f"]/.test(cut) && cut.search(others) === -1) return cut;
  const escape = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(cut).replace(others, escape);
}

/** Parses one entry. Throws an input error for an empty one and for a reversed range. Pure. */
export function parseEntry(entry: string): FileEntry {
  const text = entry.trim();
  if (text === '' || text === '!' || text === ALLOW_SECRET) throw bad(entry, 'It is empty.');
  if (text.length > ENTRY_LENGTH_MAX) throw bad(entry, `It is longer than ${ENTRY_LENGTH_MAX} characters.`);
  if (text.includes('\0')) throw bad(entry, 'It contains a NUL character.');
  if (text.startsWith('!')) return { kind: 'exclude', pattern: text.slice(1).replace(/^\.\//, '/') };
  const allowSecret = text.startsWith(ALLOW_SECRET);
  const whole = allowSecret ? text.slice(ALLOW_SECRET.length) : text;
  // `a.ts:10-40`, or in the style of web pages and editors: `a.ts#L10-L40`, `a.ts#L10C3`.
  const range =
    /^(.*[^:\\/]):(\d{1,9})(-(\d{1,9})?)?$/s.exec(whole) ??
    /^(.*[^\\/])#L(\d{1,9})(?:C\d+)?(-L?(\d{1,9})(?:C\d+)?)?$/is.exec(whole);
  const readings = [{ path: whole, range: undefined }];
  if (!range) return { kind: 'take', text, readings, allowSecret };
  const [, path = '', from, dash, to] = range;
  const first = Number(from);
  const last = dash === undefined ? first : to === undefined ? undefined : Number(to);
  if (first < 1) throw bad(entry, 'Lines count from 1.');
  if (last !== undefined && last < first) throw bad(entry, `Line ${last} comes before line ${first}.`);
  return { kind: 'take', text, readings: [...readings, { path, range: { first, last } }], allowSecret };
}
