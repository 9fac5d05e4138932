import { AppError } from '../system/errors.ts';
import { onlyIn, say } from '../system/wording.ts';

/** Why no thread is opened. None reveals what another project's thread contains or where that project is. */
const reasons = (name: string) => ({
  project: [
    `Thread ${name} belongs to another project, so it was not opened.`,
    'A thread belongs to the folder where it was started. That folder may have been moved or renamed.',
  ],
  none: ['This project has no threads yet.', 'Only threads started in this folder count.'],
  ambiguous: [
    `More than one thread begins with ${name}.`,
    'Threads started at nearly the same time share the first characters of their ids.',
  ],
  unknown: [`There is no thread ${name}.`, 'It was deleted, has expired, or belongs to another login file.'],
});

export function refusal(code: keyof ReturnType<typeof reasons>, name: string): AppError {
  const [what = '', why] = reasons(name)[code];
  // Only the user may open threads of other projects.
  const inTerminal = onlyIn(
    'terminal',
    '`codex-oauth threads --all` lists those of every project, --all reaches them.',
  );
  const inAssistant = onlyIn(
    'assistant',
    'The user can set CODEX_OAUTH_THREADS_SCOPE=all to reach the threads of every project, or omit thread_id to start a new thread.',
  );
  const fix = code === 'ambiguous' ? 'Give more characters of the id.' : say`${inTerminal}${inAssistant}`;
  return new AppError({ kind: 'input', code: `thread.${code}`, what, why, fix });
}
