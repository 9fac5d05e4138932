import { setImmediate } from 'node:timers/promises';
import { looksDrawn, thoroughlyMixed } from './judge.ts';
import { NAMED, ROWS } from './patterns.ts';

/** A secret's position and kind; its value is never stored. */
interface SecretHit {
  /** From 1. */
  readonly line: number;
  /** With its article: `a private key`. */
  readonly kind: string;
}

/** More hits than this add nothing. */
const HITS_MAX = 20;
/** Positions checked before other work gets its turn. */
const TURN = 200;

/** Patterns are made when something begins like them: all of them together cost a start milliseconds. */
const RULES = ROWS.flatMap(([kind, begins, follows, judge = looksDrawn]) => {
  let made: RegExp | undefined;
  const pattern = (): RegExp => (made ??= new RegExp(`${follows}(?![A-Za-z0-9])`, 'y'));
  return begins.split(' ').map((begin) => {
    const inWord = begin.startsWith('*');
    return { begin: inWord ? begin.slice(1) : begin, inWord, kind, pattern, judge };
  });
});
type Rule = (typeof RULES)[number];

const RULES_AT = new Map<string, readonly Rule[]>();
/** The rules for what begins like this, the longest first; `sk-ant-` begins with `sk-` too. */
function rulesAt(begin: string): readonly Rule[] {
  const known = RULES_AT.get(begin);
  if (known) return known;
  const rules = RULES.filter((rule) => begin.startsWith(rule.begin));
  rules.sort((a, b) => b.begin.length - a.begin.length);
  RULES_AT.set(begin, rules);
  return rules;
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
const BEGINS = new RegExp(
  [...new Set(RULES.map(({ begin }) => begin))]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|'),
  'g',
);

/**
 * A word begins here: after anything but a letter or a digit, or after an escape such as `\n` or `%3D`. What is short is
 * found within base64url too, after its hyphens: not as a word.
 */
function beginsWord(text: string, at: number, short: boolean): boolean {
  const before = text.slice(Math.max(0, at - 3), at);
  return (
    !(short ? /[A-Za-z0-9][-_]?$/ : /[A-Za-z0-9]$/).test(before) ||
    /(?:\\[nrtbf]|%[0-9A-Fa-f]{2})$/.test(before)
  );
}

function secretAt(text: string, at: number, { begin, inWord, pattern, judge }: Rule): boolean {
  if (!inWord && !beginsWord(text, at, begin.length < 5)) return false;
  const follows = pattern();
  follows.lastIndex = at + begin.length;
  const match = follows.exec(text);
  return match !== null && judge(match[1] ?? match[0], begin + match[0]);
}

/** Every place that may contain a secret, with its kind if it does. One pass for all beginnings, one for all names. */
function* places(text: string): Generator<{ readonly at: number; readonly kind: string | undefined }> {
  const begins = new RegExp(BEGINS);
  for (let match = begins.exec(text); match; match = begins.exec(text)) {
    const at = match.index;
    yield { at, kind: rulesAt(match[0]).find((rule) => secretAt(text, at, rule))?.kind };
    // Another may begin within this one.
    begins.lastIndex = at + 1;
  }
  const [kind, names, follows, judge] = NAMED;
  for (const match of text.matchAll(names)) {
    follows.lastIndex = match.index + match[0].length;
    const value = follows.exec(text)?.[1];
    yield { at: match.index, kind: value !== undefined && judge(value) ? kind : undefined };
  }
}

/**
 * Finds what is a secret with high confidence, in order of lines: keys and tokens of known shape that look drawn by a
 * machine, and such values under a name that says so. Placeholders don't count. It cannot find every secret: a
 * password in a sentence has no shape. Lets other work run in between, and throws the signal's reason if it is
 * aborted.
 */
export async function scanText(text: string, signal?: AbortSignal): Promise<readonly SecretHit[]> {
  const found: { readonly at: number; readonly kind: string }[] = [];
  let looked = 0;
  for (const { at, kind } of places(text)) {
    if (looked % TURN === 0) {
      signal?.throwIfAborted();
      if (looked > 0) await setImmediate();
    }
    looked += 1;
    if (kind === undefined) continue;
    found.push({ at, kind });
    if (found.length >= HITS_MAX) break;
  }
  let line = 1;
  let counted = 0;
  const hits: SecretHit[] = [];
  for (const { at, kind } of found.sort((a, b) => a.at - b.at)) {
    line += text.slice(counted, at).split('\n').length - 1;
    counted = at;
    // One a line; a vendor's name says more than the name of a variable before it.
    if (hits.at(-1)?.line === line && hits.at(-1)?.kind === NAMED[0]) hits.pop();
    if (hits.at(-1)?.line !== line) hits.push({ line, kind });
  }
  return hits;
}

const KEY_LINE =
  /^\s*["'`]?([A-Za-z0-9+/]{64}|[A-Za-z0-9+/]{70}|[A-Za-z0-9+/]{76})(?:\\n)?["'`]?\s?[+,;\\]?\s*$/;

/**
 * Finds the middle of a private key, whose first line a diff's context does not reach: two neighbouring lines of 64, 70 or
 * 76 base64 characters, unless the line before or after them says what else they are. Too eager for whole files, where
 * the first line says whether it is a key. Pure.
 */
export function scanKeyLines(lines: readonly string[]): readonly SecretHit[] {
  const isKey = lines.map((l) => {
    const run = KEY_LINE.exec(l)?.[1];
    return run !== undefined && thoroughlyMixed(run);
  });
  const at = isKey.findIndex((hit, i) => hit && isKey[i + 1] === true);
  if (at === -1) return [];
  const end = isKey.indexOf(false, at);
  const around = [lines[at - 1] ?? '', lines[end] ?? '', lines[end + 1] ?? ''].join('\n');
  if (/-----(?:BEGIN|END) (?:[A-Z0-9]+ ){0,3}(?:CERTIFICATE|PUBLIC KEY|SIGNATURE|MESSAGE)/.test(around))
    return [];
  return [{ line: at + 1, kind: 'what looks like a part of a key' }];
}

/** `a GitHub token in line 12, a private key in line 40 and 3 more`: a reason without a value. Pure. */
export function describeHits(
  hits: readonly SecretHit[],
  nameOf = (line: number): string => `line ${line}`,
): string | undefined {
  if (hits.length === 0) return undefined;
  const shown = hits
    .slice(0, 3)
    .map(({ kind, line }) => `${kind} in ${nameOf(line)}`)
    .join(', ');
  return hits.length > 3 ? `${shown} and ${hits.length - 3} more` : shown;
}
