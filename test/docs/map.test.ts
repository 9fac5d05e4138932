import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../support/sandbox.ts';
import { filesBelow, importsIn, textOf } from '../support/tree.ts';

/** The rows of the table under a heading of CONTRIBUTING.md, each as its cells. */
function tableUnder(heading: string): readonly (readonly string[])[] {
  const [, section = ''] = textOf('CONTRIBUTING.md').split(`## ${heading}\n`);
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** What stands between backticks. */
function quoted(text: string): readonly string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)].map((m) => m[1] ?? '');
}

const isPath = (word: string): boolean => /^(?:\.?[\w-]+\/)+[\w.-]*$|^[\w-]+\.(?:md|ts|json)$/.test(word);

function entriesOf(folder: string): readonly string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true })
    .filter((e) => !e.name.startsWith('.') && !['node_modules', 'coverage'].includes(e.name))
    .filter((e) => e.isDirectory() || folder === 'src')
    .map((e) => path.posix.join(folder, e.name) + (e.isDirectory() ? '/' : ''));
}

describe('CONTRIBUTING.md', () => {
  test('the map has every folder, every room of src, and nothing that is not there', () => {
    const named = tableUnder('The map').flatMap(([folder = '']) => quoted(folder));
    const there = [...entriesOf('.').filter((folder) => folder !== 'src/'), ...entriesOf('src')];
    expect([...named].sort()).toEqual([...there].sort());
  });

  test('the ten changes name files', () => {
    const rows = tableUnder('Ten changes, and the files they touch');
    expect(rows).toHaveLength(10);
    for (const [change, files = ''] of rows) expect(quoted(files).filter(isPath), change).not.toEqual([]);
  });

  test('the five packages are imported where it says, and nowhere else', () => {
    const rows = tableUnder('Five packages that are given');
    expect(rows).toHaveLength(5);
    const imports = filesBelow(['src'], ['.ts']).map((file) => [file, importsIn(textOf(file))] as const);
    for (const [cell = '', where = ''] of rows) {
      const name = quoted(cell)[0] ?? '';
      const uses = (list: readonly string[]): boolean =>
        list.some((one) => one === name || one.startsWith(`${name}/`));
      const users = imports.filter(([, list]) => uses(list)).map(([file]) => file);
      const places = quoted(where);
      const unnamed = users.filter((file) => !places.some((place) => file.startsWith(place)));
      const unused = places.filter((place) => !users.some((file) => file.startsWith(place)));
      expect({ name, unnamed, unused }).toEqual({ name, unnamed: [], unused: [] });
    }
  });
});

// docs/context.md is about paths in the user's own workspace.
const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...filesBelow(['docs'], ['.md'])].filter(
  (page) => page !== 'docs/context.md',
);
const ROOTS = new Set([...entriesOf('.'), ...entriesOf('src')]);

test.each(PAGES)('%s names no path of the repository that is not there', (page) => {
  const paths = quoted(textOf(page)).filter(
    (word) => isPath(word) && [...ROOTS].some((root) => word.startsWith(root)),
  );
  expect(paths.filter((word) => !existsSync(path.join(ROOT, word)))).toEqual([]);
});
