import type { Deps } from '../system/deps.ts';
import { plural } from '../system/wording.ts';
import type { Root } from './workspace.ts';

/** A part of the user's message, in the shape the Responses API takes (docs/wire.md 6.2). */
export type InputPart =
  | { readonly type: 'input_text'; readonly text: string }
  | { readonly type: 'input_image'; readonly image_url: string };

/** One thing that is sent. */
export interface Attached {
  /** Relative to the workspace, with forward slashes. */
  readonly path: string;
  readonly kind: 'file' | 'diff' | 'image';
  /** Bytes as sent: with header and line numbers, before base64 for images. */
  readonly bytes: number;
  /** Lines sent; 0 for an image. */
  readonly lines: number;
  /** Which lines of a file: `lines 10-40 of 90`. */
  readonly span?: string;
  /** True if the secret guard was overridden for the file. */
  readonly secretAllowed?: boolean;
}

/** One thing that is not sent, and why. The reason is a clause: no capital, no full stop. */
export interface LeftOut {
  readonly path: string;
  readonly reason: string;
}

/** A part that contains a possible secret and is sent only if the user agrees. The reason names kind and line. */
interface LetOut extends LeftOut {
  readonly part: InputPart;
  /** True if the user's own setting allows the file: then there is no question to the user. */
  readonly agreed: boolean;
}

/** The change that a diff shows. */
export interface Change {
  /** The folder that its paths are relative to. */
  readonly root: Root;
  /** What git calls a file of the new state before its path: `1a2b3c:`, or `:` for the index; undefined: the work tree. */
  readonly state: string | undefined;
  /** Every changed file, with the lines of its diff as sent: none if it was left out. */
  readonly files: Map<string, readonly string[]>;
  /** By its old name, the new name of what was renamed. */
  readonly renamed: Map<string, string>;
}

/** What a question carries besides its prompt. */
export interface Gathered {
  readonly parts: readonly InputPart[];
  readonly attached: readonly Attached[];
  readonly omitted: readonly LeftOut[];
  /** Withheld by the secret guard. The reason names line and kind, never the value. */
  readonly withheld: readonly LeftOut[];
  /** What the caller asked to send despite the secret guard. */
  readonly letOut: readonly LetOut[];
  /** Remarks, such as the merge base or the folder used. Sentences. */
  readonly notes: readonly string[];
  /** Set if there is a diff. */
  readonly change: Change | undefined;
  /** Text as sent, never more than the budget, and images before base64. Bytes. */
  readonly bytes: number;
  /** A rough estimate, on the high side. */
  readonly tokens: number;
}

/** What reading and git need. */
export interface GatherDeps extends Pick<Deps, 'env' | 'platform'> {
  /** CODEX_OAUTH_ALLOW_SECRETS: real paths, and globs over them. */
  readonly allowSecrets?: readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** One file or one file's diff, as sent. Bytes. */
export const FILE_BUDGET = 200_000;
/** Of all globs together, and of a diff: more would not fit, and takes minutes. */
export const FILES_MAX = 2_000;

const CHARS_PER_TOKEN = 3.5;
/** What an image of common size costs; the backend does not tell in advance. */
const TOKENS_PER_IMAGE = 1_500;

export type Gathering = ReturnType<typeof startGathering>;

/**
 * One question's context while it is gathered: what every step needs and what the steps have found. `asked`: real
 * paths whose secrets the caller asks to send, and whether the user's setting allows it; `budget`: the total text as
 * sent, in bytes.
 */
export function startGathering(
  deps: GatherDeps,
  roots: readonly Root[],
  asked: ReadonlyMap<string, boolean>,
  budget: number,
) {
  const parts: InputPart[] = [];
  const attached: Attached[] = [];
  const omitted: LeftOut[] = [];
  const withheld: LeftOut[] = [];
  const notes: string[] = [];
  const letOut: LetOut[] = [];
  /** By real path: what the guard found in files that the caller asked to send. */
  const overridden = new Map<string, ReadonlySet<string>>();
  let change: Change | undefined;
  let bytes = 0;
  let room = budget;
  let tokens = 0;
  /** Lists a path as left out. */
  const omit = (path: string, reason: string): undefined => void omitted.push({ path, reason });
  /** If there is a reason: lists the path as withheld by the secret guard, unless the caller asked to send it. */
  const holdsBack = (path: string, real: string, reason: string | undefined): boolean => {
    if (reason === undefined) return false;
    if (asked.has(real)) overridden.set(real, new Set(overridden.get(real)).add(reason));
    else withheld.push({ path, reason });
    return !asked.has(real);
  };
  /** Adds a remark. */
  const note = (sentence: string): undefined => void notes.push(sentence);
  /** Every text that is sent goes through here: false if it does not fit into the budget. */
  const addText = (text: string): boolean => {
    const size = Buffer.byteLength(text);
    if (size > room) return false;
    room -= size;
    bytes += size;
    tokens += text.length / CHARS_PER_TOKEN;
    parts.push({ type: 'input_text', text });
    return true;
  };
  /** False if a file or its diff of this size no longer fits; then it is listed as left out. */
  const fits = (path: string, size: number, advice: string): boolean => {
    if (size > FILE_BUDGET)
      omit(path, `${humanBytes(size)} as sent, more than ${humanBytes(FILE_BUDGET)}: ${advice}`);
    else if (size > room) omit(path, `it needs ${humanBytes(size)}, and the text budget is used up`);
    return size <= Math.min(FILE_BUDGET, room);
  };
  /** Lists the part added last, with the guard's findings if its file was sent despite the guard. */
  const list = (real: string, about: Omit<Attached, 'secretAllowed'>): void => {
    const part = parts.at(-1);
    const reasons = overridden.get(real);
    attached.push({ ...about, ...(reasons && { secretAllowed: true }) });
    if (!reasons || !part) return;
    const reason = [...reasons].join('; ');
    letOut.push({ path: about.path, reason, part, agreed: asked.get(real) === true });
  };
  /** Attaches a whole file or its diff; lists it if it does not fit. `advice` says what would fit. */
  const attach = (
    real: string,
    text: string,
    about: Omit<Attached, 'bytes' | 'secretAllowed'>,
    advice: string,
  ): boolean => {
    const size = Buffer.byteLength(text);
    if (!fits(about.path, size, advice) || !addText(text)) return false;
    list(real, { ...about, bytes: size });
    return true;
  };
  const attachImage = (real: string, path: string, type: string, image: Buffer): void => {
    bytes += image.length;
    tokens += TOKENS_PER_IMAGE;
    parts.push({ type: 'input_image', image_url: `data:${type};base64,${image.toString('base64')}` });
    list(real, { path, kind: 'image', bytes: image.length, lines: 0 });
  };
  /** What has been found so far. */
  const result = (): Gathered => {
    return { parts, attached, omitted, withheld, letOut, notes, change, bytes, tokens: Math.ceil(tokens) };
  };
  /** Says which change is attached. */
  const begin = (root: Root, state: string | undefined): Change =>
    (change = { root, state, files: new Map(), renamed: new Map() });
  return { deps, roots, holdsBack, omit, note, addText, fits, attach, attachImage, begin, result };
}

/** `640 bytes`, `12 kB`, `1.4 MB`: decimal, as disks and limits are. Pure. */
export function humanBytes(bytes: number): string {
  if (bytes < 1_000) return plural(bytes, 'byte');
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** The first items, and the number of the rest. Pure. */
export function firstOf(max: number, items: readonly string[]): readonly string[] {
  return items.length > max ? [...items.slice(0, max), `and ${items.length - max} more`] : items;
}
