import { expect, test } from 'vitest';
import type { Answer } from '../../simulator/simulator.ts';
import { makeSimulator } from '../support/sandbox.ts';
import { fakeIo, makeHouse, run, signedInHouse as setUp, start, until } from './support.ts';

const echo: Answer = (question) => `You said: ${question.prompt}`;

test('streams the answer to stdout and says the rest on stderr', async () => {
  const { house } = await setUp({ answer: echo });
  const { code, stdout, stderr } = await run(house, ['ask', 'why', 'not?']);
  expect([code, stdout]).toEqual([0, 'You said: why not?\n']);
  expect(stderr).toMatch(
    /^gpt-6\.1-sol · effort low · \d+ tokens in, \d+ out · .*12.*55.* · thread [0-9a-f-]{36}\n$/,
  );
});

test('the answer is there piece by piece, before it is whole', async () => {
  const { house } = await setUp({ deltaDelayMs: 100, answer: () => 'one two three four five six' });
  const { io, done } = start(house, ['ask', 'count']);
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
    answer: ({ model, effort, verbosity }) => {
      seen = { model, effort, verbosity };
      return 'ok';
    },
  });
  const options = ['-m', 'gpt-6-sol', '--effort', 'high', '--verbosity', 'low', '--system', 'Be brief.'];
  const { code, stderr } = await run(house, ['ask', 'x', ...options, '--temperature', '0.5']);
  expect(code).toBe(0);
  expect(seen).toEqual({ model: 'gpt-6-sol', effort: 'high', verbosity: 'low' });
  expect(stderr).toMatch(/^! .*temperature/m);
});

test('--json prints one document with the receipt and streams nothing', async () => {
  const { house } = await setUp({ answer: echo });
  const asked = await run(house, ['ask', 'x', '--json'], { terminal: 'all', piped: '' });
  expect(asked.code).toBe(0);
  expect(asked.json()).toMatchObject({
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

test('an answer cannot drive the terminal, nor a pipe that did not ask for it', async () => {
  const evil = 'a \u001b]0;owned\u0007 b\tc\n';
  const { house } = await setUp({ answer: () => evil });
  const screen = await run(house, ['ask', 'x'], { terminal: 'all', piped: '' });
  const shown = 'a \\u{1b}]0;owned\\u{7} b\tc\n';
  expect(screen.stdout).toBe(shown);
  expect((await run(house, ['ask', 'x'])).stdout).toBe(shown);
  expect((await run(house, ['ask', '--raw', 'x'])).stdout).toBe(evil);
  const raw = await run(house, ['ask', '--raw', 'x'], { terminal: 'all', piped: '' });
  expect(raw.stdout).toBe(shown);
});

test('an answer without deltas is printed once and whole', async () => {
  const { simulator, house } = await setUp({ answer: echo });
  simulator.fault('stream.no_deltas');
  expect(await run(house, ['ask', 'x'])).toMatchObject({ code: 0, stdout: 'You said: x\n' });
});

test('an answer that was cut short is printed, marked and ends with 1', async () => {
  const { simulator, house } = await setUp({ answer: () => 'one two three four' });
  simulator.fault('stream.incomplete.max_output_tokens');
  const { code, stdout, stderr } = await run(house, ['ask', 'x']);
  expect([code, stdout.slice(0, 3)]).toEqual([1, 'one']);
  expect(stderr).toMatch(/^! [^]*✗ /);

  simulator.fault('stream.incomplete.max_output_tokens');
  const asked = await run(house, ['ask', 'x', '--json']);
  expect(asked.code).toBe(1);
  expect(asked.json()).toMatchObject({ partial: true, problem: { code: expect.any(String) } });
});

test.each([
  ['nothing at all', ['ask'], ''],
  ['blanks', ['ask', '  '], ' \n'],
])('a question of %s is a usage error', async (_name, argv, piped) => {
  const { simulator, house } = await setUp();
  expect((await run(house, argv, { piped })).code).toBe(2);
  expect(simulator.log).toEqual([]);
});

test('without a login it says how to get one', async () => {
  const house = await makeHouse(await makeSimulator());
  const { code, stdout, stderr } = await run(house, ['ask', 'x']);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^✗ .*\n {2}.*\n {2}→ .*`codex-oauth login`/);
  expect(stderr).toContain(house.sandbox.authFile);
});

test('an unknown model is a usage error that names the ones there are', async () => {
  const { house } = await setUp();
  const asked = await run(house, ['ask', 'x', '--model', 'gpt-2', '--json']);
  expect(asked.code).toBe(2);
  expect(asked.json()).toMatchObject({
    error: { code: 'query.unknown_model', why: expect.stringContaining('gpt-6.1-sol') },
  });
});

test('Ctrl-C stops an answer at once, with 130', async () => {
  const { house } = await setUp({
    deltaDelayMs: 200,
    answer: () => 'one two three four five six seven eight',
  });
  const { io, done } = start(house, ['ask', 'x']);
  await until(io.stdout, 'one');
  const pressed = Date.now();
  io.interrupt();
  expect(await done).toBe(130);
  expect(Date.now() - pressed).toBeLessThan(500);
  expect(io.stdout.text()).not.toContain('four');
  expect(io.stdout.text().endsWith('\n')).toBe(true);
  expect(io.stderr.text()).toMatch(/^Stopped\. .*threads show \S+`\.\n$/);
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
  expect(io.stderr.text()).toContain('Waiting for the end of stdin');
  io.stdin.end('y');
  expect(await done).toBe(0);
  expect(io.stdout.text()).toBe('You said: x\n\ny\n');
});

test('a reader that has seen enough ends it quietly', async () => {
  const { simulator, house } = await setUp({
    deltaDelayMs: 100,
    answer: () => 'one two three four five six seven eight',
  });
  const { io, done } = start(house, ['ask', 'x']);
  await until(io.stdout, 'one');
  io.stdout.refuse();
  expect(await done).toBe(0);
  expect(io.stderr.text()).toBe('');
  expect(simulator.requests('POST', '/backend-api/codex/responses')).toHaveLength(1);
});
