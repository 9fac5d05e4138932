import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { isObject, member, parseJson, stringOf } from '../system/json.ts';
import { CAPABILITIES, INSTRUCTIONS, PROTOCOL_VERSIONS, SERVER_INFO } from './identity.ts';

/** A message above this is an attack or a defect: it is dropped, and the connection lives on. Bytes. */
const MAX_LINE = 64 * 1_048_576;

export interface StdioStreams {
  readonly input: NodeJS.ReadableStream;
  readonly output: { write(text: string, done: (error?: Error | null) => void): boolean };
}

type RequestId = string | number;

/**
 * Newline-delimited JSON-RPC over two streams (MCP, Transports: stdio). It listens from its creation and gives the
 * first answers itself, because loading the SDK takes twice as long as the rest of the start: `initialize` and
 * `ping` at once, and "no such method" to a newer host's `server/discover`, whose silence would cost it 3 s. When
 * the SDK connects, it is handed everything since in order, and its own answer to `initialize` is swallowed.
 */
export interface StdioTransport extends Transport {
  /** Resolves when the input has ended or the output is gone: there is nobody left to serve. */
  readonly ended: Promise<void>;
  /** Resolves when the host's `initialize` has been answered. */
  readonly initialized: Promise<void>;
  /** What the client declared at initialize, word for word: the SDK keeps only what MCP knows. */
  readonly clientCapabilities: unknown;
}

function firstAnswer(message: unknown): object | undefined {
  const method = member(message, 'method');
  if (method === 'ping') return { result: {} };
  if (method === 'server/discover') return { error: { code: -32601, message: 'Method not found' } };
  if (method !== 'initialize') return undefined;
  const asked = stringOf(member(message, 'params', 'protocolVersion'));
  // What the SDK would refuse is left for the SDK to refuse.
  if (asked === undefined || !isObject(member(message, 'params', 'clientInfo'))) return undefined;
  return {
    result: {
      protocolVersion: PROTOCOL_VERSIONS.includes(asked) ? asked : PROTOCOL_VERSIONS[0],
      capabilities: CAPABILITIES,
      serverInfo: SERVER_INFO,
      instructions: INSTRUCTIONS,
    },
  };
}

function requestId(message: unknown): RequestId | undefined {
  const id = member(message, 'id');
  return typeof id === 'string' || typeof id === 'number' ? id : undefined;
}

export function createStdioTransport(streams: StdioStreams): StdioTransport {
  const queue: JSONRPCMessage[] = [];
  /** Requests answered before the SDK was there, whose second answer must not go out. */
  const answered = new Set<RequestId>();
  let clientCapabilities: unknown;
  let deliver: ((message: JSONRPCMessage) => void) | undefined;
  let signalEnd: () => void = () => {};
  let signalInitialized: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    signalEnd = resolve;
  });
  const initialized = new Promise<void>((resolve) => {
    signalInitialized = resolve;
  });

  const write = (message: object): Promise<void> =>
    new Promise((resolve) => {
      streams.output.write(`${JSON.stringify(message)}\n`, (error) => {
        if (error) signalEnd();
        resolve();
      });
    });

  const receive = (line: string): void => {
    const message = parseJson(line);
    if (!isObject(message)) return;
    const id = requestId(message);
    if (message['method'] === 'initialize') clientCapabilities = member(message, 'params', 'capabilities');
    const first = !deliver && id !== undefined ? firstAnswer(message) : undefined;
    if (first && id !== undefined) {
      void write({ jsonrpc: '2.0', id, ...first });
      if (message['method'] !== 'initialize') return;
      answered.add(id);
      signalInitialized();
    }
    // Its shape is checked by the SDK, message by message.
    if (deliver) deliver(message as JSONRPCMessage);
    else queue.push(message as JSONRPCMessage);
  };

  let pieces: Buffer[] = [];
  let size = 0;
  const onData = (chunk: Buffer | string): void => {
    let rest = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
      pieces.push(rest.subarray(0, at));
      const line = size > MAX_LINE ? '' : Buffer.concat(pieces).toString('utf8').trim();
      pieces = [];
      size = 0;
      rest = rest.subarray(at + 1);
      if (line !== '') receive(line);
    }
    size += rest.length;
    if (size > MAX_LINE) pieces = [];
    else if (rest.length > 0) pieces.push(rest);
  };
  streams.input.on('data', onData);
  streams.input.on('end', () => signalEnd());
  streams.input.on('close', () => signalEnd());
  streams.input.on('error', () => signalEnd());

  const transport: StdioTransport = {
    ended,
    initialized,
    get clientCapabilities() {
      return clientCapabilities;
    },
    start: () => {
      deliver = (message) => transport.onmessage?.(message);
      for (const message of queue.splice(0)) deliver(message);
      return Promise.resolve();
    },
    send: (message) => {
      const id = requestId(message);
      if (id !== undefined && !('method' in message) && answered.delete(id)) return Promise.resolve();
      if (id !== undefined && member(message, 'result', 'protocolVersion') !== undefined) signalInitialized();
      return write(message);
    },
    close: () => {
      streams.input.removeListener('data', onData);
      transport.onclose?.();
      return Promise.resolve();
    },
  };
  return transport;
}
