import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CODEX, configFor, runProgram, startModel } from '../support/codex-cli.ts';
import { BUNDLE, makeSandbox, makeSimulator, pointAt, seedLogin } from '../support/sandbox.ts';

describe.skipIf(!CODEX)('the real Codex CLI, set up by `codex-oauth setup codex --write`', () => {
  test('lists the server as it was written, calls codex_query and hears the answer', async () => {
    const simulator = await makeSimulator({ answer: () => 'The answer of Codex.' });
    const model = await startModel(({ length }) => (length > 0 ? undefined : { prompt: 'What is a monad?' }));
    const sandbox = await makeSandbox(pointAt(simulator));
    await seedLogin(sandbox, simulator.mintTokens(), { account_id: 'acc-sim-0001' });
    const home = sandbox.env['CODEX_HOME'] ?? '';
    await mkdir(home);
    await writeFile(path.join(home, 'config.toml'), configFor(model));
    await runProgram(process.execPath, [BUNDLE, 'setup', 'codex', '--write'], sandbox);

    const listed = JSON.parse(
      (await runProgram(CODEX ?? '', ['mcp', 'list', '--json'], sandbox)).out,
    ) as unknown;
    expect(listed).toMatchObject([
      {
        name: 'codex-oauth',
        enabled: true,
        transport: { type: 'stdio', command: process.execPath, args: [BUNDLE] },
        tool_timeout_sec: 1800,
      },
    ]);

    await runProgram(
      CODEX ?? '',
      ['exec', '--skip-git-repo-check', '--sandbox', 'read-only', 'ask codex'],
      sandbox,
    );
    const tools = model.seen[0]?.tools.find((t) => t.name === 'mcp__codex_oauth')?.tools?.map((t) => t.name);
    expect(tools).toEqual(['codex_clear', 'codex_login', 'codex_models', 'codex_query', 'codex_status']);
    const heard = model.seen.at(-1)?.input.find((item) => item.type === 'function_call_output')?.output;
    expect(JSON.stringify(heard)).toContain('The answer of Codex.');
    expect(simulator.requests('POST', '/backend-api/codex/responses')).toHaveLength(1);
  });
});
