import { chmod, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/system/errors.ts';
import {
  drawn,
  gatherIn,
  git,
  makeFolder,
  makePrivateKey,
  makeRepo,
  paths,
  plant,
  reasonFor,
  sentText,
} from './support.ts';

const posix = process.platform !== 'win32';
const token = (): string => ['gh', 'p_', drawn(36)].join('');

describe('a diff', () => {
  it('of uncommitted changes has staged, unstaged and untracked ones, with the lines of the new file', async () => {
    const dir = await makeRepo({
      'a.ts': 'one\ntwo\nthree\n',
      'b.ts': 'b\n',
      'gone.ts': 'g\n',
      '.gitignore': '*.log\n',
    });
    await plant(dir, { 'a.ts': 'one\nTWO\nthree\n', 'new/c.ts': 'c1\nc2\n', 'x.log': 'ignored' });
    await writeFile(path.join(dir, 'b.ts'), 'B\n');
    git(dir, 'add', 'b.ts');
    await unlink(path.join(dir, 'gone.ts'));
    const gathered = await gatherIn(dir, { diff: 'uncommitted' });
    expect(paths(gathered.attached)).toEqual(['a.ts', 'b.ts', 'gone.ts', 'new/c.ts']);
    const text = sentText(gathered);
    expect(text).toContain(
      '--- Diff of a.ts (modified, +1 -1) ---\n@@ -1,3 +1,3 @@\n1\t one\n\t-two\n2\t+TWO\n3\t three',
    );
    expect(text).toContain('--- Diff of gone.ts (deleted, +0 -1) ---');
    expect(text).toContain('--- Diff of new/c.ts (added, untracked, +2 -0) ---\n1\t+c1\n2\t+c2');
    expect(text).not.toContain('ignored');
    expect(gathered.notes[0]).toMatch(/^The diff shows uncommitted changes against HEAD \([0-9a-f]{10}\)\.$/);
    expect(gathered.attached.every((a) => a.kind === 'diff')).toBe(true);
  });

  it('of what is staged has nothing else', async () => {
    const dir = await makeRepo({ 'a.ts': 'a\n', 'b.ts': 'b\n' });
    await plant(dir, { 'a.ts': 'A\n', 'b.ts': 'B\n', 'c.ts': 'c\n' });
    git(dir, 'add', 'a.ts');
    expect(paths((await gatherIn(dir, { diff: 'staged' })).attached)).toEqual(['a.ts']);
  });

  it('works before the first commit', async () => {
    const dir = await makeFolder();
    git(dir, 'init', '-q');
    await plant(dir, { 'a.ts': 'a\n', 'b.ts': 'b\n' });
    git(dir, 'add', 'a.ts');
    const gathered = await gatherIn(dir, { diff: 'uncommitted' });
    expect(paths(gathered.attached)).toEqual(['a.ts', 'b.ts']);
    expect(gathered.notes[0]).toContain('no commit yet');
    expect(paths((await gatherIn(dir, { diff: 'staged' })).attached)).toEqual(['a.ts']);
    await expect(gatherIn(dir, { diff: 'main' })).rejects.toThrow(
      /no branch, tag or commit "main".*no commits yet/s,
    );
  });

  it('against a base starts at the merge base and names it', async () => {
    const dir = await makeRepo({ 'a.ts': 'a\n' });
    const fork = git(dir, 'rev-parse', 'HEAD');
    git(dir, 'checkout', '-q', '-b', 'feature');
    await plant(dir, { 'b.ts': 'b\n' });
    git(dir, 'add', '-A');
    git(dir, 'commit', '-q', '-m', 'feature');
    git(dir, 'checkout', '-q', 'main');
    await plant(dir, { 'main-only.ts': 'm\n' });
    git(dir, 'add', '-A');
    git(dir, 'commit', '-q', '-m', 'main');
    git(dir, 'checkout', '-q', 'feature');
    await plant(dir, { 'c.ts': 'not committed\n' });
    const base = await gatherIn(dir, { diff: 'main' });
    expect(paths(base.attached)).toEqual(['b.ts', 'c.ts']);
    expect(base.notes[0]).toContain(
      `the merge base ${fork.slice(0, 10)} of main and HEAD, uncommitted ones included`,
    );
    const committed = await gatherIn(dir, { diff: 'main...' });
    expect(paths(committed.attached)).toEqual(['b.ts']);
    expect(committed.notes[0]).toContain(fork.slice(0, 10));
    expect(paths((await gatherIn(dir, { diff: 'main..feature' })).attached)).toEqual([
      'b.ts',
      'main-only.ts',
    ]);
    expect(paths((await gatherIn(dir, { diff: 'HEAD~1..HEAD' })).attached)).toEqual(['b.ts']);
  });

  it('names renames, odd names, mode changes and what has no text', async () => {
    const long = 'line\n'.repeat(20);
    const dir = await makeRepo({
      'old name.ts': long,
      'bild.png': Buffer.from([0x89, 0x50, 0, 1]),
      'run.sh': 'x\n',
      'ü"q.ts': 'a\n',
      'yarn.lock': 'a\n',
    });
    git(dir, 'mv', 'old name.ts', 'new name.ts');
    await plant(dir, {
      'new name.ts': `${long}more\n`,
      'bild.png': Buffer.from([0x89, 0x50, 0, 2]),
      'ü"q.ts': 'b\n',
      'yarn.lock': 'b\n',
      'new.bin': Buffer.from([0]),
    });
    await chmod(path.join(dir, 'run.sh'), 0o755);
    const gathered = await gatherIn(dir, { diff: 'uncommitted' });
    const text = sentText(gathered);
    expect(text).toContain('--- Diff of new name.ts (renamed from old name.ts, +1 -0) ---');
    expect(text).toContain('--- Diff of "ü\\"q.ts" (modified, +1 -1) ---');
    if (posix) expect(text).toContain('--- Diff of run.sh (modified, +0 -0) ---');
    expect(reasonFor(gathered.omitted, 'bild.png')).toBe('it is binary');
    expect(reasonFor(gathered.omitted, 'new.bin')).toBe('it is binary');
    expect(reasonFor(gathered.omitted, 'yarn.lock')).toBe('a lock file');
  });

  it('keeps to the folder of the workspace', async () => {
    const dir = await makeRepo({ 'outer.ts': 'a\n', 'in/a.ts': 'a\n' });
    await plant(dir, { 'outer.ts': 'OUTER\n', 'other.ts': 'OUTER\n', 'in/a.ts': 'A\n', 'in/n.ts': 'n\n' });
    for (const diff of ['uncommitted', 'HEAD']) {
      const gathered = await gatherIn(path.join(dir, 'in'), { diff });
      expect(paths(gathered.attached)).toEqual(['a.ts', 'n.ts']);
      expect(sentText(gathered)).not.toContain('OUTER');
      expect(gathered.notes).toContain('Changes outside the workspace folder are left out of the diff.');
    }
  });

  it('shares the budget with files, and names what does not fit', async () => {
    const dir = await makeRepo({});
    await plant(dir, {
      'a.ts': 'word\n'.repeat(200),
      'b.ts': 'word\n'.repeat(200),
      'c.ts': 'c\n',
      'huge.ts': 'a line of text\n'.repeat(30_000),
    });
    git(dir, 'add', 'huge.ts');
    const gathered = await gatherIn(dir, { files: ['c.ts'], diff: 'uncommitted', budgetBytes: 3_000 });
    expect(gathered.bytes).toBeLessThanOrEqual(3_000);
    expect(gathered.attached.map((a) => `${a.kind} ${a.path}`)).toEqual([
      'file c.ts',
      'diff a.ts',
      'diff c.ts',
    ]);
    expect(reasonFor(gathered.omitted, 'b.ts')).toMatch(/budget is used up/);
    expect(reasonFor(gathered.omitted, 'huge.ts')).toMatch(/its diff has more than 200 kB/);
  });

  it.each([
    ['uncommitted', /no uncommitted changes/],
    ['staged', /Nothing is staged/],
    ['HEAD', /no difference/],
    ['HEAD..HEAD', /no difference/],
    ['nosuch', /no branch, tag or commit "nosuch" here\. There are main/],
    ['HEAD~99', /no branch, tag or commit "HEAD~99"/],
    ['0123456789', /no branch/],
    ['--help', /cannot be read as a diff/],
  ])('that cannot be is an input error: %s', async (diff, message) => {
    const dir = await makeRepo({ 'a.ts': 'a\n' });
    const error = await gatherIn(dir, { diff }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ kind: 'input', message: expect.stringMatching(message) });
  });

  it('says that there is no repository, or no git', async () => {
    const dir = await makeFolder();
    await expect(gatherIn(dir, { diff: 'uncommitted' })).rejects.toMatchObject({
      code: 'context.not-git',
      kind: 'input',
    });
    await expect(gatherIn(dir, { diff: 'uncommitted' }, { PATH: '' })).rejects.toMatchObject({
      code: 'context.no-git',
    });
  });

  it('of unrelated histories says so', async () => {
    const dir = await makeRepo({ 'a.ts': 'a\n' });
    git(dir, 'checkout', '-q', '--orphan', 'other');
    git(dir, 'commit', '-q', '--allow-empty', '-m', 'root');
    await expect(gatherIn(dir, { diff: 'main' })).rejects.toThrow(/no common commit/);
  });
});

describe('the secret guard on a diff', () => {
  it('withholds files by name and by added, removed or surrounding lines', async () => {
    const secret = token();
    const dir = await makeRepo({
      '.env': 'A=1\n',
      'removed.ts': `const t = "${secret}";\nx\n`,
      'near.ts': `const t = "${secret}";\nold\n`,
      'key.ts': `const k = \`\n${makePrivateKey()}\`;\n`,
      'moved/.npmrc': 'r\n'.repeat(9),
      'fine.ts': 'a\n',
    });
    git(dir, 'mv', 'moved/.npmrc', 'moved/plain.txt');
    const key = makePrivateKey().split('\n');
    key[7] = drawn(64, 'base64', 99);
    await plant(dir, {
      '.env': 'A=2\n',
      'removed.ts': 'x\n',
      'near.ts': `const t = "${secret}";\nnew\n`,
      'key.ts': `const k = \`\n${key.join('\n')}\`;\n`,
      'added.ts': `one\nconst t = "${secret}";\n`,
      'fine.ts': 'b\n',
      id_rsa: 'x\n',
    });
    const gathered = await gatherIn(dir, { diff: 'uncommitted' });
    expect(paths(gathered.attached)).toEqual(['fine.ts']);
    expect(reasonFor(gathered.withheld, '.env')).toBe('an environment file');
    expect(reasonFor(gathered.withheld, 'id_rsa')).toBe('a private SSH key');
    expect(reasonFor(gathered.withheld, 'moved/plain.txt')).toBe('a registry login');
    expect(reasonFor(gathered.withheld, 'removed.ts')).toBe('a GitHub token in a removed line');
    expect(reasonFor(gathered.withheld, 'near.ts')).toBe('a GitHub token in line 1');
    expect(reasonFor(gathered.withheld, 'added.ts')).toBe('a GitHub token in line 2');
    expect(reasonFor(gathered.withheld, 'key.ts')).toMatch(/a part of a key in line \d+/);
    expect(JSON.stringify(gathered)).not.toContain(secret.slice(6, 20));
  });

  it('withholds what only the heading of a hunk shows', async () => {
    const body = Array.from({ length: 30 }, (_, i) => `  line ${i}`).join('\n');
    const dir = await makeRepo({ 'a.ts': `function f(t = "${token()}") {\n${body}\n}\n`, 'b.ts': 'b\n' });
    await plant(dir, {
      'a.ts': `function f(t = "${token()}") {\n${body.replace('line 20', 'LINE')}\n}\n`,
      'b.ts': 'B\n',
    });
    const gathered = await gatherIn(dir, { diff: 'uncommitted' });
    expect(paths(gathered.withheld)).toEqual(['a.ts']);
    expect(paths(gathered.attached)).toEqual(['b.ts']);
  });

  it('is overridden for one file at a time', async () => {
    const dir = await makeRepo({ '.env': 'A=1\n', '.env.local': 'B=1\n', 'gone.pem': 'C=1\n' });
    await plant(dir, { '.env': 'A=2\n', '.env.local': 'B=2\n' });
    await unlink(path.join(dir, 'gone.pem'));
    const one = await gatherIn(dir, { diff: 'uncommitted', allowSecrets: ['.env', 'gone.pem'] });
    expect(paths(one.attached)).toEqual(['.env', 'gone.pem']);
    expect(one.attached[0]?.secretAllowed).toBe(true);
    expect(paths(one.withheld)).toEqual(['.env.local']);
  });
});

describe('linked worktrees and submodules', () => {
  it('are checkouts like any other', async () => {
    const main = await makeRepo({ 'a.txt': 'a\n' });
    const holder = await makeFolder();
    const linked = path.join(holder, 'linked');
    git(main, 'worktree', 'add', '-q', linked, '-b', 'side');
    await plant(linked, { 'a.txt': 'A\n' });
    expect(paths((await gatherIn(linked, { diff: 'uncommitted' })).attached)).toEqual(['a.txt']);
    const outer = await makeRepo({ 'o.txt': 'o\n' });
    git(outer, 'submodule', 'add', '-q', main, 'sub');
    git(outer, 'commit', '-q', '-m', 'sub');
    await plant(outer, { 'sub/a.txt': 'S\n' });
    expect(paths((await gatherIn(path.join(outer, 'sub'), { diff: 'uncommitted' })).attached)).toEqual([
      'a.txt',
    ]);
    expect(paths((await gatherIn(outer, { files: ['**/*.txt'] })).attached)).toEqual(['o.txt', 'sub/a.txt']);
  });
});
