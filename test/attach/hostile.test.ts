import { existsSync } from 'node:fs';
import { chmod, cp, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findGit, gitEnvironment } from '../../src/attach/git.ts';
import { AppError } from '../../src/system/errors.ts';
import {
  attachedIn,
  environment,
  gatherIn,
  git,
  makeFolder,
  makeRepo,
  plant,
  posix,
  sentText,
} from './support.ts';

describe.skipIf(!posix)('a hostile repository', () => {
  /** Every way that a repository's own files have of making git start a program; each would leave a trace. */
  async function makeTrap(): Promise<{ readonly dir: string; readonly trace: string }> {
    const dir = await makeRepo({
      'a.txt': 'a\n',
      'sub/b.txt': 'b\n',
      '.gitattributes': '* filter=evil diff=evil\n',
    });
    const away = await makeFolder();
    const trace = path.join(away, 'trace');
    const script = path.join(away, 'evil.sh');
    await plant(away, { 'evil.sh': `#!/bin/sh\necho "$0 $@" >> '${trace}'\ncat\n` });
    await chmod(script, 0o755);
    const hooks = path.join(dir, '.git/hooks');
    for (const hook of 'post-index-change fsmonitor-watchman query-watchman reference-transaction'.split(
      ' ',
    )) {
      await cp(script, path.join(hooks, hook));
      await chmod(path.join(hooks, hook), 0o755);
    }
    const programs =
      'core.fsmonitor core.pager core.sshCommand core.editor core.askPass pager.diff diff.external diff.evil.command ' +
      'diff.evil.textconv filter.evil.clean filter.evil.smudge interactive.diffFilter credential.helper remote.origin.uploadpack';
    const settings = {
      ...Object.fromEntries(programs.split(' ').map((key) => [key, script])),
      'core.hooksPath': hooks,
      'diff.evil.cachetextconv': 'true',
      'filter.evil.required': 'true',
      'filter.odd name.process': script,
      'alias.diff': `!${script}`,
      'alias.ls-files': `!${script}`,
      'color.ui': 'always',
      'diff.noprefix': 'true',
      'diff.mnemonicPrefix': 'true',
      'diff.orderFile': '/dev/zero',
      'diff.submodule': 'log',
      'submodule.recurse': 'true',
      'core.repositoryFormatVersion': '1',
      'extensions.partialClone': 'origin',
      'remote.origin.url': `ext::${script} %S`,
      'remote.origin.promisor': 'true',
      'protocol.ext.allow': 'always',
    };
    for (const [key, value] of Object.entries(settings)) git(dir, 'config', key, value);
    return { dir, trace };
  }

  it('starts no program, whatever is asked', async () => {
    const { dir, trace } = await makeTrap();
    // The same length and content as before and a new time: git has to look, and would run the filter.
    await plant(dir, { 'a.txt': 'A\n', 'sub/b.txt': 'b\n', 'new.txt': 'n\n' });
    for (const request of [
      { diff: 'uncommitted' },
      { diff: 'HEAD' },
      { files: ['**'] },
      { files: ['sub'] },
      { files: ['a.txt'], diff: 'uncommitted' },
    ]) {
      const gathered = await gatherIn(dir, request);
      expect(sentText(gathered)).toMatch(/[Ab]$/m);
    }
    for (const diff of ['staged', 'HEAD..HEAD', 'nosuch'])
      await expect(gatherIn(dir, { diff })).rejects.toBeInstanceOf(AppError);
    const diff = sentText(await gatherIn(dir, { diff: 'uncommitted' }));
    expect(diff).toContain('--- Diff of a.txt (modified, +1 -1) ---\n@@ -1 +1 @@\n\t-a\n1\t+A');
    expect(existsSync(trace)).toBe(false);
  });

  it('is a trap that works: git by itself walks into it', async () => {
    const { dir, trace } = await makeTrap();
    await plant(dir, { 'a.txt': 'A\n' });
    git(dir, 'config', '--unset', 'diff.orderFile');
    try {
      git(dir, '-c', 'core.fsmonitor=false', 'diff', 'HEAD');
    } catch {
      // Whether git succeeds does not matter, only whether it ran the script.
    }
    expect(existsSync(trace)).toBe(true);
  });

  it('fetches nothing for an object that is missing', async () => {
    const { dir, trace } = await makeTrap();
    const blob = git(dir, 'rev-parse', 'HEAD:a.txt');
    await plant(dir, { 'a.txt': 'A\n' });
    await rm(path.join(dir, '.git/objects', blob.slice(0, 2), blob.slice(2)), { force: true });
    await gatherIn(dir, { diff: 'uncommitted' }).catch((e: unknown) => expect(e).toBeInstanceOf(AppError));
    expect(existsSync(trace)).toBe(false);
  });

  it('with a filter that cannot be switched off is not used', async () => {
    const dir = await makeRepo({ 'a.txt': 'a\n' });
    git(dir, 'config', 'filter.a=b.clean', 'cat');
    await plant(dir, { 'a.txt': 'b\n' });
    await expect(gatherIn(dir, { diff: 'uncommitted' })).rejects.toMatchObject({
      code: 'context.git-unsafe',
    });
    expect(await attachedIn(dir, { files: ['*.txt'] })).toEqual(['a.txt']);
  });

  it('cannot lend itself the history of a private one', async () => {
    const secret = await makeRepo({ 'a.txt': 'PRIVATE\n' });
    const cases: readonly (readonly [string, (dir: string) => Promise<void>])[] = [
      ['a .git file', (dir) => writeFile(path.join(dir, '.git'), `gitdir: ${secret}/.git\n`)],
      ['a .git link', (dir) => symlink(path.join(secret, '.git'), path.join(dir, '.git'))],
      [
        'a common dir',
        async (dir) => {
          git(dir, 'init', '-q', '-b', 'main');
          await writeFile(path.join(dir, '.git/commondir'), `${secret}/.git\n`);
        },
      ],
      [
        'linked objects and refs',
        async (dir) => {
          git(dir, 'init', '-q', '-b', 'main');
          for (const name of ['objects', 'refs']) {
            await rm(path.join(dir, '.git', name), { recursive: true });
            await symlink(path.join(secret, '.git', name), path.join(dir, '.git', name));
          }
        },
      ],
    ];
    for (const [name, lend] of cases) {
      const dir = await makeFolder();
      await lend(dir);
      for (const diff of ['uncommitted', 'HEAD', 'main']) {
        const error = await gatherIn(dir, { diff }).catch((e: unknown) => e);
        expect(error, `${name}, ${diff}`).toMatchObject({
          code: expect.stringMatching(/git-unsafe|not-git/),
        });
      }
      await plant(dir, { 'mine.txt': 'mine' });
      expect(sentText(await gatherIn(dir, { files: ['**'] })), name).not.toContain('PRIVATE');
    }
  });

  it('cannot have its work tree elsewhere', async () => {
    const elsewhere = await makeFolder({ 'a.txt': 'PRIVATE\n' });
    const dir = await makeRepo({ 'a.txt': 'a\n' });
    git(dir, 'config', 'core.worktree', elsewhere);
    await expect(gatherIn(dir, { diff: 'uncommitted' })).rejects.toBeInstanceOf(AppError);
    // A work tree above the workspace does not widen it.
    git(dir, 'config', 'core.worktree', path.dirname(dir));
    const text = await gatherIn(dir, { diff: 'uncommitted' }).then(sentText, String);
    expect(text).not.toContain('PRIVATE');
  });
});

describe('git', () => {
  it('gets an environment that redirects it nowhere and knows no secrets', () => {
    const hostile = 'GIT_DIR GIT_EXTERNAL_DIFF GIT_CONFIG_COUNT git_ssh SSH_ASKPASS PAGER LC_MESSAGES';
    const secret = 'OPENAI_API_KEY SOME_TOKEN';
    const names = `PATH HOME ${hostile} ${secret}`.split(' ');
    const env = gitEnvironment(Object.fromEntries(names.map((name) => [name, 'x'])));
    expect(Object.keys(env).sort().join(' ')).toBe(
      'GIT_ALLOW_PROTOCOL GIT_ATTR_NOSYSTEM GIT_GRAFT_FILE GIT_LITERAL_PATHSPECS GIT_NO_LAZY_FETCH GIT_OPTIONAL_LOCKS ' +
        'GIT_TERMINAL_PROMPT HOME LC_ALL PATH',
    );
  });

  it.skipIf(!posix)('is never looked for in the workspace', async () => {
    const dir = await makeFolder({ git: '#!/bin/sh\n', 'bin/git': '#!/bin/sh\n' });
    await chmod(path.join(dir, 'git'), 0o755);
    await chmod(path.join(dir, 'bin/git'), 0o755);
    const find = (PATH: string) => findGit(dir, { env: { PATH }, platform: process.platform });
    const above = await makeFolder({ 'node_modules/.bin/git': '#!/bin/sh\n' });
    await chmod(path.join(above, 'node_modules/.bin/git'), 0o755);
    const inside = [
      dir,
      path.join(dir, 'bin'),
      path.join(above, 'node_modules/.bin'),
      path.join(above, 'to-bin'),
      path.join(above, 'linked'),
    ];
    await plant(above, { 'to-bin': { link: path.join(dir, 'bin') } });
    await plant(above, { 'linked/git': { link: path.join(dir, 'git') } });
    for (const PATH of ['.:bin::', ...inside]) expect(await find(PATH), PATH).toBeUndefined();
    expect(await find(`.:${environment.PATH}`)).toMatch(/^\/.*git$/);
  });
});
