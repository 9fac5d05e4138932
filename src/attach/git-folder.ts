import type { Dirent } from 'node:fs';
import { lstat, readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { errnoOf } from '../system/errors.ts';
import { quoted } from './entry.ts';
import { isInside } from './workspace.ts';

/** The folders of a checkout, as real paths. */
export interface Checkout {
  /** Where the work tree begins: the folder of the workspace or one above it. */
  readonly top: string;
  /** `.git`, or what its text names for linked worktrees and submodules. */
  readonly gitDir: string;
  /** Where objects and refs are: `gitDir`, or the main repository's. */
  readonly common: string;
  /** core.worktree of the repository's own configuration. */
  readonly worktree: () => Promise<string | undefined>;
}

/** What makes a checkout unsafe; follows the words "It has". */
interface Fault {
  readonly thing: string;
  /** The command that fixes it. */
  readonly remedy?: string;
}

/** How many entries may still be examined, and which lending repositories have been. */
type Budget = { left: number; readonly lenders: Set<string> };

/** Entries of a git folder that none of our commands read; people and tools may link these. */
const UNREAD = ['hooks', 'info', 'lfs', 'annex'];
/** Entries of a git folder that are examined completely. */
const DEEP = ['objects', 'refs', 'logs', 'reftable'];
/** Loose objects and refs together; git packs objects from 6,700 on (git-gc(1)). */
const ENTRIES_MAX = 200_000;
const LENDERS_MAX = 20;
const LIST_MAX = 100_000;
/** Replaces bytes that are not UTF-8: the name that we see is not the one that git uses. */
export const UNREADABLE = '\uFFFD';

/** Where a name leads; links are resolved before `..`, as the system does. */
export async function realPathOf(folder: string, name: string): Promise<string | undefined> {
  if (name.includes(UNREADABLE)) return undefined;
  return realpath(path.isAbsolute(name) ? name : `${folder}${path.sep}${name}`).catch(() => undefined);
}

/**
 * Why git must not run on the checkout around the folder `root`; undefined if all objects and refs are really in it
 * or in the repository that it belongs to. Costs one listing for each of their folders, however large the files. A
 * swap between this check and git's own read goes unnoticed.
 */
export async function faultOf(root: string, checkout: Checkout): Promise<Fault | undefined> {
  if (!(await ownsHistory(root, checkout)))
    return { thing: 'the history of another folder, which does not point back' };
  const { gitDir, common } = checkout;
  const budget = { left: ENTRIES_MAX, lenders: new Set<string>() };
  // A ref of another worktree can be named, too (gitrevisions(7)).
  const trees = path.join(common, 'worktrees');
  const others = (await readdir(trees).catch(() => [])).map((name) => path.join(trees, name));
  for (const folder of new Set([gitDir, common, trees, ...others])) {
    const fault = await faultIn(folder, folder, budget);
    if (fault) return fault;
  }
  return (await lentRefs(common)) ?? (await lentObjects(path.join(common, 'objects'), checkout, budget));
}

/** True if the git folder belongs to the checkout: it is in it, or points back to it. */
async function ownsHistory(root: string, { top, gitDir, common, worktree }: Checkout): Promise<boolean> {
  const dotGit = (folder: string) => lstat(path.join(folder, '.git')).catch(() => undefined);
  // The nearest one decides: core.worktree could name any folder above it.
  let holder = root;
  while (holder !== top && !(await dotGit(holder))) holder = path.dirname(holder);
  const at = await dotGit(holder);
  const link = path.join(top, '.git');
  if (holder !== top || !at || at.isSymbolicLink()) return false;
  if (at.isDirectory()) return gitDir === link && common === link;
  if (isInside(gitDir, top) && isInside(common, top)) return true;
  // A linked worktree: <common>/worktrees/<name>/gitdir contains the path of its .git file (gitrepository-layout(5)).
  if (path.dirname(gitDir) === path.join(common, 'worktrees')) {
    const back = await readFile(path.join(gitDir, 'gitdir'), 'utf8').catch(() => '');
    return (await realPathOf(gitDir, back.trim())) === link;
  }
  // A submodule: its configuration names its work tree.
  const tree = gitDir === common ? await worktree() : undefined;
  return tree !== undefined && (await realPathOf(gitDir, tree)) === top;
}

/**
 * True for links and for files that never end (pipes, devices). Sockets are allowed: git's file monitor has one
 * there.
 */
const isOdd = (e: Dirent): boolean => !(e.isFile() || e.isDirectory() || e.isSocket());

/** The first link, or entry that cannot be judged, in a folder that git reads; `base` is its git folder. */
async function faultIn(folder: string, base: string, budget: Budget): Promise<Fault | undefined> {
  const within = (name: string): string => quoted(path.relative(base, path.join(folder, name)));
  let entries: readonly Dirent[] = [];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    // Missing is fine: git removes empty folders.
    if (!['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? ''))
      return { thing: `a folder that cannot be listed (${within('.')})` };
  }
  const inner = folder !== base;
  const read = entries.filter((e) => inner || !UNREAD.includes(e.name));
  const odd = read.find((e) => isOdd(e) || e.name.includes(UNREADABLE));
  if (odd) return { thing: `a link or special file in its git folder (${within(odd.name)})` };
  budget.left -= entries.length;
  if (budget.left < 0) return { thing: 'too many loose objects and refs to look through', remedy: 'git gc' };
  // Compared by git's own names: a file system that ignores case accepts others too.
  const folders = inner ? read.filter((e) => e.isDirectory()).map((e) => e.name) : DEEP;
  const faults = await Promise.all(folders.map((name) => faultIn(path.join(folder, name), base, budget)));
  return faults.find((fault) => fault !== undefined);
}

/** A list of paths in an examined folder. A list that is too long counts as one that leads outside. */
async function listIn(file: string): Promise<string> {
  const at = await lstat(file).catch(() => undefined);
  return at && at.size > LIST_MAX ? UNREADABLE + path.sep : readFile(file, 'utf8').catch(() => '');
}

/** Objects that another repository lends (gitrepository-layout(5)): only inside the checkout, and judged like its own. */
async function lentObjects(objects: string, checkout: Checkout, budget: Budget): Promise<Fault | undefined> {
  const list = await listIn(path.join(objects, 'info', 'alternates'));
  for (const line of list.split('\n').filter((text) => text !== '' && !text.startsWith('#'))) {
    const lender = await realPathOf(objects, line);
    // Not every git resolves links before `..`, and git unescapes a path that begins with a quote.
    const plain = lender === (await realPathOf('', path.resolve(objects, line))) && !line.startsWith('"');
    const near = plain && lender && [checkout.top, checkout.common].some((place) => isInside(lender, place));
    if (!near || budget.lenders.size >= LENDERS_MAX)
      return {
        thing: 'objects that another repository lends (objects/info/alternates)',
        remedy: 'git repack -a -d && rm .git/objects/info/alternates',
      };
    if (budget.lenders.has(lender)) continue;
    budget.lenders.add(lender);
    const fault =
      (await faultIn(lender, path.dirname(lender), budget)) ?? (await lentObjects(lender, checkout, budget));
    if (fault) return fault;
  }
  return undefined;
}

/** Refs kept in tables (extensions.refStorage, git-config(1)): their list could name a table in another folder. */
async function lentRefs(common: string): Promise<Fault | undefined> {
  const list = await listIn(path.join(common, 'reftable', 'tables.list'));
  return /[\\/]/.test(list) ? { thing: 'refs in another folder (reftable/tables.list)' } : undefined;
}
