import { describe, expect, test } from 'vitest';
import { AppError } from '../../src/system/errors.ts';
import { inWords, its, onlyIn, say, sentences } from '../../src/system/wording.ts';

describe('a sentence', () => {
  test.each([
    [say`Nothing to translate.`, 'Nothing to translate.', 'Nothing to translate.'],
    [say`Sign in with ${its.login}.`, 'Sign in with codex_login.', 'Sign in with `codex-oauth login`.'],
    [
      say`Use ${its.loginWithCode}, ${2} times.`,
      'Use codex_login {"method":"device"}, 2 times.',
      'Use `codex-oauth login --no-browser`, 2 times.',
    ],
    [
      say`Look${onlyIn('terminal', ' (`codex-oauth doctor`)')}, then ask.`,
      'Look, then ask.',
      'Look (`codex-oauth doctor`), then ask.',
    ],
    [
      say`${say`Leave ${its.thread} out`}, or wait.`,
      'Leave thread_id out, or wait.',
      'Leave --thread out, or wait.',
    ],
    [sentences('One.', undefined, say`${its.files} two.`), 'One. files two.', 'One. --file two.'],
  ])('%j', (text, assistant, terminal) => {
    expect([inWords(text, 'assistant'), inWords(text, 'terminal')]).toEqual([assistant, terminal]);
  });

  test('leaves what the user gave as it is, also where it looks like a name of ours', () => {
    const path = 'src/thread_id.ts';
    expect(inWords(say`${path} is no ${its.thread}.`, 'terminal')).toBe('src/thread_id.ts is no --thread.');
  });
});

test('an error says each of its three sentences in either face', () => {
  const error = new AppError({
    kind: 'sign-in',
    code: 'x',
    what: 'No login.',
    fix: say`Sign in with ${its.login}.`,
  });
  expect(error.message).toBe('No login. Sign in with codex_login.');
  expect(error.said('terminal')).toEqual({
    what: 'No login.',
    why: undefined,
    fix: 'Sign in with `codex-oauth login`.',
  });
});
