import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { connect, textOf } from '../support/mcp.ts';
import { BUNDLE, makeSandbox, makeSimulator, pointAt, seedLogin, type Sandbox } from '../support/sandbox.ts';

const run = promisify(execFile);
const WORDS = Array.from({ length: 2_000 }, (_, n) => `word${n}`);

interface Shown {
  readonly thread_id: string;
  readonly turns: readonly { readonly state: string; readonly answer: string }[];
}

/** In the middle of a long answer, some of which is on disk. */
async function midAnswer() {
  const simulator = await makeSimulator({
    deltaDelayMs: 10,
    answer: ({ prompt }) => (prompt === 'A long one' ? WORDS.join(' ') : `After: ${prompt}`),
  });
  const sandbox = await makeSandbox(pointAt(simulator));
  await seedLogin(sandbox, simulator.mintTokens());
  const session = await connect(sandbox.env);
  let seen = '';
  const progress = (message: string): void => {
    seen = message.match(/word\d+ /g)?.at(-1) ?? seen;
  };
  const gone = session
    .call('codex_query', { prompt: 'A long one' }, { progress })
    .catch((error: unknown) => error);
  await expect.poll(() => lastThread(sandbox), { timeout: 10_000, interval: 200 }).toMatch(/word0 .*word20 /);
  /** `seen`: the last whole word that the host was shown. */
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

/** The only turn of the thread, which holds what had come, and to which another server adds. */
async function keptTurn(sandbox: Sandbox) {
  const { thread_id, turns } = JSON.parse(await lastThread(sandbox)) as Shown;
  const [turn] = turns;
  if (!turn) throw new Error('the thread has no turn');
  expect(WORDS.join(' ').startsWith(turn.answer)).toBe(true);
  const session = await connect(sandbox.env);
  const next = await session.call('codex_query', { prompt: 'And now?', thread_id });
  expect(textOf(next)).toContain('After: And now?');
  return turn;
}

test('the server killed in the middle of an answer, what had come is there and the thread goes on', async () => {
  const { sandbox, session, gone } = await midAnswer();
  process.kill(session.transport.pid ?? 0, 'SIGKILL');
  await gone;
  const turn = await keptTurn(sandbox);
  expect(turn.state).toBe('interrupted');
  expect(turn.answer).toContain('word20 ');
});

test('a host that leaves in the middle of an answer finds all that it had been shown', async () => {
  const { sandbox, session, gone, seen } = await midAnswer();
  await session.client.close();
  await gone;
  const turn = await keptTurn(sandbox);
  expect(['partial', 'interrupted']).toContain(turn.state);
  expect(seen()).toMatch(/word\d+ /);
  expect(`${turn.answer} `).toContain(seen());
});
