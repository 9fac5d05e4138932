import { humanBytes, type GatherDeps } from '../attach/gathering.ts';
import { openRoots, type Machine } from '../attach/workspace.ts';
import type { JsonObject } from '../system/json.ts';
import { visible } from '../system/visible.ts';
import { faultIn, withoutNulls } from './arguments.ts';
import { startCall, type LookTool, type Site } from './call.ts';
import { GIT } from './git.ts';
import { GREP } from './grep.ts';
import { LIST } from './list.ts';
import { openReceipt, type LookReceipt } from './receipt.ts';
import { READ } from './read.ts';
import type { ClientTool } from './tool.ts';

export type { LookReceipt } from './receipt.ts';

/** Ceilings; each has a default. Bytes are those that the model reads. */
export interface LookLimits {
  readonly resultBytes: number;
  readonly totalBytes: number;
  /** For a search of one batch of files, a few megabytes; usual patterns take milliseconds. */
  readonly searchMs: number;
}

const LIMITS: LookLimits = { resultBytes: 64_000, totalBytes: 1_000_000, searchMs: 3_000 };
/** With less room a result could not say what it left out. Bytes. */
const ROOM_MIN = 3_000;

/** What the tools need of the machine. The signal comes with each call. */
export interface LookParts extends Omit<GatherDeps, 'signal'>, Machine {
  /** The workspace: absolute folders, from `resolveRoots`. */
  readonly roots: readonly string[];
  readonly limits?: Partial<LookLimits>;
}

/** Four read-only tools over the workspace, and what they have shown so far. */
export interface Look {
  readonly tools: readonly ClientTool[];
  /** The folders that can be reached, as the caller named them, and those that are no project. */
  readonly roots: readonly string[];
  readonly refused: readonly string[];
  receipt(): LookReceipt;
}

/** Opens the workspace for looking around. Never rejects: without a workspace every tool says why. */
export async function openLook(parts: LookParts): Promise<Look> {
  const { roots, refused } = await openRoots(parts.roots, parts);
  const limits = { ...LIMITS, ...parts.limits };
  const receipt = openReceipt();
  const { searchMs } = limits;
  const deps = { env: parts.env, platform: parts.platform };
  const site: Site = { deps, roots, receipt, verdicts: new Map(), searchMs };
  /** Bytes shown, and those that calls under way may still show. */
  let spent = 0;
  let shown = 0;
  const runIn =
    ({ parameters, name, run }: LookTool): ClientTool['run'] =>
    async (given, signal) => {
      signal.throwIfAborted();
      const args = withoutNulls(given) as JsonObject;
      const fault = faultIn(parameters, args);
      if (fault !== undefined)
        return `Not run: ${visible(fault)}. The accepted form is in the definition of ${name}.`;
      if (roots.length === 0) return 'Not run: the workspace is no project folder, so nothing can be read.';
      const room = Math.min(limits.resultBytes, limits.totalBytes - spent);
      if (room < ROOM_MIN)
        return `Not run: the ${humanBytes(limits.totalBytes)} that looking around may show are used up. Answer with what you have.`;
      spent += room;
      const call = startCall(site, room, signal);
      try {
        await run(args, call);
      } catch {
        signal.throwIfAborted();
        call.page.note('The tool failed and stopped here.');
      }
      const said = await call.finish();
      const size = Buffer.byteLength(said);
      spent += size - room;
      shown += size;
      return said;
    };
  return {
    tools: [LIST, READ, GREP, GIT].map((tool) => ({
      ...tool,
      // Before the arguments are judged: a model may send anything.
      says: (given) => {
        const args = withoutNulls(given) as JsonObject;
        return faultIn(tool.parameters, args) === undefined ? tool.says(args) : tool.name;
      },
      run: runIn(tool),
    })),
    roots: roots.map((root) => root.path),
    refused: refused.map((root) => root.path),
    receipt: () => receipt.show(shown),
  };
}

/** What the tools could reach, as one sentence a line, for a dry run. Pure. */
export function reachOf({ roots, refused }: Pick<Look, 'roots' | 'refused'>): readonly string[] {
  if (roots.length === 0) return ['Looking around could reach nothing: the workspace is no project folder.'];
  return [
    `Looking around could list, read and search every file below ${roots.join(', ')}, and the git history there.`,
    'Not what .gitignore ignores, what the secret guard withholds, links that lead elsewhere, and git’s own files.',
    ...refused.map((folder) => `Not ${folder}: it is no project folder.`),
  ];
}
