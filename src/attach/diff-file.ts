import path from 'node:path';
import { humanBytes } from './budget.ts';
import type { Collection, Gathering } from './collect.ts';
import type { Root } from './confine.ts';
import { renderHunks, type ChangedFile, type Section } from './diff-parse.ts';
import { quoted } from './entry.ts';
import { generatedByName, generatedByShape } from './generated.ts';
import { FILE_BUDGET, READ_LIMIT } from './limits.ts';
import { readInside } from './read.ts';
import { secretName } from './secrets/names.ts';
import { scanKeyLines, scanText } from './secrets/scan.ts';
import { decodeText, splitLines } from './text.ts';

const isAllowed = (g: Gathering, root: Root, file: string): boolean =>
  g.allowed.has(path.join(root.real, file));

/** False where the name alone keeps a file out; then it is listed. */
export function judgeName(g: Gathering, c: Collection, root: Root, file: ChangedFile): boolean {
  const shown = quoted(file.path);
  const secret = secretName(path.join(root.real, file.path)) ?? (file.from && secretName(file.from));
  if (secret && !isAllowed(g, root, file.path)) {
    c.withheld.push({ path: shown, reason: secret });
    return false;
  }
  const reason = file.submodule ? 'a submodule' : generatedByName(file.path);
  if (reason === undefined) return true;
  c.omitted.push({ path: shown, reason });
  return false;
}

/** Attaches one changed file from its section of the patch, or lists why not. */
export function attachSection(
  g: Gathering,
  c: Collection,
  root: Root,
  file: ChangedFile,
  section: Section | undefined,
  cut: boolean,
): void {
  const shown = quoted(file.path);
  const omit = (reason: string): void => void c.omitted.push({ path: shown, reason });
  if (!section) return omit(cut ? 'the whole diff is too long' : 'it changed while it was read');
  if (section.long)
    return omit(`its diff has more than ${humanBytes(FILE_BUDGET)}: name the file and a range instead`);
  const hunks = renderHunks(section.lines);
  if (hunks.binary) return omit('it is binary');
  const change = file.from === undefined ? file.change : `${file.change} from ${quoted(file.from)}`;
  send(g, c, root, file.path, change, hunks);
}

/** Attaches an untracked file as an addition, or lists why not. */
export async function attachUntracked(g: Gathering, c: Collection, root: Root, file: string): Promise<void> {
  const shown = quoted(file);
  const omit = (reason: string): void => void c.omitted.push({ path: shown, reason });
  if (file.endsWith('/')) return omit('a repository of its own');
  if (!judgeName(g, c, root, { path: file, from: undefined, change: 'added', submodule: false })) return;
  const read = await readInside(path.join(root.real, file), g.roots, READ_LIMIT, g.signal);
  if (read.kind === 'refused') return omit(read.reason);
  const secret = secretName(read.real);
  if (secret !== undefined && !g.allowed.has(read.real))
    return void c.withheld.push({ path: shown, reason: secret });
  if (read.kind === 'long') return omit(`it has ${humanBytes(read.size)}`);
  const text = decodeText(read.bytes);
  if (text === undefined) return omit('it is binary');
  const bare = splitLines(text);
  send(g, c, root, file, 'added, untracked', {
    lines: bare.map((line, i) => `${i + 1}\t+${line}`),
    bare,
    names: bare.map((_, i) => `line ${i + 1}`),
    added: bare.length,
    removed: 0,
  });
}

/** Judges a file's changed lines and sends them, or says why not. */
function send(
  g: Gathering,
  c: Collection,
  root: Root,
  file: string,
  change: string,
  hunks: Omit<ReturnType<typeof renderHunks>, 'binary'>,
): void {
  const shown = quoted(file);
  const text = hunks.bare.join('\n');
  const shape = generatedByShape(text);
  if (shape !== undefined) return void c.omitted.push({ path: shown, reason: shape });
  const allowed = isAllowed(g, root, file);
  const hits = scanText(text).map((h) => `${h.kind} in ${hunks.names[h.line - 1] ?? 'its diff'}`);
  const key = scanKeyLines(hunks.bare);
  if (key !== undefined && hits.length === 0)
    hits.push(`what looks like a part of a key in ${hunks.names[key] ?? 'its diff'}`);
  if (hits.length > 0 && !allowed)
    return void c.withheld.push({ path: shown, reason: hits.slice(0, 3).join(', ') });
  const header = `--- Diff of ${shown} (${change}, +${hunks.added} -${hunks.removed}) ---`;
  const part = [header, ...hunks.lines].join('\n');
  const bytes = Buffer.byteLength(part, 'utf8');
  if (bytes > FILE_BUDGET)
    return void c.omitted.push({
      path: shown,
      reason: `its diff has ${humanBytes(bytes)}, more than ${humanBytes(FILE_BUDGET)}`,
    });
  if (!g.budget.take(part))
    return void c.omitted.push({
      path: shown,
      reason: `the budget is used up: it needs ${humanBytes(bytes)}`,
    });
  c.parts.push({ type: 'input_text', text: part });
  c.attached.push({
    path: shown,
    kind: 'diff',
    bytes,
    lines: hunks.lines.length,
    ...(hits.length > 0 || (allowed && secretName(file) !== undefined) ? { secretAllowed: true } : {}),
  });
}
