import { expect, test } from 'vitest';
import type { Answer } from '../../simulator/simulator.ts';
import { makeSimulator, seedLogin } from '../support/sandbox.ts';
import { fakeIo, makeHouse, until, type House } from './support.ts';
import type { Simulator, SimulatorOptions } from '../../simulator/simulator.ts';

async function setUp(options: SimulatorOptions = {}): Promise<{ simulator: Simulator; house: House }> {
  const simulator = await makeSimulator(options);
  const house = await makeHouse(simulator);
  await seedLogin(house.sandbox, simulator.mintTokens());
  return { simulator, house };
}

const echo: Answer = (question) => `You said: ${question.prompt}`;

test('streams the answer to stdout and says the rest on stderr', async () => {
  const { house } = await setUp({ answer: echo });
  const io = fakeIo(['ask', 'why', 'not?']);
  expect(await house.run(io)).toBe(0);
  expect(io.stdout.text()).toBe('You said: why not?\n');
  expect(io.stderr.text()).toMatch(
    /^gpt-6\.1-sol · effort low · \d+ tokens in, \d+ out · used: 12 % of 5 h, 55 % of the week · thread [0-9a-f-]{36}\n$/,
  );
});

test('the answer is there piece by piece, before it is whole', async () => {
  const { house } = await setUp({ deltaDelayMs: 100, answer: () => 'one two three four five six' });
  const io = fakeIo(['ask', 'count']);
  const done = house.run(io);
  expect(await until(io.stdout, 'two')).not.toContain('six');
  expect(await done).toBe(0);
  expect(io.stdout.text()).toBe('one two three four five six\n');
});

test.each([
  ['a pipe alone', [], 'from the pipe\n', 'from the pipe'],
  ['arguments first, then the pipe', ['review'], 'diff\n', 'review\n\ndiff'],
])('the question is %s', async (_name, words, piped, expected) => {
  let asked = '';
  const { house } = await setUp({
    answer: (question) => {
      asked = question.prompt;
      return 'ok';
    },
  });
  expect(await house.run(fakeIo(['ask', ...words], { piped }))).toBe(0);
  expect(asked).toBe(expected);
});

test('options reach the backend, and what it does not take is said', async () => {
  let seen: object = {};
  const { house } = await setUp({
    answer: ({ model, effort, verbosity, instructions }) => {
      seen = { model, effort, verbosity, instructions };
      return 'ok';
    },
  });
  const io = fakeIo([
    'ask',
    'x',
    '-m',
    'gpt-6-sol',
    '--effort',
    'high',
    '--verbosity',
    'low',
    '--system',
    'Be brief.',
    '--temperature',
    '0.5',
  ]);
  expect(await house.run(io)).toBe(0);
  expect(seen).toMatchObject({ model: 'gpt-6-sol', effort: 'high', verbosity: 'low' });
  expect(io.stderr.text()).toContain('temperature was not sent');
});

test('--json prints one document with the receipt and streams nothing', async () => {
  const { house } = await setUp({ answer: echo });
  const io = fakeIo(['ask', 'x', '--json'], { terminal: 'all', piped: '' });
  expect(await house.run(io)).toBe(0);
  expect(JSON.parse(io.stdout.text())).toMatchObject({
    text: 'You said: x',
    model: 'gpt-6.1-sol',
    partial: false,
    source: 'login',
    problem: null,
    thread_id: expect.any(String),
    tokens: { input: expect.any(Number), output: expect.any(Number) },
  });
});

test('on a terminal a spinner runs until the first word and leaves no trace', async () => {
  const { house } = await setUp({ deltaDelayMs: 100, answer: () => 'one two' });
  const io = fakeIo(['ask', 'x'], { terminal: 'all', piped: '' });
  expect(await house.run(io)).toBe(0);
  const erase = '\r\u001b[2K';
  const parts = io.stderr.text().split(erase);
  expect(parts.length).toBeGreaterThan(3);
  expect(parts.slice(1, -1).join('')).toMatch(/thinking · gpt-6\.1-sol · low/);
  expect(parts.at(-1)).toMatch(/^gpt-6\.1-sol/);
});

test('an answer cannot drive the terminal, but a pipe gets it unchanged', async () => {
  const evil = 'a \u001b]0;owned\u0007 b\tc\n';
  const { house } = await setUp({ answer: () => evil });
  const screen = fakeIo(['ask', 'x'], { terminal: 'all', piped: '' });
  await house.run(screen);
  expect(screen.stdout.text()).toBe('a ]0;owned b\tc\n');
  const pipe = fakeIo(['ask', 'x']);
  await house.run(pipe);
  expect(pipe.stdout.text()).toBe(evil);
});

test('an answer without deltas is printed once and whole', async () => {
  const { simulator, house } = await setUp({ answer: echo });
  simulator.fault('stream.no_deltas');
  const io = fakeIo(['ask', 'x']);
  expect(await house.run(io)).toBe(0);
  expect(io.stdout.text()).toBe('You said: x\n');
});

test('an answer that was cut short is printed, marked and ends with 1', async () => {
  const { simulator, house } = await setUp({ answer: () => 'one two three four' });
  simulator.fault('stream.incomplete.max_output_tokens');
  const io = fakeIo(['ask', 'x']);
  expect(await house.run(io)).toBe(1);
  expect(io.stdout.text()).toMatch(/^one/);
  expect(io.stderr.text()).toMatch(/! The answer is incomplete[^]*✗ /);

  simulator.fault('stream.incomplete.max_output_tokens');
  const json = fakeIo(['ask', 'x', '--json']);
  expect(await house.run(json)).toBe(1);
  expect(JSON.parse(json.stdout.text())).toMatchObject({
    partial: true,
    problem: { code: expect.any(String) },
  });
});

test.each([
  ['nothing at all', ['ask'], ''],
  ['blanks', ['ask', '  '], ' \n'],
])('a question of %s is a usage error', async (_name, argv, piped) => {
  const { simulator, house } = await setUp();
  const io = fakeIo(argv, { piped });
  expect(await house.run(io)).toBe(2);
  expect(io.stderr.text()).toContain('✗ There is no question.');
  expect(simulator.requests('POST', '/backend-api/codex/responses')).toEqual([]);
});

test('without a login it says how to get one', async () => {
  const simulator = await makeSimulator();
  const house = await makeHouse(simulator);
  const io = fakeIo(['ask', 'x']);
  expect(await house.run(io)).toBe(1);
  expect(io.stdout.text()).toBe('');
  expect(io.stderr.text()).toMatch(
    /^✗ You are not signed in to OpenAI Codex\.\n {2}.*\n {2}→ .*`codex-oauth login`/,
  );
  expect(io.stderr.text()).toContain(house.sandbox.authFile);
});

test('an unknown model is a usage error that names the ones there are', async () => {
  const { house } = await setUp();
  const io = fakeIo(['ask', 'x', '--model', 'gpt-2', '--json']);
  expect(await house.run(io)).toBe(2);
  expect(JSON.parse(io.stdout.text())).toMatchObject({
    error: { code: 'query.unknown_model', why: expect.stringContaining('gpt-6.1-sol') },
  });
});

test('Ctrl-C stops an answer at once, with 130', async () => {
  const { house } = await setUp({
    deltaDelayMs: 200,
    answer: () => 'one two three four five six seven eight',
  });
  const io = fakeIo(['ask', 'x']);
  const done = house.run(io);
  await until(io.stdout, 'one');
  const pressed = Date.now();
  io.interrupt();
  expect(await done).toBe(130);
  expect(Date.now() - pressed).toBeLessThan(500);
  expect(io.stdout.text()).not.toContain('four');
  expect(io.stdout.text().endsWith('\n')).toBe(true);
  expect(io.stderr.text()).toBe('Stopped.\n');
});

test('Ctrl-C works while the pipe on stdin is still open', async () => {
  const { house } = await setUp();
  const io = fakeIo(['ask', 'x'], { terminal: 'all' });
  io.stdin.isTTY = false;
  const done = house.run(io);
  io.interrupt();
  expect(await done).toBe(130);
});

test('a pipe that stays open is explained after a while', async () => {
  const { house } = await setUp({ answer: echo });
  const io = fakeIo(['ask', 'x'], { terminal: 'all' });
  io.stdin.isTTY = false;
  const done = house.run(io);
  await new Promise((resolve) => setTimeout(resolve, 2_100));
  expect(io.stderr.text()).toContain('Waiting for the end of the text on stdin');
  io.stdin.end('y');
  expect(await done).toBe(0);
  expect(io.stdout.text()).toBe('You said: x\n\ny\n');
});

test('a reader that has seen enough ends it quietly', async () => {
  const { simulator, house } = await setUp({
    deltaDelayMs: 100,
    answer: () => 'one two three four five six seven eight',
  });
  const io = fakeIo(['ask', 'x']);
  const done = house.run(io);
  await until(io.stdout, 'one');
  io.stdout.refuse();
  expect(await done).toBe(0);
  expect(io.stderr.text()).toBe('');
  expect(simulator.requests('POST', '/backend-api/codex/responses')).toHaveLength(1);
});
