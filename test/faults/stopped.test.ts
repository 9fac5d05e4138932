import { expect, test } from 'vitest';
import type { Simulator } from '../../simulator/simulator.ts';
import { makeSandbox, makeSimulator } from '../support/sandbox.ts';
import { writeLogin } from '../login/support.ts';
import {
  buildWorker,
  FAST,
  fast,
  leftovers,
  onDisk,
  refreshes,
  pausing,
  startWorker,
  store,
  until,
  type Worker,
} from './support.ts';

buildWorker();

async function stoppedAt(
  step: 'asking' | 'answered',
  ttl = -10,
): Promise<{ authFile: string; simulator: Simulator; sleeper: Worker; old: string }> {
  const simulator = await makeSimulator();
  const { authFile } = await makeSandbox();
  const tokens = simulator.mintTokens({ accessTtlSeconds: ttl });
  await writeLogin(authFile, tokens);
  const sleeper = await startWorker(authFile, simulator, {
    ...fast,
    ...pausing(step, 150),
  });
  sleeper.send('credential');
  await sleeper.saw((line) => line.step === step);
  sleeper.child.kill('SIGSTOP');
  return { authFile, simulator, sleeper, old: tokens.accessToken };
}

const wake = async (sleeper: Worker): Promise<{ ok?: boolean; token?: string; code?: string }> => {
  const answer = sleeper.saw((line) => line.ok !== undefined);
  sleeper.child.kill('SIGCONT');
  return answer;
};

test('a process stopped before it asks holds others up for a bounded time, and wakes up to their new token', async () => {
  const { authFile, simulator, sleeper } = await stoppedAt('asking');
  const other = await startWorker(authFile, simulator, fast);
  const reply = await other.ask('credential');
  expect(reply.ok).toBe(true);
  expect(refreshes(simulator)).toBe(1);

  const woken = await wake(sleeper);
  const { codex } = await onDisk(authFile);
  expect(codex?.access_token).toBe(reply.token);
  expect(woken.token).toBe(reply.token);
  expect(await leftovers(authFile)).toEqual([]);
});

test('a process stopped with the answer in hand never writes it over a sign-in that came meanwhile', async () => {
  const { authFile, simulator, sleeper } = await stoppedAt('answered');
  const signedIn = simulator.mintTokens({ accessTtlSeconds: 3600 });
  const other = await startWorker(authFile, simulator, fast);
  expect(await other.ask(store(signedIn))).toMatchObject({ ok: true });

  const woken = await wake(sleeper);
  expect(woken.token).toBe(signedIn.accessToken);
  expect((await onDisk(authFile)).codex?.refresh_token).toBe(signedIn.refreshToken);
  expect(await leftovers(authFile)).toEqual([]);
});

test('a process stopped with the answer in hand brings the login back to life when it wakes', async () => {
  const { authFile, simulator, sleeper } = await stoppedAt('answered');
  const other = await startWorker(authFile, simulator, fast);
  // Nobody can know what became of the refresh: it is asked once more, and refused.
  expect(await other.ask('credential')).toMatchObject({ ok: false, code: 'auth.interrupted' });
  expect(refreshes(simulator)).toBe(2);

  const woken = await wake(sleeper);
  expect(woken.ok).toBe(true);
  expect((await onDisk(authFile)).codex?.access_token).toBe(woken.token);
  expect(await other.ask('credential')).toMatchObject({ ok: true, token: woken.token });
  expect(await other.ask('report')).not.toHaveProperty('problem');
});

test('while the old token works nobody passes over a stopped process, nor waits long for it', async () => {
  const { authFile, simulator, sleeper, old } = await stoppedAt('answered', 200);
  const other = await startWorker(authFile, simulator, fast);
  const reply = await other.ask('credential');
  expect(reply).toMatchObject({ ok: true, token: old });
  await new Promise((resolve) => setTimeout(resolve, FAST.staleMs + 1_000));
  expect(await other.ask('credential')).toMatchObject({ ok: true, token: old });
  expect(refreshes(simulator)).toBe(1);

  await wake(sleeper);
  await until(async () => (await other.ask('credential')).token !== old);
  expect(refreshes(simulator)).toBe(1);
  // The others have it from the journal as soon as it is there; then it comes into its place.
  await until(async () => (await leftovers(authFile)).length === 0);
  expect((await onDisk(authFile)).codex?.access_token).not.toBe(old);
});

test('another account that signed in while a process was stopped is not adopted by its question', async () => {
  const { authFile, simulator, sleeper } = await stoppedAt('answered');
  const other = await startWorker(authFile, simulator, fast);
  const stranger = simulator.mintTokens({ accessTtlSeconds: 3600 });
  expect(await other.ask(store({ ...stranger, accountId: 'acc-of-another' }))).toMatchObject({ ok: true });
  const woken = await wake(sleeper);
  expect(woken).toMatchObject({ ok: false, code: 'auth.account_changed' });
  expect((await onDisk(authFile)).codex?.refresh_token).toBe(stranger.refreshToken);
});
