import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { openAuthFile } from '../../src/login/auth-file.ts';
import { fileStorage } from '../../src/login/storage.ts';
import { loginWith } from '../login/support.ts';
import { realTimes } from '../support/real.ts';
import { roadTo, SERVER, startRedis, type RedisServer, type Road } from './redis.ts';
import { buildWorker, pause, pausing, setting, store, timed, TIMES, until, type Worker } from './support.ts';

/**
 * What every storage promises (docs/stores.md), shown of each with real processes. The
 * long ones run with CODEX_OAUTH_REAL_TIMES.
 */
buildWorker();

const FLEET = realTimes ? 50 : 6;
const there = SERVER !== undefined;
const long = describe.runIf(realTimes);

/** A login in a storage, and processes that share it. */
async function fleet(kind: 'files' | 'redis', ttl: number, options?: Parameters<typeof setting>[1]) {
  const base = await setting(ttl, options);
  const facts = { platform: process.platform, uid: process.getuid?.() };
  const files = fileStorage(base.authFile, facts);
  if (kind === 'files') return { ...base, storage: files, redis: undefined, env: {} };
  const redis = await startRedis();
  const storage = redis.storage();
  const text = await files.read('');
  await storage.replace(undefined, text.kind === 'text' ? text.text : '');
  // Nothing of it is left on this machine.
  await rm(base.authFile);
  const env = { WORKER_STORE: redis.url(), WORKER_STORE_KEY: redis.key };
  return {
    ...base,
    storage,
    redis,
    env,
    worker: (extra = {}) => base.worker({ ...env, ...extra }),
    workers: (count: number) => base.workers(count, () => env),
  };
}

type Fleet = Awaited<ReturnType<typeof fleet>>;

async function tokensIn({
  storage,
}: Pick<Fleet, 'storage'>): Promise<{ access?: string; refresh?: string | undefined }> {
  const state = await openAuthFile(storage).read();
  if (state.kind !== 'login') return {};
  return { access: state.login.accessToken, refresh: state.login.refreshToken };
}

/** What lies beside the login: nothing, after a refresh that ended well. */
async function leftIn(it: Fleet): Promise<readonly string[]> {
  const keys = it.redis?.cli('KEYS', '*').split('\n').sort();
  return keys ? keys.filter((key) => !/:(?:auth\.json|holder)$/.test(key)) : it.leftovers();
}

const reused = ({ simulator }: Fleet): number =>
  simulator.state.families.reduce((sum, family) => sum + family.reuseAttempts, 0);

/** One that is stopped at that step, for longer than it may be silent, and another one. */
async function stoppedAt(it: Fleet, step: 'asking' | 'answered') {
  const [sleeper, other] = [await it.worker({ ...timed(), ...pausing(step, 150) }), await it.worker(timed())];
  sleeper.send('credential');
  await sleeper.saw((line) => line.step === step);
  sleeper.child.kill('SIGSTOP');
  const wake = async () => {
    const answer = sleeper.saw((line) => line.ok !== undefined);
    sleeper.child.kill('SIGCONT');
    return answer;
  };
  return { other, wake };
}

describe.each([
  ['files', true],
  ['redis', there],
] as const)('what is promised of %s', (kind, can) => {
  const promised = test.runIf(can);
  // Of files, the tests beside this one show the same all the time.
  const often = test.runIf(can && (kind === 'redis' || realTimes));

  often(
    'as many processes as there are with one due token make one request, and all are served',
    async () => {
      const it = await fleet(kind, -10, { revokeFamilyOnReuse: true });
      const all = await it.workers(FLEET);
      const replies = await Promise.all(all.map((worker) => worker.ask('credential')));
      expect(new Set(replies.map((reply) => reply.token))).toEqual(new Set([(await tokensIn(it)).access]));
      expect(it.refreshes()).toBe(1);
      expect(await leftIn(it)).toEqual([]);
    },
  );

  promised('two that write at once lose nothing of each other', async () => {
    const { storage } = await fleet(kind, 100);
    const slots = Array.from({ length: 8 }, (_, n) => ['codex-oauth', 'providers', `p${n}`] as const);
    await Promise.all(
      slots.map((slot) => openAuthFile(storage, slot).write(loginWith({ accessToken: slot[2] }))),
    );
    for (const slot of slots)
      expect(await openAuthFile(storage, slot).read()).toMatchObject({ login: { accessToken: slot[2] } });
  });

  long('with processes that die, stall and lose', () => {
    promised('a dead owner holds nobody up', async () => {
      const it = await fleet(kind, -10, { revokeFamilyOnReuse: true });
      const [first, ...others] = await it.workers(FLEET);
      it.simulator.fault('refresh.hang', { times: 1 });
      first?.send('credential');
      await until(() => it.refreshes() === 1);
      first?.child.kill('SIGKILL');
      const replies = await Promise.all(others.map((worker) => worker.ask('credential')));
      expect(replies.every((reply) => reply.ok)).toBe(true);
      expect(Math.max(...replies.map(({ ms = Infinity }) => ms))).toBeLessThan(TIMES.staleMs);
      expect(it.refreshes()).toBe(2);
      expect(reused(it)).toBe(0);
      expect(await leftIn(it)).toEqual([]);
    });

    promised('an answer that was lost is asked for once more, and the loss is named', async () => {
      const it = await fleet(kind, -10);
      it.simulator.fault('refresh.drop', { times: 1 });
      const replies = await Promise.all((await it.workers(FLEET)).map((worker) => worker.ask('credential')));
      expect(it.refreshes()).toBe(2);
      expect(replies.some((reply) => reply.code === 'auth.interrupted')).toBe(true);
      expect(replies.some((reply) => reply.ok)).toBe(false);
    });

    promised('one that stalled before it asked is passed over, and wakes up to the new token', async () => {
      const it = await fleet(kind, -10);
      const { other, wake } = await stoppedAt(it, 'asking');
      const reply = await other.ask('credential');
      expect(reply.ok).toBe(true);
      expect((await wake()).token).toBe(reply.token);
      expect((await tokensIn(it)).access).toBe(reply.token);
      expect(await leftIn(it)).toEqual([]);
    });

    promised('one that stalled with the answer in hand brings the login back to life', async () => {
      const it = await fleet(kind, -10);
      const { other, wake } = await stoppedAt(it, 'answered');
      expect(await other.ask('credential')).toMatchObject({ ok: false, code: 'auth.interrupted' });
      expect(it.refreshes()).toBe(2);
      const woken = await wake();
      expect(woken.ok).toBe(true);
      expect(await other.ask('credential')).toMatchObject({ ok: true, token: woken.token });
    });

    promised('one that stalled with the answer in hand never writes it over a new sign-in', async () => {
      const it = await fleet(kind, -10);
      const { other, wake } = await stoppedAt(it, 'answered');
      const signedIn = { ...it.simulator.mintTokens({ accessTtlSeconds: 3600 }), accountId: 'acc-sim-0001' };
      expect(await other.ask(store(signedIn))).toMatchObject({ ok: true });
      expect((await wake()).token).toBe(signedIn.accessToken);
      expect((await tokensIn(it)).refresh).toBe(signedIn.refreshToken);
    });

    promised('nobody passes over a stalled one while the old token works', async () => {
      const it = await fleet(kind, 200);
      const { other, wake } = await stoppedAt(it, 'answered');
      await pause(TIMES.staleMs + 500);
      expect(await other.ask('credential')).toMatchObject({ ok: true, token: it.old });
      expect(it.refreshes()).toBe(1);
      await wake();
      await until(async () => (await other.ask('credential')).token !== it.old);
      expect(it.refreshes()).toBe(1);
    });

    promised('never two inside, whoever is killed or stopped there', async () => {
      const it = await fleet(kind, 100);
      const all = await Promise.all(
        Array.from({ length: 6 }, () => it.worker({ ...timed(), WORKER_ROUNDS: '25' })),
      );
      const done = all.slice(2).map((worker) => worker.ask('contend'));
      for (const one of all.slice(0, 2)) one.send('contend');
      await pause(300);
      for (const one of all.slice(0, 2)) one.child.kill('SIGKILL');
      for (const { clashes } of await Promise.all(done)) expect(clashes).toBe(0);
    });
  });
});

long('a store, at every step', () => {
  const can = test.runIf(there);

  /** A worker whose every command to the store is counted on the way. */
  async function counted(it: Fleet): Promise<{ readonly road: Road; readonly worker: Worker }> {
    const redis = it.redis as RedisServer;
    const road = await roadTo(redis.port);
    return { road, worker: await it.worker({ WORKER_STORE: redis.url(road.port) }) };
  }

  can.each(['before', 'after'] as const)(
    'whose owner is killed %s each command loses nothing that was written',
    { timeout: 120_000 },
    async (when) => {
      const it = await fleet('redis', -10, { accessTokenTtlSeconds: -10 });
      const lost: number[] = [];
      let steps = Infinity;
      for (let step = 1; step <= steps; step += 1) {
        const start = { reused: reused(it), asked: it.refreshes() };
        const [{ road, worker }, judge] = await Promise.all([counted(it), it.worker()]);
        road.onPiece = (count) => {
          if (count !== step) return true;
          if (when === 'before') road.mode = 'cut';
          worker.child.kill('SIGKILL');
          return false;
        };
        worker.send('credential');
        await Promise.race([worker.ended, worker.saw((line) => line.ok !== undefined).catch(() => {})]);
        if (road.count < step) steps = step;
        const reply = await judge.ask('credential');
        if (reply.ok) expect(reused(it)).toBe(start.reused);
        else {
          expect(reply.code).toBe('auth.interrupted');
          expect(it.refreshes()).toBe(start.asked + 2);
          lost.push(step);
          const fresh = it.simulator.mintTokens({ accessTtlSeconds: -10 });
          await openAuthFile(it.storage).write(loginWith({ ...fresh, accountId: 'acc-sim-0001' }));
        }
        for (const one of [worker, judge]) one.child.kill('SIGKILL');
      }
      expect(steps).toBeGreaterThan(10);
      // The one moment: the server has answered, and the journal has not got it yet.
      expect(lost.length).toBeLessThanOrEqual(1);
    },
  );
});
