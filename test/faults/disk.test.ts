import { chmod, chown, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import { makeSandbox, makeSimulator } from '../support/sandbox.ts';
import { mountSmallDisk, noSmallDisk, type SmallDisk } from './small-disk.ts';
import { buildWorker, leftovers, onDisk, refreshes, seed, startWorker, until } from './support.ts';

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
  await seed(authFile, tokens, more);
  return { authFile, simulator, disk, old: tokens.accessToken };
}

const kinds: readonly (readonly [string, (disk: SmallDisk) => void, (disk: SmallDisk) => void, RegExp])[] = [
  ['full', (disk) => disk.fill(0), (disk) => disk.empty(), /disk is full/],
  ['read-only', (disk) => disk.readOnly(true), (disk) => disk.readOnly(false), /read-only/],
];

describe.skipIf(noSmallDisk)(`a refusing disk${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`, () => {
  test.each(kinds)(
    '%s: an ended login is renewed in memory, used, announced, kept from others, and written at the next chance',
    async (_, refuse, relent, why) => {
      const { authFile, simulator, disk, old } = await setting(-10);
      refuse(disk);
      const worker = await startWorker(authFile, simulator);
      const reply = await worker.ask('credential');
      expect(reply.ok).toBe(true);
      expect(reply.token).not.toBe(old);
      expect(await worker.ask('credential')).toMatchObject({ ok: true, token: reply.token });
      expect(refreshes(simulator)).toBe(1);
      const status = await worker.ask('snapshot');
      expect(status).toMatchObject({ signedIn: true, unsaved: true, dead: false });
      expect(status.problem).toMatch(/kept in memory only/);
      expect(status.problem).toMatch(why);
      expect(status.fix).toBeTruthy();

      // The token on disk is spent: another process must not ask with it, and is told who has the new one.
      const other = await startWorker(authFile, simulator);
      expect(await other.ask('credential')).toMatchObject({ ok: false, code: 'auth.unsaved_elsewhere' });
      expect((await other.ask('snapshot')).problem).toContain(`process ${worker.pid}`);
      expect(refreshes(simulator)).toBe(1);

      relent(disk);
      // By itself: nobody calls.
      await until(async () => (await onDisk(authFile)).codex?.access_token === reply.token);
      expect((await onDisk(authFile)).other).toEqual({ keep: 'me' });
      await until(async () => (await other.ask('credential')).token === reply.token);
      expect(await worker.ask('snapshot')).toMatchObject({ unsaved: false });
      expect(refreshes(simulator)).toBe(1);
      expect(await leftovers(authFile)).toEqual([]);
    },
  );

  test.each(kinds)('%s: the next call is a chance to write, too', async (_, refuse, relent) => {
    const { authFile, simulator, disk } = await setting(-10);
    refuse(disk);
    const worker = await startWorker(authFile, simulator);
    const reply = await worker.ask('credential');
    relent(disk);
    await worker.ask('credential');
    expect((await onDisk(authFile)).codex?.access_token).toBe(reply.token);
  });

  test.each(kinds)('%s: the exit is the last chance to write', async (_, refuse, relent) => {
    const { authFile, simulator, disk } = await setting(-10);
    refuse(disk);
    const worker = await startWorker(authFile, simulator);
    const reply = await worker.ask('credential');
    relent(disk);
    await worker.ask('settled');
    expect((await onDisk(authFile)).codex?.access_token).toBe(reply.token);
  });

  test.each(kinds)(
    '%s: while the old token works its refresh token is not spent for what could not be kept',
    async (_, refuse, relent, why) => {
      const { authFile, simulator, disk, old } = await setting(200);
      refuse(disk);
      const worker = await startWorker(authFile, simulator);
      expect(await worker.ask('credential')).toMatchObject({ ok: true, token: old });
      expect((await worker.ask('snapshot')).problem).toMatch(why);
      expect(refreshes(simulator)).toBe(0);
      relent(disk);
      await until(async () => (await worker.ask('credential')).token !== old);
      expect(refreshes(simulator)).toBe(1);
      expect(await worker.ask('snapshot')).not.toHaveProperty('problem');
    },
  );

  test.each(kinds)('%s: after a 401 it is renewed in memory all the same', async (_, refuse) => {
    const { authFile, simulator, disk, old } = await setting(3600);
    refuse(disk);
    const worker = await startWorker(authFile, simulator);
    expect(await worker.ask('credential')).toMatchObject({ token: old });
    const renewed = await worker.ask('renew');
    expect(renewed.ok).toBe(true);
    expect(renewed.token).not.toBe(old);
    expect(await worker.ask('snapshot')).toMatchObject({ unsaved: true });
    // And renewed again from memory: what the disk holds is older and spent.
    const again = await worker.ask('renew');
    expect(again.ok).toBe(true);
    expect(again.token).not.toBe(renewed.token);
    expect(simulator.state.families).toMatchObject([{ refreshes: 2, reuseAttempts: 0 }]);
  });

  test('with any number of free blocks auth.json is whole and the login is alive', async () => {
    for (let free = 0; free <= 8; free += 1) {
      // Several blocks long: where some of them fit, a careless write is cut and nobody is told.
      const { authFile, simulator, disk } = await setting(-10, { filling: 'x'.repeat(9_000) });
      disk.fill(free);
      const worker = await startWorker(authFile, simulator);
      expect(await worker.ask('credential')).toMatchObject({ ok: true });
      const { codex, other } = await onDisk(authFile);
      expect(codex?.refresh_token).toBeTruthy();
      expect(other).toEqual({ keep: 'me' });
      disk.empty();
      const { token } = await worker.ask('credential');
      expect((await onDisk(authFile)).codex?.access_token).toBe(token);
      expect(simulator.state.families).toMatchObject([{ refreshes: 1, reuseAttempts: 0 }]);
    }
  });

  test('eight processes on a read-only disk spend the token once', async () => {
    const { authFile, simulator, disk } = await setting(-10);
    disk.readOnly(true);
    const workers = await Promise.all(Array.from({ length: 8 }, () => startWorker(authFile, simulator)));
    const replies = await Promise.all(workers.map((worker) => worker.ask('credential')));
    expect(refreshes(simulator)).toBe(1);
    expect(replies.filter((reply) => reply.ok)).toHaveLength(1);
    expect(new Set(replies.filter((reply) => !reply.ok).map((reply) => reply.code))).toEqual(
      new Set(['auth.unsaved_elsewhere']),
    );
    disk.readOnly(false);
    await until(async () => (await Promise.all(workers.map((w) => w.ask('credential')))).every((r) => r.ok));
    expect(refreshes(simulator)).toBe(1);
  });

  test('a sign-in on a full disk is kept, used and announced, and written when there is room', async () => {
    const { authFile, simulator, disk } = await setting(3600);
    disk.fill(0);
    const tokens = simulator.mintTokens({ accessTtlSeconds: 3600 });
    const login = { ...tokens, extra: {} };
    const worker = await startWorker(authFile, simulator);
    const command = `store ${Buffer.from(JSON.stringify(login)).toString('base64')}`;
    expect(await worker.ask(command)).toMatchObject({ ok: true });
    expect(await worker.ask('credential')).toMatchObject({ token: tokens.accessToken });
    expect((await worker.ask('snapshot')).problem).toMatch(/kept in memory only/);
    disk.empty();
    await until(async () => (await onDisk(authFile)).codex?.refresh_token === tokens.refreshToken);
  });
});

const NOBODY = 65_534;

test.skipIf(process.platform === 'win32' || process.getuid?.() !== 0)(
  'a folder without permission is like a disk that refuses: renewed in memory, announced, written when it is allowed',
  async () => {
    const simulator = await makeSimulator();
    const { dir, authFile } = await makeSandbox();
    const folder = path.dirname(authFile);
    await mkdir(folder);
    await seed(authFile, simulator.mintTokens({ accessTtlSeconds: -10 }));
    await chown(dir, NOBODY, NOBODY);
    await chown(authFile, NOBODY, NOBODY);
    await chown(folder, NOBODY, NOBODY);
    await chmod(folder, 0o500);
    const worker = await startWorker(authFile, simulator, {}, NOBODY);
    const reply = await worker.ask('credential');
    expect(reply.ok).toBe(true);
    expect((await worker.ask('snapshot')).problem).toMatch(/permissions do not allow/);
    await chmod(folder, 0o700);
    await worker.ask('credential');
    expect((await onDisk(authFile)).codex?.access_token).toBe(reply.token);
  },
);
