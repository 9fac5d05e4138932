import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { realProgram } from './real.ts';
import { ROOT, type Sandbox } from './sandbox.ts';
import { endWithTest, listening } from './tls.ts';

/** The real Codex CLI; undefined where its tests are skipped. */
export const CODEX = realProgram('codex', ROOT);

/** Runs a program in the sandbox to its end. */
export function runProgram(
  file: string,
  args: readonly string[],
  sandbox: Sandbox,
  timeout = 60_000,
): Promise<{ out: string; err: string }> {
  return new Promise((resolve, reject) => {
    const child = execFile(file, args, { env: sandbox.env, cwd: sandbox.dir, timeout }, (error, out, err) =>
      error ? reject(new Error(`${error.message}\n${err}`)) : resolve({ out, err }),
    );
    child.stdin?.end();
  });
}

interface Body {
  readonly tools: readonly {
    readonly name?: string;
    readonly tools?: readonly { readonly name: string }[];
  }[];
  readonly input: readonly {
    readonly type?: string;
    readonly output?: unknown;
    readonly role?: string;
    readonly content?: readonly { readonly text?: string }[];
  }[];
}

export const message = (text: string): object => ({
  type: 'message',
  id: 'm1',
  role: 'assistant',
  content: [{ type: 'output_text', text }],
});

/** A model whose answer to each request is one item. */
export async function startResponses(itemFor: (body: Body) => object): Promise<{ readonly port: number }> {
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    request.on('end', () => {
      if (!request.url?.endsWith('/responses')) return void response.writeHead(404).end('{}');
      const item = itemFor(JSON.parse(text) as Body);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const usage = { input_tokens: 3, output_tokens: 2, total_tokens: 5 };
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
  return { port: await listening(server) };
}

/** A model that asks Codex as long as it is told to by what it has heard, and is done. */
export async function startModel(
  next: (heard: readonly string[]) => object | undefined,
): Promise<{ port: number; seen: readonly Body[]; heard: () => readonly string[] }> {
  const seen: Body[] = [];
  const heard = (): readonly string[] =>
    (seen.at(-1)?.input ?? [])
      .filter((item) => item.type === 'function_call_output')
      .map(({ output }) => JSON.stringify(output));
  const { port } = await startResponses((body) => {
    seen.push(body);
    const n = heard().length;
    const question = next(heard());
    if (!question) return message('done');
    return {
      type: 'function_call',
      id: `f${n}`,
      call_id: `c${n}`,
      namespace: 'mcp__codex_oauth',
      name: 'codex_query',
      arguments: JSON.stringify(question),
    };
  });
  return { port, seen, heard };
}

/** The Codex CLI's config.toml with that model. */
export const configFor = ({ port }: { readonly port: number }): string =>
  `model = "m"\nmodel_provider = "mock"\n\n[model_providers.mock]\nname = "mock"\nbase_url = "http://127.0.0.1:${port}/v1"\nwire_api = "responses"\n`;
