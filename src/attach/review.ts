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

/**
 * The question of a review, the diff that goes with it, and what replaces the default instructions. The first of the
 * words is the base, as `diff` takes it, unless it has white space in it: then it begins the focus, a sentence about
 * what to look at above all. Pure.
 */
export function reviewPrompt(words: readonly string[]) {
  const named = words.map((word) => word.trim()).filter(Boolean);
  const base = /^\S+$/.exec(named[0] ?? '')?.[0];
  const focus = named.slice(base === undefined ? 0 : 1).join(' ');
  const wish = [
    `The author asks you to look at this above all: ${focus}`,
    'Findings on it come first within their severity; report a critical or high fault elsewhere too.',
  ];
  const prompt = [
    'Review the change above.',
    ...(focus === '' ? [] : wish),
    'Files that are named as left out are not in the diff: do not guess what is in them.',
  ].join('\n');
  const diff = base ?? 'uncommitted';
  const title = `Review of ${diff}${focus === '' ? '' : `: ${focus}`}`;
  return { diff, instructions: INSTRUCTIONS, prompt, title };
}

/** False only where the answer says, as it was told to, that there is nothing to report. Pure. */
export function hasFindings(answer: string): boolean {
  const lines = answer.split('\n').map((line) => line.replace(/^\P{L}+/u, ''));
  const found = lines.some((line) => /^(?:critical|high|medium|low)\b(?! ?\p{L}|-)/iu.test(line));
  return found || !lines.some((line) => /^(?:there are )?no findings\b/i.test(line));
}
