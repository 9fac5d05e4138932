/** The line above our own words. */
const EDGE = '—';

/**
 * Match a line that could be mistaken for the edge, or words like ours. Rather too much than too little: a match costs
 * only two short lines. No character fits two parts of a pattern, so matching takes linear time. There are two patterns,
 * because one with the flags of both costs the first answer a millisecond.
 */
const LIKE_OURS = [
  /^[ \t>`|#]*(?:[-_=~*\u4e00\u30fc\u3161\u2f00]|[^\0-\x7f\p{L}\p{N}])(?:[ \t>`|#_=~*\u4e00\u30fc\u3161\u2f00-]|[^\0-\x7f\p{L}\p{N}])*\r?$/mu,
  /thread.?id|codex.?oauth|partial answer|end of (?:the )?answer|limit \d+ ?%/iu,
];

/**
 * The answer, a note if it is partial, and our other words below an edge. If an answer imitates these, two lines with
 * a random mark enclose it. The mark is drawn after the answer was written, so the answer cannot fake its own end.
 * Pure.
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
