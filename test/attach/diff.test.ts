import { chmod, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  attachedIn,
  commit,
  drawn,
  gatherIn,
  git,
  githubToken,
  makeFolder,
  makePrivateKey,
  makeRepo,
  paths,
  plant,
  posix,
  reasonFor,
  sentText,
} from './support.ts';

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
    expect(gathered.notes[0]).toMatch(/ HEAD \([0-9a-f]{10}\)/);
    expect(gathered.attached.every((a) => a.kind === 'diff')).toBe(true);
  });

  it('of what is staged has nothing else', async () => {
    const dir = await makeRepo({ 'a.ts': 'a\n', 'b.ts': 'b\n' });
    await plant(dir, { 'a.ts': 'A\n', 'b.ts': 'B\n', 'c.ts': 'c\n' });
    git(dir, 'add', 'a.ts');
    expect(await attachedIn(dir, { diff: 'staged' })).toEqual(['a.ts']);
  });

  it('of what is not staged has the rest, untracked files too, and each file once in a conflict', async () => {
    const dir = await makeRepo({ 'a.ts': 'a\n', 'b.ts': 'b\n' });
    await plant(dir, { 'a.ts': 'A\n', 'b.ts': 'B\n', 'c.ts': 'c\n' });
    git(dir, 'add', 'a.ts');
    await plant(dir, { 'a.ts': 'A\nmore\n' });
    const gathered = await gatherIn(dir, { diff: 'unstaged' });
    expect(paths(gathered.attached)).toEqual(['a.ts', 'b.ts', 'c.ts']);
    expect(sentText(gathered)).toContain('1\t A\n2\t+more');
    git(dir, 'checkout', '-q', '-b', 'other');
    commit(dir);
    git(dir, 'checkout', '-q', 'main');
    await plant(dir, { 'a.ts': 'mine\n' });
    commit(dir);
    expect(() => git(dir, 'merge', 'other')).toThrow();
    expect(await attachedIn(dir, { diff: 'unstaged' })).toEqual(['a.ts']);
  });

  it('works before the first commit', async () => {
    const dir = await makeFolder({ 'a.ts': 'a\n', 'b.ts': 'b\n' });
    git(dir, 'init', '-q');
    git(dir, 'add', 'a.ts');
    expect(await attachedIn(dir, { diff: 'uncommitted' })).toEqual(['a.ts', 'b.ts']);
    expect(await attachedIn(dir, { diff: 'staged' })).toEqual(['a.ts']);
    await expect(gatherIn(dir, { diff: 'main' })).rejects.toMatchObject({ code: 'context.diff-ref' });
  });

  it('against a base starts at the merge base and names it', async () => {
    const dir = await makeRepo({ 'a.ts': 'a\n' });
    const fork = git(dir, 'rev-parse', 'HEAD').slice(0, 10);
    git(dir, 'checkout', '-q', '-b', 'feature');
    await plant(dir, { 'b.ts': 'b\n' });
    commit(dir);
    git(dir, 'checkout', '-q', 'main');
    await plant(dir, { 'main-only.ts': 'm\n' });
    commit(dir);
    git(dir, 'checkout', '-q', 'feature');
    await plant(dir, { 'c.ts': 'not committed\n' });
    for (const [diff, names, start] of [
      ['main', ['b.ts', 'c.ts'], fork],
      ['main...', ['b.ts'], fork],
      ['main..feature', ['b.ts', 'main-only.ts'], 'main'],
      ['HEAD~1..HEAD', ['b.ts'], 'HEAD~1'],
    ] as const) {
      const gathered = await gatherIn(dir, { diff });
      expect(paths(gathered.attached), diff).toEqual(names);
      expect(gathered.notes[0]).toContain(start);
    }
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
    expect(gathered.omitted.map((o) => `${o.path}: ${o.reason}`)).toEqual([
      'yarn.lock: a lock file',
      'bild.png: it is binary',
      'new.bin: it is binary',
    ]);
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
    expect(reasonFor(gathered.omitted, 'b.ts')).toMatch(/budget/);
    expect(reasonFor(gathered.omitted, 'huge.ts')).toMatch(/200 kB/);
  });

  it('that is longer than can be read is attached as far as it came, and the rest named', async () => {
    const dir = await makeRepo({ 'a.ts': 'a\n', 'b.txt': 'b\n', 'c.ts': 'c\n' });
    await plant(dir, { 'a.ts': 'A\n', 'b.txt': `${'b'.repeat(1_000)}\n`.repeat(65_000), 'c.ts': 'C\n' });
    const gathered = await gatherIn(dir, { diff: 'uncommitted' });
    expect(paths(gathered.attached)).toEqual(['a.ts']);
    expect(paths(gathered.omitted)).toEqual(['b.txt', 'c.ts']);
  });

  it.each([
    ['uncommitted', 'diff-empty', ''],
    ['staged', 'diff-empty', ''],
    ['unstaged', 'diff-empty', ''],
    ['HEAD', 'diff-empty', ''],
    ['HEAD..HEAD', 'diff-empty', ''],
    ['nosuch', 'diff-ref', /"nosuch".*: main\./],
    ['HEAD~99', 'diff-ref', '"HEAD~99"'],
    ['0123456789', 'diff-ref', '"0123456789"'],
    ['--help', 'diff-ref', '--help'],
    ['orphan', 'diff-ref', 'orphan and HEAD'],
  ])('that cannot be is an input error: %s', async (diff, code, says) => {
    const dir = await makeRepo({ 'a.ts': 'a\n' });
    if (diff === 'orphan') {
      git(dir, 'checkout', '-q', '--orphan', 'orphan');
      // Another message: otherwise it would be the very commit that main has.
      git(dir, 'commit', '-q', '-m', 'root');
      git(dir, 'checkout', '-q', 'main');
    }
    const error: unknown = await gatherIn(dir, { diff }).catch((e: unknown) => e);
    expect(error).toMatchObject({ kind: 'input', code: `context.${code}` });
    expect(String(error)).toMatch(says);
  });

  it('says that there is no repository, or no git', async () => {
    const dir = await makeFolder();
    const diff = 'uncommitted';
    await expect(gatherIn(dir, { diff })).rejects.toMatchObject({ code: 'context.not-git', kind: 'input' });
    await expect(gatherIn(dir, { diff }, { PATH: '' })).rejects.toMatchObject({ code: 'context.no-git' });
  });
});

describe('the secret guard on a diff', () => {
  it('withholds files by name and by added, removed or surrounding lines', async () => {
    const dir = await makeRepo({
      '.env': 'A=1\n',
      'removed.ts': `const t = "${githubToken}";\nx\n`,
      'near.ts': `const t = "${githubToken}";\nold\n`,
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
      'near.ts': `const t = "${githubToken}";\nnew\n`,
      'key.ts': `const k = \`\n${key.join('\n')}\`;\n`,
      'added.ts': `one\nconst t = "${githubToken}";\n`,
      'fine.ts': 'b\n',
      id_rsa: 'x\n',
    });
    const gathered = await gatherIn(dir, { diff: 'uncommitted' });
    expect(paths(gathered.attached)).toEqual(['fine.ts']);
    for (const [name, reason] of [
      ['.env', 'an environment file'],
      ['id_rsa', 'a private SSH key'],
      ['moved/plain.txt', 'a registry login'],
      ['removed.ts', 'a GitHub token in a removed line'],
      ['near.ts', 'a GitHub token in line 1'],
      ['added.ts', 'a GitHub token in line 2'],
      ['key.ts', /a part of a key in line \d+/],
    ] as const)
      expect(reasonFor(gathered.withheld, name)).toMatch(reason);
    expect(JSON.stringify(gathered)).not.toContain(githubToken.slice(6, 20));
  });

  it('withholds what only the heading of a hunk shows', async () => {
    const body = Array.from({ length: 30 }, (_, i) => `  line ${i}`).join('\n');
    const dir = await makeRepo({ 'a.ts': `function f(t = "${githubToken}") {\n${body}\n}\n`, 'b.ts': 'b\n' });
    await plant(dir, {
      'a.ts': `function f(t = "${githubToken}") {\n${body.replace('line 20', 'LINE')}\n}\n`,
      'b.ts': 'B\n',
    });
    const gathered = await gatherIn(dir, { diff: 'uncommitted' });
    expect(paths(gathered.withheld)).toEqual(['a.ts']);
    expect(paths(gathered.attached)).toEqual(['b.ts']);
  });

  it('is overridden for one file at a time', async () => {
    const dir = await makeRepo({ '.env': 'A=1\n', '.env.local': 'B=1\n' });
    await plant(dir, { '.env': 'A=2\n', '.env.local': 'B=2\n' });
    const { attached, withheld } = await gatherIn(dir, { diff: 'uncommitted', files: ['allow-secret:.env'] });
    expect(attached.map((a) => [a.kind, a.path, a.secretAllowed])).toEqual([
      ['file', '.env', true],
      ['diff', '.env', true],
    ]);
    expect(paths(withheld)).toEqual(['.env.local']);
  });
});

describe('linked worktrees and submodules', () => {
  it('are checkouts like any other', async () => {
    const main = await makeRepo({ 'a.txt': 'a\n' });
    const holder = await makeFolder();
    const linked = path.join(holder, 'linked');
    git(main, 'worktree', 'add', '-q', linked, '-b', 'side');
    await plant(linked, { 'a.txt': 'A\n' });
    expect(await attachedIn(linked, { diff: 'uncommitted' })).toEqual(['a.txt']);
    const outer = await makeRepo({ 'o.txt': 'o\n' });
    git(outer, 'submodule', 'add', '-q', main, 'sub');
    git(outer, 'commit', '-q', '-m', 'sub');
    await plant(outer, { 'sub/a.txt': 'S\n' });
    expect(await attachedIn(path.join(outer, 'sub'), { diff: 'uncommitted' })).toEqual(['a.txt']);
    expect(await attachedIn(outer, { files: ['**/*.txt'] })).toEqual(['o.txt', 'sub/a.txt']);
  });
});
