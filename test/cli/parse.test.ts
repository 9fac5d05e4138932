import { describe, expect, test } from 'vitest';
import { parse, wantsJson } from '../../src/cli/parse.ts';
import { distance, nearest } from '../../src/cli/usage.ts';
import { AppError } from '../../src/system/errors.ts';

const ask = {
  command: 'ask',
  words: ['hi'],
  thread: undefined,
  files: undefined,
  diff: undefined,
  images: undefined,
  webSearch: false,
  schema: undefined,
  dryRun: false,
  model: undefined,
  effort: undefined,
  verbosity: undefined,
  system: undefined,
  temperature: undefined,
  json: false,
};
const login = { command: 'login', method: 'auto', timeoutMs: undefined, takeOver: false, json: false };

describe('a command line is understood', () => {
  test.each<[readonly string[], object]>([
    [[], { command: 'help', topic: undefined, json: false }],
    [['help'], { command: 'help', topic: undefined, json: false }],
    [['help', 'ask'], { command: 'help', topic: 'ask', json: false }],
    [['--help'], { command: 'help', topic: undefined, json: false }],
    [['-h'], { command: 'help', topic: undefined, json: false }],
    [['--help', 'login'], { command: 'help', topic: 'login', json: false }],
    [['login', '--help'], { command: 'help', topic: 'login', json: false }],
    [['ask', 'why', '-h'], { command: 'help', topic: 'ask', json: false }],
    [['ask', '--model', 'x', 'hi', '--help'], { command: 'help', topic: 'ask', json: false }],
    [['--version'], { command: 'version', json: false }],
    [['-V', '--json'], { command: 'version', json: true }],
    [['status'], { command: 'status', refresh: false, json: false }],
    [['status', '--json'], { command: 'status', refresh: false, json: true }],
    [['--json', 'status'], { command: 'status', refresh: false, json: true }],
    [['status', '--refresh'], { command: 'status', refresh: true, json: false }],
    [['models'], { command: 'models', json: false }],
    [['clear'], { command: 'clear', yes: false, json: false }],
    [['clear', '-y'], { command: 'clear', yes: true, json: false }],
    [['clear', '--yes', '--json'], { command: 'clear', yes: true, json: true }],
    [['login'], login],
    [['login', '--no-browser'], { ...login, method: 'device' }],
    [['login', '--browser', '--timeout', '60'], { ...login, method: 'browser', timeoutMs: 60_000 }],
    [['login', '--take-over'], { ...login, takeOver: true }],
    [['login', '--timeout=1'], { ...login, timeoutMs: 1_000 }],
    [['ask', 'hi'], ask],
    [['ask', 'what', 'is', 'this'], { ...ask, words: ['what', 'is', 'this'] }],
    [['ask'], { ...ask, words: [] }],
    [['ask', '--', '--json', 'is', 'what?'], { ...ask, words: ['--json', 'is', 'what?'] }],
    [['ask', '-m', 'gpt-6-sol', '-e', 'high', 'hi'], { ...ask, model: 'gpt-6-sol', effort: 'high' }],
    [
      ['ask', 'hi', '--verbosity', 'low', '--system', 'Be brief.'],
      { ...ask, verbosity: 'low', system: 'Be brief.' },
    ],
    [['ask', 'hi', '--temperature', '0'], { ...ask, temperature: 0 }],
    [['ask', 'hi', '--system=-x'], { ...ask, system: '-x' }],
    [
      ['ask', '-f', 'a.ts', '--file=!dist/**', 'hi', '--file', 'src/**/*.ts'],
      { ...ask, files: ['a.ts', '!dist/**', 'src/**/*.ts'] },
    ],
    [['ask', 'hi', '--image', 'a.png', '-i', 'b.png'], { ...ask, images: ['a.png', 'b.png'] }],
    [['ask', 'hi', '-d', 'main', '-t', 'last'], { ...ask, diff: 'main', thread: 'last' }],
    [['ask', 'hi', '--diff', 'a', '--diff', 'b'], { ...ask, diff: 'b' }],
    [
      ['ask', 'hi', '--web-search', '--schema', 's.json', '--dry-run'],
      { ...ask, webSearch: true, schema: 's.json', dryRun: true },
    ],
    [['demo'], { command: 'demo', question: undefined, json: false }],
    [['demo', 'why?'], { command: 'demo', question: 'why?', json: false }],
  ])('%j', (argv, expected) => {
    expect(parse(argv)).toEqual(expected);
  });
});

describe('a mistake gets a sentence that names what was probably meant', () => {
  test.each<[readonly string[], RegExp]>([
    [['statsu'], /no command "statsu".*nearest one is "status".*codex-oauth status/],
    [['stat'], /nearest one is "status"/],
    [['logn'], /nearest one is "login"/],
    [['zzzzzz'], /There are login, status, models, ask, .*help/],
    [['what is a monad'], /codex-oauth ask/],
    [['help', 'loign'], /no command "loign".*"login"/],
    [['--jsn'], /no option "--jsn".*--json/],
    [['ask', '--modle', 'x', 'hi'], /no option "--modle".*nearest one is --model.*help ask.*quotes/],
    [['login', '--frobnicate'], /no option "--frobnicate".*--no-browser/],
    [['ask', '-x'], /no option "-x"/],
    [['ask', '--model'], /--model needs a value.*<slug>/],
    [['ask', '--model', '--effort', 'low'], /--model needs a value/],
    [['ask', '--model='], /--model needs a value/],
    [['ask', '--file'], /--file needs a value.*<path\|glob>/],
    [['ask', '--files', 'a.ts', 'hi'], /no option "--files".*nearest one is --file\./],
    [['ask', '--thread_id', 'x', 'hi'], /no option "--thread_id"/],
    [['ask', '--dry-run=no'], /--dry-run takes no value/],
    [['status', '--json=yes'], /--json takes no value/],
    [['status', 'now'], /`codex-oauth status` takes no "now"/],
    [['clear', 'all'], /takes no "all"/],
    [['login', 'openai'], /takes no "openai".*one provider/],
    [['login', '--browser', '--no-browser'], /exclude each other/],
    [['login', '--timeout', 'soon'], /--timeout cannot be "soon".*1 to 3600/],
    [['login', '--timeout', '0'], /--timeout cannot be "0"/],
    [['ask', 'hi', '--temperature', '2'], /--temperature cannot be "2".*from 0 to 1/],
    [['ask', 'hi', '--verbosity', 'huge'], /--verbosity cannot be "huge".*low, medium, high/],
  ])('%j', (argv, expected) => {
    const refused = catchError(() => parse(argv));
    expect(refused).toBeInstanceOf(AppError);
    expect(refused).toMatchObject({ kind: 'input', code: 'usage' });
    expect((refused as AppError).message).toMatch(expected);
  });
});

test('--json counts wherever it stands, but not behind --', () => {
  expect(wantsJson(['status', '--json'])).toBe(true);
  expect(wantsJson(['--nonsense', '--json'])).toBe(true);
  expect(wantsJson(['ask', '--', '--json'])).toBe(false);
});

test('a slip counts one, two swapped characters too', () => {
  expect(distance('model', 'model')).toBe(0);
  expect(distance('modle', 'model')).toBe(1);
  expect(distance('', 'ask')).toBe(3);
  expect(distance('kitten', 'sitting')).toBe(3);
});

test('nothing is suggested that nobody meant', () => {
  expect(nearest('x', ['login', 'status'])).toBeUndefined();
  expect(nearest('LOGIN', ['login', 'status'])).toBe('login');
  expect(nearest('s', ['status', 'setup'])).toBeUndefined();
});

function catchError(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
