import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import { makeSandbox, makeSimulator } from '../support/sandbox.ts';
import { writeLogin } from '../login/support.ts';
import { mountSmallDisk, noSmallDisk, type SmallDisk } from './small-disk.ts';
import { buildWorker, leftovers, onDisk, pausing, refreshes, startWorker, store } from './support.ts';

buildWorker();

interface Setting {
  readonly authFile: string;
  readonly simulator: Simulator;
  readonly disk: SmallDisk;
  readonly old: string;
}

async function setting(ttl: number, more: object = {}): Promise<Setting> {
  const simulator = await makeSimulator({ revokeFamilyOnReuse: true });
  const { authFile } = await makeSandbox();
  const disk = mountSmallDisk(path.dirname(authFile));
  const tokens = simulator.mintTokens({ accessTtlSeconds: ttl });
  await writeLogin(authFile, tokens, more);
  return { authFile, simulator, disk, old: tokens.accessToken };
}

/** How a disk refuses, the code that tells it, and how it relents. */
const kinds: readonly (readonly [string, (s: Setting) => void, string, (s: Setting) => void])[] = [
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
      const all = await setting(-10);
      const { authFile, simulator } = all;
      refuse(all);
      const workers = await Promise.all(Array.from({ length: 4 }, () => startWorker(authFile, simulator)));
      const before = await readFile(authFile, 'utf8');
      const replies = await Promise.all(workers.map((worker) => worker.ask('credential')));
      for (const reply of replies) {
        expect(reply).toMatchObject({ ok: false, code });
        expect(reply.message).toContain(authFile);
        expect(reply.message).toMatch(/not signed out/i);
      }
      expect(await workers[0]?.ask('report')).toMatchObject({ mode: 'chatgpt', usable: true });
      expect(refreshes(simulator)).toBe(0);
      expect(await readFile(authFile, 'utf8')).toBe(before);

      relent(all);
      for (const worker of workers) expect(await worker.ask('credential')).toMatchObject({ ok: true });
      expect(refreshes(simulator)).toBe(1);
      expect((await onDisk(authFile)).other).toEqual({ keep: 'me' });
      expect(await leftovers(authFile)).toEqual([]);
    },
  );

  test.each(kinds)('%s: a token that still works is used all the same', async (_, refuse, code, relent) => {
    const all = await setting(200);
    const { authFile, simulator, old } = all;
    refuse(all);
    const worker = await startWorker(authFile, simulator);
    expect(await worker.ask('credential')).toMatchObject({ ok: true, token: old });
    expect((await worker.ask('report')).problem).toContain(authFile);
    expect(await worker.ask('renew')).toMatchObject({ ok: false, code });
    expect(refreshes(simulator)).toBe(0);
    relent(all);
    expect((await worker.ask('renew')).ok).toBe(true);
    expect(refreshes(simulator)).toBe(1);
    expect(await worker.ask('report')).not.toHaveProperty('problem');
  });

  test.each(kinds)(
    '%s: a sign-in is refused before it is asked for, and changes nothing',
    async (_, refuse, code) => {
      const all = await setting(3600);
      const { authFile, simulator, old } = all;
      refuse(all);
      const worker = await startWorker(authFile, simulator);
      expect(await worker.ask('probe')).toMatchObject({ ok: false, code });
      const tokens = simulator.mintTokens({ accessTtlSeconds: 3600 });
      const reply = await worker.ask(store(tokens));
      expect(reply).toMatchObject({ ok: false, code });
      expect(await worker.ask('credential')).toMatchObject({ ok: true, token: old });
    },
  );

  test.each(kinds.slice(0, 2))(
    '%s from the moment that the server is asked: the answer is safe, used by all, and put in place by the next question',
    async (name, refuse, _code, relent) => {
      const all = await setting(-10);
      const { authFile, simulator, old } = all;
      const worker = await startWorker(authFile, simulator, pausing('answered', 300));
      worker.send('credential');
      await worker.saw((line) => line.step === 'answered');
      refuse(all);
      const { token } = await worker.saw((line) => line.ok === true);
      expect(token).not.toBe(old);
      // What a full disk has made room for is kept; a disk that has become read-only keeps nothing.
      if (name === 'full') {
        const other = await startWorker(authFile, simulator);
        expect(await other.ask('credential')).toMatchObject({ ok: true, token });
        expect((await other.ask('report')).problem).toContain(`${authFile}.journal`);
        expect((await onDisk(authFile)).codex?.access_token).toBe(old);
        relent(all);
        expect(await other.ask('credential')).toMatchObject({ ok: true, token });
        expect((await onDisk(authFile)).codex?.access_token).toBe(token);
        expect(await other.ask('report')).not.toHaveProperty('problem');
        expect(await leftovers(authFile)).toEqual([]);
      }
      expect(refreshes(simulator)).toBe(1);
    },
  );

  test('with any number of free blocks auth.json is whole, and the token is spent for what is kept or not at all', async () => {
    for (let free = 0; free <= 8; free += 1) {
      // Several blocks long: where some of them fit, a careless write is cut and nobody is told.
      const { authFile, simulator, disk } = await setting(-10, { filling: 'x'.repeat(9_000) });
      disk.fill(free);
      const worker = await startWorker(authFile, simulator);
      const reply = await worker.ask('credential');
      expect(refreshes(simulator)).toBe(reply.ok ? 1 : 0);
      if (!reply.ok) expect(reply.code).toBe('file.enospc');
      const { codex, other } = await onDisk(authFile);
      expect(codex?.refresh_token).toBeTruthy();
      expect(other).toEqual({ keep: 'me' });
      disk.empty();
      const { token } = await worker.ask('credential');
      expect((await onDisk(authFile)).codex?.access_token).toBe(token);
      expect(simulator.state.families).toMatchObject([{ refreshes: 1, reuseAttempts: 0 }]);
      expect(await leftovers(authFile)).toEqual([]);
    }
  });
});

const NOBODY = 65_534;

test.skipIf(process.platform === 'win32' || process.getuid?.() !== 0)(
  'a folder without permission is like a disk that refuses',
  async () => {
    const simulator = await makeSimulator();
    const { dir, authFile } = await makeSandbox();
    const folder = path.dirname(authFile);
    await mkdir(folder);
    await writeLogin(authFile, simulator.mintTokens({ accessTtlSeconds: -10 }));
    for (const each of [dir, authFile, folder]) await chown(each, NOBODY, NOBODY);
    await chmod(folder, 0o500);
    const worker = await startWorker(authFile, simulator, {}, NOBODY);
    expect(await worker.ask('credential')).toMatchObject({ ok: false, code: 'file.eacces' });
    expect(refreshes(simulator)).toBe(0);
    await chmod(folder, 0o700);
    const { token } = await worker.ask('credential');
    expect((await onDisk(authFile)).codex?.access_token).toBe(token);
  },
);
