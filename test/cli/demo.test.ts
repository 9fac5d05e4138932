import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { addressIn, visit } from '../../src/cli/demo/browser.ts';
import { chooseSubject, simulatedAnswer } from '../../src/cli/demo/subject.ts';
import { runCli } from '../../src/cli/main.ts';
import { fakeIo } from './support.ts';

async function folder(): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'codex-oauth-test-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** A server that speaks MCP and offers `tools`; a call of any is answered with an error. */
async function otherServer(tools: readonly string[]): Promise<string> {
  const file = path.join(await folder(), 'server.mjs');
  const code = `
    import { createInterface } from 'node:readline';
    const tools = ${JSON.stringify(tools)}.map((name) => ({ name, inputSchema: { type: 'object' } }));
    const results = {
      initialize: { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo: { name: 'other', version: '1' } },
      'tools/list': { tools },
      'tools/call': { isError: true, content: [{ type: 'text', text: 'Nothing works here.' }] },
    };
    createInterface({ input: process.stdin }).on('line', (line) => {
      const { id, method } = JSON.parse(line);
      if (id !== undefined) console.log(JSON.stringify({ jsonrpc: '2.0', id, result: results[method] ?? {} }));
    });
  `;
  await writeFile(file, code);
  return file;
}

const noApp = (): never => {
  throw new Error('the demo does not need the program in this process');
};

test('a server without the five tools fails the demo, and it says where', async () => {
  const io = fakeIo(['demo'], { entry: await otherServer(['codex_query']) });
  expect(await runCli(noApp, io)).toBe(1);
  expect(io.stderr.text()).toMatch(/^✗ The demo failed at: tools\.\n {2}It lists codex_query\./);
  expect(io.stdout.text()).not.toContain('With your own account');
});

test('a sign-in that fails fails the demo, with --json as a document', async () => {
  const tools = ['codex_clear', 'codex_login', 'codex_models', 'codex_query', 'codex_status'];
  const io = fakeIo(['demo', '--json'], { entry: await otherServer(tools) });
  expect(await runCli(noApp, io)).toBe(1);
  expect(JSON.parse(io.stdout.text())).toMatchObject({
    error: { code: 'demo.failed', why: expect.stringContaining('Nothing works here.') },
  });
});

test('a server that does not start fails the demo', async () => {
  const entry = path.join(await folder(), 'broken.mjs');
  await writeFile(entry, 'process.exit(3);\n');
  const io = fakeIo(['demo'], { entry });
  expect(await runCli(noApp, io)).toBe(1);
  expect(io.stderr.text()).toMatch(/^✗ The demo failed at: server\./);
});

test('it asks about a file of the repository, and where there is none about the bundle', async () => {
  const root = await folder();
  const entry = path.join(root, 'dist', 'codex-oauth.js');
  await mkdir(path.dirname(entry));
  await writeFile(entry, '// bundle\n'.repeat(100));
  expect(chooseSubject(undefined, entry)).toMatchObject({
    file: { root: path.dirname(entry), name: 'codex-oauth.js', entry: 'codex-oauth.js:1-60', lines: 60 },
  });
  await writeFile(path.join(root, 'README.md'), '# Read me\n');
  expect(chooseSubject(undefined, entry)).toMatchObject({
    question: 'What is README.md for?',
    file: { root, name: 'README.md', entry: 'README.md', lines: 1 },
  });
  expect(chooseSubject('Why?', entry)).toEqual({ question: 'Why?', file: undefined });
});

test('the simulated answer says what arrived, and that it is simulated', () => {
  const file = { root: '/r', name: 'a.ts', entry: 'a.ts', lines: 2 };
  const text = '--- File a.ts (lines 1-2) ---\n1\texport function one() {}\n2\texport const two = 2;';
  const answer = simulatedAnswer(
    { question: 'What?', file },
    { prompt: 'What?', model: 'm', attachments: [{ text }] },
  );
  expect(answer).toContain('This is a simulated answer');
  expect(answer).toContain('a.ts arrived with 2 lines and these parts: one, two.');
  expect(
    simulatedAnswer({ question: 'What?', file: undefined }, { prompt: 'What?', model: 'm', attachments: [] }),
  ).toContain('You asked: “What?”');
});

test('the demo’s browser leaves this machine for nobody', async () => {
  const asked: string[] = [];
  const away: typeof fetch = (url) => {
    asked.push(String(url));
    return Promise.resolve(
      new Response(null, { status: 302, headers: { location: 'https://auth.openai.com/' } }),
    );
  };
  await expect(visit('http://127.0.0.1:1/a', away, new AbortController().signal)).rejects.toThrow(
    'not on this machine',
  );
  expect(asked).toEqual(['http://127.0.0.1:1/a']);
});

test('the demo’s browser does not run in circles', async () => {
  const circle: typeof fetch = () =>
    Promise.resolve(new Response(null, { status: 302, headers: { location: '/a' } }));
  await expect(visit('http://127.0.0.1:1/a', circle, new AbortController().signal)).rejects.toThrow(
    'in a circle',
  );
});

test('an address is found in a message, whatever stands behind it', () => {
  expect(addressIn('open http://127.0.0.1:5/x?a=1 in a browser; or', 'http://127.0.0.1:5')).toBe(
    'http://127.0.0.1:5/x?a=1',
  );
  expect(addressIn('open http://127.0.0.1:5/x; or', 'http://127.0.0.1:5')).toBe('http://127.0.0.1:5/x');
  expect(addressIn('open https://example.com/', 'http://127.0.0.1:5')).toBeUndefined();
});
