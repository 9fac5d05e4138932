import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { BUNDLE, makeSandbox, makeSimulator, pointAt, seedLogin, type Sandbox } from '../support/sandbox.ts';
import { endWithTest, listening } from '../support/tls.ts';

/** The real Codex CLI, where somebody names it (npm package @openai/codex); it is no dependency of this project. */
const CODEX = process.env['CODEX_OAUTH_TEST_CODEX'];

function run(file: string, args: readonly string[], sandbox: Sandbox): Promise<{ out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      file,
      args,
      { env: sandbox.env, cwd: sandbox.dir, timeout: 60_000 },
      (error, out, err) => (error ? reject(new Error(`${error.message}\n${err}`)) : resolve({ out, err })),
    );
    child.stdin?.end();
  });
}

interface Body {
  readonly tools: readonly {
    readonly name?: string;
    readonly tools?: readonly { readonly name: string }[];
  }[];
  readonly input: readonly { readonly type?: string; readonly output?: unknown }[];
}

/** A model that calls one tool and then says what it heard. */
async function startModel(call: object): Promise<{ port: number; seen: Body[] }> {
  const seen: Body[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    request.on('end', () => {
      if (!request.url?.endsWith('/responses')) return void response.writeHead(404).end('{}');
      const body = JSON.parse(text) as Body;
      seen.push(body);
      const heard = body.input.some((item) => item.type === 'function_call_output');
      const item = heard
        ? { type: 'message', id: 'm1', role: 'assistant', content: [{ type: 'output_text', text: 'done' }] }
        : { type: 'function_call', id: 'f1', call_id: 'c1', ...call };
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const usage = { input_tokens: 1, output_tokens: 1, total_tokens: 2 };
      for (const event of [
        { type: 'response.created', response: { id: 'r1' } },
        { type: 'response.output_item.done', output_index: 0, item },
        { type: 'response.completed', response: { id: 'r1', usage } },
      ])
        response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
      response.end();
    });
  });
  endWithTest(server);
  return { port: await listening(server), seen };
}

describe.skipIf(!CODEX)('the real Codex CLI, set up by `codex-oauth setup codex --write`', () => {
  test('lists the server as it was written, calls codex_query and hears the answer', async () => {
    const simulator = await makeSimulator({ answer: () => 'The answer of Codex.' });
    const model = await startModel({
      namespace: 'mcp__codex_oauth',
      name: 'codex_query',
      arguments: JSON.stringify({ prompt: 'What is a monad?' }),
    });
    const sandbox = await makeSandbox(pointAt(simulator));
    await seedLogin(sandbox, simulator.mintTokens(), { account_id: 'acc-sim-0001' });
    const home = sandbox.env['CODEX_HOME'] ?? '';
    await mkdir(home);
    await writeFile(
      path.join(home, 'config.toml'),
      `model = "m"\nmodel_provider = "mock"\n\n[model_providers.mock]\nname = "mock"\nbase_url = "http://127.0.0.1:${model.port}/v1"\nwire_api = "responses"\n`,
    );
    await run(process.execPath, [BUNDLE, 'setup', 'codex', '--write'], sandbox);

    const listed = JSON.parse((await run(CODEX ?? '', ['mcp', 'list', '--json'], sandbox)).out) as unknown;
    expect(listed).toMatchObject([
      {
        name: 'codex-oauth',
        enabled: true,
        transport: { type: 'stdio', command: process.execPath, args: [BUNDLE] },
        tool_timeout_sec: 1800,
      },
    ]);

    await run(CODEX ?? '', ['exec', '--skip-git-repo-check', '--sandbox', 'read-only', 'ask codex'], sandbox);
    const tools = model.seen[0]?.tools.find((t) => t.name === 'mcp__codex_oauth')?.tools?.map((t) => t.name);
    expect(tools).toEqual(['codex_clear', 'codex_login', 'codex_models', 'codex_query', 'codex_status']);
    const heard = model.seen.at(-1)?.input.find((item) => item.type === 'function_call_output')?.output;
    expect(JSON.stringify(heard)).toContain('The answer of Codex.');
    expect(simulator.requests('POST', '/backend-api/codex/responses')).toHaveLength(1);
  });
});
