import type { Deps } from '../system/deps.ts';
import type { Root } from './workspace.ts';

/** A part of the user's message, in the shape the Responses API takes (docs/wire.md 6.2). */
export type InputPart =
  | { readonly type: 'input_text'; readonly text: string }
  | { readonly type: 'input_image'; readonly image_url: string };

/** One thing that is sent. Lines count from 1 and include the last. */
export interface Attached {
  /** Relative to the workspace, with forward slashes. */
  readonly path: string;
  readonly kind: 'file' | 'diff' | 'image';
  /** Bytes as sent: with header and line numbers, before base64 for images. */
  readonly bytes: number;
  /** Lines sent; 0 for an image. */
  readonly lines: number;
  readonly firstLine?: number;
  readonly lastLine?: number;
  readonly totalLines?: number;
  /** True where the secret guard was overridden for it. */
  readonly secretAllowed?: boolean;
}

/** One thing that is not sent, and why. The reason is a clause without a capital and without a full stop. */
export interface LeftOut {
  readonly path: string;
  readonly reason: string;
}

/** What a question carries besides its prompt. */
export interface Gathered {
  readonly parts: readonly InputPart[];
  readonly attached: readonly Attached[];
  readonly omitted: readonly LeftOut[];
  /** Held back by the secret guard. The reason names line and kind, never the value. */
  readonly withheld: readonly LeftOut[];
  /** What has to be known about it: which merge base, which folder. Sentences. */
  readonly notes: readonly string[];
  /** Text as sent. Bytes; never above the budget. */
  readonly bytes: number;
  /** Images before base64. Bytes. */
  readonly imageBytes: number;
  /** A rough estimate, on the high side. */
  readonly tokens: number;
}

type Growing<T> = T extends readonly (infer Item)[] ? Item[] : T;
type Finds = { -readonly [K in Exclude<keyof Gathered, 'tokens'>]: Growing<Gathered[K]> };

/** What reading and git need. */
export interface GatherDeps extends Pick<Deps, 'env' | 'platform'> {
  readonly signal?: AbortSignal | undefined;
}

/** One file or one file's diff, as sent. Bytes. */
export const FILE_BUDGET = 200_000;

const CHARS_PER_TOKEN = 3.5;
/** What a picture of common size costs; the backend does not say it beforehand. */
const TOKENS_PER_IMAGE = 1_500;

export type Gathering = ReturnType<typeof startGathering>;

/**
 * One question's context while it is gathered: what every step needs to know, and what the steps have found. `allowed`:
 * real paths whose secrets may be sent; `budget`: all text together, as it is sent, in bytes.
 */
export function startGathering(
  deps: GatherDeps,
  roots: readonly Root[],
  allowed: ReadonlySet<string>,
  budget: number,
) {
  const found: Finds = {
    parts: [],
    attached: [],
    omitted: [],
    withheld: [],
    notes: [],
    bytes: 0,
    imageBytes: 0,
  };
  /** Lists a path as left out. */
  const omit = (path: string, reason: string): undefined => void found.omitted.push({ path, reason });
  /** Lists a path as held back by the secret guard. */
  const withhold = (path: string, reason: string): undefined => void found.withheld.push({ path, reason });
  /** Adds a sentence on what has to be known about it. */
  const note = (sentence: string): undefined => void found.notes.push(sentence);
  /** Every text that is sent goes through here: false where the budget has no room for it. */
  const addText = (text: string): boolean => {
    const bytes = Buffer.byteLength(text);
    if (bytes > budget - found.bytes) return false;
    found.bytes += bytes;
    found.parts.push({ type: 'input_text', text });
    return true;
  };
  /** Attaches a file or a file's diff, whole; where it does not fit, lists it. `advice` says what would fit instead. */
  const attach = (text: string, about: Omit<Attached, 'bytes'>, advice: string): boolean => {
    const bytes = Buffer.byteLength(text);
    if (bytes > FILE_BUDGET)
      omit(about.path, `${humanBytes(bytes)} as sent, more than ${humanBytes(FILE_BUDGET)}: ${advice}`);
    else if (addText(text)) return found.attached.push({ ...about, bytes }) > 0;
    else omit(about.path, `it needs ${humanBytes(bytes)}, and the text budget is used up`);
    return false;
  };
  const attachImage = (path: string, type: string, bytes: Buffer): void => {
    found.imageBytes += bytes.length;
    found.parts.push({ type: 'input_image', image_url: `data:${type};base64,${bytes.toString('base64')}` });
    found.attached.push({ path, kind: 'image', bytes: bytes.length, lines: 0 });
  };
  /** What has been found so far. */
  const result = (): Gathered => {
    const chars = found.parts.reduce((sum, p) => sum + (p.type === 'input_text' ? p.text.length : 0), 0);
    const images = found.attached.filter((a) => a.kind === 'image').length;
    return { ...found, tokens: Math.ceil(chars / CHARS_PER_TOKEN) + images * TOKENS_PER_IMAGE };
  };
  return { deps, roots, allowed, omit, withhold, note, addText, attach, attachImage, result };
}

/** `640 bytes`, `12 kB`, `1.4 MB`: decimal, as disks and limits are. Pure. */
export function humanBytes(bytes: number): string {
  if (bytes < 1_000) return count(bytes, 'byte');
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The first items, and how many more there are. Pure. */
export function firstOf(max: number, items: readonly string[]): readonly string[] {
  return items.length > max ? [...items.slice(0, max), `and ${items.length - max} more`] : items;
}

/** `1 line`, `2 lines`. Pure. */
export function count(n: number, one: string): string {
  return `${n} ${one}${n === 1 ? '' : 's'}`;
}
