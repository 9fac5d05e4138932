import { member, parseJson } from '../system/json.ts';
import { redactHeld } from '../system/redact.ts';
import { visibleJson } from '../system/visible.ts';
import { createBatches } from './batch.ts';
import { ErrorCode, readMessage, refused, type Message, type Read } from './json-rpc.ts';

/** A longer message is an attack or a defect: it is refused, and the connection continues. Bytes. */
const MAX_LINE = 64 * 1_048_576;
/** The only version of MCP with batches (MCP 2025-03-26, JSON-RPC batching). */
const BATCHING = '2025-03-26';

/** Newline-delimited JSON-RPC over two streams (MCP, Transports: stdio). Invalid messages get an answer too. */
export interface StdioTransport {
  onmessage?: (message: Message) => void;
  onclose?: () => void;
  /** Resolves when the input has ended or the output is closed: no client is left. */
  readonly ended: Promise<void>;
  /** The parameters of the last initialize, word for word: the SDK keeps only what MCP knows. */
  readonly greeting: unknown;
  start(): Promise<void>;
  /** Sends a message; an answer that belongs to a batch waits for the others. */
  send(message: object): Promise<void>;
  close(): Promise<void>;
}

export function createStdioTransport({
  stdin,
  stdout,
}: Pick<NodeJS.Process, 'stdin' | 'stdout'>): StdioTransport {
  let greeting: unknown;
  let signalEnd: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    signalEnd = resolve;
  });
  for (const event of ['end', 'close', 'error']) stdin.on(event, () => signalEnd());

  const write = (message: object): Promise<void> =>
    new Promise((resolve) => {
      stdout.write(`${redactHeld(visibleJson(message))}\n`, (error) => {
        if (error) signalEnd();
        resolve();
      });
    });
  const batches = createBatches(write);
  const take = (read: Read | undefined): void => {
    if (read && 'refusal' in read) void write(read.refusal);
    if (!read || 'refusal' in read) return;
    const { message } = read;
    if ('method' in message && message.method === 'initialize') greeting = message.params ?? {};
    transport.onmessage?.(message);
    // A cancelled request gets no answer.
    if ('method' in message && message.method === 'notifications/cancelled')
      void batches.settle(message.params?.['requestId']);
  };
  const receive = (value: unknown): void => {
    if (value === undefined) take(refused(null, ErrorCode.ParseError, 'The line is not JSON.'));
    else if (!Array.isArray(value)) take(readMessage(value));
    else if (member(greeting, 'protocolVersion') === BATCHING) batches.open(value).forEach(take);
    else batches.refuse(value).forEach(take);
  };

  let pieces: Buffer[] = [];
  let size = 0;
  const onData = (chunk: Buffer | string): void => {
    let rest = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    for (let at = rest.indexOf(10); at >= 0; at = rest.indexOf(10)) {
      pieces.push(rest.subarray(0, at));
      const line = size > MAX_LINE ? 'too long' : Buffer.concat(pieces).toString('utf8').trim();
      pieces = [];
      size = 0;
      rest = rest.subarray(at + 1);
      if (line !== '') receive(parseJson(line, Number.POSITIVE_INFINITY));
    }
    size += rest.length;
    if (size > MAX_LINE) pieces = [];
    else if (rest.length > 0) pieces.push(rest);
  };

  const transport: StdioTransport = {
    ended,
    get greeting() {
      return greeting;
    },
    start: () => {
      stdin.on('data', onData);
      return Promise.resolve();
    },
    send: async (message) => {
      const answer = !('method' in message) && 'id' in message;
      if (!answer || !batches.settle(message.id, message)) await write(message);
    },
    close: () => {
      stdin.removeListener('data', onData);
      transport.onclose?.();
      return Promise.resolve();
    },
  };
  return transport;
}
