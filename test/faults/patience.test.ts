import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { paced } from '../jobs/scene.ts';
import { CODEX, configFor, runProgram, startModel } from '../support/codex-cli.ts';
import { textOf } from '../support/mcp.ts';
import { realTimes } from '../support/real.ts';
import { BUNDLE } from '../support/sandbox.ts';
import { makeScene, openScene } from '../support/scene.ts';

test.runIf(realTimes)(
  'the SDK’s own client, which gives up after 60 s whatever progress comes, gets an answer of more by a second call',
  { timeout: 150_000 },
  async () => {
    const { session, questions } = await openScene({ simulator: paced(105_000) });
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

test.runIf(realTimes && CODEX)(
  'the real Codex CLI, which gives up after 300 s whatever progress comes, gets an answer of more by a second call',
  { timeout: 500_000 },
  async () => {
    const { sandbox, questions } = await makeScene({ simulator: paced(385_000) });
    const model = await startModel(([first, second]) => {
      if (second !== undefined) return undefined;
      const threadId = /thread_id ([0-9a-f-]{36})/.exec(first ?? '')?.[1];
      return threadId === undefined ? { prompt: 'Long' } : { prompt: 'fetch', thread_id: threadId };
    });
    const home = sandbox.env['CODEX_HOME'] ?? '';
    await mkdir(home);
    // Its own limit: none is given here.
    const server = `\n[mcp_servers.codex-oauth]\ncommand = ${JSON.stringify(process.execPath)}\nargs = ${JSON.stringify([BUNDLE])}\nenv_vars = ${JSON.stringify(Object.keys(sandbox.env))}\n`;
    await writeFile(path.join(home, 'config.toml'), configFor(model) + server);
    const args = ['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox', 'ask codex'];
    await runProgram(CODEX ?? '', args, sandbox, 450_000);
    const [first, second] = model.heard();
    expect(first).not.toContain(' end');
    expect(second).toMatch(/Long: word[^]* end/);
    expect(questions()).toBe(1);
  },
);
