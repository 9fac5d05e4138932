import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ownProvider } from '../../src/oauth/providers/own.ts';
import { ROOT } from '../support/sandbox.ts';
import { textOf } from '../support/tree.ts';

const rows = textOf('test/login-rows.md')
  .split('\n')
  .filter((line) => line.startsWith('| MX-'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

test('all 52 rows are there, each with a test or a reason', () => {
  const ids = Array.from({ length: 52 }, (_, i) => `MX-${String(i + 1).padStart(2, '0')}`);
  expect(rows.map(([, id]) => id)).toEqual(ids);
  for (const [, id, behaviour = '', proof = ''] of rows)
    expect(
      [behaviour, proof].map((cell) => cell.length > 9),
      id,
    ).toEqual([true, true]);
});

test('each test that a row names exists', () => {
  const named = rows.flatMap(([, id, , proof = '']) =>
    [...proof.matchAll(/`(test\/[^`]*?\.ts): ([^`]+)`/g)].map((m) => ({
      id,
      file: m[1] ?? '',
      words: m[2] ?? '',
    })),
  );
  expect(named.length).toBeGreaterThan(45);
  const missing = named.filter(({ file, words }) => {
    const lines = existsSync(path.join(ROOT, file)) ? textOf(file).split('\n') : [];
    // A name stands in quotes.
    return !lines.some((line) => /['"`]/.test(line.split(words)[0] ?? '') && line.includes(words));
  });
  expect(missing).toEqual([]);
});

/** Descriptions of providers in blocks of JSON. */
function describedIn(page: string): readonly (readonly [id: string, described: object])[] {
  return [...textOf(page).matchAll(/^```json\n([\s\S]*?)^```/gm)].flatMap(([, json = '']) => {
    const { providers = {} } = JSON.parse(json) as { readonly providers?: Record<string, object> };
    return Object.entries(providers);
  });
}

test('the skill names every key that its examples use, and each example is a provider that works', () => {
  for (const page of ['skills/oauth-providers/SKILL.md', 'docs/providers.md']) {
    const described = describedIn(page);
    expect(described.map(([id]) => id)).toContain('google');
    for (const [id, one] of described) expect(ownProvider(id, one).id).toBe(id);
  }
});
