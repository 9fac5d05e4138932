import { setTimeout as sleep } from 'node:timers/promises';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALLOW, ask, call, claude } from './claude.ts';
import { createSetting, type Setting } from './setting.ts';
import { goneProcess } from './terminal.ts';

/** Resolves when the simulator has been asked this many questions. */
async function questions(setting: Setting, count: number): Promise<void> {
  while (setting.sim.requests('POST', '/backend-api/codex/responses').length < count) await sleep(20);
}

/** Our server's process, as its own log names it. */
async function serverPid(setting: Setting): Promise<number> {
  const log = await readFile(path.join(setting.home, '.claude/logs/codex-mcp-server.log'), 'utf8');
  const pid = Number(/^\S+ (\d+) /m.exec(log)?.[1]);
  if (!Number.isInteger(pid) || pid <= 1) throw new Error(`No process id in the log: ${log}`);
  return pid;
}

describe.skipIf(claude === undefined)('answers in the real Claude Code', () => {
  it('an answer of 400,000 characters reaches the model whole', async () => {
    const line = (_: unknown, i: number): string => `${String(i).padStart(5, '0')} ${'.'.repeat(43)}\n`;
    const lines = Array.from({ length: 8_000 }, line);
    const text = lines.join('');
    const setting = await createSetting({ answer: () => ({ text, deltas: lines }) });
    await setting.signedIn();
    const session = await setting.run('ask codex for a long list', [ask({ prompt: 'a long list' })], ALLOW);
    expect(text).toHaveLength(400_000);
    expect(session.toolResults[0]?.text.startsWith(text)).toBe(true);
  });

  it('plan mode lets a question through, and refuses to sign out', async () => {
    const setting = await createSetting({ answer: () => 'A plan.' });
    await setting.signedIn();
    const args = [...ALLOW.args, '--permission-mode', 'plan'];
    const script = [ask({ prompt: 'a plan' }), call('codex_clear')];
    const session = await setting.run('plan it with codex', script, { args });
    expect(session.toolResults).toEqual([
      { isError: false, text: expect.stringMatching(/^A plan\./) },
      { isError: true, text: expect.stringContaining('plan mode') },
    ]);
    expect(await setting.storedLogin()).toBeDefined();
  });

  it('questions in one message run side by side', async () => {
    const setting = await createSetting({ answer: (q) => `answer to ${q.prompt}` });
    await setting.signedIn();
    const DELAY = 1_000;
    setting.sim.fault('responses.slow', { delayMs: DELAY, times: 2 });
    const calls = ['one', 'two'].flatMap((prompt) => ask({ prompt }).calls ?? []);
    const session = await setting.run('ask codex twice', [{ calls }], ALLOW);
    expect(session.toolResults.map((result) => result.text.split('\n')[0])).toEqual([
      'answer to one',
      'answer to two',
    ]);
    const [first = 0, second = 0] = setting.sim
      .requests('POST', '/backend-api/codex/responses')
      .map((request) => Date.parse(request.time));
    // One after the other, the second would have come when the first was answered.
    expect(second - first).toBeLessThan(DELAY);
  });

  it('a server killed in the middle of a question is back for the next one', async () => {
    const setting = await createSetting({ answer: () => 'Back again.' });
    await setting.signedIn();
    setting.sim.fault('responses.hang', { times: 1 });
    const killed = questions(setting, 1)
      .then(() => serverPid(setting))
      .then((pid) => process.kill(pid, 'SIGKILL'));
    const script = [ask({ prompt: 'first' }), ask({ prompt: 'second' })];
    const session = await setting.run('ask codex twice', script, { ...ALLOW, env: { CODEX_DEBUG: '1' } });
    await killed;
    const [first, second] = session.toolResults;
    expect(first).toMatchObject({ isError: true });
    expect(second).toMatchObject({ isError: false, text: expect.stringMatching(/^Back again\./) });
  });

  it('no server outlives its session', async () => {
    const setting = await createSetting();
    await setting.signedIn();
    await setting.run('ask codex', [ask({ prompt: 'hello' })], { ...ALLOW, env: { CODEX_DEBUG: '1' } });
    await goneProcess(await serverPid(setting));
  });
});
