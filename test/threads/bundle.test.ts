import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { connect, textOf, type Session } from '../support/mcp.ts';
import { BUNDLE, makeSandbox, makeSimulator, pointAt, seedLogin, type Sandbox } from '../support/sandbox.ts';

const run = promisify(execFile);
const WORDS = Array.from({ length: 2_000 }, (_, n) => `word${n}`);

interface Shown {
  readonly thread_id: string;
  readonly turns: readonly { readonly state: string; readonly prompt: string; readonly answer: string }[];
}

interface MidAnswer {
  readonly sandbox: Sandbox;
  readonly session: Session;
  readonly gone: Promise<unknown>;
  /** The last whole word that the host was shown. */
  readonly seen: () => string;
}

/** A server whose backend answers `A long one` slowly and at length. */
async function scene(): Promise<Pick<MidAnswer, 'sandbox' | 'session'>> {
  const simulator = await makeSimulator({
    deltaDelayMs: 10,
    answer: ({ prompt }) => (prompt === 'A long one' ? WORDS.join(' ') : `After: ${prompt}`),
  });
  const sandbox = await makeSandbox(pointAt(simulator));
  await seedLogin(sandbox, simulator.mintTokens());
  return { sandbox, session: await connect(sandbox.env) };
}

/** In the middle of a long answer, some of which is on disk. */
async function midAnswer(): Promise<MidAnswer> {
  const { sandbox, session } = await scene();
  let seen = '';
  const progress = (message: string): void => {
    seen = message.match(/word\d+ /g)?.at(-1) ?? seen;
  };
  const gone = session
    .call('codex_query', { prompt: 'A long one' }, { progress })
    .catch((error: unknown) => error);
  await expect.poll(() => lastThread(sandbox), { timeout: 10_000, interval: 200 }).toMatch(/word0 .*word20 /);
  return { sandbox, session, gone, seen: () => seen };
}

/** What another process, the command line, knows of the thread used last. */
async function lastThread(sandbox: Sandbox): Promise<string> {
  const shown = run(process.execPath, [BUNDLE, 'threads', 'show', 'last', '--json'], { env: sandbox.env });
  return shown.then(
    ({ stdout }) => stdout,
    () => '',
  );
}

async function onlyTurn(sandbox: Sandbox): Promise<Shown['turns'][number] & { thread: string }> {
  const { thread_id, turns } = JSON.parse(await lastThread(sandbox)) as Shown;
  const [turn] = turns;
  if (!turn) throw new Error('the thread has no turn');
  return { ...turn, thread: thread_id };
}

async function goesOn(sandbox: Sandbox, thread: string): Promise<void> {
  const session = await connect(sandbox.env);
  const next = await session.call('codex_query', { prompt: 'And now?', thread_id: thread });
  expect(textOf(next)).toContain('After: And now?');
}

test('the server killed in the middle of an answer, what had come is there and the thread goes on', async () => {
  const { sandbox, session, gone } = await midAnswer();
  process.kill(session.transport.pid ?? 0, 'SIGKILL');
  await gone;
  const turn = await onlyTurn(sandbox);
  expect(turn.state).toBe('interrupted');
  expect(WORDS.join(' ').startsWith(turn.answer)).toBe(true);
  expect(turn.answer).toContain('word20 ');
  await goesOn(sandbox, turn.thread);
});

test('a host that leaves in the middle of an answer finds all that it had been shown', async () => {
  const { sandbox, session, gone, seen } = await midAnswer();
  await session.client.close();
  await gone;
  const turn = await onlyTurn(sandbox);
  expect(['partial', 'interrupted']).toContain(turn.state);
  expect(WORDS.join(' ').startsWith(turn.answer)).toBe(true);
  expect(seen()).toMatch(/word\d+ /);
  expect(`${turn.answer} `).toContain(seen());
  await goesOn(sandbox, turn.thread);
});

test('a cancelled answer is kept as far as it had come, and the server is ready', async () => {
  const { sandbox, session } = await scene();
  const stop = new AbortController();
  const progress = (message: string): void => {
    if (message.includes('word')) stop.abort();
  };
  const asked = session.call('codex_query', { prompt: 'A long one' }, { signal: stop.signal, progress });
  await expect(asked).rejects.toThrow();
  await expect.poll(async () => (await onlyTurn(sandbox)).state).toBe('partial');
  const { answer, thread } = await onlyTurn(sandbox);
  expect(WORDS.join(' ').startsWith(answer)).toBe(true);
  const next = await session.call('codex_query', { prompt: 'Still there?', thread_id: thread });
  expect(textOf(next)).toContain('After: Still there?');
});
