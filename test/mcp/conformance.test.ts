import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../support/net.ts';
import { realProgram } from '../support/real.ts';
import { BUNDLE, makeSandbox, ROOT } from '../support/sandbox.ts';

const suite = realProgram('conformance', ROOT);
const reason = suite ? '' : ' (skipped: `npm run test:real` runs it)';

/** The shipped server behind Streamable HTTP, which is all that the suite speaks: each session has its own process. */
async function bridge(): Promise<string> {
  const { env } = await makeSandbox();
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const begin = async (): Promise<StreamableHTTPServerTransport> => {
    const stdio = new StdioClientTransport({
      command: process.execPath,
      args: [BUNDLE],
      env,
      stderr: 'ignore',
    });
    const http = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => randomUUID(),
      onsessioninitialized: (id) => void sessions.set(id, http),
    });
    const forward = (from: Transport, to: Transport): void => {
      from.onmessage = (message) => void to.send(message).catch(() => {});
    };
    forward(stdio, http);
    forward(http, stdio);
    await stdio.start();
    await http.start();
    onTestFinished(() => stdio.close());
    return http;
  };
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const known = sessions.get(String(request.headers['mcp-session-id']));
    await (known ?? (await begin())).handleRequest(request, response);
  };
  const server = createServer(
    (request, response) => void serve(request, response).catch(() => response.destroy()),
  );
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${port}/mcp`;
}

describe.skipIf(!suite)(`MCP’s conformance suite${reason}`, () => {
  /**
   * What can be asked of any server. The other scenarios call tools, prompts and resources of a demonstration server
   * (`test_simple_text` and the like) or are about HTTP, which we do not serve.
   */
  test.each([
    'server-initialize',
    'ping',
    'logging-set-level',
    'tools-list',
    'prompts-list',
    'resources-list',
    'completion-complete',
  ])('%s', { timeout: 60_000 }, async (scenario) => {
    const { dir, env } = await makeSandbox();
    const args = ['server', '--url', await bridge(), '--scenario', scenario];
    const options = { cwd: dir, env, shell: process.platform === 'win32' };
    const { stdout } = await promisify(execFile)(suite ?? '', args, options);
    expect(stdout).toMatch(/Passed: ([1-9]\d*)\/\1, 0 failed/);
  });
});
