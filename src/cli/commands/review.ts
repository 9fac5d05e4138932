import { reviewPrompt } from '../../attach/review.ts';
import { resolveRoots } from '../../attach/workspace.ts';
import { putOnScreen } from '../answer.ts';
import { command } from '../command.ts';
import { ASK_OPTIONS } from './ask.ts';

const { file, model, effort, approved, 'dry-run': dryRun } = ASK_OPTIONS;

export const review = command({
  name: 'review',
  summary: 'have your changes reviewed: findings ordered by severity, with file and line',
  usage: '[options] [base] ["focus"]',
  about: [
    'The base is uncommitted (the default), staged, a branch or commit, or a range such as main..topic. The focus is a',
    'sentence about what to look at above all. Files with secrets are held back and listed.',
  ],
  options: { file, model, effort, 'dry-run': dryRun, approved },
  examples: [
    'codex-oauth review',
    'codex-oauth review main',
    'codex-oauth review staged "Is the lock released on every path?"',
  ],
  mostWords: Infinity,
  read: (words, options) => ({ ...options, words }),
  run: (session, { words, file: files, model, effort, approved, 'dry-run': dryRun }) => {
    const { diff, instructions, prompt, title } = reviewPrompt(words);
    const roots = resolveRoots(session.app().deps);
    const input = { prompt, title, systemPrompt: instructions, diff, files, model, effort, approved, roots };
    return putOnScreen(session, input, dryRun);
  },
});
