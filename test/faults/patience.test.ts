import { expect, test } from 'vitest';
import { paced } from '../jobs/scene.ts';
import { textOf } from '../support/mcp.ts';
import { realTimes } from '../support/real.ts';
import { openScene } from '../support/scene.ts';

test.runIf(realTimes)(
  'the SDK’s own client, which gives up after 60 s whatever progress comes, gets an answer of 75 s by a second call',
  { timeout: 120_000 },
  async () => {
    const { session, questions } = await openScene({ simulator: paced(75_000) });
    const began = performance.now();
    const call = async (args: Record<string, unknown>): Promise<string> =>
      // Its own limit: none is given here.
      textOf((await session.client.callTool({ name: 'codex_query', arguments: args })) as never);
    const first = await call({ prompt: 'Long' });
    expect(performance.now() - began).toBeGreaterThan(45_000);
    const threadId = /thread_id: (\S{36})/.exec(first)?.[1];
    expect(first).not.toContain('end');
    const rest = await call({ prompt: 'fetch', thread_id: threadId });
    expect(rest).toMatch(/^Long: word[^]* end/);
    expect(questions()).toBe(1);
  },
);

test.runIf(realTimes)(
  'a client that gives up by itself, and says so, finds the answer in its next call',
  { timeout: 60_000 },
  async () => {
    const { session, questions } = await openScene({ simulator: paced(10_000) });
    const call = session.client.callTool({ name: 'codex_query', arguments: { prompt: 'Long' } }, undefined, {
      timeout: 5_000,
    });
    await expect(call).rejects.toThrow(/timed out/);
    const args = { prompt: 'Long', thread_id: 'last' };
    const result = await session.client.callTool({ name: 'codex_query', arguments: args });
    expect(textOf(result as never)).toMatch(/^Long: word[^]* end/);
    expect(questions()).toBe(1);
  },
);
