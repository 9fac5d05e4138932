import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/sandbox.ts';
import { filesBelow, textOf } from '../support/tree.ts';

/** Headings of a page, without their numbers' dots: `6.4`, `Protocol`. */
function headings(page: string): readonly string[] {
  return [...textOf(page).matchAll(/^##+ (.+)$/gm)].map((m) => m[1] ?? '');
}

const SECTIONS = new Set(headings('docs/wire.md').map((heading) => heading.split(' ')[0] ?? ''));
const HOSTS = headings('docs/hosts.md');
/** Files of any project, which a review attaches. */
const RULES = new Set(['AGENTS.md', 'CLAUDE.md']);

/** Comments with their line ends and stars taken out, so that a citation broken over two lines is whole. */
function flat(text: string): string {
  return text.replace(/\n\s*(?:\*|\/\/)?\s*/g, ' ');
}

/** What is wrong with the citations of one file, a line for each. */
function faultsOf(file: string, text: string): readonly string[] {
  const faults: string[] = [];
  const code = !file.endsWith('.md');
  const words = flat(text);
  for (const [, list = ''] of words.matchAll(/docs\/wire\.md((?:(?:,| and|, and)? \d+(?:\.\d+)*)*)/g)) {
    const cited = list.match(/\d+(?:\.\d+)*/g) ?? [];
    if (cited.length === 0 && code) faults.push(`${file} cites docs/wire.md without a section`);
    for (const section of cited)
      if (!SECTIONS.has(section)) faults.push(`${file} cites docs/wire.md ${section}, which is not there`);
  }
  for (const [, rest = ''] of words.matchAll(/docs\/hosts\.md(.{0,40})/g)) {
    if (code && !HOSTS.some((heading) => rest.startsWith(`, ${heading}`)))
      faults.push(`${file} cites docs/hosts.md${rest.slice(0, 20)}…, which is no heading there`);
  }
  // In code a page is cited in comments; everything else may be a made-up name of a test.
  const said = code ? (text.match(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm) ?? []).join('\n') : text;
  for (const [page] of said.matchAll(/(?<![\w./*-])(?:[\w.-]+\/)*[\w-]+\.md\b/g)) {
    const places = [ROOT, path.join(ROOT, path.dirname(file)), path.join(ROOT, 'docs')];
    if (!RULES.has(page) && !places.some((place) => existsSync(path.join(place, page))))
      faults.push(`${file} cites ${page}, which is not in the repository`);
  }
  if (/\bcaptures?\/? ?\d\d/.test(said))
    faults.push(`${file} cites a capture, which is not in the repository`);
  return faults;
}

const FILES = [
  ...filesBelow(['src', 'simulator', 'test', 'bench', 'scripts'], ['.ts', '.mjs']),
  ...filesBelow(['docs', 'commands', 'skills'], ['.md']),
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'SECURITY.md',
].filter((file) => file !== 'test/docs/citations.test.ts');

test('every citation names a section or a page that exists', () => {
  expect(FILES.flatMap((file) => faultsOf(file, textOf(file)))).toEqual([]);
});

test.each([
  ['a section that is not there', '/** docs/wire.md 99.1 */', 1],
  ['the second of two sections', '/** (docs/wire.md 6.4, 99 and 7.2) */', 1],
  ['a section on the next line', '/**\n * as docs/wire.md\n * 99 says\n */', 1],
  ['no section', '// as docs/wire.md says', 1],
  ['a heading that is not there', '// docs/hosts.md, Weather', 1],
  ['a page that is not there', '// see DESIGN.md 4', 1],
  ['a linked page that is not there', '/* [x](docs/nothing.md) */', 1],
  ['a capture', '// docs/wire.md 2, capture 02b', 1],
  ['sections and a heading that are there', '// docs/wire.md 6.4, 7.2 and 10.1; docs/hosts.md, Protocol', 0],
  ['a page beside the file', '/** see screens/README.md */', 0],
])('the check finds %s', (_name, text, count) => {
  expect(faultsOf('src/x.ts', text)).toHaveLength(count);
});
