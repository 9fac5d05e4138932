import { expect, test } from 'vitest';
import { buildWorker, pausing, pause, setting, store, timed, TIMES, until } from './support.ts';
import type { Reply, Setting, Worker } from './support.ts';

buildWorker();

/** A process that is stopped at that step of a refresh, and another one. */
async function stoppedAt(
  step: 'asking' | 'answered',
  ttl = -10,
): Promise<Setting & { readonly sleeper: Worker; readonly other: Worker }> {
  const all = await setting(ttl);
  const [sleeper, other] = [
    await all.worker({ ...timed(), ...pausing(step, 150) }),
    await all.worker(timed()),
  ];
  sleeper.send('credential');
  await sleeper.saw((line) => line.step === step);
  sleeper.child.kill('SIGSTOP');
  return { ...all, sleeper, other };
}

const wake = async (sleeper: Worker): Promise<Reply> => {
  const answer = sleeper.saw((line) => line.ok !== undefined);
  sleeper.child.kill('SIGCONT');
  return answer;
};

test('a process stopped before it asks holds others up for a bounded time, and wakes up to their new token', async () => {
  const { sleeper, other, refreshes, onDisk, leftovers } = await stoppedAt('asking');
  const reply = await other.ask('credential');
  expect(reply.ok).toBe(true);
  expect(refreshes()).toBe(1);

  const woken = await wake(sleeper);
  const { codex } = await onDisk();
  expect(codex?.access_token).toBe(reply.token);
  expect(woken.token).toBe(reply.token);
  expect(await leftovers()).toEqual([]);
});

test.each([
  ['', 'acc-sim-0001', { ok: true }],
  [' of another account, which its question does not adopt', 'acc-2', { code: 'auth.account_changed' }],
])(
  'a process stopped with the answer in hand never writes it over a new sign-in%s',
  async (_, accountId, end) => {
    const { simulator, sleeper, other, onDisk, leftovers } = await stoppedAt('answered');
    const signedIn = { ...simulator.mintTokens({ accessTtlSeconds: 3600 }), accountId };
    expect(await other.ask(store(signedIn))).toMatchObject({ ok: true });

    const woken = await wake(sleeper);
    expect(woken).toMatchObject(end);
    if (woken.ok) expect(woken.token).toBe(signedIn.accessToken);
    expect((await onDisk()).codex?.refresh_token).toBe(signedIn.refreshToken);
    expect(await leftovers()).toEqual([]);
  },
);

test('a process stopped with the answer in hand brings the login back to life when it wakes', async () => {
  const { sleeper, other, refreshes, onDisk } = await stoppedAt('answered');
  // Nobody can know what became of the refresh: it is asked once more, and refused.
  expect(await other.ask('credential')).toMatchObject({ ok: false, code: 'auth.interrupted' });
  expect(refreshes()).toBe(2);

  const woken = await wake(sleeper);
  expect(woken.ok).toBe(true);
  expect((await onDisk()).codex?.access_token).toBe(woken.token);
  expect(await other.ask('credential')).toMatchObject({ ok: true, token: woken.token });
  expect(await other.ask('report')).not.toHaveProperty('problem');
});

test('while the old token works nobody passes over a stopped process, nor waits long for it', async () => {
  const { sleeper, other, old, refreshes, onDisk, leftovers } = await stoppedAt('answered', 200);
  const reply = await other.ask('credential');
  expect(reply).toMatchObject({ ok: true, token: old });
  await pause(TIMES.staleMs + 500);
  expect(await other.ask('credential')).toMatchObject({ ok: true, token: old });
  expect(refreshes()).toBe(1);

  await wake(sleeper);
  await until(async () => (await other.ask('credential')).token !== old);
  expect(refreshes()).toBe(1);
  // The others have it from the journal as soon as it is there; then it comes into its place.
  await until(async () => (await leftovers()).length === 0);
  expect((await onDisk()).codex?.access_token).not.toBe(old);
});
