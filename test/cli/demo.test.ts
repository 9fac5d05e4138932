import path from 'node:path';
import { expect, test } from 'vitest';
import { chooseSubject, simulatedAnswer } from '../../src/cli/demo/subject.ts';
import { runCli } from '../../src/cli/main.ts';
import { makeFolder, plant } from '../attach/support.ts';
import { fakeIo } from './support.ts';

const script = async (code: string): Promise<string> =>
  path.join(await makeFolder({ 'server.mjs': code }), 'server.mjs');

const TOOLS = ['codex_clear', 'codex_login', 'codex_models', 'codex_query', 'codex_status'];

/** A server that speaks MCP and offers `tools`; a call of any asks to open `address`, or ends with an error. */
function otherServer(tools: readonly string[], address?: string): Promise<string> {
  return script(`
    import { createInterface } from 'node:readline';
    const tools = ${JSON.stringify(tools)}.map((name) => ({ name, inputSchema: { type: 'object' } }));
    const results = {
      initialize: { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo: { name: 'other', version: '1' } },
      'tools/list': { tools },
      'tools/call': { isError: true, content: [{ type: 'text', text: 'Nothing works here.' }] },
    };
    createInterface({ input: process.stdin }).on('line', (line) => {
      const { id, method } = JSON.parse(line);
      const address = ${JSON.stringify(address ?? null)};
      if (method === 'tools/call' && address) {
        const params = { mode: 'url', message: 'open', url: address, elicitationId: '1' };
        return console.log(JSON.stringify({ jsonrpc: '2.0', id: 9, method: 'elicitation/create', params }));
      }
      if (id !== undefined) console.log(JSON.stringify({ jsonrpc: '2.0', id, result: results[method] ?? {} }));
    });
  `);
}

const noApp = (): never => {
  throw new Error('the demo does not need the program in this process');
};

const brokenServer = (): Promise<string> => script('process.exit(3);\n');

test.each([
  ['a server that does not start', brokenServer, /^✗ .*: server\./],
  ['a server without the five tools', () => otherServer(['codex_query']), /^✗ .*: tools\.\n.*codex_query\./],
  ['a sign-in that fails', () => otherServer(TOOLS), /^✗ .*\n.*Nothing works here\./],
  ['an address of OpenAI', () => otherServer(TOOLS, 'https://auth.openai.com/x'), /^✗ .*: sign-in\./],
  ['an address of others', () => otherServer(TOOLS, 'http://127.0.0.1:1/x'), /^✗ .*: sign-in\./],
])('%s fails the demo, which says where and leaves this machine for nobody', async (_name, entry, says) => {
  const io = fakeIo(['demo'], { entry: await entry() });
  expect(await runCli(noApp, io)).toBe(1);
  expect(io.stderr.text()).toMatch(says);
  expect(io.stdout.text()).not.toMatch(/GET|With your own account/);
});

test('a demo that fails is a document with --json', async () => {
  const io = fakeIo(['demo', '--json'], { entry: await brokenServer() });
  expect(await runCli(noApp, io)).toBe(1);
  expect(JSON.parse(io.stdout.text())).toMatchObject({ error: { code: 'demo.failed' } });
});

test('it asks about a file of the repository, and where there is none about the bundle', async () => {
  const name = path.join('dist', 'codex-oauth.js');
  const root = await makeFolder({ [name]: '// bundle\n'.repeat(9) });
  const entry = path.join(root, name);
  expect(chooseSubject(undefined, entry).file).toEqual({ root, name, lines: 9 });
  await plant(root, { 'README.md': '# Read me\n' });
  expect(chooseSubject(undefined, entry)).toEqual({
    question: 'What is README.md for?',
    file: { root, name: 'README.md', lines: 1 },
  });
  expect(chooseSubject('Why?', entry)).toEqual({ question: 'Why?', file: undefined });
});

test('the simulated answer says what arrived, and that it is simulated', () => {
  const file = { root: '/r', name: 'a.ts', lines: 2 };
  const text = '--- File a.ts (lines 1-3) ---\n1\texport function one() {}\n2\texport const two = 2;\n3';
  const received = { prompt: 'What?', model: 'm', attachments: [{ name: 'a.ts', text }] };
  const answer = simulatedAnswer({ question: 'What?', file }, received);
  expect(answer).toContain('simulated answer');
  expect(answer).toContain('a.ts arrived with 3 lines and these parts: one, two.');
  expect(simulatedAnswer({ question: 'What?', file: undefined }, received)).toContain('“What?”');
});
