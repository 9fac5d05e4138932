import { AppError } from '../system/errors.ts';

/** The input error for names that lead nowhere: all of them at once, so that one more call fixes them all. */
export function nowhere(problems: readonly string[]): AppError {
  const shown = problems.slice(0, 10).join('; ');
  const rest = problems.length > 10 ? `; and ${problems.length - 10} more` : '';
  return new AppError({
    kind: 'input',
    code: 'context.files',
    what: `Not everything named could be found, so nothing was sent. ${shown}${rest}.`,
    why: 'Paths are taken from the workspace folder; globs leave out what .gitignore ignores, a file named exactly does not.',
    fix: 'Correct or remove these and call again.',
  });
}
