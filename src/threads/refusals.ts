import { AppError } from '../system/errors.ts';
import { its, onlyIn, say } from '../system/wording.ts';

/** Why no thread is opened. None says what another project's thread holds, or where that project is. */
const reasons = (name: string) => ({
  project: [
    `Thread ${name} belongs to another project, so it was not opened.`,
    'A thread is kept for the folder where it was begun. That folder may have been moved or renamed.',
  ],
  none: ['This project has no threads yet.', 'Only threads that were begun in this folder are looked at.'],
  ambiguous: [
    `More than one thread begins with ${name}.`,
    'Threads that were begun at nearly the same time share the first characters of their ids.',
  ],
  unknown: [
    `There is no thread ${name}.`,
    'It was deleted, has outlived its retention time, or was kept beside another login file.',
  ],
});

export function refusal(code: keyof ReturnType<typeof reasons>, name: string): AppError {
  const [what = '', why] = reasons(name)[code];
  // Only the user can ask for the threads of every project.
  const all = say`${onlyIn('terminal', 'Add --all')}${onlyIn('assistant', 'The user can set CODEX_OAUTH_THREADS_SCOPE=all')} to reach the threads of every project`;
  const anew = say`${all}, or leave ${its.thread} out to begin a new thread.`;
  const fix = code === 'ambiguous' ? 'Give more characters of the id.' : anew;
  return new AppError({ kind: 'input', code: `thread.${code}`, what, why, fix });
}
