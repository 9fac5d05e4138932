import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/sandbox.ts';
import { textOf } from '../support/tree.ts';

/** The lines of the table of claims: what is claimed, and each test that is named for it. */
function claimsIn(page: string): readonly (readonly [claim: string, tests: readonly string[]])[] {
  const [, section = ''] = page.split('\n## What holds, and what shows it\n');
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) => {
    const [claim = '', , tests = ''] = row.split(' | ');
    return [claim.replace(/^\| /, ''), tests.replace(/ \|$/, '').split('<br>')];
  });
}

/** What is wrong with the tests that a claim names, a line for each. `read` gives a file’s text, undefined without one. */
function faultsOf(
  [claim, tests]: readonly [string, readonly string[]],
  read: (file: string) => string | undefined,
): readonly string[] {
  return tests.flatMap((named) => {
    const [, file = '', title = ''] = /^`(test\/[\w./-]+\.test\.ts)`: (.+)$/.exec(named) ?? [];
    const text = file === '' ? undefined : read(file);
    if (text === undefined) return [`${claim}: ${named} names no file of tests`];
    // Alone in its quotes: a title, or that of a row of a table of tests.
    const there = ["'", '`'].some((quote) => text.includes(quote + title + quote));
    return there ? [] : [`${claim}: ${file} has no test "${title}"`];
  });
}

const read = (file: string): string | undefined =>
  existsSync(path.join(ROOT, file)) ? textOf(file) : undefined;

test('every claim of SECURITY.md names tests, and each of them is there', () => {
  const claims = claimsIn(textOf('SECURITY.md'));
  expect(claims.length).toBeGreaterThan(20);
  expect(claims.flatMap((claim) => faultsOf(claim, read))).toEqual([]);
});

test.each([
  ['no test', '', 1],
  ['a file that is not there', '`test/x/none.test.ts`: a', 1],
  ['a title that is not there', '`test/x/y.test.ts`: b', 1],
  ['one of two that is not there', '`test/x/y.test.ts`: a<br>`test/x/y.test.ts`: b', 1],
  ['nothing where all is there', '`test/x/y.test.ts`: a', 0],
])('the check finds %s', (_name, cell, count) => {
  const page = `\n## What holds, and what shows it\n| c | h | t |\n| --- | --- | --- |\n| it holds | \`src/x.ts\` | ${cell} |\n`;
  const texts: Readonly<Record<string, string>> = { 'test/x/y.test.ts': "test('a', () => {});" };
  expect(claimsIn(page).flatMap((claim) => faultsOf(claim, (file) => texts[file]))).toHaveLength(count);
});
