import { expect, test } from 'vitest';
import { commit, git, plant } from '../attach/support.ts';
import { run, signedInHouse, type House } from './support.ts';

const RESPONSES = '/backend-api/codex/responses';

/** A repository with one change, and what was sent about it. */
async function scene(): Promise<{ house: House; sent: () => string }> {
  const { simulator, house } = await signedInHouse();
  const dir = house.project;
  git(dir, 'init', '-q', '-b', 'main');
  await plant(dir, { 'a.txt': 'one\n' });
  commit(dir);
  await plant(dir, { 'a.txt': 'unmistakable\n' });
  return { house, sent: () => JSON.stringify(simulator.requests('POST', RESPONSES).at(-1)?.body ?? null) };
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
