import { its, say } from '../system/wording.ts';
import path from 'node:path';
import { AppError } from '../system/errors.ts';
import { createBudget } from './budget.ts';
import { emptyCollection, type Collection, type Gathering } from './collect.ts';
import { find, isInside, openRoots, type Root } from './confine.ts';
import { parseDiff } from './diff-spec.ts';
import { ALLOW_SECRET, parseEntry } from './entry.ts';
import { attachExact, attachSearches, resolveFiles } from './files.ts';
import { ENTRIES_MAX, estimateTokens, TEXT_BUDGET, TEXT_BUDGET_MAX } from './limits.ts';
import type { Gathered, GatherRequest } from './types.ts';

export interface GatherDeps {
  /** The workspace: absolute folders, from `resolveRoots`. */
  readonly roots: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly signal?: AbortSignal;
}

/** Left-out files that are named to the model. */
const MISSING_SHOWN = 40;

/** True where there is anything to gather: then this module is worth loading. */
export function asksForContext(request: GatherRequest): boolean {
  return Boolean(request.files?.length || request.images?.length || request.diff);
}

function budgetOf(request: GatherRequest): number {
  const bytes = request.budgetBytes ?? TEXT_BUDGET;
  if (Number.isFinite(bytes) && bytes >= 0 && bytes <= TEXT_BUDGET_MAX) return Math.floor(bytes);
  throw new AppError({
    kind: 'input',
    code: 'context.budget',
    what: `The budget for attached text cannot be ${String(bytes)} bytes.`,
    fix: `Give a number up to ${TEXT_BUDGET_MAX}, or leave it out for ${TEXT_BUDGET}.`,
  });
}

/** Real paths whose secrets may be sent. A file that git only remembers has none: its place stands for it. */
async function allowedPaths(names: readonly string[], roots: readonly Root[]): Promise<readonly string[]> {
  const paths: string[] = [];
  for (const name of names) {
    const bare = name.startsWith(ALLOW_SECRET) ? name.slice(ALLOW_SECRET.length) : name;
    const found = await find(bare, roots);
    if (found.kind === 'file') paths.push(found.real);
    else if (found.kind === 'refused' && found.refusal === 'missing') {
      for (const root of roots) {
        const file = path.resolve(root.real, bare);
        if (file !== root.real && isInside(file, root.real)) paths.push(file);
      }
    }
  }
  return paths;
}

/** Tells the model what it does not see, so that it does not take its absence for a fault. Names and reasons only. */
function missingPart({ attached, omitted, withheld }: Collection): string | undefined {
  const all = [...withheld, ...omitted];
  if (attached.length === 0 || all.length === 0) return undefined;
  const rest = all.length - MISSING_SHOWN;
  return [
    '--- Named by the user but not included ---',
    ...all.slice(0, MISSING_SHOWN).map((o) => `${o.path}: ${o.reason}`),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ].join('\n');
}

/**
 * Reads what a question names and judges it: nothing outside the roots, nothing that the secret guard holds back, no
 * more than the budget. Sends nothing. Named files come first, then the diff, then what globs find, then images; in
 * this order they share the budget. Throws an input error for names that lead nowhere, so that no question is asked
 * without its context; a local one where git is missing or fails.
 */
export async function gather(request: GatherRequest, deps: GatherDeps): Promise<Gathered> {
  const entries = [...(request.files ?? []), ...(request.images ?? [])];
  if (entries.length > ENTRIES_MAX) {
    throw new AppError({
      kind: 'input',
      code: 'context.files',
      what: say`There are ${entries.length} entries in ${its.files} and ${its.images}.`,
      why: `${ENTRIES_MAX} are the most.`,
      fix: 'Use a folder or a glob (src/**/*.ts) in place of single names.',
    });
  }
  const budget = createBudget(budgetOf(request));
  const spec = request.diff === undefined ? undefined : parseDiff(request.diff);
  const parsed = (request.files ?? []).map(parseEntry);
  const roots = await openRoots(deps.roots);
  if (roots.length === 0) {
    throw new AppError({
      kind: 'local',
      code: 'context.no-workspace',
      what: 'The workspace folder does not exist.',
      fix: 'Start in a folder that exists, or set CLAUDE_PROJECT_DIR to one.',
    });
  }
  const collection = emptyCollection();
  const files = await resolveFiles(parsed, roots);
  const allowed = new Set([...files.allowed, ...(await allowedPaths(request.allowSecrets ?? [], roots))]);
  const gathering: Gathering = {
    roots,
    budget,
    allowed,
    env: deps.env,
    platform: deps.platform,
    ...(deps.signal ? { signal: deps.signal } : {}),
  };
  await attachExact(gathering, collection, files);
  if (spec) {
    const { attachDiff } = await import('./diff.ts');
    await attachDiff(gathering, collection, spec);
  }
  await attachSearches(gathering, collection, files);
  let imageBytes = 0;
  if (request.images?.length) {
    const { attachImages } = await import('./images.ts');
    imageBytes = await attachImages(gathering, collection, request.images);
  }
  const missing = missingPart(collection);
  if (missing !== undefined && budget.take(missing))
    collection.parts.push({ type: 'input_text', text: missing });
  const images = collection.attached.filter((a) => a.kind === 'image').length;
  const chars = collection.parts.reduce((sum, p) => sum + (p.type === 'input_text' ? p.text.length : 0), 0);
  return { ...collection, bytes: budget.spent, imageBytes, tokens: estimateTokens(chars, images) };
}

/**
 * Throws where everything that was asked for was left out: a question without any of its context is not worth its
 * tokens. Not for a dry run, which shows just that.
 */
export function assertSomethingAttached(gathered: Gathered): void {
  if (gathered.attached.length > 0) return;
  const all = [...gathered.withheld, ...gathered.omitted];
  const held = gathered.withheld[0];
  throw new AppError({
    kind: 'input',
    code: 'context.empty',
    what: 'Nothing of what was named may or can be sent, so the question was not asked.',
    why: `${all
      .slice(0, 5)
      .map((o) => `${o.path}: ${o.reason}`)
      .join('; ')}.`,
    fix: held
      ? `Leave it out; only if the user wants this very file sent, name it as ${ALLOW_SECRET}${held.path}.`
      : 'Name other files, or a range of a long one (path:1-400).',
  });
}
