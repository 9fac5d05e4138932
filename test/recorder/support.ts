import { once } from 'node:events';
import {
  createServer,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
} from 'node:http';
import { createKeeper } from '../../src/recorder/keep.ts';
import { openProxy } from '../../src/recorder/proxy.ts';
import { createForward } from '../../src/system/forward.ts';
import type { Threads } from '../../src/threads/store.ts';
import { onTestFinished } from 'vitest';
import { endWithTest, listening } from '../support/tls.ts';
import { makeStore } from '../threads/support/store.ts';

export const SECRET = 'a-secret-of-the-test';
const PLACE = { cwd: '/project', project: '/project' };

/** A server that answers as `listener` does, a proxy in front of it, and a store for what is kept. */
export async function recorded(listener: RequestListener, given?: Threads) {
  const server = createServer(listener);
  endWithTest(server);
  const upstream = await listening(server);
  const threads = given ?? (await makeStore());
  const keeper = createKeeper(threads, PLACE);
  const proxy = await openProxy({
    secret: SECRET,
    destinationOf: async () => ({ baseUrl: `http://127.0.0.1:${upstream}/base`, headers: {} }),
    forward: createForward({}),
    keeper,
    onAnswer: async () => {},
    user: { platform: process.platform, uid: process.getuid?.() },
  });
  onTestFinished(() => proxy.close());
  return { threads, keeper, proxy, port: Number(new URL(proxy.url).port), url: proxy.url };
}

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
}

export interface Got {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly raw: readonly string[];
  readonly body: Buffer;
  /** False if the answer was cut off. */
  readonly whole: boolean;
}

/** One request with a path exactly as given. */
export async function send(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body }: Sent = {},
): Promise<Got> {
  const sent = request({ port, host: '127.0.0.1', path, method, headers: headers as IncomingHttpHeaders });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const pieces: Buffer[] = [];
  answer.on('data', (piece: Buffer) => pieces.push(piece));
  answer.on('error', () => {});
  await new Promise<void>((resolve) => answer.on('close', () => resolve()));
  return {
    status: answer.statusCode,
    headers: answer.headers,
    raw: answer.rawHeaders,
    body: Buffer.concat(pieces),
    whole: answer.complete,
  };
}

export const SESSION = '01a20083-182b-7930-8fc0-0b56f849a3ee';
export const OTHER = '01a20084-182b-7930-8fc0-0b56f849a3ee';

export const says = (id: string, text: string, kinds: readonly string[] = ['user.text']) => ({
  type: 'message',
  id,
  role: 'user',
  content: [{ type: 'input_text', text }],
  internal_chat_message_metadata_passthrough: { content_item_kinds: kinds },
});
export const context = says('ctx', '<environment_context>…</environment_context>', [
  'environments.environment_context',
]);
export const answered = (text: string) => ({
  type: 'message',
  id: 'msg_1',
  role: 'assistant',
  content: [{ type: 'output_text', text }],
});
export const call = { type: 'function_call', id: 'fc_1', call_id: 'c1', name: 'exec', arguments: '{}' };
export const output = { type: 'function_call_output', call_id: 'c1', output: 'file.txt' };

export const bodyOf = (...input: readonly object[]) => ({
  model: 'gpt-6-sol',
  input,
  stream: true,
  reasoning: { effort: 'low' },
  prompt_cache_key: SESSION,
});

/** The stream of an answer (docs/wire.md 7.1). */
export function streamOf(...items: readonly object[]): string {
  const usage = { input_tokens: 3, output_tokens: 2 };
  const events = [
    { type: 'response.created', response: { id: 'r1' } },
    ...items.map((item) => ({ type: 'response.output_item.done', item })),
    { type: 'response.completed', response: { id: 'r1', model: 'gpt-6-sol', usage } },
  ];
  return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');
}

/** Asks one question through the proxy, and resolves when its answer is there. */
export const ask = (
  port: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Got> =>
  send(port, `/${SECRET}/responses`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'thread-id': SESSION, ...headers },
    body: JSON.stringify(body),
  });
