import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { Message, Refusal, Request } from '../json-rpc.ts';

/** One era's side of the connection: the transport that its SDK is given. */
export interface Channel extends Transport {
  /** The answer to a request that the SDK must not see. */
  faultIn?: (request: Request) => Refusal | undefined;
}

/** A channel that keeps what comes until its era is loaded. `deliver` hands it a message. */
export function openChannel(send: (message: object) => Promise<void>) {
  const early: Message[] = [];
  let started = false;
  const deliver = (message: Message): void => {
    if (!started) return void early.push(message);
    const fault = 'id' in message && 'method' in message && channel.faultIn?.(message);
    if (fault) void send(fault);
    else channel.onmessage?.(message);
  };
  const channel: Channel = {
    start: () => {
      started = true;
      early.splice(0).forEach(deliver);
      return Promise.resolve();
    },
    send,
    close: () => Promise.resolve(),
  };
  return { channel, deliver };
}
