import { looksDrawn, SECRET_PATTERNS } from './patterns.ts';

/** Where a secret stands and what it is; its value is kept nowhere. */
export interface SecretHit {
  /** From 1. */
  readonly line: number;
  /** With its article: `a private key`. */
  readonly kind: string;
}

/** More hits than this say nothing new. */
const HITS_MAX = 20;

/**
 * Finds what is a secret with high confidence, in order of lines: keys and tokens of known shape that look drawn by a
 * machine. Placeholders don't count. It cannot find every secret: a password in a sentence has no shape. Pure.
 */
export function scanText(text: string): readonly SecretHit[] {
  const found: { readonly at: number; readonly kind: string }[] = [];
  for (const [kind, pattern, accept = looksDrawn] of SECRET_PATTERNS) {
    let count = 0;
    for (const match of text.matchAll(pattern)) {
      if (!accept(match[1] ?? match[0], match)) continue;
      found.push({ at: match.index, kind });
      count += 1;
      if (count >= HITS_MAX) break;
    }
  }
  const lineOf = (at: number): number => text.slice(0, at).split('\n').length;
  return found
    .sort((a, b) => a.at - b.at)
    .slice(0, HITS_MAX)
    .map(({ at, kind }) => ({ line: lineOf(at), kind }))
    .filter(({ line }, i, hits) => hits[i - 1]?.line !== line);
}

const KEY_LINE = /^\s*["'`]?([A-Za-z0-9+/]{64})(?:\\n)?["'`]?\s?[+,;\\]?\s*$/;

/**
 * Finds the middle of a private key, whose first line a diff's context does not reach: two neighbouring lines of 64
 * base64 characters. Too eager for whole files, where the first line says whether it is a key. Pure.
 */
export function scanKeyLines(lines: readonly string[]): readonly SecretHit[] {
  const isKey = lines.map((l) => {
    const run = KEY_LINE.exec(l)?.[1];
    return run !== undefined && looksDrawn(run) && /[a-z]/.test(run) && /[A-Z]/.test(run);
  });
  const at = isKey.findIndex((hit, i) => hit && isKey[i + 1] === true);
  return at === -1 ? [] : [{ line: at + 1, kind: 'what looks like a part of a key' }];
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
