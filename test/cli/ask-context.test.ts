import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import { makeSimulator, seedLogin } from '../support/sandbox.ts';
import { fakeIo, makeHouse, type House } from './support.ts';

const run = promisify(execFile);
const RESPONSES = '/backend-api/codex/responses';
/** One pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

interface Place {
  readonly simulator: Simulator;
  readonly house: House;
  /** Writes a file into the working folder. */
  write(name: string, content: string | Buffer): Promise<void>;
}

async function setUp(options: SimulatorOptions = {}): Promise<Place> {
  const simulator = await makeSimulator(options);
  const house = await makeHouse(simulator);
  await seedLogin(house.sandbox, simulator.mintTokens());
  const write = async (name: string, content: string | Buffer): Promise<void> => {
    const file = path.join(house.sandbox.dir, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  };
  return { simulator, house, write };
}

interface Heard {
  readonly prompt: string;
  readonly texts: string;
  readonly images: number;
  readonly webSearch: boolean;
}

/** What the last question brought to the server. */
function listening(): { readonly options: SimulatorOptions; heard(): Heard } {
  let last: Heard | undefined;
  return {
    options: {
      answer: ({ prompt, messages, images, webSearch }) => {
        last = { prompt, texts: messages.map((m) => m.text).join('\n'), images, webSearch };
        return 'ok';
      },
    },
    heard: () => {
      if (!last) throw new Error('no question arrived');
      return last;
    },
  };
}

test('files, globs and images go out with the question, and stderr says what did and what did not', async () => {
  const { options, heard } = listening();
  const { house, write } = await setUp(options);
  await write('src/a.ts', 'export const a = 1;\n');
  await write('src/deep/b.ts', 'export const b = 2;\n');
  await write('notes.md', 'one\ntwo\nthree\n');
  await write('.env', 'TOKEN=x\n');
  await write('dot.png', PNG);
  const io = fakeIo([
    'ask',
    'Why?',
    '--file',
    'src/**/*.ts',
    '-f',
    'notes.md:2-3',
    '-f',
    '.env',
    '-i',
    'dot.png',
    '--web-search',
  ]);
  expect(await house.run(io)).toBe(0);
  expect(heard()).toMatchObject({ prompt: 'Why?', images: 1, webSearch: true });
  expect(heard().texts).toContain('1\texport const a = 1;');
  expect(heard().texts).toContain('1\texport const b = 2;');
  expect(heard().texts).toContain('2\ttwo\n3\tthree');
  expect(heard().texts).not.toContain('one');
  expect(heard().texts).not.toContain('TOKEN');
  expect(io.stdout.text()).toBe('ok\n');
  const [attached, withheld, ...rest] = io.stderr.text().trimEnd().split('\n');
  expect(attached).toMatch(/^attached: 3 files, 1 image \(\d+ bytes, about \d+ tokens\)$/);
  expect(withheld).toMatch(/^withheld by the secret guard: \.env \(.*\)\. .*: --file allow-secret:<path>\.$/);
  expect(rest.at(-1)).toMatch(/ · thread [0-9a-f-]{36}$/);
});

test('a glob that the shell has expanded is noticed: the rest of it would be words of the question', async () => {
  const { house, write } = await setUp();
  for (const name of ['a.ts', 'b.ts', 'c.ts']) await write(name, 'x\n');
  const spilled = fakeIo(['ask', '--file', 'a.ts', 'b.ts', 'c.ts', 'Why?']);
  expect(await house.run(spilled)).toBe(0);
  expect(spilled.stderr.text()).toMatch(/^! b\.ts is a word of the question and not attached\. /);
  for (const argv of [
    ['ask', '--file', 'a.ts', 'what', 'is', 'a.ts', 'for?'],
    ['ask', '--file', '*.ts', 'compare b.ts with c.ts'],
    ['ask', 'b.ts'],
  ]) {
    const io = fakeIo(argv);
    expect(await house.run(io)).toBe(0);
    expect(io.stderr.text()).not.toContain('not attached');
  }
});

test('--diff attaches the change', async () => {
  const { options, heard } = listening();
  const { house, write } = await setUp(options);
  const git = (...args: string[]): Promise<unknown> =>
    run('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], { cwd: house.sandbox.dir });
  await git('init', '-q');
  await write('a.ts', 'before\n');
  await git('add', 'a.ts');
  await git('commit', '-qm', 'x');
  await write('a.ts', 'after\n');
  const io = fakeIo(['ask', 'Right?', '--diff', 'HEAD']);
  expect(await house.run(io)).toBe(0);
  expect(heard().texts).toMatch(/^\t-before$/m);
  expect(heard().texts).toMatch(/^1\t\+after$/m);
  expect(io.stderr.text()).toMatch(/^attached: a diff of 1 file /);
});

test('what is named and leads nowhere is a usage error, and nothing is sent', async () => {
  const { simulator, house } = await setUp();
  const io = fakeIo(['ask', 'x', '--file', 'missing.ts']);
  expect(await house.run(io)).toBe(2);
  expect(io.stderr.text()).toMatch(/^✗ .*missing\.ts/s);
  expect(io.stdout.text()).toBe('');
  expect(simulator.log).toEqual([]);
});

test('--thread continues a conversation by its id or as the last one', async () => {
  const { options, heard } = listening();
  const { house } = await setUp(options);
  const first = fakeIo(['ask', 'My name is Ada.', '--json']);
  expect(await house.run(first)).toBe(0);
  const { thread_id: id } = JSON.parse(first.stdout.text()) as { thread_id: string };
  const second = fakeIo(['ask', 'What is my name?', '--thread', id]);
  expect(await house.run(second)).toBe(0);
  expect(heard().texts).toContain('My name is Ada.');
  expect(second.stderr.text()).toContain(` · thread ${id}\n`);
  const third = fakeIo(['ask', 'Are you sure?', '-t', 'last']);
  expect(await house.run(third)).toBe(0);
  expect(heard().texts).toMatch(/Ada[^]*What is my name\?[^]*Are you sure\?/);
  expect(third.stderr.text()).toContain(id);
});

test.each([
  ['is no id', 'nonsense', /"nonsense" is no thread id\.[^]*leave --thread out/],
  ['is not there', '0198c0de-1a2b-7c3d-8e4f-5a6b7c8d9e0f', /leave --thread out|Leave --thread out/],
  ['is the last of none', 'last', /There is no thread yet\./],
])('a thread that %s is a usage error', async (_name, thread, sentence) => {
  const { simulator, house } = await setUp();
  const io = fakeIo(['ask', 'x', '--thread', thread]);
  expect(await house.run(io)).toBe(2);
  expect(io.stderr.text()).toMatch(sentence);
  expect(simulator.requests('POST', RESPONSES)).toEqual([]);
});

const schema = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};

test('--schema gives JSON on stdout and the parsed value in the document', async () => {
  const { house, write } = await setUp({ answer: () => '{"city":"Bern"}' });
  await write('city.json', `\uFEFF${JSON.stringify(schema)}`);
  const io = fakeIo(['ask', 'x', '--schema', 'city.json']);
  expect(await house.run(io)).toBe(0);
  expect(io.stdout.text()).toBe('{"city":"Bern"}\n');
  const json = fakeIo(['ask', 'x', '--schema', 'city.json', '--json']);
  expect(await house.run(json)).toBe(0);
  expect(JSON.parse(json.stdout.text())).toMatchObject({ output: { city: 'Bern' }, problem: null });
});

test('an answer that misses the schema is printed, said on stderr and ends with 1', async () => {
  const { house, write } = await setUp({ answer: () => '{"town":1}' });
  await write('city.json', JSON.stringify(schema));
  const io = fakeIo(['ask', 'x', '--schema', 'city.json']);
  expect(await house.run(io)).toBe(1);
  expect(io.stdout.text()).toBe('{"town":1}\n');
  expect(io.stderr.text()).toMatch(/^✗ The answer does not fit --schema\.\n[^]* · thread /);
  const json = fakeIo(['ask', 'x', '--schema', 'city.json', '--json']);
  expect(await house.run(json)).toBe(1);
  expect(JSON.parse(json.stdout.text())).toMatchObject({
    text: '{"town":1}',
    output: null,
    schema_missed: true,
    problem: { code: 'query.schema_missed' },
  });
});

test.each([
  ['is missing', undefined, /--schema: s\.json cannot be read\.\n {2}There is no such file\./],
  ['is no JSON', '{', /--schema: s\.json is no JSON Schema\.\n {2}It is not valid JSON\./],
  ['is a list', '[]', /--schema: s\.json is no JSON Schema\.\n {2}It holds JSON, but not an object\./],
  ['is for a plain value', '{"type":"string"}', /✗ --schema cannot be used\./],
])('a schema file that %s is a usage error before anything is asked', async (_name, content, sentence) => {
  const { simulator, house, write } = await setUp();
  if (content !== undefined) await write('s.json', content);
  const io = fakeIo(['ask', 'x', '--schema', 's.json']);
  expect(await house.run(io)).toBe(2);
  expect(io.stderr.text()).toMatch(sentence);
  expect(simulator.requests('POST', RESPONSES)).toEqual([]);
});

test('--dry-run shows all of it without a login and without the network', async () => {
  const simulator = await makeSimulator();
  const house = await makeHouse(simulator);
  await writeFile(path.join(house.sandbox.dir, 'a.ts'), 'export const a = 1;\n');
  const argv = ['ask', 'Why?', '--file', 'a.ts', '--dry-run'];
  const io = fakeIo(argv);
  expect(await house.run(io)).toBe(0);
  expect(io.stdout.text()).toMatch(/^Dry run: nothing was sent\.\n[^]*1\texport const a = 1;\n$/);
  expect(io.stderr.text()).toBe('');
  const json = fakeIo([...argv, '--json']);
  expect(await house.run(json)).toBe(0);
  expect(JSON.parse(json.stdout.text())).toEqual({
    dry_run: true,
    text: expect.stringContaining('export const a = 1;'),
  });
  expect(simulator.log).toEqual([]);
});

test('--json tells what was attached, withheld and left out, and nothing of its content', async () => {
  const { house, write } = await setUp();
  await write('a.ts', 'export const unmistakable = 1;\n');
  await write('.env', 'TOKEN=x\n');
  const io = fakeIo(['ask', 'x', '-f', 'a.ts', '-f', '.env', '--json']);
  expect(await house.run(io)).toBe(0);
  const document = JSON.parse(io.stdout.text()) as Record<string, unknown>;
  expect(document).toMatchObject({
    thread_id: expect.any(String),
    attached: [{ path: 'a.ts', kind: 'file', lines: 1 }],
    withheld: [{ path: '.env', reason: expect.any(String) }],
    omitted: [],
  });
  expect(document).not.toHaveProperty('output');
  expect(JSON.stringify(document['attached'])).not.toContain('unmistakable');
  expect(io.stderr.text()).toBe('');
});

test('a secret in the question itself stops it before anything is sent', async () => {
  const { simulator, house } = await setUp();
  const key = ['ghp', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8'].join('_');
  const io = fakeIo(['ask', 'Why does this fail?'], { piped: `token: ${key}\n` });
  expect(await house.run(io)).toBe(2);
  expect(io.stderr.text()).toContain('holds what looks like a secret');
  expect(io.stderr.text()).not.toContain(key);
  expect(simulator.log).toEqual([]);
});
