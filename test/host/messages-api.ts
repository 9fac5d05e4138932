import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

type Json = Readonly<Record<string, unknown>>;

/** What the scripted model does in one turn: says something, calls tools, or both. */
export interface Turn {
  readonly text?: string;
  readonly calls?: readonly { readonly name: string; readonly input?: Json }[];
}

/** A turn, or one that depends on what the model has been shown. */
export type Step = Turn | ((seen: ModelRequest) => Turn | Promise<Turn>);

/** One request of the host, as the model sees it. */
export interface ModelRequest {
  /** Everything said so far, tool results included, in order. */
  readonly transcript: string;
  /** What the user said last, without the host's own reminders. */
  readonly prompt: string;
  /** Results of tools since the beginning, in the order of the calls. */
  readonly toolResults: readonly { readonly text: string; readonly isError: boolean }[];
  /** What a tool takes; undefined where the host has not offered it. */
  schemaOf(tool: string): Json | undefined;
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  const texts = listOf(content).map((block) => textOf(block['content'] ?? block['text'] ?? ''));
  return texts.filter((part) => part !== '').join('\n');
}

/** Calls are numbered as they are made; results of calls side by side come back as they are done. */
const useNumber = (result: Json): number => Number(String(result['tool_use_id']).replace(/\D+/, ''));

function readRequest(body: Json): ModelRequest {
  const messages = listOf(body['messages']);
  const results = messages
    .flatMap((message) => listOf(message['content']))
    .filter((block) => block['type'] === 'tool_result')
    .sort((a, b) => useNumber(a) - useNumber(b));
  const spoken = messages.filter((m) => m['role'] === 'user').map((m) => textOf(m['content']));
  return {
    transcript: messages.map((message) => textOf(message['content'])).join('\n'),
    prompt: (spoken.at(-1) ?? '').replaceAll(/<system-reminder>[\s\S]*?<\/system-reminder>/g, '').trim(),
    toolResults: results.map((block) => ({
      text: textOf(block['content']),
      isError: block['is_error'] === true,
    })),
    schemaOf: (name) => {
      const schema = listOf(body['tools']).find((tool) => tool['name'] === name)?.['input_schema'];
      return isObject(schema) ? schema : undefined;
    },
  };
}

type Block = { type: 'text'; text: string } | { type: 'tool_use'; id: string; name: string; input: Json };

function blocksOf({ text, calls = [] }: Turn, nextId: () => string): readonly Block[] {
  const said: Block[] = text === undefined ? [] : [{ type: 'text', text }];
  return said.concat(calls.map(({ name, input = {} }) => ({ type: 'tool_use', id: nextId(), name, input })));
}

/** The events of one answer, as the Messages API streams them. */
function eventsOf(message: Json, blocks: readonly Block[], stop_reason: string): readonly Json[] {
  const content = blocks.flatMap((block, index) => {
    const [content_block, delta]: readonly [Json, Json] =
      block.type === 'text'
        ? [
            { ...block, text: '' },
            { type: 'text_delta', text: block.text },
          ]
        : [
            { ...block, input: {} },
            { type: 'input_json_delta', partial_json: JSON.stringify(block.input) },
          ];
    return [
      { type: 'content_block_start', index, content_block },
      { type: 'content_block_delta', index, delta },
      { type: 'content_block_stop', index },
    ];
  });
  const delta = { stop_reason, stop_sequence: null };
  return [
    { type: 'message_start', message },
    ...content,
    { type: 'message_delta', delta, usage: { output_tokens: 5 } },
    { type: 'message_stop' },
  ];
}

function sendJson(response: ServerResponse, status: number, body: Json): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/**
 * A stand-in for the Anthropic Messages API on 127.0.0.1, so that the host can be driven without a model: each request
 * that carries tools takes the next step of the script, and after the last one the model says "Done.".
 */
export async function startMessagesApi(script: readonly Step[]) {
  const steps = [...script];
  const requests: ModelRequest[] = [];
  let answers = 0;
  let uses = 0;
  let failure: unknown;

  const decide = async (body: Json): Promise<Turn> => {
    if (listOf(body['tools']).length === 0) return { text: 'ok' };
    const seen = readRequest(body);
    requests.push(seen);
    const step = steps.shift() ?? { text: 'Done.' };
    return typeof step === 'function' ? step(seen) : step;
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const raw = await text(request);
    const path = request.url ?? '';
    if (path.startsWith('/v1/messages/count_tokens')) {
      return sendJson(response, 200, { input_tokens: Math.ceil(raw.length / 4) });
    }
    if (request.method !== 'POST' || !path.startsWith('/v1/messages')) {
      return sendJson(response, 404, { type: 'error', error: { type: 'not_found_error', message: path } });
    }
    const body = JSON.parse(raw) as Json;
    const blocks = blocksOf(await decide(body), () => `toolu_${++uses}`);
    const stopReason = blocks.some((block) => block.type === 'tool_use') ? 'tool_use' : 'end_turn';
    const message = {
      id: `msg_${++answers}`,
      type: 'message',
      role: 'assistant',
      model: body['model'],
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 10, output_tokens: 1 },
    };
    if (body['stream'] !== true) {
      return sendJson(response, 200, { ...message, content: blocks, stop_reason: stopReason });
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': `req_${answers}` });
    for (const event of eventsOf(message, blocks, stopReason)) {
      response.write(`event: ${String(event['type'])}\ndata: ${JSON.stringify(event)}\n\n`);
    }
    response.end();
    return undefined;
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      failure ??= error;
      sendJson(response, 500, { type: 'error', error: { type: 'api_error', message: String(error) } });
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Requests of the main conversation; the host's small errands are not among them. */
    requests: requests as readonly ModelRequest[],
    /** What a step of the script has thrown: the host only sees a server that fails, and tries again. */
    failure: () => failure,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
