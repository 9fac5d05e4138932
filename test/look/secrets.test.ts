import { afterAll, describe, expect, it } from 'vitest';
import { commit, git, githubToken, makePrivateKey, makeRepo, plant, posix } from '../attach/support.ts';
import { CANARY, counted, expectNowhere, LONG, openIn, refusals, showCounts } from './support.ts';

afterAll(showCounts);

describe('a secret', () => {
  it('is held back in files, names, history, messages, authors and branches', async () => {
    const key = makePrivateKey();
    const dir = await makeRepo({
      '.gitignore': '.env\nprivate/\n',
      '.env': 'SOMETHING=ordinary-looking\n',
      'private/notes.txt': 'PRIVATE-NOTES\n',
      'config.ts': `const token = '${githubToken}';\n`,
      'key.txt': key,
      id_ed25519: 'x\n',
      [`${githubToken}.txt`]: 'in a name\n',
      'plain.ts': 'plain\n',
    });
    await plant(dir, { 'config.ts': 'const token = env.TOKEN;\n', 'key.txt': 'gone\n' });
    git(dir, 'commit', '-qam', `use ${githubToken}\n\n${key}`, '--author', `${githubToken} <a@example.com>`);
    git(dir, 'branch', githubToken);
    git(dir, 'tag', `v/${githubToken}`);
    git(dir, 'commit', '-q', '--allow-empty', '-m', `${'x'.repeat(450)} ${githubToken}`);
    await plant(dir, { 'now.ts': `const t = '${githubToken}';\nharmless\n` });
    const opened = await openIn(dir);
    await opened.list('.', '**', '*.txt');
    await opened.read(
      'config.ts',
      'now.ts',
      '.env',
      'private/notes.txt',
      'id_ed25519',
      `${githubToken}.txt`,
      'key.txt',
      `${githubToken}.txx`,
    );
    await opened.run('read', { ranges: [{ path: 'now.ts', start: 2, end: 2 }] });
    const patterns = [githubToken, githubToken.slice(0, 8), 'token|const|BEGIN', '.', 'SOMETHING', 'PRIVATE'];
    await opened.run('grep', { patterns });
    await opened.grep('harmless');
    await opened.git({ kind: 'log' });
    const short = ['HEAD~1', githubToken];
    for (const ref of LONG
      ? [...short, 'nosuch', 'HEAD', 'HEAD~2', `v/${githubToken}`, 'HEAD~2..HEAD']
      : short)
      await opened.git(
        { kind: 'log', ref },
        { kind: 'show', ref },
        { kind: 'diff', ref },
        ...['config.ts', 'key.txt', '.env', 'private/notes.txt', 'plain.ts', `${githubToken}.txt`].flatMap(
          (name) => ['show', 'blame', 'log', 'diff'].map((kind) => ({ kind, ref, path: name })),
        ),
      );
    for (const ref of ['uncommitted', 'staged', 'unstaged']) await opened.git({ kind: 'diff', ref });
    const body = key.split('\n')[3] ?? '';
    expectNowhere(
      opened,
      githubToken,
      githubToken.slice(0, 12),
      body,
      body.slice(0, 20),
      'SOMETHING=',
      'PRIVATE-NOTES',
    );
    const { refused } = opened.look.receipt();
    counted('secrets held back', refused.length, refused.length);
    expect(refused.length).toBeGreaterThan(20);
    expect(opened.results.join('\n')).toContain('1\tconst token = env.TOKEN;');
  }, 60_000);

  it('cannot be guessed by searching: what a search says of a withheld file does not depend on the pattern', async () => {
    const dir = await makeRepo({ 'a.ts': `const t = '${githubToken}';\n`, 'b.ts': 'const x = 1;\n' });
    const opened = await openIn(dir);
    const right = await opened.grep(githubToken.slice(0, 7));
    const wrong = await opened.grep(`${githubToken.slice(0, 6)}~`);
    const told = (result: string) => result.replace(/^.*: 0 lines\.\n/, '');
    expect(told(right)).toBe(told(wrong));
    expect(right).toContain('Not searched: 1 file (withheld by the secret guard)');
  });

  it('in a commit’s message cannot be guessed by naming the commit by its message', async () => {
    const dir = await makeRepo({ 'a.ts': 'a\n' });
    git(dir, 'commit', '-q', '--allow-empty', '-m', `use ${githubToken}`);
    const opened = await openIn(dir);
    const kinds = ['log', 'show', 'diff', 'blame'];
    for (const found of [githubToken.slice(0, 6), 'nothing'])
      await opened.git(...kinds.map((kind) => ({ kind, ref: `HEAD^{/${found}}`, path: 'a.ts' })));
    const { refused, git: asked } = opened.look.receipt();
    expect(asked).toEqual([]);
    expect(new Set(refused.map(({ reason }) => reason)).size).toBe(1);
    // Named by its hash it is shown, although it changes nothing.
    await opened.git({ kind: 'show', ref: git(dir, 'rev-parse', 'HEAD').trim() });
    expect(opened.look.receipt().git).toHaveLength(1);
    expect(opened.look.receipt().refused).toHaveLength(refused.length);
  });

  it.skipIf(!posix)('behind a link within the project is as little shown', async () => {
    const dir = await makeRepo({
      'x/ignored.log': `${CANARY}\n`,
      '.gitignore': '*.log\n',
      'x/.env': `${CANARY}\n`,
    });
    const links = ['to-log', 'to-env', 'to-config', 'via/ignored.log'];
    await plant(dir, { 'to-log': { link: 'x/ignored.log' }, 'to-env': { link: 'x/.env' } });
    await plant(dir, { 'to-config': { link: '.git/config' }, via: { link: 'x' } });
    commit(dir);
    const opened = await openIn(dir);
    await opened.read(...links);
    expect(refusals(opened.look)).toBe(links.length);
    counted('links to what is withheld', links.length, refusals(opened.look));
    await opened.grep('.');
    await opened.grep('.', ...links);
    await opened.list('.', 'via', ...links);
    expectNowhere(opened, CANARY, 'repositoryformatversion =');
  });

  it('of a removed file that is ignored by now stays in the history', async () => {
    const dir = await makeRepo({ 'notes/mine.txt': `${CANARY}\n`, 'a.txt': 'a\n' });
    git(dir, 'rm', '-q', '--cached', 'notes/mine.txt');
    await plant(dir, { '.gitignore': 'notes/\n' });
    commit(dir);
    const opened = await openIn(dir);
    for (const query of [
      { kind: 'show', ref: 'HEAD~1', path: 'notes/mine.txt' },
      { kind: 'blame', ref: 'HEAD~1', path: 'notes/mine.txt' },
      { kind: 'show', ref: 'HEAD' },
      { kind: 'show', ref: 'HEAD~1' },
      { kind: 'diff', ref: 'HEAD~1' },
    ])
      await opened.git(query);
    expectNowhere(opened, CANARY);
    expect(opened.results.join('\n')).toContain('+a');
  });
});
