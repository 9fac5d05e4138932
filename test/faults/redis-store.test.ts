import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { openJournal } from '../../src/login/journal.ts';
import type { Storage } from '../../src/login/storage.ts';
import type { HeldLock, LockAttempt } from '../../src/system/lock.ts';
import { failure, loginWith, makeDeps, makeManager, type TestManager } from '../login/support.ts';
import { realTimes } from '../support/real.ts';
import { newKey, PASSWORD, roadTo, SERVER, startRedis } from './redis.ts';
import { pause, setting, until } from './support.ts';

/** What only a store can suffer, on a real one. What it shares with files is in stores.test.ts. */
const more = test.runIf(realTimes);

/** Two machines' managers on one store, in this process: fast, because nothing has to start. */
async function machines(ttl: number, ...options: readonly string[]) {
  const { simulator, authFile } = await setting(ttl);
  await rm(authFile);
  const redis = await startRedis(...options);
  const road = await roadTo(redis.port);
  const tokens = simulator.mintTokens({ accessTtlSeconds: ttl });
  const manager = (
    pid: number,
    storage = redis.storage(road.port, [redis.key], { commandMs: 2_000, connectMs: 2_000 }),
  ): TestManager =>
    makeManager(authFile, { issuer: simulator.issuer, pid, storage, times: { staleMs: 600 } });
  await manager(1).store(loginWith({ ...tokens, accountId: 'acc-sim-0001' }));
  const refreshes = (): number => simulator.requests('POST', '/oauth/token').length;
  return { simulator, redis, road, manager, tokens, authFile, refreshes };
}

const lockOf = (attempt: LockAttempt): HeldLock => {
  if (attempt.kind !== 'held') throw new Error(attempt.kind);
  return attempt.lock;
};

describe.runIf(SERVER !== undefined)('a store', () => {
  test('holds nothing readable, and no message contains the password', async () => {
    const { redis, manager, tokens } = await machines(3600);
    await manager(1).credential();
    for (const key of redis.cli('KEYS', '*').split('\n')) {
      expect(key).toMatch(/^codex-oauth:/);
      for (const secret of [tokens.accessToken, tokens.refreshToken])
        expect(redis.cli('GET', key)).not.toContain(secret);
    }
    await redis.kill('SIGKILL');
    const error = await failure(manager(2).credential());
    expect(error.code).toBe('store.away');
    expect(JSON.stringify([error, error.message])).not.toContain(PASSWORD);
  });

  test('with another key is an error and overwrites nothing; an older key still reads', async () => {
    const { redis, manager } = await machines(3600);
    const before = redis.cli('GET', 'codex-oauth:auth.json');
    const wrong = manager(2, redis.storage(redis.port, [newKey()]));
    expect((await failure(wrong.credential())).code).toBe('store.key');
    expect((await failure(wrong.store(loginWith({})))).code).toBe('store.key');
    expect(redis.cli('GET', 'codex-oauth:auth.json')).toBe(before);
    const keys = [newKey(), redis.key];
    const both = manager(3, redis.storage(redis.port, keys));
    await both.probe();
    expect((await both.credential()).source).toBe('login');
    // Written anew with the new one.
    expect((await failure(manager(4).credential())).code).toBe('store.key');
    // What was written for one name counts nowhere else.
    redis.cli('COPY', 'codex-oauth:auth.json', 'codex-oauth:auth.json.journal');
    expect((await failure(both.credential())).code).toBe('store.key');
  });

  test('whose memory is full lets nothing be spent, and keeps an answer that was already asked for', async () => {
    const { redis, manager, refreshes, simulator } = await machines(-10, '--maxmemory-policy', 'noeviction');
    redis.cli('CONFIG', 'SET', 'maxmemory', '1');
    expect((await failure(manager(1).credential())).code).toBe('store.full');
    expect(refreshes()).toBe(0);
    redis.cli('CONFIG', 'SET', 'maxmemory', '0');
    simulator.fault('refresh.slow', { times: 1, params: { delayMs: 200 } });
    const asked = manager(2).credential();
    await until(() => refreshes() === 1);
    redis.cli('CONFIG', 'SET', 'maxmemory', '1');
    const { accessToken } = await asked;
    // From the journal: the login itself could not be replaced.
    expect((await manager(3).credential()).accessToken).toBe(accessToken);
    redis.cli('CONFIG', 'SET', 'maxmemory', '0');
    expect((await manager(4).credential()).accessToken).toBe(accessToken);
    expect(redis.cli('EXISTS', 'codex-oauth:auth.json.journal')).toBe('0');
    expect(refreshes()).toBe(1);
  });

  test('that is away, cut off or silent takes nothing from a token that works', async () => {
    const { road, manager, tokens } = await machines(3600);
    const known = manager(1);
    await known.credential();
    // Waiting for a silent one takes its time.
    for (const mode of realTimes ? (['cut', 'stalled'] as const) : (['cut'] as const)) {
      const fresh = manager(2);
      road.mode = mode;
      expect((await known.credential()).accessToken).toBe(tokens.accessToken);
      expect((await failure(fresh.credential())).code).toBe('store.away');
      road.mode = 'open';
      expect((await fresh.credential()).accessToken).toBe(tokens.accessToken);
    }
  });

  more('that is away while the server answers gets the answer when it is back', async () => {
    const { road, redis, manager, refreshes, simulator } = await machines(-10);
    simulator.fault('refresh.slow', { times: 1, params: { delayMs: 300 } });
    const asked = manager(1).credential();
    await until(() => refreshes() === 1);
    road.mode = 'cut';
    // Longer than the lease.
    setTimeout(() => (road.mode = 'open'), 1_000);
    const { accessToken } = await asked;
    const other = manager(2, redis.storage());
    expect((await other.credential()).accessToken).toBe(accessToken);
    expect(refreshes()).toBe(1);
  });

  more(
    'that is away for longer than an answer waits gets it with the next question',
    async () => {
      const { road, redis, manager, refreshes, simulator } = await machines(-10);
      simulator.fault('refresh.slow', { times: 1, params: { delayMs: 300 } });
      const mine = manager(1);
      const asked = mine.credential();
      await until(() => refreshes() === 1);
      road.mode = 'cut';
      const { accessToken } = await asked;
      expect((await mine.credential()).accessToken).toBe(accessToken);
      road.mode = 'open';
      expect((await mine.credential()).accessToken).toBe(accessToken);
      expect((await manager(2, redis.storage()).credential()).accessToken).toBe(accessToken);
      expect(redis.cli('EXISTS', 'codex-oauth:auth.json.journal')).toBe('0');
      expect(refreshes()).toBe(1);
    },
    60_000,
  );

  test.each([
    ['always flushes loses nothing', ['--appendonly', 'yes', '--appendfsync', 'always'], {}],
    ['keeps nothing has no login any more', [], { message: 'not signed in' }],
  ] as const)('that is killed and started again and %s', async (_, options, end) => {
    const { redis, manager, refreshes } = await machines(-10, ...options);
    const before = manager(1);
    const { accessToken } = await before.credential();
    await redis.kill('SIGKILL');
    await redis.start();
    const after = await manager(2)
      .credential()
      .catch((error: unknown) => error);
    expect(after).toMatchObject('message' in end ? end : { accessToken });
    // A connection from before is made anew.
    if (!('message' in end)) expect((await before.credential()).accessToken).toBe(accessToken);
    expect(refreshes()).toBe(1);
  });

  more('that is slow is waited for', async () => {
    const { road, manager, refreshes } = await machines(-10);
    road.mode = 'slow';
    const both = await Promise.all([manager(1).credential(), manager(2).credential()]);
    expect(new Set(both.map(({ accessToken }) => accessToken)).size).toBe(1);
    expect(refreshes()).toBe(1);
  });

  test('refuses a late writer by its fence, in whatever it writes', async () => {
    const { redis, authFile } = await machines(3600);
    const [late, next] = [redis.storage(), redis.storage()];
    const deps = (pid: number, storage: Storage) =>
      makeDeps(authFile, { issuer: 'http://127.0.0.1', pid, storage, times: { staleMs: 60_000 } });
    const login = loginWith({});
    const intent = { fingerprint: 'print', issuer: 'x', startedAt: 1 };
    const lock = lockOf(await late.tryLock(deps(1, late), true));
    const entry = await openJournal(late).begin(intent, login, lock.intact);
    expect(await next.tryLock(deps(2, next), true)).toMatchObject({ kind: 'busy', holder: { pid: 1 } });
    // Its lease has run out, and it does not know: a machine that slept.
    redis.cli('DEL', 'codex-oauth:lease');
    expect((await next.tryLock(deps(2, next), false)).kind).toBe('busy');
    const passed = lockOf(await next.tryLock(deps(2, next), true));
    const theirs = await openJournal(next).begin({ ...intent, startedAt: 2 }, login, passed.intact);
    expect(lock.intact()).toBe(true);
    const found = await next.read('');
    const text = found.kind === 'text' ? found.text : '';
    // Refused although nothing has changed; then it knows, and may compare, as a sign-in does.
    expect(await late.replace(text, text)).toBe(false);
    expect(lock.intact()).toBe(false);
    expect(await late.replace(text, `${text} `)).toBe(true);
    await openJournal(late).clear();
    expect((await openJournal(next).read())?.startedAt).toBe(2);
    await expect(entry?.answer(login)).rejects.toThrow();
    await lock.release();
    expect(passed.intact()).toBe(true);
    expect((await late.tryLock(deps(3, late), true)).kind).toBe('busy');
    await theirs?.answer(login);
    expect((await openJournal(late).read())?.answer).toBeDefined();
    await passed.release();
  });

  test.each(['answer', 'clear'] as const)(
    'refuses the late %s of a process that knows nothing',
    async (what) => {
      const { redis, authFile } = await machines(3600);
      const [late, next] = [redis.storage(), redis.storage()];
      const deps = makeDeps(authFile, { issuer: 'x', storage: late, times: { staleMs: 60_000 } });
      const intent = { fingerprint: 'print', issuer: 'x', startedAt: 1 };
      const lock = lockOf(await late.tryLock({ ...deps, pid: 1 }, true));
      const entry = await openJournal(late).begin(intent, loginWith({}), lock.intact);
      redis.cli('DEL', 'codex-oauth:lease');
      const passed = lockOf(await next.tryLock({ ...deps, pid: 2 }, true));
      await openJournal(next).begin({ ...intent, startedAt: 2 }, loginWith({}), passed.intact);
      if (what === 'clear') await openJournal(late).clear();
      else await expect(entry?.answer(loginWith({}))).rejects.toThrow();
      expect(await openJournal(next).read()).toMatchObject({ startedAt: 2, answer: undefined });
      await Promise.all([lock.release(), passed.release()]);
    },
  );

  test('lets one in of those that find the same dead holder', async () => {
    const { redis, authFile } = await machines(3600);
    const [dead, ...all] = Array.from({ length: 7 }, () => redis.storage());
    const deps = makeDeps(authFile, { issuer: 'x', processAlive: (pid) => pid !== 1 });
    if (dead) lockOf(await dead.tryLock({ ...deps, pid: 1 }, true));
    const attempts = await Promise.all(all.map((one, n) => one.tryLock({ ...deps, pid: 2 + n }, true)));
    expect(attempts.filter(({ kind }) => kind === 'held')).toHaveLength(1);
    expect(attempts.filter(({ kind }) => kind === 'busy')).toHaveLength(5);
  });

  more('lets a holder that it has not heard of for too long know by its own clock', async () => {
    const { redis, road, authFile } = await machines(3600);
    const storage = redis.storage(road.port, [redis.key], { commandMs: 1_000, connectMs: 1_000 });
    const deps = makeDeps(authFile, { issuer: 'x', storage, times: { staleMs: 2_000 } });
    const lock = lockOf(await storage.tryLock(deps, true));
    await pause(2_500);
    expect(lock.intact()).toBe(true);
    road.mode = 'stalled';
    await pause(2_500);
    expect(lock.intact()).toBe(false);
    await lock.release();
  });
});
