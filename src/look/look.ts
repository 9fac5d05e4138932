import type { GatherDeps } from '../attach/gathering.ts';
import type { Machine } from '../attach/workspace.ts';
import type { ClientTool } from './tool.ts';

/** Ceilings; each has a default. Bytes as the model reads them. */
export interface LookLimits {
  readonly resultBytes: number;
  readonly totalBytes: number;
}

/** What the tools need of the machine. The signal comes with each call. */
export interface LookParts extends Omit<GatherDeps, 'signal'>, Machine {
  /** The workspace: absolute folders, from `resolveRoots`. */
  readonly roots: readonly string[];
  readonly limits?: Partial<LookLimits>;
}

/** What was looked at: for the receipt, without contents. */
export interface LookReceipt {
  readonly files: readonly {
    readonly path: string;
    readonly ranges: readonly (readonly [number, number])[];
  }[];
  readonly listed: readonly string[];
  readonly searched: readonly { readonly pattern: string; readonly matches: number }[];
  readonly git: readonly string[];
  readonly refused: readonly { readonly what: string; readonly reason: string }[];
  readonly bytes: number;
}

/** Four read-only tools over the workspace, and what they have shown so far. */
export interface Look {
  readonly tools: readonly ClientTool[];
  receipt(): LookReceipt;
}

/** Opens the workspace for looking around. Never rejects: without a workspace every tool says why. */
export async function openLook(_parts: LookParts): Promise<Look> {
  return {
    tools: [],
    receipt: () => ({ files: [], listed: [], searched: [], git: [], refused: [], bytes: 0 }),
  };
}
