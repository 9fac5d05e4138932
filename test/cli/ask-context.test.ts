import { expect, test } from 'vitest';
import { EXIT } from '../../src/cli/boundary.ts';
import { commit, git, githubToken, plant } from '../attach/support.ts';
import { makeSimulator } from '../support/sandbox.ts';
import { makeHouse, run, signedInHouse, start, until } from './support.ts';

const RESPONSES = '/backend-api/codex/responses';
/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A house with somebody in it and files to attach; `heard` is what the last question brought. */
async function setUp(files: Parameters<typeof plant>[1] = {}, answer = 'ok') {
  let last: Partial<Record<'prompt' | 'texts', string>> & { images?: number; tools?: readonly string[] } = {};
  const { simulator, house } = await signedInHouse({
    answer: ({ prompt, messages, images, functions }) => {
      last = {
        prompt,
        texts: messages.map((m) => m.text).join('\n'),
        images,
        tools: functions.map(({ name }) => name),
      };
      return answer;
    },
  });
  await plant(house.project, files);
  return { simulator, house, heard: () => last };
}

test('files, globs and images go out with the question, and stderr says what did and what did not', async () => {
  const { house, heard } = await setUp({
    'src/a.ts': 'export const a = 1;\n',
    'src/deep/b.ts': 'export const b = 2;\n',
    'notes.md': 'one\ntwo\nthree\n',
    '.env': 'TOKEN=x\n',
    'dot.png': PNG,
  });
  const named = ['--file', 'src/**/*.ts', '-f', 'notes.md:2-3', '-f', '.env', '-i', 'dot.png'];
  const { code, stdout, stderr } = await run(house, ['ask', 'Why?', ...named, '--web-search']);
  expect([code, stdout]).toEqual([0, 'ok\n']);
  expect(heard()).toMatchObject({ prompt: 'Why?', images: 1, tools: ['search'] });
  const { texts } = heard();
  for (const part of ['1\texport const a = 1;', '1\texport const b = 2;', '2\ttwo\n3\tthree'])
    expect(texts).toContain(part);
  expect(texts).not.toMatch(/one|TOKEN/);
  const [attached, withheld, ...rest] = stderr.trimEnd().split('\n');
  expect(attached).toMatch(/^attached: 3 files, 1 image \(/);
  expect(withheld).toMatch(/^withheld .*\.env.*--file allow-secret:<path>/);
  expect(rest.at(-1)).toMatch(/ · thread [0-9a-f-]{36}$/);
});

test('a glob that the shell has expanded is noticed: the rest of it would be words of the question', async () => {
  const { house } = await setUp({ 'a.ts': 'x\n', 'b.ts': 'x\n', 'c.ts': 'x\n' });
  const spilled = await run(house, ['ask', '--file', 'a.ts', 'b.ts', 'c.ts', 'Why?']);
  expect(spilled.code).toBe(0);
  expect(spilled.stderr).toMatch(/^! b\.ts /);
  for (const argv of [
    ['ask', '--file', 'a.ts', 'what', 'is', 'a.ts', 'for?'],
    ['ask', '--file', '*.ts', 'compare b.ts with c.ts'],
    ['ask', 'b.ts'],
  ]) {
    const { code, stderr } = await run(house, argv);
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/^! /m);
  }
});

test('--diff attaches the change', async () => {
  const { house, heard } = await setUp({ 'a.ts': 'before\n' });
  git(house.project, 'init', '-q');
  commit(house.project);
  await plant(house.project, { 'a.ts': 'after\n' });
  const { code, stderr } = await run(house, ['ask', 'Right?', '--diff', 'HEAD']);
  expect(code).toBe(0);
  expect(heard().texts).toMatch(/^\t-before$/m);
  expect(heard().texts).toMatch(/^1\t\+after$/m);
  expect(stderr).toMatch(/^attached: a diff of 1 file /);
});

test('what is named and leads nowhere is a usage error, and nothing is sent', async () => {
  const { simulator, house } = await setUp();
  const { code, stdout, stderr } = await run(house, ['ask', 'x', '--file', 'missing.ts']);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(/^✗ .*missing\.ts/s);
  expect(simulator.log).toEqual([]);
});

test('--thread continues a conversation by its id or as the last one', async () => {
  const { house, heard } = await setUp();
  const first = await run(house, ['ask', 'My name is Ada.', '--json']);
  const { thread_id: id } = first.json() as { thread_id: string };
  const second = await run(house, ['ask', 'What is my name?', '--thread', id]);
  expect(heard().texts).toContain('My name is Ada.');
  const third = await run(house, ['ask', 'Are you sure?', '-t', 'last']);
  expect(heard().texts).toMatch(/Ada[^]*What is my name\?[^]*Are you sure\?/);
  for (const { code, stderr } of [second, third])
    expect([code, stderr]).toEqual([0, expect.stringContaining(` · thread ${id}\n`)]);
});

test.each([
  ['is no id', 'nonsense', '"nonsense"'],
  ['is not there', '0198c0de-1a2b-7c3d-8e4f-5a6b7c8d9e0f', '--all'],
  ['is the last of none', 'last', '--all'],
])('a thread that %s is a usage error', async (_name, thread, named) => {
  const { simulator, house } = await setUp();
  const { code, stderr } = await run(house, ['ask', 'x', '--thread', thread]);
  expect([code, stderr]).toEqual([2, expect.stringContaining(named)]);
  expect(simulator.requests('POST', RESPONSES)).toEqual([]);
});

const schema = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};

test('--schema gives JSON on stdout and the parsed value in the document', async () => {
  const { house } = await setUp({ 'city.json': `\uFEFF${JSON.stringify(schema)}` }, '{"city":"Bern"}');
  const argv = ['ask', 'x', '--schema', 'city.json'];
  expect(await run(house, argv)).toMatchObject({ code: 0, stdout: '{"city":"Bern"}\n' });
  const asked = await run(house, [...argv, '--json']);
  expect(asked.json()).toMatchObject({ output: { city: 'Bern' }, problem: null });
});

test('an answer that misses the schema is printed, said on stderr and ends with 1', async () => {
  const { house } = await setUp({ 'city.json': JSON.stringify(schema) }, '{"town":1}');
  const argv = ['ask', 'x', '--schema', 'city.json'];
  const { code, stdout, stderr } = await run(house, argv);
  expect([code, stdout]).toEqual([1, '{"town":1}\n']);
  expect(stderr).toMatch(/^✗ .*--schema.*\n[^]* · thread /);
  const asked = await run(house, [...argv, '--json']);
  expect(asked.code).toBe(1);
  expect(asked.json()).toMatchObject({
    text: '{"town":1}',
    output: null,
    schema_missed: true,
    problem: { code: 'query.schema_missed' },
  });
});

test.each([
  ['is missing', undefined],
  ['is no JSON', '{'],
  ['is a list', '[]'],
  ['is for a plain value', '{"type":"string"}'],
])('a schema file that %s is a usage error before anything is asked', async (_name, content) => {
  const { simulator, house } = await setUp(content === undefined ? {} : { 's.json': content });
  const { code, stderr } = await run(house, ['ask', 'x', '--schema', 's.json']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('--schema')]);
  expect(simulator.requests('POST', RESPONSES)).toEqual([]);
});

test('--dry-run shows all of it without a login and without the network', async () => {
  const simulator = await makeSimulator();
  const house = await makeHouse(simulator);
  await plant(house.project, { 'a.ts': 'export const a = 1;\n' });
  const argv = ['ask', 'Why?', '--file', 'a.ts', '--dry-run'];
  const { code, stdout, stderr } = await run(house, argv);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^Dry run[^]*1\texport const a = 1;\n$/);
  expect((await run(house, [...argv, '--json'])).json()).toEqual({
    dry_run: true,
    digest: expect.stringMatching(/^[0-9a-f]{64}-/) as string,
    text: expect.stringContaining('export const a = 1;'),
  });
  expect(simulator.log).toEqual([]);
});

test('--json tells what was attached, withheld and left out, and nothing of its content', async () => {
  const { house } = await setUp({ 'a.ts': 'export const unmistakable = 1;\n', '.env': 'TOKEN=x\n' });
  const asked = await run(house, ['ask', 'x', '-f', 'a.ts', '-f', '.env', '--json']);
  expect([asked.code, asked.stderr]).toEqual([0, '']);
  const document = asked.json() as Record<string, unknown>;
  expect(document).toMatchObject({
    thread_id: expect.any(String),
    attached: [{ path: 'a.ts', kind: 'file', lines: 1 }],
    withheld: [{ path: '.env', reason: expect.any(String) }],
    omitted: [],
  });
  expect(document).not.toHaveProperty('output');
  expect(JSON.stringify(document['attached'])).not.toContain('unmistakable');
});

test('a secret in the question itself stops it before anything is sent', async () => {
  const { simulator, house } = await setUp();
  const { code, stdout, stderr } = await run(house, ['ask', 'Why?'], { piped: `token: ${githubToken}\n` });
  expect(code).toBe(2);
  expect(stdout + stderr).not.toContain(githubToken);
  expect(simulator.log).toEqual([]);
});

const OVERRIDE = ['ask', 'Why?', '--file', 'allow-secret:.env'];

test.each([
  ['y\r', 0],
  ['n\r', 2],
  ['\r', 2],
  ['\u0004', 2],
  ['\u0003', 130],
])('on a terminal the user is asked about a secret first: %j ends with %i', async (typed, code) => {
  const { simulator, house, heard } = await setUp({ '.env': 'TOKEN=value-of-mine\n' });
  const { io, done } = start(house, OVERRIDE, { terminal: 'not stdout' });
  const shown = await until(io.stderr, /\.env \(.*\)[^]* \[y\/N\] /);
  expect(shown).not.toContain('value-of-mine');
  expect(simulator.log).toEqual([]);
  io.stdin.write(typed);
  expect(await done).toBe(code);
  if (code === 0) expect(heard().texts).toContain('value-of-mine');
  else expect(simulator.log).toEqual([]);
});

test.each([
  ['in a pipe', [], {}],
  ['with a yes in the pipe', [], { piped: 'y\n' }],
  ['with a yes in the pipe, on a terminal', [], { piped: 'y\n', terminal: 'all' }],
  ['with --json', ['--json'], { terminal: 'all' }],
] as const)('%s nobody is asked and nothing is sent', async (_where, more, options) => {
  const { simulator, house } = await setUp({ '.env': 'TOKEN=value-of-mine\n' });
  const { code, stdout, stderr } = await run(house, [...OVERRIDE, ...more], options);
  expect([code, stdout + stderr]).toEqual([2, expect.not.stringMatching(/value-of-mine|\[y\/N\]/)]);
  expect(simulator.log).toEqual([]);
});

test('--approved sends what the dry run showed, or nothing; a review too', async () => {
  const { simulator, house } = await setUp({ 'a.ts': 'before\n' });
  git(house.project, 'init', '-q');
  commit(house.project);
  await plant(house.project, { 'a.ts': 'after\n' });
  for (const argv of [['ask', 'Why?', '--file', 'a.ts'], ['review']]) {
    const looked = (await run(house, [...argv, '--dry-run', '--json'])).json() as { digest: string };
    const approved = [...argv, '--approved', looked.digest];
    // What the simulator answers here is no review.
    expect((await run(house, approved)).code).toBe(argv[0] === 'review' ? EXIT.failed : EXIT.ok);
    await plant(house.project, { 'a.ts': `after ${argv[0]}\n` });
    const asMany = simulator.requests('POST', RESPONSES).length;
    const changed = await run(house, [...approved, ...(argv[0] === 'ask' ? ['--json'] : [])]);
    expect(changed.code).toBe(2);
    expect(simulator.requests('POST', RESPONSES)).toHaveLength(asMany);
  }
});

test('a refusal in a terminal speaks to the person who reads it', async () => {
  const { house } = await setUp({ '.env': 'TOKEN=x\n', 'a.ts': 'x\n' });
  const said = async (...words: readonly string[]): Promise<string> => {
    const { code, stderr } = await run(house, ['ask', 'Why?', ...words]);
    expect(code).toBe(EXIT.usage);
    expect(stderr).not.toMatch(/\buser\b|call again/i);
    return stderr;
  };
  expect(await said('--file', '.env')).toContain('--file allow-secret:.env');
  await said('--file', 'allow-secret:.env');
  await said('--file', 'a.ts', '--approved', 'of-another-run');
  await said('--file', '../a.ts');
  await said('--diff', '-x');
});
