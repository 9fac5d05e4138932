import { AppError } from '../system/errors.ts';
import type { Deps } from '../system/deps.ts';
import { its, onlyIn, say } from '../system/wording.ts';
import { parseDiff } from './comparison.ts';
import { attachDiff } from './diff.ts';
import { ALLOW_SECRET, parseEntry, quoted } from './entry.ts';
import { attachFile, attachSearches, resolveFiles, slashed } from './files.ts';
import { firstOf, startGathering, type Gathered, type GatherDeps } from './gathering.ts';
import { compileGlob } from './glob.ts';
import { attachImages } from './images.ts';
import { attachRules } from './rules.ts';
import { openRoots, type Machine, type Root } from './workspace.ts';

/** What a caller names for a question. Everything is checked here: it may come from a model. */
export interface GatherRequest {
  /** Paths, folders and globs, with `:10-40` for a range, `!` for an exclusion, `allow-secret:` to ask the user for one. */
  readonly files?: readonly string[] | undefined;
  /** `uncommitted`, `staged`, `unstaged`, a base ref, `a..b` or `a...b`. */
  readonly diff?: string | undefined;
  readonly images?: readonly string[] | undefined;
  /** With a diff: the project's own rules too, as a reviewer needs them. */
  readonly rules?: boolean | undefined;
}

export interface GatherOptions extends GatherDeps, Machine, Pick<Deps, 'face'> {
  /** The workspace: absolute folders, from `resolveRoots`. */
  readonly roots: readonly string[];
  /** The total text as sent. Bytes. */
  readonly budgetBytes?: number;
}

const ENTRIES_MAX = 200;
/** About 110,000 tokens. Bytes. */
const TEXT_BUDGET = 400_000;
/** How many left-out files the model is told about. */
const MISSING_SHOWN = 40;

/**
 * Reads and checks what a question names: nothing outside the roots, nothing that the secret guard withholds, no more
 * than the budget. Sends nothing. Named files come first, then the diff, then its rules, then glob matches, then
 * images; they share the budget in this order. Throws an input error for names that were not found, so that no question is asked without
 * its context, and a local one if git is missing or fails.
 */
export async function gather(request: GatherRequest, options: GatherOptions): Promise<Gathered> {
  const { files = [], images = [], diff, rules = false } = request;
  const entries = files.length + images.length;
  if (entries > ENTRIES_MAX) {
    throw new AppError({
      kind: 'input',
      code: 'context.files',
      what: say`${its.files} and ${its.images} have ${entries} entries; the limit is ${ENTRIES_MAX}.`,
      fix: 'Use a folder or a glob (src/**/*.ts) instead of single names.',
    });
  }
  const spec = diff === undefined ? undefined : parseDiff(diff);
  const parsed = files.map(parseEntry);
  const { roots: open, refused } = await openRoots(options.roots, options);
  // On the command line the user has typed an exact file name, so it may be read anywhere.
  const byName = open.length === 0 && options.face === 'terminal' && spec === undefined;
  const roots = byName ? refused : open;
  if (roots.length === 0) throw noWorkspace(refused);
  const resolved = await resolveFiles(parsed, roots);
  if (byName && resolved.searches.length > 0) throw noWorkspace(refused);
  const globs = options.allowSecrets?.map((pattern) => compileGlob(slashed(pattern))) ?? [];
  const agrees = (real: string): boolean => globs.some((fits) => fits(slashed(real)));
  const asked = new Map([...resolved.allowed].map((real) => [real, agrees(real)]));
  const g = startGathering(options, roots, asked, options.budgetBytes ?? TEXT_BUDGET);
  if (!byName && refused.length > 0)
    g.note(`Not used, because it is a system or home folder and not a project: ${namesOf(refused)}.`);
  for (const wanted of resolved.exact) await attachFile(g, wanted, resolved);
  if (spec) await attachDiff(g, spec);
  if (rules) await attachRules(g, resolved);
  await attachSearches(g, resolved);
  await attachImages(g, images);
  const found = g.result();
  const missing = firstOf(MISSING_SHOWN, reasons(found));
  // Tell the model what is missing, so that it does not report it as a fault.
  if (found.attached.length > 0 && missing.length > 0)
    g.addText(['--- Named by the user but not included ---', ...missing].join('\n'));
  return g.result();
}

const namesOf = (folders: readonly Root[]): string => folders.map((f) => quoted(f.path)).join(', ');

/** The error if no folder is left to attach from. */
function noWorkspace(refused: readonly Root[]): AppError {
  if (refused.length === 0)
    return new AppError({
      kind: 'local',
      code: 'context.no-workspace',
      what: 'The workspace folder does not exist.',
      fix: 'Start in a folder that exists, or set CLAUDE_PROJECT_DIR to one.',
    });
  return new AppError({
    kind: 'input',
    code: 'context.not-workspace',
    what: `The workspace is ${namesOf(refused)}, and files there are not attached.`,
    why: 'A whole disk, a system folder, a home folder or the folder of the login file is not a project.',
    fix: say`Start in a project’s folder, or set CLAUDE_PROJECT_DIR to one${onlyIn('terminal', ', or name each file exactly (no folder, glob or diff)')}. A question without files, diff or images works everywhere.`,
  });
}

const reasons = ({ withheld, omitted }: Gathered): readonly string[] =>
  [...withheld, ...omitted].map((o) => `${o.path}: ${o.reason}`);

/**
 * Throws if everything requested was left out: a question without any of its context is not worth its tokens. Not
 * called for a dry run, which shows what was left out.
 */
export function assertSomethingAttached(gathered: Gathered): void {
  if (gathered.attached.length > 0) return;
  const held = gathered.withheld[0];
  throw new AppError({
    kind: 'input',
    code: 'context.empty',
    what: 'Nothing could be attached, so nothing was sent.',
    why: `${firstOf(5, reasons(gathered)).join('; ')}.`,
    fix: held
      ? say`Leave it out, or ${onlyIn('assistant', 'ask the user about it: name it as ')}${onlyIn('terminal', 'decide about it: --file ')}${ALLOW_SECRET}${held.path}.`
      : 'Name other files, or a range of a long file (path:1-400).',
  });
}
