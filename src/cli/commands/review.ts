import { resolveRoots } from '../../attach/workspace.ts';
import type { Answer } from '../../ask/question.ts';
import { SEVERITIES } from '../../review/findings.ts';
import { fails } from '../../review/forms.ts';
import { reviewPrompt } from '../../review/instructions.ts';
import { AppError } from '../../system/errors.ts';
import { putOnScreen, showSarif } from '../answer.ts';
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
    'sentence about what to look at above all. Files with secrets are withheld and listed. Each finding is compared with',
    'the files: a wrong line is corrected, and what cannot be found there is marked.',
    'Exit code 0 when there are no findings or nothing to review, 3 when there are findings, 1 when the review fails, 2',
    'when it is used wrongly. With --fail-on critical, high, medium or low: 4 when there is a finding of that severity or',
    'worse whose line was found, else 0.',
  ],
  options: {
    file,
    model,
    effort,
    'fail-on': {
      value: '<severity>',
      oneOf: SEVERITIES,
      summary: 'exit code 4 for findings of this severity or worse',
    },
    sarif: { summary: 'print a SARIF 2.1.0 log, for code scanning', excludes: 'json' },
    'dry-run': dryRun,
    approved,
  },
  examples: [
    'codex-oauth review',
    'codex-oauth review main',
    'codex-oauth review staged "Is the lock released on every path?"',
    'codex-oauth review main --fail-on high --sarif > review.sarif',
  ],
  mostWords: Infinity,
  read: (words, options) => ({ ...options, words }),
  run: async (session, { words, file: files, 'dry-run': dryRun, 'fail-on': from, sarif, ...rest }) => {
    const roots = resolveRoots(session.app().deps);
    const judged = ({ review }: Answer): number => {
      // What was not understood is neither free of findings nor a list of them.
      if (!review) return EXIT.failed;
      if (from !== undefined) return fails(review, from) ? EXIT.severe : EXIT.ok;
      return review.findings.length > 0 ? EXIT.findings : EXIT.ok;
    };
    try {
      const input = { ...rest, ...reviewPrompt(words), files, roots };
      return await putOnScreen(session, input, dryRun, { sarif, judged });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'context.diff-empty') throw error;
      const { what, fix } = error.said('terminal');
      const none = { findings: [], not_judged: '' };
      if (sarif) await showSarif(session, { review: none });
      else session.show({ text: '', ...none, notes: [what], problem: null });
      if (!session.json) session.note(`Nothing to review: ${what} ${fix}`);
      return EXIT.ok;
    }
  },
});
