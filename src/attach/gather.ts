import { AppError } from '../system/errors.ts';
import { its, say } from '../system/wording.ts';
import { parseDiff } from './comparison.ts';
import { attachDiff } from './diff.ts';
import { ALLOW_SECRET, parseEntry } from './entry.ts';
import { attachFile, attachSearches, resolveFiles } from './files.ts';
import { firstOf, startGathering, type Gathered, type GatherDeps } from './gathering.ts';
import { attachImages } from './images.ts';
import { openRoots } from './workspace.ts';

/** What a caller names for a question. Everything is checked here: it may come from a model. */
export interface GatherRequest {
  /** Paths, folders and globs, with `:10-40` for a range, `!` for an exclusion, `allow-secret:` for an override. */
  readonly files?: readonly string[] | undefined;
  /** `uncommitted`, `staged`, a base ref, `a..b` or `a...b`. */
  readonly diff?: string | undefined;
  readonly images?: readonly string[] | undefined;
}

export interface GatherOptions extends GatherDeps {
  /** The workspace: absolute folders, from `resolveRoots`. */
  readonly roots: readonly string[];
  /** All text together, as it is sent. Bytes. */
  readonly budgetBytes?: number;
}

const ENTRIES_MAX = 200;
/** About 110,000 tokens. Bytes. */
const TEXT_BUDGET = 400_000;
/** Left-out files that are named to the model. */
const MISSING_SHOWN = 40;

/**
 * Reads what a question names and judges it: nothing outside the roots, nothing that the secret guard holds back, no
 * more than the budget. Sends nothing. Named files come first, then the diff, then what globs find, then images; in
 * this order they share the budget. Throws an input error for names that lead nowhere, so that no question is asked
 * without its context; a local one where git is missing or fails.
 */
export async function gather(request: GatherRequest, options: GatherOptions): Promise<Gathered> {
  const { files = [], images = [], diff } = request;
  const entries = files.length + images.length;
  if (entries > ENTRIES_MAX) {
    throw new AppError({
      kind: 'input',
      code: 'context.files',
      what: say`There are ${entries} entries in ${its.files} and ${its.images}; the limit is ${ENTRIES_MAX}.`,
      fix: 'Use a folder or a glob (src/**/*.ts) in place of single names.',
    });
  }
  const spec = diff === undefined ? undefined : parseDiff(diff);
  const parsed = files.map(parseEntry);
  const roots = await openRoots(options.roots);
  if (roots.length === 0) {
    throw new AppError({
      kind: 'local',
      code: 'context.no-workspace',
      what: 'The workspace folder does not exist.',
      fix: 'Start in a folder that exists, or set CLAUDE_PROJECT_DIR to one.',
    });
  }
  const resolved = await resolveFiles(parsed, roots);
  const g = startGathering(options, roots, resolved.allowed, options.budgetBytes ?? TEXT_BUDGET);
  for (const wanted of resolved.exact) await attachFile(g, wanted, resolved);
  if (spec) await attachDiff(g, spec);
  await attachSearches(g, resolved);
  await attachImages(g, images);
  const found = g.result();
  const missing = firstOf(MISSING_SHOWN, reasons(found));
  // The model is told what it does not see, so that it does not take its absence for a fault.
  if (found.attached.length > 0 && missing.length > 0)
    g.addText(['--- Named by the user but not included ---', ...missing].join('\n'));
  return g.result();
}

const reasons = ({ withheld, omitted }: Gathered): readonly string[] =>
  [...withheld, ...omitted].map((o) => `${o.path}: ${o.reason}`);

/**
 * Throws where everything that was asked for was left out: a question without any of its context is not worth its
 * tokens. Not for a dry run, which shows just that.
 */
export function assertSomethingAttached(gathered: Gathered): void {
  if (gathered.attached.length > 0) return;
  const held = gathered.withheld[0];
  throw new AppError({
    kind: 'input',
    code: 'context.empty',
    what: 'None of the named files could be attached, so nothing was sent.',
    why: `${firstOf(5, reasons(gathered)).join('; ')}.`,
    fix: held
      ? `Leave it out; only if the user wants this very file sent, name it as ${ALLOW_SECRET}${held.path}.`
      : 'Name other files, or a range of a long one (path:1-400).',
  });
}
