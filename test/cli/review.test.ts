import { expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import { hasFindings } from '../../src/attach/review.ts';
import { EXIT } from '../../src/cli/boundary.ts';
import { commit, git, plant } from '../attach/support.ts';
import { run, signedInHouse, type House } from './support.ts';

const RESPONSES = '/backend-api/codex/responses';

/** A repository with one change, and what was sent about it. */
async function scene(
  answer = 'No findings.',
): Promise<{ simulator: Simulator; house: House; sent: () => string }> {
  const { simulator, house } = await signedInHouse({ answer: () => answer });
  const dir = house.project;
  git(dir, 'init', '-q', '-b', 'main');
  await plant(dir, { 'a.txt': 'one\n' });
  commit(dir);
  await plant(dir, { 'a.txt': 'unmistakable\n' });
  return {
    simulator,
    house,
    sent: () => JSON.stringify(simulator.requests('POST', RESPONSES).at(-1)?.body ?? null),
  };
}

test('a review sends the uncommitted change and says what was attached', async () => {
  const { house, sent } = await scene();
  const { code, stdout, stderr } = await run(house, ['review']);
  expect([code, stderr]).toEqual([0, expect.stringMatching(/^attached: a diff of/)]);
  expect(stdout).not.toBe('');
  expect(sent()).toContain('unmistakable');
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
  ['No findings.', 0],
  ['**No findings.** What `b.ts` does with it could not be judged from the diff.', 0],
  ['1. **critical** a.txt:1: the number is wrong\n   It was "No findings" before.', 3],
  ['1. **low** a.txt:1: a word is wrong\n\nNo findings of higher severity.', 3],
  ['- [high] a.txt:1: it crashes', 3],
  ['### Critical\n\n- a.txt:1: it crashes\n\n### Low\n\nNo findings.', 3],
  ['| high | a.txt:1 | it crashes |\n\nNo findings but this one.', 3],
  ['No findings.\n\nHigh-level: low risk.', 0],
  ['The number is wrong.', 3],
  ['There are no findings', 0],
  ['', 3],
])('the exit code says whether there are findings: %j', async (answer, code) => {
  expect(hasFindings(answer)).toBe(code === EXIT.findings);
  if (answer === '') return;
  const { house } = await scene(answer);
  expect((await run(house, ['review'])).code).toBe(code);
  expect((await run(house, ['ask', 'x'])).code).toBe(0);
});

test('a review that fails, or is cut short, has neither the code of findings nor that of none', async () => {
  const { simulator, house } = await scene('No findings. Really, there is nothing at all to say here.');
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
  expect([asked.code, asked.json()]).toEqual([0, { text: '', notes: [expect.any(String)], problem: null }]);
  expect((await run(house, ['ask', '--diff', 'staged', 'x'])).code).toBe(2);
  expect(sent()).toBe('null');
});
