import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CODEX, configFor, message, runProgram, startResponses } from '../support/codex-cli.ts';
import { BUNDLE, makeSandbox } from '../support/sandbox.ts';

describe.skipIf(!CODEX)('sessions of the real Codex CLI', () => {
  test('are listed, shown and found, turn by turn', { timeout: 120_000 }, async () => {
    const sandbox = await makeSandbox({});
    const home = sandbox.env['CODEX_HOME'] ?? '';
    const project = path.join(sandbox.dir, 'project');
    await Promise.all([mkdir(home, { recursive: true }), mkdir(project)]);
    // It repeats the last thing that the user said.
    const model = await startResponses(({ input }) =>
      message(`Echo of ${input.findLast(({ role }) => role === 'user')?.content?.at(-1)?.text}`),
    );
    await writeFile(path.join(home, 'config.toml'), configFor(model));
    const run = async (file: string, ...args: readonly string[]): Promise<string> =>
      (await runProgram(file, args, { ...sandbox, dir: project })).out;
    const threads = async (...args: readonly string[]): Promise<unknown> =>
      JSON.parse(await run(process.execPath, BUNDLE, 'threads', ...args, '--json'));
    await run(CODEX ?? '', 'exec', '--skip-git-repo-check', 'the first apple');
    await run(CODEX ?? '', 'exec', '--skip-git-repo-check', 'resume', '--last', 'the second banana');
    const session = { source: 'codex-cli', title: 'the first apple', model: 'm', project, tokens: 10 };
    expect(await threads()).toMatchObject({ threads: [{ ...session, ended: true }], total: 1, skipped: 0 });
    for (const word of ['apple', 'banana'])
      expect(await threads('search', 'echo', word)).toMatchObject({ results: [{ ...session, matches: 1 }] });
    const { results } = (await threads('search', 'apple')) as { results: { thread_id: string }[] };
    expect(await threads('show', results[0]?.thread_id ?? '')).toMatchObject({
      turns: [
        { state: 'complete', prompt: 'the first apple', answer: 'Echo of the first apple' },
        { state: 'complete', prompt: 'the second banana', answer: 'Echo of the second banana' },
      ],
    });
  });
});
