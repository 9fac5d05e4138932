import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { realProgram } from '../support/real.ts';
import { BUNDLE, makeSandbox, ROOT } from '../support/sandbox.ts';
import { endWithTest, listening } from '../support/tls.ts';

const CODEX = realProgram('codex', ROOT);

/** A model that repeats the last thing that the user said. */
async function startModel(): Promise<number> {
  interface Body {
    readonly input: readonly {
      readonly role?: string;
      readonly content?: readonly { readonly text?: string }[];
    }[];
  }
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    request.on('end', () => {
      if (!request.url?.endsWith('/responses')) return void response.writeHead(404).end('{}');
      const asked = (JSON.parse(text) as Body).input
        .findLast((item) => item.role === 'user')
        ?.content?.at(-1)?.text;
      const content = [{ type: 'output_text', text: `Echo of ${asked ?? ''}` }];
      const usage = { input_tokens: 3, output_tokens: 2, total_tokens: 5 };
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const event of [
        { type: 'response.created', response: { id: 'r1' } },
        {
          type: 'response.output_item.done',
          item: { type: 'message', id: 'm1', role: 'assistant', content },
        },
        { type: 'response.completed', response: { id: 'r1', usage } },
      ])
        response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
      response.end();
    });
  });
  endWithTest(server);
  return listening(server);
}

describe.skipIf(!CODEX)('sessions of the real Codex CLI', () => {
  test('are listed, shown and found, turn by turn', { timeout: 120_000 }, async () => {
    const sandbox = await makeSandbox({});
    const home = sandbox.env['CODEX_HOME'] ?? '';
    const project = path.join(sandbox.dir, 'project');
    await Promise.all([mkdir(home, { recursive: true }), mkdir(project)]);
    const model = `name = "mock"\nbase_url = "http://127.0.0.1:${await startModel()}/v1"\nwire_api = "responses"\n`;
    const provider = `model = "gpt-5.5"\nmodel_provider = "mock"\n\n[model_providers.mock]\n${model}`;
    await writeFile(path.join(home, 'config.toml'), provider);
    const run = (file: string, ...args: readonly string[]): Promise<string> =>
      new Promise((resolve, reject) => {
        const child = execFile(
          file,
          args,
          { env: sandbox.env, cwd: project, timeout: 60_000 },
          (error, out, err) => (error ? reject(new Error(err)) : resolve(out)),
        );
        child.stdin?.end();
      });
    const threads = async (...args: readonly string[]): Promise<unknown> =>
      JSON.parse(await run(process.execPath, BUNDLE, 'threads', ...args, '--json'));
    await run(CODEX ?? '', 'exec', '--skip-git-repo-check', 'the first apple');
    await run(CODEX ?? '', 'exec', '--skip-git-repo-check', 'resume', '--last', 'the second banana');
    const session = { source: 'codex-cli', title: 'the first apple', model: 'gpt-5.5', project, tokens: 10 };
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
