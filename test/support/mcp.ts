import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult, ClientCapabilities } from '@modelcontextprotocol/sdk/types.js';
import { onTestFinished } from 'vitest';
import { BUNDLE } from './sandbox.ts';

export interface Session {
  readonly client: Client;
  readonly transport: StdioClientTransport;
  /** Everything the server has written to stderr. */
  stderr(): string;
  /** Calls a tool and returns its result; progress lines go to `progress`. */
  call(name: string, args?: Record<string, unknown>, options?: CallOptions): Promise<CallToolResult>;
}

export interface CallOptions {
  readonly progress?: (message: string) => void;
  readonly signal?: AbortSignal;
}

/** The SDK's own client against the shipped bundle over stdio. */
export async function connect(
  env: Record<string, string>,
  capabilities: ClientCapabilities = {},
  setUp?: (client: Client) => void,
  cwd?: string,
): Promise<Session> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [BUNDLE],
    env,
    ...(cwd ? { cwd } : {}),
    stderr: 'pipe',
  });
  let stderr = '';
  transport.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const client = new Client({ name: 'test-client', version: '1.0.0' }, { capabilities });
  setUp?.(client);
  await client.connect(transport);
  onTestFinished(() => client.close());
  return {
    client,
    transport,
    stderr: () => stderr,
    call: async (name, args = {}, options = {}) => {
      const result = await client.callTool({ name, arguments: args }, undefined, {
        timeout: 60_000,
        ...(options.progress ? { onprogress: (p) => options.progress?.(p.message ?? '') } : {}),
        ...(options.signal ? { signal: options.signal } : {}),
      });
      return result as CallToolResult;
    },
  };
}

/** The text of a result. */
export function textOf(result: CallToolResult): string {
  return result.content.map((block) => (block.type === 'text' ? block.text : '')).join('\n');
}

/** Plays the user's browser: follows the sign-in page's redirects to the callback and returns its last page. */
export async function playBrowser(url: string): Promise<{ status: number; html: string }> {
  const response = await fetch(url, { redirect: 'follow' });
  return { status: response.status, html: await response.text() };
}

/** The first http address in a text. */
export function urlIn(text: string, part: string): string | undefined {
  return text.match(/https?:\/\/\S+/g)?.find((u) => u.includes(part));
}
