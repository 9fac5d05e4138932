import { its, say } from '../system/wording.ts';
import { AppError } from '../system/errors.ts';
import type { DiffSpec } from './diff-spec.ts';

/** Why there is no checkout to take a diff from, and what to do instead. */
export function noCheckout(why: string, complaint: string): AppError {
  if (why === 'no-git')
    return new AppError({
      kind: 'local',
      code: 'context.no-git',
      what: 'A diff needs git, and git was not found.',
      fix: say`Install git, or name the files with ${its.files} instead.`,
    });
  if (why === 'unsafe')
    return new AppError({
      kind: 'local',
      code: 'context.git-unsafe',
      what: 'The git repository here is not used, as it could give away what is not in the workspace.',
      why: `It has ${complaint}.`,
      fix: say`Name the files with ${its.files} instead, or clone the repository anew.`,
    });
  const dubious = /dubious ownership/.test(complaint);
  return new AppError({
    kind: 'input',
    code: 'context.not-git',
    what: dubious
      ? 'git does not trust this folder.'
      : 'The workspace is not a git repository, so it has no diff.',
    ...(dubious ? { why: 'It belongs to another user.' } : {}),
    fix: dubious
      ? 'Run `git config --global --add safe.directory <folder>` if you trust it, or name the files with files.'
      : say`Name the files with ${its.files} instead.`,
  });
}

/** git itself failed. */
export function diffFailed(complaint: string): AppError {
  return new AppError({
    kind: 'local',
    code: 'context.git-failed',
    what: 'git could not make the diff.',
    ...(complaint ? { why: `It says: ${complaint.replace(/\.$/, '')}.` } : {}),
    fix: say`Run \`git diff\` in the folder to see why, or name the files with ${its.files} instead.`,
  });
}

/** A diff without a change: the question would be about nothing. */
export function nothingChanged(spec: DiffSpec): AppError {
  const what =
    spec.kind === 'uncommitted'
      ? 'There are no uncommitted changes.'
      : spec.kind === 'staged'
        ? 'Nothing is staged.'
        : 'There is no difference between the two.';
  return new AppError({
    kind: 'input',
    code: 'context.diff-empty',
    what,
    fix: 'Name a base to compare with, such as main or HEAD~1.',
  });
}
