import { existsSync } from 'node:fs';
import { chmod, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { commit, git, makeFolder, makeRepo, plant, posix } from '../attach/support.ts';
import { makeIndex } from '../attach/planted.ts';
import {
  CANARY,
  counted,
  expectNowhere,
  LONG,
  openIn,
  refusals,
  refusedEverywhere,
  showCounts,
} from './support.ts';

afterAll(showCounts);

describe('what git keeps', () => {
  it('is not read as files', async () => {
    const dir = await makeRepo({ 'a.txt': 'a\n' });
    await plant(dir, { '.git/hooks/post-checkout': `${CANARY}\n`, '.git/info/notes': `${CANARY}\n` });
    const opened = await openIn(dir);
    const names =
      '.git .git/config .git/HEAD .git/hooks/post-checkout .git/info/notes .GIT/config ./.git/config .git/objects .git//config src/../.git/config .git/* .git/** **/.git/* .[g]it/config git~1/config';
    for (const one of await refusedEverywhere(dir, names.split(' '))) {
      expectNowhere(one, CANARY);
      counted('git’s own files', names.split(' ').length, refusals(one.look));
    }
    await opened.list('.', '**');
    await opened.grep('canary|repositoryformatversion');
    expectNowhere(opened, CANARY, 'repositoryformatversion =');
  });

  it.skipIf(!posix)('is not lent by another repository', async () => {
    const secret = await makeRepo({ 'p.txt': `${CANARY}\n` });
    const hash = git(secret, 'rev-parse', 'HEAD');
    const kinds: readonly (readonly [string, (dir: string) => Promise<void>])[] = [
      ['a .git file', (dir) => writeFile(path.join(dir, '.git'), `gitdir: ${secret}/.git\n`)],
      ['a .git link', (dir) => symlink(path.join(secret, '.git'), path.join(dir, '.git'))],
      [
        'alternates',
        async (dir) => {
          git(dir, 'init', '-q', '-b', 'main');
          commit(dir);
          await writeFile(path.join(dir, '.git/objects/info/alternates'), `${secret}/.git/objects\n`);
        },
      ],
      [
        'a work tree elsewhere',
        async (dir) => {
          git(dir, 'init', '-q', '-b', 'main');
          git(dir, 'config', 'core.worktree', secret);
        },
      ],
      [
        'a common folder',
        async (dir) => {
          git(dir, 'init', '-q', '-b', 'main');
          await writeFile(path.join(dir, '.git/commondir'), `${secret}/.git\n`);
        },
      ],
    ];
    for (const [name, lend] of kinds) {
      const dir = await makeFolder({ 'mine.txt': 'mine\n' });
      await lend(dir);
      const opened = await openIn(dir);
      const queries = [hash, 'HEAD', 'main', hash.slice(0, 8), `${hash}~0`].flatMap((ref) => [
        ...['log', 'show', 'diff'].map((kind) => ({ kind, ref })),
        ...['show', 'blame', 'log'].map((kind) => ({ kind, ref, path: 'p.txt' })),
      ]);
      await opened.git(...queries);
      counted('lent repositories', queries.length, queries.length - opened.look.receipt().git.length);
      expect(opened.look.receipt().git, name).toEqual([]);
      await opened.list('**');
      await opened.grep('canary');
      expect(await opened.read('mine.txt')).toContain('1\tmine');
      expectNowhere(opened, CANARY);
    }
  });

  it('is asked by no ref that is an option, a file or a place elsewhere', async () => {
    const dir = await makeRepo({ 'a.txt': 'a\n' });
    const away = await makeFolder();
    const trace = path.join(away, 'x');
    const opened = await openIn(dir);
    const refs = [
      `--output=${trace}`,
      `-O${trace}`,
      '--no-index',
      '--ext-diff',
      '--textconv',
      '-c',
      '--all',
      '--git-dir=/',
      '-S.',
      '--help',
      'HEAD:../../outside',
      'HEAD:a.txt',
      ':0:a.txt',
      ':/a change',
      ':(top)',
      '^HEAD',
      '!HEAD',
      'HEAD --',
      'HEAD\n--all',
      '@{upstream}',
      '@{u}',
      '@{push}',
      '@{-1}',
      'stash@{0}',
      'refs/stash',
      'HEAD@{99}',
      'HEAD@{yesterday}',
      'main@{u}',
      'nosuch',
      '../../HEAD',
      'refs/../../HEAD',
      '/etc/passwd',
      'config',
      'description',
      'hooks/x',
      'HEAD\0',
      '',
      ' ',
      'a..b..c',
      '..',
      '...',
      'HEAD...',
      'x'.repeat(300),
      '$(touch x)',
      '`id`',
      'HEAD;id',
      'HEAD|id',
      'HEAD^{blob}',
      'HEAD^{tree}^{commit}',
      'HEAD^{/nosuch}',
      '0'.repeat(40),
      'f'.repeat(64),
      'worktrees/x/HEAD',
      'main-worktree/HEAD~9',
      'FETCH_HEAD',
      'refs/heads/*',
      '*',
      'HEAD~99',
    ];
    const asked = refs.flatMap((ref) => {
      const short = [
        { kind: 'log', ref },
        { kind: 'diff', ref },
      ];
      const file = { ref, path: 'a.txt' };
      return LONG
        ? [...short, { kind: 'show', ref }, ...['show', 'blame'].map((kind) => ({ kind, ...file }))]
        : short;
    });
    await opened.git(...asked);
    // Of these only harmless ones are answered: with an end left out it is HEAD, and HEAD@{…} is what it was.
    const answered = opened.look
      .receipt()
      .git.filter((one) => !/ HEAD\.\.\.| HEAD@\{| HEAD \^| main-worktree/.test(one));
    expect(answered).toEqual([]);
    counted('refs', asked.length, asked.length - opened.look.receipt().git.length);
    expect(existsSync(trace)).toBe(false);
    expect(existsSync(path.join(dir, 'x'))).toBe(false);
    expectNowhere(opened, 'root:x:0:0', 'repositoryformatversion');
  }, 60_000);

  it.skipIf(!posix)('starts no program and opens no file that its configuration names', async () => {
    const dir = await makeRepo({ 'a.txt': 'a\n', '.gitattributes': '* filter=evil diff=evil\n' });
    await plant(dir, { 'a.txt': 'b\n' });
    commit(dir);
    const away = await makeFolder({
      'private.txt': `${CANARY}\n`,
      map: `Somebody ${CANARY} <a@example.com>\n`,
    });
    const trace = path.join(away, 'trace');
    const script = path.join(away, 'evil.sh');
    await plant(away, { 'evil.sh': `#!/bin/sh\necho "$0 $@" >> '${trace}'\ncat\n` });
    await chmod(script, 0o755);
    const programs =
      'core.fsmonitor core.pager core.sshCommand core.editor pager.log pager.show pager.blame gpg.program gpg.ssh.program gpg.x509.program ' +
      'diff.external diff.evil.command diff.evil.textconv filter.evil.clean filter.evil.smudge filter.evil.process';
    for (const key of programs.split(' ')) git(dir, 'config', key, script);
    for (const [key, value] of Object.entries({
      'log.showSignature': 'true',
      'log.mailmap': 'true',
      'mailmap.file': path.join(away, 'map'),
      'core.attributesFile': path.join(away, 'private.txt'),
      'format.pretty': 'raw',
      'notes.displayRef': '*',
      'diff.evil.cachetextconv': 'true',
      'diff.orderFile': path.join(away, 'private.txt'),
      'log.follow': 'true',
      'i18n.logOutputEncoding': 'UTF-16',
    }))
      git(dir, 'config', key, value);
    // A signed commit, which the program that the configuration names would be asked about.
    const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n';
    const signed = git(dir, 'cat-file', 'commit', 'HEAD').replace(/^(committer .*\n)/m, `$1${signature}`);
    await plant(away, { commit: `${signed}\n` });
    git(dir, 'update-ref', 'HEAD', git(dir, 'hash-object', '-t', 'commit', '-w', path.join(away, 'commit')));
    await plant(dir, { 'a.txt': 'c\n' });
    const opened = await openIn(dir);
    for (const kind of ['log', 'show', 'diff', 'blame']) {
      await opened.git({ kind });
      await opened.git({ kind, path: 'a.txt' });
    }
    expect(opened.look.receipt().git).toHaveLength(7);
    expect(existsSync(trace)).toBe(false);
    // A list that git could use, so that only its place is wrong.
    await plant(away, { 'private.txt': `# ${CANARY}\n` });
    git(dir, 'config', 'blame.ignoreRevsFile', path.join(away, 'private.txt'));
    expect(await opened.git({ kind: 'blame', path: 'a.txt' })).toContain('Not shown: ');
    expectNowhere(opened, CANARY);
    git(dir, 'config', 'blame.ignoreRevsFile', '.revs');
    await plant(dir, { '.revs': '' });
    expect(await opened.git({ kind: 'blame', path: 'a.txt' })).toContain('--- Blame of a.txt');
  });

  it.skipIf(!posix)('is not believed where an index or a tree names what is elsewhere', async () => {
    const holder = await makeFolder({ 'outside/p.txt': `${CANARY}\n`, 'project/a.txt': 'a\n' });
    const dir = path.join(holder, 'project');
    git(dir, 'init', '-q', '-b', 'main');
    await plant(dir, { to: { link: '../outside' } });
    commit(dir);
    const blob = git(dir, 'rev-parse', 'HEAD:a.txt');
    const names = ['../outside/p.txt', '.git/config', 'a.txt', 'to/p.txt'];
    await writeFile(path.join(dir, '.git/index'), makeIndex(dir, names, blob));
    // A tree whose entry leads out: git itself would not write it.
    const tree = Buffer.concat([Buffer.from('100644 ../outside/p.txt\0'), Buffer.from(blob, 'hex')]);
    await plant(dir, { '.git/tree': tree });
    const made = git(dir, 'hash-object', '--literally', '-t', 'tree', '-w', '.git/tree');
    const hash = git(dir, 'commit-tree', '-m', 'odd', made);
    const opened = await openIn(dir);
    await opened.list('.', '**', 'to');
    await opened.grep('.');
    await opened.read(...names.slice(0, 2), 'to/p.txt');
    await opened.git(
      ...['uncommitted', 'staged', 'unstaged', 'HEAD', hash].map((ref) => ({ kind: 'diff', ref })),
      ...names.flatMap((name) => ['diff', 'show', 'blame'].map((kind) => ({ kind, path: name }))),
      { kind: 'show', ref: hash },
      { kind: 'show', ref: hash, path: '../outside/p.txt' },
    );
    expectNowhere(opened, CANARY, 'repositoryformatversion =');
    expect(opened.look.receipt().files.map((file) => file.path)).toEqual(['a.txt']);
  });

  it('shows a repository that begins above the workspace only within it', async () => {
    const top = await makeRepo({ 'project/a.txt': 'a\n', 'other/p.txt': `${CANARY}\n` });
    await plant(top, { 'other/p.txt': `${CANARY} again\n` });
    git(top, 'commit', '-qam', CANARY);
    await plant(top, { 'project/a.txt': 'b\n' });
    git(top, 'commit', '-qam', 'mine');
    const opened = await openIn(path.join(top, 'project'));
    for (const query of [
      { kind: 'log' },
      { kind: 'log', ref: 'HEAD~1' },
      { kind: 'log', path: '.' },
      { kind: 'show', ref: 'HEAD~1' },
      { kind: 'show', ref: 'HEAD' },
      { kind: 'diff', ref: 'HEAD~2..HEAD' },
      { kind: 'diff', ref: 'HEAD~2', path: '.' },
      { kind: 'show', path: '../other/p.txt' },
      { kind: 'blame', path: '../other/p.txt' },
      { kind: 'log', path: '../other' },
    ])
      await opened.git(query);
    expectNowhere(opened, CANARY);
    expect(opened.results.join('\n')).toContain('mine');
    const [other, own] = ['HEAD~1', 'HEAD'].map((ref) => git(top, 'rev-parse', ref));
    expect(await opened.git({ kind: 'show', ref: other })).toMatch(/^Not shown: /);
    expect(await opened.git({ kind: 'show', ref: own })).toContain(`--- Commit ${own}`);
    expect(await opened.git({ kind: 'blame', path: 'a.txt' })).toMatch(
      /^1\t[0-9a-f]{10} \d{4}-\d\d-\d\d A\tb$/m,
    );
  });

  it('of a file that is too large to be read is not shown either', async () => {
    const opened = await openIn(await makeRepo({ 'a.txt': 'line of text\n'.repeat(400_000) }));
    for (const kind of ['show', 'blame']) await opened.git({ kind, path: 'a.txt' });
    expect(refusals(opened.look)).toBe(2);
  });

  it('of a commit with very many files is examined in part, and the rest counted', async () => {
    const dir = await makeRepo(
      Object.fromEntries(Array.from({ length: 340 }, (_, i) => [`f${i}`, `${i}\n`])),
    );
    const opened = await openIn(dir);
    const shown = await opened.git({ kind: 'show' });
    const diffs = shown.split('\n').filter((line) => line.startsWith('--- Diff of '));
    expect(diffs).toHaveLength(300);
    expect(opened.look.receipt().refused).toMatchObject([{ what: '40 more files' }]);
    expect(await opened.git({ kind: 'diff', ref: 'HEAD', path: 'f99' })).toContain('Not shown: ');
  });

  it.skipIf(!posix)('of nested repositories, submodules and worktrees stays theirs', async () => {
    const dir = await makeRepo({ 'a.txt': 'a\n' });
    const other = await makeRepo({ 'sub.txt': 'sub\n' });
    git(dir, 'submodule', 'add', '-q', other, 'sub');
    commit(dir);
    const tree = path.join(path.dirname(dir), `${path.basename(dir)}-tree`);
    onTestFinished(() => rm(tree, { recursive: true, force: true }));
    git(dir, 'worktree', 'add', '-q', tree);
    await plant(dir, { 'nested/n.txt': 'nested\n' });
    git(path.join(dir, 'nested'), 'init', '-q');
    const opened = await openIn(dir);
    expect(await opened.read('sub/sub.txt', 'nested/n.txt')).toMatch(/1\tsub\n[^]*1\tnested/);
    for (const name of ['sub/.git', 'nested/.git/HEAD', '.git/modules/sub/config', '.git/worktrees'])
      await opened.read(name);
    expect(refusals(opened.look)).toBe(4);
    const there = await openIn(tree);
    expect(await there.git({ kind: 'log' })).toContain('a change');
    expect(await there.read('a.txt')).toContain('1\ta');
  });
});
