import { describe, expect, test } from 'vitest';
import { errorDocument, exitCodeOf, renderError } from '../../src/cli/boundary.ts';
import { renderCommandHelp, renderHelp } from '../../src/cli/help.ts';
import { joinQuestion } from '../../src/cli/question.ts';
import { closingLine, progressLine } from '../../src/cli/render/answer.ts';
import { COMMANDS } from '../../src/cli/table.ts';
import { AppError, cancelled } from '../../src/system/errors.ts';
import { its, say } from '../../src/system/wording.ts';
import { plain } from './support.ts';

describe('an answer', () => {
  const usage = { inputTokens: 1_234, outputTokens: 56, cachedTokens: 0, reasoningTokens: 0 };
  test('closes with model, effort, tokens and limits, as far as they are known', () => {
    const limits = {
      primary: { usedPercent: 42, windowMinutes: 300, resetsAt: undefined },
      secondary: undefined,
      credits: undefined,
      seenAt: 0,
    };
    expect(closingLine({ model: 'm', effort: 'high', usage, limits })).toBe(
      'm · effort high · 1,234 tokens in, 56 out · used: 42 % of 5 h',
    );
    expect(closingLine({ model: 'm', effort: undefined, usage: undefined, limits: undefined })).toBe('m');
    expect(
      closingLine({ model: 'm', effort: undefined, usage: undefined, limits: undefined, threadId: 't-1' }),
    ).toBe('m · thread t-1');
  });

  test.each([
    [undefined, 'starting'],
    [{ phase: 'sending', model: undefined, effort: undefined, thought: '', length: 0 }, 'sending · 3 s'],
    [
      { phase: 'thinking', model: 'm', effort: 'low', thought: 'Reading\nit', length: 0 },
      'thinking · m · low · 3 s · Reading it',
    ],
    [
      { phase: 'writing', model: 'm', effort: 'low', thought: 'Reading', length: 0 },
      'writing · m · low · 3 s',
    ],
    [
      { phase: 'writing', model: 'm', effort: 'low', thought: 'Reading', length: 12 },
      'writing · m · low · 3 s · 12 characters',
    ],
  ] as const)('progress %j', (progress, text) => {
    expect(progressLine(progress, 3_000)).toBe(text);
  });

  test.each([
    [['a', 'b'], '', 'a b'],
    [[], 'text\n', 'text'],
    [['why?'], '\ntext\n', 'why?\n\ntext'],
    [[' '], ' \n', ''],
  ])('a question of the words %j and the pipe %j', (words, piped, expected) => {
    expect(joinQuestion(words, piped)).toBe(expected);
  });
});

describe('errors', () => {
  const error = new AppError({
    kind: 'sign-in',
    code: 'auth.x',
    what: 'No login.',
    why: 'There is none.',
    fix: say`Sign in with ${its.login}.`,
  });

  test('are what, why and fix, one line each', () => {
    expect(renderError(error, plain)).toBe(
      '✗ No login.\n  There is none.\n  → Sign in with `codex-oauth login`.',
    );
  });

  test('say something even where nobody foresaw them, and give no secret away', () => {
    const text = renderError(new TypeError('Bearer abc.def broke\u001b[2J'), plain);
    expect(text).toMatch(
      /^✗ Something unexpected went wrong\.\n {2}TypeError: Bearer \[redacted\] broke\[2J\n {2}→ .*CODEX_DEBUG=1/,
    );
    expect(errorDocument('thrown').error).toMatchObject({ code: 'internal', why: 'an unknown error' });
  });

  test.each<[string, unknown, boolean, number]>([
    ['input', new AppError({ kind: 'input', code: 'x', what: '', fix: '' }), false, 2],
    ['sign-in', error, false, 1],
    ['unforeseen', new Error('x'), false, 1],
    ['cancelled from elsewhere', cancelled(), false, 1],
    ['stopped with Ctrl-C', cancelled(), true, 130],
    ['anything after Ctrl-C', new Error('x'), true, 130],
  ])('%s ends with its exit code', (_name, thrown, interrupted, code) => {
    expect(exitCodeOf(thrown, interrupted)).toBe(code);
  });
});

describe('help', () => {
  test('names every command', () => {
    const text = renderHelp(COMMANDS, '1.2.3', plain);
    for (const { name, summary } of COMMANDS)
      expect(text).toMatch(
        new RegExp(`^ {2}${name} +${summary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`, 'm'),
      );
    expect(text).toContain('codex-oauth 1.2.3');
  });

  test.each(COMMANDS.map((c) => [c.name, c] as const))('of %s names every option of it', (_name, spec) => {
    const text = renderCommandHelp(spec, plain);
    for (const { name, summary } of spec.options) {
      expect(text).toContain(`--${name}`);
      expect(text).toContain(summary);
    }
    expect(text).toContain('--json');
  });

  test('fits a terminal of 120 columns', () => {
    for (const text of [
      renderHelp(COMMANDS, '1.2.3', plain),
      ...COMMANDS.map((c) => renderCommandHelp(c, plain)),
    ]) {
      expect(Math.max(...text.split('\n').map((l) => l.length))).toBeLessThanOrEqual(122);
    }
  });
});
