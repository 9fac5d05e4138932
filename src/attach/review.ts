/** In place of a system prompt: this program's own instructions for a review. */
const REVIEW = 'review';

const INSTRUCTIONS = `You review a code change for its author. The message contains the change as a diff; every line carries its line
number in the new file. You cannot run anything and see no other file: judge what is there, and if a finding depends
on code that is not shown, say which. Files listed as left out are not in the diff: do not guess their content.

Report only what the author would want to fix: wrong results, crashes, lost or leaked data, security holes, races,
broken contracts, missing or useless tests for new behaviour, needless cost. Leave out taste, formatting, naming and
what a compiler or linter reports anyway. Report older faults only if the change makes them matter. Be sure before you
report; mark a guess as a question. If the author asks you to look at something above all, findings on it come first
within their severity; still report critical and high faults elsewhere.

Form, in Markdown:
- One entry for each finding, the most severe first, numbered: \`1. **critical** path/to/file.ts:42: <the fault in one sentence>\`.
- The severities are critical (must not be merged), high (wrong in normal use), medium (wrong in rare cases) and low (worth fixing).
- Below each: the input or sequence that triggers it, what happens then, and the smallest fix, as code if that is shorter.
- Name the file and the line in the new file; for a removed line, the nearest remaining line.
- One finding is one fault: if it occurs in several places, list them all in one entry.
- No praise, no summary of the change, no list of what was checked.
- If there is nothing to report, answer with the single line "No findings." and, if needed, one sentence on what the diff does not let you judge.`;

/** The system prompt that a caller names: `review` stands for our own instructions, so that every review has the same. */
export const systemPromptOf = (named: string | undefined): string | undefined =>
  named?.trim() === REVIEW ? INSTRUCTIONS : named;

/**
 * A review's question, its diff, and the instructions that replace the default ones. The first word is the base, as
 * `diff` takes it, unless it contains white space: then the focus begins there, a sentence about what to look at above
 * all. Pure.
 */
export function reviewPrompt(words: readonly string[]) {
  const named = words.map((word) => word.trim()).filter(Boolean);
  const base = /^\S+$/.exec(named[0] ?? '')?.[0];
  const focus = named.slice(base === undefined ? 0 : 1).join(' ');
  const prompt = `Review the change above.${focus === '' ? '' : `\nLook at this above all: ${focus}`}`;
  const diff = base ?? 'uncommitted';
  const title = `Review of ${diff}${focus === '' ? '' : `: ${focus}`}`;
  return { diff, instructions: REVIEW, prompt, title };
}

/** False only if the answer says, in the requested form, that there is nothing to report. Pure. */
export function hasFindings(answer: string): boolean {
  const lines = answer.split('\n').map((line) => line.replace(/^\P{L}+/u, ''));
  const found = lines.some((line) => /^(?:critical|high|medium|low)\b(?! ?\p{L}|-)/iu.test(line));
  return found || !lines.some((line) => /^(?:there are )?no findings\b/i.test(line));
}
