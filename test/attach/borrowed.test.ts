import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles } from '../../src/attach/list.ts';
import { AppError } from '../../src/system/errors.ts';
import {
  attachedIn,
  commit,
  environment,
  gatherIn,
  git,
  makeFolder,
  makeRepo,
  paths,
  plant,
  posix,
  sentText,
} from './support.ts';
import { makeIndex, withPackName } from './planted.ts';

/** What the private repository holds, and what must never be in a question. */
const PRIVATE = 'PRIVATE';

/** A private repository, and beside it one that its owner has just unpacked. `in`: a place in each one's git folder. */
async function neighbours(packed = false) {
  const holder = await makeFolder({ 'private/p.txt': `${PRIVATE}\n`, 'planted/a.txt': 'a\n' });
  const [secret, dir] = [path.join(holder, 'private'), path.join(holder, 'planted')];
  for (const folder of [secret, dir]) {
    git(folder, 'init', '-q', '-b', 'main');
    commit(folder);
  }
  if (packed) git(secret, 'repack', '-a', '-d', '-q');
  const hash = git(secret, 'rev-parse', 'HEAD');
  return {
    secret,
    dir,
    hash,
    theirs: (name: string) => path.join(secret, '.git', name),
    ours: (name: string) => path.join(dir, '.git', name),
  };
}

type Neighbours = Awaited<ReturnType<typeof neighbours>>;

async function replaceByLink(target: string, file: string): Promise<void> {
  await rm(file, { recursive: true, force: true });
  await mkdir(path.dirname(file), { recursive: true });
  await symlink(target, file);
}

/** Makes the planted repository's branch name the private commit: what a link to the ref does, too. */
const aim = ({ ours, hash }: Neighbours): Promise<void> => writeFile(ours('refs/heads/main'), `${hash}\n`);

/** Every object of the private repository, by a link of its own. */
async function linkEach(n: Neighbours, folders: boolean): Promise<void> {
  for (const fan of readdirSync(n.theirs('objects')).filter((name) => name.length === 2)) {
    if (folders) await replaceByLink(n.theirs(`objects/${fan}`), n.ours(`objects/${fan}`));
    else
      for (const rest of readdirSync(n.theirs(`objects/${fan}`)))
        await replaceByLink(n.theirs(`objects/${fan}/${rest}`), n.ours(`objects/${fan}/${rest}`));
  }
}

const lent = (n: Neighbours, text: string | Buffer): Promise<void> =>
  writeFile(n.ours('objects/info/alternates'), text);

/** Each takes content: git by itself shows the private file (that is checked). */
const THEFTS: Readonly<Record<string, (n: Neighbours) => Promise<void>>> = {
  'alternates by an absolute path': (n) => lent(n, `${n.theirs('objects')}\n`),
  'alternates by a relative path': (n) => lent(n, '# comment\n\n../../../private/.git/objects'),
  'alternates by an escaped path, with a decoy that has its spelling': async (n) => {
    const spelled = '"..\\057../../private/.git/objects"';
    await lent(n, `${spelled}\n`);
    await mkdir(path.join(n.ours('objects'), spelled), { recursive: true });
  },
  'alternates by bytes that are no text, with a decoy': async (n) => {
    const bytes = Buffer.concat([Buffer.from(n.ours('objects/')), Buffer.from([0xff])]);
    await symlink(n.theirs('objects'), bytes);
    await mkdir(n.ours('objects/\uFFFD'));
    await lent(n, Buffer.concat([bytes, Buffer.from('\n')]));
  },
  'alternates of an alternate': async (n) => {
    await plant(n.dir, { 'lender/info/alternates': `${n.theirs('objects')}\n`, 'lender/pack/x': '' });
    await lent(n, `${n.dir}/lender\n`);
  },
  'alternates through a link and back, with a decoy': async (n) => {
    await plant(n.dir, { 'objects/x': '', link: { link: n.theirs('objects') } });
    await lent(n, `${n.dir}/link/../objects\n`);
  },
  'alternates through a link': async (n) => {
    await symlink(n.theirs('objects'), path.join(n.dir, 'lender'));
    await lent(n, `${n.dir}/lender\n`);
  },
  'a linked folder of notes on objects': async (n) => {
    await plant(n.dir, { 'notes/alternates': `${n.theirs('objects')}\n` });
    await replaceByLink('../../notes', n.ours('objects/info'));
  },
  'linked fan-out folders': (n) => linkEach(n, true),
  'linked objects': (n) => linkEach(n, false),
  'the folder of objects': (n) => replaceByLink(n.theirs('objects'), n.ours('objects')),
};

/** The same with a private repository that is packed. */
const PACKED: typeof THEFTS = {
  'a linked folder of packs': (n) => replaceByLink(n.theirs('objects/pack'), n.ours('objects/pack')),
  'linked packs': async (n) => {
    for (const pack of readdirSync(n.theirs('objects/pack')))
      await replaceByLink(n.theirs(`objects/pack/${pack}`), n.ours(`objects/pack/${pack}`));
  },
};

const WISHES = [
  { diff: 'uncommitted' },
  { diff: 'staged' },
  { diff: 'main' },
  { files: ['**'], diff: 'HEAD' },
];

/** Nothing of the private repository is sent, whatever is asked. */
async function expectNothingLent(dir: string, name: string, code = /unsafe/): Promise<void> {
  for (const wish of WISHES) {
    const error: unknown = await gatherIn(dir, wish).then(sentText, (e: unknown) => e);
    expect(String(error), name).not.toContain(PRIVATE);
    expect(error, name).toMatchObject({ code: expect.stringMatching(code) });
  }
  const gathered = await gatherIn(dir, { files: ['**'] });
  expect(sentText(gathered), name).not.toContain(PRIVATE);
}

describe.skipIf(!posix)('a repository cannot lend what is not its own', () => {
  it.each([
    ...Object.entries(THEFTS).map((theft) => [...theft, false] as const),
    ...Object.entries(PACKED).map((theft) => [...theft, true] as const),
  ])('%s', async (name, steal, packed) => {
    const n = await neighbours(packed);
    await steal(n);
    await aim(n);
    expect(git(n.dir, 'diff', 'HEAD')).toContain(PRIVATE);
    await expectNothingLent(n.dir, name);
  });

  it.each([
    ['a ref', 'refs/heads/main'],
    ['a folder of refs', 'refs/heads'],
    ['all refs', 'refs'],
    ['HEAD', 'HEAD'],
    ['packed refs', 'packed-refs'],
    ['a log', 'logs/refs/heads/main'],
    ['all logs', 'logs'],
    ['the index', 'index'],
    ['the configuration', 'config'],
    ['other worktrees', 'worktrees'],
    ['another worktree', 'worktrees/x'],
    ['a ref of another worktree', 'worktrees/x/HEAD'],
    ['a ref of any name', 'refs/other/deep/er'],
  ])('linked: %s', async (name, file) => {
    const n = await neighbours();
    git(n.secret, 'pack-refs', '--all');
    git(n.secret, 'branch', 'second');
    await plant(n.secret, {
      '.git/worktrees/x/HEAD': `${n.hash}\n`,
      '.git/refs/other/deep/er': `${n.hash}\n`,
    });
    await replaceByLink(n.theirs(file), n.ours(file));
    await expectNothingLent(n.dir, name, /unsafe|not-git/);
  });

  it('a ref whose name is no text', async () => {
    const n = await neighbours();
    const folder = Buffer.concat([Buffer.from(n.ours('refs/heads/')), Buffer.from([0xff])]);
    await symlink(n.theirs('refs/heads'), folder);
    await expectNothingLent(n.dir, 'no text');
  });

  it.each(['objects/info/alternates', 'reftable/tables.list', 'refs/heads/pipe'])(
    'nor keep a question waiting by a pipe in place of %s',
    async (file) => {
      const n = await neighbours();
      await rm(n.ours(file), { force: true });
      await mkdir(path.dirname(n.ours(file)), { recursive: true });
      execFileSync('mkfifo', [n.ours(file)]);
      await expectNothingLent(n.dir, file, /unsafe|not-git/);
    },
  );

  it('a .git file whose text is no UTF-8, with a decoy', async () => {
    const n = await neighbours();
    const bytes = (name: string) => Buffer.concat([Buffer.from(path.join(n.dir, name)), Buffer.from([0xff])]);
    await rename(n.ours(''), path.join(n.dir, '\uFFFD'));
    await cp(path.join(n.dir, '\uFFFD'), path.join(n.dir, 'real'), { recursive: true });
    await replaceByLink(n.theirs('objects'), path.join(n.dir, 'real/objects'));
    await writeFile(path.join(n.dir, 'real/refs/heads/main'), `${n.hash}\n`);
    await rename(path.join(n.dir, 'real'), bytes(''));
    await rename(bytes(''), Buffer.concat([Buffer.from(`${n.dir}/`), Buffer.from([0xff])]));
    await writeFile(
      path.join(n.dir, '.git'),
      Buffer.concat([Buffer.from('gitdir: '), Buffer.from([0xff]), Buffer.from('\n')]),
    );
    expect(git(n.dir, 'diff', 'HEAD')).toContain(PRIVATE);
    await expectNothingLent(n.dir, 'decoy');
  });

  it('a common folder elsewhere, and a work tree so high above that everything lies in it', async () => {
    const n = await neighbours();
    git(n.secret, 'config', 'core.repositoryFormatVersion', '1');
    git(n.secret, 'config', 'extensions.worktreeConfig', 'true');
    git(n.secret, 'config', '--unset', 'core.bare');
    await plant(n.dir, {
      '.git/commondir': `${n.theirs('')}\n`,
      '.git/config.worktree': `[core]\nworktree = ${path.dirname(n.dir)}\n`,
    });
    await expectNothingLent(n.dir, 'above', /unsafe|not-git/);
  });

  it('a work tree above, by a git folder in disguise', async () => {
    const n = await neighbours();
    const sub = path.join(n.dir, 'sub');
    await mkdir(sub);
    for (const name of ['HEAD', 'refs', 'objects', 'config'])
      await cp(n.theirs(name), path.join(sub, name), { recursive: true });
    git(sub, 'config', '--file', 'config', 'core.worktree', '..');
    git(sub, 'config', '--file', 'config', 'core.bare', 'false');
    await expectNothingLent(sub, 'disguise', /unsafe|not-git/);
  });

  it('a list of packs that names one elsewhere', async () => {
    const n = await neighbours(true);
    git(n.secret, 'multi-pack-index', 'write');
    const pack = readdirSync(n.theirs('objects/pack')).find((name) => name.endsWith('.idx')) ?? '';
    const list = await readFile(n.theirs('objects/pack/multi-pack-index'));
    const planted = withPackName(list, `../../../../private/.git/objects/pack/${pack}`);
    await plant(n.dir, { '.git/objects/pack/multi-pack-index': planted });
    await aim(n);
    expect(git(n.dir, 'diff', 'HEAD')).toContain(PRIVATE);
    for (const wish of WISHES) {
      const sent = await gatherIn(n.dir, wish).then(JSON.stringify, String);
      expect(sent, wish.diff).not.toContain(PRIVATE);
    }
  });

  it.each([
    ['a table of refs', { '.git/reftable/tables.list': '../../../private/.git/reftable/x.ref\n' }],
    [
      'a store of refs',
      { '.git/config': '[core]\nbare = false\n[extensions]\nrefStorage = files:///private\n' },
    ],
  ])('%s elsewhere', async (name, files) => {
    const n = await neighbours();
    await plant(n.dir, files);
    await expectNothingLent(n.dir, name);
  });

  it('an index that names files outside, behind a link, or of git itself', async () => {
    const n = await neighbours();
    const blob = git(n.dir, 'rev-parse', 'HEAD:a.txt');
    await plant(n.dir, { link: { link: '../private' }, 'in/link': { link: '../.git' } });
    git(n.dir, 'config', 'core.checkStat', 'minimal');
    git(n.dir, 'config', 'core.trustctime', 'false');
    git(n.dir, 'remote', 'add', 'origin', 'https://example.com/PRIVATE');
    // Old enough that git trusts what the index says of them.
    for (const file of ['../private/p.txt', '.git/config'])
      execFileSync('touch', ['-d', '1 hour ago', file], { cwd: n.dir });
    const names = [
      'a.txt',
      '../private/p.txt',
      'in/../../private/p.txt',
      'link/p.txt',
      'in/link/config',
      '.git/config',
    ];
    await writeFile(n.ours('index'), makeIndex(n.dir, names, blob));
    expect(git(n.dir, 'diff', '--cached', 'HEAD')).toContain(PRIVATE);
    expect(git(n.dir, 'diff', 'HEAD')).toContain(PRIVATE);
    for (const diff of ['uncommitted', 'staged', 'HEAD', 'main...']) {
      const gathered = await gatherIn(n.dir, { diff }).catch((e: unknown) => e);
      if (gathered instanceof AppError) continue;
      expect(JSON.stringify(gathered), diff).not.toContain(PRIVATE);
    }
    const { attached, omitted } = await gatherIn(n.dir, { diff: 'staged' });
    expect(attached).toEqual([]);
    expect(paths(omitted)).toEqual(names.slice(1).sort());
    const root = { path: n.dir, real: n.dir };
    const { files } = await listFiles(root, { env: environment, platform: process.platform });
    expect(files.filter((file) => file.includes('..') || file.startsWith('.git/'))).toEqual([]);
    expect(sentText(await gatherIn(n.dir, { files: ['**'] }))).not.toContain(PRIVATE);
  });

  it('nor run a filter whose name is no text', async () => {
    const dir = await makeRepo({ 'a.txt': 'a\n' });
    const trace = path.join(await makeFolder(), 'trace');
    const script = await makeFolder({ 'evil.sh': `#!/bin/sh\ntouch '${trace}'\ncat\n` });
    await chmod(path.join(script, 'evil.sh'), 0o755);
    const latin = (text: string) => Buffer.from(text, 'latin1');
    const config = await readFile(path.join(dir, '.git/config'));
    const section = latin(`[filter "\xff"]\nclean = ${script}/evil.sh\n`);
    await writeFile(path.join(dir, '.git/config'), Buffer.concat([config, section]));
    await writeFile(path.join(dir, '.gitattributes'), latin('* filter=\xff\n'));
    await plant(dir, { 'a.txt': 'b\n' });
    await expect(gatherIn(dir, { diff: 'uncommitted' })).rejects.toMatchObject({
      code: 'context.git-unsafe',
    });
    await attachedIn(dir, { files: ['**'] });
    expect(existsSync(trace)).toBe(false);
    git(dir, 'diff', 'HEAD');
    expect(existsSync(trace)).toBe(true);
  });
});

describe.skipIf(!posix)('a repository keeps what is its own', () => {
  const changed = async (dir: string, name = 'a.txt'): Promise<void> => {
    await plant(dir, { [name]: 'changed\n' });
    expect(await attachedIn(dir, { diff: 'uncommitted' })).toContain(name);
  };

  it.each([
    ['packed, with its refs', (dir: string) => git(dir, 'gc', '-q')],
    [
      'with a list of packs',
      (dir: string) => git(dir, 'repack', '-a', '-d', '-q') + git(dir, 'multi-pack-index', 'write'),
    ],
    ['on no branch', (dir: string) => git(dir, 'checkout', '-q', '--detach')],
    ['with a split index', (dir: string) => git(dir, 'update-index', '--split-index')],
    ['with linked hooks and rules', (dir: string) => linkRules(dir)],
  ])('%s', async (_, prepare) => {
    const dir = await makeRepo({ 'a.txt': 'a\n' });
    await prepare(dir);
    await changed(dir);
  });

  async function linkRules(dir: string): Promise<void> {
    const away = await makeFolder({ exclude: '*.log\n', 'hooks/x': '' });
    await replaceByLink(path.join(away, 'exclude'), path.join(dir, '.git/info/exclude'));
    for (const name of ['hooks', 'worktrees/x/annex'])
      await replaceByLink(path.join(away, 'hooks'), path.join(dir, '.git', name));
  }

  it('with objects that a neighbour in the workspace lends; one outside must not, and the sentence names the way out', async () => {
    const dir = await makeRepo({ 'a.txt': 'a\n' });
    await changed(dir);
    commit(dir);
    git(dir, 'clone', '-q', '--shared', '.', 'clone');
    // The workspace is the whole: its inner repository borrows from the outer one.
    await rename(path.join(dir, '.git'), path.join(dir, 'lender'));
    await rename(path.join(dir, 'clone/.git'), path.join(dir, '.git'));
    await writeFile(path.join(dir, '.git/objects/info/alternates'), `${dir}/lender/objects\n`);
    await plant(dir, { 'a.txt': 'again\n' });
    expect(await attachedIn(dir, { diff: 'HEAD' })).toContain('a.txt');

    const holder = await makeFolder();
    git(holder, 'clone', '-q', '--shared', dir, 'fork');
    const fork = path.join(holder, 'fork');
    await plant(fork, { 'a.txt': 'mine\n' });
    const error: unknown = await gatherIn(fork, { diff: 'uncommitted' }).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'context.git-unsafe' });
    const command = /`(git repack [^`]+)`/.exec(String(error))?.[1] ?? '';
    execFileSync('sh', ['-c', command], { cwd: fork, env: { ...environment, HOME: fork }, stdio: 'ignore' });
    expect(await attachedIn(fork, { diff: 'uncommitted' })).toEqual(['a.txt']);
  });

  it('as linked worktrees of a bare repository, a submodule, a submodule’s worktree and a subfolder', async () => {
    const origin = await makeRepo({ 'a.txt': 'a\n', 'in/b.txt': 'b\n' });
    const holder = await makeFolder();
    git(holder, 'clone', '-q', '--bare', origin, '.bare');
    await writeFile(path.join(holder, '.git'), 'gitdir: ./.bare\n');
    git(holder, 'worktree', 'add', '-q', 'tree', 'main');
    await changed(path.join(holder, 'tree'));
    git(origin, 'submodule', 'add', '-q', origin, 'sub');
    commit(origin);
    await changed(path.join(origin, 'sub'));
    const aside = path.join(await makeFolder(), 'aside');
    git(path.join(origin, 'sub'), 'worktree', 'add', '-q', aside, '-b', 'side');
    await changed(aside);
    await changed(path.join(origin, 'in'), 'b.txt');
  });
});
