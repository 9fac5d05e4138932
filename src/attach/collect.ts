import type { Attached, InputPart, LeftOut } from './types.ts';
import type { Root } from './confine.ts';
import type { Budget } from './budget.ts';

/** What one gathering has found so far; the steps below gather.ts add to it. */
export interface Collection {
  readonly parts: InputPart[];
  readonly attached: Attached[];
  readonly omitted: LeftOut[];
  readonly withheld: LeftOut[];
  readonly notes: string[];
}

export function emptyCollection(): Collection {
  return { parts: [], attached: [], omitted: [], withheld: [], notes: [] };
}

/** What every step needs to know. */
export interface Gathering {
  readonly roots: readonly Root[];
  readonly budget: Budget;
  /** Real paths whose secrets may be sent. */
  readonly allowed: ReadonlySet<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly signal?: AbortSignal;
}
