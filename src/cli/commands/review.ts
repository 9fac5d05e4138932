import { hasFindings, reviewPrompt, systemPromptOf } from '../../attach/review.ts';
import { resolveRoots } from '../../attach/workspace.ts';
import { AppError } from '../../system/errors.ts';
import { putOnScreen } from '../answer.ts';
import { EXIT } from '../boundary.ts';
import { command } from '../command.ts';
import { ASK_OPTIONS } from './ask.ts';

const { file, model, effort, approved, 'dry-run': dryRun } = ASK_OPTIONS;

export const review = command({
  name: 'review',
  summary: 'have your changes reviewed, the most severe findings first',
  usage: '[options] [base] ["focus"]',
  about: [
    'The base is uncommitted (the default), staged, a branch or commit, or a range such as main..topic. The focus is a',
    'sentence about what to look at above all. Files with secrets are withheld and listed.',
    'Exit code 0 when there are no findings or nothing to review, 3 when there are findings, 1 when the review fails, 2',
    'when it is used wrongly.',
  ],
  options: { file, model, effort, 'dry-run': dryRun, approved },
  examples: [
    'codex-oauth review',
    'codex-oauth review main',
    'codex-oauth review staged "Is the lock released on every path?"',
  ],
  mostWords: Infinity,
  read: (words, options) => ({ ...options, words }),
  run: async (session, { words, file: files, model, effort, approved, 'dry-run': dryRun }) => {
    const { diff, instructions, prompt, title } = reviewPrompt(words);
    const roots = resolveRoots(session.app().deps);
    const systemPrompt = systemPromptOf(instructions);
    const input = { prompt, title, systemPrompt, diff, files, model, effort, approved, roots };
    const judged = (text: string): number => (hasFindings(text) ? EXIT.findings : EXIT.ok);
    try {
      return await putOnScreen(session, input, dryRun, judged);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'context.diff-empty') throw error;
      const { what, fix } = error.said('terminal');
      session.show({ text: '', notes: [what], problem: null });
      if (!session.json) session.note(`Nothing to review: ${what} ${fix}`);
      return EXIT.ok;
    }
  },
});
