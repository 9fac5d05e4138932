import { inWords, type Text } from '../system/wording.ts';
/** `note`: worth knowing. `warn`: works, but not well or not for long. `fail`: something will not work. */
export type FindingState = 'ok' | 'note' | 'warn' | 'fail';

/** What one check has to say. Whole sentences, nothing secret. */
export interface Finding {
  /** Stable, for scripts. */
  readonly id: string;
  readonly state: FindingState;
  readonly what: string;
  readonly why: string | null;
  /** Which command or change fixes it. */
  readonly fix: string | null;
}

interface More {
  readonly why?: Text | undefined;
  readonly fix?: Text | undefined;
}

function make(id: string, state: FindingState, what: Text, { why, fix }: More): Finding {
  const said = (text: Text | undefined): string | null =>
    text === undefined ? null : inWords(text, 'terminal');
  return { id, state, what: inWords(what, 'terminal'), why: said(why), fix: said(fix) };
}

export const ok = (id: string, what: Text, more: More = {}): Finding => make(id, 'ok', what, more);
export const note = (id: string, what: Text, more: More = {}): Finding => make(id, 'note', what, more);

/** Whoever reads about a fault is told what to do about it: so a fix is not left to chance. */
export type Fixable = More & { readonly fix: Text };
export const warn = (id: string, what: Text, more: Fixable): Finding => make(id, 'warn', what, more);
export const fail = (id: string, what: Text, more: Fixable): Finding => make(id, 'fail', what, more);

/** True when nothing fails: warnings and notes are no failures. */
export function isHealthy(findings: readonly Finding[]): boolean {
  return findings.every((f) => f.state !== 'fail');
}
