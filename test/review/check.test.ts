import type * as fs from 'node:fs/promises';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test, vi } from 'vitest';
import type { GatherOptions } from '../../src/attach/gather.ts';
import { checkedReview } from '../../src/review/check.ts';
import type { Finding } from '../../src/review/findings.ts';
import { reviewMarkdown } from '../../src/review/forms.ts';
import {
  commit,
  environment,
  gatherIn,
  git,
  machine,
  makeFolder,
  makeRepo,
  plant,
  posix,
} from '../attach/support.ts';
import { findingOf } from './support.ts';

/** Every path that is opened while the tests run. */
const opened: string[] = [];
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof fs>();
  const open: typeof real.open = (file, ...rest) => {
    opened.push(String(file));
    return real.open(file, ...rest);
  };
  return { ...real, open };
});

const optionsIn = (dir: string): GatherOptions => {
  return { ...machine, env: environment, platform: process.platform, face: 'terminal', roots: [dir] };
};

const BEFORE = Array.from({ length: 40 }, (_, i) => `const line${i + 1} = ${i + 1};`);
const AFTER = BEFORE.toSpliced(
  19,
  2,
  'const changed = compute();',
  '\tif (changed) { drop(); }',
  'const added = true;',
);
const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** A repository with planted faults in a change; checks findings about it. */
async function scene(diff = 'uncommitted') {
  const dir = await makeRepo({
    'src/a.ts': text(BEFORE),
    'src/old.ts': 'const gone = 1;\nconst goneToo = 2;\n',
    'src/beside.ts': text(BEFORE),
    '.env': 'PASSWORD=value-of-mine\n',
    'src/before.ts': text(BEFORE),
    'src/\u00fc.ts': 'const caf\u00e9 = 1;\n',
  });
  git(dir, 'mv', 'src/before.ts', 'src/after.ts');
  await plant(dir, { 'src/\u00fc.ts': 'const caf\u00e9 = 2;\n' });
  await plant(dir, { 'src/a.ts': text(AFTER), 'src/new.ts': 'const fresh = 1;\n' });
  await rm(path.join(dir, 'src/old.ts'));
  if (diff !== 'uncommitted') git(dir, 'add', '-A');
  if (diff.includes('..')) git(dir, 'commit', '-q', '-m', 'the change');
  // From here on the work tree says something else than what was reviewed.
  if (diff !== 'uncommitted') await plant(dir, { 'src/a.ts': 'rewritten since\n' });
  const { change } = await gatherIn(dir, { diff });
  const deps = optionsIn(dir);
  const check = async (...findings: readonly Partial<Finding>[]): Promise<readonly Finding[]> => {
    const made = findings.map((one) => findingOf(one));
    return (await checkedReview(JSON.stringify(made), change, deps))?.findings ?? [];
  };
  return { dir, check };
}

const CHANGED = { start_line: 20, quoted_line: 'const changed = compute();' };
/** What a model says, and what becomes of it: the check, the lines, and the line that it said. */
const SAYINGS: readonly (readonly [string, Partial<Finding>, string, number, number?])[] = [
  ['the right line', CHANGED, 'holds', 20],
  ['a line beside', { ...CHANGED, start_line: 22 }, 'holds', 20],
  ['a line far off', { ...CHANGED, start_line: 33, end_line: 34 }, 'moved', 20, 33],
  ['a line after the end', { ...CHANGED, start_line: 4_000 }, 'moved', 20, 4_000],
  ['no line', { ...CHANGED, start_line: 1 }, 'moved', 20, 1],
  ['an unchanged line of the file', { start_line: 5, quoted_line: 'const line5 = 5;' }, 'holds', 5],
  ['other white space', { start_line: 21, quoted_line: 'if  (changed) { drop(); }' }, 'holds', 21],
  ['a sign of the diff', { start_line: 21, quoted_line: '+\tif (changed) { drop(); }' }, 'holds', 21],
  ['a number and a sign', { start_line: 21, quoted_line: '21\t+\tif (changed) { drop(); }' }, 'holds', 21],
  ['a number', { start_line: 21, quoted_line: '21\tif (changed) { drop(); }' }, 'holds', 21],
  ['backticks', { ...CHANGED, quoted_line: '`const changed = compute();`' }, 'holds', 20],
  ['a fence', { ...CHANGED, quoted_line: '```ts\nconst changed = compute();\n```' }, 'holds', 20],
  ['several lines', { ...CHANGED, quoted_line: 'const changed = compute();\nif (changed)' }, 'holds', 20],
  ['a part of a line', { ...CHANGED, quoted_line: 'changed = compute()' }, 'holds', 20],
  ['a removed line', { start_line: 22, quoted_line: '-const line20 = 20;' }, 'holds', 20],
  ['a removed line far off', { start_line: 39, quoted_line: 'const line21 = 21;' }, 'moved', 20, 39],
  ['an invented line', { ...CHANGED, quoted_line: 'const changed = computeAll();' }, 'not_found', 20],
  ['an invented line after the end', { start_line: 4_000, quoted_line: 'eval(input);' }, 'not_found', 4_000],
  ['no quote', { ...CHANGED, quoted_line: '' }, 'not_found', 20],
  ['nothing but a brace', { ...CHANGED, quoted_line: '}' }, 'not_found', 20],
  ['a path with ./', { ...CHANGED, path: './src/a.ts' }, 'holds', 20],
  ['a path with a/', { ...CHANGED, path: 'a/src/a.ts' }, 'holds', 20],
  ['a path with b/', { ...CHANGED, path: 'b/src/a.ts' }, 'holds', 20],
  ['a path in backticks', { ...CHANGED, path: '`src/a.ts`' }, 'holds', 20],
  ['a path with backslashes', { ...CHANGED, path: 'src\\a.ts' }, 'holds', 20],
  ['a new file', { path: 'src/new.ts', quoted_line: 'const fresh = 1;' }, 'holds', 1],
  ['a deleted file', { path: 'src/old.ts', start_line: 2, quoted_line: 'const goneToo = 2;' }, 'holds', 2],
  ['another line of a deleted file', { path: 'src/old.ts', quoted_line: 'const line1 = 1;' }, 'not_found', 1],
  ['an accent apart', { path: 'src/\u00fc.ts', quoted_line: 'const cafe\u0301 = 2;' }, 'holds', 1],
  [
    'a path with an accent apart',
    { path: 'src/u\u0308.ts', quoted_line: 'const caf\u00e9 = 2;' },
    'holds',
    1,
  ],
  [
    'a file by its old name',
    { path: 'src/before.ts', start_line: 7, quoted_line: 'const line7 = 7;' },
    'holds',
    7,
  ],
  [
    'a file beside',
    { path: 'src/beside.ts', start_line: 7, quoted_line: 'const line7 = 7;' },
    'not_in_change',
    7,
  ],
  [
    'a far line beside',
    { path: 'src/beside.ts', start_line: 30, quoted_line: 'const line7 = 7;' },
    'not_in_change',
    7,
    30,
  ],
  ['an invented line beside', { path: 'src/beside.ts', quoted_line: 'eval(input);' }, 'not_found', 1],
  ['an invented file', { path: 'src/none.ts' }, 'no_such_file', 1],
  ['a folder', { path: 'src' }, 'no_such_file', 1],
  ['no file', { path: '' }, 'no_such_file', 1],
];

test.each(['uncommitted', 'staged', 'HEAD~1..HEAD', 'HEAD~1...'])(
  'what findings say about a change (%s) is compared with the state that was reviewed',
  async (diff) => {
    const { check } = await scene(diff);
    const found = await check(...SAYINGS.map(([, said]) => said));
    const became = found.map((f, i) => [SAYINGS[i]?.[0], f.check, f.start_line, f.stated_line]);
    expect(became).toEqual(SAYINGS.map(([name, , as, line, stated]) => [name, as, line, stated]));
    expect(found.find((_, i) => SAYINGS[i]?.[0] === 'a file by its old name')?.path).toBe('src/after.ts');
    const since = await check({ quoted_line: 'rewritten since' });
    expect(since.map((f) => f.check)).toEqual(['not_found']);
  },
);

test('a hostile quote or path takes no time worth naming', async () => {
  const { check } = await scene();
  const started = performance.now();
  for (const run of ['`', "'", ' ', './', ':1', '\\'].map((one) => `x${one.repeat(40_000)}x`))
    for (const finding of await check({ path: run }, { ...CHANGED, quoted_line: run }))
      expect(['not_found', 'no_such_file']).toContain(finding.check);
  expect(performance.now() - started).toBeLessThan(2_000);
});

test('without a diff nothing is outside the change', async () => {
  const dir = await makeFolder({ 'src/a.ts': 'const a = 1;\n' });
  const deps = optionsIn(dir);
  const review = await checkedReview(JSON.stringify([findingOf()]), undefined, deps);
  expect(review?.findings.map((f) => f.check)).toEqual(['holds']);
});

const HOSTILE = [
  '../outside.txt',
  '../../.ssh/id_rsa',
  'src/../../outside.txt',
  'a/../outside.txt',
  './../outside.txt',
  '..\\outside.txt',
  '/etc/passwd',
  '//server/share/x',
  '\\\\server\\share\\x',
  'C:\\Windows\\win.ini',
  'C:outside.txt',
  '~/.ssh/id_rsa',
  'file:///etc/passwd',
  'link.txt',
  'folder-link/outside.txt',
  'folder-link/../outside.txt',
  '/proc/self/environ',
  'proc-link/self/environ',
  '.git/config',
  '.GIT/config',
  'src/\0/../../outside.txt',
  'pipe-link',
];

test.runIf(posix)('a hostile path is no such file, and nothing outside the workspace is opened', async () => {
  const outer = await makeFolder({ 'outside.txt': 'secret outside\n' });
  const dir = path.join(outer, 'project');
  await plant(dir, {
    'src/a.ts': 'const a = 1;\n',
    'link.txt': { link: '../outside.txt' },
    'folder-link': { link: '..' },
    'proc-link': { link: '/proc' },
    'pipe-link': { link: '/dev/stdin' },
  });
  git(dir, 'init', '-q');
  commit(dir);
  await plant(dir, { 'src/a.ts': 'const a = 2;\n' });
  const { change } = await gatherIn(dir, { diff: 'uncommitted' });
  const deps = optionsIn(dir);
  const lookAt = async (names: readonly string[]): Promise<readonly Finding[]> => {
    const findings = names.map((name) => findingOf({ path: name, quoted_line: 'secret outside' }));
    opened.splice(0);
    const checked = await checkedReview(JSON.stringify(findings), change, deps);
    expect(opened.filter((file) => !path.resolve(file).startsWith(dir + path.sep))).toEqual([]);
    return checked?.findings ?? [];
  };
  for (const { path: name, check } of await lookAt(HOSTILE))
    expect([name, check]).toEqual([name, 'no_such_file']);
  expect(opened).toEqual([]);
  const pieces = [
    '..',
    '.',
    'src',
    'a.ts',
    'link.txt',
    'folder-link',
    'proc-link',
    'outside.txt',
    '.git',
    '',
    '/',
    '\\',
    '~',
    'a',
    'b',
    'C:',
  ];
  const names = fc
    .array(fc.constantFrom(...pieces), { maxLength: 7 })
    .chain((parts) => fc.constantFrom('/', '\\', '//').map((separator) => parts.join(separator)));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(names, fc.string()), { minLength: 20, maxLength: 20 }),
      async (all) => {
        for (const { check } of await lookAt(all)) expect(['no_such_file', 'not_found']).toContain(check);
      },
    ),
    { numRuns: 30 },
  );
});

test('what the secret guard withholds is not read, and nothing of a file gets into the findings', async () => {
  const { check } = await scene();
  opened.splice(0);
  const held = await check({ path: '.env', quoted_line: 'PASSWORD=value-of-mine' });
  expect(held.map((f) => f.check)).toEqual(['no_such_file']);
  expect(opened).toEqual([]);
  const parts = await check(
    { ...CHANGED, quoted_line: 'changed = c' },
    { start_line: 20, quoted_line: 'something else' },
  );
  expect(reviewMarkdown({ findings: parts, not_judged: '' }) + JSON.stringify(parts)).not.toContain(
    'compute()',
  );
});

afterAll(() => vi.restoreAllMocks());
