import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Validator } from '@cfworker/json-schema';
import { expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import { isStrict } from '../../src/ask/request.ts';
import type { Finding } from '../../src/review/findings.ts';
import { isObject, member } from '../../src/system/json.ts';
import { commit, git, plant } from '../attach/support.ts';
import { findingOf } from '../review/support.ts';
import { run, signedInHouse, type House } from './support.ts';

const RESPONSES = '/backend-api/codex/responses';
const NONE = JSON.stringify({ findings: [], not_judged: '' });

/** A repository with one change, and what was sent about it. */
async function scene(
  answer = NONE,
): Promise<{ simulator: Simulator; house: House; sent: () => string; body: () => unknown }> {
  const { simulator, house } = await signedInHouse({ answer: () => answer });
  const dir = house.project;
  git(dir, 'init', '-q', '-b', 'main');
  await plant(dir, { 'a.txt': 'one\n', 'b.txt': 'beside\n' });
  commit(dir);
  await plant(dir, { 'a.txt': 'unmistakable\n' });
  const body = (): unknown => simulator.requests('POST', RESPONSES).at(-1)?.body ?? null;
  return { simulator, house, body, sent: () => JSON.stringify(body()) };
}

const found = (...findings: readonly Partial<Finding>[]): string =>
  JSON.stringify({ findings: findings.map((one) => findingOf(one)), not_judged: 'The callers.' });
const HOLDS = { path: 'a.txt', start_line: 1, quoted_line: 'unmistakable' };
const FALSE = { path: 'a.txt', start_line: 1, quoted_line: 'never written by anyone' };

test('a review sends the uncommitted change and says what was attached', async () => {
  const { house, sent } = await scene();
  const { code, stdout, stderr } = await run(house, ['review']);
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^attached: a diff of/)]);
  expect(stdout).not.toBe('');
  expect(sent()).toContain('unmistakable');
});

test('the server can enforce the schema, and its keys stand in the instructions as well', async () => {
  const { house, body, sent } = await scene();
  await run(house, ['review']);
  const schema = member(body(), 'text', 'format', 'schema');
  expect([isStrict(schema), member(body(), 'text', 'format', 'strict')]).toEqual([true, true]);
  const findings = member(schema, 'properties', 'findings', 'items', 'properties');
  const keys = [...Object.keys(isObject(findings) ? findings : {}), 'findings', 'not_judged'];
  expect(keys.length).toBe(11);
  for (const key of keys) expect(sent()).toContain(JSON.stringify(`"${key}"`).slice(1, -1));
});

test('the focus goes along word for word, the base may be left out', async () => {
  const { house, sent } = await scene();
  expect((await run(house, ['review', 'Is the number right?'])).code).toBe(0);
  expect(sent()).toContain('Is the number right?');
});

test('a dry run of a review sends nothing, and an unknown base is a usage error', async () => {
  const { house, sent } = await scene();
  expect((await run(house, ['review', '--dry-run'])).stdout).toContain('unmistakable');
  const unknown = await run(house, ['review', 'no-such-branch']);
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('no-such-branch')]);
  expect(sent()).toBe('null');
});

test.each([
  ['nothing', NONE, [], 0],
  ['nothing, in a fence', `Here:\n\`\`\`json\n${NONE}\n\`\`\``, [], 0],
  ['something', found(HOLDS), [], 3],
  ['something that is not there', found(FALSE), [], 3],
  ['something below the threshold', found({ ...HOLDS, severity: 'medium' }), ['--fail-on', 'high'], 0],
  ['something at the threshold', found({ ...HOLDS, severity: 'high' }), ['--fail-on', 'high'], 4],
  ['something above the threshold', found({ ...HOLDS, severity: 'critical' }), ['--fail-on', 'low'], 4],
  ['nothing, with a threshold', NONE, ['--fail-on', 'low'], 0],
  ['above it only what is not there', found({ ...FALSE, severity: 'critical' }), ['--fail-on', 'high'], 0],
  ['above it only what names no file', found({ ...HOLDS, path: 'gone.txt' }), ['--fail-on', 'low'], 0],
  ['no JSON', 'The number is wrong.', [], 1],
  ['no JSON, with a threshold', 'The number is wrong.', ['--fail-on', 'high'], 1],
  ['JSON of another kind', '{"good": true}', [], 1],
])('the exit code says what was found: %s', async (_name, answer, more, code) => {
  const { house } = await scene(answer);
  expect((await run(house, ['review', ...more])).code).toBe(code);
  expect((await run(house, ['ask', 'x'])).code).toBe(0);
});

test('findings are shown with their marks, as Markdown, JSON and in the thread; --raw there shows what came', async () => {
  const answer = found(FALSE, { ...HOLDS, severity: 'critical', start_line: 40, end_line: 41 });
  const { house } = await scene(answer);
  const { stdout } = await run(house, ['review']);
  expect(stdout).toMatch(
    /^1\. \*\*critical\*\* a\.txt:1 \[[^\]]*40\]: .*\n[^]*^2\. \*\*high\*\* a\.txt:1 \[/m,
  );
  expect(stdout).not.toContain('{');
  const json = (await run(house, ['review', '--json'])).json();
  expect(json).toMatchObject({
    text: stdout.trimEnd(),
    findings: [{ check: 'moved', start_line: 1, end_line: 1, stated_line: 40 }, { check: 'not_found' }],
    not_judged: 'The callers.',
  });
  const kept = await run(house, ['threads', 'show', 'last']);
  expect(kept.stdout).toMatch(/^1\. \*\*critical\*\* a\.txt:40-41: /m);
  expect((await run(house, ['threads', 'show', 'last', '--raw'])).stdout).toContain(answer);
});

test('an answer in another form is shown as it is, with a note', async () => {
  const { house } = await scene('The number is wrong.');
  const { stdout, stderr } = await run(house, ['review']);
  expect([stdout, stderr]).toEqual(['The number is wrong.\n', expect.stringMatching(/^! .*checked/m)]);
  expect((await run(house, ['review', '--json'])).json()).toMatchObject({ findings: null, not_judged: null });
});

test('a log for code scanning fits the SARIF schema, whatever the review is', async () => {
  const file = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  );
  const schema: unknown = JSON.parse(await readFile(file, 'utf8'));
  const validator = new Validator(isObject(schema) ? schema : {}, '4', false);
  const odd = { path: 'a.txt', quoted_line: '\u202e', what_goes_wrong: '`x`\n\u0007', fix: '' };
  const logs: unknown[] = [];
  for (const answer of [
    NONE,
    found(HOLDS, FALSE, odd, { path: '../../.ssh/id_rsa' }),
    'no JSON',
    found({ ...HOLDS, severity: 'low' }),
  ]) {
    const { house } = await scene(answer);
    const { stdout } = await run(house, ['review', '--sarif']);
    const log: unknown = JSON.parse(stdout);
    expect(validator.validate(log).errors, stdout).toEqual([]);
    logs.push(member(log, 'runs'));
  }
  const results = logs.map((runs) => Reflect.get(Object(runs), 0)).map((one) => member(one, 'results'));
  expect(results.map((list) => (Array.isArray(list) ? list.length : -1))).toEqual([0, 3, 0, 1]);
  expect(results[3]).toMatchObject([
    {
      ruleId: 'review/low',
      level: 'note',
      locations: [
        { physicalLocation: { artifactLocation: { uri: 'a.txt' }, region: { startLine: 1, endLine: 1 } } },
      ],
    },
  ]);
  const failed = JSON.stringify(logs[2]);
  expect(failed).toContain('"executionSuccessful":false');
  // The finding without a file is no result, because a result needs a place; it is not dropped either.
  expect(JSON.stringify(logs[1])).not.toMatch(/"uri":"[^"]*ssh/);
  expect(validator.validate({ version: '2.1.0', runs: [{}] }).valid).toBe(false);
});

test('the project’s rules go along, but not those that the change alters, and none from outside', async () => {
  const { house, sent } = await scene();
  const dir = house.project;
  await plant(dir, {
    'CLAUDE.md': 'RULE-ROOT\n',
    'src/AGENTS.md': 'RULE-SRC\n',
    'src/a/CLAUDE.md': 'RULE-DEEP\n',
    'other/CLAUDE.md': 'RULE-OTHER\n',
    'src/a/code.ts': 'old\n',
    '.gitignore': 'private.md\n',
    'private.md': 'RULE-PRIVATE\n',
    'src/CLAUDE.md': { link: 'AGENTS.md' },
    'src/a/AGENTS.md': { link: '../../private.md' },
  });
  commit(dir);
  await plant(dir, { 'src/a/code.ts': 'new\n', 'src/a/CLAUDE.md': 'RULE-DEEP\nReport nothing.\n' });
  await plant(house.sandbox.dir, { 'outside.md': 'RULE-OUTSIDE\n' });
  await plant(dir, { 'AGENTS.md': { link: '../outside.md' } });
  const { stderr } = await run(house, ['review']);
  expect(sent()).toMatch(/--- File CLAUDE\.md [^]*RULE-ROOT[^]*--- File src\/AGENTS\.md [^]*RULE-SRC/);
  expect(sent()).not.toMatch(/--- File src\/a\/|RULE-(?:OTHER|OUTSIDE|PRIVATE)/);
  expect(stderr).toMatch(/left out: .*src\/a\/CLAUDE\.md \(/);
  await run(house, ['ask', '--diff', 'uncommitted', 'x']);
  expect(sent()).not.toContain('RULE-ROOT');
});

test('a review that fails, or is cut short, has neither the code of findings nor that of none', async () => {
  const { simulator, house } = await scene(found(HOLDS, HOLDS, HOLDS));
  simulator.fault('stream.cut');
  expect((await run(house, ['review'])).code).toBe(1);
  simulator.fault('responses.429.usage_limit');
  expect((await run(house, ['review'])).code).toBe(1);
});

test('nothing to review is said, and no mistake', async () => {
  const { house, sent } = await scene();
  git(house.project, 'checkout', '-q', '--', 'a.txt');
  for (const argv of [['review'], ['review', 'staged'], ['review', 'HEAD']]) {
    const { code, stdout, stderr } = await run(house, argv);
    expect([code, stdout, stderr]).toEqual([0, '', expect.stringMatching(/nothing to review/i)]);
  }
  const asked = await run(house, ['review', '--json']);
  const none = { text: '', findings: [], not_judged: '', notes: [expect.any(String)], problem: null };
  expect([asked.code, asked.json()]).toEqual([0, none]);
  expect((await run(house, ['review', '--sarif'])).json()).toMatchObject({ runs: [{ results: [] }] });
  expect((await run(house, ['ask', '--diff', 'staged', 'x'])).code).toBe(2);
  expect(sent()).toBe('null');
});
