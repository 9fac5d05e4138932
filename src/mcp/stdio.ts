import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ErrorCode, type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';
import { DEEPEST, deeperThan, isObject, member, parseJson } from '../system/json.ts';
import { redactHeld } from '../system/redact.ts';
import { visibleJson } from '../system/visible.ts';

/** A message above this is an attack or a defect: it is dropped, and the connection lives on. Bytes. */
const MAX_LINE = 64 * 1_048_576;

/** Newline-delimited JSON-RPC over two streams (MCP, Transports: stdio). What is no JSON object is passed over. */
export interface StdioTransport extends Transport {
  /** Resolves when the input has ended or the output is gone: there is nobody left to serve. */
  readonly ended: Promise<void>;
  /** What the client declared at initialize, word for word: the SDK keeps only what MCP knows. */
  readonly clientCapabilities: unknown;
}

export function createStdioTransport({
  stdin,
  stdout,
}: Pick<NodeJS.Process, 'stdin' | 'stdout'>): StdioTransport {
  let clientCapabilities: unknown;
  let signalEnd: () => void = () => {};
  const ended = new Promise<void>((resolve) => {
    signalEnd = resolve;
  });
  for (const event of ['end', 'close', 'error']) stdin.on(event, () => signalEnd());

  const receive = (line: string): void => {
    const message = parseJson(line, Number.POSITIVE_INFINITY);
    if (!isObject(message)) return;
    // Not passed on: whatever walks it would overflow.
    if (deeperThan(message, DEEPEST)) {
      const { id } = message;
      const said = `The message is nested more than ${DEEPEST} levels deep. Simplify it and send it again.`;
      const error = { code: ErrorCode.InvalidRequest, message: said };
      if (typeof id === 'string' || typeof id === 'number')
        void transport.send({ jsonrpc: '2.0', id, error });
      return;
    }
    if (message['method'] === 'initialize') clientCapabilities = member(message, 'params', 'capabilities');
    // Its shape is checked by the SDK, message by message.
    transport.onmessage?.(message as JSONRPCMessage);
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

  const transport: StdioTransport = {
    ended,
    get clientCapabilities() {
      return clientCapabilities;
    },
    start: () => {
      stdin.on('data', onData);
      return Promise.resolve();
    },
    send: (message) =>
      new Promise((resolve) => {
        stdout.write(`${redactHeld(visibleJson(message))}\n`, (error) => {
          if (error) signalEnd();
          resolve();
        });
      }),
    close: () => {
      stdin.removeListener('data', onData);
      transport.onclose?.();
      return Promise.resolve();
    },
  };
  return transport;
}
