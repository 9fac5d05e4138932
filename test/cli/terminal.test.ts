import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { errorDocument, exitCodeOf, renderError } from '../../src/cli/boundary.ts';
import { sinkOf } from '../../src/cli/io.ts';
import { COMMANDS } from '../../src/cli/commands.ts';
import { renderCommandHelp } from '../../src/cli/help.ts';
import { startSpinner } from '../../src/cli/live.ts';
import { clip, field, renderTable, width, wrap } from '../../src/cli/text.ts';
import { AppError, cancelled } from '../../src/system/errors.ts';
import { sleep } from '../../src/system/time.ts';
import { its, say } from '../../src/system/wording.ts';
import { coloured, fakeOutput, plain } from './support.ts';

const ESC = '\u001b';

test('a field is one line in which nothing hides', () => {
  expect(field('a\nb\tc\u2028d')).toBe('a b c d');
  expect(field('user\u202etxt.exe')).toBe('user\\u{202e}txt.exe');
  expect(field('  x  ')).toBe('x');
});

describe('widths', () => {
  test.each([
    ['abc', 3],
    ['你好', 4],
    ['e\u0301', 1],
    [`${ESC}[31mred${ESC}[39m`, 3],
    ['🎉𝐀', 3],
    ['한국 – ✓…', 9],
  ])('%j takes %i cells', (text, cells) => {
    expect(width(text)).toBe(cells);
  });

  test('what is too long ends in an ellipsis', () => {
    expect(clip('abcdef', 6)).toBe('abcdef');
    expect(clip('abcdefg', 6)).toBe('abcde…');
    expect(clip('你好世界', 5)).toBe('你好…');
  });

  test('columns stay aligned with wide characters and colours', () => {
    const red = coloured.red('ab');
    const table = renderTable(
      ['A', 'B'],
      ['你好', red].map((cell) => [cell, 'x']),
      plain,
    );
    expect(table.split('\n')).toEqual(['A     B', '你好  x', `${red}    x`]);
  });
});

describe('prose at the width of the terminal', () => {
  test.each<[string, string, number, readonly string[]]>([
    ['what fits stays', 'one two', 7, ['one two']],
    ['words stay whole', 'one two three', 8, ['one two', 'three']],
    ['a line of an error hangs behind its sign', '✗ one two three', 9, ['✗ one two', '  three']],
    ['indentation is kept', '  → one two three', 11, ['  → one two', '    three']],
    ['a column hangs', 'ask   one two three four', 16, ['ask   one two', '      three four']],
    ['a column that leaves no room does not', '--abcdefgh  one two', 14, ['--abcdefgh', '    one two']],
    ['each line counts for itself', 'one two\nthree four', 7, ['one two', 'three', 'four']],
    ['a command stays whole', 'Run `codex-oauth login`.', 22, ['Run', '`codex-oauth login`.']],
    ['unless it fits no line', 'Run `codex-oauth login`.', 12, ['Run', '`codex-oauth', 'login`.']],
    ['a lone backtick is a character', 'one `two three', 9, ['one `two', 'three']],
    ['an address has a line of its own', '  → abcdefghijkl x', 10, ['  →', 'abcdefghijkl', '    x']],
    ['an indented address is not torn from its line', '  abcdefghijkl', 10, ['  abcdefghijkl']],
    ['wide characters count two, and a line may end behind one', '你好世界吗', 5, ['你好', '世界', '吗']],
    ['combining marks count nothing', 'e\u0301e\u0301 ab', 5, ['e\u0301e\u0301 ab']],
    ['a terminal of one column', '✗ a bc', 1, ['✗', 'a', 'bc']],
    ['nothing', '', 10, ['']],
  ])('%s', (_name, text, columns, lines) => {
    expect(wrap(text, columns).split('\n')).toEqual(lines);
  });

  test('colours take no room and are not lost', () => {
    const text = `${coloured.red('✗')} ${coloured.bold('one two')} three`;
    const lines = wrap(text, 9).split('\n');
    expect(lines.map((line) => stripVTControlCharacters(line))).toEqual(['✗ one two', '  three']);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
  });

  test.each([80, 40, 20, 8, 1])('help keeps its words whole in %i columns', (columns) => {
    for (const page of COMMANDS.map((c) => renderCommandHelp(c, coloured, columns))) {
      const whole = new Set(['', ...stripVTControlCharacters(page).split(/\s+/)]);
      for (const line of stripVTControlCharacters(wrap(page, columns)).split('\n')) {
        for (const word of line.trim().split(/\s+/)) expect(whole).toContain(word);
        if (/\S\s+\S/.test(line)) expect(width(line)).toBeLessThanOrEqual(columns);
      }
    }
  });
});

describe('colours and the spinner', () => {
  test('a pipe gets neither', async () => {
    const output = fakeOutput(undefined);
    const sink = sinkOf(output);
    expect(sink).toMatchObject({ isTTY: false, colours: false, columns: 80 });
    const stop = startSpinner(sink, plain, Date.now, () => 'waiting');
    await sleep(200);
    stop();
    expect(output.text()).toBe('');
  });

  test('a terminal without colours (NO_COLOR, TERM=dumb) has depth 1', () => {
    expect(sinkOf(fakeOutput({ columns: 80 })).colours).toBe(false);
    expect(sinkOf({ ...fakeOutput({ columns: 80 }), getColorDepth: () => 8 }).colours).toBe(true);
  });

  test.each([
    ['1', true],
    ['true', true],
    ['', true],
    ['0', false],
    ['false', false],
    [undefined, false],
  ])('a pipe has colours only where they are forced: %j', (forced, colours) => {
    expect(sinkOf(fakeOutput(undefined), { FORCE_COLOR: forced }).colours).toBe(colours);
  });

  test('a terminal that only appends gets no spinner', async () => {
    const output = fakeOutput({ columns: 80 });
    const stop = startSpinner(sinkOf(output, { TERM: 'dumb' }), plain, Date.now, () => 'waiting');
    await sleep(200);
    stop();
    expect(output.text()).toBe('');
  });

  test('the spinner fits the line and erases itself', async () => {
    const output = fakeOutput({ columns: 40 });
    const stop = startSpinner(sinkOf(output), plain, Date.now, () => 'x'.repeat(200));
    await sleep(200);
    stop();
    const frames = output.text().split(`\r${ESC}[2K`);
    expect(Math.max(...frames.map(width))).toBeLessThan(40);
    expect(output.text().endsWith(`\r${ESC}[2K`)).toBe(true);
    const before = output.text();
    await sleep(120);
    expect(output.text()).toBe(before);
  });

  test('a reader that left is noticed, and nobody waits for it', async () => {
    const output = fakeOutput(undefined);
    const sink = sinkOf(output);
    output.refuse();
    expect(sink.gone.aborted).toBe(false);
    sink.write('x');
    expect(sink.gone.aborted).toBe(true);
    await sink.flushed();
    expect(sink.failure()).toBeUndefined();
  });

  test.each(['thrown', 'told'])('a disk that is full is not a reader that left: %s', async (how) => {
    const error = Object.assign(new Error('full'), { code: 'ENOSPC' });
    let tell: (error: Error) => void = () => {};
    const sink = sinkOf({
      write: () => {
        if (how === 'thrown') throw error;
        tell(error);
      },
      on: (_event, listener) => (tell = listener),
    });
    sink.write('x');
    await sink.flushed();
    expect(sink.failure()).toBe('ENOSPC');
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

  test('are what, why and fix, one line each, in the words of this face', () => {
    expect(renderError(error, plain).split('\n')).toEqual([
      '✗ No login.',
      '  There is none.',
      '  → Sign in with `codex-oauth login`.',
    ]);
  });

  test('say something even where they were not foreseen, and give no secret away', () => {
    const lines = renderError(new TypeError('Bearer abc.def broke\u001b[2J'), plain).split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toBe('  TypeError: Bearer [redacted] broke\\u{1b}[2J');
    expect(lines[2]).toContain('CODEX_DEBUG=1');
    expect(errorDocument('thrown').error).toMatchObject({ code: 'internal' });
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
