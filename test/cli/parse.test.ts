import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { parse, wants } from '../../src/cli/parse.ts';
import { AppError } from '../../src/system/errors.ts';
import { hostNamed } from '../setup/support.ts';

const ask = {
  all: false,
  look: false,
  'no-look': false,
  'web-search': false,
  'dry-run': false,
  words: ['hi'],
};
const threads = { action: 'list', ids: [], all: false, answer: false, here: false, yes: false };
const one = { ...threads, ids: ['x'] };
const login = { action: 'login', yes: false, method: 'auto', timeoutMs: undefined, takeOver: false };
const setup = (name: string, more: object = {}): object => ({
  host: hostNamed(name),
  write: false,
  remove: false,
  project: false,
  ...more,
});

describe('a command line is understood', () => {
  test.each<[readonly string[], string, object?]>([
    [[], 'help', { topic: undefined }],
    [['help'], 'help', { topic: undefined }],
    [['help', 'ask'], 'help', { topic: 'ask' }],
    [['help', '--help'], 'help', { topic: undefined }],
    [['-h'], 'help', { topic: undefined }],
    [['--help', 'login'], 'help', { topic: 'login' }],
    [['ask', '--model', 'x', 'hi', '--help'], 'help', { topic: 'ask' }],
    [['status', 'x', '-h'], 'help', { topic: 'status' }],
    [['--version'], 'version'],
    [['version'], 'version'],
    [['logout'], 'clear', { yes: false }],
    [['sign-out', '-y'], 'clear', { yes: true }],
    [['signin'], 'login', login],
    [['whoami'], 'status', { refresh: false }],
    [['query', 'hi'], 'ask', ask],
    [['help', 'logout'], 'help', { topic: 'clear' }],
    [['logout', '--help'], 'help', { topic: 'clear' }],
    [['-V', '--json'], 'version'],
    [['--json', 'status'], 'status', { refresh: false }],
    [['status', '--refresh'], 'status', { refresh: true }],
    [['models'], 'models'],
    [['clear'], 'clear', { yes: false }],
    [['clear', '-y', '--json'], 'clear', { yes: true }],
    [['login'], 'login', login],
    [['login', 'acme'], 'login', { ...login, provider: 'acme' }],
    [['login', '--account', 'Work'], 'login', { ...login, account: 'work' }],
    [['login', 'status'], 'login', { ...login, action: 'status' }],
    [['login', 'logout'], 'login', { ...login, action: 'logout' }],
    [['login', 'logout', 'acme', '-y'], 'login', { ...login, action: 'logout', provider: 'acme', yes: true }],
    [['use', 'Work'], 'use', { name: 'work' }],
    [['login', '--no-browser'], 'login', { ...login, method: 'device' }],
    [['login', '--browser', '--timeout', '60'], 'login', { ...login, method: 'browser', timeoutMs: 60_000 }],
    [['login', '--take-over', '--timeout=1'], 'login', { ...login, takeOver: true, timeoutMs: 1_000 }],
    [['ask', 'hi'], 'ask', ask],
    [['ask', 'what', 'is', 'this'], 'ask', { ...ask, words: ['what', 'is', 'this'] }],
    [['ask'], 'ask', { ...ask, words: [] }],
    [['ask', '--', '--json', 'is', 'what?'], 'ask', { ...ask, words: ['--json', 'is', 'what?'] }],
    [['ask', '-m', 'gpt-6-sol', '-e', 'high', 'hi'], 'ask', { ...ask, model: 'gpt-6-sol', effort: 'high' }],
    [
      ['ask', 'hi', '--verbosity', 'low', '--system', 'Be brief.'],
      'ask',
      { ...ask, verbosity: 'low', system: 'Be brief.' },
    ],
    [['ask', 'hi', '--temperature', '0'], 'ask', { ...ask, temperature: 0 }],
    [['ask', 'hi', '--system=-x'], 'ask', { ...ask, system: '-x' }],
    [
      ['ask', '-f', 'a.ts', '--file=!dist/**', 'hi', '-fb.ts', '--image', 'a.png', '-i', 'b.png'],
      'ask',
      { ...ask, file: ['a.ts', '!dist/**', 'b.ts'], image: ['a.png', 'b.png'] },
    ],
    [['ask', 'hi', '-d', 'a', '--diff', 'b', '-t', 'last'], 'ask', { ...ask, diff: 'b', thread: 'last' }],
    [
      ['ask', 'hi', '--web-search', '--schema', 's.json', '--dry-run'],
      'ask',
      { ...ask, 'web-search': true, schema: 's.json', 'dry-run': true },
    ],
    [['demo'], 'demo', { question: undefined }],
    [['demo', 'why', 'so?'], 'demo', { question: 'why so?' }],
    [['setup', 'cursor', '--write'], 'setup', setup('cursor', { write: true })],
    [['setup', 'claude-code', '--workspace', 'w'], 'setup', setup('claude', { workspace: 'w' })],
    [['setup', 'gemini-cli'], 'setup', setup('gemini')],
    [['threads'], 'threads', threads],
    [['threads', 'list', '--limit', '3'], 'threads', { ...threads, limit: 3 }],
    [
      ['threads', 'export', 'x', '--format', 'jsonl'],
      'threads',
      { ...one, action: 'export', format: 'jsonl' },
    ],
    [['threads', 'remove', 'x', '-y'], 'threads', { ...one, action: 'remove', yes: true }],
    [['threads', 'remove', '--all'], 'threads', { ...threads, action: 'remove', all: true }],
    [['threads', 'show', 'x', '--all'], 'threads', { ...one, action: 'show', all: true }],
  ])('%j', (argv, command, asked = {}) => {
    expect(parse(argv)).toEqual({ command, asked, run: expect.any(Function) });
  });
});

/** What is named in the sentences: the mistake, what was probably meant or may be given, and where to look. */
describe('a mistake gets three parts that name what was probably meant', () => {
  test.each<[readonly string[], ...(readonly string[])]>([
    [['statsu'], '"statsu"', '"status"', '`codex-oauth status`'],
    [['stat'], '"status"'],
    [['LOGIN'], '"login"'],
    [['s'], 'Valid are'],
    [['zzzzzz'], 'login, status, models, ask, ', '`codex-oauth help`'],
    [['what is a monad'], '`codex-oauth ask "…"`'],
    [['help', 'loign'], '"loign"', '"login"'],
    [['--jsn'], '"--jsn"', '"--json"'],
    [['--model', 'ask', 'hi'], '"--model"'],
    [
      ['ask', '--modle', 'x', 'hi'],
      '"--modle"',
      '"--model"',
      '`--model x`',
      '`codex-oauth help ask`',
      'after --',
    ],
    [['ask', '--modle=a b', 'hi'], '`--model "a b"`'],
    [['ask', '--dry-rum', 'hi'], '`--dry-run`'],
    [['ask', '--modle', '--json'], '`--model`'],
    [['logot'], '`codex-oauth logout`'],
    [['ask', '--files', 'a.ts', 'hi'], '"--files"', '"--file"'],
    [['ask', '--constructor'], '"--constructor"'],
    [['login', '--frobnicate'], '"--frobnicate"', '--no-browser, --browser'],
    [['ask', '-x'], '"-x"'],
    [['ask', '--model'], '--model', '<slug>'],
    [['ask', '--model', '--effort', 'low'], '--model', '<slug>'],
    [['ask', '--model='], '--model', '<slug>'],
    [['ask', '--dry-run=no'], '--dry-run'],
    [['status', '--json=yes'], '--json'],
    [['status', 'now'], 'argument "now"', '`codex-oauth help status`'],
    [['help', 'ask', 'now'], '"now"'],
    [['login', '--browser', '--no-browser'], '--browser and --no-browser'],
    [['login', 'acme', 'more'], '"more"'],
    [['use'], 'codex-oauth accounts'],
    [['login', '--timeout', 'soon'], '--timeout', '"soon"', 'from 1 to 3600'],
    [['login', '--timeout', '1.5'], '"1.5"'],
    [['ask', 'hi', '--temperature', '2'], '"2"', 'from 0 to 1'],
    [['ask', 'hi', '--verbosity', 'huge'], '"huge"', 'low, medium, high'],
    [['setup'], 'cursor'],
    [['setup', 'cursr'], '"cursr"', '`codex-oauth setup cursor`'],
    [['setup', 'cursor', 'codex'], '"codex"'],
    [['setup', 'cursor', '--write', '--remove'], '--write and --remove'],
    [['threads', 'shwo'], 'threads', '"shwo"', '"show"'],
    [['threads', 'show'], '`codex-oauth threads show <id>`'],
    [['threads', 'show', 'a', 'b'], '"b"'],
    [['threads', 'list', 'a'], '"a"'],
    [['threads', 'prune', '--all'], '"--all"'],
    [['threads', '--limit', '0'], '"0"', 'from 1'],
    [['threads', 'export', 'a', '--format', 'pdf'], '"pdf"', 'markdown, jsonl'],
  ])('%j', (argv, ...named) => {
    const refused = caught(() => parse(argv));
    expect(refused).toMatchObject({ kind: 'input', code: 'usage', fix: expect.stringMatching(/./) });
    for (const part of named) expect(refused.message).toContain(part);
  });
});

test('every example in the help is understood, by the command that it is an example of', () => {
  for (const { name, examples } of COMMANDS) {
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      const typed = example.replace(/ [<>] \S+$/, '').match(/"[^"]*"|\S+/g) ?? [];
      const [program, ...argv] = typed.map((word) => word.replaceAll('"', ''));
      expect([program, parse(argv).command]).toEqual(['codex-oauth', name]);
    }
  }
});

test('--json counts wherever it stands, but not behind --', () => {
  expect(wants('json', ['status', '--json'])).toBe(true);
  expect(wants('json', ['--nonsense', '--json'])).toBe(true);
  expect(wants('json', ['ask', '--', '--json'])).toBe(false);
});

function caught(act: () => unknown): AppError {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
