import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { chmod, chown, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { BUNDLE, makeSandbox } from '../support/sandbox.ts';
import { buildWorker, pausing, setting, store, type Setting } from './support.ts';

buildWorker();

/** Why no small disk can be mounted here; undefined where it can. */
const noSmallDisk: string | undefined =
  process.platform !== 'linux'
    ? 'only Linux mounts a tmpfs that easily'
    : process.getuid?.() !== 0
      ? 'only root may mount'
      : mountable()
        ? undefined
        : 'this container may not mount';

function mountable(): boolean {
  const dir = `/tmp/codex-oauth-mount-${process.pid}`;
  try {
    mkdirSync(dir);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', dir], { stdio: 'ignore' });
    execFileSync('umount', [dir], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

interface SmallDisk {
  /** Leaves room for this many blocks. */
  fill(free: number): void;
  empty(): void;
  readOnly(yes: boolean): void;
}

/** A disk of 128 KB at `dir`, which goes with the test. */
function mountSmallDisk(dir: string): SmallDisk {
  mkdirSync(dir, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k,mode=700', 'tmpfs', dir]);
  onTestFinished(() => void execFileSync('umount', ['-l', dir]));
  const ballast = path.join(dir, 'ballast');
  return {
    fill: (free) => {
      rmSync(ballast, { force: true });
      const { bavail, bsize } = statfsSync(dir);
      writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail - free) * bsize));
    },
    empty: () => rmSync(ballast, { force: true }),
    readOnly: (yes) => {
      execFileSync('mount', ['-o', `remount,${yes ? 'ro' : 'rw'}`, dir]);
    },
  };
}

type OnSmallDisk = Setting & { readonly disk: SmallDisk };

async function small(ttl: number, more: object = {}): Promise<OnSmallDisk> {
  const made: SmallDisk[] = [];
  const all = await setting(ttl, { revokeFamilyOnReuse: true, more }, (dir) =>
    made.push(mountSmallDisk(dir)),
  );
  const [disk] = made;
  if (!disk) throw new Error('no disk');
  return { ...all, disk };
}

/** How a disk refuses, the code that tells it, and how it relents. */
const kinds: readonly (readonly [string, (s: OnSmallDisk) => void, string, (s: OnSmallDisk) => void])[] = [
  ['full', ({ disk }) => disk.fill(0), 'file.enospc', ({ disk }) => disk.empty()],
  ['read-only', ({ disk }) => disk.readOnly(true), 'file.erofs', ({ disk }) => disk.readOnly(false)],
  [
    'one that mounts auth.json alone',
    ({ authFile }) => {
      execFileSync('mount', ['--bind', authFile, authFile]);
      onTestFinished(() => unmount(authFile));
    },
    'file.ebusy',
    ({ authFile }) => unmount(authFile),
  ],
];

function unmount(file: string): void {
  try {
    execFileSync('umount', [file], { stdio: 'ignore' });
  } catch {
    // Done by the test already.
  }
}

describe.skipIf(noSmallDisk)(`a refusing disk${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`, () => {
  test.each(kinds)(
    '%s: nothing is spent that could not be kept, the user hears of the disk, and then it goes on',
    async (_, refuse, code, relent) => {
      const all = await small(-10);
      const { authFile, refreshes, onDisk, leftovers } = all;
      refuse(all);
      const workers = await all.workers(4);
      const before = await readFile(authFile, 'utf8');
      const replies = await Promise.all(workers.map((worker) => worker.ask('credential')));
      for (const reply of replies) {
        expect(reply).toMatchObject({ ok: false, code });
        expect(reply.message).toContain(authFile);
        expect(reply.message).toMatch(/not signed out/i);
      }
      expect(await workers[0]?.ask('report')).toMatchObject({ mode: 'chatgpt', usable: true });
      expect(refreshes()).toBe(0);
      expect(await readFile(authFile, 'utf8')).toBe(before);

      relent(all);
      for (const worker of workers) expect(await worker.ask('credential')).toMatchObject({ ok: true });
      expect(refreshes()).toBe(1);
      expect((await onDisk()).other).toEqual({ keep: 'me' });
      expect(await leftovers()).toEqual([]);
    },
  );

  test.each(kinds)(
    '%s: a token that still works is used all the same, and a sign-in is refused before it is asked for',
    async (_, refuse, code, relent) => {
      const all = await small(200);
      const { authFile, simulator, refreshes, old } = all;
      refuse(all);
      const worker = await all.worker();
      expect(await worker.ask('credential')).toMatchObject({ ok: true, token: old });
      expect((await worker.ask('report')).problem).toContain(authFile);
      expect(await worker.ask('renew')).toMatchObject({ ok: false, code });
      expect(await worker.ask('probe')).toMatchObject({ ok: false, code });
      const signIn = store(simulator.mintTokens({ accessTtlSeconds: 3600 }));
      expect(await worker.ask(signIn)).toMatchObject({ ok: false, code });
      expect(await worker.ask('credential')).toMatchObject({ ok: true, token: old });
      expect(refreshes()).toBe(0);
      relent(all);
      expect((await worker.ask('renew')).ok).toBe(true);
      expect(refreshes()).toBe(1);
      expect(await worker.ask('report')).not.toHaveProperty('problem');
    },
  );

  test.each(kinds.slice(0, 2))(
    '%s from the moment that the server is asked: the answer is safe, used by all, and put in place by the next question',
    async (name, refuse, _code, relent) => {
      const all = await small(-10);
      const { authFile, refreshes, onDisk, leftovers, old } = all;
      const worker = await all.worker(pausing('answered', 300));
      worker.send('credential');
      await worker.saw((line) => line.step === 'answered');
      refuse(all);
      const { token } = await worker.saw((line) => line.ok === true);
      expect(token).not.toBe(old);
      // What a full disk has made room for is kept; a disk that has become read-only keeps nothing.
      if (name === 'full') {
        const other = await all.worker();
        expect(await other.ask('credential')).toMatchObject({ ok: true, token });
        expect((await other.ask('report')).problem).toContain(`${authFile}.journal`);
        expect((await onDisk()).codex?.access_token).toBe(old);
        relent(all);
        expect(await other.ask('credential')).toMatchObject({ ok: true, token });
        expect((await onDisk()).codex?.access_token).toBe(token);
        expect(await other.ask('report')).not.toHaveProperty('problem');
        expect(await leftovers()).toEqual([]);
      }
      expect(refreshes()).toBe(1);
    },
  );

  test('with any number of free blocks auth.json is whole, and the token is spent for what is kept or not at all', async () => {
    for (let free = 0; free <= 8; free += 1) {
      // Several blocks long: where some of them fit, a careless write is cut and nobody is told.
      const all = await small(-10, { filling: 'x'.repeat(9_000) });
      const { simulator, disk, refreshes, onDisk, leftovers } = all;
      disk.fill(free);
      const worker = await all.worker();
      const reply = await worker.ask('credential');
      expect(refreshes()).toBe(reply.ok ? 1 : 0);
      if (!reply.ok) expect(reply.code).toBe('file.enospc');
      const { codex, other } = await onDisk();
      expect(codex?.refresh_token).toBeTruthy();
      expect(other).toEqual({ keep: 'me' });
      disk.empty();
      const { token } = await worker.ask('credential');
      expect((await onDisk()).codex?.access_token).toBe(token);
      expect(simulator.state.families).toMatchObject([{ refreshes: 1, reuseAttempts: 0 }]);
      expect(await leftovers()).toEqual([]);
    }
  });
});

const NOBODY = 65_534;

test.skipIf(process.platform === 'win32' || process.getuid?.() !== 0)(
  'a folder without permission is like a disk that refuses',
  async () => {
    const { authFile, worker: start, refreshes, onDisk } = await setting(-10);
    const folder = path.dirname(authFile);
    for (const each of [path.dirname(folder), folder, authFile]) await chown(each, NOBODY, NOBODY);
    await chmod(folder, 0o500);
    const worker = await start({}, NOBODY);
    expect(await worker.ask('credential')).toMatchObject({ ok: false, code: 'file.eacces' });
    expect(refreshes()).toBe(0);
    await chmod(folder, 0o700);
    const { token } = await worker.ask('credential');
    expect((await onDisk()).codex?.access_token).toBe(token);
  },
);

test.skipIf(noSmallDisk !== undefined)('output that a disk takes in part only is a failure', async () => {
  const { dir, env } = await makeSandbox();
  const folder = path.join(dir, 'small');
  mountSmallDisk(folder).fill(1);
  const shell = 'exec "$@" > "$OUT"';
  const withOut = { ...env, OUT: path.join(folder, 'help.json') };
  const told = spawnSync('sh', ['-c', shell, 'sh', process.execPath, BUNDLE, 'help', '--json'], {
    env: withOut,
  });
  expect([told.status, told.stderr.toString()]).toEqual([1, expect.stringContaining('ENOSPC')]);
  expect((await readFile(withOut.OUT)).length).toBeGreaterThan(0);
});
