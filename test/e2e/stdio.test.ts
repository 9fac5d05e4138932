import { expect, test } from 'vitest';
import { LATEST_PROTOCOL_VERSION } from '@modelcontextprotocol/sdk/types.js';
import { SERVER_INFO } from '../../src/mcp/identity.ts';
import { TOOLS } from '../../src/mcp/registrar.ts';
import { connect, textOf } from '../support/mcp.ts';
import { callTool, greet, start, type Raw } from '../support/raw.ts';
import { makeSandbox, makeSimulator, pointAt } from '../support/sandbox.ts';

test('the listed tools are the defined ones, and each definition is small', async () => {
  const sandbox = await makeSandbox();
  const session = await connect(sandbox.env);
  const { tools } = await session.client.listTools();
  expect(tools.map((t) => t.name)).toEqual(TOOLS.map((t) => t.name));
  expect(tools.map((t) => t.name).sort()).toEqual([
    'codex_clear',
    'codex_login',
    'codex_models',
    'codex_query',
    'codex_status',
  ]);
  const query = tools.find((t) => t.name === 'codex_query');
  expect(JSON.stringify(query).length).toBeLessThan(2_500);
  expect(query?._meta).toMatchObject({
    'anthropic/alwaysLoad': true,
    'anthropic/maxResultSizeChars': 500_000,
  });
  expect(query?.annotations).toMatchObject({ readOnlyHint: true, openWorldHint: true });
  for (const tool of tools)
    expect(tool.inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
  const instructions = session.client.getInstructions() ?? '';
  expect(instructions.length).toBeLessThan(2_000);
  expect(instructions).toContain('codex_login');
});

test.each([
  [LATEST_PROTOCOL_VERSION, LATEST_PROTOCOL_VERSION],
  ['2024-11-05', '2024-11-05'],
  ['1999-01-01', LATEST_PROTOCOL_VERSION],
])('a host of %s is greeted in %s, by our own name', async (asked, answered) => {
  const serverInfo = { name: SERVER_INFO.name };
  expect(await greet(await start(), asked)).toMatchObject({
    result: { protocolVersion: answered, serverInfo, capabilities: { tools: {} } },
  });
});

test('a discovery that names no version is told at once which there are, and the host may greet', async () => {
  const raw = await start();
  raw.send({ id: 'server-discover-probe-1', method: 'server/discover', params: {} });
  expect(await raw.reply('server-discover-probe-1')).toMatchObject({
    error: { code: -32_022, data: { supported: ['2026-07-28'] } },
  });
  expect(await greet(raw)).toHaveProperty('result');
});

test('rubbish on stdin is survived, and nothing but JSON-RPC is written to stdout', async () => {
  const simulator = await makeSimulator();
  const raw = await start(pointAt(simulator));
  raw.child.stdin.write('hello\n\n{"half":\n[1,2]\nnull\n{"jsonrpc":"1.0","id":9}\n\u0000\n');
  await greet(raw);
  raw.send({ id: 1, method: 'no/such/method' });
  expect(await raw.reply(1)).toMatchObject({ error: { code: -32601 } });
  callTool(raw, 2, 'codex_query', { prompt: 'x'.repeat(2_000_000) });
  expect(await raw.reply(2)).toMatchObject({ result: { isError: true } });
  callTool(raw, 3, 'nothing', {});
  expect(await raw.reply(3)).toMatchObject({ result: { isError: true } });
  expect(raw.lines.length).toBeGreaterThan(3);
  for (const line of raw.lines) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
});

test.each([
  ['its input ends', (raw: Raw) => void raw.child.stdin.end()],
  ['it gets SIGINT', (raw: Raw) => void raw.child.kill('SIGINT')],
  ['it gets SIGTERM', (raw: Raw) => void raw.child.kill('SIGTERM')],
])('it is gone with code 0 when %s, even in the middle of a call', async (_title, end) => {
  const simulator = await makeSimulator();
  simulator.fault('responses.hang');
  const raw = await start({ ...pointAt(simulator), OPENAI_API_KEY: '' });
  await greet(raw);
  raw.send({ id: 1, method: 'tools/list' });
  await raw.reply(1);
  callTool(raw, 2, 'codex_login', {});
  end(raw);
  expect(await raw.exited).toEqual({ code: 0, signal: null });
});

test('a hundred thousand unknown arguments are answered with a few of them', async () => {
  const session = await connect((await makeSandbox()).env);
  const args = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`question${i}`, i]));
  expect(textOf(await session.call('codex_query', args)).length).toBeLessThan(3_000);
});

test.each([
  ['an unknown argument', 'codex_query', { prompt: 'x', colour: 'red' }, /`colour`.*takes prompt, .*model/],
  ['a missing one', 'codex_query', {}, /"prompt" is missing/],
  ['one of another type', 'codex_query', { prompt: 3 }, /"prompt" must be a string, not a number/],
  ['an empty prompt', 'codex_query', { prompt: '  ' }, /"prompt"/],
  ['a number out of range', 'codex_query', { prompt: 'x', temperature: 7 }, /"temperature"/],
  [
    'a word that is none of the allowed',
    'codex_query',
    { prompt: 'x', verbosity: 'loud' },
    /"verbosity" must be one of low, medium, high/,
  ],
  ['an argument where there are none', 'codex_clear', { all: true }, /codex_clear takes no arguments/],
])(
  '%s is answered with a sentence from which a model can correct itself',
  async (_title, name, args, sentence) => {
    const sandbox = await makeSandbox();
    const session = await connect(sandbox.env);
    const result = await session.call(name, args);
    expect(result.isError).toBe(true);
    expect(result.content).toEqual([{ type: 'text', text: expect.stringMatching(sentence) as string }]);
  },
);

test.each([
  ['CODEX_OAUTH_ISSUER', 'http://example.com', /CODEX_OAUTH_ISSUER.*https/],
  ['CODEX_OAUTH_BASE_URL', 'ftp://127.0.0.1', /CODEX_OAUTH_BASE_URL/],
  ['CODEX_OAUTH_TIMEOUT', 'soon', /CODEX_OAUTH_TIMEOUT.*whole number/],
  ['CODEX_OAUTH_CALLBACK_PORT', '70000', /CODEX_OAUTH_CALLBACK_PORT/],
])('a bad %s is refused at start with the accepted form', async (name, value, sentence) => {
  const raw = await start({ [name]: value });
  let stderr = '';
  raw.child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  expect(await raw.exited).toEqual({ code: 2, signal: null });
  expect(stderr).toMatch(sentence);
  expect(raw.lines).toEqual([]);
});
