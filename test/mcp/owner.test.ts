import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { McpError } from '@modelcontextprotocol/sdk/types.js';
import { expect, onTestFinished, test } from 'vitest';
import { askOwner } from '../../src/mcp/account/owner.ts';

/** Asks an owner that answers with `answer`, and is silent without one. */
async function ask(answer?: Record<string, unknown> | Error): Promise<unknown> {
  const server = new Server({ name: 'test', version: '1' });
  const client = new Client({ name: 'test', version: '1' });
  const [left, right] = InMemoryTransport.createLinkedPair();
  client.fallbackRequestHandler = async () => {
    if (answer instanceof Error) throw answer;
    return answer ?? new Promise<never>(() => {});
  };
  await Promise.all([server.connect(left), client.connect(right)]);
  onTestFinished(() => client.close());
  return askOwner(server, 'acc-1', 20);
}

const ACCESS = `a.${Buffer.from('{}').toString('base64url')}.c`;

test.each([
  ['is silent', undefined, 'timeout', '0.02 s'],
  ['refuses', new McpError(-32001, 'signed out'), 'refused', '-32001: signed out'],
  ['hands over no token', { accessToken: 'abc', chatgptAccountId: 'acc-1' }, 'malformed', ''],
  ['names no account', { accessToken: ACCESS }, 'malformed', ''],
])('an owner that %s renews nothing, and the reason is told', async (_how, answer, code, told) => {
  const failure = await ask(answer).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: `external.${code}`, message: expect.stringContaining(told) });
});
