/** What a review is asked for. */
export interface ReviewRequest {
  /** As `diff` takes it; undefined for what is not committed yet. */
  readonly base?: string | undefined;
  /** What to look at above all, in the user's words. */
  readonly focus?: string | undefined;
}

const INSTRUCTIONS = `You review a change to a code base for its author. The change is in the message as a diff; every line of it carries
its line number in the new file. You cannot run anything and see no other file: judge what is there, and where a
finding depends on code that is not shown, say which.

Report only what the author would want to fix: wrong results, crashes, lost or leaked data, security holes, races,
broken contracts, missing or useless tests for new behaviour, needless cost. Leave out taste, formatting, naming and
what a compiler or linter reports anyway. What was wrong before this change counts only where the change makes it
matter. Be sure before you report; a guess is marked as a question.

Form, in Markdown:
- One entry for each finding, the most severe first, numbered: \`1. **critical** path/to/file.ts:42: <the fault in one sentence>\`.
- The severities are critical (must not be merged), high (wrong in normal use), medium (wrong in rare cases) and low (worth fixing).
- Below each: what input or sequence triggers it, what happens then, and the smallest change that fixes it, as code where that is shorter.
- Name the file and the line in the new file; for a removed line name the nearest line that is left.
- One finding is one fault: the same fault in several places is one entry with all places.
- No praise, no summary of the change, no list of what was checked.
- If there is nothing to report, the answer is the single line "No findings." and, where it applies, one sentence on what could not be judged from the diff.`;

/** The question of a review, the diff that goes with it, and what replaces the default instructions. Pure. */
export function reviewPrompt({ base, focus }: ReviewRequest) {
  const wish = focus?.trim();
  const prompt = [
    'Review the change above.',
    ...(wish
      ? [
          `The author asks you to look at this above all: ${wish}`,
          'Findings on it come first within their severity; report a critical or high fault elsewhere too.',
        ]
      : []),
    'Files that are named as left out are not in the diff: do not guess what is in them.',
  ].join('\n');
  return { diff: base?.trim() || 'uncommitted', instructions: INSTRUCTIONS, prompt };
}

/**
 * Words of a command line → base and focus. The first word is the base; a first word with white space in it is a
 * sentence, so the focus. Pure.
 */
export function readReviewWords(words: readonly string[]): ReviewRequest {
  const [first, ...rest] = words.map((w) => w.trim()).filter((w) => w !== '');
  if (first === undefined) return {};
  if (/\s/.test(first)) return { focus: [first, ...rest].join(' ') };
  return { base: first, ...(rest.length > 0 ? { focus: rest.join(' ') } : {}) };
}
