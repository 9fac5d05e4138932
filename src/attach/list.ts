import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../system/errors.ts';
import { takingTurns } from '../system/time.ts';
import { isToolFolder } from './generated.ts';
import type { GatherDeps } from './gathering.ts';
import { openRepo } from './git.ts';
import { firstVerdict, parseIgnore, type IgnoreRules } from './gitignore.ts';
import { find, isInside, type Root } from './workspace.ts';

export interface Listing {
  /** Relative to the root, with `/`, sorted by code units. Files and links; nothing has been opened. */
  readonly files: readonly string[];
  /** True if there are more than were listed. */
  readonly cut: boolean;
}

/** Files listed in one root before the walk stops. */
const LISTING_MAX = 100_000;
const IGNORE_FILE_LIMIT = 256_000;

/** The rules of one file for everything below `folder` ('' or `a/b/`), before those of the folders around it. */
async function rulesIn(file: string, folder: string, outer: IgnoreRules): Promise<IgnoreRules> {
  const stat = await lstat(file).catch(() => undefined);
  if (!stat?.isFile() || stat.size > IGNORE_FILE_LIMIT) return outer;
  const rules = parseIgnore(await readFile(file, 'utf8').catch(() => ''));
  return firstVerdict([(at, isFolder) => rules(at.slice(folder.length), isFolder), outer]);
}

/** Walks a folder that is not a checkout, applying every .gitignore in it. Links are listed, not followed. */
export async function walk(base: string, signal?: AbortSignal): Promise<Listing> {
  const files: string[] = [];
  let seen = 0;
  const turn = takingTurns(signal);
  const visit = async (folder: string, outer: IgnoreRules): Promise<void> => {
    signal?.throwIfAborted();
    const entries = await readdir(path.join(base, folder), { withFileTypes: true }).catch(() => []);
    const rules = await rulesIn(path.join(base, folder, '.gitignore'), folder, outer);
    for (const entry of entries) {
      const pause = turn();
      if (pause) await pause;
      seen += 1;
      if (seen > LISTING_MAX) return;
      const file = folder + entry.name;
      const isFolder = entry.isDirectory();
      if (isFolder && isToolFolder(entry.name)) continue;
      if (rules(file, isFolder) === 'ignored') continue;
      if (isFolder) await visit(`${file}/`, rules);
      else if (entry.isFile() || entry.isSymbolicLink()) files.push(file);
    }
  };
  await visit('', await rulesIn(path.join(base, '.git', 'info', 'exclude'), '', () => undefined));
  return { files: files.sort(), cut: seen > LISTING_MAX };
}

/**
 * Every file below a root that .gitignore does not exclude, always in the same order: git's tracked and untracked
 * files, or the result of a walk if git cannot be used.
 */
export async function listFiles(root: Root, deps: GatherDeps): Promise<Listing> {
  const walked = (): Promise<Listing> => walk(root.real, deps.signal);
  const repo = await openRepo(root.real, deps);
  if (repo instanceof AppError) return walked();
  const [tracked, others] = await Promise.all([
    repo.run(['ls-files', '-z', '--stage']),
    repo.run(['ls-files', '-z', '--others', '--exclude-standard']),
  ]);
  if (tracked.code !== 0 || others.code !== 0) return walked();
  const files = new Set<string>();
  const nested: string[] = [];
  for (const record of tracked.out.split('\0').filter((r) => r.includes('\t'))) {
    const file = record.slice(record.indexOf('\t') + 1);
    // A submodule: git lists the folder, not what is in it.
    if (record.startsWith('160000')) nested.push(file);
    else files.add(file);
  }
  for (const file of others.out.split('\0').filter(Boolean)) {
    if (file.endsWith('/')) nested.push(file.slice(0, -1));
    else files.add(file);
  }
  // An empty list usually means a folder that an outer repository ignores: then its own rules count.
  if (files.size === 0 && nested.length === 0) return walked();
  let cut = tracked.cut || others.cut;
  for (const folder of nested) {
    if (folder.split('/').some(isToolFolder)) continue;
    // A link instead of the submodule would lead elsewhere.
    const at = await find(folder, [root]);
    const plain = typeof at === 'object' && at.kind === 'folder' && at.real === path.join(root.real, folder);
    if (!plain) continue;
    const inner = await walk(at.real, deps.signal);
    cut ||= inner.cut;
    for (const file of inner.files) files.add(`${folder}/${file}`);
  }
  // A planted index can name any path. Two dots are looked for first: the rest takes a third of a second for 50,000 files.
  const below = (file: string): boolean =>
    !file.includes('..') || isInside(path.join(root.real, file), root.real);
  const sorted = [...files].filter((f) => below(f) && !f.split('/').some(isToolFolder)).sort();
  return { files: sorted.slice(0, LISTING_MAX), cut: cut || sorted.length > LISTING_MAX };
}
