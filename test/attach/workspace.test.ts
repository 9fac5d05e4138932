import { execFileSync } from 'node:child_process';
import { appendFile, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sleep } from '../../src/system/time.ts';
import { gather } from '../../src/attach/gather.ts';
import { find, isWorkspace, openFound, openRoots } from '../../src/attach/workspace.ts';
import { AppError } from '../../src/system/errors.ts';
import {
  attachedIn,
  gatherIn,
  git,
  machine,
  makeFolder,
  makeRepo,
  paths,
  plant,
  posix,
  reasonFor,
  sentText,
} from './support.ts';

describe('the workspace', () => {
  it.skipIf(!posix)('ends where links lead out of it', async () => {
    const outside = await makeFolder({ 'secret.txt': 'OUTSIDE', 'folder/f.txt': 'OUTSIDE' });
    const dir = await makeFolder({
      'ok.txt': 'fine',
      'link.txt': { link: path.join(outside, 'secret.txt') },
      folder: { link: path.join(outside, 'folder') },
      'loop.txt': { link: 'loop.txt' },
      'dangling.txt': { link: path.join(outside, 'none') },
      'inside.txt': { link: 'ok.txt' },
    });
    for (const name of ['link.txt', 'folder', 'folder/f.txt', 'folder/../../x'])
      await expect(gatherIn(dir, { files: [name] })).rejects.toThrow(/outside the workspace/);
    for (const name of ['loop.txt', 'dangling.txt'])
      await expect(gatherIn(dir, { files: [name] })).rejects.toThrow();
    const all = await gatherIn(dir, { files: ['**'] });
    expect(sentText(all)).not.toContain('OUTSIDE');
    expect(sentText(all)).toContain('fine');
    expect(reasonFor(all.omitted, 'link.txt')).toBe('it is outside the workspace');
    expect(await attachedIn(dir, { files: ['inside.txt'] })).toEqual(['ok.txt']);
  });

  const unix = ['/etc/passwd', '/proc/self/environ', '/dev/zero', '../x', 'a/../../x', '..', '/'];
  const windows = ['//server/share/x', '\\\\server\\share\\x', '\\\\.\\pipe\\x', '\\\\?\\C:\\x'];
  it.each([...unix, ...windows])('does not reach %s', async (name) => {
    const dir = await makeFolder();
    await expect(gatherIn(dir, { files: [name] })).rejects.toBeInstanceOf(AppError);
    await expect(gatherIn(dir, { images: [name] })).rejects.toBeInstanceOf(AppError);
  });

  it.skipIf(process.platform !== 'linux')(
    'does not reach the kernel’s files even where it is the whole disk',
    async () => {
      const face = 'terminal';
      for (const name of ['/proc/self/environ', 'proc/self/environ', '/dev/zero', '/sys/kernel/vmcoreinfo'])
        await expect(gatherIn('/', { files: [name], face })).rejects.toThrow(/outside/);
      const dir = await makeFolder({ env: { link: '/proc/self/environ' } });
      await expect(gatherIn('/', { files: [path.join(dir, 'env')], face })).rejects.toThrow(/outside/);
    },
  );

  it.skipIf(!posix)('has pipes and sockets that nobody waits for', async () => {
    const dir = await makeFolder();
    execFileSync('mkfifo', [path.join(dir, 'pipe.txt')]);
    const server = createServer().listen(path.join(dir, 'socket.txt'));
    onTestFinished(() => new Promise((resolve) => server.close(() => resolve(undefined))));
    await plant(dir, { 'a.txt': 'x' });
    await expect(gatherIn(dir, { files: ['pipe.txt'] })).rejects.toThrow(/a pipe, a device or a socket/);
    expect(await attachedIn(dir, { files: ['*.txt'] })).toEqual(['a.txt']);
    git(dir, 'init', '-q');
    expect(await attachedIn(dir, { files: ['*.txt'] })).toEqual(['a.txt']);
  });

  it.skipIf(!posix)('holds while a link is swapped in and out under the reader', async () => {
    const outside = await makeFolder({ 'a.txt': 'OUTSIDE' });
    const dir = await makeFolder({ 'd/a.txt': 'inside' });
    const stop = new AbortController();
    let swaps = 0;
    const swap = (async () => {
      while (!stop.signal.aborted) {
        await rename(path.join(dir, 'd'), path.join(dir, 'e'));
        await symlink(outside, path.join(dir, 'd'));
        await unlink(path.join(dir, 'd'));
        await rename(path.join(dir, 'e'), path.join(dir, 'd'));
        swaps += 1;
        if (swaps % 3 === 0) await sleep(2);
      }
    })();
    let read = 0;
    for (let i = 0; i < 400; i += 1) {
      const gathered = await gatherIn(dir, { files: ['d/a.txt'] }).catch(() => undefined);
      if (!gathered) continue;
      read += gathered.attached.length;
      expect(sentText(gathered)).not.toContain('OUTSIDE');
    }
    stop.abort();
    await swap;
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(400);
  });

  it.skipIf(!posix)(
    'is judged again by the open file: what was found may be a link a moment later',
    async () => {
      const outside = await makeFolder({ 'a.txt': 'OUTSIDE' });
      const dir = await makeFolder({ 'd/a.txt': 'inside', 'b.txt': 'inside', 'c.txt': 'inside' });
      const { roots } = await openRoots([dir], machine);
      const found = async (name: string): Promise<string> => {
        const at = await find(name, roots);
        return typeof at === 'object' ? at.real : at;
      };
      const [a, b, c] = [await found('d/a.txt'), await found('b.txt'), await found('c.txt')];
      await rm(path.join(dir, 'd'), { recursive: true });
      await symlink(outside, path.join(dir, 'd'));
      await unlink(b);
      await symlink(path.join(outside, 'a.txt'), b);
      await unlink(c);
      execFileSync('mkfifo', [c]);
      expect(await openFound(a, roots)).toMatch(/outside|changed/);
      expect(await openFound(b, roots)).toBe('changed');
      expect(await openFound(c, roots)).toBe('special');
    },
  );

  it('gives a whole file even while it is written to', async () => {
    const dir = await makeFolder();
    const file = path.join(dir, 'a.txt');
    await writeFile(file, 'line\n');
    const stop = new AbortController();
    const writer = (async () => {
      while (!stop.signal.aborted) await appendFile(file, 'line\n');
    })();
    for (let i = 0; i < 30; i += 1) {
      const gathered = await gatherIn(dir, { files: ['a.txt'] });
      for (const omitted of gathered.omitted) expect(omitted.reason).toMatch(/changing|changed/);
      for (const line of sentText(gathered).split('\n').slice(1))
        if (gathered.attached.length > 0) expect(line).toMatch(/^\d+\tline$/);
    }
    stop.abort();
    await writer;
  });

  it('is named where it does not exist', async () => {
    const dir = await makeFolder();
    await rm(dir, { recursive: true });
    await expect(gatherIn(dir, { files: ['a'] })).rejects.toMatchObject({ code: 'context.no-workspace' });
  });

  it('stops when the question is cancelled', async () => {
    const dir = await makeFolder({ 'a.txt': 'x' });
    const signal = AbortSignal.abort();
    const deps = {
      ...machine,
      face: 'assistant',
      roots: [dir],
      env: {},
      platform: process.platform,
      signal,
    } as const;
    await expect(gather({ files: ['a.txt'] }, deps)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe.skipIf(!posix)('a home, a disk and the folder of the login', () => {
  const png = Buffer.from('89504e470d0a1a0a00', 'hex');

  it('are no workspace: nothing is attached, listed or compared there', async () => {
    const home = await makeRepo({ 'notes.txt': 'PRIVATE\n', 'a.png': png, 'app/a.ts': 'mine\n' });
    await plant(home, { 'notes.txt': 'PRIVATE, changed\n' });
    const link = path.join(await makeFolder({ 'to-home': { link: home } }), 'to-home');
    const at = { home, authFile: path.join(home, '.claude/auth.json') };
    const wishes = [
      { files: ['notes.txt'] },
      { files: [path.join(home, 'notes.txt')] },
      { files: ['**'] },
      { files: ['app/'] },
      { files: ['!x'] },
      { images: ['a.png'] },
      { diff: 'uncommitted' },
      { diff: 'HEAD' },
    ];
    for (const root of [home, link, path.dirname(home), '/', path.join(home, '.')])
      for (const wish of wishes)
        await expect(
          gatherIn(root, { ...wish, machine: at }),
          JSON.stringify([root, wish]),
        ).rejects.toMatchObject({ code: 'context.not-workspace', kind: 'input' });
    // Where the login lies.
    const authFile = path.join(home, 'app/login.json');
    for (const wish of wishes)
      await expect(
        gatherIn(path.join(home, 'app'), { ...wish, machine: { ...machine, authFile } }),
      ).rejects.toMatchObject({ code: 'context.not-workspace' });
    expect(await attachedIn(path.join(home, 'app'), { files: ['**'], machine: at })).toEqual(['a.ts']);
  });

  it('give what a user names exactly on the command line, and nothing else', async () => {
    const home = await makeRepo({ 'notes.txt': 'n\n', 'a.png': png, '.env': 'A=1\n', 'app/a.ts': 'a\n' });
    await plant(home, { 'notes.txt': 'N\n' });
    const at = { face: 'terminal', machine: { ...machine, home } } as const;
    const named = await gatherIn(home, {
      files: ['notes.txt', 'app/a.ts:1', '.env'],
      images: ['a.png'],
      ...at,
    });
    expect(paths(named.attached)).toEqual(['notes.txt', 'app/a.ts', 'a.png']);
    expect(paths(named.withheld)).toEqual(['.env']);
    expect(await attachedIn('/', { files: [path.join(home, 'notes.txt')], ...at })).toHaveLength(1);
    const wishes = [
      { files: ['app'] },
      { files: ['*.txt'] },
      { files: ['notes.txt', 'app/**'] },
      { diff: 'HEAD' },
      { files: ['notes.txt'], diff: 'uncommitted' },
    ];
    for (const wish of wishes)
      await expect(gatherIn(home, { ...wish, ...at }), JSON.stringify(wish)).rejects.toMatchObject({
        code: 'context.not-workspace',
      });
  });

  it('are dropped from several roots, and named', async () => {
    const home = await makeFolder({ 'notes.txt': 'PRIVATE', 'app/a.ts': 'mine' });
    const roots = ['/', home, path.join(home, 'app')];
    const gathered = await gatherIn(roots, { files: ['**'], machine: { ...machine, home } });
    expect(paths(gathered.attached)).toEqual(['a.ts']);
    expect(gathered.notes.join()).toContain(`: /, ${home}.`);
    await expect(
      gatherIn(roots, { files: ['notes.txt'], machine: { ...machine, home }, face: 'terminal' }),
    ).rejects.toMatchObject({ code: 'context.files' });
  });
});

describe.skipIf(!posix)('isWorkspace', () => {
  it('is false for the home, what holds it, and what holds the login; true for what lies in them', async () => {
    const dir = await makeFolder({
      'users/me/project/a.txt': 'x',
      'vault/auth.json': '{}',
      'shop/.claude/auth.json': '{}',
      'shop/src/a.txt': 'x',
      'lent/auth.json': { link: '../vault/auth.json' },
      home: { link: 'users/me' },
      'to-all': { link: '/' },
      'to-users': { link: 'users' },
    });
    const at = (name: string): string => path.join(dir, name);
    const judge = (folder: string, authFile = 'users/me/.claude/auth.json', home = at('home')): boolean =>
      isWorkspace(folder, { home, authFile: at(authFile) });
    for (const name of [
      '',
      'users',
      'users/me',
      'users/me/',
      'home',
      'users/me/.claude',
      'to-all',
      'to-users',
    ])
      expect(judge(at(name)), name).toBe(false);
    for (const name of ['users/me/project', 'home/project', 'vault', 'shop', 'users/you', 'no/such/folder'])
      expect(judge(at(name)), name).toBe(true);
    expect(judge(at('shop'), 'shop/.claude/auth.json')).toBe(false);
    expect(judge(at('shop/src'), 'shop/.claude/auth.json')).toBe(true);
    // A linked login is kept in both folders.
    expect(judge(at('lent'), 'lent/auth.json')).toBe(false);
    expect(judge(at('vault'), 'lent/auth.json')).toBe(false);
    // Neither has to exist yet; a home that is nowhere rules nothing out.
    expect(judge(at('new'), 'new/config/auth.json')).toBe(false);
    expect(judge(at('a'), 'x/auth.json', at('a/b/c'))).toBe(false);
    expect(judge(at('users/me'), 'x/auth.json', '')).toBe(true);
  });

  const shared =
    '/ // /. /etc /usr /var /tmp /home /home/somebody /root /Users /Users/somebody /mnt/c /mnt/c/Users/me';
  it.each(shared.split(' '))('is false for %s, which is the machine’s', (folder) => {
    expect(isWorkspace(folder, machine)).toBe(false);
  });
  const own = '/app /workspace /srv /home/me/app /usr/src/app /var/www/site /tmp/x /mnt/c/code /etcetera';
  it.each(own.split(' '))('is true for %s', (folder) => {
    expect(isWorkspace(folder, machine)).toBe(true);
  });
});
