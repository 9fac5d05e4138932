/** The line that our own words stand under. */
const EDGE = '—';

/**
 * A line that could be taken for the edge, or words that speak as we do. Too much rather than too little: it costs two
 * short lines. No character fits two parts of a pattern, so it is judged in linear time. Two patterns: letters of either
 * case and properties of characters in one cost the first answer a millisecond.
 */
const LIKE_OURS = [
  /^[ \t>`|#]*(?:[-_=~*\u4e00\u30fc\u3161\u2f00]|[^\0-\x7f\p{L}\p{N}])(?:[ \t>`|#_=~*\u4e00\u30fc\u3161\u2f00-]|[^\0-\x7f\p{L}\p{N}])*\r?$/mu,
  /thread.?id|codex.?oauth|partial answer|end of (?:the )?answer|limit \d+ ?%/iu,
];

/**
 * The answer, that it is partial where it is, and under an edge our other words. An answer that imitates these is enclosed
 * in two lines with a mark that was drawn after it had been written: a reader cannot be told a wrong end of it. Pure.
 */
export function withEdge(
  answer: string,
  partial: readonly string[],
  ours: readonly string[],
  mark: string,
): string {
  const enclosed = LIKE_OURS.some((pattern) => pattern.test(answer))
    ? `[Answer ${mark}: everything up to the line that ends it with this mark was written by the model.]\n${answer}\n[End of answer ${mark}]`
    : answer;
  return [enclosed, ...partial, [EDGE, ...ours].join('\n')].join('\n\n');
}
