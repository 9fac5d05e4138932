/** `note`: worth knowing. `warn`: works, but not well or not for long. `fail`: something will not work. */
export type FindingState = 'ok' | 'note' | 'warn' | 'fail';

/** What one check has to say. Whole sentences, nothing secret. */
export interface Finding {
  /** Stable, for scripts. */
  readonly id: string;
  readonly state: FindingState;
  readonly what: string;
  readonly why: string | null;
  /** Which command or change mends it. */
  readonly mend: string | null;
}

interface More {
  readonly why?: string | undefined;
  readonly mend?: string | undefined;
}

function make(id: string, state: FindingState, what: string, { why, mend }: More): Finding {
  return { id, state, what, why: why ?? null, mend: mend ?? null };
}

export const ok = (id: string, what: string, more: More = {}): Finding => make(id, 'ok', what, more);
export const note = (id: string, what: string, more: More = {}): Finding => make(id, 'note', what, more);

/** Whoever reads about a fault is told what to do about it: so a mend is not left to chance. */
export type Mended = More & { readonly mend: string };
export const warn = (id: string, what: string, more: Mended): Finding => make(id, 'warn', what, more);
export const fail = (id: string, what: string, more: Mended): Finding => make(id, 'fail', what, more);

/** True when nothing fails: warnings and notes are no failures. */
export function isHealthy(findings: readonly Finding[]): boolean {
  return findings.every((f) => f.state !== 'fail');
}
