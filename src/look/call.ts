import { createHash } from 'node:crypto';
import path from 'node:path';
import { quoted } from '../attach/entry.ts';
import { globOver } from '../attach/files.ts';
import { firstOf, humanBytes, startGathering, type GatherDeps } from '../attach/gathering.ts';
import { isGitFolder } from '../attach/generated.ts';
import { listFiles } from '../attach/list.ts';
import { decodeText, imageType, readBytes } from '../attach/read.ts';
import { secretName } from '../attach/secrets/names.ts';
import { describeHits, scanText } from '../attach/secrets/scan.ts';
import { find, REFUSALS, relativePath, shownPath, type Found, type Root } from '../attach/workspace.ts';
import type { JsonObject } from '../system/json.ts';
import { takingTurns } from '../system/time.ts';
import { plural } from '../system/wording.ts';
import { visible } from '../system/visible.ts';
import type { Receipt } from './receipt.ts';
import type { ClientTool } from './tool.ts';

/** One tool: `run` sees only arguments that `parameters` allows, and writes its result to the call's page. */
export interface LookTool extends Omit<ClientTool, 'run' | 'parameters'> {
  readonly parameters: JsonObject & { readonly type: string };
  readonly run: (args: JsonObject, call: Call) => Promise<void>;
}

/** What all calls of one question share. */
export interface Site {
  readonly deps: Omit<GatherDeps, 'signal'>;
  readonly roots: readonly Root[];
  readonly receipt: Receipt;
  /** What the guard says of a content, by its digest: a search reads every file again. */
  readonly verdicts: Map<string, string | undefined>;
  /** For searching one batch of files. Milliseconds. */
  readonly searchMs: number;
}

/** A file that may be read: it is in the workspace and in its listing. */
export interface Spot {
  readonly root: Root;
  readonly real: string;
  readonly shown: string;
}

/** A file's text, or why it is not shown; what is told about it only where it is named. */
export type Text =
  | { readonly content: string; readonly why?: never }
  | { readonly content?: never; readonly why: string; readonly about?: string };

/** Why what the guard has found something in is not shown. */
export const HELD = 'withheld by the secret guard';
/** The most that is read of one file, as it is or was. Bytes. */
export const FILE_LIMIT = 4_000_000;
/** What a result keeps for saying what it left out. Bytes. */
const NOTES_ROOM = 2_500;
const REASONS_SHOWN = 20;
const REASON_MAX = 300;
/** Characters shown of one line. */
const LINE_MAX = 2_000;
/** What a line costs beside its text: its number, a tab and its end. Bytes. */
const LINE_COST = 12;
/** Passes over a result; each takes out twenty lines at most. */
const PASSES_MAX = 20;

export type Call = ReturnType<typeof startCall>;

/** A name on one line, with nothing in it that a reader cannot see. Pure. */
export const plain = (name: string): string => visible(quoted(name));

/** A line without the rest of what nobody reads. Pure. */
export const clipped = (line: string, max = LINE_MAX): string =>
  line.length > max ? `${line.slice(0, max)}… (${line.length - max} more characters)` : line;

/** What one call may still show: `add` is false, once and for all, for what no longer fits. */
function startPage(room: number) {
  const parts: string[] = [];
  const notes: string[] = [];
  let left = room - NOTES_ROOM;
  return {
    parts,
    notes,
    left: (): number => left,
    note: (sentence: string): void => void notes.push(sentence),
    add(part: string): boolean {
      const size = Buffer.byteLength(part) + 1;
      const fits = size <= left;
      left = fits ? left - size : 0;
      if (fits) parts.push(part);
      return fits;
    },
  };
}

/** One call of a tool while it runs. `room`: how many bytes its result may have. */
export function startCall(site: Site, room: number, signal: AbortSignal) {
  const { roots, receipt, verdicts } = site;
  const deps: GatherDeps = { ...site.deps, signal };
  const page = startPage(room);
  const refusals: string[] = [];
  let listed: Promise<readonly Listed[]> | undefined;
  const listings = () => (listed ??= Promise.all(roots.map((root) => listIn(root, deps))));

  /** A name or an argument as it may be shown and kept. */
  const safe = async (name: string): Promise<string> =>
    (await scanText(name, signal)).length > 0 ? '[a name with what looks like a secret]' : plain(name);
  /** Lists something as refused, in the result and in the receipt. */
  const refuse = async (what: string, reason: string): Promise<undefined> => {
    const name = await safe(what);
    const why = visible((await withoutSecrets(reason, signal)).slice(0, REASON_MAX));
    receipt.refuse(name, why);
    refusals.push(`${name}: ${why}`);
  };
  /** Why a real path may not be read although it is in the workspace; undefined if it may. */
  const unlisted = async (real: string, root: Root): Promise<string | undefined> => {
    const relative = relativePath(real, root);
    if (relative.split('/').some(isGitFolder)) return 'it is one of git’s own files';
    const listing = (await listings()).find((one) => one.root === root);
    if (listing?.names.has(relative.normalize())) return undefined;
    return listing?.cut
      ? 'it is ignored, or beyond what is listed of this large workspace'
      : 'it is ignored by .gitignore or lies in a folder of tools';
  };
  /** What is at a name; a shown name may begin with that of a further root. */
  const at = async (name: string): Promise<Found | string> => {
    const found = await find(name, roots);
    if (typeof found === 'object') return found;
    const [first = '', ...rest] = name.split('/');
    const named = roots.slice(1).filter(({ real }) => path.basename(real) === first);
    const again = named.length > 0 && found === 'missing' ? await find(rest.join('/'), named) : found;
    if (typeof again === 'object') return again;
    return again === 'missing' ? `${REFUSALS.missing}${await hint(name)}` : REFUSALS[again];
  };
  /** `; did you mean src/a.ts?` */
  const hint = async (name: string): Promise<string> => {
    const end = `/${path.posix.basename(name)}`;
    const names = (await listings()).flatMap(({ files }) => files);
    const meant = names.find((file) => `/${file}`.endsWith(end));
    return meant === undefined ? '' : `; did you mean ${await safe(meant)}?`;
  };
  /** The file that a name stands for, or undefined: then it is listed as refused. */
  const file = async (name: string): Promise<Spot | undefined> => {
    const found = await at(name);
    if (typeof found === 'string') return refuse(name, found);
    const { real, root } = found;
    if (found.kind === 'folder') return refuse(name, REFUSALS.folder);
    const reason = await unlisted(real, root);
    const guarded = secretName(name) ?? secretName(real);
    if (guarded ?? reason) return refuse(name, guarded ?? reason ?? '');
    return { root, real, shown: shownPath(real, root, roots) };
  };
  /** The listed files below a folder or that fit a glob, or the one file; undefined for nothing: then it is refused. */
  const files = async (name: string): Promise<readonly Spot[] | undefined> => {
    const found = await at(name);
    if (typeof found === 'object' && found.kind === 'file') {
      const spot = await file(name);
      return spot && [spot];
    }
    const folder = typeof found === 'object' ? relativePath(found.real, found.root) : '';
    const tests =
      typeof found === 'object'
        ? [(one: string, root: Root) => (root === found.root || name === '.') && inFolder(one, folder)]
        : /[*?[{]/.test(name)
          ? globOver(name, roots)
          : undefined;
    if (!tests) return refuse(name, typeof found === 'string' ? found : REFUSALS.outside);
    const spots: Spot[] = [];
    const turn = takingTurns(signal);
    for (const { root, files: all } of await listings()) {
      for (const one of all) {
        const pause = turn();
        if (pause) await pause;
        const real = path.join(root.real, one);
        if (tests.some((fits) => fits(one, root)))
          spots.push({ root, real, shown: shownPath(real, root, roots) });
      }
    }
    return spots.length > 0 ? spots : refuse(name, 'no file that may be read is there');
  };
  /** The guard's verdict on a content: the kinds and lines of what looks like a secret. */
  const guarded = async (content: string): Promise<string | undefined> => {
    const key = createHash('sha256').update(content).digest('base64');
    if (!verdicts.has(key)) verdicts.set(key, describeHits(await scanText(content, signal)));
    return verdicts.get(key);
  };
  /** A file's text, or why it is not shown. What was opened is judged again: a link may have been swapped in. */
  const textOf = async ({ real, root }: Spot): Promise<Text> => {
    const g = startGathering(deps, roots, new Map(), 0);
    const read = await readBytes(g, '', real, FILE_LIMIT);
    const { withheld, omitted } = g.result();
    if (!read)
      return withheld[0] ? { why: HELD, about: withheld[0].reason } : { why: omitted[0]?.reason ?? '' };
    const reason = read.real === real ? undefined : await unlisted(read.real, root);
    if (reason !== undefined) return { why: reason };
    const about = humanBytes(read.size);
    const image = imageType(read.content);
    if (image !== undefined) return { why: 'it is an image', about: `${image}, ${about}` };
    if (read.size > FILE_LIMIT && !read.content.includes(0)) return { why: 'it is too large', about };
    const content = decodeText(read.content);
    if (content === undefined) return { why: 'it is binary', about };
    const secrets = await guarded(content);
    return secrets === undefined ? { content } : { why: HELD, about: secrets };
  };
  /**
   * Shows a range of lines under a title, as many as fit, each made by `write`; says where the rest begins. The last line
   * shown, or undefined: then nothing was.
   */
  const showLines = async (
    title: string,
    lines: readonly string[],
    { first, last }: { readonly first: number; readonly last: number },
    write = (line: string, number: number): string => `${number}\t${line}`,
  ): Promise<number | undefined> => {
    const total = lines.length;
    if (first > Math.max(total, 1)) return refuse(title, `it has only ${plural(total, 'line')}`);
    const shown: string[] = [];
    for (let room = page.left() - title.length - 200; first + shown.length <= Math.min(last, total); ) {
      const line = write(clipped(lines[first + shown.length - 1] ?? ''), first + shown.length);
      room -= Buffer.byteLength(line) + LINE_COST;
      if (room < 0) break;
      shown.push(line);
    }
    const end = first + shown.length - 1;
    if (end < first && total > 0)
      return refuse(title, 'it does not fit into this result: ask for it alone, or for fewer lines');
    const span = total === 0 ? 'empty' : `lines ${first}-${end} of ${total}`;
    page.add([`--- ${title} (${span}) ---`, ...shown].join('\n'));
    if (end < total) page.add(`(${plural(total - end, 'more line')}: go on with start ${end + 1})`);
    return end;
  };
  /** The whole result. The last look of the guard: names, authors and branches may hold a secret, too. */
  const finish = async (): Promise<string> => {
    if (page.left() === 0)
      page.note('The result is cut here: it has reached its limit of bytes. Ask for less at a time.');
    const refused = firstOf(REASONS_SHOWN, refusals).map((line) => `Not shown: ${line}`);
    const said = [...page.parts, ...refused, ...page.notes].join('\n') || 'Nothing was found.';
    return cutTo(await withoutSecrets(said, signal), room);
  };
  return {
    ...site,
    deps,
    page,
    signal,
    listings,
    safe,
    refuse,
    file,
    files,
    textOf,
    guarded,
    showLines,
    finish,
  };
}

const inFolder = (file: string, folder: string): boolean => folder === '' || file.startsWith(`${folder}/`);

type Listed = Awaited<ReturnType<typeof listIn>>;

async function listIn(root: Root, deps: GatherDeps) {
  const { files, cut } = await listFiles(root, deps);
  return { root, files, cut, names: new Set(files.map((file) => file.normalize())) };
}

/** At most so many bytes of a text. Pure. */
function cutTo(said: string, bytes: number): string {
  const all = Buffer.from(said);
  // A character that is cut in two becomes one that takes three bytes.
  return all.length <= bytes
    ? said
    : `${all
        .subarray(0, bytes - 10)
        .toString()
        .replace(/\uFFFD$/, '')}…`;
}

/** The text without the lines in which the guard finds something. Before a line is cut: half a secret has no shape. */
export async function withoutSecrets(said: string, signal: AbortSignal): Promise<string> {
  const lines = said.split('\n');
  for (let pass = 0; pass < PASSES_MAX; pass += 1) {
    const hits = await scanText(lines.join('\n'), signal);
    if (hits.length === 0) return lines.join('\n');
    for (const { line, kind } of hits) lines[line - 1] = `[line withheld by the secret guard: ${kind}]`;
  }
  return 'The whole result is withheld by the secret guard.';
}
