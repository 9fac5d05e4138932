import type { AppError } from '../system/errors.ts';
import { inWords, type Text } from '../system/wording.ts';

/** `note`: worth knowing. `warn`: works, but not well or not for long. `fail`: something will not work. */
export type FindingState = 'ok' | 'note' | 'warn' | 'fail';

/** The result of one check. Whole sentences, nothing secret. */
export interface Finding {
  /** Stable, for scripts. */
  readonly id: string;
  readonly state: FindingState;
  readonly what: string;
  readonly why: string | null;
  /** Which command or change fixes it. */
  readonly fix: string | null;
}

function make(state: FindingState, id: string, what: Text, why?: Text, fix?: Text): Finding {
  const said = (text?: Text): string | null => (text === undefined ? null : inWords(text, 'terminal'));
  return { id, state, what: inWords(what, 'terminal'), why: said(why), fix: said(fix) };
}

export const ok = (id: string, what: Text): Finding => make('ok', id, what);
export const note = (id: string, what: Text, why?: Text, fix?: Text): Finding =>
  make('note', id, what, why, fix);

/** A fault always has a fix; only the reason may be unknown. */
export const warn = (id: string, what: Text, why: Text | undefined, fix: Text): Finding =>
  make('warn', id, what, why, fix);
export const fail = (id: string, what: Text, why: Text | undefined, fix: Text): Finding =>
  make('fail', id, what, why, fix);

export const failedWith = (id: string, { what, why, fix }: AppError): Finding => fail(id, what, why, fix);
