import { readReviewWords, reviewPrompt } from '../../attach/review.ts';
import { resolveRoots } from '../../attach/roots.ts';
import { putOnScreen } from '../put-on-screen.ts';
import type { Session } from '../session.ts';
import type { CommandSpec } from '../spec.ts';

export interface ReviewInvocation {
  readonly command: 'review';
  /** The base and then the focus; either may be missing. */
  readonly words: readonly string[];
  readonly files: readonly string[] | undefined;
  readonly model: string | undefined;
  readonly effort: string | undefined;
  readonly dryRun: boolean;
  readonly json: boolean;
}

export const reviewSpec: CommandSpec<ReviewInvocation> = {
  name: 'review',
  summary: 'have your changes reviewed: findings ordered by severity, with file and line',
  usage: '[options] [base] ["focus"]',
  about: [
    'The base is uncommitted (the default), staged, a branch or commit, or a range such as main..topic. The focus is a',
    'sentence about what to look at above all. Files with secrets are held back and listed.',
  ],
  options: [
    {
      name: 'file',
      short: 'f',
      value: '<path>',
      summary: 'a file, folder or glob to send along',
      repeatable: true,
    },
    { name: 'model', short: 'm', value: '<slug>', summary: 'which model reviews' },
    { name: 'effort', short: 'e', value: '<level>', summary: 'how long it may think' },
    { name: 'dry-run', summary: 'show what would be sent; send nothing' },
  ],
  examples: [
    'codex-oauth review',
    'codex-oauth review main',
    'codex-oauth review staged "Is the lock released on every path?"',
  ],
  read: ({ words, json, has, value, values }) => ({
    command: 'review',
    words,
    files: values('file'),
    model: value('model'),
    effort: value('effort'),
    dryRun: has('dry-run'),
    json,
  }),
};

export function runReview(session: Session, invocation: ReviewInvocation): Promise<number> {
  const { cwd, env } = session.app().deps;
  const { diff, instructions, prompt } = reviewPrompt(readReviewWords(invocation.words));
  const { files, model, effort } = invocation;
  const input = {
    prompt,
    systemPrompt: instructions,
    diff,
    files,
    model,
    effort,
    roots: resolveRoots({ env, cwd }),
  };
  return putOnScreen(session, input, invocation.dryRun);
}
